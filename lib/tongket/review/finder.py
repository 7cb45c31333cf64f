"""Find the figures of one review: by indicator, measure, period and area, the published statement first."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from numbers import Integral
from typing import TYPE_CHECKING

from tongket.audit.report import audit_review
from tongket.comparability import Comparability
from tongket.data.preference import preferred_first
from tongket.data.registry.boundaries import stated_around
from tongket.data.registry.events import EVENT_KINDS
from tongket.errors import UsageError
from tongket.model import Figure, Measure, Missing, Observation, Text, TimePeriod
from tongket.numerals import format_period, period_name
from tongket.numerals.periods import near_periods
from tongket.review.column_words import is_projection
from tongket.review.names import ANNOUNCED
from tongket.translations import LazyText, Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.report import AuditReport
    from tongket.data.registry import Event
    from tongket.data.store import Store
    from tongket.model import Area, Disputed, Indicator

NO_STATEMENT = Phrase("the sources of the period under review do not state it")
PLAN_OF_YEAR = Phrase("the plan is of the whole year")
NOTHING_OF = Phrase("no figure of {period} is on record")
NAMES = {
    Measure.TARGET: Phrase("{indicator}: plan"),
    Measure.TARGET_PCT: Phrase("{indicator} against plan"),
    Measure.OVER_TARGET_PCT: Phrase("{indicator}: above plan"),
    Measure.TIMES_PREVIOUS: Phrase("{indicator} against the year before"),
    Measure.GROWTH_PCT: Phrase("{indicator}: growth"),
    Measure.CHANGE_PP: Phrase("{indicator}: increase"),
    Measure.CUMULATIVE: Phrase("{indicator}: cumulative"),
}
PROJECTED = Phrase("{indicator}: projection")
TIMES_SAME_PART = Phrase("{indicator} against the same part of the year before")


class Finder:
    """Turns the observations of a store into the figures of one place and period.

    Args:
        store: the validated data.
        area: the area as it was at the end of the period.
        period: the year under review, or the part of one.
    """

    def __init__(self, store: Store, area: Area, period: TimePeriod) -> None:
        self.store = store
        self.registry = store.registry
        self.area = area
        self.period = period
        self.text = period.text
        self._doubts: dict[str, _Doubt] = {}

    @cached_property
    def comparability(self) -> Comparability:
        """Which statements of the data compare, and why others do not."""
        return Comparability(self.store)

    @cached_property
    def audited(self) -> AuditReport:
        """What an audit of this place and period finds."""
        return audit_review(self.store, self.area.ref_area, self.period)

    def _doubt(self, row: Observation) -> _Doubt:
        """What an audit says of a row: that of its own place, where it is of another in the period under review.

        What is of other periods has a review of its own.
        """
        place = self.registry.areas[row.ref_area].place
        if place == self.area.place or not self.period.holds(row.time_period):
            return self.own_doubt
        if place not in self._doubts:
            self._doubts[place] = _Doubt(audit_review(self.store, place, self.period))
        return self._doubts[place]

    @cached_property
    def own_doubt(self) -> _Doubt:
        """What the audit of this place and period makes doubtful."""
        return _Doubt(self.audited)

    def named(self, name: str) -> Figure:
        """The figure of this place by `indicator` or `indicator:measure`, of another period with `@2023` after it.

        Returns:
            The statement that is published (`preferred_first`); a missing figure with its reason where there is none.

        Raises:
            UsageError: no such indicator, measure or period; the message says which are near.
        """
        stated, at, when = name.partition("@")
        indicator, _, measure = stated.partition(":")
        measure = measure or "actual"
        period = _period_named(name, when) if at else self.period
        if period == self.period:
            found = self.statements(indicator, measure)
            return found[0] if found else self.missing(indicator, measure)
        found = self.at(indicator, measure, period)
        return found[0] if found else self._missing_at(indicator, measure, period)

    def name_in_year(self, name: str | Figure, year: int) -> str:
        """The name of a figure of the same part of another year.

        Raises:
            UsageError: it names a period already, is a figure, or the year does not have these days.
        """
        period = self.period.in_year(year) if isinstance(year, Integral) else None
        if isinstance(name, Figure) or "@" in name or period is None:
            got = name.id if isinstance(name, Figure) else name
            raise UsageError(Phrase(
                "figure: expected the name of a figure and a year that has these days, got {got} and {year}. "
                "Write review.figure('ip.titles_granted', year=2023).",
                got=got, year=repr(year),
            ))  # fmt: skip
        return f"{name}@{period.text}"

    def at(self, indicator: str, measure: str, period: TimePeriod) -> list[Figure]:
        """Every statement of one fact of this place in some period, as it was at its end; the published one first."""
        self.registry.indicator(indicator)
        area = self.registry.area_for(self.area.place, period)
        rows = self.store.find(
            indicator=indicator,
            area=area.ref_area,
            period=period.text,
            measure=known_measure(measure),
        )
        return self.figures(rows)

    def _missing_at(self, name: str, measure: str, period: TimePeriod) -> Figure:
        """A figure of another period that is not on record."""
        indicator = self.registry.indicator(name)
        called = measure_name(indicator, known_measure(measure), period)
        when = words_of(period)
        return Figure(
            id=f"{name}:{measure}@{self.area.place}-{period.text}",
            name=Phrase("{name} ({period})", name=called, period=when),
            value=None,
            interval=None,
            unit=self.registry.units[indicator.unit],
            decimals=None,
            origin=Missing(NOTHING_OF.filled(period=as_object(period))),
        )

    def statements(self, indicator: str, measure: str) -> list[Figure]:
        """Every statement of one fact of this period and place, the published one first."""
        self.registry.indicator(indicator)
        rows = self.store.find(
            indicator=indicator,
            area=self.area.ref_area,
            period=self._period(known_measure(measure)),
            measure=known_measure(measure),
        )
        return self.figures(rows)

    def _period(self, measure: Measure) -> str:
        """The period of a figure under review: what is cumulative is all up to its end."""
        if measure is not Measure.CUMULATIVE:
            return self.period.text
        return TimePeriod.of_days(None, self.period.end).text

    def figures(self, rows: Iterable[Observation]) -> list[Figure]:
        """The figures that statements of one fact make, the published one first, without the missing."""
        return [figure for _, figure in self.of_fact(rows) if not figure.is_missing]

    def of_fact(self, rows: Iterable[Observation]) -> list[tuple[Observation, Figure]]:
        """The figure of each statement of one fact: the preferred one first, the missing last.

        All after the first carry source and place in their id, so that each has its own.
        """
        ranked = sorted(
            preferred_first(rows, self.registry.sources), key=lambda row: row.interval is None
        )
        made = [(row, self.figure(row) if row.interval else self.lost(row)) for row in ranked]
        return [
            (row, replace(figure, id=f"{figure.id}@{row.source}-{row.locator or 'page'}"))
            if rank
            else (row, figure)
            for rank, (row, figure) in enumerate(made)
        ]

    def others(self, row: Observation) -> list[Observation]:
        """What other sources print of the same fact, the published statement first."""
        rows = self.store.find(
            indicator=row.indicator, area=row.ref_area, period=row.time_period.text,
            measure=row.measure,
        )  # fmt: skip
        elsewhere = (r for r in rows if r.source != row.source and r.interval is not None)
        return preferred_first(elsewhere, self.registry.sources)

    def stating(self, row: Observation) -> Figure:
        """The figure of one statement, with an id that other statements of the same fact do not have."""
        rows = self.store.find(
            indicator=row.indicator, area=row.ref_area, period=row.time_period.text,
            measure=row.measure,
        )  # fmt: skip
        return next(figure for figure in self.figures(rows) if figure.origin == row)

    def figure(self, row: Observation) -> Figure:
        """The figure that one observation states; outside this period or area its name says so."""
        # Whether a figure is marked as contradicted depends on all that it is tied to.
        doubt = self._doubt(row)
        self.store.read_indicators.update({row.indicator}, doubt.tied.get(row.indicator, ()))
        suffix = "" if row.measure is Measure.ACTUAL else f":{row.measure}"
        return Figure(
            id=row.indicator + suffix + self._elsewhere(row),
            name=self._name(row),
            value=row.value,
            interval=row.interval,
            unit=self.registry.units[row.unit],
            decimals=row.decimals,
            origin=row,
            qualifier=row.qualifier,
            disputed=doubt.severities.get(row, ""),
            revised=row.key in self.store.revisions,
        )

    def lost(self, row: Observation) -> Figure:
        """The missing figure of a row that only says why there is none."""
        return Figure(
            id=f"{row.indicator}:{row.measure}{self._elsewhere(row)}",
            name=self._name(row),
            value=None,
            interval=None,
            unit=self.registry.units[row.unit],
            decimals=None,
            origin=Missing(Phrase(row.comment)),
        )

    def _elsewhere(self, row: Observation) -> str:
        """What an id says of a row of another period or area than those under review."""
        own = row.time_period == self.period and row.ref_area == self.area.ref_area
        return "" if own else f"@{row.ref_area}-{row.time_period.text}"

    def _name(self, row: Observation) -> Text:
        indicator = self.registry.indicators[row.indicator]
        name = measure_name(indicator, row.measure, row.time_period, row.status)
        return self._with_context(name, row) if self._elsewhere(row) else name

    def _with_context(self, name: Text, row: Observation) -> Text:
        other = self.registry.areas[row.ref_area]
        parts: list[Text] = [other.name] if other.place != self.area.place else []
        if row.time_period != self.period:
            parts.append(self._when(row.time_period))
        if not parts:
            return name
        return LazyText(lambda lang: f"{name.in_(lang)} ({', '.join(p.in_(lang) for p in parts)})")

    def _when(self, period: TimePeriod) -> Text:
        """Another period in words; beside a part of a year a year is named as the whole one."""
        if period.is_year and not self.period.is_year:
            return Phrase("the whole of {year}", year=str(period))
        return words_of(period)

    def missing(self, name: str, measure: str) -> Figure:
        """A figure that the data lack, with the reason that its row gives, where there is one."""
        indicator = self.registry.indicator(name)
        rows = self.store.find(
            indicator=name,
            area=self.area.ref_area,
            period=self._period(known_measure(measure)),
            measure=known_measure(measure),
        )
        reason = Phrase(rows[0].comment) if rows else self._why(name, measure)
        return Figure(
            id=f"{name}:{measure}",
            name=measure_name(indicator, known_measure(measure), self.period),
            value=None,
            interval=None,
            unit=self.registry.units[indicator.unit],
            decimals=None,
            origin=Missing(reason),
        )

    def _why(self, indicator: str, measure: str) -> Text:
        """Why no row says anything: of a part of a year the plan may be of the whole year, which says nothing of it."""
        rows = self.store.find(
            indicator=indicator,
            area=self.area.ref_area,
            period=str(self.period.year),
            measure=measure,
        )
        of_year = any(is_plan_of_year(row, self.period) for row in rows)
        if of_year and not self.period.is_year:
            return PLAN_OF_YEAR
        if not (self.area.valid_from or self.area.valid_to):
            return NO_STATEMENT
        known = self.store.where(indicator=indicator, measure=measure)
        around = [
            row
            for row in known
            if row.interval is not None
            and (self.period.holds(row.time_period) or row.time_period.holds(self.period))
        ]
        return stated_around(self.registry, self.area, around, NO_STATEMENT)

    def part_years(self, indicator: str) -> list[Figure]:
        """Figures of an indicator for a part of this year or the next, of the place in whatever boundaries.

        In the review of a part of a year they are of another part.
        """
        found = [
            row
            for row in self.store.of_place(self.area.place)
            if row.time_period.is_part_year
            and row.time_period.year in (self.period.year, self.period.year + 1)
            and not row.time_period.is_like(self.period)
            and row.measure is Measure.ACTUAL
            and row.indicator == indicator
        ]
        return [self.figure(row) for row in found if row.interval is not None]

    def on_record(self, domains: Sequence[str]) -> list[Figure]:
        """Every statement of domains on this place and period, with the plans of its year."""
        rows = [
            row
            for row in self._within(self.period, plans=True)
            if row.indicator.partition(".")[0] in domains and row.interval is not None
        ]
        return [figure for fact in by_fact(rows) for figure in self.figures(fact)]

    def events(self, kind: str) -> list[Event]:
        """Events of a kind on record for this place: up to this period, tasks and breaks to the year after.

        `announced` are the tasks that were to be done in this period, each as the event that says what became of it
        where there is one.

        Raises:
            UsageError: there is no such kind; the message lists the kinds.
        """
        kinds = (*EVENT_KINDS, ANNOUNCED)
        if kind not in kinds:
            raise UsageError(Phrase(
                "events: expected one of {known}, got {name}. {hint}", known=", ".join(kinds), name=repr(kind),
                hint=near_names(kind, kinds, Phrase("Write one of these.")),
            ))  # fmt: skip
        if kind == ANNOUNCED:
            return self.registry.announced_for(self.area.place, self.period)
        found = self.registry.events_of(self.area.place, self.period)
        return [event for event in found if event.kind == kind]

    def not_known(self) -> list[Observation]:
        """Rows of this place and period that say why a figure is missing."""
        return [row for row in self._within(self.period) if row.interval is None]

    def domains_without_figures(self) -> list[Text]:
        """The names of the domains of which no figure of this place and period is on record."""
        stated = {name.partition(".")[0] for name in self._stated_in(self.period)}
        return [d.name for name, d in self.registry.domains.items() if name not in stated]

    def no_longer_stated(self) -> dict[Text, list[Text]]:
        """By domain the indicators with a figure of the year before and none of this one, nor a reason why.

        A domain without any figure of the period is none of them: that it has none says it.

        In the review of a part of a year the same part of the year before is meant.
        """
        explained = {row.indicator for row in self.not_known()}
        before = self.period.year_before
        gone = (
            self._stated_in(before) - self._stated_in(self.period) - explained if before else set()
        )
        now = {name.partition(".")[0] for name in self._stated_in(self.period)}
        found: dict[Text, list[Text]] = {}
        for name, indicator in self.registry.indicators.items():
            if name in gone and indicator.domain in now:
                found.setdefault(self.registry.domains[indicator.domain].name, []).append(
                    indicator.name
                )
        return found

    def _stated_in(self, period: TimePeriod) -> set[str]:
        """The indicators of which any figure of this place is on record within a period."""
        return {row.indicator for row in self._within(period) if row.interval is not None}

    def _within(self, period: TimePeriod, *, plans: bool = False) -> Iterator[Observation]:
        """The rows of this place within a period, also those that say why a figure is missing.

        Args:
            period: a year or a part of one.
            plans: whether the plans of its year come too.
        """
        for row in self.store.of_place(self.area.place):
            if period.holds(row.time_period) or (plans and is_plan_of_year(row, period)):
                yield row


class _Doubt:
    """What an audit makes doubtful: which figures it ties together, and which statements it doubts first."""

    def __init__(self, report: AuditReport) -> None:
        self._report = report

    @cached_property
    def tied(self) -> dict[str, set[str]]:
        """For each indicator those whose figures the audit ties to it, itself among them."""
        found: dict[str, set[str]] = {}
        for part in self._report.sets:
            rows = (statement.observation for statement in part.statements)
            together = {row.indicator for row in rows if row is not None}
            for name in together:
                found.setdefault(name, set()).update(together)
        return found

    @cached_property
    def severities(self) -> dict[Observation, Disputed]:
        """The statements to be doubted first in a conflict, each with how severe it is; their neighbours are not.

        Where the way out gives up no statement (two sources that say two things of one fact may mean two), or the limit
        of work ended before one was found, all statements of the conflicts.
        """
        found: dict[Observation, Disputed] = {}
        for part in self._report.findings:
            doubted = {name for way in part.ways_out for name in way.give_up}
            if doubted.isdisjoint(statement.id for statement in part.statements):
                doubted = {name for each in part.conflicts for name in each.ids}
            for statement in part.statements:
                if statement.id in doubted and statement.observation is not None:
                    found[statement.observation] = part.severity or "note"
        return found


def words_of(period: TimePeriod) -> Text:
    """A period as each language writes it."""
    return LazyText(partial(format_period, period))


def as_object(period: TimePeriod) -> Text:
    """A period as a sentence sets something beside it: `2023` and `January–June 2023`, `năm 2023`."""
    return LazyText(
        lambda lang: period_name(period).vi if lang == "vi" else format_period(period, lang)
    )


def _period_named(name: str, period: str) -> TimePeriod:
    try:
        return TimePeriod.parse(period)
    except ValueError:
        words = Phrase(
            "{name}: expected a period such as 2024, 2024-H1 or 2025-01/2025-05 behind @, got {period}. {hint}",
            name=name, period=repr(period), hint=near_periods(period),
        )  # fmt: skip
        raise UsageError(words) from None


def is_plan_of_year(row: Observation, period: TimePeriod) -> bool:
    """Whether a row is a plan of the whole year of a period: beside the results of a part it stands as the year's."""
    of_year = row.time_period.is_year and row.time_period.year == period.year
    return of_year and row.measure is Measure.TARGET


def by_fact(rows: Iterable[Observation]) -> list[list[Observation]]:
    """Statements by the fact that they state: one indicator, area, period and measure."""
    facts: dict[tuple[str, str, str, str], list[Observation]] = {}
    for row in rows:
        key = (row.indicator, row.ref_area, row.time_period.text, str(row.measure))
        facts.setdefault(key, []).append(row)
    return list(facts.values())


def measure_name(
    indicator: Indicator, measure: Measure, period: TimePeriod, status: str = ""
) -> Text:
    """What an indicator is called under a measure, in a year or a part of one; a plan that is a forecast as one."""
    form = PROJECTED if is_projection(measure, status) else NAMES.get(measure)
    if measure is Measure.TIMES_PREVIOUS and period.is_part_year:
        form = TIMES_SAME_PART
    return form.filled(indicator=indicator.name) if form else indicator.name


def known_measure(name: str) -> Measure:
    """The measure of a name.

    Raises:
        UsageError: there is none; the message lists them.
    """
    try:
        return Measure(name)
    except ValueError:
        known = [str(measure) for measure in Measure]
        words = Phrase(
            "measure: expected one of {known}, got {name}. {hint}", known=", ".join(known), name=repr(name),
            hint=near_names(name, known, Phrase("Write one of these.")),
        )  # fmt: skip
        raise UsageError(words) from None
