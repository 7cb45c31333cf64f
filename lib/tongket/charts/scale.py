"""The scale of amounts: its ends, its ticks and their words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.charts.sheet import TICK_TYPE
from tongket.numerals import format_number
from tongket.numerals.formats import MONEY
from tongket.theme.words import measure
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.charts.sheet import Sheet
    from tongket.model import Lang

# Amounts of which the least is below so much of the greatest are shown from zero.
_NEAR = 0.4
_FEWEST = 3  # ticks from which a scale shows its steps
_MOST = 6
_APART = 6.0  # points between the words of two ticks
_DIGITS = 6  # after the mark: what is smaller has no words


@dataclass(frozen=True)
class Scale:
    """A scale from `low` to `high` with its ticks and the words at them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]


def upwards(low: float, high: float, points: float, kind: str, lang: Lang) -> Scale:
    """A scale with given ends, for so many points from the bottom to the top.

    Args:
        low: the amount at its lower end.
        high: the amount at its upper end.
        points: how much room it has.
        kind: the kind of unit of the amounts, or `year`.
        lang: the language of the words.
    """
    return _between(low, high, kind, lang, max(min(int(points // 40), _MOST), 2), _FEWEST)


def across(
    sheet: Sheet, low: float, high: float, kind: str, lang: Lang, given: Sequence[float] = ()
) -> Scale:
    """A scale with given ends below the marks of a sheet: as many ticks as have room for their words.

    Args:
        sheet: where.
        low: the amount at its left end.
        high: the amount at its right end.
        kind: the kind of unit of the amounts, or `year`.
        lang: the language of the words.
        given: the ticks, where they are not round ones; of more than have room the first and the last.
    """
    if given:
        all_of, ends = (
            Scale(low, high, t, number_words(t, kind, lang))
            for t in (tuple(given), (given[0], given[-1]))
        )
        return all_of if _have_room(all_of, sheet) else ends
    most = max(min(int((sheet.right - sheet.left) // 64), _MOST), 2)
    wanted = _between(low, high, kind, lang, most, _FEWEST)
    fewer = (_between(low, high, kind, lang, count, 2) for count in range(most - 1, 0, -1))
    found = (s for s in (wanted, *fewer) if len(s.ticks) > 1 and _have_room(s, sheet))
    last = Scale(low, high, wanted.ticks[-1:], number_words(wanted.ticks[-1:], kind, lang))
    return next(found, last)


def _between(low: float, high: float, kind: str, lang: Lang, count: int, fewest: int) -> Scale:
    from matplotlib.ticker import MaxNLocator

    slack = (high - low) * 1e-9
    ticks: tuple[float, ...] = ()
    for finer in range(6):
        locator = MaxNLocator(
            count + finer, steps=[1, 2, 2.5, 5, 10], integer=kind in {"count", "rank", "year"}
        )
        found = locator.tick_values(low, high)
        ticks = tuple(float(t) for t in found if low - slack <= t <= high + slack)
        if len(ticks) >= fewest:
            break
    return Scale(low, high, ticks, number_words(ticks, kind, lang))


def _have_room(scale: Scale, sheet: Sheet) -> bool:
    """Whether the words of ticks are apart, also those that are moved inwards at the edges of the drawing."""
    ends = [
        (x - measure(text, TICK_TYPE) / 2, x + measure(text, TICK_TYPE) / 2)
        for x, text in _places(sheet, scale.ticks, scale.words)
    ]
    return all(end + _APART <= start for (_, end), (start, _) in pairwise(ends))


def _places(sheet: Sheet, ticks: Sequence[float], words: Sequence[str]) -> list[tuple[float, str]]:
    """Where the middle of the words of each tick is: below it, or as near to it as the drawing allows."""
    low, high = sheet.axes.get_xlim()
    across = sheet.right - sheet.left
    at = [sheet.left + (tick - low) / (high - low) * across for tick in ticks]
    halves = [measure(text, TICK_TYPE) / 2 for text in words]
    return [
        (min(max(x, half), sheet.width - half), text)
        for x, half, text in zip(at, halves, words, strict=True)
    ]


def write_below(sheet: Sheet, scale: Scale, down: float, *, spans: bool = False) -> None:
    """Put ticks, and their words so many points below, at the bottom of the axes.

    Args:
        sheet: where.
        scale: the ticks and their words.
        down: how far the words are below the axes.
        spans: whether a word is about the year that begins at its tick, so that it is in the middle of that year.
    """
    sheet.ticks(scale.ticks)
    ticks, words = list(scale.ticks), list(scale.words)
    if spans:
        ticks = [tick + 0.5 for tick in ticks if tick + 0.5 < scale.high]
        words = words[: len(ticks)]
    for x, text in _places(sheet, ticks, words):
        sheet.words(x, sheet.bottom + down, text, size=TICK_TYPE, align="center", kind="tk-tick")


def number_words(numbers: Sequence[float], kind: str, lang: Lang) -> tuple[str, ...]:
    """Numbers of one scale as the language prints them; years as they are, money in thousands of millions.

    >>> number_words((1950.0, 2000.0), "count", "en"), number_words((1950.0, 2000.0), "year", "en")
    (('1,950', '2,000'), ('1950', '2000'))
    """
    if kind == "year":
        return tuple(f"{number:.10g}" for number in numbers)
    greatest = max(map(abs, numbers), default=0)
    power, said = next((p, n) for p, n in MONEY if greatest >= 10**p or p == 0)
    if kind != "money" or not power:
        percent = "%" * (kind == "percent")
        return tuple(_number(n, lang, _digits(numbers)) + percent for n in numbers)
    scaled = tuple(number / 10**power for number in numbers)
    words = [_number(n, lang, _digits(scaled)) for n in scaled]
    # One tick says what all are: zero is zero in any unit.
    return (*words[:-1], translate(said, lang).format(number=words[-1]))


def _number(value: float, lang: Lang, digits: int) -> str:
    return format_number(Fraction(value).limit_denominator(10**_DIGITS), lang, digits)


def _digits(numbers: Sequence[float]) -> int:
    """The fewest digits after the mark with which all numbers are written as they are."""
    exact = (n for n in range(_DIGITS) if all(math.isclose(round(t, n), t) for t in numbers))
    return next(exact, _DIGITS)


def limits(values: Sequence[float], *, lengths: bool, near: float = _NEAR) -> tuple[float, float]:
    """The ends of a scale that holds all values.

    Args:
        values: what must have its place; where it is not finite it is passed over.
        lengths: whether marks are lengths, which have zero on their scale.
        near: a scale has zero, too, where the least value is below so much of the greatest.
    """
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if lengths or 0 <= low < near * high or high <= 0:
        low, high = min(low, 0.0), max(high, 0.0)
    margin = (high - low) * 0.05 or abs(high) * 0.1 or 1.0
    return (
        low if lengths or low == 0 else low - margin,
        high if lengths and high > low else high + margin,
    )
