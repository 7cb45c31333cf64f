"""What is at the edge of reading: units alone, words with scales, bands and fractions to their last part."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tongket.numerals import parse
from tongket.numerals.printed import Printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("119/120", Printed(Fraction(119), None, None, 120, Fraction(1), Fraction(1))),
        ("12-13%", Printed(None, Fraction(12), Fraction(13), None, Fraction(1), Fraction(1), "percent")),
        ("1,5–2 tỷ đồng", Printed(None, Fraction(15 * 10**8), Fraction(2 * 10**9), None, Fraction(10**9), Fraction(10**9), "VND")),
        ("hai triệu đồng", Printed(Fraction(2 * 10**6), None, None, None, Fraction(10**6), Fraction(10**6), "VND")),
        ("6.800", Printed(Fraction(6800), None, None, None, Fraction(1), Fraction(100))),
        ("1,50", Printed(Fraction(3, 2), None, None, None, Fraction(1, 100), Fraction(1, 10))),
        ("0", Printed(Fraction(0), None, None, None, Fraction(1), Fraction(1))),
        ("14 %", Printed(Fraction(14), None, None, None, Fraction(1), Fraction(1), "percent")),
        ("-20 lần", Printed(Fraction(-20), None, None, None, Fraction(1), Fraction(10), "times")),
    ],
)  # fmt: skip
def test_a_number_is_read_to_its_last_part(text: str, expected: Printed) -> None:
    assert parse(text, "vi") == expected


@pytest.mark.parametrize(
    ("text", "notation", "last"),
    [
        ("gấp đôi", "vi", "1"), ("một phần ba", "vi", "1"), ("ba phẩy hai năm", "vi", "1/100"), ("ba phẩy năm", "vi", "1/10"),
        ("a million", "en", "1e6"), ("2,5 tỷ", "vi", "1e8"), ("8 tỉ 990 triệu", "vi", "1e6"), ("nửa triệu", "vi", "1e5"),
    ],
)  # fmt: skip
def test_the_last_digit_is_that_of_the_words_too(text: str, notation: str, last: str) -> None:
    assert parse(text, notation).last == Fraction(last)


@pytest.mark.parametrize("text", ["đồng", "tỷ", "tỷ đồng", "2 tỷ 3", "12-x%", "x-12", "1.2.3", "3 người đồng"])  # fmt: skip
def test_what_is_refused_is_quoted_as_it_is_written(text: str) -> None:
    with pytest.raises(
        ValueError, match=rf"got {text!r}\. Type it as the source prints it"
    ) as error:
        parse(text, "vi")
    assert "14,025% or 4.298" in str(error.value)


def test_a_number_is_at_most_as_long_as_numbers_are_printed() -> None:
    assert parse("0" * 59 + "7", "vi").value == 7
    with pytest.raises(ValueError, match="as_printed") as refused:
        parse("0" * 60 + "7", "vi")
    assert str(refused.value) == (
        "as_printed: expected at most 60 characters, got 61. Type the number alone."
    )
