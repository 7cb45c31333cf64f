"""The look of every chart: sizes, colours, type, and SVG that follows the page.

A chart is drawn narrow, for a phone, with its labels above its marks. Its text stays text, its ink
takes the colour of the page (so that it can be read in the dark), and its colours keep apart for
colour-blind readers; no meaning rests on colour alone.
"""

from __future__ import annotations

import html
import io
import re
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH = 4.6  # inches of 72 points: about 330 points, a phone's width
ROW = 0.54  # height of one row, in inches
TALL_ROW = 0.70  # height of a row whose label takes two lines
INK = "#112233"  # stands for the page's ink until the SVG is written
FAINT = "#778899"  # stands for faint ink: tracks, axes
# Contrast of at least 3 to 1 on white and on near-black; apart under the common colour deficiencies.
SERIES = ("#2f7fb5", "#c2662a", "#36885f", "#9a67b3", "#80808c")
HATCHES = ("", "///", "\\\\\\", "---", "|||")
LABEL = 10.5  # points
LINE = 47  # letters of a label line


@contextmanager
def canvas(rows: float, labels: Sequence[tuple[str, str]] = ()) -> Iterator[tuple[Drawing, Axes]]:
    """An empty drawing of so many rows, tall enough for their labels, without axes."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    settings = {
        **sns.axes_style("white"),
        "svg.fonttype": "none",
        "svg.hashsalt": "tongket",
        "font.family": ["DejaVu Sans"],
        "font.size": LABEL,
        "text.color": INK,
        "hatch.linewidth": 0.8,
    }
    height = TALL_ROW if any(len(label_lines(*label)) > 1 for label in labels) else ROW
    with mpl.rc_context(settings):
        drawing = Drawing(figsize=(WIDTH, max(rows, 1) * height + 0.1), layout=None)
        FigureCanvasSVG(drawing)
        axes = drawing.add_axes((0.005, 0.0, 0.99, 1.0))
        axes.set_axis_off()
        axes.set_ylim(-max(rows, 1) + 0.42, 0.62 if height == ROW else 0.74)
        axes.set_xlim(0, 1)
        yield drawing, axes


def row_label(axes: Axes, y: float, name: str, value: str, *, strong: bool = False) -> None:
    """Name at the left and value at the right, on the line above a mark."""
    weight = "bold" if strong else "normal"
    text = "\n".join(label_lines(name, value))
    axes.text(0, y + 0.2, text, ha="left", va="bottom", fontsize=LABEL, fontweight=weight)
    axes.text(1, y + 0.2, value, ha="right", va="bottom", fontsize=LABEL, fontweight="bold")


def label_lines(name: str, value: str) -> list[str]:
    """A label in lines that leave room for the value; two at most, the rest is in the table."""
    lines = textwrap.wrap(name, max(LINE - len(value) - 2, 18))
    return lines if len(lines) < 3 else [lines[0], lines[1].rstrip(" ,") + "…"]


def track(axes: Axes, y: float) -> None:
    """The faint line on which a mark stands."""
    axes.plot([0, 1], [y, y], color=FAINT, linewidth=0.6, zorder=0)


def to_svg(drawing: Drawing, name: str, title: str, alt: str) -> str:
    """The drawing as SVG for a page: accessible, scalable, in the colours of the page.

    Args:
        drawing: what was drawn.
        name: an id that no other exhibit of the page has.
        title: the short name for assistive technology.
        alt: the pattern in words.
    """
    out = io.StringIO()
    drawing.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = _with_own_ids(text, name)
    text = _in_page_colours(text)
    head = re.search(r'viewBox="([^"]+)"', text)
    box = head[1] if head else "0 0 330 100"
    inner = text[text.index(">") + 1 :]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{html.escape(title)}</title>'
        f'<desc id="{name}-d">{html.escape(alt)}</desc>{inner}'
    ).replace("\n", " ")


def _with_own_ids(text: str, name: str) -> str:
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    return re.sub(r'xlink:href="#([^"]+)"', rf'xlink:href="#{name}-\1"', text)


def _in_page_colours(text: str) -> str:
    text = text.replace(INK, "currentColor").replace(FAINT, "var(--tk-faint, #8a929a)")
    for number, colour in enumerate(SERIES, start=1):
        text = text.replace(colour, f"var(--tk-series-{number}, {colour})")
    families: Any = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
    return text.replace("'DejaVu Sans'", families)
