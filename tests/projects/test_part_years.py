"""Half-years of two successive years of a province that ended in June, of its successor and of its districts; invented."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import openpyxl
import pytest
import seaborn as sns
from bs4 import BeautifulSoup
from click.testing import CliRunner

import tongket as library
from fixtures.by_commands import (
    dead_links,
    enter,
    in_other_language,
    lost_figures,
    main,
    tongket,
    without_figure,
)
from tongket.cli import cli
from tongket.data.store import load
from tongket.errors import UsageError

pytestmark = pytest.mark.slow
PUBLISHER = "Sở Khoa học và Công nghệ tỉnh Mẫu"
FIRST, SECOND = "2025-01/2025-06", "2025-07/2025-12"
DISTRICTS = {"VN-51-1": ("Huyện Một", "District One"), "VN-51-2": ("Huyện Hai", "District Two")}
PAGES = {"research": "02_research", "ip": "04_intellectual_property", "policy": "domain_policy"}
# Indicator, measure, area, period, as printed.
FIGURES = [
    ("policy.documents_drafted", "actual", "VN-51", "2024-01/2024-06", "10"),
    ("policy.documents_drafted", "actual", "VN-51", "2024", "25"),
    ("policy.documents_drafted", "actual", "VN-51", FIRST, "14"),
    ("policy.documents_drafted", "actual", "VN-51", "2025-01/2025-03", "6"),
    ("policy.documents_drafted", "target", "VN-51", "2025", "40"),
    ("policy.files_handled", "actual", "VN-51", "2024", "311"),
    ("policy.files_handled", "actual", "VN-51", FIRST, "207"),
    ("policy.files_handled", "cumulative", "VN-51", "../2025-06", "1.903"),
    ("ip.titles_granted", "actual", "VN-51", "2024", "80"),
    ("ip.titles_granted", "actual", "VN-51", FIRST, "35"),
    ("ip.titles_granted", "target", "VN-51", "2025", "90"),
    ("ip.titles_granted", "target_pct", "VN-51", FIRST, "38,9%"),
    ("ip.titles_granted", "actual", "VN-51-1", FIRST, "21"),
    ("ip.titles_granted", "actual", "VN-51-2", FIRST, "14"),
    ("ip.titles_granted", "actual", "VN-51-2", "2024", "33"),
    ("policy.documents_drafted", "actual", "VN-49", "2024-07/2024-12", "31"),
    ("policy.documents_drafted", "actual", "VN-49-2025", SECOND, "52"),
    ("policy.documents_drafted", "actual", "VN-49-2025", "2025", "97"),
    ("research.tasks_accepted", "actual", "VN-49-2025", SECOND, "17"),
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "halves"
    tongket("init", str(folder), "--area", "Trà Vinh", "--period", "2025-H1")
    with chdir(folder):
        tongket("add", "source", "report", "--title", "Báo cáo", "--title-en", "Report", "--publisher", PUBLISHER,
                "--published", "2026-01", "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
        for code, (vi, en) in DISTRICTS.items():
            tongket("add", "area", code, "--name-vi", vi, "--name-en", en, "--kind", "district",
                    "--region", "VN-51", "--yes")  # fmt: skip
        for period, area in (("2025-H1", "VN-51"), ("2025-H2", "VN-49")):
            rows = [
                {"indicator": i, "measure": m, "ref_area": a, "time_period": p, "as_printed": v,
                 "qualifier": "exact", "source": "report"}
                for i, m, a, p, v in FIGURES if a.startswith(area)
            ]  # fmt: skip
            enter(period, rows, area)
        tongket("check")
        tongket("run", "--area", "VN-51", "--area", "VN-51-1")
        tongket("run", "--period", "2025-H2", "--area", "VN-49")
        # The first half leads to the second, which was not there when it was made.
        tongket("run", "--area", "VN-51")
        said = tongket("run", "--area", "VN-51", "--area", "VN-51-1")
    assert "0 reports run" in said
    return folder


def page(project: Path, address: str) -> str:
    return " ".join(main(project / "build/site" / f"{address}.html").get_text(" ").split())


def test_the_project_is_about_the_half(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert 'period = "2025-H1"' in (project / "tongket.toml").read_text("utf-8")
    assert 'period: str = \\"2025-H1\\"' in (project / "notebooks/domain.ipynb").read_text("utf-8")
    said = tongket()
    assert "Review: Trà Vinh, January–June 2025" in said
    assert "Figures of its member areas: 2" in said
    assert "VN-51      Trà Vinh  2024-H1: 1, 2024: 4, 2025-Q1: 1, 2025-H1: 4, 2025: 8" in tongket(
        "list"
    )
    assert "Value                   35 titles" in tongket("show", "ip.titles_granted")
    wrong = CliRunner().invoke(cli, ["show", "ip.titles_granted", "--period", "2025-H3"])
    assert wrong.exit_code == 2
    assert "got '2025-H3'" in wrong.output
    empty = CliRunner().invoke(cli, ["run", "--period", "2024-Q3"])
    assert "VN-51, 2024-Q3: expected a place and period with figures on record" in empty.output


def test_titles_name_the_half_and_entrances_lead_to_it(project: Path) -> None:
    site = project / "build/site"
    soup = BeautifulSoup((site / "VN-51/2025-H1/vi/domain_policy.html").read_text("utf-8"), "lxml")
    assert soup.title
    assert "Trà Vinh, 6 tháng đầu năm 2025" in soup.title.text
    assert "Trà Vinh, first half of 2025" in (site / "VN-51/2025-H1/index.html").read_text("utf-8")
    index = (site / "index.html").read_text("utf-8")
    assert (
        '<a href="VN-51/2025-H1/index.html">6 tháng đầu năm 2025 <small lang="en">first half of 2025'
        in index
    )
    book = openpyxl.load_workbook(site / "VN-51/2025-H1/tongket-VN-51-2025-H1-vi.xlsx")
    assert "6 tháng đầu năm 2025" in str([c.value for row in book.worksheets[0].rows for c in row])
    assert dead_links(site) == []


def test_a_half_is_compared_with_the_same_half_and_never_with_a_year(project: Path) -> None:
    said = page(project, "VN-51/2025-H1/en/domain_policy")
    assert "1 of 1 figures compare with that of an earlier year: 1 rose, 0 fell" in said
    # 14 documents against 10 of the first half of 2024; the year of 2024 had 25, and 311 files.
    assert "10 documents 14 documents 4 more" in said
    assert not {"25", "311"} & {*said.split()}
    # A quarter within it and what is cumulative to its end are told as what they are.
    assert "Documents drafted (January–March 2025)" in said
    assert "up to June 2025" in said
    in_vietnamese = page(project, "VN-51/2025-H1/vi/domain_policy")
    assert "1 / 1 số liệu so sánh được với số của các năm trước: 1 tăng, 0 giảm" in in_vietnamese
    assert "10 văn bản 14 văn bản tăng 4" in in_vietnamese


def test_the_plan_of_the_year_stands_as_the_years(project: Path) -> None:
    said = page(project, "VN-51/2025-H1/en/domain_policy")
    assert "Documents drafted: plan (the whole of 2025)" in said
    assert "are of the whole year where no plan of the part under review is stated" in said
    titles = page(project, "VN-51/2025-H1/en/04_intellectual_property")
    assert "38.9%" in titles
    # No share of a year's plan or of another year is computed.
    assert not {"35%", "38.8", "38.89%", "44%", "80"} & {*titles.split()}


def test_a_half_and_a_year_are_refused_in_one_course(project: Path) -> None:
    review = library.open_review(period="2025-H1", area="VN-51", lang="en", data=project / "data")
    drafted = review.frame("policy.documents_drafted", years="all", measures="actual")
    with pytest.raises(UsageError, match="moved: expected whole years or the same months of each"):
        review.moved(drafted[drafted["indicator"] == "policy.documents_drafted"])
    halves = drafted[~drafted["part"]]
    assert [*halves["period"]] == ["2024-01/2024-06", FIRST]
    assert review.moved(halves).text == (
        "Trà Vinh moved from 10 documents (January–June 2024) to 14 documents (January–June 2025)"
    )
    drawn = review.exhibit(sns.lineplot, halves, x="year", y="value", title="T", note="N")
    assert drawn.drawings.wide.startswith("<svg")
    shown = review.exhibit(sns.lineplot, drafted, x="year", y="value", title="T", note="N")
    assert "Shown as a table instead of a chart." in " ".join(shown.part.notes)


def test_the_half_that_an_area_lived_leads_to_the_half_after_it(project: Path) -> None:
    site = project / "build/site"
    soup = BeautifulSoup((site / "VN-51/2025-H1/en/domain_policy.html").read_text("utf-8"), "lxml")
    (lead,) = soup.select("main > .tk-change")
    assert "Trà Vinh has been part of Vĩnh Long since 1 July 2025." in lead.text
    assert [a["href"] for a in lead.select("a")] == ["../../../VN-49/2025-H2/index.html"]
    after = page(project, "VN-49/2025-H2/en/domain_policy")
    assert (
        "when it was made of Vĩnh Long, Bến Tre, Trà Vinh. Earlier figures are of other areas"
        in after
    )
    soup = BeautifulSoup((site / "VN-49/2025-H2/en/domain_policy.html").read_text("utf-8"), "lxml")
    assert [a["href"] for a in soup.select("main > .tk-change a")] == [
        "../../../VN-51/2025-H1/index.html"
    ]
    assert "0 of 1 figures compare with that of an earlier year" in after
    assert "31 documents 52 documents not comparable" in after
    assert "does not compare with July–December 2024, because the boundaries changed" in after
    assert "97" not in after.split(), "the year is no part of its second half"


def test_a_district_is_set_beside_districts_for_the_same_half(project: Path) -> None:
    said = page(project, "VN-51/2025-H1/en/members")
    assert "2 of 2 member areas have figures of the period on record" in said
    assert "District One" in said
    assert "33" not in said.split(), "the year of a district stands beside no half"
    entrance = (project / "build/site/VN-51/2025-H1/index.html").read_text("utf-8")
    assert "../../VN-51-1/2025-H1/index.html" in entrance


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_figure_is_shown_and_no_page_mixes_languages(project: Path, lang: str) -> None:
    store = load(project / "data")
    for area, codes, code in (
        ("VN-51", {"VN-51"}, "2025-H1"),
        ("VN-49", {"VN-49-2025"}, "2025-H2"),
    ):
        period = library.open_review(period=code, area=area, data=project / "data").time_period
        rows = [
            r
            for r in store.observations
            if r.ref_area in codes and r.interval and period.holds(r.time_period)
        ]
        assert rows
        assert lost_figures(project / f"build/site/{area}/{code}", rows, lambda d: PAGES[d]) == []
    pages = sorted((project / "build/site").glob(f"*/2025-H?/{lang}/*.html"))
    # What agrees, and that every area reported, is said without a figure.
    agrees = {("08_consistency", "key-points"), ("members", "silent")}
    assert {*without_figure(pages, lang)} <= agrees
    names = [PUBLISHER, "Trà Vinh", "Vĩnh Long", "Bến Tre"]
    assert in_other_language(pages, lang, names) == []
