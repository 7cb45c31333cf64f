"""The simplex method on bounded variables: exact, with reasons, and begun again from where it was.

Each row becomes a variable of its own, bounded as the row is. A row that cannot be brought within its bound names the
bounds that hold it: they are a core. Bounds may change between two runs, so that a search starts from the last point.

In floating point a corner that lies exactly on a boundary is in or out by a tolerance. Here boundaries are what is
asked about (a figure that prints so by half a unit exactly), so that rows are in whole numbers and values in
fractions. An open end is kept by a multiple of a number that is as small as need be. Bland's rule takes more pivots
than others and is the one that provably ends.

Source: Dutertre and de Moura, *A fast linear-arithmetic solver for DPLL(T)* (2006); Chvátal, *Linear Programming*
(1983), chapters 3 and 8.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.audit.solver.problem import Meter, Number

Terms = tuple[tuple[int, int], ...]
ZERO = Fraction(0)


class StepLimitReached(Exception):
    """The method was stopped before it could decide."""


class UnboundedObjective(Exception):
    """The quantity asked for has no greatest, or no least, value."""


class Near(NamedTuple):
    """A value and a multiple of a number above zero that is as small as need be: 3 with 1 is just above 3."""

    value: Number
    tiny: Number = 0


class Bound(NamedTuple):
    """An end of a variable and the mask of the items that it rests on."""

    at: Near
    why: int


class Tableau:
    """Rows over variables, each basic variable as a combination of the others.

    Args:
        count: how many variables the rows speak of; a row's own variable is `count` and its number.
        rows: the terms of each row, whole coefficients.
        start: a value of each variable to begin near.
        meter: what is left of all the work.
    """

    def __init__(
        self, count: int, rows: Sequence[Terms], start: Sequence[Number], meter: Meter
    ) -> None:
        self.count, self.meter = count, meter
        # `size[v] * v` is the sum of `lines[v]`: whole numbers, which are several times faster than fractions.
        self.lines: dict[int, dict[int, int]] = {
            count + number: dict(terms) for number, terms in enumerate(rows)
        }
        self.size = dict.fromkeys(self.lines, 1)
        self.order = _order(count, rows)
        self.low: list[Bound | None] = [None] * (count + len(rows))
        self.high: list[Bound | None] = [None] * (count + len(rows))
        self.at = [Near(value) for value in start]
        self.at += [Near(sum((factor * start[v] for v, factor in terms), ZERO)) for terms in rows]
        self.left = 0

    def settle(self, steps: int) -> int | None:
        """Find a point within all ends.

        Args:
            steps: pivots allowed.

        Returns:
            A mask of items whose ends leave no point; None where one was found.

        Raises:
            StepLimitReached: more pivots would be needed.
        """
        self.left = steps
        for variable in range(len(self.at)):
            if variable not in self.lines:
                self._shift(variable, self._within(variable))
        while (basic := self._outside()) is not None:
            low = self.low[basic]
            rising = low is not None and self.at[basic] < low.at
            # Bland's rule: the first in a fixed order, not the steepest, so that no corner is met for ever.
            free = (v for v, _ in self._free(basic, rising=rising))
            enter = min(free, key=self.order.__getitem__, default=None)
            if enter is None:
                return self._core(basic, rising=rising)
            self._step(basic, enter, self._within(basic))
        return None

    def climb(self, variable: int, *, rising: bool) -> Near:
        """From a point within all ends, the end that a variable can come to.

        Raises:
            UnboundedObjective: it has none.
            StepLimitReached: more pivots would be needed.
        """
        if variable not in self.lines and not self._make_basic(variable):
            end = self.high[variable] if rising else self.low[variable]
            if end is None:
                raise UnboundedObjective
            return end.at
        while variable in self.lines:
            free = dict(self._free(variable, rising=rising))
            if not free:
                break
            enter = min(free, key=self.order.__getitem__)
            self._advance(enter, up=free[enter])
        return self.at[variable]

    def values(self) -> tuple[Number, ...]:
        """The variables at the point, with the number that is as small as need be chosen so."""
        tiny = self._tiny()
        found = []
        for near in self.at[: self.count]:
            value = Fraction(near.value + tiny * near.tiny)
            # Whole values as int: the sums that follow are several times faster than those of fractions.
            found.append(int(value) if value.denominator == 1 else value)
        return tuple(found)

    def _tiny(self) -> Number:
        tiny = Fraction(1)
        for at, low, high in zip(self.at, self.low, self.high, strict=True):
            for less, more in ((low.at if low else at, at), (at, high.at if high else at)):
                if less.value < more.value and less.tiny > more.tiny:
                    tiny = min(tiny, Fraction(more.value - less.value) / (less.tiny - more.tiny))
        return tiny

    def _within(self, variable: int) -> Near:
        """The value of a variable brought to its nearest end where it is outside."""
        at, low, high = self.at[variable], self.low[variable], self.high[variable]
        if low is not None and _is_below(at, low.at):
            return low.at
        return high.at if high is not None and _is_below(high.at, at) else at

    def _outside(self) -> int | None:
        """The first basic variable, in the fixed order, that is beyond one of its ends."""
        first, place = None, len(self.order)
        for v in self.lines:
            if self.order[v] < place and self.at[v] is not self._within(v):
                first, place = v, self.order[v]
        return first

    def _free(self, basic: int, *, rising: bool) -> Iterator[tuple[int, bool]]:
        """The variables of a line that can still move it, and whether they would rise."""
        for variable, factor in self.lines[basic].items():
            up = (factor > 0) is rising
            end = self.high[variable] if up else self.low[variable]
            if end is None or self.at[variable] != end.at:
                yield variable, up

    def _core(self, basic: int, *, rising: bool) -> int:
        own = self.low[basic] if rising else self.high[basic]
        mask = own.why if own is not None else 0
        for variable, factor in self.lines[basic].items():
            end = self.high[variable] if (factor > 0) is rising else self.low[variable]
            mask |= end.why if end is not None else 0
        return mask

    def _make_basic(self, variable: int) -> bool:
        """Give a variable a line of its own, the point as it is; False where no line speaks of it."""
        holding = min((v for v, line in self.lines.items() if variable in line), default=None)
        if holding is not None:
            self._step(holding, variable, self.at[holding])
        return holding is not None

    def _advance(self, enter: int, *, up: bool) -> None:
        """Move a variable as far as it and every basic one may."""
        sign = 1 if up else -1
        own = self.high[enter] if up else self.low[enter]
        rooms = [] if own is None else [(_apart(own.at, self.at[enter]), -1, enter)]
        for basic, line in self.lines.items():
            factor = line.get(enter, 0) * sign
            end = None if not factor else self.high[basic] if factor > 0 else self.low[basic]
            if end is not None:
                apart = _apart(end.at, self.at[basic])
                room = _times(apart, Fraction(self.size[basic], abs(factor)))
                rooms.append((room, self.order[basic], basic))
        if not rooms:
            raise UnboundedObjective
        leave = min(rooms)[2]
        if leave == enter:
            self._shift(enter, own.at)  # type: ignore[union-attr]
        else:
            end = self.high[leave] if self.lines[leave][enter] * sign > 0 else self.low[leave]
            self._step(leave, enter, end.at)  # type: ignore[union-attr]

    def _step(self, leave: int, enter: int, to: Near) -> None:
        """Bring a basic variable to a value by means of another one, which becomes basic."""
        if not self.left or self.meter.is_spent:
            raise StepLimitReached
        self.left -= 1
        ratio = Fraction(self.size[leave], self.lines[leave][enter])
        at, moved = self.at[leave], self.at[enter]
        value = moved.value + ratio * (to.value - at.value)
        self._shift(enter, Near(value, moved.tiny + ratio * (to.tiny - at.tiny)))
        self._pivot(leave, enter)

    def _shift(self, variable: int, to: Near) -> None:
        """Give a variable that is not basic a value; the basic ones follow."""
        at = self.at[variable]
        if at == to:
            return
        self.at[variable] = to
        far, tiny = to.value - at.value, to.tiny - at.tiny
        for basic, line in self.lines.items():
            factor = line.get(variable)
            if factor:
                size = self.size[basic]
                value, small = self.at[basic]
                self.at[basic] = Near(
                    value + _part(far, factor, size),
                    small + _part(tiny, factor, size) if tiny else small,
                )

    def _pivot(self, leave: int, enter: int) -> None:
        line, size = self.lines.pop(leave), self.size.pop(leave)
        factor = line.pop(enter)
        sign = 1 if factor > 0 else -1
        solved = {v: -sign * c for v, c in line.items()}
        solved[leave] = sign * size
        for basic, other in self.lines.items():
            if enter in other:
                self._replace(basic, enter, solved, abs(factor))
        self.lines[enter], self.size[enter] = solved, abs(factor)
        self.meter.spend(len(self.lines))

    def _replace(self, basic: int, enter: int, solved: dict[int, int], size: int) -> None:
        """Replace a variable in a line by what its own line says of it."""
        line = self.lines[basic]
        factor = line.pop(enter)
        self.meter.spend(len(line) + len(solved))
        found = {v: size * c for v, c in line.items()} if size != 1 else line
        for variable, c in solved.items():
            total = found.get(variable, 0) + factor * c
            if total:
                found[variable] = total
            else:
                del found[variable]
        divisor = gcd(size * self.size[basic], *found.values())
        self.size[basic] = size * self.size[basic] // divisor
        self.lines[basic] = found if divisor == 1 else {v: c // divisor for v, c in found.items()}


def _order(count: int, rows: Sequence[Terms]) -> list[int]:
    """The place of each variable and of each row's own: those in few rows first, since moving them disturbs least."""
    degree = Counter(v for terms in rows for v, _ in terms)
    by_degree = sorted(range(count + len(rows)), key=lambda v: degree[v])
    place = [0] * len(by_degree)
    for number, variable in enumerate(by_degree):
        place[variable] = number
    return place


def _apart(one: Near, other: Near) -> Near:
    """How far apart two values are, the first not the nearer to zero."""
    apart = Near(one.value - other.value, one.tiny - other.tiny)
    return apart if apart >= (0, 0) else Near(-apart.value, -apart.tiny)


def _is_below(one: Near, other: Near) -> bool:
    """Whether a value is the lesser; tuples would compare their first parts twice."""
    return one.value < other.value or (one.value == other.value and one.tiny < other.tiny)


def _part(number: Number, factor: int, size: int) -> Fraction:
    """A number times factor / size, brought to lowest terms once."""
    return Fraction(number.numerator * factor, number.denominator * size)


def _times(near: Near, factor: Fraction) -> Near:
    return Near(near.value * factor, near.tiny * factor)
