"""docs/rap.md claims nothing that is not there: every piece of evidence leads somewhere, every gap has its reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from tongket.cli import cli

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "rap.md"
TEXT = PAGE.read_text(encoding="utf-8")
STATES = ("met", "partly", "not met")


class Criterion(NamedTuple):
    standard: str
    asked: str
    state: str
    evidence: str
    missing: str


def read() -> list[Criterion]:
    found = []
    for section in TEXT.split("\n## ")[1:]:
        title, _, rest = section.partition("\n")
        _, *rows = [line for line in rest.splitlines() if re.match(r"\| [^|-]", line)]
        found += [
            Criterion(title, *(c.strip() for c in row.strip("|").split(" | "))) for row in rows
        ]
    return found


CRITERIA = read()
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")


def wrong(evidence: str) -> list[str]:
    """What a cell of evidence names and nobody finds."""
    files = re.findall(r"\]\((?!https?:)([^)#]+)\)", evidence)
    code = re.findall(r"`([^`]+)`", evidence)
    tests = "".join((PAGE.parent / file).read_text("utf-8") for file in files if "/test_" in file)
    missing = [file for file in files if not (PAGE.parent / file).exists()]
    for words in code:
        name, *rest = words.split()
        if name == "make":
            there = re.search(rf"^{rest[0]}:.*## ", MAKEFILE, re.M)
        elif name == "tongket":
            help_text = CliRunner().invoke(cli, [rest[0], "--help"])
            options = {*re.findall(r"--[a-z-]+", help_text.output)}
            there = help_text.exit_code == 0 and {*rest[1:]} <= options
        else:
            there = f"def {name}(" in tests
        missing += [] if there else [words]
    return missing


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: f"{c.standard}: {c.asked}"[:60])
def test_evidence_is_there_and_a_gap_has_its_reason(criterion: Criterion) -> None:
    assert criterion.state in STATES
    assert re.search(r"`|\]\(|this page", criterion.evidence), "no evidence"
    assert wrong(criterion.evidence) == []
    # A gap says why; what is met has none.
    assert (len(criterion.missing) > 20) is (criterion.state != "met")


def test_what_is_not_there_is_found() -> None:
    """The check of this file finds what it is for."""
    told = "[x](../no.md), `make nothing`, `tongket run --nothing`, `tongket fly`, `test_no`"
    assert wrong(told) == ["../no.md", *re.findall(r"`([^`]+)`", told)]


def test_the_table_at_the_top_counts_the_rows_below() -> None:
    counted = Counter((criterion.standard, criterion.state) for criterion in CRITERIA)
    head = TEXT.split("\n## ")[0]
    told = re.findall(r"^\| \[([^\]]+)\]\(#[^)]+\).*\| (\d+) \| (\d+) \| (\d+) \|$", head, re.M)
    expected = [
        (standard, *(str(counted[standard, state]) for state in STATES))
        for standard in dict.fromkeys(criterion.standard for criterion in CRITERIA)
    ]
    assert told == expected
    assert len(told) >= 6
