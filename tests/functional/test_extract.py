"""`tongket extract`: a report outside any project, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tongket.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "Tổng kết năm 2023\n\n1. Nhân lực\n\nNgành có khoảng 6.800 người; kế hoạch là 7.000 người."


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in a folder that is no project."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bao-cao.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_one_object_names_every_figure_with_its_place(report: Path) -> None:
    answer = CliRunner().invoke(cli, ["extract", report.name, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    first, second = found["figures"]
    assert REPORT[first["start"] : first["end"]] == first["as_printed"] == "6.800 người"
    assert REPORT[first["number_start"] : first["number_end"]] == "6.800"
    assert {name: first[name] for name in ("value", "lower", "upper", "unit_kind", "noun")} == {
        "value": "6800", "lower": "6700", "upper": "6900", "unit_kind": "count", "noun": "người",
    }  # fmt: skip
    assert (first["qualifier"], first["role"], first["locator"]) == ("about", "result", "1#1")
    assert (second["role"], second["cue"]) == ("plan", "kế hoạch")
    best = first["candidates"][0]
    assert (best["indicator"], best["measure"]) == ("capacity.personnel_active", "actual")
    assert best["score"] == best["reasons"]["words"] > 0
    assert 1 <= len(first["candidates"]) <= 3
    assert not any(each["preselected"] for each in found["figures"]), "no guide, nothing settled"
    assert [(d["as_printed"], d["reason"]) for d in found["distractors"]] == [
        ("năm 2023", "year"),
        ("1.", "list_number"),
    ]
    assert found["format"] == "text"


def test_a_person_sees_each_figure_among_its_words(report: Path) -> None:
    answer = CliRunner().invoke(cli, ["extract", report.name, "--lang", "en"])
    lines = answer.stdout.splitlines()
    assert lines[0] == "section 1, paragraph 1 · 6.800 người · 6,800 người · result · about"
    assert lines[1].strip() == "Ngành có khoảng [6.800 người]; kế hoạch là 7.000 người."
    assert lines[-1].startswith("Printed figures found: 2;")
    answer = CliRunner().invoke(cli, ["extract", report.name, "--lang", "vi"])
    lines = answer.stdout.splitlines()
    assert lines[0] == "mục 1, đoạn 1 · 6.800 người · kết quả · khoảng"
    assert lines[2] == "mục 1, đoạn 1 · 7.000 người · kế hoạch (kế hoạch)"


def test_words_around_a_figure_are_whole(report: Path) -> None:
    before, after = "Trong năm qua toàn ngành đã rất cố gắng và cuối cùng cũng có được", "của tỉnh"
    report.write_text(f"{before} 31,5 tấn/ha {after}, {before.lower()} kết quả ấy.", "utf-8")
    lines = CliRunner().invoke(cli, ["extract", report.name, "--lang", "vi"]).stdout.splitlines()
    assert " · 31,5 tấn/ha · ví dụ" in lines[0], "a rate keeps by what it is"
    start, _, end = lines[1].strip().partition(" [31,5 tấn/ha] ")
    assert start.startswith("… ")
    assert f" {before}".endswith(start.removeprefix("…"))
    assert end.endswith(" …")
    assert f"{after}, {before.lower()} ".startswith(end.removesuffix("…"))


@pytest.mark.parametrize("option", ["--guide", "--source"])
def test_what_proposes_to_a_project_needs_a_year(option: str, report: Path) -> None:
    answer = CliRunner().invoke(cli, ["extract", report.name, option, report.name, "--lang", "en"])
    assert answer.exit_code == 2
    assert f"{option} proposes to a project, and needs --year." in answer.stderr


def test_a_file_that_is_no_report_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\0\1\2" * 50)
    answer = CliRunner().invoke(cli, ["extract", str(path)])
    assert answer.exit_code == 3
    assert "report.txt" in answer.stderr
