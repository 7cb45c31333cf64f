"""Forms for amounts: bars, steps, a whole and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import measures
from tongket.charts.frame import (
    comparable,
    covers_part_of_a_year,
    ends,
    exhibit,
    known,
    label,
    listing,
    middle,
    nothing_to_show,
    ordered,
)
from tongket.exhibit import Grid, value_text
from tongket.model import Text
from tongket.theme import BAR, EDGE, GAP, INK, LINE, WIDTH, canvas
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure
    from tongket.theme import Sheet

VISIBLE = 3.0  # points from which a whisker can be seen


def bars(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Amounts as bars from zero, with whiskers where the printing leaves room.

    The bar of a part of a year is hatched. An arrow head ends the bar of a figure that has no upper
    end, such as *more than*.

    Raises:
        UsageError: the figures are not of one kind.
    """
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("bars", there)
    top = max(ends(figure)[1] for figure in there) or 1
    with canvas() as sheet:
        for figure in there:
            sheet.row(figure.name.in_(caption.lang), label(figure, there, caption.lang))
            _bar(sheet, figure, top)
        parts = any(covers_part_of_a_year(figure) for figure in there)
        remarks = [caption.say("Hatched bars cover a part of a year.")] if parts else []
        return exhibit(sheet, figures, caption, ordered(there, caption), remarks=remarks)


def funnel(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Steps that follow one another, each with its percentage of the first.

    Raises:
        UsageError: the figures are not of one kind.
    """
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("funnel", there)
    lang, first = caption.lang, there[0]
    shares = [measures.share(step, first, _named(step, first)) for step in there[1:]]
    top = max(middle(figure) for figure in there) or 1
    with canvas() as sheet:
        for step, share in zip(there, [None, *shares], strict=True):
            words = label(step, there, lang)
            sheet.row(
                step.name.in_(lang), words + (f" ({value_text(share, lang)})" if share else "")
            )
            _bar(sheet, step, top)
        alt = caption.say("Step by step: {list}.", list=listing(there, lang))
        grid = _with_shares(there, ["", *shares], caption.say("Share of the first step"), caption)
        return exhibit(sheet, [*figures, *shares], caption, alt, grid)


def stack(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Parts of a whole in one bar, each named below with its amount and its share.

    Raises:
        UsageError: the figures are not of one kind.
    """
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("stack", there)
    lang = caption.lang
    shares = _shares_of_sum(there)
    whole = sum(middle(figure) for figure in there) or 1
    with canvas() as sheet:
        _segments(sheet, [middle(figure) / whole for figure in there])
        for number, figure in enumerate(there):
            words = label(figure, there, lang)
            words += f" ({value_text(shares[number], lang)})" if shares else ""
            sheet.keyed(number, figure.name.in_(lang), words)
        grid = _with_shares(there, shares, caption.say("Share of the sum"), caption)
        alt = ordered(there, caption)
        return exhibit(sheet, [*figures, *shares], caption, alt, grid if shares else None)


def _bar(sheet: Sheet, figure: Figure, top: float) -> None:
    y = sheet.y + BAR / 2
    # The ends of a bar leave room for a whisker's or an arrow's head.
    scale = (WIDTH - EDGE) / top
    sheet.line([0, WIDTH], [y, y])
    sheet.bar(0, middle(figure) * scale, number=int(covers_part_of_a_year(figure)))
    low, high = (end * scale for end in ends(figure))
    if high - low >= VISIBLE:
        sheet.line([low, high], [y, y], colour=INK, width=1.4)
        for x in (low, high):
            sheet.mark(x, y, "|", colour=INK, size=9)
    elif figure.interval is not None and figure.interval.upper is None:
        sheet.mark(middle(figure) * scale + 1, y, ">", size=BAR * 0.8)
    sheet.down(BAR + GAP)


def _segments(sheet: Sheet, shares: Sequence[float]) -> None:
    left = 0.0
    for number, share in enumerate(shares):
        width = share * WIDTH
        sheet.bar(left, left + max(width - 1, 1), number=number, height=LINE * 1.5)
        left += width
    sheet.down(LINE * 1.5 + GAP)


def _shares_of_sum(figures: Sequence[Figure]) -> list[Figure]:
    if figures[0].unit.kind == "percent" or len(figures) < 2:
        return []
    total = measures.total(figures, Phrase("Sum of the parts shown"))
    named = Phrase("{part} in percent of the sum")
    return [measures.share(part, total, named.filled(part=part.name)) for part in figures]


def _named(step: Figure, first: Figure) -> Text:
    return Phrase("{step} in percent of: {first}", step=step.name, first=first.name)


def _with_shares(
    figures: Sequence[Figure], shares: Sequence[Figure | str], head: str, caption: Caption
) -> Grid:
    header = (caption.say("Figure"), caption.say("Value"), head)
    names = [figure.name.in_(caption.lang) for figure in figures]
    return Grid(header, tuple(zip(names, figures, shares, strict=False)))
