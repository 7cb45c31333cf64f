"""The review: what a notebook opens, and the lineage of all that the notebook shows."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, Any

from tongket import measures
from tongket.claims import NOT_ON_RECORD, absence, by_name
from tongket.data.store import load
from tongket.errors import DataError, UsageError
from tongket.model import LANGS, Calculation, Figure, Interval, Measure, TimePeriod
from tongket.numerals import review_period
from tongket.numerals.periods import FIRST, LAST
from tongket.project import data_dir
from tongket.review.audit_view import AuditView
from tongket.review.change import By, ChangeFinder, Years, in_words, series
from tongket.review.development import MOST, Charts, Tables
from tongket.review.exhibit_request import ExhibitRequest
from tongket.review.finder import Finder
from tongket.review.formula import keep_cells
from tongket.review.frame import frame_given
from tongket.review.frame_exhibit import exhibit as frame_exhibit
from tongket.review.frame_table import MARKING, frame_table, is_number
from tongket.review.joined_rows import joined_columns, of_one_side, with_figures_joined
from tongket.review.lines import course_in_words
from tongket.review.members import Members
from tongket.review.overview import Overview
from tongket.review.page_table import TableWords, page_table
from tongket.review.plans_ahead import plans_ahead
from tongket.review.session import Session
from tongket.review.shown_figure import ShownFigure
from tongket.translations import Phrase, catalogue_files, in_language, refuse_broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pandas as pd

    from tongket.claims import Claim
    from tongket.data.store import Store
    from tongket.exhibit import Exhibit
    from tongket.model import Area, Lang
    from tongket.review.page_record import Fragment
    from tongket.review.session import Given, Said

FEW = 5  # so many key points are read

__all__ = ["Review", "ShownFigure", "open_review"]


class Review(Session):
    """The figures of one place and period, in one language, and the forms that show them.

    Get one from `tongket.open_review`. `review.figure("ip.titles_granted")` is a figure;
    `review["ip.<Tab>` completes the names. Everything shown is remembered, so that `review.sources()`
    can account for the page.

    Attributes:
        chart: charts of statements on a plan, and of the course over years; any other is drawn with `review.exhibit`.
        table: tables of the plans that such statements imply, and of figures beside those of earlier years; any
            other is shown with `review.show`.
    """

    def __init__(self, store: Store, area: Area, period: TimePeriod, lang: Lang) -> None:
        super().__init__(store, area, period, lang)
        self.chart = Charts(self)
        self.table = Tables(self)

    def show(
        self,
        frame: pd.DataFrame | pd.Series,
        *,
        title: Said = "",
        note: Said = "",
        of: pd.DataFrame | None = None,
        empty: Said = "",
        **values: Given,
    ) -> Fragment | Exhibit | Claim:
        """A frame as a table for reading.

        Of rows of the record it shows what they are called, what distinguishes them, their values with
        unit, what the sources allow, and the columns that you computed; each number leads to its
        source. Any other frame, such as a pivot, is shown with its index and all its columns; an
        anchor in a cell becomes its figure, a column `source` is cited below a table for a page.

        Args:
            frame: rows of the record, or any other frame; a group of one column, with its index.
            title: what the table says, in English; a table for a page has one, with a note, and shows
                how each figure is printed or computed, its source and its data as CSV.
            note: what a reader must know.
            of: the rows that a group or pivot without anchors was computed from; their sources are cited.
            empty: the sentence in place of a table without rows, in English.
            values: what is filled in for the placeholders of title and note.

        Raises:
            UsageError: as `figures_of`; it is no frame; a title without a note; a table for a page without sources.
        """
        from pandas import Series

        title, note, empty = (in_language(words, self.lang) for words in (title, note, empty))
        frame = frame_given("show", frame.to_frame() if isinstance(frame, Series) else frame)
        if frame.empty and (empty or title):
            # Before anything in the title counts as shown.
            return absence(empty or NOT_ON_RECORD, self.lang)
        frame = of_one_side(frame)
        if "anchor" in frame.columns:
            frame = self.completed(frame, columns=MARKING)
        if title or note:
            return page_table(self, frame, TableWords(title, note, values), of)
        if "anchor" not in frame.columns:
            return frame_table(self.with_figures(frame), [], self.page)
        shown = with_figures_joined(frame, joined_columns(self, frame))
        return frame_table(shown, self.figures_of(frame), self.page)

    def exhibit(
        self, function: Callable[..., object], frame: pd.DataFrame, *, title: Said = "", note: Said = "",
        unit: str = "", formula: str = "", called: str = "", **given: Any,
    ) -> Exhibit | Claim:  # fmt: skip
        """A frame of this review as a chart, with all that a published exhibit needs.

        Args:
            function: an axes-level function of seaborn, such as `sns.barplot`, or a form of `tongket.forms`.
            frame: rows of `review.frame(…)`, selected, joined and computed on; `anchor` leads each to its figure.
            title: what was found, in English, with placeholders for figures.
            note: what a reader must know, in English.
            unit: the code of the unit of a computed column, such as `percent`.
            formula: how a computed column was computed, in the names of the columns; by default it is found in
                the executed cells.
            called: what a computed column is called, in English.
            given: arguments of the function (`x`, `y`, `hue` …), and figures for the placeholders.

        Returns:
            the exhibit; where no row has a known figure, the sentence that says so.

        Raises:
            UsageError: title, note or a column is missing, two units meet on one scale, or the form would distort
                what it shows; the message says which form to take.
        """
        title, note = (in_language(words, self.lang) for words in (title, note))
        return frame_exhibit(
            self, ExhibitRequest(function, frame, title, note, given, unit, formula, called)
        )

    def series(
        self,
        *names: str,
        years: Years = None,
        areas: str | Iterable[str] | None = None,
        measures: str | Iterable[str] = "actual",
    ) -> pd.DataFrame:
        """The course of indicators over years as a tidy frame, one row a figure, in the order of time.

        Args:
            names: domains and indicators, as in `frame`.
            years: a pair is the first and the last (2019, 2025); one year, a list or a range as in `frame`. Without
                them all on record, those after the period under review too: `so_far` leaves these out.
            areas: as in `frame`; without it the place under review, before and after its mergers.
            measures: as in `frame`.

        Returns:
            Of each fact the statement that is published, with the columns of `frame` and two more:
            `comparable_with_previous`, whether it compares with the row before it of the same indicator, place and
            measure (of a part of a year, the row of the same part), and `break_reason`, why not; empty in a first row.

        Raises:
            UsageError: as `frame`, or a pair of years is in the wrong order.

        >>> import tongket
        >>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
        >>> ranks = review.series("innovation.pii_rank", years=(2023, 2024))
        >>> ranks[["year", "value", "comparable_with_previous"]].values.tolist()
        [[2023, 5.0, False], [2024, 7.0, True]]
        """
        return series(self, names, years, areas=areas, measures=measures)

    def change(
        self, name: str | Figure, *, by: By = "difference", since: int | None = None
    ) -> ShownFigure:
        """By how much a figure changed since an earlier year, with the interval that both printings allow.

        Args:
            name: of a figure, or a figure of the record.
            by: `"difference"` in its unit, of percentages in percentage points, of ranks the places gained;
                `"points"` likewise, of percentages alone; `"percent"` of the earlier figure; `"times"` it.
            since: the earlier year; by default the one before. Of a part of a year the same part is meant.

        Returns:
            The change; missing, with the reason, where no earlier figure compares: other boundaries, another
            definition, a break, another part of the year, ranks among another number, a cumulative figure.

        Raises:
            UsageError: no such figure, or the way says nothing of figures of its unit.

        >>> import tongket
        >>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
        >>> str(review.change("innovation.pii_rank"))
        '−2 places'
        """
        return self.shown(self.changes.since(self.figure(name), since).by(by))

    def change_in_words(self, name: str | Figure, *, since: int | None = None) -> Claim:
        """The change of a figure as a part of a sentence: `2 more than in 2023 (25)`; where there is none, why."""
        return in_words(self, self.changes.since(self.figure(name), since))

    @cached_property
    def changes(self) -> ChangeFinder:
        """The changes of the figures of this review."""
        return ChangeFinder(self.finder)

    def moved(self, frame: pd.DataFrame) -> Claim:
        """From where to where the figures of a frame went, in words: those of the same `series` as the latest.

        Raises:
            UsageError: they are of several indicators, measures or places, or of a year and a part of one.
        """
        return course_in_words(self, frame)

    def so_far(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame whose period ends with the one under review or before.

        Args:
            frame: rows of `review.frame(…)`.
        """
        periods = self.completed(frame_given("so_far", frame), columns=["period"])["period"]
        ends = periods.map(lambda period: TimePeriod.parse(period).end)
        return frame[(ends <= self.time_period.end).astype(bool)]

    def in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """What rows of the record say, a sentence for each of the first indicators: its figures by name.

        Args:
            frame: rows of `review.frame(…)`; those without a figure say nothing.
        """
        known = [figure for figure in self.figures_of(frame) if not figure.is_missing]
        of: dict[str, list[Figure]] = {}
        for figure in known:
            for row in figure.observations[:1]:
                of.setdefault(row.indicator, []).append(figure)
        return [by_name(figures, self.lang) for figures in [*of.values()][:FEW]]

    def plans_ahead(self) -> list[Claim]:
        """What is planned for the next year beside the plan of the period, and what of it has come about already.

        A sentence for each of the first indicators, by stated plans or those that follow from a result and its
        percentage.
        """
        return [*plans_ahead(self)][:FEW]

    def strongest(self, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        """The rows in which a column is furthest from zero, as many as are read beside each other, in their order.

        Args:
            frame: any frame.
            column: one of numbers.

        Raises:
            UsageError: it has no such column of numbers.
        """
        frame = frame_given("strongest", frame)
        if column not in frame or not is_number(frame[column]):
            numbers = ", ".join(str(name) for name in frame.columns if is_number(frame[name]))
            raise UsageError(
                f"strongest: expected a column of numbers, got {column!r}. Take one of {numbers}."
            )
        return frame[frame[column].abs().rank(method="first", ascending=False) <= MOST]

    def changes_in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """A sentence for each of the first rows of the record: the figure by name, and its change on the year before.

        Args:
            frame: rows of `review.frame(…)`.
        """
        return [
            self.claim(
                "{figure}, {change}",
                figure=by_name([figure], self.lang),
                change=self.change_in_words(figure),
            )
            for figure in self.figures_of(frame)[:FEW]
        ]

    def count_from_share(self, share: str, *, name: str, base: Figure | None = None) -> ShownFigure:
        """How many of its base a share or density means, as narrow as all figures of the year leave it.

        Args:
            share: the share or density.
            name: what the number is called, in English.
            base: another base than the one that the registry names.
        """
        whole = base or self._base(share)
        found = measures.count_from_share(self.figure(share), whole, self.named(name))
        return self.shown(found if base else self.audit().narrowed(f"{share}:part", found))

    def base_from_share(self, part: str, share: str, *, name: str) -> ShownFigure:
        """The whole that a part and its share imply, as narrow as all figures of the year leave it."""
        found = measures.base_from_share(self.figure(part), self.figure(share), self.named(name))
        return self.shown(self.audit().narrowed(self.registry.indicator(share).base, found))

    def narrowed(self, name: str, *, called: str) -> ShownFigure:
        """A figure as narrow as all figures of the year leave it; as it is stated where they leave no less.

        Args:
            name: the figure.
            called: what the narrower one is called, in English.
        """
        stated = self.figure(name)
        found = self.audit().narrowed(name, replace(stated, name=self.named(called)))
        return stated if found.id == stated.id else self.shown(found)

    def nearest(self, indicator: str) -> ShownFigure:
        """The result of this area in the year, else in the nearest year on record; missing where there is none."""
        of_area = self.store.where(
            indicator=indicator, ref_area=self.area.ref_area, measure=Measure.ACTUAL
        )
        known = [row for row in of_area if row.interval is not None]
        known.sort(key=lambda row: (abs(row.time_period.year - self.year), row.time_period.text))
        return self.shown(self.finder.figure(known[0])) if known else self.figure(indicator)

    def unhedged(self, figure: Figure) -> ShownFigure:
        """A figure taken at the very number that is printed, without “about” or “more than”."""
        if figure.value is None:
            return self.shown(figure)
        at = Phrase("{figure}, taken at the number printed", figure=figure.name)
        formula = Phrase("{figure}, without its “about” or “more than”", figure=figure.name)
        origin = Calculation("unhedged", formula, (figure,))
        exact = Interval.exact(figure.value)
        return self.shown(
            Figure(
                f"unhedged({figure.id})",
                at,
                figure.value,
                exact,
                figure.unit,
                figure.decimals,
                origin,
            )
        )

    def _base(self, name: str) -> Figure:
        """The figure of the whole that the registry names.

        Raises:
            UsageError: it names none.
        """
        base = self.registry.indicator(name).base
        if not base:
            raise UsageError(
                f"{name}: expected an indicator with a base in data/indicators.toml, got none."
            )
        return self.figure(base)

    def share(self, part: str, *, name: str) -> ShownFigure:
        """A part in percent of its whole: of the number printed beside it (n/N), else of the base in the registry."""
        figure = self.figure(part)
        if any(row.denominator for row in figure.observations):
            return self.share_of_fraction(part, name=name)
        return self.shown(measures.share(figure, self._base(part), self.named(name)))

    def national(self, indicator: str) -> ShownFigure:
        """The figure of the whole country in this period."""
        country = self.registry.area("VN")
        return self.shown(Finder(self.store, country, self.time_period).named(indicator))

    def members(self) -> Members:
        """The areas that make up this place, or report to it, side by side."""
        return Members(self)

    def overview(self) -> Overview:
        """The verdict on the plans of this place and year, its headlines, what to ask, and what changed."""
        return Overview(self)

    def audit(self) -> AuditView:
        """Whether the figures of this place and period can all be true, and what they give away."""
        return AuditView(self)


def open_review(
    year: int | None = None,
    area: str = "",
    lang: Lang = "vi",
    data: Path | None = None,
    *,
    period: str | int = "",
) -> Review:
    """Open the review of a place and period.

    Args:
        year: the year under review, where it is a whole one.
        area: the code of the place in data/areas.csv; the area that holds at the end of the period
            is taken, so that `VN-CT` means the merged city from the second half of 2025 on.
        lang: the language of names, numbers and claims, `vi` or `en`.
        data: a data folder; without it the project's own.
        period: instead of `year` a year or a part of one: `"2025-H1"`, `"2025-Q1"`, `"2025-M01-M09"`. Its figures are
            compared with the same part of the year before, never with a year.

    Raises:
        UsageError: the area or the language is not known, or the period is none.
        DataError: the data do not hold, or a catalogue cannot be read; all findings travel with it.
    """
    if lang not in LANGS:
        raise UsageError(f"lang: expected one of {', '.join(LANGS)}, got {lang!r}.")
    reviewed = _reviewed(year, period)
    refuse_broken(catalogue_files(lang))
    try:
        store = load(data or data_dir())
    except DataError as error:
        # Whoever opens a review in a language reads in it what does not hold.
        raise DataError(error.in_(lang), error.findings) from None
    keep_cells()
    return Review(store, store.registry.area_for(area, reviewed), reviewed, lang)


def _reviewed(year: int | None, period: str | int) -> TimePeriod:
    """The period under review, given as one of the two.

    Raises:
        UsageError: none or both are given, or it is no period.
    """
    if (year is None) == (period == ""):
        raise UsageError(
            f"open_review: expected a year or a period, got year={year!r} and period={period!r}. "
            "Give one of them: period='2024' or period='2025-H1'."
        )
    if year is None:
        return review_period(period)
    if not isinstance(year, Integral):
        raise UsageError(
            f"year: expected a number such as 2024, got {year!r}. Write it without quotation marks or decimals."
        )
    if not FIRST <= year <= LAST:
        raise UsageError(
            f"year: expected a year such as 2024, got {year!r}. Name the year under review."
        )
    return TimePeriod.of_year(int(year))
