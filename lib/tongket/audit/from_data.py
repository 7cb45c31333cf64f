"""From the observations of one area and year to the statements that an audit takes.

Most rules follow from the registry: a percentage of the plan speaks of the result and of the plan behind
it, a multiple of the year before of both years, a share of its base, a fact stated twice of one quantity.
The rest is written in `data/rules.toml`. Statements are never linked because their values are equal.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.quantities import WHOLE_YEAR, Quantities, uncapitalised
from tongket.audit.statements import (
    HUNDRED,
    Assumption,
    Definition,
    Quantity,
    Statement,
    Statements,
    Subject,
)
from tongket.model import Measure, Qualifier, Text, TimePeriod
from tongket.numerals import format_period, parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tongket.data.registry import Registry, Rule
    from tongket.data.store import Store
    from tongket.model import Observation

SAME = Phrase("Both places speak of the same indicator ({name})")


def statements_of(store: Store, area: str, year: int) -> Statements:
    """The statements of one place whose period ends within a year, with what binds them.

    A place that merged within the year has statements on the area before and on the area after: they
    are kept apart, as are a part of the year and the year.

    Args:
        store: the data.
        area: the code of an area; the areas of the same place come with it.
        year: the year; statements of the year before come in where a multiple refers to them.
    """
    given = Statements()
    now = store.registry.area_for(area, year).ref_area
    for each in areas_of_place(store, area):
        rows = [
            row
            for row in store.observations
            if row.ref_area == each and row.time_period.year == year and row.interval is not None
        ]
        for period in sorted({row.time_period.text for row in rows}):
            taken = [row for row in rows if row.time_period.text == period]
            before = _of_year_before(store, each, period, taken)
            apart = [*([each] if each != now else []), *([period] if period != str(year) else [])]
            after = f" @ {', '.join(apart)}" if apart else ""
            said = period if period != str(year) else ""
            _Period(store.registry, given, after, _in_words(said)).take(taken, before)
    return given


def areas_of_place(store: Store, area: str) -> list[str]:
    """The codes of all areas that a place was, earliest first."""
    place = store.registry.area(area).place
    return [code for code, known in store.registry.areas.items() if known.place == place]


def _of_year_before(
    store: Store, area: str, period: str, rows: Iterable[Observation]
) -> list[Observation]:
    """What was stated of the year before, for indicators that are stated as a multiple of it."""
    wanted = {row.indicator for row in rows if row.measure is Measure.TIMES_PREVIOUS}
    if not period.isdigit():
        return []
    return [
        row
        for row in store.observations
        if row.indicator in wanted and row.ref_area == area and row.measure is Measure.ACTUAL
        and row.time_period.text == str(int(period) - 1) and row.interval is not None
    ]  # fmt: skip


def _in_words(period: str) -> Text:
    if not period:
        return WHOLE_YEAR
    parsed = TimePeriod.parse(period)
    return Text(format_period(parsed, "vi"), format_period(parsed, "en"))


class _Period:
    """The statements of one period, brought into a set."""

    def __init__(self, registry: Registry, given: Statements, after: str, period: Text) -> None:
        self.registry, self.given, self.after = registry, given, after
        self.quantities = Quantities(registry, given, after, period)
        self.stated: set[str] = set()

    def take(self, rows: list[Observation], before: list[Observation]) -> None:
        """Bring in every row, then the rules between what they state."""
        self.stated = {row.indicator for row in rows if row.measure is Measure.ACTUAL}
        first = self._first_places(rows)
        for row in rows:
            subject, total = self._subject(row)
            if subject is not None:
                self._state(row, subject, total, self._needs(row, first))
        for row in before:
            of = Subject(self.quantities.previous(row.indicator).id)
            self._state(row, of, "", (), f" @ {row.time_period.text}")
        for rule in self.registry.rules:
            self._apply(rule)
        self._within_base()

    # What a row speaks of

    def _subject(self, row: Observation) -> tuple[Subject | None, str]:
        """The subject of a row, and the quantity that the N of a fraction gives."""
        if row.measure is Measure.ACTUAL:
            return self._actual_subject(row)
        if row.measure is Measure.TARGET:
            return Subject(self.quantities.plan(row.indicator).id), ""
        actual = self.quantities.actual(row.indicator)
        if row.measure is Measure.TARGET_PCT:
            return actual.percent_of(self.quantities.plan(row.indicator)), ""
        if row.measure is Measure.OVER_TARGET_PCT:
            return actual.percent_above(self.quantities.plan(row.indicator)), ""
        if row.measure is Measure.TIMES_PREVIOUS:
            return actual.times(self.quantities.previous(row.indicator)), ""
        # Percentage points above a time that the source does not name bind nothing.
        return None, ""

    def _actual_subject(self, row: Observation) -> tuple[Subject, str]:
        ratio = self._ratio_of(row.indicator)
        if ratio is not None:
            return ratio, ""
        quantity = self.quantities.actual(row.indicator)
        if row.denominator is None:
            return Subject(quantity.id), ""
        total = self.quantities.total(row.indicator)
        self._part_of(quantity, total)
        return Subject(quantity.id), total.id

    def _ratio_of(self, name: str) -> Subject | None:
        """The ratio that a share or a density prints; None where nothing states its base."""
        for rule in self.registry.rules:
            if rule.names.get("share") == (name,) and self._is_stated(rule):
                return self._ratio_of_rule(rule, name)
        indicator = self.registry.indicators[name]
        if self.quantities.kind(indicator) == "percent" and indicator.base in self.stated:
            base = self.quantities.actual(indicator.base)
            part = self.quantities.behind(name, whole=base.whole)
            self._part_of(part, base)
            return part.percent_of(base)
        return None

    def _is_stated(self, rule: Rule) -> bool:
        needed = rule.names.get("whole", ()) + rule.names.get("fraction", ())
        return all(name in self.stated for name in needed)

    def _ratio_of_rule(self, rule: Rule, name: str) -> Subject:
        unit = self.registry.units[self.registry.indicators[name].unit]
        scale = HUNDRED if unit.kind == "percent" else Fraction(unit.per)
        if rule.kind == "fraction":
            (fraction,) = rule.names["fraction"]
            total = self.quantities.total(fraction)
            return Subject(self.quantities.actual(fraction).id, total.id, scale)
        whole = self.quantities.actual(rule.names["whole"][0])
        parts = rule.names.get("part", ())
        part = (
            self.quantities.actual(parts[0])
            if parts
            else self.quantities.behind(name, whole=whole.whole)
        )
        if unit.kind == "percent":
            self._part_of(part, whole)
        return Subject(part.id, whole.id, scale)

    # Statements

    def _state(
        self, row: Observation, subject: Subject, total: str, needs: tuple[str, ...],
        period: str = "",
    ) -> None:  # fmt: skip
        """Note the statement of a row; `period` where it is not the one that is audited."""
        notation = self.registry.sources[row.source].notation if row.source else "vi"
        measure = "" if row.measure is Measure.ACTUAL else f":{row.measure}"
        place = ", ".join(filter(None, (row.source, row.locator)))
        name = f"{row.indicator}{measure}{self.after}{period} [{place}]"
        statement = Statement(
            name, subject, row.as_printed, parse(row.as_printed, notation), row.qualifier,
            needs, weight(row, self.quantities.kind(self.registry.indicators[row.indicator])), notation,
            total, row, self.registry.indicators[row.indicator].name if subject.base else None,
        )  # fmt: skip
        self.given.add(statement)
        for quantity in statement.quantities:
            known = self.given.quantities[quantity]
            if known.hidden and (quantity == total or not subject.base):
                self.given.quantities[quantity] = replace(known, hidden=False)

    def _first_places(self, rows: list[Observation]) -> dict[str, tuple[str, str]]:
        """Where each indicator is treated: its first result outside the opening part."""
        places: dict[str, tuple[str, str]] = {}
        ranked = sorted(
            rows, key=lambda row: (row.locator == "headline", row.measure is not Measure.ACTUAL)
        )
        for row in ranked:
            places.setdefault(row.indicator, (row.source, row.locator))
        return places

    def _needs(self, row: Observation, first: dict[str, tuple[str, str]]) -> tuple[str, ...]:
        """The assumptions under which a row speaks of its subject."""
        found = [
            self._assumed(name)
            for name, assumed in self.registry.assumptions.items()
            if row.indicator in assumed.indicators
        ]
        place = (row.source, row.locator)
        # A planned value has no wording of its own to be mistaken.
        if place != first[row.indicator] and row.measure is not Measure.TARGET:
            found.append(self._same(row))
        return tuple(found)

    def _same(self, row: Observation) -> str:
        name = self.registry.indicators[row.indicator].name
        text = SAME.filled(name=Text(uncapitalised(name.vi), uncapitalised(name.en)))
        where = ", ".join(filter(None, (row.source, row.locator)))
        assumption = Assumption(f"same:{row.indicator}{self.after} [{where}]", text)
        return self.given.assumptions.setdefault(assumption.id, assumption).id

    def _assumed(self, name: str) -> str:
        known = self.registry.assumptions[name]
        assumption = Assumption(name, known.text, known.weight)
        return self.given.assumptions.setdefault(name, assumption).id

    # Rules between quantities

    def _apply(self, rule: Rule) -> None:
        """A balance or a bound between what is stated; the other kinds bind through statements."""
        if rule.kind not in ("balance", "bound"):
            return
        if not all(self._is_known(name) for name in rule.indicators):
            return
        needs = (self._assumed(rule.assumes),) if rule.assumes else ()
        lesser, (greater,) = (
            (rule.names["parts"], rule.names["total"])
            if rule.kind == "balance"
            else (rule.names["lesser"], rule.names["greater"])
        )
        terms = [(self._counted(name).id, 1) for name in lesser]
        terms.append((self._counted(greater).id, -1))
        assumed = f" if {rule.assumes}" if rule.assumes else ""
        name = f"{rule.kind}: {' + '.join(lesser)} / {greater}{self.after}{assumed}"
        equal = rule.kind == "balance"
        self.given.define(Definition(name, rule.kind, tuple(terms), equal=equal, needs=needs))

    def _is_known(self, name: str) -> bool:
        return name in self.stated

    def _counted(self, name: str) -> Quantity:
        """What a figure counts: itself, or the number behind a share of a stated base."""
        indicator = self.registry.indicators[name]
        if self.quantities.kind(indicator) == "percent" and indicator.base in self.stated:
            return self.quantities.behind(name, whole=self.quantities.is_whole(indicator.base))
        return self.quantities.actual(name)

    def _within_base(self) -> None:
        """A counted part is not above the whole that the registry names as its base."""
        for name in sorted(self.stated):
            indicator = self.registry.indicators[name]
            if indicator.base in self.stated and self.quantities.kind(indicator) == "count":
                self._part_of(self.quantities.actual(name), self.quantities.actual(indicator.base))

    def _part_of(self, part: Quantity, whole: Quantity) -> None:
        name = f"part: {part.id} / {whole.id}"
        if name not in self.given.definitions:
            self.given.define(Definition(name, "bound", ((part.id, 1), (whole.id, -1))))


OPENING = "headline"


def weight(row: Observation, kind: str) -> int:
    """The weight of a statement in the choice of what to give up: the lightest is doubted first.

    A counted total is surest (4), then money (3), then rates and percentages (2); one less where the
    source hedges the figure or repeats it in its opening part, never below 1.

    Args:
        row: the statement.
        kind: the kind of unit of its indicator.
    """
    measured = "percent" if row.measure not in (Measure.ACTUAL, Measure.TARGET) else kind
    found = {"count": 4, "rank": 4, "money": 3}.get(measured, 2)
    less = row.locator == OPENING or row.qualifier is not Qualifier.EXACT
    return max(found - less, 1)
