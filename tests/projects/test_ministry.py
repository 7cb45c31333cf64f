"""A ministry over provinces, of which three reported, and a province over its districts; places and figures are invented."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

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
PUBLISHER = "Bộ Mẫu"
NAMES = {"BM": "Bộ Mẫu", "BM-A": "An Mẫu", "BM-B": "Bình Mẫu", "BM-C": "Châu Mẫu", "BM-D": "Dương Mẫu",
         "BM-A-1": "Huyện Một", "BM-A-2": "Huyện Hai"}  # fmt: skip
ENGLISH_NAMES = {"BM": "Model Ministry", "BM-A": "Model A", "BM-B": "Model B", "BM-C": "Model C",
                 "BM-D": "Model D", "BM-A-1": "District One", "BM-A-2": "District Two"}  # fmt: skip
FIGURES = {
    "BM-A": {"ip.titles_granted": "120", "research.tasks_accepted": "14", "renewal.technology_renewal_rate": "12,5%"},
    "BM-B": {"ip.titles_granted": "45", "research.tasks_accepted": "21", "renewal.technology_renewal_rate": "9,75%"},
    "BM-C": {"ip.titles_granted": "310", "renewal.technology_renewal_rate": "15%", "services.samples_tested": "2.400"},
    "BM-A-1": {"ip.titles_granted": "70"},
    "BM-A-2": {"ip.titles_granted": "50"},
}  # fmt: skip
PAGES = {"research": "02_research", "renewal": "03_technology_renewal", "ip": "04_intellectual_property",
         "services": "06_services"}  # fmt: skip


def add_areas() -> None:
    for code, kind, region in (
        ("BM", "ministry", ""), *((f"BM-{c}", "province", "BM") for c in "ABCD"),
        ("BM-A-1", "district", "BM-A"), ("BM-A-2", "district", "BM-A"),
    ):  # fmt: skip
        tongket("add", "area", code, "--name-vi", NAMES[code], "--name-en", ENGLISH_NAMES[code], "--kind", kind,
                *(["--region", region] if region else []), "--yes")  # fmt: skip


def make() -> None:
    """The project of this folder, by commands and workbooks alone, up to its figures."""
    add_areas()
    tongket("add", "source", "report", "--title", "Báo cáo", "--title-en", "Report", "--publisher", PUBLISHER,
            "--published", "2025-01", "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
    for area, figures in FIGURES.items():
        rows = [
            {"indicator": name, "measure": "actual", "ref_area": area, "time_period": "2024",
             "as_printed": printed, "qualifier": "exact", "source": "report"}
            for name, printed in figures.items()
        ]  # fmt: skip
        enter("2024", rows, area)
    tongket("check")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "ministry"
    tongket("init", str(folder), "--area", "Hà Nội", "--year", "2024")
    with chdir(folder):
        make()
        tongket(
            "run", *(word for area in ("BM", "BM-A", "BM-B", "BM-C") for word in ("--area", area))
        )
        assert (
            "each area is audited by itself, as with tongket audit --area BM-A (areas with figures: 3)"
            in tongket("audit", "--area", "BM")
        )
        tongket("audit", "--area", "BM-A")
    return folder


def pages(project: Path, lang: str, area: str = "*") -> list[Path]:
    return sorted((project / "build/site").glob(f"{area}/2024/{lang}/*.html"))


def cells(page: Path, section: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    heading = main(page).select_one(f"h2#{section}")
    assert heading is not None
    table = heading.find_next("table")
    assert isinstance(table, Tag)
    return [
        [" ".join(c.get_text(" ").split()) for c in row.select("th, td")]
        for row in table.select("tbody tr")
    ]


def test_the_ministry_has_the_page_of_its_provinces_and_no_empty_one(project: Path) -> None:
    names = {(page.parents[2].name, page.stem) for page in pages(project, "vi")}
    compared = {"research-tasks_accepted", "renewal-technology_renewal_rate", "ip-titles_granted"}
    # Of what one province alone reported there is nothing to set side by side.
    expected = {"members", *(f"member_figure_{name}" for name in compared)}
    assert {name for area, name in names if area == "BM"} == expected
    assert {area for area, name in names if name == "members"} == {"BM", "BM-A"}
    assert ("BM-A", "member_figure_ip-titles_granted") in names
    assert {(page.parents[2].name, page.stem) for page in pages(project, "en")} == names


def test_amounts_are_added_up_and_rates_are_not(project: Path) -> None:
    page = project / "build/site/BM/2024/en/members.html"
    assert cells(page, "together") == [
        ["Research", "S&T tasks accepted", "task", "2", "35", "17.5", "14", "21"],
        ["Intellectual property", "IP titles granted", "title", "3", "475", "120", "45", "310"],
        ["Science and technology services", "Samples tested", "sample", "1", "2,400", "2,400", "2,400", "2,400"],
    ]  # fmt: skip
    assert cells(page, "rates") == [
        ["Technology renewal", "Technology renewal rate", "percent", "3", "12.5%", "9.75%", "15%"]
    ]
    page = project / "build/site/BM/2024/en/member_figure_ip-titles_granted.html"
    assert cells(page, "ranks") == [
        ["Model C", "310 titles", "rank 1"],
        ["Model A", "120 titles", "rank 2"],
        ["Model B", "45 titles", "rank 3"],
    ]


def test_who_did_not_report_is_named(project: Path) -> None:
    page = main(project / "build/site/BM/2024/en/members.html")
    said = [" ".join(item.get_text(" ").split()) for item in page.select("li")]
    assert "Areas without any figure of the period on record: Model D." in said
    assert "S&T tasks accepted: not reported by Model C." in said
    assert "Samples tested: not reported by Model A; Model B." in said


def test_districts_are_set_beside_each_other_on_the_page_of_their_province(project: Path) -> None:
    folder = project / "build/site/BM-A/2024/vi"
    assert cells(folder / "member_figure_ip-titles_granted.html", "ranks") == [
        ["Huyện Một", "70 văn bằng", "hạng 1"],
        ["Huyện Hai", "50 văn bằng", "hạng 2"],
    ]


def test_the_entrance_leads_to_the_reviews_of_the_provinces(project: Path) -> None:
    soup = BeautifulSoup((project / "build/site/BM/2024/index.html").read_text("utf-8"), "lxml")
    links = {str(link["href"]) for link in soup.select('[lang="vi"] a')}
    assert {f"../../BM-{c}/2024/index.html#vi" for c in "ABC"} <= links
    assert not any("BM-D" in link for link in links)
    assert dead_links(project / "build/site") == []


def test_every_figure_is_on_a_page(project: Path) -> None:
    stated = load(project / "data").observations
    assert len(stated) == sum(map(len, FIGURES.values()))
    for area in ("BM-A", "BM-B", "BM-C"):
        rows = [row for row in stated if row.ref_area == area]
        assert lost_figures(project / f"build/site/{area}/2024", rows, lambda d: PAGES[d]) == []
    for area, parts in (("BM", ("BM-A", "BM-B", "BM-C")), ("BM-A", ("BM-A-1", "BM-A-2"))):
        rows = [row for row in stated if row.ref_area in parts]
        assert lost_figures(project / f"build/site/{area}/2024", rows, lambda _: "members") == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_is_without_a_figure_or_mixes_languages(project: Path, lang: str) -> None:
    own = pages(project, lang)
    silent = ("members", "silent")
    empty = [
        each
        for each in without_figure(own, lang)
        if each not in {silent, ("08_consistency", "key-points")}
    ]
    assert empty == []
    assert in_other_language(own, lang, (PUBLISHER, *NAMES.values())) == []
