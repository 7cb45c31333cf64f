"""Observations and figures: numbers that know what their printing allows and where they come from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from numbers import Number, Real
from typing import Literal

from tongket.errors import UsageError
from tongket.model.entries import LANGS, Measure, Qualifier, Text, Unit
from tongket.model.interval import Interval
from tongket.model.period import TimePeriod


# Slots: there may be a million of them.
@dataclass(frozen=True, slots=True)
class Observation:
    """One printed statement of a source.

    Args:
        value: the value; None for a band and for a missing value.
        interval: what its printing allows; None for a missing value.
        denominator: N of a printed fraction n/N; None elsewhere.
        decimals: digits printed after the decimal mark.
        status: SDMX observation status, A to W.
        comment: what a reader must know before using it; the reason where it is missing.
        file, row: where it is written in the data.
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
        """What no other has in common with it: indicator, area, period, measure, source, locator."""
        return (
            self.indicator, self.ref_area, self.time_period.text, str(self.measure), self.source,
            self.locator,
        )  # fmt: skip

    @property
    def section(self) -> str:
        """The section that its locator names, with or without a paragraph of it: `3` of `3#2`."""
        return section_of(self.locator)


def section_of(locator: str) -> str:
    """The section of a place in a source, where it says a paragraph too.

    >>> section_of("II.1#2"), section_of("headline")
    ('II.1', 'headline')
    """
    return locator.partition(PARAGRAPH)[0]


def locator_of(section: str, paragraph: int) -> str:
    """A place in a text as the data name it: what is before the first section is the opening part.

    >>> locator_of("II.1", 2), locator_of("", 3), locator_of("II.1", 0)
    ('II.1#2', 'headline#3', 'II.1')
    """
    return (section or OPENING) + (f"{PARAGRAPH}{paragraph}" if paragraph else "")


# How severe a conflict is, the most severe first; empty where there is none.
Disputed = Literal["conflict", "warning", "note", ""]
DISPUTED: tuple[Disputed, ...] = ("conflict", "warning", "note", "")
# Observation statuses of low reliability, and not validated.
UNRELIABLE = ("U", "V")


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


# The locator of the opening part of a source, which repeats figures that are treated further down.
OPENING = "headline"
# Between a section and the number of a paragraph in it, in a locator.
PARAGRAPH = "#"
# What an anchor would lose of an id: signs, brackets within brackets.
_LOST = re.compile(r"[+*=−×÷#]|\s/\s|(?<!\w)-|\(.*\(")
# What a figure shows of itself at most, so that a list of figures stays readable.
LONGEST_ANCHOR = 48  # an address is copied, and read from paper
LONGEST = 190


def exact_number(number: Real | float) -> Fraction:
    """A number as it is written: 0.1 is one tenth, not the nearest binary fraction.

    Raises:
        UsageError: it is infinite or no number.

    >>> exact_number(0.1)
    Fraction(1, 10)
    """
    try:
        return Fraction(str(number))
    except ValueError:
        raise UsageError("figure: expected a finite number, got {number}.", number=number) from None


@dataclass(frozen=True, eq=False, repr=False)
class Figure:
    """An observation, or a number computed from observations.

    `float(x)`, `round(x, 1)` and `f"{x:,.1f}"` give its best single value. `x < y` and `x > 400` hold
    what the printing allows and refuse where it does not decide. Two figures are equal where they are
    the same figure: their values are compared with `float(x) == float(y)`.

    Args:
        id: what it is, unique among the figures of a review.
        name: what it is called.
        value: the best single value; None for a band and for a missing figure.
        interval: every value that the sources allow; None for a missing figure.
        decimals: digits to print after the decimal mark; None where the interval decides.
        origin: the observation, the calculation, or the reason that it is missing.
        disputed: how severe the conflict is in which it is to be doubted first, or in which a figure is that it was
            calculated from; empty where it is in none.
        revised: whether it was first published otherwise, or is calculated from a figure that was.
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
    disputed: Disputed = ""
    revised: bool = False
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
        if isinstance(self.origin, Calculation):
            found = {self.disputed, *(figure.disputed for figure in self.origin.inputs)}
            object.__setattr__(self, "disputed", next(each for each in DISPUTED if each in found))
            revised = self.revised or any(figure.revised for figure in self.origin.inputs)
            object.__setattr__(self, "revised", revised)

    # numpy and pandas leave operations to the figure, which keeps or refuses them.
    __array_ufunc__ = None

    def _identity(self) -> tuple[object, ...]:
        return self.id, self.value, self.interval, self.unit, self.origin

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Figure):
            return self is other or self._identity() == other._identity()
        self._refuse_equality(other, "==")
        return NotImplemented

    def __ne__(self, other: object) -> bool:
        self._refuse_equality(other, "!=")
        return super().__ne__(other)

    def _refuse_equality(self, other: object, sign: str) -> None:
        # Decimal is a Number and not a Real.
        if isinstance(other, Number) or hasattr(other, "__array__"):
            operand = other if isinstance(other, Number) else "…"
            raise UsageError(
                "{id} {sign} {operand}: expected a figure to compare with, got {kind}. "
                "Write float(x) {sign} {operand} for the value.",
                id=self.id, sign=sign, operand=operand, kind=type(other).__name__,
            )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.id, self.value))

    def __repr__(self) -> str:
        if isinstance(self.origin, Missing):
            return in_short(f"<Figure {self.id}: missing, {self.origin.reason.en}")
        return in_short(f"<Figure {self.id}: {self._in_short()} {self.unit.id}")

    def _in_short(self) -> str:
        """The value, or the ends of the interval where there is no single one."""
        if self.value is not None or self.interval is None:
            return f"{float(self):,g}"
        ends = self.interval.lower, self.interval.upper
        return "..".join("" if end is None else f"{float(end):,g}" for end in ends)

    def __float__(self) -> float:
        if self.point is None:
            raise self._no_value()
        return float(self.point)

    def _no_value(self) -> UsageError:
        """Why there is no single value."""
        if isinstance(self.origin, Missing):
            why = Text(*(self.origin.reason.in_(lang).rstrip(".") for lang in LANGS))
            return UsageError("{id}: expected a figure, got none: {why}.", id=self.id, why=why)
        return UsageError(
            "{id}: expected a single value, got an open interval. Use x.interval.", id=self.id
        )

    def __round__(self, digits: int | None = None) -> float:
        return round(float(self), digits)

    def __format__(self, spec: str) -> str:
        return format(float(self), spec) if spec else str(self)

    def __lt__(self, other: object) -> bool:
        if isinstance(other, Figure | Real):
            return self._compared(other, "<")
        return NotImplemented

    def __gt__(self, other: object) -> bool:
        if isinstance(other, Figure | Real):
            return self._compared(other, ">")
        return NotImplemented

    def __le__(self, other: object) -> bool:
        if isinstance(other, Figure | Real):
            return self._compared(other, "<=")
        return NotImplemented

    def __ge__(self, other: object) -> bool:
        if isinstance(other, Figure | Real):
            return self._compared(other, ">=")
        return NotImplemented

    def _compared(self, other: Figure | Real, sign: str) -> bool:
        """Whether it is below or above another figure or a number, whatever the true values are."""
        own, theirs = self.known_interval, self._comparable(other, sign)
        if isinstance(other, Figure) and self == other:
            return sign in {"<=", ">="}
        below = own.is_below(theirs) if sign in {"<", ">="} else theirs.is_below(own)
        if below is None:
            operand = other.id if isinstance(other, Figure) else other
            raise UsageError(
                "{id} {sign} {operand}: expected printed figures that decide it, got {own} and "
                "{theirs}. Write float(x) for the printed value, sorted(…, key=float) to order by it.",
                id=self.id, sign=sign, operand=operand, own=own, theirs=theirs,
            )  # fmt: skip
        return below if sign in {"<", ">"} else not below

    @property
    def known_interval(self) -> Interval:
        """Its interval.

        Raises:
            UsageError: it is missing; the message says why.
        """
        if self.interval is None:
            raise self._no_value()
        return self.interval

    def _comparable(self, other: Figure | Real, sign: str) -> Interval:
        if not isinstance(other, Figure):
            return Interval.exact(exact_number(other))
        counts = {self.unit.kind, other.unit.kind} == {"count"}
        if other.unit.id != self.unit.id and not counts:
            raise UsageError(
                "{id} {sign} {operand}: expected figures of one unit, got {own} and {theirs}.",
                id=self.id, sign=sign, operand=other.id, own=self.unit.id, theirs=other.unit.id,
            )  # fmt: skip
        return other.known_interval

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
    def is_unreliable(self) -> bool:
        """Whether a statement behind it is of low reliability or not yet confirmed (SDMX status U, V)."""
        return any(row.status in UNRELIABLE for row in self.observations)

    @property
    def is_contradicted(self) -> bool:
        """Whether no reading lets it fit the other figures of its year."""
        return self.disputed == "conflict"

    @property
    def is_questioned(self) -> bool:
        """Whether it is to be doubted for a milder reason: it fits under a looser reading, or is unreliable."""
        return not self.is_contradicted and (bool(self.disputed) or self.is_unreliable)

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

        Letters are kept, đ becomes d, everything else becomes a hyphen. Where that loses what distinguishes two
        figures, a sign of arithmetic or brackets within brackets, or is too long to copy, a hash of the id follows.
        """
        plain = self.id.replace("đ", "d").replace("Đ", "D")
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
        if len(slug) <= LONGEST_ANCHOR and not _LOST.search(self.id):
            return slug
        tail = hashlib.sha256(self.id.encode()).hexdigest()[:8]
        return f"{slug[: LONGEST_ANCHOR - len(tail) - 1].strip('-')}-{tail}".strip("-")


def in_short(text: str) -> str:
    """A text in angle brackets, cut where it grows too long for a list."""
    return f"{text if len(text) <= LONGEST else text[:LONGEST] + '…'}>"
