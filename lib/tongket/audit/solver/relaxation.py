"""The rows of a system with fractions allowed everywhere, as the simplex method takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.audit.solver.domains import inside, near
from tongket.audit.solver.simplex import Bound, Near, Tableau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.audit.solver.problem import Budget, Number
    from tongket.audit.solver.propagation import Bounds
    from tongket.audit.solver.system import Inequality, System


class Relaxed(NamedTuple):
    """Values of all variables, or the mask of items that leave none."""

    values: tuple[Number, ...] | None
    core: int = 0


class Relaxation:
    """Rows with fractions allowed, ready to be asked about bounds again and again.

    Args:
        system: the variables, with hints where to begin.
        rows: the rows.
        bounds: bounds that hold in every question.
        budget: how much work an answer may cost.
    """

    def __init__(
        self, system: System, rows: Sequence[Inequality], bounds: Bounds, budget: Budget
    ) -> None:
        self.steps = budget.steps
        # What the bounds imply needs no row of its own: after propagation that is every row of one variable.
        kept = [row for row in rows if not bounds.imply(row)]
        start = [
            near(bounds, variable, hint) if whole else inside(bounds, variable, hint)
            for variable, (hint, whole) in enumerate(zip(system.hints, system.whole, strict=True))
        ]
        self.tableau = Tableau(len(start), [row.terms for row in kept], start, budget.meter)
        for number, row in enumerate(kept):
            bound = Near(row.bound, -1 if row.strict else 0)
            self.tableau.high[len(start) + number] = Bound(bound, row.label)

    def point(self, bounds: Bounds) -> Relaxed:
        """A point within rows and bounds, strict ones and open ends included.

        Raises:
            StepLimitReached: more pivots would be needed.
        """
        self._take(bounds)
        core = self.tableau.settle(self.steps)
        return Relaxed(self.tableau.values()) if core is None else Relaxed(None, core)

    def end(self, bounds: Bounds, variable: int, side: int) -> Number | None:
        """The greatest (side 1) or least (side -1) value of a variable, itself perhaps not reached.

        Returns:
            The end; None where there is no point at all.

        Raises:
            UnboundedObjective: the variable grows without end.
            StepLimitReached: more pivots would be needed.
        """
        self._take(bounds)
        if self.tableau.settle(self.steps) is not None:
            return None
        return self.tableau.climb(variable, rising=side > 0).value

    def _take(self, bounds: Bounds) -> None:
        # An open end is just inside.
        for v, (low, opened) in enumerate(zip(bounds.low, bounds.low_open, strict=True)):
            self.tableau.low[v] = (
                None if low is None else Bound(Near(low, opened), bounds.low_why[v])
            )
        for v, (high, opened) in enumerate(zip(bounds.high, bounds.high_open, strict=True)):
            self.tableau.high[v] = (
                None if high is None else Bound(Near(high, -opened), bounds.high_why[v])
            )
