"""The sources of `sources.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.registry.entries import SourceEntry
from tongket.data.registry.shapes import PATTERNS
from tongket.data.registry.toml_tables import MEND, TomlFile, read_toml
from tongket.model import Source, Text, TimePeriod
from tongket.numerals import is_language
from tongket.project import page_languages
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding

SOURCES = "sources.toml"


def read_sources(
    data_dir: Path, findings: list[Finding], *, may_be_empty: bool
) -> dict[str, Source]:
    """The sources of a data folder by their ids; what does not hold goes to the findings."""
    file = read_toml(data_dir / SOURCES, SOURCES, findings, may_be_empty=may_be_empty)
    file.languages = page_languages(data_dir.parent)
    file.unknown_sections(("sources",))
    found = ((name, _source(file, name, e)) for name, e in file.tables("sources", SourceEntry))
    return {name: source for name, source in found if source is not None}


def _source(file: TomlFile, name: str, e: SourceEntry) -> Source | None:
    if not is_language(e.language):
        key, row = f"sources.{name}.language", file.row_of("sources", name, "language")
        file.note("wrong-entry", PATTERNS["language"], MEND, row=row, key=key, value=e.language)
    for text in ("note", "reason"):
        file.in_both("sources", name, text, e)
    revises = (e.revises,) if isinstance(e.revises, str) else tuple(e.revises)
    if (reason := e.reason_vi or e.reason_en) and not revises:
        text = "reason_vi" if e.reason_vi else "reason_en"
        key, row = f"sources.{name}.{text}", file.row_of("sources", name, text)
        expected = Phrase("the source that was revised beside the reason")
        remedy = Phrase("Add the key revises, or delete the reason.")
        file.note("reason-of-nothing", expected, remedy, row=row, key=key, value=reason)
    try:
        published = TimePeriod.parse(e.published)
    except ValueError:
        key, row = f"sources.{name}.published", file.row_of("sources", name, "published")
        file.note("wrong-entry", PATTERNS["published"], MEND, row=row, key=key, value=e.published)
        return None
    note = Text(e.note_vi, e.note_en)
    return Source(
        name, e.title, e.title_en, Text(e.publisher, e.publisher_en or e.publisher), e.url, published,
        e.language, e.notation, e.kind, note, revises, Text(e.reason_vi, e.reason_en),
    )  # fmt: skip
