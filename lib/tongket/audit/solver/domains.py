"""The domain of a variable: narrowed, halved, split at a value, and a value picked from it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongket.audit.solver.problem import Number
    from tongket.audit.solver.propagation import Bounds


def narrow(bounds: Bounds, variable: int, low: Number | None, high: Number | None) -> None:
    """Bring the ends of a variable together; no item is the reason, because it is a free choice of the search."""
    old_low, old_high = bounds.low[variable], bounds.high[variable]
    if low is not None and (old_low is None or low > old_low):
        bounds.low[variable], bounds.low_open[variable] = low, False
        bounds.low_why[variable] = 0
    if high is not None and (old_high is None or high < old_high):
        bounds.high[variable], bounds.high_open[variable] = high, False
        bounds.high_why[variable] = 0


def width(bounds: Bounds, variable: int) -> Number | float:
    """How far apart the ends of a variable are; infinite where one is missing."""
    low, high = bounds.low[variable], bounds.high[variable]
    return float("inf") if low is None or high is None else high - low


def near(bounds: Bounds, variable: int, hint: Number | None) -> int:
    """The whole number nearest to a hint that the bounds allow."""
    low, high = bounds.low[variable], bounds.high[variable]
    if hint is None:
        hint = (low + high) // 2 if low is not None and high is not None else low or high or 0
    # A hint may be a fraction, or lie outside: it says where the printing points to, not what is allowed.
    value = round(Fraction(hint))
    if low is not None:
        value = max(value, int(low))
    return value if high is None else min(value, int(high))


def inside(bounds: Bounds, variable: int, hint: Number | None) -> Number:
    """A value strictly within the bounds of a variable that need not be whole."""
    low, high = bounds.low[variable], bounds.high[variable]
    # Strictly inside, so that nobody needs to ask whether an end is open.
    if hint is not None and (low is None or hint > low) and (high is None or hint < high):
        return hint
    if low is not None and high is not None:
        return Fraction(low + high) / 2
    if low is not None:
        return low + 1
    return 0 if high is None else high - 1


def halves(
    bounds: Bounds, variable: int, hint: Number | None
) -> list[tuple[Number | None, Number | None]]:
    """The two halves of a bounded variable, as ends, the one with the hint first."""
    low, high = bounds.low[variable], bounds.high[variable]
    if low is None or high is None:  # pragma: no cover - only bounded variables are halved
        raise ValueError("expected a bounded variable")
    middle = (low + high) // 2
    halves: list[tuple[Number | None, Number | None]] = [(None, middle), (middle + 1, None)]
    # True values lie near what was printed: the half with the hint is most often the one that holds them.
    return halves[::-1] if hint is not None and hint > middle else halves


def around(bounds: Bounds, variable: int, value: Number) -> list[Bounds]:
    """A node split at a value between two whole numbers: below it and above it."""
    below = int(Fraction(value) // 1)
    found = []
    for low, high in ((None, below), (below + 1, None)):
        piece = bounds.copy()
        narrow(piece, variable, low, high)
        found.append(piece)
    return found
