"""Edit rules that do not hold: each is found at its entry, with what was expected and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fixtures.audit.rows import shipped
from tongket.data.registry.rule_checks import rules_that_do_not_hold
from tongket.data.registry.rules import read_rules

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding

RATE = "renewal.technology_renewal_rate"
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
        "areas", 'total = "VN-CT"\nindicators = ["ip.applications"]', "row 3, areas[1].total: expected a declared name, got 'VN-CT'.",
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
    "an assumption that is none": (
        "flow", 'indicators = ["ip.applications"]\nassumes = "one_start"',
        "row 3, flow[1].assumes: expected a declared name, got 'one_start'.",
    ),
    "a key of another kind": (
        "flow", 'indicators = ["ip.applications"]\ntotal = "VN"',
        "row 5, flow[1].total: expected one of the keys assumes, indicators, got 'VN'. Mend this entry.",
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
    rules, assumptions = read_rules(tmp_path, findings)
    book = replace(shipped(), rules=tuple(rules), assumptions=assumptions)
    (finding,) = findings or rules_that_do_not_hold(book)
    assert says in finding.line()
    assert finding.line("vi") != finding.line("en")


def test_a_rule_is_found_at_its_own_line_among_others(tmp_path: Path) -> None:
    good = '[[flow]]\nindicators = ["ip.applications"]\n\n'
    (tmp_path / "rules.toml").write_text(good + good.replace("ip.", "ipp."), encoding="utf-8")
    findings: list[Finding] = []
    rules, _ = read_rules(tmp_path, findings)
    (finding,) = rules_that_do_not_hold(replace(shipped(), rules=tuple(rules)))
    assert (finding.row, finding.column) == (4, "flow[2]")
