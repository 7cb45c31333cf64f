"""A drawing of names by columns whose colour is the amount, which is written in each cell too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tongket.charts.plot import WORDS, Plot
from tongket.charts.sheet import TICK_TYPE, Sheet
from tongket.errors import UsageError
from tongket.theme.colours import SERIES
from tongket.theme.words import LINE, measure, wrap
from tongket.translations import Phrase

if TYPE_CHECKING:
    import pandas as pd

# Within a cell words are on the colour of the cell, light or dark, whatever the page's own ground is.
_DARK, _LIGHT = "#0c1116", "#ffffff"
_OWN = ("x", "y", "hue")


def draw(plot: Plot, width: int) -> Sheet:
    """Draw a matrix with `sns.heatmap`: `x` its columns, `y` its rows, `hue` its amounts.

    Raises:
        UsageError: one of these is not named, or the columns have no room.
    """
    names = {axis: plot.column(axis) for axis in _OWN}
    if None in names.values():
        raise UsageError(
            Phrase("heatmap: expected x=, y= and hue= for the amounts. Name a column for each.")
        )
    x, y, hue = (str(names[axis]) for axis in _OWN)
    values, words = _pivot(plot.data, x, y, hue), _pivot(plot.data, x, y, WORDS)
    rows = [wrap(plot.said(name, y), width * 0.32) for name in values.index]
    heads = [plot.said(name, x) for name in values.columns]
    left = max(measure(line) for lines in rows for line in lines) + 10
    _check_room(heads, words, (width - left) / len(heads))
    band = max(max(map(len, rows)) * LINE + 6, 26.0)
    height = LINE + 8 + band * len(rows) + 2
    sheet = Sheet(width, height, left, 1, LINE + 8, 2)
    _cells(plot, sheet, values, words)
    for number, head in enumerate(heads):
        sheet.words(sheet.x(number + 0.5), LINE * 0.76, head, size=TICK_TYPE, align="center")
    for number, lines in enumerate(rows):
        first = sheet.top + (number + 0.5) * band - len(lines) * LINE / 2
        for n, line in enumerate(lines):
            sheet.words(
                0, first + (n + 0.76) * LINE, line, strong=values.index[number] in plot.strong
            )
    return sheet


def _pivot(data: pd.DataFrame, x: str, y: str, value: str) -> pd.DataFrame:
    table = data.pivot(index=y, columns=x, values=value)
    return table.loc[[*dict.fromkeys(data[y])]]


def _check_room(heads: list[str], words: pd.DataFrame, room: float) -> None:
    said = [*heads, *(str(w) for w in words.to_numpy().ravel() if isinstance(w, str))]
    if max(measure(text, TICK_TYPE) for text in said) > room - 2:
        raise UsageError(
            Phrase(
                "heatmap: expected columns that have room on a phone, got {number}. Select fewer, or let the "
                "years be rows: exchange x= and y=.",
                number=len(heads),
            )
        )


def _cells(plot: Plot, sheet: Sheet, values: pd.DataFrame, words: pd.DataFrame) -> None:
    import seaborn as sns

    own: dict[str, Any] = {k: v for k, v in plot.arguments.items() if k not in _OWN}
    settings = {
        "cmap": sns.light_palette(SERIES[0], as_cmap=True),
        "linewidths": 1.5,
        "linecolor": "none",
        **own,
    }
    plot.function(
        values.astype(float),
        ax=sheet.axes,
        cbar=False,
        xticklabels=False,
        yticklabels=False,
        **settings,
    )
    sheet.axes.set(xlabel="", ylabel="", xticks=[], yticks=[])
    mesh: Any = sheet.axes.collections[0]
    colours = iter(mesh.get_facecolors())
    for row in range(len(values)):
        for column in range(len(values.columns)):
            red, green, blue, _ = next(colours)
            text = words.iloc[row, column]
            if isinstance(text, str):
                ink = _DARK if 0.3 * red + 0.59 * green + 0.11 * blue > 0.5 else _LIGHT
                x, y = sheet.x(column + 0.5), sheet.y(row + 0.5) + TICK_TYPE * 0.36
                sheet.words(x, y, text, size=TICK_TYPE, align="center", colour=ink, kind="tk-cell")
