"""A drawing of who constrains whom: each set of related figures with what they share, and a line that joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.charts.sheet import NARROW, WIDE, Sheet
from tongket.charts.svg import to_svg
from tongket.output import Drawings
from tongket.theme import style
from tongket.theme.colours import SERIES
from tongket.theme.words import LINE, TYPE, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

_INDENT, _MARK, _BETWEEN, _GUTTER = 24.0, 8.0, 14.0, 36.0
_AGREES, _DISPUTED = SERIES[0], SERIES[1]


@dataclass(frozen=True)
class RelatedFigures:
    """A set of figures that constrain each other.

    Args:
        shared: what they have in common, such as a plan, a whole or a total.
        figures: each figure in words, and whether it is part of a contradiction.
        agrees: whether values exist that give all of them.
    """

    shared: str
    figures: tuple[tuple[str, bool], ...]
    agrees: bool


def constraint_map(sets: Sequence[RelatedFigures], name: str) -> Drawings:
    """Both drawings of a map: one column for a phone, two for a desk.

    Args:
        sets: what is drawn, in its order.
        name: an id that no other exhibit of the page has.
    """
    with style("page"):
        return Drawings(
            to_svg(_drawn(sets, NARROW, 1), f"{name}-n", "tk-narrow"),
            to_svg(_drawn(sets, WIDE, 2), f"{name}-w", "tk-wide"),
        )


@dataclass(frozen=True)
class _Block:
    """A set in lines of words: the lines of what is shared, and those of each figure."""

    of: RelatedFigures
    head: list[str]
    lines: list[list[str]]

    @property
    def height(self) -> float:
        return LINE * (len(self.head) + sum(map(len, self.lines))) + 3 * len(self.lines) + _BETWEEN


def _drawn(sets: Sequence[RelatedFigures], width: int, columns: int) -> Sheet:
    room = (width - _GUTTER * (columns - 1)) / columns
    blocks = [
        _Block(each, wrap(each.shared, room, strong=True), [wrap(w, room - _INDENT) for w, _ in each.figures])
        for each in sets
    ]  # fmt: skip
    parted = _parted(blocks, columns)
    height = max(sum(block.height for block in column) for column in parted)
    sheet = Sheet(width, height, 0, 0, 0, 0)
    sheet.axes.set(xlim=(0, width), ylim=(height, 0))
    sheet.axes.set_axis_off()
    for number, column in enumerate(parted):
        y = 0.0
        for block in column:
            _draw(sheet, block, number * (room + _GUTTER), y)
            y += block.height
    return sheet


def _parted(blocks: list[_Block], columns: int) -> list[list[_Block]]:
    """The blocks in their order, in columns of about one height."""
    each = sum(block.height for block in blocks) / columns
    parted: list[list[_Block]] = [[]]
    for block in blocks:
        filled = sum(other.height for other in parted[-1])
        if filled + block.height / 2 > each and len(parted) < columns:
            parted.append([])
        parted[-1].append(block)
    return parted


def _draw(sheet: Sheet, block: _Block, x: float, top: float) -> None:
    colour, dash = (_AGREES, "-") if block.of.agrees else (_DISPUTED, (0, (4, 3)))
    y = top
    for line in block.head:
        sheet.words(x, y + TYPE * 0.95, line, strong=True)
        y += LINE
    at, first = x + _MARK, y
    for (_, disputed), lines in zip(block.of.figures, block.lines, strict=True):
        middle = y + 3 + LINE / 2
        mark = "X" if disputed else "o"
        sheet.axes.plot(
            [at], [middle], marker=mark, markersize=8 if disputed else 6.5, linestyle="",
            color=_DISPUTED if disputed else _AGREES, zorder=3, clip_on=False,
        )  # fmt: skip
        for n, line in enumerate(lines):
            sheet.words(x + _INDENT, y + 3 + n * LINE + TYPE * 0.95, line)
        y += LINE * len(lines) + 3
    sheet.axes.plot(
        [at, at], [first, middle], color=colour, linestyle=dash, linewidth=1.6, zorder=2
    )
