"""Word files (DOCX): what stands when the tracked changes are accepted, without what is hidden or computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.documents.archive import attribute, child, local
from tongket.documents.document import Piece
from tongket.documents.letters import ReadParagraph, Runs
from tongket.documents.tables import TableCell, TableRow, cell_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.documents.archive import Archive

_DOCUMENT, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
# Deleted, moved away, code of fields, properties, the mark of a note within the note itself, guides of pronunciation.
_SKIPPED = frozenset(
    ("del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sdtPr", "footnoteRef", "endnoteRef",
     "annotationRef", "tblPr", "tblGrid", "trPr", "tcPr", "rt", "lastRenderedPageBreak")
)  # fmt: skip
_LETTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Signs of the font Symbol that change what a number says.
_SYMBOLS = {"F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0B4": "×", "F025": "%"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_NUMBERS = frozenset(("decimal", "upperRoman", "upperLetter"))
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(slots=True)
class _Style:
    """What a style says of its paragraphs and runs; None where it says nothing."""

    name: str = ""
    base: str = ""
    level: int | None = None
    numbering: tuple[str, int] | None = None
    is_hidden: bool | None = None
    is_struck: bool | None = None
    is_raised: bool | None = None
    font: str = ""


def pieces(archive: Archive) -> Iterator[Piece]:
    """What a Word file says, in order; a note follows the paragraph that it belongs to.

    Raises:
        DataError: a part of the file is damaged.
    """
    yield from _Reader(archive).body()


class _Reader:
    """Reads one file: its styles, its notes, and how far its fields and numbers have come."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._styles = dict(map(_style, archive.elements(_STYLES, "styles")))
        self._levels = _levels(archive)
        self._counts: dict[str, list[int]] = {}
        # One entry for each field that is open: whether its result has begun.
        self._fields: list[bool] = []
        # The words of a paragraph whose end was deleted: they are the beginning of the next.
        self._held: Runs | None = None
        self._notes = {
            kind: self._read_notes(f"word/{kind}s.xml", kind) for kind in ("footnote", "endnote")
        }

    def body(self) -> Iterator[Piece]:
        """The pieces of the body."""
        for element in self._archive.elements(_DOCUMENT, "body"):
            yield from self._blocks([element])

    def _read_notes(self, part: str, kind: str) -> dict[str, list[Piece]]:
        found = {}
        for note in self._archive.elements(part, f"{kind}s"):
            # Separators between text and notes are notes too, of a type.
            if not attribute(note, "type"):
                texts = list(self._blocks(note))
                for piece in texts:
                    piece.kind = "note" if piece.kind == "paragraph" else piece.kind
                found[attribute(note, "id")] = texts
        return found

    def _blocks(self, elements: Iterable[Any]) -> Iterator[Piece]:
        for element in elements:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from pieces_of(list(self._rows(element)))
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(element))
            elif name not in _SKIPPED:
                yield from self._blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        properties = child(element, "pPr")
        style = self._named(properties, "pStyle")
        found = ReadParagraph(self._held or Runs())
        self._held = None
        self._walk(element, found, style)
        # The code of a field ends with its paragraph; one whose end was deleted would hide all that follows.
        self._fields = [has_result for has_result in self._fields if has_result]
        is_open = properties is not None and child(properties, "rPr", "del") is not None
        if is_open and not found.further:
            self._held = found.runs
        elif not style.name.startswith("toc "):
            yield self._piece(properties, style, found.runs)
            yield from found.further

    def _piece(self, properties: Any, style: _Style, runs: Runs) -> Piece:
        level = _number(properties, ("outlineLvl",), style.level)
        is_heading = level is not None and level < 9
        number = self._count(properties, style)
        piece = Piece(runs.text, number=number, doubled=runs.doubled, old_font=runs.old_font)
        if is_heading:
            piece.kind = "heading"
        elif style.name.endswith("caption"):
            piece.kind = "caption"
        return piece

    def _count(self, properties: Any, style: _Style) -> str:
        """The number that Word prints before a heading or an item; empty where it prints none, or a sign."""
        given = child(properties, "numPr") if properties is not None else None
        which, level = style.numbering or ("", 0)
        if given is not None:
            which = _value(given, "numId") or which
            level = _number(given, ("ilvl",), level) or 0
        kinds = self._levels.get(which, {})
        if level not in kinds or level > 8 or kinds[level][0] not in _NUMBERS:
            return ""
        counts = self._counts.setdefault(which, [0] * 9)
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        shown = (
            [level]
            if kinds[level][1].count("%") < 2
            else [n for n in range(level + 1) if n in kinds]
        )
        return ".".join(_in_letters(max(counts[n], 1), kinds[n][0]) for n in shown)

    def _walk(
        self, element: Any, found: ReadParagraph, style: _Style, *, is_raised: bool = False
    ) -> None:
        for each in element:
            name = local(each)
            if name == "r":
                self._run(each, found, style, is_raised=is_raised)
            elif name == "AlternateContent":
                for choice in _chosen(each):
                    self._walk(choice, found, style)
            elif name == "txbxContent":
                # A box of text in the middle of a field is no part of it.
                fields, self._fields = self._fields, []
                found.further += self._blocks(each)
                self._fields = fields
            elif name not in _SKIPPED:
                self._walk(each, found, style, is_raised=is_raised or name == "sup")

    def _run(self, run: Any, found: ReadParagraph, style: _Style, *, is_raised: bool) -> None:
        own = child(run, "rPr")
        named = self._named(own, "rStyle")
        says = _run_style(own) if own is not None else _Style()
        layers = (says, named, style)
        if _first(layers, "is_hidden"):
            return
        is_raised = is_raised or bool(_first(layers, "is_raised"))
        is_struck = bool(_first(layers, "is_struck"))
        font = next((layer.font for layer in layers if layer.font), "")
        for each in run:
            name = local(each)
            if name == "fldChar":
                self._field(attribute(each, "fldCharType"))
            elif name in {"footnoteReference", "endnoteReference"}:
                notes = self._notes[name.removesuffix("Reference")]
                found.further += notes.pop(attribute(each, "id"), ())
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                self._walk([each], found, style)
            elif all(self._fields):
                words = _letters(each, name)
                found.runs.add(words, is_raised=is_raised, is_struck=is_struck, font=font)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _rows(self, table: Any) -> Iterator[TableRow]:
        for row in _through(table, "tr"):
            properties = child(row, "trPr")
            says = set() if properties is None else {local(each) for each in properties}
            if "del" not in says:
                made = TableRow([], "tblHeader" in says)
                made.cells = [self._cell(cell, made) for cell in _through(row, "tc")]
                yield made

    def _cell(self, cell: Any, row: TableRow) -> TableCell:
        properties = child(cell, "tcPr")
        merge = None if properties is None else child(properties, "vMerge")
        columns = max(_number(properties, ("gridSpan",), 1) or 1, 1)
        is_covered = merge is not None and attribute(merge, "val") != "restart"
        return cell_of(self._blocks(cell), row, columns, is_covered=is_covered)

    def _named(self, properties: Any, kind: str) -> _Style:
        """What the named style says, with what those say that it rests on."""
        found = _Style()
        name = _value(properties, kind) if properties is not None else ""
        for _ in range(10):
            style = self._styles.get(name)
            if style is None:
                break
            for each in _Style.__slots__:
                if getattr(found, each) in {None, ""}:
                    setattr(found, each, getattr(style, each))
            name = style.base
        return found


def _first(layers: Iterable[_Style], name: str) -> bool | None:
    return next((said for layer in layers if (said := getattr(layer, name)) is not None), None)


def _style(element: Any) -> tuple[str, _Style]:
    """A style by its id."""
    if local(element) != "style":
        return "", _Style()
    runs, paragraphs = child(element, "rPr"), child(element, "pPr")
    style = _run_style(runs) if runs is not None else _Style()
    style.name = _value(element, "name").lower()
    style.base = _value(element, "basedOn")
    style.level = _number(paragraphs, ("outlineLvl",), None)
    if paragraphs is not None and child(paragraphs, "numPr") is not None:
        which = _value(child(paragraphs, "numPr"), "numId")
        style.numbering = (which, _number(paragraphs, ("numPr", "ilvl"), 0) or 0)
    return attribute(element, "styleId"), style


def _run_style(properties: Any) -> _Style:
    style = _Style()
    for each in properties:
        name, value = local(each), attribute(each, "val")
        if name == "vanish":
            style.is_hidden = value not in _OFF
        elif name in {"strike", "dstrike"}:
            style.is_struck = style.is_struck or value not in _OFF
        elif name == "vertAlign":
            style.is_raised = value == "superscript"
        elif name == "position":
            style.is_raised = style.is_raised or (value.lstrip("+").isdecimal() and value != "0")
        elif name == "rFonts":
            style.font = attribute(each, "ascii") or attribute(each, "hAnsi")
    return style


def _levels(archive: Archive) -> dict[str, dict[int, tuple[str, str]]]:
    """Of each numbering the kind of numbers and the words of its levels."""
    kinds: dict[str, dict[int, tuple[str, str]]] = {}
    found = {}
    for element in archive.elements(_NUMBERING, "numbering"):
        if local(element) == "abstractNum":
            kinds[attribute(element, "abstractNumId")] = {
                _digits(attribute(level, "ilvl"), 0) or 0: (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                )
                for level in element
                if local(level) == "lvl"
            }
        elif local(element) == "num":
            found[attribute(element, "numId")] = kinds.get(_value(element, "abstractNumId"), {})
    return found


def _in_letters(number: int, kind: str) -> str:
    if kind == "upperRoman":
        tens = min(number, 39)
        said = ""
        for value, letters in _ROMAN:
            said += letters * (tens // value)
            tens %= value
        return said
    return chr(64 + number) if kind == "upperLetter" and number < 27 else str(number)


def _value(element: Any, *names: str) -> str:
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")


def _number(properties: Any, names: tuple[str, ...], otherwise: int | None) -> int | None:
    return otherwise if properties is None else _digits(_value(properties, *names), otherwise)


def _digits(said: str, otherwise: int | None) -> int | None:
    """A number of the file; another where it is none, or larger than any that a report has."""
    return int(said) if said.isdecimal() and len(said) < 6 else otherwise


def _letters(element: Any, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return _SYMBOLS.get(attribute(element, "char").upper(), " ")
    return _LETTERS.get(name, "")


def _chosen(alternatives: Any) -> Iterator[Any]:
    """What is shown of content that is written in several forms: the first, which new programs read."""
    yield from alternatives[:1]


def _through(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, also within content controls and marks of insertion, but not within others of the name."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in {"sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"}:
            yield from _through(each, name)
