"""The key of a drawing: which colour, texture and mark means which value, in a line above the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tongket.theme.colours import DASHES, HATCHES, MARKS, SERIES
from tongket.theme.words import LINE, measure, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.charts.plot import Plot
    from tongket.charts.sheet import Sheet

_SWATCH, _GAP, _APART = 18.0, 6.0, 20.0


class Key:
    """The values of a plot's hue, in as many lines as they need.

    Attributes:
        height: what it takes above the marks, in points; zero where there is nothing to distinguish.
    """

    def __init__(self, plot: Plot, width: float, *, hidden: bool = False) -> None:
        self._plot = plot
        self._places: list[tuple[float, float, list[str]]] = []
        x = y = 0.0
        down = LINE
        for level in [] if hidden else plot.levels:
            lines = wrap(plot.said(level, str(plot.parted_by)), width - _SWATCH - _GAP)
            need = _SWATCH + _GAP + max(map(measure, lines))
            if x and x + need > width:
                x, y, down = 0.0, y + down, LINE
            self._places.append((x, y, lines))
            x, down = x + need + _APART, max(down, LINE * len(lines))
        self.height = y + down + 6 if self._places else 0.0

    def draw(self, sheet: Sheet) -> None:
        """Put swatches and words at the top of the sheet."""
        for number, (x, y, lines) in enumerate(self._places):
            self._swatch(sheet, number, x, y + LINE / 2)
            for n, line in enumerate(lines):
                sheet.words(x + _SWATCH + _GAP, y + LINE * (n + 0.76), line)

    def _swatch(self, sheet: Sheet, number: int, x: float, y: float) -> None:
        if self._plot.form.filled:
            box(sheet, x, y, _SWATCH, 11, number)
            return
        look: dict[str, Any] = {
            "color": SERIES[number],
            "transform": _points(sheet),
            "clip_on": False,
        }
        if self._plot.form.joins:
            dashes: Sequence[float] | str = DASHES[number]
            style: Any = (0, tuple(dashes)) if dashes else "-"
            sheet.axes.plot([x, x + _SWATCH], [y, y], linewidth=2, linestyle=style, **look)
        sheet.axes.plot(
            [x + _SWATCH / 2], [y], MARKS[number], markersize=8, markeredgewidth=0, **look
        )


def _points(sheet: Sheet) -> Any:
    from matplotlib.transforms import Affine2D

    return Affine2D.from_values(1, 0, 0, -1, 0, sheet.height)


def box(sheet: Sheet, x: float, y: float, width: float, height: float, number: int) -> None:
    """A box in the colour and texture of a series, its middle at y."""
    from matplotlib.patches import Rectangle

    patch = Rectangle(
        (x, y - height / 2), width, height, transform=_points(sheet), clip_on=False,
        facecolor=SERIES[number], linewidth=0,
    )  # fmt: skip
    texture(patch, number)
    sheet.axes.add_patch(patch)


def texture(patch: Any, number: int) -> None:
    """Give a filled shape the texture of a series, which a reader sees without its colour."""
    if HATCHES[number]:
        colour = SERIES[number]
        patch.set(facecolor="none", edgecolor=colour, hatch=HATCHES[number], linewidth=1)
