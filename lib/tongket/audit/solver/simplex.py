"""The simplex method in fractions: exact, with Bland's rule, so that it ends and no tie is decided wrongly.

In floating point a corner that lies exactly on a boundary is in or out by a tolerance. Here boundaries are what is
asked about (a figure that prints so by half a unit exactly), so that every pivot is in fractions: slower by far, but
the systems are small. Bland's rule takes more pivots than others and is the one that provably ends.

Source: Chvátal, *Linear Programming* (1983), chapters 2, 3 and 8 (dictionaries, two phases).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO, ONE = Fraction(0), Fraction(1)


class StepLimitReached(Exception):
    """The method was stopped before it could decide."""


@dataclass(frozen=True)
class Optimum:
    """The result of a maximisation.

    Args:
        status: `optimal`, `infeasible` or `unbounded`.
        value: the maximum; zero where there is none.
        point: a value of each variable at which it is reached; empty where infeasible.
    """

    status: Literal["optimal", "infeasible", "unbounded"]
    value: Fraction = ZERO
    point: tuple[Fraction, ...] = ()


def maximise(
    objective: Sequence[Fraction | int],
    rows: Sequence[tuple[Sequence[Fraction | int], Fraction | int]],
    steps: int = 2000,
) -> Optimum:
    """Maximise `objective . x` where each row's `coefficients . x <= bound` and `x >= 0`.

    Args:
        objective: a coefficient for each variable.
        rows: coefficients and bound of each row.
        steps: pivots allowed.

    Raises:
        StepLimitReached: more pivots would be needed.

    >>> maximise([3, 2], [([1, 1], 4), ([1, 0], 2)]).value
    Fraction(10, 1)
    """
    tableau = _Tableau(len(objective), rows, steps)
    if not tableau.make_feasible():
        return Optimum("infeasible")
    bounded = tableau.climb([Fraction(c) for c in objective])
    point = tableau.point()
    value = sum((Fraction(c) * x for c, x in zip(objective, point, strict=True)), ZERO)
    return Optimum("optimal" if bounded else "unbounded", value, point)


class _Tableau:
    """A dictionary: each basic variable as a constant plus a combination of the nonbasic ones."""

    def __init__(
        self,
        count: int,
        rows: Sequence[tuple[Sequence[Fraction | int], Fraction | int]],
        steps: int,
    ) -> None:
        self.count, self.left = count, steps
        self.helper = count + len(rows)
        # The helper variable is subtracted from every row in the first phase, then left out.
        self.nonbasic = [*range(count), self.helper]
        self.basic = [count + number for number in range(len(rows))]
        self.lines = [
            [Fraction(bound), *(-Fraction(c) for c in coefficients), ONE]
            for coefficients, bound in rows
        ]
        self.goal: list[Fraction] = []

    def make_feasible(self) -> bool:
        """The first phase: whether any point satisfies every row."""
        # The origin is a corner unless some bound is below zero. Otherwise the helper variable enters in the row that
        # is worst off, which makes all rows feasible at once; then it is driven back to zero.
        worst = min(range(len(self.lines)), key=lambda i: self.lines[i][0], default=None)
        if worst is None or self.lines[worst][0] >= 0:
            self._drop_helper()
            return True
        self.goal = [ZERO, *([ZERO] * self.count), -ONE]
        self._pivot(worst, self.count)
        self._run()
        # A helper that cannot come back to zero means that some row always needs it: no point satisfies all.
        if self.goal[0] < 0:
            return False
        if self.helper in self.basic:
            # Zero but still basic, by a tie: it must leave before its column can be dropped.
            at = self.basic.index(self.helper)
            enter = next((j for j in range(self.count + 1) if self.lines[at][j + 1]), None)
            if enter is not None:
                self._pivot(at, enter)
        self._drop_helper()
        return True

    def _drop_helper(self) -> None:
        if self.helper in self.nonbasic:
            at = self.nonbasic.index(self.helper)
            del self.nonbasic[at]
            for line in self.lines:
                del line[at + 1]

    def climb(self, objective: list[Fraction]) -> bool:
        """The second phase; whether the maximum is finite."""
        goal = [ZERO] * (len(self.nonbasic) + 1)
        for variable, coefficient in enumerate(objective):
            if not coefficient:
                continue
            if variable in self.nonbasic:
                goal[self.nonbasic.index(variable) + 1] += coefficient
            else:
                line = self.lines[self.basic.index(variable)]
                goal = [g + coefficient * v for g, v in zip(goal, line, strict=True)]
        self.goal = goal
        return self._run()

    def _run(self) -> bool:
        while (enter := self._entering()) is not None:
            leave = self._leaving(enter)
            if leave is None:
                return False
            self._pivot(leave, enter)
        return True

    def _entering(self) -> int | None:
        # Bland's rule: the lowest number, not the steepest. A corner that is met again would otherwise be met for ever.
        candidates = [j for j in range(len(self.nonbasic)) if self.goal[j + 1] > 0]
        return min(candidates, key=lambda j: self.nonbasic[j], default=None)

    def _leaving(self, enter: int) -> int | None:
        limits = [
            (line[0] / -line[enter + 1], self.basic[i], i)
            for i, line in enumerate(self.lines)
            if line[enter + 1] < 0
        ]
        # The tightest row; among ties the variable of lowest number, as Bland's rule wants it.
        return min(limits)[2] if limits else None

    def _pivot(self, leave: int, enter: int) -> None:
        if not self.left:
            raise StepLimitReached
        self.left -= 1
        line = self.lines[leave]
        factor = line[enter + 1]
        # Most entries are zero, and arithmetic with fractions costs far more than the test.
        solved = [-value / factor if value else ZERO for value in line]
        solved[enter + 1] = ONE / factor
        self.lines[leave] = solved
        self.nonbasic[enter], self.basic[leave] = self.basic[leave], self.nonbasic[enter]
        for i, other in enumerate(self.lines):
            if i != leave and other[enter + 1]:
                self.lines[i] = _replaced(other, solved, enter + 1)
        if self.goal[enter + 1]:
            self.goal = _replaced(self.goal, solved, enter + 1)

    def point(self) -> tuple[Fraction, ...]:
        """The values of the variables at the current corner."""
        values = [ZERO] * self.count
        for variable, line in zip(self.basic, self.lines, strict=True):
            # A nonbasic variable is zero at a corner; slacks and the helper are nobody's variables.
            if variable < self.count:
                values[variable] = line[0]
        return tuple(values)


def _replaced(line: list[Fraction], solved: list[Fraction], at: int) -> list[Fraction]:
    """A line in which one nonbasic variable is replaced by what a solved line says of it."""
    factor = line[at]
    found = [a + factor * b if b else a for a, b in zip(line, solved, strict=True)]
    found[at] = factor * solved[at]
    return found
