"""Whether a plan was met: the one rule by which every page judges a result. docs/methods.md states it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tongket.model import Interval, Measure, Observation, Qualifier
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from tongket.model import Figure, Indicator, Text

Verdict = Literal["met", "missed", "undecided"]
VERDICTS: dict[Verdict, Text] = {
    "met": Phrase("met"),
    "missed": Phrase("missed"),
    "undecided": Phrase("cannot tell"),
}
# Of a result without a plan there is no verdict.
MARKS: dict[Verdict | None, str] = {"met": "✓", "missed": "✗", "undecided": "?", None: "–"}
# A percentage is of the plan, or above it: what stands for the plan itself.
PLAN = {
    Measure.TARGET_PCT: Interval.exact(100),
    Measure.OVER_TARGET_PCT: Interval.exact(0),
}
_NO_MORE = frozenset({Qualifier.AT_MOST, Qualifier.LESS_THAN})
_NO_LESS = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
# Of these plans the printed number itself is enough.
_DECIDED = frozenset({Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.AT_MOST})


def planned(plan: Figure) -> Interval | None:
    """What a plan allows: a plan is decided, not measured, and so exactly its print, unless that is hedged.

    Returns:
        the ends of a planned range; the number itself where it is printed without a hedge; None where it is missing.
    """
    if plan.value is None or plan.qualifier is not Qualifier.EXACT:
        return plan.interval
    return Interval.exact(plan.value)


def position(result: Figure, plan: Figure) -> str:
    """Where a result lies to a planned range or a single plan.

    Returns:
        `above`, `within` or `below`; `equal` where it is printed as the very number planned (and `within` as an end of
        the range); `undecided` where the printed figures leave it open; `missing` where one of them is.
    """
    band = planned(plan)
    if result.interval is None or band is None:
        return "missing"
    if _is_printed_as(result, plan, band.lower) or _is_printed_as(result, plan, band.upper):
        return "equal" if band.is_exact else "within"
    low, high = result.interval.lower, result.interval.upper
    bottom, top = band.lower, band.upper
    if low is not None and top is not None and low > top:
        return "above"
    if high is not None and bottom is not None and high < bottom:
        return "below"
    inside_low = bottom is None or (low is not None and low >= bottom)
    inside_high = top is None or (high is not None and high <= top)
    return "within" if inside_low and inside_high else "undecided"


@dataclass(frozen=True)
class PlannedItem:
    """An indicator with what is stated of its result and its plan for one period.

    Attributes:
        indicator: which; its direction says which side of a plan is better.
        results: every statement of the result; those that are missing say nothing.
        plans: every statement of the plan of that period, and of no other.
        percentages: every statement of the result in percent of the plan, or of the percent above it.
    """

    indicator: Indicator
    results: tuple[Figure, ...]
    plans: tuple[Figure, ...] = ()
    percentages: tuple[Figure, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether statements on it contradict each other."""
        return any(figure.disputed for figure in (*self.results, *self.plans, *self.percentages))

    @property
    def verdict(self) -> Verdict:
        """`met` where no reading is below the plan, `missed` where every one is, else `undecided`.

        A percentage of a plan of which neither the result nor the plan is stated is its publisher's word, and
        decides nothing.
        """
        found = {*self._readings()}
        return found.pop() if len(found) == 1 else "undecided"

    def _readings(self) -> Iterator[Verdict]:
        """What each result says beside each plan, and each percentage by itself."""
        results = [figure for figure in self.results if not figure.is_missing]
        if results:
            yield from (self._reading(r, plan) for r in results for plan in self.plans)
            yield from map(self._percentage, self.percentages)

    def _reading(self, result: Figure, plan: Figure) -> Verdict:
        band = planned(plan)
        if result.interval is None or band is None:
            return "undecided"
        less = self._less_is_asked(plan)
        end = band.upper if less else band.lower
        if _is_printed_as(result, plan, end):
            return "met"
        needed = _needed(plan, band, end)
        return _against(-result.interval, -needed) if less else _against(result.interval, needed)

    def _percentage(self, stated: Figure) -> Verdict:
        if stated.interval is None or not isinstance(stated.origin, Observation):
            return "undecided"
        whole = PLAN[stated.origin.measure]
        if stated.qualifier is Qualifier.EXACT and stated.value == whole.lower:
            return "met"
        if self.indicator.direction == "lower":
            return _against(-stated.interval, -whole)
        return _against(stated.interval, whole)

    def _less_is_asked(self, plan: Figure) -> bool:
        """Whether a result must not be above the plan: its words say so, else the indicator's direction."""
        if plan.qualifier in _NO_MORE | _NO_LESS:
            return plan.qualifier in _NO_MORE
        return self.indicator.direction == "lower"


def _is_printed_as(result: Figure, plan: Figure, end: Fraction | None) -> bool:
    """Whether a result is printed as the very number at which a plan begins or ends, without a hedge."""
    decided = result.qualifier is Qualifier.EXACT and plan.qualifier in _DECIDED
    return decided and result.value is not None and result.value == end


def _needed(plan: Figure, band: Interval, end: Fraction | None) -> Interval:
    """What a result must reach: one end of a range or an open plan; of a hedged number its whole interval."""
    has_end = plan.value is None or plan.qualifier in _NO_MORE | _NO_LESS
    return Interval.exact(end) if has_end and end is not None else band


def _against(result: Interval, needed: Interval) -> Verdict:
    below = result.is_below(needed)
    return "undecided" if below is None else "missed" if below else "met"
