"""A sheet: a figure and its axes, on which words are put at places counted in points from the top left corner."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, cast

from tongket.theme.colours import INK
from tongket.theme.words import TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

NARROW, WIDE = 360, 720
TICK_TYPE = 12.0


_MADE: dict[str, Any] = {}


def _empty() -> Drawing:
    """A drawing with empty axes, as the settings in force make it.

    Making axes takes three times as long as copying them; the first of a process are kept to be copied.
    """
    import matplotlib as mpl

    # As they are kept: who asks for the backend by its name lets matplotlib choose one. Who shows drawings of others is
    # nothing to these, so that those made before a kernel was forked serve in it.
    settings = {**dict(dict.items(mpl.rcParams)), "backend": "", "interactive": False}
    if _MADE.get("settings") != settings:
        _MADE.update(settings=settings, drawing=pickle.dumps(_new()))
    return cast("Drawing", pickle.loads(_MADE["drawing"]))  # noqa: S301 - what this process wrote


def _new() -> Drawing:
    from matplotlib.figure import Figure

    drawing = Figure(dpi=72, layout=None)
    axes = drawing.add_axes((0, 0, 1, 1))
    # A tick of matplotlib's is three lines and two texts, most of them never seen: `Sheet.ticks` draws all as one line.
    # Not those of x: seaborn counts the ticks of names to know how wide their axis is.
    axes.set_yticks([])
    # For axes without names seaborn makes all their ticks, to ask whether these are seen: a fifth of a drawing.
    axes.set(xlabel=" ", ylabel=" ")
    return drawing


class Sheet:
    """A drawing of so many points with axes that leave so much room around them.

    Attributes:
        axes: ordinary matplotlib axes, on which seaborn draws.
        left, top, right, bottom: the edges of the axes, in points from the top left corner.
        insets: other sheets on it, each with the place of its own top left corner.
    """

    def __init__(
        self, width: float, height: float, left: float, right: float, top: float, bottom: float
    ) -> None:
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.transforms import Affine2D

        self.drawing: Drawing = _empty()
        self.drawing.set_size_inches(width / 72, height / 72)
        FigureCanvasSVG(self.drawing)
        self.width, self.height = width, height
        self.insets: list[tuple[float, float, Sheet]] = []
        self.left, self.right, self.top, self.bottom = left, width - right, top, height - bottom
        across, down = self.right - self.left, self.bottom - self.top
        self.axes: Axes = self.drawing.axes[0]
        self.axes.set_position((left / width, bottom / height, across / width, down / height))
        self._place = Affine2D.from_values(1, 0, 0, -1, 0, height)

    def words(
        self, x: float, y: float, text: str, *, size: float = TYPE, align: str = "left",
        strong: bool = False, colour: str = INK, kind: str | None = None,
    ) -> None:  # fmt: skip
        """One line of words whose letters are on the line y; `kind` is the class of their element."""
        from tongket.charts.line_of_words import LineOfWords

        self.drawing.add_artist(LineOfWords(
            x, y, text, transform=self._place, ha=align, va="baseline",
            fontsize=size, fontweight="bold" if strong else "normal", color=colour, gid=kind,
        ))  # fmt: skip

    def x(self, value: float) -> float:
        """The place of an amount, across; one beyond the scale is at its end."""
        low, high = self.axes.get_xlim()
        share = (min(max(value, min(low, high)), max(low, high)) - low) / (high - low)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """The place of an amount, down."""
        low, high = self.axes.get_ylim()
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def ticks(self, places: Sequence[float]) -> None:
        """Short strokes below the axes, at the bottom of each amount."""
        from matplotlib.markers import TICKDOWN

        self.axes.set_xticks([])
        self.axes.plot(
            places, [0] * len(places), marker=TICKDOWN, markersize=4, markeredgewidth=0.8, linestyle="", color=INK,
            transform=self.axes.get_xaxis_transform(), clip_on=False, zorder=0.5,
        )  # fmt: skip

    def guides(self, lines: list[tuple[list[float], list[float]]], **how: Any) -> None:
        """Faint lines, written as one; each is the places across and down of its ends, in amounts."""
        from tongket.theme.colours import FAINT

        gap = float("nan")
        xs = [value for x, _ in lines for value in (*x, gap)]
        ys = [value for _, y in lines for value in (*y, gap)]
        look: dict[str, Any] = {"color": FAINT, "linewidth": 0.6, "zorder": 0.5, **how}
        self.axes.plot(xs, ys, clip_on=False, **look)
