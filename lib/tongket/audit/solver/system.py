"""Statements as a system of linear rows over whole numbers and fractions, with a label on each row.

Every row reads `sum of coefficient * variable <= bound`, all numbers whole. A printed ratio is linear
once it is an interval: lo * base <= part <= hi * base. The label is a bit mask of the statements and
assumptions that the row stands on; a row without label holds whatever was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.audit.readings import Reading
    from tongket.audit.statements import Quantity, Statement, Statements

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """`sum of coefficient * variable <= bound`, or `<` where strict."""

    terms: tuple[tuple[int, int], ...]
    bound: int
    strict: bool
    label: int


@dataclass(frozen=True, slots=True)
class System:
    """Variables, their limits, and the rows between them.

    Args:
        names: the quantity of each variable.
        whole: whether each variable is a whole number.
        lower, upper: the limits of each; None where there is none.
        hints: a value of each that its printing suggests.
        items: the statements and assumptions of the labels, bit by bit.
    """

    names: tuple[str, ...]
    whole: tuple[bool, ...]
    lower: tuple[Number | None, ...]
    upper: tuple[Number | None, ...]
    hints: tuple[Number | None, ...]
    items: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def all_items(self) -> int:
        """The mask of every item."""
        return (1 << len(self.items)) - 1

    def active(self, mask: int) -> list[Row]:
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


def build(said: Statements, reading: Reading) -> System:
    """The system of a set of statements under a reading."""
    names = tuple(said.quantities)
    index = {name: number for number, name in enumerate(names)}
    items = (*said.statements, *said.assumptions)
    bit = {item: 1 << number for number, item in enumerate(items)}
    rows: list[Row] = []
    whole = tuple(quantity.whole for quantity in said.quantities.values())
    for statement in said.statements.values():
        label = _label((statement.id, *statement.needs), bit)
        rows += _rows_of(statement, reading, index, whole, label)
    for definition in said.definitions.values():
        terms = [(index[name], Fraction(number)) for name, number in definition.terms]
        label = _label(definition.needs, bit)
        rows += _both(terms, definition.bound, whole, label, equal=definition.equal)
    limits = [_limits(quantity) for quantity in said.quantities.values()]
    lower, upper = tuple(low for low, _ in limits), tuple(high for _, high in limits)
    return System(names, whole, lower, upper, _hints(said), items, tuple(dict.fromkeys(rows)))


def _label(ids: Iterable[str], bit: dict[str, int]) -> int:
    label = 0
    for item in ids:
        label |= bit[item]
    return label


def _limits(quantity: Quantity) -> tuple[Number | None, Number | None]:
    low, high = quantity.minimum, quantity.maximum
    if not quantity.whole:
        return low, high
    return None if low is None else -(-low // 1), None if high is None else high // 1


def _hints(said: Statements) -> tuple[Number | None, ...]:
    found: dict[str, Number] = {}
    for statement in said.statements.values():
        if not statement.subject.base and statement.printed.value is not None:
            subject = statement.subject
            found[subject.part] = (statement.printed.value - subject.plus) / subject.scale
    return tuple(found.get(name) for name in said.quantities)


def _rows_of(
    statement: Statement,
    reading: Reading,
    index: dict[str, int],
    whole: Sequence[bool],
    label: int,
) -> list[Row]:
    subject, interval = statement.subject, statement.allows(reading)
    part = index[subject.part]
    base = index[subject.base] if subject.base else None
    rows = []
    for end, closed, sign in (
        (interval.upper, interval.upper_closed, 1),
        (interval.lower, interval.lower_closed, -1),
    ):
        if end is None:
            continue
        terms, bound = [(part, sign * subject.scale)], sign * (end - subject.plus)
        if base is not None:
            terms, bound = [*terms, (base, -bound)], Fraction(0)
        rows.append(row(terms, bound, whole, label, strict=not closed))
    if base is not None:
        # A quotient says something only where its divisor is above zero.
        rows.append(row([(base, Fraction(-1))], Fraction(0), whole, label, strict=True))
    if statement.total and statement.printed.denominator is not None:
        total = [(index[statement.total], Fraction(1))]
        rows += _both(total, Fraction(statement.printed.denominator), whole, label, equal=True)
    return rows


def _both(
    terms: list[tuple[int, Fraction]],
    bound: Fraction,
    whole: Sequence[bool],
    label: int,
    *,
    equal: bool,
) -> list[Row]:
    rows = [row(terms, bound, whole, label)]
    if equal:
        rows.append(row([(v, -c) for v, c in terms], -bound, whole, label))
    return rows


def row(
    terms: Iterable[tuple[int, Fraction]],
    bound: Fraction,
    whole: Sequence[bool],
    label: int,
    *,
    strict: bool = False,
) -> Row:
    """A row in whole numbers, as sharp as whole variables make it.

    >>> row([(0, Fraction(2))], Fraction(5), [True], 0).bound
    2
    """
    summed: dict[int, Fraction] = {}
    for variable, coefficient in terms:
        summed[variable] = summed.get(variable, Fraction(0)) + coefficient
    kept = [(v, c) for v, c in summed.items() if c]
    factor = lcm(bound.denominator, *(c.denominator for _, c in kept))
    whole_terms = [(v, int(c * factor)) for v, c in kept]
    limit = int(bound * factor)
    divisor = gcd(*(c for _, c in whole_terms)) or 1
    if all(whole[v] for v, _ in whole_terms):
        limit, strict = (limit - strict) // divisor, False
    else:
        divisor = gcd(divisor, limit)
        limit //= divisor
    return Row(tuple((v, c // divisor) for v, c in whole_terms), limit, strict, label)
