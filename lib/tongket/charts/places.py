"""Forms for where a figure lies: against a plan, in a planned band, within what its sources allow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.charts.frame import (
    ends,
    exhibit,
    known,
    label,
    listing,
    middle,
    nothing_to_show,
    ordered,
    with_mark,
)
from tongket.exhibit import value_text
from tongket.model import Measure, Observation
from tongket.theme import BAR, EDGE, GAP, INK, LINE, SERIES, WIDTH, canvas, measure, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure
    from tongket.theme import Sheet

SPACED = 4.0  # points between two ticks that can be told apart
APART = 5.0  # points from which a range on a shared scale is a range to the eye


def plan(statements: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Statements on a plan, one a row, on one scale of percent of the plan with its line at 100.

    Args:
        statements: figures in percent of the plan or in percent above it.
        caption: the words around it.
    """
    there = known(statements)
    if not there:
        return nothing_to_show(statements, caption)
    top = max(*map(_of_plan, there), 100)
    line = place(100, 0, top)
    with canvas() as sheet:
        words = caption.say("plan = 100%")
        half = measure(words) / 2
        sheet.words(min(max(line, half), WIDTH - half), 0, words, align="center")
        sheet.down(LINE + 8)
        for figure in there:
            value = with_mark(value_text(figure, caption.lang), figure)
            sheet.row(figure.name.in_(caption.lang), f"+{value}" if _is_above(figure) else value)
            _against(sheet, line, place(_of_plan(figure), 0, top))
        alt = caption.say(
            "Against the line of the plan at 100%: {list}.", list=listing(there, caption.lang)
        )
        return exhibit(sheet, statements, caption, alt)


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
    lang = caption.lang
    with canvas() as sheet:
        for target, statements in there:
            low, high = _scale([target, *statements])
            sheet.row(target.name.in_(lang), value_text(target, lang), strong=True)
            box = [place(end, low, high) for end in ends(target)]
            for statement in statements:
                sheet.down(2)
                shown = with_mark(value_text(statement, lang), statement)
                sheet.row(statement.name.in_(lang), shown)
                _in_band(sheet, box, [place(v, low, high) for v in _marks(statement)])
            sheet.down(GAP)
        remark = caption.say("The hatched band is the plan; each rate has a scale of its own.")
        alt = caption.say(
            "The hatched band is the plan: {list}.", list=listing(known(figures), lang)
        )
        return exhibit(sheet, figures, caption, alt, remarks=[remark])


def ranges(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """What the sources allow of each figure, from the least to the greatest value.

    A tick stands at each whole number that fits, where there are few. The ranges share a scale
    where it lets them be seen, and have their own where it does not.
    """
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    shared = _shared_scale(there)
    with canvas() as sheet:
        for figure in there:
            sheet.row(figure.name.in_(caption.lang), label(figure, there, caption.lang))
            _range(sheet, figure, shared or _scale([figure]))
        wide = any(low != high for low, high in map(ends, there))
        said = caption.say("Each range has a scale of its own; a tick is a whole number that fits.")
        alt = ordered(there, caption)
        return exhibit(sheet, figures, caption, alt, remarks=[said] if wide and not shared else [])


def _is_above(figure: Figure) -> bool:
    origin = figure.origin
    return isinstance(origin, Observation) and origin.measure is Measure.OVER_TARGET_PCT


def _of_plan(figure: Figure) -> float:
    return middle(figure) + (100 if _is_above(figure) else 0)


def _against(sheet: Sheet, line: float, x: float) -> None:
    y = sheet.y + BAR / 2
    sheet.line([0, WIDTH], [y, y])
    sheet.line([line, x], [y, y], colour=SERIES[0], width=4)
    sheet.line([line, line], [sheet.y - 2, sheet.y + BAR + 2], colour=INK, width=1.6)
    sheet.mark(x, y, "D", size=9)
    sheet.down(BAR + GAP)


def _scale(figures: Sequence[Figure]) -> tuple[float, float]:
    """The ends of a scale that holds all figures, with room at the sides."""
    values = [end for figure in figures for end in ends(figure)]
    low, high = min(values), max(values)
    margin = (high - low) * 0.2 or 1
    return low - margin, high + margin


def _marks(figure: Figure) -> tuple[float, float, float]:
    low, high = ends(figure)
    return low, middle(figure), high


def _in_band(sheet: Sheet, box: Sequence[float], marks: Sequence[float]) -> None:
    y = sheet.y + BAR / 2
    low, middle_, high = marks
    sheet.line([0, WIDTH], [y, y])
    sheet.bar(box[0], box[1], number=1)
    sheet.line([low, high], [y, y], colour=SERIES[0], width=3)
    sheet.mark(middle_, y, "D", size=9)
    sheet.down(BAR + GAP)


def _shared_scale(figures: Sequence[Figure]) -> tuple[float, float] | None:
    """One scale for all, where every range on it can be seen; None elsewhere."""
    if len({figure.unit.id for figure in figures}) > 1:
        return None
    low, high = _scale(figures)
    points = (WIDTH - 2 * EDGE) / (high - low)
    widths = [(b - a) * points for a, b in map(ends, figures) if a != b]
    return (low, high) if all(width >= APART for width in widths) else None


def _range(sheet: Sheet, figure: Figure, scale: tuple[float, float]) -> None:
    y = sheet.y + BAR / 2
    low, high = (place(end, *scale) for end in ends(figure))
    sheet.line([0, WIDTH], [y, y])
    interval = figure.interval
    if interval is not None and interval.upper is None:
        sheet.line([low, WIDTH - EDGE], [y, y], colour=SERIES[0], width=4)
        sheet.mark(WIDTH - EDGE, y, ">", size=10)
    elif low == high:
        sheet.mark(low, y, "D", size=9)
    else:
        sheet.line([low, high], [y, y], colour=SERIES[0], width=4)
        for tick in _candidates(figure, scale) or (low, high):
            sheet.mark(tick, y, "|", colour=INK, size=11)
    sheet.down(BAR + GAP)


def _candidates(figure: Figure, scale: tuple[float, float]) -> list[float]:
    """Where the whole numbers stand that fit a count, in points; empty where they stand too close."""
    if figure.unit.kind != "count" or figure.interval is None:
        return []
    found = figure.candidates or figure.interval.whole_numbers() or ()
    places = [place(float(whole), *scale) for whole in found]
    gaps = [right - left for left, right in pairwise(places)]
    return places if gaps and min(gaps) >= SPACED else []
