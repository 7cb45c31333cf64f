"""From the observations of one area and year to the statements that an audit takes.

Most rules follow from the registry: a percentage of the plan speaks of the result and of the plan behind
it, a multiple of the year before of both years, a share of its base, a fact stated twice of one quantity.
The rest is written in `data/rules.toml`. Statements are never linked because their values are equal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.audit.edit_rules import EditRules
from tongket.audit.quantities import Quantities, uncapitalised
from tongket.audit.stated import Stated
from tongket.audit.statements import Assumption, Statement, Statements, Subject
from tongket.model import OPENING, PLAN_MEASURES, RESULTS, Measure, Qualifier, Text, TimePeriod
from tongket.numerals import parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.audit.statements import Quantity
    from tongket.data.registry.book import NamedPlan
    from tongket.data.store import Store
    from tongket.model import Observation

SAME_PLAN = Phrase("Both places speak of the same plan ({name})")
SAME = Phrase("Both places speak of the same indicator ({name})")


def statements_of(store: Store, area: str, audited: TimePeriod) -> Statements:
    """The statements of one place within a period, with what binds them.

    A place that merged within the period has statements on the area before and on the area after: they
    are kept apart, as are a part of the period and the period.

    Args:
        store: the data.
        area: the code of an area; the areas of the same place come with it.
        audited: a year or a part of one; statements of other periods and areas come in where a rule or a measure
            refers to them.
    """
    given, stated = Statements(), Stated(store.observations)
    now = store.registry.area_for(area, audited).ref_area
    made: list[_Period] = []
    for each in areas_of_place(store, area):
        rows = [
            row
            for row in store.of_areas({each})
            if audited.holds(row.time_period) and row.interval is not None
        ]
        # Some rules are of the period itself, although the sources may state parts of it alone.
        for period in sorted({audited, *(row.time_period for row in rows)}, key=str):
            apart = "" if each == now else each
            quantities = Quantities(store.registry, given, apart, period, audited)
            made.append(_Period(EditRules(quantities, stated, each)))
            made[-1].take([row for row in rows if row.time_period.text == period.text])
    taken = {id(statement.observation) for statement in given.statements.values()}
    for period_of in made:
        period_of.take_from_elsewhere(stated, taken)
        period_of.tie_shares()
    return given


def areas_of_place(store: Store, area: str) -> list[str]:
    """The codes of all areas that a place was, earliest first."""
    place = store.registry.area(area).place
    return [code for code, known in store.registry.areas.items() if known.place == place]


class _Period:
    """The statements of one period, brought into a set."""

    def __init__(self, rules: EditRules) -> None:
        self.rules, self.quantities = rules, rules.quantities
        self.registry, self.given = rules.registry, rules.given
        self.after = self.quantities.after
        self.rows: list[Observation] = []
        self.shares: list[tuple[str, str]] = []

    def take(self, rows: list[Observation]) -> None:
        """Bring in every row, then the rules between what they state."""
        self.rows = rows
        first = self._first_places(rows)
        for row in rows:
            subject, total, assumed = self._subject(row)
            if subject is not None:
                needs = (
                    *self._needs(row, first),
                    *([self.rules.assumed(assumed)] if assumed else []),
                )
                self._state(row, subject, total, needs, self.after)
        self.rules.apply()

    def take_from_elsewhere(self, stated: Stated, taken: set[int]) -> None:
        """Bring in what is stated of the other periods and areas that rules and measures speak of.

        Args:
            stated: what the sources state.
            taken: the identities of the rows that are in the set already; these are added.
        """
        places = self._first_places(self.rows)
        for quantity, other in self.rules.elsewhere.items():
            here, _ = places.get(other.indicator, ("", ""))
            apart = self.quantities.area if other.area == self.rules.area else other.area
            after = self.quantities.after_of(other.period, apart)
            for row in stated.rows(other.indicator, other.area, other.period.text):
                if id(row) not in taken:
                    taken.add(id(row))
                    # Another source may count otherwise, and two sources of one figure may too.
                    same = here not in ("", row.source)
                    needs = (self._same(row, after),) if same else ()
                    self._state(row, Subject(quantity), "", needs, after)
                    here = here or row.source

    def tie_shares(self) -> None:
        """Say of each share, where others speak of it too, that it is what is printed."""
        for name, share in self.shares:
            if share in self.given.quantities:
                known = self.given.statements[name]
                # The assumptions of the registry are about what it is a share of.
                needs = tuple(each for each in known.needs if each not in self.registry.assumptions)
                self.given.statements[name] = replace(known, itself=share, needs_itself=needs)

    # What a row speaks of

    def _subject(self, row: Observation) -> tuple[Subject | None, str, str]:
        """The subject of a row, the quantity that the N of a fraction gives, and what that rests on."""
        if row.measure in RESULTS:
            return self._actual_subject(row)
        if row.measure is Measure.CHANGE_PP:
            # Percentage points above a time that neither source nor rule names bind nothing.
            subject, assumed = self.rules.subject_of(f"{row.indicator}:{row.measure}")
            return subject, "", assumed
        return self._measured(row), "", ""

    def _measured(self, row: Observation) -> Subject:
        """The plan, or the result beside the plan or the year before."""
        if row.measure in (Measure.TIMES_PREVIOUS, Measure.GROWTH_PCT):
            actual = self.quantities.actual(row.indicator)
            before = self.rules.figure(f"{row.indicator}:previous")
            times = row.measure is Measure.TIMES_PREVIOUS
            return actual.times(before) if times else actual.percent_above(before)
        plan = self._plan(row)
        if row.measure is Measure.TARGET:
            return Subject(plan.id)
        actual = self.quantities.actual(row.indicator)
        above = row.measure is Measure.OVER_TARGET_PCT
        return actual.percent_above(plan) if above else actual.percent_of(plan)

    def _actual_subject(self, row: Observation) -> tuple[Subject, str, str]:
        subject, assumed = self.rules.subject_of(row.indicator)
        if subject is not None:
            return subject, "", assumed
        quantity = self.quantities.actual(row.indicator)
        if row.denominator is None:
            return Subject(quantity.id), "", ""
        total = self.quantities.total(row.indicator)
        self.rules.part_of(quantity, total)
        return Subject(quantity.id), total.id, ""

    def _plan(self, row: Observation) -> Quantity:
        """The plan of which a row speaks; rules speak of the one that the first statement is of."""
        named, first = self._named_plan(row), self._named_plan(self._first_of_plan(row.indicator))
        apart = named.id if named and named is not first else ""
        return self.quantities.plan(row.indicator, named.text if named else None, apart)

    def _named_plan(self, row: Observation) -> NamedPlan | None:
        return self.registry.plan_at(row.source, row.locator)

    # Statements

    def _state(
        self, row: Observation, subject: Subject, total: str, needs: tuple[str, ...], after: str
    ) -> None:
        """Note the statement of a row; `after` follows its id where area or period is not the audited one."""
        notation = self.registry.sources[row.source].notation if row.source else "vi"
        measure = "" if row.measure is Measure.ACTUAL else f":{row.measure}"
        place = ", ".join(filter(None, (row.source, row.locator)))
        name = f"{row.indicator}{measure}{after} [{place}]"
        statement = Statement(
            name, subject, row.as_printed, parse(row.as_printed, notation), row.qualifier,
            needs, weight(row, self.quantities.kind(self.registry.indicators[row.indicator])), notation,
            total, row, self.registry.indicators[row.indicator].name if subject.base else None,
            self.registry.units.get(row.unit),
        )  # fmt: skip
        self.given.add(statement)
        if row.measure in RESULTS and subject.base:
            self.shares.append((name, f"{row.indicator}{after}"))
        for quantity in statement.quantities:
            known = self.given.quantities[quantity]
            if known.hidden and (quantity == total or not subject.base):
                self.given.quantities[quantity] = replace(known, hidden=False)

    def _first_places(self, rows: list[Observation]) -> dict[str, tuple[str, str]]:
        """Where each indicator is treated: its first result outside the opening part."""
        places: dict[str, tuple[str, str]] = {}
        ranked = sorted(rows, key=lambda row: (row.section == OPENING, row.measure not in RESULTS))
        for row in ranked:
            places.setdefault(row.indicator, (row.source, row.section))
        return places

    def _needs(self, row: Observation, first: dict[str, tuple[str, str]]) -> tuple[str, ...]:
        """The assumptions under which a row speaks of its subject."""
        found = [
            self.rules.assumed(name)
            for name, assumed in self.registry.assumptions.items()
            if row.indicator in assumed.indicators
        ]
        place = (row.source, row.section)
        # A planned value has no wording of its own to be mistaken.
        if place != first[row.indicator] and row.measure is not Measure.TARGET:
            found.append(self._same(row, self.after))
        if self._is_of_another_plan(row):
            found.append(self._same(row, self.after, SAME_PLAN, "plan"))
        return tuple(found)

    def _is_of_another_plan(self, row: Observation) -> bool:
        """Whether a row may speak of another plan than the first: of a resolution, or as revised within the year."""
        if row.measure not in PLAN_MEASURES:
            return False
        if self._named_plan(row):
            return False
        first = self._first_of_plan(row.indicator)
        if row.source != first.source:
            return True
        both_planned = row.measure is first.measure is Measure.TARGET
        return both_planned and row.locator != first.locator

    def _first_of_plan(self, indicator: str) -> Observation:
        """The statement that says what the plan is: of the plan without a name, where any is."""
        plans = (
            row for row in self.rows if row.indicator == indicator and row.measure in PLAN_MEASURES
        )
        return min(
            plans,
            key=lambda row: (
                self._named_plan(row) is not None,
                row.section == OPENING,
                row.measure is not Measure.TARGET,
            ),
        )

    def _same(self, row: Observation, after: str, says: Phrase = SAME, kind: str = "same") -> str:
        name = self.registry.indicators[row.indicator].name
        text = says.filled(name=Text(uncapitalised(name.vi), uncapitalised(name.en)))
        where = ", ".join(filter(None, (row.source, row.locator)))
        assumption = Assumption(f"{kind}:{row.indicator}{after} [{where}]", text)
        return self.given.assumptions.setdefault(assumption.id, assumption).id


def weight(row: Observation, kind: str) -> int:
    """The weight of a statement in the choice of what to give up: the lightest is doubted first.

    A counted total is surest (4), then money (3), then rates and percentages (2); one less where the
    source hedges the figure or repeats it in its opening part, never below 1.

    Args:
        row: the statement.
        kind: the kind of unit of its indicator.
    """
    measured = kind if row.measure in (*RESULTS, Measure.TARGET) else "percent"
    found = {"count": 4, "rank": 4, "money": 3}.get(measured, 2)
    less = row.section == OPENING or row.qualifier is not Qualifier.EXACT
    return max(found - less, 1)
