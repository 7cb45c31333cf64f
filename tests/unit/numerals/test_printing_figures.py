"""From figure to words: units, qualifiers, scales, and no digit that the sources do not carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

import tongket
from tongket.measures import POINTS
from tongket.model import Calculation, Figure, Interval, Missing, Text, TimePeriod, Unit
from tongket.numerals import (
    format_date,
    format_figure,
    format_number,
    format_period,
    is_language,
    parse,
    reading,
)  # fmt: skip

NAME = Text("x", "x")
PERSONS = Unit("persons", "count", Text("người", "person"), "persons")
PERCENT = Unit("percent", "percent", Text("phần trăm", "percent"), "percent")
MONEY = Unit("VND", "money", Text("đồng", "VND"), "VND")


@pytest.fixture(scope="module")
def reviews() -> dict[str, tongket.Review]:
    return {lang: tongket.open_review(2024, "VN-CT", lang) for lang in ("vi", "en")}


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("renewal.technology_renewal_rate", "14,025%", "14.025%"),
        ("renewal.technology_renewal_rate:target", "12–13%", "12–13%"),
        ("ip.initiatives_proposed", "4.298 giải pháp", "4,298 solutions"),
        ("renewal.sme_contracted_funding", "2,820 tỷ đồng", "VND 2.820 billion"),
        ("renewal.sme_expected_funding", "10 tỷ đồng", "VND 10 billion"),
        ("quality.fines", "46 triệu đồng", "VND 46 million"),
        ("ip.initiatives_benefit", "hơn 5,8 tỷ đồng", "more than VND 5.8 billion"),
        ("ip.initiatives_benefit:times_previous", "3 lần", "3 times"),
        ("capacity.staff", "khoảng 6.800 người", "about 6,800 persons"),
        ("capacity.bachelor_share", "28,70%", "28.70%"),
        ("quality.iso_published_units", "119/119 cơ quan, đơn vị", "119/119 agencies and units"),
        ("quality.establishments_fined", "1 cơ sở", "1 establishment"),
        ("innovation.pii_rank", "hạng 7", "rank 7"),
        ("innovation.pii_score", "không có số liệu", "no figure"),
    ],
)
def test_a_figure_in_words(name: str, vi: str, en: str, reviews: dict[str, tongket.Review]) -> None:
    assert format_figure(reviews["vi"].figure(name), "vi") == vi
    assert format_figure(reviews["en"].figure(name), "en") == en


def computed(low: object, high: object, unit: Unit, value: object = None, **ends: bool) -> Figure:
    lower = None if low is None else Fraction(str(low))
    upper = None if high is None else Fraction(str(high))
    known = None if value is None else Fraction(str(value))
    origin = Calculation("x", NAME, ())
    return Figure("x", NAME, known, Interval(lower, upper, **ends), unit, None, origin)


@pytest.mark.parametrize(
    ("figure", "vi"),
    [
        (computed("41.536", "41.587", PERCENT, "41.56"), "41,5–41,6%"),
        (computed("41.56", "41.64", PERCENT, "41.6"), "41,6%"),
        (computed("26.8", "29.7", PERCENT, "28.2"), "26,8–29,7%"),
        (computed(6815, 6831, PERSONS), "6.815–6.831 người"),
        (computed(18, 18, PERSONS, 18), "18 người"),
        (computed("6.6", "6.6", PERSONS, "6.6"), "6,6 người"),
        (computed("3.3", "3.3", PERCENT), "3,3%"),
        (computed("1719537.5", None, MONEY, lower_closed=False), "hơn 1,71 triệu đồng"),
        (computed("5", None, PERSONS), "ít nhất 5 người"),
        (computed(None, "7.25", PERSONS), "tối đa 7,3 người"),
        (computed("900", "900", MONEY, "900"), "900 đồng"),
        (computed("1.2e9", "1.3e9", MONEY), "1,20–1,30 tỷ đồng"),
        (computed(0, 0, MONEY, 0), "0 đồng"),
    ],
)
def test_a_computed_figure_shows_only_what_its_interval_carries(figure: Figure, vi: str) -> None:
    assert format_figure(figure, "vi") == vi


@pytest.mark.parametrize(
    ("figure", "en"),
    [
        (computed("0.8", "1", POINTS, "0.9"), "0.8–1 percentage points"),
        (computed("0.95", "1.05", POINTS, "1"), "1 percentage point"),
        (computed("0.8", "0.9", POINTS), "0.8–0.9 percentage points"),
        (computed(1, 1, POINTS, 1), "1 percentage point"),
        (computed(-1, -1, POINTS, -1), "−1 percentage points"),
        (computed(2, 2, POINTS, 2), "2 percentage points"),
    ],
)
def test_a_unit_is_one_where_one_is_printed(figure: Figure, en: str) -> None:
    assert format_figure(figure, "en") == en


@pytest.mark.parametrize(
    ("exact", "vi"),
    [("1.95184", "1,95"), ("-1.95184", "−1,95"), ("9.996", "10"), ("12.34", "12,3")],
)
def test_a_mean_below_ten_has_a_second_decimal(exact: str, vi: str) -> None:
    each = Unit("products_per_establishments", "ratio", Text("", ""), "")
    assert format_figure(computed(exact, exact, each, exact), "vi", unit=False) == vi


def test_the_number_alone_keeps_percent_and_scale() -> None:
    assert format_figure(computed(18, 18, PERSONS, 18), "en", unit=False) == "18"
    assert format_figure(computed("41.5", "41.5", PERCENT, "41.5"), "en", unit=False) == "41.5%"
    yearly = Unit("percent_per_year", "percent", Text("", ""), "")
    assert format_figure(computed(16, 18, yearly), "en") == "16–18% a year"


def test_a_missing_figure_says_so() -> None:
    missing = Figure("m", NAME, None, None, PERSONS, None, Missing(NAME))
    assert format_figure(missing, "vi") == "không có số liệu"


def test_numbers_round_half_up_and_keep_their_sign() -> None:
    assert format_number(Fraction("2.5"), "en") == "3"
    assert format_number(Fraction("-1234.56"), "en", 1) == "−1,234.6"
    assert format_number(1000, "vi", -3) == "1.000"
    assert format_number(Fraction("-0.04"), "vi", 1) == "0,0", "what rounds to zero has no sign"
    assert format_number(Fraction(10**33 + 1, 1000), "en", 3) == "1" + ",000" * 10 + ".001", (
        "no digit is lost"
    )
    assert format_number(Fraction("-0.05"), "vi", 1) == "−0,1"


def test_dates_and_periods_follow_the_language() -> None:
    assert format_date(date(2025, 1, 4), "vi") == "04/01/2025"
    assert format_date(date(2025, 1, 4), "en") == "4 January 2025"
    expected = {
        "2024": ("2024", "2024"),
        "2020-07": ("tháng 7/2020", "July 2020"),
        "2025-01-14": ("14/01/2025", "14 January 2025"),
        "2025-01/2025-05": ("tháng 1–5/2025", "January–May 2025"),
        "../2020-07": ("đến tháng 7/2020", "up to July 2020"),
        "2022/2024": ("2022–2024", "2022–2024"),
        "2024-11/2025-02": ("tháng 11/2024–tháng 2/2025", "November 2024–February 2025"),
    }
    said = {
        text: tuple(format_period(TimePeriod.parse(text), lang) for lang in ("vi", "en"))
        for text in expected
    }
    assert said == expected


@pytest.mark.parametrize(("code", "known"), [("vi", True), ("km", True), ("xx", False)])
def test_a_language_is_one_that_locale_data_know(code: str, known: bool) -> None:
    assert is_language(code) is known


@pytest.mark.parametrize(
    ("printed", "vi"),
    [
        ("1.250.000.000 đồng", "1,25 tỷ đồng"),
        ("1.250.300.000 đồng", "1.250,3 triệu đồng"),
        ("1.250.300.123 đồng", "1.250.300.123 đồng"),
        ("46.500.000 đồng", "46,5 triệu đồng"),
        ("2,5-3 tỷ đồng", "2,5–3 tỷ đồng"),
        ("2,50-3,25 tỷ đồng", "2,5–3,25 tỷ đồng"),
        ("2,820 tỷ đồng", "2,820 tỷ đồng"),
        # A price for each unit of something may be less than a thousandth of a đồng.
        ("0,0005 đồng", "0,0005 đồng"),
        ("1.000.000 tỷ đồng", "1.000.000 tỷ đồng"),
    ],
)
def test_money_has_the_digits_of_its_printing_in_a_scale_that_one_reads(
    printed: str, vi: str, reviews: dict[str, tongket.Review]
) -> None:
    read = parse(printed, "vi")
    (row,) = reviews["vi"].figure("quality.fines").observations
    interval = reading(read, row.qualifier, whole=True)
    figure = Figure(
        "x", NAME, read.value, interval, MONEY, read.decimals, replace(row, as_printed=printed)
    )
    assert format_figure(figure, "vi") == vi
