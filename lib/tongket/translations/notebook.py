"""A notebook in another language: its Markdown cells translated before it runs.

Its metadata name the language that a notebook is written in, `"tongket": {"language": "en"}`; English where they
do not. Cells tagged `lang-vi` or `lang-en` are in one language whatever the notebook's is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tongket.model import LANGS
from tongket.translations.markdown import with_blocks_replaced
from tongket.translations.phrase import translate

if TYPE_CHECKING:
    from gettext import NullTranslations

    from tongket.model import Lang

METADATA = "tongket"
DEFAULT: Lang = "en"
TAGS = {lang: f"lang-{lang}" for lang in LANGS}


def language_of(notebook: dict[str, Any]) -> Lang:
    """The language that a notebook's Markdown and sentences are written in.

    >>> language_of({"metadata": {"tongket": {"language": "vi"}}, "cells": []})
    'vi'
    """
    named = notebook.get("metadata", {}).get(METADATA, {}).get("language")
    return next((lang for lang in LANGS if lang == named), DEFAULT)


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
