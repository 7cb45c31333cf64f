"""What a printed number allows: an interval with exact ends, open or closed, possibly unbounded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Number = Fraction | int


@dataclass(frozen=True, slots=True)
class Interval:
    """Every value that a figure may have.

    Args:
        lower: the least value; None where there is none.
        upper: the greatest value; None where there is none.
        lower_closed: whether `lower` itself is allowed.
        upper_closed: whether `upper` itself is allowed.

    Raises:
        ValueError: the ends leave nothing between them.

    >>> Interval.between(Fraction(5), Fraction(7)) / Interval.exact(2)
    Interval(lower=Fraction(5, 2), upper=Fraction(7, 2), lower_closed=True, upper_closed=True)
    """

    lower: Fraction | None
    upper: Fraction | None
    lower_closed: bool = True
    upper_closed: bool = True

    def __post_init__(self) -> None:
        for name in ("lower", "upper"):
            end = getattr(self, name)
            if end is None:
                object.__setattr__(self, f"{name}_closed", False)
            elif not isinstance(end, Fraction):
                object.__setattr__(self, name, Fraction(end))
        if self._is_empty():
            raise ValueError(
                f"interval: expected lower <= upper, got {self.lower} and {self.upper}."
            )

    def _is_empty(self) -> bool:
        if self.lower is None or self.upper is None:
            return False
        closed = self.lower_closed and self.upper_closed
        if self.lower is self.upper:
            return not closed
        return self.lower > self.upper or (self.lower == self.upper and not closed)

    @classmethod
    def exact(cls, value: Number) -> Interval:
        """The interval of one value."""
        end = value if isinstance(value, Fraction) else Fraction(value)
        return cls(end, end)

    @classmethod
    def between(cls, lower: Number, upper: Number) -> Interval:
        """The closed interval of two values."""
        return cls(Fraction(lower), Fraction(upper))

    @property
    def is_exact(self) -> bool:
        """Whether one value is left."""
        return self.lower is not None and self.lower == self.upper

    @property
    def is_unbounded(self) -> bool:
        """Whether every value is left."""
        return self.lower is None and self.upper is None

    @property
    def width(self) -> Fraction | None:
        """Upper less lower end; None where an end is missing."""
        if self.lower is None or self.upper is None:
            return None
        return self.upper - self.lower

    def contains(self, value: Number) -> bool:
        """Whether a value is allowed.

        >>> Interval.between(1, 2).contains(2)
        True
        """
        above = (
            self.lower is None or value > self.lower or (self.lower_closed and value == self.lower)
        )
        below = (
            self.upper is None or value < self.upper or (self.upper_closed and value == self.upper)
        )
        return above and below

    def is_below(self, other: Interval) -> bool | None:
        """Whether every value is below every value of another interval; None where it depends.

        >>> Interval.between(1, 2).is_below(Interval.exact(3)), Interval.exact(3).is_below(Interval.exact(3))
        (True, False)
        >>> Interval.between(1, 4).is_below(Interval.exact(3)) is None
        True
        """
        if self.upper is not None and other.lower is not None:
            apart = self.upper == other.lower and not (self.upper_closed and other.lower_closed)
            if self.upper < other.lower or apart:
                return True
        if self.lower is not None and other.upper is not None and self.lower >= other.upper:
            return False
        return None

    def __str__(self) -> str:
        if self.is_exact:
            return f"{float(self.lower or 0):,.12g}"
        low, high = (
            "…" if end is None else f"{float(end):,.12g}" for end in (self.lower, self.upper)
        )
        return f"{low} to {high}"

    def intersect(self, other: Interval) -> Interval | None:
        """What both allow; None where that is nothing."""
        lower, lower_closed = _tighter(self._low(), other._low(), upper=False)
        upper, upper_closed = _tighter(self._high(), other._high(), upper=True)
        try:
            return Interval(lower, upper, lower_closed, upper_closed)
        except ValueError:
            return None

    def to_whole(self) -> Interval | None:
        """The whole numbers in it, as a closed interval; None where it holds none.

        >>> Interval.between(Fraction("19.2"), Fraction("19.4")).to_whole() is None
        True
        """
        lower = upper = None
        if self.lower is not None:
            lower = math.ceil(self.lower)
            lower += lower == self.lower and not self.lower_closed
        if self.upper is not None:
            upper = math.floor(self.upper)
            upper -= upper == self.upper and not self.upper_closed
        if lower is not None and upper is not None and lower > upper:
            return None
        return Interval(_fraction(lower), _fraction(upper))

    def _low(self) -> End:
        return (self.lower, self.lower_closed)

    def _high(self) -> End:
        return (self.upper, self.upper_closed)

    def __add__(self, other: Interval) -> Interval:
        low, high = _sum(self._low(), other._low()), _sum(self._high(), other._high())
        return Interval(low[0], high[0], low[1], high[1])

    def __neg__(self) -> Interval:
        return Interval(
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
            self.upper_closed,
            self.lower_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scale(self, factor: Number) -> Interval:
        """The interval times an exact number."""
        return self * Interval.exact(factor)

    def __mul__(self, other: Interval) -> Interval:
        corners = [_product(a, b) for a in self._ends() for b in other._ends()]
        low, high = _extreme(corners, upper=False), _extreme(corners, upper=True)
        return Interval(low[0], high[0], low[1], high[1])

    def _ends(self) -> tuple[Corner, Corner]:
        low = Corner(self.lower, self.lower_closed, -1)
        return low, Corner(self.upper, self.upper_closed, 1)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient.

        Raises:
            ZeroDivisionError: the divisor may be zero.
        """
        return self * other._reciprocal()

    def _reciprocal(self) -> Interval:
        if self.contains(0):
            raise ZeroDivisionError("interval: expected a divisor that cannot be zero.")
        # An end at zero, itself excluded, sends the quotient to infinity.
        lower = None if not self.upper else 1 / self.upper
        upper = None if not self.lower else 1 / self.lower
        if self.upper is None:
            lower = Fraction(0)
        if self.lower is None:
            upper = Fraction(0)
        return Interval(lower, upper, self.upper_closed, self.lower_closed)


End = tuple[Fraction | None, bool]


@dataclass(frozen=True)
class Corner:
    """One end of an interval in a product: None with its direction is infinity."""

    value: Fraction | None
    closed: bool = False
    direction: int = 0

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
        if self.value is None:
            return self.direction
        return (self.value > 0) - (self.value < 0)


def _fraction(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _sum(a: End, b: End) -> End:
    end = None if a[0] is None or b[0] is None else a[0] + b[0]
    return end, a[1] and b[1]


def _tighter(a: End, b: End, *, upper: bool) -> End:
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return a if (a[0] < b[0]) is upper else b


def _product(a: Corner, b: Corner) -> Corner:
    if a.sign == 0 or b.sign == 0:
        # A zero end that is allowed yields zero whatever the other end is.
        zero = (a.sign == 0 and a.closed) or (b.sign == 0 and b.closed)
        return Corner(Fraction(0), zero)
    if a.value is None or b.value is None:
        return Corner(None, direction=a.sign * b.sign)
    return Corner(a.value * b.value, a.closed and b.closed)


def _extreme(corners: list[Corner], *, upper: bool) -> End:
    direction = 1 if upper else -1
    if any(corner.value is None and corner.direction == direction for corner in corners):
        return None, False
    finite = [corner for corner in corners if corner.value is not None]
    best = (max if upper else min)(corner.value for corner in finite if corner.value is not None)
    return best, any(corner.closed for corner in finite if corner.value == best)


# An end that sorts: a number or infinity, and whether it is open (lower) or closed (upper).
_Ordered = tuple[Fraction | float, bool]
# Of ends in their order those that a number of all of them rests on.
_RESTS_ON: dict[str, Callable[[list[_Ordered]], list[_Ordered]]] = {
    "sum": lambda ends: ends,
    "mean": lambda ends: ends,
    "median": lambda ends: ends[(len(ends) - 1) // 2 : len(ends) // 2 + 1],
    "min": lambda ends: ends[:1],
    "max": lambda ends: ends[-1:],
}


def aggregated(method: str, intervals: Sequence[Interval]) -> Interval:
    """What the sum, mean, median, min or max of numbers may be, each of which is anywhere in its interval.

    None of the five falls while a number rises: its least is that of the lower ends, its greatest that of the upper
    ends (docs/methods.md).

    Args:
        method: its name.
        intervals: one a number; at least one.

    >>> about, exact = Interval.between(8, 12), Interval.exact(10)
    >>> str(aggregated("median", [about, exact, about])), str(aggregated("min", [about, exact]))
    ('8 to 12', '8 to 10')
    """
    # An end that is left out lies a little further in.
    lowers = sorted(
        (-math.inf if i.lower is None else i.lower, not i.lower_closed) for i in intervals
    )
    uppers = sorted((math.inf if i.upper is None else i.upper, i.upper_closed) for i in intervals)
    low, high = (_RESTS_ON[method](ends) for ends in (lowers, uppers))
    closed = not any(is_open for _, is_open in low), all(is_closed for _, is_closed in high)
    least, greatest = (_number(method, [end for end, _ in ends]) for ends in (low, high))
    return Interval(least, greatest, *closed)


def _number(method: str, ends: Sequence[Fraction | float]) -> Fraction | None:
    """The sum or mean of ends; None where one is infinite."""
    finite = [end for end in ends if isinstance(end, Fraction)]
    if len(finite) < len(ends):
        return None
    return Fraction(sum(finite)) / (1 if method == "sum" else len(finite))
