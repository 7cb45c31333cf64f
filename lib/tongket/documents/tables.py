"""The head of a table: which of its rows it is, and what it says above each cell of the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.documents.document import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Columns of one table: more is no table that anybody reads.
_WIDEST = 200
_NUMBER = re.compile(r"[\d.,%\s/–-]*\d[\d.,%\s/–-]*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class TableCell:
    """A cell: its words, over how many columns and rows it goes, and what its runs hold.

    Args:
        text: its words.
        columns: over how many columns it goes.
        rows: over how many rows it goes.
        is_covered: whether a cell above goes over its place.
        doubled: as of `Piece`.
        old_font: as of `Piece`.
    """

    text: str
    columns: int = 1
    rows: int = 1
    is_covered: bool = False
    doubled: tuple[str, ...] = ()
    old_font: str = ""


@dataclass(slots=True)
class TableRow:
    """A row: its cells, whether the file says that it is a head, and what stands in it besides (notes, tables)."""

    cells: list[TableCell]
    is_head: bool = False
    further: list[Piece] = field(default_factory=list)


def cell_of(
    pieces: Iterable[Piece],
    row: TableRow,
    columns: int = 1,
    *,
    rows: int = 1,
    is_covered: bool = False,
) -> TableCell:
    """The cell of what stands in it; tables and notes in it follow its row."""
    lines: list[Piece] = []
    for piece in pieces:
        (row.further if piece.kind in {"table_row", "note"} else lines).append(piece)
    return TableCell(
        "\n".join(piece.text for piece in lines if piece.text),
        columns, rows, is_covered,
        doubled=tuple(words for piece in lines for words in piece.doubled),
        old_font=next((piece.old_font for piece in lines if piece.old_font), ""),
    )  # fmt: skip


def pieces_of(rows: Sequence[TableRow]) -> Iterator[Piece]:
    """The rows of a table as pieces, each cell with what the head says above it."""
    grid = list(_grid(rows))
    head = _height_of_head(rows)
    above: dict[int, list[str]] = {}
    for row, line in zip(grid[:head], rows, strict=False):
        for column, cell in row:
            for each in range(column, min(column + cell.columns, _WIDEST)):
                words = above.setdefault(each, [])
                said = cell.text.replace("\n", " ")
                if said and said not in words:
                    words.append(said)
        yield from _row(row, line, {})
    for row, line in zip(grid[head:], rows[head:], strict=True):
        yield from _row(row, line, above)


def _row(
    row: list[tuple[int, TableCell]], line: TableRow, above: dict[int, list[str]]
) -> Iterator[Piece]:
    cells = [(column, cell) for column, cell in row if cell.text.strip()]
    yield Piece(
        "", "table_row",
        cells=tuple(cell.text for _, cell in cells),
        heads=tuple(" ".join(above.get(column, ())) for column, _ in cells),
        doubled=tuple(words for _, cell in cells for words in cell.doubled),
        old_font=next((cell.old_font for _, cell in cells if cell.old_font), ""),
    )  # fmt: skip
    yield from line.further


def _grid(rows: Sequence[TableRow]) -> Iterator[list[tuple[int, TableCell]]]:
    """The cells of each row with their columns; cells of earlier rows that go on take theirs."""
    taken: dict[int, int] = {}
    for row in rows:
        placed, column = [], 0
        for cell in row.cells[:_WIDEST]:
            while taken.get(column, 0) and not cell.is_covered:
                column += 1
            placed.append((column, cell))
            column += min(max(cell.columns, 1), _WIDEST)
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
        for at, cell in placed:
            if cell.rows > 1:
                taken.update(
                    dict.fromkeys(range(at, min(at + cell.columns, _WIDEST)), cell.rows - 1)
                )
        yield placed


def _height_of_head(rows: Sequence[TableRow]) -> int:
    """How many rows are the head: those that the file calls so, else the first where it holds words and no figure."""
    said = next((i for i, row in enumerate(rows) if not row.is_head), len(rows))
    if said or len(rows) < 2 or not is_head([cell.text for cell in rows[0].cells]):
        return said
    height = max((cell.rows for cell in rows[0].cells), default=1)
    while (
        height < len(rows)
        and any(cell.is_covered for cell in rows[height].cells)
        and is_head([cell.text for cell in rows[height].cells])
    ):
        height += 1
    return min(height, len(rows))


def is_head(cells: Sequence[str]) -> bool:
    """Whether the cells of the first row name columns: two or more of them, and none a number but a year.

    >>> is_head(["Chỉ tiêu", "Năm 2024"]), is_head(["Đơn đăng ký", "27"])
    (True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbers = [cell for cell in filled if _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return len(filled) > 1 and not numbers
