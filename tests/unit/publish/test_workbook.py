"""The workbook of a review: what a screen reader needs, numbers as numbers, hostile texts as texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from tongket.model import Text
from tongket.publish.site.page_data import Cell, Extract, Listed, Table
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.workbook import spread, write_workbook

REVIEW = PublishedReview(
    "VN-CT", 2024, Text("Thành phố Cần Thơ", "Cần Thơ City"),
    (PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi", "en")),),
)  # fmt: skip
PLANS = Table(
    "plans", "Titles reached 290%", "Unit: percent", "Source: X", ["Note: as stated.", "≠ contradicts"],
    [
        [Cell("Figure"), Cell("Value"), Cell("Remark")],
        [Cell("Tasks"), Cell("140%", "140", disputed=True), Cell("")],
        [Cell("Renewal"), Cell("12–13%", "12..13"), Cell("a band")],
        [Cell("Staff"), Cell("4,298 persons", "4298"), Cell("119/119")],
    ],
)  # fmt: skip
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "{=1}",
    "http://x.example",
    "<b>&\u202e",
    "x" * 40_000,
]


def written(folder: Path, *tables: Table, lang: str = "en") -> openpyxl.Workbook:
    figures = [Listed("src-a", "Tasks", "27 tasks", "27", "key", "X, section 2", "exact")]
    read = {("01_a", lang): Extract(tables=list(tables), figures=figures)}
    return openpyxl.load_workbook(write_workbook(folder, REVIEW, read, lang))


def values(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_it_has_cover_contents_notes_one_table_a_sheet_and_the_sources(tmp_path: Path) -> None:
    book = written(tmp_path, PLANS, PLANS)
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Table 2", "Sources"]
    assert book["Cover"]["A1"].value == "Cần Thơ City, 2024"
    assert all(len(book[name].tables) == 1 for name in book.sheetnames[1:])
    contents = book["Contents"]
    assert [cell.value for cell in contents[4]] == ["Table 1", "Titles reached 290%", "Capacity"]
    assert contents["A4"].hyperlink.location == "'Table 1'!A1"
    assert book.properties.title == "Cần Thơ City, 2024"


def test_the_vietnamese_workbook_speaks_vietnamese(tmp_path: Path) -> None:
    book = written(tmp_path, PLANS, lang="vi")
    assert book.sheetnames == ["Bìa", "Mục lục", "Ghi chú", "Bảng 1", "Nguồn và cách tính"]
    assert book["Bảng 1"]["C7"].value == "Value (như trên trang)"


def test_a_table_says_what_it_is_before_it_begins_in_the_first_column(tmp_path: Path) -> None:
    sheet = written(tmp_path, PLANS)["Table 1"]
    above = [sheet.cell(row, 1).value for row in range(1, 7)]
    assert above == [
        "Titles reached 290%", "This sheet holds one table.", "Unit: percent", "Source: X",
        "Notes: 1, 2", "Contents",
    ]  # fmt: skip
    (table,) = sheet.tables.values()
    assert table.ref == "A7:D10"
    assert not sheet.merged_cells.ranges


def test_numbers_are_numbers_and_stand_beside_what_the_page_shows(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS)["Table 1"])[6:]
    assert rows == [
        ["Figure", "Value", "Value (as shown)", "Remark"],
        ["Tasks", 140, "140% ≠", "[x]"],
        ["Renewal", "12–13%", "12–13%", "a band"],
        ["Staff", 4298, "4,298 persons", "119/119"],
    ]


def test_notes_stand_once_on_their_own_sheet_without_their_name(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS, PLANS)["Notes"])
    assert rows[3:] == [[1, "as stated."], [2, "≠ contradicts"], ["[x]", "There is no figure."]]


def test_every_figure_has_its_origin_on_the_last_sheet(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS)["Sources"])
    assert rows[-1] == ["Tasks", 27, "27 tasks", "X, section 2", "exact"]


def test_a_row_of_many_figures_keeps_one_column_each() -> None:
    matrix = Table("m", rows=[
        [Cell("Place"), Cell("2023"), Cell("2024"), Cell("2024")],
        [Cell("Cần Thơ"), Cell("44 points", "44"), Cell("45 points", "45"), Cell("1 point", "1")],
    ])  # fmt: skip
    header, row = spread(matrix, "en")
    assert [cell.text for cell in header] == ["Place", "2023", "2024", "2024 (2)"]
    assert len(row) == 4


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, PLANS)
    name = "tongket-VN-CT-2024-en.xlsx"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(text: str, tmp_path: Path) -> None:
    header = [Cell(text[:300]), Cell("Value")]
    table = Table("t", text, text, text, [text], [header, [Cell(text), Cell(text, text)]])
    book = written(tmp_path, table)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in {"s", "n"} for cell in found), "no formula"
    assert any(str(cell.value).startswith(text[:1000]) for cell in found)
    with zipfile.ZipFile(tmp_path / "tongket-VN-CT-2024-en.xlsx") as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "worksheets/" in n]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"x.example" in sheet]
