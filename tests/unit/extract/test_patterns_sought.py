"""A pattern is searched only where one of its words stands: each of its matches has one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.annotated import REPORTS
from tongket.extract import cues
from tongket.extract.distractors import _RULES
from tongket.extract.sought import _PATTERNS, Searched, Sought, _plain

TEXTS = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt")]
EVERY_LETTER = "".join(map(chr, range(0x3000)))
FILLED = "trong năm qua còn có nhiều việc khác nhau, {} và còn nhiều việc nữa"
CUES = {name: each for name, each in vars(cues).items() if isinstance(each, Sought)}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:đạt|vượt) [78]", {"đạt 7", "đạt 8", "vượt 7", "vượt 8"}),
        ("(?<=kế )(?:hoạch)? [0-9]{2}", {"kế "}),
        ("(?:số |)[0-9]+(?: đơn)?", set("0123456789")),
        (r"[12]{1,2}(?:h|:)\w", {"1h", "1:", "2h", "2:"}),
        ("(?:Ba|Bốn)(?: lần)? so với", {"ba so với", "ba lần so với", "bốn so với", "bốn lần so với"}),
        ("[0-9]+(?:/[34]{4}){1,3}", {"/3", "/4"}),
        ("tỷ(?! lệ)|tỷ đồng", {"tỷ"}),
        (r"\w+@\w+|\w+", {""}),
    ],
)  # fmt: skip
def test_the_words_that_a_pattern_needs(pattern: str, words: set[str]) -> None:
    assert Sought(pattern).words == words


@pytest.mark.parametrize("sought", [each for _, each in _RULES] + list(CUES.values()))
def test_where_a_pattern_is_found_one_of_its_words_stands(sought: Sought) -> None:
    for line in "\n".join(TEXTS).splitlines():
        assert sought.search(line) is None or sought in Searched(line)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_match_of_any_letters_that_a_pattern_takes_has_one_of_its_words(
    data: st.DataObject,
) -> None:
    sought = data.draw(st.sampled_from(_PATTERNS))
    text = FILLED.format(data.draw(st.from_regex(sought._form)))
    assert sought.search(text) is None or sought in Searched(text)


@pytest.mark.parametrize(
    "text",
    [
        "TRONG KHỐı",
        "trong khố\u0130",
        "ta\u017fk",
        "tas\u212a",
        "Ta\u017f\u212a",
        "số \u0663",
        "SỐ \uff13",
    ],
)
def test_letters_and_digits_that_a_pattern_takes_for_its_own(text: str) -> None:
    sought = Sought(r"khối|tasks?|task|số \d")
    assert sought.search(text)
    assert sought in Searched(FILLED.format(text))


def test_no_other_letter_is_taken_for_one_of_a_word() -> None:
    letters = {letter for each in _PATTERNS for word in each.words for letter in word}
    for letter in letters:
        alike = re.findall(re.escape(letter), EVERY_LETTER, re.IGNORECASE)
        assert {_plain(other) for other in alike} <= {letter}


def test_texts_are_searched_in_several_threads_at_once() -> None:
    lines = [line for text in TEXTS for line in text.splitlines()]

    def found(line: str) -> list[bool]:
        return [each in Searched(line) for each in _PATTERNS[:20]]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(found, lines)) == list(map(found, lines))


def test_a_text_without_its_words_is_not_searched() -> None:
    assert cues.AHEAD not in Searched("đã nghiệm thu 12 nhiệm vụ, nhiều hơn năm trước")


def test_a_pattern_made_later_is_sought_too() -> None:
    text = "trong kho còn rất nhiều zyx mà chưa ai đếm hết được"
    assert cues.AHEAD not in Searched(text)
    assert Sought("(?:zyx|xyz)") in Searched(text)
    assert Sought("zyxx") not in Searched(text)
