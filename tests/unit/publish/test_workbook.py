"""The workbook of a review: what a screen reader needs, numbers as numbers, hostile texts as texts."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from fixtures.pages import exhibit, figure, number, page
from tongket.model import Lang, Text, TimePeriod
from tongket.output import (
    CitedSource,
    ClaimPart,
    Column,
    Drawings,
    ExhibitPart,
    SourcesPart,
    Step,
    TablePart,
)
from tongket.publish.site.page_parts import PageParts
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.workbook import spread, write_workbook

REVIEW = PublishedReview(
    "VN-CT", TimePeriod.of_year(2024), Text("Thành phố Cần Thơ", "Cần Thơ City"),
    (PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi", "en")),),
)  # fmt: skip
COLUMNS = (Column("Figure", "text"), Column("Value", "number"), Column("Remark", "text"))
PLANS = exhibit(
    "Titles reached 290%", COLUMNS,
    ["Tasks", number("140%", 140, disputed=True), ""],
    ["Renewal", number("12–13%", None, lower=12, upper=13), "a band"],
    ["Staff", number("more than 4,298.5 persons", None, lower=4298.5), "119/119"],
    ["Others", "not known", ""],
    note="as stated.", notes=["≠ contradicts"],
)  # fmt: skip
EMPTY = "There is no figure, no single value, no end, or no statement of a source."
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "{=1}",
    "http://x.example",
    "<b>&\u202e",
    "x" * 40_000,
]


def written(folder: Path, *tables: ExhibitPart, lang: Lang = "en") -> openpyxl.Workbook:
    read = {("01_a", lang): page(others=tables, figures=[figure("src-a", "Tasks", "27")])}
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
    assert book["Bảng 1"]["C6"].value == "Value (cận dưới)"


def test_a_table_says_what_it_is_before_it_begins_in_the_first_column(tmp_path: Path) -> None:
    sheet = written(tmp_path, PLANS)["Table 1"]
    above = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert above == [
        "Titles reached 290%", "This sheet holds one table.", "Source: X", "Notes: 1, 2", "Contents",
    ]  # fmt: skip
    (table,) = sheet.tables.values()
    assert table.ref == "A6:G10"
    assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_table_is_named_as_its_sheet(lang: Lang, tmp_path: Path) -> None:
    book = written(tmp_path, PLANS, PLANS, lang=lang)
    names = [[*book[sheet].tables] for sheet in book.sheetnames[1:]]
    assert names == [[sheet.replace(" ", "_")] for sheet in book.sheetnames[1:]]


def test_nothing_is_merged_hidden_coloured_or_below_a_table(tmp_path: Path) -> None:
    book = written(tmp_path, PLANS, PLANS)
    assert book.active == book.worksheets[0]
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        sizes = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(size.hidden for size in sizes)
        assert not any(line.center.text for line in (sheet.oddHeader, sheet.oddFooter))
        assert {view.selection[0].activeCell for view in sheet.views.sheetView} == {"A1"}
        cells = [cell for row in sheet for cell in row if cell.value is not None]
        assert {cell.fill.fill_type for cell in cells} == {None}
        # A link says where it leads: the name of a sheet.
        assert all(c.value in book.sheetnames for c in cells if c.hyperlink)
        for table in sheet.tables.values():
            assert table.ref.split(":")[1] == sheet.dimensions.split(":")[1]
            top, *rows = sheet[table.ref]
            assert len({cell.value.casefold() for cell in top}) == len(top)
            assert not any(cell.value in {None, ""} for row in rows for cell in row)


def test_value_ends_unit_and_words_are_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS)["Table 1"])[5:]
    beside = ["Value (lower)", "Value (upper)", "Value (unit)", "Value (words)"]
    assert rows == [
        ["Figure", "Value", *beside, "Remark"],
        ["Tasks", 140, 140, 140, "persons", "140% ≠", "[x]"],
        ["Renewal", "[x]", 12, 13, "persons", "12–13%", "a band"],
        ["Staff", "[x]", 4298.5, "[x]", "persons", "more than 4,298.5 persons", "119/119"],
        ["Others", "not known", "[x]", "[x]", "[x]", "[x]", "[x]"],
    ]


def test_a_chart_says_its_unit_above_its_data(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(PLANS, drawings=Drawings("<svg></svg>")))["Table 1"]
    assert sheet["A3"].value == "Unit: persons"


def test_notes_are_once_on_their_own_sheet_without_their_name(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS, PLANS)["Notes"])
    assert rows[3:] == [[1, "as stated."], [2, "≠ contradicts"], ["[x]", EMPTY]]


def test_every_figure_has_its_origin_on_the_last_sheet(tmp_path: Path) -> None:
    rows = values(written(tmp_path, PLANS)["Sources"])
    own = ["Status", "Period", "Reference area (code)", "Measure", "Source"]
    assert rows[-2][-5:] == own
    figured = ["Tasks", 27, 27, 27, "persons", "27", "X, section 2", "exact"]
    assert rows[-1] == [*figured, *["[x]"] * 5], "computed: no statement"


def test_what_a_source_states_can_be_filtered_by_status_period_area_and_source(
    tmp_path: Path,
) -> None:
    stated = replace(
        figure("src-a", "Tasks", "27"),
        observation="research.tasks|VN-CT|2024|target|dost|section 2",
        number=replace(number("27", 27), status="U"),
    )
    cited = CitedSource("dost", ClaimPart(("Department, “Review”",)), "")
    part = SourcesPart((stated,), (cited,))
    read = {("01_a", "en"): PageParts((part,))}
    book = openpyxl.load_workbook(write_workbook(tmp_path, REVIEW, read, "en"))
    sheet = book["Sources"]
    assert values(sheet)[-1][-5:] == [
        "low reliability", "2024", "VN-CT", "the plan", "Department, “Review”",
    ]  # fmt: skip
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    header = sheet[table.ref][0][0].row
    assert sheet.freeze_panes == f"A{header + 1}", "the header stays in sight"


def test_the_cover_says_release_and_how_to_cite(tmp_path: Path) -> None:
    cover = [row[0] for row in values(written(tmp_path, PLANS)["Cover"])]
    assert "Released: Draft, not yet released" in cover
    assert "How to cite: Science and technology reviews: Cần Thơ City, 2024, draft" in cover


def test_a_row_of_many_exact_numbers_of_one_unit_keeps_one_column_each(tmp_path: Path) -> None:
    columns = [
        Column("Place", "text"),
        *(Column(year, "number") for year in ("2023", "2024", "2024")),
    ]
    exact = exhibit("Ranks", columns, ["Cần Thơ", *(number(str(n), n) for n in (5, 7, 8))])
    assert spread(exact.table, "en") == [
        ["Place", "2023", "2024", "2024 (2)"],
        ["Cần Thơ", 5, 7, 8],
    ]
    assert written(tmp_path, exact)["Table 1"]["A3"].value == "Unit: persons"
    ranges = [number("5", 5), number("6–7", None, lower=6, upper=7), number("8", 8)]
    assert len(spread(exhibit("Ranks", columns, ["Cần Thơ", *ranges]).table, "en")[0]) == 16


@pytest.mark.parametrize(
    ("words", "value", "lang", "expected"),
    [
        ("4", 4, "en", 4), ("1.234", 1234, "vi", 1234), ("12,5", 12.46, "vi", 12.5),
        ("2020", 2020, "vi", "2020"), ("25%", 25, "en", "25%"), ("“4”", 4, "en", "“4”"),
    ],
)  # fmt: skip
def test_what_a_page_counts_is_a_number_and_a_year_is_none(
    words: str, value: float, lang: Lang, expected: float | str
) -> None:
    table = TablePart((Column("Rows", "text"),), ((ClaimPart((Step(words, value),)),),))
    assert spread(table, lang)[1] == [expected]


def test_a_text_keeps_its_marks(tmp_path: Path) -> None:
    pieces = ("Tasks ", number("“27”", 27, disputed=True), " and “14”")
    table = TablePart((Column("Statement", "text"),), ((ClaimPart(pieces),),))
    sheet = written(tmp_path, replace(PLANS, table=table))["Table 1"]
    assert sheet["A7"].value == "Tasks “27” ≠ and “14”"


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, PLANS)
    name = "tongket-VN-CT-2024-en.xlsx"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(text: str, tmp_path: Path) -> None:
    columns = [Column(text[:300], "text"), Column("Value", "number")]
    table = exhibit(text, columns, [text, number(text, 1)], note=text, notes=[text], source=text)
    book = written(tmp_path, table)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in {"s", "n"} for cell in found), "no formula"
    assert any(str(cell.value).startswith(text[:1000]) for cell in found)
    with zipfile.ZipFile(tmp_path / "tongket-VN-CT-2024-en.xlsx") as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "worksheets/" in n]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"x.example" in sheet]


def test_large_numbers_and_long_lines_have_room(tmp_path: Path) -> None:
    columns = (Column("Money", "text"), Column("Value", "number"))
    rows = ["Expected", number("10 billion", 10_000_000_000, unit="VND")]
    long = exhibit("Money", columns, rows)
    long = replace(long, source=ClaimPart((" ".join(["A source with a long title;"] * 12),)))
    sheet = written(tmp_path, long)["Table 1"]
    assert sheet.column_dimensions["B"].width >= len("10,000,000,000") + 3
    (table,) = sheet.tables.values()
    top = sheet[table.ref][0][0].row
    lines = [str(sheet.cell(row, 1).value) for row in range(2, top)]
    parts = [line for line in lines if "long title" in line]
    assert len(parts) > 1, "in lines no longer than the table is wide"
    assert " ".join(parts) == f"Source: {long.source.text}"
    assert lines[-1] == "Contents"
    assert sheet.cell(top - 1, 1).hyperlink is not None
