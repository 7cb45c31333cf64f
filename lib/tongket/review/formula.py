"""The formula of a column that a notebook computed: found in the executed cells, or stated by the author.

It is found where a cell assigns the column (`frame.assign(kept_pct=…)`, `frame["kept_pct"] = …`), also under a name
that the column had before `rename(columns=…)`. What it names in turn, a variable or another computed column, is written
out, so that the formula speaks of the record alone. It is evaluated again: what it gives must be the column.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from itertools import product
from numbers import Real
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.review.frame import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

# So many definitions within definitions are written out.
DEPTH = 5
# The cells that ran since a review was opened in this kernel.
_KEPT: list[str] = []


@dataclass(frozen=True)
class Formula:
    """How a column was computed.

    Attributes:
        words: the expression, in which the columns of the frame are called by their names.
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
            series: pd.Series = (
                frame.iloc[:, 0].map(lambda _: found) if not hasattr(found, "reindex") else found
            )
            return series.astype(float)
        except Exception as error:
            raise UsageError(
                f"formula: expected an expression over the columns of the frame, got {self.words!r} "
                f"({type(error).__name__}: {error}). Write it in their names: formula='value / value.sum() * 100'."
            ) from error

    @property
    def columns(self) -> list[str]:
        """The columns of numbers that it names."""
        from pandas.api.types import is_numeric_dtype

        return [c for c in self._used if c in self.frame and is_numeric_dtype(self.frame[c])]

    @property
    def _used(self) -> list[str]:
        named = (node.id for node in ast.walk(ast.parse(self.words)) if isinstance(node, ast.Name))
        return list(dict.fromkeys(named))

    @property
    def reads_columns_alone(self) -> bool:
        """Whether it names no other frame and no column of one."""
        others = (self.names.get(name) for name in self._used if name not in self.frame)
        return not any(hasattr(other, "reindex") for other in others)

    @property
    def is_sum(self) -> bool:
        """Whether it only adds and subtracts columns, so that it gives the unit of these."""
        return _is_sum(ast.parse(self.words, mode="eval").body)

    def gives(self, column: pd.Series) -> bool:
        """Whether it gives a column when it is computed again.

        Raises:
            UsageError: it cannot be evaluated.
        """
        again = self.of(self.frame)
        if not again.index.equals(column.index):
            if not again.index.is_unique:
                return False
            again = again.reindex(column.index)
        held = column.astype(float)
        near = (again - held).abs() <= 1e-9 * held.abs().clip(lower=1)
        return bool(near.where(held.notna(), again.isna()).all())


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
    if given:
        candidates = [Formula(given, frame, names)]
        found = candidates[0] if candidates[0].gives(frame[column]) else None
    else:
        candidates = list(_Search(names, cells).formulas(column, frame))
        fitting = [c for c in candidates if _gives(c, frame[column])]
        # What reads other frames cannot be followed to its figures.
        found = next((c for c in fitting if c.reads_columns_alone), next(iter(fitting), None))
    if found is not None:
        return found
    got = f"one that gives other numbers: {candidates[0].words}" if candidates else "none"
    raise UsageError(
        f"{column}: expected the formula of a column that the notebook computed, got {got}. "
        f"Compute it with frame.assign({column}=…) over the rows that are shown, or state it: formula='value / …'."
    )


def former_names(column: str) -> Iterator[str]:
    """The names that a column had before an executed cell renamed it, the latest first, and its own."""
    yield column
    for cell in reversed(_kernel()[1]):
        for node in ast.walk(_tree(cell)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "rename":
                yield from (old for old, new in _renamed(node) if new == column)


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
    return names, list(dict.fromkeys([*names.get("In", []), *_KEPT]))


@cache
def _tree(cell: str) -> ast.AST:
    try:
        return ast.parse(cell)
    except SyntaxError:  # a cell of magics
        return ast.Module([], [])


def _gives(formula: Formula, column: pd.Series) -> bool:
    try:
        return formula.gives(column)
    except UsageError:  # an assignment to a column of that name in another frame
        return False


def _is_sum(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return _is_sum(node.left) and _is_sum(node.right)
    return isinstance(node, ast.Name)


def _renamed(call: ast.Call) -> Iterator[tuple[str, str]]:
    """The old and the new name of each column that `rename(columns={…})` names."""
    for keyword in call.keywords:
        if keyword.arg == "columns" and isinstance(keyword.value, ast.Dict):
            for old, new in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(old, ast.Constant) and isinstance(new, ast.Constant):
                    yield str(old.value), str(new.value)


class _Search:
    """Looks through the executed cells for what they assign, the latest first."""

    def __init__(self, names: Mapping[str, object], cells: Sequence[str]) -> None:
        self._names = names
        self._nodes = [node for cell in reversed(cells) for node in ast.walk(_tree(cell))]

    def formulas(self, column: str, frame: pd.DataFrame) -> Iterator[Formula]:
        """What may be the formula of a column, over the frame shown and the one assigned to.

        Each is tried with what it names written out, then as it is.
        """
        frames = type(frame)
        assigned = [pair for node in self._nodes for pair in _assigned(node, column)]
        for (owner, value), written_out in product(assigned, (True, False)):
            holder = self._names.get(owner)
            for whole in (frame, *([holder] if isinstance(holder, frames) else ())):
                # Without the column itself: a variable may have its name.
                over = whole.drop(columns=column, errors="ignore")
                body = _body(value, owner)
                words = ast.unparse(
                    _WrittenOut(self, over).written(body)
                    if written_out
                    else _InColumns(over, {owner, "frame"}).visit(body)
                )
                yield Formula(words, over, self._names)

    def definition(self, name: str, over: pd.DataFrame) -> ast.expr | None:
        """The expression that a computed column or a variable of numbers was assigned; None where it is neither."""
        if name in over.columns:
            pairs = (pair for node in self._nodes for pair in _assigned(node, name))
            return next((_body(value, owner) for owner, value in pairs), None)
        value = self._names.get(name)
        if not isinstance(value, (Real, type(over.iloc[:, 0]))):
            return None
        return next((_body(v, "") for node in self._nodes for v in _bound(node, name)), None)

    def frames(self, kind: type) -> set[str]:
        """The variables that hold frames."""
        return {name for name, value in self._names.items() if isinstance(value, kind)}


def _assigned(node: ast.AST, column: str) -> Iterator[tuple[str, ast.expr]]:
    """The frame and the expression of each assignment to a column."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "assign":
        owner = _owner(node.func.value)  # type: ignore[attr-defined]
        yield from ((owner, k.value) for k in node.keywords if k.arg == column)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and ast.unparse(target.slice) == repr(column):
                yield _owner(target.value), node.value


def _bound(node: ast.AST, name: str) -> Iterator[ast.expr]:
    """The expression that an assignment gives a variable."""
    if isinstance(node, ast.Assign):
        yield from (node.value for t in node.targets if isinstance(t, ast.Name) and t.id == name)


def _owner(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _body(value: ast.expr, owner: str) -> ast.expr:
    """The expression of `lambda frame: …`, in the name of its frame; any other as it is; always a copy."""
    if not isinstance(value, ast.Lambda) or not value.args.args:
        return ast.parse(ast.unparse(value), mode="eval").body
    parameter = value.args.args[0].arg
    body = ast.parse(ast.unparse(value.body), mode="eval").body
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and node.id == parameter:
            node.id = owner or "frame"
    return body


class _InColumns(ast.NodeTransformer):
    """Writes `frame["value"]` and `frame.value` as `value`."""

    def __init__(self, over: pd.DataFrame, owners: set[str]) -> None:
        self._owners = owners
        self._columns = {*map(str, over.columns)}

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


class _WrittenOut(ast.NodeTransformer):
    """Puts their definitions in place of variables and of columns that the notebook computed."""

    def __init__(self, search: _Search, over: pd.DataFrame) -> None:
        self._search, self._over = search, over
        self._within: list[str] = []
        self._columns = _InColumns(over, search.frames(type(over)) | {"frame"})

    def written(self, expression: ast.expr) -> ast.AST:
        """An expression over columns, with what it names written out."""
        written: ast.AST = self.visit(self._columns.visit(expression))
        return written

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """What a name was assigned, written out in turn; a column of the record stays."""
        stays = node.id in COLUMNS or node.id in self._within or len(self._within) > DEPTH
        found = None if stays else self._search.definition(node.id, self._over)
        if found is None:
            return node
        self._within.append(node.id)
        written = self.written(found)
        self._within.pop()
        return written
