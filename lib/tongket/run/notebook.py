"""A notebook as the runner needs it: its cells in one language, and its settled form after a run."""

from __future__ import annotations

import ast
import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tongket.translations.catalogue import Unknown
from tongket.translations.notebook import NotebookCell, cells_of, read_document, translated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from gettext import NullTranslations
    from pathlib import Path

    from tongket.model import Lang

INJECTED = "injected-parameters"
# What papermill and nbclient write that differs from run to run, or names this machine.
UNSETTLED = (
    "start_time",
    "end_time",
    "duration",
    "input_path",
    "output_path",
    "environment_variables",
)


@dataclass(frozen=True)
class Notebook:
    """A notebook read from its file.

    Attributes:
        name: the file's name, for messages.
        cells: what the runner looks at.
        content: the whole JSON document.
        translated: the texts of its code that the catalogue translates, with their translations.
    """

    name: str
    cells: tuple[NotebookCell, ...]
    content: dict[str, Any]
    translated: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> tuple[NotebookCell, ...]:
        """The code cells in their order."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    def in_language(self, lang: Lang, known: NullTranslations | None = None) -> Notebook:
        """The notebook in one language: its Markdown translated, the cells tagged with another language left out.

        Args:
            lang: the language.
            known: the translations of the notebook's folder into that language; None where it has none.
        """
        known = known or Unknown()
        content = translated(self.content, lang, known)
        cells = cells_of(content)
        return Notebook(self.name, cells, content, _translated_texts(cells, known))

    def digest(self) -> str:
        """A hash of what the cells say: kinds, sources, tags, translations; not outputs or editor settings."""
        cells = [[cell.kind, cell.source, sorted(cell.tags)] for cell in self.cells]
        whole = [cells, self.translated] if self.translated else cells
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def read_notebook(path: Path) -> Notebook:
    """Read a notebook file.

    Raises:
        NotebookError: the file is missing or is no notebook of format 4.
    """
    content = read_document(path)
    return Notebook(path.name, cells_of(content), content)


def settle(content: dict[str, Any]) -> dict[str, Any]:
    """An executed notebook without what differs from run to run: times, paths, random ids.

    Two runs over the same inputs settle to the same document.
    """
    metadata = {**content["metadata"]}
    metadata["papermill"] = _settled(metadata.get("papermill", {}))
    cells = [_settled_cell(cell) for cell in content["cells"]]
    return {**content, "metadata": metadata, "cells": cells}


def dumps(content: dict[str, Any]) -> str:
    """The notebook's text as Jupyter writes it, with sorted keys."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _translated_texts(
    cells: Sequence[NotebookCell], known: NullTranslations
) -> tuple[tuple[str, str], ...]:
    """The texts in the code that have a translation: when that changes, the page does."""
    found: dict[str, str] = {}
    for cell in cells:
        if cell.kind == "code":
            found.update((text, known.gettext(text)) for text in _texts(cell.source))
    return tuple((text, translation) for text, translation in found.items() if translation)


@lru_cache(maxsize=1024)
def _texts(source: str) -> tuple[str, ...]:
    """The texts in a cell's code, found once: each language asks, and a preview asks again and again."""
    # What is no Python, such as a magic, says no sentence.
    with suppress(SyntaxError):
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
        return tuple(node.value for node in nodes if isinstance(node.value, str) and node.value)
    return ()


def _settled(papermill: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in papermill.items() if key not in UNSETTLED}


def _settled_cell(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = {key: value for key, value in cell["metadata"].items() if key != "execution"}
    metadata["papermill"] = _settled(metadata.get("papermill", {}))
    if INJECTED in metadata.get("tags", ()):
        return {**cell, "metadata": metadata, "id": INJECTED}
    return {**cell, "metadata": metadata}
