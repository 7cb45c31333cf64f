"""The notebook guide, enforced by reading the notebooks' JSON: nothing is executed here."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tongket.data.registry import read_registry
from tongket.model import LANGS, Lang
from tongket.new_project.from_analysis import OPEN
from tongket.new_project.guide import IMPORTS, KEY_POINTS, Cell, asked
from tongket.run.reports import load_pages
from tongket.translations import catalogue_of, is_translated
from tongket.translations.markdown import blocks
from tongket.translations.notebook import translated

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
# A page that is made several times is called as what it is made for, which is its own parameter.
MADE_FOR = {NOTEBOOKS / "domain.ipynb": "domain", NOTEBOOKS / "member_figure.ipynb": "indicator"}
FRAME = r"\w+ = review\.frame\(.*\)"
# What makes a number that no source prints: arithmetic, and what a review computes.
COMPUTED = re.compile(
    r"\) [-+*/] |\w [-+*/] \w|\breview\.(total|remainder|share\w*|count\w*|base_\w+|implied_\w+|previous)\("
)
CLOSING = {
    "vi": ["Giới hạn", "Định nghĩa", "Nguồn và cách tính"],
    "en": ["Limits", "Definitions", "Sources and calculations"],
}
TYPES = {"int": int, "str": str}

NotebookCell = dict[str, Any]


def cells(path: Path, lang: Lang | None = None) -> list[NotebookCell]:
    """The cells of a notebook, as they are or as a report in one language has them."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if lang is None:
        return notebook["cells"]
    return translated(notebook, lang, catalogue_of(NOTEBOOKS, lang))["cells"]


def tags(cell: NotebookCell) -> set[str]:
    return set(cell["metadata"].get("tags", []))


def source(cell: NotebookCell) -> str:
    return "".join(cell["source"])


def code_cells(path: Path) -> list[str]:
    """The code cells after the parameters and the opening."""
    code = [source(cell) for cell in cells(path) if cell["cell_type"] == "code"]
    return code[2:]


every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
every_language = pytest.mark.parametrize("lang", LANGS)


def test_the_pages_of_the_review_are_the_notebooks() -> None:
    pages = tomllib.loads((NOTEBOOKS / "review.toml").read_text(encoding="utf-8"))["pages"]
    assert sorted(page["name"] for page in pages) == [path.stem for path in PATHS]
    assert len(PATHS) == 15


def test_each_page_shows_what_else_is_on_record_of_the_domains_that_it_has() -> None:
    """Whatever is entered of a domain, also under an indicator of one's own, is on its page."""
    registry = read_registry(NOTEBOOKS.parent / "data")[0]
    assert registry is not None
    for page in load_pages(NOTEBOOKS, registry):
        code = "\n".join(source(c) for c in cells(page.path) if c["cell_type"] == "code")
        asked = re.findall(
            r'also_on_record\(([^)]*)\)|review\.frame\(("\w+"), measures="all"\)', code
        )
        asked = ["".join(call) for call in asked]
        shown = {name for call in asked for name in re.findall(r'"(\w+)"', call)}
        domains = {*page.needs, *page.also} & {*registry.domains}
        assert shown == domains, page.name


@every_notebook
@every_language
def test_a_page_opens_with_title_parameters_and_review(path: Path, lang: Lang) -> None:
    first, second, third = cells(path, lang)[:3]
    paragraph = source(first).splitlines()
    if path not in MADE_FOR:
        title, blank, *paragraph = paragraph
        assert re.fullmatch(r"# \S.*", title)
        assert blank == ""
    assert len(paragraph) >= 1
    assert "" not in paragraph, "one paragraph"
    assert tags(second) == {"parameters"}
    code = source(third)
    imports, _, rest = code.partition(f"\n{OPEN}")
    assert rest or code.endswith(OPEN), code
    imported = [line for line in imports.splitlines() if line]
    assert imported == [line for line in IMPORTS if line in imported]
    used = "\n".join(code_cells(path))
    assert all(f"{line.split()[-1]}." in used + rest + OPEN for line in imported)
    frames = [line for line in rest.splitlines() if line and not line.startswith("# ")]
    assert all(re.fullmatch(FRAME, line) for line in frames), rest


@every_notebook
def test_a_page_starts_from_a_frame(path: Path) -> None:
    code = "\n".join(source(cell) for cell in cells(path) if cell["cell_type"] == "code")
    assert "review.frame(" in code


@every_notebook
def test_a_page_says_what_a_row_is_and_what_its_marks_mean(path: Path) -> None:
    """Who opens a page knows pandas, and nothing of the columns by which its cells select."""
    (opening,) = [source(cell) for cell in cells(path) if cell["id"] == "open-review"]
    assert opening.index("# One row a printed figure.") < opening.index("review.frame(")
    marks = ["preferred", "part", "anchor"]
    marks += ["measure"] if 'measures="all"' in opening else []
    assert [mark for mark in marks if f" {mark}: " not in opening] == []


@every_notebook
def test_one_cell_holds_the_parameters_each_with_type_default_and_meaning(path: Path) -> None:
    (parameters,) = [cell for cell in cells(path) if "parameters" in tags(cell)]
    for line in source(parameters).splitlines():
        assert re.fullmatch(r"\w+: (int|str) = \S+  # \S.*", line), line
    declared = {
        node.target.id: (node.annotation.id, ast.literal_eval(node.value))
        for node in ast.parse(source(parameters)).body
        if isinstance(node, ast.AnnAssign)
    }
    own = [MADE_FOR[path]] if path in MADE_FOR else []
    assert list(declared) == ["period", "area", "lang", *own]
    assert all(isinstance(value, TYPES[kind]) for kind, value in declared.values())


@every_notebook
def test_a_notebook_that_is_run_as_it_is_answers_in_the_language_of_its_prose(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (parameters,) = [source(cell) for cell in notebook["cells"] if "parameters" in tags(cell)]
    language = notebook["metadata"]["tongket"]["language"]
    assert f'\nlang: str = "{language}"  #' in parameters


@every_notebook
@every_language
def test_the_guide_asks_nothing_of_its_cells(path: Path, lang: Lang) -> None:
    """As `tongket page from` asks it of anybody's: prose before code, small cells, no programme, no typed number."""
    numbered = enumerate(cells(path, lang), 1)
    page = [Cell(number, cell["cell_type"], source(cell)) for number, cell in numbered][3:]
    assert [ask.en for ask in asked(page)] == []


@every_notebook
def test_prose_comes_before_code_and_explains_it(path: Path) -> None:
    """A heading alone says nothing of a selection or a calculation."""
    for before, cell in pairwise(cells(path)[3:]):
        if before["id"] == "key-points-text" and not COMPUTED.search(source(cell)):
            continue
        if cell["cell_type"] == "code":
            assert not source(before).splitlines()[-1].startswith("#"), before["id"]


@every_notebook
def test_prose_says_which_year_is_meant_and_loses_no_figure(path: Path) -> None:
    """`This year` is another one for each reader; that nothing is left out is not so: other years and places have figures."""
    for lang in LANGS:
        prose = [source(c) for c in cells(path, lang) if c["cell_type"] == "markdown"]
        found = re.search(r"\bthis year\b|no figure is lost|\bnăm nay\b|bỏ sót", "\n".join(prose))
        assert not found, found


@every_notebook
def test_markdown_holds_no_digit(path: Path) -> None:
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            # The name of a standard is a name, and a link to a page carries the page's number.
            text = re.sub(r"ISO 9001:2015|\]\([^)]*\)", "", source(cell))
            assert not re.search(r"\d", text), text


@every_notebook
def test_a_notebook_names_its_language_and_is_in_it_alone(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["tongket"] == {"language": "en"}
    assert not [cell["id"] for cell in notebook["cells"] if tags(cell) - {"parameters"}]


@every_notebook
def test_every_block_of_prose_has_its_translation(path: Path) -> None:
    prose = [source(cell) for cell in cells(path) if cell["cell_type"] == "markdown"]
    assert [b for text in prose for b in blocks(text) if not is_translated(b, "vi")] == []
    shown = "".join(map(source, cells(path, "vi")))
    assert "chưa dịch" not in shown


@every_notebook
@every_language
def test_sections_are_in_their_fixed_order(path: Path, lang: Lang) -> None:
    text = "\n".join(source(c) for c in cells(path, lang) if c["cell_type"] == "markdown")
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings[0] == KEY_POINTS[lang]
    assert headings[-3:] == CLOSING[lang]
    assert len(headings) >= 5, "at least one finding between key points and limits"
    assert len(set(headings)) == len(headings)


@every_notebook
def test_a_page_ends_with_limits_definitions_and_sources(path: Path) -> None:
    endings = [code.split("(")[0] for code in code_cells(path)][-3:]
    assert endings == ["review.limits", "review.definitions", "review.sources"]


@every_notebook
def test_git_holds_no_output_and_stable_ids(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert (notebook["nbformat"], notebook["nbformat_minor"]) >= (4, 5)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in ids), "ids are words, not hashes"


def test_what_the_notebooks_call_of_a_review_is_in_the_guide_to_it() -> None:
    guide = (NOTEBOOKS.parent / "docs" / "frame.md").read_text(encoding="utf-8")
    code = "\n".join(text for path in PATHS for text in code_cells(path))
    called = {f"review.{name}" for name in re.findall(r"\breview\.(\w+)", code)}
    called |= {f"{name}()" for name in re.findall(r"\baudit\.(\w+)", code)}
    lost = [
        name
        for name in sorted(called)
        if not re.search(rf"`{re.escape(name)}\b|`{re.escape(name)}`", guide)
    ]
    assert not lost
