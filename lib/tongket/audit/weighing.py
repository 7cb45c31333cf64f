"""How sure a statement is: what to doubt first where figures contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import Measure, Qualifier

if TYPE_CHECKING:
    from tongket.model import Observation

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
