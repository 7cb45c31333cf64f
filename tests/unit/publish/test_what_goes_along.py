"""What readers take along: the observations as a data package, the whole site as one file; and what reviews share."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.pages import figure, page
from tongket.data.code_meanings import MEASURES, STATUSES
from tongket.data.observations import STATUSES as CODES
from tongket.data.store import RawRow, Store, load
from tongket.model import Measure, Qualifier, Text, TimePeriod
from tongket.numerals import QUALIFIERS
from tongket.project import data_dir
from tongket.publish.site.archive import write_archive
from tongket.publish.site.conflicts_page import write_contradictions
from tongket.publish.site.data_package import write_package
from tongket.publish.site.dictionary import write_dictionary
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.revisions_page import write_all_revisions

STORE = load(data_dir())
PAGE = PublishedPage("08_consistency", Text("Nhất quán", "Consistency"), ("vi", "en"))
REVIEW = PublishedReview("VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"), (PAGE,))


def read(*rows: RawRow) -> dict:
    listed = [figure(f"src-{n}", observation="|".join(row.key)) for n, row in enumerate(rows)]
    return {("08_consistency", "vi"): page(figures=[*listed, figure("src-sum")])}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_package_holds_the_rows_that_the_pages_rest_on_letter_by_letter(tmp_path: Path) -> None:
    asked = [row for row in STORE.raw_rows() if row.cells["indicator"].startswith("ip.")][:5]
    table, description = write_package(tmp_path, REVIEW, read(*asked), STORE)
    assert rows_of(table) == [row.cells for row in asked]
    package = json.loads(description.read_text(encoding="utf-8"))
    assert package["name"] == "tongket-vn-ct-2024"
    assert {source["name"] for source in package["sources"]} == {
        row.cells["source"] for row in asked
    }


def test_the_package_is_valid_with_every_row_and_with_none(tmp_path: Path) -> None:
    import frictionless

    for name, rows in (("all", STORE.raw_rows()), ("none", [])):
        (tmp_path / name).mkdir()
        _, description = write_package(tmp_path / name, REVIEW, read(*rows), STORE)
        report = frictionless.validate(description)
        assert report.valid, report.flatten(["rowNumber", "message"])
    assert len(rows_of(tmp_path / "all" / "observations.csv")) == len(STORE.observations)


def test_no_spreadsheet_takes_a_comment_for_a_formula(tmp_path: Path) -> None:
    row = STORE.raw_rows()[0]
    hostile = RawRow(row.key, {**row.cells, "comment": "=cmd|' /C calc'!A0", "as_printed": "-3,5%"})

    class Hostile(Store):
        def raw_rows(self) -> list[RawRow]:
            return [hostile]

    table, _ = write_package(tmp_path, REVIEW, read(row), Hostile(**vars(STORE)))
    (found,) = rows_of(table)
    assert found["comment"] == "'=cmd|' /C calc'!A0"
    assert found["as_printed"] == "-3,5%"


def test_the_archive_holds_the_site_and_is_the_same_twice(tmp_path: Path) -> None:
    in_it = ("index.html", "VN-CT/2024/vi/a.html", "VN-CT/index.html")
    # A review of an area that is declared no longer, and a folder of somebody else.
    beside = (
        "VN-X/2024/vi/a.html",
        "VN-CT/2023/vi/a.html",
        "notes/private.txt",
        "VN-CT/notes/a.txt",
    )
    for name in (*in_it, *beside, "VN-CT/2024/manifest.json", ".x.new"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    first = write_archive(tmp_path, ["VN-CT/2024"]).read_bytes()
    (tmp_path / "index.html").touch()
    path = write_archive(tmp_path, ["VN-CT/2024"])
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["VN-CT/2024/vi/a.html", "VN-CT/index.html", "index.html"]
        assert archive.read("index.html") == b"index.html"
    assert not list(tmp_path.glob(".*new.new"))


@pytest.mark.parametrize("broken", ["", "5", '{"conflicts": 5}', '{"figures": [}', "[" * 100_000])
def test_a_review_whose_files_are_damaged_keeps_no_other_from_the_site(
    tmp_path: Path, broken: str
) -> None:
    folder = tmp_path / REVIEW.folder
    folder.mkdir(parents=True)
    for name in ("claims.json", "figures.json"):
        (folder / name).write_text(broken, "utf-8")
    assert write_contradictions(tmp_path, [REVIEW]).is_file()
    assert write_all_revisions(tmp_path, [REVIEW]).is_file()


def test_the_contradictions_of_all_reviews_are_on_one_page(tmp_path: Path) -> None:
    conflict = {
        "page": "08_consistency", "severity": "warning", "severity_name": "Cảnh báo",
        "text": "140% và <b>50%</b>",
    }  # fmt: skip
    conflicts = [
        {**conflict, "lang": "vi", "anchor": "conflict-1"},
        {**conflict, "lang": "en", "anchor": "conflict-1", "text": "140% and 50%"},
        {**conflict, "lang": "vi", "anchor": "", "text": "only quoted there"},
    ]
    folder = tmp_path / "VN-CT" / "2024"
    folder.mkdir(parents=True)
    (folder / "claims.json").write_text(json.dumps({"conflicts": conflicts}), encoding="utf-8")
    quiet = replace(REVIEW, period=TimePeriod.of_year(2023))
    text = write_contradictions(tmp_path, [REVIEW, quiet]).read_text(encoding="utf-8")
    assert (
        'href="VN-CT/2024/vi/08_consistency.html#conflict-1">140% và &lt;b&gt;50%&lt;/b&gt;<'
        in text
    )
    assert 'href="VN-CT/2024/en/08_consistency.html#conflict-1">140% and 50%<' in text
    assert "<small>Cảnh báo</small>" in text
    assert "only quoted" not in text
    assert text.count("Không tìm thấy số liệu nào trái nhau.") == 1


def test_the_dictionary_explains_every_indicator_in_both_languages(tmp_path: Path) -> None:
    text = write_dictionary(tmp_path, STORE).read_text(encoding="utf-8")
    for indicator in STORE.registry.indicators.values():
        assert text.count(f"<code>{indicator.id}</code>") == 2
    assert 'data-label="National code">1402<' in text
    assert 'data-label="Part of">' in text


def test_the_dictionary_knows_every_code_that_the_data_may_use() -> None:
    assert set(MEASURES) == set(Measure)
    assert set(QUALIFIERS) == set(Qualifier)
    assert set(STATUSES) == set(CODES)
