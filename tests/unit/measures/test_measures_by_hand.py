"""Measures: hand-worked results, intervals that lose nothing, and reasons where there is no result."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket import measures, verdicts
from tongket.errors import UsageError
from tongket.model import Calculation, Figure, Interval, Missing, Text, Unit
from tongket.numerals import format_figure

NAME = Text("x", "x")
PERSONS = Unit("persons", "count", Text("người", "person"), "persons")
TASKS = Unit("tasks", "count", Text("nhiệm vụ", "task"), "tasks")
PERCENT = measures.PERCENT
MONEY = Unit("VND", "money", Text("đồng", "VND"), "VND")
LOST = Text("không nêu", "not stated")


def figure(low: Any, high: Any = None, unit: Unit = PERSONS, name: str = "a") -> Figure:
    top = low if high is None else high
    interval = Interval.between(Fraction(str(low)), Fraction(str(top)))
    value = (Fraction(str(low)) + Fraction(str(top))) / 2
    return Figure(
        name, Text(name, name), value, interval, unit, None, Calculation("given", NAME, ())
    )


def band(low: int, high: int) -> Figure:
    origin = Calculation("given", NAME, ())
    return Figure("b", NAME, None, Interval.between(low, high), PERCENT, None, origin)


def missing() -> Figure:
    return Figure("m", Text("thiếu", "lost"), None, None, PERSONS, None, Missing(LOST))


def ends(result: Figure) -> tuple[Any, Any]:
    assert result.interval is not None
    return result.interval.lower, result.interval.upper


def test_a_difference_of_least_values_may_be_anything_and_says_so() -> None:
    """It was printed as “more than 0”."""
    least = replace(figure(5), value=Fraction(5), interval=Interval(Fraction(5), None))
    found = measures.difference(least, least, NAME)
    assert found.is_missing
    assert isinstance(found.origin, Missing)
    assert found.origin.reason.en == "what the sources state leaves open how much it is"
    assert found.origin.inputs == (least, least)
    assert measures.ratio(least, least, NAME).is_missing, "more than 0 says no more"
    assert (
        format_figure(replace(figure(5), value=None, interval=Interval(None, None)), "en")
        == "no figure"
    )
    assert ends(measures.difference(least, figure(3), NAME)) == (2, None)


def test_parts_that_are_about_more_than_their_whole_leave_nothing() -> None:
    about = figure(100, 300, PERCENT)
    found = measures.remainder(Interval.exact(100), [about], NAME)
    assert (found.value, ends(found)) == (None, (0, 0))
    assert format_figure(found, "en") == "0%"


def test_sums_and_differences() -> None:
    a, b = figure(10, 12), figure(3, 4, name="b")
    assert ends(measures.total([a, b], NAME)) == (13, 16)
    assert ends(measures.difference(a, b, NAME)) == (6, 9)
    assert measures.total([a, b], NAME).unit is PERSONS
    assert measures.total([a, figure(1, unit=TASKS)], NAME).unit.id == "number"


def test_figures_of_different_kinds_do_not_add() -> None:
    with pytest.raises(UsageError, match="figures of one unit, got persons, VND"):
        measures.total([figure(1), figure(1, unit=MONEY)], NAME)


def test_a_remainder_of_a_hundred_is_never_negative() -> None:
    shares = [figure(60, 62, PERCENT), figure(37, 39, PERCENT)]
    rest = measures.remainder(Interval.exact(100), shares, NAME)
    assert ends(rest) == (0, 3)
    assert rest.value == 1
    assert isinstance(rest.origin, Calculation)
    assert rest.origin.formula.en == "100% − a − a"


def test_a_remainder_of_a_figure_names_all_its_inputs() -> None:
    rest = measures.remainder(figure(10), [figure(3, name="b"), figure(4, name="c")], NAME)
    assert ends(rest) == (3, 3)
    assert [part.id for part in rest.inputs] == ["a", "b", "c"]
    assert measures.remainder(missing(), [figure(3)], NAME).is_missing


def test_shares_that_exceed_the_whole_leave_nothing() -> None:
    rest = measures.remainder(Interval.exact(100), [figure(101, unit=PERCENT)], NAME)
    assert rest.is_missing
    assert measures.remainder(Interval.exact(100), [missing()], NAME).is_missing


def test_a_remainder_of_bands_has_a_range_and_no_value() -> None:
    rest = measures.remainder(Interval.exact(100), [band(12, 13)], NAME)
    assert (rest.value, ends(rest)) == (None, (87, 88))


def test_a_mean_keeps_money_and_names_other_units() -> None:
    assert measures.per(figure(10, unit=MONEY), figure(4), NAME).unit is MONEY
    mean = measures.per(figure(10), figure(4, unit=TASKS), NAME)
    assert mean.value == Fraction(5, 2)
    assert mean.unit.name == Text("người/nhiệm vụ", "persons per task")


def test_a_ratio_and_the_year_before() -> None:
    assert measures.ratio(figure(6), figure(3), NAME).value == 2
    assert ends(measures.previous(figure(6), figure(2, 3, measures.TIMES), NAME)) == (2, 3)


def test_professors_and_their_share_imply_the_staff() -> None:
    staff = measures.base_from_share(figure(262), figure("3.835", "3.845", PERCENT), NAME)
    assert ends(staff) == (6815, 6831)
    assert staff.value is None


def test_a_share_means_whole_people() -> None:
    doctors = measures.count_from_share(figure(50, 50, PERCENT), figure(10, 13), NAME)
    assert ends(doctors) == (5, 6)
    assert isinstance(doctors.origin, Calculation)
    assert doctors.origin.formula.en.endswith("÷ 100")
    assert measures.count_from_share(figure(50, 50, PERCENT), missing(), NAME).is_missing


@pytest.mark.parametrize(
    ("per", "vi", "en"), [(1000, "÷ 1.000", "÷ 1,000"), (10_000, "÷ 10.000", "÷ 10,000")]
)
def test_a_density_is_divided_once_by_what_it_is_per(per: int, vi: str, en: str) -> None:
    density = Unit(f"per_{per}", "density", Text("người", "person"), "persons", per=per)
    staff = measures.count_from_share(figure(13, 15, density), figure(1_360_000), NAME)
    assert isinstance(staff.origin, Calculation)
    assert (staff.origin.formula.vi[-len(vi) :], staff.origin.formula.en[-len(en) :]) == (vi, en)
    assert "÷" not in staff.origin.formula.vi[: -len(vi)]


def test_plans() -> None:
    launched = figure(27, unit=TASKS)
    above = measures.above_to_of(figure("49.5", "50.5", PERCENT), NAME)
    assert ends(above) == (Fraction("149.5"), Fraction("150.5"))
    plan = measures.implied_target(launched, above, NAME, whole=True)
    assert (plan.value, ends(plan)) == (18, (18, 18))
    none = measures.implied_target(launched, figure("139.5", "140.5", PERCENT), NAME, whole=True)
    assert isinstance(none.origin, Missing)
    assert none.origin.reason == measures.NOTHING_FITS
    assert [part.id for part in none.inputs] == ["a", "a"]
    real = measures.implied_target(launched, figure("139.5", "140.5", PERCENT), NAME, whole=False)
    assert ends(real) == (Fraction(2700) / Fraction("140.5"), Fraction(2700) / Fraction("139.5"))
    assert measures.above_to_of(missing(), NAME).is_missing
    assert ends(measures.above_to_of(band(10, 20), NAME)) == (110, 120)
    half = measures.scaled(band(10, 20), Fraction(1, 2), NAME)
    assert (half.value, ends(half)) == (None, (5, 10))


def test_a_fraction_in_percent() -> None:
    assert measures.fraction_share(figure(119), 119, NAME).value == 100
    assert measures.fraction_share(missing(), 119, NAME).is_missing


def test_a_missing_input_says_which_and_why() -> None:
    lost = measures.total([figure(1), missing()], NAME)
    assert isinstance(lost.origin, Missing)
    assert lost.origin.reason == Text("thiếu: không nêu", "lost: not stated")
    assert measures.ratio(missing(), figure(1), NAME).is_missing


def test_a_divisor_that_may_be_zero_gives_no_result() -> None:
    result = measures.per(figure(1), figure(0, 2), NAME)
    assert isinstance(result.origin, Missing)
    assert result.origin.reason == measures.ZERO_BASE


@pytest.mark.parametrize(
    ("low", "high", "where"),
    [
        (14, 15, "above"),
        (10, 11, "below"),
        (12, 13, "within"),
        (13, 14, "undecided"),
        (11, 14, "undecided"),
    ],
)
def test_a_position_is_decided_only_by_the_whole_interval(low: int, high: int, where: str) -> None:
    assert verdicts.position(figure(low, high, PERCENT), band(12, 13)) == where


def test_positions_to_open_ends() -> None:
    origin = Calculation("x", NAME, ())
    at_most = Figure("t", NAME, None, Interval(None, Fraction(3)), PERCENT, None, origin)
    at_least = Figure("t", NAME, None, Interval(Fraction(3), None), PERCENT, None, origin)
    assert verdicts.position(figure(2), at_most) == "within"
    assert verdicts.position(figure(4), at_most) == "above"
    assert verdicts.position(figure(2), at_least) == "below"
    assert verdicts.position(figure(4), at_least) == "within"
    assert verdicts.position(at_least, at_most) == "undecided"
    assert verdicts.position(missing(), at_most) == "missing"
    assert verdicts.position(at_most, missing()) == "missing"


positive = st.integers(1, 500)


@given(positive, positive, positive, positive)
def test_a_change_and_the_growth_hold_the_truth_and_lead_back(
    now: int, before: int, spread: int, more: int
) -> None:
    left, right = figure(max(now - spread, 0), now + more), figure(before, before + spread)
    change, growth = measures.change(left, right, NAME), measures.growth(left, right, NAME)
    assert change.interval is not None
    assert growth.interval is not None
    assert change.interval.contains(now - before)
    assert growth.interval.contains(Fraction(now, before) * 100 - 100)
    exact = measures.growth(figure(now), figure(before), NAME)
    assert exact.value is not None
    assert before * (1 + exact.value / 100) == now


def test_growth_is_of_an_amount_above_zero() -> None:
    for base in (figure(-5), figure(0), figure(-1, 3)):
        assert measures.growth(figure(5), base, NAME).is_missing


def test_a_rank_gains_places_where_its_number_falls() -> None:
    rank = Unit("rank", "rank", Text("hạng", "rank"), "ranks")
    gained = measures.change(figure(3, unit=rank), figure(8, unit=rank), NAME)
    assert (gained.value, gained.unit.id) == (5, "places")


@given(positive, positive, positive, positive)
def test_the_true_result_is_never_lost(a: int, b: int, spread: int, more: int) -> None:
    left, right = figure(max(a - spread, 0), a + more), figure(b, b + spread)
    true = {
        "total": (measures.total([left, right], NAME), a + b),
        "difference": (measures.difference(left, right, NAME), a - b),
        "ratio": (measures.ratio(left, right, NAME), Fraction(a, b)),
        "per": (measures.per(left, right, NAME), Fraction(a, b)),
    }
    for result, value in true.values():
        assert result.interval is not None
        assert result.interval.contains(value)


def test_a_part_is_not_above_its_whole() -> None:
    """3 of fewer than 40: of 3 at least, of 39.99… at most."""
    fewer = replace(figure(40), interval=Interval(Fraction(0), Fraction(40), upper_closed=False))
    found = measures.share(figure(3), fewer, NAME)
    assert (found.known_interval.lower, found.known_interval.upper) == (Fraction(300, 40), 100)
    assert found.value is None, "40 itself is none of them"
    # 3 or 4 of 2 to 39: all at most. Of about 2 nothing is known of the value: 2 is too few.
    close = measures.share(figure(3, 4), replace(figure(2, 39), value=Fraction(2)), NAME)
    assert (close.known_interval.lower, close.known_interval.upper) == (Fraction(300, 39), 100)
    assert close.value is None
    above = measures.share(figure(3, 9), figure(4, 6), NAME)
    assert (above.known_interval.upper, above.value) == (100, None), "6 of 5 is no share"
    ranged = measures.share(replace(figure(3, 4), value=None), figure(10), NAME)
    assert (ranged.known_interval.lower, ranged.known_interval.upper) == (30, 40)
    assert ranged.value is None
    assert measures.share(figure(3), figure(120), NAME).value == Fraction(5, 2)
    # What contradicts is not hidden: 60 of 59 are more than a hundred percent.
    assert measures.share(figure(60), figure(59), NAME).value == Fraction(6000, 59)
    assert measures.share(missing(), figure(59), NAME).is_missing
    assert measures.share(figure(3), missing(), NAME).is_missing
