"""The complete findings of the audit on the real figures, each worked out by hand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tongket.audit.report import AuditReport, audit_review
from tongket.data.store import load
from tongket.model import TimePeriod
from tongket.project import data_dir

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def report() -> AuditReport:
    return audit_review(load(data_dir()), "VN-CT", TimePeriod.of_year(2024))


@pytest.fixture(scope="module")
def sets(report: AuditReport) -> dict[str, dict[str, Any]]:
    """Every set in JSON, by the first of its indicators."""
    return {part["indicators"][0]: part for part in report.as_json()["sets"]}


def printings(conflict: dict[str, Any]) -> list[tuple[str, str]]:
    return [(s["as_printed"], s["locator"]) for s in conflict["statements"]]


def ranges(part: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {found["quantity"]: (found["lower"], found["upper"]) for found in part["implied"]}


def test_the_sets_of_2024_and_what_came_of_each(sets: dict[str, dict[str, Any]]) -> None:
    assert {name: part["status"] for name, part in sets.items()} == {
        "capacity.bachelor_share": "agrees",
        "ip.applications": "agrees",
        "ip.initiatives_benefit": "agrees",
        "ip.initiatives_in_use": "agrees",
        "ip.titles_granted": "agrees",
        # Rank 7 of 63 provinces, a number that is stated of the country.
        "innovation.pii_provinces_ranked": "agrees",
        "quality.establishments_fined": "agrees",
        "quality.iso_published_share": "agrees",
        "renewal.high_tech_share": "agrees",
        "renewal.sme_contracted_funding": "agrees",
        "renewal.technology_renewal_rate": "agrees",
        "research.results_applied": "agrees",
        "research.tasks_accepted": "conflict",
        "research.tasks_launched": "conflict",
    }
    assert all(part["complete"] for part in sets.values())


def test_launched_tasks_conflict_twice_and_both_times_over_the_140(
    sets: dict[str, dict[str, Any]],
) -> None:
    part = sets["research.tasks_launched"]
    first, second = part["conflicts"]
    # 27 / 1.405 = 19.217 and 27 / 1.395 = 19.355: no whole plan. 27 / 18 = 150.0% fits "+50%".
    assert printings(first) == [("27", "2"), ("140%", "headline")]
    # 139.5..140.5% and 149.5..150.5% of one plan have nothing in common.
    assert printings(second) == [("50%", "2"), ("140%", "headline")]
    for conflict in part["conflicts"]:
        # "140%" to the nearest ten is 130..150%: 27 / 19 = 142.1%, and "50%" then is 140..160%.
        assert (conflict["severity"], conflict["persists_to"]) == ("warning", "any_direction")
        assert len(conflict["assumptions"]) == 1
        assert len(conflict["give_up"]) == 2
    # What both have in common mends both: the 140%, or that it speaks of the same tasks.
    assert [ids for (ids,) in first["give_up"]] == [
        "research.tasks_launched:target_pct [dost-ct-review-2024, headline]",
        "same:research.tasks_launched [dost-ct-review-2024, headline]",
    ]
    # 27 / 1.5 = 18, whichever of the two is wrong.
    assert [way["weight"] for way in part["ways_out"]] == [1, 1]
    (plan,) = part["implied_in_every_way_out"]
    assert (plan["quantity"], plan["values"]) == ("research.tasks_launched:target", [18])
    assert part["severity"] == "warning"
    # 150% with 27 and +50%: plan 18. No other digit of 27, 140% or 50% fits all three.
    assert (part["repair"]["as_printed"], part["repair"]["instead"]) == ("140%", "150%")
    assert "With 19 tasks it is 142.1%, with 20 tasks it is 135.0%" in first["explanation"]
    assert "(the plan would be 18 tasks)" in part["explanation"]


def test_accepted_tasks_conflict_within_one_sentence(sets: dict[str, dict[str, Any]]) -> None:
    part = sets["research.tasks_accepted"]
    (conflict,) = part["conflicts"]
    # 14 / 1.105 = 12.67 and 14 / 1.095 = 12.79: no whole plan. 14 / 13 = 107.7%, 14 / 12 = 116.7%.
    assert printings(conflict) == [("14", "2"), ("10%", "2")]
    assert conflict["assumptions"] == []
    # "10%" to the nearest ten is 100..120% of the plan: 13 and 12 fit.
    assert (conflict["severity"], conflict["persists_to"]) == ("warning", "any_direction")
    assert conflict["give_up"] == [
        ["research.tasks_accepted:over_target_pct [dost-ct-review-2024, 2]"]
    ]
    # Without the 10% nothing is known of the plan.
    assert part["implied_in_every_way_out"] == []
    # 11 tasks and a plan of 10 would fit, 12% and 8% too: more than one edit mends it.
    assert part["repair"] is None
    assert "With 12 tasks it is 116.7%, with 13 tasks it is 107.7%" in conflict["explanation"]
    assert "at least that" in conflict["explanation"]


def test_five_statements_leave_six_numbers_of_staff(sets: dict[str, dict[str, Any]]) -> None:
    part = sets["capacity.bachelor_share"]
    found = {each["quantity"]: each["values"] for each in part["implied"]}
    # 262 / 3.845% = 6814.04 and 262 / 3.835% = 6831.8 alone leave 6815..6831. Of these 17 only six
    # have whole doctors (17.635..17.645%), masters (41.955..41.965%) and bachelors (28.695..28.705%).
    by_hand = [
        n
        for n in range(6815, 6832)
        if all(
            any(low * n <= 100000 * k <= high * n for k in range(1, n))
            for low, high in ((17635, 17645), (41955, 41965), (28695, 28705))
        )
    ]
    assert found["capacity.staff"] == by_hand == [6818, 6819, 6820, 6825, 6826, 6830]
    assert found["capacity.doctorate_share:part"] == [1203, 1204, 1205]


def test_hidden_plans_and_the_year_before(sets: dict[str, dict[str, Any]]) -> None:
    # 420 / 2.905 = 144.58 and 420 / 2.895 = 145.08: 145 alone.
    assert ranges(sets["ip.titles_granted"])["ip.titles_granted:target"] == (145, 145)
    # More than 5.8 billion, three times (2.5..3.5) the year before: at least 5,800,000,001 / 3.5.
    assert ranges(sets["ip.initiatives_benefit"])["ip.initiatives_benefit:previous"] == (
        1657142858, None,
    )  # fmt: skip
    # 14.025% is the sharper of the statements: 14.0245..14.0255.
    assert ranges(sets["renewal.technology_renewal_rate"])["renewal.technology_renewal_rate"] == (
        14.0245, 14.0255,
    )  # fmt: skip
    assert ranges(sets["quality.iso_published_share"])["quality.iso_published_units:total"] == (
        119, 119,
    )  # fmt: skip


def test_every_witness_prints_as_stated(report: AuditReport) -> None:
    for part in report.agreements:
        for statement in part.statements:
            assert statement.allows().contains(statement.subject.value(part.witness))
        for definition in part.definitions:
            total = sum(factor * part.witness[name] for name, factor in definition.terms)
            assert total == 0 if definition.equal else total <= 0


def test_questions_of_2024(report: AuditReport) -> None:
    assert [(q.kind, q.rows[0].indicator) for q in report.questions] == [
        ("plausibility", "ip.supported_inventions"),  # 19 supported, 11 applied for
        ("plausibility", "research.handover_rate"),  # 12/14 = 85.7%, 13/14 = 92.9%: not 90%
        ("plausibility", "ip.initiatives_benefit"),  # 5.8 billion / 3,373 = 1.7 million each
        ("plausibility", "quality.fines"),  # 46 million for one establishment
        ("band", "renewal.technology_renewal_rate"),  # 14.025% above 12-13%
        ("wording", "capacity.doctorate_share"),  # of all staff, or of the R&D staff
        ("wording", "renewal.high_tech_share"),  # near its target, while all were exceeded
    ]
    handed_over = report.questions[1]
    assert handed_over.text.en == (
        "Of how many completed tasks is the hand-over rate? It is not of those accepted in the year: "
        "12 of 14 would be 85.7%, 13 of 14 92.9%: no whole number gives 90%."
    )


def test_2025_agrees_and_gives_the_plan_of_titles(before_2025: Path) -> None:
    found = audit_review(load(before_2025), "VN-CT", TimePeriod.of_year(2025))
    assert found.conflicts == ()
    sets = {part["indicators"][0]: part for part in found.as_json()["sets"]}
    # 113 organisations are 69 public and 44 others; 217 / 1.035 = 209.7 and 217 / 1.025 = 211.7.
    assert list(sets) == [
        "ip.titles_granted", "capacity.organisations_active", "context.area", "context.population",
    ]  # fmt: skip
    (implied,) = sets["ip.titles_granted"]["implied"]
    assert (implied["lower"], implied["upper"]) == (210, 211)


def test_2025_asks_about_the_instruments_verified(before_2025: Path) -> None:
    asked = audit_review(load(before_2025), "VN-CT", TimePeriod.of_year(2025)).questions
    # 519 in five months against 14,002 in the year before, of which five months are about 5,800.
    assert [(q.kind, q.rows[0].as_printed) for q in asked] == [("magnitude", "519")]
    # A part of a year beside a whole one: the question says so.
    assert "of January–May 2025 only (519)" in asked[0].text.en
    assert "chỉ tính trong tháng 1–5/2025 (519)" in asked[0].text.vi


@pytest.mark.parametrize("area", ["VN-HN", "VN-DN", "VN"])
def test_rows_of_the_innovation_index_contradict_nothing(area: str) -> None:
    for year in (2023, 2024, 2025):
        assert audit_review(load(data_dir()), area, TimePeriod.of_year(year)).conflicts == ()
