"""A pattern is searched only where one of its words stands: each of its matches has one."""

from __future__ import annotations

import pytest

from fixtures.annotated import REPORTS
from tongket.extract import cues
from tongket.extract.distractors import _RULES
from tongket.extract.sought import Searched, Sought

TEXTS = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt")]
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


def test_a_text_without_its_words_is_not_searched() -> None:
    assert cues.AHEAD not in Searched("đã nghiệm thu 12 nhiệm vụ, nhiều hơn năm trước")


def test_a_pattern_made_later_is_sought_too() -> None:
    text = "trong kho còn rất nhiều zyx mà chưa ai đếm hết được"
    assert cues.AHEAD not in Searched(text)
    assert Sought("(?:zyx|xyz)") in Searched(text)
    assert Sought("zyxx") not in Searched(text)
