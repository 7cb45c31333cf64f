"""Columns that a notebook computed: each number as a figure, with the figures that went into it.

Which figures went into a number is seen by moving each by a little and looking which numbers move with it; what the
printing of these figures allows of the number, by moving each to its ends. That is exact where the formula only rises
or only falls with each figure, as sums, differences, products and quotients of amounts do.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.measures import PERCENT, POINTS, TIMES
from tongket.model import Calculation, Figure, Interval, Missing, Text, Unit
from tongket.model.figure import exact_number
from tongket.review.formula import former_names, formula_of
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from tongket.review.formula import Formula
    from tongket.review.session import Session

# Names that say the unit: percent is 0 to 100, a ratio is 0 to 1.
UNITS: tuple[tuple[str, Unit], ...] = (("_pct", PERCENT), ("_ratio", TIMES), ("_times", TIMES))
MANY = 600  # cells that are moved one by one; in a larger frame of exact figures each number rests on all
_LITTLE = 1e-3
# What a number counts of which neither name nor formula says it.
NUMBER = Unit("number", "ratio", Text("", ""))


def unit_of(column: str, unit: Unit | None = None) -> Unit:
    """The unit of a computed column: the one given, or what its name says.

    Raises:
        UsageError: neither says it.
    """
    found = unit or _unit_in_name(column)
    if found is None:
        raise UsageError(
            f"{column}: expected the unit of a computed column, got none. "
            f"Call it {column}_pct or {column}_ratio, or name its unit: unit='…'."
        )
    return found


def _unit_in_name(column: str) -> Unit | None:
    return next((unit for ending, unit in UNITS if column.endswith(ending)), None)


def unit_of_number(column: str, formula: Formula, row: Figure) -> Unit:
    """The unit of one number of a computed column: what its name says, or that of the amounts added or subtracted."""
    named = _unit_in_name(column)
    if named is not None or not formula.is_sum:
        return named or NUMBER
    return POINTS if row.unit.kind == "percent" else row.unit


def figures_behind(review: Session, frame: pd.DataFrame, column: str) -> list[Figure] | None:
    """The figures behind a column of values or of their ends, one a row; None where it is no such column.

    In joined frames `value_year` belongs to `anchor_year`.
    """
    import pandas as pd

    kind = next((kind for kind in ("value", "lower", "upper") if column.startswith(kind)), None)
    anchor = None if kind is None else "anchor" + column.removeprefix(kind)
    if anchor not in frame:
        return None
    alone = frame if anchor == "anchor" else pd.DataFrame({"anchor": frame[anchor]})
    return review.figures_of(alone)


def figures_of(
    review: Session, column: str, frame: pd.DataFrame, formula: Formula, called: Text,
    unit: Callable[[Figure], Unit],
) -> list[Figure]:  # fmt: skip
    """The numbers of a computed column as figures, each with the figures that went into it.

    Args:
        review: the review whose figures the formula reads.
        column: its name.
        frame: the rows that are shown.
        formula: how it was computed.
        called: what the column is called.
        unit: what a number counts, from the figure of its row.

    Returns:
        one figure a row; none where no figure of the review is behind the formula.

    Raises:
        UsageError: so many figures that are not exact are behind it that its ends cannot be computed.
    """
    cells = _Cells(formula, review)
    over, own = formula.frame, cells.of_rows
    same = over.index.equals(frame.index)
    places = range(len(frame)) if same else over.index.get_indexer(frame.index)
    if not own:
        return []
    return [
        _figure(column, cells, formula, unit(own[place]), called, place, own[place])
        for place in map(int, places)
    ]


def explained(
    review: Session, column: str, frame: pd.DataFrame
) -> tuple[Formula, list[Figure]] | None:
    """The formula of a column that an executed cell computed, and its numbers; None where no cell says it.

    Args:
        review: the review whose figures it reads.
        column: its name as shown, which `rename(columns=…)` may have given it.
        frame: the rows that are shown.
    """
    for name in former_names(column):
        renamed = frame.rename(columns={column: name})
        try:
            formula = formula_of(name, renamed)
        except UsageError:  # of this name no cell says it
            continue
        named = review.named(column)
        unit = partial(unit_of_number, name, formula)
        return formula, figures_of(review, name, renamed, formula, named, unit)
    return None


class _Cells:
    """The cells that a formula reads: their figures, and what the numbers do when one of them moves."""

    def __init__(self, formula: Formula, review: Session) -> None:
        self._formula, frame = formula, formula.frame
        found = {c: figures_behind(review, frame, c) for c in formula.columns}
        behind = {column: figures for column, figures in found.items() if figures is not None}
        self.read = [(c, row, f) for c, figures in behind.items() for row, f in enumerate(figures)]
        self.figures = [figure for _, _, figure in self.read]
        self._check_number()
        first = next(iter(behind.values()), [])
        # The figure that each row is of, by which its number is called.
        self.of_rows = (figures_behind(review, frame, "value") or first) if behind else []
        self.numbers = [*formula.of(frame)]
        self._moves = {cell: self._moved(*cell) for cell in self._each()}

    def _check_number(self) -> None:
        hedged = any(f.interval is not None and not f.interval.is_exact for f in self.figures)
        if hedged and len(self.read) > MANY:
            raise UsageError(
                f"{self._formula.words}: expected at most {MANY} values behind a column of figures that are not exact, "
                f"got {len(self.read)}. Select the rows first, then compute the column."
            )

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
            # A column of ends holds exact numbers: there is nothing beyond them.
            if interval is None or not move or interval.is_exact or not column.startswith("value"):
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
    # Of one column each row has a number of its own, also where all of them rest on the same figures.
    key = f"{column} = {formula.words} ({row.id})"
    if not math.isfinite(number):
        none = Missing(Phrase("the formula gives no number here"), inputs)
        origin = row.origin if isinstance(row.origin, Missing) else none
        return Figure(key, row.name, None, None, unit, None, origin)
    low, high = cells.end(place, -1), cells.end(place, 1)
    lower, upper = (
        None if math.isinf(end) else exact_number(end)
        for end in (min(low, number), max(high, number))
    )
    calculation = Calculation("computed", Text(formula.words, formula.words), inputs)
    return Figure(key, name, exact_number(number), Interval(lower, upper), unit, None, calculation)
