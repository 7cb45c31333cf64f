"""A review's listings for programs, made from what its notebooks show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.pages import exhibit, figure, number, page
from tongket.errors import NotebookError
from tongket.model import Text, TimePeriod
from tongket.output import (
    MIME,
    ClaimPart,
    Column,
    ConflictEntry,
    ConflictsPart,
    DefinitionEntry,
    DefinitionsPart,
    ListPart,
    to_json,
)
from tongket.publish.site.listings import write_listings
from tongket.publish.site.page_parts import PageParts, parts_in, read_pages
from tongket.publish.site.published import PublishedPage, PublishedReview

TITLES = 'Đơn & "văn bằng"'
KEY = "{}|VN-CT|2024|actual|x|1"
ROWS = (
    figure("src-ip-titles", TITLES, "420", KEY.format("ip")),
    figure("src-ip-before", "Bằng (2023)", "300", KEY.format("older")),
    figure("src-place", "Cao Bằng", "1", KEY.format("older")),
    figure("src-sum", "Bằng, tổng", "5"),
)
SAYS = ClaimPart(
    ("About ", number("420", 420, "src-ip-titles", disputed=True, lang="vi"), " titles <b>.")
)
SILENT = ClaimPart(("No comparable figure.",), stated=False)
TERMS = (
    DefinitionEntry("ip", TITLES, "Số văn bằng.", "Chỉ tiêu 1401."),
    DefinitionEntry("older", "Bằng", "Khác."),
)
CONFLICT = ConflictEntry("conflict-1", "warning", "Warning: loose", SAYS, (), (), (), SILENT)
PARTS = (
    ListPart("key_points", (SAYS, SILENT)),
    DefinitionsPart(TERMS),
    ConflictsPart((CONFLICT,)),
    exhibit("T", [Column("Name", "text")], ["a"]),
    *page(figures=ROWS).parts[1:],
)


def review(*names: str) -> PublishedReview:
    pages = tuple(PublishedPage(name, Text(f"Trang {name}", name), ("vi",)) for name in names)
    return PublishedReview("VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"), pages)


def cell(data: dict[str, Any], *tags: str) -> dict[str, Any]:
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return {
        "cell_type": "code",
        "source": "x",
        "metadata": {"tags": list(tags)},
        "outputs": [output],
    }


def notebook(*parts: Any) -> dict[str, Any]:
    """An executed notebook; each cell shows one part beside other people's."""
    cells = [cell({"text/html": "<b>x</b>", MIME: to_json(part, "vi")}) for part in parts]
    return {"cells": [cell({"text/plain": "1"}), *cells], "metadata": {}}


def written(site: Path, *names: str) -> tuple[Any, ...]:
    folder = site / "VN-CT" / "2024"
    (folder / "vi").mkdir(parents=True)
    for name in names:
        (folder / "vi" / f"{name}.ipynb").write_text(json.dumps(notebook(*PARTS)), "utf-8")
    read = read_pages(folder, review(*names))
    claims, figures = write_listings(folder, review(*names), read)
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in (claims, figures))


def test_a_page_lists_what_its_notebook_shows() -> None:
    found = parts_in(notebook(*PARTS), "vi")
    assert found.claims == (SAYS, SAYS), "key point and headline; not what is not stated"
    assert found.definitions == TERMS
    assert found.conflicts == (CONFLICT,)
    assert [part.title.text for part in found.exhibits] == ["T"]
    assert [figure.anchor for figure in found.figures] == [row.anchor for row in ROWS]


def test_cells_of_the_other_language_and_of_other_people_are_passed_over() -> None:
    claim = {MIME: to_json(SAYS, "en")}
    foreign = {
        "cells": [cell({"text/html": "<p class='tk-claim'>7</p>"}), cell(claim, "lang-en")],
        "metadata": {},
    }
    assert parts_in(foreign, "vi") == PageParts(())
    assert [claim.text for claim in parts_in(foreign, "en").claims] == [SAYS.text]


def test_an_output_that_is_no_part_is_reported_with_its_notebook(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    broken = {"cells": [cell({MIME: {"kind": "poem"}})], "metadata": {}}
    (tmp_path / "vi" / "01_a.ipynb").write_text(json.dumps(broken), "utf-8")
    with pytest.raises(
        NotebookError, match=r"^vi/01_a.ipynb: application/vnd.tongket.v1\+json: exp"
    ):
        read_pages(tmp_path, review("01_a"))


def test_claims_json_holds_each_sentence_with_its_numbers(tmp_path: Path) -> None:
    claims, _ = written(tmp_path, "01_a", "02_b")
    assert (claims["area"], claims["period"]) == ("VN-CT", "2024")
    assert [claim["page"] for claim in claims["claims"]] == ["01_a", "01_a", "02_b", "02_b"]
    first = claims["claims"][0]
    assert first["text"] == "About 420 titles <b>."
    assert first["numbers"] == [{
        "words": "420", "value": 420, "lower": 420, "upper": 420, "whole": None, "unit": "persons",
        "unit_name": "persons", "anchor": "src-ip-titles", "status": "", "disputed": True, "questioned": False,
            "revised": False,
    }]  # fmt: skip
    assert claims["conflicts"][0] == {
        "page": "01_a", "lang": "vi", "anchor": "conflict-1", "severity": "warning",
        "severity_name": "Warning: loose", "text": "About 420 titles <b>.",
    }  # fmt: skip


def test_the_figures_are_listed_with_their_origin(tmp_path: Path) -> None:
    figures = written(tmp_path, "01_a")[1]["figures"]
    titles = figures[0]
    assert (titles["page"], titles["anchor"], titles["name"]) == ("01_a", "src-ip-titles", TITLES)
    assert (titles["words"], titles["value"], titles["unit"]) == ("420", 420, "persons")
    assert (titles["origin"], titles["allowed"]) == ("X, section 2", "exact")
    assert titles["observation"] == KEY.format("ip")
    assert figures[-1]["observation"] == "", "computed"
    assert len({tuple(row) for row in figures}) == 1, "each row has the same members"
