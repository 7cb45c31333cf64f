"""What each page of a review shows, as data: the parts in the outputs of its executed notebook.

Everything that goes beside the pages is made from this. No page is read back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.errors import NotebookError
from tongket.model import LANGS, Lang
from tongket.output import (
    MIME,
    CitedSource,
    ClaimPart,
    ConflictEntry,
    ConflictsPart,
    DefinitionEntry,
    DefinitionsPart,
    ExhibitPart,
    FigurePart,
    ListPart,
    SourcesPart,
    from_json,
)
from tongket.publish.page.cells import tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.output import Part
    from tongket.publish.site.published import PublishedReview


@dataclass(frozen=True)
class PageParts:
    """What one page shows, in its order."""

    parts: tuple[Part, ...]

    @property
    def claims(self) -> tuple[ClaimPart, ...]:
        """The sentences that state something: alone, in lists, and at the head of conflicts."""
        return tuple(claim for part in self.parts for claim in _claims(part) if claim.stated)

    @property
    def figures(self) -> tuple[FigurePart, ...]:
        """The figures that the page accounts for in its sources."""
        return tuple(
            f for part in self.parts if isinstance(part, SourcesPart) for f in part.figures
        )

    @property
    def sources(self) -> tuple[CitedSource, ...]:
        """The sources that the page cites for them."""
        return tuple(
            s for part in self.parts if isinstance(part, SourcesPart) for s in part.sources
        )

    @property
    def definitions(self) -> tuple[DefinitionEntry, ...]:
        """What the indicators of the page mean."""
        found = (part for part in self.parts if isinstance(part, DefinitionsPart))
        return tuple(term for part in found for term in part.definitions)

    @property
    def exhibits(self) -> tuple[ExhibitPart, ...]:
        """Its charts and tables."""
        return tuple(part for part in self.parts if isinstance(part, ExhibitPart))

    @property
    def conflicts(self) -> tuple[ConflictEntry, ...]:
        """The conflicts that it treats."""
        found = (part for part in self.parts if isinstance(part, ConflictsPart))
        return tuple(conflict for part in found for conflict in part.conflicts)


Read = Mapping[tuple[str, Lang], PageParts]


def read_pages(folder: Path, review: PublishedReview) -> Read:
    """What each page of a review shows, by its name and language.

    Args:
        folder: the review's folder; beside each page lies its executed notebook.
        review: the review.

    Raises:
        OSError: a notebook cannot be read.
        NotebookError: a notebook holds a part that is none; the message names the notebook.
    """
    return {
        (page.name, lang): _read(folder / lang / f"{page.name}.ipynb", lang)
        for page in review.pages
        for lang in page.langs
    }


def parts_in(notebook: Any, lang: Lang) -> PageParts:
    """What an executed notebook shows in a language; nothing where other people's cells show it.

    Raises:
        NotebookError: an output calls itself a part and is none.
    """
    others = {f"lang-{other}" for other in LANGS if other != lang}
    shown = (cell for cell in notebook["cells"] if not tags(cell) & others)
    outputs = (output for cell in shown for output in cell.get("outputs", ()))
    found = (output["data"][MIME] for output in outputs if MIME in output.get("data", {}))
    return PageParts(tuple(map(from_json, found)))


def _read(path: Path, lang: Lang) -> PageParts:
    try:
        return parts_in(json.loads(path.read_text(encoding="utf-8")), lang)
    except NotebookError as error:
        raise NotebookError(f"{path.parent.name}/{path.name}: {error}") from error


def _claims(part: Part) -> Iterator[ClaimPart]:
    if isinstance(part, ClaimPart):
        yield part
    elif isinstance(part, ListPart):
        # A tile is a figure with its plan, and no sentence.
        yield from part.items if part.role != "tiles" else ()
    elif isinstance(part, ConflictsPart):
        yield from (conflict.headline for conflict in part.conflicts)
