"""What does not hold in the files of the notebooks: one that cannot be read, letters that turn others round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.catalogues.collection import notebooks_in
from tongket.data.findings import Finding
from tongket.data.letters import turning
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.translations.notebook import UnreadableNotebookError

DELETE = Phrase("Delete it: a reader sees the letters around it in another order.")


def in_notebooks(notebooks: Path) -> list[Finding]:
    """Each notebook of a project that cannot be read, and each character that changes the direction of writing."""
    broken: list[UnreadableNotebookError] = []
    expected = Phrase("letters in the order in which they are written")
    found = [
        Finding(path.name, 0, cell.get("id", ""), name, expected, DELETE, "invisible-character")
        for path, notebook in notebooks_in(notebooks, broken)
        for cell in notebook["cells"]
        for name in turning("".join(cell["source"]))
    ]
    format_4 = Phrase("a Jupyter notebook of format 4")
    unread = (Finding(e.file, 0, "", e.value, format_4, e.remedy, "no-notebook") for e in broken)
    return [*unread, *found]
