"""The audit of revised figures: what a later edition supersedes contradicts nothing; what two publishers say may."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.data_folder import folder
from fixtures.revised import add_rows, add_source, three_editions
from tongket.audit.from_data import statements_of
from tongket.audit.report import audit_review
from tongket.data.store import load
from tongket.model import TimePeriod

__all__ = ["folder"]
YEAR = TimePeriod.of_year(2024)


def severities(folder: Path) -> list[str]:
    report = audit_review(load(folder), "VN-CT", YEAR)
    return [conflict.severity for _, conflict in report.conflicts]


def test_editions_of_one_report_do_not_contradict_each_other(folder: Path) -> None:
    three_editions(folder)
    (statement,) = statements_of(load(folder), "VN-CT", YEAR).statements.values()
    assert statement.as_printed == "431"
    assert severities(folder) == []


@pytest.mark.parametrize("more", ["", 'revises = "one"'])
def test_what_two_reports_say_contradicts_unless_one_revises_the_other(
    folder: Path, more: str
) -> None:
    add_source(folder, "one", "2025-01-14")
    add_source(folder, "two", "2025-03-02", more=more)
    add_rows(folder, {"source": "one", "as_printed": "417"}, {"source": "two", "as_printed": "420"})
    assert bool(severities(folder)) is not bool(more)


def test_another_publisher_still_contradicts_what_was_revised(folder: Path) -> None:
    three_editions(folder)
    add_source(folder, "paper", "2025-04-01", publisher="Báo", kind="secondary")
    add_rows(folder, {"source": "paper", "as_printed": "420"}, name="paper.csv")
    assert severities(folder)
    assert {s.as_printed for s in statements_of(load(folder), "VN-CT", YEAR).statements.values()} == {
        "431", "420",
    }  # fmt: skip
