"""Words of a notebook's own: whatever number they hold is one that the record says of their row."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")


def numerals_in(*words: object) -> set[str]:
    """The runs of digits in words; a whole number that a join made 2024.0 is 2024.

    >>> sorted(numerals_in("9,001 units", 2024.0))
    ['001', '2024', '9']
    """
    whole = (int(word) if isinstance(word, float) and word.is_integer() else word for word in words)
    return {*_DIGITS.findall(" ".join(map(str, whole)))}
