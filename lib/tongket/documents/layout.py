"""The lines of a printed page in the order in which they are read: running heads dropped, columns, ruled tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from tongket.documents.tables import TableCell, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.documents.pdf import PrintedLine, PrintedPage

    # Of each place of a rule the stretches that it is drawn over.
    Rules = dict[float, list[tuple[float, float]]]
    # The lines at one height, and the sides of their column.
    _Row = tuple[list[PrintedLine], float, float]

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:trang|page|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,5}")
# Running heads stand in the outer eighth of a page, on two pages and a fifth of all.
_MARGIN, _OFTEN = 0.125, 0.2
# Points by which the rules of one border may lie apart.
_NEAR = 3.0
# A column is a stretch of a page in which lines fill half of its width; a line in ten may go across two.
_FULL, _ACROSS = 0.5, 0.1
_COLUMN_LINES = 3
# Columns within columns: more is no text.
_DEEPEST = 4


@dataclass(slots=True)
class Placed:
    """A line of running text, with the page and the column that it stands in."""

    line: PrintedLine
    page: int
    left: float
    right: float


@dataclass(slots=True)
class PrintedTable:
    """Rows of a page, with the rules between their columns; none where only gaps part the cells."""

    rows: list[TableRow]
    page: int
    columns: tuple[float, ...] = ()


@dataclass(slots=True)
class _Box:
    """A ruled table: its place, what is in it, and the line that stands for it among the others."""

    lines: list[PrintedLine]
    upright: Rules
    level: Rules


def drop_running_heads(pages: Sequence[PrintedPage]) -> None:
    """Take away the lines that stand on page after page, and page numbers."""
    found = Counter(key for page in pages for line in page.lines for key in _keys(line, page))
    most = max(2.0, _OFTEN * len(pages))
    for page in pages:
        again = [
            line for line in page.lines if any(found[key] >= most for key in _keys(line, page))
        ]
        ids = {id(line) for line in again}
        body = [line for line in page.lines if id(line) not in ids]
        heads = {id(line) for line in again if _is_apart(line, body)}
        heads |= {id(line) for line in body if _keys(line, page) and _is_number(line, page)}
        page.lines = [line for line in page.lines if id(line) not in heads]


def _is_apart(line: PrintedLine, body: Sequence[PrintedLine]) -> bool:
    """Whether there is room between a line and the text: a sentence that comes twice at one place has none."""
    room = 0.3 * line.height
    return all(other.bottom > line.top + room or other.top < line.bottom - room for other in body)


def _keys(line: PrintedLine, page: PrintedPage) -> set[tuple[str, int]]:
    """By what a line is known on other pages: its text, and its text if its first or last number counts pages."""
    middle = (line.bottom + line.top) / 2 / page.height
    if _MARGIN < middle < 1 - _MARGIN:
        return set()
    numbers = list(_NUMBER.finditer(line.text))
    texts = {line.text} | {
        f"{line.text[: n.start()]}#{int(n[0]) - page.number}{line.text[n.end() :]}"
        for n in (*numbers[:1], *numbers[-1:])
    }
    return {(text, round(line.bottom / 4)) for text in texts}


def _is_number(line: PrintedLine, page: PrintedPage) -> bool:
    """Whether a line is a page number: alone above or below all others."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    others = [other for other in page.lines if other is not line]
    return all(o.bottom >= line.top - 1 for o in others) or all(
        o.top <= line.bottom + 1 for o in others
    )


def in_order(page: PrintedPage) -> Iterator[Placed | PrintedTable]:
    """The lines of running text and the tables of a page as they are read."""
    boxes = list(_boxes(page))
    inside = {id(line) for box in boxes for line in box.lines}
    stand_ins = {id(box.lines[0]): box for box in boxes}
    rest = [line for line in page.lines if id(line) not in inside or id(line) in stand_ins]
    rows = list(_ordered(rest, 0))
    kinds = [_kind(rows, i, stand_ins) for i in range(len(rows))]
    for kind, group in groupby(zip(kinds, rows, strict=True), key=lambda pair: pair[0]):
        found = [row for _, row in group]
        if kind == "gaps":
            yield PrintedTable(_by_gaps([row for row, _, _ in found]), page.number)
            continue
        for row, left, right in found:
            if kind == "box":
                yield _table(stand_ins[id(row[0])], page.number)
            else:
                yield Placed(_as_one(row), page.number, left, right)


def _kind(rows: Sequence[_Row], i: int, stand_ins: dict[int, _Box]) -> str:
    """Whether a row stands for a ruled table, is one of a table that gaps part, or is text."""
    row = rows[i][0]
    if id(row[0]) in stand_ins:
        return "box"
    beside = any(len(each) > 1 for each, _, _ in (*rows[max(i - 1, 0) : i], *rows[i + 1 : i + 2]))
    return "gaps" if len(row) > 1 and (beside or _has_figures(row)) else "text"


def _by_gaps(rows: Sequence[list[PrintedLine]]) -> list[TableRow]:
    """The rows of a table without rules: its columns are those of the rows with the most cells."""
    most = max(map(len, rows))
    full = [row for row in rows if len(row) == most]
    walls = [
        (max(row[i].right for row in full) + min(row[i + 1].left for row in full)) / 2
        for i in range(most - 1)
    ]
    return [
        _with_gaps(
            {
                (bisect_right(walls, line.left), bisect_right(walls, line.right) + 1): [line]
                for line in row
            }
        )
        for row in rows
    ]


def _with_gaps(cells: dict[tuple[int, int], list[PrintedLine]]) -> TableRow:
    """A row of cells by their columns, the first and the one behind the last."""
    made: list[TableCell] = []
    at = 0
    for (first, last), lines in sorted(cells.items()):
        made += [TableCell("", is_covered=True)] * (first - at)
        made.append(_cell(lines, last - first))
        at = last
    return TableRow(made)


def _has_figures(row: Sequence[PrintedLine]) -> bool:
    """Whether numbers stand beside each other, which must stay apart."""
    return any(a.text[-1].isdecimal() and b.text[0].isdecimal() for a, b in pairwise(row))


def _as_one(row: Sequence[PrintedLine]) -> PrintedLine:
    """A line whose words were spread over its width."""
    first, last = row[0], row[-1]
    if first is last:
        return first
    cell = _cell(row)
    words, bottom, top = cell.text.replace("\n", " "), first.bottom, first.top
    return replace(
        first, text=words, right=last.right, bottom=bottom, top=top, doubled=cell.doubled
    )


def _ordered(
    lines: list[PrintedLine], depth: int
) -> Iterator[tuple[list[PrintedLine], float, float]]:
    """The rows of a stretch of a page, columns one after the other, with the sides of their column."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    gutter = _gutter(lines, left, right) if depth < _DEEPEST else None
    if gutter is None:
        yield from ((row, left, right) for row in _rows(lines))
        return
    sides: tuple[list[PrintedLine], list[PrintedLine]] = ([], [])
    for line in sorted(lines, key=lambda each: -each.top):
        if line.left < gutter < line.right:
            for side in sides:
                yield from _ordered(side, depth + 1)
            sides = ([], [])
            yield [line], left, right
        else:
            sides[line.left >= gutter].append(line)
    for side in sides:
        yield from _ordered(side, depth + 1)


def _gutter(lines: Sequence[PrintedLine], left: float, right: float) -> float | None:
    """Where the space between two columns is; None where lines go across all of the width."""
    edges = sorted((line.left, line.right) for line in lines)
    ends = sorted(line.right for line in lines)
    best: tuple[float, float] | None = None
    for x in sorted({line.left - 1 for line in lines}):
        if not 0.15 < (x - left) / max(right - left, 1) < 0.85:
            continue
        begun, ended = bisect_right(edges, (x, 0.0)), bisect_right(ends, x)
        across = begun - ended
        if across <= _ACROSS * len(lines) and (best is None or across < best[0]):
            best = (across, x)
    return best[1] if best and _are_columns(lines, best[1], left, right) else None


def _are_columns(lines: Sequence[PrintedLine], gutter: float, left: float, right: float) -> bool:
    """Whether what is on either side is running text, and not the cells of a table."""
    before = [line for line in lines if line.right <= gutter]
    after = [line for line in lines if line.left >= gutter]
    return _is_filled(before, gutter - left) and _is_filled(after, right - gutter)


def _is_filled(lines: Sequence[PrintedLine], width: float) -> bool:
    """Whether lines fill more than half of a stretch of a page from side to side."""
    heights = {round(line.bottom / 2) for line in lines}
    words = sum(line.right - line.left for line in lines)
    return len(heights) >= _COLUMN_LINES and words > _FULL * width * len(heights)


def _rows(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Lines at one height together, from above, each from left to right."""
    row: list[PrintedLine] = []
    for line in sorted(lines, key=lambda each: -(each.top + each.bottom)):
        middle = (line.top + line.bottom) / 2
        if row and not row[0].bottom < middle < row[0].top:
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _boxes(page: PrintedPage) -> Iterator[_Box]:
    """The ruled tables of a page that have two columns and more."""
    upright, level = _merged(page.upright, page.height), _merged(page.level, page.height * 2)
    stretches = sorted(((low, high) for each in upright.values() for low, high in each))
    for low, high in _joined(stretches):
        rules = {
            x: [(a, b) for a, b in each if low - 1 < a and b < high + 1]
            for x, each in upright.items()
        }
        rules = {x: each for x, each in rules.items() if each}
        lines = [
            line
            for line in page.lines
            if low < (line.bottom + line.top) / 2 < high
            and min(rules) - _NEAR < line.left and line.right < max(rules) + _NEAR
        ]  # fmt: skip
        if len(rules) > 2 and lines:
            yield _Box(lines, rules, {y: e for y, e in level.items() if low - _NEAR < y < high + _NEAR})  # fmt: skip


def _merged(rules: Sequence[tuple[float, float, float]], longest: float) -> Rules:
    """Rules by their place, those of one border together; the sides of the page itself are none."""
    found: Rules = {}
    last = None
    for at, low, high in sorted(rules):
        if high - low < 0.9 * longest:
            last = at if last is None or at - last > _NEAR else last
            found.setdefault(last, []).append((low, high))
    return {at: list(_joined(sorted(stretches))) for at, stretches in found.items()}


def _joined(stretches: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches that touch as one."""
    begin, end = None, 0.0
    for low, high in stretches:
        if begin is not None and low > end + _NEAR:
            yield begin, end
            begin = None
        end = high if begin is None else max(end, high)
        begin = low if begin is None else begin
    if begin is not None:
        yield begin, end


def _table(box: _Box, page: int) -> PrintedTable:
    columns = sorted(box.upright)
    is_ruled = len(box.level) > _COLUMN_LINES
    rows: dict[float, dict[tuple[int, int], list[PrintedLine]]] = {}
    for i, row in enumerate(_rows(box.lines)):
        for line in row:
            place = _columns(line, box.upright, columns)
            top = _above(line, box.level) if is_ruled else -float(i)
            rows.setdefault(top, {}).setdefault(place, []).append(line)
    made = [_with_gaps(rows[top]) for top in sorted(rows, reverse=True)]
    return PrintedTable(made, page, tuple(columns))


def _columns(line: PrintedLine, upright: Rules, columns: list[float]) -> tuple[int, int]:
    """The columns of the cell in which a line stands: the first, and the one behind the last."""
    middle = (line.bottom + line.top) / 2
    here = [x for x in columns if any(low <= middle <= high for low, high in upright[x])]
    center = (line.left + line.right) / 2
    before = [x for x in here if x <= center]
    behind = [x for x in here if x > center]
    first = columns.index(before[-1]) if before else 0
    last = columns.index(behind[0]) if behind else len(columns) - 1
    return first, max(last, first + 1)


def _above(line: PrintedLine, level: Rules) -> float:
    """The rule above the cell in which a line stands."""
    middle, center = (line.bottom + line.top) / 2, (line.left + line.right) / 2
    over = (
        y for y, each in level.items() if y >= middle and any(a <= center <= b for a, b in each)
    )
    return min(over, default=float("inf"))


def _cell(lines: Sequence[PrintedLine], columns: int = 1) -> TableCell:
    return TableCell(
        "\n".join(line.text for line in lines), columns,
        doubled=tuple(words for line in lines for words in line.doubled),
        old_font=next((line.old_font for line in lines if line.old_font), ""),
    )  # fmt: skip
