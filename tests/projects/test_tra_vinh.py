"""Two years of a department that the notebooks were not written for, entered by the commands and a workbook alone.

The figures are those that the department of Trà Vinh published of 2021 and 2022; half of their indicators, and two
of their domains, are the project's own.
"""

from __future__ import annotations

import csv
from contextlib import chdir
from filecmp import cmpfiles
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from fixtures.by_commands import (
    dead_links,
    enter,
    in_other_language,
    lost_figures,
    tongket,
    without_figure,
)
from tongket.data.store import load

pytestmark = pytest.mark.slow
ROWS = list(csv.DictReader(Path(__file__).with_name("tra_vinh.csv").open(encoding="utf-8")))
SOURCE = "dost-tv"
PUBLISHER = "Sở Khoa học và Công nghệ tỉnh Trà Vinh"
PAGES = {"research": "02_research", "ip": "04_intellectual_property", "quality": "05_quality"}


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


def enter_year(year: str) -> None:
    rows = [row for row in ROWS if row["time_period"] == year]
    enter(year, [{**row, "source": SOURCE, "ref_area": "VN-51"} for row in rows])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "tra-vinh"
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2022", "--default-lang", "vi")
    with chdir(folder):
        add_what_is_its_own()
        for year in ("2021", "2022"):
            enter_year(year)
        tongket("check")
        tongket("run", "--year", "2021", "--year", "2022")
        tongket("audit", "--year", "2022")
    return folder


def pages(project: Path, lang: str) -> list[Path]:
    return sorted((project / "build/site/VN-51").glob(f"*/{lang}/*.html"))


def test_every_figure_is_on_a_page_of_its_domain(project: Path) -> None:
    stated = [row for row in load(project / "data").observations if row.interval is not None]
    assert len(stated) == len(ROWS) == 33
    for year in ("2021", "2022"):
        rows = [row for row in stated if str(row.time_period) == year]
        review = project / f"build/site/VN-51/{year}"
        assert lost_figures(review, rows, lambda d: PAGES.get(d, f"domain_{d}")) == []


def test_each_year_has_the_pages_of_its_domains_and_no_others(project: Path) -> None:
    names = {(page.parent.parent.name, page.stem) for page in pages(project, "vi")}
    assert names == {
        (year, name)
        for year, own in {
            "2021": ("00_overview", "02_research", "domain_policy", "domain_advice", "08_consistency"),
            "2022": ("00_overview", "02_research", "04_intellectual_property", "05_quality",
                     "domain_advice", "domain_ocop", "08_consistency", "11_development"),
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


def said(page: Path) -> str:
    """What a page says, line by line: headings, sentences, cells; neither code nor the account of its figures."""
    main = BeautifulSoup(page.read_text("utf-8"), "lxml").main
    assert main is not None
    for part in main.select(".tk-code, .tk-contents, .tk-fold, nav, svg, a.tk-download, summary"):
        part.decompose()
    lines = []
    for element in main.select("h1, h2, h3, p, li, tr"):
        words = [cell.get_text(" ", strip=True) for cell in element.select("th, td")] or [
            element.get_text(" ", strip=True)
        ]
        lines.append(" | ".join(" ".join(each.split()) for each in words))
    return "\n".join(filter(None, lines)) + "\n"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_page_of_the_second_year_says_what_is_held_as_right(
    project: Path, lang: str, tmp_path: Path
) -> None:
    golden = Path(__file__).with_name("tra_vinh_pages") / lang
    for page in (project / f"build/site/VN-51/2022/{lang}").glob("*.html"):
        (tmp_path / f"{page.stem}.txt").write_text(said(page), encoding="utf-8", newline="")
    names = {text.name for folder in (golden, tmp_path) for text in folder.glob("*.txt")}
    _, changed, missing = cmpfiles(golden, tmp_path, sorted(names), shallow=False)
    assert not changed + missing, (
        f"Read {', '.join(changed + missing)} in {tmp_path}; is every change wanted? Then copy them: {golden}."
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_and_no_section_is_without_a_figure(project: Path, lang: str) -> None:
    assert without_figure(pages(project, lang), lang) == []


def test_no_page_mixes_languages(project: Path) -> None:
    for lang in ("vi", "en"):
        assert in_other_language(pages(project, lang), lang, (PUBLISHER, "Trà Vinh")) == []


def test_no_link_of_the_site_is_dead(project: Path) -> None:
    assert dead_links(project / "build" / "site") == []


def test_a_second_run_keeps_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert "0 reports run, 26 kept, 0 failed" in tongket("run", "--year", "2021", "--year", "2022")


def words_of(part: Tag) -> str:
    """What is read: figures are elements of their own, also within brackets."""
    return " ".join(part.get_text().split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Nhiệm vụ KH&CN nghiệm thu: 16 nhiệm vụ, tăng 6 so với năm 2021 (10)"),
        ("en", "S&T tasks accepted: 16 tasks, 6 more than in 2021 (10)"),
    ],
)
def test_the_second_year_says_what_changed_since_the_first(
    project: Path, lang: str, words: str
) -> None:
    folder = project / f"build/site/VN-51/2022/{lang}"
    for name in ("00_overview", "11_development"):
        assert words in words_of(
            BeautifulSoup((folder / f"{name}.html").read_text("utf-8"), "lxml")
        )
    # Two years are few: of three subjects alone both years tell.
    page = BeautifulSoup((folder / "11_development.html").read_text("utf-8"), "lxml")
    (table,) = (each for each in page.find_all("table") if "2021" in words_of(each.find("tr")))
    assert len(table.find_all("tr")) == 1 + 3
