"""What every form shares: which figures are there, their words, their data, their exhibit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.claims import Claim, missing_claim, reason
from tongket.exhibit import Caption, Exhibit, Grid, value_text
from tongket.numerals import unit_name
from tongket.theme import to_svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from matplotlib.figure import Figure as Drawing

    from tongket.model import Figure, Lang


def known(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are not missing."""
    return [figure for figure in figures if not figure.is_missing]


def nothing_to_show(figures: Sequence[Figure], caption: Caption) -> Claim:
    """The sentence that stands where a chart would have been empty."""
    return missing_claim([figure for figure in figures if figure.is_missing], caption.lang)


def left_out(figures: Sequence[Figure], caption: Caption) -> tuple[str, ...]:
    """Sentences on the figures that are missing, with their reasons."""
    lang = caption.lang
    return tuple(
        caption.say("Not shown: {name} – {reason}.", name=f.name.in_(lang), reason=reason(f, lang))
        for f in figures
        if f.is_missing
    )


def middle(figure: Figure) -> float:
    """Where a figure is drawn: its value, or the middle of its interval, or its one end."""
    if figure.value is not None:
        return float(figure.value)
    low, high = ends(figure)
    return (low + high) / 2


def ends(figure: Figure) -> tuple[float, float]:
    """The ends of a figure's interval; an open end is its value or its other end."""
    interval = figure.interval
    if interval is None:
        raise ValueError(f"{figure.id}: expected a known figure, got a missing one.")
    low, high = interval.lower, interval.upper
    fallback: Fraction | int = figure.value or low or high or 0
    return float(fallback if low is None else low), float(fallback if high is None else high)


def labels(figures: Sequence[Figure], lang: Lang) -> list[tuple[str, str]]:
    """The names and values that stand above the marks."""
    return [(figure.name.in_(lang), value_text(figure, lang)) for figure in figures]


def units(figures: Sequence[Figure], lang: Lang) -> str:
    """The units of the figures in words, each once."""
    return ", ".join(dict.fromkeys(unit_name(figure.unit, None, lang) for figure in figures))


def listing(figures: Sequence[Figure], lang: Lang) -> str:
    """Names and values in a row: `A 88 trademarks; B 19 inventions`."""
    return "; ".join(f"{f.name.in_(lang)} {value_text(f, lang)}" for f in figures)


def exhibit(
    drawing: Drawing,
    figures: Sequence[Figure],
    caption: Caption,
    alt: str,
    grid: Grid | None = None,
) -> Exhibit:
    """The drawing with everything that must stand around it."""
    there = known(figures)
    svg = to_svg(drawing, caption.id, caption.title.text, alt)
    data = grid or Grid(
        (caption.say("Figure"), caption.say("Value")),
        tuple((figure.name.in_(caption.lang), figure) for figure in there),
    )
    unit = units(there, caption.lang)
    return Exhibit(caption, unit, alt, data, tuple(there), svg, left_out(figures, caption))
