"""What constraints that can all hold leave of each variable: its exact range, and its values where they are few."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

from tongket.audit.solver.domains import narrow
from tongket.audit.solver.propagation import Bounds
from tongket.audit.solver.relaxation import Relaxation
from tongket.audit.solver.simplex import StepLimitReached, UnboundedObjective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.audit.solver.problem import Number
    from tongket.audit.solver.search import Solver


# The most values of one variable that are tried one by one, where every other variable depends on it alone.
SWEPT = 2000


@dataclass(frozen=True)
class Range:
    """Every value that a variable may have, all constraints taken together.

    Args:
        lower, upper: the least and greatest; None where there is none.
        lower_closed, upper_closed: whether the end itself is possible.
        values: all whole values where they are few; None where they are many or not whole.
        exact: whether the ends are exact; False where the budget ended and they are only outer ends.
    """

    lower: Number | None
    upper: Number | None
    lower_closed: bool = True
    upper_closed: bool = True
    values: tuple[int, ...] | None = None
    exact: bool = True


def of_system(
    solver: Solver, values: Mapping[str, Number], names: Iterable[str]
) -> dict[str, Range]:
    """The ranges of some variables.

    Args:
        solver: answers questions to the system; all its items hold.
        values: values of all variables with which they do.
        names: the variables to look at.
    """
    finder = _RangeFinder(solver, values)
    index = {name: number for number, name in enumerate(solver.system.names)}
    wanted = list(names)
    found = finder.ranges(index[name] for name in wanted)
    return {name: found[index[name]] for name in wanted}


class _RangeFinder:
    """Looks for the ranges of a system whose rows can all hold."""

    def __init__(self, solver: Solver, values: Mapping[str, Number]) -> None:
        self.solver, self.mask = solver, solver.system.all_items
        bounds = solver.bounds(self.mask)
        self.outer = bounds if bounds is not None else Bounds.of(solver.system)
        # Every answer brings a value of every variable that is certainly possible: later questions need not ask.
        self.seen: list[set[Number]] = [{values[name]} for name in solver.system.names]
        self.swept: dict[int, Range] = {}

    def ranges(self, variables: Iterable[int]) -> dict[int, Range]:
        """The range of each of some variables."""
        wanted = list(variables)
        self._sweep()
        return {v: self.swept.get(v) or self._range(v) for v in wanted}

    def _range(self, variable: int) -> Range:
        if not self.solver.system.whole[variable]:
            return self._fraction_range(variable)
        low, low_exact = self._end(variable, -1)
        high, high_exact = self._end(variable, 1)
        exact = low_exact and high_exact
        values = None
        if low is not None and high is not None and high - low < self.solver.budget.values:
            values, listed = self._values(variable, low, high)
            exact = exact and listed
        closed = low is not None, high is not None
        return Range(low, high, *closed, values if exact else None, exact)

    def _end(self, variable: int, side: int) -> tuple[int | None, bool]:
        """The least (side -1) or greatest (side 1) whole value, and whether that is certain."""
        known = int(max(self.seen[variable], key=lambda value: side * value))
        edge = (self.outer.high if side > 0 else self.outer.low)[variable]
        if edge is None:
            # Whole values lie within the ends of the fractions, so that the simplex method gives an outer end.
            try:
                edge = self._edge(variable, side)
            except StepLimitReached:
                return None, False
            if edge is None:
                return None, True
        return self._search_end(variable, side, known, int(edge))

    def _search_end(self, variable: int, side: int, known: int, limit: int) -> tuple[int, bool]:
        """Halve the way between a value known to be possible and one beyond which none is."""
        first = True
        while known != limit:
            # Asked at the far end first: what propagation leaves is most often possible.
            away = 0 if first else abs(limit - known) // 2
            first = False
            near = limit - side * away
            possible = self._between(variable, min(near, limit), max(near, limit))
            if possible is None:
                return limit, False
            if possible:
                # The answer may hold a value beyond the one asked for: the way left is then shorter than half.
                known = int(max(self.seen[variable], key=lambda value: side * value))
            else:
                limit = near - side
        return known, True

    def _edge(self, variable: int, side: int) -> int | None:
        """A whole end found by the simplex method; None where the variable grows without end.

        Raises:
            StepLimitReached: more pivots would be needed.
        """
        try:
            value = self.relaxation.end(self.outer, variable, side)
        except UnboundedObjective:
            return None
        if value is None:  # pragma: no cover - the rows can all hold
            return None
        return floor(value) if side > 0 else ceil(value)

    def _between(self, variable: int, low: Number, high: Number) -> bool | None:
        """Whether a variable may lie between two ends; None where undecided."""
        if self.solver.spent > self.solver.budget.work:
            return None
        answer = self.solver.ask(self.mask, {variable: (low, high)})
        if answer.status == "undecided":
            return None
        # No values where the answer is *impossible*.
        for seen, value in zip(self.seen, answer.values, strict=False):
            seen.add(value)
        return answer.status == "possible"

    def _values(self, variable: int, low: int, high: int) -> tuple[tuple[int, ...], bool]:
        found, certain = [], True
        for value in range(low, high + 1):
            if value in self.seen[variable]:
                possible: bool | None = True
            else:
                possible = self._between(variable, value, value)
            certain = certain and possible is not None
            if possible:
                found.append(value)
        return tuple(found), certain

    def _fraction_range(self, variable: int) -> Range:
        """The range of a variable that need not be whole, whole ones left as they are free to be."""
        if not self._is_untied(variable):
            return self._relaxed_range(variable)
        bounds = self.outer
        return Range(
            bounds.low[variable], bounds.high[variable],
            bounds.low[variable] is not None and not bounds.low_open[variable],
            bounds.high[variable] is not None and not bounds.high_open[variable],
        )  # fmt: skip

    def _is_untied(self, variable: int) -> bool:
        return all(
            len(row.terms) == 1
            for row in self.solver.rows(self.mask)
            if any(v == variable for v, _ in row.terms)
        )

    def _relaxed_range(self, variable: int) -> Range:
        """Ends by the simplex method: exact where they are reached, or no whole number is tied to the variable."""
        system, rows = self.solver.system, self.solver.rows(self.mask)
        untied = not any(system.whole[v] for row in rows for v, _ in row.terms)
        ends: list[Number | None] = []
        closed: list[bool] = []
        exact = True
        for side in (-1, 1):
            end, certain = self._fraction_end(variable, side)
            # Whether strict rows and whole numbers allow the end itself the simplex method does not say: it is asked.
            reached = end is not None and self._between(variable, end, end)
            # No end means none with whole numbers either: coefficients are whole, so that the way out is.
            exact = (
                exact
                and certain
                and (bool(reached) or end is None or (untied and reached is not None))
            )
            ends.append(end)
            # Left undecided, the end is taken in: a range may be too wide, never too narrow.
            closed.append(reached is not False)
        return Range(ends[0], ends[1], closed[0], closed[1], None, exact)

    def _fraction_end(self, variable: int, side: int) -> tuple[Number | None, bool]:
        """An outer end, and whether it is the end of the fractions; None where there is none."""
        try:
            return self.relaxation.end(self.outer, variable, side), True
        except UnboundedObjective:
            return None, True
        except StepLimitReached:
            return (self.outer.high if side > 0 else self.outer.low)[variable], False

    @cached_property
    def relaxation(self) -> Relaxation:
        """The rows with fractions allowed."""
        rows = self.solver.rows(self.mask)
        return Relaxation(self.solver.system, rows, self.outer, self.solver.budget)

    def _sweep(self) -> None:
        """Go through the values of one variable that every other one depends on alone.

        Where fixing it leaves each row a single free variable, propagation says exactly what each
        of the others may be: one pass gives the joint ranges of all.
        """
        centre = self._centre()
        if centre is None:
            return
        low, high = int(self.outer.low[centre] or 0), int(self.outer.high[centre] or 0)
        rows = self.solver.propagator(self.mask)
        unions: dict[int, list[tuple[int, int]]] = {}
        for value in range(low, high + 1):
            bounds = self.outer.copy()
            narrow(bounds, centre, value, value)
            if rows.tighten(bounds, (centre,)) is not None:
                continue
            for v in range(len(self.seen)):
                left, right = bounds.low[v], bounds.high[v]
                # A range without an end is not put together from pieces: each variable is then looked at by itself.
                if left is None or right is None:
                    return
                unions.setdefault(v, []).append((int(left), int(right)))
        self.swept = {v: self._united(spans) for v, spans in unions.items()}

    def _united(self, spans: list[tuple[int, int]]) -> Range:
        # Every number of a span is possible: with the centre fixed no row ties two variables.
        low, high = min(left for left, _ in spans), max(right for _, right in spans)
        values = None
        if high - low < self.solver.budget.values:
            values = tuple(sorted({x for left, right in spans for x in range(left, right + 1)}))
        return Range(low, high, values=values)

    def _centre(self) -> int | None:
        """A whole variable of few values in every row that has more than one free variable."""
        bounds, system = self.outer, self.solver.system
        free = [v for v in range(len(system.whole)) if not bounds.is_fixed(v)]
        if not all(system.whole[v] for v in free):
            return None
        tied = [
            {v for v, _ in row.terms if not bounds.is_fixed(v)}
            for row in self.solver.rows(self.mask)
        ]
        tied = [variables for variables in tied if len(variables) > 1]
        # Of three variables in a row the fixed centre leaves two that still depend on each other.
        if not tied or any(len(variables) > 2 for variables in tied):
            return None
        common = set.intersection(*tied)
        few = [v for v in common if self._count(v) <= SWEPT]
        return min(few, key=self._count, default=None)

    def _count(self, variable: int) -> Number | float:
        low, high = self.outer.low[variable], self.outer.high[variable]
        return float("inf") if low is None or high is None else high - low + 1
