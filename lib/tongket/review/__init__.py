"""The review: what a notebook opens, and the lineage of all that the notebook shows."""

from __future__ import annotations

from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.claims import NOT_ON_RECORD, absence
from tongket.data.store import load
from tongket.errors import DataError, UsageError, given_in_words
from tongket.model import LANGS, TimePeriod
from tongket.numerals import review_period
from tongket.numerals.periods import FIRST, LAST
from tongket.project import data_dir
from tongket.review.change import series
from tongket.review.development import MOST, Charts, Tables
from tongket.review.exhibit_request import ExhibitRequest
from tongket.review.formula import keep_cells
from tongket.review.frame import frame_given
from tongket.review.frame_exhibit import exhibit as frame_exhibit
from tongket.review.frame_table import MARKING, frame_table, is_number
from tongket.review.joined_rows import joined_columns, of_one_side, with_figures_joined
from tongket.review.members import Members
from tongket.review.names import refusing
from tongket.review.overview import Overview
from tongket.review.page_table import TableWords, page_table
from tongket.review.search import search
from tongket.review.sentences import Sentences
from tongket.review.shown_figure import ShownFigure
from tongket.review.wrong_column import name_near_columns
from tongket.shell import complete_names, speak
from tongket.translations import Phrase, catalogue_files, in_language, refuse_broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from tongket.claims import Claim
    from tongket.data.store import Store
    from tongket.exhibit import Exhibit
    from tongket.model import Area, Lang
    from tongket.review.names import (
        AreaCode,
        MeasureName,
        PeriodCode,
        RecordName,
        UnitCode,
        Year,
        Years,
    )
    from tongket.review.page_record import Fragment
    from tongket.review.session import Given, Said

OPENED_WITH = frozenset({"area", "lang", "time_period", "year"})

__all__ = ["Review", "ShownFigure", "open_review"]


class Review(Sentences):
    """The figures of one place and period, in one language, and the forms that show them.

    Get one from `tongket.open_review`. `review.figure("ip.titles_granted")` is a figure;
    Tab completes names within quotation marks. Everything shown is remembered, so that `review.sources()`
    can account for the page.

    Attributes:
        chart: charts of statements on a plan, and of the course over years; any other is drawn with `review.exhibit`.
        table: tables of the plans that such statements imply, and of figures beside those of earlier years; any
            other is shown with `review.show`.
    """

    of_pages = frozenset({
        "also_on_record", "base_from_share", "change_in_words", "changes_in_sentences", "compare", "count_from_share",
        "definitions", "highest", "implied_target", "in_sentences", "limits", "lowest", "moved", "narrowed", "nearest",
        "part_year", "plans_ahead", "previous", "remainder", "share_of_fraction", "so_far", "strongest", "unhedged",
    })  # fmt: skip

    def __init__(self, store: Store, area: Area, period: TimePeriod, lang: Lang) -> None:
        super().__init__(store, area, period, lang)
        self.chart = Charts(self)
        self.table = Tables(self)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to change what the review was opened with: its figures would stay those of another year."""
        if name == "period" or (name in OPENED_WITH and name in self.__dict__):
            words = Phrase(
                "review.{name}: expected what the review was opened with, got {value}. Open another: {code}",
                name=name, value=given_in_words(value), code="tongket.open_review(year=…, area=…, lang=…)",
            )  # fmt: skip
            raise UsageError(words)
        super().__setattr__(name, value)

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

        Returns:
            The table; of a missing figure it says why. A sentence in its place where it would be empty.

        Raises:
            UsageError: as `figures_of`; it is no frame; a title without a note; a table for a page without sources.

        >>> ip = review.frame("ip.titles_granted")
        >>> review.show(ip, title="{ip.titles_granted} were granted", note="Of the whole year.").unit
        'titles'
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
        unit: UnitCode = "", formula: str = "", called: str = "", **given: Any,
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
            The exhibit; a missing figure is named below it with the reason. Where no row has a known figure,
            the sentence that says so.

        Raises:
            UsageError: title, note or a column is missing, two units meet on one scale, or the form would distort
                what it shows; the message says which form to take.

        >>> import seaborn as sns
        >>> steps = review.frame("ip.initiatives_proposed", "ip.initiatives_in_use")
        >>> words = {"title": "Initiatives put forward and in use", "note": "Counts of the year."}
        >>> review.exhibit(sns.barplot, steps, x="value", y="name", **words).unit
        'solutions, initiatives'
        """
        title, note = (in_language(words, self.lang) for words in (title, note))
        return frame_exhibit(
            self, ExhibitRequest(function, frame, title, note, given, unit, formula, called)
        )

    def series(
        self,
        *names: RecordName,
        years: Years = None,
        areas: AreaCode | Iterable[AreaCode] | None = None,
        measures: MeasureName | Iterable[MeasureName] = "actual",
    ) -> pd.DataFrame:
        """The course of indicators over years as a tidy frame, one row a figure, in the order of time.

        Args:
            names: domains and indicators, as in `frame`.
            years: a pair is the first and the last (2019, 2025); one year, a list or a range as in `frame`. Without
                them all on record, those after the period under review too: `so_far` leaves these out.
            areas: as in `frame`; without it the place under review, before and after its mergers.
            measures: as in `frame`.

        Returns:
            Of each fact the statement that is published, with the columns of `frame` and two more, which are
            `comparable_with_previous`, whether it compares with the row before it of the same indicator, place and
            measure (of a part of a year, the row of the same part), and `break_reason`, why not; empty in a first row.
            A missing figure has no row.

        Raises:
            UsageError: as `frame`, or a pair of years is in the wrong order.

        >>> ranks = review.series("innovation.pii_rank", years=(2023, 2024))
        >>> ranks[["year", "value", "comparable_with_previous"]].values.tolist()
        [[2023, 5.0, False], [2024, 7.0, True]]
        """
        return series(self, names, years, areas=areas, measures=measures)

    def so_far(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame whose period ends with the one under review or before.

        Args:
            frame: rows of `review.frame(…)`.

        >>> review.so_far(review.frame("innovation.pii_rank", years="all", measures="actual"))["year"].tolist()
        [2023, 2024]
        """
        periods = self.completed(frame_given("so_far", frame), columns=["period"])["period"]
        ends = periods.map(lambda period: TimePeriod.parse(period).end)
        return frame[(ends <= self.time_period.end).astype(bool)]

    def strongest(self, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        """The rows in which a column is furthest from zero, as many as are read beside each other, in their order.

        Args:
            frame: any frame.
            column: one of numbers; a missing number is none of them.

        Returns:
            Twelve rows at most.

        Raises:
            UsageError: it has no such column of numbers.

        >>> len(review.strongest(review.frame("ip"), "value"))
        12
        """
        frame = frame_given("strongest", frame)
        if column not in frame or not is_number(frame[column]):
            numbers = ", ".join(str(name) for name in frame.columns if is_number(frame[name]))
            raise UsageError(
                Phrase(
                    "strongest: expected a column of numbers, got {column}. Take one of {numbers}.",
                    column=repr(column),
                    numbers=numbers,
                )
            )
        return frame[frame[column].abs().rank(method="first", ascending=False) <= MOST]

    def find(self, wanted: str | float) -> pd.DataFrame:
        """Which indicators a word or a number is of: by name, other names, definition, domain and figures on record.

        Args:
            wanted: a word or several, in Vietnamese or English, with or without diacritics (`"văn bằng"`,
                `"van bang"`, `"patent"`); a number (`420`), or one as it is printed (`"14,025%"`).

        Returns:
            One row an indicator, the nearest first, with `indicator`, `name`, `domain_name`, `unit_name`, `found` (the
            words or the print that it was found by) and `periods` (of which the place has a figure; empty where it has
            none).

        Raises:
            UsageError: nothing is found; the message names near words.

        >>> review.find(420)[["indicator", "found"]].values.tolist()
        [['ip.titles_granted', '420 (2024)']]
        """
        return search(self, wanted)

    def members(self) -> Members:
        """The areas that make up this place, or report to it, side by side.

        >>> review.members().codes
        []
        """
        return Members(self)

    def overview(self) -> Overview:
        """The verdict on the plans of this place and period, its headlines, what to ask, and what changed.

        >>> review.overview().verdict()
        <5 of 6 planned items met, 1 cannot be judged. Results to query, as figures do not fit: 2>
        """
        return Overview(self)


@refusing
def open_review(
    year: Year | str | None = None,
    area: AreaCode = "",
    lang: Lang = "vi",
    data: Path | str | None = None,
    *,
    period: PeriodCode | int | None = "",
) -> Review:
    """Open the review of a place and period.

    Args:
        year: the year under review, where it is a whole one; a text such as `"2024"` is read as a number.
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
        words = Phrase("lang: expected 'vi' or 'en', got {lang}. Name one.", lang=repr(lang))
        raise UsageError(words)
    speak(lang)
    reviewed = _reviewed(year, period)
    refuse_broken(catalogue_files(lang))
    try:
        store = load(_folder(data))
    except DataError as error:
        # Whoever opens a review in a language reads in it what does not hold.
        raise DataError(error.in_(lang), error.findings) from None
    if not area:
        _refuse_no_area(store)
    keep_cells()
    complete_names()
    name_near_columns()
    return Review(store, store.registry.area_for(area, reviewed), reviewed, lang)


def _refuse_no_area(store: Store) -> None:
    """Refuse to open a review of no area, with the place that most statements are of, to be written."""
    of = [store.registry.areas[row.ref_area].place for row in store.observations]
    found = max({*of}, key=of.count, default="VN-CT")
    words = Phrase(
        "{call}: expected {wanted}, got none. {hint}",
        call="open_review", wanted="area=", hint=Phrase("Write it: {code}", code=f"area={found!r}"),
    )  # fmt: skip
    raise UsageError(words)


def _folder(data: Path | str | None) -> Path:
    """The folder of the data; without one the project's own."""
    if _is_left_out(data):
        return data_dir()
    if isinstance(data, str | Path) and Path(data).is_dir():
        return Path(data)
    words = Phrase(
        "data: expected a folder of data, got {folder}. Leave it out for that of the project.",
        folder=repr(data),
    )
    raise UsageError(words)


def _reviewed(year: int | str | None, period: str | int | None) -> TimePeriod:
    """The period under review, given as one of the two; a scheduler fills in an empty text for the other.

    Raises:
        UsageError: none or both are given, or it is no period.
    """
    if _is_left_out(year) == _is_left_out(period):
        raise UsageError(
            Phrase(
                "open_review: expected a year or a period, got {year} and {period}. "
                "Give one of them: period='2024' or period='2025-H1'.",
                year=f"year={year!r}", period=f"period={period!r}",
            )
        )  # fmt: skip
    if _is_left_out(year):
        return review_period("" if period is None else period)
    if isinstance(year, str) and year.strip().isdecimal():
        year = int(year)
    if not isinstance(year, Integral):
        raise UsageError(
            Phrase(
                "year: expected a whole number such as 2024, got {year}. Write year=2024; "
                "a part of a year is period='2024-H1'.",
                year=repr(year),
            )
        )
    if not FIRST <= year <= LAST:
        raise UsageError(
            Phrase("year: expected a year such as 2024, got {year}. Name it.", year=repr(year))
        )
    return TimePeriod.of_year(int(year))


def _is_left_out(given: object) -> bool:
    """Whether nothing is given for an argument: nothing, or the empty text that a scheduler fills in."""
    return isinstance(given, str | None) and not given
