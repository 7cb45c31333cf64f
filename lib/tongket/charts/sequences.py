"""Forms for orders: places among others, events in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.charts.frame import (
    comparable,
    exhibit,
    known,
    label,
    listing,
    middle,
    nothing_to_show,
    ordered,
)
from tongket.claims import Claim, plain
from tongket.exhibit import Grid
from tongket.numerals import format_period
from tongket.theme import BAR, GAP, LINE, SERIES, WIDTH, canvas, place, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.data.registry import Event
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure

INDENT = 22.0  # of the words beside the line of time


def dots(figures: Sequence[Figure], caption: Caption, highlight: str = "") -> Exhibit | Claim:
    """One figure of many places, best first, with one place set apart by shape and weight.

    Args:
        figures: one a place, named after it.
        caption: the words around it.
        highlight: the English name of the place to set apart.
    """
    ranks = bool(figures) and figures[0].unit.kind == "rank"
    there = sorted(known(figures), key=middle, reverse=not ranks)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("dots", there)
    values = [middle(figure) for figure in there]
    with canvas() as sheet:
        for figure in there:
            own = figure.name.en == highlight
            sheet.row(figure.name.in_(caption.lang), label(figure, there, caption.lang), strong=own)
            y, x = sheet.y + BAR / 2, place(middle(figure), min(values), max(values))
            sheet.line([0, WIDTH], [y, y])
            shape, colour = ("D", SERIES[1]) if own else ("o", SERIES[0])
            sheet.mark(x, y, shape, colour=colour, size=11 if own else 9)
            sheet.down(BAR + GAP / 2)
        return exhibit(sheet, figures, caption, _order(there, caption, highlight))


def _order(figures: Sequence[Figure], caption: Caption, highlight: str) -> str:
    alt = ordered(figures, caption)
    if figures[0].unit.kind == "rank":
        alt = caption.say("From the first rank on: {list}.", list=listing(figures, caption.lang))
    own = [figure for figure in figures if figure.name.en == highlight]
    set_apart = caption.say("Set apart: {list}.", list=listing(own, caption.lang)) if own else ""
    return f"{alt} {set_apart}".rstrip()


def timeline(events: Sequence[Event], caption: Caption) -> Exhibit | Claim:
    """Events in the order of time, with their field."""
    if not events:
        return plain(caption.say("No event is on record for this page."), caption.lang)
    lang = caption.lang
    there = sorted(events, key=lambda event: event.date.end)
    with canvas() as sheet:
        for event in there:
            start = sheet.y
            sheet.words(INDENT, sheet.y, format_period(event.date, lang), strong=True)
            for line in wrap(f"{event.title.in_(lang)} ({event.field.in_(lang)})", WIDTH - INDENT):
                sheet.down(LINE)
                sheet.words(INDENT, sheet.y, line)
            sheet.down(LINE + GAP)
            if event is not there[-1]:
                sheet.line([7, 7], [start + LINE / 2, sheet.y + LINE / 2], width=1.4)
            sheet.mark(7, start + LINE / 2, "D", size=9)
        said = "; ".join(f"{format_period(e.date, lang)}: {e.title.in_(lang)}" for e in there)
        alt = caption.say("In the order of time: {list}.", list=said)
        header = (caption.say("Event"), caption.say("Date"), caption.say("Field"))
        rows = ((e.title.in_(lang), format_period(e.date, lang), e.field.in_(lang)) for e in there)
        return exhibit(sheet, (), caption, alt, Grid(header, tuple(rows)))
