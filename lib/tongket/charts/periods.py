"""Forms for time, given as figures: a year beside a part of another, a figure over the years."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tongket import forms
from tongket.charts.figures import (
    comparable,
    covers_part_of_a_year,
    exhibit,
    frame_of,
    known,
    label,
    listing,
    middle,
    nothing_to_show,
    plot_of,
    with_mark,
)
from tongket.claims import Claim
from tongket.exhibit import Grid, value_text
from tongket.model import Figure, Observation, TimePeriod
from tongket.numerals import format_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.charts.plot import Plot
    from tongket.exhibit import Caption, Exhibit

Point = tuple[TimePeriod, Figure, Claim]


def pairs(couples: Sequence[tuple[Figure, Figure]], caption: Caption) -> Exhibit | Claim:
    """A year beside a part of another; the part is hatched and says its months.

    Args:
        couples: the year's figure and the part-year's.
        caption: the words around it.

    Raises:
        UsageError: the figures are not of one kind.
    """
    import seaborn as sns

    figures = [figure for couple in couples for figure in couple]
    there = [couple for couple in couples if not any(figure.is_missing for figure in couple)]
    if not there:
        return nothing_to_show(figures, caption)
    shown = [figure for couple in there for figure in couple]
    comparable("pairs", shown)
    kinds = [caption.say("A year"), caption.say("A part of a year")]
    words = [_with_period(f, shown, caption) for f in shown]
    data = frame_of(shown, caption.lang, words, kind=kinds * len(there))
    data["name"] = [couple[0].name.in_(caption.lang) for couple in there for _ in couple]
    remark = caption.say("Hatched bars cover a part of a year.")
    plot = plot_of(sns.barplot, shown, data, caption, {"hue": "kind"})
    lost = [figure for figure in figures if figure.is_missing]
    alt = f"{remark} {listing(shown, caption.lang)}."
    return exhibit(plot, [*shown, *lost], caption, alt, remarks=[remark])


def slope(points: Sequence[Point], caption: Caption) -> Exhibit | Claim:
    """A figure over the years; a line joins only years that compare, elsewhere a gap is marked.

    The first rank stands at the top, on the whole range of places ranked.

    Args:
        points: period, figure, and the set within which it compares, in words; of a rank that claim holds the
            number of places ranked, and without it the last rank on record ends the range.
        caption: the words around it.
    """
    there = [point for point in points if not point[1].is_missing]
    if not there:
        return nothing_to_show([figure for _, figure, _ in points], caption)
    comparable("slope", [figure for _, figure, _ in there])
    gaps = any(a[2].text != b[2].text for a, b in pairwise(there))
    said = caption.say("A dashed upright line stands between years that do not compare.")
    plot = _over_years(there, caption)
    return _slope_exhibit(plot, there, caption, [said] if gaps else [])


def _over_years(points: Sequence[Point], caption: Caption) -> Plot:
    import seaborn as sns

    figures = [figure for _, figure, _ in points]
    words = [with_mark(value_text(figure, caption.lang), figure) for figure in figures]
    data = frame_of(figures, caption.lang, words, year=[period.end.year for period, _, _ in points],
                    series=[among.text for _, _, among in points])  # fmt: skip
    if figures[0].unit.kind != "rank":
        named = {"x": "year", "y": "value", "units": "series"}
        return plot_of(sns.lineplot, figures, data, caption, named)
    last = max(float(f.value or 0) for f in figures)
    data["ranked"] = [
        max((middle(f) for f in known(among.figures)), default=last) for _, _, among in points
    ]
    named = {"x": "year", "y": "value", "ranked": "ranked", "series": "series"}
    return plot_of(forms.ranks, figures, data, caption, named)


def _slope_exhibit(
    plot: Plot, points: Sequence[Point], caption: Caption, remarks: Sequence[str]
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
    return exhibit(plot, figures, caption, alt, grid, remarks=remarks)


def _with_period(figure: Figure, among: Sequence[Figure], caption: Caption) -> str:
    """The words of a figure; one of a part of a year says which part."""
    words = label(figure, among, caption.lang)
    if isinstance(figure.origin, Observation) and covers_part_of_a_year(figure):
        return f"{words} ({format_period(figure.origin.time_period, caption.lang)})"
    return words
