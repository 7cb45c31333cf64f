from __future__ import annotations

import json

from tongket.model import TimePeriod
from tongket.run.events import Cold, Finished, Planned, Retried, Started, Waiting, as_json
from tongket.run.job import Failure
from tongket.run.progress import Progress
from tongket.run.reports import Report

REPORT = Report("VN-CT", TimePeriod.of_year(2024), "vi", "07_cooperation")
FAILURE = Failure(5, "1 / 0", "ZeroDivisionError", "division by zero")


def test_lines_say_what_is_done_and_how_long_it_took() -> None:
    progress = Progress("en")
    assert progress.line(Planned(to_run=22, to_keep=0)) == "22 reports to run."
    assert progress.line(Started(REPORT)) == ""
    assert (
        progress.line(Finished(REPORT, None, 1.84))
        == " 1/22    1.8 s  VN-CT/2024/vi/07_cooperation"
    )


def test_kept_reports_are_counted() -> None:
    assert Progress("en").line(Planned(2, 1)) == "2 reports to run. 1 is fresh and stays."
    assert Progress("en").line(Planned(1, 21)) == "1 report to run. 21 are fresh and stay."


def test_a_failure_is_in_its_line() -> None:
    line = Progress("en").line(Finished(REPORT, FAILURE, 2.0))
    assert "FAILED" in line
    assert line.endswith("cell 5 (`1 / 0`): ZeroDivisionError: division by zero")


def test_a_second_attempt_is_reported() -> None:
    assert "again   VN-CT/2024/vi/07_cooperation" in Progress("en").line(Retried(REPORT, FAILURE))


def test_waiting_names_the_holder() -> None:
    assert "process 17" in Progress("en").line(Waiting("process 17"))


def test_lines_are_in_the_language_asked_for() -> None:
    progress = Progress("vi")
    assert progress.line(Planned(2, 1)) == "Cần chạy 2 báo cáo. 1 báo cáo còn mới, được giữ nguyên."
    assert "LỖI      VN-CT/2024/vi/07_cooperation" in progress.line(Finished(REPORT, FAILURE, 2.0))
    assert progress.line(Retried(REPORT, FAILURE)).startswith("lại     VN-CT")
    assert progress.line(Waiting("17")).startswith("Một lần chạy khác đang giữ thư mục (17)")
    assert progress.line(Cold()).startswith("Hệ thống này không nhân bản được tiến trình")


def test_the_line_of_now_names_what_runs_and_fits_the_terminal() -> None:
    progress = Progress("en")
    progress.line(Planned(2, 0))
    progress.line(Started(REPORT))
    assert progress.now(80) == "0/2  VN-CT/2024/vi/07_cooperation 0 s"
    assert len(progress.now(30)) <= 30
    progress.line(Finished(REPORT, None, 1.0))
    assert progress.now(80) == "1/2  "


def test_events_are_json_for_schedulers() -> None:
    event = as_json(Finished(REPORT, FAILURE, 2.0))
    assert json.loads(json.dumps(event)) == {
        "event": "finished",
        "report": "VN-CT/2024/vi/07_cooperation",
        "failure": {
            "cell": 5,
            "source": "1 / 0",
            "name": "ZeroDivisionError",
            "reason": "division by zero",
            "reason_vi": "",
        },
        "seconds": 2.0,
        "outcome": "failed",
    }
    assert as_json(Finished(REPORT, None, 2.0))["outcome"] == "complete"
