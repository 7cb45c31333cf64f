"""What a source prints beside a number and is no part of it: how it is hedged, and with what it is compared."""

from __future__ import annotations

import pytest

from tongket.model import Qualifier
from tongket.numerals import hedge_before, is_compared


@pytest.mark.parametrize(
    ("text", "notation", "qualifier", "number"),
    [
        ("dưới 40 cơ sở", "vi", Qualifier.LESS_THAN, "40 cơ sở"),
        ("Không quá 3,5%", "vi", Qualifier.AT_MOST, "3,5%"),
        ("ít nhất hai mươi lăm dự án", "vi", Qualifier.AT_LEAST, "hai mươi lăm dự án"),
        ("More than 1,200", "en", Qualifier.MORE_THAN, "1,200"),
        ("gần 8 tỉ 990 triệu đồng", "vi", Qualifier.NEARLY, "8 tỉ 990 triệu đồng"),
        ("around 2.5 million", "en", Qualifier.ABOUT, "2.5 million"),
    ],
)
def test_a_hedge_is_separated_from_its_number(
    text: str, notation: str, qualifier: Qualifier, number: str
) -> None:
    assert hedge_before(text, notation) == (qualifier, number)


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("40 cơ sở", "vi"),  # no hedge
        ("dưới", "vi"),  # no number
        ("dưới đây", "vi"),
        ("hơn nữa là 5", "vi"),
        ("dưới 1,200.5", "vi"),  # a number of the other notation
        ("khoảng hơn 40", "vi"),  # two hedges are none that a column can say
    ],
)
def test_what_hedges_no_number_is_none(text: str, notation: str) -> None:
    assert hedge_before(text, notation) is None


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("vượt 3%", True), ("Tăng 12 đề tài", True), ("103% kế hoạch", True), ("15% so với năm 2023", True),
        ("90% of the plan", True), ("7 điểm trở lên", True), ("3%", False), ("kế hoạch", False), ("40 vượt", False),
    ],
)  # fmt: skip
def test_a_comparison_is_known_by_its_words(text: str, compared: bool) -> None:
    assert is_compared(text) is compared
