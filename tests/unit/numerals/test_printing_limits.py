"""Where printing turns: scales, carried digits, open ends, and what is printed of no figure at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fixtures.figures import observed
from tongket.model import Calculation, Figure, Interval, Missing, Qualifier, Text, Unit
from tongket.numerals import format_date, format_figure
from tongket.numerals.formats import (
    carried_decimals,
    format_ends,
    format_exact,
    is_rounded_in_print,
    quoted_print,
)

NAME = Text("x", "x")
PERSONS = Unit("persons", "count", Text("người", "person"), "persons")
PERCENT = Unit("percent", "percent", Text("phần trăm", "percent"), "percent")
YEARLY = Unit("percent_per_year", "percent", Text("", ""), "")
MONEY = Unit("VND", "money", Text("đồng", "VND"), "VND")
POINTS = Unit("points", "score", Text("điểm", "point"), "points")


def computed(low: str | None, high: str | None, unit: Unit, value: str | None = None) -> Figure:
    lower, upper, known = (None if x is None else Fraction(x) for x in (low, high, value))
    origin = Calculation("x", NAME, ())
    return Figure("x", NAME, known, Interval(lower, upper), unit, None, origin)


@pytest.mark.parametrize(
    ("figure", "vi", "en"),
    [
        # Only money has scales; a scale begins with its own first unit.
        (computed("2e9", "2e9", PERSONS, "2e9"), "2.000.000.000 người", "2,000,000,000 persons"),
        (computed("999999", "999999", MONEY, "999999"), "999.999 đồng", "VND 999,999"),
        (computed("1e6", "1e6", MONEY, "1e6"), "1 triệu đồng", "VND 1 million"),
        (computed("1e9", "1e9", MONEY, "1e9"), "1 tỷ đồng", "VND 1 billion"),
        (computed("-3e6", "-3e6", MONEY, "-3e6"), "−3 triệu đồng", "VND −3 million"),
        # One end that is known: rounded so that the statement stays true.
        (computed(None, "5123456", MONEY), "tối đa 5,13 triệu đồng", "at most VND 5.13 million"),
        (computed(None, "0", PERSONS), "tối đa 0 người", "at most 0 persons"),
        (computed("1.25", None, POINTS), "ít nhất 1,2 điểm", "at least 1.2 points"),
        (computed("0", None, MONEY), "ít nhất 0 đồng", "at least VND 0"),
        # A unit of no kind of its own shows one decimal.
        (computed("1.25", "1.25", POINTS, "1.25"), "1,3 điểm", "1.3 points"),
        # A digit is shown where all that is allowed reads as it; else the interval is shown, rounded outwards.
        (computed("41", "42", PERCENT, "41.4"), "41–42%", "41–42%"),
        (computed("40.6", "41.4", PERCENT, "41.1"), "41%", "41%"),
        (computed("41", "41.4", PERCENT, "41.1"), "41%", "41%"),
        (computed("41", "43", PERCENT, "41.4"), "41–43%", "41–43%"),
        (computed("-1", "0", PERCENT), "−1 đến 0%", "−1 to 0%"),
        (computed("100.5", "450.5", PERSONS), "100–451 người", "100–451 persons"),
        (computed("10.2", "45.2", PERSONS), "10–46 người", "10–46 persons"),
        (computed("10.2", "14.2", PERSONS), "10,2–14,2 người", "10.2–14.2 persons"),
        (computed("16", "18", YEARLY), "16–18% mỗi năm", "16–18% a year"),
    ],
)
def test_a_computed_figure_at_its_limits(figure: Figure, vi: str, en: str) -> None:
    assert (format_figure(figure, "vi"), format_figure(figure, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("width", "place"),
    [
        ("0.001", 3), ("0.0011", 2), ("0.002", 2), ("0.01", 2), ("0.02", 1), ("0.1", 1), ("0.11", 0), ("0.5", 0),
        ("1", 0), ("1.01", -1), ("2", -1), ("10", -1), ("11", -2), ("100", -2), ("101", -3), ("1000", -3),
    ],
)  # fmt: skip
def test_the_decimals_that_a_width_carries(width: str, place: int) -> None:
    assert carried_decimals(Fraction(width)) == place


@pytest.mark.parametrize(
    ("value", "vi"),
    [("100", "100"), ("1.5", "1,5"), ("0.125", "0,125"), ("-2.25", "−2,25"), ("0.00001", "0,00001"),
     ("0.000001", "0,000001"), ("1/3", "0,333333")],
)  # fmt: skip
def test_an_exact_number_has_its_own_decimals_and_six_at_most(value: str, vi: str) -> None:
    assert format_exact(Fraction(value), "vi") == vi


@pytest.mark.parametrize(
    ("figure", "ends"),
    [
        # Two decimals beyond those that its page prints: of a count, of a percentage, of another unit, of money.
        (computed("1/3", "2/3", PERSONS), ("0.333", "0.667")),
        (computed("1/3", "2/3", PERCENT), ("0.333", "0.667")),
        (computed("1/3", "2/3", POINTS), ("0.333", "0.667")),
        (computed("1/3", "2/3", MONEY), ("0", "1")),
        (computed(None, "1/3", PERSONS), ("−∞", "0.334")),
        (computed("1/3", None, PERSONS), ("0.333", "∞")),
    ],
)
def test_the_ends_of_an_explanation(figure: Figure, ends: tuple[str, str]) -> None:
    assert format_ends(figure, "en") == ends


@pytest.mark.parametrize(
    ("decimals", "ends"),
    [(-2, ("0.33", "0.67")), (0, ("0.33", "0.67")), (5, ("0.3333333", "0.6666667"))],
)
def test_the_ends_of_a_printed_figure_have_two_decimals_more_than_it(
    decimals: int, ends: tuple[str, str]
) -> None:
    width = Interval(Fraction(1, 3), Fraction(2, 3))
    figure = replace(observed("f", 1), value=None, interval=width, decimals=decimals)
    assert format_ends(figure, "en") == ends


@pytest.mark.parametrize(
    ("figure", "rounded"),
    [
        (computed("0", "0", PERSONS, "0"), False),
        (computed("0", "0", MONEY, "0"), False),
        (computed("1.5e9", "1.5e9", MONEY, "1.5e9"), False),
        (computed("1234567890", "1234567890", MONEY, "1234567890"), True),
        (computed("1.5", "1.5", MONEY, "1.5"), True),
        (computed("1/3", "1", PERCENT, "1/2"), False),  # a range says itself what it allows
        (computed("1/3", "1/3", PERCENT, "1/3"), True),
    ],
)
def test_what_print_rounds(figure: Figure, rounded: bool) -> None:
    assert is_rounded_in_print(figure) is rounded


def test_what_a_source_prints_is_never_rounded_by_us() -> None:
    third = Interval.exact(Fraction(1, 3))
    figure = replace(observed("f", 1), interval=third, value=third.lower)
    assert not is_rounded_in_print(figure)
    missing = replace(figure, value=None, interval=None, origin=Missing(Text("x", "x")))
    assert not is_rounded_in_print(missing)


def test_a_printing_is_quoted_with_its_hedge_outside() -> None:
    assert quoted_print("6.800", Qualifier.ABOUT, "vi") == "khoảng “6.800”"
    assert quoted_print("6,800", Qualifier.ABOUT, "en") == "about “6,800”"
    assert quoted_print("12", Qualifier.EXACT, "en") == "“12”"


@pytest.mark.parametrize(
    ("part", "whole", "vi", "en"),
    [(1200, 1300, "1.200/1.300", "1,200/1,300"), (0, 5, "0/5", "0/5")],
)
def test_both_numbers_of_a_fraction_have_the_marks_of_the_language(
    part: int, whole: int, vi: str, en: str
) -> None:
    found = observed("f", part)
    figure = replace(found, origin=replace(found.origin, denominator=whole))
    assert format_figure(figure, "vi", unit=False) == vi
    assert format_figure(figure, "en", unit=False) == en


def test_a_date_is_in_the_language_asked_for_whatever_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("babel.dates.LC_TIME", "de_DE")
    assert format_date(date(2025, 5, 4), "en") == "4 May 2025"
    assert format_date(date(2025, 5, 4), "vi") == "04/5/2025"


def test_a_vietnamese_date_has_a_zero_before_the_first_two_months_only() -> None:
    months = [format_date(date(2025, month, 9), "vi")[3:-5] for month in range(1, 13)]
    assert months == ["01", "02", *map(str, range(3, 13))]
