"""Figures as a chart needs them: which are there, their words, their frame, their exhibit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tongket.charts.drawing import drawings
from tongket.charts.plot import LOWER, PART, UPPER, WORDS, Plot
from tongket.claims import Claim, left_out, missing_claim, with_marks
from tongket.errors import UsageError
from tongket.exhibit import Caption, Exhibit, Grid, value_text
from tongket.numerals import format_figure, unit_name
from tongket.translations import Phrase, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    import pandas as pd

    from tongket.model import Figure, Lang, Unit


def known(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are not missing."""
    return [figure for figure in figures if not figure.is_missing]


def comparable(form: str, figures: Sequence[Figure]) -> None:
    """Refuse amounts that no single scale can hold.

    Raises:
        UsageError: there are counts among money or percentages.
    """
    kinds = sorted({figure.unit.kind for figure in figures})
    if len(kinds) > 1:
        raise UsageError(
            Phrase(
                "{form}: expected figures of one kind, got {names}. Draw one chart for each, or set a table.",
                form=form,
                names=" and ".join(kinds),
            )
        )


def nothing_to_show(figures: Sequence[Figure], caption: Caption) -> Claim:
    """The sentence in place of a chart that would be empty."""
    return missing_claim([figure for figure in figures if figure.is_missing], caption.lang)


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


def is_of_no_whole_year(figure: Figure) -> bool:
    """Whether a figure, or one that it was computed from, is of some months, a day or several years."""
    return any(not row.time_period.is_year for row in figure.observations)


def units(figures: Sequence[Figure], lang: Lang) -> str:
    """The units of the figures in words, each once."""
    names = dict.fromkeys(unit_name(figure.unit, None, lang) for figure in figures)
    # What counts of different things are counted in has no word of its own.
    return ", ".join(name or translate("number", lang) for name in names)


def label(figure: Figure, figures: Sequence[Figure], lang: Lang) -> str:
    """The value above a mark; without the unit where all share one, which the exhibit then names."""
    shared = len({other.unit.id for other in figures}) == 1 and figure.unit.kind != "rank"
    return with_mark(format_figure(figure, lang, unit=not shared), figure)


def with_mark(words: str, figure: Figure) -> str:
    """The words of a figure in a drawing, with the marks of one that is in doubt or was revised."""
    return with_marks(words, figure)


def listing(figures: Sequence[Figure], lang: Lang) -> str:
    """Names and values in a row: `A 88 trademarks; B 19 inventions`."""
    return "; ".join(f"{f.name.in_(lang)} {value_text(f, lang)}" for f in figures)


def unit_of(figures: Sequence[Figure]) -> Unit | None:
    """The unit that figures share; None where they share none."""
    found = {figure.unit.id: figure.unit for figure in figures}
    return next(iter(found.values())) if len(found) == 1 else None


def frame_of(
    figures: Sequence[Figure],
    lang: Lang,
    words: Sequence[str] | None = None,
    **columns: Sequence[Any],
) -> pd.DataFrame:
    """Figures as the frame of a plot: one row a figure, with its interval, its words and any further columns."""
    import pandas as pd

    bounds = [_bounds(figure) for figure in figures]
    return pd.DataFrame({
        "name": [figure.name.in_(lang) for figure in figures],
        "value": [middle(figure) for figure in figures],
        LOWER: [low for low, _ in bounds],
        UPPER: [high for _, high in bounds],
        PART: [is_of_no_whole_year(figure) for figure in figures],
        WORDS: list(words) if words is not None else [label(f, figures, lang) for f in figures],
        **columns,
    })  # fmt: skip


def _bounds(figure: Figure) -> tuple[float, float]:
    """The ends of what is allowed, infinite where open."""
    interval = figure.interval
    low, high = (interval.lower, interval.upper) if interval else (None, None)
    infinity = float("inf")
    return -infinity if low is None else float(low), infinity if high is None else float(high)


def plot_of(
    function: Callable[..., object],
    figures: Sequence[Figure],
    data: pd.DataFrame,
    caption: Caption,
    arguments: Mapping[str, Any],
) -> Plot:
    """A plot of figures by their names."""
    named = {"x": "value", "y": "name", **arguments}
    return Plot(function, data, named, caption.lang, unit_of(figures))


def exhibit(
    plot: Plot,
    figures: Sequence[Figure],
    caption: Caption,
    alt: str,
    remark: str,
    beside: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Exhibit:
    """A plot, drawn, with everything that belongs around it.

    Args:
        plot: what is drawn.
        figures: what was asked for, with the missing ones.
        caption: the words around it.
        alt: the pattern in words.
        remark: a sentence that a reader of this form needs.
        beside: further columns of its data, by their English heads, one text for each figure that is known.
    """
    there = known(figures)
    names = [figure.name.in_(caption.lang) for figure in there]
    data = Grid(
        (caption.say("Figure"), caption.say("Value"), *map(caption.say, beside)),
        tuple(zip(names, there, *beside.values(), strict=True)),
    )
    notes = (remark, *left_out(figures, caption.lang))
    unit = units(there, caption.lang)
    return Exhibit(caption, unit, alt, data, tuple(there), drawings(plot, caption.id), notes)
