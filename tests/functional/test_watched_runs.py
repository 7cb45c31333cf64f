"""What watches runs from outside: a log in JSON, and whether the last good run is recent enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.run.commands import call, in_small_project
from fixtures.run.project import DIES, GOOD, project
from tongket.cli import cli

NOTE = Path("build/.run/good/VN-CT-2024.json")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return in_small_project(tmp_path, monkeypatch)


def logged(stream: str) -> list[dict[str, Any]]:
    """The events of a log, of which every line is one, each with its time."""
    events = [json.loads(line) for line in stream.splitlines()]
    assert all(datetime.fromisoformat(event["time"]).tzinfo == UTC for event in events)
    return events


def test_the_log_is_one_object_a_line_from_plan_to_exit_code(folder: Path) -> None:
    answer = call("run", "--year", "2024", "--lang", "vi", "--log", "json")
    assert answer.exit_code == 4, answer.output
    events = logged(answer.stderr)
    assert [event["event"] for event in events if event["event"] not in ("said", "started")] == [
        "planned", "finished", "finished", "done", "stopped",
    ]  # fmt: skip
    ended = {e["report"]: e for e in events if e["event"] == "finished"}
    good, fails = (ended[f"VN-CT/2024/vi/{page}"] for page in ("00_good", "01_fails"))
    assert (good["outcome"], fails["outcome"]) == ("complete", "failed")
    assert good["seconds"] > 0
    assert fails["failure"]["reason"] == "sai số liệu"
    assert (events[-2]["outcome"], events[-2]["ran"]) == ("failed", 2)
    assert events[-1]["exit_code"] == 4
    assert "sai số liệu" in events[-1]["message"]
    assert "Đã chạy 2 báo cáo" in answer.stdout, "what people read stays on the other stream"


def test_what_is_wrong_with_another_option_is_logged_too(folder: Path) -> None:
    answer = call("run", "--year", "x", "--log", "json")
    assert answer.exit_code == 2
    assert any("got 'x'" in event["message"] for event in logged(answer.stderr))
    refused = call("run", "--year", "2024", "--only", "00_godo", "--log", "json")
    assert logged(refused.stderr)[-1]["exit_code"] == 2


def test_the_log_ends_with_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    errors = sys.stderr
    with pytest.raises(SystemExit):
        cli(["run", "--year", "x", "--log", "json"], prog_name="tongket")
    assert logged(capsys.readouterr().err)
    assert sys.stderr is errors


def test_a_stream_that_lacks_letters_gets_them_as_json_writes_them() -> None:
    code = (
        "import sys; from tongket.cli.log import JsonLog; log = JsonLog(sys.stderr)\n"
        "print('số liệu', file=log); log.log({'event': 'x'})"
    )
    given = {**os.environ, "PYTHONIOENCODING": "ascii:backslashreplace"}
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=given, check=True
    )
    said, own = logged(answer.stderr.decode("ascii"))
    assert (said["event"], said["message"], own["event"]) == ("said", "số liệu", "x")


@pytest.mark.slow
def test_a_dying_kernel_writes_nothing_else_into_the_log(folder: Path) -> None:
    (folder / "notebooks" / "01_fails.ipynb").unlink()
    project(folder, **{"00_good": GOOD, "02_dies": DIES})
    command = [sys.executable, "-m", "tongket", "run", "--year", "2024", "--log", "json", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    events = logged(answer.stderr)
    assert answer.returncode == 5
    assert {"retried", "finished", "done", "stopped"} <= {event["event"] for event in events}
    printed = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [event["event"] for event in printed if event["event"] != "ticked"] == [
        event["event"] for event in events if event["event"] not in ("said", "stopped")
    ]


def test_no_good_run_is_told_with_the_command_that_makes_one(folder: Path) -> None:
    answer = call(
        "status", "--year", "2024", "--lang", "en", "--only", "00_good", "--max-age", "8d"
    )
    assert answer.exit_code == 5
    assert answer.stdout == "stale  VN-CT/2024/en/00_good: never run\n"
    assert "VN-CT/2024: expected a good run of each page since " in answer.stderr
    assert "got:\nen/00_good: none\n`tongket run --period 2024 --area VN-CT`" in answer.stderr


def test_a_run_is_good_for_each_report_that_came_out_well_until_it_is_too_old(
    folder: Path,
) -> None:
    one = ("--year", "2024", "--lang", "vi")
    assert call("run", *one).exit_code == 4
    assert call("status", *one, "--only", "00_good", "--max-age", "1m").exit_code == 0
    both = call("status", *one, "--max-age", "8d")
    assert both.exit_code == 5
    assert "VN-CT/2024: mỗi trang cần một lần chạy tốt kể từ " in both.stderr
    assert "vi/01_fails: chưa có lần nào\n" in both.stderr
    assert "00_good" not in both.stderr
    nine_days_ago = (datetime.now(UTC) - timedelta(days=9)).isoformat(timespec="seconds")
    NOTE.write_text(json.dumps({"VN-CT/2024/vi/00_good": nine_days_ago}))
    late = call("status", *one, "--only", "00_good", "--max-age", "8d")
    assert late.exit_code == 5
    assert f"{nine_days_ago[:10]} {nine_days_ago[11:16]} UTC\n" in late.stderr
    # A report that is fresh and kept has had a good run, though nothing ran.
    assert call("run", *one, "--only", "00_good").exit_code == 0
    assert call("status", *one, "--only", "00_good", "--max-age", "8d").exit_code == 0
    states = json.loads(call("status", *one, "--json").stdout)
    noted = json.loads(NOTE.read_text())["VN-CT/2024/vi/00_good"]
    assert states["VN-CT/2024/vi/00_good"]["last_good_run"] == noted
    assert states["VN-CT/2024/vi/01_fails"]["last_good_run"] is None


@pytest.mark.parametrize("broken", ["", "[]", '{"a": 1}', '{"a": "yesterday"}', "[" * 100_000])
def test_a_note_that_cannot_be_read_is_no_good_run_and_the_next_run_mends_it(
    folder: Path, broken: str
) -> None:
    one = ("--year", "2024", "--lang", "vi", "--only", "00_good")
    NOTE.parent.mkdir(parents=True)
    NOTE.write_text(broken)
    assert call("status", *one, "--max-age", "8d").exit_code == 5
    assert call("run", *one).exit_code == 0
    assert call("status", *one, "--max-age", "8d").exit_code == 0


def test_a_note_of_a_clock_that_was_wrong_does_not_keep_monitoring_silent(folder: Path) -> None:
    one = ("--year", "2024", "--lang", "en", "--only", "00_good", "--max-age", "8d")
    NOTE.parent.mkdir(parents=True)
    for hours, code in ((1, 0), (9 * 24, 5)):
        then = (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")
        NOTE.write_text(json.dumps({"VN-CT/2024/en/00_good": then}))
        assert call("status", *one).exit_code == code
    said = f"en/00_good: one of {then[:10]} {then[11:16]} UTC, which is yet to come"
    assert said in call("status", *one).stderr


@pytest.mark.parametrize("age", ["8", "0d", "-1d", "1.5d", "8 days", "999999d", ""])
def test_an_age_that_is_none_is_refused(folder: Path, age: str) -> None:
    answer = call("status", "--year", "2024", "--max-age", age)
    assert answer.exit_code == 2
    assert f"such as 8d, 36h or 90m, got {age!r}" in answer.stderr
