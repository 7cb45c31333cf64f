"""Each measure to its last part: id, name, unit, value, interval, operation, formula, inputs, reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tongket import measures, verdicts
from tongket.model import (  # fmt: skip
    Calculation,
    Figure,
    Interval,
    Measure,
    Missing,
    Observation,
    Qualifier,
    Text,
    TimePeriod,
    Unit,
)

NAME = Text("tên", "name")
PERSONS = Unit("persons", "count", Text("người", "person"), "persons")
TASKS = Unit("tasks", "count", Text("nhiệm vụ", "task"), "tasks")
HECTARES = Unit("hectares", "area", Text("hecta", "hectare"))
MONEY = Unit("VND", "money", Text("đồng", "VND"), "VND")
PERCENT, TIMES = measures.PERCENT, measures.TIMES


def figure(
    name: str, value: Any, low: Any = None, high: Any = None, unit: Unit = PERSONS
) -> Figure:
    known = None if value is None else Fraction(str(value))
    ends = Interval.between(Fraction(str(low or value)), Fraction(str(high or value)))
    origin = Calculation("given", Text("cho", "given"), ())
    return Figure(name, Text(f"{name} vi", f"{name} en"), known, ends, unit, 3, origin)


def lost(unit: Unit = PERSONS) -> Figure:
    why = Missing(Text("không nêu", "not stated"))
    return Figure("m", Text("thiếu", "lost"), None, None, unit, None, why)


def words(text: Any) -> tuple[str, str]:
    return text.vi, text.en


A, B = figure("a", 12, 11, 13), figure("b", 4)
P = figure("p", 25, unit=PERCENT)
T = figure("t", 3, unit=TIMES)
Case = tuple[Callable[[], Figure], str, Unit, Any, tuple[Any, Any], str, tuple[str, str]]
CASES: list[Case] = [
    (lambda: measures.total([A, B], NAME), "total(a, b)", PERSONS, 16, (15, 17),
     "total", ("a vi + b vi", "a en + b en")),
    (lambda: measures.difference(A, B, NAME), "difference(a, b)", PERSONS, 8, (7, 9),
     "difference", ("a vi − b vi", "a en − b en")),
    (lambda: measures.remainder(A, [B], NAME), "remainder(a, b)", PERSONS, 8, (7, 9),
     "remainder", ("a vi − b vi", "a en − b en")),
    (lambda: measures.remainder(Interval.exact(100), [P], NAME), "remainder(p)", PERCENT, 75, (75, 75),
     "remainder", ("100% − p vi", "100% − p en")),
    (lambda: measures.ratio(A, B, NAME), "ratio(a, b)", TIMES, 3, (Fraction(11, 4), Fraction(13, 4)),
     "ratio", ("a vi ÷ b vi", "a en ÷ b en")),
    (lambda: measures.percentage(A, B, NAME), "percentage(a, b)", PERCENT, 300, (275, 325),
     "percentage", ("a vi ÷ b vi × 100", "a en ÷ b en × 100")),
    (lambda: measures.scaled(A, Fraction(1, 2), NAME), "scaled(a, 1/2)", PERSONS, 6,
     (Fraction(11, 2), Fraction(13, 2)), "scaled", ("tên", "name")),
    (lambda: measures.count_from_share(P, B, NAME), "count_from_share(p, b)", PERSONS, 1, (1, 1),
     "count_from_share", ("p vi × b vi ÷ 100", "p en × b en ÷ 100")),
    (lambda: measures.base_from_share(B, P, NAME), "base_from_share(b, p)", PERSONS, 16, (16, 16),
     "base_from_share", ("b vi ÷ p vi × 100", "b en ÷ p en × 100")),
    (lambda: measures.implied_target(A, P, NAME, whole=False), "implied_target(a, p)", PERSONS, 48, (44, 52),
     "implied_target", ("a vi ÷ p vi × 100", "a en ÷ p en × 100")),
    (lambda: measures.above_to_of(P, NAME), "above_to_of(p)", PERCENT, 125, (125, 125),
     "above_to_of", ("100% + p vi", "100% + p en")),
    (lambda: measures.previous(A, T, NAME), "previous(a, t)", PERSONS, 4, (Fraction(11, 3), Fraction(13, 3)),
     "previous", ("a vi ÷ t vi", "a en ÷ t en")),
    (lambda: measures.fraction_share(B, 5, NAME), "fraction_share(b)", PERCENT, 80, (80, 80),
     "fraction_share", ("b vi: n ÷ N × 100", "b en: n ÷ N × 100")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_a_measure_is_whole(case: Case) -> None:
    made, name, unit, value, ends, operation, formula = case
    found = made()
    assert (found.id, words(found.name), found.unit) == (name, words(NAME), unit)
    assert found.value == value
    assert found.interval == Interval.between(*ends)
    assert found.decimals is None, "what a computed figure shows is decided by its interval"
    assert isinstance(found.origin, Calculation)
    assert (found.origin.operation, words(found.origin.formula)) == (operation, formula)
    assert [part.id for part in found.inputs] == list(name.partition("(")[2].rstrip(")").replace(", 1/2", "").split(", "))  # fmt: skip


def test_a_mean_is_in_units_of_one_for_each_of_the_other() -> None:
    mean = measures.per(A, figure("c", 2, unit=TASKS), NAME)
    assert (mean.id, mean.value, mean.unit.id, mean.unit.kind) == ("per(a, c)", 6, "persons_per_tasks", "ratio")  # fmt: skip
    assert words(mean.unit.name) == ("người/nhiệm vụ", "persons per task")
    assert mean.unit.plural_en == "persons per task"
    area = measures.per(figure("h", 9, unit=HECTARES), B, NAME)
    assert area.unit.name.en == "hectare per person", "a unit without a plural keeps its name"
    assert words(area.name) == words(NAME)


def test_counts_of_different_things_add_up_to_a_number() -> None:
    both = measures.total([A, figure("c", 1, unit=TASKS)], NAME)
    assert (both.unit.id, both.unit.kind, words(both.unit.name), both.unit.plural_en) == (
        "number", "count", ("", ""), "",
    )  # fmt: skip


LOST_CASES: list[tuple[Callable[[], Figure], str, Unit]] = [
    (lambda: measures.total([B, lost()], NAME), "total(b, m)", PERSONS),
    (lambda: measures.difference(lost(), B, NAME), "difference(m, b)", PERSONS),
    (lambda: measures.ratio(lost(), B, NAME), "ratio(m, b)", TIMES),
    (lambda: measures.scaled(lost(), Fraction(2), NAME), "scaled(m)", PERSONS),
    (lambda: measures.base_from_share(B, lost(), NAME), "base_from_share(b, m)", PERSONS),
]


@pytest.mark.parametrize("case", LOST_CASES, ids=[case[1] for case in LOST_CASES])
def test_what_lacks_an_input_says_which_and_stays_whole(
    case: tuple[Callable[[], Figure], str, Unit],
) -> None:
    made, name, unit = case
    found = made()
    assert (found.id, words(found.name), found.unit) == (name, words(NAME), unit)
    assert (found.value, found.interval, found.decimals) == (None, None, None)
    assert isinstance(found.origin, Missing)
    assert words(found.origin.reason) == ("thiếu: không nêu", "lost: not stated")
    assert [part.id for part in found.inputs] == name.partition("(")[2].rstrip(")").split(", ")


def test_a_figure_that_is_missing_for_another_reason_hands_it_on() -> None:
    assert measures.above_to_of(lost(), NAME).id == "m"


def test_a_share_of_a_fraction_that_is_missing_is_a_figure_of_its_own() -> None:
    """Beside the fraction on a page it is another row, with the reason of the fraction or that there is none."""
    found = measures.fraction_share(lost(), 5, NAME)
    assert (found.id, found.unit, found.inputs[0].id) == ("fraction_share(m)", PERCENT, "m")
    for none in (
        measures.fraction_share(figure("x", None, 1, 2), 5, NAME),  # a band is no fraction
        measures.fraction_share(figure("x", 3), None, NAME),
    ):
        assert isinstance(none.origin, Missing)
        assert none.origin.reason == measures.NO_FRACTION


def test_a_divisor_that_may_be_zero_leaves_a_whole_missing_figure() -> None:
    found = measures.ratio(A, figure("z", 1, -1, 2), NAME)
    assert (found.id, words(found.name), found.unit) == ("ratio(a, z)", words(NAME), TIMES)
    assert isinstance(found.origin, Missing)
    assert found.origin.reason == measures.ZERO_BASE
    assert [part.id for part in found.inputs] == ["a", "z"]


def test_where_nothing_fits_the_missing_figure_is_whole() -> None:
    nothing = measures.implied_target(figure("n", 27), figure("p", 140, "139.5", "140.5", PERCENT), NAME, whole=True)  # fmt: skip
    over = measures.remainder(Interval.exact(100), [figure("q", 101, unit=PERCENT)], NAME)
    for found, name, unit in (
        (nothing, "implied_target(n, p)", PERSONS),
        (over, "remainder(q)", PERCENT),
    ):
        assert (found.id, words(found.name), found.unit) == (name, words(NAME), unit)
        assert isinstance(found.origin, Missing)
        assert words(found.origin.reason) == words(measures.NOTHING_FITS)
        assert (found.value, found.interval) == (None, None)
        assert [part.id for part in found.inputs] == name.partition("(")[2].rstrip(")").split(", ")


def test_a_whole_figure_of_a_remainder_that_is_missing_stays_missing() -> None:
    assert measures.remainder(A, [lost()], NAME).is_missing
    assert words(measures.remainder(Interval.exact(100), [lost()], NAME).name) == words(NAME)


def test_touching_a_band_is_not_being_outside_of_it() -> None:
    band = figure("band", None, 12, 13)
    for low, high, where in (
        (13, 13, "within"), (12, 12, "within"), (13, 14, "undecided"), (11, 12, "undecided"),
        (14, 15, "above"), (10, 11, "below"),
    ):  # fmt: skip
        assert verdicts.position(figure("x", None, low, high), band) == where, (low, high)
    origin = Calculation("x", NAME, ())
    at_least, at_most = (
        Figure("x", NAME, None, ends, PERSONS, None, origin)
        for ends in (Interval(Fraction(12), None), Interval(None, Fraction(13)))
    )
    assert verdicts.position(at_least, band) == "undecided"
    assert verdicts.position(at_most, band) == "undecided"


def stated(measure: Measure) -> Figure:
    row = Observation(
        "i", "VN-CT", TimePeriod.parse("2024"), measure, "50%", Qualifier.EXACT, Fraction(50),
        Interval.between(Fraction("49.5"), Fraction("50.5")), None, 0, "percent", "A", "s", "1", "",
    )  # fmt: skip
    return Figure("s", Text("nêu", "stated"), Fraction(50), row.interval, PERCENT, 0, row)


def test_the_plan_behind_a_percentage_of_it_and_behind_what_is_above_it() -> None:
    above = measures.implied_plan(figure("n", 27), stated(Measure.OVER_TARGET_PCT), NAME)
    assert (above.value, above.unit, words(above.name)) == (18, PERSONS, words(NAME))
    (_, plus) = above.inputs
    assert words(plus.name) == ("nêu, cộng 100%", "stated, plus 100%")
    of = measures.implied_plan(figure("n", 27), stated(Measure.TARGET_PCT), NAME)
    assert (of.value, of.interval) == (54, Interval.exact(54))
    money = measures.implied_plan(figure("n", 27, unit=MONEY), stated(Measure.TARGET_PCT), NAME)
    assert money.interval == Interval.between(Fraction(2700) / Fraction("50.5"), Fraction(2700) / Fraction("49.5"))  # fmt: skip


def test_a_formula_within_a_formula_is_in_brackets() -> None:
    both = measures.total([A, B], measures.in_signs(" + ", [A, B]))
    assert measures.in_signs(" − ", [both, B]).en == "(a en + b en) − b en"
    assert words(measures.in_signs(" + ", [both, B])) == (
        "a vi + b vi + b vi",
        "a en + b en + b en",
    )
    for sign in (" − ", " ÷ ", " × "):
        inner = measures.scaled(A, Fraction(1), measures.in_signs(sign, [A, B]))
        assert measures.in_signs(" ÷ ", [B, inner]).vi == f"b vi ÷ (a vi{sign}b vi)"


def test_a_name_with_a_comma_is_one_term_of_a_formula() -> None:
    plus = named("tỷ lệ, cộng 100%", "rate, plus 100%")
    inside = named("dân số (tháng 4, ước tính)", "population (April, estimated)")
    assert words(measures.in_signs(" ÷ ", [A, plus])) == (
        "a vi ÷ (tỷ lệ, cộng 100%)",
        "a en ÷ (rate, plus 100%)",
    )
    assert measures.in_signs(" + ", [plus, B]).en == "(rate, plus 100%) + b en"
    assert measures.in_signs(" × ", [inside, B]).en == "population (April, estimated) × b en"
    # A number's own comma is none.
    assert measures.in_signs(" ÷ ", [named("1,5 lần", "1,500 of it"), B]).en == "1,500 of it ÷ b en"
    implied = measures.implied_plan(figure("n", 27), stated(Measure.OVER_TARGET_PCT), NAME)
    assert isinstance(implied.origin, Calculation)
    assert implied.origin.formula.en.endswith(" ÷ (stated, plus 100%) × 100")


def named(vi: str, en: str) -> Figure:
    return replace(figure("named", 2), name=Text(vi, en))
