"""A drawing in rows: names one below the other, their amounts on one scale to the right.

On a phone a name is above its mark, so that both have the whole width; elsewhere it is to the left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import BAR, accepted, calm, whisker, with_intervals
from tongket.charts.key import Key, texture
from tongket.charts.plot import LOWER, PART, UPPER, WHERE, WORDS, Plot
from tongket.charts.scale import Scale, across, write_below
from tongket.charts.sheet import WIDE, Sheet
from tongket.errors import UsageError
from tongket.theme.colours import INK, SERIES
from tongket.theme.words import LINE, TYPE, measure, wrap
from tongket.translations import Phrase

if TYPE_CHECKING:
    import pandas as pd

    from tongket.charts.plot import Row

_COLUMN = 0.36  # of a wide drawing that names may take
_FOOT = 24.0  # below the rows, for the words of the scale
_HALF = 9.0  # what a mark needs beside its place
# Of a drawing: words of marks that take more are above their mark; those beside bars of hues may not.
_ABOVE = {True: 0.45, False: 0.4}
_BESIDE_BARS = 0.65


@dataclass(frozen=True)
class DrawnRow:
    """A row of a drawing: its name in lines, and its place in points from the top.

    Attributes:
        first: where the first line of its name begins.
        middle: where its mark is.
        above: the words of its marks, in lines below its name, where these are above the marks.
    """

    name: Any
    lines: list[str]
    first: float
    middle: float
    above: list[str]


@dataclass(frozen=True)
class Label:
    """The words of one place: those of a mark, or of all marks of a name.

    Attributes:
        rows: the rows of the plot that they are about, as `Plot.rows`.
        behind: whether they are left of the marks, as those of amounts below zero are.
    """

    rows: list[Row]
    text: str
    behind: bool

    @property
    def width(self) -> float:
        """How wide the words are, in points."""
        return measure(self.text, strong=True)


@dataclass(frozen=True)
class Layout:
    """Where everything of a drawing in rows is, in points.

    Attributes:
        beside: whether names are to the left of their marks, not above them.
        band: the height that the marks of one row take.
    """

    rows: list[DrawnRow]
    left: float
    right: float
    top: float
    end: float
    band: float
    beside: bool

    @cached_property
    def middles(self) -> dict[Any, float]:
        """The middle of each row, by its name."""
        return {row.name: row.middle for row in self.rows}


def draw(plot: Plot, width: int) -> Sheet:
    """Draw names and amounts.

    Raises:
        UsageError: there are more values than a reader can distinguish, or words that have no room.
    """
    key = Key(plot, width)
    labels = _labels(plot, width)
    layout = _layout(plot, width, key.height, labels)
    sheet = Sheet(width, layout.end + _FOOT, layout.left, layout.right, layout.top, _FOOT)
    axes = sheet.axes
    low, high = plot.limits
    middles = [layout.middles[row[plot.place]] for row in plot.rows]
    placed = plot.data.assign(**{WHERE: middles})
    axes.set_ylim(layout.end, layout.top)
    axes.set_xlim(low, high)
    _marks(plot, sheet, layout, placed)
    if not plot.form.many and not plot.form.scaled:
        axes.set_xlim(low, high)
    axes.set_ylim(layout.end, layout.top)
    ticks = [float(t) for t in axes.get_xticks()] if plot.name == "ranks" else []
    scale = across(sheet, *axes.get_xlim(), plot.kind(plot.amount), plot.lang, ticks)
    _scale(sheet, scale, layout, spans=plot.name == "timeline")
    key.draw(sheet)
    _names(plot, sheet, layout)
    if not any(row.above for row in layout.rows):
        _words(plot, sheet, layout, labels)
    return sheet


def _labels(plot: Plot, width: int) -> list[Label]:
    """The words of each mark; marks of one name on one line have theirs in one place."""
    if plot.form.many:
        return []
    marks = [plot.place, str(plot.parted_by)] if plot.dodges else [plot.place]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in plot.rows:
        groups.setdefault(tuple(row[column] for column in marks), []).append(row)
    room = width * _ABOVE[width >= WIDE]
    return [
        Label(rows, _said(rows, plot, room), _is_behind(rows, plot)) for rows in groups.values()
    ]


def _is_behind(rows: list[Row], plot: Plot) -> bool:
    return all(row[plot.amount] < 0 for row in rows) and not plot.form.scaled


def _said(rows: list[Row], plot: Plot, room: float) -> str:
    """The amounts from least to greatest; of more than have room the least and the greatest."""
    words = [row[WORDS] for row in sorted(rows, key=itemgetter(plot.amount))]
    said = "; ".join(words)
    fits = len(words) < 3 or measure(said, strong=True) <= room
    return said if fits else f"{words[0]} … {words[-1]}"


def _layout(plot: Plot, width: int, top: float, labels: list[Label]) -> Layout:
    wide = width >= WIDE
    band = LINE * len(plot.levels) if plot.dodges else BAR * (2 if plot.form.many else 1)
    widest = max((label.width for label in labels), default=0.0)
    inline = widest > _ABOVE[wide] * width and not plot.dodges
    beside = wide and not inline
    if plot.dodges and widest > _BESIDE_BARS * width:
        raise UsageError(
            Phrase(
                "{name}: expected words that have room beside their bars, got {text}. Leave out hue=: give each "
                "bar a name of its own.",
                name=plot.name,
                text=repr(max(labels, key=lambda label: label.width).text),
            )
        )
    room = width * _COLUMN if beside else width
    names = [plot.said(name, plot.place) for name in plot.names]
    lines = [
        wrap(said, room, strong=n in plot.strong) for n, said in zip(plot.names, names, strict=True)
    ]
    used = max((measure(line, strong=True) for part in lines for line in part), default=0.0)
    behind = max((label.width + _HALF for label in labels if label.behind), default=0.0)
    left = (min(used, room) + 14 if beside else 2.0) + behind * (not inline)
    left += 0 if plot.form.zero else _HALF
    above = (
        [wrap(label.text, width, strong=True) for label in labels] if inline else [[]] * len(lines)
    )
    rows, end = _stacked(plot, top + 2, band, lines, above, beside=beside)
    right = 4.0 if inline or plot.form.many else _room_for_words(plot, width - left, labels)
    return Layout(rows, left, right + _HALF, top, end, band, beside)


def _stacked(
    plot: Plot,
    top: float,
    band: float,
    lines: list[list[str]],
    above: list[list[str]],
    *,
    beside: bool,
) -> tuple[list[DrawnRow], float]:
    """The rows one below the other, and where the last ends."""
    rows: list[DrawnRow] = []
    y = top
    for name, part, words in zip(plot.names, lines, above, strict=True):
        high = len(part) * LINE
        height = max(high, band) if beside else high + len(words) * LINE + 3 + band
        middle = y + height / 2 if beside else y + height - band / 2
        rows.append(DrawnRow(name, part, y + (height - high) / 2 if beside else y, middle, words))
        y += height + (9 if beside else 12)
    return rows, y - 2


def _room_for_words(plot: Plot, width: float, labels: list[Label]) -> float:
    """What must stay free at the right, so that the words of each mark end within the drawing.

    Those of a short bar are over the scale and need no room beyond it.
    """
    if plot.form.scaled:
        return max(label.width for label in labels) + 4
    low, high = plot.limits
    need = 4.0
    for label in labels:
        share = (min(_end(label.rows, plot), high) - low) / (high - low)
        free = width - label.width - 2 * _HALF - 4
        if share > 0 and not label.behind:
            need = max(need, width - _HALF - max(free / share, width / 4))
    return need


def _end(rows: list[Row], plot: Plot) -> float:
    """Where what is drawn of some rows ends; lines of `ranges` without an end go beyond all."""
    if plot.name == "ranges" and math.isinf(rows[0][UPPER]):
        return math.inf
    return max(_finite(rows, plot, UPPER))


def _start(rows: list[Row], plot: Plot) -> float:
    """Where what is drawn of some rows begins."""
    if plot.name == "ranges" and math.isinf(rows[0][LOWER]):
        return -math.inf
    return min(_finite(rows, plot, LOWER))


def _finite(rows: list[Row], plot: Plot, end: str) -> list[float]:
    columns = [plot.amount, end, *plot.beside]
    return [float(row[name]) for name in columns for row in rows if math.isfinite(row[name])]


def _marks(plot: Plot, sheet: Sheet, layout: Layout, placed: pd.DataFrame) -> None:
    """Let the function draw, then give its bars their textures and its open ends their heads."""
    low, high = sheet.axes.get_xlim()
    middles = [row.middle for row in layout.rows]
    step = min((b - a for a, b in pairwise(middles)), default=1.0)
    settings = calm(plot)
    takes = accepted(plot.function)
    if plot.name in {"barplot", "pointplot"}:
        settings = whisker(takes, step) | settings
    thick = {"width": layout.band / step, "thickness": layout.band}
    settings |= {k: v for k, v in thick.items() if k in takes and k not in plot.arguments}
    rows = with_intervals(plot, placed, (sheet.right - sheet.left) / (high - low))
    plot.function(data=rows, ax=sheet.axes, **{**settings, "y": WHERE})
    sheet.axes.set(xlabel="", ylabel="")
    if plot.name == "barplot":
        _textures(plot, sheet, layout)
    _heads(plot, sheet, layout)
    if plot.form.points:
        _intervals(plot, sheet, layout)


def _down(plot: Plot, layout: Layout, row: Row) -> float:
    """How far down a mark is: in the middle of its row, where one name has several below or above it."""
    middle = layout.middles[row[plot.place]]
    if not plot.dodges:
        return middle
    each = layout.band / len(plot.levels)
    level = plot.levels.index(row[str(plot.parted_by)])
    return middle + (level + 0.5) * each - layout.band / 2


def _textures(plot: Plot, sheet: Sheet, layout: Layout) -> None:
    bars: list[Any] = [*sheet.axes.patches]
    patches = {round(bar.get_y() + bar.get_height() / 2): bar for bar in bars}
    for row in plot.rows:
        middle = _down(plot, layout, row)
        patch = next((p for at, p in patches.items() if abs(at - middle) <= 1), None)
        number = plot.levels.index(row[str(plot.parted_by)]) if plot.levels else int(row[PART])
        if patch is not None:
            patch.set_linewidth(0)
            if number:
                texture(patch, number)
                if not plot.levels:  # a part of the year keeps the colour of its kind
                    patch.set(edgecolor=SERIES[0])


def _heads(plot: Plot, sheet: Sheet, layout: Layout) -> None:
    """An arrow head where a figure has no upper or no lower end."""
    if plot.form.many or plot.name in {"ranges", "scorecard"}:
        return
    for row in plot.rows:
        y = _down(plot, layout, row)
        for end, shape in ((UPPER, ">"), (LOWER, "<")):
            if math.isinf(row[end]):
                sheet.axes.plot(
                    [row[plot.amount]], [y], shape, color=INK, markersize=9, markeredgewidth=0,
                    zorder=4, clip_on=False,
                )  # fmt: skip


def _intervals(plot: Plot, sheet: Sheet, layout: Layout) -> None:
    for row in plot.rows:
        low, high = (sheet.x(row[end]) for end in (LOWER, UPPER))
        if high - low >= 3 and not math.isinf(row[LOWER]) and not math.isinf(row[UPPER]):
            sheet.axes.plot(
                [row[LOWER], row[UPPER]],
                [layout.middles[row[plot.place]]] * 2,
                color=INK,
                linewidth=1.4,
                zorder=1,
            )


def _scale(sheet: Sheet, scale: Scale, layout: Layout, *, spans: bool) -> None:
    """Ticks with their words, and guides: whole where names are beside them, else only at the marks."""
    sheet.axes.set_yticks([])
    half = layout.band / 2 + 3
    guides = (
        [(layout.top, layout.end)]
        if layout.beside
        else [(r.middle - half, r.middle + half) for r in layout.rows]
    )
    ticks = [tick for tick in scale.ticks if tick or scale.low != 0]
    sheet.guides([([tick] * 2, [*span]) for tick in ticks for span in guides])
    if scale.low <= 0 <= scale.high and (scale.ticks and 0 in scale.ticks):
        sheet.guides([([0, 0], [*span]) for span in guides], color=INK, linewidth=0.8)
    write_below(sheet, scale, 18, spans=spans)


def _names(plot: Plot, sheet: Sheet, layout: Layout) -> None:
    for row in layout.rows:
        lines = [(line, row.name in plot.strong) for line in row.lines]
        for number, (line, strong) in enumerate([*lines, *((line, True) for line in row.above)]):
            sheet.words(0, row.first + (number + 0.76) * LINE, line, strong=strong)


def _words(plot: Plot, sheet: Sheet, layout: Layout, labels: list[Label]) -> None:
    """The amount of each mark in words, beyond the end of what is drawn."""
    for label in labels:
        y = _down(plot, layout, label.rows[0]) + TYPE * 0.35
        end = _end(label.rows, plot)
        if plot.form.scaled:
            # Of a scorecard beyond the line of the plan, of ranks beyond the most places ranked.
            end = max(end, sheet.axes.get_xlim()[1] if plot.name == "ranks" else 100.0)
        if label.behind:
            x = sheet.x(_start(label.rows, plot)) - _HALF
            sheet.words(x, y, label.text, align="right", strong=True)
        else:
            sheet.words(sheet.x(end) + _HALF, y, label.text, strong=True)
