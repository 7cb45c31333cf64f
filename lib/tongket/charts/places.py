"""Forms for where a figure lies: against a plan, in a planned band, within what its sources allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.charts.frame import ends, exhibit, known, labels, listing, middle, nothing_to_show
from tongket.exhibit import value_text
from tongket.model import Measure, Observation
from tongket.theme import FAINT, INK, SERIES, canvas, row_label, track

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure


def plan(statements: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Statements on a plan, one a row, on one scale of percent of the plan with its line at 100.

    Args:
        statements: figures in percent of the plan or in percent above it.
        caption: the words around it.
    """
    there = known(statements)
    if not there:
        return nothing_to_show(statements, caption)
    scale = max(*map(_of_plan, there), 100) * 1.05
    with canvas(len(there) + 0.6, labels(there, caption.lang)) as (drawing, axes):
        for row, figure in enumerate(there):
            place = _of_plan(figure) / scale
            row_label(axes, -row, figure.name.in_(caption.lang), value_text(figure, caption.lang))
            track(axes, -row)
            axes.plot([100 / scale, place], [-row, -row], color=SERIES[0], linewidth=3, zorder=2)
            axes.plot([place], [-row], "D", color=SERIES[0], markersize=8, zorder=3)
        _plan_line(axes, 100 / scale, len(there), caption)
        alt = caption.say(
            "Against the line of the plan at 100%: {list}.", list=listing(there, caption.lang)
        )
        return exhibit(drawing, statements, caption, alt)


def band(rows: Sequence[tuple[Figure, Sequence[Figure]]], caption: Caption) -> Exhibit | Claim:
    """Statements of a rate within its planned band, each rate on a scale of its own.

    Args:
        rows: for each rate its band and the statements on it.
        caption: the words around it.
    """
    figures = [figure for target, statements in rows for figure in (target, *statements)]
    there = [(t, known(s)) for t, s in rows if not t.is_missing and known(s)]
    if not there:
        return nothing_to_show(figures, caption)
    lines = sum(len(statements) + 1 for _, statements in there)
    with canvas(lines, labels(known(figures), caption.lang)) as (drawing, axes):
        row = 0
        for target, statements in there:
            low, scale = _band_scale(target, statements)
            bottom, top = ((end - low) / scale for end in ends(target))
            words = value_text(target, caption.lang)
            row_label(axes, -row, target.name.in_(caption.lang), words, strong=True)
            axes.barh(
                [-row], [top - bottom], left=[bottom], height=0.26, facecolor="none",
                edgecolor=SERIES[0], hatch="////",
            )  # fmt: skip
            for statement in statements:
                row += 1
                _mark(axes, -row, statement, low, scale, caption)
                axes.plot([bottom, top], [-row, -row], "|", color=FAINT, markersize=14, zorder=1)
            row += 1
        alt = caption.say(
            "The hatched band is the plan: {list}.", list=listing(known(figures), caption.lang)
        )
        return exhibit(drawing, figures, caption, alt)


def ranges(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """What the sources allow of each figure, as a line from the least to the greatest value."""
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    top = max(ends(figure)[1] for figure in there) or 1
    with canvas(len(there), labels(there, caption.lang)) as (drawing, axes):
        for row, figure in enumerate(there):
            row_label(axes, -row, figure.name.in_(caption.lang), value_text(figure, caption.lang))
            track(axes, -row)
            low, high = (end / top for end in ends(figure))
            axes.plot([low, high], [-row, -row], color=SERIES[0], linewidth=5, zorder=2)
            axes.plot([low, high], [-row, -row], "|", color=INK, markersize=11, zorder=3)
        ordered = sorted(there, key=middle, reverse=True)
        alt = caption.say("From most to least: {list}.", list=listing(ordered, caption.lang))
        return exhibit(drawing, figures, caption, alt)


def _of_plan(figure: Figure) -> float:
    above = isinstance(figure.origin, Observation) and (
        figure.origin.measure is Measure.OVER_TARGET_PCT
    )
    return middle(figure) + (100 if above else 0)


def _plan_line(axes: Axes, place: float, rows: int, caption: Caption) -> None:
    axes.plot(
        [place] * rows, [-row for row in range(rows)], "|", color=INK, markersize=18, zorder=4
    )
    words = caption.say("plan = 100%")
    axes.text(place, -rows + 0.4, words, ha="center" if place > 0.15 else "left", va="top")


def _band_scale(target: Figure, statements: Sequence[Figure]) -> tuple[float, float]:
    """The start and the length of the scale: the band and all statements with room at the sides."""
    values = [end for figure in (target, *statements) for end in ends(figure)]
    low, high = min(values), max(values)
    margin = (high - low) * 0.25 or 1
    return low - margin, high - low + 2 * margin


def _mark(
    axes: Axes, y: float, figure: Figure, low: float, scale: float, caption: Caption
) -> None:  # fmt: skip
    row_label(axes, y, figure.name.in_(caption.lang), value_text(figure, caption.lang))
    track(axes, y)
    start, end = ((value - low) / scale for value in ends(figure))
    axes.plot([start, end], [y, y], color=SERIES[1], linewidth=3, zorder=2)
    axes.plot([(middle(figure) - low) / scale], [y], "D", color=SERIES[1], markersize=8, zorder=3)
