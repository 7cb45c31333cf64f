"""A drawing in rows: names one below the other, their amounts on one scale to the right.

On a phone a name is above its mark, so that both have the whole width; elsewhere it is to the left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import BAR, accepted, calm, whisker, with_intervals
from tongket.charts.key import Key, texture
from tongket.charts.plot import LOWER, PART, UPPER, WHERE, WORDS, Plot
from tongket.charts.scale import Scale, limits, scale_of
from tongket.charts.sheet import TICK_TYPE, WIDE, Sheet
from tongket.theme.colours import INK, SERIES
from tongket.theme.words import LINE, TYPE, measure, wrap

if TYPE_CHECKING:
    import pandas as pd

_COLUMN = 0.36  # of a wide drawing that names may take
_FOOT = 24.0  # below the rows, for the words of the scale
_HALF = 9.0  # what a mark needs beside its place


@dataclass(frozen=True)
class DrawnRow:
    """A row of a drawing: its name in lines, and its place in points from the top.

    Attributes:
        first: where the first line of its name begins.
        middle: where its mark is.
    """

    name: str
    lines: list[str]
    first: float
    middle: float


@dataclass(frozen=True)
class Layout:
    """Where everything of a drawing in rows is, in points.

    Attributes:
        inline: whether words are above their mark, because beside it they would leave too little room for it.
        band: the height that the marks of one row take.
    """

    rows: list[DrawnRow]
    left: float
    right: float
    top: float
    end: float
    band: float
    inline: bool


def draw(plot: Plot, width: int) -> Sheet:
    """Draw names and amounts.

    Raises:
        UsageError: there are more values than a reader can distinguish.
    """
    key = Key(plot, width)
    layout = _layout(plot, width, key.height)
    sheet = Sheet(width, layout.end + _FOOT, layout.left, layout.right, layout.top, _FOOT)
    axes = sheet.axes
    axes.xaxis.set_ticks([])
    scale = scale_of(plot, sheet.right - sheet.left)
    # A map of categories would be categories, which seaborn puts in an order of its own.
    names = plot.data[plot.place].astype(object)
    placed = plot.data.assign(**{WHERE: names.map({r.name: r.middle for r in layout.rows})})
    axes.set_ylim(layout.end, layout.top)
    axes.set_xlim(scale.low, scale.high)
    _marks(plot, sheet, layout, placed)
    if not plot.form.many and not plot.form.scaled:
        axes.set_xlim(scale.low, scale.high)
    else:
        scale = _found_scale(plot, sheet)
    axes.set_ylim(layout.end, layout.top)
    _scale(sheet, scale, layout, wide=width >= WIDE)
    key.draw(sheet)
    _names(plot, sheet, layout)
    if not plot.form.many:
        _words(plot, sheet, layout, placed)
    return sheet


def _layout(plot: Plot, width: int, top: float) -> Layout:
    wide = width >= WIDE
    band = LINE * len(plot.levels) if plot.dodges else BAR * (2 if plot.form.many else 1)
    labels = [] if plot.form.many else [*plot.data[WORDS]]
    widest = max((measure(text, strong=True) for text in labels), default=0.0)
    inline = not wide and widest > 0.4 * width and not plot.dodges
    room = width * _COLUMN if wide else width
    names = [wrap(str(n), room, strong=n in plot.strong) for n in plot.names]
    used = max((measure(line, strong=True) for lines in names for line in lines), default=0.0)
    # A negative amount has its words at its left.
    behind = widest + _HALF if (plot.data[plot.amount] < 0).any() and not inline else 0.0
    left = (min(used, room) + 14 if wide else 2.0) + behind + (0 if plot.form.zero else _HALF)
    rows: list[DrawnRow] = []
    y = top + 2
    for name, lines in zip(plot.names, names, strict=True):
        height = max(len(lines) * LINE, band) if wide else (len(lines) + inline) * LINE + 3 + band
        middle = y + height / 2 if wide else y + height - band / 2
        rows.append(
            DrawnRow(name, lines, y + (height - len(lines) * LINE) / 2 if wide else y, middle)
        )
        y += height + (9 if wide else 12)
    right = 4.0 if inline or plot.form.many else _room_for_words(plot, width - left, widest)
    return Layout(rows, left, right + _HALF, top, y - 2, band, inline)


def _room_for_words(plot: Plot, across: float, widest: float) -> float:
    """What must stay free at the right, so that the words of each mark end within the drawing.

    Those of a short bar are over the scale and need no room beyond it.
    """
    if plot.form.scaled:
        return widest + 4
    low, high = limits(plot)
    need = 4.0
    for end, words in zip(_ends(plot), plot.data[WORDS], strict=True):
        share = (min(end, high) - low) / (high - low)
        free = across - measure(words, strong=True) - 2 * _HALF - 4
        if share > 0:
            need = max(need, across - _HALF - max(free / share, across / 4))
    return need


def _ends(plot: Plot) -> list[float]:
    """Where what is drawn of each mark ends."""
    columns = [plot.amount, UPPER, *plot.beside]
    finite = plot.data[columns].where(plot.data[columns].abs() < math.inf)
    ends = [float(end) for end in finite.max(axis=1)]
    open_ended = plot.name == "ranges"
    return [
        math.inf if open_ended and math.isinf(u) else e
        for e, u in zip(ends, plot.data[UPPER], strict=True)
    ]


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
        _textures(plot, sheet, layout, placed)
    _heads(plot, sheet, layout, placed)
    if plot.form.points:
        _intervals(sheet, placed)


def offset(plot: Plot, layout: Layout, row: Any) -> float:
    """How far below the middle of its row a mark is, where one name has several."""
    if not plot.dodges:
        return 0.0
    each = layout.band / len(plot.levels)
    return (plot.levels.index(row[str(plot.parted_by)]) + 0.5) * each - layout.band / 2


def _textures(plot: Plot, sheet: Sheet, layout: Layout, placed: pd.DataFrame) -> None:
    bars: list[Any] = [*sheet.axes.patches]
    patches = {round(bar.get_y() + bar.get_height() / 2): bar for bar in bars}
    for _, row in placed.iterrows():
        middle = row[WHERE] + offset(plot, layout, row)
        patch = next((p for at, p in patches.items() if abs(at - middle) <= 1), None)
        number = plot.levels.index(row[str(plot.parted_by)]) if plot.levels else int(row[PART])
        if patch is not None:
            patch.set_linewidth(0)
            if number:
                texture(patch, number)
                if not plot.levels:  # a part of the year keeps the colour of its kind
                    patch.set(edgecolor=SERIES[0])


def _heads(plot: Plot, sheet: Sheet, layout: Layout, placed: pd.DataFrame) -> None:
    """An arrow head where a figure has no upper or no lower end."""
    if plot.form.many or plot.name in {"ranges", "scorecard"}:
        return
    for _, row in placed.iterrows():
        y = row[WHERE] + offset(plot, layout, row)
        for end, shape in ((UPPER, ">"), (LOWER, "<")):
            if math.isinf(row[end]):
                sheet.axes.plot(
                    [row[plot.amount]], [y], shape, color=INK, markersize=9, markeredgewidth=0,
                    zorder=4, clip_on=False,
                )  # fmt: skip


def _intervals(sheet: Sheet, placed: pd.DataFrame) -> None:
    for _, row in placed.iterrows():
        low, high = (sheet.x(row[end]) for end in (LOWER, UPPER))
        if high - low >= 3 and not math.isinf(row[LOWER]) and not math.isinf(row[UPPER]):
            sheet.axes.plot(
                [row[LOWER], row[UPPER]], [row[WHERE]] * 2, color=INK, linewidth=1.4, zorder=1
            )


def _found_scale(plot: Plot, sheet: Sheet) -> Scale:
    from tongket.charts.scale import between

    low, high = sheet.axes.get_xlim()
    return between(low, high, sheet.right - sheet.left, plot.unit, plot.lang)


def _scale(sheet: Sheet, scale: Scale, layout: Layout, *, wide: bool) -> None:
    """Ticks with their words, and guides: whole on a desk, beside the marks on a phone, where they would cut names."""
    axes = sheet.axes
    axes.set_yticks([])
    axes.set_xticks(scale.ticks, ["" for _ in scale.ticks])
    half = layout.band / 2 + 3
    spans = (
        [(layout.top, layout.end)]
        if wide
        else [(r.middle - half, r.middle + half) for r in layout.rows]
    )
    ticks = [tick for tick in scale.ticks if tick or scale.low != 0]
    sheet.guides([([tick] * 2, [*span]) for tick in ticks for span in spans])
    if scale.low <= 0 <= scale.high and (scale.ticks and 0 in scale.ticks):
        sheet.guides([([0, 0], [*span]) for span in spans], color=INK, linewidth=0.8)
    for tick, words in zip(scale.ticks, scale.words, strict=True):
        half_word = measure(words, TICK_TYPE) / 2
        x = min(max(sheet.x(tick), half_word), sheet.width - half_word)
        sheet.words(x, sheet.bottom + 18, words, size=TICK_TYPE, align="center", kind="tk-tick")


def _names(plot: Plot, sheet: Sheet, layout: Layout) -> None:
    for row in layout.rows:
        for number, line in enumerate(row.lines):
            y = row.first + (number + 0.76) * LINE
            sheet.words(0, y, line, strong=row.name in plot.strong)


def _words(plot: Plot, sheet: Sheet, layout: Layout, placed: pd.DataFrame) -> None:
    """The amount of each mark in words, beyond the end of what is drawn; marks of one row in one place."""
    lines = {row.name: len(row.lines) for row in layout.rows}
    marks = [WHERE, str(plot.parted_by)] if plot.dodges else [WHERE]
    for _, rows in placed.groupby(marks, sort=False, observed=True):
        row = rows.iloc[0]
        y = row[WHERE] + offset(plot, layout, row)
        said = "; ".join(rows.sort_values(plot.amount)[WORDS])
        if layout.inline:
            first = next(r.first for r in layout.rows if r.name == row[plot.place])
            sheet.words(0, first + (lines[row[plot.place]] + 0.76) * LINE, said, strong=True)
            continue
        ends = [_end(rows, UPPER, plot, max), _end(rows, LOWER, plot, min)]
        if plot.name == "ranges" and math.isinf(row[UPPER]):
            ends[0] = sheet.axes.get_xlim()[1]
        if plot.name == "scorecard":
            ends[0] = max(ends[0], 100.0)  # the words of what is below the plan are beyond its line
        if row[plot.amount] < 0 and len(rows) == 1:
            sheet.words(sheet.x(ends[1]) - _HALF, y + TYPE * 0.35, said, align="right", strong=True)
        else:
            sheet.words(sheet.x(ends[0]) + _HALF, y + TYPE * 0.35, said, strong=True)


def _end(rows: pd.DataFrame, column: str, plot: Plot, choose: Any) -> float:
    columns = [plot.amount, column, *plot.beside]
    return float(choose(v for name in columns for v in rows[name] if math.isfinite(v)))
