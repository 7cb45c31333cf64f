"""The look of every chart: sizes, colours, type, and SVG that follows the page.

A chart is drawn on a sheet as wide as a phone, in units of about a pixel, from the top down: the words
of a row above its mark, so that no label runs into a bar. Words are measured in a wide typeface, so
that they fit in the reader's own. Text stays text, ink takes the colour of the page (so that it can be
read in the dark), and no meaning rests on colour alone: each series has its own texture as well.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.errors import SystemFailure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH = 360.0  # a phone's width, in points
TYPE = 13.75  # points of the words: 11 on a screen 320 wide, where the sheet is shown 288 wide
LINE = 17.5  # from one line of words to the next
GAP = 14.0  # between rows
BAR = 13.0  # thickness of a bar
EDGE = 8.0  # what a mark needs beyond the ends of its scale
INK = "#112233"  # stands for the page's ink until the SVG is written
FAINT = "#778899"  # stands for faint ink: tracks, guides
# Contrast of 3 to 1 and more on white and on near-black; apart under the common colour deficiencies.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#6a6f75")
HATCHES = ("", "////", "\\\\\\\\", "----", "xxxx")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


class Sheet:
    """A drawing that grows downwards. Places are counted from the left and from the top.

    Args:
        drawing: the drawing that it becomes.
        axes: its axes, whose units are points, y downwards.

    Attributes:
        y: how far down the sheet is used.
    """

    def __init__(self, drawing: Drawing, axes: Axes) -> None:
        self.drawing, self.axes = drawing, axes
        self.y = 0.0

    def words(
        self, x: float, y: float, text: str, *, align: str = "left", strong: bool = False
    ) -> None:
        """One line of words with its top at y."""
        weight = "bold" if strong else "normal"
        # A dollar sign is a dollar sign: names are no formulas. XML knows no control characters.
        self.axes.text(
            x, y + LINE * 0.78, _CONTROLS.sub(" ", text), ha=align, va="baseline", fontsize=TYPE, fontweight=weight,
            color=INK, parse_math=False, clip_on=False,
        )  # fmt: skip

    def row(self, name: str, value: str = "", *, strong: bool = False) -> None:
        """Name at the left, wrapped, and value at the right of its last line; moves down below them."""
        room = WIDTH - (measure(value, strong=True) + 12 if value else 0)
        lines = wrap(name, room if room > WIDTH / 3 else WIDTH, strong=strong)
        alone = bool(value) and room <= WIDTH / 3
        for line in lines:
            self.words(0, self.y, line, strong=strong)
            self.y += LINE
        if value:
            self.words(WIDTH, self.y - (0 if alone else LINE), value, align="right", strong=True)
        self.y += LINE if alone else 0
        self.y += 3

    def bar(self, left: float, right: float, *, number: int = 0, height: float = BAR) -> None:
        """A bar of a series between two places, in points, with its top where the sheet stands."""
        colour, hatch = SERIES[number % len(SERIES)], HATCHES[number % len(HATCHES)]
        width = max(right - left, 1.5)
        # The outline of a hatched bar is drawn inside its place.
        edge = 0.5 if hatch else 0.0
        self.axes.barh(
            [self.y + edge], [max(width - 2 * edge, 0.5)], left=[left + edge],
            height=height - 2 * edge, align="edge", facecolor="none" if hatch else colour,
            hatch=hatch, edgecolor=colour, linewidth=2 * edge, clip_on=False,
        )  # fmt: skip

    def keyed(self, number: int, name: str, value: str) -> None:
        """A row that begins with the colour and texture of a series; moves down below it."""
        start, indent = self.y, 24.0
        room = WIDTH - indent - measure(value, strong=True) - 12
        lines = wrap(name, max(room, WIDTH / 3))
        self.down(1.5)
        self.bar(0, 16, number=number)
        self.y = start
        for line in lines:
            self.words(indent, self.y, line)
            self.y += LINE
        alone = room < WIDTH / 3
        self.words(WIDTH, start if not alone else self.y, value, align="right", strong=True)
        self.y += GAP / 2 + (LINE if alone else 0)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = FAINT, width: float = 0.8,
        dashes: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """A line through places, in points."""
        style: Any = (0, dashes) if dashes else "-"
        self.axes.plot(
            xs, ys, color=colour, linewidth=width, linestyle=style, zorder=1, clip_on=False
        )

    def mark(
        self, x: float, y: float, shape: str = "o", *, colour: str = SERIES[0], size: float = 9
    ) -> None:
        """A mark at a place, in points: `o` a dot, `D` a diamond, `|` a tick, `>` an arrow head."""
        self.axes.plot(
            [x], [y], shape, color=colour, markersize=size, markeredgewidth=1.4, zorder=3,
            clip_on=False,
        )  # fmt: skip

    def down(self, distance: float) -> None:
        """Leave room."""
        self.y += distance

    def cut(self) -> Drawing:
        """The drawing, as high as the sheet was used."""
        height = max(self.y, LINE)
        self.drawing.set_size_inches(WIDTH / 72, height / 72)
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(height, 0)
        return self.drawing


def font_folder() -> Path:
    """The folder of DejaVu Sans, which has every Vietnamese letter and comes with matplotlib."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise SystemFailure("matplotlib: expected its fonts, got none. Install it again.")
    return Path(found.origin).with_name("mpl-data") / "fonts" / "ttf"


@contextmanager
def canvas() -> Iterator[Sheet]:
    """An empty sheet, and the settings that hold while it is drawn on and written."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "tongket",
        "font.family": ["DejaVu Sans"],
        "hatch.linewidth": 0.8,
        "path.simplify": False,
    }
    with mpl.rc_context(settings):
        drawing = Drawing(dpi=72, layout=None)
        FigureCanvasSVG(drawing)
        axes = drawing.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.patch.set_visible(False)
        drawing.patch.set_visible(False)
        yield Sheet(drawing, axes)


def place(value: float, low: float, high: float) -> float:
    """Where a value stands on a scale over the whole width, in points, with room for its mark.

    >>> place(5, 0, 10)
    180.0
    """
    span = (high - low) or 1
    return EDGE + (WIDTH - 2 * EDGE) * (value - low) / span


def wrap(text: str, room: float, *, strong: bool = False) -> list[str]:
    """A text in lines of so many points, two of them about as long; a word longer than a line is cut.

    >>> wrap("one two three four five", 120)
    ['one two three', 'four five']
    """
    lines = _filled(text, room, strong=strong)
    return _halves(text, room, strong=strong) or lines if len(lines) == 2 else lines


def _halves(text: str, room: float, *, strong: bool) -> list[str]:
    """A text in two lines: parted after a colon or before a bracket, else where both are about as long."""
    words = text.split()
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    widths = {cut: max(measure(half, strong=strong) for half in cut) for cut in cuts}
    fitting = [cut for cut in cuts if widths[cut] <= room]
    return list(min(fitting, key=lambda c: (not _pause(*c), widths[c]), default=()))


def _pause(before: str, after: str) -> bool:
    return before.endswith((":", ";")) or after.startswith("(")


def _filled(text: str, room: float, *, strong: bool) -> list[str]:
    """A text in lines, each as full as it goes."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer, strong=strong) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while measure(line, strong=strong) > room and len(line) > 1:
            cut = _cut(line, room, strong=strong)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines or [""]


def _cut(word: str, room: float, *, strong: bool) -> int:
    """How many letters of a word fit; at least one."""
    widths = accumulate(_letter(letter, strong=strong) for letter in word)
    return max(sum(1 for _ in takewhile(lambda width: width <= room, widths)), 1)


def measure(text: str, *, strong: bool = False) -> float:
    """How wide a text is, in points."""
    return sum(_letter(letter, strong=strong) for letter in text)


@lru_cache(maxsize=2048)
def _letter(letter: str, *, strong: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=["DejaVu Sans"], size=TYPE, weight="bold" if strong else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(width)
