"""Columns that a notebook computed: each number as a figure, with the figures that went into it.

Which figures went into a number is seen by moving each by a little and looking which numbers move with it; what the
printing of these figures allows of the number, by moving each to its ends. That is exact where the formula only rises
or only falls with each figure, as sums, differences, products and quotients of amounts do, and so do medians, greatest
and least, where a figure that is not in the middle now may be at the ends.
"""

from __future__ import annotations

import ast
import hashlib
import math
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.measures import NO_ENDS, PERCENT, TIMES
from tongket.model import Calculation, Figure, Interval, Missing, Text, Unit
from tongket.model.figure import exact_number
from tongket.review.column_words import head_of
from tongket.review.formula import former_names, formula_of, later_name
from tongket.review.formula_units import Units
from tongket.review.formula_words import FormulaWords
from tongket.review.frame import COLUMNS
from tongket.translations import LazyText, Phrase, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    import pandas as pd

    from tongket.review.formula import Formula
    from tongket.review.session import Session

# Names that say the unit: percent is 0 to 100, a ratio is 0 to 1.
UNITS: tuple[tuple[str, Unit], ...] = (("_pct", PERCENT), ("_ratio", TIMES), ("_times", TIMES))
MANY = 600  # cells that are moved one by one; in a larger frame of exact figures each number rests on all
_LITTLE, _MUCH = 1e-3, 1e3
_MOVED = "tk_moved"
# What depends on the order of figures: one moved by a little may move nothing, and together with others much.
_BY_ORDER = {
    "median",
    "min",
    "max",
    "cummin",
    "cummax",
    "quantile",
    "rank",
    "nlargest",
    "nsmallest",
}
# What a number counts of which its formula does not say it.
NUMBER = Unit("number", "ratio", Text("", ""))


def figures_behind(review: Session, frame: pd.DataFrame, column: str) -> list[Figure] | None:
    """The figures behind a column of values or of their ends, one a row; None where it is no such column.

    In joined frames `value_year` belongs to `anchor_year`.

    Raises:
        UsageError: the column says something else than the record.
    """
    anchor = anchor_of(frame, column)
    return None if anchor is None else review.figures_of(frame, anchor)


def anchor_of(frame: pd.DataFrame, column: str) -> str | None:
    """The column of anchors that belongs to a column of values or of their ends; None where it is no such column."""
    kind = next((kind for kind in ("value", "lower", "upper") if column.startswith(kind)), None)
    anchor = None if kind is None else "anchor" + column.removeprefix(kind)
    return anchor if anchor in frame.columns else None


@dataclass(frozen=True)
class ComputedColumn:
    """A column that a notebook computed.

    Attributes:
        called: what it is called.
        words: its formula in the words of the page.
        figures: its numbers, one a row; none where it counts rows.
    """

    called: Text
    words: Text
    figures: list[Figure]


def computed_column(
    review: Session, frame: pd.DataFrame, column: str, formula: Formula, *, called: str = "",
    unit: Unit | None = None, bare: bool = False,
) -> ComputedColumn:  # fmt: skip
    """A column with its formula, its unit and the figures behind its numbers.

    Args:
        review: the review whose figures the formula reads.
        frame: the rows that are shown.
        column: its name.
        formula: how it was computed.
        called: what it is called, in English; by default by its name.
        unit: what its numbers count, where the formula does not say it.
        bare: whether its numbers may stay without a unit where nothing says it.

    Raises:
        UsageError: a number rests on no figure; the unit is not known or contradicts the formula; so many figures
            that are not exact are behind it that its ends cannot be computed.
    """
    cells = _Cells(formula, review)
    over, same = formula.frame, formula.frame.index.equals(frame.index)
    places = [*map(int, range(len(frame)) if same else over.index.get_indexer(frame.index))]
    if not cells.of_rows or not all(cells.rest_on_figures[place] for place in places):
        raise UsageError(
            Phrase(
                "{column}: expected a formula over the columns of figures, got {words}, whose numbers do not "
                "depend on them. Compute it from value, lower or upper.",
                column=column,
                words=formula.words,
            )
        )
    name = review.named(called or column)
    words = said(review, formula, cells.behind)
    counted = Units({c: [figure.unit for figure in figures] for c, figures in cells.behind.items()})
    if fault := counted.fault(formula.tree):
        raise formula.refused(column, fault)
    return ComputedColumn(name, words, [
        _figure(
            cells, place, name, Calculation("computed", words, cells.inputs(place)),
            _unit(column, formula, counted.of(formula.tree, place), unit, bare=bare),
        )
        for place in places
    ])  # fmt: skip


def said(review: Session, formula: Formula, behind: Mapping[str, list[Figure]]) -> Text:
    """A formula in the words of the page; `behind` as `FormulaWords.figures`."""
    called = {str(name): _called(review, str(name)) for name in formula.frame.columns}
    return FormulaWords(review.registry, formula.frame, behind, called).of(formula.tree)


def listed_heads(review: Session, columns: Sequence[str]) -> Text:
    """The headings of columns within a sentence."""
    found = [_called(review, name) for name in columns]
    return LazyText(lambda lang: ", ".join(text.in_(lang) for text in found))


def resting_on(figures: Iterable[Figure]) -> str:
    """What tells apart two numbers of one formula over other figures, in six letters however many these are."""
    return hashlib.sha256(" ".join(f.id for f in figures).encode()).hexdigest()[:6]


def _called(review: Session, column: str) -> Text:
    """The heading of a column within a sentence, or the name that the notebook gave it."""
    head = head_of(column)
    if head == column:
        return review.named(later_name(column))
    return LazyText(lambda lang: _inner(translate(head, lang)))


def _inner(head: str) -> str:
    return head[:1].lower() + head[1:]


def _unit(
    column: str, formula: Formula, found: Unit | None, given: Unit | None, *, bare: bool
) -> Unit:
    """The unit of a number: the one that its formula gives; where it gives none the one that the author names."""
    said = next((unit for ending, unit in UNITS if column.endswith(ending)), None)
    for wanted, where in ((said, "its name"), (given, "unit=")):
        if found is not None and wanted is not None and wanted.kind != found.kind:
            raise UsageError(
                Phrase(
                    "{column} = {words}: expected a unit that agrees with the formula, which gives {id}, got {id_2} "
                    "from {where}. Correct the formula, or call the column otherwise.",
                    column=column,
                    words=formula.words,
                    id=found.id,
                    id_2=wanted.id,
                    where=where,
                )
            )
    if found is None and given is None and not bare:
        raise UsageError(
            Phrase(
                "{column} = {words}: expected the unit of a computed column, got none: its formula does not "
                "give it. Name it: unit='…'.",
                column=column,
                words=formula.words,
            )
        )
    return given or found or NUMBER


def explained(review: Session, frame: pd.DataFrame, column: str, given: str = "") -> ComputedColumn:
    """A column of a table: its formula is the one given, else looked for under the names that it had.

    Raises:
        UsageError: no executed cell says it, or as for `computed_column`.
    """
    fault: UsageError | None = None
    for name in former_names(column):
        renamed = frame.rename(columns={column: name})
        try:
            formula = formula_of(name, renamed, given)
        except UsageError as error:  # of this name no cell says it
            fault = fault or error
            continue
        return computed_column(review, renamed, name, formula, called=column, bare=True)
    raise fault or UsageError(
        Phrase(
            "{column}: expected the formula of a column, got none.",
            column=column,
        )
    )


class _Cells:
    """The cells that a formula reads: their figures, and what the numbers do when one of them moves."""

    def __init__(self, formula: Formula, review: Session) -> None:
        self._formula, frame = formula, formula.frame
        used = [c for c in frame.columns if str(c) in formula.used]
        # The formula is computed again for each cell: over its own columns that costs a tenth.
        self._used = frame[used or [*frame.columns[:1]]].copy()
        self._used.attrs = {}
        self.words = formula.words
        found = {c: figures_behind(review, frame, c) for c in formula.columns}
        self.behind = {column: figures for column, figures in found.items() if figures is not None}
        self._refuse_others([column for column, figures in found.items() if figures is None])
        behind = self.behind
        self.read = [(c, row, f) for c, figures in behind.items() for row, f in enumerate(figures)]
        self.figures = [figure for _, _, figure in self.read]
        self._check_number()
        first = next(iter(behind.values()), [])
        # The figure that each row is of, by which its number is called.
        self.of_rows = (figures_behind(review, frame, "value") or first) if behind else []
        self.numbers = formula.of(self._used).to_list()
        self._alike: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for column, row, figure in self.read:
            self._alike.setdefault((column[:5], figure.id), []).append((column, row))
        self._moves = {cell: self._moved(*cell) for cell in self._each()}

    def _refuse_others(self, columns: list[str]) -> None:
        lost = [column for column in columns if column not in COLUMNS]
        if lost:
            raise UsageError(
                Phrase(
                    "{words}: expected columns of figures, got {names}, which leads to none. Join its rows of "
                    "review.frame(…), with value and anchor.",
                    words=self._formula.words,
                    names=", ".join(lost),
                )
            )

    def _check_number(self) -> None:
        hedged = any(f.interval is not None and not f.interval.is_exact for f in self.figures)
        if hedged and len(self.read) > MANY:
            raise UsageError(
                Phrase(
                    "{words}: expected at most {many} values behind a column of figures that are not exact, got "
                    "{number}. Select the rows first, then compute the column.",
                    words=self._formula.words,
                    many=MANY,
                    number=len(self.read),
                )
            )

    def _each(self) -> list[tuple[str, int]]:
        return [(c, row) for c, row, _ in self.read] if len(self.read) <= MANY else []

    def with_cells(self, values: Mapping[tuple[str, int], float]) -> list[float]:
        """The numbers with other values in some cells."""
        cells = {c: self._used[c].to_numpy(float, copy=True) for c in {c for c, _ in values}}
        for (column, row), value in values.items():
            cells[column][row] = value
        return self._formula.of(self._used.assign(**cells)).to_list()

    def _moved(self, column: str, row: int, part: float = _LITTLE) -> list[float]:
        value = float(self._formula.frame[column].iloc[row])
        moved = value + abs(value) * part or part
        # A figure is one number wherever it stands: divided by itself it is one, whatever its printing allows.
        more = self.with_cells(
            dict.fromkeys(self._alike[column[:5], self.behind[column][row].id], moved)
        )
        return [after - before for before, after in zip(self.numbers, more, strict=True)]

    def inputs(self, place: int) -> tuple[Figure, ...]:
        """The figures that a number rests on: a rank, or what is rounded, moves only with much."""
        if not self._moves:
            return tuple(self.figures)
        by_little = self._moving(self._moves, place)
        if by_little and self._beyond:
            ends = [cell for cell, _ in self._hedged if self._way(cell, place)]
            behind = {f.id for c, r, f in self.read if (c, r) in ends} | {f.id for f in by_little}
            return tuple(dict.fromkeys(f for f in self.figures if f.id in behind))
        return by_little or self._moving(self._far_moves, place) or (self.of_rows[place],)

    def _moving(
        self, moves: Mapping[tuple[str, int], list[float]], place: int
    ) -> tuple[Figure, ...]:
        return tuple(dict.fromkeys(f for c, r, f in self.read if abs(moves[c, r][place]) > 0))

    @cached_property
    def _far_moves(self) -> dict[tuple[str, int], list[float]]:
        return {cell: self._moved(*cell, _MUCH) for cell in self._each()}

    @cached_property
    def _beyond(self) -> dict[tuple[str, int], list[float]]:
        """What the numbers do when a figure moves from far below to far above; empty where no order counts."""
        parts = {n.attr for n in ast.walk(self._formula.tree) if isinstance(n, ast.Attribute)}
        typed = {n.value for n in ast.walk(self._formula.tree) if isinstance(n, ast.Constant)}
        if not _BY_ORDER & (parts | typed):
            return {}
        far = {cell: self._moved(*cell, -_MUCH) for cell, _ in self._hedged}
        return {
            cell: [up - down for up, down in zip(self._far_moves[cell], moved, strict=True)]
            for cell, moved in far.items()
        }

    def _way(self, cell: tuple[str, int], place: int) -> float:
        """Whether a number rises (above 0), falls (below 0) or stays when a figure rises."""
        return self._moves[cell][place] or (self._beyond[cell][place] if self._beyond else 0)

    @cached_property
    def rest_on_figures(self) -> list[bool]:
        """Whether each number changes when a column of figures changes at one of the places where the formula names it.

        A figure divided by itself is always 1 and yet rests on it; what is multiplied by 0 rests on nothing.
        """
        tree, rests = self._formula.tree, [False] * len(self.numbers)
        named = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in self.behind]
        for node in named:
            column, node.id = node.id, _MOVED
            words = ast.unparse(tree)
            node.id = column
            frame = self._formula.frame
            parts = [_MUCH * (place * 7 % 11 + 1) for place in range(len(frame))]
            moved = frame.assign(**{_MOVED: frame[column].astype(float).abs().add(1) * parts})
            again = [*replace(self._formula, words=words, frame=moved).of(moved)]
            rests = [r or a != b for r, a, b in zip(rests, again, self.numbers, strict=True)]
        return rests

    @cached_property
    def _hedged(self) -> list[tuple[tuple[str, int], Interval]]:
        """The cells whose printing allows more than one value; there is nothing beyond a column of ends."""
        return [
            ((c, row), f.interval)
            for c, row, f in (self.read if self._moves else ())
            if c.startswith("value") and f.interval is not None and not f.interval.is_exact
        ]

    def end(self, place: int, way: int) -> float:
        """The least (-1) or the greatest (1) that a number may be; infinite where that has no end."""
        ends: dict[tuple[str, int], float] = {}
        for cell, interval in self._hedged:
            move = self._way(cell, place)
            if move:
                end = interval.upper if move * way > 0 else interval.lower
                ends[cell] = math.copysign(math.inf, move * way) if end is None else float(end)
        number = self.with_cells(ends)[place] if ends else self.numbers[place]
        return way * math.inf if math.isnan(number) else number

    def decimal(self, number: float, place: int) -> Fraction:
        """The shortest decimal that floats cannot tell from a number, with the cells that it was computed from.

        33.545 - 33 is 0.5449999999999982 in floats: an end that seems to lie beyond what 0.55 may be.
        """
        moved = sum(abs(moves[place]) for moves in self._moves.values()) / _LITTLE
        noise = 4 * sys.float_info.epsilon * (moved + abs(number))
        decimals = (round(number, digits) for digits in range(16))
        return exact_number(next((d for d in decimals if abs(d - number) <= noise), number))


def _figure(
    cells: _Cells, place: int, called: Text, calculation: Calculation, unit: Unit
) -> Figure:
    number, row = cells.numbers[place], cells.of_rows[place]
    name = Phrase("{name}: {column}", name=row.name, column=called)
    # Of one column each row has a number of its own, also where all of them rest on the same figures; the same
    # formula over other rows gives others.
    key = f"{called.en} = {cells.words} ({row.id} {resting_on(calculation.inputs)})"
    if not math.isfinite(number):
        none = Missing(Phrase("the formula gives no number here"), calculation.inputs)
        origin = row.origin if isinstance(row.origin, Missing) else none
        return Figure(key, row.name, None, None, unit, None, origin)
    low, high = cells.end(place, -1), cells.end(place, 1)
    lower, upper = (
        None if math.isinf(end) else cells.decimal(end, place)
        for end in (min(low, number), max(high, number))
    )
    if lower is None and upper is None:
        unknown = Missing(NO_ENDS, calculation.inputs)
        return Figure(key, row.name, None, None, unit, None, unknown)
    value = cells.decimal(number, place)
    return Figure(key, name, value, Interval(lower, upper), unit, None, calculation)
