"""What comes over from one year to the next: plans, tasks that were announced, and what the new year still lacks."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from fixtures.by_commands import tongket
from tongket import open_review
from tongket.cli import cli
from tongket.data.new_year import lacking, last_year
from tongket.data.observations import COLUMNS
from tongket.data.store import load
from tongket.model import Measure, TimePeriod

NEXT = TimePeriod.of_year(2025)


@pytest.fixture
def project(
    tmp_path: Path, before_2025: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A project with the figures of 2024, and what was stated ahead of 2025."""
    (tmp_path / "tongket.toml").write_text('[review]\narea = "VN-CT"\nyear = 2025\n', "utf-8")
    shutil.copytree(before_2025, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(checkout / "notebooks"))
    return tmp_path


def events(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "data/events.csv").open(encoding="utf-8")))


def test_plans_stated_ahead_have_no_row_and_are_counted(project: Path) -> None:
    store = load(project / "data")
    ahead = [r for r in store.observations if r.measure is Measure.TARGET and NEXT.holds(r.time_period)]  # fmt: skip
    said = tongket("new-year", "2025", "--lang", "en")
    assert f"Plans of 2025 on record already, which are those of the year now: {len(ahead)}" in said
    written = csv.DictReader(next(Path("data/observations").glob("VN-CT-2025.csv")).open(encoding="utf-8"))  # fmt: skip
    rows = [(row["indicator"], row["measure"]) for row in written]
    primary = {
        (r.indicator, "target") for r in ahead if store.registry.sources[r.source].kind == "primary"
    }
    assert not primary & {*rows}
    asked = [(row.indicator, str(row.measure)) for row in last_year(store, NEXT, "VN-CT")]
    assert sorted(rows) == sorted(fact for fact in asked if fact not in primary)


def test_plans_in_the_file_of_the_year_are_kept_beside_the_rows_to_fill(project: Path) -> None:
    """`import` puts a plan that was stated ahead into the file of its own year."""
    source = next(s for s, known in load(project / "data").registry.sources.items() if known.kind == "primary")  # fmt: skip
    path = Path("data/observations/VN-CT-2025.csv")
    plan = f"capacity.staff,VN-CT-2025,2025,target,70,exact,70,,,persons,A,{source},1,"
    path.write_text(f"{','.join(COLUMNS)}\n{plan}\n", "utf-8")
    tongket("new-year", "2025", "--lang", "en")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["as_printed"] for row in rows if row["source"]] == ["70"]
    assert len([row for row in rows if row["previous"] and not row["as_printed"]]) > 70
    assert rows == sorted(rows, key=lambda row: (row["indicator"], row["measure"]))
    filled = path.read_text("utf-8")
    again = CliRunner().invoke(cli, ["new-year", "2025", "--lang", "en"])
    assert again.exit_code == 2
    assert "or one with plans alone, got one that is begun." in again.stderr
    assert path.read_text("utf-8") == filled


@pytest.mark.slow
def test_the_sheet_asks_what_became_of_each_task_that_was_announced(project: Path) -> None:
    announced = [e for e in events(project) if e["kind"] == "task" and e["date"].startswith("2025")]
    said = tongket("new-year", "2025", "--lang", "en")
    assert f"Tasks announced for 2025: {len(announced)}. Done, under way, dropped?" in said
    Path("data/observations/VN-CT-2025.csv").unlink()
    tongket("sheet", "2025", "--out", "s.xlsx", "--lang", "en")
    book = openpyxl.load_workbook("s.xlsx")
    sheet = book["Events"]
    waiting = {
        str(sheet.cell(row, 1).value): row
        for row in range(1, sheet.max_row + 1)
        if str(sheet.cell(row, 1).value).endswith("-outcome")
    }
    assert len(waiting) == len(announced) > 2
    assert not any(sheet.cell(row, 2).value for row in waiting.values()), "nobody knows it yet"
    before = events(project)
    book.save("s.xlsx")
    tongket("import", "s.xlsx", "--yes")
    assert events(project) == before, "rows that are not filled change nothing"
    first, second, *_ = waiting.values()
    sheet.cell(first, 2).value, sheet.cell(second, 2).value = "task carried out", "task dropped"
    book.save("s.xlsx")
    tongket("import", "s.xlsx", "--yes")
    assert {e["kind"] for e in events(project)} - {e["kind"] for e in before} == {"done", "dropped"}
    tongket("check")
    review = open_review(2025, "VN-CT", "en")
    frame = review.event_frame("announced")
    assert len(frame) == len(announced)
    assert frame["outcome"].value_counts().to_dict() == {
        "not stated": len(announced) - 2, "carried out": 1, "dropped": 1,
    }  # fmt: skip
    assert not len(open_review(2024, "VN-CT", "en").event_frame("announced"))
    assert f"of which nothing is stated: {len(announced) - 2} of {len(announced)}" in tongket()


def test_an_outcome_of_a_task_that_nobody_announced_is_a_finding(project: Path) -> None:
    rows = events(project)
    task = next(e for e in rows if e["kind"] == "task")
    rows.append(
        {
            **task,
            "event": "x",
            "kind": "done",
            "title_vi": task["title_vi"][:-2],
            "title_en": "Another",
        }
    )
    with (project / "data/events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    answer = CliRunner().invoke(cli, ["check", "--lang", "en"])
    assert answer.exit_code == 3
    year = task["date"][:4]
    assert f"became part of it, announced for {year}, got" in answer.output
    assert f"Nearest: {task['title_vi']}" in answer.output


def test_what_the_year_before_had_is_told_until_it_is_answered(project: Path) -> None:
    store = load(project / "data")
    assert "without an answer yet" not in tongket(), (
        "before anything is entered all would be lacking"
    )
    facts = {(row.indicator, row.measure) for row in last_year(store, NEXT, "VN-CT")}
    assert len(lacking(store, NEXT, "VN-CT")) <= len(facts)
    source = next(row.source for row in store.observations if store.registry.sources[row.source].kind == "primary")  # fmt: skip
    header = ",".join(COLUMNS)
    figure = f"ip.titles_granted,VN-CT-2025,2025,actual,7,exact,7,,,titles,A,{source},1,"
    none = "capacity.staff,VN-CT-2025,2025,actual,,exact,,,,persons,L,,,Not published."
    Path("data/observations/VN-CT-2025.csv").write_text(f"{header}\n{none}\n{figure}\n", "utf-8")
    left = lacking(load(project / "data"), NEXT, "VN-CT")
    known = {("ip.titles_granted", Measure.ACTUAL), ("capacity.staff", Measure.ACTUAL)}
    assert {(row.indicator, row.measure) for row in left} == {
        (row.indicator, row.measure) for row in lacking(store, NEXT, "VN-CT")
    } - known
    words = f"Stated of the year before, without an answer yet: {len(left)} of {len(facts)} ("
    assert words in tongket()
    assert "`tongket sheet 2025` asks for them." in tongket("status", "--lang", "en")


def test_a_fact_that_was_stated_twice_is_answered_by_one_figure(project: Path) -> None:
    store = load(project / "data")
    (first, *_) = [r for r in last_year(store, NEXT, "VN-CT") if r.indicator == "ip.titles_granted" and r.measure is Measure.ACTUAL]  # fmt: skip
    header = ",".join(COLUMNS)
    line = "ip.titles_granted,{area},{year},actual,{n},exact,{n},,,titles,A,{source},{place},"
    twice = Path("data/observations/twice.csv")
    again = line.format(area="VN-CT", year=2024, n=420, source=first.source, place="9#9")
    once = line.format(area="VN-CT-2025", year=2025, n=431, source=first.source, place="1#1")
    twice.write_text(f"{header}\n{again}\n{once}\n", "utf-8")
    left = lacking(load(project / "data"), NEXT, "VN-CT")
    assert ("ip.titles_granted", Measure.ACTUAL) not in {(r.indicator, r.measure) for r in left}
