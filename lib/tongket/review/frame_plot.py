"""The plot of a frame, and the figures behind each of its numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tongket.charts.figures import frame_of, known, label, unit_of
from tongket.charts.plot import APART, LOWER, PART, PARTED, UPPER, WORDS, Plot
from tongket.errors import UsageError
from tongket.model import Figure
from tongket.review.column_words import MARKS, NAMED, in_words
from tongket.review.computed import ComputedColumn, anchor_of, computed_column, figures_behind
from tongket.review.formula import formula_of
from tongket.review.frame import COLUMNS as RECORD
from tongket.review.frame_table import is_number
from tongket.review.joined_rows import leads_nowhere
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from tongket.model import Unit
    from tongket.review.exhibit_request import ExhibitRequest
    from tongket.review.session import Session

OWN_ENDS = {"ranges", "scorecard"}
PROVISIONAL = "P"  # the observation status of SDMX
_RANKED = "tk_ranked"  # how many places the record says were ranked


class Traced:
    """The columns of numbers of an exhibit, each with its figures, one a row.

    Attributes:
        amount: the column of the amounts.
        beside: by name, the other columns of numbers.
    """

    def __init__(self, amount: str, column: ComputedColumn | list[Figure]) -> None:
        self.amount, self._column = amount, column
        self.beside: dict[str, ComputedColumn | list[Figure]] = {}

    @property
    def figures(self) -> list[Figure]:
        """The figures of the amounts."""
        return figures_in(self._column)

    @property
    def computed(self) -> dict[str, ComputedColumn]:
        """By name, the columns that the notebook computed."""
        columns = {self.amount: self._column, **self.beside}
        return {name: each for name, each in columns.items() if isinstance(each, ComputedColumn)}

    def shown(self, column: str) -> list[Figure] | None:
        """The figures of a column beside the amounts, in the rows whose amount is known."""
        if column not in self.beside:
            return None
        pairs = zip(figures_in(self.beside[column]), self.figures, strict=True)
        return [figure for figure, amount in pairs if not amount.is_missing]


def figures_in(column: ComputedColumn | list[Figure]) -> list[Figure]:
    """The figures of a column, computed or of the record."""
    return column.figures if isinstance(column, ComputedColumn) else column


def plotted(review: Session, request: ExhibitRequest) -> tuple[Plot, Traced]:
    """The plot of all rows whose amount is known, and the figures of every row."""
    frame, arguments = _own_arguments(review, request)
    # The types of the columns say what is drawn where.
    first = Plot(request.function, frame, arguments, review.lang, panel_of=request.panel_of)
    named = (first.column(argument) for argument in ("x", "y", *PARTED))
    review.frames.refuse_typed(frame, [c for c in dict.fromkeys(named) if c and c not in RECORD])
    amount = amount_of(first)
    _refuse_year(first, amount)
    traced = Traced(amount, _column(review, request, frame, amount, is_amount=True))
    there = [not figure.is_missing for figure in traced.figures]
    shown, data = known(traced.figures), frame[there]
    for column in _other_numbers(first, amount):
        traced.beside[column] = _column(review, request, frame, column, is_amount=False)
    if shown:
        words = _in_words(review, first, data, shown)
        known_of = {name: words[name] for name in (LOWER, UPPER, WORDS, PART, APART)}
        data = data.assign(**{**known_of, amount: words["value"]})
    return replace(
        first, data=data, unit=unit_of(shown) or _unit_named(review, request),
        strong=_own_place(review, data, first) if shown else frozenset(),
        across=_unit_across(first, traced),
        panel_units={name: unit_of(each) for name, each in _by_panel(first, data, shown).items()},
    ), traced  # fmt: skip


def _in_words(
    review: Session, plot: Plot, data: pd.DataFrame, figures: Sequence[Figure]
) -> pd.DataFrame:
    """What is known of the figure of each row, with its words; within a panel they need no unit."""
    of, names = _by_panel(plot, data, figures), _panels(plot, data)
    said = [label(f, of[name], review.lang) for f, name in zip(figures, names, strict=True)]
    words = frame_of(figures, review.lang, said).set_index(data.index)
    parts = [_is_apart(review, figure) for figure in figures]
    mixed = any(parts) and not all(parts)
    words[PART] = parts
    words[APART] = [
        "part" if is_part and mixed else "provisional" if _is_provisional(figure) else ""
        for figure, is_part in zip(figures, parts, strict=True)
    ]
    return words


def _is_provisional(figure: Figure) -> bool:
    return any(row.status == PROVISIONAL for row in figure.observations)


def _panels(plot: Plot, data: pd.DataFrame) -> list[object]:
    """The panel of each row."""
    return [*data[plot.panel_of]] if plot.panel_of else [""] * len(data)


def _by_panel(
    plot: Plot, data: pd.DataFrame, figures: Sequence[Figure]
) -> dict[object, list[Figure]]:
    of: dict[object, list[Figure]] = {}
    for name, figure in zip(_panels(plot, data), figures, strict=True):
        of.setdefault(name, []).append(figure)
    return of


def _unit_named(review: Session, request: ExhibitRequest) -> Unit | None:
    """The unit that an author gives a computed column."""
    if isinstance(request.unit, str):
        return review.registry.units.get(request.unit)
    return request.unit


def _is_apart(review: Session, figure: Figure) -> bool:
    """Whether a figure, or one that it was computed from, is of other months than the period under review."""
    return any(not row.time_period.is_like(review.time_period) for row in figure.observations)


def _unit_across(plot: Plot, traced: Traced) -> Unit | None:
    """The unit of the amounts from left to right, where each mark has two; None where nothing says it."""
    behind = traced.shown(plot.place) if plot.two_amounts else None
    counted = {figure.unit.id: figure.unit for figure in known(behind or ())}
    return next(iter(counted.values())) if len(counted) == 1 else None


def completed(review: Session, request: ExhibitRequest) -> pd.DataFrame:
    """The frame with what the record says of its rows, also where the notebook left it out."""
    frame = request.frame
    anchors = [str(name) for name in frame.columns if str(name).startswith("anchor")]
    amount = str(request.arguments.get("hue" if request.name == "heatmap" else "x"))
    own = anchor_of(frame, amount) or anchor_of(frame, str(request.arguments.get("y")))
    own = own or ("anchor" if "anchor" in anchors else anchors[0])
    for anchor in anchors:
        review.figures_of(frame, anchor)
    return review.completed(frame, own)


def _column(
    review: Session, request: ExhibitRequest, frame: pd.DataFrame, column: str, *, is_amount: bool
) -> ComputedColumn | list[Figure]:
    """The figures behind a column of numbers, or how it was computed from such.

    Raises:
        UsageError: its numbers come from no figure.
    """
    found = figures_behind(review, frame, column)
    if found is not None and (column.startswith("value") or not is_amount):
        return found
    formula = formula_of(column, frame, request.formula if is_amount else "")
    unit = _unit_named(review, request) if is_amount else None
    called = request.called if is_amount else ""
    return computed_column(
        review, frame, column, formula, called=called, unit=unit, bare=not is_amount
    )


def _other_numbers(plot: Plot, amount: str) -> list[str]:
    """The columns of numbers, beside the amounts, that a plot shows."""
    named = [plot.column(argument) for argument in ("x", "y", "hue", "style", "size", "units")]
    ends = [plot.column(e) for e in ("lower", "upper")]
    columns = dict.fromkeys(c for c in (*named, *ends, *plot.beside) if c)
    return [
        c for c in columns
        if c not in {amount, LOWER, UPPER, _RANKED} and not _is_year(plot, c)
        and is_number(plot.data[c])
    ]  # fmt: skip


def _is_year(plot: Plot, column: str) -> bool:
    """Whether a column is a year of the record, which its anchor holds it to."""
    return column.startswith("year") and "anchor" + column.removeprefix("year") in plot.data


def _refuse_year(plot: Plot, amount: str) -> None:
    """Refuse years where a form measures amounts."""
    if not _is_year(plot, amount):
        return
    drawn = ("hue",) if plot.name == "heatmap" else ("y", "x")
    argument = next(each for each in drawn if plot.column(each) == amount)
    other = {"x": "y", "y": "x"}.get(argument, "")
    beside = plot.column(other)
    exchanged = Phrase(
        "Exchange the axes: {one}, {other}.",
        one=f"{other}={amount!r}",
        other=f"{argument}={beside!r}",
    )
    alone = Phrase("Name a column of amounts: {argument}='value'.", argument=argument)
    raise UsageError(
        Phrase(
            "{name}: expected amounts in {argument}=, got the years in {amount}. {value}",
            name=plot.name,
            argument=argument,
            amount=repr(amount),
            value=exchanged if beside else alone,
        )
    )


def _said(review: Session, request: ExhibitRequest) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The frame and the arguments, with the words of a page in place of codes and marks."""
    frame, arguments = request.frame.copy(), dict(request.arguments)
    for argument in ("x", "y", *PARTED):
        column = str(arguments.get(argument))
        if column in {*MARKS, "qualifier"}:
            cells = [in_words(column, cell, review.page) for cell in frame[column]]
            frame[f"{column}_name"] = cells
            arguments[argument] = f"{column}_name"
        elif column in NAMED:
            arguments[argument] = NAMED[column]
    return frame, arguments


def _own_arguments(review: Session, request: ExhibitRequest) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The frame with the columns that the form needs, and the arguments with those that the figures give."""
    frame, arguments = _said(review, request)
    if request.name in OWN_ENDS:
        arguments = {"lower": LOWER, "upper": UPPER, **arguments}
        frame = frame.assign(**{LOWER: math.nan, UPPER: math.nan})
    if request.name == "ranks":
        arguments = {
            "x": "value",
            "y": "period",
            "series": "series",
            "ranked": _RANKED,
            **arguments,
        }
        if arguments["ranked"] == _RANKED:
            if "ranked" in frame:
                raise UsageError(
                    Phrase(
                        "ranks: expected numbers of places ranked that lead to their figures, got a column 'ranked'. "
                        "Leave it out, the record says it; or join the figures: ranked='value_ranked', with "
                        "anchor_ranked."
                    )
                )
            ranked = [ranked_among(review, figure) for figure in review.figures_of(frame)]
            frame[_RANKED] = [float(f.point or 0) if f else math.nan for f in ranked]
        elif figures_behind(review, frame, arguments["ranked"]) is None:
            raise leads_nowhere("ranks", arguments["ranked"])
    return frame, arguments


def ranked_among(review: Session, figure: Figure) -> Figure | None:
    """How many places a rank counts in; None where the record does not say."""
    rows = figure.observations
    base = review.registry.indicators[rows[0].indicator].base if rows else ""
    found = (
        review.finder.store.where(indicator=base, time_period=rows[0].time_period.text)
        if base
        else []
    )
    known_rows = (row for row in found if row.value is not None)
    return next((review.figure(review.finder.figure(row)) for row in known_rows), None)


def _own_place(review: Session, data: pd.DataFrame, plot: Plot) -> frozenset[str]:
    """The names of the rows of the place under review, where there are rows of others too."""
    if "area" not in data or data["area"].nunique() < 2 or not plot.in_rows:
        return frozenset()
    places = {code: area.place for code, area in review.registry.areas.items()}
    own = data["area"].map(places) == review.area.place
    return frozenset(data.loc[own, plot.place])


def amount_of(plot: Plot) -> str:
    """The column of the amounts; in a heatmap that of the colours."""
    return str(plot.column("hue")) if plot.name == "heatmap" else plot.amount
