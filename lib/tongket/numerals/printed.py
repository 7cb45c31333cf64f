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
from typing import TYPE_CHECKING

from tongket import limits
from tongket.model import Interval, Qualifier
from tongket.numerals.printed_text import NoNumber, taken_apart

if TYPE_CHECKING:
    from tongket.numerals.printed_text import PrintedNumber

# Print keeps a number together with spaces that do not break; in a cell of the data they are a finding.
_NO_BREAK = str.maketrans("\u00a0\u202f", "  ")
_OTHER_SPACE = re.compile(r"[^\S ]")
EXAMPLES = {
    "vi": ("14,025%", "4.298"),
    "en": ("14.025%", "4,298"),
    "transcribed": ("14.025", "4298"),
}


class ReversedBand(ValueError):
    """A band whose first end is above its second: no value lies in it."""


class EqualBand(ValueError):
    """A band whose ends are one number: it is that number, or one of the two is mistyped."""


@dataclass(frozen=True)
class Printed:
    """A number as it was printed.

    Args:
        value: its value in the base unit (đồng, not tỷ); None for a band.
        lower, upper: the ends of a band; None elsewhere.
        denominator: N of n/N; None elsewhere.
        last: the unit of the last printed digit: 0.001 for 14,025, 10**6 for 2,820 tỷ.
        last_nonzero: the unit of the last digit that is not zero: 100 for 6.800.
        unit: what the text says of the unit: `percent`, `percentage_points`, `per_mille`, `VND`, `USD`, `times`,
            `words` for anything else, empty where it says nothing.
    """

    value: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    denominator: int | None
    last: Fraction
    last_nonzero: Fraction
    unit: str = ""

    @property
    def decimals(self) -> int:
        """The place of the last digit: 3 for 14,025, 0 for 6.800, -6 for 2,820 tỷ."""
        # The unit is a power of ten: one of the two has a single digit.
        return len(str(self.last.denominator)) - len(str(self.last.numerator))


def parse(text: str, notation: str) -> Printed:
    """Read a number as a source prints it, with its sign of percent, scale and currency.

    Args:
        text: for instance `14,025%`, `8 tỉ 990 triệu đồng`, `15 đến 20 triệu đồng`, `119/119`, `mười hai`, `01`,
            `32 văn bản`, `15.000 đồng/kg`; the number with its unit words, without what hedges or compares it.
        notation: `vi`, `en` or `transcribed`.

    Raises:
        ReversedBand: the first end of a band is above the second.
        EqualBand: both ends of a band are the same.
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
    text = text.translate(_NO_BREAK)
    if text != text.strip() or _OTHER_SPACE.search(text):
        raise ValueError(f"as_printed: expected plain spaces and none at the ends, got {text!r}.")
    try:
        parts = taken_apart(text, notation)
    except NoNumber:
        raise ValueError(_expected(text, notation)) from None
    number, *others = parts.ends
    if others:
        return _band(number, others[0], text, parts.unit)
    return Printed(
        number.value, None, None, parts.whole, number.last, _last_nonzero(number), parts.unit
    )


def _band(first: PrintedNumber, second: PrintedNumber, text: str, unit: str) -> Printed:
    if first.value == second.value:
        raise EqualBand(
            f"as_printed: expected two ends of a band that differ, got {text!r}. Compare it with the source: "
            "type the number alone, or the other end."
        )
    if first.value > second.value:
        raise ReversedBand(
            f"as_printed: expected the lesser end of a band first, got {text!r}. "
            "Compare it with the source, swap the ends."
        )
    return Printed(None, first.value, second.value, None, second.last, second.last, unit)


def _last_nonzero(number: PrintedNumber) -> Fraction:
    """The unit of the last digit that is not zero; of the last digit where all are zero."""
    # The last digit's unit divides the value: what is left is a whole number.
    value, last = number.value, number.last
    whole = value.numerator * last.denominator // (value.denominator * last.numerator)
    if not whole or whole % 10:
        return last
    digits = str(abs(whole))
    power: int = 10 ** (len(digits) - len(digits.rstrip("0")))
    return last * power


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
    beyond it, *less than* ends before it, all without the number itself.

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
    # An amount that is only bounded from above begins at none; what is below zero begins nowhere.
    none = Fraction(0)
    readings = {
        Qualifier.ABOUT: lambda: Interval(value - unit, value + unit),
        Qualifier.NEARLY: lambda: Interval(value - unit, value, upper_closed=False),
        Qualifier.MORE_THAN: lambda: Interval(value, None, lower_closed=False),
        Qualifier.LESS_THAN: lambda: Interval(
            none if value > 0 else None, value, upper_closed=False
        ),
        Qualifier.AT_LEAST: lambda: Interval(value, None),
        Qualifier.AT_MOST: lambda: Interval(none if value >= 0 else None, value),
    }
    return readings[qualifier]()


def _rounded(printed: Printed, value: Fraction, *, whole: bool) -> Interval:
    if printed.denominator is not None or (whole and printed.last == 1):
        return Interval.exact(value)
    return Interval(value - printed.last / 2, value + printed.last / 2)
