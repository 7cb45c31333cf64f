"""docs/adding-a-year.md, walked through with made-up figures in a temporary project."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest
from click.testing import CliRunner

from fixtures.data_folder import data_before
from tongket.cli import cli

CHECKOUT = Path(__file__).parents[2]
GUIDE = (CHECKOUT / "docs" / "adding-a-year.md").read_text(encoding="utf-8")
VIETNAMESE = (CHECKOUT / "docs" / "vi" / "adding-a-year.md").read_text(encoding="utf-8")
# The block that the guide gives to copy, with the id that it tells to write into `source`.
SOURCE = "\n" + dedent("".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.S)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody else: our data before 2025, and our notebooks, in an own folder."""
    data_before(2025, tmp_path / "data")
    shutil.copytree(CHECKOUT / "notebooks", tmp_path / "notebooks")
    return tmp_path


def tongket(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tongket", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[dict[str, str]], *, without: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [name for name in rows[0] if name != without]
        writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def fill(row: dict[str, str]) -> None:
    """Made-up figures: three titles, everything else no longer published."""
    row["qualifier"] = "exact"
    if (row["indicator"], row["measure"]) == ("ip.titles_granted", "actual"):
        row.update(as_printed="1.234", obs_value="1234", source="made-up-2025")
    else:
        row.update(obs_status="L", comment="Not published.")


@pytest.mark.slow
def test_a_new_year_from_the_empty_file_to_the_pages(project: Path) -> None:
    begun = tongket(project, "new-year", "2025", "--area", "VN-CT")
    path = project / "data" / "observations" / "VN-CT-2025.csv"
    assert begun.returncode == 0, begun.stderr
    assert "the rows are for VN-CT-2025" in begun.stdout

    rows = rows_of(path)
    assert len(rows) == 79
    assert {row["ref_area"] for row in rows} == {"VN-CT-2025"}
    (titles,) = [
        r for r in rows if (r["indicator"], r["measure"]) == ("ip.titles_granted", "actual")
    ]
    assert (titles["previous"], titles["as_printed"], titles["time_period"]) == ("420", "", "2025")

    again = tongket(project, "new-year", "2025", "--area", "VN-CT")
    assert again.returncode == 2
    assert "expected no such file yet" in again.stderr

    unfilled = tongket(project, "check", "--lang", "en")
    assert unfilled.returncode == 3
    assert "79 are not yet" in unfilled.stdout
    _, not_compared = unfilled.stdout.splitlines()
    assert not_compared.startswith("Printings were not compared")

    sources = project / "data" / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + SOURCE, encoding="utf-8")
    for number, row in enumerate(rows, start=1):
        assert (row["qualifier"], row["locator"]) == ("", ""), "nobody has stated them yet"
        fill(row)
        row["locator"] = f"{number:02}"
    save(path, rows, without="previous")
    typo = {**titles, "as_printed": "1.234", "obs_value": "1243"}
    save(path, [typo if row is titles else row for row in rows], without="previous")
    wrong = tongket(project, "check", "--lang", "en")
    assert wrong.returncode == 3
    assert "expected 1234, by as_printed '1.234', got '1243'" in wrong.stdout

    save(path, rows, without="previous")
    assert tongket(project, "check").stdout.endswith("everything holds.\n")
    assert tongket(project, "datapackage").returncode == 0
    shown = tongket(project, "show", "ip.titles_granted", "--year", "2025")
    assert "1,234 titles" in shown.stdout

    ran = tongket(
        project, "run", "--year", "2025", "--only", "04_intellectual_property", "--lang", "vi"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    page = project / "build" / "site" / "VN-CT" / "2025" / "vi" / "04_intellectual_property.html"
    assert "1.234 văn bằng" in page.read_text(encoding="utf-8")


def test_the_way_with_a_workbook_as_the_guide_tells_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = GUIDE.partition("## With Excel")[2].partition("## With CSV")[0]
    sheet, taken, again, *rest = [c.split()[1:] for c in re.findall(r"`(tongket [^`]*)`", way)]
    assert (sheet[0], taken[0], [words[0] for words in rest]) == ("sheet", "import", ["check"])  # fmt: skip
    assert again == ["import", "--remove", *taken[1:]]
    monkeypatch.setenv("TONGKET_DATA", str(project / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(project / "notebooks"))
    monkeypatch.chdir(project)

    def call(*words: str) -> str:
        answer = CliRunner().invoke(cli, [*words, "--lang", "en"])
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    assert f"Written: {taken[1]}." in call(*sheet)
    book = openpyxl.load_workbook(taken[1])
    figures, sources = book["Figures"], book["List of sources"]
    (titles,) = [row for row in figures.iter_rows() if row[4].value == "420 (VN-CT)"]
    titles[5].value, titles[7].value, titles[8].value = "1.234", "made-up-2025", "01"
    values = tomllib.loads(SOURCE)["sources"]["made-up-2025"]
    free = sources.max_row + 1
    for across, text in enumerate(["made-up-2025", *values.values()], start=1):
        sources.cell(free, across).value = text
    book.save(taken[1])
    said = call(*taken, "--yes")
    assert "+ip.titles_granted,VN-CT-2025,2025,actual,1.234,exact,1234,,,titles,A,made-up-2025,01," in said  # fmt: skip
    assert call(*again).endswith("Nothing to write: the data say what the workbook says.\n")
    for words in rest:
        said = call(*words)
    assert said.endswith("everything holds.\n")


IN_SHORT = pytest.mark.parametrize(
    ("guide", "locale"),
    [(GUIDE, "C.UTF-8"), pytest.param(VIETNAMESE, "vi_VN.UTF-8", marks=pytest.mark.slow)],
    ids=["en", "vi"],
)


@IN_SHORT
def test_the_commands_in_short_print_what_the_guide_says(
    guide: str, locale: str, tmp_path: Path
) -> None:
    walk_in_short(tmp_path, guide, locale, to_the_pages=False)


@pytest.mark.slow
@IN_SHORT
def test_the_run_prints_what_the_guide_says(guide: str, locale: str, tmp_path: Path) -> None:
    walk_in_short(tmp_path, guide, locale, to_the_pages=True)
    assert (tmp_path / "build" / "site" / "index.html").is_file()


def walk_in_short(folder: Path, guide: str, locale: str, *, to_the_pages: bool) -> None:
    """Call the commands of the guide one after the other, and compare what they print."""
    block = re.findall(r"```console\n(.*?)```", guide, re.S)[0]
    steps = [step.partition("\n") for step in block.split("$ tongket ")[1:]]
    assert [command.split()[0] for command, _, _ in steps] == ["sheet", "import", "check", "audit", "run"]  # fmt: skip
    env = {**os.environ, "PYTHONUTF8": "1", "LC_ALL": locale}

    def call(command: str) -> str:
        answer = subprocess.run(
            [sys.executable, "-m", "tongket", *command.split()], cwd=folder, env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stdout
        return answer.stdout

    call("init --here --area VN-HN --year 2025")
    for command, _, printed in steps if to_the_pages else steps[:-1]:
        # A line of dots is any lines; how long a run takes is another number each time.
        expected = re.escape(printed).replace(re.escape("...\n"), "(?s:.*)")
        expected = re.sub(r"\d+(?:\\\.|,)\d(?=\\ (?:s\\\.|giây))", r"[\\d.,]+", expected)
        said = call(command)
        assert re.fullmatch(expected, said), said
        if command.startswith("sheet"):
            enter_titles(folder / "tongket-VN-HN-2025.xlsx")


def enter_titles(path: Path) -> None:
    """One figure and its source in a workbook, in either language."""
    book = openpyxl.load_workbook(path)
    figures, sources = book.worksheets[1], book.worksheets[3]
    (titles,) = [row for row in figures.iter_rows() if '"ip.titles_granted"' in str(row[-1].value)]
    titles[5].value, titles[7].value, titles[8].value = "1.234", "made-up-2025", "1"
    values = tomllib.loads(SOURCE)["sources"]["made-up-2025"]
    # What is chosen from a list may be typed as its code.
    for across, text in enumerate(["made-up-2025", *values.values()], start=1):
        sources.cell(2, across).value = text
    book.save(path)


def test_a_year_without_a_year_before_is_refused(project: Path) -> None:
    answer = tongket(project, "new-year", "2019", "--area", "VN-CT")
    assert answer.returncode == 2
    assert "expected statements of a primary source on 2018, got none" in answer.stderr
