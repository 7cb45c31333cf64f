"""The units of the figures of a table: what their column says, what their printing says, and where these differ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tongket.model import Text, Unit
from tongket.numerals import parse

if TYPE_CHECKING:
    from tongket.model import UnitKind
    from tongket.numerals import Printed

PERCENT = "%"
WORDS = "words"
# The units that a printing may name alone, where the column is empty.
SHOWN = {"percent": PERCENT, "VND": "VND", "USD": "USD"}


def kind_of(unit: str, notation: str) -> str:
    """What a word for a unit says: a `Printed.unit`, `words` for any unit that is not known.

    >>> kind_of("percentage_points", "en"), kind_of("million USD", "en"), kind_of("$", "en"), kind_of("diners", "en")
    ('percentage_points', 'USD', 'USD', 'words')
    >>> kind_of("% of GDP", "en"), kind_of("", "en")
    ('percent', '')
    """
    if not unit:
        return ""
    one = _one(unit, notation)
    if one is None:
        return "percent" if unit.startswith(PERCENT) else WORDS
    return one.unit or WORDS


def has_scale(unit: str, notation: str) -> bool:
    """Whether a word for a unit says of what size its numbers are.

    >>> has_scale("million USD", "en"), has_scale("USD", "en"), has_scale("diners", "en")
    (True, False, False)
    """
    one = _one(unit, notation)
    return one is not None and one.value != 1


@cache
def _one(unit: str, notation: str) -> Printed | None:
    """One of a unit; None where the grammar of printed numbers does not know the word."""
    for text in (f"1 {unit.replace('_', ' ')}", f"{unit}1"):
        try:
            return parse(text, notation)
        except ValueError:
            continue
    return None


def agree(kind: str, printed: Printed) -> bool:
    """Whether the unit words of a printing are those of a unit; one that is not named agrees with all.

    Args:
        kind: of the unit in the column.
        printed: the figure.
    """
    # Many write the sign of percent for percentage points.
    of_points = kind == "percentage_points" and printed.unit == "percent"
    return not kind or not printed.unit or kind == printed.unit or of_points


def as_unit(name: str, kind: str) -> Unit | None:
    """A unit by the word that the table writes; None where it writes none."""
    of: UnitKind = "percent" if kind == "percent" else "ratio"
    # Millions of đồng are counted as the table counts them.
    if kind == "VND" and not has_scale(name, "vi"):
        of = "money"
    return Unit(name, of, Text(name, name)) if name else None
