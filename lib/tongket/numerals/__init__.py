"""Printed numbers: from a source to a value and its interval, and from a figure to words."""

from tongket.numerals.formats import (
    NO_FIGURE,
    format_date,
    format_figure,
    format_number,
    format_period,
    unit_name,
)
from tongket.numerals.printed import Printed, parse, reading

__all__ = [
    "NO_FIGURE",
    "Printed",
    "format_date",
    "format_figure",
    "format_number",
    "format_period",
    "parse",
    "reading",
    "unit_name",
]
