"""From printed pages to paragraphs: lines joined, also across columns and pages, and tables that go on."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from tongket.documents.document import Piece
from tongket.documents.headings import is_caption, number_of
from tongket.documents.layout import Placed, PrintedTable, drop_running_heads, in_order
from tongket.documents.letters import raised
from tongket.documents.tables import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.documents.pdf import PrintedLine, PrintedPage
    from tongket.documents.tables import TableRow

_LIST_MARK = re.compile(
    r"(?:[-+*•–●○▪■◦➢✓]|(?:\d{1,2}|[a-zđ]|[ivxIVX]{1,4})[.)]|\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))\s"
)
_DASHES = "-–+"
_NOTE_MARK = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*(\[]")
_MARK = re.compile(r"^\d{1,2}(?=\s)")
_ENDS = tuple(".!?:;…")
_HYPHENED = re.compile(r"[^\W\d_]{2}-$")
# Notes are set smaller than the text by this, and stand in the lower half of a page.
_SMALL = 0.88


def pieces(pages: Iterable[PrintedPage]) -> Iterator[Piece]:
    """What printed pages say, in the order in which they are read; notes follow the paragraph before the page ends."""
    sheets = list(pages)
    drop_running_heads(sheets)
    sizes = sorted(line.size for sheet in sheets for line in sheet.lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Placed | PrintedTable] = []
    notes: dict[int, list[Piece]] = {}
    for sheet in sheets:
        notes[sheet.number] = _notes(sheet, body)
        found += in_order(sheet)
    yield from _joined(found, notes, _leading(found))


def _joined(
    found: Sequence[Placed | PrintedTable], notes: dict[int, list[Piece]], leading: float
) -> Iterator[Piece]:
    paragraph: list[Placed] = []
    tables: list[PrintedTable] = []
    for each in found:
        if paragraph and not (isinstance(each, Placed) and _goes_on(paragraph, each, leading)):
            yield _paragraph(paragraph)
            for page in range(paragraph[0].page, each.page):
                yield from notes.pop(page, ())
            paragraph = []
        if tables and not (isinstance(each, PrintedTable) and _continues(tables[-1], each)):
            yield from _rows(tables)
            tables = []
        if isinstance(each, PrintedTable):
            tables.append(each)
        else:
            paragraph.append(each)
    if paragraph:
        yield _paragraph(paragraph)
    yield from _rows(tables)
    for page in sorted(notes):
        yield from notes[page]


def _leading(found: Sequence[Placed | PrintedTable]) -> float:
    """From line to line within a paragraph: what three in four pairs of lines of a column do not stay below."""
    steps = sorted(
        a.line.bottom - b.line.bottom
        for a, b in pairwise(found)
        if isinstance(a, Placed)
        and isinstance(b, Placed)
        and a.page == b.page
        and a.line.bottom > b.line.bottom
    )
    return steps[len(steps) // 4] if steps else 0.0


def _goes_on(paragraph: Sequence[Placed], new: Placed, leading: float) -> bool:
    """Whether a line is the rest of a paragraph."""
    last, words = paragraph[-1], new.line.text
    is_open = not last.line.text.endswith((*_ENDS, ","))
    begun = _paragraph(paragraph[:3]).text
    is_item = _LIST_MARK.match(words) and (words[0] not in _DASHES or not is_open)
    if is_item or number_of(words) or (number_of(begun) and words[0].isupper()):
        return False
    if not _is_full(last, words.split(" ", 1)[0], new.line):
        return False
    height = last.line.height
    if last.page != new.page or last.line.bottom <= new.line.bottom:
        return not last.line.text.endswith(_ENDS) and not is_caption(
            _paragraph(paragraph[-3:]).text
        )
    step = last.line.bottom - new.line.bottom
    is_near = step < min(leading + 0.2 * height, 2.3 * height)
    is_indented = new.line.left > last.line.left + height and last.line.text.endswith(_ENDS)
    return (
        is_near
        and not is_indented
        and 0.85 * last.line.size < new.line.size < 1.18 * last.line.size
    )


def _is_full(last: Placed, word: str, new: PrintedLine) -> bool:
    """Whether the first word of the next line had no room on a line, by the mean width of letters."""
    room = last.right - last.line.right
    width = (len(word) + 1) * (new.right - new.left) / max(len(new.text), 1)
    if last.line.text.endswith(_ENDS) or word[0].isupper():
        return room < 1.3 * width
    # Where a sentence goes on, also words that no break may part take the next line.
    return room < max(2 * width, 0.25 * (last.right - last.left))


def _paragraph(lines: Sequence[Placed]) -> Piece:
    text = ""
    for each in lines:
        words = each.line.text.strip()
        if _HYPHENED.search(text) and words[0].islower():
            text = text[:-1] + words
        elif text.endswith("-") and text[-2:-1].isdecimal() and words[0].isdecimal():
            text += words
        else:
            text = f"{text} {words}" if text else words
    return Piece(
        text,
        page=lines[0].page,
        doubled=tuple(words for each in lines for words in each.line.doubled),
        old_font=next((each.line.old_font for each in lines if each.line.old_font), ""),
    )


def _continues(last: PrintedTable, new: PrintedTable) -> bool:
    """Whether a table is the rest of the one before: gaps make each row one, and rules stand at the same places."""
    if len(last.columns) != len(new.columns) or (last.columns and last.page == new.page):
        return False
    return all(abs(a - b) < 3 for a, b in zip(last.columns, new.columns, strict=True))


def _rows(tables: Sequence[PrintedTable]) -> Iterator[Piece]:
    rows: list[TableRow] = []
    numbers: list[int] = []
    for table in tables:
        # The head is printed again on each page.
        again = takewhile(
            lambda pair: _words(pair[0]) == _words(pair[1]), zip(table.rows, rows, strict=False)
        )
        new = table.rows[len(list(again)) :]
        rows += new
        numbers += [table.page] * len(new)
    for piece, number in zip(pieces_of(rows), numbers, strict=True):
        piece.page = number
        yield piece


def _words(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells]


def _notes(page: PrintedPage, body: float) -> list[Piece]:
    """The notes at the foot of a page, which are taken from its lines."""
    from_below = sorted(page.lines, key=lambda line: line.bottom)
    small = []
    for line in from_below:
        if line.size >= _SMALL * body or line.top > page.height / 2:
            break
        small.append(line)
    while small and not _NOTE_MARK.match(small[-1].text):
        small.pop()
    taken = {id(line) for line in small}
    page.lines = [line for line in page.lines if id(line) not in taken]
    notes: list[list[Placed]] = []
    for line in reversed(small):
        placed = Placed(line, page.number, 0, 0)
        if _NOTE_MARK.match(line.text) or not notes:
            notes.append([])
        notes[-1].append(placed)
    made = [_paragraph(note) for note in notes]
    for piece in made:
        piece.kind, piece.text = (
            "note",
            _MARK.sub(lambda mark: raised(mark[0]), piece.text, count=1),
        )
    return made
