"""A plot drawn twice: narrow, for a phone, and wide, for a desk and paper."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.charts.field import draw as draw_field
from tongket.charts.matrix import draw as draw_matrix
from tongket.charts.panels import draw as draw_panels
from tongket.charts.refused import check
from tongket.charts.rows import draw as draw_rows
from tongket.charts.segments import draw as draw_segments
from tongket.charts.sheet import NARROW, WIDE
from tongket.charts.svg import to_svg
from tongket.output import Drawings
from tongket.theme import style

if TYPE_CHECKING:
    from tongket.charts.plot import Plot
    from tongket.charts.sheet import Sheet


def drawings(plot: Plot, name: str) -> Drawings:
    """Both drawings of a plot.

    Args:
        plot: what is drawn.
        name: an id that no other exhibit of the page has.

    Raises:
        UsageError: the form would distort what is drawn, or lacks a column.
    """
    check(plot)
    # Rows that were joined or put together may have repeated labels.
    plot = replace(plot, data=plot.data.reset_index(drop=True))
    with style("page"), warnings.catch_warnings():
        # What seaborn asks of matplotlib, and letters that only the reader's typeface has, are no author's business.
        warnings.filterwarnings("ignore", "vert: bool|Glyph|Attempting to set identical")
        narrow = to_svg(_sheet(plot, NARROW), f"{name}-n", "tk-narrow")
        wide = to_svg(_sheet(plot, WIDE), f"{name}-w", "tk-wide")
    return Drawings(narrow, wide)


def _sheet(plot: Plot, width: int) -> Sheet:
    """One drawing of a plot, so many points wide, while the style of the page holds."""
    if plot.panel_of:
        return draw_panels(plot, width)
    alone = {"heatmap": draw_matrix, "stack": draw_segments}
    return alone.get(plot.name, draw_rows if plot.in_rows else draw_field)(plot, width)
