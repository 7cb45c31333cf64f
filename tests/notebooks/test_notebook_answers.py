"""What the cells of the notebooks answer, run in this process: a full year, a year of breaks, a place with few figures."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from fixtures.exhibits import outputs_of
from tongket.data.store import load
from tongket.model import Lang, Text, TimePeriod
from tongket.output import MIME
from tongket.project import data_dir
from tongket.run.reports import AreaPeriod, load_pages
from tongket.run.review_pages import pages_of
from tongket.translations import is_translated
from tongket.translations import translate as said

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
REVIEWS = [
    pytest.param("VN-CT", 2024, "vi", marks=pytest.mark.slow),
    ("VN-CT", 2025, "vi"),
    ("VN-HN", 2024, "en"),
]


def answers(
    path: Path,
    area: str,
    year: int,
    lang: str,
    domain: str = "innovation",
    indicator: str = "innovation.pii_score",
) -> dict[str, dict[str, str]]:
    """What each cell shows, by its id; as in a kernel the executed cells are known, which give the formulas."""
    names: dict[str, Any] = {
        "area": area, "period": str(year), "lang": lang, "domain": domain, "indicator": indicator,
        "In": [],
    }  # fmt: skip
    with patch("IPython.get_ipython", lambda: SimpleNamespace(user_ns=names)):
        return executed(path, names)


def as_one(outputs: list[Any]) -> dict[str, Any]:
    """The forms of all outputs of a cell, its HTML put together."""
    html = "".join(output.data.get("text/html", "") for output in outputs)
    return {**outputs[-1].data, "text/html": html}


def executed(path: Path, names: dict[str, Any]) -> dict[str, dict[str, str]]:
    shown = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", []):
            continue
        code = "".join(cell["source"])
        names["In"].append(code)
        *before, last = ast.parse(code).body
        exec(compile(ast.Module(before, []), path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            shown[cell["id"]] = as_one(outputs_of(value))
        else:
            exec(compile(ast.Module([last], []), path.name, "exec"), names)
    return shown


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
@pytest.mark.parametrize(("area", "year", "lang"), REVIEWS)
def test_every_cell_answers_and_every_link_has_its_end(
    path: Path, area: str, year: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    untranslated: list[str] = []

    def translate(sentence: str, wanted: Lang, context: str = "") -> str:
        known = is_translated(sentence, wanted, context)
        if wanted == "vi" and not known and re.search(r"[a-z] [a-z]", sentence):
            untranslated.append(sentence)
        return said(sentence, wanted, context)

    for module in (
        "claims", "exhibit.exhibit", "exhibit.markup", "review.frame_table", "review.page_record",
        "review.session",
    ):  # fmt: skip
        monkeypatch.setattr(import_module(f"tongket.{module}"), "translate", translate)
    shown = answers(path, area, year, lang)
    assert all(bundle["text/html"].strip() for bundle in shown.values())
    page = "".join(bundle["text/html"] for bundle in shown.values())
    ends = set(re.findall(r'\bid="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= ends, f"links without an end: {sorted(links - ends)[:5]}"
    # Sentences of the registries are in Vietnamese already; what is left is English.
    assert not [s for s in untranslated if s.isascii()], untranslated[:5]


def test_every_published_figure_of_2024_is_on_a_page(built_site: Path) -> None:
    listing = json.loads((built_site / "VN-CT" / "2024" / "figures.json").read_text("utf-8"))
    shown = {figure["anchor"] for figure in listing["figures"] if figure["lang"] == "en"}
    with (NOTEBOOKS.parent / "tests" / "golden" / "review_2024.csv").open(encoding="utf-8") as file:
        printed = [line.split(",")[1] for line in file.read().splitlines()[1:]]
    anchors = {name.replace(".", "-").replace("_", "-") for name in printed}
    lost = [
        name for name in anchors if not any(re.match(rf"src-{name}([^a-z]|$)", a) for a in shown)
    ]
    assert lost == []


DOMAINS = sorted({row.indicator.partition(".")[0] for row in load(data_dir()).observations})


@pytest.mark.slow
@pytest.mark.parametrize("year", [2020, 2024, 2025])
@pytest.mark.parametrize("domain", DOMAINS)
def test_the_page_of_a_domain_shows_all_its_figures_whatever_they_are(
    domain: str, year: int
) -> None:
    shown = answers(NOTEBOOKS / "domain.ipynb", "VN-CT", year, "vi", domain)
    store = load(data_dir())
    areas = store.registry.areas
    keys = {
        "|".join(row.key)
        for row in store.observations
        if row.indicator.startswith(f"{domain}.") and row.interval is not None
        and row.time_period.year == year and areas[row.ref_area].place == "VN-CT"
    }  # fmt: skip
    part = shown["sources"][MIME]
    accounted = {figure.get("observation") for figure in part.get("figures", ())}
    assert keys <= accounted


def test_the_provinces_of_the_country_are_ranked_by_amounts_and_not_by_ranks() -> None:
    shown = answers(NOTEBOOKS / "member_figure.ipynb", "VN", 2024, "en")
    assert "rank 1" in shown["ranks"]["text/html"]
    assert 'id="barplot"' in shown["chart"]["text/html"]
    country = AreaPeriod("VN", TimePeriod.of_year(2024), Text("Cả nước", "Viet Nam"))
    store = load(data_dir())
    made = {page.name for page in pages_of(load_pages(NOTEBOOKS), store, country).made}
    assert "member_figure_innovation-pii_score" in made
    assert not {name for name in made if "rank" in name}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_reading_without_its_shares_is_no_section(lang: str, built_site: Path) -> None:
    """In 2025 neither the density nor the degrees of the research staff are published."""
    full, without = (
        (built_site / f"VN-CT/{year}/{lang}/01_capacity.html").read_text("utf-8")
        for year in (2024, 2025)
    )
    assert 'id="reading' in full
    assert 'id="reading' not in without
