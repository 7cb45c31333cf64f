"""The data files opened and saved by LibreOffice Calc: what it changed is found, row by row, and put back byte by byte."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fixtures.libreoffice import saved_by_libreoffice
from tongket.cli import cli
from tongket.data.observations import FIGURE
from tongket.data.printings import compared
from tongket.data.store import check

pytestmark = pytest.mark.slow
DATA = Path(__file__).parents[2] / "data"
# Commas, quotation marks, UTF-8 (76), from row 1, the language of the settings (0).
CSV = "44,34,76,1,,0,false"


def save_in_calc(folder: Path, locale: str, *, special: bool, tmp: Path) -> None:
    """Open each CSV file of a folder in Calc and save it, with `Detect special numbers` ticked or not."""
    saved = saved_by_libreoffice(
        sorted(folder.glob("*.csv")), locale, tmp, f"csv:Text - txt - csv (StarCalc):{CSV},false,true",
        f"--infilter=CSV:{CSV},{str(special).lower()}",
    )  # fmt: skip
    for path in saved.iterdir():
        shutil.copy(path, folder / path.name)


def changed_rows(before: Path, after: Path) -> list[int]:
    """The lines of a file whose figure has other letters than before, read without this package."""
    tables = [
        list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in (before, after)
    ]
    pairs = enumerate(zip(*tables, strict=True), start=2)
    return [line for line, (a, b) in pairs if any(a[name] != b[name] for name in FIGURE)]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data, and a build that holds each of their rows."""
    shutil.copytree(DATA, tmp_path / "data")
    for path in (DATA / "observations").glob("*.csv"):
        published = tmp_path / "build" / "site" / path.stem / "2024" / "observations.csv"
        published.parent.mkdir(parents=True)
        shutil.copy(path, published)
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(DATA.parent / "notebooks"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.mark.parametrize("special", [False, True])
@pytest.mark.parametrize(("locale", "least"), [("vi-VN", 14), ("en-US", 3)])
def test_what_calc_changed_is_found_and_put_back(
    locale: str, least: int, special: bool, project: Path
) -> None:
    save_in_calc(project / "data" / "observations", locale, special=special, tmp=project / "calc")
    files = {path.name: path for path in (DATA / "observations").glob("*.csv")}
    changed = {
        f"observations/{name}": rows
        for name, path in files.items()
        if (rows := changed_rows(path, project / "data" / "observations" / name))
    }
    assert sum(map(len, changed.values())) >= least, "Calc changes figures"
    answer = tongket("check", "--json")
    assert answer.exit_code == 3
    found = [f for f in json.loads(answer.stdout)["findings"] if f["code"] == "printing-changed"]
    assert {f["file"]: [f["row"], *f["more_rows"]] for f in found} == changed
    assert tongket("run", "--year", "2024").exit_code == 3, "nothing of it is published"
    answer = tongket("tidy", "--restore")
    assert answer.exit_code == 0, answer.output
    for name, path in files.items():
        assert (project / "data" / "observations" / name).read_bytes() == path.read_bytes()
    assert check(project / "data") == []


VALUES = (
    "0.125", "0.005", "-0.125", "1234.567", "-1234.567", "1000000.001", "14.025", "5.000",
    "0.12", "0.1234", "1.234567", "12.5", "7",
)  # fmt: skip


def test_each_decimal_that_calc_takes_for_a_grouped_number_is_found(project: Path) -> None:
    path = project / "data" / "observations" / "pii.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for row, value in zip(rows, VALUES, strict=False):
        row["obs_value"] = value
    before = project / "build" / "site" / path.stem / "2024" / "observations.csv"
    for file in (path, before):
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [*rows[0]], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    save_in_calc(path.parent, "vi-VN", special=False, tmp=project / "calc")
    changed = changed_rows(before, path)
    assert changed[:8] == [*range(2, 10)], "Calc takes three decimals for a group"
    found = compared(project / "data", project / "build").changed
    assert [row for file, row in found if file.endswith(path.name)] == changed
