"""How the audit speaks of numbers, places and statements, in both languages."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING

from tongket.audit.quantities import capitalised, uncapitalised
from tongket.audit.statements import HUNDRED
from tongket.model import PARAGRAPH, Interval, Qualifier, Text, Unit
from tongket.numerals import format_number, unit_name
from tongket.numerals.formats import MONEY, hedged, quoted_print
from tongket.translations import LazyText, Phrase, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tongket.audit.solver import Number
    from tongket.audit.statements import Quantity, Statement, Subject
    from tongket.model import Lang

# Decimals beyond which nobody reads a percentage.
FINEST = 9
PERCENT = Unit("percent", "percent", Text("%", "%"))
POINTS = Unit(
    "percentage_points", "percentage_points",
    Phrase("percentage point"), "percentage points",
)  # fmt: skip
PLACES = {"headline": Phrase("opening part")}
# A place that is only numbered, with or without the word for it; what has another word of its own stays as typed.
# A file of one's own that a notebook read.
_FILE = re.compile(r"\.[a-z]{3,4}$")
_NUMBERED = re.compile(
    r"(?:(?:mục|section) )?(?P<number>(?:[IVXLC]+|[0-9]+[a-zđ]?)\b.*)", re.IGNORECASE
)
AND = Phrase(" and ")
OF_PLAN = Phrase("{share} of the plan")
ABOVE_PLAN = Phrase("{share} above the plan")
ABOVE_BASE = Phrase("{share} above “{base}”")
ABOVE_BEFORE = Phrase("{share} above the year before")
TIMES_BEFORE = Phrase("{share} the year before")
INDEX_BEFORE = Phrase("{share} (the year before = 100)")
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


def amount(value: Number, unit: Unit | None, lang: Lang) -> str:
    """A number with its unit; money in the largest scale in which it is short.

    >>> people = Unit("persons", "count", Text("người", "person"), "people")
    >>> amount(20, people, "en"), amount(1, people, "en"), amount(Fraction("16.5"), PERCENT, "vi")
    ('20 people', '1 person', '16,5%')
    >>> amount(1_174_000_000, Unit("VND", "money", Text("đồng", "VND")), "vi")
    '1,174 tỷ đồng'
    """
    return _with_unit(number(value, lang), value, unit, lang)


def amounts(values: Sequence[Number], unit: Unit | None, lang: Lang) -> str:
    """Numbers in a row, the unit behind the last."""
    *others, last = values
    return ", ".join([*(number(value, lang) for value in others), amount(last, unit, lang)])


def _with_unit(shown: str, value: Number, unit: Unit | None, lang: Lang) -> str:
    """A number in words with its unit."""
    if unit is None:
        return shown
    if unit.kind == "percent":
        return f"{shown}%"
    if unit.kind == "money":
        exact = Fraction(value)
        power, form = next(
            (power, form) for power, form in MONEY
            if not power or (abs(exact) >= 10**power and not exact * 10**4 % 10**power)
        )  # fmt: skip
        return translate(form, lang).format(number=number(exact / 10**power, lang))
    if unit.kind == "rank":
        return f"{unit.name.in_(lang)} {shown}"
    return f"{shown} {unit_name(unit, Fraction(value), lang)}".rstrip()


def span(interval: Interval, lang: Lang, unit: Unit | None = None) -> str:
    """An interval in words, with its unit.

    >>> span(Interval.between(Fraction("139.5"), Fraction("140.5")), "en", PERCENT)
    'from 139.5% to 140.5%'
    >>> span(Interval.between(Fraction("3.3"), Fraction("3.5")), "en", Unit("p", "count", Text("", "person"), "people"))
    'from 3.3 to 3.5 people'
    >>> span(Interval(Fraction(5), None, lower_closed=False), "vi")
    'hơn 5'
    >>> span(Interval(None, Fraction(5), upper_closed=False), "vi")
    'dưới 5'
    >>> span(Interval.between(Fraction("1.00001"), Fraction("1.00002")), "en")
    'from 1.00001 to 1.00002'
    """
    low, high = interval.lower, interval.upper
    if low is not None and low == high:
        return amount(low, unit, lang)
    if high is None:
        hedge = Qualifier.AT_LEAST if interval.lower_closed else Qualifier.MORE_THAN
        return hedged(amount(low or 0, unit, lang), hedge, lang)
    if low is None:
        hedge = Qualifier.AT_MOST if interval.upper_closed else Qualifier.LESS_THAN
        return hedged(amount(high, unit, lang), hedge, lang)
    first, last = ends_shown(low, high, unit, lang)
    return translate("from {low} to {high}", lang).format(low=first, high=last)


def ends_shown(low: Number, high: Number, unit: Unit | None, lang: Lang) -> tuple[str, str]:
    """Two ends that differ, in words, the unit behind the last: short ones as they are, others rounded outwards.

    >>> ends_shown(Fraction(241, 3), Fraction(82), None, "en")
    ('80.33', '82')
    >>> ends_shown(3 - Fraction(1, 10**6), 3 + Fraction(1, 10**6), None, "en")
    ('2.999999', '3.000001')
    """
    if unit is not None and unit.kind == "money":
        # Nobody pays a part of a đồng.
        return amount(math.floor(low), unit, lang), amount(math.ceil(high), unit, lang)
    places = _places(low, high)
    ends = [
        end if not end * 10**4 % 1 else Fraction(side(end * 10**places), 10**places)
        for end, side in ((Fraction(low), math.floor), (Fraction(high), math.ceil))
    ]
    first, last = (
        format_number(end, lang, next(n for n in count() if not end * 10**n % 1)) for end in ends
    )
    sign = PERCENT if unit is not None and unit.kind == "percent" else None
    return _with_unit(first, low, sign, lang), _with_unit(last, high, unit, lang)


def _places(low: Number, high: Number) -> int:
    """Two decimals; more where rounding to them would make a range twice as wide."""
    return next(n for n in count(2) if (high - low) * 10**n >= 1)


def rounded(value: Number, places: int, unit: Unit | None, lang: Lang) -> str:
    """A number to so many decimals, with its unit.

    >>> rounded(Fraction(300, 19), 1, PERCENT, "en")
    '15.8%'
    """
    return _with_unit(format_number(Fraction(value), lang, places), value, unit, lang)


def apart(interval: Interval, other: Interval, unit: Unit | None, lang: Lang) -> str:
    """An interval with as few decimals as show that it lies beyond another one; one number where both ends print so.

    >>> near = Interval.between(Fraction("64.49989"), Fraction("64.49991"))
    >>> apart(near, Interval.between(Fraction("64.5"), Fraction("65.5")), PERCENT, "en")
    '64.4999%'
    """
    ends = [end for end in (interval.lower, interval.upper) if end is not None]
    places = next(
        (n for n in range(1, FINEST) if not any(other.contains(_round(end, n)) for end in ends)), 0
    )
    if not places or len(ends) < 2:
        return span(interval, lang, unit)
    low, high = (_round(end, places) for end in ends)
    if low != high:
        return span(Interval.between(low, high), lang, unit)
    decimals = places if low.denominator != 1 else 0
    return rounded(low, decimals, unit, lang)


def _round(value: Fraction, places: int) -> Fraction:
    return Fraction(math.floor(value * 10**places + Fraction(1, 2)), 10**places)


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
    return place_of(row.locator).in_(lang) if row else ""


def place_of(locator: str) -> Text:
    """A place in a source in words: `I.2` and `mục I.2` are section I.2, `I.2#3` a paragraph of it, `trang 3` stays.

    >>> place_of("own/grdp.csv#3").en
    'own/grdp.csv, row 3'
    """
    section, mark, paragraph = locator.partition(PARAGRAPH)
    if mark and section and paragraph.isdecimal():
        if _FILE.search(section):
            return Phrase("{file}, row {number}", file=section, number=paragraph)
        return Phrase("{section}, paragraph {number}", section=place_of(section), number=paragraph)
    if locator in PLACES:
        return PLACES[locator]
    number = _NUMBERED.fullmatch(locator)
    return Phrase("section {number}", number=number["number"]) if number else Text(locator, locator)


def quoted(statement: Statement, names: Mapping[str, Text], lang: Lang) -> str:
    """A statement as printed, with all that it is a share or multiple of."""
    text = quoted_print(statement.as_printed, statement.qualifier, lang, statement.notation)
    shown = [
        _relation(subject).in_(lang).format(share=text, base=names[subject.base].in_(lang))
        for subject in (statement.subject, *(subject for subject, _ in statement.also))
        if subject.base
    ]
    return listed(list(dict.fromkeys(shown)), lang) or text


def _relation(subject: Subject) -> Phrase:
    """How a share is said to be of its base, by what the base is."""
    planned = ":target" in subject.base
    before = ":previous" in subject.base
    same = subject.base.partition(":")[0] == subject.part.partition(" @ ")[0]
    if subject.plus:
        return ABOVE_PLAN if planned else ABOVE_BEFORE if before else ABOVE_BASE
    if planned:
        return OF_PLAN
    if before and same:
        return INDEX_BEFORE if subject.scale == HUNDRED else TIMES_BEFORE
    return OF_BASE if subject.scale == HUNDRED else PER_BASE


def placed(statement: Statement, names: Mapping[str, Text], lang: Lang) -> str:
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
    return capitalised(text) + ("" if text.endswith((".", "?")) else ".")
