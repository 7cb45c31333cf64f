"""Every sentence that a page may show, collected from where it is written: library, notebooks, data."""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.catalogues.code_comments import comments as comments_in_code
from tongket.data.csv_file import Shape, read_rows
from tongket.data.folder import observation_files
from tongket.data.observations import COLUMNS
from tongket.model import LANGS
from tongket.translations.help_text import help_paragraphs
from tongket.translations.markdown import blocks
from tongket.translations.notebook import (
    UnreadableNotebookError,
    is_translatable,
    language_of,
    read_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang

# The functions whose first argument is a sentence for readers.
TRANSLATING = frozenset({"say", "message", "Phrase", "translate", "write", "claim", "out_folder"})
# Of the rooms that know no translations.
RAISED = frozenset({"UsageError"})
# What makes an option, its keywords that `--help` shows, and the decorators that make a function a command.
OPTIONS = frozenset({"option", "Option"})
HELP = frozenset({"help", "show_default"})
COMMANDS = frozenset({"command", "group"})
# In a notebook, these keywords hold names of things in the data, not words for readers.
NAMES = frozenset({"measure", "period", "area", "domain", "total", "highlight"})
# The context of the comments in the code of notebooks.
COMMENT = "comment"
# What pandas takes as code: `frame.query("year == 2024")`.
CODE = frozenset({"query", "eval"})
# What reads a file of one's own: what `names=` calls its columns is for readers, its file, headings and marks are not.
READERS = frozenset({"read_csv", "read_excel"})
_SENTENCE = re.compile(r"\{|\S+ \S")
_PLAIN_NAME = re.compile(r"\{[^{} ]+\}|[\w.:-]+\.[\w.:-]+|[A-Z]{2}(-\w+)*")


class Message(NamedTuple):
    """A sentence to be translated, and its context where the same words have another sense."""

    sentence: str
    context: str = ""


# The messages of a source in their order, each with the places that use it.
Messages = dict[Message, list[str]]


def of_library(folder: Path) -> Messages:
    """The sentences of the library in alphabetical order, each with the modules that use it.

    A sentence is written in the call that translates it, or in a tuple of the function that translates its members.
    """
    found: Messages = {}
    for path in sorted(folder.rglob("*.py")):
        if "shipped" not in path.relative_to(folder).parts:
            place = path.relative_to(folder).as_posix()
            _note(found, _messages(ast.parse(path.read_text(encoding="utf-8"))), place)
    return dict(sorted(found.items()))


def _note(found: Messages, messages: Iterable[Message], place: str) -> None:
    for message in messages:
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)


def _messages(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in TRANSLATING | RAISED and node.args:
            yield from (Message(text, _context(node)) for text in _literals(node.args[0]))
        yield from map(Message, _help(node))
        if isinstance(node, ast.FunctionDef) and _translates_a_variable(node):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Tuple):
                    yield from (Message(t) for t in _literals(inner) if t[:1].isupper())


def _help(node: ast.AST) -> Iterator[str]:
    """What `--help` says of a command and its options: `help=`, and the docstring of a command."""
    if isinstance(node, ast.Call) and _name(node) in OPTIONS:
        shown = (keyword.value for keyword in node.keywords if keyword.arg in HELP)
        yield from filter(is_sentence, chain.from_iterable(map(_literals, shown)))
    if isinstance(node, ast.FunctionDef) and _is_helped(node):
        yield from help_paragraphs(ast.get_docstring(node) or "")


def _is_helped(node: ast.FunctionDef) -> bool:
    made = [call.func if isinstance(call, ast.Call) else call for call in node.decorator_list]
    return any(isinstance(m, ast.Attribute) and m.attr in COMMANDS for m in made)


def _context(call: ast.Call) -> str:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "context"]
    return "".join(text for value in given for text in _literals(value))


def _translates_a_variable(function: ast.FunctionDef) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args]
    return any(_name(c) in TRANSLATING and isinstance(c.args[0], ast.Name) for c in calls)


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(node: ast.AST) -> Iterator[str]:
    """The texts written in an expression: one, the two of a choice, members of a tuple, values of a dict."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, (ast.Tuple, ast.List, ast.Starred)):
        members = [node.value] if isinstance(node, ast.Starred) else node.elts
        for member in members:
            yield from _literals(member)
    elif isinstance(node, ast.Dict) and not _is_pair(node):
        for value in node.values:
            yield from _literals(value)


def _is_pair(node: ast.Dict) -> bool:
    """Whether a dict holds words in both languages, `{"vi": …, "en": …}`, which need no translation."""
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return keys == set(LANGS)


def of_notebooks(folder: Path, lang: Lang = "vi", *, with_comments: bool = False) -> Messages:
    """What the notebooks say that are not written in a language, in the order of reading, each with its notebooks.

    That is each block of their Markdown, and each sentence of their code.

    Args:
        folder: of the notebooks.
        lang: the language.
        with_comments: whether also each comment of their code, which no page shows.
    """
    found: Messages = {}
    for path, notebook in notebooks_to_translate(folder, lang):
        for cell in notebook["cells"]:
            _note(found, of_cell(cell), path.name)
            if with_comments and cell["cell_type"] == "code":
                said = comments_in_code("".join(cell["source"]))
                _note(found, (Message(each.words, COMMENT) for each in said), path.name)
    return found


def notebooks_to_translate(
    folder: Path, lang: Lang, broken: list[UnreadableNotebookError] | None = None
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The notebooks of a folder that are written in another language, as `notebooks_in` gives them."""
    every = notebooks_in(folder, broken)
    return ((path, notebook) for path, notebook in every if language_of(notebook) != lang)


def notebooks_in(
    folder: Path, broken: list[UnreadableNotebookError] | None = None
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The notebooks of a folder in order, with their JSON documents.

    Args:
        folder: of the notebooks.
        broken: receives what is wrong with files that are no notebooks, which are then passed over.

    Raises:
        UnreadableNotebookError: a file is no notebook, and nothing receives it.
    """
    for path in sorted(folder.glob("*.ipynb")):
        try:
            document = read_document(path)
        except UnreadableNotebookError as error:
            if broken is None:
                raise
            broken.append(error)
        else:
            yield path, document


def of_cell(cell: dict[str, Any]) -> Iterator[Message]:
    """What a cell of a notebook says: the blocks of its Markdown, or the sentences that its code passes."""
    if is_translatable(cell):
        yield from map(Message, blocks("".join(cell["source"])))
    if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", ()):
        return
    # What is no Python, such as a magic, says no sentence.
    with suppress(SyntaxError):
        yield from map(Message, _passed(ast.parse("".join(cell["source"]))))


def _passed(tree: ast.AST) -> Iterator[str]:
    # The message of an exception is for whoever mends the notebook, not for readers.
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node not in raised and _name(node) not in CODE:
            if _name(node) in READERS:
                said = [k.value for k in node.keywords if k.arg == "names"]
            else:
                said = [*node.args, *(k.value for k in node.keywords if k.arg not in NAMES)]
            given = [text for value in said for text in _literals(value)]
            yield from (text for text in given if is_sentence(text))


def is_sentence(text: str) -> bool:
    """Whether a text of a notebook is for readers, rather than the name of an indicator or an area.

    >>> is_sentence("Trademarks are {share} of all"), is_sentence("ip.titles_granted")
    (True, False)
    """
    begun = _SENTENCE.search(text) or any(map(str.isupper, text))
    return bool(begun) and not _PLAIN_NAME.fullmatch(text)


def of_data(folder: Path) -> Messages:
    """The comments of the observations, each with the files that hold it."""
    found: Messages = {}
    for path in observation_files(folder):
        _note(found, (Message(comment) for _, comment in comments(path)), path.name)
    return found


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """The comments in a file of observations, each with its line."""
    shape = Shape(("comment",), optional=COLUMNS)
    for row, cells in read_rows(path, shape, path.name, []):
        if cells["comment"]:
            yield row, cells["comment"]
