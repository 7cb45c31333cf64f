"""What the pages of a review say, read from the pages themselves: sentences with their values, and figures.

Read from what is published, an extract cannot differ from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tongket.publish.vocabulary import VOID

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = "src-"


@dataclass(frozen=True)
class Value:
    """A number in a sentence: for machines, as shown, and the id of its row in Sources and calculations."""

    value: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Sentence:
    """A claim of a page with the values in it."""

    text: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Listed:
    """A figure in the Sources and calculations of a page.

    Args:
        anchor: the id of its row.
        stated: whether a source states it; else it was computed.
    """

    anchor: str
    name: str
    value: str
    stated: bool


@dataclass
class Extract:
    """What one page says.

    Args:
        sentences: its claims, in their order.
        figures: the figures that it accounts for.
        definitions: what each indicator on it means, by name.
    """

    sentences: list[Sentence] = field(default_factory=list)
    figures: list[Listed] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)


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
    """An element that is being read."""

    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    anchor: str = ""
    cells: list[str] = field(default_factory=list)
    stated: bool = False

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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        element = _Open(tag, {name: value or "" for name, value in attrs})
        href = element.attributes.get("href", "")
        if href.startswith(f"#{SOURCE}"):
            for outer in self._open:
                if outer.tag == "data":
                    outer.anchor = href[1:]
        if href.startswith("#source-"):
            for outer in self._open:
                outer.stated = True
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
        if element.tag == "data":
            value = Value(element.attributes.get("value", ""), element.words, element.anchor)
            for outer in self._open:
                outer.values.append(value)
        if "tk-claim" in element.classes:
            self.found.sentences.append(Sentence(element.words, tuple(element.values)))
        take: dict[str, Callable[[_Open], None]] = {
            "th": self._cell, "td": self._cell, "tr": self._row, "dt": self._head, "dd": self._body,
        }  # fmt: skip
        if element.tag in take:
            take[element.tag](element)

    def _cell(self, element: _Open) -> None:
        for outer in self._open:
            if outer.tag == "tr":
                outer.cells.append(element.words)

    def _row(self, element: _Open) -> None:
        anchor = element.attributes.get("id", "")
        if anchor.startswith(SOURCE) and len(element.cells) > 1:
            name, value = element.cells[:2]
            self.found.figures.append(Listed(anchor, name, value, element.stated))

    def _head(self, element: _Open) -> None:
        self._term = element.words

    def _body(self, element: _Open) -> None:
        if any("tk-definitions" in outer.classes for outer in self._open):
            self.found.definitions[self._term] = element.words
