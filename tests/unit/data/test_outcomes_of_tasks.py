"""What became of a task is said of that place's task, and of no other that has its title, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tongket.data.registry.events import EVENT_COLUMNS, read_events
from tongket.model import Area, Text

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding


NONE = Text("", "")
# VN-73 was merged into VN-CT, whose new boundaries are an area of its own.
AREAS = [
    Area(code, place, NONE, "province", "", None, None, successor, NONE)
    for code, place, successor in (
        ("VN-CT", "VN-CT", ""), ("VN-CT-2025", "VN-CT", ""), ("VN-73", "VN-73", "VN-CT-2025"), ("VN-HN", "VN-HN", ""),
    )
]  # fmt: skip


def read(folder: Path, *rows: str) -> tuple[dict[str, str], list[Finding]]:
    """The outcome of each event of rows `id,kind,place,title,title in English` of 2025; and the findings."""
    lines = [",".join(EVENT_COLUMNS)]
    for row in rows:
        name, kind, place, vi, en = row.split(",")
        lines.append(f"{name},{kind},{place},2025,{vi},{en},,,,,,src,1,,")
    (folder / "events.csv").write_text("\n".join(lines) + "\n", "utf-8")
    findings: list[Finding] = []
    events = read_events(folder, findings, AREAS, may_be_empty=False)
    return {event.id: event.outcome for event in events}, findings


SAME = ("a,task,VN-CT,Xây sàn,Build it", "b,task,VN-HN,Xây sàn,Build it")


def test_the_task_of_the_place_is_meant_where_two_places_announced_one_title(
    tmp_path: Path,
) -> None:
    found, wrong = read(tmp_path, *SAME, "c,done,VN-CT,Xây sàn,Build it")
    assert (found["a"], found["b"]) == ("c", "")
    assert wrong == []


def test_a_successor_may_say_what_became_of_the_task_of_a_place_that_it_took_in(
    tmp_path: Path,
) -> None:
    found, wrong = read(tmp_path, "a,task,VN-73,Xây sàn,Build it", "c,dropped,VN-CT,Xây sàn,")
    assert found["a"] == "c"
    assert not [each for each in wrong if each.code == "no-such-task"]


def test_titles_that_both_lack_in_a_language_make_no_pair(tmp_path: Path) -> None:
    found, wrong = read(tmp_path, "a,task,VN-CT,Xây sàn,", "c,done,VN-CT,Xây chợ,")
    assert found["a"] == ""
    (finding,) = [each for each in wrong if each.code == "no-such-task"]
    assert (
        "expected the title of a task that VN-CT, or a place that became part of it, announced for 2025, got 'Xây chợ'"
        in str(finding)
    )


@pytest.mark.parametrize("place", ["VN-HN", "VN-73", "VN-99"])
def test_no_other_place_says_what_became_of_a_task(tmp_path: Path, place: str) -> None:
    found, wrong = read(
        tmp_path, "a,task,VN-CT,Xây sàn,Build it", f"c,done,{place},Xây sàn,Build it"
    )
    assert found["a"] == ""
    (finding,) = [each for each in wrong if each.code == "no-such-task"]
    assert f"expected the title of a task that {place}" in str(finding)


def test_a_place_says_it_under_its_new_boundaries(tmp_path: Path) -> None:
    found, wrong = read(
        tmp_path, "a,task,VN-CT,Xây sàn,Build it", "c,done,VN-CT-2025,Xây sàn,Build it"
    )
    assert (found["a"], wrong) == ("c", [])


def test_a_series_breaks_on_a_day_that_is_known(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        f"{','.join(EVENT_COLUMNS)}\nb,break,VN-CT,../2023-07,Luật,Law,,,,,,src,1,,\n", "utf-8"
    )
    findings: list[Finding] = []
    read_events(tmp_path, findings, AREAS, may_be_empty=False)
    (finding,) = findings
    assert (
        "date: expected when the series breaks, such as 2025 or 2025-07-01, got '../2023-07'"
        in str(finding)
    )
