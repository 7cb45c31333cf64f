"""The planned items of a review, and the figures that its overview shows first: docs/methods.md gives the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Measure
from tongket.verdicts import PlannedItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Figure, Indicator, Observation
    from tongket.review.finder import Finder

MOST = 6  # so many headlines are seen at once
OF_A_PLAN = (Measure.TARGET, Measure.TARGET_PCT, Measure.OVER_TARGET_PCT)
# Low reliability, unvalidated, forecast: no headline.
DOUBTFUL = frozenset("UVF")


def planned_items(finder: Finder) -> list[PlannedItem]:
    """Every indicator with a plan for the period under review, in the order of the registry.

    A domain of which no result is a headline describes the place or the conference: what is expected of its population
    is nobody's plan. An area that ended within the period is not judged by plans of all of it.
    """
    if ended_within(finder):
        return []
    judged = {name for name, domain in finder.registry.domains.items() if domain.headlines != ()}
    named = {
        row.indicator
        for row in finder.store.of_areas({finder.area.ref_area})
        if row.measure in OF_A_PLAN
    }
    indicators = finder.registry.indicators.values()
    items = [
        planned_item(finder, each)
        for each in indicators
        if each.id in named and each.domain in judged
    ]
    return [item for item in items if item.plans or item.percentages]


def ended_within(finder: Finder) -> bool:
    """Whether the area under review was there for a part of the period only."""
    return finder.area.life_in(finder.period) != finder.period


def planned_item(finder: Finder, indicator: Indicator) -> PlannedItem:
    """An indicator with all that is stated of its result and its plan for the period."""
    stated = {
        measure: tuple(finder.statements(indicator.id, measure))
        for measure in (Measure.ACTUAL, *OF_A_PLAN)
    }
    percentages = (*stated[Measure.TARGET_PCT], *stated[Measure.OVER_TARGET_PCT])
    return PlannedItem(indicator, stated[Measure.ACTUAL], stated[Measure.TARGET], percentages)


def goal_ahead(finder: Finder, indicator: str) -> Figure | None:
    """The nearest plan of a year that ends after the period, which is judged when that year is over.

    Beside a part of a year that is the plan of its year.
    """
    of_place = finder.store.of_place(finder.area.place)
    rows = [row for row in of_place if _is_ahead(finder, row, indicator)]
    rows.sort(key=lambda row: row.time_period.end)
    return next(iter(finder.figures(rows[:1])), None)


def _is_ahead(finder: Finder, row: Observation, indicator: str) -> bool:
    is_plan = row.indicator == indicator and row.measure is Measure.TARGET
    return is_plan and row.time_period.is_year and row.time_period.end > finder.period.end


def headlines(finder: Finder, items: Sequence[PlannedItem]) -> list[Figure]:
    """The results that the overview shows first, at most six, in the order of the domains.

    What has a plan, or a goal for a year that ends later, comes first: one of each domain, then a second one, and so
    on; what room is left goes to results without a plan. Within a domain the `headlines` of the registry come first.
    A figure of low reliability, an unvalidated one and a forecast never is one.
    """
    domains = sorted(finder.registry.domains.values(), key=lambda domain: domain.order)
    planned = {item.indicator.id for item in items}
    stated = {row.indicator for row in finder.store.observations if row.interval is not None}
    ranked: list[tuple[bool, int, int, Figure]] = []
    for order, domain in enumerate(domains):
        listed = domain.headlines
        if listed == ():
            continue
        found = [f for f in _results(finder, domain.id, stated) if _may_lead(f)]
        of_plan = {f.id: f.id in planned or goal_ahead(finder, f.id) is not None for f in found}
        first = {name: place for place, name in enumerate(listed or ())}
        found.sort(key=lambda f: (not of_plan[f.id], first.get(f.id, len(first))))
        ranked += [(not of_plan[f.id], nth, order, f) for nth, f in enumerate(found)]
    ranked.sort(key=lambda each: each[:3])
    return [each[3] for each in sorted(ranked[:MOST], key=lambda each: (each[2], each[1]))]


def _results(finder: Finder, domain: str, stated: set[str]) -> list[Figure]:
    """The result of each indicator of a domain that is among those of which one is on record."""
    names = [i.id for i in finder.registry.indicators.values() if i.domain == domain]
    found = [finder.statements(name, Measure.ACTUAL) for name in names if name in stated]
    return [figures[0] for figures in found if figures]


def _may_lead(figure: Figure) -> bool:
    return not any(row.status in DOUBTFUL for row in figure.observations)
