"""What a text with question marks for its letters was, as other texts of the same project have it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


# Words next to each other that have question marks in them.
_LOST = re.compile(r"\w*\?[\w?]*(?: \w*\?[\w?]*)*")


def probable(text: str, others: Iterable[str]) -> str:
    """The words that a text most often has elsewhere, each question mark being one letter; empty where nowhere.

    Args:
        text: with question marks where letters were lost.
        others: texts that may have the same words.

    >>> probable("Số liệu của C?n Th?", ["Sở KH&CN TP. Cần Thơ", "ở Cần Thơ", "Còn thở"])
    'Cần Thơ'
    """
    texts = list(others)
    found = (_elsewhere(words, texts) for words in dict.fromkeys(_LOST.findall(text)))
    return "; ".join(filter(None, found))


def _elsewhere(words: str, texts: list[str]) -> str:
    letters = "".join(r"[^\W\d_]" if mark == "?" else re.escape(mark) for mark in words)
    pattern = re.compile(rf"(?<!\w){letters}(?!\w)")
    found = Counter(match for text in texts for match in pattern.findall(text))
    return found.most_common(1)[0][0] if found else ""
