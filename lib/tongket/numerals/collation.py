"""The order of words in each language, for indexes and lists of names.

In Vietnamese letters first (a ă â b c d đ e ê … o ô ơ … u ư …), then tones in the order of Vietnamese dictionaries:
level, falling, asking, tumbling, rising, heavy. The standard library sorts by code point, which puts every accented
letter after z. English readers look for Đồng Nai under D: there letters are compared without their marks.
"""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# The marks that make another letter, unlike the tones.
_OWN = frozenset("\u0306\u0302\u031b")

Key = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]


def alphabetical(words: str, lang: str) -> Key:
    """The sort key of words: syllable by syllable, letters before tones.

    >>> names = ["Đồng Nai", "Dự án", "Cần Thơ", "Cà Mau", "Diện tích"]
    >>> sorted(names, key=lambda name: alphabetical(name, "vi"))
    ['Cà Mau', 'Cần Thơ', 'Diện tích', 'Dự án', 'Đồng Nai']
    >>> sorted(names, key=lambda name: alphabetical(name, "en"))
    ['Cà Mau', 'Cần Thơ', 'Diện tích', 'Đồng Nai', 'Dự án']
    """
    compared = words.lower() if lang == "vi" else unmarked(words.lower())
    syllables = [_syllable(word) for word in compared.split()]
    return tuple(s[0] for s in syllables), tuple(s[1] for s in syllables), words


def letter_of(word: str, lang: str) -> str:
    """The letter that a word stands under: Ă, Đ and Ơ are letters in Vietnamese, a tone makes none.

    >>> [letter_of(word, "vi") for word in ("Ấn phẩm", "Đơn nhãn hiệu", "Ứng dụng", "7 nhóm")]
    ['Â', 'Đ', 'Ư', '#']
    >>> [letter_of(word, "en") for word in ("Ấn phẩm", "Đơn nhãn hiệu", "Ứng dụng", "7 nhóm")]
    ['A', 'D', 'U', '#']
    """
    first = word[0].upper()
    if lang != "vi":
        return letter if (letter := unmarked(first)).isalpha() else "#"
    base = unicodedata.normalize("NFD", first)
    letter = unicodedata.normalize("NFC", base[0] + "".join(m for m in base[1:] if m in _OWN))
    return letter if letter.isalpha() else "#"


def unmarked(words: str) -> str:
    """Words without the marks of their letters."""
    apart = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


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
