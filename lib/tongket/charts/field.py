"""A drawing in a field: years, amounts or names from left to right, amounts upwards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import accepted, calm, whisker, with_intervals
from tongket.charts.key import Key, texture
from tongket.charts.plot import LOWER, PART, UPPER, WHERE, WORDS, Plot
from tongket.charts.scale import Scale, between, limits
from tongket.charts.sheet import TICK_TYPE, WIDE, Sheet
from tongket.errors import UsageError
from tongket.theme.colours import INK, SERIES
from tongket.theme.words import LINE, TYPE, measure, wrap

if TYPE_CHECKING:
    import pandas as pd

_HEAD = 22.0  # above the highest mark, for its words


def draw(plot: Plot, width: int) -> Sheet:
    """Draw a field with its scales.

    Raises:
        UsageError: names are side by side without room for them.
    """
    wide = width >= WIDE
    named = _named_ends(plot, width)
    key = Key(plot, width, hidden=bool(named))
    below = _below(plot, width)
    tall = 90.0 if plot.flat else 230.0 if wide else 190.0
    across = plot.data[plot.place]
    # Above the first rank its form leaves room for words itself.
    top = key.height + (4.0 if plot.name == "ranks" else _HEAD)
    height = top + tall + 8 + LINE * max(map(len, below), default=1)
    first = _upwards(plot, tall)
    ticks = (
        first.words
        if plot.name != "ranks"
        else [str(int(n)) for n in plot.data[str(plot.column("ranked"))]]
    )
    left = max((measure(w, TICK_TYPE) for w in ticks), default=0.0) + 10
    sheet = Sheet(
        width,
        height,
        left,
        _beside(plot, named),
        key.height + _HEAD,
        height - top - tall,
    )
    axes = sheet.axes
    axes.yaxis.set_ticks([])
    data = plot.data.assign(
        **{
            # A map of categories would be categories, which seaborn puts in an order of its own.
            WHERE: across.astype(object).map({n: i for i, n in enumerate(plot.names)})
            if plot.upright
            else across
        }
    )
    if plot.upright:
        axes.set_xlim(-0.5, len(plot.names) - 0.5)
    scale = _marks(plot, sheet, data, first)
    if plot.flat:
        axes.set_ylim(0.5, -0.5)
    else:
        _scale(sheet, scale)
    _places(plot, sheet, below)
    if not plot.form.many:
        _words(plot, sheet, data, named)
    key.draw(sheet)
    return sheet


def _upwards(plot: Plot, tall: float) -> Scale:
    low, high = limits(plot) if not plot.form.many else _plain_limits(plot)
    return between(low, high, tall * 1.6, plot.unit, plot.lang)


def _plain_limits(plot: Plot) -> tuple[float, float]:
    column = plot.column("y")
    values = plot.data[column] if column else [0.0, 1.0]
    return float(min(values)), float(max(values))


def _below(plot: Plot, width: int) -> list[list[str]]:
    """The names below their marks, in lines; empty where there are years or amounts instead.

    Raises:
        UsageError: a name has no room.
    """
    if not plot.upright:
        return []
    slot = (width - 60) / max(len(plot.names), 1) - 6
    names = [str(name) for name in plot.names]
    syllables = [s for name in names for s in name.split()]
    if any(measure(syllable, TICK_TYPE) > slot for syllable in syllables) or slot < 24:
        raise UsageError(
            f"{plot.name}: expected names that have room side by side, got {len(names)}, "
            f"such as {max(names, key=len)!r}. "
            f"Put them one below the other: x={plot.amount!r}, y={plot.place!r}."
        )
    return [wrap(name, slot, TICK_TYPE) for name in names]


def _named_ends(plot: Plot, width: int) -> dict[Any, str]:
    """The words at the ends of several lines, where there is room for names: then no key is needed."""
    if width < WIDE or not plot.form.joins or not plot.levels:
        return {}
    longest = max(measure(str(level), strong=True) for level in plot.levels)
    return {level: f"{level} " for level in plot.levels} if longest < width * 0.3 else {}


def _beside(plot: Plot, named: dict[Any, str]) -> float:
    """The room to the right: half of the last words, or the whole of those at the ends of lines."""
    words = [] if plot.form.many else [*plot.data[WORDS]]
    if named:
        words = [
            f"{named[row[str(plot.parted_by)]]}{row[WORDS]}" for _, row in plot.data.iterrows()
        ]
    widest = max((measure(text, strong=True) for text in words), default=0.0)
    return widest + 14 if plot.form.joins and plot.levels else max(widest / 2 + 4, 16.0)


def _marks(plot: Plot, sheet: Sheet, data: pd.DataFrame, scale: Scale) -> Scale:
    axes = sheet.axes
    settings = calm(plot)
    takes = accepted(plot.function)
    if plot.name in {"barplot", "pointplot"}:
        settings = whisker(takes, 35) | settings | ({"width": 0.6} if "width" in takes else {})
    elif plot.name == "lineplot" and "errorbar" in takes and settings.get("errorbar"):
        settings |= {
            "err_style": "bars",
            "err_kws": {"ecolor": INK, "elinewidth": 1.4, "capsize": 4},
        }
    rows = with_intervals(plot, data, (sheet.bottom - sheet.top) / (scale.high - scale.low))
    place = {"x": WHERE} if plot.name != "ranks" else {}
    plot.function(data=rows, ax=axes, **{**settings, **place})
    axes.set(xlabel="", ylabel="")
    if plot.name == "barplot":
        _textures(plot, sheet, data)
    if plot.form.many or plot.name == "ranks":
        return _scale_found(plot, sheet)
    axes.set_ylim(scale.low, scale.high)
    if not plot.upright:
        low, high = float(data[WHERE].min()), float(data[WHERE].max())
        margin = (high - low) * 0.06 or 1.0
        axes.set_xlim(
            low - margin, high + (margin * 0.4 if plot.form.joins and plot.levels else margin)
        )
    return scale


def _scale_found(plot: Plot, sheet: Sheet) -> Scale:
    low, high = sheet.axes.get_ylim()
    if plot.name != "ranks":
        return between(low, high, (sheet.bottom - sheet.top) * 1.6, plot.unit, plot.lang)
    ticks = tuple(float(t) for t in sheet.axes.get_yticks())
    return Scale(low, high, ticks, tuple(str(int(t)) for t in ticks))


def _textures(plot: Plot, sheet: Sheet, data: pd.DataFrame) -> None:
    bars: list[list[Any]] = [[*group] for group in sheet.axes.containers]
    at = dict(zip(data[WHERE], data[PART], strict=True))
    for number, group in enumerate(bars):
        for bar in group:
            bar.set_linewidth(0)
            if plot.levels:
                texture(bar, number)
            elif at.get(round(bar.get_x() + bar.get_width() / 2)):
                texture(bar, 1)
                bar.set(edgecolor=SERIES[0])


def _scale(sheet: Sheet, scale: Scale) -> None:
    axes = sheet.axes
    axes.set_yticks([])
    low, high = axes.get_xlim()
    sheet.guides([([low, high], [tick, tick]) for tick in scale.ticks if tick])
    for tick, words in zip(scale.ticks, scale.words, strict=True):
        y = sheet.y(tick)
        sheet.words(
            sheet.left - 8,
            y + TICK_TYPE * 0.36,
            words,
            size=TICK_TYPE,
            align="right",
            kind="tk-tick",
        )
    if 0 in scale.ticks:
        sheet.guides([([low, high], [0, 0])], color=INK, linewidth=0.8)
        axes.spines["bottom"].set_visible(scale.low == 0)


def _places(plot: Plot, sheet: Sheet, below: list[list[str]]) -> None:
    axes = sheet.axes
    if below:
        axes.set_xticks([])
        for number, lines in enumerate(below):
            for n, line in enumerate(lines):
                y = sheet.bottom + (n + 1) * LINE + 2
                sheet.words(sheet.x(number), y, line, size=TICK_TYPE, align="center")
        return
    low, high = axes.get_xlim()
    years = _years(plot)
    scale = between(
        low, high, sheet.right - sheet.left, plot.unit if not years else None, plot.lang
    )
    ticks = years or [*scale.ticks]
    words = [str(int(t)) for t in ticks] if years else [*scale.words]
    axes.set_xticks(ticks, ["" for _ in ticks])
    for tick, text in zip(ticks, words, strict=True):
        half = measure(text, TICK_TYPE) / 2
        x = min(max(sheet.x(tick), half), sheet.width - half)
        sheet.words(
            x, sheet.bottom + LINE + 2, text, size=TICK_TYPE, align="center", kind="tk-tick"
        )


def _years(plot: Plot) -> list[float]:
    """The years, where the axis has years; every second or third where they are many."""
    values = plot.data[plot.place]
    if plot.place != "year" and not values.between(1900, 2200).all():
        return []
    first, last = math.floor(values.min()), math.ceil(values.max())
    stride = max(math.ceil((last - first + 1) / 7), 1)
    return [float(year) for year in range(last, first - 1, -stride)][::-1]


def _words(plot: Plot, sheet: Sheet, data: pd.DataFrame, named: dict[Any, str]) -> None:
    """The amounts in words: at the end of each of several lines, else at every mark that has room."""
    if plot.form.joins and plot.levels:
        _at_the_ends(plot, sheet, data, named)
        return
    taken: list[tuple[float, float, float]] = []
    ordered = data.sort_values(WHERE)
    # The first and the last year are said before those between.
    order = [*ordered.index[-1:], *ordered.index[:1], *ordered.index[1:-1]]
    for index in dict.fromkeys(order):
        row = ordered.loc[index]
        half = measure(row[WORDS], strong=True) / 2
        x = (
            sheet.x(row[WHERE])
            + _beside_bar(plot, sheet, row)
            + _sideways(plot, sheet, ordered, index) * (half - 3)
        )
        y = _above(plot, sheet, ordered, index)
        if any(
            abs(x - other) < half + width + 4 and abs(y - up) < LINE for other, up, width in taken
        ):
            continue
        taken.append((x, y, half))
        x = min(max(x, half), sheet.width - half)
        sheet.words(x, y, row[WORDS], align="center", strong=True)


def _beside_bar(plot: Plot, sheet: Sheet, row: Any) -> float:
    """How far the bar of one hue is from the middle of its name."""
    if not plot.dodges or not plot.upright:
        return 0.0
    each = 0.6 / len(plot.levels)
    share = (plot.levels.index(row[plot.parted_by]) + 0.5) * each - 0.3
    return share * (sheet.right - sheet.left) / len(plot.names)


def _sideways(plot: Plot, sheet: Sheet, ordered: pd.DataFrame, index: Any) -> int:
    """To which side of a mark its words above it are moved, so that a line that rises there does not cross them."""
    if not plot.form.joins or plot.name == "ranks":
        return 0
    at = [*ordered.index].index(index)
    ups = [sheet.y(value) for value in ordered[plot.amount]]
    rises = at + 1 < len(ups) and ups[at + 1] < ups[at] - 4
    fell = at > 0 and ups[at - 1] < ups[at] - 4
    return int(fell) - int(rises)


def _above(plot: Plot, sheet: Sheet, ordered: pd.DataFrame, index: Any) -> float:
    """Where the words of a mark are: above it, or below it where its line comes from above."""
    row = ordered.loc[index]
    end = row[UPPER] if math.isfinite(row[UPPER]) else row[plot.amount]
    up = sheet.y(max(end, row[plot.amount])) - 9
    low = row[LOWER] if math.isfinite(row[LOWER]) else row[plot.amount]
    down = sheet.y(min(low, row[plot.amount])) + TYPE + 8
    if plot.form.zero:
        return down if row[plot.amount] < 0 else up
    if not plot.form.joins or plot.name == "ranks":
        return up
    at = [*ordered.index].index(index)
    beside = [
        sheet.y(v)
        for v in ordered[plot.amount].iloc[[max(at - 1, 0), min(at + 1, len(ordered) - 1)]]
    ]
    here = sheet.y(row[plot.amount])
    room = down < sheet.bottom - 2
    return down if room and min(beside) < here - 4 and max(beside) <= here + 4 else up


def _at_the_ends(plot: Plot, sheet: Sheet, data: pd.DataFrame, named: dict[Any, str]) -> None:
    ends = [
        data[data[plot.parted_by] == level].sort_values(WHERE).iloc[-1] for level in plot.levels
    ]
    by = str(plot.parted_by)
    places = sorted(((sheet.y(row[plot.amount]), row) for row in ends), key=lambda pair: pair[0])
    last = -math.inf
    for y, row in places:
        last = max(y, last + LINE)
        said = named.get(row[by], "") + row[WORDS]
        sheet.words(sheet.x(row[WHERE]) + 9, last + TYPE * 0.35, said, strong=True)
