"""Bounds of variables, tightened row by row until nothing changes, each with the reason it holds.

A reason is the mask of the statements and assumptions that a bound rests on, so that an empty domain
names at once a set of items that cannot all hold.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.audit.solver.problem import Meter, Number
    from tongket.audit.solver.system import Inequality, System

# Two rows may chase each other by one at a time (x < y, y < x + 1 over wide bounds), for as many rounds as the
# domains have values. That is no way to decide anything: after so many rounds it is left to the simplex method.
ROUNDS = 10
# What keeps a sum above its least: a strict row itself, written -1, or nothing.
_STRICT: frozenset[int] = frozenset({-1})
_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Bounds:
    """What each variable may still be.

    Args:
        low, high: the ends; None where there is none.
        low_open, high_open: whether an end itself is excluded; never for a whole number.
        low_why, high_why: the items that each end rests on.
    """

    low: list[Number | None]
    high: list[Number | None]
    low_open: list[bool]
    high_open: list[bool]
    low_why: list[int]
    high_why: list[int]

    @classmethod
    def of(cls, system: System) -> Bounds:
        """The limits of the variables before any row."""
        count = len(system.names)
        return cls(
            list(system.lower), list(system.upper), [False] * count, [False] * count,
            [0] * count, [0] * count,
        )  # fmt: skip

    def copy(self) -> Bounds:
        """A copy to try something on."""
        return Bounds(
            self.low[:], self.high[:], self.low_open[:], self.high_open[:],
            self.low_why[:], self.high_why[:],
        )  # fmt: skip

    def is_fixed(self, variable: int) -> bool:
        """Whether one value is left."""
        low = self.low[variable]
        return low is not None and low == self.high[variable]

    def hold(self, values: Sequence[Number]) -> bool:
        """Whether each value is within the ends of its variable."""
        for v, value in enumerate(values):
            low, high = self.low[v], self.high[v]
            if low is not None and (value < low or (self.low_open[v] and value == low)):
                return False
            if high is not None and (value > high or (self.high_open[v] and value == high)):
                return False
        return True

    def imply(self, row: Inequality) -> bool:
        """Whether a row holds whatever the variables are."""
        most: Number = 0
        for variable, factor in row.terms:
            end = self.high[variable] if factor > 0 else self.low[variable]
            if end is None:
                return False
            most += factor * end
        return most < row.bound or (most == row.bound and not row.strict)

    def empty(self, variable: int) -> int | None:
        """The items that leave a variable no value; None where it has one."""
        low, high = self.low[variable], self.high[variable]
        if low is None or high is None or low < high:
            return None
        opened = self.low_open[variable] or self.high_open[variable]
        if low == high and not opened:
            return None
        return self.low_why[variable] | self.high_why[variable]


@dataclass(slots=True)
class Propagator:
    """The active rows of a system, ready to tighten bounds."""

    whole: Sequence[bool]
    rows: Sequence[Inequality]
    meter: Meter
    watch: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.watch = [[] for _ in self.whole]
        for number, row in enumerate(self.rows):
            for variable, _ in row.terms:
                self.watch[variable].append(number)

    def tighten(self, bounds: Bounds, changed: Sequence[int] | None = None) -> int | None:
        """Tighten until nothing changes, or nearly nothing.

        Args:
            bounds: changed in place.
            changed: variables whose bounds moved; all rows where None.

        Returns:
            A mask of items that cannot all hold; None where no contradiction was met.
        """
        core = self._empty_limits(bounds) if changed is None else None
        if core is not None:
            return core
        # First in, first out: each row is looked at once before any is looked at again, so that a change of one
        # variable does not run in a small circle while the rest waits.
        waiting = deque(self._first(changed))
        queued = set(waiting)
        left = ROUNDS * len(self.rows)
        while waiting and left:
            left -= 1
            number = waiting.popleft()
            queued.discard(number)
            row = self.rows[number]
            self.meter.left -= len(row.terms)
            moved, core = self._revise(row, bounds)
            if core is not None:
                return core
            for variable in moved:
                for other in self.watch[variable]:
                    # Not the row itself: it has just given all that it can give.
                    if other != number and other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return None

    def _first(self, changed: Sequence[int] | None) -> list[int]:
        """The rows to begin with."""
        if changed is None:
            return list(range(len(self.rows)))
        return sorted({number for variable in changed for number in self.watch[variable]})

    def _empty_limits(self, bounds: Bounds) -> int | None:
        """Whether the limits of a variable leave nothing before any row."""
        cores = (bounds.empty(variable) for variable in range(len(self.whole)))
        return next((core for core in cores if core is not None), None)

    def _revise(self, row: Inequality, bounds: Bounds) -> tuple[list[int], int | None]:
        """What one row says of each of its variables: those that moved, or a contradiction."""
        # What a row allows one variable follows from the least that all the others can be.
        least, loose, opened = self._least(row, bounds)
        if loose is None:
            return [], None
        if not loose and (least > row.bound or (least == row.bound and opened)):
            return [], self._why(row, bounds, -1)
        return self._narrow(row, bounds, row.bound - least, loose, opened)

    def _narrow(
        self,
        row: Inequality,
        bounds: Bounds,
        slack: Number,
        loose: tuple[int, ...],
        opened: frozenset[int],
    ) -> tuple[list[int], int | None]:
        """Bring the ends of a row's variables to where its slack, and the others' ends, allow them."""
        moved: list[int] = []
        for variable, factor in row.terms:
            # With one variable without an end only that one is bounded: for any other the rest has no least.
            if loose and variable not in loose:
                continue
            near, far = bounds.low[variable], bounds.high[variable]
            if factor < 0:
                near, far = far, near
            room = slack if near is None else slack + factor * near
            # Most rows leave most variables as they are.
            if far is not None and (reach := factor * far) <= room and (reach < room or not opened):
                continue
            if self._move(row, bounds, variable, factor, room, opened=bool(opened - {variable})):
                moved.append(variable)
                core = bounds.empty(variable)
                if core is not None:
                    return moved, core
        return moved, None

    def _least(
        self, row: Inequality, bounds: Bounds
    ) -> tuple[Number, tuple[int, ...] | None, frozenset[int]]:
        """The least that a row's sum can be, its one variable without an end, and what keeps the sum above its least.

        None in place of the variable where several have no end, so that the row says nothing. The sum stays above its
        least by the open ends of variables, and by a strict row itself (-1).
        """
        least: Number = 0
        loose: tuple[int, ...] = ()
        opened = _STRICT if row.strict else _NONE
        for variable, factor in row.terms:
            rising = factor > 0
            end = bounds.low[variable] if rising else bounds.high[variable]
            if end is not None:
                least += factor * end
                if bounds.low_open[variable] if rising else bounds.high_open[variable]:
                    opened |= {variable}
            elif loose:
                return least, None, opened
            else:
                loose = (variable,)
        return least, loose, opened

    def _move(
        self,
        row: Inequality,
        bounds: Bounds,
        variable: int,
        factor: int,
        room: Number,
        *,
        opened: bool,
    ) -> bool:
        """Bring one end of a variable to where a row allows it; whether it moved."""
        end, opened = self._end(variable, factor, room, opened=opened)
        ends, flags = (
            (bounds.high, bounds.high_open) if factor > 0 else (bounds.low, bounds.low_open)
        )
        old = ends[variable]
        tighter = old is None or (end < old if factor > 0 else end > old)
        # The same end, now open, is news too: it decides whether a boundary value is possible.
        if not tighter and not (end == old and opened and not flags[variable]):
            return False
        ends[variable], flags[variable] = end, opened
        self._note(row, bounds, variable, factor)
        return True

    def _end(
        self, variable: int, factor: int, room: Number, *, opened: bool
    ) -> tuple[Number, bool]:
        """Where a row ends a variable, and whether that value itself is excluded."""
        if not self.whole[variable]:
            return Fraction(room, factor), opened
        end = room // factor if factor > 0 else -(room // -factor)
        # Rounded towards the inside. Where the end comes out whole but is itself excluded, the next number is meant:
        # whole variables have no open ends, which keeps the flags out of all that follows.
        if opened and end * factor == room:
            end += -1 if factor > 0 else 1
        return end, False

    # A new end rests on the row's items and on those behind the ends it was computed from. Noted at every move, the
    # reasons of an empty domain are a core without any search for it; they need not be smallest.
    def _note(self, row: Inequality, bounds: Bounds, variable: int, factor: int) -> None:
        reasons = bounds.high_why if factor > 0 else bounds.low_why
        reasons[variable] = self._why(row, bounds, variable)

    def _why(self, row: Inequality, bounds: Bounds, besides: int) -> int:
        """The items behind a row and behind the ends of its variables, one variable left out."""
        mask = row.label
        for variable, factor in row.terms:
            if variable != besides:
                mask |= bounds.low_why[variable] if factor > 0 else bounds.high_why[variable]
        return mask
