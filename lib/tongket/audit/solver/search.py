"""Whether the rows of a system can all hold, and true values with which they do.

Three means, cheap ones first: bounds and a guess near the hints; halving of domains; the simplex method with
branching. Each is exact. Where the budget ends before a decision, the answer is `undecided`, never a
contradiction. Most questions end with the guess, because most printed figures agree: true values then lie near
what was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Literal

from tongket.audit.solver.domains import around, halves, inside, narrow, near, width
from tongket.audit.solver.propagation import Bounds, Propagator
from tongket.audit.solver.relaxation import Relaxation
from tongket.audit.solver.simplex import StepLimitReached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tongket.audit.solver.problem import Budget, Number
    from tongket.audit.solver.system import Inequality, System


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether rows can all hold.

    Args:
        status: `possible`, `impossible` or `undecided`.
        values: true values of all variables where possible.
        core: a mask of items that cannot all hold where impossible.
    """

    status: Literal["possible", "impossible", "undecided"]
    values: tuple[Number, ...] = ()
    core: int = 0


class Solver:
    """Questions to one system, item set by item set."""

    def __init__(self, system: System, budget: Budget) -> None:
        self.system = system
        self.budget = budget
        # Halvings and branchings so far.
        self.spent = 0
        self._propagators: dict[int, Propagator] = {}

    def ask(
        self, mask: int, ends: Mapping[int, tuple[Number | None, Number | None]] | None = None
    ) -> Answer:
        """Whether the rows of some items can all hold.

        Args:
            mask: the items.
            ends: variables to hold between two ends besides; None is no end.
        """
        if self.budget.meter.is_spent:
            return Answer("undecided")
        search = _Search(self.system, self.propagator(mask), self.budget, mask)
        answer = search.run(ends or {})
        self.spent += search.spent
        return answer

    def bounds(self, mask: int) -> Bounds | None:
        """What propagation alone leaves of each variable; None where it leaves nothing."""
        bounds = Bounds.of(self.system)
        return None if self.propagator(mask).tighten(bounds) is not None else bounds

    def rows(self, mask: int) -> Sequence[Inequality]:
        """The rows of some items."""
        return self.propagator(mask).rows

    def propagator(self, mask: int) -> Propagator:
        """The rows of some items, ready to tighten bounds."""
        found = self._propagators.get(mask)
        if found is None:
            rows = self.system.active(mask)
            found = Propagator(self.system.whole, rows, self.budget.meter)
            # The search for conflicts asks about thousands of item sets, most of them once: those need not be kept.
            if len(self._propagators) < 512:
                self._propagators[mask] = found
        return found


class _Search:
    """One question."""

    def __init__(self, system: System, rows: Propagator, budget: Budget, mask: int) -> None:
        self.system, self.rows, self.budget, self.mask = system, rows, budget, mask
        self.nodes, self.spent = budget.nodes, 0
        self.root = Bounds.of(system)

    def run(self, ends: Mapping[int, tuple[Number | None, Number | None]]) -> Answer:
        for variable, (low, high) in ends.items():
            narrow(self.root, variable, low, high)
        core = self.rows.tighten(self.root)
        if core is not None:
            return Answer("impossible", core=core)
        # On copies: what a guess that fails leaves of the bounds follows from no row.
        guess = self._guess(self.root.copy())
        if guess is not None:
            return Answer("possible", guess)
        return self._at_once() or self._step_by_step()

    def _at_once(self) -> Answer | None:
        """What fractions everywhere say: where not even they fit, no whole numbers do."""
        try:
            point = self.relaxation.point(self.root)
        except StepLimitReached:
            return None
        if point.values is None:
            return Answer("impossible", core=point.core)
        values = self._enlarged(point.values)
        return None if values is None else Answer("possible", values)

    def _enlarged(self, values: Sequence[Number]) -> tuple[Number, ...] | None:
        """A point times its common denominator, where that holds too.

        Where nothing but shares is printed, what fits fits at every size, and at this size it is whole.
        """
        whole = (v for v, is_whole in zip(values, self.system.whole, strict=True) if is_whole)
        times = lcm(*(Fraction(value).denominator for value in whole))
        larger = tuple(value * times for value in values)
        return larger if self.root.hold(larger) and self._holds(larger) else None

    def _step_by_step(self) -> Answer:
        # Sums of several free quantities creep under propagation; the simplex method sees them whole. Where rows
        # tie two variables only, halving is the faster and its cores are smaller. The other means gets the question
        # where the first runs out of budget.
        ways = (self._branch, self._halve)
        for way in ways if self._adds_up(self.root) else ways[::-1]:
            answer = way(self.root.copy())
            if answer.status != "undecided":
                return answer
        return Answer("undecided")

    @cached_property
    def relaxation(self) -> Relaxation:
        """The rows with fractions allowed."""
        return Relaxation(self.system, self.rows.rows, self.root, self.budget)

    def _adds_up(self, bounds: Bounds) -> bool:
        return any(
            sum(not bounds.is_fixed(variable) for variable, _ in row.terms) > 2
            for row in self.rows.rows
        )

    def _guess(self, bounds: Bounds) -> tuple[Number, ...] | None:
        """Fix one variable after another near its hint; None where that fails.

        The smallest domain first: it has the fewest ways to go wrong, and fixing it narrows the others most.
        """
        while (variable := self._smallest(bounds)) is not None:
            value = near(bounds, variable, self.system.hints[variable])
            # No reason is noted: a guess that fails proves nothing, so that nobody reads its core.
            bounds.low[variable] = bounds.high[variable] = value
            if self.rows.tighten(bounds, (variable,)) is not None:
                return None
        return self._complete(bounds)

    def _smallest(self, bounds: Bounds, *, bounded: bool = False) -> int | None:
        """The unfixed whole variable with the fewest values; None where all are fixed."""
        best, fewest = None, None
        for variable, is_whole in enumerate(self.system.whole):
            low, high = bounds.low[variable], bounds.high[variable]
            if not is_whole or (low is not None and low == high):
                continue
            # One without an end comes last: it cannot be halved, and fixing others often gives it an end.
            if low is None or high is None:
                if best is None and not bounded:
                    best = variable
            elif fewest is None or high - low < fewest:
                best, fewest = variable, high - low
        return best

    def _complete(self, bounds: Bounds) -> tuple[Number, ...] | None:
        """Values of all variables where the whole ones are fixed; None where there are none.

        Propagation may have stopped early, so that every row is looked at once more.
        """
        values = self._values(bounds)
        return values if values is not None and self._holds(values) else None

    def _holds(self, values: Sequence[Number]) -> bool:
        for row in self.rows.rows:
            total = sum(factor * values[variable] for variable, factor in row.terms)
            if total > row.bound or (row.strict and total == row.bound):
                return False
        return True

    def _values(self, bounds: Bounds) -> tuple[Number, ...] | None:
        # Those with a hint first: what they are bounds the others.
        hints = self.system.hints
        free = [v for v in range(len(hints)) if not bounds.is_fixed(v)]
        trial = bounds.copy()
        for variable in sorted(free, key=lambda v: hints[v] is None):
            if not trial.is_fixed(variable):
                value = inside(trial, variable, hints[variable])
                trial.low[variable] = trial.high[variable] = value
                trial.low_open[variable] = trial.high_open[variable] = False
                if self.rows.tighten(trial, (variable,)) is not None:
                    return self._relaxed(bounds)
        return tuple(value for value in trial.low if value is not None)

    def _relaxed(self, bounds: Bounds) -> tuple[Number, ...] | None:
        try:
            return self.relaxation.point(bounds).values
        except StepLimitReached:
            return None

    def _halve(self, bounds: Bounds) -> Answer:
        """Halve the smallest domain until every branch is decided."""
        variable = self._smallest(bounds, bounded=True)
        if variable is None or bounds.low[variable] is None or bounds.high[variable] is None:
            return self._leaf(bounds)
        if not self.nodes or self.budget.meter.is_spent:
            return Answer("undecided")
        self.nodes -= 1
        self.spent += 1
        core, undecided = 0, False
        for low, high in halves(bounds, variable, self.system.hints[variable]):
            # A half is impossible for its own reasons, and the whole for those of both: the cores are joined.
            half = bounds.copy()
            narrow(half, variable, low, high)
            found = self.rows.tighten(half, (variable,))
            answer = self._halve(half) if found is None else Answer("impossible", core=found)
            if answer.status == "possible":
                return answer
            if answer.status == "undecided":
                undecided = True
                if not self.nodes:
                    return answer
            core |= answer.core
        # One undecided half leaves the whole undecided, but only now: the other half might have been possible.
        if undecided:
            return Answer("undecided")
        # The halves leave out no whole number: what they were halved from is no reason.
        return Answer("impossible", core=core)

    def _leaf(self, bounds: Bounds) -> Answer:
        # A whole variable without an end cannot be halved; whether any value of it fits is not known here.
        if self._smallest(bounds) is not None:
            return Answer("undecided")
        values = self._complete(bounds.copy())
        if values is not None:
            return Answer("possible", values)
        try:
            point = self.relaxation.point(bounds)
        except StepLimitReached:
            return Answer("undecided")
        if point.values is None:
            return Answer("impossible", core=point.core)
        return Answer("possible", point.values)

    def _branch(self, bounds: Bounds) -> Answer:
        """Branch on what the simplex method leaves between whole numbers."""
        waiting, left, core = [bounds], self.budget.branches, 0
        while waiting:
            if not left or self.budget.meter.is_spent:
                return Answer("undecided")
            left -= 1
            self.spent += 1
            # The newest first: whole values are met at the bottom, and the list stays as short as the way there.
            node = waiting.pop()
            found = self.rows.tighten(node)
            if found is not None:
                core |= found
                continue
            try:
                point = self.relaxation.point(node)
            except StepLimitReached:
                return Answer("undecided")
            if point.values is None:
                core |= point.core
                continue
            variable = self._between(point.values, node)
            if variable is None:
                return Answer("possible", point.values)
            waiting += around(node, variable, point.values[variable])
        # The pieces leave out no whole number, so that the reasons of all of them are the whole reason.
        return Answer("impossible", core=core)

    def _between(self, values: Sequence[Number], bounds: Bounds) -> int | None:
        """The whole variable with the smallest domain whose value is not whole."""
        found = [
            v
            for v, value in enumerate(values)
            if self.system.whole[v] and Fraction(value).denominator != 1
        ]
        return min(found, key=lambda v: width(bounds, v), default=None)
