"""Exhibits: an alt text that says something, data that every program reads as numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

import tongket
from fixtures.figures import caption, computed, missing, open_ended
from tongket.claims import plain
from tongket.errors import UsageError
from tongket.exhibit import Exhibit, Grid, table_html
from tongket.model import Figure, Lang
from tongket.output import ClaimPart, Drawings, Number

ROW = computed("a", 5)


def exhibit(alt: str = "Five are alone.", title: str = "One is above the others") -> Exhibit:
    grid = Grid(("Name", "Value"), (("a", ROW),))
    return Exhibit(replace(caption(), title=plain(title)), "things", alt, grid, (ROW,))


def rows(cell: Figure | str, lang: Lang = "en", head: str = "Value") -> list[list[str]]:
    words = replace(caption(), lang=lang)
    grid = Grid(("Name", head), (("a", cell),))
    text = Exhibit(words, "things", "Five are alone.", grid, ()).csv
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    "alt",
    [
        "A bar chart of one is above the others.",
        "Biểu đồ thể hiện: one is above the others",
        "Above the others",
        "An image showing",
        "Hình ảnh của …",
        "…",
    ],
)
def test_an_alt_text_that_only_repeats_the_title_is_refused(alt: str) -> None:
    with pytest.raises(UsageError, match="expected an alt text that says the pattern, got"):
        exhibit(alt)


@pytest.mark.parametrize("alt", ["Bars shrink from 5 to 1.", "Biểu đồ giảm dần từ 5 xuống 1."])
def test_an_alt_text_that_says_a_pattern_may_name_the_form(alt: str) -> None:
    assert exhibit(alt).alt == alt


def test_a_fraction_and_a_band_are_numbers_and_ends() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    fraction = review.figure("quality.iso_published_units")
    assert rows(fraction)[1] == [
        "a", "119", "119", "119", "agencies and units", "119/119 agencies and units",
    ]  # fmt: skip
    band = review.figure("renewal.technology_renewal_rate:target")
    assert rows(band)[1] == ["a", "", "12", "13", "percent", "12–13%"]
    assert rows(open_ended("b", 3))[1][1:4] == ["", "3", ""]
    assert rows(missing("m"))[1] == ["a", "", "", "", "", "no figure"]


def test_the_head_of_a_csv_speaks_the_language_and_is_no_formula() -> None:
    assert rows(ROW, "vi", "=Giá trị")[0] == [
        "Name", "'=Giá trị", "'=Giá trị (cận dưới)", "'=Giá trị (cận trên)",
        "'=Giá trị (đơn vị)", "'=Giá trị (bằng chữ)",
    ]  # fmt: skip
    assert rows("-x", "en")[1] == ["a", "'-x"]
    assert rows("-1", "en")[1] == ["a", "-1"], "a number"


def test_a_head_is_above_its_numbers() -> None:
    def heads(*column: Figure | str) -> int:
        grid = Grid(("Name", "Value"), tuple((str(n), cell) for n, cell in enumerate(column)))
        return table_html(grid.part("en"), "Caption").count(
            '<th scope="col" role="columnheader" class="tk-num">'
        )

    assert heads(ROW, ROW, "not known") == 1
    assert heads(ROW, "", "") == 1, "empty cells are at no side"
    assert heads(ROW, "not known", "not known") == 0
    assert heads("words") == 0


def test_a_row_that_a_figure_heads_is_refused() -> None:
    grid = Grid(("Value", "Name"), ((ROW, "a"),))
    with pytest.raises(UsageError, match="expected words in the first cell of each row, got the"):
        grid.part("en")


def test_a_part_holds_what_the_html_shows() -> None:
    shown = replace(
        exhibit(), drawings=Drawings(narrow="<svg></svg>"), missing=("b is not known.",)
    )
    part = shown.part
    assert (part.title.text, part.alt) == ("One is above the others", "Five are alone.")
    assert part.note.text == "A note", "without the word that the page puts before it"
    assert part.notes == ("b is not known.",)
    assert part.drawings == Drawings("<svg></svg>", "")
    assert [column.kind for column in part.table.columns] == ["text", "number"]
    ((name, cell),) = part.table.rows
    assert name == ClaimPart(("a",))
    assert isinstance(cell, Number)
    assert (cell.value, cell.lower, cell.upper, cell.words) == (5, 5, 5, "5 count units")
    assert f'href="#{cell.anchor}">5 count units</a>' in shown.html
