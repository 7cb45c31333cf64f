"""Every numeral on every page has its figure, its printing or its place in the data; a typed one is found."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest

from fixtures.numerals import known_texts, unaccounted
from tongket.data.store import load
from tongket.model import LANGS, Lang
from tongket.output import MIME
from tongket.project import data_dir
from tongket.publish.page.exporter import TongketExporter
from tongket.publish.site.page_parts import parts_in

STORE = load(data_dir())
KNOWN = {lang: known_texts(STORE, lang) for lang in LANGS}
PAGES = "*/*/*/*.html"


def test_every_numeral_of_every_page_comes_from_somewhere(built_site: Path) -> None:
    found = {}
    for path in sorted(built_site.glob(PAGES)):
        lang: Lang = "vi" if path.parent.name == "vi" else "en"
        figures = parts_in(json.loads(path.with_suffix(".ipynb").read_text("utf-8")), lang).figures
        if left := unaccounted(path.read_text("utf-8"), STORE, lang, KNOWN[lang], figures):
            found[str(path.relative_to(built_site))] = left
    assert not found, "\n".join(f"{p}: {n}" for p, left in found.items() for n in left)


@pytest.fixture(scope="module")
def notebook(built: Path) -> Any:
    """An executed notebook of the review."""
    path = built / "notebooks/VN-CT/2024/en/04_intellectual_property.ipynb"
    return nbformat.read(path, as_version=4)


def left_in(notebook: Any) -> list[str]:
    page, _ = TongketExporter().from_notebook_node(notebook)
    figures = parts_in(notebook, "en").figures
    return [n.partition(":")[0] for n in unaccounted(page, STORE, "en", KNOWN["en"], figures)]


def outputs(notebook: Any, holding: str) -> Any:
    """The first result whose HTML holds a text."""
    found = (out for cell in notebook.cells for out in cell.get("outputs", ()))
    return next(o.data for o in found if holding in o.get("data", {}).get("text/html", ""))


def test_a_notebook_of_the_review_types_no_number(notebook: Any) -> None:
    assert left_in(notebook) == []


@pytest.mark.parametrize(
    ("typed", "numeral"),
    [
        ("The plan was 145.5 titles.", "145.5"),
        ("## Why 999 of them?", "999"),
        ("| titles | 421 |\n|---|---|\n| more | x |", "421"),
        ("Up by 3.7%.", "3.7"),
    ],
)
def test_a_number_typed_into_prose_is_found(typed: str, numeral: str, notebook: Any) -> None:
    changed = deepcopy(notebook)
    changed.cells.insert(3, nbformat.v4.new_markdown_cell(typed))
    assert set(left_in(changed)) == {numeral}


@pytest.mark.parametrize(
    ("holding", "old", "new", "numeral"),
    [
        ("tk-claim", "</li>", " and 777 more</li>", "777"),
        ("tk-claim", "</li>", ' and <data class="tk-figure" value="778">778</data></li>', "778"),
        ("tk-claim", ">420", ">421", "421"),
        (
            '<table class="tk-table" role="table" aria-labelledby=',
            "</tbody>",
            "<tr><th>x</th><td>“31415”</td></tr></tbody>",
            "31415",
        ),
        ("tk-lineage", "printed “420”", "printed “430”", "430"),
        ("tk-lineage", "from 289.5 to", "from 291 to", "291"),
    ],
)
def test_a_number_changed_in_a_result_is_found(
    holding: str, old: str, new: str, numeral: str, notebook: Any
) -> None:
    changed = deepcopy(notebook)
    data = outputs(changed, holding)
    assert old in data["text/html"]
    data["text/html"] = data["text/html"].replace(old, new, 1)
    assert numeral in left_in(changed)


@pytest.mark.parametrize(
    ("drawn", "numeral"),
    [
        ("<text>1234 titles</text>", "1234"),
        ('<text class="tk-tick">1,234</text>', "1,234"),
        ('<text class="tk-cell">1,234</text>', "1,234"),
    ],
)
def test_a_number_put_into_a_drawing_is_found(drawn: str, numeral: str, notebook: Any) -> None:
    changed = deepcopy(notebook)
    parts = (out.get("data", {}).get(MIME) for c in changed.cells for out in c.get("outputs", ()))
    part = next(part for part in parts if part and part.get("drawings"))
    part["drawings"]["narrow"] = part["drawings"]["narrow"].replace("</svg>", f"{drawn}</svg>")
    assert left_in(changed) == [numeral]


def test_a_value_for_machines_that_differs_from_its_row_is_found(notebook: Any) -> None:
    changed = deepcopy(notebook)
    data = outputs(changed, "tk-claim")
    data["text/html"] = data["text/html"].replace('value="420"', 'value="421"', 1)
    assert left_in(changed) == ["420"]
