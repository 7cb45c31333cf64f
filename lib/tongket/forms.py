"""What seaborn has no form for: plan scorecard, ranges, parts of a whole, ranks, timeline.

Each is a plain function with the signature of seaborn's axes-level functions, draws on axes and returns them:

    with tongket.style():
        tongket.forms.ranges(frame, x="value", y="name")

and can be handed to `review.exhibit` like any of seaborn's. A form refuses what it would distort.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tongket.errors import FormError, UnknownNameError, UsageError
from tongket.theme.colours import FAINT, HATCHES, INK, SERIES
from tongket.translations import Phrase, message, near_names

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["parts", "ranges", "ranks", "scorecard", "stack", "timeline"]
_PLAN = 100.0


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    if name.startswith("_"):
        raise AttributeError(name)
    hint = near_names(name, __all__, Phrase("It has {names}.", names=", ".join(__all__)))
    raise UnknownNameError(
        Phrase(
            "tongket.forms: expected one of its names, got {name}. {hint}",
            name=repr(name),
            hint=hint,
        )
    )


# Beyond so many percent of the plan a scale would press all others together; it is cut there, visibly.
CUT = 200.0
RANK = "rank "  # before the verdict on a rank
_SPREAD = 2.0  # percent of the plan from which a range can be seen beside its marks
# Colour, line and mark of each verdict.
_VERDICTS: dict[str, tuple[str, Any, str]] = {
    "met": (SERIES[0], "-", "o"),
    "missed": (SERIES[1], (0, (3, 2)), "X"),
    "undecided": (INK, (0, (3, 2)), "D"),
}
_SPACED = 4.0  # points between two ticks that a reader can distinguish


def ranges(
    data: pd.DataFrame, *, x: str, y: str, lower: str = "lower", upper: str = "upper",
    plan: tuple[str, str] | None = None, thickness: float = 0.5, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """What is allowed of each amount, as a line from the least to the greatest; a diamond where that is one value.

    Args:
        data: one row an amount.
        x: the column of the amounts.
        y: the column of their names.
        lower: the column of the least values; infinite where open, which an arrow head shows.
        upper: the column of the greatest values.
        plan: the columns of the lower and the upper ends of a planned band, which is hatched behind.
        thickness: of the band, in units of the rows.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing.
    """
    import pandas as pd
    import seaborn as sns

    _columns("ranges", data, x, y, lower, upper, *(plan or ()))
    ax = _axes(ax)
    # Names in the order of the rows, whatever is drawn first.
    ax.yaxis.update_units([*data[y]])  # type: ignore[no-untyped-call]
    if plan:
        _bands(ax, data[y], data[plan[0]], data[plan[1]], thickness)
    least, greatest = _open_ends(data, x, lower, upper)
    rows = pd.DataFrame({
        "at": data[y], "value": data[x], "low": data[lower].clip(least), "high": data[upper].clip(upper=greatest),
        "open_low": data[lower] < least, "open_high": data[upper] > greatest,
    })  # fmt: skip
    one = rows["high"] - rows["low"] < (greatest - least) * 0.01
    if one.any():
        sns.scatterplot(
            rows[one], x="value", y="at", marker="D", color=SERIES[0], s=81, linewidth=0, legend=False,
            clip_on=False, zorder=4, ax=ax,
        )  # fmt: skip
    _ranges(ax, rows[~one])
    return ax


def scorecard(
    data: pd.DataFrame, *, x: str, y: str, lower: str = "lower", upper: str = "upper",
    plan: tuple[str, str] | None = None, verdict: str | None = None, ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Results in percent of their plan, on one scale with the plan at 100; each on its side of that line.

    A result beyond twice its plan, or below zero by more than the plan, is at the end of the scale behind two strokes,
    which say that it is cut. A thick line runs from the least to the greatest value, where these differ.

    Args:
        data: one row a statement, or a result with all that is stated of it.
        x: the column of the percentages.
        y: the column of the names.
        lower: the column of the least values.
        upper: the column of the greatest.
        plan: the columns of both ends of a planned range, which is hatched.
        verdict: the column that says `met`, `missed` or `undecided`; without it the side of the line does. Of a rank,
            which is no percentage and only on its side of the line, dotted, it says `rank met` and so on.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing, or a row says how far a result is above its plan: 10% above is 110% of it.
    """
    import pandas as pd

    _columns("scorecard", data, x, y, lower, upper, *(plan or ()), verdict)
    if x == "value" and "measure" in data and (data["measure"] == "over_target_pct").any():
        raise UsageError(
            Phrase(
                "scorecard: expected percentages of the plan, got percentages above it (over_target_pct). Add "
                "100 to them in a column of your own, or take review.chart.plan."
            )
        )
    ax = _axes(ax)
    low, top = _scale_of_plans([float(v) for v in data[x]])
    ax.set_xlim(low, top)
    ax.plot([_PLAN] * len(data), [*data[y]], "|", color=INK, markersize=22, markeredgewidth=1.6, zorder=2)  # fmt: skip
    bottom, first = ax.get_ylim()
    thickness = abs(bottom - first) / len(data) * 0.4
    if plan:
        _bands(ax, data[y], data[plan[0]], data[plan[1]].clip(upper=top), thickness)
    said = data[verdict] if verdict else (data[x] >= _PLAN).map({True: "met", False: "missed"})
    results = pd.DataFrame({
        "least": data[lower], "value": data[x], "greatest": data[upper],
    }).astype(float).clip(low, top)  # fmt: skip
    _results(ax, results.assign(at=data[y], plan=_PLAN, said=said))
    for at, shown in zip(data[y], results["value"].where(results["value"] != data[x]), strict=True):
        if not math.isnan(shown):
            _strokes(ax, _PLAN + (shown - _PLAN) * 0.8, at)
    return ax


def _scale_of_plans(values: list[float]) -> tuple[float, float]:
    """The ends of a scale of percentages of the plan, cut where one would press all others together."""
    top = max(min(max(values), CUT), _PLAN * 1.2)
    low = 0.0 if min(values) < _PLAN / 2 else math.floor((min(*values, _PLAN) - 15) / 10) * 10
    return max(min(low, *values), -_PLAN), top


def _results(ax: Axes, results: pd.DataFrame) -> None:
    """For each result a line from the plan to it, thick over its range, and the mark of its verdict."""
    wide = results["greatest"] - results["least"] > _SPREAD
    for (said, spread), rows in results.groupby([results["said"], wide], sort=False):
        verdict = str(said).removeprefix(RANK)
        colour, dashes, shape = _VERDICTS[verdict]
        look: dict[str, Any] = {"color": colour, "zorder": 3}
        mark: dict[str, Any] = {"marker": shape, "markersize": 10, "markeredgewidth": 0}
        if verdict == "undecided":
            mark |= {"markerfacecolor": "none", "markeredgewidth": 1.8, "markeredgecolor": colour}
        line = {**look, "linewidth": 2.4, "linestyle": dashes if said == verdict else (0, (1, 2))}
        _lines(ax, rows, ("plan", "value"), **line, **({} if spread else mark | {"markevery": [1]}))
        if spread:
            _lines(ax, rows, ("least", "greatest"), linewidth=7, solid_capstyle="butt", **look, **mark)  # fmt: skip


def _lines(ax: Axes, rows: pd.DataFrame, ends: tuple[str, str], **look: Any) -> None:
    """A line a row, at its place `at`, from the amount in one column to that in another."""
    import pandas as pd
    import seaborn as sns

    points = pd.DataFrame({
        "row": [*range(len(rows))] * 2, "at": [*rows["at"]] * 2, "amount": [*rows[ends[0]], *rows[ends[1]]],
    })  # fmt: skip
    sns.lineplot(
        points, units="row", estimator=None, errorbar=None, sort=False, legend=False, ax=ax,
        **{"x": "amount", "y": "at", "clip_on": False, **look},
    )  # fmt: skip


def parts(
    data: pd.DataFrame, *, x: str, whole: str, y: str, width: float = 0.6, ax: Axes | None = None
) -> Axes:
    """Each part as a filled bar inside the outline of its whole.

    Args:
        data: one row a part.
        x: the column of the parts.
        whole: the column of the wholes.
        y: the column of the names.
        width: the thickness of the bars.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing, a part is below zero or above its whole.
    """
    import seaborn as sns

    _columns("parts", data, x, whole, y)
    wrong = data[(data[x] < 0) | (data[x] > data[whole])]
    if len(wrong):
        row = wrong.iloc[0]
        raise FormError(
            Phrase(
                "parts: expected a part between zero and its whole, got {row} of {row_2}. Show both as bars of "
                "their own: sns.barplot.",
                row=f"{row[x]:,.15g}",
                row_2=f"{row[whole]:,.15g}",
            ),
            message("A part is not between zero and its whole."),
        )
    ax = _axes(ax)
    bars: dict[str, Any] = {
        "y": y,
        "orient": "y",
        "errorbar": None,
        "native_scale": True,
        "width": width,
        "ax": ax,
    }
    sns.barplot(
        data, x=whole, fill=False, color=INK, linewidth=1, saturation=1, legend=False, **bars
    )
    sns.barplot(data, x=x, color=SERIES[0], linewidth=0, saturation=1, legend=False, **bars)
    return ax


def stack(data: pd.DataFrame, *, x: str, y: str, ax: Axes | None = None) -> Axes:
    """The parts of one whole in one bar, one after the other.

    Args:
        data: one row a part, in the order from left to right.
        x: the column of the amounts.
        y: the column of the names.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing, there are more parts than a reader can distinguish, or an amount is below
            zero: a part of a whole cannot be.
    """
    import pandas as pd
    import seaborn as sns

    _columns("stack", data, x, y)
    if len(data) > len(SERIES):
        raise FormError(
            Phrase(
                "stack: expected at most {number} parts, which a reader can distinguish, got {number_2}. Put "
                "the smallest together, or take sns.barplot.",
                number=len(SERIES),
                number_2=len(data),
            ),
            message("There are more parts than can be distinguished."),
        )
    if (data[x] < 0).any():
        raise FormError(
            Phrase(
                "stack: expected parts of a whole, got {min}, which is below zero. Show the amounts on both "
                "sides of zero: sns.barplot.",
                min=f"{data[x].min():,.15g}",
            ),
            message("A part is not between zero and its whole."),
        )
    ax = _axes(ax)
    whole = float(data[x].sum()) or 1.0
    numbers = [*range(len(data))]
    rows = pd.DataFrame({"part": numbers, "amount": [*map(float, data[x])], "at": 0.0})
    # seaborn stacks from the last to the first, and draws from the first to the last.
    sns.histplot(
        rows, y="at", weights="amount", hue="part", hue_order=numbers[::-1], palette=[*SERIES[: len(data)]][::-1],
        multiple="stack", bins=1, binrange=(-0.48, 0.48), alpha=1, linewidth=0, legend=False, ax=ax,
    )  # fmt: skip
    bars: list[Any] = [*ax.containers[-len(data) :]]
    for number, (bar,) in enumerate(bars):
        bar.set_width(max(bar.get_width() - whole * 0.004, whole * 0.003))
        if HATCHES[number]:
            bar.set(facecolor="none", edgecolor=SERIES[number], hatch=HATCHES[number], linewidth=1)
    ax.set(xlim=(0, whole), ylim=(-0.5, 0.5))
    return ax


def ranks(
    data: pd.DataFrame, *, x: str = "value", y: str = "period", ranked: str = "ranked", series: str = "series",
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Ranks as points, each on a line from the first to the last place that was ranked with it.

    Args:
        data: one row a rank, such as one a year.
        x: the column of the ranks.
        y: the column of their names, such as periods.
        ranked: the column that says how many places were ranked.
        series: the column that tells ranks apart which do not compare: the line is dashed where it is not as in the
            last row.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing, or a rank lies beyond the places ranked.
    """
    import pandas as pd
    import seaborn as sns

    _columns("ranks", data, x, y, ranked, series)
    refuse_unranked(data, x, ranked)
    ax = _axes(ax)
    # Names in the order of the rows, whichever line is dashed.
    ax.yaxis.update_units([*data[y]])  # type: ignore[no-untyped-call]
    places = pd.DataFrame({"at": data[y], "first": 1, "last": data[ranked]})
    for compares, rows in places.groupby(data[series].eq(data[series].iloc[-1]), sort=False):
        _lines(
            ax, rows, ("first", "last"), color=FAINT, linewidth=1.4, zorder=0.6,
            linestyle="-" if compares else (0, (4, 3)),
        )  # fmt: skip
    sns.scatterplot(
        data, x=x, y=y, color=SERIES[0], s=90, linewidth=0, legend=False, clip_on=False, zorder=4, ax=ax
    )  # fmt: skip
    ax.set(xlim=(1, data[ranked].max()), xticks=sorted({1, *data[ranked]}))
    return ax


def refuse_unranked(data: pd.DataFrame, x: str, ranked: str) -> None:
    """Refuse ranks without the number of places ranked, and such as lie beyond it.

    Args:
        data: one row a rank.
        x: the column of the ranks.
        ranked: the column that says how many places were ranked.

    Raises:
        FormError: there are such ranks.
    """
    wrong = data[~data[x].between(1, data[ranked])]
    if len(wrong):
        row = wrong.iloc[0]
        raise FormError(
            Phrase(
                "ranks: expected a rank from 1 to the number ranked, got {row} of {row_2}. Give that number in "
                "the column named by ranked=.",
                row=f"{row[x]:g}",
                row_2=row[ranked],
            ),
            message("It is not on record for each rank among how many it counts."),
        )


def timeline(data: pd.DataFrame, *, x: str, y: str, ax: Axes | None = None) -> Axes:
    """Events on the line of time, each on a row of its own.

    Args:
        data: one row an event.
        x: the column of the years, with the part of the year after the mark.
        y: the column of the names.
        ax: where to draw; by default the current axes.

    Raises:
        UsageError: a column is missing.
    """
    import seaborn as sns

    _columns("timeline", data, x, y)
    ax = _axes(ax)
    sns.scatterplot(
        data, x=x, y=y, marker="D", s=80, color=SERIES[0], linewidth=0, legend=False, ax=ax
    )
    return ax


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.gca()


def _columns(form: str, data: pd.DataFrame, *names: str | None) -> None:
    lost = [name for name in names if name and name not in data]
    if lost:
        columns = [*map(str, data.columns)]
        raise UsageError(
            Phrase(
                "{form}: expected a column {lost}, got {names}. {hint}",
                form=form,
                lost=repr(lost[0]),
                names=", ".join(columns),
                hint=near_names(lost[0], columns, Phrase("Name one of them.")),
            )
        )


def _open_ends(data: pd.DataFrame, *columns: str) -> tuple[float, float]:
    """Where lines without an end stop: a little beyond everything else."""
    values = [float(v) for column in columns for v in data[column] if math.isfinite(v)]
    margin = (max(values) - min(values)) * 0.05 or 1.0
    return min(values) - margin, max(values) + margin


def _bands(ax: Axes, at: pd.Series, low: pd.Series, high: pd.Series, thickness: float) -> None:
    """A hatched bar a row behind what is drawn; none where an end is open."""
    there = low.map(math.isfinite) & high.map(math.isfinite)
    if there.any():
        ax.barh(
            [*at[there]], [*(high - low)[there]], left=[*low[there]], height=thickness, facecolor="none",
            edgecolor=SERIES[1], hatch=HATCHES[1], linewidth=1, zorder=1,
        )  # fmt: skip


def _ranges(ax: Axes, rows: pd.DataFrame) -> None:
    """A line from each least to its greatest value; a stroke at each end, or the head of an arrow where it is open."""
    for is_open, alike in rows.groupby(["open_low", "open_high"], sort=False):
        closed = [end for end in (0, 1) if not is_open[end]]
        _lines(
            ax, alike, ("low", "high"), color=SERIES[0], linewidth=5, solid_capstyle="butt", zorder=3,
            marker="|", markevery=closed, markersize=11, markeredgewidth=1.4, markeredgecolor=INK,
        )  # fmt: skip
    for end, head in (("low", "<"), ("high", ">")):
        heads = rows[rows[f"open_{end}"]]
        if len(heads):
            ax.plot(
                [*heads[end]], [*heads["at"]], head, color=INK, markersize=11, markeredgewidth=1.4, zorder=4,
                clip_on=False,
            )  # fmt: skip


def _strokes(ax: Axes, at: float, y: Any) -> None:
    """Two slanted strokes through a line: its scale is cut there."""
    for shift in (-3, 3):
        ax.annotate(
            "/", (at, y), (shift, 0), textcoords="offset points", ha="center", va="center",
            color=INK, fontweight="bold",
        )  # fmt: skip
