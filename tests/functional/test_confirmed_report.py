"""From a report to the data: what is proposed in a workbook, what somebody keeps of it, and what keeps it out."""

from __future__ import annotations

import csv
import json
import re
import shutil
from copy import copy
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from fixtures.libreoffice import saved_by_libreoffice
from fixtures.own_reports import BEFORE, REPORT, SOURCE
from tongket.cli import cli
from tongket.data.store import check
from tongket.entry_sheet.cells import read_entry_sheet
from tongket.entry_sheet.confirmed import confirmed
from tongket.entry_sheet.entered import Entered
from tongket.entry_sheet.trial import try_out

DATA = Path(__file__).parents[2] / "data"
FILED = "data/observations/VN-CT-2025.csv"
BOOK = "extract/bao-cao-2025/bao-cao-2025.xlsx"


def make(folder: Path) -> Path:
    """A project with the figures of 2024 and a report of 2025 beside it."""
    shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns("observations", "*.json"))
    (folder / "data/observations").mkdir()
    for name in ("VN-CT-2024.csv", "VN-CT-targets.csv"):
        shutil.copy(DATA / "observations" / name, folder / "data/observations")
    with (folder / "data/sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    (folder / "bao-cao.txt").write_text(REPORT, "utf-8")
    (folder / "guide.txt").write_text(BEFORE, "utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a report that nobody has looked into yet."""
    folder = make(tmp_path / "project")
    monkeypatch.setenv("TONGKET_DATA", str(folder / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(DATA.parent / "notebooks"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with what was found in its report."""
    folder = make(tmp_path_factory.mktemp("found"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGKET_DATA", str(folder / "data"))
        patch.chdir(folder)
        assert "proposed with a yes" in extract().stdout
    return folder


@pytest.fixture
def waiting(found: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with what was found in its report, in which no row has a yes."""
    folder = tmp_path / "project"
    shutil.copytree(found, folder)
    monkeypatch.setenv("TONGKET_DATA", str(folder / "data"))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(DATA.parent / "notebooks"))
    monkeypatch.chdir(folder)
    fill({(n, KEEP): "" for n in range(1, 11)})
    return folder


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


def extract(*more: str) -> Result:
    words = ("bao-cao.txt", "--year", "2025", "--area", "VN-CT", "--guide", "guide.txt")
    answer = tongket("extract", *words, *more)
    assert answer.exit_code == 0, answer.output
    return answer


def figures(path: str = BOOK) -> tuple[openpyxl.Workbook, Worksheet, dict[str, int]]:
    book = openpyxl.load_workbook(path)
    sheet = book["Figures"]
    return book, sheet, {str(cell.value): cell.column for cell in sheet[1]}


def fill(cells: dict[tuple[int, str], str], path: str = BOOK) -> None:
    """Fill cells by the number of a figure and the heading, as somebody at a spreadsheet program does."""
    book, sheet, columns = figures(path)
    for (number, heading), text in cells.items():
        sheet.cell(number + 1, columns[heading]).value = text
    book.save(path)


def number_of(words: str) -> int:
    """The row of the figure whose sentence holds words."""
    _, sheet, columns = figures()
    (found,) = (
        row for row in range(2, sheet.max_row + 1)
        if words in str(sheet.cell(row, columns["Sentence"]).value)
    )  # fmt: skip
    return found - 1


def rows_of(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(path).read_text("utf-8").splitlines()))


def filed() -> list[dict[str, str]]:
    """The observations of the report's period."""
    return rows_of(FILED) if Path(FILED).exists() else []


KEEP = "Keep? (yes, or empty)"
# What an entry sheet does not have.
ONLY_HERE = (
    "No.", "Sentence", "Section, page", "What the text makes of it", "Read as", "Year before: as printed = value",
    "Against the year before", "Why this indicator", "Second candidate", "Third candidate",
)  # fmt: skip


def test_a_report_becomes_a_workbook_a_page_and_a_record(project: Path) -> None:
    answer = extract()
    assert "Printed figures found: 10; proposed with a yes: " in answer.stdout
    assert (
        "Figures on record of the year before, and found in the guide: 8 of 79.\n" in answer.stdout
    )
    assert f"then run: tongket import {BOOK}\n" in answer.stdout
    book, sheet, columns = figures()
    assert book.sheetnames == [
        "Instructions", "Figures", "Candidates", "Not found", "No figures", "List of sources", "New indicators", "Lists",
    ]  # fmt: skip
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    titles = number_of("Cục đã cấp «5.455» văn bằng")
    shown = {name: sheet.cell(titles + 1, column).value for name, column in columns.items()}
    assert shown["Indicator"] == "IP titles granted"
    assert shown["As printed"] == "5.455"
    assert shown["Read as"] == "5,455 văn bằng"
    assert shown["Year before: as printed = value"] == "IP titles granted: 420"
    assert shown["Against the year before"] == "12.99 times the year before"
    assert shown["Place in the source"] == "4#2"
    missing = {(row[0].value, row[1].value) for row in book["Not found"].iter_rows(min_row=2)}
    assert ("Fines imposed", "the actual value") in missing
    assert ("IP titles granted", "the actual value") not in missing
    none = [[cell.value for cell in row][:2] for row in book["No figures"].iter_rows(min_row=2)]
    assert ["12/BC-SKHCN", "the number of a document"] in none
    record = json.loads(Path("extract/bao-cao-2025/document.json").read_text("utf-8"))
    assert (record["report"], record["period"], record["source"]) == (
        "bao-cao.txt",
        "2025",
        "review-2025",
    )
    assert Path("extract/.gitignore").read_text() == "*\n"


def test_the_list_of_an_indicator_begins_with_its_candidates(waiting: Path) -> None:
    book, sheet, columns = figures()
    row = number_of("Cục đã cấp «5.455» văn bằng") + 1
    letter = sheet.cell(1, columns["Indicator"]).column_letter
    (rule,) = (
        each for each in sheet.data_validations.dataValidation if f"{letter}{row}" in each.sqref
    )
    column, last = re.fullmatch(
        r"'?Candidates'?!\$([A-Z]+)\$1:\$[A-Z]+\$([0-9]+)", rule.formula1
    ).groups()
    words = [book["Candidates"][f"{column}{n}"].value for n in range(1, int(last) + 1)]
    assert words[0] == sheet.cell(row, columns["Indicator"]).value
    assert words[-2:] == ["a new indicator", "no indicator"]
    assert len(words) == len(set(words)) > 100
    assert book["Candidates"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("printed", "keep"), [("17.320", "yes"), ("173.200", None), ("1.620", None)]
)
def test_a_slip_of_a_digit_has_no_yes_from_the_start(
    printed: str, keep: str | None, project: Path
) -> None:
    Path("bao-cao.txt").write_text(REPORT.replace("17.320", printed), "utf-8")
    extract()
    number = number_of(f"thử nghiệm «{printed}» mẫu")
    _, sheet, columns = figures()
    row = {name: sheet.cell(number + 1, column).value for name, column in columns.items()}
    assert (row["Indicator"], row[KEEP]) == ("Samples tested", keep)
    assert bool(row["Against the year before"]) == (keep is None)
    page = Path("extract/bao-cao-2025/text.html").read_text("utf-8")
    assert (f'<mark class="tk-found tk-kept" id="f{number}"' in page) == bool(keep)


def test_a_figure_of_a_table_has_its_row_and_the_head_of_its_column(project: Path) -> None:
    table = "Nội dung\tKế hoạch\tKinh phí (tỷ đồng)\nPhương tiện đo được kiểm định\t9.000\t46,85\n"
    Path("bao-cao.txt").write_text(f"{REPORT}\nTốc độ đổi mới đạt 12,5-13%.\n\n{table}", "utf-8")
    extract("--lang", "vi")
    sheet = openpyxl.load_workbook(BOOK)["Số liệu"]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    told = {
        sheet.cell(row, columns["Câu"]).value: sheet.cell(row, columns["Được đọc là"]).value
        for row in range(2, sheet.max_row + 1)
    }
    assert told["Kế hoạch: Phương tiện đo được kiểm định | «9.000» | 46,85"].startswith("9.000")
    money = "Kinh phí (tỷ đồng): Phương tiện đo được kiểm định | 9.000 | «46,85»"
    assert told[money] == "46.850.000.000 đồng"
    assert told["Tốc độ đổi mới đạt «12,5-13»%."] == "12,5–13 phần trăm"
    why = sheet.cell(2, columns["Vì sao chọn chỉ tiêu này"]).value
    assert re.fullmatch(r"(?:[^\d;]+ \d,\d\d(?:; )?)+", why)


def test_the_page_beside_it_has_the_whole_text_with_the_numbers_of_the_rows(project: Path) -> None:
    Path("bao-cao.txt").write_text(REPORT.replace("bàn ghế", "<script>alert(1)</script>"), "utf-8")
    extract()
    page = Path("extract/bao-cao-2025/text.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page
    number = number_of("thử nghiệm «17.320» mẫu")
    assert f'id="f{number}"' in page
    assert re.search(rf"<b>{number}</b>&nbsp;17\.320 mẫu</mark>", page)
    bare = re.sub(r"<b>\d+</b>&nbsp;", "", page[page.index("<main") : page.index("</main>")])
    text = re.sub(r"<[^>]+>", "", bare)
    assert "Cục nhắc lại: đã cấp 5.455 văn bằng bảo hộ cho địa phương." in text


def test_only_what_is_kept_comes_into_the_data_and_all_else_is_listed(waiting: Path) -> None:
    chairs, titles = number_of("«12» bộ bàn ghế"), number_of("Cục đã cấp «5.455»")
    fill(
        {
            (titles, KEEP): "yes",
            (chairs, "Indicator"): "no indicator",
            (1, "Indicator"): "a new indicator",
        }
    )
    answer = tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba")
    assert answer.exit_code == 0, answer.output
    (row,) = filed()
    assert row == {
        "indicator": "ip.titles_granted", "ref_area": "VN-CT-2025", "time_period": "2025", "measure": "actual",
        "as_printed": "5.455", "qualifier": "exact", "obs_value": "5455", "lower": "", "upper": "",
        "unit_measure": "titles", "obs_status": "A", "source": "review-2025", "locator": "4#2", "comment": "",
    }  # fmt: skip
    assert f"Not taken over (no indicator): {chairs}.\n" in answer.stdout
    assert "Not taken over (a new indicator that is not declared yet): 1.\n" in answer.stdout
    assert "To declare it: tongket add indicator\n" in answer.stdout
    assert "Not taken over (not kept): 2–5, 7–9.\n" in answer.stdout
    assert "sets of related figures" in answer.stdout
    assert "In full: tongket audit --year 2025 --area VN-CT\n" in answer.stdout
    decisions = rows_of("extract/bao-cao-2025/decisions.csv")
    assert [each["decision"] for each in decisions].count("kept") == 1
    assert {each["by"] for each in decisions} == {"Lê Thị Ba"}
    assert decisions[titles - 1]["proposed_indicator"] == "ip.titles_granted"
    assert check(waiting / "data") == []
    # Whoever decides something later does not take over what others decided.
    fill({(number_of("«17.320» mẫu"), KEEP): "yes"})
    assert tongket("import", BOOK, "--yes", "--by", "Trần Văn Tư").exit_code == 0
    later = rows_of("extract/bao-cao-2025/decisions.csv")
    assert [a["by"] for a, b in zip(later, decisions, strict=True) if a != b] == ["Trần Văn Tư"]
    assert len(filed()) == 2


def test_what_was_corrected_in_the_data_since_stays_corrected(waiting: Path) -> None:
    fill({(number_of("Cục đã cấp «5.455»"), KEEP): "yes"})
    assert tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba").exit_code == 0
    (file,) = (
        path
        for path in (waiting / "data/observations").iterdir()
        if "5.455" in path.read_text("utf-8")
    )
    corrected = file.read_text("utf-8").replace("5.455", "5.454").replace("5455", "5454")
    file.write_text(corrected, "utf-8")
    again = tongket("import", BOOK, "--yes", "--by", "Trần Văn Tư")
    assert "Left, because the data changed since the workbook was given out" in again.stdout, (
        again.output
    )
    assert file.read_text("utf-8") == corrected


def test_what_is_filled_and_not_kept_or_taken_back_is_named(waiting: Path) -> None:
    titles, below = number_of("Cục đã cấp «5.455»"), 12
    own = {(below, "Indicator"): "Fines imposed", (below, "As printed"): "7 triệu đồng"}
    fill({(titles, KEEP): "yes", **own})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 0, answer.output
    missed = f"Not taken over, because “Keep?” does not say yes: Figures!{below + 1}.\n"
    assert missed in answer.stdout
    assert "Taken over before" not in answer.stdout
    fill({(titles, KEEP): "no"})
    answer = tongket("import", BOOK, "--yes")
    assert f"Taken over before, and still in the data: {titles}. Delete them" in answer.stdout
    assert len(filed()) == 1


def test_who_decided_is_noted_also_after_an_import_that_was_stopped(waiting: Path) -> None:
    fill({(number_of("Cục đã cấp «5.455»"), KEEP): "yes"})
    assert tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba").exit_code == 0
    noted = Path("extract/bao-cao-2025/decisions.csv")
    # As where it was killed when the data were written.
    noted.unlink()
    again = tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba")
    assert (again.exit_code, len(filed())) == (0, 1), again.output
    assert {each["by"] for each in rows_of(str(noted))} == {"Lê Thị Ba"}


@pytest.mark.parametrize("broken", ["garbage", "number,decision\n1,kept\n", "\0"])
def test_broken_decisions_are_named_before_anything_is_written(broken: str, waiting: Path) -> None:
    fill({(number_of("Cục đã cấp «5.455»"), KEEP): "yes"})
    noted = Path("extract/bao-cao-2025/decisions.csv")
    noted.write_text(broken)
    answer = tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba")
    assert answer.exit_code == 3, answer.output
    assert "expected the decisions of earlier imports" in answer.stderr
    assert (filed(), noted.read_text()) == ([], broken)


@pytest.mark.parametrize(("name", "wrong"), [("area", "NOPE"), ("period", "zz")])
def test_a_record_of_no_place_or_period_is_refused_before_anything_is_written(
    name: str, wrong: str, waiting: Path
) -> None:
    fill({(number_of("Cục đã cấp «5.455»"), KEEP): "yes"})
    path = Path("extract/bao-cao-2025/document.json")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), name: wrong}), "utf-8")
    answer = tongket("import", BOOK, "--yes", "--by", "Lê Thị Ba")
    assert answer.exit_code == 2, answer.output
    assert wrong in answer.stderr
    assert filed() == []


def test_nobody_confirms_where_nobody_is_known(
    waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError

    fill({(number_of("Cục đã cấp «5.455»"), KEEP): "yes"})
    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("tongket.new_project.repository.user_of", lambda _: "")
    answer = tongket("import", BOOK, "--yes")
    assert (answer.exit_code, filed()) == (2, [])
    assert "Add --by NAME." in answer.stderr


def test_what_the_audit_asks_is_counted_at_the_end(waiting: Path) -> None:
    own = {"Benefit of the initiatives": "5 triệu đồng", "Initiatives in use": "3.000"}
    said = {KEEP: "yes", "What the figure says": "the actual value"}
    for row, (indicator, printed) in enumerate(own.items(), start=12):
        cells = {**said, "Indicator": indicator, "As printed": printed}
        fill({(row, heading): text for heading, text in cells.items()})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 0, answer.output
    assert "Questions to ask of them: 1.\n" in answer.stdout


def test_a_figure_that_is_kept_needs_an_indicator(waiting: Path) -> None:
    titles = number_of("Cục đã cấp «5.455»")
    fill({(titles, KEEP): "yes", (titles, "Indicator"): ""})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    (line,) = answer.stdout.splitlines()[:1]
    assert line == (
        f"bao-cao-2025.xlsx, Figures!E{titles + 1}: expected the indicator of a figure that is kept, got nothing. "
        f"Choose one in the list, or empty the cell Figures!B{titles + 1}."
    )


def test_a_report_that_is_named_by_its_year_says_it_once(project: Path) -> None:
    shutil.copy("bao-cao.txt", "bao-cao-2025.txt")
    answer = tongket("extract", "bao-cao-2025.txt", "--year", "2025", "--area", "VN-CT")
    assert f"Written: {BOOK}." in answer.stdout


def test_a_figure_said_twice_in_one_section_is_two_statements(waiting: Path) -> None:
    rows = [number_of("Cục đã cấp «5.455»"), number_of("nhắc lại: đã cấp «5.455»")]
    said = {
        KEEP: "yes",
        "Indicator": "IP titles granted",
        "What the figure says": "the actual value",
    }
    fill({(n, heading): text for n in rows for heading, text in said.items()})
    assert tongket("import", BOOK, "--yes").exit_code == 0
    assert [(r["indicator"], r["locator"]) for r in filed()] == [
        ("ip.titles_granted", "4#2"), ("ip.titles_granted", "4#3"),
    ]  # fmt: skip


def test_what_is_corrected_in_its_cell_comes_in_corrected(waiting: Path) -> None:
    titles = number_of("Cục đã cấp «5.455»")
    changed = {
        "As printed": "545",
        "Place in the source": "4",
        "Comment, in English": "A slip of the pen.",
    }
    fill({(titles, KEEP): "x", **{(titles, name): text for name, text in changed.items()}})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 0, answer.output
    (row,) = filed()
    assert (row["as_printed"], row["obs_value"], row["locator"]) == ("545", "545", "4")
    assert row["comment"] == "A slip of the pen."


def test_a_workbook_of_another_text_is_refused(waiting: Path) -> None:
    shutil.move(BOOK, "mine.xlsx")
    # Wherever the workbook lies, the record of its report is found.
    assert tongket("import", "mine.xlsx", "--yes").exit_code == 0
    before = filed()
    Path("bao-cao.txt").write_text(REPORT.replace("640", "641"), "utf-8")
    answer = tongket("import", "mine.xlsx", "--yes")
    assert answer.exit_code == 3
    assert "expected bao-cao.txt as it was when its figures were found, got" in answer.stdout
    anew = "find its figures anew: `tongket extract bao-cao.txt --year 2025`."
    assert f"Move extract/bao-cao-2025 away and {anew}" in answer.stdout
    shutil.rmtree("extract")
    extract()
    answer = tongket("import", "mine.xlsx", "--yes")
    assert answer.exit_code == 3
    assert (
        "expected a workbook of a report whose document.json is beside it or in extract, got"
        in answer.stdout
    )
    assert filed() == before


@pytest.mark.parametrize(("name", "value"), [("area", None), ("period", None), ("path", 5)])
def test_a_record_that_lacks_something_is_refused_before_anything_is_written(
    waiting: Path, name: str, value: object
) -> None:
    record = waiting / "extract/bao-cao-2025/document.json"
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), name: value}), "utf-8")
    fill({(1, KEEP): "yes"})
    for _ in range(2):
        answer = tongket("import", BOOK, "--yes")
        assert answer.exit_code == 3
        assert "a workbook of a report whose document.json is beside it" in answer.stdout
        record.write_text("[" * 100_000, "utf-8")
    assert not filed()


def test_rows_of_two_reports_are_not_taken_for_one(waiting: Path) -> None:
    book, sheet, columns = figures()
    cell = sheet.cell(3, columns["As given out: do not change"])
    cell.value = cell.value.replace('"text": "', '"text": "0')
    book.save(BOOK)
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "expected a workbook of a report whose document.json is beside it" in answer.stdout
    assert not filed()


def test_without_its_column_no_row_is_taken_for_kept(waiting: Path) -> None:
    book, sheet, columns = figures()
    sheet.delete_cols(columns[KEEP])
    book.save(BOOK)
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "Add the column Keep? (yes, or empty)." in answer.stdout
    # Also where nothing else of it is left but what was given out.
    book, sheet, _ = figures()
    for heading in ONLY_HERE:
        columns = {str(cell.value): cell.column for cell in sheet[1]}
        sheet.delete_cols(columns[heading])
    book.save(BOOK)
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "Add the column Keep? (yes, or empty)." in answer.stdout
    assert not filed()


def test_cells_that_were_sorted_apart_from_their_row_are_named(waiting: Path) -> None:
    fill({(1, KEEP): "yes", (1, "As printed"): "640", (3, "As printed"): "31"})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "Figures!G2: expected the printing of this sentence, 31, got '640'." in answer.stdout
    assert "Figures!G4: expected the printing of this sentence, 640, got '31'." in answer.stdout
    # Or all that one sees, without the hidden column behind it.
    fill({(1, "As printed"): "31", (3, "As printed"): "640", (1, "No."): "3", (3, "No."): "1"})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert (
        "Figures!A2: expected the number of the row as it was given out, 1, got '3'. Undo"
        in answer.stdout
    )
    assert not filed()


def test_a_hidden_cell_without_its_number_is_named(waiting: Path) -> None:
    book, sheet, columns = figures()
    cell = sheet.cell(2, columns["As given out: do not change"])
    cell.value = cell.value.replace('"number": "1"', '"number": "one"')
    book.save(BOOK)
    fill({(2, KEEP): "yes"})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "W2: expected the hidden cell as it was given out, got" in answer.stdout
    assert not filed()


def test_what_is_noted_can_be_read_again(waiting: Path) -> None:
    fill({(1, KEEP): "yes", (2, "As printed"): "17\u200b"})
    answer = tongket("import", BOOK, "--yes", "--by", "Hoa\nLan\u200b")
    assert answer.exit_code == 2
    assert (
        "expected a name of characters that one can see, got 'Hoa\\nLan\\u200b'." in answer.stderr
    )
    assert not filed()
    assert tongket("import", BOOK, "--yes", "--by", "  Hoa  La\u0302n ").exit_code == 0
    assert tongket("import", BOOK, "--yes", "--by", "Minh").exit_code == 0
    noted = rows_of("extract/bao-cao-2025/decisions.csv")
    assert {row["by"] for row in noted} == {"Hoa Lân"}
    assert noted[1]["as_printed"] == "17\\u200b"


@pytest.mark.parametrize("name", ["hai\ndòng.txt", "esc\x1b[31m.txt", "sai\udcff.txt"])
def test_a_report_whose_name_cannot_be_typed_is_to_be_renamed(project: Path, name: str) -> None:
    shutil.copy("bao-cao.txt", name)
    answer = tongket("extract", name, "--year", "2025")
    assert answer.exit_code == 2, answer.output
    assert "expected a name of characters that one can see. Rename the file" in answer.stderr
    assert not Path("extract").exists()


def test_a_word_that_is_neither_yes_nor_no_is_named(waiting: Path) -> None:
    fill({(1, KEEP): "maybe"})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 3
    assert "Figures!B2: expected yes, got 'maybe'. Choose yes, or empty the cell." in answer.stdout


def test_what_is_not_of_a_report_is_typed_below_its_last_row(waiting: Path) -> None:
    own = {
        "Indicator": "ip.applications_designs",
        "What the figure says": "the actual value",
        "As printed": "7",
    }
    fill({(12, KEEP): "yes", **{(12, name): text for name, text in own.items()}})
    answer = tongket("import", BOOK, "--yes")
    assert answer.exit_code == 0, answer.output
    (row,) = filed()
    assert (row["indicator"], row["as_printed"], row["source"]) == (
        "ip.applications_designs",
        "7",
        "review-2025",
    )


def test_a_report_is_not_its_own_guide(project: Path) -> None:
    shutil.copy("bao-cao.txt", "copy.txt")
    answer = tongket("extract", "bao-cao.txt", "--year", "2025", "--guide", "copy.txt")
    assert answer.exit_code == 2
    assert "got one with the text of the report itself" in answer.stderr
    assert not Path("extract").exists()


def test_which_source_a_report_is_must_be_known(project: Path) -> None:
    answer = tongket(
        "extract", "bao-cao.txt", "--year", "2025", "--area", "VN-CT", "--source", "nowhere"
    )
    assert answer.exit_code == 2
    assert (
        "expected a source that is declared, got nowhere. Declare it: tongket add source nowhere"
        in answer.stderr
    )
    text = (project / "data/sources.toml").read_text("utf-8")
    (project / "data/sources.toml").write_text(text.replace(SOURCE, ""), "utf-8")
    answer = tongket("extract", "bao-cao.txt", "--year", "2025", "--area", "VN-CT")
    assert answer.exit_code == 2
    assert "Declare the report: tongket add source report-2025\n" in answer.stderr
    assert not Path("extract").exists()


def test_a_workbook_that_somebody_may_have_filled_is_not_written_over(waiting: Path) -> None:
    before = Path(BOOK).read_bytes()
    answer = tongket("extract", "bao-cao.txt", "--year", "2025", "--area", "VN-CT")
    assert answer.exit_code == 2
    assert "expected no workbook of this report yet, got one. Import it, or move" in answer.stderr
    assert Path(BOOK).read_bytes() == before


def test_another_report_of_the_same_name_is_told_from_the_one_whose_workbook_is_there(
    waiting: Path,
) -> None:
    before = Path(BOOK).read_bytes()
    (waiting / "bao-cao.html").write_text(f"<p>{REPORT}</p>", "utf-8")
    answer = tongket("extract", "bao-cao.html", "--year", "2025", "--area", "VN-CT")
    assert answer.exit_code == 2
    assert (
        "expected no workbook of this name yet, got one of bao-cao.txt. Rename bao-cao.html to bao-cao-2.html, then "
        "run `tongket extract bao-cao-2.html --year 2025` with your other options"
    ) in answer.stderr
    assert Path(BOOK).read_bytes() == before
    (waiting / "bao-cao.html").rename("bao-cao-2.html")
    answer = tongket("extract", "bao-cao-2.html", "--year", "2025", "--area", "VN-CT")
    assert answer.exit_code == 0


@pytest.fixture(scope="module")
def given_out(found: Path) -> Entered:
    """The workbook of a report, as it is read."""
    return read_entry_sheet(found / BOOK)


@settings(max_examples=10)
@given(kept=st.sets(st.integers(0, 9)), changed=st.sets(st.integers(0, 9)))
def test_what_is_kept_and_nothing_else_is_what_the_data_gain(
    found: Path, given_out: Entered, kept: set[int], changed: set[int]
) -> None:
    rows = []
    for n, row in enumerate(given_out.rows["figures"]):
        cells = {**row.cells, "keep": "yes" if n in kept else "", "locator": f"9#{n}"}
        if n < 10 and not cells["indicator"]:
            cells |= {"indicator": "ip.titles_granted", "measure": "actual"}
        if n in changed:
            cells["as_printed"] = "7"
        rows.append(replace(row, cells=cells))
    entered = copy(given_out)
    entered.rows, entered.findings = {**given_out.rows, "figures": rows}, []
    decided = confirmed(entered, found / BOOK, found)
    assert decided is not None
    made = try_out(found / "data", entered)
    assert made.findings == []
    assert made.added == len(kept)
    assert bool(made.forms) == bool(kept)
    gained = [
        line
        for form in made.forms
        for line in csv.DictReader(form.after.splitlines())
        if line["source"] == "review-2025"
    ]
    said = {line["locator"]: line["as_printed"] for line in gained}
    assert said == {f"9#{n}": "7" if n in changed else rows[n].cells["as_printed"] for n in kept}
    left = [n for numbers in decided.left().values() for n in numbers]
    assert sorted(map(int, left)) == [n + 1 for n in range(10) if n not in kept]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["vi-VN", "en-US"])
def test_a_workbook_comes_back_from_calc_as_it_was(locale: str, project: Path) -> None:
    extract()
    saved = saved_by_libreoffice(
        [project / BOOK], locale, project / "calc", "xlsx:Calc MS Excel 2007 XML"
    )
    before, after = (
        read_entry_sheet(path).rows["figures"] for path in (project / BOOK, saved / Path(BOOK).name)
    )
    assert [row.cells for row in after] == [row.cells for row in before]
    assert [row.given for row in after] == [row.given for row in before]
    assert tongket("import", str(saved / Path(BOOK).name), "--yes").exit_code == 0
