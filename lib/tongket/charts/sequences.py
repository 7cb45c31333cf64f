"""Forms for orders: places among others, events in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import forms
from tongket.charts.drawing import drawings
from tongket.charts.figures import (
    comparable,
    exhibit,
    frame_of,
    known,
    listing,
    middle,
    nothing_to_show,
    ordered,
    plot_of,
)
from tongket.charts.plot import LOWER, PART, UPPER, WORDS, Plot
from tongket.claims import Claim, plain
from tongket.exhibit import Exhibit, Grid
from tongket.numerals import format_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.data.registry import Event
    from tongket.exhibit import Caption
    from tongket.model import Figure


def dots(figures: Sequence[Figure], caption: Caption, highlight: str = "") -> Exhibit | Claim:
    """One figure of many places, best first, with one place set apart by weight.

    Args:
        figures: one a place, named after it.
        caption: the words around it.
        highlight: the English name of the place to set apart.
    """
    import seaborn as sns

    ranks = bool(figures) and figures[0].unit.kind == "rank"
    there = sorted(known(figures), key=middle, reverse=not ranks)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("dots", there)
    strong = [figure.name.in_(caption.lang) for figure in there if figure.name.en == highlight]
    plot = plot_of(sns.pointplot, there, frame_of(there, caption.lang), caption, strong=strong)
    return exhibit(plot, figures, caption, _order(there, caption, highlight))


def _order(figures: Sequence[Figure], caption: Caption, highlight: str) -> str:
    alt = ordered(figures, caption)
    if figures[0].unit.kind == "rank":
        alt = caption.say("From the first rank on: {list}.", list=listing(figures, caption.lang))
    own = [figure for figure in figures if figure.name.en == highlight]
    set_apart = caption.say("Set apart: {list}.", list=listing(own, caption.lang)) if own else ""
    return f"{alt} {set_apart}".rstrip()


def timeline(events: Sequence[Event], caption: Caption) -> Exhibit | Claim:
    """Events in the order of time, with their field."""
    import pandas as pd

    if not events:
        return plain(caption.say("No event is on record for this page."), caption.lang)
    lang = caption.lang
    there = sorted(events, key=lambda event: event.date.end)
    dates = [format_period(event.date, lang) for event in there]
    names = [f"{event.title.in_(lang)} ({event.field.in_(lang)})" for event in there]
    days = [event.date.end for event in there]
    years = [day.year + (day.timetuple().tm_yday - 1) / 366 for day in days]
    data = pd.DataFrame(
        {"name": names, "value": years, LOWER: years, UPPER: years, PART: False, WORDS: dates}
    )
    plot = Plot(forms.timeline, data, {"x": "value", "y": "name"}, lang)
    said = "; ".join(f"{date}: {e.title.in_(lang)}" for date, e in zip(dates, there, strict=True))
    alt = caption.say("In the order of time: {list}.", list=said)
    header = (caption.say("Event"), caption.say("Date"), caption.say("Field"))
    rows = (
        (e.title.in_(lang), date, e.field.in_(lang)) for e, date in zip(there, dates, strict=True)
    )
    drawn = drawings(plot, caption.id)
    return Exhibit(caption, caption.say("events"), alt, Grid(header, tuple(rows)), (), drawn)
