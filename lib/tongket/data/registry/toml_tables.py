"""TOML files read and held against the shape of their tables; what does not hold becomes a finding at its line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import tomli

from tongket import limits
from tongket.data.findings import Finding, too_many
from tongket.data.letters import flaws
from tongket.data.registry.links import nearest
from tongket.data.registry.shapes import UNKNOWN_KEY, Entry, WrongTable, expected_by, in_shape
from tongket.data.text_file import BOM, lines
from tongket.model import LANGS, Text
from tongket.project import page_languages
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang

SAVE = Phrase("Save it as UTF-8 without a byte-order mark.")
MEND = Phrase("Mend this entry.")
RESTORE = Phrase("Mend or restore the file.")
_HEADER = re.compile(r"\s*\[+\s*([^\]]*?)\s*\]+\s*(?:#.*)?")
_KEY = re.compile(r'\s*"?([^"=]*?)"?\s*=')
# What the parser says of a name that comes a second time.
_TWICE = re.compile("Cannot (declare|overwrite)")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass
class TomlFile:
    """One TOML file: what it says, where its tables begin, and what was found in it.

    Args:
        name: the file, relative to the data folder.
        findings: where to note what does not hold.
        document: what it says; empty where it cannot be read.
        texts: its lines.
        languages: those in which its texts must be: a text in the other may be left out.
        shared: what the file that comes with tongket says, over which this one is laid.
        own: what this one says itself.
        unknown: what to do with a table or a key that no file of this kind has.
    """

    name: str
    findings: list[Finding]
    document: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    languages: tuple[Lang, ...] = LANGS
    shared: dict[str, Any] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    unknown: Text | None = None
    _noted: int = field(default=0, init=False)

    def is_own(self, section: str, name: str) -> bool:
        """Whether this file itself says something in a table `[section.name]`."""
        return not self.shared or name in self.own.get(section, ())

    def note(
        self, code: str, expected: Text, remedy: Text, *, row: int = 0, key: str = "", value: str = ""
    ) -> None:  # fmt: skip
        """Note a finding in this file; after as many as anybody reads one that says so, and no more."""
        self._noted += 1
        if self._noted <= limits.FINDINGS:
            self.findings.append(Finding(self.name, row, key, value, expected, remedy, code))
        elif self._noted == limits.FINDINGS + 1:
            self.findings.append(too_many(self.name, row))

    def tables(self, section: str, shape: type[Entry]) -> Iterator[tuple[str, Entry]]:
        """The tables `[section.name]` in their shape, each with its name."""
        for name, table in self._of_kind(section, dict).items():
            entry = self._in_shape(shape, table, section, name)
            if entry is not None:
                yield name, entry

    def table(self, section: str, shape: type[Entry]) -> Entry | None:
        """The table `[section]` in its shape; None where there is none, or, with findings, where it has another."""
        if section not in self.document:
            return None
        return self._in_shape(shape, self.document[section], section)

    def sound(self, section: str, shape: type[Entry]) -> Entry:
        """The keys of the table `[section]` that hold in themselves, so that all others are looked at too.

        Args:
            section: the table; none says what an empty one does.
            shape: its shape, in which no key is required.
        """
        before = len(self.findings)
        entry = self.table(section, shape)
        if entry is not None:
            return entry
        table = self.document.get(section)
        wrong = {finding.column.partition(".")[2] for finding in self.findings[before:]}
        table = table if isinstance(table, dict) else {}
        return in_shape(shape, {key: table[key] for key in table if key not in wrong})

    def listed(self, section: str, shape: type[Entry]) -> Iterator[tuple[int, Entry]]:
        """The tables `[[section]]` in their shape, in their order, each with its number from 1."""
        for number, table in enumerate(self._of_kind(section, list), start=1):
            entry = self._in_shape(shape, table, section, number)
            if entry is not None:
                yield number, entry

    def unknown_sections(self, sections: Iterable[str]) -> None:
        """Note each table that no file of this kind has."""
        names = ", ".join(sections)
        for section in sorted(self.document.keys() - set(sections)):
            mend = self.unknown or Phrase("Mend the name of the table.")
            remedy = nearest(section, (*sections,), mend)
            row = self.row_of(section)
            self.note(
                "unknown-table", Text(names, names), remedy, row=row, key=section, value=section
            )

    def in_both(self, section: str, name: str, key: str, entry: object) -> None:
        """Note a text that is written in one language only: pages of the other would leave it out."""
        texts = {f"{key}_{lang}": getattr(entry, f"{key}_{lang}") for lang in LANGS}
        said, empty = sorted(texts, key=lambda column: not texts[column])
        if texts[said] and not texts[empty]:
            expected = Phrase("a text in both languages, as in {column}", column=said)
            row = self.row_of(section, name, said)
            column = ".".join(filter(None, (section, name, empty)))
            self.note("one-language", expected, Phrase("Add the key."), row=row, key=column)

    def _of_kind(self, section: str, kind: type[Any]) -> Any:
        """A section as a table of tables or a list of tables; empty, with a finding, where it is something else."""
        found = self.document.get(section, kind())
        if isinstance(found, kind):
            return found
        form = f"[{section}.…]" if kind is dict else f"[[{section}]]"
        expected = Phrase("tables {form}", form=form)
        value = _shown(found)
        self.note("wrong-entry", expected, MEND, row=self.row_of(section), key=section, value=value)
        return kind()

    def _in_shape(
        self, shape: type[Entry], table: object, section: str, name: str | int = ""
    ) -> Entry | None:
        """A table in its shape; None, with a finding for each key, where it has another."""
        try:
            return in_shape(shape, in_each_language(table, shape.__annotations__, self.languages))
        except WrongTable as error:
            wrong = error.details
        at = f"{section}[{name}]" if isinstance(name, int) else f"{section}.{name}".rstrip(".")
        for key, detail in wrong.items():
            if self._noted > limits.FINDINGS:
                break
            column = f"{at}.{key}" if key else at
            # Of a key that there is not, the key is what is wrong; of one that is not there nothing is.
            known = {"missing": "", UNKNOWN_KEY: key}.get(detail["type"])
            value = _shown(detail["input"]) if known is None else known
            expected = expected_by(shape, key, detail)
            row = self.row_of(section, name, key)
            remedy: Text = MEND
            if detail["type"] == UNKNOWN_KEY:
                remedy = nearest(key, shape.__annotations__, self.unknown or MEND)
            self.note("wrong-entry", expected, remedy, row=row, key=column, value=value)
        return None

    def row_of(self, section: str, name: str | int = "", key: str = "") -> int:
        """The line of a table, or of one of its keys; 0 where it is not found, as with tables in one line."""
        parts = (section,) if isinstance(name, int) or not name else (section, name)
        inner = (at for header, at in self._headers.items() if header[:1] == parts)
        found = self._headers.get(parts) or next(inner, ())
        at = name - 1 if isinstance(name, int) else 0
        start = found[at] if at < len(found) else 0
        of_key = self._keys.get((start, key), 0) if start else 0
        return of_key or start or self._keys.get((0, section), 0)

    @cached_property
    def _headers(self) -> dict[tuple[str, ...], list[int]]:
        """The lines of the headers of tables, by the parts of their names."""
        found: dict[tuple[str, ...], list[int]] = {}
        for row, text in enumerate(self.texts, start=1):
            if match := _HEADER.fullmatch(text):
                parts = tuple(a or b for a, b in re.findall(r'"([^"]*)"|([^".\s]+)', match[1]))
                found.setdefault(parts, []).append(row)
        return found

    @cached_property
    def _keys(self) -> dict[tuple[int, str], int]:
        """The lines of keys, each by the line of its table's header, 0 above the first, and its name."""
        starts = {row for rows in self._headers.values() for row in rows}
        found: dict[tuple[int, str], int] = {}
        start = 0
        for row, text in enumerate(self.texts, start=1):
            if row in starts:
                start = row
            elif match := _KEY.match(text):
                found.setdefault((start, match[1]), row)
        return found


def in_each_language(table: Any, columns: Iterable[str], languages: tuple[Lang, ...]) -> Any:
    """A table whose texts in a language without pages are, where they are left out, those of the other.

    >>> in_each_language({"name_vi": "Cả nước"}, ("name_vi", "name_en"), ("vi",))
    {'name_vi': 'Cả nước', 'name_en': 'Cả nước'}
    """
    if len(languages) == len(LANGS) or not isinstance(table, dict):
        return table
    (said,) = languages
    filled = dict(table)
    for column in columns:
        name, _, lang = column.rpartition("_")
        # The title of a source is in a language of its own.
        text = table.get(f"{name}_{said}", table.get(name))
        if lang in LANGS and lang != said and text and not table.get(column):
            filled[column] = text
    return filled


def read_over(folder: Path, name: str, shared: Path | None, findings: list[Finding]) -> TomlFile:
    """A registry of a data folder, its tables laid over those that come with tongket key by key; its lists are its own.

    Args:
        folder: the data folder.
        name: the file in it; where there is a shared one, it need not be there.
        shared: the folder of the registries that come with tongket; None where the folder has all of its own.
        findings: where to note what does not hold.
    """
    path = folder / name
    file = read_toml(path, name, findings, may_be_empty=shared is not None)
    file.languages = page_languages(folder.parent)
    if shared is not None and os.path.lexists(shared / name):
        file.shared, file.own = read_toml(shared / name, name, findings).document, file.document
        tables = {key: table for key, table in file.shared.items() if isinstance(table, dict)}
        file.document = _over(tables, file.own)
    return file


def _over(below: Any, own: Any) -> Any:
    """A table over the one of the same name, key by key; whatever else is written takes the place of what is below."""
    if isinstance(below, dict) and isinstance(own, dict):
        return {**below, **{key: _over(below.get(key), value) for key, value in own.items()}}
    return own


def read_toml(
    path: Path, name: str, findings: list[Finding], *, may_be_empty: bool = False
) -> TomlFile:
    """A TOML file; empty, with a finding, where it cannot be read.

    Args:
        path: the file.
        name: its name in findings.
        findings: where to note what does not hold.
        may_be_empty: it may say nothing, and need not be there.
    """
    file = TomlFile(name, findings)
    if may_be_empty and not os.path.lexists(path):
        return file
    if not os.path.lexists(path):
        expected, remedy = Phrase("this file"), Phrase("Restore the file.")
        file.note("unreadable-registry", expected, remedy)
        return file
    before = len(findings)
    read = [text for _, text in lines(path, name, findings, limits.REGISTRY_BYTES, SAVE)]
    if len(findings) > before:
        return file
    if read and read[0].startswith(BOM):
        expected = Phrase("no byte-order mark at the start")
        file.note("byte-order-mark", expected, SAVE, row=1, value="BOM")
        read[0] = read[0].removeprefix(BOM)
    file.texts = [text.removesuffix("\r") for text in read]
    for row, text in enumerate(file.texts, start=1):
        # A TAB before a key is good TOML.
        for flaw in flaws(text.replace("\t", " ")):
            file.note(flaw.code, flaw.expected, flaw.remedy, row=row, value=flaw.value)
    if len(findings) == before:
        file.document = _parsed(file, may_be_empty=may_be_empty)
    return file


def _parsed(file: TomlFile, *, may_be_empty: bool) -> dict[str, Any]:
    """What a TOML file says; empty, with a finding, where it says nothing or is no TOML."""
    try:
        document = _document("\n".join(file.texts))
    except RecursionError:
        file.note("unreadable-registry", _shallow(), RESTORE, value="[[[…")
        return {}
    except ValueError as error:
        _note_no_toml(file, str(error))
        return {}
    if _depth(document) > limits.DEPTH:
        file.note("unreadable-registry", _shallow(), RESTORE, value="{{{…")
        return {}
    if not document and not may_be_empty:
        file.note("empty-registry", Phrase("at least one table"), RESTORE)
    return document


@lru_cache(maxsize=16)
def _document(text: str) -> dict[str, Any]:
    """What a text of TOML says, parsed once: a session reads the same registry again and again. Nobody changes it."""
    return tomli.loads(text)


def _note_no_toml(file: TomlFile, refusal: str) -> None:
    """Note where the parser stopped, by what it says."""
    at = _AT_LINE.search(refusal)
    row = int(at[1]) if at else len(file.texts)
    value = file.texts[row - 1] if 0 < row <= len(file.texts) else ""
    first = _first_of(value, row, file.texts) if _TWICE.search(refusal) else 0
    expected, remedy = Phrase("valid TOML"), RESTORE
    if first:
        expected = Phrase("each table and key once (also in row {number})", number=first)
        remedy = Phrase("Delete one of the two.")
    file.note("unreadable-registry", expected, remedy, row=row, value=value)


def _first_of(line: str, row: int, texts: list[str]) -> int:
    """The last row before another that names the same table or key; 0 where there is none."""
    name = line.partition("=")[0].strip()
    rows = range(row - 1, 0, -1)
    return next((r for r in rows if texts[r - 1].partition("=")[0].strip() == name), 0)


def _shallow() -> Text:
    return Phrase("at most {number} tables or lists within each other", number=limits.DEPTH)


def _depth(value: object) -> int:
    """How many tables and lists are within each other; counting stops beyond what is allowed."""
    level, depth = [value], 0
    while depth <= limits.DEPTH:
        inner = [v for v in level if isinstance(v, (dict, list))]
        if not inner:
            break
        level = [w for v in inner for w in (v.values() if isinstance(v, dict) else v)]
        depth += 1
    return depth


def _shown(value: object) -> str:
    return value if isinstance(value, str) else str(value)[: limits.FIGURE]
