"""An entry sheet that was given out with figures, and what somebody changed in it since."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fixtures.by_commands import tongket
from tongket.data.store import check, load
from tongket.entry_sheet.cells import read_entry_sheet
from tongket.entry_sheet.columns import EVENTS, FIGURES
from tongket.entry_sheet.trial import Trial, try_out
from tongket.entry_sheet.workbook import write_entry_sheet
from tongket.model import TimePeriod

DATA = Path(__file__).parents[3] / "data"
COLUMNS = {column.code: place for place, column in enumerate(FIGURES.columns, start=1)}
FILE = "observations/VN-CT-2024.csv"
HEADER = "indicator,ref_area,time_period,measure,as_printed,qualifier,obs_value,lower,upper,unit_measure,obs_status,source,locator,comment\n"
ROW = "{},VN-CT,2024,actual,{},exact,{},A,dost-ct-review-2024,4,\n"
HELD = [
    ROW.format("conference.achievements_named", "70", "70,,,achievements"),
    ROW.format("conference.guiding_points", "12-13", ",12,13,guiding_points"),
    ROW.format("ip.titles_granted", "420", "420,,,titles"),
]
# The rows of the sheet that hold these, in their order.
FIRST, BAND = 2, 3
OF_THE_OTHER = {"vi": "bằng tiếng Anh", "en": "in Vietnamese"}
Change = Callable[[Worksheet], None]


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    """The sheet of 2024, given out when three figures were on record."""
    (folder / FILE).write_text(HEADER + "".join(HELD), encoding="utf-8")
    assert check(folder) == []
    path = tmp_path / "given.xlsx"
    write_entry_sheet(path, load(folder), TimePeriod.of_year(2024), "VN-CT", "en")
    return path


def edited(folder: Path, sheet: Path, *changes: Change, remove: bool = False) -> Trial:
    book = openpyxl.load_workbook(sheet)
    for change in changes:
        change(book["Figures"])
    book.save(sheet)
    return try_out(folder, read_entry_sheet(sheet), remove=remove)


def cells(row: int, **said: str | None) -> Change:
    def change(figures: Worksheet) -> None:
        for code, text in said.items():
            figures.cell(row, COLUMNS[code]).value = text

    return change


def row_of(figures: Worksheet, indicator: str) -> int:
    shown = (figures.cell(row, COLUMNS["indicator"]).value for row in range(1, 200))
    return 1 + list(shown).index(indicator)


def lines(made: Trial) -> list[str]:
    assert [finding.line() for finding in made.findings] == []
    (form,) = made.forms
    return form.after.splitlines(keepends=True)[1:]


def test_the_hidden_column_goes_with_its_rows(sheet: Path) -> None:
    figures = openpyxl.load_workbook(sheet)["Figures"]
    letter = figures.cell(1, COLUMNS["given"]).column_letter
    assert figures.column_dimensions[letter].hidden
    assert (
        '"indicator": "conference.achievements_named"'
        in figures.cell(FIRST, COLUMNS["given"]).value
    )


CORRECTED = [
    ({"indicator": "IP applications accepted"}, "ip.applications,VN-CT,2024,actual,70,exact,70,,,applications,A,dost-ct-review-2024,4,\n"),
    ({"source": "nld-2025"}, "conference.achievements_named,VN-CT,2024,actual,70,exact,70,,,achievements,A,nld-2025,4,\n"),
    ({"locator": "9"}, "conference.achievements_named,VN-CT,2024,actual,70,exact,70,,,achievements,A,dost-ct-review-2024,9,\n"),
    ({"as_printed": "72", "obs_value": None}, "conference.achievements_named,VN-CT,2024,actual,72,exact,72,,,achievements,A,dost-ct-review-2024,4,\n"),
    (
        {"as_printed": None, "obs_value": None, "source": None, "locator": None, "obs_status": "L", "comment": "Withdrawn."},
        "conference.achievements_named,VN-CT,2024,actual,,exact,,,,achievements,L,,,Withdrawn.\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "after"), CORRECTED, ids=["indicator", "source", "locator", "figure", "withdrawn"])  # fmt: skip
def test_a_row_corrects_the_statement_that_it_was_given_out_with(
    said: dict[str, str | None], after: str, folder: Path, sheet: Path
) -> None:
    made = edited(folder, sheet, cells(FIRST, **said))
    assert sorted(lines(made)) == sorted([after, *HELD[1:]])
    assert (made.added, made.changed, made.left) == (0, 1, [])


def test_a_statement_of_another_year_moves_into_its_file(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, cells(FIRST, time_period="2023"))
    assert [finding.line() for finding in made.findings] == []
    assert [form.name for form in made.forms] == [FILE, "observations/VN-CT-2023.csv"]
    assert made.forms[0].after == HEADER + "".join(HELD[1:])
    assert made.forms[1].after == HEADER + HELD[0].replace(",2024,", ",2023,", 1)


def test_a_band_that_is_withdrawn_keeps_no_ends(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, cells(BAND, as_printed=None, obs_status="L", comment="Withdrawn."))
    assert "conference.guiding_points,VN-CT,2024,actual,,exact,,,,guiding_points,L,dost-ct-review-2024,4,Withdrawn.\n" in lines(made)  # fmt: skip


def test_what_the_sheet_no_longer_has_stays_and_is_named(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, lambda figures: figures.delete_rows(FIRST), cells(FIRST, as_printed=None))  # fmt: skip
    assert (made.findings, made.forms) == ([], [])
    assert [place.en for place in made.left] == [f"{FILE}, row 2", f"{FILE}, row 3"]
    assert made.begun == []


def test_what_the_sheet_no_longer_has_is_removed_when_that_is_said(
    folder: Path, sheet: Path
) -> None:
    made = edited(folder, sheet, lambda figures: figures.delete_rows(FIRST), remove=True)
    assert lines(made) == HELD[1:]
    assert (made.removed, made.left) == (1, [])


def test_a_file_of_which_all_is_removed_is_removed(folder: Path, sheet: Path) -> None:
    def empty(figures: Worksheet) -> None:
        for name in ("Outstanding achievements named", "Guiding points", "IP titles granted"):
            held = [row for row in range(2, 200) if figures.cell(row, COLUMNS["as_printed"]).value]
            assert held, name
            cells(held[0], as_printed=None, obs_value=None)(figures)

    made = edited(folder, sheet, empty, remove=True)
    assert [finding.line() for finding in made.findings] == []
    assert [(form.name, form.after) for form in made.forms] == [(FILE, "")]


def test_a_row_with_anything_but_a_figure_is_named(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, *(cells(row, **said) for row, said in enumerate(({"comment": "Page 5."}, {"source": "dost-ct-review-2024"}, {"qualifier": "about"}, {"obs_status": "P"}), start=100)))  # fmt: skip
    assert made.findings == []
    assert made.begun == [f"Figures!{row}" for row in range(100, 104)]


def test_a_status_that_is_none_is_refused_also_without_a_figure(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, cells(101, obs_status="thiếu", comment="Not published."), cells(100, obs_status="X"))  # fmt: skip
    first, second = (finding.line() for finding in made.findings)
    assert first.startswith("given.xlsx, Figures!J100: expected a status of the list, got 'X'. Choose it there; of a figure that is missing: ")  # fmt: skip
    assert "missing: exists, not collected (L)" in first
    assert second.startswith("given.xlsx, Figures!J101: ")


def test_what_is_typed_over_words_of_orientation_is_named(folder: Path, sheet: Path) -> None:
    made = edited(folder, sheet, cells(FIRST, unit="percent", previous="99"))
    assert made.forms == []
    assert read_entry_sheet(sheet).beside == [f"Figures!D{FIRST}", f"Figures!E{FIRST}"]


def test_a_figure_stays_with_its_indicator_when_names_change_hands(
    folder: Path, sheet: Path
) -> None:
    path = folder / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    one, other = '"IP applications accepted"', '"IP titles granted"'
    assert text.count(f"name_en = {one}") == text.count(f"name_en = {other}") == 1
    text = text.replace(f"name_en = {one}", "name_en = @").replace(other, one).replace("@", other)
    path.write_text(text, encoding="utf-8")

    def fill(figures: Worksheet) -> None:
        row = row_of(figures, "IP applications accepted")
        cells(row, as_printed="501", source="dost-ct-review-2024")(figures)

    (new,) = set(lines(edited(folder, sheet, fill))) - set(HELD)
    assert new.startswith("ip.applications,VN-CT,2024,actual,501,")


def test_what_changed_in_the_data_since_is_not_put_back(folder: Path, sheet: Path) -> None:
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace(",70,exact,70,", ",72,exact,72,"), "utf-8")
    made = edited(folder, sheet)
    assert (made.forms, made.findings) == ([], [])
    assert made.newer == [f"Figures!{FIRST}"]


def test_one_row_twice_is_named_by_both_places(folder: Path, sheet: Path) -> None:
    def copy(figures: Worksheet) -> None:
        for column in range(1, len(COLUMNS) + 1):
            figures.cell(120, column).value = figures.cell(FIRST, column).value

    (finding,) = edited(folder, sheet, copy).findings
    assert finding.line().startswith(f"given.xlsx, Figures!120: expected each statement once (Figures!{FIRST}: 70 there, 70 here)")  # fmt: skip


@pytest.mark.parametrize("text", ["x", "[" * 5000, "[1]"])
def test_a_hidden_cell_that_was_changed_is_named(text: str, folder: Path, sheet: Path) -> None:
    (finding,) = edited(folder, sheet, cells(FIRST, given=text)).findings
    assert (finding.code, finding.column) == ("given-out", f"Figures!O{FIRST}")


def test_a_note_longer_than_a_cell_is_the_same_source(folder: Path, tmp_path: Path) -> None:
    path = folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition('note_en = "')
    path.write_text(f'{head}note_en = "{"long " * 7000}{rest}', encoding="utf-8")
    write_entry_sheet(
        tmp_path / "given.xlsx", load(folder), TimePeriod.of_year(2024), "VN-CT", "en"
    )
    made = try_out(folder, read_entry_sheet(tmp_path / "given.xlsx"))
    assert ([finding.line() for finding in made.findings], made.forms) == ([], [])


def events_on_record(book: Path) -> dict[str, int]:
    """The rows of the sheet of events that were given out with one, by its code."""
    rows = openpyxl.load_workbook(book)["Events"].iter_rows(min_row=2)
    return {str(row[0].value): row[0].row for row in rows if row[4].value}


@pytest.fixture
def with_events(folder: Path, sheet: Path) -> Path:
    """An entry sheet of a place and year with events on record."""
    shutil.copy(DATA / "events.csv", folder / "events.csv")
    sheet.unlink()
    write_entry_sheet(sheet, load(folder), TimePeriod.of_year(2024), "VN-CT", "en")
    return sheet


def test_events_that_a_sheet_does_not_have_any_more_are_named_and_removed_when_asked(
    folder: Path, with_events: Path
) -> None:
    (first, row), (second, other), *_ = events_on_record(with_events).items()
    assert try_out(folder, read_entry_sheet(with_events)).forms == []
    book = openpyxl.load_workbook(with_events)
    # One is emptied, one is deleted.
    for column in range(1, len(EVENTS.columns)):
        book["Events"].cell(row, column).value = None
    book["Events"].delete_rows(other)
    book.save(with_events)
    made = try_out(folder, read_entry_sheet(with_events))
    assert (made.findings, made.forms) == ([], [])
    assert len(made.left) == 2
    assert all(place.en.startswith("events.csv, row ") for place in made.left)
    removed = try_out(folder, read_entry_sheet(with_events), remove=True)
    (form,) = removed.forms
    assert (form.name, removed.removed, removed.left) == ("events.csv", 2, [])
    gone = {*form.before.splitlines()} - {*form.after.splitlines()}
    assert sorted(line.partition(",")[0] for line in gone) == sorted([first, second])


def test_what_was_emptied_in_an_event_is_empty(folder: Path, with_events: Path) -> None:
    book = openpyxl.load_workbook(with_events)
    columns = [column.code for column in EVENTS.columns]
    notes = [1 + columns.index(f"note_{lang}") for lang in ("vi", "en")]
    row = next(
        each[0].row for each in book["Events"].iter_rows(min_row=2) if each[notes[1] - 1].value
    )
    code = book["Events"].cell(row, 1).value
    for column in notes:
        book["Events"].cell(row, column).value = None
    book.save(with_events)
    made = try_out(folder, read_entry_sheet(with_events))
    assert [finding.line() for finding in made.findings] == []
    (form,) = made.forms
    (line,) = [line for line in form.after.splitlines() if line.startswith(f"{code},")]
    assert line.endswith(",,")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_project_of_one_language_is_asked_for_no_other_and_gets_its_sheet_back(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that says nothing in a language without pages is what its file says of it."""
    monkeypatch.chdir(tmp_path)
    tongket("init", "mine", "--area", "Trà Vinh", "--year", "2022", "--page-lang", lang, "--yes")
    monkeypatch.chdir(tmp_path / "mine")
    tongket("add", "source", "dost-tv", "--title", "Kết quả", "--publisher", "Sở", "--published",
            "2022", "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
    tongket("sheet", "2022", "--out", "given.xlsx", "--lang", lang)
    for sheet in openpyxl.load_workbook("given.xlsx").worksheets:
        shown = {column for column, form in sheet.column_dimensions.items() if not form.hidden}
        headings = [str(cell.value) for cell in sheet[1] if cell.column_letter in shown]
        assert not [words for words in headings if OF_THE_OTHER[lang] in words], sheet.title
    held = Path("data/sources.toml").read_text("utf-8")
    tongket("import", "given.xlsx", "--yes")
    assert Path("data/sources.toml").read_text("utf-8") == held


def test_a_sheet_does_not_ask_for_the_own_indicators_of_another_place(
    folder: Path, tmp_path: Path
) -> None:
    store, asked = load(folder), {}
    own = {i.name.en for i in store.registry.indicators.values() if i.ref_area == "VN-CT"}
    assert "Booths at CASTID" in own
    for place in ("VN-CT", "VN-51", "VN"):
        path = tmp_path / f"{place}.xlsx"
        write_entry_sheet(path, store, TimePeriod.of_year(2025), place, "en")
        book = openpyxl.load_workbook(path)
        cells = [*book["Figures"].iter_rows(values_only=True), *book["Lists"].values]
        asked[place] = {str(cell) for row in cells for cell in row}
    assert own <= asked["VN-CT"]
    assert not own & (asked["VN-51"] | asked["VN"])
    assert "Provinces ranked in the PII" in asked["VN-51"], "of the whole country: everybody's"
    figures = openpyxl.load_workbook(tmp_path / "VN-CT.xlsx")["Figures"]
    row = row_of(figures, "Booths at CASTID")
    assert figures.cell(row, COLUMNS["ref_area"]).value == "VN-CT-2025", "as it is in that year"
