"""Web pages (HTML): what a browser shows of the text, without scripts, what is hidden and what was struck out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.documents.archive import local, xml_library
from tongket.documents.document import Piece
from tongket.documents.letters import Runs
from tongket.documents.plain import decoded
from tongket.documents.refusals import damaged
from tongket.documents.tables import TableCell, TableRow, cell_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.documents.document import Kind

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6]|article|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_UP = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]{0,40}line-through", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']{1,60})", re.IGNORECASE)
_SPACES = re.compile("[ \t\r\n\f]+")
_SKIPPED = frozenset(
    ("script", "style", "head", "template", "noscript", "nav", "svg", "iframe", "object", "select", "button",
     "textarea", "audio", "video", "canvas", "rt", "rp", "del")
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "caption": "caption",
    "figcaption": "caption",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "section", "article", "main", "aside", "td",
     "header", "footer", "figure", "address", "hr", "body", "form", "fieldset", "details", "summary", "center", *_KINDS)
)  # fmt: skip
_NOTES = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes"))


class _Look(NamedTuple):
    """How words look, and what the block is in which they stand."""

    kind: Kind = "paragraph"
    is_raised: bool = False
    is_struck: bool = False
    is_set: bool = False
    font: str = ""


def is_html(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a web page."""
    return _HTML.match(start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def pieces(raw: bytes, file: str) -> Iterator[Piece]:
    """What a web page says, in order.

    Raises:
        DataError: no encoding is known for it, or its elements stand within each other far deeper than on any page.
    """
    declared = _CHARSET.search(raw[:4096])
    text = decoded(raw, file, declared[1].decode("ascii") if declared else "")
    etree = xml_library()
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    deep = [error for error in parser.error_log if error.type_name == "ERR_RESOURCE_LIMIT"]
    if deep:
        raise damaged(file, deep[0].message)
    if root is not None:
        yield from _Flow().through(root)


class _Flow:
    """The words of one page or cell; a block ends where an element that makes one begins or ends."""

    def __init__(self) -> None:
        self._runs = Runs()

    def through(self, element: Any) -> Iterator[Piece]:
        """The pieces of an element."""
        yield from self._element(element, _Look())
        yield from self._end("paragraph")

    def _element(self, element: Any, around: _Look) -> Iterator[Piece]:
        name, style = local(element), element.get("style", "")
        is_hidden = element.get("hidden") is not None or _HIDDEN.search(style)
        if name in _SKIPPED or is_hidden or element.get("role") == "doc-backlink":
            return
        if name == "table":
            yield from self._end(around.kind)
            yield from _table(element)
            return
        look = _look(element, name, style, around)
        is_block = name in _BLOCKS
        if is_block:
            yield from self._end(around.kind)
        self._add("\n" if name == "br" else element.text, look, is_break=name == "br")
        for child in element:
            yield from self._element(child, look)
            self._add(child.tail, look)
        if is_block:
            yield from self._end(look.kind)

    def _add(self, text: str | None, look: _Look, *, is_break: bool = False) -> None:
        if text:
            words = text if is_break or look.is_set else _SPACES.sub(" ", text)
            self._runs.add(
                words, is_raised=look.is_raised, is_struck=look.is_struck, font=look.font
            )

    def _end(self, kind: Kind) -> Iterator[Piece]:
        runs, self._runs = self._runs, Runs()
        if runs.text.strip():
            yield Piece(runs.text, kind, doubled=runs.doubled, old_font=runs.old_font)


def _look(element: Any, name: str, style: str, around: _Look) -> _Look:
    font = _FONT.search(style)
    is_note = element.get("role") in _NOTES
    return _Look(
        _KINDS.get(name, "note" if is_note else around.kind),
        around.is_raised or name == "sup" or bool(_UP.search(style)),
        around.is_struck or name in {"s", "strike"} or bool(_STRUCK.search(style)),
        around.is_set or name == "pre",
        font[1].strip() if font else element.get("face", "") or around.font,
    )


def _table(table: Any) -> Iterator[Piece]:
    for each in table:
        if local(each) == "caption":
            yield from _Flow().through(each)
    yield from pieces_of(list(_rows(table, is_head=False)))


def _rows(table: Any, *, is_head: bool) -> Iterator[TableRow]:
    for each in table:
        if local(each) == "tr":
            cells = [cell for cell in each if local(cell) in {"td", "th"}]
            row = TableRow([], is_head or (bool(cells) and all(local(c) == "th" for c in cells)))
            row.cells = [_cell(cell, row) for cell in cells]
            yield row
        elif local(each) in {"thead", "tbody", "tfoot"}:
            yield from _rows(each, is_head=local(each) == "thead")


def _cell(element: Any, row: TableRow) -> TableCell:
    spans = (element.get(name, "1") for name in ("colspan", "rowspan"))
    columns, rows = (int(s) if s.isdecimal() and 0 < len(s) < 5 else 1 for s in spans)
    return cell_of(_Flow().through(element), row, columns, rows=rows)
