"""Words of a notebook's own: whatever number they hold is one that the record says of their row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.data.store import Store

_DIGITS = re.compile(r"\d+")
# Digits of a name that say how units are converted: “per 10,000 inhabitants”, “of 12 months”.
_CONVERTS = re.compile("0+|10*|2|12")


def numerals_in(*words: object) -> set[str]:
    """The runs of digits in words; a whole number that a join made 2024.0 is 2024.

    >>> sorted(numerals_in("9,001 units", 2024.0))
    ['001', '2024', '9']
    """
    whole = (int(word) if isinstance(word, float) and word.is_integer() else word for word in words)
    return {*_DIGITS.findall(" ".join(map(str, whole)))}


def _numerals(store: Store) -> set[str]:
    """The numerals in the names of indicators, areas and units, and the years of all statements."""
    registry = store.registry
    names = [
        *(indicator.name for indicator in registry.indicators.values()),
        *(area.name for area in registry.areas.values()),
        *(unit.name for unit in registry.units.values()),
    ]
    years = {row.time_period.year for row in store.observations}
    return numerals_in(*years, *(text for name in names for text in (name.en, name.vi)))


def refuse_numbers(name: str, store: Store) -> None:
    """Refuse a name that holds a number of the notebook's own.

    Args:
        name: what the notebook calls a figure, or a column that it computed.
        store: the record, whose numerals it may hold, beside those that convert units.

    Raises:
        UsageError: it holds another.
    """
    found = {n for n in numerals_in(name) if not _CONVERTS.fullmatch(n)}
    if strange := found and found - _numerals(store):
        words = Phrase(
            "{name}: expected a name with numbers of names and years on record alone, got {numbers}. "
            "Leave the number out: the page shows it as a figure.",
            name=name, numbers=", ".join(sorted(strange)),
        )  # fmt: skip
        raise UsageError(words)
