"""Forms for amounts given as figures: bars, steps, a whole and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import forms, measures
from tongket.charts.figures import (
    comparable,
    covers_part_of_a_year,
    exhibit,
    frame_of,
    known,
    label,
    listing,
    nothing_to_show,
    ordered,
    plot_of,
)
from tongket.exhibit import Grid, value_text
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Figure


def bars(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Amounts as bars from zero, with whiskers where the printing leaves room.

    The bar of a part of a year is hatched. An arrow head ends the bar of a figure that has no upper
    end, such as *more than*. A negative amount goes left of zero.

    Raises:
        UsageError: the figures are not of one kind.
    """
    import seaborn as sns

    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("bars", there)
    parts = any(covers_part_of_a_year(figure) for figure in there)
    remarks = [caption.say("Hatched bars cover a part of a year.")] if parts else []
    plot = plot_of(sns.barplot, there, frame_of(there, caption.lang), caption)
    return exhibit(plot, figures, caption, ordered(there, caption), remarks=remarks)


def funnel(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Steps that follow one another, each with its percentage of the first.

    Raises:
        UsageError: the figures are not of one kind.
    """
    import seaborn as sns

    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("funnel", there)
    lang, first = caption.lang, there[0]
    shares = [measures.share(step, first, _named(step, first)) for step in there[1:]]
    words = [label(first, there, lang), *_with_share(there[1:], shares, there, caption)]
    alt = caption.say("Step by step: {list}.", list=listing(there, lang))
    grid = _grid(there, ["", *shares], caption.say("Share of the first step"), caption)
    plot = plot_of(sns.barplot, there, frame_of(there, lang, words), caption)
    return exhibit(plot, [*figures, *shares], caption, alt, grid)


def stack(figures: Sequence[Figure], caption: Caption) -> Exhibit | Claim:
    """Parts of a whole in one bar, each named below with its amount and its share.

    Raises:
        UsageError: the figures are not of one kind, or one is below zero.
    """
    there = known(figures)
    if not there:
        return nothing_to_show(figures, caption)
    comparable("stack", there)
    shares = _shares_of_sum(there)
    words = _with_share(there, shares, there, caption) if shares else None
    grid = _grid(there, shares, caption.say("Share of the sum"), caption) if shares else None
    plot = plot_of(forms.stack, there, frame_of(there, caption.lang, words), caption)
    return exhibit(plot, [*figures, *shares], caption, ordered(there, caption), grid)


def _with_share(
    figures: Sequence[Figure], shares: Sequence[Figure], among: Sequence[Figure], caption: Caption
) -> list[str]:
    return [
        f"{label(figure, among, caption.lang)} ({value_text(share, caption.lang)})"
        for figure, share in zip(figures, shares, strict=True)
    ]


def _shares_of_sum(figures: Sequence[Figure]) -> list[Figure]:
    if figures[0].unit.kind == "percent" or len(figures) < 2:
        return []
    total = measures.total(figures, Phrase("Sum of the parts shown"))
    named = Phrase("{part} in percent of the sum")
    return [measures.share(part, total, named.filled(part=part.name)) for part in figures]


def _named(step: Figure, first: Figure) -> Text:
    return Phrase("{step} in percent of: {first}", step=step.name, first=first.name)


def _grid(
    figures: Sequence[Figure], shares: Sequence[Figure | str], head: str, caption: Caption
) -> Grid:
    header = (caption.say("Figure"), caption.say("Value"), head)
    names = [figure.name.in_(caption.lang) for figure in figures]
    return Grid(header, tuple(zip(names, figures, shares, strict=False)))
