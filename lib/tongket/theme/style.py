"""The house style as seaborn and matplotlib know it: a block within which plots have it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tongket.errors import SystemFailure
from tongket.theme.colours import FAINT, INK, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator

# What no style of seaborn speaks of. The salt makes ids the same in every run.
_WRITTEN = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tongket",
    "hatch.linewidth": 0.9,
    "path.simplify": False,
    "axes.grid.axis": "x",
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    # A dollar sign is a dollar sign: names are no formulas.
    "text.parse_math": False,
}

FONT = "DejaVu Sans"  # has every Vietnamese letter, and comes with matplotlib


@contextmanager
def style(kind: Literal["screen", "page"] = "screen") -> Iterator[None]:
    """The house style for plots that are drawn within the block; outside nothing changes.

    Args:
        kind: `screen` for a notebook: ordinary ink on white. `page` for a drawing whose SVG takes the
            ink of the page that it is on.

    >>> import matplotlib.pyplot as plt
    >>> with style():
    ...     drawing, axes = plt.subplots()
    >>> axes.spines["top"].get_visible()
    False
    >>> plt.close(drawing)
    """
    import matplotlib as mpl
    import seaborn as sns

    settings: Any = _settings(kind)
    with ExitStack() as stack:
        stack.enter_context(mpl.rc_context(settings["rest"]))
        stack.enter_context(sns.axes_style("ticks", rc=settings["axes"]))
        stack.enter_context(sns.plotting_context("notebook", rc=settings["sizes"]))
        stack.enter_context(sns.color_palette(SERIES))
        yield


def _settings(kind: str) -> dict[str, dict[str, object]]:
    on_page = kind == "page"
    ink, guide = (INK, FAINT) if on_page else ("#1a2330", "#c9d0d6")
    inked = ("axes.edgecolor", "axes.labelcolor", "text.color", "xtick.color", "ytick.color")
    axes: dict[str, object] = {
        **dict.fromkeys(inked, ink),
        **{f"axes.spines.{side}": False for side in ("top", "right", "left")},
        "axes.grid": not on_page,
        "grid.color": guide,
        "grid.linestyle": "-",
        "axes.axisbelow": True,
        "axes.facecolor": "none",
        "figure.facecolor": "none" if on_page else "white",
        "xtick.bottom": True,
        "ytick.left": False,
        "font.family": [FONT],
    }
    sizes: dict[str, object] = {
        "font.size": 13,
        "axes.labelsize": 13,
        "axes.titlesize": 15,
        "xtick.labelsize": 12,
        "ytick.labelsize": 13,
        "grid.linewidth": 0.6,
        "lines.linewidth": 2,
        "axes.linewidth": 0.8,
        "xtick.major.size": 4,
        "xtick.major.width": 0.8,
    }
    return {
        "rest": {**_WRITTEN, "figure.dpi": 72 if on_page else 110},
        "axes": axes,
        "sizes": sizes,
    }


def font_folder() -> Path:
    """The folder of the typeface of drawings."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise SystemFailure("matplotlib: expected its fonts, got none. Install it again.")
    return Path(found.origin).with_name("mpl-data") / "fonts" / "ttf"
