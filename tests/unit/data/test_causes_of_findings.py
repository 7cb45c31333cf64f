"""One cause is one finding, which names where it is and a remedy that works."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tongket.cli import cli
from tongket.data.store import check

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONGKET_DATA", str(folder))
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(CHECKOUT / "notebooks"))
    monkeypatch.chdir(folder)
    return folder


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def lines(folder: Path) -> list[str]:
    return [finding.line() for finding in check(folder)]


@pytest.mark.parametrize(
    "cells",
    [
        {"indicator": "Tổng cộng", "source": "", "qualifier": "", "unit_measure": ""},
        {"indicator": "Total:"},
        {
            "indicator": "",
            "ref_area": "",
            "measure": "",
            "qualifier": "",
            "as_printed": "Nguồn: Sở",
        },
    ],
)
def test_a_row_of_totals_or_notes_is_one_finding(
    cells: dict[str, str], one_row: Any, folder: Path
) -> None:
    one_row(**cells)
    (line,) = lines(folder)
    assert "expected a statement with its indicator, area and measure" in line
    assert line.endswith("Delete this row: totals and notes are no statements.")


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"indicator": "ip.title_granted"}, "Nearest: ip.titles_granted"),
        ({"indicator": "#"}, "Write one of those that indicators.toml declares."),
        ({"ref_area": "VN-XX"}, "Write one of those that areas.csv declares."),
        ({"source": "#"}, "Write one of those that sources.toml declares."),
        (
            {"qualifier": ""},
            "Write one of these: about, at_least, at_most, exact, less_than, more_than, nearly.",
        ),
        ({"source": ""}, "Write its id into this cell; sources.toml declares it."),
    ],
)
def test_a_code_is_called_near_only_where_it_is(
    cells: dict[str, str], remedy: str, one_row: Any, folder: Path
) -> None:
    one_row(**cells)
    (line,) = lines(folder)
    assert remedy in line


def test_a_new_year_of_an_unknown_place_or_of_two_digits_is_refused_in_words(data: Path) -> None:
    answer = tongket("new-year", "2025", "--area", "VN-XX")
    assert "data/areas.csv lists them." in answer.output
    answer = tongket("new-year", "25")
    assert answer.exit_code == 2
    assert "expected a year, or a half, a quarter or whole months of one, got '25'" in answer.output


def test_a_new_year_is_in_canonical_form_and_claims_nothing(data: Path, one_row: Any) -> None:
    one_row()
    answer = tongket("new-year", "2025", "--lang", "en")
    assert answer.exit_code == 0, answer.output
    text = (data / "observations" / "VN-CT-2025.csv").read_text("utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["qualifier"], row["locator"], row["source"], row["previous"]) == ("", "", "", "420")
    assert text.index("previous") < text.index("as_printed")
    assert "Every file has its canonical form." in tongket("tidy", "--lang", "en").output


@pytest.mark.parametrize(
    ("printed", "said"), [("420", "the same figure"), ("421", "420 there, 421 here")]
)
def test_a_duplicate_says_whether_the_figures_differ(
    printed: str, said: str, one_row: Any, folder: Path
) -> None:
    one_row("a.csv")
    one_row("b.csv", as_printed=printed, obs_value=printed)
    (line,) = lines(folder)
    assert f"expected each statement once (observations/a.csv, row 2: {said})" in line


def test_a_printing_in_the_notation_of_the_other_language_is_found_in_its_own_cell(
    one_row: Any, folder: Path
) -> None:
    one_row(as_printed="4,298", obs_value="4298")
    (line,) = lines(folder)
    assert line == (
        "observations/one.csv, row 2, as_printed: expected 4.298, as “vi” writes 4298, got '4,298'. "
        "Type it as the source prints it."
    )


def test_a_stray_quotation_mark_is_named_with_its_column(one_row: Any, folder: Path) -> None:
    path: Path = one_row(comment="x")
    path.write_text(path.read_text("utf-8").replace(",4,x", ',mục "4",x'), "utf-8")
    (line,) = lines(folder)
    assert line.startswith("observations/one.csv, row 2, locator: expected quotation marks around")
    assert "got 'mục \"4\"'" in line


def test_a_row_that_is_too_short_says_how_many_cells_it_lacks(one_row: Any, folder: Path) -> None:
    path: Path = one_row()
    path.write_text(path.read_text("utf-8").removesuffix(",\n") + "\n", "utf-8")
    (line,) = lines(folder)
    assert line.endswith("Write the cells that are left out, also the empty ones: 1.")


def test_a_source_declared_twice_names_both_rows(one_row: Any, folder: Path) -> None:
    one_row()
    path = folder / "sources.toml"
    text = path.read_text("utf-8")
    first = text.split("\n").index("[sources.dost-ct-review-2024]") + 1
    last = text.count("\n") + 1
    path.write_text(text + '[sources.dost-ct-review-2024]\ntitle = "x"\n', "utf-8")
    (line,) = lines(folder)
    assert line.startswith(
        f"sources.toml, row {last}: expected each table and key once (also in row {first})"
    )


def test_another_table_among_the_observations_is_one_finding(one_row: Any, folder: Path) -> None:
    one_row()
    target = folder / "observations" / "areas.csv"
    target.write_bytes((folder / "areas.csv").read_bytes())
    (line,) = lines(folder)
    assert line.endswith("Move it out of the folder if it is another table, or add the columns.")


def test_another_encoding_is_found_before_all_else(one_row: Any, folder: Path) -> None:
    path: Path = one_row(comment="é")
    text = path.read_text("utf-8").replace("\n", "\r\n").replace(",", ";")
    path.write_bytes(text.encode("latin-1"))
    assert [finding.code for finding in check(folder)] == ["not-utf-8"]


def test_the_form_of_a_spreadsheet_is_said_without_words_of_one_language(
    one_row: Any, folder: Path
) -> None:
    path: Path = one_row()
    path.write_bytes(
        b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").replace(b",", b";")
    )
    (finding,) = check(folder)
    assert finding.value == "BOM, CRLF, ;"


def test_tidy_composes_letters_that_are_written_apart(one_row: Any, data: Path) -> None:
    comment = "Số của Sở"
    path: Path = one_row(comment=unicodedata.normalize("NFD", comment))
    (line,) = lines(data)
    assert line.endswith("Run `tongket tidy`.")
    assert tongket("tidy").exit_code == 0
    assert comment in path.read_text("utf-8")
    assert check(data) == []


def test_a_row_whose_key_does_not_hold_is_not_out_of_order_too(one_row: Any, folder: Path) -> None:
    path: Path = one_row()
    row = path.read_text("utf-8").splitlines()[1]
    with path.open("a", encoding="utf-8") as file:
        file.write(
            row.replace("ip.titles_granted", "IP.titles_granted").replace(",4,", ",5,") + "\n"
        )
    (line,) = lines(folder)
    assert "Nearest: ip.titles_granted" in line


def test_a_workbook_is_moved_away_once_it_is_saved(one_row: Any, folder: Path) -> None:
    one_row()
    (folder / "observations" / "figures.xlsx").touch()
    (line,) = lines(folder)
    assert line.endswith("into observations/, and move the workbook out of the data.")


def test_a_comment_says_what_to_do_in_the_catalogue(one_row: Any, data: Path) -> None:
    one_row(comment="Counted anew in 2024.")
    assert (
        "Run `tongket translations`, then translate the entry."
        in tongket("check", "--lang", "en").output
    )
    with (data / "locale" / "vi.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Counted anew in 2024."\nmsgstr ""\n')
    assert "Translate its entry there." in tongket("check", "--lang", "en").output
    one_row(comment="Sở chưa công bố.")
    output = tongket("check", "--lang", "en").output
    assert "expected a comment in English, its Vietnamese in locale/vi.po, got 'Sở chưa" in output


def test_a_catalogue_that_is_gone_is_one_notice(one_row: Any, data: Path) -> None:
    one_row(comment="Counted anew in 2024.")
    one_row("two.csv", locator="5", comment="Counted anew in 2025.")
    (data / "locale" / "vi.po").unlink()
    output = tongket("check", "--lang", "en").output
    assert (
        "locale/vi.po: expected this file, with the Vietnamese of the comments (2), got nothing. Restore"
        in output
    )
    assert "Counted anew" not in output
