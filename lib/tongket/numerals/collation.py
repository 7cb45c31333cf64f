"""The Vietnamese order of words, for indexes and lists of names.

Letters first (a ă â b c d đ e ê … o ô ơ … u ư …), then tones in the order of Vietnamese dictionaries: level, falling,
asking, tumbling, rising, heavy. The standard library sorts by code point, which puts every accented letter after z.
"""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# The marks that make another letter, unlike the tones.
_OWN = frozenset("\u0306\u0302\u031b")

Key = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]


def vietnamese(words: str) -> Key:
    """The sort key of words: syllable by syllable, letters before tones.

    >>> sorted(["Đồng Nai", "Đà Nẵng", "Cần Thơ", "Cà Mau", "An Giang"], key=vietnamese)
    ['An Giang', 'Cà Mau', 'Cần Thơ', 'Đà Nẵng', 'Đồng Nai']
    """
    syllables = [_syllable(word) for word in words.lower().split()]
    return tuple(s[0] for s in syllables), tuple(s[1] for s in syllables), words


def _syllable(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[str] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONES:
            tones.append(_TONES[mark])
        elif mark in _OWN and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark)
        elif not unicodedata.combining(mark):
            letters.append(mark)
    return tuple(_RANK.get(letter, _other(letter)) for letter in letters), tuple(tones)


def _other(character: str) -> int:
    """Digits and signs before the letters, foreign letters after them."""
    return ord(character) + (len(_LETTERS) if character.isalpha() else -0x110000)
