"""A drawing in a field: years, amounts or names from left to right, amounts upwards."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from tongket.charts import course
from tongket.charts.arguments import accepted, calm, whisker, with_intervals
from tongket.charts.key import Key, texture
from tongket.charts.plot import APART, LOWER, PART, UPPER, WHERE, WORDS, Plot
from tongket.charts.scale import Scale, across, number_words, upwards, write_below
from tongket.charts.sheet import TICK_TYPE, WIDE, Sheet
from tongket.errors import UsageError
from tongket.numerals import unit_name
from tongket.theme.colours import INK, SERIES
from tongket.theme.words import LINE, TYPE, measure, wrap
from tongket.translations import Phrase

if TYPE_CHECKING:
    import pandas as pd

_HEAD = 22.0  # above the highest mark, for its words
_FOOT = 26.0  # below the lowest bar below zero, for its words
# Functions that show how often amounts occur: what is upwards has no words, or is a number or share of rows.
_HOW_OFTEN = {"count": "count", "percent": "percent"}


def draw(
    plot: Plot, width: float, tall: float = 0.0, sides: tuple[float, float] | None = None
) -> Sheet:
    """Draw a field with its scales.

    Args:
        plot: what is drawn.
        width: how wide, in points.
        tall: how tall the field between its scales is; by default as suits the width.
        sides: how much room is to the left and to the right, of a panel beside others; these have their key above all.

    Raises:
        UsageError: names are side by side without room for them.
    """
    named = _named_ends(plot, width)
    key = Key(plot, width if sides is None else 0.0, levels=not named)
    below = _below(plot, width)
    tall = tall or (90.0 if plot.flat else 230.0 if width >= WIDE else 190.0)
    scale = _upwards(plot, tall)
    if plot.form.many and not plot.flat:
        # Such a function finds the scale itself: drawn once to see how wide the words of the scale are.
        trial = Sheet(WIDE, tall + _HEAD + LINE, 40, 10, _HEAD, LINE)
        scale = _marks(plot, trial, _placed(plot), scale)
    left, right = sides or (_left(scale), _beside(plot, named))
    more = LINE if plot.two_amounts else 0.0
    top = key.height + more + _HEAD
    foot = 8 + more + LINE * max(map(len, below), default=1)
    sheet = Sheet(width, top + tall + foot, left, right, top, foot)
    data = _placed(plot)
    if plot.upright:
        sheet.axes.set_xlim(-0.5, len(plot.names) - 0.5)
    scale = _marks(plot, sheet, data, scale)
    if plot.flat:
        sheet.axes.set_ylim(0.5, -0.5)
        sheet.axes.set_yticks([])
    else:
        _scale(sheet, scale)
    _places(plot, sheet, below)
    if plot.two_amounts:
        _what_axes_count(plot, sheet)
    if not plot.form.many:
        _words(plot, sheet, data, named, scale)
    key.draw(sheet)
    return sheet


def sides(plot: Plot, tall: float) -> tuple[float, float]:
    """How much room the words of the scale need to the left of a field, and those of the marks to the right."""
    return _left(_upwards(plot, tall)), _beside(plot, {})


def _left(scale: Scale) -> float:
    return max((measure(w, TICK_TYPE) for w in scale.words), default=0.0) + 10


def _placed(plot: Plot) -> pd.DataFrame:
    """The rows with their places from left to right."""
    places = plot.data[plot.place]
    if plot.upright:
        # A map of categories would be categories, which seaborn puts in an order of its own.
        places = places.astype(object).map({name: at for at, name in enumerate(plot.names)})
    return plot.data.assign(**{WHERE: places})


def _upwards(plot: Plot, tall: float) -> Scale:
    if plot.form.many:
        return Scale(0.0, 1.0, (), ())
    low, high = plot.limits
    if plot.form.zero and low < 0:
        low -= (high - low) * _FOOT / tall
    return upwards(low, high, tall, plot.kind(plot.amount), plot.lang)


def _below(plot: Plot, width: float) -> list[list[str]]:
    """The names below their marks, in lines; empty where there are years or amounts instead.

    Raises:
        UsageError: a name has no room.
    """
    if not plot.upright:
        return []
    slot = (width - 60) / max(len(plot.names), 1) - 6
    names = [plot.said(name, plot.place) for name in plot.names]
    syllables = [s for name in names for s in name.split()]
    if any(measure(syllable, TICK_TYPE) > slot for syllable in syllables) or slot < 24:
        raise UsageError(
            Phrase(
                "{name}: expected names that have room side by side, got {number}, such as {max}. Put them one "
                "below the other: x={amount}, y={place}.",
                name=plot.name,
                number=len(names),
                max=repr(max(names, key=len)),
                amount=repr(plot.amount),
                place=repr(plot.place),
            )
        )
    return [wrap(name, slot, TICK_TYPE) for name in names]


def _named_ends(plot: Plot, width: float) -> dict[Any, str]:
    """The words at the ends of several lines, where there is room for names: then no key is needed.

    There is none above a line that ends before the others: theirs go on there.
    """
    if width < WIDE or not plot.form.joins or not plot.levels:
        return {}
    if any(row[WHERE] < plot.span[1] for row in _ends(plot)):
        return {}
    named = {level: f"{plot.said(level, str(plot.parted_by))} " for level in plot.levels}
    longest = max(measure(words, strong=True) for words in named.values())
    return named if longest < width * 0.3 else {}


def _beside(plot: Plot, named: dict[Any, str]) -> float:
    """The room to the right: half of the last words, or the whole of those at the ends of lines."""
    if plot.form.joins and plot.levels:
        last = [row for row in _ends(plot) if row[WHERE] == plot.span[1]]
        said = [f"{named.get(row[plot.parted_by], '')}{row[WORDS]}" for row in last]
        return max((measure(text, strong=True) for text in said), default=0.0) + 14
    words = [] if plot.form.many else [*plot.data[WORDS]]
    return max(max((measure(text, strong=True) for text in words), default=0.0) / 2 + 4, 16.0)


def _ends(plot: Plot) -> list[Any]:
    """The last row of each line; a part of a year ends no line, and has words of its own."""
    import pandas as pd

    data = _placed(plot)
    parts = data[APART].eq("part") if APART in data else data[WHERE].isna()
    ended = data[~parts].sort_values(WHERE).groupby(plot.parted_by, sort=False).tail(1)
    return [row for _, row in pd.concat([ended, data[parts]]).iterrows()]


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
    plot.function(data=rows, ax=axes, **{**settings, "x": WHERE})
    axes.set(xlabel="", ylabel="")
    if plot.name == "barplot":
        _textures(plot, sheet, data)
    elif plot.name == "histplot" and plot.levels:
        _textures_by_colour(sheet)
    if plot.form.many:
        return _scale_found(plot, sheet)
    axes.set_ylim(scale.low, scale.high)
    if plot.form.joins and APART in data:
        course.draw(plot, sheet, data)
    if not plot.upright:
        low, high = plot.span
        margin = (high - low) * 0.06 or 1.0
        axes.set_xlim(
            low - margin, high + (margin * 0.4 if plot.form.joins and plot.levels else margin)
        )
    return scale


def _scale_found(plot: Plot, sheet: Sheet) -> Scale:
    low, high = sheet.axes.get_ylim()
    if plot.column("y") is None:
        kind = _HOW_OFTEN.get(str(calm(plot).get("stat", "")))
        if plot.name == "histplot" and "stat" not in plot.arguments:
            kind = "count"
        if kind is None:
            return Scale(low, high, (), ())
    else:
        kind = plot.kind(plot.amount)
    return upwards(low, high, sheet.bottom - sheet.top, kind, plot.lang)


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


def _textures_by_colour(sheet: Sheet) -> None:
    """The textures of a histogram's hues, whose bars seaborn draws in an order of its own."""
    from matplotlib.colors import to_hex

    bars: list[Any] = [*sheet.axes.patches]
    for bar in bars:
        texture(bar, SERIES.index(to_hex(bar.get_facecolor())))


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
    if plot.kind(plot.place) == "year":
        write_below(sheet, _years(plot, sheet), LINE + 2)
    else:
        scale = across(sheet, low, high, plot.kind(plot.place), plot.lang)
        write_below(sheet, scale, LINE + 2)


def _years(plot: Plot, sheet: Sheet) -> Scale:
    """The years, every second or third where they are many; the last is among them."""
    first, last = math.floor(plot.span[0]), math.ceil(plot.span[1])
    room = (sheet.right - sheet.left) // (measure(str(last), TICK_TYPE) + LINE / 2)
    stride = max(math.ceil((last - first + 1) / max(min(room, 7), 1)), 1)
    years = tuple(float(year) for year in range(last, first - 1, -stride))[::-1]
    return Scale(first, last, years, number_words(years, "year", plot.lang))


def _what_axes_count(plot: Plot, sheet: Sheet) -> None:
    """What each of two amounts is: the column that an author named, and its unit."""
    for column, unit, x, y, align in (
        (plot.amount, plot.unit, 0.0, sheet.top - _HEAD - 4, "left"),
        (plot.place, plot.across, sheet.right, sheet.height - 5, "right"),
    ):
        named = [column] if column not in {"value", "lower", "upper"} or unit is None else []
        counted = [unit_name(unit, None, plot.lang)] if unit else []
        sheet.words(x, y, ", ".join(filter(None, named + counted)), size=TICK_TYPE, align=align)


def _words(
    plot: Plot, sheet: Sheet, data: pd.DataFrame, named: dict[Any, str], scale: Scale
) -> None:
    """The amounts in words: at the end of each of several lines, else at every mark that has room."""
    if plot.form.joins and plot.levels:
        _at_the_ends(plot, sheet, named)
        return
    taken = [*_of_ticks(sheet, scale), *_of_bars(sheet)]
    if plot.form.points:
        taken += _of_points(sheet, data, plot.amount)
    ordered = data.sort_values(WHERE)
    ups = [sheet.y(value) for value in ordered[plot.amount]]
    last = len(ups) - 1
    # The first and the last year are said before those between.
    for at in dict.fromkeys([last, 0, *range(1, last)]):
        row = ordered.iloc[at]
        half = measure(row[WORDS], strong=True) / 2
        wanted = sheet.x(row[WHERE]) + _beside_bar(plot, sheet, row)
        wanted += _sideways(plot, ups, at) * (half - 3)
        y = _above(plot, sheet, row, ups, at)
        # Beside the words of the scale, where those above them are in the way.
        for least in (half, sheet.left + half):
            x = max(min(wanted, sheet.width - half), least)
            place = (x - half - 2, y - TYPE, x + half + 2, y + 3)
            if x + half <= sheet.width and not any(_meet(place, other) for other in taken):
                taken.append(place)
                sheet.words(x, y, row[WORDS], align="center", strong=True)
                break


_Box = tuple[float, float, float, float]  # left, top, right, bottom, in points


def _meet(one: _Box, other: _Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def _of_ticks(sheet: Sheet, scale: Scale) -> list[_Box]:
    """Where the words of the scale at the left are."""
    at = [
        (sheet.y(tick), measure(words, TICK_TYPE))
        for tick, words in zip(scale.ticks, scale.words, strict=True)
    ]
    return [(sheet.left - 8 - width, y - 7, sheet.left - 8, y + 7) for y, width in at]


def _of_points(sheet: Sheet, data: pd.DataFrame, amount: str) -> list[_Box]:
    """Where the points are, over which words of other points would be."""
    at = [(sheet.x(x), sheet.y(y)) for x, y in zip(data[WHERE], data[amount], strict=True)]
    return [(x - 4, y - 4, x + 4, y + 4) for x, y in at]


def _of_bars(sheet: Sheet) -> list[_Box]:
    """Where the bars are, which words of other bars would cover."""
    boxes: list[_Box] = []
    bars: list[Any] = [*sheet.axes.patches]
    for bar in bars:
        xs = sorted((bar.get_x(), bar.get_x() + bar.get_width()))
        ys = sorted((bar.get_y(), bar.get_y() + bar.get_height()))
        boxes.append((sheet.x(xs[0]), sheet.y(ys[1]), sheet.x(xs[1]), sheet.y(ys[0])))
    return boxes


def _beside_bar(plot: Plot, sheet: Sheet, row: Any) -> float:
    """How far the bar of one hue is from the middle of its name."""
    if not plot.dodges or not plot.upright:
        return 0.0
    each = 0.6 / len(plot.levels)
    share = (plot.levels.index(row[plot.parted_by]) + 0.5) * each - 0.3
    return share * (sheet.right - sheet.left) / len(plot.names)


def _sideways(plot: Plot, ups: list[float], at: int) -> int:
    """To which side of a mark its words above it are moved, so that a line that rises there does not cross them."""
    if not plot.form.joins:
        return 0
    rises = at + 1 < len(ups) and ups[at + 1] < ups[at] - 4
    fell = at > 0 and ups[at - 1] < ups[at] - 4
    return int(fell) - int(rises)


def _above(plot: Plot, sheet: Sheet, row: Any, ups: list[float], at: int) -> float:
    """Where the words of a mark are: above it, or below it where its line comes from above."""
    end = row[UPPER] if math.isfinite(row[UPPER]) else row[plot.amount]
    up = sheet.y(max(end, row[plot.amount])) - 9
    low = row[LOWER] if math.isfinite(row[LOWER]) else row[plot.amount]
    down = sheet.y(min(low, row[plot.amount])) + TYPE + 8
    if plot.form.zero:
        return down if row[plot.amount] < 0 else up
    if not plot.form.joins:
        return up
    beside = ups[max(at - 1, 0)], ups[min(at + 1, len(ups) - 1)]
    room = down < sheet.bottom - 2
    return down if room and min(beside) < ups[at] - 4 and max(beside) <= ups[at] + 4 else up


def _at_the_ends(plot: Plot, sheet: Sheet, named: dict[Any, str]) -> None:
    ends = _ends(plot)
    by, last = str(plot.parted_by), plot.span[1]
    at_last = [row for row in ends if row[WHERE] == last]
    places = sorted(((sheet.y(row[plot.amount]), row) for row in at_last), key=lambda pair: pair[0])
    ups = _apart([y for y, _ in places], sheet.bottom - 2)
    taken: list[_Box] = []
    for up, (_, row) in zip(ups, places, strict=True):
        said = named.get(row[by], "") + row[WORDS]
        x = sheet.x(row[WHERE]) + 9
        taken.append((x, up - TYPE / 2, sheet.width, up + TYPE / 2))
        sheet.words(x, up + TYPE * 0.35, said, strong=True)
    # Beside a line that ends before the others there are lines; above it there is room, or to the left.
    for row in (row for row in ends if row[WHERE] < last):
        said = named.get(row[by], "") + row[WORDS]
        x, up, half = (
            sheet.x(row[WHERE]),
            sheet.y(row[plot.amount]) - 9,
            measure(said, strong=True) / 2,
        )
        box = (x - half - 2, up - TYPE, x + half + 2, up + 3)
        align = "right" if any(_meet(box, other) for other in taken) else "center"
        sheet.words(x + 4 * (align == "right"), up, said, align=align, strong=True)


def _apart(places: list[float], lowest: float) -> list[float]:
    """Places of lines of words from the top down, moved so that none meets another or is below the lowest.

    >>> _apart([10.0, 12.0, 90.0, 91.0], 100.0)
    [10.0, 27.0, 83.0, 100.0]
    """
    down = list(accumulate(places, lambda last, y: max(y, last + LINE)))
    up = accumulate(reversed(down), lambda last, y: min(y, last - LINE), initial=lowest + LINE)
    return [*up][:0:-1]
