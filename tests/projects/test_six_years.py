"""Six years of a department, all of them generated: what a page holds when there is much to compare."""

from __future__ import annotations

import csv
from contextlib import chdir
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from fixtures.any_figures import AREA, DATA, SOURCES, row
from fixtures.by_commands import tongket
from tongket.data.observations import COLUMNS, KEY
from tongket.data.registry.indicators import read_indicators

pytestmark = pytest.mark.slow
LIMIT = 150_000  # bytes of a page
YEARS = range(2019, 2025)
DOMAINS = ("research", "ip", "quality", "services", "capacity", "renewal", "cooperation")
NUMBER = 56


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the sixth year of a project of which most indicators are known in all six."""
    folder = tmp_path_factory.mktemp("projects") / "six-years"
    tongket(
        "init",
        str(folder),
        "--area",
        "Trà Vinh",
        "--year",
        "2024",
        "--default-lang",
        "vi",
        "--lang",
        "vi",
    )
    known = read_indicators(DATA, []).indicators
    chosen = [each for each in known.values() if each.domain in DOMAINS and each.whole][:NUMBER]
    assert len(chosen) == NUMBER
    rows = []
    for number, indicator in enumerate(chosen):
        for year in YEARS:
            # Up and down by turns, each in its own way.
            value = 40 + 7 * number + (year - 2018) * (number % 11 - 4) + year % 3 * (number % 5)
            cells = {"time_period": str(year), "locator": f"mục {len(rows)}"}
            rows.append(row(indicator, str(value), **cells))
            if indicator.domain == "ip":
                rows.append(
                    row(
                        indicator,
                        str(value + 3),
                        "target",
                        **cells | {"locator": f"bảng {len(rows)}"},
                    )
                )
    observations = folder / "data/observations"
    observations.mkdir(parents=True, exist_ok=True)
    with (observations / "generated.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda each: [each[name] for name in KEY]))
    sources = SOURCES.replace("2023-01", "2025-01").strip() + "\n"
    (folder / "data/sources.toml").write_text(sources, encoding="utf-8", newline="")
    with chdir(folder):
        tongket("run", "--year", "2024")
    found = sorted((folder / f"build/site/{AREA}/2024/vi").glob("*.html"))
    return {page.stem: page for page in found}


def test_every_page_stays_below_its_limit(pages: dict[str, Path]) -> None:
    assert {"00_overview", "04_intellectual_property", "11_development"} <= pages.keys()
    too_large = {
        name: page.stat().st_size for name, page in pages.items() if page.stat().st_size >= LIMIT
    }
    assert too_large == {}


def test_of_many_figures_the_year_before_is_shown_alone(pages: dict[str, Path]) -> None:
    page = BeautifulSoup(pages["04_intellectual_property"].read_text("utf-8"), "lxml")
    table = page.find(id="development")
    assert table is not None
    assert [head.text for head in table.find_all("th", scope="col")][1:3] == ["2023", "2024"]


def test_a_change_and_its_growth_share_a_row_of_the_account(pages: dict[str, Path]) -> None:
    page = BeautifulSoup(pages["04_intellectual_property"].read_text("utf-8"), "lxml")
    shared = [row for row in page.select(".tk-lineage tbody tr") if row.select("td span[id]")]
    assert shared
    for each in shared:
        assert len(each.select("td:nth-of-type(1) data")) >= 2
        assert each.get("id")
    anchors = {each["id"] for each in page.select("[id]")}
    linked = {str(a["href"])[1:] for a in page.select('a[href^="#src-"]')}
    assert linked <= anchors


def test_the_stylesheet_names_the_cells_of_the_account_on_a_phone(pages: dict[str, Path]) -> None:
    page = pages["11_development"].read_text("utf-8")
    for label in ("Giá trị", "Nguồn gốc", "Phạm vi nguồn cho phép"):
        assert f'--label:"{label}: "' in page


def test_a_row_of_three_years_shows_its_course_and_says_it_to_nobody_twice(
    pages: dict[str, Path],
) -> None:
    soup = BeautifulSoup(pages["01_capacity"].read_text("utf-8"), "lxml")
    shown = soup.select("td > .tk-spark")
    assert len(shown) == 12
    for each in shown:
        assert each["aria-hidden"] == "true"
        row = each.find_parent("tr")
        assert row is not None
        cells = {str(td["data-label"]): td for td in row.select("td")}
        assert cells["Diễn biến"].find("span") == each
        values = [float(str(cells[year].data["value"])) for year in ("2022", "2023", "2024")]
        bars = ["▁▂▃▄▅▆▇█"[max(0, round(8 * value / max(values)) - 1)] for value in values]
        assert each.text == "".join(bars)
    assert "█" not in "".join(each.text for each in soup.select(".tk-hidden"))
