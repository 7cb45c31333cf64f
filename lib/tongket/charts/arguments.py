"""What a function of seaborn is called with: the author's arguments, and the house's where the author gave none.

What is random in seaborn by default (the bootstrap behind an error bar, the jitter of a strip) would give other bytes
in every run; here the error bar is the figure's own interval and points are not moved.
"""

from __future__ import annotations

from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from tongket.charts.plot import LOWER, PARTED, UPPER, Plot
from tongket.intervals import interval_ends
from tongket.theme.colours import DASHES, INK, MARKS, SERIES
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

BAR = 13.0  # thickness of a bar, in points
VISIBLE = 3.0  # points from which an interval can be seen
_WORDS = ("title", "note")
_ORDER = message("Sort the frame: its rows are drawn in their order.")
_LOOK = message("Leave it out: colours, marks and dashes are those of the house.")
_KEY = message("Leave it out: names are beside their marks, those of colours above all.")
_SCALE = message("Leave it out: the scale comes from the amounts; select the rows that share one.")
_CELLS = message("Leave it out: each cell or bin is coloured by its amount.")
_PLACE = message("Leave it out: a mark is where its amount and its name are.")
# What the house sets, or what would part the marks from their words, with what to do instead.
HOUSE = {
    "palette": _LOOK, "color": _LOOK, "cmap": _LOOK, "marker": _LOOK, "markers": _LOOK, "dashes": _LOOK,
    "linecolor": _LOOK, "width": _LOOK,
    "legend": _KEY, "xticklabels": _KEY, "yticklabels": _KEY,
    "dodge": message(
        "Leave it out: bars of one name are beside each other, other marks on one line. "
        "For one bar inside another take tongket.forms.parts."
    ),
    "cut": message("Leave it out: what is drawn ends at the least and the greatest amount."),
    "order": _ORDER, "hue_order": _ORDER,
    "log_scale": _SCALE, "vmin": _SCALE, "vmax": _SCALE,
    "mask": message("Select the rows of the frame instead."), "annot": _CELLS, "fmt": _CELLS,
    "cbar": _CELLS, "cbar_kws": _CELLS, "cbar_ax": _CELLS,
    "size": message("Distinguish the rows by hue=."), "sizes": message("Distinguish the rows by hue=."),
    "native_scale": _PLACE, "jitter": _PLACE, "x_jitter": _PLACE, "y_jitter": _PLACE,
    "orient": message("Exchange x= and y=."),
    "ax": message("Leave it out, or draw on axes of your own within `with tongket.style():`."),
    "data": message("Hand the frame over after the function."),
    "weights": message("Compute a column of its own, and name it."),
    "seed": message("Leave it out: the same frame gives the same drawing."),
}  # fmt: skip


@cache
def accepted(function: Callable[..., object]) -> frozenset[str]:
    """The names of the arguments that a function takes."""
    return frozenset(signature(function).parameters)


def calm(plot: Plot) -> dict[str, Any]:
    """The author's arguments with the house's: nothing random, colours as they are, no legend of seaborn's own."""
    takes = accepted(plot.function)
    house: dict[str, Any] = {
        "legend": False, "saturation": 1, "jitter": False, "seed": 0, "native_scale": not (plot.upright or plot.flat),
        "linecolor": INK,
    }  # fmt: skip
    settings = {key: value for key, value in house.items() if key in takes}
    settings |= _distinguished(plot, takes) | dict(plot.arguments)
    settings |= {k: v for k, v in house.items() if k in takes and k in {"legend", "native_scale"}}
    settings |= _of_many(plot)
    if plot.in_rows and "orient" in takes and plot.name != "lineplot":
        settings["orient"] = "y"
    if "errorbar" in takes and not plot.form.many:
        settings |= {"errorbar": ("pi", 100), "estimator": "median"}
    if settings.get("units") and "errorbar" in settings:
        # seaborn draws either each unit's line or the interval of all.
        settings |= {"errorbar": None, "estimator": None}
    return settings


def _of_many(plot: Plot) -> dict[str, Any]:
    """What makes an amount of marks readable: shares in percent, bars of several hues on top of each other."""
    match plot.name:
        case "ecdfplot":
            return {"stat": plot.arguments.get("stat", "percent")}
        case "histplot":
            several = {"multiple": plot.arguments.get("multiple", "stack")} if plot.levels else {}
            return {"alpha": 1, **several}
        case "kdeplot" | "violinplot" if not plot.two_amounts:
            return {"cut": 0}
        case "rugplot":
            return {"height": 0.4, "linewidth": 1.4}
    return {}


def _distinguished(plot: Plot, takes: frozenset[str]) -> dict[str, Any]:
    """Colours, and beside them marks or dashes, for each value of the hue."""
    count = len(plot.levels)
    if not count:
        alone = {"color": SERIES[0]} if "color" in takes and "hue" not in plot.arguments else {}
        return alone | _marks_alone(plot)
    settings: dict[str, Any] = {"hue_order": plot.levels, "palette": list(SERIES[:count])}
    if not plot.column("hue"):
        settings = {"color": SERIES[0]}
    if "style" in takes:
        settings |= {
            "style": plot.parted_by,
            "style_order": plot.levels,
            "markers": list(MARKS[:count]),
        }
    elif "markers" in takes:
        settings["markers"] = list(MARKS[:count])
    if "dashes" in takes:
        settings["dashes"] = list(DASHES[:count])
    return {k: v for k, v in settings.items() if k in takes} | _marks_alone(plot, several=True)


def _marks_alone(plot: Plot, *, several: bool = False) -> dict[str, Any]:
    match plot.name:
        case "lineplot":
            return {"linewidth": 2, "markersize": 8, "markeredgewidth": 0} | (
                {} if several else {"marker": "o"}
            )
        case "scatterplot":
            return {"s": 64, "linewidth": 0}
        case "stripplot" | "swarmplot":
            return {"size": 8}
        case "pointplot":
            return {"linestyle": "none" if plot.in_rows else "-", "markersize": 8}
    return {}


def with_intervals(plot: Plot, data: pd.DataFrame, points_each: float) -> pd.DataFrame:
    """Three rows a mark (least, value, greatest) where the interval can be seen, so that seaborn's error bar is it.

    Args:
        plot: what is drawn.
        data: its rows with their places.
        points_each: how many points one of the amount takes.
    """
    import pandas as pd

    if "errorbar" not in accepted(plot.function) or plot.form.many or plot.column("units"):
        return data
    low, high = interval_ends(data, plot.amount, LOWER, UPPER)
    seen = (high[plot.amount] - low[plot.amount]) * points_each >= VISIBLE
    # A frame that keeps the order of its rows keeps the order of its hues.
    return pd.concat([data, low[seen], high[seen]]) if seen.any() else data


def whisker(takes: frozenset[str], step: float) -> dict[str, Any]:
    """How the interval of a bar or point looks."""
    look: dict[str, Any] = {"err_kws": {"color": INK, "linewidth": 1.4}, "capsize": 7 / step}
    return {key: value for key, value in look.items() if key in takes}


def one_row_a_mark(plot: Plot) -> list[str]:
    """The columns that together distinguish one mark from another."""
    columns = [plot.column(name) for name in ("x" if not plot.in_rows else "y", *PARTED)]
    columns.append(plot.panel_of or None)
    return [column for column in dict.fromkeys(columns) if column]
