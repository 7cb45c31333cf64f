"""The figure that a text begins with, and how prose hedges it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tongket.model import Qualifier
from tongket.numerals import begun, hedge_in, parse


@pytest.mark.parametrize(
    ("text", "notation", "ends", "number", "printed"),
    [
        ("12 đề tài", "vi", [12], "12", "12"),
        ("15 % đến 18 % tùy huyện", "vi", [15, 18], "15 % đến 18", "15 % đến 18 %"),
        ("20 - 8 hộ", "vi", [20], "20", "20"),
        ("12 đến nay", "vi", [12], "12", "12"),
        ("25% to 45 tasks", "en", [25], "25", "25%"),
        ("between 45 and 50 percent", "en", [45, 50], "45 and 50", "between 45 and 50 percent"),
        ("VND 1.2 billion more", "en", [1_200_000_000], "1.2 billion", "VND 1.2 billion"),
        ("3\u00a0500 bao", "vi", [3500], "3\u00a0500", "3\u00a0500"),
        ("2024 350 hộ", "vi", [2024], "2024", "2024"),
        ("gấp đôi năm ngoái", "vi", [2], "gấp đôi", "gấp đôi"),
        ("hai phần ba số xã", "vi", [2], "hai phần ba", "hai phần ba"),
        ("17 of the 20 tasks", "en", [17], "17 of the 20", "17 of the 20"),
    ],
)
def test_the_figure_at_the_start_is_read_and_the_rest_is_left(
    text: str, notation: str, ends: list[int], number: str, printed: str
) -> None:
    read = begun(text, notation)
    assert read is not None
    assert [end.value for end in read.parts.ends] == ends
    assert text[read.number_start : read.number_end] == number
    assert text[: read.end] == printed


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("2.5 lần", "vi"),  # the other notation
        ("3.4.2024", "vi"),
        ("hai mươi năm", "vi"),  # twenty-five or twenty years
        ("2 chục hộ", "vi"),
        ("$5 to 6%", "en"),
        ("đề tài", "vi"),
    ],
)
def test_what_is_no_figure_or_two_begins_with_none(text: str, notation: str) -> None:
    assert begun(text, notation) is None


@pytest.mark.parametrize("printed", ["32 người đến 34 hộ", "gấp 5%"])
def test_two_units_of_one_figure_are_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="expected a number"):
        parse(printed, "vi")


def test_a_band_between_two_numbers_needs_both() -> None:
    assert parse("between 45 and 50 percent", "en").upper == Fraction(50)
    with pytest.raises(ValueError, match="expected a number"):
        parse("between 45", "en")


@pytest.mark.parametrize(
    ("before", "behind", "qualifier"),
    [
        ("Có ", " hộ", Qualifier.EXACT),
        ("Ước tính hơn ", " hộ", Qualifier.MORE_THAN),
        ("Có trên dưới ", " lớp", Qualifier.ABOUT),
        ("Xấp xỉ ", " lớp", Qualifier.ABOUT),
        ("Doanh thu ước cả năm đạt ", " tỷ", Qualifier.ABOUT),
        ("Huy động ước thực hiện đến 30/9/2022 là ", " tỷ", Qualifier.ABOUT),
        ("Cao hơn ", "%", Qualifier.EXACT),
        ("Xử lý không dưới ", "%", Qualifier.AT_LEAST),
        ("Hạng từ ", " sao trở lên", Qualifier.AT_LEAST),
        ("Nhóm ", " người trở xuống", Qualifier.AT_MOST),
        ("Trồng trên ", " ha", Qualifier.EXACT),
        ("Có trên ", " ha", Qualifier.MORE_THAN),
        ("Mức ≥ ", "%", Qualifier.AT_LEAST),
        ("No fewer than ", " tasks", Qualifier.AT_LEAST),
        ("Điều hơn là ở ", " xã", Qualifier.EXACT),
        ("Trong năm ", " hộ", Qualifier.EXACT),
    ],
)
def test_the_nearest_hedge_of_a_number_counts(
    before: str, behind: str, qualifier: Qualifier
) -> None:
    assert hedge_in(before, behind) is qualifier
