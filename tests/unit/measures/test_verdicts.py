"""Whether a plan was met: each boundary by hand, and what holds of every result beside every plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.figures import missing, unit
from tongket.model import (
    Figure,
    Indicator,
    Interval,
    Measure,
    Observation,
    Qualifier,
    Text,
    TimePeriod,
)
from tongket.numerals import parse
from tongket.numerals.printed import reading
from tongket.verdicts import PlannedItem, position

NAME = Text("chỉ tiêu", "indicator")
HIGHER = Indicator("a.b", "a", NAME, NAME, "percent", "higher", whole=False)
LOWER = replace(HIGHER, direction="lower")
NEUTRAL = replace(HIGHER, direction="neutral")


def printed(text: str, qualifier: str = "exact", measure: Measure = Measure.ACTUAL) -> Figure:
    """A figure as one source prints it, in English notation."""
    read, hedge = parse(text, "en"), Qualifier(qualifier)
    allowed = reading(read, hedge)
    row = Observation(
        "a.b", "VN-CT", TimePeriod.parse("2024"), measure, text, hedge, read.value, allowed, None,
        0, "percent", "A", "s", "1", "",
    )  # fmt: skip
    return Figure("a.b", NAME, read.value, allowed, unit(), 0, row, qualifier=hedge)


def target(text: str, qualifier: str = "exact") -> Figure:
    return printed(text, qualifier, Measure.TARGET)


def share(text: str, qualifier: str = "exact") -> Figure:
    return printed(text, qualifier, Measure.TARGET_PCT)


def above(text: str, qualifier: str = "exact") -> Figure:
    return printed(text, qualifier, Measure.OVER_TARGET_PCT)


@pytest.mark.parametrize(
    ("result", "plan", "verdict"),
    [
        (printed("12%"), target("12%"), "met"),  # the very number planned
        (printed("12%", "about"), target("12%"), "undecided"),
        (printed("12%"), target("12%", "about"), "undecided"),
        (printed("12.4%"), target("12%"), "met"),
        (printed("11.9%"), target("12%"), "missed"),
        (printed("12%"), target("12.2%"), "undecided"),  # 12% may be 12.4%
        (printed("12%"), target("12.5%"), "undecided"),  # and, rounded to even, 12.5%
        (printed("12%"), target("12.6%"), "missed"),
        (printed("14.025%"), target("12-13%"), "met"),  # above a range
        (printed("12.5%"), target("12-13%"), "met"),  # within it
        (printed("12.02%"), target("12-13%"), "met"),
        (printed("12%"), target("12-13%"), "met"),  # printed as the end itself
        (printed("12%", "about"), target("12-13%"), "undecided"),
        (printed("12%"), target("12.2-13%"), "undecided"),
        (printed("11%"), target("12-13%"), "missed"),
        (printed("60%"), target("60%", "at_least"), "met"),
        (printed("60%"), target("60%", "more_than"), "undecided"),
        (printed("61%"), target("60%", "at_least"), "met"),
        (printed("60%", "more_than"), target("60%", "at_least"), "met"),
        (printed("59%", "more_than"), target("60%", "at_least"), "undecided"),
        (printed("60%", "less_than"), target("60%", "at_least"), "missed"),
        (printed("7%"), target("3%", "at_most"), "missed"),  # its words ask for less
        (printed("2%"), target("3%", "at_most"), "met"),
        (missing("x"), target("12%"), "undecided"),
        (printed("12%"), missing("x"), "undecided"),
    ],
)  # fmt: skip
def test_a_result_beside_its_plan(result: Figure, plan: Figure, verdict: str) -> None:
    assert PlannedItem(HIGHER, (result,), (plan,)).verdict == verdict
    assert PlannedItem(NEUTRAL, (result,), (plan,)).verdict == verdict


@pytest.mark.parametrize(
    ("result", "plan", "verdict"),
    [
        ("3%", target("3%"), "met"),
        ("2%", target("3%"), "met"),
        ("7%", target("3%"), "missed"),
        ("7%", target("3%", "at_most"), "missed"),
        ("12.5%", target("12-13%"), "met"),
        ("13.4%", target("12-13%"), "missed"),
        ("11%", target("12-13%"), "met"),
        ("7%", target("3%", "at_least"), "met"),  # the words of a plan go before the direction
    ],
)
def test_where_less_is_better(result: str, plan: Figure, verdict: str) -> None:
    assert PlannedItem(LOWER, (printed(result),), (plan,)).verdict == verdict


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        (share("100%"), "met"),
        (share("100%", "nearly"), "missed"),
        (share("100%", "about"), "undecided"),
        (share("101%"), "met"),
        (share("99%"), "missed"),
        (share("100%", "more_than"), "met"),
        (above("0%"), "met"),
        (above("10%"), "met"),
        (above("0%", "more_than"), "met"),
    ],
)
def test_a_percentage_of_the_plan_needs_a_result(stated: Figure, verdict: str) -> None:
    assert PlannedItem(HIGHER, (printed("27"),), (), (stated,)).verdict == verdict
    # Of what nobody stated the number, nobody can tell.
    assert PlannedItem(HIGHER, (), (), (stated,)).verdict == "undecided"
    assert PlannedItem(HIGHER, (missing("x"),), (), (stated,)).verdict == "undecided"


def test_where_less_is_better_a_percentage_below_the_plan_meets_it() -> None:
    for text, verdict in (("100%", "met"), ("90%", "met"), ("110%", "missed")):
        assert PlannedItem(LOWER, (printed("9"),), (), (share(text),)).verdict == verdict


def test_statements_that_disagree_on_the_number_may_agree_on_the_verdict() -> None:
    result = (printed("27"),)
    assert PlannedItem(HIGHER, result, (), (share("140%"), above("50%"))).verdict == "met"
    assert PlannedItem(HIGHER, result, (), (share("98%"), above("50%"))).verdict == "undecided"
    assert PlannedItem(HIGHER, result, (target("30"),), (share("90%"),)).verdict == "missed"
    assert PlannedItem(HIGHER, result, (target("30"),), (share("140%"),)).verdict == "undecided"
    assert PlannedItem(HIGHER, (*result, printed("31")), (target("30"),)).verdict == "undecided"
    assert PlannedItem(HIGHER, result).verdict == "undecided"


def test_a_computed_percentage_is_no_statement() -> None:
    computed = replace(share("120%"), origin=missing("x").origin, interval=None, value=None)
    assert PlannedItem(HIGHER, (printed("27"),), (), (computed,)).verdict == "undecided"


ends = st.fractions(min_value=0, max_value=200, max_denominator=10)


@given(st.tuples(ends, ends), st.tuples(ends, ends))
def test_verdict_and_position_never_contradict(
    result: tuple[Fraction, Fraction], plan: tuple[Fraction, Fraction]
) -> None:
    low, high = (
        replace(printed("1"), value=None, interval=Interval(min(pair), max(pair)))
        for pair in (result, plan)
    )
    where = position(low, high)
    verdict = PlannedItem(HIGHER, (low,), (high,)).verdict
    assert verdict == {"above": "met", "within": "met", "below": "missed"}.get(where, verdict)
    assert (where == "below") is (verdict == "missed")
    mirrored = PlannedItem(LOWER, (low,), (high,)).verdict
    assert mirrored == {"above": "missed", "within": "met", "below": "met"}.get(where, mirrored)


def test_a_single_plan_is_no_range() -> None:
    assert position(printed("11.6%"), target("12%")) == "below"
    assert position(printed("12%"), target("12%")) == "equal"
    assert position(printed("12.4%"), target("12%")) == "above"
    assert position(printed("12%"), target("12.2%")) == "undecided"
    assert position(printed("12%"), target("12-13%")) == "within"
    assert position(printed("13%"), target("12-13%")) == "within"
    assert position(printed("3%"), target("3%", "at_most")) == "within"
    assert position(printed("3%", "about"), target("3%", "at_most")) == "undecided"
