"""OpenDocument texts (ODT): what stands when the tracked changes are accepted, without what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.documents.archive import attribute, child, local
from tongket.documents.document import Piece
from tongket.documents.letters import ReadParagraph
from tongket.documents.tables import TableCell, TableRow, cell_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.documents.archive import Archive
    from tongket.documents.document import Kind

# Deleted text is kept here, and only pointed to where it stood; a note's own mark; remarks; lists of contents.
_SKIPPED = frozenset(
    ("tracked-changes", "note-citation", "annotation", "hidden-text", "hidden-paragraph", "ruby-text", "title", "desc",
     "table-of-content", "sequence-decls", "forms", "script", "event-listeners", "tracked-change")
)  # fmt: skip
_FURTHER = frozenset(("frame", "g", "custom-shape", "rect", "note"))
_RAISED = re.compile(r"super\b|[1-9]\d*%")
# A number of empty rows or columns fills a sheet to its end.
_REPEATED = 50


@dataclass(slots=True)
class _Look:
    """What a style says of its text; its parent says the rest."""

    base: str = ""
    is_hidden: bool | None = None
    is_struck: bool | None = None
    is_raised: bool | None = None
    font: str = ""


def pieces(archive: Archive) -> Iterator[Piece]:
    """What an OpenDocument text says, in order; a note follows the paragraph that it belongs to.

    Raises:
        DataError: a part of the file is damaged.
    """
    styles: dict[str, _Look] = {}
    for element in archive.elements("styles.xml", "styles", "automatic-styles"):
        _learn(element, styles)
    reader = _Reader(styles)
    for element in archive.elements("content.xml", "automatic-styles", "text"):
        if local(element) == "style":
            _learn(element, styles)
        elif local(element.getparent()) == "text":
            yield from reader.blocks([element])


def _learn(element: Any, styles: dict[str, _Look]) -> None:
    properties = child(element, "text-properties")
    look = _Look(attribute(element, "parent-style-name"))
    if properties is not None:
        line, place = (
            attribute(properties, "text-line-through-style"),
            attribute(properties, "text-position"),
        )
        hidden = attribute(properties, "display")
        look.is_struck = line != "none" if line else None
        look.is_raised = bool(_RAISED.match(place)) if place else None
        look.is_hidden = hidden == "none" if hidden else None
        look.font = attribute(properties, "font-name") or attribute(properties, "font-family")
    styles[attribute(element, "name")] = look


class _Reader:
    def __init__(self, styles: dict[str, _Look]) -> None:
        self._styles = styles

    def blocks(self, elements: Iterable[Any]) -> Iterator[Piece]:
        """The pieces of elements of a text, a cell or a box."""
        for element in elements:
            name = local(element)
            if name in {"p", "h"}:
                yield from self._paragraph(element, name)
            elif name == "table":
                yield from pieces_of(list(self._rows(element, is_head=False)))
            elif name not in _SKIPPED and attribute(element, "display") != "none":
                yield from self.blocks(element)

    def _paragraph(self, element: Any, name: str) -> Iterator[Piece]:
        words = ReadParagraph()
        style = attribute(element, "style-name")
        self._walk(element, words, (style,))
        kind: Kind = "caption" if self._is_caption(style) else "paragraph"
        kind = "heading" if name == "h" else kind
        runs = words.runs
        yield Piece(runs.text, kind, doubled=runs.doubled, old_font=runs.old_font)
        yield from words.further

    def _is_caption(self, style: str) -> bool:
        looks = self._styles.get(style)
        return style == "Caption" or (looks is not None and looks.base == "Caption")

    def _walk(self, element: Any, words: ReadParagraph, styles: tuple[str, ...]) -> None:
        self._add(element.text, words, styles)
        for each in element:
            name = local(each)
            if name in {"s", "tab", "line-break"}:
                self._add("\n" if name == "line-break" else " ", words, styles)
            elif name in _FURTHER:
                words.further += self._apart(each, name)
            elif name == "span":
                self._walk(each, words, (attribute(each, "style-name"), *styles))
            elif name not in _SKIPPED and name:
                self._walk(each, words, styles)
            self._add(each.tail, words, styles)

    def _apart(self, element: Any, name: str) -> Iterator[Piece]:
        for piece in self.blocks(element):
            if name == "note" and piece.kind == "paragraph":
                piece.kind = "note"
            yield piece

    def _add(self, text: str | None, words: ReadParagraph, styles: tuple[str, ...]) -> None:
        if not text:
            return
        looks = [look for style in styles for look in self._with_parents(style)]
        if next((look.is_hidden for look in looks if look.is_hidden is not None), False):
            return
        words.runs.add(
            text,
            is_raised=next((look.is_raised for look in looks if look.is_raised is not None), False),
            is_struck=next((look.is_struck for look in looks if look.is_struck is not None), False),
            font=next((look.font for look in looks if look.font), ""),
        )

    def _with_parents(self, style: str) -> Iterator[_Look]:
        for _ in range(10):
            look = self._styles.get(style)
            if look is None:
                return
            yield look
            style = look.base

    def _rows(self, table: Any, *, is_head: bool) -> Iterator[TableRow]:
        for each in table:
            name = local(each)
            if name == "table-row":
                row = TableRow([], is_head)
                row.cells = list(self._cells(each, row))
                yield row
            elif name in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(each, is_head=is_head or name == "table-header-rows")

    def _cells(self, line: Any, row: TableRow) -> Iterator[TableCell]:
        covered = 0
        for each in line:
            name, times = local(each), _count(each, "number-columns-repeated")
            if name == "covered-table-cell":
                # A wide cell counts for those that it covers; one from above stands in this row.
                beside, covered = min(times, covered), max(covered - times, 0)
                for _ in range(min(times - beside, _REPEATED)):
                    yield TableCell("", is_covered=True)
            elif name == "table-cell":
                columns = _count(each, "number-columns-spanned")
                covered = columns - 1
                cell = cell_of(self.blocks(each), row, columns)
                yield from [cell] * min(times, _REPEATED)


def _count(element: Any, name: str) -> int:
    said = attribute(element, name)
    return max(int(said), 1) if said.isdecimal() and len(said) < 9 else 1
