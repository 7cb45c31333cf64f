"""Sums and comparisons that do not hold, in words: what is added, what is printed, what is missing and why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from tongket.audit.phrases import (
    POINTS,
    amount,
    both,
    listed,
    number,
    sentence,
    span,
    within,
)
from tongket.model import Interval, Qualifier
from tongket.numerals.formats import hedged
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.audit.results import AuditedSet
    from tongket.audit.statements import Definition, Quantity
    from tongket.model import Lang, Text, Unit

# The parts of a sum that are named; of more their number is said.
NAMED = 3


@dataclass(frozen=True)
class Term:
    """A quantity that is added so many times."""

    quantity: Quantity
    factor: int
    allowed: Interval

    @property
    def unit(self) -> Unit | None:
        """What it is measured in."""
        return self.quantity.unit


@dataclass(frozen=True)
class Side:
    """One side of a definition: what is added there, and a number."""

    terms: tuple[Term, ...]
    constant: Fraction

    def total(self) -> Interval:
        """What it adds up to."""
        parts = (term.allowed.scale(term.factor) for term in self.terms)
        return sum(parts, Interval.exact(self.constant))

    @property
    def unit(self) -> Unit | None:
        """What it is measured in; None for a number alone."""
        return next((term.unit for term in self.terms), None)

    def shown(self, lang: Lang, unit: Unit | None) -> str:
        """The sum with its result; the result alone where there is nothing to add or multiply."""
        parts = [_product(term, lang) for term in self.terms]
        if self.constant or not parts:
            parts.append(number(self.constant, lang))
        added, total = " + ".join(parts), span(self.total(), lang, unit)
        return total if len(parts) == 1 and "×" not in added else f"{added} = {total}"


def _product(term: Term, lang: Lang) -> str:
    shown = span(term.allowed, lang, _written(term.unit))
    if term.factor == 1:
        return shown
    return f"{term.factor} × {shown}" if term.allowed.is_exact else f"{term.factor} × ({shown})"


def _written(unit: Unit | None) -> Unit | None:
    """The unit that is written with each number of a sum: that of money, which has its scale with it."""
    return unit if unit is not None and unit.kind == "money" else None


def broken(
    definition: Definition, quantities: Mapping[str, Quantity], ends: Mapping[str, Interval]
) -> list[Text]:
    """The arithmetic of a definition that what is printed breaks; nothing where it may hold.

    Args:
        definition: the relation.
        quantities: what it is of.
        ends: what the printing of each of them allows.
    """
    left, right = _sides(definition, quantities, ends)
    above = right.total().is_below(left.total())
    below = definition.equal and left.total().is_below(right.total())
    if not above and not below:
        return []
    unit = left.unit or right.unit
    parts, whole = (left, right) if len(left.terms) >= len(right.terms) else (right, left)
    if definition.equal and _adds_up(parts, whole):
        return [both(partial(_together, parts, whole, unit))]
    form = (
        message("{added}, not {stated}.")
        if definition.equal
        else message("{added} is above {stated}.")
    )
    lines: list[Text] = [both(partial(_compared, form, left, right))]
    # Nobody subtracts a number of places from a rank.
    if unit is None or unit.kind != "rank":
        lines.append(difference(left.total(), right.total(), unit))
    return lines


def difference(one: Interval, other: Interval, unit: Unit | None) -> Text:
    """How far apart two ranges are, and how much of it rounding explains at most.

    >>> difference(Interval.exact(Fraction(100)), Interval.exact(Fraction(75)), None).en
    'The difference is 25.'
    """
    points = unit is not None and unit.kind == "percent"
    return both(partial(_apart, one, other, POINTS if points else unit))


def _sides(
    definition: Definition, quantities: Mapping[str, Quantity], ends: Mapping[str, Interval]
) -> tuple[Side, Side]:
    """What a definition adds up, and what that may not exceed, each without a minus sign."""
    terms = [Term(quantities[name], factor, ends[name]) for name, factor in definition.terms]
    left = tuple(term for term in terms if term.factor > 0)
    right = tuple(replace(term, factor=-term.factor) for term in terms if term.factor < 0)
    bound, none = definition.bound, Fraction(0)
    return Side(left, max(-bound, none)), Side(right, max(bound, none))


def _adds_up(parts: Side, whole: Side) -> bool:
    """Whether this is a plain sum of parts: each once, with two ends, against one total."""
    every = [*parts.terms, *whole.terms]
    plain = all(term.factor == 1 and term.allowed.width is not None for term in every)
    one = len(whole.terms) + bool(whole.constant) == 1
    return plain and one and len(parts.terms) > 1 and not parts.constant


def by_rounding(found: AuditedSet) -> list[Text]:
    """The sums of a set that agrees that are right only because their figures are rounded.

    >>> from tongket.audit import Statements, audit
    >>> given = Statements()
    >>> a, b, total = (given.quantity(name, whole=False) for name in ("a", "b", "total"))
    >>> _ = given.state(a, "33.3%"), given.state(b, "66.6%"), given.state(total, "100.0%")
    >>> given.balance(total, [a, b])
    >>> [text.en for text in by_rounding(audit(given)[0])]
    ['Right only by rounding: a and b together make 33.3 + 66.6 = 99.9; 100 is printed.']
    """
    quantities = {quantity.id: quantity for quantity in found.quantities}
    ends = {
        s.value_of: Interval.exact(s.printed.value)
        for s in found.statements
        if s.value_of and s.printed.value is not None and s.qualifier is Qualifier.EXACT
    }
    notes: list[Text] = []
    for definition in found.definitions if found.status == "agrees" else ():
        if not definition.equal or any(name not in ends for name, _ in definition.terms):
            continue
        left, right = _sides(definition, quantities, ends)
        parts, whole = (left, right) if len(left.terms) >= len(right.terms) else (right, left)
        if left.total() != right.total() and _adds_up(parts, whole):
            said = both(partial(_made, parts, whole, parts.unit))
            notes.append(Phrase("Right only by rounding: {sum}", sum=said))
    return notes


def _together(parts: Side, whole: Side, unit: Unit | None, lang: Lang) -> str:
    """What the parts make, what is printed, what is missing of it or too much, and what rounding explains."""
    gap = _middle(whole.total()) - _middle(parts.total())
    missing = _missing(gap, _slack(parts.total(), whole.total()), unit, lang)
    return f"{_made(parts, whole, unit, lang)} {missing}"


def _made(parts: Side, whole: Side, unit: Unit | None, lang: Lang) -> str:
    """What the parts make, and what is printed."""
    made, stated = _middle(parts.total()), _middle(whole.total())
    added = amount(made, unit, lang)
    if parts.total().is_exact:
        terms = " + ".join(
            amount(_middle(term.allowed), _written(term.unit), lang) for term in parts.terms
        )
        added = f"{terms} = {added}"
    else:
        added = hedged(added, Qualifier.ABOUT, lang)
    form = message("{parts} together make {added}; {stated} is printed.")
    if not whole.terms:
        form = message("{parts} together make {added}; they should make {stated}.")
    return translate(form, lang).format(
        parts=_named(parts, lang), added=added, stated=amount(stated, unit, lang)
    )


def _missing(gap: Fraction, slack: Fraction, unit: Unit | None, lang: Lang) -> str:
    forms = {
        (True, False): message("{gap} is missing."),
        (True, True): message("{gap} is missing; rounding explains at most {slack}."),
        (False, False): message("{gap} is too much."),
        (False, True): message("{gap} is too much; rounding explains at most {slack}."),
    }
    form = forms[gap > 0, bool(slack)]
    return translate(form, lang).format(
        gap=amount(abs(gap), unit, lang), slack=amount(slack, unit, lang)
    )


def _named(side: Side, lang: Lang) -> str:
    """The names of the parts, or how many there are."""
    if len(side.terms) > NAMED:
        return translate("The {number} parts", lang).format(number=number(len(side.terms), lang))
    first, *rest = (term.quantity for term in side.terms)
    return listed([first.name.in_(lang), *(within(each, lang) for each in rest)], lang)


def _middle(interval: Interval) -> Fraction:
    """What is printed where rounding goes as far to either side."""
    return ((interval.lower or Fraction(0)) + (interval.upper or Fraction(0))) / 2


def _slack(one: Interval, other: Interval) -> Fraction:
    """How much of a difference the rounding of all that is printed explains at most."""
    return ((one.width or Fraction(0)) + (other.width or Fraction(0))) / 2


def _compared(form: str, left: Side, right: Side, lang: Lang) -> str:
    added = left.shown(lang, left.unit or right.unit)
    stated = right.shown(lang, right.unit or left.unit)
    return sentence([translate(form, lang).format(added=added, stated=stated)])


def _apart(one: Interval, other: Interval, unit: Unit | None, lang: Lang) -> str:
    apart = one - other
    if apart.width is None:
        least = next(abs(end) for end in (apart.lower, apart.upper) if end is not None)
        form = message("The difference is at least {gap}.")
        return translate(form, lang).format(gap=amount(least, unit, lang))
    slack = _slack(one, other)
    form = message("The difference is {gap}.")
    if slack:
        form = message("The difference is {gap}; rounding explains at most {slack}.")
    gap = amount(abs(_middle(apart)), unit, lang)
    return translate(form, lang).format(gap=gap, slack=amount(slack, unit, lang))
