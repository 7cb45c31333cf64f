"""The plan behind a result and a statement on it: a percentage of the plan, or one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import measures
from tongket.model import Measure, Observation, Text

if TYPE_CHECKING:
    from tongket.model import Figure

PLAN = Text(vi="Kế hoạch suy ra từ “{vi}”", en="Plan implied by “{en}”")
TARGET_MEASURES = (Measure.TARGET_PCT, Measure.OVER_TARGET_PCT)


def implied_plan(actual: Figure, stated: Figure, name: Text) -> Figure:
    """The plan in whole numbers that a result and one statement on the plan imply."""
    above = isinstance(stated.origin, Observation) and (
        stated.origin.measure is Measure.OVER_TARGET_PCT
    )
    plus = Text(vi=f"{stated.name.vi}, cộng 100%", en=f"{stated.name.en}, plus 100%")
    percentage = measures.above_to_of(stated, plus) if above else stated
    return measures.implied_target(actual, percentage, name, whole=actual.unit.kind == "count")
