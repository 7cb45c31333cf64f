"""Intervals: hand-worked ends, and the promise that no possible value is ever lost."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.model import Interval

numbers = st.fractions(min_value=-20, max_value=20, max_denominator=8)
ends = st.none() | numbers


@st.composite
def intervals(draw: Any, *, positive: bool = False) -> Interval:
    low, high = draw(ends), draw(ends)
    if positive:
        low, high = abs(draw(numbers)) + 1, None if high is None else abs(high)
    if low is not None and high is not None and low >= high:
        high = low
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def with_member(draw: Any, *, positive: bool = False) -> tuple[Interval, Fraction]:
    interval = draw(intervals(positive=positive))
    low, high = interval.lower, interval.upper
    if low is not None and high is not None:
        weight = Fraction(draw(st.integers(1, 9)), 10)
        return interval, low + (high - low) * weight
    start = low if low is not None else (high if high is not None else Fraction(0))
    step = Fraction(draw(st.integers(1, 40)), 4)
    return interval, start + step if low is not None or high is None else start - step


@given(with_member(), with_member(), st.sampled_from([operator.add, operator.sub, operator.mul]))
def test_no_sum_difference_or_product_is_lost(a: Any, b: Any, combine: Any) -> None:
    (left, x), (right, y) = a, b
    assert left.contains(x)
    assert right.contains(y)
    assert combine(left, right).contains(combine(x, y))


@given(with_member(), with_member(positive=True), st.booleans())
def test_no_quotient_is_lost(a: Any, b: Any, negative: bool) -> None:
    (left, x), (right, y) = a, b
    if negative:
        right, y = -right, -y
    assert (left / right).contains(x / y)


@given(intervals(), intervals(), numbers)
def test_what_both_allow_is_what_each_allows(a: Interval, b: Interval, value: Fraction) -> None:
    both = a.intersect(b)
    assert both == b.intersect(a)
    assert (both is not None and both.contains(value)) == (a.contains(value) and b.contains(value))


@given(intervals(), st.integers(-25, 25))
def test_tightening_keeps_exactly_the_whole_numbers(interval: Interval, number: int) -> None:
    whole = interval.to_whole()
    assert (whole is not None and whole.contains(number)) == interval.contains(number)


def test_hand_worked() -> None:
    assert Interval.between(2, 3) * Interval.between(-1, 4) == Interval.between(-3, 12)
    assert Interval.between(1, 2) - Interval.between(1, 2) == Interval.between(-1, 1)
    assert Interval.between(6, 12) / Interval.between(2, 3) == Interval.between(2, 6)
    assert Interval(None, None).to_whole() == Interval(None, None)
    assert Interval.between(1, 4).width == 3
    assert Interval(Fraction(1), None).width is None
    assert Interval.exact(3).is_exact
    assert not Interval(None, None).is_exact


def test_an_open_end_at_zero_divides_to_infinity() -> None:
    above_zero = Interval(Fraction(0), Fraction(2), lower_closed=False)
    assert Interval.exact(1) / above_zero == Interval(Fraction(1, 2), None)
    below_zero = Interval(Fraction(-2), Fraction(0), upper_closed=False)
    assert Interval.exact(1) / below_zero == Interval(None, Fraction(-1, 2))
    assert Interval.exact(6) / Interval(Fraction(2), None) == Interval(
        Fraction(0), Fraction(3), lower_closed=False
    )
    assert Interval.exact(6) / Interval(None, Fraction(-2)) == Interval(
        Fraction(-3), Fraction(0), upper_closed=False
    )


@pytest.mark.parametrize(
    "divisor",
    [Interval.exact(0), Interval.between(-1, 1), Interval(None, None), Interval(Fraction(0), None)],
)
def test_division_by_what_may_be_zero_is_refused(divisor: Interval) -> None:
    with pytest.raises(ZeroDivisionError, match="a divisor that cannot be zero"):
        Interval.exact(1) / divisor


def test_an_interval_holds_something() -> None:
    with pytest.raises(ValueError, match="expected lower <= upper, got 2 and 1"):
        Interval.between(2, 1)
    with pytest.raises(ValueError, match="expected lower <= upper"):
        Interval(Fraction(1), Fraction(1), upper_closed=False)


def test_a_zero_end_counts_only_where_it_is_allowed() -> None:
    open_zero = Interval(Fraction(0), Fraction(1), lower_closed=False)
    product = open_zero * Interval(Fraction(2), None)
    assert product == Interval(Fraction(0), None, lower_closed=False)
    assert (Interval.between(0, 1) * Interval(Fraction(2), None)).contains(0)
