"""The review's notebooks in a project: brought to this version of tongket where they were not changed there."""

from __future__ import annotations

import hashlib
import json
import textwrap
from contextlib import suppress
from difflib import unified_diff
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import tomli

from tongket.catalogues.code_comments import WIDTH
from tongket.errors import UsageError
from tongket.files import write
from tongket.new_project.own_language import (
    NOTEBOOKS,
    catalogue_into,
    in_language,
    shipped_notebooks,
)
from tongket.translations import Phrase, catalogue_file, message, near_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tongket.model import Lang
    from tongket.new_project.choice import Choice, ProjectChanges

# What each file of the notebooks was when it was written here, so that one's own changes are known.
WRITTEN = ".written.json"
# Where one's own is kept that gave way to the new version.
REPLACED = ".replaced"
PAGES_FILE = "review.toml"
TAG = "parameters"


def bring_notebooks(
    folder: Path, choice: Choice, changes: ProjectChanges, take: Collection[str] = ()
) -> None:
    """Write the notebooks that a project lacks, and bring those that were not changed there to this version.

    Args:
        folder: of the project.
        choice: what the project is about.
        changes: what was done is added to it.
        take: changed files that are to give way to those of this version.

    Raises:
        UsageError: one of those to give way is none that was changed here; nothing was written then.
    """
    record = folder / NOTEBOOKS / WRITTEN
    before, shipped = _record(record), dict(_shipped_notebooks(choice))
    held = {place: _held(folder / NOTEBOOKS / place) for place in shipped}
    own = {place: _hash(place, content) for place, content in held.items() if content is not None}
    new = {place: _hash(place, text.encode()) for place, text in shipped.items()}
    changed = [p for p in own if own[p] not in {new[p], before.get(p)}]
    giving_way = [_changed_one(name, changed) for name in take]
    for place, text in shipped.items():
        shown, content = f"{NOTEBOOKS}/{place}", held[place]
        if own.get(place) == new[place] or (
            content is None and place in before and not _is_needed(folder, place)
        ):
            # The same, or deleted by those whose project it is.
            continue
        if place in changed and place not in giving_way:
            # It stays, and stays known as changed.
            new[place] = before.get(place, "")
            changes.kept.append(shown)
            changes.differences[shown] = _difference(shown, content or b"", text)
            continue
        if place in giving_way:
            changes.replaced[shown] = _keep_aside(folder, place, content or b"")
        write(folder / NOTEBOOKS / place, text)
        (changes.added if content is None else changes.updated).append(shown)
    write(record, json.dumps(new, indent=1, sort_keys=True) + "\n")


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _changed_one(name: str, changed: Collection[str]) -> str:
    """The changed file that somebody names, with or without folder and ending."""
    called = {each: place for place in changed for each in _names(place)}
    if name in called:
        return called[name]
    known = [f"{NOTEBOOKS}/{place}" for place in changed]
    otherwise = Phrase("Changed here: {names}.", names=", ".join(known) or "-")
    words = Phrase(
        "--take: expected a file of the notebooks that was changed here, got {name}. {hint}",
        name=repr(name), hint=near_names(name, known, otherwise),
    )  # fmt: skip
    raise UsageError(words)


def _names(place: str) -> set[str]:
    path = PurePosixPath(place)
    return {f"{NOTEBOOKS}/{place}", place, path.name, path.stem}


def _keep_aside(folder: Path, place: str, content: bytes) -> str:
    """Keep one's own under a name of its content, so that no second one takes its place; where it is."""
    path = PurePosixPath(place)
    name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"
    write(folder / NOTEBOOKS / REPLACED / name, content)
    return f"{NOTEBOOKS}/{REPLACED}/{name}"


def _is_needed(folder: Path, place: str) -> bool:
    """Whether no run can be without a file of the notebooks: the list of pages, and the notebook of a page on it."""
    if place == PAGES_FILE:
        return True
    # A list that cannot be read needs none; `check` says what is wrong with it.
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        pages = tomli.loads((folder / NOTEBOOKS / PAGES_FILE).read_text(encoding="utf-8"))["pages"]  # fmt: skip
        return place in [f"{page['name']}.ipynb" for page in pages if not page.get("off")]
    return False


def _record(path: Path) -> dict[str, str]:
    """What was written before; empty where that cannot be known, so that every notebook that differs is kept."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _shipped_notebooks(choice: Choice) -> Iterator[tuple[str, str]]:
    """The files of the review's notebooks that come with tongket, in the project's language, with its parameters.

    The catalogue is there where the project has pages in the other language too.
    """
    source = shipped_notebooks()
    yield PAGES_FILE, _pages_file((source / PAGES_FILE).read_text(encoding="utf-8"), choice.lang)
    for path in sorted(source.glob("*.ipynb")):
        yield path.name, for_project(path.read_text(encoding="utf-8"), choice)
    for lang in choice.languages[1:]:
        yield catalogue_file(source, lang).relative_to(source).as_posix(), catalogue_into(lang)


def _pages_file(text: str, lang: Lang) -> str:
    """The list of pages with the comment at its beginning in the project's language."""
    comment, _, rest = text.partition("\n\n")
    words = Phrase(" ".join(line.removeprefix("# ") for line in comment.splitlines())).in_(lang)
    return "\n".join(f"# {line}" for line in textwrap.wrap(words, WIDTH)) + f"\n\n{rest}"


# What the shipped list begins with, for the catalogue.
message(
    "The pages of a review in their order; README.md describes the keys. A page is made where one of what it needs is "
    "on record: a domain of indicators, a kind of events, `ahead` (figures of later years), `audit` (figures that it "
    "relates), `development` (amounts that compare with the year before), `figures` (any of the place and year), "
    "`members` (figures of the areas that make up the place, or report to it)."
)


def for_project(notebook: str, choice: Choice) -> str:
    """A notebook in the project's language, whose parameters are the project's when it is opened in JupyterLab."""
    content = in_language(json.loads(notebook), choice.lang)
    values = {"period": choice.period.code, "area": choice.area, "lang": choice.lang}
    for cell in content["cells"]:
        if TAG in cell["metadata"].get("tags", ()):
            cell["source"] = [_assigned(line, values) for line in cell["source"]]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _assigned(line: str, values: dict[str, str]) -> str:
    name, equals, rest = line.partition(" = ")
    value = values.get(name.partition(":")[0])
    if not equals or value is None:
        return line
    comment = rest.partition("  #")
    return f"{name} = {json.dumps(value)}{comment[1]}{comment[2]}"


def _hash(place: str, content: bytes) -> str:
    """The hash of what people write in a file: of a notebook its cells, without what JupyterLab adds to them."""
    # What is no text, or no notebook, is one's own as it is.
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        text = content.decode("utf-8-sig")
        content = "\n".join(text.splitlines()).encode()
        if place.endswith(".ipynb"):
            content = json.dumps([_written_in(cell) for cell in json.loads(text)["cells"]]).encode()
    return hashlib.sha256(content).hexdigest()


def _written_in(cell: dict[str, Any]) -> tuple[str, str, list[str]]:
    return cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])


def _difference(shown: str, own: bytes, new: str) -> list[str]:
    """What this version would change in a file, as a unified diff of what people write in it."""
    lines = (_lines(shown, own), _lines(shown, new.encode()))
    return list(unified_diff(*lines, shown, f"{shown} (tongket)", n=1, lineterm=""))


def _lines(place: str, content: bytes) -> list[str]:
    text = content.decode("utf-8", errors="replace")
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        if place.endswith(".ipynb"):
            return [
                line
                for cell in json.loads(text)["cells"]
                for line in (f"# [{cell['cell_type']}: {cell.get('id', '')}]", *"".join(cell["source"]).splitlines())
            ]  # fmt: skip
    return text.splitlines()
