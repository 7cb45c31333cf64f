"""A drawing of the parts of a whole: one bar from end to end, each part named below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.charts.arguments import calm
from tongket.charts.key import box
from tongket.charts.plot import WORDS, Plot
from tongket.charts.scale import across, write_below
from tongket.charts.sheet import WIDE, Sheet
from tongket.theme.words import LINE, TYPE, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR, _SCALE, _INDENT = 28.0, 22.0, 26.0


def draw(plot: Plot, width: int) -> Sheet:
    """Draw a bar and, below it, what its parts are."""
    rows = [
        (plot.said(name, plot.place), str(words))
        for name, words in zip(plot.data[plot.place], plot.data[WORDS], strict=True)
    ]
    columns = 2 if width >= WIDE else 1
    room = width / columns - 24 * (columns - 1)
    lines = [_lines(name, words, room) for name, words in rows]
    heights = [max(len(a), 1) * LINE + 5 for a in lines]
    per = -(-len(rows) // columns)
    height = _BAR + _SCALE + 8 + max(sum(heights[n : n + per]) for n in range(0, len(rows), per))
    sheet = Sheet(width, height, 2, 2, 2, height - _BAR - 2)
    plot.function(data=plot.data, ax=sheet.axes, **calm(plot))
    sheet.axes.set(xlabel="", ylabel="", yticks=[])
    _scale(plot, sheet)
    for start in range(0, len(rows), per):
        x, y = start // per * (room + 48), _BAR + _SCALE + 8.0
        for number in range(start, min(start + per, len(rows))):
            box(sheet, x, y + LINE / 2, 16, 12, number)
            _row(sheet, x, y, room, lines[number], rows[number][1])
            y += heights[number]
    return sheet


def _lines(name: str, words: str, room: float) -> Sequence[str]:
    return wrap(name, max(room - _INDENT - measure(words, strong=True) - 12, room / 3))


def _row(sheet: Sheet, x: float, y: float, room: float, lines: Sequence[str], words: str) -> None:
    for n, line in enumerate(lines):
        sheet.words(x + _INDENT, y + n * LINE + TYPE * 0.95, line)
    sheet.words(x + room, y + TYPE * 0.95, words, align="right", strong=True)


def _scale(plot: Plot, sheet: Sheet) -> None:
    low, high = sheet.axes.get_xlim()
    write_below(sheet, across(sheet, low, high, plot.kind(plot.amount), plot.lang), 17)
    sheet.axes.spines["bottom"].set_visible(True)
