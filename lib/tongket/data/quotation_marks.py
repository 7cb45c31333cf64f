"""Where the quotation marks of a CSV file hold and where not: a line is a row, whatever is wrong above it."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Lines of one broken cell that are kept.
LINES_KEPT = 3


class Broken(NamedTuple):
    """A row whose quotation marks do not hold.

    Args:
        kind: one that is not closed, a cell with a line break, one in the middle of a cell.
        lines: the line, and those that it goes on in.
    """

    kind: Literal["unclosed-quote", "line-break", "stray-quote"]
    lines: list[str]


def cells_of(line: str, separator: str) -> list[str] | None:
    """The cells of a line; None where its quotation marks do not hold.

    >>> cells_of('1,"2,9 tỷ",3', ","), cells_of('1,"2,9', ","), cells_of('1,2"9', ",")
    (['1', '2,9 tỷ', '3'], None, None)
    """
    if '"' not in line:
        return line.split(separator)
    if not _whole(separator).fullmatch(line):
        return None
    return next(csv.reader([line], delimiter=separator, strict=True))


def records(
    numbered: Iterable[tuple[int, str]], separator: str, width: int
) -> Iterator[tuple[int, list[str] | Broken]]:
    """Each row of a table with the number of its line: its cells, or how its quotation marks are broken.

    Args:
        numbered: the lines with their numbers.
        separator: what is between two cells.
        width: how many cells a row has; a line of that many below an open quotation mark is a row of its own.
    """
    opened: list[str] = []
    start = 0
    for number, line in numbered:
        cells = cells_of(line, separator)
        if opened and not _begins_a_row(line, cells, separator, width):
            opened.append(line)
            if _rest(separator).fullmatch(line):
                yield start, Broken("line-break", opened)
                opened = []
            del opened[LINES_KEPT:]
            continue
        if opened:
            yield start, Broken("unclosed-quote", opened)
        opened, start = [], number
        if cells is None and _unclosed(separator).fullmatch(line):
            opened = [line]
        else:
            yield number, Broken("stray-quote", [line]) if cells is None else cells
    if opened:
        yield start, Broken("unclosed-quote", opened)


def opened_cell(line: str, separator: str) -> tuple[int, str]:
    """Which cell of a line has the quotation mark that is not closed, from 0, and the text after it.

    >>> opened_cell('1,"2,9', ",")
    (1, '2,9')
    """
    match = _unclosed(separator).fullmatch(line)
    before = cells_of(match[1], separator) if match else None
    return (len(before or [""]) - 1, match[2]) if match else (0, line)


def stray_cell(line: str, separator: str) -> tuple[int, str]:
    """Which cell of a line, from 0, has a quotation mark in its middle, and its text.

    >>> stray_cell('1,"2,9",a"b,4', ",")
    (2, 'a"b')
    """
    match = _whole_cells(separator).match(line)
    before = match[0] if match else ""
    cells = cells_of(before, separator) if before else None
    return len(cells or [""]) - 1, line.removeprefix(before).partition(separator)[0]


def _begins_a_row(line: str, cells: list[str] | None, separator: str, width: int) -> bool:
    """Whether a line below an open quotation mark is a row of its own, rather than the rest of that cell."""
    if cells is not None:
        return len(cells) == width
    return not _rest(separator).fullmatch(line) and bool(_unclosed(separator).fullmatch(line))


# The parts of a cell, possessive so that no line takes longer than its length.
_QUOTED = r'"(?:[^"]|"")*+"'
_OPEN = r'(?:[^"]|"")*+'


def _cell(separator: str) -> str:
    return f'(?:{_QUOTED}|[^"{re.escape(separator)}]*+)'


@cache
def _whole(separator: str) -> re.Pattern[str]:
    cell = _cell(separator)
    return re.compile(f"{cell}(?:{re.escape(separator)}{cell})*+")


@cache
def _whole_cells(separator: str) -> re.Pattern[str]:
    """The cells before the first that is broken, each with the separator after it."""
    return re.compile(f"(?:{_cell(separator)}{re.escape(separator)})*+")


@cache
def _unclosed(separator: str) -> re.Pattern[str]:
    """A line whose last quotation mark is not closed: what is before it and what is after it."""
    return re.compile(f'((?:{_cell(separator)}{re.escape(separator)})*?)"({_OPEN})')


@cache
def _rest(separator: str) -> re.Pattern[str]:
    """The end of a cell that was opened in a line above, and the cells after it."""
    return re.compile(f'{_OPEN}"(?:{re.escape(separator)}{_cell(separator)})*+')
