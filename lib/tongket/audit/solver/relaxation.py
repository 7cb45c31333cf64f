"""The rows of a system with fractions allowed everywhere, as the simplex method takes them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.solver.simplex import maximise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.audit.solver.problem import Number
    from tongket.audit.solver.propagation import Bounds
    from tongket.audit.solver.system import Inequality


Line = tuple[list[Fraction | int], Fraction | int]


@dataclass(frozen=True)
class Point:
    """Values of all variables; `on_edge` where some strict row can only hold as an equality."""

    values: tuple[Number, ...]
    on_edge: bool


def relax(
    rows: Sequence[Inequality],
    bounds: Bounds,
    steps: int,
    objective: tuple[int, int] | None = None,
) -> Point | None:
    """A point within rows and bounds; None where there is none.

    Strict rows share one slack that is made as large as possible: it is above zero exactly where all
    of them can hold strictly.

    Args:
        rows: the rows.
        bounds: the bounds of the variables.
        steps: pivots allowed.
        objective: a variable and 1 or -1 to make it as large or as small as possible instead.

    Raises:
        StepLimitReached: more pivots would be needed.
        UnboundedObjective: the objective grows without end.
    """
    plan = _Columns(bounds)
    slack = plan.count
    lines: list[Line] = [plan.line(row.terms, row.bound, strict=row.strict) for row in rows]
    lines += plan.ends(bounds)
    strict = any(line[0][slack] for line in lines)
    goal: list[Fraction | int] = [*([0] * slack), 1]
    # Without this the slack of a system that can hold strictly would have no greatest value.
    lines.append((list(goal), 1))
    if objective is not None:
        goal = plan.coefficients(((objective[0], objective[1]),), extra=0)
    # Without strict rows any point will do: a goal of zeros spares the second phase.
    elif not strict:
        goal = [0] * (slack + 1)
    found = maximise(goal, lines, steps)
    if found.status == "infeasible":
        return None
    if found.status == "unbounded":
        raise UnboundedObjective
    # With an objective of its own the slack is not maximised, so that nothing is known of the edge: whether the
    # end itself is possible is a question of its own.
    values = plan.values(found.point)
    return Point(values, strict and objective is None and found.value <= 0)


class UnboundedObjective(Exception):
    """The quantity asked for has no greatest, or no least, value."""


class _Columns:
    """Variables as columns that are not below zero, as the simplex method needs them: measured from an end, or split.

    An end that the column is measured from needs no row of its own: most variables have one, which halves the table.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.parts: list[tuple[Number, tuple[tuple[int, int], ...]]] = []
        self.count = 0
        for low, high in zip(bounds.low, bounds.high, strict=True):
            if low is not None:
                self.parts.append((low, ((self.count, 1),)))
            elif high is not None:
                self.parts.append((high, ((self.count, -1),)))
            # Free in both directions: the difference of two columns, each of which is not below zero.
            else:
                self.parts.append((0, ((self.count, 1), (self.count + 1, -1))))
                self.count += 1
            self.count += 1

    def coefficients(self, terms: Sequence[tuple[int, int]], *, extra: int) -> list[Fraction | int]:
        """The coefficients of the columns, the shared slack last."""
        line: list[Fraction | int] = [0] * self.count
        for variable, factor in terms:
            for column, sign in self.parts[variable][1]:
                line[column] += factor * sign
        return [*line, extra]

    def line(self, terms: Sequence[tuple[int, int]], bound: Number, *, strict: bool) -> Line:
        """A row over the columns."""
        shift = sum(factor * self.parts[variable][0] for variable, factor in terms)
        return self.coefficients(terms, extra=int(strict)), bound - shift

    def ends(self, bounds: Bounds) -> list[Line]:
        """The ends of the variables that the columns do not carry, and open ends."""
        found = []
        for variable, (low, high) in enumerate(zip(bounds.low, bounds.high, strict=True)):
            # An open end is a strict row, so that it takes part in the shared slack.
            if high is not None and (low is not None or bounds.high_open[variable]):
                opened = bounds.high_open[variable]
                found.append(self.line(((variable, 1),), high, strict=opened))
            if low is not None and bounds.low_open[variable]:
                found.append(self.line(((variable, -1),), -low, strict=True))
        return found

    def values(self, point: Sequence[Fraction]) -> tuple[Number, ...]:
        """The variables at a point of the columns."""
        found: list[Number] = []
        for start, columns in self.parts:
            value = start + sum((sign * point[column] for column, sign in columns), Fraction(0))
            # Whole values as int: the sums that follow are several times faster than those of fractions.
            found.append(int(value) if value.denominator == 1 else value)
        return tuple(found)
