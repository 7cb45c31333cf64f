"""The course of a figure in the height of a line of text: a bar a period, from zero to the greatest of the row.

>>> sparkline([1, 2, 8], [False, False, True])
'▁▂┆█'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
# What stands for a period without a figure (as wide as a figure), and before one that does not compare.
NONE, BREAK = "\u2007", "┆"
FEWEST = 3


def sparkline(values: Sequence[float | None], breaks: Sequence[bool]) -> str:
    """Values as bars; empty where there are fewer than three, where one is below zero, and where all are zero.

    Args:
        values: of each period in order; None where there is none.
        breaks: whether the value of a period does not compare with the one before it.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST or min(known) < 0 or not max(known):
        return ""
    return "".join(
        BREAK * is_break + (NONE if value is None else _bar(value / max(known)))
        for value, is_break in zip(values, breaks, strict=True)
    )


def _bar(share: float) -> str:
    """The bar of a share of the greatest value; the least there is for what is next to nothing."""
    return BARS[max(0, round(share * len(BARS)) - 1)]


def is_sparkline(text: str) -> bool:
    """Whether a text is nothing but bars, gaps and breaks."""
    return bool(text) and not set(text) - {*BARS, NONE, BREAK}
