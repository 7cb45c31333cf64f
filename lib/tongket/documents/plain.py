"""Plain and pasted text: lines joined to paragraphs, tables by their tabs or bars, its letters by their bytes."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.letters.old_fonts import as_unicode, is_syllable
from tongket.documents.assembly import placed
from tongket.documents.document import Document, Piece
from tongket.documents.headings import number_of
from tongket.documents.letters import composed
from tongket.documents.refusals import no_text, other_format, too_large
from tongket.documents.tables import TableCell, TableRow, pieces_of
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.errors import DataError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s|:+=_-]+")
_LIST_MARK = re.compile(r"\s*(?:[-+*•–]|(?:\d{1,2}|[a-zđ]|[ivxIVX]{1,4})[.)])\s")
_ENDS = tuple('.!?:;…”"')
_ITEM = re.compile(r"\d{0,2}[.)]|[-+*•–]")
# Characters of a line that may go on in the next; a shorter one ends where its paragraph does.
_FULL = 45
# A line that goes on in a small letter; so many show how wide an editor made the lines.
_BROKEN = re.compile(r"^(.{45,})\n(?=[^\W\d_])", re.MULTILINE)
_ENOUGH = 3
_WORD = re.compile(r"[^\W\d_]+")


def read_text(raw: bytes, file: str, sha256: str) -> Document:
    """The document of the bytes of a text file.

    Raises:
        DataError: they are no text, or of no encoding that is known for sure; or what `of_text` raises.
    """
    return _of(decoded(raw, file), file, sha256)


def of_text(text: str) -> Document:
    r"""The document of a pasted text: places in it are code points of its NFC.

    Raises:
        DataError: letters of an old font.

    >>> document = of_text("1. Nhân lực\n\nToàn ngành có 27 người.")
    >>> [(block.kind, block.section, block.text) for block in document.blocks]
    [('heading', '1', '1. Nhân lực'), ('paragraph', '1', 'Toàn ngành có 27 người.')]
    """
    return _of(text, "-", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def decoded(raw: bytes, file: str, declared: str = "") -> str:
    """The text of bytes by their mark, in UTF-8, in what the file declares or in windows-1258.

    Raises:
        DataError: they are no text, or of an encoding that nothing tells.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding, file)
    if b"\0" in raw:
        raise _not_utf_8(file, "NUL")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return raw.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    western = raw.decode("cp1252", "replace")
    if as_unicode(western[:20_000]):
        return western
    text = composed(raw.decode("cp1258", "replace"))
    words = [word for word in _WORD.findall(text[:20_000]) if not word.isascii()]
    if sum(map(is_syllable, words)) < 0.9 * len(words):
        raise _not_utf_8(file, f"0x{next(byte for byte in raw if byte > 127):02x}")
    return text


def _strictly(raw: bytes, encoding: str, file: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_utf_8(file, f"0x{raw[error.start]:02x}") from None
    # UTF-32 begins as UTF-16 does: every second letter is none.
    if "\0" in text:
        raise _not_utf_8(file, "NUL")
    return text


def _not_utf_8(file: str, value: str) -> DataError:
    remedy = Phrase("Save it as text in UTF-8, or as .docx.")
    return other_format(file, value, remedy, Phrase("text in UTF-8"))


def _of(text: str, file: str, sha256: str) -> Document:
    text = composed(text)
    if len(text) > limits.DOCUMENT_TEXT:
        most = Phrase("at most {number} characters", number=limits.DOCUMENT_TEXT)
        raise too_large(file, most, str(len(text)))
    found = [(Piece(text[a:b]), a) for a, b in _paragraphs(text)]
    if not found:
        raise no_text(file)
    for table in _tables([piece for piece, _ in found]):
        rows = [TableRow([TableCell(cell) for cell in piece.cells]) for piece in table]
        for piece, row in zip(table, pieces_of(rows), strict=True):
            piece.cells, piece.heads = row.cells, row.heads
    pieces, starts = zip(*found, strict=True)
    return placed(list(pieces), list(starts), text, file, sha256, "text")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end: a line goes on where the one before is full and open."""
    begin, before, last = -1, "", 0
    broken = [len(line[1].strip()) for line in _BROKEN.finditer(text) if text[line.end()].islower()]
    width = max(broken) if len(broken) >= _ENOUGH else len(text)
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if not words or _RULE.fullmatch(words):
            continue
        if "\t" in words:
            # The first cell of a row may be empty.
            words = line[0].strip(" ").rstrip()
        start = line.start() + line[0].index(words)
        end = start + len(words)
        if last and not (text.count("\n", last, start) == 1 and _goes_on(before, words, width)):
            yield begin, last
            begin = -1
        begin, before, last = (start if begin < 0 else begin), words, end
    if last:
        yield begin, last


def _goes_on(line: str, words: str, width: int) -> bool:
    """Whether the words of the next line are the rest of a paragraph, in a text whose lines are so wide."""
    is_open = len(line) >= _FULL and not line.endswith(_ENDS) and not _cells(line)
    has_no_room = len(line) + len(words.split(maxsplit=1)[0]) >= width and not line.isupper()
    is_rest = (words[0].islower() or words[0].isdecimal() or has_no_room) and not _cells(words)
    return is_open and is_rest and not _LIST_MARK.match(words) and not number_of(words)


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line that is a row of a table, by tabs or bars; none of another line."""
    if "\n" in line or not ("\t" in line or "|" in line):
        return ()
    parts = line.split("\t") if "\t" in line else line.strip("|").split("|")
    is_item = len(parts) == 2 and _ITEM.fullmatch(parts[0].strip())
    return () if len(parts) < 2 or is_item else tuple(part.strip() for part in parts)


def _tables(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The rows of each table of a text."""
    table: list[Piece] = []
    for piece in pieces:
        cells = _cells(piece.text)
        if cells:
            piece.kind, piece.cells = "table_row", cells
            table.append(piece)
        elif table:
            yield table
            table = []
    if table:
        yield table
