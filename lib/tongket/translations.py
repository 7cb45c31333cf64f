"""Keep the translators' catalogue whole: collect every sentence that a page may say, from where it stands.

Sentences are written once, in English: in the library, in the cells of the notebooks, and as comments of
the data. A translator runs `python -m tongket.translations`: new sentences enter the catalogue without a
translation, those that nobody says any more leave it, the others stay as they are.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from typing import TYPE_CHECKING, Any

from tongket.claims import LOCALES, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog

CATALOGUE = LOCALES / "vi" / "LC_MESSAGES" / "tongket.po"
# What translators' programs need to know; no dates, so that only sentences change the file.
HEADER = """\
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
SPEAKERS = frozenset({"say", "said", "translate", "write", "claim"})
# In a notebook, these keywords hold names of things in the data, not words for readers.
NAMES = frozenset({"measure", "period", "area", "domain", "total", "highlight"})
_SENTENCE = re.compile(r"[A-Z{]|\S+ \S")
_PLAIN_NAME = re.compile(r"\{[^{} ]+\}|[\w.:-]+\.[\w.:-]+|[A-Z]{2}(-\w+)*")

Messages = dict[str, set[str]]


def of_library(folder: Path) -> Messages:
    """The sentences of the library, each with the modules that say it.

    A sentence stands in the call that says it, or in a tuple of the function that says its members.
    """
    found: Messages = {}
    for path in sorted(folder.rglob("*.py")):
        if "shipped" in path.relative_to(folder).parts:
            continue
        place = path.relative_to(folder).as_posix()
        for sentence in _said(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(sentence, set()).add(place)
    return found


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in SPEAKERS and node.args:
            yield from _literals(node.args[0])
        if isinstance(node, ast.FunctionDef) and _says_a_variable(node):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Tuple):
                    yield from (text for text in _literals(inner) if text[:1].isupper())


def _says_a_variable(function: ast.FunctionDef) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args]
    return any(_name(c) in SPEAKERS and isinstance(c.args[0], ast.Name) for c in calls)


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(node: ast.AST) -> Iterator[str]:
    """The texts written in an expression: one, the two of a choice, the members of a tuple."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, (ast.Tuple, ast.List, ast.Starred)):
        members = [node.value] if isinstance(node, ast.Starred) else node.elts
        for member in members:
            yield from _literals(member)


def of_notebooks(folder: Path) -> Messages:
    """The sentences of the notebooks' code cells, each with the notebooks that say it."""
    found: Messages = {}
    for path in sorted(folder.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [c for c in cells if c["cell_type"] == "code" and not _declares(c)]
        for cell in code:
            for sentence in _passed(ast.parse("".join(cell["source"]))):
                found.setdefault(sentence, set()).add(path.name)
    return found


def _declares(cell: dict[str, dict[str, list[str]]]) -> bool:
    return "parameters" in cell["metadata"].get("tags", [])


def _passed(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            words = [k.value for k in node.keywords if k.arg not in NAMES]
            given = [text for value in (*node.args, *words) for text in _literals(value)]
            yield from (text for text in given if is_sentence(text))


def is_sentence(text: str) -> bool:
    """Whether a text of a notebook is for readers, rather than the name of an indicator or an area.

    >>> is_sentence("Trademarks are {share} of all"), is_sentence("ip.titles_granted")
    (True, False)
    """
    return bool(_SENTENCE.search(text)) and not _PLAIN_NAME.fullmatch(text)


def of_data(folder: Path) -> Messages:
    """The comments of the observations, each with the files that hold it."""
    found: Messages = {}
    for path in sorted((folder / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("comment"):
                    found.setdefault(row["comment"], set()).add(f"data/{path.name}")
    return found


def update(catalogue: Catalog, messages: Messages) -> Catalog:
    """A catalogue of exactly these sentences, in order, with the translations that stand already."""
    from babel.messages.catalog import Catalog

    fresh = Catalog(locale=catalogue.locale, project="tongket", fuzzy=False)
    for sentence in sorted(messages):
        known = catalogue.get(sentence)
        flags = ["python-brace-format"] if placeholders(sentence) else []
        # A place without a line number: the catalogue does not change where code only moves.
        places: Any = [(place, None) for place in sorted(messages[sentence])]
        fresh.add(sentence, known.string if known else "", locations=places, flags=flags)
    return fresh


def write_catalogue(library: Path, notebooks: Path, data: Path, target: Path = CATALOGUE) -> None:
    """Bring the catalogue file up to date with all that is said.

    Args:
        library: the folder of the library.
        notebooks: the folder of the notebooks.
        data: the data folder.
        target: the catalogue, changed in place.
    """
    from babel.messages.pofile import read_po, write_po

    messages = all_messages(library, notebooks, data)
    with target.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    with target.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, update(catalogue, messages), width=0, omit_header=True)


def all_messages(library: Path, notebooks: Path, data: Path) -> Messages:
    """Every sentence that a page may say, each with the files that say it."""
    found: Messages = {}
    for part in (of_library(library), of_notebooks(notebooks), of_data(data)):
        for sentence, places in part.items():
            found.setdefault(sentence, set()).update(places)
    return found


if __name__ == "__main__":
    from tongket.project import data_dir, notebooks_dir

    write_catalogue(LOCALES.parent, notebooks_dir(), data_dir())
