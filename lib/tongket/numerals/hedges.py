"""Words that a source prints before or behind a number and that belong to other columns: hedges and comparisons."""

from __future__ import annotations

import re

from tongket.model import Qualifier
from tongket.numerals.printed import parse

_WORDS = {
    Qualifier.AT_MOST: "không quá|nhiều nhất|tối đa|at most|up to",
    Qualifier.AT_LEAST: "ít nhất|tối thiểu|at least",
    Qualifier.LESS_THAN: "dưới|less than|fewer than|under",
    Qualifier.MORE_THAN: "hơn|trên|more than|over",
    Qualifier.NEARLY: "gần|xấp xỉ|nearly|almost",
    Qualifier.ABOUT: "khoảng|chừng|ước|about|around",
}
_COMPARED = re.compile(
    r"(?:vượt|tăng|giảm|đạt|up|down) .*|.*(?: kế hoạch| so với .*| of the plan| trở lên| trở xuống)",
    re.IGNORECASE,
)


def hedge_before(text: str, notation: str) -> tuple[Qualifier, str] | None:
    """How a text hedges the number that follows, and that number; None where it does not, or no number follows.

    >>> hedge_before("dưới 40 cơ sở", "vi")
    (<Qualifier.LESS_THAN: 'less_than'>, '40 cơ sở')
    """
    for qualifier, words in _WORDS.items():
        match = re.fullmatch(f"(?:{words}) (.+)", text, re.IGNORECASE)
        if match and _is_number(match[1], notation):
            return qualifier, match[1]
    return None


def hedged(text: str, qualifier: str) -> str:
    """A printed number with a word of its hedge before it, as `hedge_before` reads it.

    >>> hedged("40 cơ sở", Qualifier.LESS_THAN)
    'dưới 40 cơ sở'
    """
    words = {str(name): words for name, words in _WORDS.items()}
    word = words.get(qualifier, "").partition("|")[0]
    return f"{word} {text}".lstrip()


def is_compared(text: str) -> bool:
    """Whether a text says with what its number is compared, which the measure of a row says: vượt 3%, 103% kế hoạch."""
    return bool(_COMPARED.fullmatch(text))


def _is_number(text: str, notation: str) -> bool:
    try:
        parse(text, notation)
    except ValueError:
        return False
    return True
