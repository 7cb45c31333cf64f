"""Figures beside those of earlier years, as a table with their change and as a chart of their course."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket import tables
from tongket.claims import absence, placeholders
from tongket.errors import UsageError
from tongket.exhibit import Grid, sparkline
from tongket.model import Figure, Measure
from tongket.numerals import format_period
from tongket.review.change import (
    FELL,
    ROSE,
    Change,
    ChangeFinder,
    breaks_in_words,
    in_words,
)
from tongket.review.course_rows import course_request, course_rows
from tongket.review.frame_exhibit import exhibit
from tongket.review.plans import PlanCharts, PlanTables
from tongket.review.selection import select
from tongket.translations import Phrase, in_language, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import TimePeriod
    from tongket.review.names import IndicatorName, RecordName, Years
    from tongket.review.session import Given, Said, Session

# So many changes are read beside each other; of more figures one earlier year is shown, for a page is to stay below
# 150 kB.
MOST = 12
YEARS_BEFORE = 2  # so many earlier years are set beside the one under review
NOTHING_EARLIER = message("No figure of an earlier year is on record.")
NO_COURSE = message("No figure is on record for several years.")
FEWER = message("Those that changed most; the others are on the pages of their domains.")
FIGURE, COURSE, CHANGE = message("Figure"), message("Course"), message("Change")


@dataclass(frozen=True)
class Course:
    """A figure with those of the same part of earlier years.

    Attributes:
        figures: by their periods, the earliest first, that under review last.
        changes: of each figure since the one before it on record.
    """

    figures: dict[TimePeriod, Figure]
    changes: tuple[Change, ...]

    @property
    def now(self) -> Figure:
        """The figure of the period under review."""
        return self.changes[-1].now

    @property
    def from_year_before(self) -> Course:
        """What is left of it from the last earlier figure on."""
        return Course(dict([*self.figures.items()][-2:]), self.changes[-1:])


class Charts(PlanCharts):
    """Charts of plans, and of the course of figures over the years; indicators are given by their names."""

    called = "review.chart"
    otherwise = Phrase("Any other chart is drawn by review.exhibit(sns.barplot, frame, …).")

    def development(
        self,
        *of: IndicatorName,
        title: Said,
        note: Said,
        years: Years = None,
        base: int | None = None,
        **values: Given,
    ) -> Exhibit | Claim:
        """The course of indicators over the years, each with its plan as a line of its own.

        At most four lines of one unit share a chart; more, or several units, have a panel each, with the same years
        and a scale of its own. Whole years are joined, or the same part of each; a line ends at a break, whose reason
        is below the chart. What is provisional, and a part of a year that has no figure yet, has a mark of its own.
        Ranks are points, each on a line from the first to the last place ranked (`tongket.forms.ranks`).

        Args:
            of: indicators, none of which is the sentence that says so; one without a second year is left out.
            title: what was found.
            note: what a reader must know.
            years: as in `Review.series`; by default those up to the one under review, and plans beyond.
            base: a year: each figure is then in percent of its indicator's in that year.
            values: what is filled in for placeholders.

        Raises:
            UsageError: a value is of no placeholder; a rank is beside other indicators; there are more panels than a
                reader compares; an indicator has no figure above zero in the base year, or is a rank.

        >>> words = {"title": "The rank over the years", "note": "Ranks of each year."}
        >>> review.chart.development("innovation.pii_rank", **words).unit
        'ranks'
        """
        review = self._review
        title, note = (in_language(words, review.lang) for words in (title, note))
        _refuse_unused(title, note, values)
        if not of:
            return absence(NO_COURSE, review.lang)
        rows = course_rows(review, of, years)
        if rows.empty:
            return absence(NO_COURSE, review.lang)
        return exhibit(review, course_request(review, rows, title, note, values, base))


class Tables(PlanTables):
    """Tables of plans, and of figures beside those of earlier years; indicators are given by their names."""

    called = "review.table"
    otherwise = Phrase("Any other table is shown by review.show(frame).")

    def development(
        self,
        *of: RecordName,
        title: Said,
        note: Said,
        before: int | None = None,
        strongest: bool = False,
        **values: Given,
    ) -> Exhibit | Claim:
        """Figures of the period under review beside those of the same part of earlier years, with the change.

        Args:
            of: domains and indicators; a plan has a row of its own below its result.
            title: what was found; `{count}` is the number of figures that have an earlier one, `{compared}` of those
                that compare with it, `{rose}` and `{fell}` of those that did so.
            note: what a reader must know.
            before: how many earlier years are shown at most; by default two, of many figures one.
            strongest: whether of many figures only those are shown that changed most; else all, in their order.
            values: what is filled in for other placeholders.

        Returns:
            The table of all figures that have an earlier one on record, also where the two do not compare, of which the
            change column and the lines below the table say why. Where none has, the sentence that says so.

        >>> words = {"title": "The rank beside earlier years", "note": "Ranks of each year."}
        >>> review.table.development("innovation.pii_rank", **words).alt
        'Row by row: PII rank: rank 5, rank 7, down 2 places.'
        """
        review = self._review
        _refuse_unused(title, note, values)
        if before is not None and (not isinstance(before, int) or before < 1):
            raise UsageError(
                Phrase(
                    "development: expected a number of earlier years from 1 on, got before={before}. Write before=2.",
                    before=repr(before),
                )
            )
        courses = [*_courses(review, of, before or YEARS_BEFORE)]
        if before is None and len(courses) > MOST:
            courses = [course.from_year_before for course in courses]
        if not courses:
            return absence(NOTHING_EARLIER, review.lang)
        filled = {**_counted(review, courses), **values}
        if fewer := strongest and len(courses) > MOST:
            courses = sorted(courses, key=lambda each: -each.changes[-1].strength)[:MOST]
        used = [figure for course in courses for figure in course.figures.values()]
        caption = review.caption("development", title, note, used, filled)
        moves = ((c.now.name.in_(review.lang), change) for c in courses for change in c.changes)
        remarks = [*[caption.say(FEWER)] * fewer, *breaks_in_words(moves, review.lang)]
        return review.exhibited(
            tables.frame(_grid(review, courses, caption), used, caption, remarks, whole=True)
        )


def _counted(review: Session, courses: Sequence[Course]) -> dict[str, Given]:
    """How many figures have an earlier one, and compare with it, and rose or fell since."""
    last = [course.changes[-1] for course in courses]
    compared = [change for change in last if change.why_not is None]
    of = {d: [change for change in compared if change.direction == d] for d in (ROSE, FELL)}
    counted = {
        "count": (courses, message("Figures with one of an earlier year")),
        "compared": (compared, message("Figures that compare with that of an earlier year")),
        "rose": (of[ROSE], message("Figures that rose")),
        "fell": (of[FELL], message("Figures that fell")),
    }
    return {key: review.count(things, name=name) for key, (things, name) in counted.items()}


def _courses(review: Session, names: Sequence[str], before: int) -> Iterator[Course]:
    finder, changes = review.finder, ChangeFinder(review.finder)
    chosen = select(
        review.store, names=names, years=review.time_period, areas="all", measures="all"
    )
    periods = _periods(review, before)
    for indicator in chosen.indicators:
        for measure in (Measure.ACTUAL, Measure.TARGET):
            now = finder.at(indicator, measure, review.time_period)[:1]
            # Most of the registry is not on record: nothing earlier of it is looked up.
            stated = {p: finder.at(indicator, measure, p)[:1] for p in periods if now}
            figures = {period: found[0] for period, found in stated.items() if found}
            if figures:
                figures[review.time_period] = now[0]
                pairs = pairwise(figures.values())
                moves = tuple(changes.between(late, early) for early, late in pairs)
                yield Course(figures, moves)


def _periods(review: Session, before: int) -> list[TimePeriod]:
    """The same part of each of so many years before, the earliest first."""
    years = range(review.year - before, review.year)
    found = (review.time_period.in_year(year) for year in years)
    return [period for period in found if period is not None]


def _grid(review: Session, courses: Sequence[Course], caption: Caption) -> Grid:
    shown = sorted({period for course in courses for period in course.figures})
    lines = [_sparkline(course, shown) for course in courses]
    drawn = any(lines)
    header = (
        caption.say(FIGURE), *(format_period(period, review.lang) for period in shown),
        *[caption.say(COURSE)] * drawn, caption.say(CHANGE),
    )  # fmt: skip
    rows = (
        (
            course.now.name.in_(review.lang),
            *(course.figures.get(period, "") for period in shown),
            *[line] * drawn,
            _last_change(review, course),
        )
        for course, line in zip(courses, lines, strict=True)
    )
    return Grid(header, tuple(rows))


def _sparkline(course: Course, shown: Sequence[TimePeriod]) -> str:
    """The course of a figure as bars; of a rank none, for the first place is no less than the last."""
    if course.now.unit.kind == "rank":
        return ""
    apart = {change.now.id for change in course.changes if change.why_not is not None}
    figures = [course.figures.get(period) for period in shown]
    values = [None if f is None or f.value is None else float(f.value) for f in figures]
    return sparkline(values, [f is not None and f.id in apart for f in figures])


def _last_change(review: Session, course: Course) -> Claim:
    change = course.changes[-1]
    of_year_before = change.period == review.time_period.year_before
    return in_words(review, change, "table" if of_year_before or change.why_not else "sentence")


def _refuse_unused(title: Said, note: Said, values: Mapping[str, Given]) -> None:
    """Refuse a value that neither title nor note names: it may be an option of another form."""
    texts = [
        t for said in (title, note) for t in ([said] if isinstance(said, str) else said.values())
    ]
    named = {name.partition(":")[0] for text in texts for name in placeholders(text)}
    if unused := [name for name in values if name not in named]:
        words = Phrase(
            "development: expected values that title or note name, got {names}. "
            "Leave them out, or write {{{first}}} there.",
            names=", ".join(unused), first=unused[0],
        )  # fmt: skip
        raise UsageError(words)
