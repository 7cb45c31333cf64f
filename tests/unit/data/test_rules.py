"""Edit rules that do not hold: each is found at its entry, with what was expected and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fixtures.audit.rows import shipped, with_indicators, with_rules
from tongket.data.registry.rule_checks import rules_that_do_not_hold
from tongket.data.registry.rules import read_rules

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding

RATE = "renewal.technology_renewal_rate"
OTHERS = {"x.times": "times", "x.share": "percent", "x.young": "percent"}
# What is written below the header in line 3, and the finding.
WRONG = {
    "a plan of another name": (
        "bound", 'lesser = "research.tasks_launched"\ngreater = "research.tasks_launched:plan"',
        ("row 3, bound[1]: expected an indicator, alone or with :target, :previous or a year such as :2020 after it, "
        "got 'research.tasks_launched:plan'. Mend the rule."),
    ),
    "a year of two digits": (
        "bound", 'lesser = "research.tasks_launched"\ngreater = "research.tasks_launched:24"', "got 'research.tasks_launched:24'",
    ),
    "the year 0": (
        "bound", 'lesser = "research.tasks_launched"\ngreater = "research.tasks_launched:0000"', "got 'research.tasks_launched:0000'",
    ),
    "a plan that is printed as a share": (
        "ratio", 'whole = "capacity.staff"\nshare = "capacity.professors_share:target"',
        "row 3, ratio[1]: expected an indicator alone, got 'capacity.professors_share:target'. Mend the rule.",
    ),
    "the plan of nothing known": (
        "bound", 'lesser = "research.tasks_launched"\ngreater = "research.tasks_lunched:target"',
        "row 3, bound[1]: expected a declared name, got 'research.tasks_lunched'. Nearest: research.tasks_launched, ",
    ),
    "a figure twice": (
        "order", 'ascending = ["ip.applications", "capacity.staff", "ip.applications"]',
        "row 3, order[1]: expected each figure once, got 'ip.applications'. A figure cannot be a part of itself: mend the rule.",
    ),
    "an order of one": ("order", 'ascending = ["ip.applications"]', "row 4, order[1].ascending: expected at least 2 entries, got"),
    "an order of money and people": (
        "order", 'ascending = ["ip.support_paid", "capacity.staff"]',
        ("row 3, order[1]: expected figures of one unit, got 'ip.support_paid: VND, capacity.staff: persons'. "
        "Add or compare only what has one unit."),
    ),
    "a sum of percent and percent a year": (
        "balance", f'total = 100\nparts = ["{RATE}", "ip.patent_growth"]',
        f"row 3, balance[1]: expected figures of one unit, got '{RATE}: percent, ip.patent_growth: percent_per_year'.",
    ),
    "a sum with a rank": (
        "balance", 'total = "ip.applications"\nparts = ["innovation.pii_rank", "capacity.staff"]', "expected figures of one unit",
    ),
    "people above a planned share": (
        "bound", 'lesser = "capacity.doctorate_share"\ngreater = "capacity.staff:target"', "expected figures of one unit",
    ),
    "a total that is a list": ("balance", 'total = ["a"]\nparts = ["ip.applications", "capacity.staff"]', "row 4, balance[1].total: expected"),
    "a total that is infinite": ("balance", 'total = inf\nparts = ["ip.applications", "capacity.staff"]', "row 4, balance[1].total: expected"),
    "a share that adds up over time": (
        "flow", f'indicators = ["{RATE}"]',
        (f"row 3, flow[1]: expected figures that add up: counted, in money or of an area, got '{RATE}: percent'. "
        "Shares, ranks and densities do not add up: leave it out."),
    ),
    "a rank that adds up over areas": (
        "areas", 'total = "VN"\nindicators = ["innovation.pii_rank"]', "got 'innovation.pii_rank: rank'",
    ),
    "nothing that adds up": ("flow", "indicators = []", "row 4, flow[1].indicators: expected at least 1 entries, got '[]'"),
    "an area of no areas": (
        "areas", 'total = "VN-CT"\nindicators = ["ip.applications"]', "row 3, areas[1].total: expected the country, a region, or a province with its districts, got 'VN-CT'. It is one of: VN, ",
    ),
    "an index of the year 20": (
        "index", 'of = "ip.applications"\nindex = "innovation.pii_score"\nbase = 20',
        "row 6, index[1].base: expected at least 1000, got '20'. Mend this entry.",
    ),
    "a growth since the year 20200": (
        "growth", f'of = "{RATE}"\ngrowth = "{RATE}:change_pp"\nsince = 20200',
        "row 6, growth[1].since: expected at most 9999, got '20200'. Mend this entry.",
    ),
    "an index without its base": (
        "index", 'of = "ip.applications"\nindex = "innovation.pii_score"', "row 3, index[1].base: expected this key, got nothing.",
    ),
    "points of people": (
        "growth", 'of = "capacity.staff"\ngrowth = "capacity.staff:change_pp"',
        "row 3, growth[1]: expected a percentage, where its growth is in percentage points, got 'capacity.staff: persons'.",
    ),
    "a growth in money of people": (
        "growth", 'of = "capacity.staff"\ngrowth = "ip.support_paid"',
        ("row 3, growth[1]: expected a growth in percent, times, percentage points or the unit of the figure, "
        "got 'capacity.staff: persons, ip.support_paid: VND'."),
    ),
    "a growth that is a plan": (
        "growth", f'of = "{RATE}"\ngrowth = "{RATE}:target"',
        "row 3, growth[1]: expected an indicator, alone or with :change_pp after it",
    ),
    "a share that is counted": (
        "ratio", 'part = "ip.applications_designs"\nwhole = "ip.applications"\nshare = "capacity.staff"',
        ("row 3, ratio[1]: expected a share in percent, times, a density, or an average in the unit of its part, "
         "got 'capacity.staff: persons'. What is counted is no share: mend the rule, or the unit of the indicator."),
    ),
    "a share of money in people": (
        "ratio", 'part = "ip.support_paid"\nwhole = "ip.applications"\nshare = "ip.patents_commercialised_share"',
        "row 3, ratio[1]: expected figures of one unit, got 'ip.support_paid: VND, ip.applications: applications'.",
    ),
    "a share of another whole than its base": (
        "ratio", 'whole = "capacity.professors"\nshare = "capacity.doctorate_share"',
        ("row 3, ratio[1]: expected capacity.staff, the base of capacity.doctorate_share, got 'capacity.professors'. "
         "Mend the rule, or the base in indicators.toml."),
    ),
    "a fraction that is a density": (
        "fraction", 'fraction = "ip.applications"\nshare = "capacity.rd_density"',
        "row 3, fraction[1]: expected a figure in percent, got 'capacity.rd_density: per_10000'.",
    ),
    "an index in times": (
        "index", 'of = "ip.applications"\nindex = "x.times"\nbase = 2020',
        ("row 3, index[1]: expected an index in percent or points, got 'x.times: times'. "
         "Mend the rule, or the unit of the indicator."),
    ),
    "an index of a rank": (
        "index", 'of = "innovation.pii_rank"\nindex = "innovation.pii_score"\nbase = 2020', "expected a figure that grows, and not a rank",
    ),
    "a growth of a rank": (
        "growth", f'of = "innovation.pii_rank"\ngrowth = "{RATE}"',
        ("row 3, growth[1]: expected a figure that grows, and not a rank, got 'innovation.pii_rank: rank'. "
         "A rank has an order and no growth: delete the rule."),
    ),
    "shares of two wholes that make 100": (
        "balance", 'total = 100\nparts = ["capacity.doctorate_share", "x.share"]',
        ("row 3, balance[1]: expected shares of one whole, "
         "got 'capacity.doctorate_share: capacity.staff, x.share: capacity.professors'. Mend the rule, or the bases."),
    ),
    "a share that is bound by one of another whole": (
        "bound", 'lesser = "x.share"\ngreater = "capacity.doctorate_share"', "expected shares of one whole",
    ),
    "an order of shares of a number and of a share": (
        "order", 'ascending = ["x.young", "capacity.doctorate_share"]', "expected shares of one whole",
    ),
    "planned shares of two wholes": (
        "bound", 'lesser = "x.share:target"\ngreater = "capacity.doctorate_share"', "expected shares of one whole",
    ),
    "shares of a whole and of none": (
        "balance", f'total = 100\nparts = ["capacity.doctorate_share", "{RATE}"]',
        f"row 3, balance[1]: expected shares of one whole, got 'capacity.doctorate_share: capacity.staff, {RATE}: –'.",
    ),
    "applications that make 100": (
        "balance", 'total = 100\nparts = ["ip.applications_designs", "ip.applications_inventions"]',
        ("row 3, balance[1]: expected shares or points, where the total is a number, "
         "got 'ip.applications_designs: applications, ip.applications_inventions: applications'. Name the figure that is the total."),
    ),
    "shares that make more than they can": (
        "balance", 'total = 1000\nparts = ["capacity.doctorate_share", "capacity.master_share"]',
        ("row 3, balance[1]: expected a number above 0, at most 200: shares of one whole, got '1000'. "
         "Mend the total."),
    ),
    "shares that make nothing": (
        "balance", 'total = 0\nparts = ["capacity.doctorate_share", "capacity.master_share"]', "at most 200: shares of one whole, got '0'.",
    ),
    "applications for each rank": (
        "ratio", 'part = "ip.applications"\nwhole = "innovation.pii_rank"\nshare = "x.times"',
        "row 3, ratio[1]: expected a whole that is no rank, got 'innovation.pii_rank: rank'. Name the number that are ranked.",
    ),
    "a growth of applications in people": (
        "growth", 'of = "ip.applications"\ngrowth = "capacity.staff"',
        ("row 3, growth[1]: expected a growth in percent, times, percentage points or the unit of the figure, "
         "got 'ip.applications: applications, capacity.staff: persons'."),
    ),
    "points of another figure": (
        "growth", f'of = "x.share"\ngrowth = "{RATE}:change_pp"',
        f"row 3, growth[1]: expected the points of the figure itself, x.share:change_pp, got '{RATE}:change_pp'. Mend the rule.",
    ),
    "a growth that is a share": (
        "growth", 'of = "ip.applications"\ngrowth = "x.share"',
        ("row 3, growth[1]: expected capacity.professors, the base of x.share, got 'growth'. "
         "Mend the rule, or the base in indicators.toml."),
    ),
    "an index in money": (
        "index", 'of = "ip.applications"\nindex = "ip.support_paid"\nbase = 2020',
        "row 3, index[1]: expected an index in percent or points, got 'ip.support_paid: VND'.",
    ),
    "a fraction of a share": (
        "fraction", f'fraction = "{RATE}"\nshare = "ip.patents_commercialised_share"',
        f"row 3, fraction[1]: expected a figure that is printed as n of N: counted, in money or of an area, got '{RATE}: percent'.",
    ),
    "a growth since a year to come": (
        "growth", f'of = "{RATE}"\ngrowth = "{RATE}:change_pp"\nsince = 2090',
        ("row 3, growth[1]: expected a year of which a source can state a result, 2025 or before, got '2090'. "
         "Mend the year. A plan is named with :target."),
    ),
    "an index of a year to come": (
        "index", 'of = "ip.applications"\nindex = "innovation.pii_score"\nbase = 2026', "2025 or before, got '2026'.",
    ),
    "a result of a year to come": (
        "bound", 'lesser = "ip.applications"\ngreater = "ip.applications:2030"', "2025 or before, got '2030'.",
    ),
    "a plausible value without ends": (
        "plausibility", 'part = "ip.applications_designs"\nwhole = "ip.applications"\nask_vi = "Vì sao?"\nask_en = "Why?"',
        ("row 3, plausibility[1]: expected an end of what is plausible: least, most or both, got nothing. "
         "Add the value below or above which it is worth asking."),
    ),
    "an assumption that is none": (
        "flow", 'indicators = ["ip.applications"]\nassumes = "one_start"',
        "row 3, flow[1].assumes: expected a declared name, got 'one_start'.",
    ),
    "a key of another kind": (
        "flow", 'indicators = ["ip.applications"]\ntotal = "VN"',
        "row 5, flow[1].total: expected one of the keys assumes, indicators, got 'total'. Mend this entry.",
    ),
    "an unlikely range": (
        "plausibility", 'part = "capacity.staff"\nwhole = "ip.applications"\nleast = 2\nmost = 1\nask_vi = "a"\nask_en = "a"',
        "row 3, plausibility[1]: expected least not above most, got '2 > 1'. Swap the ends.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_rule_is_found_at_its_entry(case: str, tmp_path: Path) -> None:
    kind, body, says = WRONG[case]
    (tmp_path / "rules.toml").write_text(f"# A rule.\n\n[[{kind}]]\n{body}\n", encoding="utf-8")
    findings: list[Finding] = []
    rules, assumptions, _ = read_rules(tmp_path, findings)
    bases = {"share": "capacity.professors", "young": "capacity.doctorate_share"}
    known = with_indicators(shipped(), OTHERS, **bases)
    # Whatever sources of later years are declared.
    sources = {name: each for name, each in known.sources.items() if each.published.year < 2026}
    known = replace(known, sources=sources)
    book = replace(known, rules=tuple(rules), assumptions=assumptions)
    (finding,) = findings or rules_that_do_not_hold(book)
    assert says in finding.line()
    assert finding.line("vi") != finding.line("en")


PLAN = '[plans.{name}]\ntext_vi = "k"\ntext_en = "p"\nplaces = ["{place}"]\n'


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (PLAN.format(name="a", place="nobody, 3"),
         "plans.a.places: expected a declared name, got 'nobody'. Declare it, or write a name that is declared."),
        (PLAN.format(name="a", place="nld-2025") + PLAN.format(name="b", place="nld-2025"),
         "plans.b.places: expected a place of one plan: a has it, got 'nld-2025'. Add the locator of each, as in “nld-2025, 3”."),
        (PLAN.format(name="a", place="").replace('[""]', "[]"), "row 4, plans.a.places: expected at least 1 entries, got"),
    ],
    ids=["source", "two plans", "no place"],
)  # fmt: skip
def test_a_plan_is_named_at_places_of_its_own(toml: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(toml, encoding="utf-8")
    findings: list[Finding] = []
    *_, plans = read_rules(tmp_path, findings)
    (finding,) = findings or rules_that_do_not_hold(replace(shipped(), plans=plans))
    assert says in finding.line()
    assert finding.line("vi") != finding.line("en")


def test_a_rule_is_found_at_its_own_line_among_others(tmp_path: Path) -> None:
    good = '[[flow]]\nindicators = ["ip.applications"]\n\n'
    (tmp_path / "rules.toml").write_text(good + good.replace("ip.", "ipp."), encoding="utf-8")
    findings: list[Finding] = []
    rules, *_ = read_rules(tmp_path, findings)
    (finding,) = rules_that_do_not_hold(replace(shipped(), rules=tuple(rules)))
    assert (finding.row, finding.column) == (4, "flow[2]")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('[[ratio]]\nwhole = "capacity.staff"\nshare = "x.free"\n',
         '[[ratio]]\npart = "ip.applications_designs"\nwhole = "ip.applications"\nshare = "x.free"\n'),
        ('[[ratio]]\nwhole = "capacity.staff"\nshare = "x.free"\n', '[[growth]]\nof = "ip.applications"\ngrowth = "x.free"\n'),
        (f'[[growth]]\nof = "{RATE}"\ngrowth = "{RATE}:change_pp"\n', f'[[growth]]\nof = "{RATE}"\ngrowth = "{RATE}:change_pp"\nsince = 2020\n'),
    ],
)  # fmt: skip
def test_two_rules_that_say_what_one_figure_prints_are_refused(
    first: str, second: str, tmp_path: Path
) -> None:
    # Only the first would be looked at.
    book = with_indicators(shipped(), {"x.free": "percent"})
    assert with_rules(book, first, tmp_path).rules
    assert with_rules(book, second, tmp_path).rules
    (tmp_path / "rules.toml").write_text(first + second, encoding="utf-8")
    rules, *_ = read_rules(tmp_path, [])
    (finding,) = rules_that_do_not_hold(replace(book, rules=tuple(rules)))
    kept = rules[0].entry
    assert f"expected one rule that says what this figure prints: {kept}, got " in finding.line()
    assert finding.line().endswith("Keep the one that the source means.")


def test_without_sources_no_year_is_known_to_come(tmp_path: Path) -> None:
    rule = '[[bound]]\nlesser = "ip.applications"\ngreater = "ip.applications:2090"\n'
    assert with_rules(replace(shipped(), sources={}), rule, tmp_path).rules


def test_an_average_is_in_the_unit_of_its_part(tmp_path: Path) -> None:
    book = with_indicators(shipped(), {"x.average": "VND"})
    rule = '[[ratio]]\npart = "{part}"\nwhole = "ip.support_recipients"\nshare = "x.average"\n'
    assert with_rules(book, rule.format(part="ip.support_paid"), tmp_path).rules
    (tmp_path / "rules.toml").write_text(rule.format(part="ip.applications"), encoding="utf-8")
    rules, *_ = read_rules(tmp_path, [])
    (finding,) = rules_that_do_not_hold(replace(book, rules=tuple(rules)))
    assert "got 'x.average: VND'" in finding.line()
