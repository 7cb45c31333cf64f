"""Forms for amounts: bars, steps, a whole and its parts, a year beside a part of the next."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.charts.frame import ends, exhibit, known, labels, listing, middle, nothing_to_show
from tongket.exhibit import value_text
from tongket.numerals import format_number
from tongket.theme import FAINT, HATCHES, INK, SERIES, canvas, row_label, track

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure

HEIGHT = 0.26


def bars(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Amounts as bars from zero, with whiskers where the printing leaves room."""
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    top = max(ends(figure)[1] for figure in there) or 1
    with canvas(len(there), labels(there, caption.lang)) as (drawing, axes):
        for row, figure in enumerate(there):
            row_label(axes, -row, figure.name.in_(caption.lang), value_text(figure, caption.lang))
            _bar(axes, -row, middle(figure) / top)
            _whisker(axes, -row, figure, top)
        return exhibit(drawing, figures, caption, _order(there, caption))


def funnel(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Steps that follow one another, each with its percentage of the first."""
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    first = middle(there[0]) or 1
    with canvas(len(there), labels(there, caption.lang)) as (drawing, axes):
        for row, figure in enumerate(there):
            share = middle(figure) / first
            words = value_text(figure, caption.lang)
            if row:
                words += f" ({_percent(share, caption)})"
            row_label(axes, -row, figure.name.in_(caption.lang), words)
            _bar(axes, -row, share)
        alt = caption.say("Step by step: {list}.", list=listing(there, caption.lang))
        return exhibit(drawing, figures, caption, alt)


def stack(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Parts of a whole in one bar, each named below with its amount."""
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    whole = sum(middle(figure) for figure in there) or 1
    with canvas(len(there) + 1) as (drawing, axes):
        start = 0.0
        for row, figure in enumerate(there):
            width = middle(figure) / whole
            _patch(axes, start, 0.05, width, 0.42, row)
            start += width
            y = -row - 1
            _patch(axes, 0, y + 0.24, 0.045, 0.28, row)
            axes.text(0.07, y + 0.27, figure.name.in_(caption.lang), ha="left", va="bottom")
            axes.text(
                1, y + 0.27, _part(figure, width, caption), ha="right", va="bottom", weight="bold"
            )
        return exhibit(drawing, figures, caption, _order(there, caption))


def pairs(couples: Sequence[tuple[Figure, Figure]], caption: Caption) -> Exhibit | Claim:
    """A year beside a part of another; the part is hatched and says its months.

    Args:
        couples: the year's figure and the part-year's, whose name carries the period.
        caption: the words around it.
    """
    figures = [figure for couple in couples for figure in couple]
    if not any(not part.is_missing and not year.is_missing for year, part in couples):
        return nothing_to_show(figures, caption)
    there = [c for c in couples if not c[0].is_missing and not c[1].is_missing]
    with canvas(2 * len(there), labels([f for c in there for f in c], caption.lang)) as (
        drawing,
        axes,
    ):
        for index, couple in enumerate(there):
            top = max(middle(figure) for figure in couple) or 1
            for offset, figure in enumerate(couple):
                y = -(2 * index + offset)
                name = figure.name.in_(caption.lang)
                row_label(axes, y, name, value_text(figure, caption.lang), strong=not offset)
                _patch(axes, 0, y - 0.13, middle(figure) / top, HEIGHT, offset)
        alt = caption.say(
            "Each pair has its own scale. {list}.", list=listing(known(figures), caption.lang)
        )
        return exhibit(drawing, figures, caption, alt)


def _bar(axes: Axes, y: float, length: float) -> None:
    track(axes, y - 0.13)
    axes.barh([y], [length], height=HEIGHT, color=SERIES[0], zorder=2)


def _patch(
    axes: Axes, left: float, bottom: float, width: float, height: float, number: int
) -> None:
    colour, hatch = SERIES[number % len(SERIES)], HATCHES[number % len(HATCHES)]
    face = colour if not hatch else "none"
    axes.barh(
        [bottom + height / 2], [width], left=[left], height=height, facecolor=face, hatch=hatch,
        edgecolor=colour, linewidth=1, zorder=2,
    )  # fmt: skip


def _whisker(axes: Axes, y: float, figure: Figure, top: float) -> None:
    low, high = ends(figure)
    if low != high:
        axes.plot([low / top, high / top], [y, y], color=INK, linewidth=1.4, zorder=3)
        axes.plot([low / top, high / top], [y, y], "|", color=INK, markersize=8, zorder=3)
    elif figure.interval is not None and figure.interval.upper is None:
        axes.plot([middle(figure) / top - 0.012], [y], ">", color=FAINT, markersize=6, zorder=3)


def _percent(share: float, caption: Caption) -> str:
    return format_number(Fraction(share) * 100, caption.lang, 1) + "%"


def _part(figure: Figure, share: float, caption: Caption) -> str:
    words = value_text(figure, caption.lang)
    return words if figure.unit.kind == "percent" else f"{words} ({_percent(share, caption)})"


def _order(figures: Sequence[Figure], caption: Caption) -> str:
    ordered = sorted(figures, key=middle, reverse=True)
    return caption.say("From most to least: {list}.", list=listing(ordered, caption.lang))
