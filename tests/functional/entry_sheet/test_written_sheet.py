"""The entry sheet as it is given out."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from fixtures.data_folder import data_before
from tongket.data.registry import read_registry
from tongket.data.store import Store, load
from tongket.entry_sheet.cells import read_entry_sheet
from tongket.entry_sheet.columns import TABLES, choices, codes_of_headings, heading_code
from tongket.entry_sheet.prefilled import figure_rows
from tongket.entry_sheet.workbook import write_entry_sheet
from tongket.errors import UsageError
from tongket.model import LANGS, Lang, TimePeriod
from tongket.translations import Phrase, translate

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return load(data_before(2025, tmp_path_factory.mktemp("before") / "data"))


@pytest.fixture(scope="module")
def sheet(store: Store, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The entry sheet of 2025, in Vietnamese."""
    path = tmp_path_factory.mktemp("sheet") / "2025.xlsx"
    assert write_entry_sheet(path, store, TimePeriod.of_year(2025), "VN-CT", "vi") > 79
    return openpyxl.load_workbook(path)


def table(book: openpyxl.Workbook, name: str = "Số liệu") -> list[dict[str, str]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_code_is_chosen_by_its_words_in_each_language() -> None:
    registry, _ = read_registry(DATA)
    assert registry is not None
    for name, words in choices(registry).items():
        for code in words.texts:
            for lang in LANGS:
                assert words.code(words.shown(code, lang)) == code, (name, code, lang)
            assert words.code(code) == code


def test_each_heading_means_one_column_in_each_language() -> None:
    for each in TABLES:
        known = codes_of_headings(each.columns)
        for column in each.columns:
            for lang in LANGS:
                for heading in column.headings:
                    assert heading_code(Phrase(heading).in_(lang), known) == column.code


def test_every_cell_is_a_text_and_what_is_typed_below_stays_one(sheet: openpyxl.Workbook) -> None:
    assert sheet.sheetnames == ["Hướng dẫn", "Số liệu", "Sự kiện", "Danh mục nguồn", "Chỉ tiêu mới", "Danh sách chọn"]  # fmt: skip
    for each in sheet.worksheets:
        cells = [cell for row in each.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}, each.title
    for each in sheet.worksheets[1:5]:
        formats = {dimension.number_format for dimension in each.column_dimensions.values()}
        assert formats == {"@"}, each.title
        assert each.freeze_panes == "C2"
        assert not each.protection.sheet


def test_each_statement_of_the_year_before_waits_in_a_row(
    sheet: openpyxl.Workbook, store: Store
) -> None:
    rows = table(sheet)
    before = [r for r in store.where(ref_area="VN-CT", time_period="2024") if r.source == "dost-ct-review-2024"]  # fmt: skip
    shown = [(r["Chỉ tiêu"], r["Số nêu điều gì"], r["Năm trước, như in"]) for r in rows]
    lists = choices(store.registry)
    for row in before:
        pair = (lists[n].shown(str(getattr(row, n)), "vi") for n in ("indicator", "measure"))
        # The city of 2025 is another area: it does not compare with its own figures.
        shown.remove((*pair, f"{row.as_printed} (VN-CT)"))
    assert {before for _, _, before in shown} == {None}, "each of the 79 has one row"
    titles = next(row for row in rows if row["Năm trước, như in"] == "420 (VN-CT)")
    assert titles["Lĩnh vực"] == "Sở hữu trí tuệ"
    assert titles["Số như in"] is None
    assert (titles["Địa bàn"], titles["Kỳ"]) == ("VN-CT-2025", "2025")


def test_each_indicator_has_a_row_in_the_order_of_the_domains(
    sheet: openpyxl.Workbook, store: Store
) -> None:
    rows = [row for row in table(sheet) if row["Chỉ tiêu"]]
    assert {row["Chỉ tiêu"] for row in rows} == {i.name.vi for i in store.registry.indicators.values()}  # fmt: skip
    domains = [row["Lĩnh vực"] for row in rows]
    by_order = sorted(store.registry.domains.values(), key=lambda domain: domain.order)
    assert list(dict.fromkeys(domains)) == [d.name.vi for d in by_order if d.name.vi in domains]
    assert len(list(dict.fromkeys(domains))) == len([1 for a, b in zip(domains, ["", *domains], strict=False) if a != b])  # fmt: skip


def test_lists_offer_the_words_of_each_code(sheet: openpyxl.Workbook, store: Store) -> None:
    figures = sheet["Số liệu"]
    lists = choices(store.registry)
    headings = {cell.column_letter: cell.value for cell in figures[1]}
    offered = {}
    for rule in figures.data_validations.dataValidation:
        letter = str(rule.sqref).partition("2:")[0]
        name, _, area = rule.formula1.replace("$", "").partition("!")
        left, top, _, bottom = range_boundaries(area)
        cells = (sheet[name.strip("'")].cell(row, left).value for row in range(top, bottom + 1))
        offered[headings[letter]] = [cell for cell in cells if cell]
    assert offered["Số nêu điều gì"] == [t.vi for t in lists["measure"].texts.values()]
    assert "khoảng" in offered[translate("How the source hedges (empty: not at all)", "vi")]
    assert offered["Nguồn (mã)"] == list(store.registry.sources)
    assert set(offered["Chỉ tiêu"]) == {i.name.vi for i in store.registry.indicators.values()}
    assert "giá trị bình thường (A)" in offered["Tình trạng (để trống: bình thường)"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_instructions_say_how_periods_and_new_indicators_are_written(
    lang: Lang, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "2025.xlsx"
    write_entry_sheet(path, store, TimePeriod.of_year(2025), "VN-CT", lang)
    first, *_, last = openpyxl.load_workbook(path).worksheets
    said = [str(cell.value) for (cell,) in first.iter_rows() if cell.value]
    (periods,) = [line for line in said if "2025-01/2025-06" in line]
    forms = re.findall(r"(?:\.\./)?\d{4}(?:-\d\d)?(?:/\d{4}-\d\d)?", periods)
    assert [TimePeriod.parse(form).text for form in forms] == forms
    assert len(forms) == 5
    (ids,) = [line for line in said if "ip.titles_granted" in line]
    assert f"“{last.title}”" in ids
    columns = {column[0].value: [cell.value for cell in column] for column in last.iter_cols()}
    assert translate("Domain", lang) in columns
    assert all(
        f"{domain.name.in_(lang)} ({domain.id})" in columns[translate("Domain", lang)]
        for domain in store.registry.domains.values()
    )
    words = choices(store.registry)["unit"]
    assert {words.shown(unit, lang) for unit in store.registry.units} <= {
        *columns[translate("Unit", lang)]
    }


@pytest.mark.parametrize(
    ("languages", "heading"), [(("vi",), "Ghi chú"), (LANGS, "Ghi chú, bằng tiếng Anh")]
)
def test_a_comment_is_in_the_language_of_the_pages_where_they_have_one(
    languages: tuple[Lang, ...], heading: str, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "2025.xlsx"
    write_entry_sheet(path, store, TimePeriod.of_year(2025), "VN-CT", "vi", languages)
    book = openpyxl.load_workbook(path)
    assert heading in [cell.value for cell in book["Số liệu"][1]]
    entered = read_entry_sheet(path)
    assert not entered.findings
    assert all("comment" in row.letters for row in entered.rows["figures"])


def test_events_on_record_come_before_new_ones_with_codes_that_no_event_has(
    sheet: openpyxl.Workbook, store: Store
) -> None:
    rows = table(sheet, "Sự kiện")
    known = [e for e in store.registry.events if (e.ref_area, e.date.year) == ("VN-CT-2025", 2025)]
    assert known
    before, after = rows[: len(known)], rows[len(known) :]
    assert {row["Mã"]: row["Tên gọi, bằng tiếng Việt"] for row in before} == {
        e.id: e.title.vi for e in known
    }
    codes = [row["Mã"] for row in after]
    announced = store.registry.announced_for("VN-CT", TimePeriod.of_year(2025))
    waiting = [f"{event.id}-outcome" for event in announced]
    assert codes[: len(waiting)] == waiting
    assert codes[len(waiting) :][:2] == ["event-VN-CT-2025-01", "event-VN-CT-2025-02"]


def test_what_is_on_record_of_the_year_is_in_the_sheet(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    write_entry_sheet(path, store, TimePeriod.of_year(2024), "VN-CT", "en")
    rows = table(openpyxl.load_workbook(path), "Figures")
    printed = [row["As printed"] for row in rows if row["Source (its id)"] == "dost-ct-review-2024"]
    own = store.where(source="dost-ct-review-2024", time_period="2024")
    assert sorted(printed) == sorted(row.as_printed for row in own)
    assert len(printed) == 79


def test_no_file_is_overwritten(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"my figures")
    with pytest.raises(
        UsageError, match=r"mine.xlsx: expected no such file yet, got one. Name another with --out"
    ):
        write_entry_sheet(path, store, TimePeriod.of_year(2025), "VN-CT", "en")
    assert path.read_bytes() == b"my figures"


def test_what_is_counted_in_the_whole_country_waits_in_a_row_of_the_country(store: Store) -> None:
    rows = figure_rows(store, TimePeriod.of_year(2022), "VN-51", "vi")
    areas = {row["indicator"]: row["ref_area"] for row in rows if "indicator" in row}
    assert areas["innovation.pii_provinces_ranked"] == "VN"
    assert areas["innovation.pii_rank"] == "VN-51"
    # What a newspaper printed of it stays, and a row waits for what a primary source prints.
    known = [
        row for row in figure_rows(store, TimePeriod.of_year(2024), "VN-CT", "vi")
        if row.get("indicator") == "innovation.pii_provinces_ranked"
    ]  # fmt: skip
    assert {row["ref_area"] for row in known} == {"VN"}
    assert sorted(row.get("as_printed", "") for row in known) == ["", "63"]
