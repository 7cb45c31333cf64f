"""What a reader makes of a file: blocks in the order in which they are read, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

Kind = Literal["heading", "paragraph", "table_row", "caption", "note"]
# Between two cells of a row: nothing that a printed number can hold, so that none goes across.
CELL_BREAK = " | "


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, row of a table, caption or note.

    A line break within the text counts as a space. What is raised is written with the raised digits of
    Unicode, so that a note mark never becomes a digit of the number before it: `35²`.

    Args:
        kind: what it is.
        text: its words; of a row of a table the cells that are not empty, with `CELL_BREAK` between them,
            in plain text the line itself.
        start: where it begins in the text of the document, in code points.
        section: the number of the heading that it stands under, with those of the parts above that a number
            does not name itself (`II.1`); its words where it has none; empty before the first. A heading
            stands under itself.
        paragraph: the number among the paragraphs and rows of its section, from 1; of a caption or note that
            of the one before, of a heading 0.
        page: of a PDF the page, from 1; None elsewhere, because only a printing has pages.
        cells: of a row, where each of its cells begins and ends in `text`.
        heads: of a row, what the head of the table says above each of its cells; empty texts where the table
            has none, and in the head itself.
        table_unit: of a row, what stands above the table as the unit of all its figures; empty where nothing.
    """

    kind: Kind
    text: str
    start: int
    section: str
    paragraph: int
    page: int | None = None
    cells: tuple[tuple[int, int], ...] = ()
    heads: tuple[str, ...] = ()
    table_unit: str = ""

    def head_at(self, place: int) -> str:
        """What the head of the table says above the cell at a place of the document; empty outside of cells."""
        cells = zip(self.cells, self.heads, strict=False)
        return next((head for (a, b), head in cells if a <= place - self.start < b), "")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its blocks.

    Args:
        blocks: in the order in which they are read; each is a part of `text`.
        text: in Unicode NFC. Of plain text all that the file holds, so that places in the file are places
            here; else the texts of the blocks, one a line.
        file_sha256: of the bytes of the file; of a pasted text of its UTF-8.
        text_sha256: of `text` in UTF-8.
        format: `docx`, `odt`, `pdf`, `html` or `text`; `doc` or `rtf` where LibreOffice converted it.
    """

    blocks: tuple[Block, ...]
    text: str
    file_sha256: str
    text_sha256: str
    format: str

    def block_at(self, place: int) -> Block:
        """The block that holds a place of the text, or the last one before it."""
        return self.blocks[max(bisect_right(self.blocks, place, key=attrgetter("start")) - 1, 0)]


@dataclass(slots=True)
class Piece:
    """What a reader found, before it has a place: the words as they stand in the file.

    Args:
        text: its words.
        kind: what the file says that it is; whether a paragraph is a heading or caption is asked later.
        number: of a heading or an item that the file numbers without holding the number in its text.
        page: of a PDF the page.
        cells: of a row its cells, also empty ones.
        heads: of a row, what the head says above each of its cells.
        doubled: digits that were struck out and others beside them, as they would be read: `2527`.
        old_font: the font of before Unicode for which letters of it were typed.
    """

    text: str
    kind: Kind = "paragraph"
    number: str = ""
    page: int | None = None
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    old_font: str = ""
