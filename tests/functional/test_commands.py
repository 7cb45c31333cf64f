"""The commands as a person or a scheduler meets them: what they print, and how they exit."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest

from fixtures.run.commands import call, in_small_project
from fixtures.run.project import DIES, project
from tongket import __version__
from tongket.shell import WHOLE_WAY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return in_small_project(tmp_path, monkeypatch)


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_the_commands(flag: str) -> None:
    answer = call(flag)
    assert answer.exit_code == 0
    for command in ("run", "list", "check", "status", "completion"):
        assert f"\n  {command}" in answer.stdout
    assert not answer.stdout.rstrip().endswith("..."), "each command's line is whole"
    assert "...\n " not in answer.stdout


def test_the_version_is_printed() -> None:
    assert call("--version").stdout == f"tongket, version {__version__}\n"


def test_a_run_says_what_came_of_it_and_where_the_pages_are(folder: Path) -> None:
    answer = call("run", "--year", "2024", "--lang", "en", "--only", "00_good")
    assert answer.exit_code == 0, answer.output
    assert "1 report run, 0 kept, 0 failed" in answer.stdout
    assert answer.stdout.endswith("The pages: build/site/index.html\n")
    assert "1 report to run." in answer.stderr
    assert "VN-CT/2024/en/00_good" in answer.stderr
    page = (folder / "build/site/VN-CT/2024/en/00_good.html").read_text()
    assert "VN-CT en" in page
    assert '<html lang="en"' in page


def test_a_failing_notebook_exits_with_4_and_the_rest_is_published(folder: Path) -> None:
    answer = call("run", "--year", "2024", "--lang", "vi")
    assert answer.exit_code == 4
    assert "Đã chạy 2 báo cáo, giữ nguyên 0, lỗi 1" in answer.stdout
    assert (
        "VN-CT/2024/vi/01_fails: ô 4 (`raise ValueError('sai số liệu')`): ValueError: sai số liệu"
        in answer.stderr
    )
    assert "Traceback" not in answer.output
    assert (folder / "build/site/VN-CT/2024/vi/00_good.html").exists()
    assert "sai số liệu" in (folder / "build/site/VN-CT/2024/vi/01_fails.html").read_text()


def test_status_says_what_is_fresh_and_why_not(folder: Path) -> None:
    call("run", "--year", "2024", "--lang", "vi")
    answer = call("status", "--year", "2024", "--lang", "vi")
    assert answer.stdout.splitlines() == [
        "còn mới  VN-CT/2024/vi/00_good",
        "đã cũ  VN-CT/2024/vi/01_fails: lần trước bị lỗi (ValueError)",
    ]
    both = call("status", "--year", "2024", "--only", "01_fails").stdout.splitlines()
    assert both == [
        "stale  VN-CT/2024/vi/01_fails: failed last time (ValueError)",
        "stale  VN-CT/2024/en/01_fails: never run",
    ]
    stale = json.loads(call("status", "--year", "2024", "--only", "01_fails", "--json").stdout)
    assert stale["VN-CT/2024/en/01_fails"] == {
        "fresh": False,
        "why": ["never run"],
        "last_good_run": None,
    }


@pytest.mark.slow
def test_fail_fast_stops_and_leaves_the_last_review(folder: Path) -> None:
    call("run", "--year", "2024", "--lang", "vi", "--only", "00_good")
    before = (folder / "build/site/VN-CT/2024/manifest.json").read_text()
    answer = call("run", "--year", "2024", "--lang", "vi", "--fail-fast")
    assert answer.exit_code == 4
    assert "01_fails: ô 4 (`raise ValueError('sai số liệu')`): ValueError" in answer.stderr
    assert (folder / "build/site/VN-CT/2024/manifest.json").read_text() == before
    assert not (folder / "build/site/VN-CT/2024/vi/01_fails.html").exists()


@pytest.mark.slow
def test_cold_kernels_give_the_same_pages(folder: Path) -> None:
    for out, flag in (("warm", "--keep-going"), ("cold", "--cold")):
        call("run", "--year", "2024", "--lang", "vi", "--out", out, flag)
    for page in ("site/VN-CT/2024/vi/00_good.html", "notebooks/VN-CT/2024/vi/00_good.ipynb"):
        assert (folder / "warm" / page).read_bytes() == (folder / "cold" / page).read_bytes()


@pytest.mark.slow
def test_a_scheduler_gets_a_junit_summary(folder: Path) -> None:
    call("run", "--year", "2024", "--lang", "vi", "--only", "00_good")
    call("run", "--year", "2024", "--lang", "vi", "--junit", "summary.xml")
    (suite,) = ElementTree.parse(folder / "summary.xml").getroot()
    assert suite.attrib == {"name": "VN-CT 2024", "tests": "2", "failures": "1", "skipped": "1"}
    good, fails = suite
    assert (good.attrib["name"], good[0].tag) == ("00_good", "skipped")
    assert fails[0].attrib == {"type": "ValueError", "message": "sai số liệu"}
    assert "raise ValueError" in (fails[0].text or "")


@pytest.mark.slow
def test_a_failure_calls_the_hook_with_a_summary(folder: Path) -> None:
    hook = f'{sys.executable} -c \'import sys; open("summary", "w").write(sys.stdin.read())\''
    answer = call("run", "--year", "2024", "--lang", "vi", "--on-failure", hook)
    assert answer.exit_code == 4
    summary = json.loads((folder / "summary").read_text())
    assert summary["exit_code"] == 4
    assert (
        "01_fails: cell 4 (`raise ValueError('sai số liệu')`): ValueError: sai số liệu"
        in summary["message"]
    )


@pytest.mark.slow
def test_a_hook_is_not_called_where_all_is_well(folder: Path) -> None:
    answer = call("run", "--year", "2024", "--only", "00_good", "--on-failure", "false")
    assert answer.exit_code == 0


@pytest.mark.parametrize(
    ("hook", "got"),
    [
        ("no-such-command", "No such file or directory: 'no-such-command'"),
        ("false", "got: exit code 1. Mend it"),
        ("'unclosed", "got: No closing quotation. Mend it"),
        ("sleep 9", "got: no end after 0.1 s. Mend it"),
    ],
)
def test_a_hook_that_does_not_run_is_reported_with_the_failure_of_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, hook: str, got: str
) -> None:
    monkeypatch.setattr("tongket.run.summary.HOOK_SECONDS", 0.1 if "sleep" in hook else 60)
    monkeypatch.setenv("TONGKET_DATA", str(bad_data(folder)))
    answer = call("run", "--year", "2024", "--on-failure", hook)
    assert "--on-failure: expected a command that runs and ends with 0" in answer.stderr
    assert got in answer.stderr
    # The exit code of the run, on which schedules act, and not that of an option.
    assert answer.exit_code == 3
    assert "data that hold" in answer.stderr


def test_a_dead_kernel_exits_with_5(folder: Path) -> None:
    project(folder, **{"00_dies": DIES})
    for name in ("00_good", "01_fails"):
        (folder / "notebooks" / f"{name}.ipynb").unlink()
    answer = call("run", "--year", "2024", "--lang", "vi")
    assert answer.exit_code == 5
    assert "bị dừng bởi tín hiệu 9" in answer.stderr


@pytest.mark.slow
def test_events_are_json_lines(folder: Path) -> None:
    answer = call("run", "--year", "2024", "--lang", "vi", "--only", "00_good", "--json")
    events = [json.loads(line) for line in answer.stdout.splitlines()]
    kinds = [event["event"] for event in events if event["event"] != "ticked"]
    assert kinds == ["planned", "started", "finished", "done"]
    assert events[-1]["ran"] == 1
    assert events[-1]["failed"] == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--year", "2024", "--only", "00_godo"], "Did you mean '00_good'?"),
        (["run", "--year", "2024", "--area", "VN-CD"], "Did you mean 'VN-"),
        (["run", "--year", "2024", "-p", "yaer", "2024"], "Did you mean 'year'"),
        (
            ["run", "--year", "x"],
            "expected a year, or a half, a quarter or whole months of one, got 'x'",
        ),
        (["run", "--yaer", "2024"], "'--year'"),
        (["rnu"], "Did you mean 'run'"),
        (["run", "--year", "2024", "--lang", "fr"], "'fr' is not one of 'vi', 'en'"),
        (["run", "--year", "2024", "-p", "year", "2023"], "got 'year'. Use --year."),
        (["status", "--year", "2024", "-p", "area", "VN"], "got 'area'. Use --area."),
        (["run", "--year", "2024", "-p", "lang=en", "x"], "got 'lang=en'. Use --lang."),
        (["run", "--year", "2024", "-p", "top=3", "x"], "Put a space between the two."),
        (["run", "--year", "2024", "--cell-timeout", "nan"], "seconds above 0, got 'nan'"),
        (["run", "--year", "2024", "--cell-timeout", "-1"], "seconds above 0, got '-1'"),
        (["run", "--year", "2024", "--report-timeout", "inf"], "seconds above 0, got 'inf'"),
        (["run", "--year", "2024", "--report-timeout", "0"], "seconds above 0, got '0'"),
        (["run", "--year", "2024", "--out", ""], "expected a name, got an empty one"),
        (["export", "--year", "2024", "--pdf", "--out", " "], "expected a name, got an empty one"),
    ],
)
def test_a_wrong_name_exits_with_2_and_names_the_near_ones(
    folder: Path, arguments: list[str], message: str
) -> None:
    answer = call(*arguments)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert not (folder / "build").exists()


def test_data_that_do_not_hold_exit_with_3_before_anything_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(bad_data(folder)))
    answer = call("run", "--year", "2024")
    assert answer.exit_code == 3
    assert "areas.csv" in answer.stderr
    assert not (folder / "build").exists()


def bad_data(folder: Path) -> Path:
    """A data folder with one registry that does not hold."""
    (folder / "data" / "indicators.toml").write_text("[units]\n")
    return folder / "data"


def test_check_reports_every_finding_in_the_language_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(bad_data(folder)))
    english, vietnamese = call("check", "--lang", "en"), call("check", "--lang", "vi")
    assert english.exit_code == vietnamese.exit_code == 3
    assert "expected" in english.stdout
    assert "cần" in vietnamese.stdout
    answer = json.loads(call("check", "--json").stdout)
    findings = answer["findings"]
    # Where rows are refused, a notice could say what is not so.
    assert answer["notices"] == []
    *lines, last = english.stdout.splitlines()
    assert len(findings) == len(lines)
    assert last.startswith("Printings were not compared")
    assert set(findings[0]) == {
        "file", "row", "more_rows", "column", "value", "expected", "remedy", "code",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [("--lang", "en"), ("--lang", "vi"), ("--json",)])
@pytest.mark.parametrize("titles", ['title_en = "Good"\ntitle_vi = "Tốt"', 'title_en = "Good"'])
def test_check_names_broken_catalogues_beside_all_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], titles: str
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(bad_data(folder)))
    pages = f'[[pages]]\nname = "00_good"\n{titles}\n'
    (folder / "notebooks" / "review.toml").write_text(pages)
    for place in ("notebooks", "data"):
        (folder / place / "locale").mkdir(exist_ok=True)
        (folder / place / "locale" / "vi.po").write_text(
            "# Tên\n" * 39 + 'msgidd "a"\nmsgstr "b"\n'
        )
    answer = call("check", *arguments)
    assert answer.exit_code == 3
    assert "defect" not in answer.stderr
    last = answer.stderr.splitlines()[-1]
    if "--json" in arguments:
        found = json.loads(answer.stdout)["findings"]
        broken = [(f["file"], f["row"]) for f in found if f["code"] == "broken-catalogue"]
        assert broken == [("notebooks/locale/vi.po", 40), ("data/locale/vi.po", 40)]
        assert {"areas.csv", "review.toml"} <= {f["file"] for f in found}
    elif "vi" in arguments:
        assert "data/locale/vi.po, dòng 40: cần danh mục gettext" in answer.stdout
        assert "areas.csv" in answer.stdout
        assert "cần dữ liệu đúng quy tắc" in last
    else:
        assert "notebooks/locale/vi.po, row 40: expected a gettext catalogue" in answer.stdout
        assert "expected data that hold" in last


def test_an_error_is_said_where_a_catalogue_is_broken(folder: Path) -> None:
    (folder / "notebooks" / "locale").mkdir()
    (folder / "notebooks" / "locale" / "vi.po").write_text('msgidd "a"\n')
    answer = call("list", "--nosuch", "--lang", "vi")
    assert (answer.exit_code, "Lỗi: Không có tùy chọn" in answer.stderr) == (2, True)
    # What would be printed without its own wording is refused.
    answer = call("list", "--lang", "vi")
    assert (answer.exit_code, "notebooks/locale/vi.po: expected" in answer.stderr) == (3, True)


def test_check_of_sound_data_says_so(folder: Path) -> None:
    answer = call("check")
    assert answer.exit_code == 0
    assert answer.stdout.endswith("everything holds.\n")
    found = json.loads(call("check", "--json").stdout)
    assert found["findings"] == []
    assert {notice["code"] for notice in found["notices"]} == {
        "gap-in-series",
        "total-without-parts",
    }
    assert len(found["notices"]) == len(
        [line for line in answer.stdout.splitlines() if line[:4] == "    "]
    )


def test_check_names_comments_without_a_translation_and_an_old_description(
    folder: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(folder / "own"))
    shutil.copytree(checkout / "data", folder / "own")
    rows = folder / "own" / "observations" / "missing.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text.replace(",No yearly", ",Nothing yearly"), encoding="utf-8")
    sources = folder / "own" / "sources.toml"
    dated = sources.read_text(encoding="utf-8").replace('"2025-01-14"', '"2025-01-15"')
    sources.write_text(dated, encoding="utf-8")
    answer = call("check", "--lang", "en")
    assert answer.exit_code == 0, answer.output
    assert (
        "observations/missing.csv, row 2, comment: expected a translation in locale/vi.po, got 'Nothing"
        in answer.stdout
    )
    assert "datapackage.json, row " in answer.stdout
    assert "Run `tongket datapackage`." in answer.stdout
    assert call("datapackage").stdout.startswith("Written: ")
    # Nothing was written where nothing changed, as in a folder that cannot be written.
    assert call("datapackage").stdout.startswith("Unchanged: ")
    assert "datapackage.json" not in call("check", "--lang", "en").stdout


def test_a_library_that_is_missing_is_named_and_no_defect(folder: Path) -> None:
    with patch.dict(sys.modules, {"tongket.cli.data": None}):
        assert "This is a defect of tongket" in call("check", "--lang", "en").stderr
    error = ModuleNotFoundError("No module named 'pandas'", name="pandas.core")
    with patch("tongket.cli.import_module", side_effect=error):
        answer = call("check")
    assert answer.exit_code == 5
    assert answer.stderr.startswith("tongket: expected the library pandas, got none")


def test_list_shows_pages_areas_and_years(folder: Path) -> None:
    answer = call("list")
    assert "00_good" in answer.stdout
    assert "2024: " in next(line for line in answer.stdout.splitlines() if line.startswith("VN-CT"))
    listed = json.loads(call("list", "--json").stdout)
    assert listed["pages"][0] == {
        "name": "00_good",
        "title": {"vi": "Trang 00_good", "en": "Page 00_good"},
    }
    assert {"area": "VN-CT", "period": "2024"} in [
        {"area": review["area"], "period": review["period"]} for review in listed["reviews"]
    ]


def test_a_figure_in_json_is_one_line_with_value_ends_and_unit(folder: Path) -> None:
    answer = call("show", "ip.titles_granted:target_pct", "--json")
    assert answer.exit_code == 0, answer.output
    (line,) = answer.stdout.splitlines()
    found = json.loads(line)
    shown = {name: found[name] for name in ("figure", "value", "lower", "upper", "unit")}
    assert shown == {
        "figure": "ip.titles_granted:target_pct",
        "value": "290", "lower": "289.5", "upper": "290.5", "unit": "percent",
    }  # fmt: skip


def test_a_figure_of_another_year_is_named_as_it_is_typed(folder: Path) -> None:
    first, *_ = call("show", "ip.titles_granted@2023", "--lang", "en").stdout.splitlines()
    assert first.split() == ["Figure", "ip.titles_granted@2023"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_a_shell(shell: str) -> None:
    answer = call("completion", shell)
    assert answer.exit_code == 0
    assert "_TONGKET_COMPLETE" in answer.stdout


def test_completion_offers_nothing_where_settings_do_not_hold(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_TONGKET_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "tongket run --only")
    for number, offered in ((1, "plain,run\n"), (2, "plain,--only\n")):
        monkeypatch.setenv("COMP_CWORD", str(number))
        assert offered in call().stdout
    (folder / "tongket.toml").write_text("[review\n", "utf-8")
    answer = call()
    assert (answer.exit_code, answer.output) == (0, "")


@pytest.mark.parametrize("command", ["run", "export", "lab"])
def test_a_command_that_lasts_looks_for_garbage(command: str) -> None:
    gc.disable()
    try:
        call("audit", "--help")
        assert not gc.isenabled()
        call(command, "--help")
        assert gc.isenabled()
    finally:
        gc.enable()


def test_a_defect_is_named_as_one_and_debug_shows_the_trace(folder: Path) -> None:
    with patch("tongket.run.plan.request.load_pages", side_effect=ZeroDivisionError("1/0")):
        answer = call("run", "--year", "2024")
        assert answer.exit_code == 1
        assert "ZeroDivisionError: 1/0. This is a defect of tongket" in answer.stderr
        assert isinstance(call("--debug", "run", "--year", "2024").exception, ZeroDivisionError)
    # It is asked for this command, not for whatever else the process does.
    assert WHOLE_WAY not in os.environ


def test_a_disk_error_exits_with_5(folder: Path) -> None:
    with patch(
        "tongket.run.plan.request.load_pages", side_effect=PermissionError(13, "Permission denied")
    ):
        answer = call("run", "--year", "2024")
    assert answer.exit_code == 5
    assert "Permission denied" in answer.stderr


def test_python_m_tongket_is_tongket() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tongket", "--version"], capture_output=True, text=True, check=True
    )
    assert answer.stdout == f"tongket, version {__version__}\n"
