"""What the audit makes of the rows of a data folder: units, years, places."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tongket.audit import Statements, audit
from tongket.audit.from_data import statements_of
from tongket.audit.questions import questions
from tongket.data.registry import Registry, read_registry
from tongket.data.registry.book import Rule
from tongket.data.store import Store
from tongket.model import Interval, Measure, Observation, Qualifier, Text, TimePeriod, Unit
from tongket.numerals import parse

if TYPE_CHECKING:
    from tongket.audit import AuditedSet

DATA = Path(__file__).parents[3] / "data"
NAME = Text("a", "a")
DENSITY, PEOPLE, CASES = "capacity.rd_density", "context.population", "capacity.professors"


@pytest.fixture(scope="module")
def registry() -> Registry:
    book, _ = read_registry(DATA)
    assert book is not None
    return replace(book, rules=(), assumptions={})


def row(
    indicator: str, printed: str, period: str = "2024", measure: Measure = Measure.ACTUAL
) -> Observation:
    """A row of section 1 of the review of 2024."""
    number = parse(printed, "vi")
    return Observation(
        indicator, "VN-CT", TimePeriod.parse(period), measure, printed, Qualifier.EXACT,
        number.value, Interval.exact(number.value or 0), None, number.decimals, "persons", "A",
        "dost-ct-review-2024", "1", "",
    )  # fmt: skip


def given_by(registry: Registry, *rows: Observation) -> Statements:
    return statements_of(Store(DATA, registry, rows), "VN-CT", TimePeriod.of_year(2024))


def density(registry: Registry, unit: Unit, shown: str, cases: str) -> AuditedSet:
    """One density beside the cases and the people that it is of."""
    rule = Rule("ratio", {"part": (CASES,), "whole": (PEOPLE,), "share": (DENSITY,)})
    units = {**registry.units, DENSITY: unit}
    of = {**registry.indicators, DENSITY: replace(registry.indicators[DENSITY], unit=DENSITY)}
    book = replace(registry, units=units, indicators=of, rules=(rule,))
    rows = row(DENSITY, shown), row(CASES, cases), row(PEOPLE, "1.258.900")
    (found,) = audit(given_by(book, *rows))
    return found


@pytest.mark.parametrize(
    ("per", "shown", "cases", "status"),
    [
        (100_000, "10,0", "126", "agrees"),  # 126 / 1,258,900 x 100,000 = 10.009
        (100_000, "10,1", "126", "conflict"),  # 10.05 .. 10.15 are 126.5 .. 127.8 cases
        (1_000, "10,0", "12.600", "agrees"),  # 12,600 / 1,258,900 x 1,000 = 10.009
        (1_000_000, "100", "126", "agrees"),  # 126 / 1.2589 = 100.09
        (1, "2,0", "2.517.800", "agrees"),  # 2,517,800 / 1,258,900 = 2
        (1, "2,0", "126", "conflict"),
    ],
)
def test_a_density_counts_for_as_many_units_as_its_unit_says(
    registry: Registry, per: int, shown: str, cases: str, status: str
) -> None:
    unit = Unit("per", "density", NAME, "", per)
    assert density(registry, unit, shown, cases).status == status


def test_any_unit_of_the_kind_percent_is_read_as_a_share(registry: Registry) -> None:
    # 12,589 of 1,258,900 are 1.0%, not 1.1%.
    percent = Unit("pct", "percent", NAME)
    assert density(registry, percent, "1,0", "12.589").status == "agrees"
    assert density(registry, percent, "1,1", "12.589").status == "conflict"


def test_the_shipped_density_still_counts_for_ten_thousand(registry: Registry) -> None:
    assert {u.id: u.per for u in registry.units.values() if u.kind == "density"} == {
        "per_10000": 10_000, "persons_per_km2": 1,
    }  # fmt: skip


def test_statements_of_two_years_in_one_section_are_two(registry: Registry) -> None:
    rows = [row(CASES, "150"), row(CASES, "1,5 lần", measure=Measure.TIMES_PREVIOUS)]
    # 150 / 120 = 1.25: printed 1.3, never 1.5. Of 100, 150 is 1.5 times.
    (false,) = audit(given_by(registry, *rows, row(CASES, "120", "2023")))
    assert [s.as_printed for s in false.statements] == ["150", "1,5 lần", "120"]
    (conflict,) = false.conflicts
    assert [s.as_printed for s in conflict.statements] == ["150", "1,5 lần", "120"]
    (true,) = audit(given_by(registry, *rows, row(CASES, "100", "2023")))
    assert true.status == "agrees"
    assert true.witness == {CASES: 150, f"{CASES}:previous": 100}


def test_two_rules_on_one_total_both_hold(registry: Registry) -> None:
    parts = "capacity.organisations_public", "capacity.organisations_nonpublic"
    total = "capacity.organisations_active"
    names = {"total": (total,), "parts": parts}
    other = {"total": (total,), "parts": ("capacity.organisations", CASES)}
    book = replace(registry, rules=(Rule("balance", names), Rule("balance", other)))
    # 30 + 40 = 70, and 50 + 20 = 70 too: with 21 the second does not hold.
    rows = [
        row(total, "70"),
        row(parts[0], "30"),
        row(parts[1], "40"),
        row(other["parts"][0], "50"),
    ]
    statuses = [
        [found.status for found in audit(given_by(book, *rows, row(CASES, cases)))]
        for cases in ("20", "21")
    ]
    assert statuses == [["agrees"], ["conflict"]]


def test_no_row_takes_the_place_of_another(registry: Registry) -> None:
    rows = [row(CASES, "150"), row(CASES, "140", measure=Measure.TARGET), row(PEOPLE, "1.258.900")]
    rows += [row(CASES, "75", "2024-06"), replace(row(CASES, "151"), locator="2")]
    assert len(given_by(registry, *rows).statements) == len(rows)
    assert Fraction(151) in {s.printed.value for s in given_by(registry, *rows).statements.values()}


def test_what_a_part_of_a_year_implies_says_of_which_part(registry: Registry) -> None:
    titles, plan = "ip.titles_granted", Measure.TARGET_PCT
    part = row(titles, "217", "2024-01/2024-05"), row(titles, "103%", "2024-01/2024-05", plan)
    whole = row(titles, "420"), row(titles, "200%", measure=plan)
    given = given_by(registry, *part, *whole)
    named = given.quantities[f"{titles}:target @ 2024-01/2024-05"].name
    assert named.en == "plan for IP titles granted (by the figures of January–May 2024)"
    assert named.vi.endswith("(theo số liệu tháng 1–5/2024)")
    assert given.quantities[f"{titles}:target"].name.en == "plan for IP titles granted"


@pytest.mark.parametrize("code", ["VN-CT", "VN-CT-2025"])
def test_a_part_of_a_year_is_not_asked_about_once_the_whole_year_is_on_record(
    code: str, registry: Registry
) -> None:
    verified = "services.instruments_verified"
    before, part = row(verified, "14.002", "2024"), row(verified, "519", "2025-01/2025-05")
    whole = replace(row(verified, "13.900", "2025"), ref_area=code)
    asked = questions(Store(DATA, registry, (before, part)), "VN-CT", TimePeriod.of_year(2025))
    assert [question.rows for question in asked] == [(part, before)]
    assert (
        questions(Store(DATA, registry, (before, part, whole)), "VN-CT", TimePeriod.of_year(2025))
        == []
    )


def test_a_question_about_a_hedged_figure_keeps_its_hedge(registry: Registry) -> None:
    verified = "services.instruments_verified"
    before = replace(row(verified, "14.002", "2023"), qualifier=Qualifier.ABOUT)
    now = replace(row(verified, "519", "2024"), qualifier=Qualifier.MORE_THAN)
    (question,) = questions(Store(DATA, registry, (before, now)), "VN-CT", TimePeriod.of_year(2024))
    assert "(more than 519) differs from the year before (about 14,002)" in question.text.en
    assert "(hơn 519)" in question.text.vi
