"""Columns that a notebook computed: their formula, checked by computing it again, and each number as a figure.

The formula is found in the cells that were executed (`frame.assign(kept_pct=…)`, `frame["kept_pct"] = …`) or given in
the names of the columns (`formula="value / value.shift() * 100"`). It is evaluated again: what it gives must be the
column. Which figures went into a number is told by moving each by a little and looking which numbers move with it; what
the printing of these figures allows of the number, by moving each to its ends. That is exact where the formula only
rises or only falls with each figure, as sums, differences, products and quotients of amounts do.
"""

from __future__ import annotations

import ast
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.measures import PERCENT, TIMES
from tongket.model import Calculation, Figure, Interval, Missing, Text
from tongket.model.figure import exact_number
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from tongket.model import Unit

# Names that say the unit: percent is 0 to 100, a ratio is 0 to 1.
UNITS: tuple[tuple[str, Unit], ...] = (("_pct", PERCENT), ("_ratio", TIMES), ("_times", TIMES))
MANY = 600  # cells that are moved one by one; in a larger frame each number rests on all
_LITTLE = 1e-3
# The cells that ran since a review was opened in this kernel.
_KEPT: list[str] = []


@dataclass(frozen=True)
class Formula:
    """How a column was computed.

    Attributes:
        words: the expression, in which the columns of the frame stand by their names.
        frame: the rows that it was computed over.
        names: what else the expression names.
    """

    words: str
    frame: pd.DataFrame
    names: Mapping[str, object]

    def of(self, frame: pd.DataFrame) -> pd.Series:
        """What it gives over a frame of the same rows.

        Raises:
            UsageError: it cannot be evaluated.
        """
        columns = {str(name): frame[name] for name in frame.columns}
        try:
            # The expression is the notebook's own, evaluated in its own kernel.
            found = eval(self.words, {**self.names, **columns})  # noqa: S307
        except Exception as error:
            raise UsageError(
                f"formula: expected an expression over the columns of the frame, got {self.words!r} "
                f"({type(error).__name__}: {error}). Write it in their names: formula='value / value.sum() * 100'."
            ) from error
        series: pd.Series = (
            frame.iloc[:, 0].map(lambda _: found) if not hasattr(found, "reindex") else found
        )
        return series.astype(float)

    @property
    def columns(self) -> list[str]:
        """The columns of numbers that it names."""
        from pandas.api.types import is_numeric_dtype

        used = {node.id for node in ast.walk(ast.parse(self.words)) if isinstance(node, ast.Name)}
        return [
            c for c in map(str, self.frame.columns) if c in used and is_numeric_dtype(self.frame[c])
        ]


def formula_of(column: str, frame: pd.DataFrame, given: str = "") -> Formula:
    """The formula of a column, which gives that column when it is computed again.

    Args:
        column: its name.
        frame: the frame that holds it.
        given: the formula as the author states it; without it the executed cells are searched.

    Raises:
        UsageError: none is found, or it gives other numbers.
    """
    names, cells = _kernel()
    candidates = (
        [Formula(given, frame, names)] if given else list(_found(column, frame, names, cells))
    )
    for formula in candidates:
        again = formula.of(formula.frame).reindex(frame.index)
        held = frame[column].astype(float)
        if (
            ((again - held).abs() <= 1e-9 * held.abs().clip(lower=1))
            .where(held.notna(), again.isna())
            .all()
        ):
            return formula
    told = f"one that gives other numbers: {candidates[0].words}" if candidates else "none"
    raise UsageError(
        f"{column}: expected the formula of a column that the notebook computed, got {told}. "
        f"Compute it with frame.assign({column}=…) over the rows that are shown, or state it: formula='value / …'."
    )


def keep_cells() -> None:
    """Keep what the notebook runs from now on; nothing where no notebook runs.

    IPython's own list `In` is not enough: a client may run cells without a history, as nbval does.
    """
    events = getattr(_shell(), "events", None)
    if events is not None:
        # IPython takes one function once.
        events.register("pre_run_cell", _keep)


def _keep(cell: Any) -> None:
    _KEPT.append(cell.raw_cell or "")


def _shell() -> Any:
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


def _kernel() -> tuple[Mapping[str, object], Sequence[str]]:
    """The names of the notebook and its executed cells; nothing where no notebook runs."""
    names = getattr(_shell(), "user_ns", {})
    return names, [*names.get("In", []), *_KEPT]


def _found(
    column: str, frame: pd.DataFrame, names: Mapping[str, object], cells: Sequence[str]
) -> Iterator[Formula]:
    """What the executed cells assign to a column, the latest first, over the frame shown and the one assigned to."""
    for cell in reversed(cells):
        try:
            nodes = list(ast.walk(ast.parse(cell)))
        except SyntaxError:  # a cell of magics
            continue
        for owner, value in (pair for node in nodes for pair in _assigned(node, column)):
            holder = names.get(owner)
            for over in [frame, *([holder] if type(holder) is type(frame) else [])]:
                words = ast.unparse(
                    _InColumns(owner, [*map(str, over.columns)]).visit(_body(value, owner))
                )
                yield Formula(words, over, names)


def _assigned(node: ast.AST, column: str) -> Iterator[tuple[str, ast.expr]]:
    """The frame and the expression of each assignment to a column."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "assign"
    ):
        for keyword in node.keywords:
            if keyword.arg == column:
                yield _owner(node.func.value), keyword.value
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and ast.unparse(target.slice) == repr(column):
                yield _owner(target.value), node.value


def _owner(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _body(value: ast.expr, owner: str) -> ast.expr:
    """The expression of `lambda frame: …`, in the name of its frame; any other as it is."""
    if not isinstance(value, ast.Lambda) or not value.args.args:
        return ast.parse(ast.unparse(value), mode="eval").body
    renamed = ast.unparse(value.body)
    parameter = value.args.args[0].arg
    body = ast.parse(renamed, mode="eval").body
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and node.id == parameter:
            node.id = owner or "frame"
    return body


class _InColumns(ast.NodeTransformer):
    """Writes `frame["value"]` and `frame.value` as `value`."""

    def __init__(self, owner: str, columns: Sequence[str]) -> None:
        self._owners = {owner, "frame"}
        self._columns = set(columns)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """A column by its name."""
        self.generic_visit(node)
        name = node.slice.value if isinstance(node.slice, ast.Constant) else None
        own = isinstance(node.value, ast.Name) and node.value.id in self._owners
        return ast.Name(str(name), ast.Load()) if own and name in self._columns else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A column as an attribute."""
        self.generic_visit(node)
        own = isinstance(node.value, ast.Name) and node.value.id in self._owners
        return ast.Name(node.attr, ast.Load()) if own and node.attr in self._columns else node


def unit_of(column: str, unit: Unit | None) -> Unit:
    """The unit of a computed column: the one given, or what its name says.

    Raises:
        UsageError: neither says it.
    """
    told = unit or next((u for ending, u in UNITS if column.endswith(ending)), None)
    if told is None:
        raise UsageError(
            f"{column}: expected the unit of a computed column, got none. "
            f"Call it {column}_pct or {column}_ratio, or name its unit: unit='…'."
        )
    return told


def figures_of(
    column: str, frame: pd.DataFrame, formula: Formula, unit: Unit,
    behind: Callable[[pd.DataFrame, str], Sequence[Figure] | None], called: Text,
) -> list[Figure]:  # fmt: skip
    """The numbers of a computed column as figures, each with the figures that went into it.

    Args:
        column: its name.
        frame: the rows that are shown.
        formula: how it was computed.
        unit: what it counts.
        behind: the figures behind a column of a frame, one a row; None where none stand behind it.
        called: what the column is called.
    """
    cells = _Cells(formula, behind)
    own = behind(frame, "value") or cells.figures
    return [
        _figure(column, cells, formula, unit, called, int(place), figure)
        for place, figure in zip(formula.frame.index.get_indexer(frame.index), own, strict=True)
    ]


class _Cells:
    """The cells that a formula reads: their figures, and what the numbers do when one of them moves."""

    def __init__(
        self, formula: Formula, behind: Callable[[pd.DataFrame, str], Sequence[Figure] | None]
    ) -> None:
        self._formula, frame = formula, formula.frame
        found = {c: behind(frame, c) for c in formula.columns}
        self.read = [(c, row, f) for c, fs in found.items() if fs for row, f in enumerate(fs)]
        self.figures = [figure for _, _, figure in self.read]
        self.numbers = [*formula.of(frame)]
        self._moves = {cell: self._moved(*cell) for cell in self._each()}

    def _each(self) -> list[tuple[str, int]]:
        return [(c, row) for c, row, _ in self.read] if len(self.read) <= MANY else []

    def with_cells(self, values: Mapping[tuple[str, int], float]) -> list[float]:
        """The numbers with other values in some cells."""
        changed = self._formula.frame.copy()
        for (column, row), value in values.items():
            cells = changed[column].astype(float).to_list()
            cells[row] = value
            changed[column] = cells
        return [*self._formula.of(changed)]

    def _moved(self, column: str, row: int) -> list[float]:
        value = float(self._formula.frame[column].iloc[row])
        more = self.with_cells({(column, row): value * (1 + _LITTLE) or _LITTLE})
        return [after - before for before, after in zip(self.numbers, more, strict=True)]

    def inputs(self, place: int) -> tuple[Figure, ...]:
        """The figures that a number rests on."""
        if not self._moves:
            return tuple(self.figures)
        return tuple(dict.fromkeys(f for c, r, f in self.read if abs(self._moves[c, r][place]) > 0))

    def end(self, place: int, way: int) -> float:
        """The least (-1) or the greatest (1) that a number may be; infinite where that has no end."""
        ends: dict[tuple[str, int], float] = {}
        for column, row, figure in self.read if self._moves else ():
            interval, move = figure.interval, self._moves[column, row][place]
            if interval is None or not move or interval.is_exact:
                continue
            end = interval.upper if move * way > 0 else interval.lower
            ends[column, row] = math.copysign(math.inf, move * way) if end is None else float(end)
        number = self.with_cells(ends)[place] if ends else self.numbers[place]
        return way * math.inf if math.isnan(number) else number


def _figure(
    column: str, cells: _Cells, formula: Formula, unit: Unit, called: Text, place: int, row: Figure
) -> Figure:
    number, inputs = cells.numbers[place], cells.inputs(place)
    name = Phrase("{name}: {column}", name=row.name, column=called)
    key = f"{column}({', '.join(figure.id for figure in inputs) or row.id})"
    if not math.isfinite(number):
        none = Missing(Phrase("the formula gives no number here"), inputs)
        origin = row.origin if isinstance(row.origin, Missing) else none
        return Figure(f"{key} {row.id}", row.name, None, None, unit, None, origin)
    low, high = cells.end(place, -1), cells.end(place, 1)
    lower, upper = (
        None if math.isinf(end) else exact_number(end)
        for end in (min(low, number), max(high, number))
    )
    calculation = Calculation("computed", Text(formula.words, formula.words), inputs)
    return Figure(key, name, exact_number(number), Interval(lower, upper), unit, None, calculation)
