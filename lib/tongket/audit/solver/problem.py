"""What the solver is asked: variables, constraints between them, and how much work the answer may cost.

Plain data without a word of statistics: the audit says what its statements mean in them (`audit/constraints.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from time import process_time

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that is looked for.

    Args:
        name: its name, unique in a problem.
        whole: whether it is a whole number.
        lower, upper: its limits, which belong to it; None where there is none.
        hint: where its value is likely to lie; None where nothing suggests one.
    """

    name: str
    whole: bool = True
    lower: Number | None = None
    upper: Number | None = None
    hint: Number | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """`sum of coefficient * variable <= bound`, or `<` where strict.

    Args:
        terms: the name of each variable with its coefficient.
        bound: what the sum may not exceed.
        strict: whether the sum must stay below the bound.
        items: what it rests on: it holds only where all of them do; without any it always holds.
    """

    terms: tuple[tuple[str, Number], ...]
    bound: Number
    strict: bool = False
    items: tuple[str, ...] = ()


# Compared by identity, so that what is made of a problem can be kept beside it.
@dataclass(frozen=True, eq=False)
class Problem:
    """Variables, the constraints between them, and the items that can be given up, each in a fixed order."""

    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]
    items: tuple[str, ...] = ()


@dataclass
class Meter:
    """What is left of all the work on one set of statements: where nothing is left, every question is undecided.

    Args:
        left: terms of rows that may still be looked at.
        until: when the processor time of the process ends it, in seconds: a limit far above the work, for a machine
            or a set on which each step is slow.
    """

    left: float = inf
    until: float = inf

    def spend(self, work: int) -> None:
        """Take work from what is left."""
        self.left -= work

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0 or process_time() > self.until


@dataclass(frozen=True)
class Budget:
    """How much work an answer may cost.

    Counted in steps and not in seconds, so that a question has the same answer on a slow machine and on a busy one.

    Args:
        nodes: halvings of domains for one question.
        branches: branchings of the simplex method for one question.
        steps: pivots of one run of the simplex method.
        calls: questions for the conflicts of one problem.
        work: halvings and branchings for all ranges of one problem.
        values: how many whole numbers a range may have to be listed one by one.
        conflicts: how many conflicts of one problem are gathered.
        meter: the work on everything that is asked about one set.
    """

    nodes: int = 4000
    branches: int = 3000
    steps: int = 4000
    calls: int = 3000
    work: int = 3000
    values: int = 200
    conflicts: int = 200
    meter: Meter = field(default_factory=Meter, compare=False)
