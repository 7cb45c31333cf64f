"""The values of a printed figure as cells of plain decimals, and whether cells agree with them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket import limits
from tongket.model import RESULTS, Interval, Measure, Qualifier
from tongket.model.figure import exact_number
from tongket.numerals import parse, reading

if TYPE_CHECKING:
    from tongket.model import Indicator
    from tongket.numerals import Printed

# Measures in the unit of the indicator itself.
AMOUNTS = (*RESULTS, Measure.TARGET)
DECIMALS = ("obs_value", "lower", "upper")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def possible(
    printed: Printed, qualifier: Qualifier, indicator: Indicator, measure: Measure
) -> Interval:
    """What a printing allows; what is hedged reaches no further than what is possible at all, such as rank 1."""
    of_amount = measure in AMOUNTS
    allowed = reading(printed, qualifier, whole=indicator.whole and of_amount)
    if qualifier is Qualifier.EXACT or not of_amount:
        return allowed
    low, high = (
        None if end is None else exact_number(end) for end in (indicator.minimum, indicator.maximum)
    )
    return allowed.intersect(Interval(low, high)) or allowed


def values_printed(as_printed: str, notation: str) -> dict[str, str]:
    """The cells of the values that a printing gives; all empty where it is no number in that notation.

    >>> values_printed("2,9 tỷ đồng", "vi")
    {'obs_value': '2900000000', 'lower': '', 'upper': ''}
    >>> values_printed("12-13%", "vi")
    {'obs_value': '', 'lower': '12', 'upper': '13'}
    """
    try:
        printed = parse(as_printed, notation)
    except ValueError:
        return dict.fromkeys(DECIMALS, "")
    values = (printed.value, printed.lower, printed.upper)
    return {
        name: "" if value is None else decimal(value)
        for name, value in zip(DECIMALS, values, strict=True)
    }


def agrees(cells: dict[str, str], printed: Printed) -> bool:
    """Whether the values of a row are those of its printing."""
    return (
        same(cells["obs_value"], printed.value)
        and same(cells["lower"], printed.lower)
        and same(cells["upper"], printed.upper)
    )


def same(cell: str, value: Fraction | None) -> bool:
    """Whether a cell holds a value; an empty one holds none."""
    if value is None or len(cell) > 2 * limits.FIGURE or not _DECIMAL.fullmatch(cell):
        return cell == "" and value is None
    return int(cell) == value if cell.isdigit() else Fraction(cell) == value


def decimal(value: Fraction) -> str:
    """A printed value as a plain decimal: it has a finite one, being printed."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(int(value * 10**places)):0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
