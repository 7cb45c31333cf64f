"""A sheet: each has axes of its own, as the settings in force make them."""

from __future__ import annotations

import os
import subprocess
import sys

import matplotlib as mpl
import pytest

from tongket.charts.sheet import Sheet

pytestmark = pytest.mark.drawn


def test_axes_are_as_the_settings_in_force_say_though_others_were_made_before() -> None:
    widths = []
    for width in (0.5, 3.0, 0.5):
        with mpl.rc_context({"axes.linewidth": width}):
            sheet = Sheet(360, 100, 20, 10, 5, 15)
        widths.append(sheet.axes.spines["bottom"].get_linewidth())
    assert widths == [0.5, 3.0, 0.5]


def test_each_sheet_has_a_size_and_marks_of_its_own() -> None:
    narrow, wide = Sheet(360, 100, 20, 10, 5, 15), Sheet(720, 200, 40, 10, 5, 15)
    narrow.axes.plot([0, 1], [0, 1])
    assert [len(sheet.axes.lines) for sheet in (narrow, wide)] == [1, 0]
    assert [[*sheet.drawing.get_size_inches() * 72] for sheet in (narrow, wide)] == [
        [360, 100],
        [720, 200],
    ]
    box = wide.axes.get_position()
    assert (box.x0 * 720, box.x1 * 720) == pytest.approx((wide.left, wide.right))
    assert ((1 - box.y1) * 200, (1 - box.y0) * 200) == pytest.approx((wide.top, wide.bottom))


def test_a_drawing_leaves_the_choice_of_a_backend_to_the_reader() -> None:
    """Who asks matplotlib for its backend lets it choose one, and load all that belongs to it."""
    code = (
        "import sys\nfrom tongket.charts.sheet import Sheet\nSheet(360, 200, 1, 1, 1, 1)\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    free = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=free
    )
    assert said.stdout.split() == ["False"]
