"""The review's notebooks in the language of a project: their prose, the sentences and comments of their code.

They come with tongket in English, with a catalogue into Vietnamese. A project in Vietnamese gets them written in it,
and the same catalogue the other way round.
"""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

from tongket.catalogues.code_comments import WIDTH, with_comments_replaced
from tongket.catalogues.collection import COMMENT, of_cell
from tongket.catalogues.upkeep import catalogue_text, parsed
from tongket.project import example_dir
from tongket.translations import catalogue_file, catalogue_of
from tongket.translations.notebook import is_translatable, language_of, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tongket.model import Lang

NOTEBOOKS = "notebooks"


def shipped_notebooks() -> Path:
    """The folder of the notebooks that come with tongket."""
    return example_dir() / NOTEBOOKS


def in_language(notebook: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """One of the notebooks that come with tongket, written in a language.

    Args:
        notebook: its JSON document; it stays as it is.
        lang: the language.
    """
    if language_of(notebook) == lang:
        return notebook
    known = catalogue_of(shipped_notebooks(), lang)
    sentences = {said.sentence for cell in notebook["cells"] for said in of_cell(cell)}
    words = {sentence: known.gettext(sentence) or sentence for sentence in sentences}
    made = translated(notebook, lang, known)

    def comment(words: str) -> str:
        return known.pgettext(COMMENT, words) or words

    return {**made, "cells": [_written(cell, words, comment) for cell in made["cells"]]}


def catalogue_into(lang: Lang) -> str:
    """The text of the catalogue of a project whose notebooks are written in the other language.

    Comments of code are not in it: no page shows them.
    """
    entries = [
        entry
        for entry in parsed(catalogue_file(shipped_notebooks(), "vi"))
        if entry.translated() and entry.msgctxt != COMMENT
    ]
    for entry in entries if lang == "en" else ():
        entry.msgid, entry.msgstr = entry.msgstr, entry.msgid
    return catalogue_text(lang, entries)


def _written(
    cell: dict[str, Any], words: Mapping[str, str], comment: Callable[[str], str]
) -> dict[str, Any]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        source = with_comments_replaced(with_words(source, words), comment)
    elif not is_translatable(cell):
        return cell
    return {**cell, "source": source.splitlines(keepends=True)}


def with_words(source: str, words: Mapping[str, str]) -> str:
    r"""Code with each of its texts that is a key replaced by the words for it, in lines that are not too long.

    >>> print(with_words('review.show(\n    rows, title="Limits", y="name",\n)', {"Limits": "Giới hạn"}))
    review.show(
        rows, title="Giới hạn", y="name",
    )
    """
    lines = source.encode().splitlines(keepends=True)
    # From the end: what is before a text does not move when it changes. Columns are counted in bytes.
    for (first, left), (last, right), text in sorted(_texts(ast.parse(source)), reverse=True):
        new = words.get(text, text)
        if new == text:
            continue
        before, after = lines[first - 1][:left], lines[last - 1][right:]
        literal = _literal(new, before.decode(), after.decode().rstrip("\n"))
        lines[first - 1 : last] = [before + literal.encode() + after]
    return b"".join(lines).decode()


def _texts(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int], str]]:
    """Each text written in code: from line and column, to line and column, its words."""
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    # The parts of an f-string have no place of their own.
    parts = {id(part) for string in strings for part in string.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
            yield (node.lineno, node.col_offset), end, node.value


def _literal(text: str, before: str, after: str) -> str:
    """A text as it is written in code between what is before and after it, on as many lines as it needs."""
    whole = json.dumps(text, ensure_ascii=False)
    if len(before + whole + after) <= WIDTH:
        return whole
    indent = before[: len(before) - len(before.lstrip())]
    room, parts = WIDTH - len(before) - 2, [""]
    for word in text.split(" "):
        if parts[-1] and len(parts[-1] + word) + 1 > room - len(after):
            parts, room = [*parts, ""], WIDTH - len(indent) - 2
        parts[-1] += f"{word} "
    parts[-1] = parts[-1][:-1]
    return f"\n{indent}".join(json.dumps(part, ensure_ascii=False) for part in parts)
