"""The words of pages are held to docs/terms.md: what it says not to write stands in no catalogue, notebook, guide or data."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CATALOGUES = (
    "lib/tongket/locale/vi/LC_MESSAGES/tongket.po", "notebooks/locale/vi.po", "data/locale/vi.po",
)  # fmt: skip


class Said(NamedTuple):
    """A text that readers may meet."""

    where: str
    lang: str
    text: str


def forbidden() -> dict[str, list[str]]:
    """The words of the last two columns, by language."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (ROOT / "docs" / "terms.md").read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    return {
        lang: [word.strip() for row in rows[2:] for word in row[column].split(";") if word.strip()]
        for lang, column in (("vi", 2), ("en", 3))
    }


def texts() -> Iterator[Said]:
    """Everything that is written for readers: messages with their translations, guides, data, prose of notebooks."""
    for name in CATALOGUES:
        with (ROOT / name).open("rb") as file:
            for message in read_po(file):
                yield Said(name, "en", str(message.id))
                yield Said(name, "vi", str(message.string))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            yield Said(f"{path.name} {cell['id']}", "en", "".join(cell["source"]))
    yield from of_guides()
    for name in ("indicators", "rules", "sources", "../notebooks/review"):
        entries = tomllib.loads((ROOT / "data" / f"{name}.toml").read_text("utf-8"))
        yield from of_fields(name, entries)
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from of_fields(f"events {row['event']}", row)


def of_guides() -> Iterator[Said]:
    """The lines of what is written in Vietnamese for who works with it."""
    for path in [ROOT / "README.vi.md", *sorted((ROOT / "docs" / "vi").glob("*.md"))]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield Said(f"{path.relative_to(ROOT)}:{number}", "vi", line)


def of_fields(where: str, value: object, lang: str = "") -> Iterator[Said]:
    """The texts of fields that name their language at the end."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from of_fields(
                f"{where}.{key}", each, key[-2:] if key[-3:] in ("_vi", "_en") else ""
            )
    elif isinstance(value, list):
        for each in value:
            yield from of_fields(where, each, lang)
    elif isinstance(value, str) and lang:
        yield Said(where, lang, value)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_text_says_what_the_terms_replace(lang: str) -> None:
    words = forbidden()[lang]
    assert len(words) > 5
    found = [
        f"{said.where}: “{word}” in {said.text!r}"
        for said in texts()
        if said.lang == lang
        for word in words
        if word in (said.text.lower() if word.islower() else said.text)
    ]
    assert found == [], "\n".join(found)


def test_texts_of_every_kind_are_read() -> None:
    read = {(said.where.partition(".")[0].partition(" ")[0], said.lang) for said in texts()}
    assert {
        ("notebooks/locale/vi", "vi"),
        ("data/locale/vi", "en"),
        ("indicators", "vi"),
        ("events", "en"),
    } <= read
    assert any(where.startswith("04_intellectual_property") for where, _ in read)
