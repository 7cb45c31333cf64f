"""A file of one's own: its numbers are rows of the frame, each led to its cell, joined with those of the record."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

import tongket
from fixtures.exhibits import WORDS
from tongket.data.folder import OPENED
from tongket.errors import DataError, UsageError
from tongket.exhibit import Exhibit
from tongket.files import write
from tongket.model import Lang
from tongket.review.tab import offered

# What a message is built of in English.
ENGLISH = re.compile(r"\b(expected|got|Leave|Write)\b")
SOURCE = "nld-2025"
TABLE = """năm,địa phương,GRDP (tỷ đồng),"population, thousand persons",ghi chú
2023,Cần Thơ,120500.5,1258.9,sơ bộ
2024,VN-CT,..,1282.3,
"""


@pytest.fixture
def data(before_2025: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(before_2025, tmp_path / "data"))


def opened(data: Path, name: str, table: str, lang: Lang = "en") -> tongket.Review:
    write(data / "own" / name, table)
    return tongket.open_review(2024, "VN-CT", lang, data)


def test_each_number_is_a_row_with_what_its_printing_allows(data: Path) -> None:
    frame = opened(data, "economy.csv", TABLE).read_csv("economy.csv", source=SOURCE)
    columns = ["name", "area", "year", "value", "lower", "upper", "unit", "source", "locator"]
    assert frame[columns].values.tolist()[:2] == [
        ["GRDP", "VN-CT", 2023, 120500.5e9, 120500.45e9, 120500.55e9, "VND", SOURCE, "own/economy.csv#2"],
        ["population", "VN-CT", 2023, 1258900, 1258850, 1258950, "persons", SOURCE, "own/economy.csv#2"],
    ]  # fmt: skip
    assert frame["ghi chú"].tolist() == ["sơ bộ", "sơ bộ", "", ""]


def test_a_cell_without_a_number_is_a_missing_figure_with_its_reason(data: Path) -> None:
    frame = opened(data, "economy.csv", TABLE).read_csv("economy.csv", source=SOURCE)
    (lost,) = frame[frame["value"].isna()].to_dict("records")
    assert (lost["name"], lost["note"]) == ("GRDP", "The file gives no number here.")


@pytest.mark.parametrize(
    ("lang", "origin"),
    [
        ("en", "own/economy.csv, row 3, 2024, recorded: “1,282.3 thousand”"),
        ("vi", "own/economy.csv, dòng 3, 2024, ghi lại: “1.282,3 nghìn”"),
    ],
)
def test_a_page_says_of_which_cell_a_joined_number_is(data: Path, lang: Lang, origin: str) -> None:
    review = opened(data, "economy.csv", TABLE, lang)
    own = review.read_csv("economy.csv", source=SOURCE)
    people = own[own["unit"] == "persons"][["area", "year", "value", "anchor"]]
    rows = review.frame("ip.titles_granted")
    joined = rows.merge(people, on=["area", "year"], suffixes=("", "_people"))
    shown = review.show(joined, **WORDS)
    assert isinstance(shown, Exhibit)
    assert origin in review.sources().text
    assert shown.grid.header[2] == "Population"
    assert "Người Lao Động" in shown.caption.source_line.text
    assert "population" in review.definitions().text


def test_numbers_of_another_year_are_headed_by_what_they_are_and_when(data: Path) -> None:
    review = opened(data, "economy.csv", TABLE)
    own = review.read_csv("economy.csv", source=SOURCE)
    before = own[(own["unit"] == "persons") & (own["year"] == 2023)][["area", "value", "anchor"]]
    joined = review.frame("ip.titles_granted").merge(before, on="area", suffixes=("", "_before"))
    shown = review.show(joined, **WORDS)
    assert isinstance(shown, Exhibit)
    assert "Population, 2023" in shown.grid.header


def test_what_is_computed_from_it_is_traced_to_both(data: Path) -> None:
    review = opened(data, "economy.csv", TABLE)
    own = review.read_csv("economy.csv", source=SOURCE, names={"population, thousand persons": "Population"})  # fmt: skip
    (people,) = review.figures_of(own[(own["unit"] == "persons") & (own["year"] == 2024)])
    density = review.figure("ip.titles_granted") / people
    assert [row.source for row in density.observations] == ["dost-ct-review-2024", SOURCE]
    assert str(people.name.en) == "Population"


@pytest.mark.parametrize(
    ("table", "asked", "value"),
    [
        ("REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\nVN-CT,2024,7.5,VND,9\n", {}, 7_500_000_000),
        (
            "year;GRDP\n2024;7.500,5\n",
            {"sep": ";", "decimal": ",", "thousands": ".", "units": {"GRDP": "million VND"}},
            7_500_500_000,
        ),
        (
            "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n2024,7.5,XDC,9\n",
            {"units": {"OBS_VALUE": "VND"}}, 7_500_000_000,
        ),
        ("period,GRDP (VND)\n2024,7500500000\n", {}, 7_500_500_000),
        ("year,GRDP (VND)\n2024,7.500\n", {"thousands": "."}, 7_500),
        ("year,GRDP (VND)\n2024,7.500\n", {"decimal": "."}, 7.5),
        ("year,GRDP (VND)\n2024,7.500\n2023,7.25\n", {}, 7.5),
    ],
    ids=["sdmx", "vietnamese", "sdmx-unit", "plain", "thousands", "decimals", "decimals-beside"],
)  # fmt: skip
def test_the_ways_in_which_offices_write_tables(
    data: Path, table: str, asked: dict[str, object], value: float
) -> None:
    frame = opened(data, "t.csv", table).read_csv("t.csv", source=SOURCE, **asked)
    assert frame["value"].tolist()[:1] == [value]
    assert {*frame["unit"]} == {"VND"}


@pytest.mark.parametrize("heading", ["Địa bàn", "Tỉnh/Thành phố", "area", "PROVINCE"])
def test_areas_are_read_under_the_headings_of_offices(data: Path, heading: str) -> None:
    table = f"{heading};Năm;GRDP (VND)\nCần Thơ;2024;1\nHậu Giang;2024;2\n"
    frame = opened(data, "t.csv", table).read_csv("t.csv", source=SOURCE, sep=";")
    assert frame[["area_name", "value"]].values.tolist() == [["Cần Thơ", 1], ["Hậu Giang", 2]]


def test_a_column_of_the_place_itself_may_have_any_heading(data: Path) -> None:
    review = opened(data, "t.csv", "Nơi,GRDP (VND)\nCần Thơ,1\n")
    assert review.read_csv("t.csv", source=SOURCE)[["area", "Nơi"]].values.tolist() == [
        ["VN-CT", "Cần Thơ"]
    ]


def test_a_row_is_named_by_its_line_in_the_file(data: Path) -> None:
    table = "Cục Thống kê\n\nnăm,GRDP (VND)\n\n2023,5\n,\n2024,6\n"
    frame = opened(data, "t.csv", table).read_csv("t.csv", source=SOURCE, skiprows=2)
    assert frame["locator"].tolist() == ["own/t.csv#5", "own/t.csv#7"]


def test_a_workbook_is_read_likewise(data: Path) -> None:
    review = opened(data, "t.csv", TABLE)
    table = pd.DataFrame({"year": [2023, 2024], "khách (triệu người)": [5.25, 6.0]})
    table.to_excel(data / "own" / "t.xlsx", index=False)
    frame = review.read_excel("t.xlsx", source=SOURCE)
    assert frame["value"].tolist() == [5_250_000, 6_000_000]
    assert frame["unit"].tolist() == ["persons", "persons"]


def test_the_sign_of_percent_in_a_heading_is_its_unit(data: Path) -> None:
    review = opened(data, "t.csv", "year,Tỷ lệ đô thị hóa (%)\n2024,71.5\n")
    frame = review.read_csv("t.csv", source=SOURCE)
    assert frame[["name", "unit", "value"]].values.tolist() == [
        ["Tỷ lệ đô thị hóa", "percent", 71.5]
    ]


@pytest.mark.parametrize("asked", ["grdp.csv", "data/own/of 2024/grdp.csv", "of 2024/grpd.csv"])
def test_a_file_that_is_not_there_is_answered_by_where_its_like_is(data: Path, asked: str) -> None:
    review = opened(data, "of 2024/grdp.csv", HEADINGS + "VN-CT,2024,1\n")
    with pytest.raises(UsageError, match=r"got none\. There are: of 2024/grdp\.csv"):
        review.read_csv(asked, source=SOURCE)


def test_a_workbook_that_is_read_as_text_names_the_call_that_reads_it(data: Path) -> None:
    review = opened(data, "t.csv", TABLE)
    pd.DataFrame({"year": [2024]}).to_excel(data / "own" / "t.xlsx", index=False)
    with pytest.raises(UsageError, match=r"It is a workbook: read it with review\.read_excel\.$"):
        review.read_csv("t.xlsx", source=SOURCE)


@pytest.mark.parametrize(
    ("name", "table", "asked", "words"),
    [
        ("other.csv", TABLE, {}, "data/own, got none. There are: economy.csv."),
        ("../areas.csv", TABLE, {}, "expected a file in the folder data/own"),
        ("economy.csv", TABLE, {"source": "nld-2024"}, "Did you mean 'nld-2025'"),
        ("economy.csv", TABLE, {"units": {"GDP": "VND"}}, "expected headings of the file, got 'GDP'"),
        ("economy.csv", "year,GRDP\n2024,1\n", {}, "GRDP: expected a unit, got none"),
        ("economy.csv", "year,GRDP (tấn)\n2024,1\n", {}, "expected a unit, got 'tấn'"),
        ("economy.csv", "year,year\n2024,1\n", {}, "year.1: expected a unit"),
        ("economy.csv", "year,GRDP (VND)\n", {}, "rows below their headings, got none"),
        ("economy.csv", "year,GRDP (VND)\n2024,1.282\n2023,1.258\n", {}, "what the point of 1.282 is"),
        ("economy.csv", "OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n1,VND,2\n", {}, "expected 0, 3, 6 or 9, got '2'"),
        ("economy.csv", "OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n1,VND,-3\n", {}, "expected 0, 3, 6 or 9, got '-3'"),
        ("economy.csv", "OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n1,VND,6\n2,VND,9\n", {}, "got '6', '9'"),
        ("economy.csv", "OBS_VALUE,UNIT_MULT\n1,3\n", {"units": {"OBS_VALUE": "million VND"}}, "that UNIT_MULT says, 3, got"),
        ("economy.csv", '"', {}, "expected a table that pandas.read_csv reads"),
        ("economy.csv", TABLE, {"names": {"GRDP (tỷ đồng)": "GRDP 77"}}, "Leave the number out"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(
    data: Path, name: str, table: str, asked: dict[str, object], words: str
) -> None:
    review = opened(data, "economy.csv", table)
    with pytest.raises(UsageError) as refused:
        review.read_csv(name, **{"source": SOURCE, **asked})
    assert words in str(refused.value)
    assert not ENGLISH.search(refused.value.in_("vi"))


def test_all_cells_that_do_not_hold_are_named_at_once(data: Path) -> None:
    review = opened(data, "t.csv", "year,area,GRDP (VND)\n2024,Nowhere,1\n2024,VN-CT,12x\n20,VN-CT,3\n")  # fmt: skip
    with pytest.raises(DataError) as refused:
        review.read_csv("t.csv", source=SOURCE)
    found = [(f.row, f.column, f.value) for f in refused.value.findings]
    assert found == [(2, "", "Nowhere"), (3, "GRDP (VND)", "12x"), (4, "time_period", "20")]


def test_the_file_is_announced_as_an_input_of_its_page(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = opened(data, "economy.csv", TABLE)
    heard: list[tuple[str, ...]] = []
    monkeypatch.setattr("sys.audit", lambda *said: heard.append(said))
    review.read_csv("economy.csv", source=SOURCE)
    assert (OPENED, str(data / "own" / "economy.csv")) in heard


def test_a_point_is_no_decimal_point_where_a_comma_is(data: Path) -> None:
    review = opened(data, "t.csv", "year;GRDP (VND)\n2024;1.5\n2023;1,5\n")
    with pytest.raises(DataError) as refused:
        review.read_csv("t.csv", source=SOURCE, sep=";", decimal=",")
    assert [(f.row, f.value) for f in refused.value.findings] == [(2, "1.5")]


def test_what_a_file_tells_is_no_part_of_the_record(data: Path) -> None:
    review = opened(data, "economy.csv", TABLE)
    before = review.not_known().text, len(review.frame())
    review.read_csv("economy.csv", source=SOURCE)
    assert (review.not_known().text, len(review.frame())) == before
    assert not any(name.startswith("own.") for name in review.registry.indicators)


def refused(data: Path, table: str, **how: object) -> str:
    """What a file with a table is refused with."""
    with pytest.raises((UsageError, DataError)) as caught:
        opened(data, "grdp.csv", table).read_csv("grdp.csv", **{"source": SOURCE, **how})  # type: ignore[arg-type]
    assert not ENGLISH.search(caught.value.in_("vi"))
    return str(caught.value)


HEADINGS = "area,year,GRDP (billion VND)\n"


@pytest.mark.parametrize(
    ("table", "how", "said"),
    [
        ("area;year;GRDP (billion VND)\nVN-CT;2024;1234,5\n", {}, "Say what stands between cells, such as sep=';'"),
        (HEADINGS + "VN-CT,2024,1,2,3\n", {}, "expected as many cells in each row as headings, got more"),
        (HEADINGS + "VN-CT,2024,1\n", {"index_col": 0}, "leave out index_col"),
        (HEADINGS + "VN-CT,2024,1\n", {"chunksize": 1}, "expected one table, got TextFileReader"),
        (HEADINGS + "VN-CT,2024,1\n", {"parse_dates": ["year"]}, "got others in year. Leave out parse_dates"),
        ("area,year,A (percent), A (percent)\nVN-CT,2024,1,2\n", {}, "expected each heading once, got 'A (percent)'"),
        (HEADINGS + 'VN-CT,2024,"104,6"\n', {"thousands": ","}, "expected a number such as 1234.5, got '104,6'"),
        (HEADINGS + 'VN-CT,2024,"1.234,5"\n', {"thousands": ".", "decimal": "."}, "expected two different signs"),
        (HEADINGS + "VN-CT,2024,1\n", {"decimal": 1}, "expected two different signs, got 1 and ''"),
        (HEADINGS + "VN-CT,2023,1\nVN-HN,,2\n", {}, "row 3, time_period: expected 2024, 2025-01 or"),
        ("Nơi,năm,GRDP (VND)\nCần Thơ,2024,1\nHậu Giang,2024,2\n", {}, "Nơi: expected areas in a column headed area or Địa bàn, got 'Hậu Giang'."),
        (HEADINGS + "VN-CT,2023,1\n,2024,2\n", {}, "row 3: expected the code or name of an area, got nothing. Write it into each row"),
        ("area,year,GRDP\nVN-CT,2024,1\n", {"units": {"GRDP": 5}}, "units: expected words for headings of the file"),
        (HEADINGS + "VN-CT,2024,1\n", {"names": None}, "names: expected words for headings of the file, got None"),
        ("REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS\nVN-CT,2024,5,VND,p\n", {}, "obs_status"),
    ],
)  # fmt: skip
def test_what_a_table_leaves_open_is_never_guessed(
    data: Path, table: str, how: dict[str, object], said: str
) -> None:
    assert said in refused(data, table, **how)


def test_a_status_of_sdmx_is_that_of_the_figure(data: Path) -> None:
    table = (
        "REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS\n"
        "VN-CT,2024,5,VND,P\nVN-CT,2023,,VND,M\nVN-CT,2022,,VND,A\n"
    )
    frame = opened(data, "grdp.csv", table).read_csv("grdp.csv", source=SOURCE)
    assert frame["status"].tolist() == ["P", "M", "O"]


def test_a_csv_file_is_no_workbook_and_tab_offers_each_where_it_is_read(data: Path) -> None:
    review = opened(data, "grdp.csv", HEADINGS + "VN-CT,2024,1\n")
    with pytest.raises(UsageError, match=r"a CSV file with review.read_csv"):
        review.read_excel("grdp.csv", source=SOURCE)
    (data / "own" / "of 2024").mkdir()
    (data / "own" / "of 2024" / "t.XLSX").write_bytes(b"")
    names = {"review": review}
    assert offered('review.read_csv("', names)[1] == ["grdp-per-capita.csv", "grdp.csv"]
    assert offered('review.read_excel("', names)[1] == ["of 2024/t.XLSX"]


def test_letters_composed_in_two_ways_are_the_same_heading_and_area(data: Path) -> None:
    table = unicodedata.normalize(
        "NFD", "địa phương,năm,Dân số (nghìn người)\nCần Thơ,2024,1258.9\n"
    )
    frame = opened(data, "people.csv", table).read_csv("people.csv", source=SOURCE)
    assert frame[["area", "value"]].values.tolist() == [["VN-CT", 1258900]]


@pytest.mark.parametrize("name", [None, 5, "x" * 300, "a\0b.csv", "link.csv", "../sources.toml"])
def test_no_file_outside_the_folder_is_read(data: Path, name: object) -> None:
    review = opened(data, "grdp.csv", HEADINGS + "VN-CT,2024,1\n")
    (data / "own" / "link.csv").symlink_to(data / "sources.toml")
    with pytest.raises(UsageError, match="expected a file in the folder data/own, got"):
        review.read_csv(name, source=SOURCE)  # type: ignore[arg-type]


def test_a_file_is_called_by_its_place_in_the_folder(data: Path) -> None:
    review = opened(data, "grdp.csv", HEADINGS + "VN-CT,2024,1\n")
    for name in (str(data / "own" / "grdp.csv"), "./grdp.csv"):
        frame = review.read_csv(name, source=SOURCE)
        assert frame["locator"].tolist() == ["own/grdp.csv#2"]


@pytest.mark.parametrize(
    ("rows", "look", "said"),
    [
        ([["VN-CT", 2024, 0.125]], "0.0%", "sheet.xlsx, C2: expected numbers as they are shown, got a format of percent"),
        ([["VN-CT", 2024, "#N/A"]], "0.0", "row 2, x (percent): expected a number such as 1234.5, got '#N/A'"),
        ([[f"{number}" + "a" * 32_000] for number in range(600)], "0.0", "expected 16 MB at most, got 18 MB"),
    ],
)  # fmt: skip
def test_a_workbook_is_no_way_around_what_it_shows(
    data: Path, rows: list[list[object]], look: str, said: str
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book["Sheet"]
    for row in [["area", "year", "x (percent)"], *rows]:
        sheet.append(row)
    sheet["C2"].number_format = look
    (data / "own").mkdir(exist_ok=True)
    book.save(data / "own" / "sheet.xlsx")
    review = tongket.open_review(2024, "VN-CT", "en", data)
    with pytest.raises((UsageError, DataError)) as caught:
        review.read_excel("sheet.xlsx", source=SOURCE)
    assert said in str(caught.value)
    assert str(data) not in str(caught.value)
