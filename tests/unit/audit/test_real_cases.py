"""Figures that provincial reviews printed (fixtures/audit/real_cases.toml), and what the audit says of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from fixtures.audit.rows import audited, figures, shipped, with_indicators, with_rules

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "fixtures" / "audit" / "real_cases.toml").read_text("utf-8")
)["case"]
UNITS = {
    **dict.fromkeys(("case.total", "case.first", "case.second"), "tasks"),
    **dict.fromkeys(("case.funds", "case.state", "case.other"), "VND"),
    **dict.fromkeys(("case.score", "case.one_score", "case.other_score"), "points"),
    "case.share": "percent",
}


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_a_real_case(case: dict[str, Any], tmp_path: Path) -> None:
    book = with_indicators(shipped(), UNITS)
    if "rules" in case:
        book = with_rules(book, case["rules"], tmp_path)
    (found,) = audited(book, *figures(case["figures"]).values())
    assert (found.status, found.complete) == (case["status"], True)
    if "severity" in case:
        assert found.severity == case["severity"]
    printed = {statement.id: statement.as_printed for statement in found.statements}
    doubted = {printed.get(name, name) for names in found.give_up for name in names}
    assert doubted == set(case.get("doubted", ()))
    senses = {wording.sense for conflict in found.conflicts for wording in conflict.wordings}
    assert senses == set(case.get("senses", ()))
    for name, values in case.get("implied", {}).items():
        assert found.implied[name].values == tuple(values)
