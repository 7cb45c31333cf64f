"""Whether two statements on one indicator compare, and why not: months, boundaries, definition, breaks, ranks.

docs/methods.md gives the rule. What a row may be joined with by a line is the same rule without the months.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tongket.model import Measure, TimePeriod
from tongket.numerals import format_date, format_period
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry import Event
    from tongket.data.store import Store
    from tongket.model import Observation, Text

CUMULATIVE = Phrase("one of them is cumulative and not of the period alone")
OTHER_MEASURE = Phrase("they do not say the same of the indicator")
OTHER_MONTHS = Phrase("the periods are not the same part of the year")
OTHER_PLACE = Phrase("they are of different places")
BOUNDARIES = Phrase("the boundaries changed on {day}")
DEFINITION = Phrase("the definition is not the same")
BREAK = Phrase("the series breaks in {period}")
BREAK_CUMULATIVE = Phrase("the series breaks with what is counted {period}")
# In quotation marks: who named an event wrote its capitals, and only they know which of them are of a name.
BREAK_NAMED = Phrase("the series breaks with “{event}” ({period})")
RANKED = Phrase("they are ranks among different numbers of places")
RANKED_ONCE = Phrase("of one of them it is not stated among how many places it ranks")


class Break(NamedTuple):
    """Where a series breaks.

    Attributes:
        period: from which period on the figures are others.
        why: in words.
    """

    period: TimePeriod
    why: Text

    @property
    def begins(self) -> date:
        """The first day on which it holds."""
        return self.period.start or self.period.end


class Comparability:
    """Tells of statements whether they compare.

    Args:
        store: the validated data.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._registry = store, store.registry
        self._events: dict[str, list[Event]] = {}
        for event in self._registry.events:
            area = self._registry.areas[event.ref_area]
            # New boundaries are another area: their figures are told apart by that.
            is_boundary = area.valid_from is not None and event.date.holds(
                TimePeriod.of_days(area.valid_from, area.valid_from)
            )
            if event.kind == "break" and not is_boundary:
                self._events.setdefault(area.place, []).append(event)
        self._breaking = [row for row in store.observations if row.status == "B"]
        self._ranked: dict[tuple[str, str], str] = {}

    def series(self, row: Observation) -> str:
        """What a statement may be joined with: the area, the number ranked, the latest break, another definition."""
        breaks = self._breaks(row, date.min)
        parts = [row.ref_area, self._ranked_among(row)]
        if breaks:
            within = _start(row) < breaks[-1].begins
            parts.append(f"{'across' if within else 'from'} {breaks[-1].period.text}")
        parts += [f"definition of {row.source}"] if row.status == "D" else []
        return ", ".join(filter(None, parts))

    def why_not(self, now: Observation, before: Observation) -> Text | None:
        """Why a statement does not compare with an earlier one; None where it does."""
        return next(self._reasons(now, before), None)

    def _reasons(self, now: Observation, before: Observation) -> Iterator[Text]:
        if now.measure is not before.measure:
            both = {now.measure, before.measure}
            yield CUMULATIVE if Measure.CUMULATIVE in both else OTHER_MEASURE
        if not now.time_period.is_like(before.time_period):
            yield OTHER_MONTHS
        if now.ref_area != before.ref_area:
            yield self._boundary(now, before)
        if self._definition(now) != self._definition(before):
            yield DEFINITION
        # Also what a break runs through, such as a year in whose July the counting changed, compares with neither side.
        # Of two cumulative figures a break before the end of both is within both.
        since = before.time_period.start or before.time_period.end
        yield from (each.why for each in self._breaks(now, since)[-1:])
        among = {self._ranked_among(now), self._ranked_among(before)}
        if len(among) > 1:
            yield RANKED_ONCE if "" in among else RANKED

    def _boundary(self, now: Observation, before: Observation) -> Text:
        area, former = (self._registry.areas[row.ref_area] for row in (now, before))
        if area.place != former.place or area.valid_from is None:
            return OTHER_PLACE
        return BOUNDARIES.filled(day=LazyText(partial(format_date, area.valid_from)))

    def _definition(self, row: Observation) -> str:
        return row.source if row.status == "D" else ""

    def _breaks(self, row: Observation, after: date) -> list[Break]:
        """The breaks of the series of a statement up to its end that begin after a day, the latest last."""
        found = (*self._marked(row), *self._told(row))
        within = (each for each in found if after < each.begins <= row.time_period.end)
        return sorted(within, key=lambda each: each.begins)

    def _marked(self, row: Observation) -> Iterator[Break]:
        """The breaks that the status B of a statement of the same series marks."""
        of = (row.indicator, row.ref_area, row.measure)
        for other in self._breaking:
            if (other.indicator, other.ref_area, other.measure) == of:
                period = LazyText(partial(format_period, other.time_period))
                words = BREAK if other.time_period.start else BREAK_CUMULATIVE
                yield Break(other.time_period, words.filled(period=period))

    def _told(self, row: Observation) -> Iterator[Break]:
        """The breaks among the events of the place: of the indicator, its domain, or all of the place."""
        place = self._registry.areas[row.ref_area].place
        touching = ("", row.indicator, self._registry.indicators[row.indicator].domain)
        for event in self._events.get(place, ()):
            if event.indicator in touching:
                period = LazyText(partial(format_period, event.date))
                yield Break(event.date, BREAK_NAMED.filled(event=event.title, period=period))

    def _ranked_among(self, row: Observation) -> str:
        """How many a rank counts in: ranks among 63 and among 34 do not compare. Empty where nobody states it."""
        known = self._registry.indicators[row.indicator]
        if self._registry.units[known.unit].kind != "rank":
            return ""
        if row.denominator:
            return f"of {row.denominator}"
        key = known.base, row.time_period.text
        if known.base and key not in self._ranked:
            rows = self._store.where(indicator=known.base, time_period=row.time_period.text)
            stated = (each for each in rows if each.interval is not None)
            # By the number, however it is printed: 63 provinces are 63.
            self._ranked[key] = next((f"of {each.value or each.as_printed}" for each in stated), "")
        return self._ranked.get(key, "")


def _start(row: Observation) -> date:
    return row.time_period.start or date.min
