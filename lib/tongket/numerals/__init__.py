"""Printed numbers: from a source to a value and its interval, and from a figure to words."""

from tongket.numerals.formats import (
    NO_FIGURE,
    QUALIFIERS,
    format_figure,
    format_number,
    is_language,
    unit_name,
)
from tongket.numerals.hedges import hedge_before, hedge_in, hedged, is_compared
from tongket.numerals.periods import format_date, format_period, period_name, review_period
from tongket.numerals.printed import EXAMPLES, EqualBand, Printed, ReversedBand, parse, reading
from tongket.numerals.printed_text import Begun, begun, measured_in

__all__ = [
    "EXAMPLES",
    "NO_FIGURE",
    "QUALIFIERS",
    "Begun",
    "EqualBand",
    "Printed",
    "ReversedBand",
    "begun",
    "format_date",
    "format_figure",
    "format_number",
    "format_period",
    "hedge_before",
    "hedge_in",
    "hedged",
    "is_compared",
    "is_language",
    "measured_in",
    "parse",
    "period_name",
    "reading",
    "review_period",
    "unit_name",
]
