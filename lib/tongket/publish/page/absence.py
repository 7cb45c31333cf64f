"""What a page leaves out: results that only say that nothing is there, with the headings and the words above them.

In JupyterLab they stay: who works on a notebook must see which selection is empty, and why.
"""

from __future__ import annotations

import copy
import re
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from tongket.errors import NotebookError
from tongket.output import MIME, ClaimPart, ListPart, part_among
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.model import Lang
    from tongket.output import Part

# A heading of the first or second level begins a section; that of the first, the page, is none that can be empty.
UNANSWERED = message("Of this the sources of the period state only what follows.")
_SECTION = re.compile(r"^##? ", re.M)
_HEADING = re.compile(r"^## .*$", re.M)
Block = list[Any]


def without_absence(notebook: Any, lang: Lang) -> Any:
    """A copy of an executed notebook without what only says that nothing is there.

    That is each result that states nothing, with the Markdown before it; its heading stays while anything else is
    in the section. Where that leaves no key point, the opening says that not all it asks is answered.
    """
    kept = copy.copy(notebook)
    sections = [*sections_of(notebook["cells"])]
    kept["cells"] = list(chain.from_iterable(map(_shown, sections)))
    if any(map(_is_key_points, filter(_is_absent, chain.from_iterable(sections)))):
        kept["cells"] = [*_saying(translate(UNANSWERED, lang), kept["cells"])]
    return kept


def _is_key_points(block: Block) -> bool:
    parts = (part_among(output["data"].get(MIME), ListPart) for output in outputs_of(block))
    return any(isinstance(part, ListPart) and part.role == "key_points" for part in parts)


def _saying(sentence: str, cells: Iterable[Any]) -> Iterator[Any]:
    """Cells with a sentence more below what the opening of the page asks."""
    said = False
    for cell in cells:
        if said or cell["cell_type"] != "markdown":
            yield cell
            continue
        said, opening = True, copy.copy(cell)
        words = cell["source"].rstrip()
        # A title alone asks nothing.
        opening["source"] = f"{words} {sentence}" if "\n" in words else words
        yield opening


def is_absence(part: Part) -> bool:
    """Whether a part states nothing; what is not known is said on purpose, once, and is no absence."""
    if isinstance(part, ListPart):
        return part.role != "not_known" and not any(item.stated for item in part.items)
    return isinstance(part, ClaimPart) and not part.stated


def sections_of(cells: Iterable[Any]) -> Iterator[list[Block]]:
    """The blocks of each section: Markdown, with the code below it."""
    section: list[Block] = []
    before = ""
    for cell in cells:
        kind = cell["cell_type"]
        if kind == "markdown" and _SECTION.search(cell["source"]):
            yield section
            section, before = [], ""
        if kind == "markdown" and before != "markdown":
            section.append([])
        if not section:
            section.append([])
        section[-1].append(cell)
        before = kind
    yield section


def _shown(section: list[Block]) -> Iterator[Any]:
    """The cells of a section that are shown; none where all its results are absent."""
    absent = [_is_absent(block) for block in section]
    # What only prepares a result shows none, and holds no section.
    if any(absent) and all(map(_is_absent, filter(outputs_of, section))):
        return
    for block, left_out in zip(section, absent, strict=True):
        yield from (_heading(block) if left_out else block)


def _is_absent(block: Block) -> bool:
    outputs = outputs_of(block)
    return bool(outputs) and all(map(_says_nothing, outputs))


def outputs_of(block: Block) -> Block:
    """The results of a block of cells."""
    return [output for cell in block for output in cell.get("outputs", ())]


def _says_nothing(output: Any) -> bool:
    content = output.get("data", {}).get(MIME)
    # What another program shows, or another version wrote, is never taken for nothing.
    try:
        part = part_among(content, ClaimPart, ListPart)
        return part is not None and is_absence(part)
    except NotebookError:
        return False


def _heading(block: Block) -> Iterator[Any]:
    """The heading of a block that is left out, without the words on what it would have shown."""
    for cell in takewhile(lambda cell: cell["cell_type"] == "markdown", block):
        if found := _HEADING.search(cell["source"]):
            shown = copy.copy(cell)
            shown["source"] = found[0]
            yield shown
