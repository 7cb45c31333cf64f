"""Printed numbers and what they allow: reading them from a source, and the intervals of their printing.

A printed number allows every value that would print so. The readings are set out in docs/methods.md.

>>> parse("14,025%", "vi").value
Fraction(561, 40)
>>> reading(parse("14,025%", "vi"), Qualifier.EXACT)
Interval(lower=Fraction(28049, 2000), upper=Fraction(28051, 2000), lower_closed=True, upper_closed=True)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tongket import limits
from tongket.model import Interval, Qualifier

WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
TRAILING = {"%", "đồng", "VND", "lần", "times"}

# Grouping and decimal mark of each notation; transcribed figures carry no grouping.
_NUMBER = {
    "vi": re.compile(r"[-−]?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII),
    "en": re.compile(r"[-−]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII),
    "transcribed": re.compile(r"[-−]?(\d+)(?:\.(\d+))?", re.ASCII),
}
_BAND = re.compile(r"(.+?)\s*(?:\.\.|–|(?<=\d)-)\s*(\S.*)")
_FRACTION = re.compile(r"(\d+)/(0*[1-9]\d*)", re.ASCII)
_OTHER_SPACE = re.compile(r"[^\S ]")
EXAMPLES = {
    "vi": ("14,025%", "4.298"),
    "en": ("14.025%", "4,298"),
    "transcribed": ("14.025", "4298"),
}


class ReversedBand(ValueError):
    """A band whose first end is above its second: no value lies in it."""


@dataclass(frozen=True)
class Printed:
    """A number as it was printed.

    Args:
        value: its value in the base unit (đồng, not tỷ); None for a band.
        lower, upper: the ends of a band; None elsewhere.
        denominator: N of n/N; None elsewhere.
        last: the unit of the last printed digit: 0.001 for 14,025, 10**6 for 2,820 tỷ.
        last_nonzero: the unit of the last digit that is not zero: 100 for 6.800.
    """

    value: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    denominator: int | None
    last: Fraction
    last_nonzero: Fraction

    @property
    def decimals(self) -> int:
        """The place of the last digit: 3 for 14,025, 0 for 6.800, -6 for 2,820 tỷ."""
        # The unit is a power of ten: one of the two has a single digit.
        return len(str(self.last.denominator)) - len(str(self.last.numerator))


def parse(text: str, notation: str) -> Printed:
    """Read a number as a source prints it, with its sign of percent, scale and currency.

    Args:
        text: for instance `14,025%`, `2,9 tỷ đồng`, `12-13%`, `119/119`, `sáu`, `01`.
        notation: `vi`, `en` or `transcribed`.

    Raises:
        ReversedBand: the first end of a band is above the second.
        ValueError: it is no number in that notation; the message says which form is expected.

    >>> parse("2,820 tỷ đồng", "vi").last
    Fraction(1000000, 1)
    >>> parse("12-13%", "vi").upper
    Fraction(13, 1)
    """
    if len(text) > limits.FIGURE:
        raise ValueError(
            f"as_printed: expected at most {limits.FIGURE} characters, got {len(text)}. Type the number alone."
        )
    # Most figures are a number alone, or with a sign of percent.
    plain = _NUMBER[notation].fullmatch(text.removesuffix("%"))
    if plain:
        return _number(plain, 1)
    if text != text.strip() or _OTHER_SPACE.search(text):
        raise ValueError(f"as_printed: expected plain spaces and none at the ends, got {text!r}.")
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        part, whole = (int(group) for group in fraction.groups())
        return Printed(Fraction(part), None, None, whole, Fraction(1), Fraction(1))
    number, factor = _without_units(text, notation)
    band = _BAND.fullmatch(number)
    if band:
        low, high = (_single(end, notation, factor, text) for end in band.groups())
        if low.value is not None and high.value is not None and low.value > high.value:
            raise ReversedBand(
                f"as_printed: expected the lesser end of a band first, got {text!r}. "
                "Compare it with the source, swap the ends."
            )
        return Printed(None, low.value, high.value, None, high.last, high.last)
    return _single(number, notation, factor, text)


def _without_units(text: str, notation: str) -> tuple[str, int]:
    """The number without its trailing unit words, and the scale that they mean."""
    if text.endswith("%"):
        return text[:-1].rstrip(), 1
    words, factor = text.split(" "), 1
    while len(words) > 1 and words[-1] in TRAILING:
        words.pop()
    if len(words) > 1 and words[-1] in SCALES:
        factor = SCALES[words.pop()]
    if len(words) > 1:
        raise ValueError(_expected(text, notation))
    return words[0], factor


def _single(number: str, notation: str, factor: int, text: str) -> Printed:
    if number.lower() in WORDS:
        value = Fraction(WORDS[number.lower()] * factor)
        return Printed(value, None, None, None, Fraction(factor), Fraction(factor))
    match = _NUMBER[notation].fullmatch(number)
    if match is None:
        raise ValueError(_expected(text, notation))
    return _number(match, factor)


def _number(match: re.Match[str], factor: int) -> Printed:
    """A number whose whole part and decimals were found, in units of a factor."""
    decimals = match[2] or ""
    digits = int(match[1].replace(".", "").replace(",", "") + decimals)
    unit = 10 ** len(decimals)
    last = last_nonzero = _ratio(factor, unit)
    if digits and not digits % 10:
        shown = str(digits)
        last_nonzero = _ratio(factor * 10 ** (len(shown) - len(shown.rstrip("0"))), unit)
    value = digits * factor * (-1 if match[0][0] in "-−" else 1)
    # A whole number alone takes a third of the time of a ratio.
    exact = Fraction(value) if unit == 1 else Fraction(value, unit)
    return Printed(exact, None, None, None, last, last_nonzero)


# The units of digits are few.
_ratio = lru_cache(maxsize=256)(Fraction)


def _expected(text: str, notation: str) -> str:
    return (
        f"as_printed: expected a number in {notation} notation such as {' or '.join(EXAMPLES[notation])}, "
        f"got {text!r}. Type it as the source prints it."
    )


def reading(printed: Printed, qualifier: Qualifier, *, whole: bool = False) -> Interval:
    """Every value that the printing allows, by the default reading.

    A counted thing is what is printed. A rounded number allows half a unit of its last digit to
    either side, ends included, so that no rule of rounding is taken for an error. *About* allows a whole
    unit of the last digit that is not zero. *Nearly* stops short of the number, *more than* starts
    beyond it, both without the number itself.

    Args:
        printed: the number.
        qualifier: how the source hedges it.
        whole: whether it counts things.

    >>> reading(parse("6.800", "vi"), Qualifier.ABOUT, whole=True).lower
    Fraction(6700, 1)
    """
    if printed.value is None:
        return Interval(printed.lower, printed.upper)
    value, unit = printed.value, printed.last_nonzero
    # Most figures are not hedged.
    if qualifier is Qualifier.EXACT:
        return _rounded(printed, value, whole=whole)
    readings = {
        Qualifier.ABOUT: lambda: Interval(value - unit, value + unit),
        Qualifier.NEARLY: lambda: Interval(value - unit, value, upper_closed=False),
        Qualifier.MORE_THAN: lambda: Interval(value, None, lower_closed=False),
        Qualifier.AT_LEAST: lambda: Interval(value, None),
        Qualifier.AT_MOST: lambda: Interval(min(Fraction(0), value), value),
    }
    return readings[qualifier]()


def _rounded(printed: Printed, value: Fraction, *, whole: bool) -> Interval:
    if printed.denominator is not None or (whole and printed.last == 1):
        return Interval.exact(value)
    return Interval(value - printed.last / 2, value + printed.last / 2)
