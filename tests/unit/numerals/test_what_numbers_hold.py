"""A computed figure that is printed holds, by our own reading of it, every value that the sources allow."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from tongket.model import Calculation, Figure, Interval, Qualifier, Text, Unit
from tongket.numerals import format_figure, parse, reading
from tongket.numerals.formats import format_ends, is_rounded_in_print

NAME = Text("x", "x")
UNITS = [
    Unit("persons", "count", Text("người", "person"), "persons"),
    Unit("percent", "percent", Text("phần trăm", "percent"), "percent"),
    Unit("times", "times", Text("lần", "times"), "times"),
    Unit("VND", "money", Text("đồng", "VND"), "VND"),
    Unit("persons_per_organisations", "ratio", Text("người mỗi tổ chức", "persons each"), ""),
]
HEDGES = {"hơn ": Qualifier.MORE_THAN, "ít nhất ": Qualifier.AT_LEAST}
numbers = st.fractions(min_value=-(10**10), max_value=10**10, max_denominator=10**4)
widths = st.one_of(
    st.just(Fraction(0)),
    st.fractions(min_value=0, max_value=3, max_denominator=10**4),
    st.fractions(min_value=0, max_value=10**9, max_denominator=7),
)


def computed(low: Fraction, high: Fraction | None, unit: Unit, at: Fraction | None) -> Figure:
    value = None if at is None or high is None else low + (high - low) * at
    return Figure("x", NAME, value, Interval(low, high), unit, None, Calculation("x", NAME, ()))


def read_back(text: str, *, whole: bool) -> Interval:
    """What a reader takes from a printed number."""
    hedge = next((words for words in HEDGES if text.startswith(words)), "")
    words = re.sub(r" (người.*|lần)$", "", text.removeprefix(hedge))
    printed = parse(words.replace(" đến ", "–"), "vi")
    return reading(printed, HEDGES.get(hedge, Qualifier.EXACT), whole=whole)


@given(
    low=numbers,
    width=widths,
    at=st.one_of(st.none(), st.fractions(min_value=0, max_value=1, max_denominator=50)),
    unit=st.sampled_from(UNITS),
)
@example(low=Fraction("41.536"), width=Fraction("0.051"), at=Fraction(1, 2), unit=UNITS[1])
@example(low=Fraction(16_970_000), width=Fraction(920_000), at=Fraction(1, 2), unit=UNITS[3])
@example(low=Fraction(0), width=Fraction(1, 20), at=Fraction(0), unit=UNITS[0])
@example(low=Fraction("-0.04"), width=Fraction("0.03"), at=Fraction(1, 2), unit=UNITS[1])
def test_a_printed_number_or_range_holds_all_that_is_allowed(
    low: Fraction, width: Fraction, at: Fraction | None, unit: Unit
) -> None:
    figure = computed(low, low + width, unit, at)
    text = format_figure(figure, "vi")
    # A quotient of counts is no whole number of things: what it prints rounded reads as rounded.
    held = read_back(text, whole=unit.kind == "count" and low.denominator == 1)
    assert held.lower is not None
    assert held.upper is not None
    assert held.lower <= low, text
    assert low + width <= held.upper, text
    assert not re.match(r"−0(,0*)?\D*$", text), "what rounds to zero has no sign"


def test_what_needs_no_rounding_keeps_its_digits() -> None:
    points = UNITS[1]
    half = Fraction(1, 2)
    sharp = computed(Fraction("2.0245"), Fraction("2.0255"), points, half)
    below = computed(Fraction("-0.455"), Fraction("-0.445"), points, half)
    assert [format_figure(sharp, "en", unit=False), format_figure(below, "vi")] == [
        "2.025%",
        "−0,45%",
    ]
    # A quotient has no end of digits and is rounded to one decimal.
    third = computed(Fraction("0.3245"), Fraction("0.3255"), points, Fraction(1, 3))
    assert format_figure(third, "en") == "0.3%"


@given(
    low=st.fractions(min_value=0, max_value=10**10, max_denominator=10**4),
    unit=st.sampled_from(UNITS),
)
def test_a_least_value_is_rounded_down(low: Fraction, unit: Unit) -> None:
    held = read_back(format_figure(computed(low, None, unit, None), "vi"), whole=False)
    assert held.lower is not None
    assert held.lower <= low
    assert held.upper is None


@given(low=numbers, width=widths, unit=st.sampled_from(UNITS))
def test_ends_hold_what_is_allowed_with_two_decimals_more_and_no_part_of_a_dong(
    low: Fraction, width: Fraction, unit: Unit
) -> None:
    figure = computed(low, low + width, unit, None)
    ends = [parse(end, "vi") for end in format_ends(figure, "vi")]
    first, last = (end.value for end in ends)
    assert first is not None
    assert last is not None
    assert first <= low
    assert low + width <= last
    most = 0 if unit.kind == "money" else 4
    assert all(end.decimals <= most for end in ends)


def test_a_quotient_whose_digits_do_not_end_is_not_exact() -> None:
    percent, money = UNITS[1], UNITS[3]
    rounded = {"100/3": True, "4.25": True, "4.5": False, "7": False}
    for number, is_rounded in rounded.items():
        figure = computed(Fraction(number), Fraction(number), percent, Fraction(0))
        assert is_rounded_in_print(figure) == is_rounded, number
    each = Fraction(10**10, 3)
    assert is_rounded_in_print(computed(each, each, money, Fraction(0)))
    wide = computed(Fraction(1), Fraction(2), percent, Fraction(0))
    assert not is_rounded_in_print(wide), "a range says itself what it allows"


def test_money_below_a_million_has_no_decimals() -> None:
    each = computed(Fraction("1234.5"), Fraction("1234.5"), UNITS[3], Fraction(0))
    assert format_figure(each, "vi") == "1.235 đồng"
