"""`tongket sheet` and `tongket import`: from the sheet that is given out, through a spreadsheet program, into the data."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from fixtures.libreoffice import saved_by_libreoffice
from tongket.cli import cli, confirmation
from tongket.data.store import check

DATA = Path(__file__).parents[2] / "data"
XLSX = "xlsx:Calc MS Excel 2007 XML"
REVIEW = "observations/VN-CT-2024.csv"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of somebody else, in which nothing of 2024 is entered yet."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("VN-CT-2024.csv", "*.json"))  # fmt: skip
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(DATA.parent / "notebooks"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tongket(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, list(words), input=answer, env={"LC_ALL": "C.UTF-8"})


def fill(path: Path, *rows: dict[str, str]) -> None:
    """Fill the rows at the end of an entry sheet, as somebody at a spreadsheet program does."""
    book = openpyxl.load_workbook(path)
    sheet = book["Figures"]
    columns = {
        "indicator": 2, "measure": 3, "as_printed": 6, "qualifier": 7, "source": 8, "locator": 9,
        "obs_status": 10, "comment": 11, "ref_area": 13, "time_period": 14,
    }  # fmt: skip
    last = max(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value)
    for number, row in enumerate(rows, start=last + 1):
        for code, column in columns.items():
            sheet.cell(number, column).value = row[code]
    book.save(path)


def review() -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / REVIEW).open(encoding="utf-8", newline="")))


@pytest.fixture
def filled(project: Path) -> Path:
    """The sheet of 2024 with the first figure of the review."""
    assert tongket("sheet", "2024", "--out", "mine.xlsx").exit_code == 0
    fill(project / "mine.xlsx", review()[0])
    return project / "data" / REVIEW


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirmation, "is_at_terminal", lambda: True)


def test_the_difference_is_shown_and_written_when_it_is_wanted(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch)
    answer = tongket("import", "mine.xlsx", answer="n\n")
    assert "+capacity.bachelor_share,VN-CT,2024,actual,\"28,70%\",exact,28.7,,,percent,A,dost-ct-review-2024,1," in answer.stdout  # fmt: skip
    assert "New statements: 1; changed: 0; rows not filled: " in answer.stdout
    assert answer.stdout.endswith("Nothing was written.\n")
    assert answer.exit_code == 0
    assert not filled.exists()
    answer = tongket("import", "mine.xlsx", answer="y\n")
    assert "Write this into the data? [y/N]: y" in answer.stdout
    assert "Written: data/observations/VN-CT-2024.csv, data/datapackage.json.\n" in answer.stdout
    assert len(filled.read_text(encoding="utf-8").splitlines()) == 2


def test_settings_that_do_not_hold_keep_no_figures_from_being_written(filled: Path) -> None:
    (filled.parents[2] / "tongket.toml").write_text("[review]\nyaer = 2024\n", "utf-8")
    answer = tongket("import", "mine.xlsx", "--yes")
    assert answer.exit_code == 0, answer.output
    assert "Written: data/observations/VN-CT-2024.csv.\n" in answer.stdout
    assert filled.is_file()


def test_without_a_terminal_nothing_is_written_unless_it_was_said_before(filled: Path) -> None:
    answer = tongket("import", "mine.xlsx")
    assert answer.exit_code == 2
    assert "+capacity.bachelor_share" in answer.stdout
    assert "expected an answer at a terminal, or --yes; got neither. Nothing was written: add --yes." in answer.stderr  # fmt: skip
    assert not filled.exists()
    assert tongket("import", "mine.xlsx", "--yes").exit_code == 0
    assert filled.exists()
    answer = tongket("import", "mine.xlsx")
    assert "Nothing to write: the data say what the workbook says." in answer.stdout
    assert answer.exit_code == 0


def test_a_workbook_that_does_not_hold_is_refused_with_all_findings(filled: Path) -> None:
    wrong = [{**review()[n], "as_printed": printed} for n, printed in ((0, "28,7x"), (1, "abc"))]
    fill(Path("mine.xlsx"), *wrong)
    answer = tongket("import", "mine.xlsx", "--yes")
    assert answer.exit_code == 3
    assert answer.stdout.count("expected a number as “vi” writes it") == 2
    assert "mine.xlsx: expected a workbook that can be taken over, got 3 findings. Nothing was written." in answer.stderr  # fmt: skip
    assert not filled.exists()


def test_a_file_that_changed_while_the_question_waited_is_not_overwritten(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DATA / REVIEW, filled)
    text = filled.read_text("utf-8").replace("28,70%", "29,70%").replace(",28.7,", ",29.7,")
    filled.write_text(text, "utf-8")
    at_terminal(monkeypatch)
    mine = text.replace("29,70%", "27,70%").replace(",29.7,", ",27.7,")
    monkeypatch.setattr(
        confirmation, "confirmed", lambda *_: bool(filled.write_text(mine, "utf-8"))
    )
    answer = tongket("import", "mine.xlsx")
    assert answer.exit_code == 2
    assert "expected the file as it was when it was compared, got another" in answer.stderr
    assert filled.read_text("utf-8") == mine


def test_what_the_workbook_no_longer_has_is_named_and_removed_when_it_is_wanted(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DATA / REVIEW, filled)
    before = filled.read_bytes()
    answer = tongket("import", "mine.xlsx")
    assert "In the data, and no longer in the workbook: observations/VN-CT-2024.csv, row 3, " in answer.stdout  # fmt: skip
    assert " … (78 in all).\nThey stay. To remove them: tongket import --remove mine.xlsx\nNothing to write.\n" in answer.stdout  # fmt: skip
    assert filled.read_bytes() == before
    at_terminal(monkeypatch)
    answer = tongket("import", "mine.xlsx", "--remove", answer="y\n")
    assert "New statements: 0; changed: 0; rows not filled: " in answer.stdout
    assert "To be removed: 78.\n" in answer.stdout
    assert filled.read_bytes() == b"".join(before.splitlines(keepends=True)[:2])


def test_a_name_with_a_space_is_quoted_in_the_command(project: Path) -> None:
    answer = tongket("sheet", "2024", "--out", "my file.xlsx")
    assert "then run: tongket import 'my file.xlsx'\n" in answer.stdout
    answer = tongket("sheet", "2024", "--out", "-y.xlsx")
    assert "then run: tongket import ./-y.xlsx\n" in answer.stdout


def test_a_sheet_is_not_overwritten(project: Path) -> None:
    assert tongket("sheet", "2025").exit_code == 0
    answer = tongket("sheet", "2025")
    assert answer.exit_code == 2
    assert "tongket-VN-CT-2025.xlsx: expected no such file yet, got one." in answer.stderr


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["vi-VN", "en-US"])
def test_the_79_printings_come_back_from_calc_byte_by_byte(locale: str, project: Path) -> None:
    assert tongket("sheet", "2024", "--out", "mine.xlsx").exit_code == 0
    fill(project / "mine.xlsx", *review())
    saved = (
        saved_by_libreoffice([project / "mine.xlsx"], locale, project / "calc", XLSX) / "mine.xlsx"
    )
    assert saved.read_bytes() != (project / "mine.xlsx").read_bytes()
    answer = tongket("import", str(saved), "--yes")
    assert answer.exit_code == 0, answer.output
    assert "New statements: 79; changed: 0" in answer.stdout
    assert (project / "data" / REVIEW).read_bytes() == (DATA / REVIEW).read_bytes()
    assert check(project / "data") == []
    assert "Nothing to write" in tongket("import", str(saved)).stdout


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["vi-VN", "en-US"])
def test_what_calc_makes_of_typed_cells_is_named_cell_by_cell(locale: str, project: Path) -> None:
    """A column that lost its format before somebody typed: numbers, a percentage, a date."""
    assert tongket("sheet", "2024", "--out", "mine.xlsx").exit_code == 0
    fill(project / "mine.xlsx", *({**row, "as_printed": ""} for row in review()[:3]))
    book = openpyxl.load_workbook("mine.xlsx")
    sheet = book["Figures"]
    last = max(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value)
    for row, (value, form) in enumerate(((420, "General"), (0.14025, "0.00%"), (45780, "d/m/yyyy")), start=last - 2):  # fmt: skip
        sheet.cell(row, 6).value = value
        sheet.cell(row, 6).number_format = form
    book.save("mine.xlsx")
    saved = (
        saved_by_libreoffice([project / "mine.xlsx"], locale, project / "calc", XLSX) / "mine.xlsx"
    )
    answer = tongket("import", str(saved), "--yes")
    assert answer.exit_code == 3
    assert f"Figures!F{last - 2}: expected a text, and not a number, got '420'." in answer.stdout
    assert f"Figures!F{last - 1}: expected a text, and not a number, got '0.14025'." in answer.stdout  # fmt: skip
    assert f"Figures!F{last}: expected a text, and not a date, got '2025-05-03'." in answer.stdout
