"""The solver, behind three functions: can it all hold, which smallest parts cannot, and what may each value be?

Everything is exact, in whole numbers and fractions; what a budget does not decide is reported as undecided.

>>> part, whole = Variable("part", hint=27), Variable("whole", lower=1)
>>> stated = Constraint((("part", 1),), 27, items=("27",)), Constraint((("part", -1),), -27, items=("27",))
>>> half = Constraint((("part", -2), ("whole", 1)), 0, items=("half of it",))
>>> problem = Problem((part, whole), (*stated, half), ("27", "half of it"))
>>> found = solve(problem)
>>> found.status, find_ranges(problem, found.values, ["whole"])["whole"].upper
('possible', 54)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tongket.audit.solver import conflicts, ranges
from tongket.audit.solver.conflicts import Conflicts
from tongket.audit.solver.problem import Budget, Constraint, Meter, Number, Problem, Variable
from tongket.audit.solver.ranges import Range
from tongket.audit.solver.search import Solver
from tongket.audit.solver.system import system_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Budget",
    "Conflicts",
    "Constraint",
    "Meter",
    "Number",
    "Problem",
    "Range",
    "Solution",
    "Variable",
    "find_conflicts",
    "find_ranges",
    "solve",
]
DEFAULT = Budget()


@dataclass(frozen=True)
class Solution:
    """Whether constraints can all hold.

    Args:
        status: `possible`, `impossible`, or `undecided` where the budget ended first.
        values: values of all variables with which they hold; empty where not possible.
    """

    status: Literal["possible", "impossible", "undecided"]
    values: Mapping[str, Number] = field(default_factory=dict)


def solve(
    problem: Problem, items: Iterable[str] | None = None, budget: Budget = DEFAULT
) -> Solution:
    """Whether the constraints can all hold, and values with which they do.

    Args:
        problem: variables and constraints.
        items: the items that hold; a constraint that rests on another one is left out. None takes all.
        budget: how much work the answer may cost.
    """
    system = system_of(problem)
    mask = system.all_items if items is None else system.mask(items)
    answer = Solver(system, budget).ask(mask)
    values = zip(system.names, answer.values, strict=True) if answer.values else ()
    return Solution(answer.status, dict(values))


def find_conflicts(
    problem: Problem, weights: Mapping[str, int], budget: Budget = DEFAULT
) -> Conflicts:
    """Every smallest set of items that cannot all hold, and the lightest sets to give up.

    Args:
        problem: variables and constraints that cannot all hold.
        weights: how sure each item is.
        budget: how much work the answer may cost.
    """
    return conflicts.of_system(Solver(system_of(problem), budget), weights)


def find_ranges(
    problem: Problem,
    values: Mapping[str, Number],
    names: Iterable[str],
    budget: Budget = DEFAULT,
) -> dict[str, Range]:
    """Every value that some variables may have, all constraints taken together.

    Args:
        problem: variables and constraints that can all hold.
        values: values of all variables with which they do, as `solve` finds them.
        names: the variables to look at.
        budget: how much work the answer may cost.
    """
    return ranges.of_system(Solver(system_of(problem), budget), values, names)
