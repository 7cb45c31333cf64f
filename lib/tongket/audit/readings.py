"""The ladder of readings: which true values a printing allows, from the strictest to the loosest.

u is the unit of the last printed digit. The ladder is declared here once and set out in docs/methods.md.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.model import Interval, Qualifier
from tongket.numerals import reading as hedged
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.numerals import Printed


class Reading(StrEnum):
    """How a number is taken to have been shortened for print."""

    HALF_UP = "half_up"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    ROUNDED_OR_TRUNCATED = "rounded_or_truncated"
    ANY_DIRECTION = "any_direction"
    TRAILING_ZEROS = "trailing_zeros"


DEFAULT = Reading.ROUNDED
LADDER = tuple(Reading)
MEANINGS = {
    Reading.HALF_UP: Phrase("rounded, halves up"),
    Reading.ROUNDED: Phrase("rounded, halves either way"),
    Reading.TRUNCATED: Phrase("cut off after the last digit"),
    Reading.ROUNDED_OR_TRUNCATED: Phrase("rounded or cut off"),
    Reading.ANY_DIRECTION: Phrase("rounded in any direction"),
    Reading.TRAILING_ZEROS: Phrase(
        "rounded in any direction, a percentage or a scaled amount to its last digit that is not zero"
    ),
}


def allowed(
    printed: Printed, qualifier: Qualifier, reading: Reading = DEFAULT, *, counted: bool = False
) -> Interval:
    """Every value that a printing allows under a reading.

    Args:
        printed: the number as read from its printing.
        qualifier: its hedge.
        reading: how it was shortened.
        counted: whether it is a counted whole, whose zeros at the end are digits like any other: of 60 and 90
            nobody makes 100.

    A hedge (*about*, *nearly*, *more than*), a band and a fraction n/N mean the same under every
    reading; the ladder is about the last digit of a plain number.

    >>> from tongket.numerals import parse
    >>> allowed(parse("140%", "en"), Qualifier.EXACT, Reading.TRAILING_ZEROS).lower
    Fraction(130, 1)
    """
    value, unit = printed.value, printed.last
    if value is None or qualifier is not Qualifier.EXACT or printed.denominator is not None:
        return hedged(printed, qualifier, whole=printed.denominator is not None)
    if reading is Reading.TRAILING_ZEROS and unit >= 1 and not counted:
        unit = printed.last_nonzero
    below, above, closed_below, closed_above = _reach(unit, reading)
    if value < 0:
        below, above, closed_below, closed_above = above, below, closed_above, closed_below
    # Numbers are shortened alike on both sides of zero, and zero is printed of either.
    elif value == 0:
        below, closed_below = above, closed_above
    return Interval(value - below, value + above, closed_below, closed_above)


def _reach(unit: Fraction, reading: Reading) -> tuple[Fraction, Fraction, bool, bool]:
    """How far a positive number reaches below and above, and whether the ends belong to it."""
    half, none = unit / 2, Fraction(0)
    return {
        Reading.HALF_UP: (half, half, True, False),
        Reading.ROUNDED: (half, half, True, True),
        Reading.TRUNCATED: (none, unit, True, False),
        Reading.ROUNDED_OR_TRUNCATED: (half, unit, True, False),
        Reading.ANY_DIRECTION: (unit, unit, False, False),
        Reading.TRAILING_ZEROS: (unit, unit, False, False),
    }[reading]


def looser_than(reading: Reading) -> tuple[Reading, ...]:
    """The readings further down the ladder.

    >>> looser_than(Reading.ANY_DIRECTION)
    (<Reading.TRAILING_ZEROS: 'trailing_zeros'>,)
    """
    return LADDER[LADDER.index(reading) + 1 :]
