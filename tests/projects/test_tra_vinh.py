"""Two years of a department that the notebooks were not written for, entered by the commands and a workbook alone.

The figures are those that the department of Trà Vinh published of 2021 and 2022; half of their indicators, and two
of their domains, are the project's own.
"""

from __future__ import annotations

import csv
import json
import os
import re
from itertools import takewhile
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from fixtures.another_province import words_of_absence
from tongket.cli import cli
from tongket.data.store import load

pytestmark = pytest.mark.slow
ROWS = list(csv.DictReader(Path(__file__).with_name("tra_vinh.csv").open(encoding="utf-8")))
SOURCE = "dost-tv"
PUBLISHER = "Sở Khoa học và Công nghệ tỉnh Trà Vinh"
# The columns of the sheet of figures.
COLUMNS = {"indicator": 2, "measure": 3, "as_printed": 6, "qualifier": 7, "source": 8, "locator": 9, "ref_area": 13, "time_period": 14}  # fmt: skip
PAGES = {"research": "02_research", "ip": "04_intellectual_property", "quality": "05_quality"}
# Of these sections the words alone are the content.
CLOSING = {
    "limits",
    "definitions",
    "sources",
    "unknown",
    "consistency",
    "conflicts",
    "questions",
    "limits-2",
}
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|for|by|from|year|figures?|plan)\b")
VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.IGNORECASE)


def tongket(*words: str) -> str:
    answer = CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})
    assert answer.exit_code == 0, f"{words}\n{answer.output}"
    return answer.output


def add_what_is_its_own() -> None:
    tongket("add", "source", SOURCE, "--title", "Kết quả hoạt động của Sở", "--title-en", "Results of the department",
            "--publisher", PUBLISHER, "--url", "https://travinh.gov.vn", "--published", "2022", "--language", "vi",
            "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
    tongket("add", "unit", "stars", "--kind", "count", "--name-vi", "sao", "--name-en", "star",
            "--name-en-plural", "stars", "--yes")  # fmt: skip
    for domain, vi, en in (
        ("advice", "Tham mưu", "Advice"),
        ("ocop", "Chương trình OCOP", "OCOP programme"),
    ):
        tongket("add", "domain", domain, "--name-vi", vi, "--name-en", en, "--order", "90", "--yes")
    for row in ROWS:
        if row["name_vi"]:
            tongket("add", "indicator", row["indicator"], "--name-vi", row["name_vi"], "--name-en", row["name_en"],
                    "--unit", row["unit"], "--yes")  # fmt: skip


def enter(year: str) -> None:
    """Fill the sheet of a year as somebody at a spreadsheet program does, and take it over."""
    tongket("sheet", year, "--out", f"{year}.xlsx", "--lang", "en")
    book = openpyxl.load_workbook(f"{year}.xlsx")
    sheet = book["Figures"]
    last = max(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value)
    rows = [row for row in ROWS if row["time_period"] == year]
    for number, row in enumerate(rows, start=last + 1):
        cells = {**row, "source": SOURCE, "locator": str(number), "ref_area": "VN-51"}
        for code, column in COLUMNS.items():
            sheet.cell(number, column).value = cells[code]
    book.save(f"{year}.xlsx")
    tongket("import", f"{year}.xlsx", "--yes")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "tra-vinh"
    before = Path.cwd()
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2022")
    os.chdir(folder)
    try:
        add_what_is_its_own()
        for year in ("2021", "2022"):
            enter(year)
        tongket("datapackage")
        tongket("check")
        tongket("run", "--year", "2021", "--year", "2022")
        tongket("audit", "--year", "2022")
    finally:
        os.chdir(before)
    return folder


def pages(project: Path, lang: str) -> list[Path]:
    return sorted((project / "build/site/VN-51").glob(f"*/{lang}/*.html"))


def main(page: Path) -> Tag:
    """What a page says itself: without code, words for screen readers, and quotes in another language."""
    found = BeautifulSoup(page.read_text("utf-8"), "lxml").main
    assert found is not None
    for other in found.select("pre, details.tk-code, nav, .tk-there, [lang]"):
        other.decompose()
    return found


def test_every_figure_is_on_a_page_of_its_domain(project: Path) -> None:
    stated = [row for row in load(project / "data").observations if row.interval is not None]
    assert len(stated) == len(ROWS) == 33
    lost = []
    for row in stated:
        listing = project / f"build/site/VN-51/{row.time_period}/figures.json"
        figures = json.loads(listing.read_text("utf-8"))["figures"]
        domain = row.indicator.partition(".")[0]
        key, page = "|".join(row.key), PAGES.get(domain, f"domain_{domain}")
        shown = {
            figure["lang"]
            for figure in figures
            if (figure["observation"], figure["page"]) == (key, page)
        }
        lost += [(key, page)] if shown != {"vi", "en"} else []
    assert lost == []


def test_each_year_has_the_pages_of_its_domains_and_no_others(project: Path) -> None:
    names = {(page.parent.parent.name, page.stem) for page in pages(project, "vi")}
    assert names == {
        (year, name)
        for year, own in {
            "2021": ("00_overview", "02_research", "domain_policy", "domain_advice", "08_consistency"),
            "2022": ("00_overview", "02_research", "04_intellectual_property", "05_quality",
                     "domain_advice", "domain_ocop", "08_consistency"),
        }.items()
        for name in own
    }  # fmt: skip
    assert {(page.parent.parent.name, page.stem) for page in pages(project, "en")} == names
    titles = [
        page.title.text
        for page in (BeautifulSoup(p.read_text("utf-8"), "lxml") for p in pages(project, "vi"))
        if page.title
    ]
    assert "Chương trình OCOP · Trà Vinh, năm 2022" in " ".join(titles)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_and_no_section_is_without_a_figure(project: Path, lang: str) -> None:
    empty = []
    for page in pages(project, lang):
        soup = main(page)
        assert soup.select("data.tk-figure"), page
        absent = [words for words in words_of_absence(lang) if words in soup.get_text()]
        assert absent == [], page
        for heading in soup.select("h2[id]"):
            below = takewhile(lambda element: element.name != "h2", heading.find_all_next())
            figures = any(
                element.name in {"svg", "table"} or "tk-figure" in element.get("class", [])
                for element in below
            )
            if not figures and heading["id"] not in CLOSING:
                empty.append((page.parent.parent.name, page.stem, heading["id"]))
    assert empty == [], empty


def test_no_page_mixes_languages(project: Path) -> None:
    mixed = []
    for page in pages(project, "vi"):
        mixed += [(page.stem, word[0]) for word in ENGLISH.finditer(main(page).get_text(" "))]
    for page in pages(project, "en"):
        # A drawing quotes what is printed without saying in which language.
        words = re.sub("“[^”]*”", "", main(page).get_text(" "))
        words = words.replace(PUBLISHER, "").replace("Trà Vinh", "")
        mixed += [
            (page.stem, words[max(0, w.start() - 20) : w.end() + 20])
            for w in VIETNAMESE.finditer(words)
        ]
    assert mixed == []


def test_no_link_of_the_site_is_dead(project: Path) -> None:
    site = project / "build" / "site"
    for page in site.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        for link in soup.select("a[href]"):
            file = str(link["href"]).partition("#")[0]
            if file and not re.match(r"https?:|data:|mailto:", file):
                assert (page.parent / file).exists(), (page, link["href"])


def test_a_second_run_keeps_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert "0 reports run, 24 kept, 0 failed" in tongket("run", "--year", "2021", "--year", "2022")
