"""Intervals: hand-worked ends, and the promise that no possible value is ever lost."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.model import Interval
from tongket.model.interval import aggregated

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


@st.composite
def printed(draw: Any) -> tuple[Interval, list[Fraction]]:
    """An interval as printings leave it, and numbers in it, its closed ends and what is near its open ones among them."""
    value, below, above = (draw(st.integers(0, 4)) for _ in range(3))
    low, high = Fraction(value), Fraction(value + below + above)
    wide = low < high
    lower = Interval(
        low, high, not (wide and draw(st.booleans())), not (wide and draw(st.booleans()))
    )
    nearly = (high - low) / 1000
    least = low if lower.lower_closed else low + nearly
    greatest = high if lower.upper_closed else high - nearly
    return lower, [least, (low + high) / 2, greatest]


BY_HAND: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": sum, "mean": statistics.mean, "median": statistics.median, "min": min, "max": max,
}  # fmt: skip


@given(st.lists(printed(), min_size=1, max_size=4), st.sampled_from(sorted(BY_HAND)))
def test_numbers_of_many_lie_where_every_choice_of_their_numbers_puts_them(
    many: list[tuple[Interval, list[Fraction]]], method: str
) -> None:
    found = aggregated(method, [interval for interval, _ in many])
    numbers = [BY_HAND[method](each) for each in product(*(inside for _, inside in many))]
    assert all(found.contains(number) for number in numbers)
    assert found.lower is not None
    assert found.upper is not None
    # Nothing is allowed that no choice gives: an end that is closed is reached, an open one nearly.
    slack = Fraction(len(many) * 8, 1000)
    assert min(numbers) - found.lower <= (0 if found.lower_closed else slack)
    assert found.upper - max(numbers) <= (0 if found.upper_closed else slack)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("sum", Interval(Fraction(27), None, lower_closed=False)),
        ("mean", Interval(Fraction(9), None, lower_closed=False)),
        ("median", Interval.between(5, 10)),
        ("min", Interval.between(2, 4)),
        ("max", Interval(Fraction(20), None, lower_closed=False)),
    ],
)
def test_numbers_of_many_with_an_open_end(method: str, expected: Interval) -> None:
    many = [Interval(Fraction(20), None, lower_closed=False), Interval.between(5, 10)]
    assert aggregated(method, [*many, Interval.between(2, 4)]) == expected
