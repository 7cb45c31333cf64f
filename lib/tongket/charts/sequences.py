"""Forms for orders: places among others, a place over the years, events in time."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tongket.charts.frame import exhibit, known, labels, listing, middle, nothing_to_show
from tongket.claims import Claim, plain
from tongket.exhibit import Exhibit, Grid, value_text
from tongket.numerals import format_period
from tongket.theme import FAINT, INK, SERIES, canvas, row_label, to_svg, track

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.exhibit import Caption
    from tongket.model import Figure, TimePeriod
    from tongket.registry import Event


def dots(figures: Sequence[Figure], caption: Caption, highlight: str = "") -> Exhibit | Claim:
    """One figure of many places, in order, with one place set apart by shape and weight.

    Args:
        figures: one a place, named after it.
        caption: the words around it.
        highlight: the English name of the place to set apart.
    """
    there = sorted(known(figures), key=middle, reverse=True)
    if not there:
        return nothing_to_show(figures, caption)
    low, high = middle(there[-1]), middle(there[0])
    span = (high - low) or 1
    with canvas(len(there), labels(there, caption.lang)) as (drawing, axes):
        for row, figure in enumerate(there):
            own = figure.name.en == highlight
            words = value_text(figure, caption.lang)
            row_label(axes, -row, figure.name.in_(caption.lang), words, strong=own)
            track(axes, -row)
            place = 0.04 + 0.92 * (middle(figure) - low) / span
            shape, colour = ("D", SERIES[1]) if own else ("o", SERIES[0])
            axes.plot([place], [-row], shape, color=colour, markersize=10 if own else 7, zorder=3)
        alt = caption.say("From most to least: {list}.", list=listing(there, caption.lang))
        return exhibit(drawing, there, caption, alt)


def slope(
    points: Sequence[tuple[TimePeriod, Figure, str]], caption: Caption
) -> Exhibit | Claim:  # fmt: skip
    """A rank over the years; a line joins only years of one and the same set.

    Args:
        points: period, figure, and the name of the set within which it compares.
        caption: the words around it.
    """
    there = [point for point in points if not point[1].is_missing]
    if not there:
        return nothing_to_show([figure for _, figure, _ in points], caption)
    values = [middle(figure) for _, figure, _ in there]
    low, span = min(values), (max(values) - min(values)) or 1
    places = [
        (0.12 + 0.76 * i / max(len(there) - 1, 1), -1.9 * (v - low) / span)
        for i, v in enumerate(values)
    ]
    with canvas(3.4) as (drawing, axes):
        for (x, y), (period, figure, _) in zip(places, there, strict=True):
            axes.plot([x], [y], "o", color=SERIES[0], markersize=9, zorder=3)
            axes.text(
                x,
                y + 0.18,
                value_text(figure, caption.lang),
                ha="center",
                va="bottom",
                weight="bold",
            )
            axes.text(x, -2.75, format_period(period, caption.lang), ha="center", va="bottom")
        for index in range(len(there) - 1):
            same = there[index][2] == there[index + 1][2]
            (x, y), (x2, y2) = places[index], places[index + 1]
            style = (
                {"color": SERIES[0], "linewidth": 2} if same else {"color": FAINT, "linestyle": ":"}
            )
            axes.plot([x, x2], [y, y2], zorder=1, **style)
        return _slope_exhibit(drawing, there, caption)


def _slope_exhibit(
    drawing: object, points: Sequence[tuple[TimePeriod, Figure, str]], caption: Caption
) -> Exhibit:
    figures = [figure for _, figure, _ in points]
    said = "; ".join(
        f"{format_period(period, caption.lang)}: {value_text(figure, caption.lang)} ({among})"
        for period, figure, among in points
    )
    alt = caption.say("Year by year: {list}.", list=said)
    header = (caption.say("Period"), caption.say("Value"), caption.say("Compares within"))
    grid = Grid(header, tuple((format_period(p, caption.lang), f, among) for p, f, among in points))
    return exhibit(drawing, figures, caption, alt, grid)  # type: ignore[arg-type]


def timeline(events: Sequence[Event], caption: Caption) -> Exhibit | Claim:
    """Events in the order of time, with their field."""
    if not events:
        return plain(caption.say("No event is on record for this page."))
    lang = caption.lang
    ordered = sorted(events, key=lambda event: event.date.end)
    rows = [textwrap.wrap(event.title.in_(lang), 34)[:3] for event in ordered]
    heights = [max(len(lines), 2) * 0.42 + 0.35 for lines in rows]
    with canvas(sum(heights)) as (drawing, axes):
        y = 0.4
        for event, lines, height in zip(ordered, rows, heights, strict=True):
            axes.plot([0.30], [y - 0.16], "D", color=SERIES[0], markersize=8, zorder=3)
            axes.plot([0.30, 0.30], [y - 0.16, y - height], color=FAINT, linewidth=1, zorder=1)
            axes.text(0.26, y, format_period(event.date, lang), ha="right", va="top", weight="bold")
            axes.text(0.35, y, "\n".join(lines), ha="left", va="top", color=INK)
            y -= height
        said = "; ".join(f"{format_period(e.date, lang)}: {e.title.in_(lang)}" for e in ordered)
        alt = caption.say("In the order of time: {list}.", list=said)
        svg = to_svg(drawing, caption.id, caption.title.text, alt)
    header = (caption.say("Date"), caption.say("Event"), caption.say("Field"))
    grid = Grid(
        header,
        tuple((format_period(e.date, lang), e.title.in_(lang), e.field.in_(lang)) for e in ordered),
    )
    return Exhibit(caption, caption.say("events"), alt, grid, (), svg)
