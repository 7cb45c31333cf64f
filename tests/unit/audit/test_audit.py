"""What the audit makes of statements, how it reports its findings, and what it answers to bad input."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tongket.audit import (
    LADDER,
    Budget,
    ContradictoryDefinitions,
    Definition,
    Reading,
    Statements,
    audit,
    auditor,
    explain,
)
from tongket.audit.readings import allowed
from tongket.audit.solver import Solution
from tongket.audit.solver.conflicts import lightest
from tongket.cli import cli
from tongket.errors import UsageError
from tongket.model import Interval, Qualifier
from tongket.numerals import parse

if TYPE_CHECKING:
    from tongket.audit import AuditedSet

DATA = Path(__file__).parents[3] / "data"


def one(given: Statements, **options: object) -> AuditedSet:
    (found,) = audit(given, **options)  # type: ignore[arg-type]
    return found


def explained(given: Statements, number: int = 0) -> str:
    found = one(given)
    return explain(found.conflicts[number], found).in_("en")


# The ladder of readings

REACH = {
    Reading.HALF_UP: ("135", True, "145", False),
    Reading.ROUNDED: ("135", True, "145", True),
    Reading.TRUNCATED: ("140", True, "150", False),
    Reading.ROUNDED_OR_TRUNCATED: ("135", True, "150", False),
    Reading.ANY_DIRECTION: ("130", False, "150", False),
    Reading.TRAILING_ZEROS: ("130", False, "150", False),
}


@pytest.mark.parametrize("reading", LADDER)
def test_each_reading_reaches_so_far(reading: Reading) -> None:
    # "14" tens: the last printed digit is worth ten, as in 0,14 nghìn.
    low, low_closed, high, high_closed = REACH[reading]
    found = allowed(parse("0,14 nghìn", "vi"), Qualifier.EXACT, reading)
    assert (found.lower, found.lower_closed) == (Fraction(low), low_closed)
    assert (found.upper, found.upper_closed) == (Fraction(high), high_closed)


def test_zeros_at_the_end_count_except_under_the_loosest_reading() -> None:
    widths = [allowed(parse("140%", "en"), Qualifier.EXACT, r).width for r in LADDER]
    assert widths == [1, 1, 1, Fraction(3, 2), 2, 20]


def test_a_number_below_zero_is_cut_off_towards_zero() -> None:
    found = allowed(parse("-1.5", "en"), Qualifier.EXACT, Reading.TRUNCATED)
    assert (found.lower, found.upper) == (Fraction("-1.6"), Fraction("-1.5"))


@pytest.mark.parametrize(
    ("reading", "reach", "closed"),
    [
        (Reading.HALF_UP, "0.5", False),  # 0.5 is printed 1, -0.5 is printed -1
        (Reading.ROUNDED, "0.5", True),
        (Reading.TRUNCATED, "1", False),  # 0.9 and -0.9 are both cut off to 0
        (Reading.ROUNDED_OR_TRUNCATED, "1", False),
        (Reading.ANY_DIRECTION, "1", False),
        (Reading.TRAILING_ZEROS, "1", False),
    ],
)
def test_zero_is_printed_of_numbers_on_both_sides_of_it(
    reading: Reading, reach: str, closed: bool
) -> None:
    far = Fraction(reach)
    assert allowed(parse("0%", "en"), Qualifier.EXACT, reading) == Interval(
        -far, far, closed, closed
    )


def test_hedges_bands_and_fractions_mean_the_same_under_every_reading() -> None:
    for text, qualifier in (("6,800", "about"), ("12-13%", "exact"), ("119/119", "exact")):
        found = {allowed(parse(text, "en"), Qualifier(qualifier), r) for r in LADDER}
        assert len(found) == 1


# Sets worked out by hand


def plan_of(launched: str, *stated: str) -> Statements:
    given = Statements()
    actual, plan = given.quantity("launched"), given.quantity("plan")
    given.state(actual, launched)
    for text in stated:
        subject = actual.percent_above if text.startswith("+") else actual.percent_of
        given.state(subject(plan), text.lstrip("+"))
    return given


@pytest.mark.parametrize(
    ("launched", "stated", "plans"),
    [
        ("420", ["290%"], (145,)),  # 420 / 2.905 .. 420 / 2.895 = 144.6 .. 145.1
        ("27", ["+50%"], (18,)),  # 27 / 1.505 .. 27 / 1.495 = 17.9 .. 18.1
        ("15", ["115%"], (13,)),  # 15 / 1.155 .. 15 / 1.145 = 12.99 .. 13.1
        ("7", ["50%"], (14,)),
        ("9", ["33%"], (27,)),  # 9 / 0.335 .. 9 / 0.325 = 26.9 .. 27.7
    ],
)
def test_a_result_and_its_percentage_give_the_plan(
    launched: str, stated: list[str], plans: tuple[int, ...]
) -> None:
    found = one(plan_of(launched, *stated))
    assert (found.status, found.implied["plan"].values) == ("agrees", plans)


def test_halves_give_no_conflict_by_default_but_may_under_half_up() -> None:
    # 1 of 8 is 12.5%: printed 12% by those who round halves to even.
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    given.state(part, "1")
    given.state(whole, "8")
    given.state(part.percent_of(whole), "12%")
    assert one(given).status == "agrees"
    found = one(given, reading=Reading.HALF_UP)
    # 1 in 11.5 .. 12.5% is of no whole number, and 8 times that is none: each pair conflicts.
    assert {(c.severity, c.resolved_at) for c in found.conflicts} == {("note", Reading.ROUNDED)}
    assert [len(c.ids) for c in found.conflicts] == [2, 2]


def test_parts_that_do_not_make_their_total() -> None:
    given = Statements()
    total, first, second = (given.quantity(name) for name in ("total", "first", "second"))
    for quantity, text in ((total, "601"), (first, "503"), (second, "97")):
        given.state(quantity, text)
    given.balance(total, [first, second])
    found = one(given)
    (conflict,) = found.conflicts
    assert (conflict.severity, conflict.resolved_at) == ("conflict", None)
    assert len(found.give_up) == 3
    line = "first and second together make 503 + 97 = 600; 601 is printed. 1 is missing."
    assert line in explained(given)
    assert found.repair is None, "600, 504 and 98 would each fit"


def test_a_part_above_its_whole_and_the_assumption_behind_it() -> None:
    given = Statements()
    recognised, proposed = given.quantity("recognised"), given.quantity("proposed")
    given.state(recognised, "4,299")
    given.state(proposed, "4,298")
    among = given.assume("the recognised are among the proposed")
    given.not_above(recognised, proposed, needs=[among])
    (conflict,) = one(given).conflicts
    assert (conflict.severity, len(conflict.assumptions)) == ("warning", 1)
    assert "4,299 is above 4,298." in explained(given)
    assert "rests on the assumption: the recognised are among the proposed." in explained(given)


def test_one_fact_stated_twice() -> None:
    given = Statements()
    rate = given.quantity("rate", whole=False)
    given.state(rate, "14.025%")
    given.state(rate, "14%")
    found = one(given)
    assert (found.implied["rate"].lower, found.implied["rate"].upper) == (
        Fraction("14.0245"), Fraction("14.0255"),
    )  # fmt: skip
    given.state(rate, "15%")
    # Only the sharp one contradicts the third: 14% and 15% are both printed of 14.5.
    assert [c.ids for c in one(given).conflicts] == [("rate: 14.025%", "rate: 15%")]
    assert "“15%” means from 14.5% to 15.5%." in explained(given)


def test_a_base_of_zero_is_contradicted_by_a_percentage_of_it() -> None:
    given = Statements()
    part, whole = given.quantity("part"), given.quantity("whole")
    given.state(whole, "0")
    given.state(part.percent_of(whole), "50%")
    (conflict,) = one(given).conflicts
    assert conflict.ids == ("whole: 0", "part % of whole: 50%")
    assert explain(conflict, one(given)).headline.en.endswith("cannot both be true as printed.")


def test_a_total_below_zero_is_no_count() -> None:
    given = Statements()
    given.state(given.quantity("total"), "-5")
    (conflict,) = one(given).conflicts
    assert conflict.ids == ("total: -5",)


def test_what_grows_without_end_has_no_end() -> None:
    given = Statements()
    now, before = given.quantity("now"), given.quantity("before")
    given.state(now, "5", qualifier="more_than")
    given.state(now.times(before), "3")
    found = one(given)
    assert (found.implied["now"].lower, found.implied["now"].upper) == (6, None)
    assert (found.implied["before"].lower, found.implied["before"].upper) == (2, None)
    assert found.implied["before"].exact
    assert not one(given, budget=Budget(steps=0)).implied["before"].exact, "no pivot, no certainty"


def test_money_up_to_ten_trillion_is_exact() -> None:
    given = Statements()
    total, state = given.quantity("total"), given.quantity("state")
    given.state(total, "9,999.999999999 billion")
    given.state(state.percent_of(total), "41.56%")
    found = one(given)
    assert found.status == "agrees"
    low, high = found.implied["state"].lower, found.implied["state"].upper
    assert low is not None
    assert high is not None
    share = given.statements["state % of total: 41.56%"].allows()
    total_value = parse("9,999.999999999 billion", "en").value
    assert total_value is not None
    assert share.lower is not None
    assert share.upper is not None
    assert low == -(-(share.lower * total_value) // 100)
    assert high == share.upper * total_value // 100


def test_a_circle_of_bounds_ends() -> None:
    given = Statements()
    quantities = [given.quantity(name) for name in "abc"]
    for first, second in zip(quantities, [*quantities[1:], quantities[0]], strict=True):
        given.not_above(first, second)
    given.state(quantities[0], "1,000,000,000")
    assert one(given).implied["c"].values == (10**9,)


def test_other_senses_of_above_the_plan_are_offered_where_they_help() -> None:
    found = one(plan_of("14", "+10%"))
    assert [w.sense for w in found.conflicts[0].wordings] == ["more_than", "at_least"]
    assert "If “10% above” means at least that" in explained(plan_of("14", "+10%"))
    passed = plan_of("29", "+140%")  # 29 / 2.4 = 12.1: none; 140% of a plan of 20 was passed
    assert "of_plan" in [w.sense for w in one(passed).conflicts[0].wordings]


def test_a_repair_is_offered_only_when_it_is_the_only_one() -> None:
    repair = one(plan_of("27", "140%", "+50%")).repair
    assert repair is not None
    assert (repair.statement.as_printed, repair.as_printed) == ("140%", "150%")
    assert dict(repair.witness) == {"launched": 27, "plan": 18}
    assert one(plan_of("14", "+10%")).repair is None


def test_the_lightest_is_given_up_first_and_all_ties_are_reported() -> None:
    given = Statements()
    count = given.quantity("count")
    given.state(count, "5", weight=4)
    given.state(count, "6", weight=1)
    given.state(count, "7", weight=1)
    assert one(given).give_up == (("count: 6", "count: 7"),)


@pytest.mark.parametrize("other", ["15%", "14.025%", "19-20%"])
def test_a_band_in_a_conflict_is_no_reason_to_stop(other: str) -> None:
    given = Statements()
    rate = given.quantity("rate", whole=False)
    given.state(rate, "12-13%")
    given.state(rate, other)
    found = one(given)
    # 13 is below 14.0245, 14.5 and 19; 12-23% and 12-73%, for instance, would fit each.
    assert [c.ids for c in found.conflicts] == [("rate: 12-13%", f"rate: {other}")]
    assert found.repair is None
    assert "“12-13%” means from 12% to 13%." in explained(given)


def broken(definition: Definition, **stated: str) -> str:
    given = Statements()
    for name, _ in definition.terms:
        given.state(given.quantity(name), stated[name])
    given.define(definition)
    return explained(given)


@pytest.mark.parametrize(
    ("terms", "bound", "equal", "stated", "line"),
    [
        # 2 x 3 + 4 = 10
        ((("a", 2), ("b", 1), ("c", -1)), 0, True, ("3", "4", "12"), "2 × 3 + 4 = 10, not 12."),
        ((("a", 1), ("b", 1)), 9, False, ("5", "6", "0"), "5 + 6 = 11 is above 9."),
        (
            (("a", 1), ("b", 1)),
            9,
            True,
            ("2", "6", "0"),
            "a and b together make 2 + 6 = 8; they should make 9. 1 is missing.",
        ),
        ((("a", -1),), -5, False, ("3", "0", "0"), "5 is above 3."),
        # a is at least one above b
        ((("b", 1), ("a", -1)), -1, False, ("4", "4", "0"), "4 + 1 = 5 is above 4."),
        (
            (("a", 1), ("b", -1), ("c", -1)),
            0,
            True,
            ("9", "4", "6"),
            "b and c together make 4 + 6 = 10; 9 is printed. 1 is too much.",
        ),
        ((("a", 1), ("b", -3)), 0, False, ("7", "2", "0"), "7 is above 3 × 2 = 6."),
    ],
)
def test_any_definition_is_explained_with_its_arithmetic(
    terms: tuple[tuple[str, int], ...], bound: int, equal: bool, stated: tuple[str, ...], line: str
) -> None:
    definition = Definition("rule", "balance", terms, Fraction(bound), equal)
    assert line in broken(definition, **dict(zip("abc", stated, strict=True)))


def test_a_definition_that_holds_is_not_said_to_be_broken() -> None:
    given = Statements()
    total, a, b = (given.quantity(name) for name in ("total", "a", "b"))
    for quantity, text in ((total, "10"), (a, "6"), (b, "5")):
        given.state(quantity, text)
    given.balance(total, [a, b])
    given.not_above(a, total)
    # 6 + 5 is not 10; that 6 is not above 10 holds.
    assert "a and b together make 6 + 5 = 11; 10 is printed. 1 is too much." in explained(given)
    assert "6 is above 10" not in explained(given)


# Budgets and bad input


def test_a_spent_budget_is_undecided_never_a_conflict() -> None:
    # 6a + 10b - 15c = 1: no two of the three can do without the third.
    given = Statements()
    a, b, third = (given.quantity(name) for name in "abc")
    given.define(Definition("low", "bound", ((a.id, 6), (b.id, 10), (third.id, -15)), Fraction(1)))
    given.define(
        Definition("high", "bound", ((a.id, -6), (b.id, -10), (third.id, 15)), Fraction(-1))
    )
    for quantity in (a, b, third):
        given.state(quantity, "50", qualifier="at_most")
    found = one(given, budget=Budget(nodes=0, branches=0))
    assert (found.status, found.complete) == ("undecided", False)
    assert one(given).status == "agrees"


def test_few_calls_leave_an_honest_incomplete() -> None:
    given = Statements()
    count = given.quantity("count")
    for number in range(8):
        given.state(count, str(number))
    found = one(given, budget=Budget(calls=10))
    assert (found.status, found.complete) == ("conflict", False)
    assert one(given).complete
    assert len(one(given).conflicts) == 28


def test_severity_is_the_worst_possible_where_readings_stay_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = plan_of("14", "+10%")
    assert [(c.severity, c.decided) for c in one(given).conflicts] == [("warning", True)]
    ask, asked = auditor.solve, [0]

    def tired(*arguments: object, **options: object) -> Solution:
        """The budget is spent after the first question: whether all can hold, then the definitions."""
        asked[0] += 1
        return ask(*arguments, **options) if asked[0] < 3 else Solution("undecided")  # type: ignore[arg-type]

    monkeypatch.setattr(auditor, "solve", tired)
    found = one(given)
    (conflict,) = found.conflicts
    assert (conflict.severity, conflict.resolved_at, conflict.decided) == ("conflict", None, False)
    assert (found.status, found.complete) == ("conflict", False)
    assert "was not decided for every reading." in explain(conflict, found).in_("en")


def test_an_end_left_undecided_belongs_to_the_range() -> None:
    given = Statements()
    score, first, second = (given.quantity(n, whole=False) for n in ("score", "first", "second"))
    given.state(score, "10")
    given.state(first, "4.0")
    given.balance(score, [first, second])
    tired = one(given, budget=Budget(work=-1))
    found = tired.implied["second"]
    # 5.45 .. 6.55 as in the test of exact ends; whether an end itself is possible was not asked.
    assert (found.lower, found.upper) == (Fraction("5.45"), Fraction("6.55"))
    assert (found.lower_closed, found.upper_closed, found.exact) == (True, True, False)
    assert (tired.status, tired.complete, one(given).complete) == ("agrees", False, True)


def test_the_lightest_sets_are_incomplete_where_not_all_were_looked_at() -> None:
    pairs = [0b11, 0b1100, 0b110000]
    # One of each pair: 2 x 2 x 2 = 8 sets of weight 3.
    assert [len(lightest(pairs, lambda _: 1)[0]), lightest(pairs, lambda _: 1)[1]] == [8, True]
    assert lightest(pairs, lambda _: 1, most=5)[1] is False


def test_definitions_that_contradict_each_other_are_named() -> None:
    given = Statements()
    a, b = given.quantity("a"), given.quantity("b")
    given.define(Definition("a above b", "bound", ((b.id, 1), (a.id, -1)), Fraction(-1)))
    given.not_above(a, b)
    given.state(a, "3")
    with pytest.raises(ContradictoryDefinitions, match="a above b, bound: a <= b"):
        audit(given)


def test_unknown_names_and_printings_are_refused() -> None:
    given = Statements()
    staff = given.quantity("staff")
    with pytest.raises(UsageError, match="expected a known assumption, got 'same'. Note the"):
        given.state(staff, "5", needs=["same"])
    other = Statements().quantity("stuff")
    with pytest.raises(UsageError, match="got 'stuff'. Did you mean 'staff'"):
        given.state(other, "5")
    with pytest.raises(ValueError, match="expected a number in en notation"):
        given.state(staff, "a few hundred")
    with pytest.raises(ValueError, match="roughly"):
        given.state(staff, "5", qualifier="roughly")
    assert given.state(staff, "5").id == "staff: 5"
    assert given.state(staff, "5").id == "staff: 5 (2)"


def test_a_second_balance_on_one_total_holds_too() -> None:
    given = Statements()
    total, a, b, c, d = (given.quantity(name) for name in ("total", *"abcd"))
    given.balance(total, [a, b])
    given.balance(total, [c, d])
    for quantity, text in zip((total, a, b, c, d), ("10", "4", "6", "3", "8"), strict=True):
        given.state(quantity, text)
    # 4 + 6 = 10, but 3 + 8 = 11: neither the printed total nor the sum of a and b.
    assert [conflict.ids for conflict in one(given).conflicts] == [
        ("total: 10", "c: 3", "d: 8"), ("a: 4", "b: 6", "c: 3", "d: 8"),
    ]  # fmt: skip


def test_a_bound_without_condition_and_one_with_an_assumption_are_two() -> None:
    given = Statements()
    a, b = given.quantity("a"), given.quantity("b")
    given.not_above(a, b, needs=[given.assume("same")])
    given.not_above(a, b)
    given.state(a, "5")
    given.state(b, "4")
    # Without the assumption 5 is above 4 all the same.
    (conflict,) = one(given).conflicts
    assert (conflict.severity, conflict.ids) == ("conflict", ("a: 5", "b: 4"))


def test_a_used_id_is_refused() -> None:
    given = Statements()
    a, rate = given.quantity("a"), given.quantity("rate", whole=False)
    stated = given.state(a, "5")
    with pytest.raises(UsageError, match="statement: expected an id of its own, got 'a: 5'"):
        given.add(replace(stated, weight=1))
    given.define(Definition("limit", "bound", ((a.id, 1),), Fraction(9)))
    with pytest.raises(UsageError, match="definition: expected an id of its own, got 'limit'"):
        given.define(Definition("limit", "bound", ((a.id, 1),), Fraction(3)))
    given.assume("same", weight=2)
    with pytest.raises(UsageError, match="assumption: expected an id of its own, got 'same'"):
        given.assume("same", weight=3)
    with pytest.raises(UsageError, match="quantity: expected an id of its own, got 'a'"):
        given.quantity("a", whole=False)
    assert given.statements == {stated.id: stated}
    # What is known may be asked for by its name, and noted once more as it is.
    assert (given.quantity("rate"), given.assume("same")) == (rate, "same")
    given.define(given.definitions["limit"])


# The command


def call(*arguments: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(cli, ["audit", *arguments])
    return answer.exit_code, answer.stdout, answer.stderr


def test_the_command_prints_conflicts_questions_and_implied_values() -> None:
    code, text, _ = call("--lang", "en")
    assert code == 0
    assert text.count("WARNING: ") == 2
    assert "plan for IP titles granted: 145" in text
    assert "QUESTION: Inventions supported; Invention applications\n" in text
    assert (
        "NOT CHECKED\n"
        "    R&D staff density about “14”: a density or an average over a number that is not printed (population)\n"
        "    Technology renewal rate “1.005”: percentage points above a time that is not named\n"
    ) in text
    assert "The result (14.025%) lies outside its planned range (12–13%)" in text
    assert text.endswith(
        "14 sets of related figures: 12 agree, 2 do not (3 conflicts), 0 undecided.\n"
    )
    vietnamese = call("--lang", "vi")[1]
    assert "CẢNH BÁO: " in vietnamese
    assert "(14,025%)" in vietnamese


def test_a_figure_that_is_printed_in_two_places_is_named_once_as_not_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data/observations/VN-CT-2024.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [row for row in rows if not row.startswith("ip.applications_designs,")]
    at = next(n for n, row in enumerate(rows) if row.startswith("ip.applications,"))
    rows.insert(at, rows[at].replace(",dost-ct-review-2024,4,", ",dost-ct-review-2024,2,"))
    path.write_text("".join(rows), encoding="utf-8")
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    text = call("--lang", "en")[1]
    assert text.count("    IP applications accepted “598”: a sum of which not all is printed") == 1


def test_the_command_fails_on_the_level_asked_for() -> None:
    code, _, error = call("--fail-on", "warning", "--lang", "en")
    assert code == 6
    assert (
        "expected nothing as severe as “warning”, got 2 findings; sets whose audit was not finished: 0."
        in error
    )
    assert call("--fail-on", "conflict")[0] == 0
    assert call("--area", "VN-XX")[0] == 2


def test_what_stays_undecided_fails_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor, "Budget", lambda: Budget(nodes=0, branches=0, steps=0))
    code, text, error = call("--fail-on", "conflict", "--lang", "en")
    assert code == 6
    assert "complete: no. The limit of work ended the audit before it was known whether" in text
    assert "sets whose audit was not finished: " in error
    assert "sets whose audit was not finished: 0" not in error
    # As many as the last line counts.
    undecided = re.search(r"(\d+) undecided", text)
    assert undecided
    assert text.count("UNDECIDED: ") == int(undecided[1]) > 0
    assert "capacity." not in text
    assert "ip." not in text.replace("tongket.", "")


def test_the_command_answers_in_json() -> None:
    code, text, _ = call("--json", "--lang", "vi")
    assert code == 0
    answer = json.loads(text)
    assert list(answer) == ["area", "period", "reading", "sets", "questions", "untied"]
    conflict = next(s for s in answer["sets"] if s["status"] == "conflict")["conflicts"][0]
    assert set(conflict) == {
        "severity", "persists_to", "decided", "statements", "assumptions", "give_up", "explanation",
    }  # fmt: skip
    assert {"indicator", "measure", "as_printed", "source", "locator"} <= set(
        conflict["statements"][0]
    )
    # Programs read one language, whatever their user reads.
    assert "only under a looser reading or another scope" in conflict["explanation"]
    assert text == call("--json", "--lang", "en")[1]


def test_a_looser_reading_resolves_all_of_2024() -> None:
    answer = json.loads(call("--json", "--reading", "trailing_zeros")[1])
    assert {part["status"] for part in answer["sets"]} == {"agrees"}


# Quantities that need not be whole


def scores(total: str, qualifier: str = "exact") -> AuditedSet:
    given = Statements()
    score, first, second = (given.quantity(n, whole=False) for n in ("score", "first", "second"))
    given.state(score, total, qualifier=qualifier)
    given.state(first, "4.0")
    given.balance(score, [first, second])
    return one(given)


def test_a_part_that_need_not_be_whole_has_exact_ends() -> None:
    found = scores("10").implied["second"]
    # 9.5 - 4.05 .. 10.5 - 3.95
    assert (found.lower, found.upper) == (Fraction("5.45"), Fraction("6.55"))
    assert (found.lower_closed, found.upper_closed, found.exact) == (True, True, True)


def test_an_end_that_is_not_reached_is_open() -> None:
    found = scores("10", "more_than").implied["second"]
    assert (found.lower, found.lower_closed, found.upper) == (Fraction("5.95"), False, None)


def test_scores_that_do_not_add_up() -> None:
    assert scores("3").status == "conflict"
    assert scores("4.05").status == "agrees", "the second may be nothing"


def test_an_end_that_whole_numbers_reach_is_exact() -> None:
    given = Statements()
    rate, people = given.quantity("rate", whole=False), given.quantity("people")
    given.state(rate, "2.5")
    given.not_above(people, rate)
    found = one(given)
    assert found.implied["people"].values == (0, 1, 2)
    span = found.implied["rate"]
    assert (span.lower, span.upper, span.exact) == (Fraction("2.45"), Fraction("2.55"), True)


def test_an_end_that_whole_numbers_do_not_reach_is_an_outer_end() -> None:
    given = Statements()
    rate = given.quantity("rate", whole=False)
    women, men = given.quantity("women"), given.quantity("men")
    given.state(rate, "2.4-2.7")
    # Twice the rate is a number of people: 5, so that the rate is 2.5.
    terms = ((rate.id, 2), (women.id, -1), (men.id, -1))
    given.define(Definition("double", "balance", terms, equal=True))
    found = one(given)
    assert found.implied["women"].values == (0, 1, 2, 3, 4, 5)
    span = found.implied["rate"]
    assert not span.exact
    assert span.lower <= Fraction("2.5") <= span.upper


@pytest.mark.parametrize("whole", [True, False])
def test_whole_numbers_and_others_in_one_share_are_decided(whole: bool) -> None:
    given = Statements()
    part, base = given.quantity("part", whole=whole), given.quantity("base", whole=not whole)
    given.state(part.percent_of(base), "17%")
    found = one(given)
    assert (found.status, found.complete) == ("agrees", True)
    # One person is 17% of 1 / 0.175 = 40/7 at the least; 17% of one person is 0.165 at the least.
    expected = (
        {"part": 1, "base": Fraction(40, 7)} if whole else {"part": Fraction("0.165"), "base": 1}
    )
    assert {name: span.lower for name, span in found.implied.items()} == expected
    assert all(span.upper is None for span in found.implied.values())


def test_a_statement_and_an_assumption_have_not_one_id() -> None:
    given = Statements()
    a = given.quantity("a")
    given.assume("a: 5")
    assert given.state(a, "5", needs=["a: 5"]).id == "a: 5 (2)"
    with pytest.raises(
        UsageError, match="assumption: expected an id of its own, got 'a: 5 \\(2\\)'"
    ):
        given.assume("a: 5 (2)")
