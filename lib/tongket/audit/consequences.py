"""What the definitions of a conflict say together of what is printed, where no single one of them is broken.

Quantities that are not printed are eliminated, as Gauss does with an equation that has them and Fourier and Motzkin
with every pair of bounds: of a ≤ b and b ≤ c follows a ≤ c, and of a + b + c ≤ d, where b is not below zero, a + c ≤ d.

Source: Schrijver, *Theory of Linear and Integer Programming* (1986), section 12.2.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from tongket.audit.statements import Definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.audit.statements import Quantity

# By how many the relations may become more while they are followed: pairs of bounds multiply.
MOST = 100


def consequences(
    definitions: Iterable[Definition], quantities: Mapping[str, Quantity], kept: Iterable[str]
) -> list[Definition]:
    """What definitions say of some quantities alone, the shortest first; none where that is too much to follow.

    Args:
        definitions: the relations.
        quantities: what they are of, with their least and greatest possible values.
        kept: the ids of the quantities that may be in the results.

    >>> from tongket.audit import Statements
    >>> given = Statements()
    >>> a, b, c = (given.quantity(name, minimum=None) for name in "abc")
    >>> given.not_above(a, b), given.not_above(b, c)
    (None, None)
    >>> [dict(each.terms) for each in consequences(given.definitions.values(), given.quantities, "ac")]
    [{'c': -1, 'a': 1}]
    """
    rows = [replace(row, terms=_collected(row.terms)) for row in definitions]
    most = MOST + len(rows)
    times = Counter(name for row in rows for name, _ in row.terms)
    # Those in the fewest rows first; names of as many in their own order, so that every run says the same.
    for name in sorted(times.keys() - set(kept), key=lambda each: (times[each], each)):
        rows = _without(name, [*rows, *_limits(quantities[name])])
        if len(rows) > most:
            return []
    return sorted(rows, key=lambda row: len(row.terms))


def _collected(terms: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Each quantity once, in the order of the first."""
    added: Counter[str] = Counter()
    for name, factor in terms:
        added[name] += factor
    return tuple(added.items())


def _limits(quantity: Quantity) -> list[Definition]:
    """The least and the greatest possible value of a quantity."""
    ends = ((quantity.minimum, -1), (quantity.maximum, 1))
    return [
        Definition(quantity.id, "bound", ((quantity.id, sign),), sign * end)
        for end, sign in ends
        if end is not None
    ]


def _without(name: str, rows: list[Definition]) -> list[Definition]:
    """What rows say of everything else than a quantity."""
    own = [row for row in rows if name in dict(row.terms)]
    others = [row for row in rows if name not in dict(row.terms)]
    solved = next((row for row in own if row.equal), None)
    if solved is not None:
        found = [_added(solved, row, name) for row in own if row is not solved]
    else:
        above = [row for row in own if dict(row.terms)[name] > 0]
        below = [row for row in own if dict(row.terms)[name] < 0]
        found = [_added(less, more, name) for less in below for more in above]
    return [
        *others,
        *{(row.terms, row.bound, row.equal): row for row in found if row.terms}.values(),
    ]


def _added(one: Definition, other: Definition, name: str) -> Definition:
    """Two rows added so that a quantity is in neither; the first is an equation, or of the other sign."""
    first, second = dict(one.terms), dict(other.terms)
    times, factor = abs(first[name]), -second[name] if first[name] > 0 else second[name]
    terms = {
        each: times * second.get(each, 0) + factor * first.get(each, 0)
        for each in (*second, *first)
    }
    left = {each: number for each, number in terms.items() if number}
    divisor = gcd(*left.values()) or 1
    bound = Fraction(times * other.bound + factor * one.bound, divisor)
    reduced = tuple((each, number // divisor) for each, number in left.items())
    equal = one.equal and other.equal
    kind = "balance" if equal else "bound"
    return replace(
        other, id=f"{one.id}; {other.id}", kind=kind, terms=reduced, bound=bound, equal=equal
    )


def of_shares(row: Definition, base: str, scale: Fraction) -> Definition | None:
    """What a row between the parts of one whole says of their shares; None where it is of amounts too.

    Args:
        row: a relation of the parts and their whole.
        base: the id of the whole.
        scale: what all of the whole is as a share, such as 100.
    """
    if row.bound:
        return None
    terms = dict(row.terms)
    return replace(row, bound=-terms.pop(base, 0) * scale, terms=tuple(terms.items()))
