"""Small multiples: a field for each name, with the same years from left to right and a scale of its own upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.charts.field import draw as draw_field
from tongket.charts.field import sides
from tongket.charts.key import Key
from tongket.charts.sheet import TICK_TYPE, WIDE, Sheet
from tongket.numerals import unit_name
from tongket.theme.words import LINE, wrap

if TYPE_CHECKING:
    from tongket.charts.plot import Plot

_GAP, _BELOW = 24.0, 14.0
_TALL = 84.0
_MOST = 3  # side by side on a desk


def draw(plot: Plot, width: int) -> Sheet:
    """Draw a panel for each name of a plot: on a phone one below the other, elsewhere side by side."""
    panels = plot.in_panels()
    columns = min(len(panels), _MOST) if width >= WIDE else 1
    columns = 2 if len(panels) == columns + 1 and columns == _MOST else columns
    room = (width - _GAP * (columns - 1)) / columns
    key = Key(plot, width, levels=len(plot.levels) > 1)
    # The years of all panels are one below the other.
    left, right = (
        max(side) for side in zip(*(sides(panel, _TALL) for panel in panels), strict=True)
    )
    made = [_Panel(panel, room, (left, right)) for panel in panels]
    rows = [made[start : start + columns] for start in range(0, len(made), columns)]
    height = key.height + sum(_height(row) + _BELOW for row in rows) - _BELOW
    sheet = Sheet(width, height, 0, 0, 0, 0)
    sheet.axes.set_axis_off()
    key.draw(sheet)
    down = key.height
    for row in rows:
        for number, panel in enumerate(row):
            panel.draw(sheet, number * (room + _GAP), down, _head(row))
        down += _height(row) + _BELOW
    return sheet


class _Panel:
    """A field below its name and what it counts."""

    def __init__(self, plot: Plot, width: float, beside: tuple[float, float]) -> None:
        name = plot.said(plot.data[plot.panel_of].iloc[0], plot.panel_of)
        unit = unit_name(plot.unit, None, plot.lang) if plot.unit else ""
        self.name = wrap(name, width, strong=True)
        self.unit = wrap(unit, width, TICK_TYPE) if unit else []
        self.field = draw_field(plot, width, _TALL, beside)

    def draw(self, sheet: Sheet, across: float, down: float, head: float) -> None:
        """Put it on a sheet, its field so far below its upper edge."""
        for number, line in enumerate(self.name):
            sheet.words(across, down + (number + 0.76) * LINE, line, strong=True)
        for number, line in enumerate(self.unit, len(self.name)):
            sheet.words(across, down + (number + 0.76) * LINE, line, size=TICK_TYPE)
        sheet.insets.append((across, down + head, self.field))

    @property
    def head(self) -> float:
        """How much the lines above its field take."""
        return LINE * (len(self.name) + len(self.unit))


def _head(row: list[_Panel]) -> float:
    """Fields side by side begin at one height."""
    return max(panel.head for panel in row)


def _height(row: list[_Panel]) -> float:
    return _head(row) + max(panel.field.height for panel in row)
