"""What an executed notebook says, as one hash: by it a page is known to say what was released."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of an exhibit: how it is drawn is none of what it says.
_DRAWN = "drawings"


def content_of(notebook: Mapping[str, Any]) -> str:
    """The hash of what an executed notebook says to readers: its texts, and its results as data.

    Code, pictures and the HTML of results that are there as data too are none of it, so a page that is only drawn
    otherwise says the same.

    Args:
        notebook: its JSON document.
    """
    said = [_cell(cell) for cell in notebook["cells"]]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _cell(cell: dict[str, Any]) -> list[Any]:
    if cell["cell_type"] != "code":
        return ["".join(cell["source"])]
    return [_output(output) for output in cell.get("outputs", ())]


def _output(output: dict[str, Any]) -> Any:
    # Loaded only where a notebook ran.
    from tongket.output import MIME

    data = output.get("data", {})
    if MIME in data:
        return {name: value for name, value in data[MIME].items() if name != _DRAWN}
    if output.get("metadata", {}).get("tongket_beside"):
        return None
    return [
        data.get("text/html") or data.get("text/plain"),
        output.get("text"),
        output.get("evalue"),
    ]
