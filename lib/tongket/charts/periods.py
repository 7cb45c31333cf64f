"""Forms for time: a year beside a part of another, a figure over the years."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.charts.frame import (
    comparable,
    exhibit,
    known,
    label,
    listing,
    middle,
    nothing_to_show,
    with_mark,
)
from tongket.claims import Claim
from tongket.exhibit import Grid, value_text
from tongket.model import Figure, Observation, TimePeriod
from tongket.numerals import format_period
from tongket.theme import BAR, GAP, INK, LINE, SERIES, WIDTH, canvas, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.exhibit import Caption, Exhibit
    from tongket.theme import Sheet

HEIGHT = 110.0  # of the field of a slope
Point = tuple[TimePeriod, Figure, Claim]


def pairs(couples: Sequence[tuple[Figure, Figure]], caption: Caption) -> Exhibit | Claim:
    """A year beside a part of another; the part is hatched and says its months.

    Args:
        couples: the year's figure and the part-year's.
        caption: the words around it.
    """
    figures = [figure for couple in couples for figure in couple]
    there = [couple for couple in couples if not any(figure.is_missing for figure in couple)]
    if not there:
        return nothing_to_show(figures, caption)
    lang = caption.lang
    with canvas() as sheet:
        for couple in there:
            sheet.row(couple[0].name.in_(lang), strong=True)
            top = max(middle(figure) for figure in couple) or 1
            for number, figure in enumerate(couple):
                sheet.row(_period(figure, caption), label(figure, couple, lang))
                sheet.bar(0, middle(figure) / top * WIDTH, number=number)
                sheet.down(BAR + 6)
            sheet.down(GAP)
        said = " ".join(
            [
                caption.say("Hatched bars cover a part of a year."),
                caption.say("Each pair has a scale of its own."),
            ]
        )
        shown = [figure for couple in there for figure in couple]
        alt = f"{said} {listing(shown, lang)}."
        lost = [figure for figure in figures if figure.is_missing]
        return exhibit(sheet, [*shown, *lost], caption, alt, remarks=[said])


def slope(points: Sequence[Point], caption: Caption) -> Exhibit | Claim:
    """A figure over the years; a line joins only years that compare, elsewhere a gap is marked.

    The first rank stands at the top; of scores and amounts the greatest does.

    Args:
        points: period, figure, and the set within which it compares, in words.
        caption: the words around it.
    """
    there = [point for point in points if not point[1].is_missing]
    if not there:
        return nothing_to_show([figure for _, figure, _ in points], caption)
    comparable("slope", [figure for _, figure, _ in there])
    with canvas() as sheet:
        _field(sheet, there, caption)
        gaps = any(a[2].text != b[2].text for a, b in pairwise(there))
        said = caption.say("A dashed upright line stands between years that do not compare.")
        return _slope_exhibit(sheet, there, caption, [said] if gaps else [])


def _field(sheet: Sheet, points: Sequence[Point], caption: Caption) -> None:
    places = _places(points)
    top, foot = LINE * 1.6, LINE * 1.6 + HEIGHT + LINE * 1.5
    for index, ((x, y), (period, figure, _)) in enumerate(zip(places, points, strict=True)):
        sheet.mark(x, top + y, "o", size=10)
        # A line that comes from above leaves the room below the mark for its words.
        below = any(other < y for _, other in places[max(index - 1, 0) : index + 2])
        sheet.words(
            x,
            top + y + (LINE * 0.4 if below else -LINE * 1.5),
            with_mark(value_text(figure, caption.lang), figure),
            align="center",
            strong=True,
        )
        sheet.words(x, foot, format_period(period, caption.lang), align="center")
    for index in range(len(points) - 1):
        (x, y), (x2, y2) = places[index], places[index + 1]
        if points[index][2].text == points[index + 1][2].text:
            sheet.line([x, x2], [top + y, top + y2], colour=SERIES[0], width=2)
        else:
            sheet.line([(x + x2) / 2] * 2, [0, foot], colour=INK, width=1, dashes=(4, 3))
    sheet.down(foot + LINE * 1.3)


def _places(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Where the points stand in the field: across by their day, down by their value."""
    values = [middle(figure) for _, figure, _ in points]
    low, span = min(values), (max(values) - min(values)) or 1
    first, last = points[0][0].end, points[-1][0].end
    days = (last - first).days or 1
    side = max(measure(p.text, strong=True) for p, _, _ in points) / 2 + 24
    rank = points[0][1].unit.kind == "rank"
    found = []
    for (period, _, _), value in zip(points, values, strict=True):
        x = side + (WIDTH - 2 * side) * (period.end - first).days / days
        share = (value - low) / span
        found.append((x, HEIGHT * (share if rank else 1 - share)))
    return found


def _slope_exhibit(
    sheet: Sheet, points: Sequence[Point], caption: Caption, remarks: Sequence[str]
) -> Exhibit:
    lang = caption.lang
    said = "; ".join(
        f"{format_period(period, lang)}: {value_text(figure, lang)} ({among.text})"
        for period, figure, among in points
    )
    alt = caption.say("Year by year: {list}.", list=said)
    header = (caption.say("Period"), caption.say("Value"), caption.say("Compares within"))
    grid = Grid(header, tuple((format_period(p, lang), f, among) for p, f, among in points))
    figures = known([figure for _, figure, _ in points])
    return exhibit(sheet, figures, caption, alt, grid, remarks=remarks)


def _period(figure: Figure, caption: Caption) -> str:
    if isinstance(figure.origin, Observation):
        return format_period(figure.origin.time_period, caption.lang)
    return figure.name.in_(caption.lang)
