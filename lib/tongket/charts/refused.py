"""What no drawing can show, whatever its form: refused in one line each, with what to do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tongket.charts.plot import LOWER, UPPER, Plot
from tongket.errors import FormError, listed
from tongket.forms import refuse_unranked
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Iterator

# Beyond these a number has no words that fit a drawing.
LEAST, GREATEST = 1e-6, 1e18
# Functions that draw nothing of equal amounts, by the axis that counts.
_NEED_TWO = {"kdeplot": "x", "regplot": "x", "residplot": "x"}


def check(plot: Plot) -> None:
    """Refuse amounts and places that no drawing can show.

    Raises:
        FormError: amounts are not finite, too large or too small, or all the same where a form needs several; a row
            has no place.
    """
    if plot.name == "ranks":
        refuse_unranked(plot.data, plot.amount, str(plot.column("ranked")))
    found = [*_without_place(plot), *_sizes(plot), *_all_the_same(plot)]
    if found:
        raise FormError(listed(found), message("No drawing can hold these amounts."))


def _amounts(plot: Plot) -> dict[str, list[str]]:
    """The columns whose numbers are drawn as amounts, each with those of the ends of its intervals."""
    if plot.name == "heatmap":
        return {column: [column] for column in [plot.column("hue")] if column}
    ends = [column for column in (LOWER, UPPER) if column in plot.data]
    beside = [*plot.beside, *([plot.place] if plot.two_amounts else [])]
    return {plot.amount: [plot.amount, *ends], **{column: [column] for column in beside}}


def _without_place(plot: Plot) -> Iterator[str]:
    named = dict.fromkeys(plot.column(axis) for axis in ("x", "y", "hue", "style"))
    for column in filter(None, named):
        lost = int(plot.data[column].isna().sum())
        if lost and (plot.name != "heatmap" or column != plot.column("hue")):
            yield (
                f"{plot.name}: expected {column!r} in every row, got none in {lost} of {len(plot.data)}. "
                f"Select the rows that have it: frame[frame[{column!r}].notna()]."
            )


def _sizes(plot: Plot) -> Iterator[str]:
    for column, drawn in _amounts(plot).items():
        sizes = [abs(v) for v in plot.data[drawn].to_numpy(float).ravel() if math.isfinite(v)]
        greatest = max(sizes, default=0.0)
        if greatest >= GREATEST:
            yield (
                f"{plot.name}: expected amounts below 10^18 in {column!r}, got {greatest:.3g}. "
                "Count in a larger unit: divide them in a column of their own."
            )
        if 0 < greatest < LEAST:
            yield (
                f"{plot.name}: expected amounts above 10^-6 in {column!r}, got {greatest:.3g} at most. "
                "Count in a smaller unit: multiply them in a column of their own."
            )
        if any(math.isinf(v) for v in plot.data[column]):
            yield (
                f"{plot.name}: expected amounts in {column!r}, got an infinite one. "
                f"Select the others: frame[frame[{column!r}].abs() < float('inf')]."
            )


def _all_the_same(plot: Plot) -> Iterator[str]:
    column = plot.column(_NEED_TWO.get(plot.name, ""))
    if column and plot.data[column].nunique() < 2:
        yield (
            f"{plot.name}: expected amounts that differ in {column!r}, got one. "
            "Say it in a sentence, or take sns.barplot."
        )
