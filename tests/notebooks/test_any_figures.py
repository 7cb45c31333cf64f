"""The notebooks on figures as any department may print them: whatever `check` accepts has all its pages, and says what is so.

Of every indicator of a domain there is a figure of the year and beside it one of a kind: a plan, nine months, a second
source that contradicts, a band, n of N … The page of the domain and those of the whole record then read it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from fixtures.any_figures import AREA, YEAR, Row, indicators, kinds, refused, row, written
from notebooks.test_notebook_answers import PATHS, answers

INDICATORS = indicators()
PAGES = {path.stem: path for path in PATHS}
KINDS = list(dict.fromkeys(kind for each in INDICATORS.values() for kind in kinds(each, 0)))
# Kinds that say themselves what the figure of the year is.
OF_THE_YEAR = {"contradicted", "nothing", "none", "of all", "band"}
# The page of each domain, and the pages that read all of the record.
OF_DOMAINS = {
    "capacity": "01_capacity", "research": "02_research", "renewal": "03_technology_renewal",
    "ip": "04_intellectual_property", "quality": "05_quality", "services": "06_services",
    "cooperation": "07_cooperation", "innovation": "09_benchmark",
}  # fmt: skip
OF_THE_WHOLE = ("00_overview", "08_consistency", "10_outlook", "11_development")
DEGREES = ("capacity.doctorate_share", "capacity.master_share", "capacity.bachelor_share")
MONTHS = {"time_period": f"{YEAR}-01/{YEAR}-09"}
Page = Callable[..., dict[str, str]]


def of(name: str, printed: str, measure: str = "actual", **more: str) -> Row:
    return row(INDICATORS[name], printed, measure, **more)


def beside_the_year(kind: str, domain: str) -> list[Row]:
    """The rows of every indicator of a domain: its figure of the year, and what is printed of a kind."""
    rows: list[Row] = []
    of_domain = (each for each in INDICATORS.values() if each.domain == domain)
    for place, indicator in enumerate(of_domain):
        own = kinds(indicator, place % 40)
        rows += own.get(kind, [])
        if kind not in own or kind not in OF_THE_YEAR:
            rows += own["year"]
    return rows


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """What the cells of a page say, by their ids, of a record of some rows, which `check` accepts."""
    folder = written(tmp_path / "data", [])
    monkeypatch.setenv("TONGKET_DATA", str(folder))

    def said(name: str, rows: list[Row], lang: str = "en") -> dict[str, str]:
        written(folder, rows)
        assert refused(folder) == []
        shown = answers(PAGES[name], AREA, YEAR, lang)
        return {
            cell: " ".join(BeautifulSoup(bundle["text/html"], "lxml").get_text(" ").split())
            for cell, bundle in shown.items()
        }

    return said


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_holds_on_whatever_check_accepts(kind: str, page: Page) -> None:
    for domain, own in OF_DOMAINS.items():
        rows = beside_the_year(kind, domain)
        for name in (own, *OF_THE_WHOLE):
            assert page(name, rows, "vi"), (domain, name)


def test_what_follows_in_several_units_is_a_table(page: Page) -> None:
    money = "renewal.sme_expected_funding"
    rows = [of(money, "9,5 tỷ đồng"), of(money, "95%", "target_pct"),
            of("ip.titles_granted", "30"), of("ip.titles_granted", "90,9%", "target_pct")]  # fmt: skip
    said = page("08_consistency", rows)["implied"]
    assert "Shown as a table instead of a chart. The values are of several units." in said
    assert "IP titles granted" in said


@pytest.mark.parametrize(
    ("rows", "moved", "chart"),
    [
        ([], "has one year on record: rank 35 (2022)", False),
        ([of("innovation.pii_rank", "30", "target")], "rank 35 (2022)", False),
        ([of("innovation.pii_rank", "30", **MONTHS)], "rank 35 (2022)", False),
        ([of("innovation.pii_provinces_ranked", "63", ref_area="VN")], "rank 35 (2022)", True),
    ],
    ids=["alone", "with a plan", "with nine months", "with the total"],
)
def test_a_rank_is_drawn_where_its_total_is_on_record(
    rows: list[Row], moved: str, *, chart: bool, page: Page
) -> None:
    said = page("09_benchmark", [of("innovation.pii_rank", "35"), *rows])["ranks"]
    assert moved in said
    assert ("Shown as a table instead of a chart." in said) is not chart


def test_plans_and_parts_of_the_year_are_no_results(page: Page) -> None:
    name = "ip.initiatives_recognised"
    rows = [of(name, "441"), of(name, "400", "target"), of(name, "300", **MONTHS)]
    said = page("04_intellectual_property", [*rows, of("ip.initiatives_in_use", "390")])
    assert "441 initiatives" in said["initiatives"]
    assert "400" not in said["initiatives"] + said["kept"]
    assert "Shown as a table" not in said["initiatives"]
    shares = [of(share, printed, *plan) for share in DEGREES
              for printed, plan in (("20,5%", ()), ("21,5%", ("target",)))]  # fmt: skip
    said = page("01_capacity", [*shares, *(of(share, "19,5%", **MONTHS) for share in DEGREES)])
    assert "20.5%" in said["degrees"]
    assert "21.5%" not in said["degrees"]
    assert "19.5%" not in said["degrees"]


def test_a_part_above_its_whole_is_shown_as_the_contradiction_that_it_is(page: Page) -> None:
    rows = [of("renewal.sme_expected_funding", "59 tỷ đồng"),
            of("renewal.sme_expected_state_funding", "60 tỷ đồng")]  # fmt: skip
    said = page("03_technology_renewal", rows)["parts"]
    assert "A part is not between zero and its whole." in said
    assert "VND 60 billion" in said
    assert "VND 59 billion" in said


def test_shares_are_of_the_total_that_is_stated(page: Page) -> None:
    kinds_of_right = [of("ip.applications_trademarks", "210"), of("ip.applications_designs", "12")]
    said = page("04_intellectual_property", [of("ip.applications", "230"), *kinds_of_right])
    assert "Trademarks are 91.3% of the accepted applications" in said["applications"]
    assert "91.3" in said["shares"]
    assert "94.6" not in said["shares"]
    alone = page("04_intellectual_property", kinds_of_right)
    assert "94.6" not in alone["shares"]


def test_a_share_is_of_the_number_that_is_printed_beside_it(page: Page) -> None:
    names = ("quality.establishments_fined", "quality.establishments_inspected")
    said = page("05_quality", [of(names[0], "3/38"), of(names[1], "120")])
    assert "7.9% of the inspected establishments were fined" in said["establishments"]
    fewer = [of(names[0], "3"), of(names[1], "40", qualifier="less_than")]
    assert "7–100% of the inspected" in page("05_quality", fewer)["establishments"]


def test_a_number_alone_is_no_share(page: Page) -> None:
    units = "quality.iso_published_units"
    said = page("05_quality", [of(units, "60")])["iso"]
    assert (
        "Not shown: Published, computed from the fraction – it is not printed of how many." in said
    )
    assert "%" not in said
    none = [of(units, "", obs_status="L", source="", locator="", comment="báo cáo không nêu")]
    assert "báo cáo không nêu" in page("05_quality", none, "vi")["iso"]


def test_a_result_is_set_against_the_plan_that_is_stated(page: Page) -> None:
    rows = [of("ip.titles_granted", "441"), of("ip.titles_granted", "400", "target")]
    said = page("00_overview", [*rows, of("quality.fines", "1.250.000.000 đồng")])
    assert "1 of 1 planned items met" in said["plan"]
    assert "441 titles plan 400 110.3% ✓ met" in said["plan"]
    # Each domain with a result of the year has one among the headlines, whichever it is.
    assert "441 titles" in said["tiles"]
    assert "VND 1.25 billion" in said["tiles"]
    assert "VND 1.25 billion" in said["money"]


def test_parts_of_the_year_begin_in_its_january(page: Page) -> None:
    rows = [of("ip.titles_granted", "441", time_period=f"{YEAR - 3}-01/{YEAR}-11"),
            of("ip.titles_granted", "41", **MONTHS)]  # fmt: skip
    said = page("10_outlook", rows)["part-year"]
    assert "41 titles" in said
    assert "441" not in said
