"""The letters of a text that a program set: composed, nothing unseen among them, one space between words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongket.documents.document import Piece

# What only helps to break a line or joins letters: soft hyphen, zero-width space and joiners, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile("[ \t\v\f\x85\u2028\u2029]+")
_LINES = re.compile(r" *[\r\n]+\s*")
_MARKS = 32
# Half of a letter, which UTF-8 cannot hold.
_HALF = re.compile("[\ud800-\udfff]")
# What commands a terminal or turns the order of digits, and is never seen itself; lines and pages end as they do.
_COMMANDS = re.compile("[\0-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")

_OLD_FONT = re.compile(r"\.Vn|VNI[- ]", re.IGNORECASE)
_WESTERN = re.compile("[\u00a1-\u00ff]")
# Letters that only Unicode has: what is typed with them is sound, whatever font shows it.
_COMPOSED = re.compile("[ăđĩũơưạ-ỹ\u0300-\u0323]", re.IGNORECASE)


def composed(text: str) -> str:
    """A text in NFC, half letters as lost ones, commands as spaces; of marks on one letter no more than anybody sees.

    >>> composed("e" + 2 * "\u0323" + 100 * "\u0302") == composed("e" + 2 * "\u0323" + 30 * "\u0302")
    True
    """
    text = _COMMANDS.sub(" ", _HALF.sub("\ufffd", text))
    # To put a thousand marks into their order takes a million steps.
    marks = "".join(mark for mark in set(text) if unicodedata.combining(mark))
    if marks:
        text = re.sub(f"([{marks}]{{{_MARKS}}})[{marks}]+", r"\1", text)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    r"""A text in NFC without unseen characters and ligatures; no-break spaces stay, for they group digits.

    >>> clean("  hồ\u00ad sơ \t ﬁnal\n\n 1\u00a0250 ")
    'hồ sơ final\n1\xa0250'
    """
    text = composed(_UNSEEN.sub("", text)).translate(_HYPHENS)
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip(" \n\u00a0")


def raised(text: str) -> str:
    """A raised text with the raised digits of Unicode; letters stay as they are.

    >>> "35" + raised("2"), "16" + raised("th")
    ('35²', '16th')
    """
    return text.translate(_RAISED)


class Runs:
    """The words of one paragraph or cell as a file has them, run by run.

    What was struck out is left out. Where digits that were struck out touch others, a reader who does not see
    the line would take both for one number: `doubled` keeps what that would be, for the text to be refused.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool]] = []
        self.old_font = ""

    def add(
        self, text: str, *, is_raised: bool = False, is_struck: bool = False, font: str = ""
    ) -> None:
        """Add a run; `font` is the name of its font, empty where it is that of the document."""
        if font and _OLD_FONT.match(font) and _WESTERN.search(text) and not _COMPOSED.search(text):
            self.old_font = font
        self._runs.append((raised(text) if is_raised else text, is_struck))

    @property
    def text(self) -> str:
        """What is left when what was struck out is."""
        return "".join(text for text, is_struck in self._runs if not is_struck)

    @property
    def doubled(self) -> tuple[str, ...]:
        """The digits that were struck out together with those that they touch."""
        runs = [run for run in self._runs if run[0]]
        pairs = pairwise(runs)
        touching = (a + b for (a, first), (b, second) in pairs if first != second and _touch(a, b))
        return tuple(text.strip()[:40] for text in touching)


def _touch(left: str, right: str) -> bool:
    return left[-1].isdecimal() and right[0].isdecimal()


@dataclass(slots=True)
class ReadParagraph:
    """The runs of a paragraph, and what is anchored in it and follows it."""

    runs: Runs = field(default_factory=Runs)
    further: list[Piece] = field(default_factory=list)
