"""A province that ended within the year, and the one that it became part of; the figures are invented."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from fixtures.by_commands import (
    dead_links,
    enter,
    in_other_language,
    lost_figures,
    main,
    tongket,
    without_figure,
)
from tongket.data.store import load

pytestmark = pytest.mark.slow
PUBLISHER = "Sở Khoa học và Công nghệ tỉnh Mẫu"
HALF = "2025-01/2025-06"
PAGES = {"research": "02_research", "ip": "04_intellectual_property", "quality": "05_quality"}
# Indicator, measure, area, period, as printed.
FIGURES = [
    ("research.tasks_accepted", "actual", "VN-51", "2024", "21"),
    ("research.tasks_accepted", "actual", "VN-51", HALF, "9"),
    ("ip.titles_granted", "actual", "VN-51", "2024", "80"),
    ("ip.titles_granted", "actual", "VN-51", HALF, "35"),
    ("ip.titles_granted", "target", "VN-51", "2025", "90"),
    ("ip.titles_granted", "target_pct", "VN-51", HALF, "38,9%"),
    ("ip.titles_granted", "actual", "VN-49", "2024", "64"),
    ("ip.titles_granted", "actual", "VN-49-2025", "2025", "150"),
    ("research.tasks_accepted", "actual", "VN-49-2025", "2025", "31"),
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "merged"
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2025")
    with chdir(folder):
        tongket("add", "source", "report", "--title", "Báo cáo", "--title-en", "Report", "--publisher", PUBLISHER,
                "--published", "2026-01", "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
        for year, area in (
            ("2024", "VN-51"),
            ("2025", "VN-51"),
            ("2024", "VN-49"),
            ("2025", "VN-49"),
        ):
            rows = [
                {"indicator": i, "measure": m, "ref_area": a, "time_period": p, "as_printed": v,
                 "qualifier": "exact", "source": "report"}
                for i, m, a, p, v in FIGURES if a.startswith(area) and p.startswith(year)
            ]  # fmt: skip
            enter(year, rows, area)
        tongket("check")
        # The successor's review is not there yet, and is linked once it is.
        tongket("run", "--year", "2025")
        assert dead_links(folder / "build/site") == []
        tongket("run", "--year", "2025", "--area", "VN-49")
        said = tongket("run", "--year", "2025", "--area", "VN-51", "--area", "VN-49")
    assert "0 reports run" in said
    return folder


def pages(project: Path, lang: str, area: str = "VN-51") -> list[Path]:
    return sorted((project / f"build/site/{area}/2025/{lang}").glob("*.html"))


def test_every_page_says_until_when_the_area_was_and_what_it_became(project: Path) -> None:
    assert len(pages(project, "vi")) >= 3
    for page in pages(project, "vi"):
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        assert soup.title
        assert "Trà Vinh (đến ngày 30/6/2025), năm 2025" in soup.title.text
        (lead,) = soup.select("main > .tk-change")
        assert "Từ ngày 01/7/2025, Trà Vinh là một phần của Vĩnh Long." in lead.text
        assert [a["href"] for a in lead.select("a")] == ["../../../VN-49/2025/index.html"]
    index = (project / "build/site/index.html").read_text("utf-8")
    assert "Trà Vinh has been part of Vĩnh Long since 1 July 2025." in index
    assert '<a href="VN-49/2025/index.html#vi">' in index


def test_the_successor_says_what_it_was_made_of(project: Path) -> None:
    for page in pages(project, "en", "VN-49"):
        assert (
            "made of Vĩnh Long, Bến Tre, Trà Vinh. Earlier figures are of other areas"
            in main(page).get_text()
        )
        (lead,) = BeautifulSoup(page.read_text("utf-8"), "lxml").select("main > .tk-change")
        links = {a.text: a["href"] for a in lead.select("a")}
        assert links == {"Trà Vinh": "../../../VN-51/2025/index.html"}
    for around in ("index.html", "VN-49/2025/index.html"):
        text = (project / "build/site" / around).read_text("utf-8")
        assert (
            "VN-51/2025/index.html#vi"
            in text.partition("Bản tổng kết của các địa bàn hợp thành:")[2]
        )


def test_every_figure_is_shown_with_its_period_and_none_stands_for_the_year(project: Path) -> None:
    store = load(project / "data")
    for area, codes in (("VN-51", {"VN-51"}), ("VN-49", {"VN-49-2025"})):
        rows = [
            r
            for r in store.observations
            if r.ref_area in codes and r.time_period.year == 2025 and r.interval
        ]
        assert (
            lost_figures(project / f"build/site/{area}/2025", rows, lambda domain: PAGES[domain])
            == []
        )
    page = main(project / "build/site/VN-51/2025/en/04_intellectual_property.html").get_text(
        " ", strip=True
    )
    assert "January–June 2025 35 titles" in page
    overview = main(project / "build/site/VN-51/2025/en/00_overview.html").get_text(" ", strip=True)
    assert "It ended within the period: plans of the whole period are not judged" in overview
    assert "what was the result, and what was the plan" not in overview
    assert "planned items met" not in overview
    # Neither of its own year before nor of the plan of a whole year is a share or a change computed.
    assert "80" not in page
    assert not {"38.8", "38.89", "39%"} & {*page.split()}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_is_without_a_figure_or_mixes_languages(project: Path, lang: str) -> None:
    both = [*pages(project, lang), *pages(project, lang, "VN-49")]
    # What agrees is said there without a figure.
    agrees = ("08_consistency", "key-points")
    assert [each for each in without_figure(both, lang) if each != agrees] == []
    assert in_other_language(both, lang, (PUBLISHER, "Trà Vinh", "Vĩnh Long", "Bến Tre")) == []
    assert dead_links(project / "build/site") == []


def test_the_commands_agree(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    shown = tongket("show", "ip.titles_granted", "--year", "2025")
    assert "IP titles granted (January–June 2025)" in shown
    assert "Trà Vinh has been part of Vĩnh Long since 1 July 2025." in shown
    assert "Trà Vinh has been part of Vĩnh Long" in tongket("sheet", "2025", "--out", "again.xlsx")
    assert "Review: Trà Vinh (until 30 June 2025), 2025" in tongket()
