"""From what a reader found to a document: places given, flaws found, hashes taken."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.letters.old_fonts import as_unicode
from tongket.documents import headings
from tongket.documents.document import CELL_BREAK, Block, Document, Piece
from tongket.documents.letters import clean
from tongket.documents.refusals import no_text, refused
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.model import Text

_LETTERS = Phrase("Vietnamese letters in Unicode")
_BLANK_LINE = re.compile("\n[ \t\r\u00a0]*\n\\s*")
_CONVERT = Phrase(
    "It was typed for an old font (TCVN3 or VNI). Convert the file to Unicode first, for instance with UniKey."
)
_ONE_NUMBER = Phrase("one number, and not one that is struck out beside the one that replaces it")
# A text file keeps its letters, to whose places answers point: one that nobody sees would part a number in two.
_PARTED = re.compile("\\d[.,]?[\u00ad\u200b-\u200f\u2060\ufeff]+[.,]?\\d")
_SEEN = Phrase("only characters that one can see in a number")
_RETYPE = Phrase("Type the number again in the file.")
_ACCEPT = Phrase("Accept or reject the changes in the program that made the file, and save it.")


def assembled(pieces: Iterable[Piece], file: str, sha256: str, form: str) -> Document:
    """The document whose text is the pieces, one a line.

    Args:
        pieces: what the reader found, in order.
        file: the name of the file, for messages.
        sha256: of its bytes.
        form: its format.

    Raises:
        DataError: there is no text in it, letters of an old font, or numbers of which one was struck out.
    """
    parts = (part for piece in pieces for part in _parts(piece))
    found = [piece for piece in map(_cleaned, parts) if piece.text]
    if not found:
        raise no_text(file)
    starts = _starts(found)
    return placed(found, starts, "\n".join(piece.text for piece in found), file, sha256, form)


def placed(
    found: list[Piece], starts: list[int], text: str, file: str, sha256: str, form: str
) -> Document:
    """The document of pieces that are parts of a text, each from its start on.

    Raises:
        DataError: letters of an old font, or numbers of which one was struck out.
    """
    blocks = tuple(_blocks(found, starts))
    both = zip(found, blocks, strict=True)
    flaws = [flaw for piece, block in both for flaw in _flaws(piece, block, file)]
    if flaws:
        raise refused(flaws)
    return Document(blocks, text, sha256, hashlib.sha256(text.encode()).hexdigest(), form)


def _parts(piece: Piece) -> Iterator[Piece]:
    """A paragraph in which blank lines are typed as those that a reader sees."""
    first, *more = (
        _BLANK_LINE.split(piece.text.strip()) if piece.kind == "paragraph" else (piece.text,)
    )
    piece.text = first
    yield piece
    yield from (Piece(text, page=piece.page) for text in more)


def _cleaned(piece: Piece) -> Piece:
    """A piece without what nobody sees; a row as the text of its cells."""
    piece.cells = tuple(map(clean, piece.cells))
    piece.heads = tuple(map(clean, piece.heads))
    is_row = piece.kind == "table_row"
    piece.text = CELL_BREAK.join(piece.cells) if is_row else clean(piece.text)
    return piece


def _starts(pieces: list[Piece]) -> list[int]:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text) + 1
    return starts


def _blocks(pieces: list[Piece], starts: list[int]) -> Iterator[Block]:
    headings.find(pieces)
    section, paragraph, unit, above = "", 0, "", ""
    is_in_table = False
    for piece, start, its in zip(pieces, starts, headings.sections(pieces), strict=True):
        if its != section or piece.kind == "heading":
            section, paragraph = its, 0
        paragraph += piece.kind in {"paragraph", "table_row"}
        is_row = piece.kind == "table_row"
        if is_row and not is_in_table:
            unit = above
        is_in_table, above = is_row, headings.unit_of(piece.text)
        yield Block(
            piece.kind, piece.text, start, section, paragraph, piece.page,
            tuple(_spans(piece)) if is_row else (), piece.heads if is_row else (), unit if is_row else "",
        )  # fmt: skip


def _spans(piece: Piece) -> Iterator[tuple[int, int]]:
    at = 0
    for cell in piece.cells:
        at = piece.text.index(cell, at)
        yield at, at + len(cell)
        at += len(cell)


def _flaws(piece: Piece, block: Block, file: str) -> Iterator[Finding]:
    for number in piece.doubled:
        expected = _in_its_place(_ONE_NUMBER, block)
        yield Finding(file, 0, "", number, expected, _ACCEPT, "doubled-number")
    for match in _PARTED.finditer(block.text):
        shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in match[0])
        yield Finding(
            file, 0, "", shown, _in_its_place(_SEEN, block), _RETYPE, "invisible-character"
        )
    if piece.old_font or as_unicode(block.text):
        words = block.text[:60]
        shown = f"{words} ({piece.old_font})" if piece.old_font else words
        yield Finding(file, 0, "", shown, _in_its_place(_LETTERS, block), _CONVERT, "old-font")


def _in_its_place(what: Text, block: Block) -> Text:
    if block.page:
        return Phrase("{what} on page {page}", what=what, page=block.page)
    if block.section:
        return Phrase(
            "{what} in paragraph {paragraph} of section {section}",
            what=what, paragraph=block.paragraph, section=block.section,
        )  # fmt: skip
    return Phrase("{what} in paragraph {paragraph}", what=what, paragraph=block.paragraph)
