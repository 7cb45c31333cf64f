"""The Vietnamese order of words: letters before tones, and everything foreign in a place of its own."""

from __future__ import annotations

import random

import pytest

from tongket.numerals.collation import vietnamese

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
    assert sorted(mixed, key=vietnamese) == words


def test_the_key_by_hand() -> None:
    letters, tones, words = vietnamese("Hoàng Ước")
    # h is the 12th letter, o the 19th, a the first, n the 18th, g the 11th; ư the 28th, ơ the 21st, c the 5th.
    assert letters == ((11, 18, 0, 17, 10), (27, 20, 4))
    assert tones == ((1,), (4,))
    assert words == "Hoàng Ước"


def test_a_mark_without_its_letter_and_a_foreign_mark_do_not_count() -> None:
    assert vietnamese("\u0306ma")[:2] == vietnamese("ma")[:2]
    assert vietnamese("\u017ca")[:2] == vietnamese("za")[:2]
