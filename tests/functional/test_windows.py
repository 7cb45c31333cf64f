"""What tongket does where there is only what Windows has: no fork, no signal but that to end, no sockets in files.

On a Windows itself these tests ask that one, as does the job `windows` of `.github/workflows/test.yml`. Elsewhere
`fixtures.windows` shows tongket what it would find there; what only a Windows has, such as its file system and its
console, is not tried then.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

import tongket
from fixtures.by_commands import COLUMNS
from fixtures.windows import windows_python
from tongket.entry_sheet import proposals_folder
from tongket.errors import UsageError
from tongket.publish.site.archive import zipped
from tongket.review.own_table import own_file

ON_WINDOWS = sys.platform == "win32"
TESTS = Path(__file__).parents[1]
OWN = str(Path(tongket.__file__).parent)
IMPORTED = """
import importlib, pkgutil, tongket
for each in pkgutil.walk_packages(tongket.__path__, "tongket."):
    if each.name != "tongket.__main__":
        importlib.import_module(each.name)
from tongket.run import processes
from tongket.run.workers.pool import start_method
print(processes.sys.platform, hasattr(processes.os, "fork"), start_method(), processes.can_fork())
"""
KILLED = f"""
import sys
import zipfile
sys.path.insert(0, {str(TESTS)!r})
from pathlib import Path
from fixtures.run.project import GOOD, PUBLISHER, project, request
from tongket.run.build import build
folder = project(Path(sys.argv[1]), **{{"00_good": GOOD, "01_dies": ["import os; os.kill(os.getpid(), 9)"]}})
outcome = build(request(folder, langs=("vi",)), PUBLISHER, lambda event: print(type(event).__name__))
for failure in outcome.failures.values():
    print(failure)
"""
# What no file of Windows is called: signs, devices whatever their ending, a point or space at the end.
REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|(com|lpt)\d)(\.|$)', re.I)
# Of the 260 letters that a whole path may have, what is left below the folder of a project.
LONGEST = 170


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python as tongket finds it on Windows."""
    return (
        Path(sys.executable) if ON_WINDOWS else windows_python(tmp_path_factory.mktemp("windows"))
    )


def call(python: Path, *words: str, **options: Any) -> SimpleNamespace:
    answer = subprocess.run([str(python), *words], capture_output=True, check=False, **options)
    said = SimpleNamespace(out=answer.stdout.decode(), err=answer.stderr.decode())
    assert answer.returncode == 0, f"{words}\n{said.out}\n{said.err}"
    return said


@pytest.mark.slow
def test_every_module_is_imported_and_no_kernel_or_worker_is_to_be_forked(python: Path) -> None:
    assert call(python, "-c", IMPORTED).out.split() == ["win32", "False", "spawn", "False"]


@pytest.mark.slow
def test_a_killed_kernel_says_why_and_costs_its_own_page_alone(
    python: Path, tmp_path: Path
) -> None:
    said = call(python, "-c", KILLED, str(tmp_path)).out
    assert "Cold" in said.split()
    # Windows ends a process with the code that it is given, and knows no signal.
    cause = (
        "exit code 9"
        if ON_WINDOWS
        else "killed by signal 9, most often because the machine had no memory left"
    )
    assert f"got its death: {cause}." in said
    assert "'VN-CT vi'" in (tmp_path / "build/site/VN-CT/2024/vi/00_good.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(ON_WINDOWS, reason="the other page would be made there, too")
def test_a_report_is_the_same_byte_by_byte(python: Path, built: Path, tmp_path: Path) -> None:
    own = ("--year", "2024", "--only", "04_intellectual_property", "--lang", "en")
    said = call(python, "-m", "tongket", "run", *own, "--out", str(tmp_path))
    assert "This system cannot fork" in said.err
    report = "notebooks/VN-CT/2024/en/04_intellectual_property.ipynb"
    forked, cold = ((out / report).read_bytes() for out in (built, tmp_path))
    assert len(forked) > 10_000
    assert forked == cold


@pytest.mark.slow
def test_from_an_empty_folder_to_a_release(python: Path, tmp_path: Path) -> None:
    """Whoever names no language is answered in that of Windows, which is Vietnamese here; into a file in UTF-8."""
    own = {n: v for n, v in os.environ.items() if n not in {"LC_ALL", "LC_MESSAGES", "LANG"}}
    # Windows would open such a file in a code page of old.
    own["PYTHONWARNDEFAULTENCODING"] = "1"
    if ON_WINDOWS:
        own["LC_ALL"] = "vi_VN"
    project = tmp_path / "tổng kết"

    def called(*words: str, at: Path = project) -> SimpleNamespace:
        said = call(python, "-m", "tongket", *words, cwd=at, env=own)
        assert [
            line for line in said.err.splitlines() if "EncodingWarning" in line and OWN in line
        ] == []
        return said

    said = called(
        "init", project.name, "--area", "Trà Vinh", "--year", "2022", "--page-lang", "vi", "--yes",
        at=tmp_path,
    )  # fmt: skip
    assert "Đã ghi vào" in said.out
    assert 'cd "tổng kết"; tongket sheet 2022' in said.out, "quoted as both shells take it"
    called(
        "add", "source", "dost-tv", "--title", "Báo cáo tổng kết", "--publisher", "Sở", "--language", "vi",
        "--url", "https://travinh.gov.vn", "--published", "2022", "--notation", "vi", "--kind", "primary", "--yes",
    )  # fmt: skip
    called("sheet", "2022", "--out", "2022.xlsx", "--lang", "en")
    _fill(project)
    called("import", "2022.xlsx", "--yes")
    assert "tất cả đều đúng" in called("check").out
    (project / "báo cáo.txt").write_text(
        "Tổng kết năm 2022\n\nNgành có 120 người.\n", encoding="utf-8"
    )
    assert "[120 người]" in called("extract", "báo cáo.txt").out
    (project / "2022.xlsx").unlink()
    called("run")
    called("release", "2022", "--as", "2023-01-14", "--by", "A", "--note-vi", "Bản đầu.")
    assert (project / "releases/2023-01-14/VN-51/2022/release.toml").is_file()
    assert _refused(project) == []
    ours = [
        f
        for f in project.rglob("*")
        if f.suffix in {".csv", ".toml", ".json", ".html", ".ipynb", ".md"}
    ]
    assert len(ours) > 30
    assert [f for f in ours if b"\r" in f.read_bytes()] == []


def _fill(project: Path) -> None:
    """Enter three figures in the workbook, as somebody at a spreadsheet program does."""
    book = openpyxl.load_workbook(project / "2022.xlsx")
    sheet = book["Figures"]
    read = list(csv.DictReader((TESTS / "projects/tra_vinh.csv").open(encoding="utf-8")))
    # Indicators that this province alone has would have to be declared first.
    own = {row["indicator"] for row in read if row["name_vi"]}
    rows = [r for r in read if r["time_period"] == "2022" and r["indicator"] not in own][:3]
    last = max(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value)
    for number, row in enumerate(rows, start=last + 1):
        for code, column in COLUMNS.items():
            cells = {"locator": "1", "source": "dost-tv", "ref_area": "VN-51", **row}
            sheet.cell(number, column).value = cells[code]
    book.save(project / "2022.xlsx")


def test_no_file_of_this_repository_has_a_name_that_windows_refuses() -> None:
    names = subprocess.run(
        ["git", "-C", str(TESTS.parent), "ls-files", "-z"], capture_output=True, check=True
    ).stdout.decode()
    assert _wrong(names.split("\0")[:-1]) == []


def test_no_file_of_a_run_has_a_name_that_windows_refuses(built: Path) -> None:
    assert _refused(built) == []


def _refused(folder: Path) -> list[str]:
    return _wrong([each.relative_to(folder).as_posix() for each in folder.rglob("*")])


def _wrong(names: list[str]) -> list[str]:
    """Of paths with slashes those that Windows refuses, cuts, or takes for another one."""
    assert len(names) > 20
    wrong = [n for n in names if any(map(REFUSED.search, n.split("/")))]
    wrong += [n for n in names if len(n) > LONGEST]
    alike: dict[PureWindowsPath, str] = {}
    return wrong + [n for n in names if alike.setdefault(PureWindowsPath(n), n) != n]


@pytest.mark.parametrize("name", ["a:b", "aux.csv", "x/CON", "end.", "a\\b", "x" * 171])
def test_a_name_that_windows_refuses_is_found(name: str) -> None:
    assert _wrong([name, *map(str, range(20))]) == [name]


def test_names_that_differ_by_case_alone_are_found() -> None:
    assert _wrong(["Data/a", "data/A", *map(str, range(20))]) == ["data/A"]


def test_from_another_drive_of_windows_there_is_no_way_and_the_whole_path_is_noted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def relpath(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'E:', start on mount 'C:'")

    assert proposals_folder._way(Path("/tổng kết"), Path("/usb/a.docx")) == "../usb/a.docx"
    monkeypatch.setattr("tongket.entry_sheet.proposals_folder.os.path.relpath", relpath)
    assert proposals_folder._way(Path("/tổng kết"), Path("/usb/a.docx")) == "/usb/a.docx"
    with pytest.raises(UsageError, match=r"expected a file in the folder data/own, got none"):
        own_file(Path("data/own"), "/usb/a.csv")


def test_an_archive_has_the_same_bytes_whatever_system_packs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.html", "A.html"):
        (tmp_path / name).write_text(name)
    packed = []
    for system in ("linux", "win32"):
        monkeypatch.setattr("zipfile.sys.platform", system)
        packed.append(zipped(tmp_path))
    assert packed[0] == packed[1]
    assert zipfile.ZipFile(io.BytesIO(packed[0])).namelist() == ["A.html", "b.html"]
