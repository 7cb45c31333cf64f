"""Plans of the period under review beside those of the next year, and what of these has come about already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Measure, TimePeriod
from tongket.review.finder import as_object
from tongket.review.headlines import planned_item
from tongket.review.tiles import Tiles, implied_plans
from tongket.translations import message
from tongket.verdicts import PlannedItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.claims import Claim
    from tongket.model import Figure, Indicator
    from tongket.review.finder import Finder
    from tongket.review.session import Given, Session

# What a part of a year cannot take back: what is added up over it.
ADDED_UP = frozenset({"count", "money"})
# By whether there is a plan of the period, and by how far the next one is.
WORDS = {
    (True, ""): message("{name}: {plan} planned for {year}, {ahead} for {next}"),
    (True, "so far"): message(
        "{name}: {plan} planned for {year}, {ahead} for {next}; {part} came about in {months}"
    ),
    (True, "met"): message(
        "{name}: {plan} planned for {year}, {ahead} for {next}, already reached with {part} in {months}"
    ),
    (False, "so far"): message("{name}: {ahead} planned for {next}; {part} came about in {months}"),
    (False, "met"): message(
        "{name}: {ahead} planned for {next}, already reached with {part} in {months}"
    ),
}


def plans_ahead(review: Session) -> Iterator[Claim]:
    """A sentence for each indicator with a plan for the next year beside one of the period, or a part that came about.

    Plans are those that are stated, else those that follow from a result and its percentage of the plan. What is
    planned for an area in other boundaries is another plan.
    """
    tiles, finder = Tiles(review), review.finder
    following = TimePeriod.of_year(review.year + 1)
    for indicator in finder.registry.indicators.values():
        ahead = _ahead(finder, indicator, following)
        plans = ahead.plans or tuple(implied_plans(ahead))
        now = planned_item(finder, indicator)
        own = now.plans or tuple(implied_plans(now))
        state = _state(ahead, plans)
        if not plans or (not own and not state):
            continue
        given: dict[str, Given] = {
            "name": indicator.name, "plan": _numbers(tiles, own, now), "year": as_object(review.time_period),
            "ahead": _numbers(tiles, plans, ahead), "next": as_object(following),
        }  # fmt: skip
        for part in ahead.results:
            given |= {"part": part, "months": as_object(part.observations[0].time_period)}
        yield review.claim(WORDS[bool(own), state], **given)


def _numbers(tiles: Tiles, plans: Sequence[Figure], item: PlannedItem) -> Claim:
    """Plans in a row, with the word that they are implied where no source states them."""
    said = tiles.numbers(plans)
    return said if item.plans else tiles.said(message("{plans} (implied)"), plans=said)


def _ahead(finder: Finder, indicator: Indicator, year: TimePeriod) -> PlannedItem:
    """What is stated of the plan of a year for the area under review, and of the latest part of it from January on."""
    area = finder.area.ref_area
    rows = [
        row
        for row in finder.store.where(indicator=indicator.id, ref_area=area)
        if row.time_period.year == year.year and row.interval is not None
    ]
    parts = [
        row for row in rows if row.measure is Measure.ACTUAL and _begins_a_year(row.time_period)
    ]
    latest = max(parts, key=lambda row: row.time_period.end, default=None)
    plans = [row for row in rows if row.measure is Measure.TARGET and row.time_period.is_year]
    shares = [
        row for row in rows
        if row.measure in {Measure.TARGET_PCT, Measure.OVER_TARGET_PCT} and latest is not None
        and row.time_period == latest.time_period
    ]  # fmt: skip
    of = (finder.figures(each) for each in ([latest] if latest else [], plans, shares))
    return PlannedItem(indicator, *map(tuple, of))


def _begins_a_year(period: TimePeriod) -> bool:
    return period.is_part_year and period.start is not None and period.start.month == 1


def _state(ahead: PlannedItem, plans: tuple[Figure, ...]) -> str:
    if not ahead.results:
        return ""
    is_met = PlannedItem(ahead.indicator, ahead.results, plans, ahead.percentages).verdict == "met"
    grows = ahead.results[0].unit.kind in ADDED_UP and ahead.indicator.direction != "lower"
    return "met" if is_met and grows else "so far"
