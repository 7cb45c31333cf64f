"""What an audit costs: limits of work and time, how it grows, and once for all notebooks of a run."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tongket.audit import Budget, Statements, audit, auditor
from tongket.audit.auditor import Auditor
from tongket.audit.readings import DEFAULT
from tongket.audit.report import AuditedSets, audit_ahead, audit_review
from tongket.audit.set_explanations import explain_set
from tongket.audit.solver import Meter
from tongket.data.store import Store, load
from tongket.model import TimePeriod
from tongket.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.audit import AuditedSet

DATA = Path(__file__).parents[3] / "data"
MUCH = 10**9


def work_of(given: Statements) -> tuple[int, AuditedSet]:
    """The terms of rows that an audit looks at, and what it finds."""
    meter = Meter(MUCH)
    found = Auditor(given, DEFAULT, Budget(meter=meter)).run()
    assert found.complete
    return int(MUCH - meter.left), found


def hidden_shares(count: int, share: str) -> Statements:
    given = Statements()
    base, *parts = (given.quantity(f"q{number}") for number in range(count + 1))
    for part in parts:
        given.state(part.percent_of(base), share)
    given.balance(base, parts)
    return given


def impossible_share(count: int) -> Statements:
    given = Statements()
    staff = given.quantity("staff")
    given.state(staff, "20")
    for number in range(count):
        given.state(given.quantity(f"part {number}").percent_of(staff), f"{5 * number % 95 + 5}%")
    given.state(given.quantity("wrong").percent_of(staff), "17%")
    return given


def sets_apart(count: int) -> Statements:
    given = Statements()
    for number in range(count):
        launched, plan = given.quantity(f"launched {number}"), given.quantity(f"plan {number}")
        given.state(launched, "27")
        given.state(launched.percent_of(plan), "140%")
    return given


def test_four_shares_that_pass_a_hidden_base_are_decided_at_once() -> None:
    given = Statements()
    base, *parts = (given.quantity(name) for name in ("base", "a", "b", "c", "d"))
    for part, share in zip(parts, ("25.6%", "25.6%", "25.6%", "25.5%"), strict=True):
        given.state(part.percent_of(base), share)
    given.balance(base, parts)
    # 25.55 + 25.55 + 25.55 + 25.45 = 102.1: more than the whole by any rounding, whatever the base.
    work, found = work_of(given)
    assert (found.status, len(found.conflicts), len(found.give_up)) == ("conflict", 1, 4)
    assert work < 200_000


def test_a_small_set_is_worked_out_whole() -> None:
    given = Statements()
    years = [given.quantity(f"year {number}") for number in range(7)]
    given.state(years[0], "1000")
    given.state(years[-1], "1000")
    for before, after in pairwise(years):
        given.state(after.percent_of(before), "101.0%")
    # 1.0095 ** 6 is more than 1.05: six steps of a hundredth up lead beyond 1,001.
    (found,) = audit(given)
    assert (found.status, found.complete, len(found.conflicts)) == ("conflict", True, 1)


def test_shares_of_a_hidden_base_that_fit_are_found_by_their_common_denominator() -> None:
    work, found = work_of(hidden_shares(7, "14.3%"))
    assert found.status == "agrees"
    assert work < 200_000


@pytest.mark.parametrize("work", [350, 400, 500, 1000, 1500, 2000, 20_000])
def test_a_limit_of_work_never_makes_a_set_milder(work: int) -> None:
    given = Statements()
    total = given.quantity("total")
    parts = [given.quantity(f"part {number}") for number in range(12)]
    for part in parts:
        given.state(part, "10")
    given.state(parts[0], "12", needs=[given.assume("both speak of the same")], weight=1)
    given.state(total, "170")
    given.balance(total, parts)
    found = Auditor(given, DEFAULT, Budget(meter=Meter(work))).run()
    assert (found.status, found.severity) in {("conflict", "conflict"), ("undecided", None)}


@pytest.mark.slow
@pytest.mark.parametrize("make", [impossible_share, sets_apart])
def test_twice_the_statements_are_at_most_2_3_times_the_work(
    make: Callable[[int], Statements],
) -> None:
    small, large = make(20), make(40)

    def work(given: Statements) -> int:
        return sum(work_of(part)[0] for part in auditor.connected(given))

    assert work(large) <= 2.3 * work(small)


def wrong_total(count: int, off: int) -> Statements:
    """A total, its parts and their shares of it; the total is too high."""
    given = Statements()
    total = given.quantity("total")
    parts = [given.quantity(f"part {number}") for number in range(count)]
    values = [7 + 3 * number % 19 for number in range(count)]
    whole = sum(values)
    given.state(total, str(whole + off))
    for part, value in zip(parts, values, strict=True):
        given.state(part, str(value))
        given.state(part.percent_of(total), f"{100 * value / whole:.2f}%")
    given.balance(total, parts)
    return given


def wrong_sum(count: int) -> Statements:
    """A total, which is too high, and its parts."""
    given = Statements()
    total = given.quantity("total")
    parts = [given.quantity(f"part {number}") for number in range(count)]
    for number, part in enumerate(parts):
        given.state(part, str(7 + 3 * number % 19))
    given.state(total, str(sum(7 + 3 * number % 19 for number in range(count)) + 7))
    given.balance(total, parts)
    return given


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "count", "times"),
    # Of n statements each is looked at as a way out of n others; a hidden base has no printed number to begin with.
    [(wrong_sum, 20, 4.2), (lambda n: hidden_shares(n, f"{100 / n:.1f}%"), 10, 6.0)],
)
def test_the_work_of_what_is_tied_more_closely_grows_no_faster_than_is_said(
    make: Callable[[int], Statements], count: int, times: float
) -> None:
    assert work_of(make(2 * count))[0] <= times * work_of(make(count))[0]


def test_a_wrong_total_is_named_though_not_all_conflicts_are_found() -> None:
    meter = Meter(150_000)
    given = wrong_total(30, 7)
    found = Auditor(given, DEFAULT, Budget(meter=meter)).run()
    assert (found.status, found.complete) == ("conflict", False)
    (only,) = found.give_up
    assert only == (next(iter(given.statements)),)


def test_no_time_leaves_all_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor, "AUDIT_RUN_SECONDS", -1)
    assert [found.status for found in audit(sets_apart(3))] == ["undecided"] * 3


def test_a_hard_set_does_not_hold_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    given = wrong_total(30, 7)
    merged = sets_apart(2)
    merged = Statements(
        given.quantities | merged.quantities, given.statements | merged.statements,
        given.assumptions, given.definitions,
    )  # fmt: skip
    monkeypatch.setattr(auditor, "AUDIT_SET_WORK", 2_000)
    hard, *easy = audit(merged)
    assert not hard.complete
    assert [(found.status, found.complete) for found in easy] == [("conflict", True)] * 2


def test_a_conflict_that_was_not_worked_out_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditor, "AUDIT_SET_WORK", 1_000)
    given, parts = Statements(), range(40)
    every = [given.quantity(f"part {number}") for number in parts]
    total = given.quantity("total")
    given.balance(total, every)
    for quantity in every:
        given.state(quantity, "10")
    given.state(total, "470")
    (found,) = audit(given)
    assert (found.status, found.severity, found.conflicts) == ("conflict", "conflict", ())
    assert not found.complete
    assert explain_set(found).in_("en") == (
        "part 0 “10”, part 1 “10”, part 2 “10”, part 3 “10”, part 4 “10”, part 5 “10” and 35 others cannot all be true as printed. "
        "What to doubt first was not found within the limit of work. "
        "Which of them contradict each other was not found within the limit of work. "
        "Audit fewer of these figures at once, or compare each with its source."
    )
    assert (
        explain_set(found)
        .headline.in_("vi")
        .endswith("và 35 số liệu khác không thể đồng thời đúng như đã công bố.")
    )
    report = AuditedSets(reading=DEFAULT, sets=(found,), figures=41)
    (written,) = report.as_json()["sets"]
    assert (written["status"], written["complete"], written["conflicts"]) == ("conflict", False, [])
    assert written["explanation"] == explain_set(found).in_("en")


def test_what_was_audited_ahead_is_handed_out_for_the_same_data_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tongket.audit.report._AHEAD", {})
    store = load(DATA)
    audit_ahead(store, seconds=60)
    first = audit_review(store, "VN-CT", TimePeriod.of_year(2024))
    handed_out = replace(store, read_indicators=set())
    assert audit_review(handed_out, "VN-CT", TimePeriod.of_year(2024)) is first
    review = Review(handed_out, store.registry.areas["VN-CT"], TimePeriod.of_year(2024), "en")
    assert review.finder.audited is first
    changed = Store(store.data_dir, store.registry, store.observations[1:])
    assert audit_review(changed, "VN-CT", TimePeriod.of_year(2024)) is not first
    assert audit_review(store, "VN-CT", TimePeriod.of_year(2024), budget=Budget()) is not first


def test_places_with_few_figures_are_not_audited_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.audit.report._AHEAD", {})
    store = load(DATA)
    audit_ahead(store, seconds=60)
    for year, many in ((2024, True), (2023, False)):
        first, again = (audit_review(store, "VN-CT", TimePeriod.of_year(year)) for _ in range(2))
        assert (first is again) is many, year


@pytest.mark.parametrize(("seconds", "is_awaited"), [(-1, False), (60, True)])
def test_no_time_audits_nothing_ahead(
    seconds: int, is_awaited: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.audit.report._AHEAD", {})
    store = load(DATA)
    audit_ahead(store, seconds, lambda: is_awaited)
    assert audit_review(store, "VN-CT", TimePeriod.of_year(2024)) is not audit_review(
        store, "VN-CT", TimePeriod.of_year(2024)
    )
