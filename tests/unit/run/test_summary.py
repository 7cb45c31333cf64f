"""What a run reports to programs: each number counts what it says, and nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tongket.errors import NotebookError, SystemFailure
from tongket.model import Text, TimePeriod
from tongket.run.build import Outcome, Result
from tongket.run.job import Failure
from tongket.run.reports import AreaPeriod, Report
from tongket.run.summary import as_event, as_junit, call_hook, failure_of, in_words

WRONG = Failure(5, "raise ValueError('sai')", "ValueError", "sai")
LOST = Failure(0, "", "DeadKernelError", "killed by signal 9")
FRESH, MADE, FAILED = Result(None, 0.0, kept=True), Result(None, 1.5, kept=False), Result(WRONG, 2.0, kept=False)  # fmt: skip
# One failed, two were made anew, three were fresh: no two numbers are alike.
RESULTS = [FAILED, MADE, MADE, FRESH, FRESH, FRESH]


def report(number: int, year: int = 2024) -> Report:
    return Report("VN-CT", TimePeriod.of_year(year), "vi", f"{number:02}_page")


def outcome(results: list[Result]) -> Outcome:
    return Outcome(Path("index.html"), {report(n): r for n, r in enumerate(results)}, 12.34)


def test_a_suite_counts_failures_and_what_was_kept_apart() -> None:
    (suite,) = ElementTree.fromstring(as_junit(outcome(RESULTS)))
    assert suite.attrib == {"name": "VN-CT 2024", "tests": "6", "failures": "1", "skipped": "3"}
    assert [[part.tag for part in case] for case in suite] == [
        ["failure"], [], [], ["skipped"], ["skipped"], ["skipped"],
    ]  # fmt: skip
    assert [case.attrib["time"] for case in suite][:3] == ["2.000", "1.500", "1.500"]
    assert suite[0][0].attrib == {"type": "ValueError", "message": "sai"}


def test_each_review_is_a_suite_of_its_own() -> None:
    both = Outcome(Path("x"), {report(0): FAILED, report(1, 2025): FRESH, report(2): MADE}, 1.0)
    suites = list(ElementTree.fromstring(as_junit(both)))
    assert [(s.attrib["name"], s.attrib["tests"], s.attrib["failures"]) for s in suites] == [
        ("VN-CT 2024", "2", "1"),
        ("VN-CT 2025", "1", "0"),
    ]


def test_one_sentence_and_one_event_say_the_same() -> None:
    assert in_words(outcome(RESULTS)).en == "3 reports run, 3 kept, 1 failed, in 12.3 s."
    assert in_words(outcome([MADE])).en == "1 report run, 0 kept, 0 failed, in 12.3 s."
    assert (
        in_words(outcome(RESULTS)).vi == "Đã chạy 3 báo cáo, giữ nguyên 3, lỗi 1, trong 12,3 giây."
    )
    assert as_event(outcome(RESULTS)) == {
        "event": "done", "outcome": "failed", "index": "index.html", "ran": 3, "kept": 3, "seconds": 12.34,
        "failed": {"VN-CT/2024/vi/00_page": "cell 5 (`raise ValueError('sai')`): ValueError: sai"},
        "withheld": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("failures", "kind"),
    [
        ([WRONG], NotebookError),
        ([LOST, WRONG], NotebookError),
        ([LOST, LOST], SystemFailure),
    ],
)
def test_the_machine_is_to_blame_only_where_all_failures_are_its_own(
    failures: list[Failure], kind: type[Exception]
) -> None:
    error = failure_of(outcome([MADE, *(Result(f, 1.0, kept=False) for f in failures)]))
    assert type(error) is kind
    assert str(error).count("VN-CT/2024/vi/") == len(failures)


def test_a_review_that_stays_as_it_was_is_the_machines_fault_and_is_named() -> None:
    results = {report(0): FAILED, report(1): Result(LOST, 1.0, kept=False)}
    withheld = Outcome(
        Path("x"), results, 1.0, (AreaPeriod("VN-CT", TimePeriod.of_year(2024), Text("a", "a")),)
    )
    error = failure_of(withheld)
    assert type(error) is SystemFailure
    assert "VN-CT 2024: expected every report to run" in str(error)
    assert "the pages of the last run stay as they were" in str(error)
    assert "các trang của lần chạy trước được giữ nguyên" in error.in_("vi")
    assert as_event(withheld)["withheld"] == ["VN-CT/2024"]


def test_without_failures_there_is_no_error() -> None:
    assert failure_of(outcome([MADE, FRESH])) is None


def test_windows_splits_the_command_of_a_hook_by_its_own_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called = []
    monkeypatch.setattr("tongket.run.summary.subprocess.run", lambda *a, **_: called.append(a[0]))
    command = r'C:\hooks\notify.cmd "D:\tổng kết"'
    monkeypatch.setattr("tongket.run.summary.sys.platform", "win32")
    call_hook(command, SystemFailure("x"))
    monkeypatch.setattr("tongket.run.summary.sys.platform", "linux")
    call_hook("notify 'a b'", SystemFailure("x"))
    assert called == [command, ["notify", "a b"]]
