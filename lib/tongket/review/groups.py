"""Numbers of groups and pivots: found by grouping again the rows that they were computed from.

A group has no anchors. Its index says what was grouped by; which column was counted, added up or averaged is seen by
trying: what gives the numbers again is how they were computed, and nothing else is believed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.measures import ITEMS, NO_ENDS
from tongket.model import Calculation, Figure, Interval, Missing, Observation, Text
from tongket.model.interval import aggregated
from tongket.review.computed import (
    NUMBER,
    ComputedColumn,
    explained,
    figures_behind,
    listed_heads,
    resting_on,
    said,
)
from tongket.review.formula import Formula, former_names, formula_of, words_of_aggregation
from tongket.review.formula_words import EACH, METHODS
from tongket.review.frame import COLUMNS
from tongket.review.frame_table import heading, is_number
from tongket.review.joined_rows import leads_nowhere
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    import pandas as pd

    from tongket.model import Unit
    from tongket.review.session import Session

COUNTING = {"size", "count", "nunique"}
ADDING = {"sum", "mean", "median"}
AMOUNTS = tuple(name for name in METHODS if name in {"sum", "mean", "median", "max", "min"})
NUMBERS = ("value", "lower", "upper")
STATEMENTS, ENTRIES = message("number of statements"), message("number of entries")
DISPUTED = message("number of statements in doubt")
APPLIES = message("number of statements to which this applies")
MARKS = {"disputed": DISPUTED, "part": message("number of statements on no whole year")}
DIFFERENT = message("number of different entries")
YEARS = {"min": message("first year"), "max": message("last year")}


@dataclass(frozen=True)
class _Group:
    """Some numbers of a frame, and the rows that they were computed from.

    Attributes:
        names: what their column is called, and was before it was renamed.
        numbers: one a group.
        rows: those of all groups.
        keys: the columns that the groups share.
        pivoted: whether the rows alone give the heading, so that nothing names what the numbers are.
    """

    names: Sequence[str]
    numbers: pd.Series
    rows: pd.DataFrame
    keys: list[str]
    pivoted: bool

    def gives(self, column: str, method: str) -> bool:
        """Whether a method over a column of the rows gives the numbers again."""
        grouped = self._grouped
        found = grouped.size() if method == "size" else getattr(grouped[column], method)()
        again, held = found.reindex(self.numbers.index).astype(float), self.numbers.astype(float)
        near = (again - held).abs() <= 1e-9 * held.abs().clip(lower=1)
        return bool(near.where(held.notna(), again.isna()).all())

    @cached_property
    def _grouped(self) -> Any:
        return self.rows.groupby(self.keys, sort=False)

    @cached_property
    def said(self) -> list[str]:
        """The names of the column, and what the cells name that give it its numbers."""
        named = [*self.names, *(["pivot_table"] * self.pivoted)]
        return [*self.names, *sorted(set().union(*map(words_of_aggregation, named)))]

    def may_be_amounts(self, method: str) -> bool:
        """Whether numbers that a way of counting gives are a sum of amounts as well, and nothing says which."""
        known = [c for c in NUMBERS if c in self.rows.columns]
        said = self.pivoted or method in self.said
        return not said and any(self.gives(c, "sum") for c in known)

    def ways(self) -> Iterator[tuple[str, str]]:
        """Columns and methods that may have given the numbers: those that the names name first."""
        from pandas.api.types import is_bool_dtype

        said = self.said
        named = [n for n in said if n in self.rows.columns and n not in self.keys]
        marks = [c for c in self.rows.columns if is_bool_dtype(self.rows[c])]
        known = [c for c in NUMBERS if c in self.rows.columns]
        hinted = [m for m in (*COUNTING, *AMOUNTS) if m in said]
        counts = [
            (str(self.rows.columns[0]), "size"),
            *product(named or known, ("count", "nunique")),
        ]
        sums = [(c, "sum") for c in marks if c in named]
        more = [(c, "sum") for c in MARKS if c in marks]
        amounts = list(product(known, AMOUNTS))
        years = [("year", m) for m in YEARS if "year" in self.rows.columns]
        ways = dict.fromkeys([*sums, *counts, *more, *amounts, *years])
        # A column that kept the name of amounts holds amounts, where counting gives the same numbers.
        amounts_first = self.pivoted or bool({*named} & {*NUMBERS})
        return iter(sorted(ways, key=lambda way: (
            way[1] not in hinted, way[0] not in named, amounts_first and way[1] in COUNTING,
        )))  # fmt: skip


def traced_column(
    review: Session, frame: pd.DataFrame, column: object, of: pd.DataFrame | None
) -> ComputedColumn:
    """How the numbers of a table without anchors were computed, from the rows named or from other columns of it.

    Args:
        review: the review whose rows they are.
        frame: a group or pivot, or joined rows that kept anchors under other names.
        column: its column of numbers.
        of: the rows that a group or pivot was computed from.

    Raises:
        UsageError: nothing says it.
    """
    found = None if of is None else grouped_column(review, frame, column, of)
    found = found or _of_groups(review, frame, column, of)
    if found is not None:
        return found
    try:
        return explained(review, frame, str(column))
    except UsageError as error:
        if of is None and str(column).startswith(NUMBERS):
            raise leads_nowhere("show", str(column)) from None
        raise UsageError(
            Phrase(
                "show: expected a table that leads to its sources, got columns {names}; {error} Of a group or "
                "pivot, name the rows that it was computed from: of=frame.",
                names=", ".join(map(heading, frame.columns)),
                error=error,
            )
        ) from error


def _of_groups(
    review: Session, frame: pd.DataFrame, column: object, of: pd.DataFrame | None
) -> ComputedColumn | None:
    """A column computed from other columns of a group."""
    if of is None:
        return None
    for name in former_names(str(column)):
        try:
            formula = formula_of(name, frame.rename(columns={column: name}))
        except UsageError:  # of this name no cell says it
            continue
        read = formula.columns
        if read and all(grouped_column(review, formula.frame, each, of) for each in read):
            return ComputedColumn(review.named(str(column)), said(review, formula, {}), [])
    return None


def grouped_column(
    review: Session, frame: pd.DataFrame, column: object, of: pd.DataFrame
) -> ComputedColumn | None:
    """How the numbers of a group or pivot were computed; None where the rows do not give them.

    Args:
        review: the review whose rows they are.
        frame: the group or pivot.
        column: its column of numbers.
        of: the rows that it was computed from.
    """
    group = _group(frame, column, of)
    if group is None:
        return None
    fitting = (way for way in group.ways() if group.gives(*way))
    source, method = next((w for w in fitting if _is_known(group.rows, *w)), ("", ""))
    if not method:
        return None
    if method in COUNTING and group.may_be_amounts(method):
        raise UsageError(
            Phrase(
                "{column}: expected numbers of which one thing is true, got some that are the number of the "
                "rows and the sum of their value alike. Say which in a cell, agg(total=('value', 'sum')) or "
                "agg(number=('value', 'size')), and rename it then.",
                column=column,
            )
        )
    if source in NUMBERS and method in AMOUNTS:
        return _of_amounts(review, group, source, method)
    each = listed_heads(review, group.keys)
    words = Phrase(EACH, amount=_counted(group.rows, source, method), name=each)
    # A heading of a pivot is a value of its rows, such as a class of amounts.
    name = Phrase(group.names[0]) if group.pivoted else review.named(group.names[0])
    return ComputedColumn(name, words, [])


def _is_known(rows: pd.DataFrame, source: str, method: str) -> bool:
    """Whether what is counted comes from the record: a mark of the notebook's own needs its formula."""
    if method in {"size", "nunique"} or source in COLUMNS:
        return True
    try:
        return bool(formula_of(source, rows))
    except UsageError:
        return False


def _group(frame: pd.DataFrame, column: object, of: pd.DataFrame) -> _Group | None:
    """A column with the rows behind it: in a pivot those of its heading."""
    indexed = frame
    if not any(name in of.columns for name in frame.index.names):
        words = [n for n in frame.columns if n in of.columns and not is_number(frame[n])]
        indexed = frame.set_index(words) if words else frame
    keys = [str(name) for name in indexed.index.names if name in of.columns]
    if not keys or len(keys) != indexed.index.nlevels or not indexed.index.is_unique:
        return None
    parts = column if isinstance(column, tuple) else (column,)
    rows, words = of, []
    for level, part in zip(frame.columns.names, parts, strict=True):
        if level in of.columns:
            rows = rows[rows[level] == part]
        else:
            words.append(str(part))
    names = [name for word in words or [str(column)] for name in former_names(word)]
    return _Group(names, indexed[column], rows, keys, pivoted=not words)


def _of_amounts(review: Session, group: _Group, source: str, method: str) -> ComputedColumn:
    """The numbers with the figures of each group behind them; the number of one row is that row's own figure."""
    keys = f"[{', '.join(group.keys)}]" if len(group.keys) > 1 else group.keys[0]
    rows = group.rows.reset_index(drop=True)
    own = figures_behind(review, rows, source) or []
    method = _of_ranks(group, source, method, own)
    formula = Formula(f"{source}.groupby({keys}).transform({method!r})", rows, {})
    name, words = review.named(group.names[0]), said(review, formula, {source: own})
    places = rows.groupby(group.keys, sort=False).indices
    found = []
    for label in group.numbers.index:
        figures = [own[place] for place in places.get(label, ())]
        if len(figures) > 1:
            refuse_unlike(label, method, figures)
        called = ", ".join(map(str, label if isinstance(label, tuple) else (label,)))
        key = f"{name.en} = {formula.words} ({called}; {resting_on(figures)})"
        of = Phrase("{name}: {column}", name=Text(called, called), column=name)
        alone = len(figures) == 1 and source == "value"
        found.append(figures[0] if alone else _of_group(key, of, words, figures, source, method))
    return ComputedColumn(name, words, found)


def _of_ranks(group: _Group, source: str, method: str, figures: Sequence[Figure]) -> str:
    """The method by which numbers came about, of ranks one that an order allows: the middle of two is their median.

    Raises:
        UsageError: they are a sum or a mean of ranks, which say how many are before, and not how far.
    """
    ranked = any(figure.unit.kind == "rank" for figure in figures)
    alone = group.rows.groupby(group.keys).size().max() == 1
    if method not in {"sum", "mean"} or not ranked or alone:
        return method
    if group.gives(source, "median") and "mean" not in group.said:
        return "median"
    raise UsageError(
        Phrase(
            "{names}: expected amounts for their {method}, got ranks. Ranks order, they have no distance: "
            "take median, min or max.",
            names=group.names[0],
            method=method,
        )
    )


def _of_group(
    key: str, name: Text, words: Text, figures: Sequence[Figure], source: str, method: str
) -> Figure:
    """What a method gives of the figures of a group that have a value, with all of them behind it."""
    read = [(figure, _as_read(figure, source)) for figure in figures]
    known = [(figure, *each) for figure, each in read if each is not None]
    inputs = tuple(figure for figure, _, _ in known)
    interval = aggregated(method, [allowed for _, _, allowed in known]) if known else None
    unit = _unit_of(inputs)
    if interval is None or interval.is_unbounded:
        why = NO_ENDS if interval else Phrase("the formula gives no number here")
        return Figure(key, name, None, None, unit, None, Missing(why, inputs))
    value = aggregated(method, [Interval.exact(point) for _, point, _ in known]).lower
    return Figure(key, name, value, interval, unit, None, Calculation("computed", words, inputs))


def _as_read(figure: Figure, source: str) -> tuple[Fraction, Interval] | None:
    """The number in the row of a figure, and what it may be: one of its ends is exact."""
    if source == "value" or figure.interval is None:
        return (
            None
            if figure.point is None or figure.interval is None
            else (figure.point, figure.interval)
        )
    end: Fraction | None = getattr(figure.interval, source)
    return None if end is None else (end, Interval.exact(end))


def _unit_of(figures: Sequence[Figure]) -> Unit:
    """The unit of a number of a group: that of its figures."""
    units = {figure.unit.id: figure.unit for figure in figures}
    if len(units) == 1:
        return next(iter(units.values()))
    return ITEMS if {unit.kind for unit in units.values()} == {"count"} else NUMBER


def refuse_unlike(label: object, method: str, figures: Sequence[Figure]) -> None:
    """Refuse to compute with amounts that have no sum or mean in common.

    Raises:
        UsageError: they are of several units, or one fact or year is among them twice.
    """
    if method not in ADDING:
        return
    known = [figure for figure in figures if not figure.is_missing]
    units = {figure.unit.id: figure.unit.kind for figure in known}
    if len(units) > 1 and {*units.values()} != {"count"}:
        raise UsageError(
            Phrase(
                "{label}: expected amounts of one unit for their {method}, got {names}. Group by unit_name too, "
                "or select the rows of one unit.",
                label=label,
                method=method,
                names=", ".join(sorted(units)),
            )
        )
    rows = [figure.origin for figure in known if isinstance(figure.origin, Observation)]
    facts = Counter((*_series(row), row.time_period.text) for row in rows)
    twice = [" ".join(fact) for fact, number in facts.items() if number > 1]
    whole = {(*_series(row), row.time_period.year) for row in rows if row.time_period.is_year}
    parts = [
        f"{row.indicator} {row.time_period.text} beside its year"
        for row in rows
        if not row.time_period.is_year and (*_series(row), row.time_period.year) in whole
    ]
    if twice or parts:
        raise UsageError(
            Phrase(
                "{label}: expected each amount once for a {method}, got {names}. Keep one statement of each "
                "fact, frame[frame['preferred']], and whole years, frame[~frame['part']].",
                label=label,
                method=method,
                names=", ".join([*twice, *parts]),
            )
        )


def _series(row: Observation) -> tuple[str, str, str]:
    return row.indicator, row.ref_area, str(row.measure)


def refuse_repeated(of: pd.DataFrame) -> None:
    """Refuse rows of which one is there several times: it would count for several statements.

    Raises:
        UsageError: there is such.
    """
    if "anchor" in of.columns and of["anchor"].duplicated().any():
        raise UsageError(
            Phrase(
                "show: expected each row of of= once, got {iloc} several times. Leave out what is there twice: "
                "of.drop_duplicates('anchor').",
                iloc=of.loc[of["anchor"].duplicated(), "anchor"].iloc[0],
            )
        )


def _counted(rows: pd.DataFrame, source: str, method: str) -> Text:
    """What was counted, in words."""
    if source == "year" and method in YEARS:
        return Phrase(YEARS[method])
    if method == "sum":
        return Phrase(MARKS.get(source, APPLIES))
    if method == "nunique":
        return Phrase(DIFFERENT)
    return Phrase(STATEMENTS if "anchor" in rows.columns else ENTRIES)
