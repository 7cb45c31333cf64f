"""Plain checks: what agrees, what cannot, and the whole-number cases next to it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tongket import checks
from tongket.model import (
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
from tongket.registry import Rule

TASKS = Unit("tasks", "count", Text("nhiệm vụ", "task"), "tasks")
PERCENT = Unit("percent", "percent", Text("phần trăm", "percent"), "percent")


def printed(
    value: str,
    unit: Unit = TASKS,
    measure: Measure = Measure.ACTUAL,
    width: str = "0",
    whole: int | None = None,
) -> Figure:
    number, half = Fraction(value), Fraction(width) / 2
    interval = Interval.between(number - half, number + half)
    row = Observation(
        "i", "VN-CT", TimePeriod.of_year(2024), measure, value, Qualifier.EXACT, number, interval,
        whole, 0, unit.id, "A", "s", "1", "",
    )  # fmt: skip
    return Figure(f"{value}{measure}", Text(value, value), number, interval, unit, 0, row)


def lost() -> Figure:
    return Figure("m", Text("m", "m"), None, None, TASKS, None, Missing(Text("", "")))


def ruled(rule: Rule, **figures: Figure) -> checks.Check | None:
    return checks.by_rule(rule, lambda name: figures[name])


BALANCE = Rule("balance", {"total": ("t",), "parts": ("a", "b")})
BOUND = Rule("bound", {"lesser": ("a",), "greater": ("b",)})


@pytest.mark.parametrize(("total", "verdict"), [("5", "agrees"), ("6", "disagrees")])
def test_a_total_equals_its_parts(total: str, verdict: str) -> None:
    check = ruled(BALANCE, t=printed(total), a=printed("2"), b=printed("3"))
    assert check is not None
    assert (check.verdict, check.implied.value) == (verdict, 5)


@pytest.mark.parametrize(
    ("lesser", "verdict"), [("2", "agrees"), ("3", "agrees"), ("4", "disagrees")]
)
def test_a_bound_holds_up_to_equality(lesser: str, verdict: str) -> None:
    check = ruled(BOUND, a=printed(lesser), b=printed("3"))
    assert check is not None
    assert check.verdict == verdict


def test_a_share_must_follow_from_its_figures() -> None:
    rule = Rule("ratio", {"part": ("a",), "whole": ("b",), "share": ("s",)})
    share = printed("33.3", PERCENT, width="0.1")
    right = ruled(rule, a=printed("1"), b=printed("3"), s=share)
    wrong = ruled(rule, a=printed("1"), b=printed("4"), s=share)
    assert right is not None
    assert wrong is not None
    assert (right.verdict, wrong.verdict) == ("agrees", "disagrees")


def test_a_fraction_must_give_its_share() -> None:
    rule = Rule("fraction", {"fraction": ("f",), "share": ("s",)})
    hundred = printed("100", PERCENT, width="1")
    right = ruled(rule, f=printed("119", whole=119), s=hundred)
    wrong = ruled(rule, f=printed("100", whole=119), s=hundred)
    assert right is not None
    assert wrong is not None
    assert (right.verdict, wrong.verdict) == ("agrees", "disagrees")


def test_a_rule_over_a_missing_figure_is_no_check() -> None:
    assert ruled(BOUND, a=lost(), b=printed("1")) is None


def test_one_fact_stated_twice_must_be_able_to_hold() -> None:
    sharp, round_, other = (
        printed("14.025", PERCENT, width="0.001"), printed("14", PERCENT, width="1"), printed("15", PERCENT, width="0.2"),
    )  # fmt: skip
    assert checks.equality([sharp]) is None
    both, three = checks.equality([sharp, round_]), checks.equality([sharp, round_, other])
    assert both is not None
    assert three is not None
    assert (both.verdict, three.verdict) == ("agrees", "disagrees")
    assert checks.equality([sharp, other, round_]).verdict == "disagrees"  # type: ignore[union-attr]


def test_27_tasks_at_140_percent_fit_no_plan_and_at_50_above_one_of_18() -> None:
    launched = printed("27")
    of = printed("140", PERCENT, Measure.TARGET_PCT, "1")
    above = printed("50", PERCENT, Measure.OVER_TARGET_PCT, "1")
    wrong, right = checks.plan(launched, of), checks.plan(launched, above)
    assert (wrong.verdict, wrong.cases.en) == ("disagrees", "27 ÷ 19 = 142.1%; 27 ÷ 20 = 135.0%")
    assert wrong.cases.vi == "27 ÷ 19 = 142,1%; 27 ÷ 20 = 135,0%"
    assert (right.verdict, right.implied.value) == ("agrees", 18)
    assert checks.plans(launched, [wrong, right]) is None
    assert checks.plans(launched, [right]) is None


def test_two_statements_on_one_plan_need_a_common_plan() -> None:
    result = printed("27")
    first = checks.plan(result, printed("150", PERCENT, Measure.TARGET_PCT, "1"))
    same = checks.plan(result, printed("50", PERCENT, Measure.OVER_TARGET_PCT, "1"))
    other = checks.plan(result, printed("135", PERCENT, Measure.TARGET_PCT, "1"))
    assert checks.plans(result, [first, same]).verdict == "agrees"  # type: ignore[union-attr]
    assert checks.plans(result, [first, other]).verdict == "disagrees"  # type: ignore[union-attr]
    assert checks.plans(result, [first, other, same]).verdict == "disagrees"  # type: ignore[union-attr]


def test_nearest_cases_are_for_counts_only() -> None:
    stated = printed("140", PERCENT, Measure.TARGET_PCT, "1")
    assert checks.nearest_cases(printed("27", PERCENT), stated) == checks.NO_CASES
    assert checks.nearest_cases(replace(printed("27"), value=None), stated) == checks.NO_CASES
    assert checks.nearest_cases(printed("1"), stated).en == "1 ÷ 1 = 100.0%; 1 ÷ 2 = 50.0%"
    above = printed("10", PERCENT, Measure.OVER_TARGET_PCT, "1")
    assert checks.nearest_cases(printed("14"), above).en == "14 ÷ 12 = 116.7%; 14 ÷ 13 = 107.7%"
