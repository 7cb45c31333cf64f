"""Plans of two places are two unless that is assumed; what no rule could tie is said with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fixtures.audit.rows import AREA, DATA, YEAR, row, shipped, with_indicators, with_rules
from tongket.audit import audit
from tongket.audit.from_data import statements_of
from tongket.audit.phrases import place_of
from tongket.audit.report import audit_review
from tongket.cli import cli
from tongket.data.store import Store
from tongket.model import Measure, Qualifier, TimePeriod

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.audit import AuditedSet
    from tongket.model import Observation

TITLES, SHARE, STAFF = "ip.titles_granted", "capacity.doctorate_share", "capacity.staff"
OTHER = next(name for name in shipped().sources if name != "dost-ct-review-2024")
PLAN, OF_PLAN = Measure.TARGET, Measure.TARGET_PCT


def audited(*rows: Observation) -> AuditedSet:
    (found,) = audit(statements_of(Store(DATA, shipped(), rows), AREA, TimePeriod.of_year(YEAR)))
    return found


@pytest.mark.parametrize(
    ("rows", "severity", "assumed"),
    [
        # 420 of 145 is 290%, of 200 it is 210%.
        ((row(TITLES, "420"), row(TITLES, "200", measure=PLAN), row(TITLES, "290%", measure=OF_PLAN)), "conflict", 0),
        # The plan of a resolution, in another source, may be another one than that of the year.
        ((row(TITLES, "420"), row(TITLES, "200", measure=PLAN, source=OTHER), row(TITLES, "290%", measure=OF_PLAN)), "warning", 1),
        # So may one that is printed in another section, as revised within the year.
        ((row(TITLES, "200", measure=PLAN), row(TITLES, "145", measure=PLAN, locator="7")), "warning", 1),
        # A result that one section says twice is the same one; so is that of a plan and of a percentage of it.
        ((row(TITLES, "420", locator="4#1"), row(TITLES, "402", locator="4#3")), "conflict", 0),
        ((row(TITLES, "420", locator="4#1"), row(TITLES, "200", measure=PLAN, locator="4#1"), row(TITLES, "290%", measure=OF_PLAN, locator="4#2")), "conflict", 0),
    ],
)  # fmt: skip
def test_plans_of_two_places_are_two_unless_that_is_assumed(
    rows: tuple[Observation, ...], severity: str, assumed: int
) -> None:
    found = audited(*rows)
    (conflict,) = found.conflicts
    assert (found.severity, len(conflict.assumptions)) == (severity, assumed)
    assert all("speak of the same plan" in each.text.en for each in conflict.assumptions)


def test_a_paragraph_is_named_with_its_section_and_belongs_to_it() -> None:
    assert place_of("4#3").in_("en") == "section 4, paragraph 3"
    assert place_of("headline#2").in_("vi") == "phần mở đầu, đoạn 2"
    assert place_of("#3").en == "#3", "no section, no place"
    given = statements_of(
        Store(DATA, shipped(), (row(TITLES, "420", locator="headline#2"),)),
        AREA,
        TimePeriod.of_year(YEAR),
    )
    (statement,) = given.statements.values()
    assert statement.weight == 3, (
        "what the opening part repeats weighs less, whatever paragraph says it"
    )


RESOLUTION = """[plans.resolution]
text_vi = "theo nghị quyết"
text_en = "by the resolution"
places = ["{place}"]
"""


@pytest.mark.parametrize("place", [OTHER, f"{OTHER}, 3"], ids=["source", "place of it"])
def test_a_plan_with_a_name_is_another_one(place: str, tmp_path: Path) -> None:
    book = with_rules(shipped(), RESOLUTION.format(place=place), tmp_path)
    rows = (
        row(TITLES, "420"),
        row(TITLES, "145", measure=PLAN),
        row(TITLES, "290%", measure=OF_PLAN),
        row(TITLES, "200", measure=PLAN, source=OTHER, locator="3"),
        row(TITLES, "210%", measure=OF_PLAN, source=OTHER, locator="3"),
    )
    given = statements_of(Store(DATA, book, rows), AREA, TimePeriod.of_year(YEAR))
    assert [found.status for found in audit(given)] == ["agrees"]
    named = given.quantities[f"{TITLES}:target (resolution)"].name
    assert named.en == "plan for IP titles granted (by the resolution)"
    assert named.vi == "kế hoạch về văn bằng bảo hộ sở hữu công nghiệp được cấp (theo nghị quyết)"
    # Without its name each of the two plans may be the other.
    assert audited(*rows).severity == "warning"
    # 180% of 200 is no 420, and no other plan can be meant: only the result may be another one.
    wrong = (*rows[:4], row(TITLES, "180%", measure=OF_PLAN, source=OTHER, locator="3"))
    (found,) = audit(statements_of(Store(DATA, book, wrong), AREA, TimePeriod.of_year(YEAR)))
    assumed = {each.id.partition(":")[0] for c in found.conflicts for each in c.assumptions}
    assert (found.severity, assumed) == ("warning", {"same"})


def test_places_of_one_plan_need_no_assumption_and_rules_speak_of_it(tmp_path: Path) -> None:
    places = f'places = ["dost-ct-review-2024", "{OTHER}"]'
    one = RESOLUTION.replace('places = ["{place}"]', places)
    rule = f'[[bound]]\nlesser = "{TITLES}:target"\ngreater = "{TITLES}"\n'
    book = with_rules(shipped(), one + rule, tmp_path)
    rows = (
        row(TITLES, "200", measure=PLAN),
        row(TITLES, "145", measure=PLAN, source=OTHER),
        row(TITLES, "190"),
    )
    (found,) = audit(statements_of(Store(DATA, book, rows), AREA, TimePeriod.of_year(YEAR)))
    assert found.severity == "conflict"
    assert not any(conflict.assumptions for conflict in found.conflicts)
    # The two plans; the plan of 200 that the result would be above.
    assert sorted(len(conflict.statements) for conflict in found.conflicts) == [2, 2]


def test_plans_that_agree_are_one() -> None:
    found = audited(
        row(TITLES, "420"),
        row(TITLES, "145", measure=PLAN, source=OTHER),
        row(TITLES, "290%", measure=OF_PLAN),
    )
    assert found.status == "agrees"


def test_what_no_rule_could_tie_is_said_with_the_reason(tmp_path: Path) -> None:
    rule = (
        f'[[balance]]\ntotal = "ip.applications"\nparts = ["ip.applications_designs", "{TITLES}"]\n'
    )
    book = with_rules(shipped(), rule, tmp_path)
    rows = (
        row("renewal.technology_renewal_rate", "1,005", measure=Measure.CHANGE_PP),
        row(SHARE, "17,64%"),
        row("ip.applications", "598"),
        row("ip.applications_designs", "3"),
        row("quality.fines", "46"),
    )
    store = Store(DATA, book, rows)
    why = {
        each.row.indicator: each.why.en
        for each in audit_review(store, AREA, TimePeriod.of_year(YEAR)).untied
    }
    assert why == {
        "renewal.technology_renewal_rate": "percentage points above a time that is not named",
        SHARE: "a share whose whole is not printed (staff of S&T organisations)",
        "ip.applications": "a sum of which not all is printed (missing: IP titles granted)",
    }
    whole = Store(DATA, book, (*rows, row(STAFF, "6.800")))
    assert SHARE not in {
        each.row.indicator for each in audit_review(whole, AREA, TimePeriod.of_year(YEAR)).untied
    }


def test_a_count_below_a_count_is_no_share_and_keeps_its_hedge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fined = row("quality.establishments_fined", "40 cơ sở")
    ranked = row("innovation.pii_rank", "7")
    units = {"capacity.labs_public": "persons", "capacity.labs_rank": "rank"}
    book = with_indicators(shipped(), units, labs_public=STAFF, labs_rank=STAFF)
    rows = (
        replace(fined, indicator="capacity.labs_public", qualifier=Qualifier.LESS_THAN),
        replace(ranked, indicator="capacity.labs_rank"),
    )
    report = audit_review(Store(DATA, book, rows), AREA, TimePeriod.of_year(YEAR))
    why = {each.row.indicator: each.why.en for each in report.untied}
    assert why == {
        "capacity.labs_public": "a part whose whole is not printed (staff of S&T organisations)",
        "capacity.labs_rank": "a rank among a number that is not printed (staff of S&T organisations)",
    }
    monkeypatch.setattr("tongket.audit.report.audit_review", lambda *_: report)
    text = CliRunner().invoke(cli, ["audit", "--lang", "vi"]).output
    assert "Chỉ tiêu capacity.labs_public dưới “40 cơ sở”: một phần của tổng số" in text
    (part, _) = report.as_json()["untied"]
    assert (part["as_printed"], part["qualifier"]) == ("40 cơ sở", "less_than")
