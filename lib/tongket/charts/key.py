"""The key of a drawing: which colour, texture and mark means which value, in a line above the marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tongket.charts.course import hollow, mark_of
from tongket.charts.plot import MARKED_APART
from tongket.theme.colours import DASHES, HATCHES, MARKS, SERIES
from tongket.theme.words import LINE, measure, wrap
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tongket.charts.plot import Plot
    from tongket.charts.sheet import Sheet

_SWATCH, _GAP, _APART = 18.0, 6.0, 20.0


class Key:
    """The values of a plot's hue, in as many lines as they need.

    Attributes:
        height: what it takes above the marks, in points; zero where there is nothing to distinguish, or no width.
    """

    def __init__(self, plot: Plot, width: float, *, levels: bool = True) -> None:
        self._plot = plot
        self._places: list[tuple[float, float, list[str], Callable[..., None]]] = []
        x = y = 0.0
        down = LINE
        for words, swatch in self._entries(levels=levels) if width else ():
            lines = wrap(words, width - _SWATCH - _GAP)
            need = _SWATCH + _GAP + max(map(measure, lines))
            if x and x + need > width:
                x, y, down = 0.0, y + down, LINE
            self._places.append((x, y, lines, swatch))
            x, down = x + need + _APART, max(down, LINE * len(lines))
        self.height = y + down + 6 if self._places else 0.0

    def _entries(self, *, levels: bool) -> Iterator[tuple[str, Callable[..., None]]]:
        """The words of the values, then those of points that have a mark of their own; each with its swatch."""
        plot = self._plot
        for number, level in enumerate(plot.levels if levels else ()):
            yield plot.said(level, str(plot.parted_by)), partial(self._swatch, number=number)
        for kind in plot.apart:
            yield translate(MARKED_APART[kind], plot.lang), partial(self._hollow, kind=kind)

    def draw(self, sheet: Sheet) -> None:
        """Put swatches and words at the top of the sheet."""
        for x, y, lines, swatch in self._places:
            swatch(sheet, x, y + LINE / 2)
            for n, line in enumerate(lines):
                sheet.words(x + _SWATCH + _GAP, y + LINE * (n + 0.76), line)

    def _hollow(self, sheet: Sheet, x: float, y: float, *, kind: str) -> None:
        sheet.axes.plot(
            [x + _SWATCH / 2], [y], mark_of(0, kind), transform=_points(sheet), clip_on=False, **hollow(0),
        )  # fmt: skip

    def _swatch(self, sheet: Sheet, x: float, y: float, *, number: int) -> None:
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
