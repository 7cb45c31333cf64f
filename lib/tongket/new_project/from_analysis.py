"""A page of the review made of the notebook in which somebody explored: its cells in the order of the guide."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from tongket.catalogues.collection import of_cell
from tongket.new_project import for_project
from tongket.new_project.guide import IMPORTS, KEY_POINTS, Cell, asked
from tongket.new_project.own_language import shipped_notebooks
from tongket.new_project.page import MODEL, PARAMETER
from tongket.numerals.collation import unmarked
from tongket.translations import VIETNAMESE, Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tongket.data.registry import Registry
    from tongket.model import Lang, Text
    from tongket.new_project import Choice

OPEN = "review = tongket.open_review(period=period, area=area, lang=lang)"
# What every page has, whatever the notebook says of it.
GIVEN = ("period", "area", "lang")
# Each page ends with these, which a notebook may have already.
CLOSING = ("limits", "definitions", "sources")
_OPENS = {"tongket.open_review", "open_review"}


@dataclass
class Analysis:
    """A notebook that is to become a page, taken apart.

    Attributes:
        content: its cells, as JSON documents.
        cells: those that remain after the opening, without empty ones; the title is the first.
        frames: the rows that the page starts from, each as its line of code.
        parameters: the lines of its own parameters.
        asks: what the opening is asked, by number of the cell.
        is_opened: whether it opens a review.
    """

    content: list[dict[str, Any]]
    cells: list[Cell] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)
    asks: dict[int, list[Text]] = field(default_factory=dict)
    is_opened: bool = False

    @property
    def code(self) -> str:
        """The code of all cells."""
        return "\n".join(cell.source for cell in self.cells if cell.kind == "code")

    @property
    def lang(self) -> Lang:
        """The language that it is written in: Vietnamese where any of its sentences has Vietnamese letters."""
        said = (message.sentence for cell in self.content for message in of_cell(cell))
        return "vi" if any(map(VIETNAMESE.search, said)) else "en"

    @property
    def title(self) -> str:
        """Its heading of the first level; empty where it has none."""
        found = re.match(r"# (.+)", self.cells[0].source if self.cells else "")
        return found[1].strip() if found else ""


def taken_apart(content: list[dict[str, Any]]) -> Analysis:
    """A notebook whose imports, parameters, review and first rows are taken out of its cells.

    Args:
        content: its cells, as JSON documents; they stay as they are.
    """
    found = Analysis(content)
    for number, cell in enumerate(content, 1):
        # No space that nobody sees at the end of a line.
        kind, text = cell["cell_type"], "".join(cell["source"])
        source = re.sub(r"[ \t]+$", "", text.strip(), flags=re.M if kind == "code" else 0)
        if kind == "markdown":
            source = re.sub(r"^## .+$", _as_the_guide_says, source, flags=re.M)
        if "parameters" in cell["metadata"].get("tags", ()):
            lines = source.splitlines()
            found.parameters = [
                line for line in lines if line.partition(":")[0].strip() not in GIVEN
            ]
        elif source and kind == "markdown":
            found.cells.append(Cell(number, kind, source))
        elif source and kind == "code":
            rest = _without_opening(found, number, source)
            if rest or number in found.asks:
                found.cells.append(Cell(number, kind, rest or source))
    return found


def _as_the_guide_says(heading: re.Match[str]) -> str:
    """The heading of the key points as pages have it, where it differs in capitals, spaces, colon or composition."""
    said = _bare(heading[0])
    return next((f"## {own}" for own in KEY_POINTS.values() if _bare(own) == said), heading[0])


def _bare(heading: str) -> str:
    return " ".join(normalize("NFC", heading).casefold().strip("# \t:").split())


def _without_opening(found: Analysis, number: int, source: str) -> str:
    """What remains of a cell without imports, review and first rows; empty where nothing but comments does."""
    # It says where plots go, which is the same without it.
    source = re.sub(r"^%matplotlib.*\n?", "", source, flags=re.M)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return source
    lines = source.splitlines()
    # Rows that are read before anything else is done: the frame that the page starts from.
    is_first = len(found.cells) <= 1 and all(cell.kind == "markdown" for cell in found.cells)
    taken = [node for node in body if _take(found, number, node, is_first=is_first)]
    for node in reversed(taken):
        del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines).strip() if len(taken) < len(body) else ""


def _take(found: Analysis, number: int, node: ast.stmt, *, is_first: bool) -> bool:
    """Take a statement into the opening of the page, where it belongs there."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _is_given(node)
    called = ast.unparse(node.value.func) if _is_call(node) else ""  # type: ignore[attr-defined]
    if called in _OPENS:
        if asks := [*_of_opening(found, node)]:
            found.asks[number] = asks
        found.is_opened = True
        return True
    if called == "review.frame" and is_first and found.is_opened:
        found.frames.append(ast.unparse(node).replace("'", '"'))
        return True
    return False


def _is_call(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)


def _is_given(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether an import is one that a page has by itself, where it uses it."""
    if ast.unparse(node) == "from tongket import open_review":
        return True
    names = {f"import {ast.unparse(alias)}" for alias in node.names}
    return isinstance(node, ast.Import) and names <= {*IMPORTS}


def _of_opening(found: Analysis, node: ast.stmt) -> Iterator[Text]:
    name = ast.unparse(node).partition(" = ")[0]
    if found.is_opened:
        yield Phrase(
            "expected one review, got a second one. Rows of other years and places are in the same frame: {instead}",
            instead="review.frame(…, years=…, areas=…)",
        )
    elif name != "review":
        yield Phrase("expected the name review, got {name}. Rename it in all cells.", name=name)


def what_is_asked(analysis: Analysis, registry: Registry) -> list[Text]:
    """Everything that the guide asks of a notebook before it can be a page: one message a cell, in their order.

    Args:
        analysis: the notebook.
        registry: the names that may hold a digit.
    """
    if not analysis.cells:
        return [Phrase("expected a notebook with cells, got none that says anything.")]
    title, rest = analysis.cells[0], analysis.cells[1:]
    is_title = title.kind == "markdown" and bool(analysis.title)
    found = {number: [*asks] for number, asks in analysis.asks.items()}
    found.setdefault(title.number, []).extend(_of_title(analysis, title, is_title=is_title))
    if rest:
        found.setdefault(rest[0].number, []).extend(_of_order(analysis, rest))
    known = {*registry.areas, *registry.sources, *registry.indicators}
    return asked(analysis.cells, known, found, above=1 if is_title else 0)


def _of_title(analysis: Analysis, title: Cell, *, is_title: bool) -> Iterator[Text]:
    if not is_title:
        yield Phrase(
            "expected the title first, got none. Begin with a Markdown cell “# …” and below it a paragraph that says "
            "what the page asks."
        )
    elif not re.search(r"\n\s*[^\s#]", title.source):
        yield Phrase(
            "expected a paragraph below the title, got none. Say in the same cell what the page asks."
        )
    if not analysis.is_opened:
        yield Phrase(
            "expected a review that is opened, got none. Write it into a cell below the title: {code}",
            code="review = tongket.open_review(…)",
        )


def _of_order(analysis: Analysis, cells: Sequence[Cell]) -> Iterator[Text]:
    """Key points come first: what a reader with a minute reads."""
    headings = [h for c in cells if c.kind == "markdown" for h in re.findall(r"^## (.+)$", c.source, re.M)]  # fmt: skip
    wanted = KEY_POINTS[analysis.lang]
    if "review.key_points(" not in analysis.code or headings[:1] != [wanted]:
        yield Phrase(
            "expected the key points before it. Begin with a Markdown cell “## {heading}” and below it a code cell "
            "{code}",
            heading=wanted, code='review.key_points("{ip.titles_granted} …")',
        )  # fmt: skip


def page_notebook(analysis: Analysis, choice: Choice) -> dict[str, Any]:
    """The notebook of the page: title, parameters, opening, the cells of the analysis, and what every page ends with.

    Args:
        analysis: the notebook, of which nothing is asked any more.
        choice: place, period and languages of the project; the first language is that of the notebook.
    """
    model = json.loads(
        for_project((shipped_notebooks() / MODEL).read_text(encoding="utf-8"), choice)
    )
    given = {cell["id"]: cell for cell in model["cells"]}
    parameters, opening = given["parameters"], given["open-review"]
    lines = [
        line.rstrip("\n") for line in parameters["source"] if not line.startswith(f"{PARAMETER}: ")
    ]
    parameters["source"] = _lines([*lines, *analysis.parameters])
    # Above the frame the model says what a row is and what its marks mean.
    comments = [line.rstrip("\n") for line in opening["source"] if line.startswith("# ")]
    opening["source"] = _lines(
        [*_imports(analysis), "", OPEN, *((*comments, *analysis.frames) if analysis.frames else ())]
    )
    given["limits"]["source"] = ["review.limits()"]
    closing = [
        given[name]
        for each in CLOSING
        if f"review.{each}(" not in analysis.code
        for name in (f"{each}-text", each)
    ]
    taken = {"title", "parameters", "open-review", *(cell["id"] for cell in closing)}
    title, *rest = _with_ids(analysis, taken)
    cells = [{**title, "id": "title"}, parameters, opening, *rest, *closing]
    return {**model, "cells": cells}


def _imports(analysis: Analysis) -> list[str]:
    """The imports that the page uses, in their order."""
    code = "\n".join([analysis.code, *analysis.frames, OPEN])
    return [line for line in IMPORTS if f"{line.split()[-1]}." in code]


def _lines(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).splitlines(keepends=True)


def _with_ids(analysis: Analysis, taken: set[str]) -> Iterator[dict[str, Any]]:
    """The cells with ids that are words: those of a section are called as its heading, its Markdown with `-text`."""
    section = "section"
    for cell in analysis.cells:
        held = analysis.content[cell.number - 1]
        heading = re.search(r"^#+ (.+)$", cell.source, re.M) if cell.kind == "markdown" else None
        if heading:
            section = as_id(heading[1]) or section
        name = _free(section, "-text" * (cell.kind == "markdown"), taken)
        taken.add(name)
        kept = {k: held["metadata"][k] for k in ("tags", "tongket") if k in held["metadata"]}
        made = {"id": name, "metadata": kept, "source": cell.source.splitlines(keepends=True)}
        more: dict[str, Any] = {"outputs": [], "execution_count": None}
        pasted = {k: held[k] for k in ("attachments",) if k in held}
        run = more if cell.kind == "code" else {}
        yield {"cell_type": cell.kind, **made, **run, **pasted}


def _free(section: str, ending: str, taken: Collection[str]) -> str:
    name, number = f"{section}{ending}", 1
    while name in taken:
        number += 1
        name = f"{section}-{number}{ending}"
    return name


def as_id(words: str) -> str:
    """A heading or the name of a file as an id: small letters without marks, digits and hyphens.

    >>> as_id("Đơn nào được chấp nhận? (2)"), as_id("2024")
    ('don-nao-duoc-chap-nhan-2', '')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", unmarked(words).lower())
    return re.sub(r"^[^a-z]+|-+$", "", plain)[:48].rstrip("-")


def domains_in(analysis: Analysis, registry: Registry) -> list[str]:
    """The domains whose figures a notebook shows, in the order of the registry."""
    code = "\n".join([analysis.code, *analysis.frames])
    names = re.findall(r"\b[a-z_]+\.[a-z_0-9]+", code)
    named = {name.partition(".")[0] for name in names if name in registry.indicators}
    named |= {*re.findall(r"[\"'](\w+)[\"']", code)}
    return [name for name in registry.domains if name in named]
