"""Words in a drawing: how wide they are, and where they may be broken.

They are measured in a wide typeface, so that they fit in the reader's own. Vietnamese writes the syllables of a word
apart: a line may end after a word, not within it. Which syllables make one word is written in `compounds.txt`; no small
library knows it (those that do bring a trained model of many megabytes along). A word that the list lacks is broken
as if each of its syllables were a word.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate, takewhile
from pathlib import Path

TYPE = 13.5  # points of the words of a drawing
LINE = 17.0  # from one line of words to the next
_UNIT = 100.0  # points at which letters are measured
_HELD = "\xa0"
COMPOUNDS = Path(__file__).with_name("compounds.txt")


@lru_cache(maxsize=4096)
def measure(text: str, size: float = TYPE, *, strong: bool = False) -> float:
    """How wide a text is, in points."""
    return sum(_letter(letter, strong=strong) for letter in text) * size / _UNIT


@lru_cache(maxsize=4096)
def _letter(letter: str, *, strong: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=["DejaVu Sans"], size=_UNIT, weight="bold" if strong else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(width)


def wrap(text: str, room: float, size: float = TYPE, *, strong: bool = False) -> list[str]:
    """A text in lines of so many points, two of them about as long.

    A line ends between words; only a word longer than a line is parted between its syllables, and only a syllable
    longer than a line between its letters.

    >>> wrap("one two three four five", 120)
    ['one two three', 'four five']
    """
    lines = _Lines(room, size, strong=strong)
    words = held_together(text).split(" ")
    found = _halves(words, lines) if len(lines.of(words)) == 2 else []
    return [line.replace(_HELD, " ") for line in found or lines.of(words)]


def held_together(text: str) -> str:
    r"""A text in which the syllables of one word are joined by spaces that hold.

    >>> held_together("Đơn đăng ký").split(" ")
    ['Đơn', 'đăng\xa0ký']
    """
    syllables = text.split()
    plain = [_bare(syllable) for syllable in syllables]
    out = ""
    at = 0
    while at < len(syllables):
        size = _word_length(plain, at)
        out += (" " if out else "") + _HELD.join(syllables[at : at + size])
        at += size
    return out


def _word_length(syllables: list[str], at: int) -> int:
    """How many syllables from here on make one word."""
    words = compounds()
    longest = max(map(len, words))
    sizes = range(min(longest, len(syllables) - at), 1, -1)
    return next((n for n in sizes if tuple(syllables[at : at + n]) in words), 1)


@cache
def compounds() -> frozenset[tuple[str, ...]]:
    """The words of several syllables, each as its syllables."""
    lines = COMPOUNDS.read_text(encoding="utf-8").splitlines()
    words = (part.strip() for line in lines if not line.startswith("#") for part in line.split(","))
    return frozenset(tuple(map(_bare, word.split())) for word in words if word)


def _bare(syllable: str) -> str:
    return syllable.casefold().strip("(),.;:“”")


class _Lines:
    """Fills lines of so many points."""

    def __init__(self, room: float, size: float, *, strong: bool) -> None:
        self.room, self.size, self.strong = room, size, strong

    def fits(self, text: str) -> bool:
        return self.width(text) <= self.room

    def width(self, text: str) -> float:
        return measure(text, self.size, strong=self.strong)

    def of(self, words: list[str]) -> list[str]:
        """Each line as full as it goes."""
        lines: list[str] = []
        for part in (part for word in words for part in self.parts(word)):
            if lines and self.fits(f"{lines[-1]} {part}"):
                lines[-1] += f" {part}"
            else:
                lines.append(part)
        return lines or [""]

    def parts(self, word: str) -> list[str]:
        """A word; one too wide for a line in syllables, a syllable too wide in letters."""
        if self.fits(word) or len(word) == 1:
            return [word]
        if _HELD in word:
            return [part for syllable in word.split(_HELD) for part in self.parts(syllable)]
        return self._letters(word)

    def _letters(self, word: str) -> list[str]:
        parts: list[str] = []
        while word:
            widths = accumulate(self.width(letter) for letter in word)
            cut = max(sum(1 for _ in takewhile(lambda width: width <= self.room, widths)), 1)
            parts.append(word[:cut])
            word = word[cut:]
        return parts


def _halves(words: list[str], lines: _Lines) -> list[str]:
    """Two lines: parted after a colon or before a bracket, else where both are about as long."""
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    widths = {cut: max(map(lines.width, cut)) for cut in cuts}
    fitting = [cut for cut in cuts if widths[cut] <= lines.room]
    return list(min(fitting, key=lambda cut: (not _pause(*cut), widths[cut]), default=()))


def _pause(before: str, after: str) -> bool:
    return before.endswith((":", ";")) or after.startswith("(")
