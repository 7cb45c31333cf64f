"""Sections that a page folds: what their notebook asks for, and the account of the page at its end.

A folded section is one line until it is opened, also by a link into it; documents show all of it.
"""

from __future__ import annotations

import copy
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from tongket.output import MIME, DefinitionsPart, SourcesPart, part_among
from tongket.publish.page.absence import outputs_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before the heading of a section that is folded; one that its notebook folds is left off paper, unless for the screen.
MARKS = {
    "account": "<!-- fold -->", "asked": "<!-- fold off paper -->", "screen": "<!-- fold on screen -->",
}  # fmt: skip
_CLASSES = {"": "tk-fold", "off paper": "tk-fold tk-off-paper", "on screen": "tk-fold tk-printed"}
_FOLDED = re.compile(
    r"<!-- fold ?((?:off paper|on screen)?) ?-->\s*(<h2\b.*?</h2>)(.*?)(?=<!-- fold|<h2\b|\Z)", re.S
)


def folds_of(notebook: Any) -> dict[str, str]:
    """The mark of each Markdown cell whose section is folded, by the id of the cell."""
    found = {}
    for section in sections_of(notebook["cells"]):
        for head, *rest in section[:1]:
            if head["cell_type"] == "markdown" and "## " in head["source"]:
                if asked := head["metadata"].get("tongket", {}).get("fold"):
                    found[head.get("id", "")] = MARKS["screen" if asked == "screen" else "asked"]
                elif _is_account([head, *rest]):
                    found[head.get("id", "")] = MARKS["account"]
    return found


def without_account(notebook: Any) -> Any:
    """A copy of a notebook without the sections that only account for its page: a document has one account of all."""
    kept = copy.copy(notebook)
    sections = (list(chain.from_iterable(blocks)) for blocks in sections_of(notebook["cells"]))
    kept["cells"] = [cell for cells in sections if not _is_account(cells) for cell in cells]
    return kept


def _is_account(block: list[Any]) -> bool:
    """Whether all that a section shows is where the figures of its page come from, or what they mean."""
    parts = [output.get("data", {}).get(MIME) for output in outputs_of(block)]
    return bool(parts) and all(part_among(part, SourcesPart, DefinitionsPart) for part in parts)


def has_tiles(notebook: Any) -> bool:
    """Whether a notebook shows the tiles of an overview."""
    return any(part.get("role") == "tiles" for part in _parts(notebook))


def first_statement(notebook: Any) -> str:
    """The first statement of the key points that has a number in it; empty where there is none."""
    lists = (part["items"] for part in _parts(notebook) if part.get("role") == "key_points")
    items = (item for points in lists for item in points if isinstance(item, dict))
    return next((str(item["text"]) for item in items if item.get("numbers")), "")


def _parts(notebook: Any) -> Iterator[dict[str, Any]]:
    """The typed parts of what a notebook shows, in its order."""
    for output in outputs_of(notebook["cells"]):
        yield output.get("data", {}).get(MIME) or {}


def folded(body: str) -> str:
    """A page's body with the sections folded before whose headings there is a mark."""
    return _FOLDED.sub(_details, body)


def _details(found: re.Match[str]) -> str:
    return (
        f'<details class="{_CLASSES[found[1]]}"><summary>{found[2]}</summary>{found[3]}</details>\n'
    )
