"""How the audit speaks of numbers, places and statements, in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.audit.quantities import uncapitalised
from tongket.audit.statements import HUNDRED
from tongket.model import Interval, Qualifier, Text
from tongket.numerals import format_number
from tongket.numerals.formats import hedged
from tongket.translations import LazyText, Phrase, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tongket.audit.solver import Number
    from tongket.audit.statements import Quantity, Statement, Subject
    from tongket.model import Lang

PLACES = {"headline": Phrase("opening part")}
SECTION = Phrase("section {number}")
AND = Phrase(" and ")
OF_PLAN = Phrase("{share} of the plan")
ABOVE_PLAN = Phrase("{share} above the plan")
ABOVE_BASE = Phrase("{share} above “{base}”")
ABOVE_BEFORE = Phrase("{share} above the year before")
TIMES_BEFORE = Phrase("{share} the year before")
OF_BASE = Phrase("{share} of “{base}”")
PER_BASE = Phrase("{share} for “{base}”")


def both(make: Callable[[Lang], str]) -> Text:
    """One text, made in each language when it is asked for."""
    return LazyText(make)


def number(value: Number, lang: Lang) -> str:
    """An exact number with as many decimals as it has, up to four; one that has more with two.

    >>> number(Fraction("139.5"), "vi"), number(2_819_500_000, "en")
    ('139,5', '2,819,500,000')
    """
    exact = Fraction(value)
    places = next((n for n in range(5) if not exact * 10**n % 1), 2)
    return format_number(exact, lang, places)


def span(interval: Interval, lang: Lang, sign: str = "") -> str:
    """An interval in words.

    >>> span(Interval.between(Fraction("139.5"), Fraction("140.5")), "en", "%")
    'from 139.5% to 140.5%'
    >>> span(Interval(Fraction(5), None, lower_closed=False), "vi")
    'hơn 5'
    >>> span(Interval.between(Fraction("1.00001"), Fraction("1.00002")), "en")
    'from 1.00001 to 1.00002'
    """
    low, high = interval.lower, interval.upper
    if low is not None and low == high:
        return number(low, lang) + sign
    if high is None:
        hedge = Qualifier.AT_LEAST if interval.lower_closed else Qualifier.MORE_THAN
        return hedged(number(low or 0, lang) + sign, hedge, lang)
    if low is None:
        return hedged(number(high, lang) + sign, Qualifier.AT_MOST, lang)
    words = translate("from {low} to {high}", lang)
    shown = (number(low, lang), number(high, lang))
    # Two ends that differ are never printed as one.
    places = 3
    while shown[0] == shown[1]:
        shown = (format_number(low, lang, places), format_number(high, lang, places))
        places += 1
    return words.format(low=shown[0] + sign, high=shown[1] + sign)


def hedged_number(
    ends: Sequence[Number | None], sign: str, qualifier: Qualifier, lang: Lang
) -> str:
    """A printed number, or the two ends of a printed band, with its sign and hedge.

    >>> hedged_number((Fraction(12), Fraction(13)), "%", Qualifier.EXACT, "en")
    '12–13%'
    >>> hedged_number((Fraction("14.025"),), "%", Qualifier.ABOUT, "vi")
    'khoảng 14,025%'
    """
    shown = "–".join(number(end, lang) for end in ends if end is not None)
    return hedged(shown + sign, qualifier, lang)


def called(statement: Statement, names: Mapping[str, Text]) -> Text:
    """What readers call what a statement prints."""
    return statement.name or names[statement.subject.part]


def within(quantity: Quantity, lang: Lang) -> str:
    """The name of a quantity within a sentence; names that are no indicators are written as they are."""
    name = quantity.name.in_(lang)
    return uncapitalised(name) if quantity.measure else name


def place(statement: Statement, lang: Lang) -> str:
    """Where in its source a statement is printed; empty where nothing is known."""
    row = statement.observation
    if row is None or not row.locator:
        return ""
    if row.locator in PLACES:
        return PLACES[row.locator].in_(lang)
    return SECTION.in_(lang).format(number=row.locator)


def quoted(statement: Statement, names: dict[str, Text], lang: Lang) -> str:
    """A statement as printed, with what it is a share or multiple of."""
    text = hedged(f"“{statement.as_printed}”", statement.qualifier, lang)
    subject = statement.subject
    if not subject.base:
        return text
    return _relation(subject).in_(lang).format(share=text, base=names[subject.base].in_(lang))


def _relation(subject: Subject) -> Phrase:
    """How a share is said to be of its base, by what the base is."""
    planned = ":target" in subject.base
    before = ":previous" in subject.base
    if subject.plus:
        return ABOVE_PLAN if planned else ABOVE_BEFORE if before else ABOVE_BASE
    if planned:
        return OF_PLAN
    if before:
        return TIMES_BEFORE
    return OF_BASE if subject.scale == HUNDRED else PER_BASE


def placed(statement: Statement, names: dict[str, Text], lang: Lang) -> str:
    """A statement as printed with its place."""
    where = place(statement, lang)
    return quoted(statement, names, lang) + (f" ({where})" if where else "")


def listed(parts: Sequence[str], lang: Lang) -> str:
    """Parts in a row, the last joined by *and*."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + AND.in_(lang) + parts[-1]


def sentence(parts: Iterable[str]) -> str:
    """Parts joined into one sentence with a capital and a full stop."""
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")
