"""Observations and figures: numbers that know what their printing allows and where they come from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from tongket.model.entries import Measure, Qualifier, Text, Unit
from tongket.model.interval import Interval
from tongket.model.period import TimePeriod


@dataclass(frozen=True)
class Observation:
    """One printed statement of a source.

    Args:
        value: the value; None for a band and for a missing value.
        interval: what its printing allows; None for a missing value.
        denominator: N of a printed fraction n/N; None elsewhere.
        decimals: digits printed after the decimal mark.
        status: SDMX observation status, A to W.
        comment: what a reader must know before using it; the reason where it is missing.
        file, row: where it stands in the data.
    """

    indicator: str
    ref_area: str
    time_period: TimePeriod
    measure: Measure
    as_printed: str
    qualifier: Qualifier
    value: Fraction | None
    interval: Interval | None
    denominator: int | None
    decimals: int
    unit: str
    status: str
    source: str
    locator: str
    comment: str
    file: str = ""
    row: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other: indicator, area, period, measure, source, locator."""
        return (
            self.indicator, self.ref_area, self.time_period.text, str(self.measure), self.source,
            self.locator,
        )  # fmt: skip


@dataclass(frozen=True)
class Calculation:
    """How a figure was computed: the operation, its formula in words, and what went in."""

    operation: str
    formula: Text
    inputs: tuple[Figure, ...]


@dataclass(frozen=True)
class Missing:
    """Why there is no figure; `inputs` are the figures that were asked for it."""

    reason: Text
    inputs: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Figure:
    """An observation, or a number computed from observations.

    Args:
        id: what it is, unique among the figures of a review.
        name: what it is called.
        value: the best single value; None for a band and for a missing figure.
        interval: every value that the sources allow; None for a missing figure.
        decimals: digits to print after the decimal mark; None where the interval decides.
        origin: the observation, the calculation, or the reason that it is missing.
        disputed: whether it stands in a conflict with other figures of its year.
        candidates: the whole numbers it may be, where not every one in its interval is possible.
    """

    id: str
    name: Text
    value: Fraction | None
    interval: Interval | None
    unit: Unit
    decimals: int | None
    origin: Observation | Calculation | Missing
    qualifier: Qualifier = Qualifier.EXACT
    disputed: bool = False
    candidates: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.origin, Missing) != (self.interval is None):
            raise ValueError(f"{self.id}: expected an interval exactly where the figure is known.")
        if self.value is not None and self.interval is not None:
            low, high = self.interval.lower, self.interval.upper
            if (low is not None and self.value < low) or (high is not None and self.value > high):
                raise ValueError(
                    f"{self.id}: expected a value within {self.interval}, got {self.value}."
                )

    @property
    def is_missing(self) -> bool:
        """Whether the sources do not give it."""
        return self.interval is None

    @property
    def point(self) -> Fraction | None:
        """The best single value: the middle of a band; None where missing, or a band is open."""
        if self.value is not None or self.interval is None:
            return self.value
        low, high = self.interval.lower, self.interval.upper
        return None if low is None or high is None else (low + high) / 2

    @property
    def inputs(self) -> tuple[Figure, ...]:
        """The figures that it was computed from."""
        return () if isinstance(self.origin, Observation) else self.origin.inputs

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Every observation behind it, each once, in the order of the calculation."""
        if isinstance(self.origin, Observation):
            return (self.origin,)
        found = [row for figure in self.inputs for row in figure.observations]
        return tuple(dict.fromkeys(found))

    @property
    def anchor(self) -> str:
        """An ASCII name for links to it.

        Letters are kept, đ becomes d, everything else becomes a hyphen.
        """
        plain = self.id.replace("đ", "d").replace("Đ", "D")
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
