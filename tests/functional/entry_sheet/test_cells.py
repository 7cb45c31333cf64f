"""What a spreadsheet program, or a person, did to an entry sheet: each cell that cannot be read is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from functional.entry_sheet.conftest import TITLES, Fill
from tongket import limits
from tongket.entry_sheet.cells import Entered, read_entry_sheet


def said(entered: Entered) -> list[str]:
    return [finding.line("en") for finding in entered.findings]


CHANGED = [
    (420, "number", "expected a text, and not a number, got '420'"),
    (0.14025, "number", "expected a text, and not a number, got '0.14025'"),
    (datetime(2025, 4, 3), "date", "expected a text, and not a date, got '2025-04-03'"),
    (date(2025, 12, 13), "date", "expected a text, and not a date, got '2025-12-13'"),
    (True, "true-or-false", "expected a text, and not true or false, got 'True'"),
    ("=SUM(A1:A2)", "formula", "expected a text, and not a formula, got '=SUM(A1:A2)'"),
    ("='[1]Sheet1'!A1", "formula", "expected a text, and not a formula, got \"='[1]Sheet1'!A1\""),
    ("#N/A", "error-value", "expected a text, and not an error of a formula, got '#N/A'"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "words"), CHANGED, ids=[str(c[0]) for c in CHANGED])
def test_a_cell_that_is_no_text_is_named_and_not_guessed(
    value: object, code: str, words: str, filled: Fill
) -> None:
    path = filled({**TITLES, "as_printed": value}, TITLES)
    entered = read_entry_sheet(path)
    assert [finding.code for finding in entered.findings] == [code]
    assert said(entered) == [f"filled.xlsx, Figures!F2: {words}. Format the cell as text, then type it again as the source prints it."]  # fmt: skip
    assert [row.number for row in entered.rows["figures"]] == [3], "the others are read"


def test_every_cell_is_named_by_itself(filled: Fill) -> None:
    rows = [{**TITLES, "as_printed": 1, "locator": 2}, {**TITLES, "as_printed": 1}]
    places = [finding.column for finding in read_entry_sheet(filled(*rows)).findings]
    assert places == ["Figures!F2", "Figures!I2", "Figures!F3"]


def struck(text: str) -> TextBlock:
    return TextBlock(InlineFont(strike=True), text)


def at(height: str, text: str) -> TextBlock:
    return TextBlock(InlineFont(vertAlign=height), text)


MARKED = [
    (CellRichText("5,8", at("superscript", "1")), "5,8[1]"),
    (CellRichText("10", at("subscript", "2")), "10[2]"),
    (CellRichText(struck("12"), TextBlock(InlineFont(b=True), "13")), "[12]13"),
]


@pytest.mark.parametrize(("value", "shown"), MARKED, ids=[shown for _, shown in MARKED])
def test_letters_with_a_mark_are_not_joined_to_the_figure(
    value: CellRichText, shown: str, filled: Fill
) -> None:
    def mark(book: Workbook) -> None:
        book["Figures"]["F2"] = value

    entered = read_entry_sheet(filled(TITLES, change=mark))
    assert said(entered) == [f"filled.xlsx, Figures!F2: expected letters of one height that are not struck out, got '{shown}'. Delete what is in brackets here, or give it the format of the others."]  # fmt: skip


def test_a_cell_that_is_struck_out_is_no_figure(filled: Fill) -> None:
    def strike(book: Workbook) -> None:
        book["Figures"]["F2"].font = Font(strike=True)

    entered = read_entry_sheet(filled(TITLES, change=strike))
    assert [(f.code, f.value) for f in entered.findings] == [("marked-letters", "[420]")]


def test_bold_and_coloured_letters_are_read(filled: Fill) -> None:
    def bold(book: Workbook) -> None:
        book["Figures"]["F2"] = CellRichText("2,9", TextBlock(InlineFont(b=True), " tỷ đồng"))

    entered = read_entry_sheet(filled(TITLES, change=bold))
    assert entered.findings == []
    assert entered.rows["figures"][0].cells["as_printed"] == "2,9 tỷ đồng"


def test_what_is_written_in_no_column_is_named(filled: Fill) -> None:
    def aside(book: Workbook) -> None:
        book["Figures"]["R300"] = 70

    assert read_entry_sheet(filled(TITLES, change=aside)).beside == ["Figures!R300"]


def test_a_workbook_of_the_strict_form_is_named(tmp_path: Path, filled: Fill) -> None:
    path, strict = tmp_path / "strict.xlsx", b"http://purl.oclc.org/ooxml/"
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": strict
        + b"spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": strict + b"officeDocument/",
    }
    with zipfile.ZipFile(filled(TITLES)) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            for usual, other in names.items():
                content = content.replace(usual, other)
            new.writestr(part, content)
    (line,) = said(read_entry_sheet(path))
    assert "got 'Strict Open XML'. Save it as “Excel Workbook (.xlsx)”, not as" in line


def test_what_is_shown_for_orientation_is_not_read(filled: Fill) -> None:
    entered = read_entry_sheet(filled({**TITLES, "previous": 3.5, "unit": "=A1", "domain": 7}))
    assert entered.findings == []
    assert "previous" not in {k for k, v in entered.rows["figures"][0].cells.items() if v}


PRINTINGS = ["3/4", "12-13", "01", "14,025%", "2,9 tỷ đồng", "−5%", "1.200", "mười hai"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_texts_are_read_letter_by_letter_under_headings_of_each_language(
    lang: str, filled: Fill
) -> None:
    entered = read_entry_sheet(filled(*({**TITLES, "as_printed": p} for p in PRINTINGS), lang=lang))
    assert entered.findings == []
    assert [row.cells["as_printed"] for row in entered.rows["figures"]] == PRINTINGS


def test_spaces_that_nobody_sees_at_the_ends_are_taken_away(filled: Fill) -> None:
    entered = read_entry_sheet(filled({**TITLES, "as_printed": " 2,9  tỷ đồng "}))
    assert entered.rows["figures"][0].cells["as_printed"] == "2,9 tỷ đồng"


def hide(book: Workbook) -> None:
    book["Figures"].sheet_state = "hidden"
    book.create_sheet("My notes")


def merge(book: Workbook) -> None:
    book["Figures"].merge_cells("F2:F3")


def rename(book: Workbook) -> None:
    book["Figures"]["F1"] = "As printd"


def erase(book: Workbook) -> None:
    book["Figures"]["H1"] = None


def add(book: Workbook) -> None:
    book["Figures"]["P1"] = "My remarks"


def double(book: Workbook) -> None:
    book["Figures"]["P1"] = "as printed"


def repeat(book: Workbook) -> None:
    book.copy_worksheet(book["Figures"]).title = "Số liệu"


def put_above(book: Workbook) -> None:
    book["Figures"].insert_rows(1)
    book["Figures"]["A1"] = "THE FIGURES OF 2024"


def retitle(book: Workbook) -> None:
    book["Figures"].title = "Sheet1"


SHAPES = [
    (hide, "hidden-sheet", "Figures: expected a sheet that one can see, got nothing. Show the sheet"),
    (merge, "merged-cells", "Figures!F2:F3: expected single cells, got nothing. Unmerge them"),
    (rename, "misspelt-column", "Figures!F1: expected As printed, got 'As printd'. Write As printed."),
    (erase, "missing-column", "Figures: expected Source (its id), got nothing. Add the column Source (its id)."),
    (add, "extra-column", "Figures!P1: expected the columns of the sheet, got 'My remarks'. Delete this column"),
    (double, "duplicate-column", "Figures!P1: expected each column once, got 'as printed'. Keep one column as printed."),
    (repeat, "duplicate-sheet", "Số liệu: expected this sheet once (also “Figures”), got nothing. Put its rows"),
    (put_above, "headings-below", "Figures!2: expected the headings in row 1, got nothing. Delete the rows above"),
    (retitle, "missing-sheet", "filled.xlsx: expected the sheet “Figures”, got 'Sheet1'. Give the sheet"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "words"), SHAPES, ids=[s[1] for s in SHAPES])
def test_a_sheet_of_another_shape_is_named(
    change: Callable[[Workbook], None], code: str, words: str, filled: Fill
) -> None:
    entered = read_entry_sheet(filled(TITLES, change=change))
    assert [finding.code for finding in entered.findings] == [code]
    assert words in said(entered)[0]


def test_all_that_is_wrong_is_said_at_once(filled: Fill) -> None:
    def all_of_it(book: Workbook) -> None:
        for change in (hide, merge, rename, add):
            change(book)

    entered = read_entry_sheet(filled({**TITLES, "source": 5}, change=all_of_it))
    codes = {finding.code for finding in entered.findings}
    assert codes == {"hidden-sheet", "merged-cells", "misspelt-column", "extra-column", "number"}
    assert entered.not_read == ["My notes"]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


BOMB = packed(
    {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": bytes(limits.WORKBOOK_BYTES + 1)}
)
OTHERS = [
    ("csv", b"indicator,as_printed\nip.titles_granted,420\n", "other-format", "no ZIP, .xlsx"),
    ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "other-format", "Excel 97 (.xls)"),
    ("password", b"\xd0\xcf\x11\xe0" + bytes(9) + "EncryptedPackage".encode("utf-16-le"), "other-format", "password"),
    ("empty", b"", "other-format", "no ZIP"),
    ("ods", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "other-format", "without xl/workbook.xml"),
    ("cut off", BOMB[:-30], "other-format", "ZIP, damaged"),
    ("bomb", BOMB, "too-large", "16 MB, 2 parts"),
    ("many parts", packed({"xl/workbook.xml": b"", **{f"{n}": b"" for n in range(limits.WORKBOOK_PARTS)}}), "too-large", "1001 parts"),
    ("no sheets", packed({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<x/>"}), "unreadable-workbook", ""),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code", "value"), [o[1:] for o in OTHERS], ids=[o[0] for o in OTHERS])  # fmt: skip
def test_what_is_no_workbook_is_refused(
    content: bytes, code: str, value: str, tmp_path: Path
) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(content)
    entered = read_entry_sheet(path)
    assert [finding.code for finding in entered.findings] == [code]
    assert value in entered.findings[0].value
    assert entered.findings[0].remedy.vi != entered.findings[0].remedy.en
    assert entered.rows == {}


def test_sizes_that_an_archive_does_not_keep_are_refused(filled: Fill) -> None:
    """A part that says that it is small, and is not: reading it ends where it says."""
    path = filled(TITLES)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    real, false = size.to_bytes(4, "little"), (20).to_bytes(4, "little")
    path.write_bytes(bytes(content).replace(real, false))
    assert [f.code for f in read_entry_sheet(path).findings] == ["unreadable-workbook"]


def test_empty_rows_with_a_format_change_nothing(filled: Fill) -> None:
    def colour(book: Workbook) -> None:
        for row in range(3, 400):
            book["Figures"].cell(row, 6).fill = PatternFill("solid", fgColor="FFFF00")
        book["Figures"].cell(1_048_576, 6).number_format = "@"

    entered = read_entry_sheet(filled(TITLES, change=colour))
    assert entered.findings == []
    assert len(entered.rows["figures"]) == 1


@pytest.mark.slow
def test_a_million_empty_rows_are_refused_at_once(tmp_path: Path, filled: Fill) -> None:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))
    path = tmp_path / "million.xlsx"
    with zipfile.ZipFile(filled(TITLES)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(part, text)
    entered = read_entry_sheet(path)
    assert [finding.code for finding in entered.findings] == ["too-large"]
    assert "Delete empty rows below the last filled one" in said(entered)[0]


def test_a_workbook_with_macros_and_another_name_is_read_without_them(
    tmp_path: Path, filled: Fill
) -> None:
    path = tmp_path / "with-macros.data"
    path.write_bytes(filled(TITLES).read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert len(read_entry_sheet(path).rows["figures"]) == 1
