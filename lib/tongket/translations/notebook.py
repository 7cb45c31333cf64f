"""A notebook in another language: its Markdown cells translated before it runs.

Its metadata name the language that a notebook is written in, `"tongket": {"language": "en"}`; English where they
do not. Cells tagged `lang-vi` or `lang-en` are in one language whatever the notebook's is.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.errors import NotebookError
from tongket.model import LANGS, Text
from tongket.translations.markdown import with_blocks_replaced
from tongket.translations.phrase import Phrase, translate

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path

    from tongket.model import Lang

METADATA = "tongket"
DEFAULT: Lang = "en"
RUN_FOR: Lang = "vi"
TAGS = {lang: f"lang-{lang}" for lang in LANGS}
FORMAT, KINDS = 4, ("code", "markdown", "raw")
SAVE = Phrase("Open it in JupyterLab and save it again.")
SAVE_AS_4 = Phrase("Save it as format 4 with the program that wrote it.")
CHOOSE = Phrase("Choose code, Markdown or raw for it in JupyterLab and save the notebook.")


class UnreadableNotebookError(NotebookError):
    """A file is no notebook of format 4.

    Args:
        file: its name.
        value: what stands in it instead.
        got: the same in words.
        remedy: what to do.
    """

    def __init__(self, file: str, value: str, got: Text | str, remedy: Text) -> None:
        super().__init__(
            Phrase(
                "{file}: expected a Jupyter notebook of format 4, got {got}. {remedy}",
                file=file, got=got, remedy=remedy,
            )
        )  # fmt: skip
        self.file, self.value, self.remedy = file, value, remedy


@dataclass(frozen=True)
class NotebookCell:
    """One cell: `kind` is code, markdown or raw."""

    kind: str
    source: str
    tags: frozenset[str]


def read_document(path: Path) -> dict[str, Any]:
    """A notebook file's JSON document, whose cells `cells_of` can give.

    Reading is plain JSON: planning a run must not wait for nbformat to load.

    Raises:
        NotebookError: the file is missing or is no notebook of format 4.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        number = content.get("nbformat", FORMAT)
        if number != FORMAT:
            newer = isinstance(number, int) and number > FORMAT
            got, remedy = Phrase("format {number}", number=number), SAVE_AS_4 if newer else SAVE
            raise UnreadableNotebookError(path.name, f'"nbformat": {number}', got, remedy)
        for place, cell in enumerate(cells_of(content), 1):
            if cell.kind not in KINDS:
                got = Phrase("cell {number} of type {kind}", number=place, kind=repr(cell.kind))
                raise UnreadableNotebookError(path.name, f'"cell_type": "{cell.kind}"', got, CHOOSE)
    except FileNotFoundError as error:
        words = Phrase("{file}: expected a notebook, got no such file.", file=path.name)
        raise NotebookError(words) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        raise UnreadableNotebookError(path.name, said, said, SAVE) from error
    return content


def cells_of(content: dict[str, Any]) -> tuple[NotebookCell, ...]:
    """The cells of a notebook's JSON document; one of another shape is an error of Python."""
    own = content.get("metadata", {}).get(METADATA, {})
    if not isinstance(content["cells"], list) or not isinstance(own, dict):
        raise TypeError("cells or metadata of another type")
    return tuple(_cell(cell) for cell in content["cells"])


def _cell(cell: dict[str, Any]) -> NotebookCell:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    tags = frozenset(cell["metadata"].get("tags", ()))
    # Half a letter, as JSON can hold it, or what is no text at all, fails here and not in the middle of a run.
    for word in (text, cell["cell_type"], *tags):
        word.encode()
    return NotebookCell(cell["cell_type"], text, tags)


def language_of(notebook: dict[str, Any]) -> Lang:
    """The language that a notebook's Markdown and sentences are written in.

    >>> language_of({"metadata": {"tongket": {"language": "vi"}}, "cells": []})
    'vi'
    """
    named = notebook.get("metadata", {}).get(METADATA, {}).get("language")
    return next((lang for lang in LANGS if lang == named), DEFAULT)


def language_run_for(notebook: Any, asked: str = "") -> Lang:
    """The language asked for, else the one the notebook was run for, else its parameters' default, else Vietnamese."""
    given = asked or notebook["metadata"].get("papermill", {}).get("parameters", {}).get("lang")
    cells = [cell for cell in notebook["cells"] if "parameters" in _tags(cell)]
    found = given or next((_default(cell["source"]) for cell in cells), None)
    return next((known for known in LANGS if known == found), RUN_FOR)


def _default(parameters: str) -> str | None:
    """The text that a parameters cell gives to `lang`, or None."""
    try:
        body = ast.parse(parameters).body
    except SyntaxError:
        return None
    for node in body:
        names = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if any(isinstance(n, ast.Name) and n.id == "lang" for n in names) and isinstance(
            value, ast.Constant
        ):
            return str(value.value)
    return None


def is_translatable(cell: dict[str, Any]) -> bool:
    """Whether a cell is Markdown for every language."""
    return cell["cell_type"] == "markdown" and not set(TAGS.values()) & _tags(cell)


def translated(notebook: dict[str, Any], lang: Lang, known: NullTranslations) -> dict[str, Any]:
    """A notebook in one language.

    Args:
        notebook: the notebook's JSON document; it stays as it is.
        lang: the language.
        known: the translations of its folder; what it does not know is an empty text to it.

    Returns:
        the document without cells of other languages. A block that has no translation is marked as such.
    """
    others = {tag for other, tag in TAGS.items() if other != lang}
    cells = [cell for cell in notebook["cells"] if not _tags(cell) & others]
    written = language_of(notebook)
    if written != lang:
        translator = _CellTranslator(known, written, lang)
        cells = [translator.cell(cell) if is_translatable(cell) else cell for cell in cells]
    metadata = notebook.get("metadata", {})
    if METADATA in metadata:
        metadata = {**metadata, METADATA: {**metadata[METADATA], "language": lang}}
    return {**notebook, "metadata": metadata, "cells": cells}


class _CellTranslator:
    def __init__(self, known: NullTranslations, written: Lang, lang: Lang) -> None:
        self._known, self._written, self._lang = known, written, lang

    def cell(self, cell: dict[str, Any]) -> dict[str, Any]:
        """A Markdown cell in the other language."""
        source = "".join(cell["source"])
        return {**cell, "source": with_blocks_replaced(source, self._block)}

    def _block(self, words: str) -> str:
        if translation := self._known.gettext(words):
            return translation
        mark = translate("not translated", self._lang)
        return f'<span lang="{self._written}">{words}</span> ({mark})'


def _tags(cell: dict[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", ()))
