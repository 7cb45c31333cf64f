"""The order of words in each language: letters before tones, and everything foreign in a place of its own."""

from __future__ import annotations

import random
from functools import partial

import pytest

from tongket.numerals.collation import alphabetical, letter_of

# Each list is in the order of a Vietnamese dictionary.
ORDERED = {
    "letters": list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    "tones": ["ma", "mà", "mả", "mã", "má", "mạ"],
    "letters before tones": ["to", "tọ", "tô", "tồ", "tơ", "tờ", "tợ"],
    "words before longer ones": ["hoa", "hòa", "hoa an", "hoan", "hoàn"],
    "places": ["An Giang", "Cà Mau", "Cần Thơ", "Đà Nẵng", "Đồng Nai", "Đồng Tháp", "Hà Nội", "Huế"],
    "small and great": ["Bạc Liêu", "bắc giang", "Bắc Kạn", "bến tre", "Bình Dương", "bình định"],
    "signs and figures first": ["(a)", "2024", "9", "a", "b"],
    "foreign letters last": ["z", "ß", "þ", "й"],
}  # fmt: skip


@pytest.mark.parametrize("words", ORDERED.values(), ids=ORDERED)
def test_words_in_the_order_of_a_dictionary(words: list[str]) -> None:
    mixed = words.copy()
    random.Random(3).shuffle(mixed)
    assert mixed != words
    assert sorted(mixed, key=partial(alphabetical, lang="vi")) == words


def test_english_readers_look_for_letters_without_their_marks() -> None:
    words = ["Áp dụng", "Area", "Đề tài", "Designs", "Duties", "Ưu đãi"]
    assert sorted([*words[3:], *words[:3]], key=lambda word: alphabetical(word, "en")) == words
    assert [letter_of(word, "en") for word in words] == ["A", "A", "D", "D", "D", "U"]
    assert [letter_of(word, "vi") for word in words] == ["A", "A", "Đ", "D", "D", "Ư"]


def test_the_key_by_hand() -> None:
    letters, tones, words = alphabetical("Hoàng Ước", "vi")
    # h is the 12th letter, o the 19th, a the first, n the 18th, g the 11th; ư the 28th, ơ the 21st, c the 5th.
    assert letters == ((11, 18, 0, 17, 10), (27, 20, 4))
    assert tones == ((1,), (4,))
    assert words == "Hoàng Ước"


def test_a_mark_without_its_letter_and_a_foreign_mark_do_not_count() -> None:
    assert alphabetical("\u0306ma", "vi")[:2] == alphabetical("ma", "vi")[:2]
    assert alphabetical("\u017ca", "vi")[:2] == alphabetical("za", "vi")[:2]
