"""The scale of amounts: its ends, its ticks and their words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.numerals import format_number
from tongket.numerals.formats import MONEY
from tongket.translations import translate

if TYPE_CHECKING:
    from tongket.charts.plot import Plot
    from tongket.model import Lang, Unit

# Amounts of which the least is below so much of the greatest are shown from zero.
_NEAR = 0.4
_FEWEST = 3  # ticks from which a scale shows its steps


@dataclass(frozen=True)
class Scale:
    """A scale from `low` to `high` with its ticks and the words at them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]


def scale_of(plot: Plot, points: float) -> Scale:
    """The scale that holds all amounts of a plot, with as many ticks as so many points have room for."""
    low, high = limits(plot)
    return between(low, high, points, plot.unit, plot.lang)


def between(low: float, high: float, points: float, unit: Unit | None, lang: Lang) -> Scale:
    """A scale with given ends."""
    from matplotlib.ticker import MaxNLocator

    years = unit is None and low > 1800 and high < 2300
    whole = years or (unit is not None and unit.kind in {"count", "rank"})
    count = max(min(int(points // 64), 6), 2)
    slack = (high - low) * 1e-9
    ticks: tuple[float, ...] = ()
    for finer in range(6):
        found = MaxNLocator(count + finer, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(
            low, high
        )
        ticks = tuple(float(t) for t in found if low - slack <= t <= high + slack)
        if len(ticks) >= _FEWEST:
            break
    return Scale(low, high, ticks, tick_words(ticks, unit, lang))


def tick_words(ticks: tuple[float, ...], unit: Unit | None, lang: Lang) -> tuple[str, ...]:
    """The ticks as the language prints them, in thousands of millions where they are such money."""
    kind = "" if unit is None else unit.kind
    if unit is None and all(1800 < tick < 2300 for tick in ticks):
        return tuple(str(round(tick)) for tick in ticks)  # years
    greatest = max(map(abs, ticks), default=0)
    power, said = next((p, n) for p, n in MONEY if greatest >= 10**p or p == 0)
    if kind != "money" or not power:
        return tuple(_tick(t, lang, _digits(ticks)) + "%" * (kind == "percent") for t in ticks)
    scaled = tuple(t / 10**power for t in ticks)
    words = [_tick(t, lang, _digits(scaled)) for t in scaled]
    # One tick says what all are: zero is zero in any unit.
    return (*words[:-1], translate(said, lang).format(number=words[-1]))


def _tick(value: float, lang: Lang, digits: int) -> str:
    return format_number(Fraction(value).limit_denominator(10**6), lang, digits).replace("-", "−")


def _digits(ticks: tuple[float, ...]) -> int:
    """The fewest digits after the mark with which all ticks are written as they are."""
    return next((n for n in range(6) if all(math.isclose(round(t, n), t) for t in ticks)), 6)


def limits(plot: Plot) -> tuple[float, float]:
    """The ends of a scale that holds amounts and intervals; lengths have zero on it."""
    values = spans(plot)
    low, high = min(values, default=0.0), max(values, default=1.0)
    if plot.name == "timeline":
        return math.floor(low), math.ceil(high + 1e-9)
    near = _NEAR if plot.name != "ranges" else 0.1
    if plot.form.zero or 0 <= low < near * high or high <= 0:
        low, high = min(low, 0.0), max(high, 0.0)
    margin = (high - low) * 0.05 or abs(high) * 0.1 or 1.0
    lengths = plot.form.zero
    return (
        low if lengths or low == 0 else low - margin,
        high if lengths and high > low else high + margin,
    )


def spans(plot: Plot) -> list[float]:
    """Every amount that must have its place: values, ends of intervals, wholes, planned bands."""
    from tongket.charts.plot import LOWER, UPPER

    columns = [plot.amount, LOWER, UPPER, *plot.beside]
    found = [float(v) for c in columns if c in plot.data for v in plot.data[c]]
    return [value for value in found if math.isfinite(value)]
