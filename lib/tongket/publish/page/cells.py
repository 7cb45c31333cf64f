"""Which cells a page shows, in which language, and what of each.

Everything is read from the notebook itself: tags, metadata and the parameters cell. A notebook without any of them is
shown whole.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tongket.model import LANGS

if TYPE_CHECKING:
    from tongket.model import Lang

# Cells that papermill writes into a failed notebook, in English and in colour: the page has its own words.
REMARK = "papermill-error-cell-tag"
SETTINGS = frozenset({"parameters", "injected-parameters"})
OPENING = "tongket.open_review("


def tags(cell: Any) -> frozenset[str]:
    """The tags of a cell."""
    return frozenset(cell["metadata"].get("tags", ()))


def in_language(notebook: Any, lang: Lang) -> Any:
    """A copy of the notebook with the cells of one language, and those of none; without papermill's remarks."""
    others = {f"lang-{other}" for other in LANGS if other != lang} | {REMARK}
    kept = copy.copy(notebook)
    kept["cells"] = [
        cell
        for cell in notebook["cells"]
        if not tags(cell) & others and (cell["source"].strip() or cell.get("outputs"))
    ]
    return kept


def is_translated(notebook: Any) -> bool:
    """Whether a notebook names the language it is written in, so that its cells are the same in the other."""
    return "language" in notebook["metadata"].get("tongket", {})


def is_setting(cell: Any) -> bool:
    """Whether a cell only sets the page up: its parameters, or the line that opens the review."""
    silent = not cell.get("outputs")
    return silent and bool(tags(cell) & SETTINGS or OPENING in cell["source"])


def has_code(cell: Any) -> bool:
    """Whether a page has the code of a cell where its reader can ask for it."""
    code = cell["cell_type"] == "code" and cell["source"]
    return bool(code) and not is_setting(cell) and not has_error(cell)


def stopped(cell: Any) -> bool:
    """Whether a cell ended in an error that its author did not announce with `raises-exception`."""
    return has_error(cell) and "raises-exception" not in tags(cell)


def has_error(cell: Any) -> bool:
    """Whether a cell ended in an error."""
    return any(output["output_type"] == "error" for output in cell.get("outputs", ()))


def not_run(notebook: Any) -> int:
    """How many code cells should have run and did not; none in a notebook that was never run."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    was_run = "papermill" in notebook["metadata"] or any(cell["execution_count"] for cell in code)
    return sum(not cell["execution_count"] for cell in code) if was_run else 0
