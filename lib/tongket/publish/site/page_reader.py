"""Reads a published page back: an extract of what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tongket.publish.html.allowed import VOID
from tongket.publish.site.page_data import Cell, Conflict, Extract, Listed, Sentence, Table, Value

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = "src-"


def extract(page: str) -> Extract:
    """Read a page.

    >>> found = extract('<p class="tk-claim"><data value="420"><a href="#src-ip">420</a></data> granted.</p>')
    >>> found.sentences
    [Sentence(text='420 granted.', values=(Value(value='420', text='420', anchor='src-ip'),))]
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


@dataclass
class _Open:
    """An element that is being read, with what was found in it so far."""

    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    anchor: str = ""
    disputed: bool = False
    severity: str = ""
    sentence: str = ""

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Extract()
        self._open: list[_Open] = []
        self._term = ""
        self._table: Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_data(" ")
            return
        element = _Open(tag, {name: value or "" for name, value in attrs})
        href = element.attributes.get("href", "")
        if href.startswith(f"#{SOURCE}"):
            for outer in self._open:
                if outer.tag == "data":
                    outer.anchor = href[1:]
        if "tk-disputed" in element.classes:
            for outer in self._open:
                outer.disputed = True
        if "tk-exhibit" in element.classes:
            self._table = Table(element.attributes.get("id", ""))
        self._open.append(element)

    def handle_data(self, data: str) -> None:
        if any("tk-disputed" in element.classes for element in self._open):
            return
        for element in self._open:
            element.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            element = self._open.pop()
            self._take(element)
            if element.tag == tag:
                return

    def _take(self, element: _Open) -> None:
        by_tag: dict[str, Callable[[_Open], None]] = {
            "data": self._value, "th": self._cell, "td": self._cell, "tr": self._row,
            "dt": self._head, "dd": self._body,
        }  # fmt: skip
        by_class: dict[str, Callable[[_Open], None]] = {
            "tk-claim": self._sentence, "tk-severity": self._severity, "tk-conflict": self._conflict,
            "tk-exhibit": self._exhibit, "tk-title": self._around, "tk-unit": self._around,
            "tk-note": self._around, "tk-source": self._around,
        }  # fmt: skip
        if element.tag in by_tag:
            by_tag[element.tag](element)
        for name in element.classes:
            if name in by_class:
                by_class[name](element)

    def _value(self, element: _Open) -> None:
        value = Value(element.attributes.get("value", ""), element.words, element.anchor)
        for outer in self._open:
            outer.values.append(value)

    def _sentence(self, element: _Open) -> None:
        self.found.sentences.append(Sentence(element.words, tuple(element.values)))
        for outer in self._open:
            outer.sentence = outer.sentence or element.words

    def _severity(self, element: _Open) -> None:
        for outer in self._open:
            outer.severity = element.words

    def _conflict(self, element: _Open) -> None:
        anchor = element.attributes.get("id", "")
        self.found.conflicts.append(Conflict(anchor, element.severity, element.sentence))

    def _cell(self, element: _Open) -> None:
        single = element.values[0].value if len(element.values) == 1 else ""
        cell = Cell(element.words, single, element.disputed)
        for outer in self._open:
            if outer.tag == "tr":
                outer.cells.append(cell)

    def _row(self, element: _Open) -> None:
        if self._table is not None:
            self._table.rows.append(element.cells)
        anchor = element.attributes.get("id", "")
        if anchor.startswith(SOURCE) and len(element.cells) > 1:
            name, value, *rest = element.cells
            origin, allowed = ([cell.text for cell in rest] + ["", ""])[:2]
            key = element.attributes.get("data-observation", "")
            self.found.figures.append(
                Listed(anchor, name.text, value.text, value.value, key, origin, allowed)
            )

    def _exhibit(self, _: _Open) -> None:
        if self._table is not None and len(self._table.rows) > 1:
            self.found.tables.append(self._table)
        self._table = None

    def _around(self, element: _Open) -> None:
        table = self._table
        if table is None:
            return
        if "tk-title" in element.classes:
            table.title = element.words
        elif "tk-unit" in element.classes:
            table.unit = element.words
        elif "tk-source" in element.classes:
            table.source = element.words
        else:
            table.notes.append(element.words)

    def _head(self, element: _Open) -> None:
        self._term = element.words

    def _body(self, element: _Open) -> None:
        if any("tk-definitions" in outer.classes for outer in self._open):
            self.found.definitions[self._term] = element.words
