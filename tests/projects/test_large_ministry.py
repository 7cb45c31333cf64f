"""A ministry begun by `init --ministry`, to which 62 of 63 provinces reported; places and figures are invented."""

from __future__ import annotations

import json
from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest

from fixtures.by_commands import dead_links, enter, lost_figures, main, tongket
from fixtures.numerals import known_texts, unaccounted
from tongket.data.store import load
from tongket.model import LANGS
from tongket.publish.site.page_parts import parts_in

pytestmark = pytest.mark.slow
LIMIT = 150_000  # bytes of a page
PROVINCES = [f"BM-{number:02}" for number in range(1, 64)]
OWN_SHEET, SILENT = PROVINCES[:2], PROVINCES[-1]
# Each grows by province, by a step of its own; rates in percent with two digits, of which two may be one.
FIGURES = {
    "ip.titles_granted": lambda n: f"{1000 + 13 * n}".replace("1", "1.", 1),
    "research.tasks_accepted": lambda n: f"{n}",
    "renewal.technology_renewal_rate": lambda n: f"{5 + n // 9},{n % 9}5%",
}


def rows(province: str) -> list[dict[str, str]]:
    number = PROVINCES.index(province) + 1
    return [
        {"indicator": name, "measure": "actual", "ref_area": province, "time_period": "2024",
         "as_printed": printed(number), "qualifier": "exact", "source": "report", "locator": f"{number}"}
        for name, printed in FIGURES.items()
    ]  # fmt: skip


def declare(areas: Path) -> None:
    """The provinces in the table of areas, as somebody pastes them."""
    header, *written = areas.read_text("utf-8").splitlines()
    for number, code in enumerate(PROVINCES, start=1):
        cells = {"ref_area": code, "place": code, "name_vi": f"Tỉnh Mẫu {number}",
                 "name_en": f"Model Province {number}", "kind": "province", "region": "BM"}  # fmt: skip
        written.append(",".join(cells.get(column, "") for column in header.split(",")))
    areas.write_text("\n".join([header, *written, ""]), "utf-8")


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What commands answered on the way."""
    return {}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, said: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "large"
    tongket("init", str(folder), "--ministry", "BM", "--name-vi", "Bộ Mẫu", "--name-en", "Model Ministry",
            "--period", "2024", "--yes")  # fmt: skip
    with chdir(folder):
        said["begun"] = tongket()
        declare(folder / "data/areas.csv")
        tongket("add", "source", "report", "--title", "Báo cáo", "--title-en", "Report", "--publisher", "Bộ Mẫu",
                "--published", "2025-01", "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
        for province in OWN_SHEET:
            enter("2024", rows(province), province)
        enter("2024", [row for p in PROVINCES[2:-1] for row in rows(p)], "BM")
        said["entered"] = tongket()
        said["checked"] = tongket("check")
        tongket("run", "--area", "BM", "--area", OWN_SHEET[0])
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return project / "build/site"


def test_the_commands_say_where_the_ministry_stands(project: Path, said: dict[str, str]) -> None:
    assert "Review: Model Ministry, 2024" in said["begun"]
    assert "Next: tongket sheet 2024" in said["begun"]
    assert f"Figures of its member areas: {62 * len(FIGURES)}" in said["entered"]
    assert "everything holds" in said["checked"]
    settings = (project / "tongket.toml").read_text("utf-8")
    assert 'area = "BM"' in settings
    assert load(project / "data").registry.areas["BM"].kind == "ministry"


def test_each_page_stays_below_the_limit(site: Path) -> None:
    pages = [*site.glob("*/2024/*/*.html"), *site.glob("BM/2024/indicators-*.html")]
    names = {page.stem for page in site.glob("BM/2024/vi/*.html")}
    assert names == {"members", *(f"member_figure_{name.replace('.', '-')}" for name in FIGURES)}
    assert {p.name: n for p in pages if (n := p.stat().st_size) > LIMIT} == {}


def test_who_did_not_report_is_named(site: Path) -> None:
    page = main(site / "BM/2024/en/members.html").get_text(" ")
    assert "Areas without any figure of the period on record: Model Province 63." in page
    assert "not reported by" not in page


def test_every_figure_of_every_province_is_on_the_page_of_its_indicator(
    project: Path, site: Path
) -> None:
    stated = load(project / "data").observations
    assert len(stated) == 62 * len(FIGURES)
    for name in FIGURES:
        page, own = (
            f"member_figure_{name.replace('.', '-')}",
            [r for r in stated if r.indicator == name],
        )
        assert lost_figures(site / "BM/2024", own, lambda _, page=page: page) == []


def test_ranks_go_from_the_greatest_to_the_least_and_lead_to_how_they_were_found(
    site: Path,
) -> None:
    page = main(site / "BM/2024/en/member_figure_research-tasks_accepted.html")
    listed = page.select("#table tbody tr")
    found = [[" ".join(c.get_text(" ").split()) for c in row.select("th, td")] for row in listed]
    assert found == [
        [
            f"Model Province {62 - place}",
            f"{62 - place} task" + "s" * (place < 61),
            f"rank {place + 1}",
        ]
        for place in range(62)
    ]
    for row in listed:
        link = row.select("td a")[-1]
        target = page.select_one(str(link["href"]).replace(".", r"\."))
        assert target is not None
        assert target.get_text(" ").split() == link.get_text(" ").split()
        account = target.find_parent("tr")
        assert account is not None
        assert "from 62 figures" in " ".join(account.get_text(" ").split())


def test_links_lead_somewhere_and_numerals_come_from_somewhere(project: Path, site: Path) -> None:
    assert dead_links(site) == []
    store = load(project / "data")
    known = cache(lambda lang: known_texts(store, lang))
    for lang in LANGS:
        for page in sorted(site.glob(f"BM/2024/{lang}/*.html")):
            shown = json.loads(page.with_suffix(".ipynb").read_text("utf-8"))
            figures = parts_in(shown, lang).figures
            assert unaccounted(page.read_text("utf-8"), store, lang, known(lang), figures) == []
