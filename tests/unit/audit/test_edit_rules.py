"""What the edit rules and the registry say between figures of several years, areas and measures, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fixtures.audit.rows import (
    AREA,
    DATA,
    SOURCE,
    YEAR,
    audited,
    given_by,
    row,
    shipped,
    status,
    with_indicators,
    with_rules,
)
from tongket.audit import explain
from tongket.audit.report import audit_review
from tongket.data.store import Store
from tongket.model import Measure, TimePeriod

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.audit.untied import Untied
    from tongket.data.registry import Registry
    from tongket.model import Observation

TASKS, RATE = "research.tasks_launched", "renewal.technology_renewal_rate"
RANK, RANKED = "innovation.pii_rank", "innovation.pii_provinces_ranked"
GROWN, TIMES, POINTS = Measure.GROWTH_PCT, Measure.TIMES_PREVIOUS, Measure.CHANGE_PP
FLOW = f'[[flow]]\nindicators = ["{TASKS}"]\n'


@pytest.fixture
def book() -> Registry:
    return shipped()


def untied(book: Registry, *rows: Observation) -> tuple[Untied, ...]:
    """The figures that no rule could tie."""
    return audit_review(Store(DATA, book, rows), AREA, TimePeriod.of_year(YEAR)).untied


# Growth and times: derived from the registry


def test_a_growth_ties_both_years(book: Registry) -> None:
    # 30 above 24 is 25%.
    rows = row(TASKS, "30"), row(TASKS, "24", "2023")
    assert status(book, *rows, row(TASKS, "25%", measure=GROWN)) == "agrees"
    assert status(book, *rows, row(TASKS, "20%", measure=GROWN)) == "conflict"


def test_a_fall_is_a_growth_below_zero(book: Registry) -> None:
    rows = row(TASKS, "18"), row(TASKS, "24", "2023")
    assert status(book, *rows, row(TASKS, "-25%", measure=GROWN)) == "agrees"
    assert status(book, *rows, row(TASKS, "25%", measure=GROWN)) == "conflict"


def test_growth_and_times_of_one_year_speak_of_one_year_before(book: Registry) -> None:
    # 1.2 times is 20% above: 30 and 25.
    one, other = row(TASKS, "20%", measure=GROWN), row(TASKS, "1,2 lần", measure=TIMES)
    assert status(book, row(TASKS, "30"), one, other) == "agrees"
    assert status(book, row(TASKS, "30"), one, row(TASKS, "1,5 lần", measure=TIMES)) == "conflict"


def test_the_year_before_may_be_of_another_source_and_then_rests_on_an_assumption(
    book: Registry,
) -> None:
    times = row(TASKS, "1,5 lần", measure=TIMES)
    of_other = row(TASKS, "24", "2023", source="dost-ct-2020")
    (found,) = audited(book, row(TASKS, "30"), times, of_other)
    (conflict,) = found.conflicts
    assert [each.id for each in conflict.assumptions] == [f"same:{TASKS} @ 2023 [dost-ct-2020, 1]"]
    assert conflict.severity == "warning"
    (found,) = audited(book, row(TASKS, "30"), times, row(TASKS, "24", "2023"))
    (conflict,) = found.conflicts
    assert (conflict.assumptions, conflict.severity) == ((), "conflict")


def test_a_growth_of_part_of_a_year_is_above_the_same_part_of_the_year_before(
    book: Registry,
) -> None:
    half, before = "2024-01/2024-06", "2023-01/2023-06"
    rows = row(TASKS, "15", half), row(TASKS, "50%", half, GROWN), row(TASKS, "10", before)
    # The whole of 2023 has nothing to do with it.
    assert status(book, *rows, row(TASKS, "90", "2023")) == "agrees"
    assert status(book, *rows[:2], row(TASKS, "12", before)) == "conflict"


PART = {
    "points": (f'[[growth]]\nof = "{RATE}"\ngrowth = "{RATE}:change_pp"\nsince = 2020\n',
               (RATE, "17,5%", "14,0%", "12,0%"), (RATE, "3,5", POINTS)),
    "a growth": ('[[growth]]\nof = "ip.applications"\ngrowth = "ip.growth"\nsince = 2020\n',
                 ("ip.applications", "150", "120", "300"), ("ip.growth", "25%", Measure.ACTUAL)),
    "a growth in applications": ('[[growth]]\nof = "ip.applications"\ngrowth = "ip.more"\nsince = 2020\n',
                 ("ip.applications", "150", "120", "300"), ("ip.more", "30", Measure.ACTUAL)),
    "an index": ('[[index]]\nof = "ip.applications"\nindex = "ip.growth"\nbase = 2020\n',
                 ("ip.applications", "150", "120", "300"), ("ip.growth", "125%", Measure.ACTUAL)),
    "a bound": ('[[bound]]\nlesser = "ip.applications:2020"\ngreater = "ip.applications"\n',
                ("ip.applications", "150", "120", "300"), None),
}  # fmt: skip


@pytest.mark.parametrize("case", PART)
def test_a_part_of_a_year_is_compared_with_the_same_part_of_an_earlier_year(
    case: str, book: Registry, tmp_path: Path
) -> None:
    rule, (of, now, then, other), growth = PART[case]
    book = with_indicators(book, {"ip.growth": "percent", "ip.more": "applications"})
    book = with_rules(book, rule, tmp_path)
    part = "2024-01/2024-05"
    rows = [row(of, now, part)]
    if growth is not None:
        rows.append(row(*growth[:2], part, growth[2]))
    # The whole of 2020 says nothing of five months.
    alone = {status(book, *rows), status(book, *rows, row(of, other, "2020"))}
    assert alone <= {"apart", "agrees"}
    assert status(book, *rows, row(of, then, "2020-01/2020-05")) == "agrees"
    assert status(book, *rows, row(of, other, "2020-01/2020-05")) == "conflict"


def test_a_leap_day_is_compared_with_those_of_leap_years_alone(
    book: Registry, tmp_path: Path
) -> None:
    of, day = "ip.applications", "2024-02-29"
    rule = f'[[growth]]\nof = "{of}"\ngrowth = "ip.growth"\nsince = 2021\n'
    known = with_indicators(book, {"ip.growth": "percent"})
    rows = row(of, "3", day), row("ip.growth", "50%", day), row(of, "9", "2021")
    assert status(with_rules(known, rule, tmp_path), *rows) == "apart"
    leap = with_rules(known, rule.replace("2021", "2020"), tmp_path)
    assert status(leap, *rows[:2], row(of, "9", "2020-02-29")) == "conflict"


def test_two_growths_in_numbers_are_two(book: Registry, tmp_path: Path) -> None:
    units = dict.fromkeys(
        ("ip.first", "ip.second", "ip.more_of_first", "ip.more_of_second"), "titles"
    )
    rule = "".join(
        f'[[growth]]\nof = "ip.{name}"\ngrowth = "ip.more_of_{name}"\n'
        for name in ("first", "second")
    )
    book = with_rules(with_indicators(book, units), rule, tmp_path)
    first = row("ip.first", "30"), row("ip.first", "20", "2023"), row("ip.more_of_first", "10")
    second = row("ip.second", "7"), row("ip.second", "5", "2023"), row("ip.more_of_second", "3")
    assert [part.status for part in audited(book, *first, *second)] == ["agrees", "conflict"]


def test_a_leap_day_has_no_year_before(book: Registry) -> None:
    day = "2024-02-29"
    assert status(book, row(TASKS, "3", day), row(TASKS, "1,5 lần", day, TIMES)) == "agrees"


def test_what_may_be_below_zero_may_have_been_so_the_year_before(
    book: Registry, tmp_path: Path
) -> None:
    # A balance of -4 billion that rose by 3 was -7.
    book = with_indicators(book, {"funding.balance": "points", "funding.rise": "points"})
    rule = '[[growth]]\nof = "funding.balance"\ngrowth = "funding.rise"\n'
    book = with_rules(book, rule, tmp_path)
    (found,) = audited(book, row("funding.balance", "-4,0"), row("funding.rise", "3,0"))
    before = found.implied["funding.balance:previous"]
    # -4.05 .. -3.95 less 2.95 .. 3.05
    assert [float(end or 0) for end in (before.lower, before.upper)] == [-7.1, -6.9]


# Points, and shares that several rules speak of


def test_points_without_a_rule_bind_nothing(book: Registry) -> None:
    rows = row(RATE, "17,5%"), row(RATE, "14,0%", "2020"), row(RATE, "25", measure=POINTS)
    assert status(book, *rows) == "apart"


def test_the_points_of_a_share_of_a_stated_base_are_of_the_share(
    book: Registry, tmp_path: Path
) -> None:
    share, staff = "capacity.doctorate_share", "capacity.staff"
    rule = f'[[growth]]\nof = "{share}"\ngrowth = "{share}:change_pp"\n'
    book = with_rules(book, rule, tmp_path)
    rows = row(staff, "200"), row(share, "40,0%"), row(share, "35,0%", "2023")
    assert status(book, *rows, row(share, "5,0", measure=POINTS)) == "agrees"
    (found,) = audited(book, *rows, row(share, "7,0", measure=POINTS))
    (conflict,) = found.conflicts
    assert sorted(s.as_printed for s in conflict.statements) == ["35,0%", "40,0%", "7,0"]
    # 40.0 - 35.0 is 4.9 .. 5.1, and 7.0 is 6.95 .. 7.05.
    line = (
        "together make about 42%; 40% is printed. 2% is too much; rounding explains at most 0.15%."
    )
    assert line in explain(conflict, found).in_("en")


def test_a_planned_share_and_its_result_are_compared_as_shares_and_not_as_people(
    book: Registry, tmp_path: Path
) -> None:
    share, staff = "capacity.doctorate_share", "capacity.staff"
    rule = f'[[bound]]\nlesser = "{share}"\ngreater = "{share}:target"\n'
    book = with_rules(book, rule, tmp_path)
    rows = row(staff, "200"), row(share, "40%")
    # 40% of 200 are 80 people, above 45 and below 45%.
    assert status(book, *rows, row(share, "45%", measure=Measure.TARGET)) == "agrees"
    assert status(book, *rows, row(share, "35%", measure=Measure.TARGET)) == "conflict"


def test_a_share_of_a_share_is_of_so_many_of_the_whole(book: Registry) -> None:
    first, second = "capacity.doctorate_share", "capacity.young_share"
    book = with_indicators(book, {second: "percent"}, young_share=first)
    rows = row("capacity.staff", "200"), row(first, "10%"), row(second, "50%")
    # 10% of 200 are 19, 20 or 21 doctors; 19 and 21 have no half: 9 of 19 are 47%, 11 of 21 are 52%.
    (found,) = audited(book, *rows)
    assert found.implied[f"{first}:part"].values == (20,)
    assert found.implied[f"{second}:part"].values == (10,)
    # 3% of some 20 people is nobody.
    assert status(book, *rows[:2], row(second, "3%")) == "conflict"


def test_a_base_that_is_a_share_of_nothing_printed_is_a_percentage(book: Registry) -> None:
    first, second = "capacity.doctorate_share", "capacity.young_share"
    book = with_indicators(book, {second: "percent"}, young_share=first)
    (found,) = audited(book, row(first, "10%"), row(second, "50%"))
    part = found.implied[f"{second}:part"]
    # Half of 9.5 .. 10.5%, at 49.5 .. 50.5%.
    assert [float(end or 0) for end in (part.lower, part.upper)] == [4.7025, 5.3025]


def test_shares_of_one_base_make_100_in_people(book: Registry, tmp_path: Path) -> None:
    shares = "capacity.doctorate_share", "capacity.master_share", "capacity.bachelor_share"
    names = ", ".join(f'"{name}"' for name in shares)
    book = with_rules(book, f"[[balance]]\ntotal = 100\nparts = [{names}]\n", tmp_path)
    # Of 3 people one each: 33%, 33% and 33% make 100; of 4 people they do not, for nobody is 33%.
    rows = [row(name, "33%") for name in shares]
    assert status(book, *rows, row("capacity.staff", "3")) == "agrees"
    assert status(book, *rows, row("capacity.staff", "4")) == "conflict"
    # Without the people: 32.5 .. 33.5 three times is at most 100.5, and 32% three times at most 97.5.
    assert status(book, *rows) == "agrees"
    assert status(book, *(row(name, "32%") for name in shares)) == "conflict"


def test_a_rule_of_a_share_rests_on_its_assumption(book: Registry, tmp_path: Path) -> None:
    assumed = '[assumptions.same_staff]\ntext_vi = "Cùng nhân lực"\ntext_en = "The same staff"\n'
    rule = (
        '[[ratio]]\npart = "capacity.professors"\nwhole = "capacity.staff"\n'
        'share = "capacity.professors_share"\nassumes = "same_staff"\n'
    )
    book = with_rules(book, assumed + rule, tmp_path)
    rows = row("capacity.professors", "30"), row("capacity.staff", "200")
    (found,) = audited(book, *rows, row("capacity.professors_share", "20%"))
    (conflict,) = found.conflicts
    assert [each.id for each in conflict.assumptions] == ["same_staff"]


COUNT, FIRST, SECOND = "capacity.counted", "capacity.first_share", "capacity.second_share"
SHARES = f'["{FIRST}", "{SECOND}"]'
BESIDE_SHARES = {
    "a total": f'[[balance]]\ntotal = "{COUNT}"\nparts = {SHARES}\n',
    "a bound": f'[[bound]]\nlesser = "{COUNT}"\ngreater = "{FIRST}"\n',
    "an order": f'[[order]]\nascending = ["{COUNT}", "{FIRST}"]\n',
    "a ratio": f'[[ratio]]\npart = "{COUNT}"\nwhole = "{FIRST}"\nshare = "capacity.ratio"\n',
}


def of_one_whole(book: Registry) -> Registry:
    """Two shares of the staff, a number and a ratio that are of nothing named."""
    units = {COUNT: "persons", FIRST: "percent", SECOND: "percent", "capacity.ratio": "percent"}
    base = dict.fromkeys(("first_share", "second_share"), "capacity.staff")
    return with_indicators(book, units, **base)


@pytest.mark.parametrize("rule", BESIDE_SHARES)
def test_shares_of_a_whole_that_is_not_printed_are_not_held_against_numbers(
    rule: str, book: Registry, tmp_path: Path
) -> None:
    book = with_rules(of_one_whole(book), BESIDE_SHARES[rule], tmp_path)
    rows = row(COUNT, "120"), row(FIRST, "20%"), row(SECOND, "30%"), row("capacity.ratio", "50%")
    assert status(book, *rows) == "apart"
    why = {each.row.indicator: each.why.en for each in untied(book, *rows)}
    whole = "(staff of S&T organisations)"
    share = f"a share whose whole is not printed {whole}"
    assert why.pop("capacity.ratio", share) == share
    assert why == {
        COUNT: f"a number beside shares whose whole is not printed {whole}",
        FIRST: share,
        SECOND: share,
    }
    # With the whole they are: 20% and 30% of 200 people are 99 to 101 together and 39 to 41 for one.
    assert status(book, *rows, row("capacity.staff", "200")) == "conflict"


def test_shares_of_a_share_are_counted_only_where_its_own_whole_is_printed(
    book: Registry, tmp_path: Path
) -> None:
    units = {COUNT: "persons", FIRST: "percent", SECOND: "percent"}
    book = with_indicators(book, units, first_share="capacity.staff", second_share=FIRST)
    rule = f'[[bound]]\nlesser = "{COUNT}"\ngreater = "{SECOND}"\n'
    book = with_rules(book, rule, tmp_path)
    rows = row(COUNT, "30"), row(FIRST, "20%"), row(SECOND, "50%")
    # Half of 20% is 10%, which is no number of people.
    assert {s.id for part in audited(book, *rows) for s in part.statements} == {
        f"{FIRST} [dost-ct-review-2024, 1]", f"{SECOND} [dost-ct-review-2024, 1]",
    }  # fmt: skip
    assert COUNT in {each.row.indicator for each in untied(book, *rows)}
    assert status(book, *rows, row("capacity.staff", "300")) == "agrees"  # 30 of 60
    assert status(book, *rows, row("capacity.staff", "200")) == "conflict"  # 20 of 40


def test_shares_of_a_whole_that_is_not_printed_compare_with_each_other(
    book: Registry, tmp_path: Path
) -> None:
    rule = f'[[order]]\nascending = ["{FIRST}", "{COUNT}", "{SECOND}", "capacity.professors"]\n'
    book = with_rules(of_one_whole(book), rule, tmp_path)
    # The share between two numbers is left out, not what is on both its sides.
    rows = row(COUNT, "40"), row(SECOND, "30%")
    assert status(book, *rows, row("capacity.professors", "50")) == "agrees"
    assert status(book, *rows, row("capacity.professors", "30")) == "conflict"
    rule = f"[[order]]\nascending = {SHARES}\n"
    book = with_rules(book, rule, tmp_path)
    assert status(book, row(FIRST, "20%"), row(SECOND, "30%")) == "agrees"
    assert status(book, row(FIRST, "40%"), row(SECOND, "30%")) == "conflict"


def test_a_ratio_may_be_above_100_where_nothing_says_that_it_is_of_a_part(
    book: Registry, tmp_path: Path
) -> None:
    units = dict.fromkeys(("ip.now", "ip.then"), "applications") | {"ip.ratio": "percent"}
    rule = '[[ratio]]\npart = "ip.now"\nwhole = "ip.then"\nshare = "ip.ratio"\n'
    rows = row("ip.now", "150"), row("ip.then", "120"), row("ip.ratio", "125%")
    free = with_rules(with_indicators(book, units), rule, tmp_path)
    assert status(free, *rows) == "agrees"
    assert status(free, *rows[:2], row("ip.ratio", "130%")) == "conflict"
    # The base of the share or of the part says that it is a part.
    for name in ("ratio", "now"):
        part = with_rules(with_indicators(book, units, **{name: "ip.then"}), rule, tmp_path)
        assert status(part, *rows) == "conflict"


UNTIED = {
    "a fraction without its N": (
        '[[fraction]]\nfraction = "quality.iso_published_units"\nshare = "ip.free"\n',
        ("quality.iso_published_units", "30"),
        "a share whose n of N is not printed (bodies with a published ISO system)",
    ),
    "a share of a whole that the rule names": (
        '[[ratio]]\npart = "capacity.professors"\nwhole = "capacity.staff"\nshare = "ip.free"\n', None,
        "a share whose whole is not printed (staff of S&T organisations)",
    ),
    "a density": (
        '[[ratio]]\nwhole = "context.population"\nshare = "ip.dense"\n', None,
        "a density or an average over a number that is not printed (population)",
    ),
    "a growth": (
        '[[growth]]\nof = "ip.applications"\ngrowth = "ip.free"\n', None,
        "a growth or an index of a figure that is not printed (IP applications accepted)",
    ),
    "an index": (
        '[[index]]\nof = "ip.applications"\nindex = "ip.free"\nbase = 2020\n', None,
        "a growth or an index of a figure that is not printed (IP applications accepted)",
    ),
    "a growth above a later year": (
        '[[growth]]\nof = "ip.applications"\ngrowth = "ip.free"\nsince = 2025\n', ("ip.applications", "90"),
        "a growth or an index that is not counted from an earlier year",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNTIED)
def test_what_a_rule_says_of_figures_that_are_not_printed_is_not_checked_and_said(
    case: str, book: Registry, tmp_path: Path
) -> None:
    rule, beside, why = UNTIED[case]
    book = with_indicators(book, {"ip.free": "percent", "ip.dense": "per_10000"})
    book = with_rules(book, rule, tmp_path)
    printed = row("ip.dense" if "dense" in rule else "ip.free", "75,0")
    rows = (printed, row(*beside)) if beside else (printed,)
    assert status(book, *rows, row("ip.applications", "40", "2025")) == "apart"
    (said,) = untied(book, *rows)
    assert (said.row, said.why.en) == (printed, why)
    assert said.why.vi != said.why.en


# Over time


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"2024": "30", "2024-01/2024-06": "30"}, "agrees"),
        ({"2024": "30", "2024-01/2024-06": "31"}, "conflict"),  # a part is not above the year
        ({"2024-01/2024-05": "20", "2024-01/2024-10": "19"}, "conflict"),  # to date it never falls
        ({"2024-01/2024-03": "9", "2024-04": "9"}, "apart"),  # nothing in common
        ({"2023/2024": "50", "2023": "20", "2024": "30"}, "agrees"),
        ({"2023/2024": "50", "2023": "20", "2024": "31"}, "conflict"),
        ({"../2023": "50", "../2024": "80", "2024": "29"}, "conflict"),
        # Four months from Q1 and half of the year: 2 + 9 .. 20.
        ({"2024-01/2024-03": "9", "2024-01/2024-04": "11", "2024-01/2024-06": "10"}, "conflict"),
        ({"2024": "30", "2024-01/2024-12": "31"}, "conflict"),  # the same days, written in two ways
    ],
)  # fmt: skip
def test_a_flow_adds_up_over_any_periods(
    printed: dict[str, str], expected: str, book: Registry, tmp_path: Path
) -> None:
    book = with_rules(book, FLOW, tmp_path)
    assert status(book, *(row(TASKS, text, period) for period, text in printed.items())) == expected


def test_a_flow_implies_the_part_that_nobody_prints(book: Registry, tmp_path: Path) -> None:
    book = with_rules(book, FLOW, tmp_path)
    (found,) = audited(book, row(TASKS, "30"), row(TASKS, "22", "2024-01/2024-09"))
    assert found.implied[f"{TASKS} @ 2024-10/2024-12"].values == (8,)
    (rest,) = (q for q in found.quantities if q.id.endswith("2024-10/2024-12"))
    assert rest.name.en.endswith("(October–December 2024)")


def test_growth_and_flow_speak_of_one_year_before(book: Registry, tmp_path: Path) -> None:
    book = with_rules(book, FLOW, tmp_path)
    rows = row(TASKS, "50", "2023/2024"), row(TASKS, "30"), row(TASKS, "1,5 lần", measure=TIMES)
    assert status(book, *rows) == "agrees"  # 20 and 30
    assert status(book, *rows[:2], row(TASKS, "2,0 lần", measure=TIMES)) == "conflict"


def test_an_index_of_its_own_base_year_says_nothing(book: Registry, tmp_path: Path) -> None:
    names = {"prices.old": "points", "prices.new": "points"}
    rule = '[[index]]\nof = "prices.old"\nindex = "prices.new"\nbase = 2024\n'
    book = with_rules(with_indicators(book, names), rule, tmp_path)
    rows = row("prices.old", "120,0"), row("prices.new", "100,0")
    assert status(book, *rows) == "apart"
    (said,) = untied(book, *rows)
    assert (said.row, said.why.en) == (
        rows[1],
        "a growth or an index that is not counted from an earlier year",
    )


def test_points_above_their_own_year_are_said(book: Registry, tmp_path: Path) -> None:
    rule = f'[[growth]]\nof = "{RATE}"\ngrowth = "{RATE}:change_pp"\nsince = 2024\n'
    (said,) = untied(with_rules(book, rule, tmp_path), row(RATE, "3,5", measure=POINTS))
    assert said.why.en == "a growth or an index that is not counted from an earlier year"


OTHER = "vietbao-2024"
IN_TWO_SOURCES = [
    # Figures up to a date, of which nobody says from when they are counted.
    ({"../2024-07": "29", "2024-01/2024-07": "40"}, {}, ["beginning"]),
    ({"../2023": "900", "../2024": "1.060", "2024": "150"}, {}, ["beginning"]),
    ({"../2023": "900", "../2024": "1.060", "2024": "150"}, {"../2023": OTHER}, ["beginning", "sources"]),
    # Parts of a year: of one source, of two, of two where only one of them contradicts itself.
    ({"2024": "30", "2024-01/2024-06": "31"}, {}, []),
    ({"2024": "30", "2024-01/2024-06": "31"}, {"2024": OTHER}, ["sources"]),
    ({"2024": "30", "2024-01/2024-03": "5", "2024-01/2024-06": "31"}, {"2024-01/2024-03": OTHER}, []),
    ({"2024": "30", "2024-07/2024-12": "5", "2024-01/2024-06": "31"}, {"2024-07/2024-12": OTHER}, []),
    ({"2024": "30", "2024-01/2024-06": "31", "../2024-02": "500", "../2024-08": "505"}, {}, []),
    # Two spans that reach into one month which neither states alone: February is 4 by the one, 2 by the other.
    (
        {"2024-01": "5", "2024-01/2024-02": "9", "2024-02/2024-03": "6", "2024-03": "4"},
        {"2024-02/2024-03": OTHER, "2024-03": OTHER}, ["sources"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "sources", "kinds"), IN_TWO_SOURCES)
def test_what_adds_up_over_time_rests_on_one_beginning_and_on_sources_that_count_alike(
    printed: dict[str, str],
    sources: dict[str, str],
    kinds: list[str],
    book: Registry,
    tmp_path: Path,
) -> None:
    book = with_rules(book, FLOW, tmp_path)
    rows = [
        row(TASKS, text, period, source=sources.get(period, SOURCE))
        for period, text in printed.items()
    ]
    (found,) = audited(book, *rows)
    (conflict,) = found.conflicts
    assumed = sorted({each.id.partition(":")[0] for each in conflict.assumptions} - {"same"})
    assert (assumed, conflict.severity) == (kinds, "warning" if kinds else "conflict")


def test_each_source_of_another_year_beside_the_first_rests_on_an_assumption(
    book: Registry,
) -> None:
    # Both state 2024 too; the year before of the second need not be that of the first.
    rows = row(TASKS, "30"), row(TASKS, "30", source=OTHER), row(TASKS, "1,5 lần", measure=TIMES)
    before = row(TASKS, "20", "2023"), row(TASKS, "24", "2023", source=OTHER)
    (found,) = audited(book, *rows, *before)
    assert {conflict.severity for conflict in found.conflicts} == {"warning"}


# Over areas


def test_a_rank_is_at_most_the_number_ranked_of_the_country(book: Registry) -> None:
    ranked = row(RANKED, "63", ref_area="VN")
    assert status(book, row(RANK, "63"), ranked) == "agrees"
    (found,) = audited(book, row(RANK, "64"), ranked)
    (conflict,) = found.conflicts
    assert [s.id for s in conflict.statements] == [
        f"{RANK} [dost-ct-review-2024, 1]", f"{RANKED} @ VN [dost-ct-review-2024, 1]",
    ]  # fmt: skip
    said = explain(conflict, found).in_("en")
    assert "(Viet Nam)" in said
    # 63 are provinces, and nobody subtracts them from a rank.
    assert "Rank 64 is above 63 provinces." in said
    assert "difference" not in said
    # The number that the province itself states comes first.
    assert status(book, row(RANK, "64"), row(RANKED, "70"), ranked) == "agrees"


def test_two_sources_of_the_number_ranked_need_not_count_the_same(book: Registry) -> None:
    rows = [
        row(RANKED, "63", ref_area="VN"),
        row(RANKED, "62", ref_area="VN", source="vietbao-2024"),
    ]
    (found,) = audited(book, row(RANK, "14"), *rows)
    (conflict,) = found.conflicts
    assert [each.id for each in conflict.assumptions] == [f"same:{RANKED} @ VN [vietbao-2024, 1]"]


def test_provinces_make_the_country_only_where_all_are_known(
    book: Registry, tmp_path: Path
) -> None:
    provinces = ("VN-CT", "VN-HN", "VN-73")
    few = {code: area for code, area in book.areas.items() if code in (*provinces, "VN")}
    rule = f'[[areas]]\ntotal = "VN"\nindicators = ["{TASKS}"]\n'
    rows = [row(TASKS, "10", ref_area=code) for code in provinces]
    whole = row(TASKS, "31", ref_area="VN")
    some = with_rules(replace(book, areas=few), rule, tmp_path)
    assert status(some, *rows, whole) == "agrees"
    assert status(some, *rows, row(TASKS, "29", ref_area="VN")) == "conflict"
    every = with_rules(replace(book, areas=few), rule + "complete = true\n", tmp_path)
    assert status(every, *rows, whole) == "conflict"
    assert status(every, *rows[:2], whole) == "agrees"  # one is not stated
    # The country sees the same.
    assert status(every, *rows, whole, area="VN") == "conflict"


def test_a_region_is_made_of_its_own_provinces(book: Registry, tmp_path: Path) -> None:
    rule = f'[[areas]]\ntotal = "VN-R-MRD"\nindicators = ["{TASKS}"]\n'
    book = with_rules(book, rule, tmp_path)
    rows = row(TASKS, "20"), row(TASKS, "25", ref_area="VN-R-MRD")
    assert status(book, *rows, row(TASKS, "90", ref_area="VN-HN")) == "agrees"
    assert status(book, row(TASKS, "26"), rows[1]) == "conflict"


def test_no_row_of_another_time_or_area_comes_in_twice(book: Registry, tmp_path: Path) -> None:
    book = with_rules(book, FLOW, tmp_path)
    rows = row(TASKS, "50", "2023/2024"), row(TASKS, "20", "2023"), row(TASKS, "30")
    given = given_by(book, *rows, row(TASKS, "50%", measure=GROWN))
    assert len(given.statements) == 4
    assert (
        given.statements[f"{TASKS} @ 2023 [dost-ct-review-2024, 1]"].subject.part
        == f"{TASKS}:previous"
    )
