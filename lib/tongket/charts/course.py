"""What lines over years have beside their points: what the printing allows, and marks of what is no settled year."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import VISIBLE
from tongket.charts.plot import APART, LOWER, UPPER, WHERE, Plot
from tongket.theme.colours import GROUND, INK, MARKS, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from tongket.charts.sheet import Sheet

_BAND: dict[str, Any] = {"alpha": 0.22, "linewidth": 0, "zorder": 1}


def draw(plot: Plot, sheet: Sheet, data: pd.DataFrame) -> None:
    """Draw around lines that are there: bands, open ends, hollow points."""
    for number, rows in _lines(plot, data):
        _band(plot, sheet, rows, SERIES[number])
    _open_ends(plot, sheet, data)
    for number, rows in _lines(plot, data):
        for kind, alike in rows[rows[APART] != ""].groupby(APART):
            sheet.axes.plot(
                alike[WHERE], alike[plot.amount], mark_of(number, str(kind)), linestyle="",
                **hollow(number), zorder=5, clip_on=False,
            )  # fmt: skip


def mark_of(number: int, kind: str) -> str:
    """The mark of a point of a line that is no settled year; of a part of a year it is one that no line has."""
    return "p" if kind == "part" else MARKS[number]


def hollow(number: int) -> dict[str, Any]:
    """How such a mark looks: in the colour of its line, and without a filling."""
    return {
        "markersize": 8, "markeredgewidth": 2, "markerfacecolor": GROUND, "markeredgecolor": SERIES[number],
    }  # fmt: skip


def _lines(plot: Plot, data: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """The rows of each line, and the number of its colour."""
    columns = [c for c in (plot.parted_by, plot.column("units")) if c]
    parts = data.groupby(columns, sort=False) if columns else [((), data)]
    for key, rows in parts:
        level = key[0] if plot.parted_by else None
        number = plot.levels.index(level) if level in plot.levels else 0
        yield number, rows.sort_values(WHERE)


def _band(plot: Plot, sheet: Sheet, rows: pd.DataFrame, colour: str) -> None:
    """What the printing allows, where it is wider than the line."""
    low, high = (
        rows[end].where(rows[end].map(math.isfinite), rows[plot.amount]) for end in (LOWER, UPPER)
    )
    bottom, top = sheet.axes.get_ylim()
    points_each = (sheet.bottom - sheet.top) / (top - bottom)
    if not ((high - low) * points_each >= VISIBLE).any():
        return
    if len(rows) > 1:
        sheet.axes.fill_between(rows[WHERE], low, high, color=colour, **_BAND)
    else:
        sheet.axes.vlines(rows[WHERE], low, high, color=colour, linewidth=2, zorder=1)


def _open_ends(plot: Plot, sheet: Sheet, data: pd.DataFrame) -> None:
    """The head of an arrow where a figure has no upper or no lower end."""
    from matplotlib.markers import CARETDOWNBASE, CARETUPBASE

    for end, shape in ((UPPER, CARETUPBASE), (LOWER, CARETDOWNBASE)):
        rows = data[data[end].map(math.isinf)]
        if len(rows):
            sheet.axes.plot(
                rows[WHERE], rows[plot.amount], marker=shape, linestyle="", color=INK, markersize=11,
                markeredgewidth=0, zorder=4, clip_on=False,
            )  # fmt: skip
