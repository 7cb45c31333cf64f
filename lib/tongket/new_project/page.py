"""A page of one's own: a notebook that shows the figures of a domain already, and its entry in `review.toml`."""

from __future__ import annotations

import json
from io import StringIO
from token import NAME
from tokenize import generate_tokens
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.data.findings import Finding
from tongket.data.letters import flaws
from tongket.data.registry.toml_text import with_listed
from tongket.data.text_file import as_it_is
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import LANGS
from tongket.new_project import PAGES_FILE, for_project
from tongket.new_project.own_language import shipped_notebooks
from tongket.translations import LazyText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.data.registry.toml_text import Value
    from tongket.model import Text
    from tongket.new_project import Choice

# Run once for each domain; its parameter is the domain.
MODEL, PARAMETER = "domain.ipynb", "domain"


class NewPage(NamedTuple):
    """A page that is to be written.

    Args:
        name: of its notebook, without `.ipynb`.
        domain: the domain whose figures it shows.
        title: what readers call it.
    """

    name: str
    domain: str
    title: Text


def write_page(folder: Path, page: NewPage, choice: Choice) -> Path:
    """Write the notebook of a page, and its entry below the last of the list of pages.

    It is written in the project's language, with the translations that `domain.ipynb` has.

    Args:
        folder: the folder of the notebooks.
        page: the page.
        choice: place, year and languages of the project.
    """
    model = (shipped_notebooks() / MODEL).read_text(encoding="utf-8")
    notebook = _of_domain(json.loads(for_project(model, choice)), page.domain)
    return put(folder, page.name, page.title, [page.domain], notebook)


def put(
    folder: Path, name: str, title: Text, needs: Sequence[str], notebook: dict[str, Any]
) -> Path:
    """Write a notebook and its entry below the last of the list of pages.

    Args:
        folder: the folder of the notebooks.
        name: of the page.
        title: what readers call it; empty in a language in which it has none.
        needs: of these something must be on record; empty where the page is always made.
        notebook: its JSON document.

    Raises:
        UsageError: a title has characters with which the list could not be read again; nothing is written.
    """
    _refuse_letters(title)
    path, listed = folder / f"{name}.ipynb", folder / PAGES_FILE
    write(path, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    keys: dict[str, Value] = {
        "name": name, "title_vi": title.vi, "title_en": title.en, "needs": [*needs],
    }  # fmt: skip
    said = {key: value for key, value in keys.items() if value}
    write(listed, with_listed(as_it_is(listed), "pages", said)[0])
    return path


def _refuse_letters(title: Text) -> None:
    found = [
        Finding(PAGES_FILE, 0, f"title_{lang}", flaw.value, flaw.expected, flaw.remedy, flaw.code)
        for lang in LANGS
        for flaw in flaws(title.in_(lang))
    ]
    if found:
        raise UsageError(LazyText(lambda lang: "\n".join(each.line(lang) for each in found)))


def _of_domain(notebook: dict[str, Any], domain: str) -> dict[str, Any]:
    """The notebook with the domain written where it had the parameter."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            lines = [line for line in cell["source"] if not line.startswith(f"{PARAMETER}: ")]
            # The last line of a cell has no line end.
            cell["source"] = _in_place_of_the_name("".join(lines).rstrip("\n"), json.dumps(domain))
    return notebook


def _in_place_of_the_name(source: str, value: str) -> list[str]:
    """The lines of a cell with a value wherever its code names the parameter; words in strings stay."""
    lines = source.splitlines(keepends=True)
    for token in reversed(list(generate_tokens(StringIO(source).readline))):
        if token.type == NAME and token.string == PARAMETER:
            (row, start), (_, end) = token.start, token.end
            lines[row - 1] = lines[row - 1][:start] + value + lines[row - 1][end:]
    return lines
