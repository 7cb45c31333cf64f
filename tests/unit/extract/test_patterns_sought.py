"""A pattern is searched only where one of its words stands: each of its matches has one."""

from __future__ import annotations

import pytest

from fixtures.annotated import REPORTS
from tongket.extract import cues
from tongket.extract.distractors import _RULES
from tongket.extract.sought import Sought

TEXTS = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*.txt")]
CUES = {name: each for name, each in vars(cues).items() if isinstance(each, Sought)}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:đạt|vượt) [0-9]", {"đạt ", "vượt "}),
        ("(?<=kế )(?:hoạch)? [0-9]{2}", {"kế "}),
        ("(?:số |)[0-9]+(?: đơn)?", {""}),
        ("(?:Ba|Bốn)(?: lần)? so với", {"ba so với", "ba lần so với", "bốn so với", "bốn lần so với"}),
        ("[0-9]+(?:/[0-9]{4}){1,3}", {"/"}),
        ("tỷ(?! lệ)|tỷ đồng", {"tỷ"}),
        (r"\w+@\w+|\w+", {""}),
    ],
)  # fmt: skip
def test_the_words_that_a_pattern_needs(pattern: str, words: set[str]) -> None:
    assert Sought(pattern).words == words


@pytest.mark.parametrize("sought", [each for _, each in _RULES] + list(CUES.values()))
def test_where_a_pattern_is_found_one_of_its_words_stands(sought: Sought) -> None:
    for line in "\n".join(TEXTS).splitlines():
        assert sought.search(line) is None or sought.may_be_in(line.lower())


def test_a_text_without_its_words_is_not_searched() -> None:
    assert not cues.AHEAD.may_be_in("đã nghiệm thu 12 nhiệm vụ")
