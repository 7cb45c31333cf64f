"""A problem as the solver works on it: numbered variables, rows in whole numbers, sets of items as bit masks.

Every row reads `sum of coefficient * variable <= bound`, all numbers whole: sums of whole numbers are exact and
several times faster than sums of fractions, and they are what propagation does all day. The label of a row is the
mask of the items that it rests on; a row without label always holds. Masks make union, intersection and *is part
of* one operation each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, gcd, lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.audit.solver.problem import Number, Problem


@dataclass(frozen=True, slots=True)
class Inequality:
    """`sum of coefficient * variable <= bound`, or `<` where strict."""

    terms: tuple[tuple[int, int], ...]
    bound: int
    strict: bool
    label: int


@dataclass(frozen=True, slots=True)
class System:
    """Variables, their limits, and the rows between them.

    Args:
        names: the name of each variable.
        whole: whether each variable is a whole number.
        lower, upper: the limits of each; None where there is none.
        hints: where each value is likely to lie; None where nothing suggests one.
        items: the items of the labels, bit by bit.
    """

    names: tuple[str, ...]
    whole: tuple[bool, ...]
    lower: tuple[Number | None, ...]
    upper: tuple[Number | None, ...]
    hints: tuple[Number | None, ...]
    items: tuple[str, ...]
    rows: tuple[Inequality, ...]

    @property
    def all_items(self) -> int:
        """The mask of every item."""
        return (1 << len(self.items)) - 1

    def active(self, mask: int) -> list[Inequality]:
        """The rows that hold where these items do."""
        if mask == self.all_items:
            return list(self.rows)
        return [row for row in self.rows if not row.label & ~mask]

    def mask(self, items: Iterable[str]) -> int:
        """The mask of some items."""
        wanted = set(items)
        return sum(1 << bit for bit, item in enumerate(self.items) if item in wanted)

    def members(self, mask: int) -> tuple[str, ...]:
        """The items of a mask, in their order."""
        return tuple(item for bit, item in enumerate(self.items) if mask >> bit & 1)


@lru_cache(maxsize=16)
def system_of(problem: Problem) -> System:
    """The system of a problem."""
    names = tuple(variable.name for variable in problem.variables)
    index = {name: number for number, name in enumerate(names)}
    bit = {item: 1 << number for number, item in enumerate(problem.items)}
    whole = tuple(variable.whole for variable in problem.variables)
    rows = (
        row(
            [(index[name], factor) for name, factor in constraint.terms],
            constraint.bound,
            whole,
            sum(bit[item] for item in set(constraint.items)),
            strict=constraint.strict,
        )
        for constraint in problem.constraints
    )
    return System(
        names,
        whole,
        # Rounded inward here, because propagation rounds an end only when a row moves it.
        lower=tuple(v.lower if v.lower is None or not v.whole else ceil(v.lower) for v in problem.variables),
        upper=tuple(v.upper if v.upper is None or not v.whole else floor(v.upper) for v in problem.variables),
        hints=tuple(variable.hint for variable in problem.variables),
        items=problem.items,
        # Constraints may become the same row once their factors are divided out: it is worked on once.
        rows=tuple(dict.fromkeys(rows)),
    )  # fmt: skip


def row(
    terms: Iterable[tuple[int, Number]],
    bound: Number,
    whole: Sequence[bool],
    label: int,
    *,
    strict: bool = False,
) -> Inequality:
    """A row in whole numbers, as sharp as whole variables make it.

    >>> row([(0, 2)], 5, [True], 0).bound
    2
    """
    # A relation may name a quantity twice: its coefficients add up.
    summed: dict[int, Number] = {}
    for variable, coefficient in terms:
        summed[variable] = summed.get(variable, 0) + coefficient
    nonzero = [(v, c) for v, c in summed.items() if c]
    factor = lcm(bound.denominator, *(c.denominator for _, c in nonzero))
    whole_terms = [(v, int(c * factor)) for v, c in nonzero]
    limit = int(bound * factor)
    divisor = gcd(*(c for _, c in whole_terms)) or 1
    if all(whole[v] for v, _ in whole_terms):
        # The sum is a multiple of the divisor: the bound may fall to the next multiple below, and *less than*
        # becomes *at most*. Many systems are decided by this alone, before any search.
        limit, strict = (limit - strict) // divisor, False
    else:
        divisor = gcd(divisor, limit)
        limit //= divisor
    return Inequality(tuple((v, c // divisor) for v, c in whole_terms), limit, strict, label)
