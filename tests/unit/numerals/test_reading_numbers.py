"""From print to value and interval: every form that the sources use, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.model import Interval, Qualifier
from tongket.numerals import EqualBand, ReversedBand, format_number, parse, reading

EXACT = Qualifier.EXACT


@pytest.mark.parametrize(
    ("text", "notation", "value", "decimals"),
    [
        ("14,025%", "vi", "14.025", 3),
        ("4.298", "vi", "4298", 0),
        ("1.235.171", "vi", "1235171", 0),
        ("2,9 tỷ đồng", "vi", "2900000000", -8),
        ("2,820 tỷ đồng", "vi", "2820000000", -6),
        ("10 tỷ đồng", "vi", "10000000000", -9),
        ("46 triệu đồng", "vi", "46000000", -6),
        ("ba lần", "vi", "3", 0),
        ("sáu", "vi", "6", 0),
        ("Mười", "vi", "10", 0),
        ("01", "vi", "1", 0),
        ("0", "vi", "0", 0),
        ("-3,5%", "vi", "-3.5", 1),
        ("14.025%", "en", "14.025", 3),
        ("4,298", "en", "4298", 0),
        ("2.82 billion VND", "en", "2820000000", -7),
        ("1235171", "transcribed", "1235171", 0),
        ("49.2", "transcribed", "49.2", 1),
    ],
)
def test_a_printed_number_has_its_value_and_last_digit(
    text: str, notation: str, value: str, decimals: int
) -> None:
    printed = parse(text, notation)
    assert (printed.value, printed.decimals) == (Fraction(value), decimals)


@pytest.mark.parametrize(
    ("text", "notation", "ends"),
    [("12-13%", "vi", (12, 13)), ("12–13%", "vi", (12, 13)), ("16..18", "transcribed", (16, 18))],
)
def test_a_band_has_two_ends(text: str, notation: str, ends: tuple[int, int]) -> None:
    printed = parse(text, notation)
    assert (printed.value, printed.lower, printed.upper) == (None, *ends)
    assert reading(printed, EXACT) == Interval.between(*ends)


@pytest.mark.parametrize("text", ["13-12%", "13–12%", "2.000-1.999", "3-2,9 tỷ đồng"])
def test_a_band_that_runs_backwards_is_refused(text: str) -> None:
    with pytest.raises(
        ReversedBand, match=f"expected the lesser end of a band first, got '{text}'"
    ):
        parse(text, "vi")


@pytest.mark.parametrize("text", ["12-12%", "12..12", "5 tỷ - 5.000 triệu đồng"])
def test_a_band_of_one_number_is_refused(text: str) -> None:
    with pytest.raises(EqualBand, match="expected two ends of a band that differ"):
        parse(text, "vi")


def test_a_fraction_keeps_its_whole() -> None:
    printed = parse("119/119", "vi")
    assert (printed.value, printed.denominator) == (119, 119)
    assert reading(printed, EXACT) == Interval.exact(119)


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("1.23", "vi"), ("12.3456", "vi"), ("1,23,4", "vi"), ("abc", "vi"), ("", "vi"), ("người", "vi"),
        ("1,23", "en"), ("1.234.567", "en"), ("1,5", "transcribed"), ("4 29", "vi"), ("--3", "vi"), ("%", "vi"),
    ],
)  # fmt: skip
def test_what_is_no_number_in_its_notation_is_refused(text: str, notation: str) -> None:
    with pytest.raises(ValueError, match=rf"as_printed: expected a number in {notation} notation"):
        parse(text, notation)


def test_spaces_that_do_not_break_are_those_of_print() -> None:
    assert parse("12\u00a0450\u202f%", "vi") == parse("12 450 %", "vi")


@pytest.mark.parametrize("text", [" 12", "12 ", "12\u2003%", "1\t2"])
def test_hidden_spaces_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected plain spaces and none at the ends"):
        parse(text, "vi")


@pytest.mark.parametrize(
    ("text", "qualifier", "whole", "expected"),
    [
        ("27", EXACT, True, Interval.exact(27)),
        ("14", EXACT, False, Interval.between(Fraction("13.5"), Fraction("14.5"))),
        ("14,025%", EXACT, False, Interval.between(Fraction("14.0245"), Fraction("14.0255"))),
        ("2,820 tỷ đồng", EXACT, True, Interval.between(2_819_500_000, 2_820_500_000)),
        ("6.800", Qualifier.ABOUT, True, Interval.between(6700, 6900)),
        ("14", Qualifier.ABOUT, False, Interval.between(13, 15)),
        ("1,8 tỷ đồng", Qualifier.ABOUT, True, Interval.between(1_700_000_000, 1_900_000_000)),
        ("30000", Qualifier.NEARLY, True, Interval(Fraction(20000), Fraction(30000), upper_closed=False)),
        ("10.000", Qualifier.MORE_THAN, True, Interval(Fraction(10000), None, lower_closed=False)),
        ("60%", Qualifier.AT_LEAST, False, Interval(Fraction(60), None)),
        ("3", Qualifier.AT_MOST, True, Interval.between(0, 3)),
        ("0", Qualifier.AT_MOST, True, Interval.exact(0)),
        ("0,5", Qualifier.AT_MOST, False, Interval(Fraction(0), Fraction(1, 2))),
        ("0,5", Qualifier.LESS_THAN, False, Interval(Fraction(0), Fraction(1, 2), upper_closed=False)),
        ("-2%", Qualifier.AT_MOST, False, Interval(None, Fraction(-2))),
        ("40", Qualifier.LESS_THAN, True, Interval(Fraction(0), Fraction(40), upper_closed=False)),
        ("0", Qualifier.LESS_THAN, False, Interval(None, Fraction(0), upper_closed=False)),
    ],
)  # fmt: skip
def test_a_reading_by_hand(
    text: str, qualifier: Qualifier, whole: bool, expected: Interval
) -> None:
    notation = "transcribed" if text == "30000" else "vi"
    assert reading(parse(text, notation), qualifier, whole=whole) == expected


@given(st.integers(-(10**13), 10**13), st.integers(0, 4), st.sampled_from(["vi", "en"]))
def test_what_is_printed_is_read_again(digits: int, decimals: int, lang: str) -> None:
    value = Fraction(digits, 10**decimals)
    printed = parse(format_number(value, lang, decimals), lang)  # type: ignore[arg-type]
    assert (printed.value, printed.decimals) == (value, decimals)


@given(
    st.fractions(min_value=0, max_value=10**6, max_denominator=10**6),
    st.integers(0, 4),
)
def test_a_rounded_value_is_within_what_its_printing_allows(true: Fraction, decimals: int) -> None:
    printed = parse(format_number(true, "vi", decimals), "vi")
    assert reading(printed, EXACT).contains(true)
