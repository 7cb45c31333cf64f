"""Questions: figures that contradict nothing but deserve asking, worded as questions, never as errors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Literal

from tongket.audit.phrases import PERCENT, both, hedged_number, number, rounded
from tongket.model import Measure, Text
from tongket.numerals import format_period, parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry import Registry, Rule
    from tongket.data.store import Store
    from tongket.model import Interval, Lang, Observation, TimePeriod

# A figure this many times the year before, or that fraction of it, may have lost or gained digits.
MAGNITUDE = 10
BAND = Phrase(
    "The result ({result}) lies outside its planned range ({plan}): was the plan revised?"
)
ORDER = Phrase(
    "The figure ({now}) differs from the year before ({before}) more than tenfold: "
    "are digits lost, or did the scope change?"
)
SAME_PART = Phrase(
    "The figure ({now}) differs from the same part of the year before ({before}) more than tenfold: "
    "are digits lost, or did the scope change?"
)
PART = Phrase(
    "The figure is of {period} only ({now}). Per day it differs more than tenfold from the whole year "
    "before ({before}): are digits lost, or did the scope change?"
)
NO_WHOLE_NUMBER = Phrase(
    "{ask} {below} of {whole} would be {below_pct}, {above} of {whole} {above_pct}: no whole number gives {share}."
)


@dataclass(frozen=True)
class Question:
    """Something worth asking the publisher.

    Args:
        kind: `plausibility` (a rule of `data/rules.toml`), `band` (a result outside its planned
            range), `magnitude` (far from the year before) or `wording` (a question of `data/events.csv`).
        rows: the statements that raise it.
    """

    kind: Literal["plausibility", "band", "magnitude", "wording"]
    rows: tuple[Observation, ...]
    text: Text


def questions(store: Store, area: str, period: TimePeriod) -> list[Question]:
    """Everything worth asking about one area and period, rules first."""
    asker = _Asker(store, area, period)
    return [*asker.plausibility(), *asker.bands(), *asker.magnitudes(), *asker.wordings()]


class _Asker:
    def __init__(self, store: Store, area: str, period: TimePeriod) -> None:
        self.period = period
        self.registry: Registry = store.registry
        self.place = self.registry.area(area).place
        of_area = store.of_areas({area})
        self.rows = [
            row for row in of_area if period.holds(row.time_period) and row.interval is not None
        ]
        self.before = {
            row.indicator: row
            for row in of_area
            if row.interval is not None and row.measure is Measure.ACTUAL
            and row.time_period == period.year_before
        }  # fmt: skip
        # By what a rule calls them: the results, `x:target` for a plan, `x:2020` for another year.
        self.stated = {
            f"{row.indicator}:{row.time_period.year}": row
            for row in reversed(of_area)
            if row.interval is not None and row.measure is Measure.ACTUAL
            and row.time_period.is_like(period)
        }  # fmt: skip
        self.stated |= {f"{name}:previous": row for name, row in self.before.items()}
        self.stated |= {
            row.indicator
            if row.measure is Measure.ACTUAL
            else f"{row.indicator}:{row.measure}": row
            for row in reversed(self.rows)
            if row.time_period == period
        }

        # Also where the place merged within the year, and its year is on record for the new area.
        self.of_whole_period = {
            row.indicator
            for row in store.of_place(self.place)
            if row.interval is not None and row.measure is Measure.ACTUAL
            and row.time_period == period
        }  # fmt: skip

    def plausibility(self) -> Iterator[Question]:
        """Part per whole certainly outside the range of a rule, and shares that no whole number gives."""
        for rule in self.registry.rules:
            if rule.kind != "plausibility":
                continue
            part, whole = (self.stated.get(rule.names[key][0]) for key in ("part", "whole"))
            if part is None or whole is None:
                continue
            if self._kind(part) == "percent" != self._kind(whole):
                if ask := self._of_no_number(rule, part, whole):
                    yield Question("plausibility", (part, whole), ask)
            elif _outside(rule, part, whole):
                yield Question("plausibility", (part, whole), rule.ask)

    def _of_no_number(self, rule: Rule, share: Observation, whole: Observation) -> Text | None:
        """The question of a rule with the two numbers that come nearest; None where a whole number gives the share."""
        counted = _known(share) * _known(whole).scale(Fraction(1, 100))
        if not _known(whole).is_exact or counted.lower is None or counted.to_whole() is not None:
            return None
        below, total = int(counted.lower // 1), _middle(whole)
        nearest = {"below": below, "above": below + 1}
        shown = {
            f"{key}_pct": both(partial(rounded, n * 100 / total, 1, PERCENT))
            for key, n in nearest.items()
        }
        return NO_WHOLE_NUMBER.filled(
            ask=rule.ask, whole=both(partial(number, total)), share=self._shown(share),
            **{key: both(partial(number, n)) for key, n in nearest.items()}, **shown,
        )  # fmt: skip

    def bands(self) -> Iterator[Question]:
        """Results certainly outside the range that was planned."""
        for row in self.rows:
            actual = self.stated.get(row.indicator)
            planned = row.measure is Measure.TARGET and row.time_period == self.period
            if not planned or row.value is not None or actual is None:
                continue
            if _apart(_known(actual), _known(row)):
                shown = BAND.filled(result=self._shown(actual), plan=self._shown(row))
                yield Question("band", (actual, row), shown)

    def magnitudes(self) -> Iterator[Question]:
        """Counts and money far from the year before, or from its same part.

        A part of a year is held against as many days of it, as long as the whole year is not on record.
        """
        for row in self.rows:
            before = self.before.get(row.indicator)
            if row.measure is not Measure.ACTUAL or before is None or not self._is_amount(row):
                continue
            if row.time_period != self.period and self._is_left_out(row):
                continue
            if _far(row, before):
                now, then = (both(partial(_hedged, each)) for each in (row, before))
                period = both(partial(format_period, row.time_period))
                whole = ORDER if self.period.is_year else SAME_PART
                form = whole if row.time_period == self.period else PART
                yield Question(
                    "magnitude", (row, before), form.filled(period=period, now=now, before=then)
                )

    def wordings(self) -> Iterator[Question]:
        """What the wording of the sources leaves open, of indicators that the period states."""
        for event in self.registry.events_of(self.place, self.period):
            row = self.stated.get(event.indicator)
            if event.kind == "question" and row is not None:
                yield Question(
                    "wording", (row,), Phrase("{ask} {why}", ask=event.title, why=event.note)
                )

    def _is_left_out(self, row: Observation) -> bool:
        """Whether a part is held against nothing: the whole is on record, or is itself a part of a year."""
        return row.indicator in self.of_whole_period or not self.period.is_year

    def _shown(self, row: Observation) -> Text:
        """A printed rate as the language of the text writes it."""
        notation = self.registry.sources[row.source].notation
        printed = parse(row.as_printed, notation)
        sign = "%" if self.registry.units[row.unit].kind == "percent" else ""
        ends = (printed.lower, printed.upper) if printed.value is None else (printed.value,)
        return both(lambda lang: hedged_number(ends, sign, row.qualifier, lang))

    def _is_amount(self, row: Observation) -> bool:
        return self._kind(row) in ("count", "money")

    def _kind(self, row: Observation) -> str:
        return self.registry.units[self.registry.indicators[row.indicator].unit].kind


def _known(row: Observation) -> Interval:
    if row.interval is None:  # pragma: no cover - rows without a figure were left out
        raise ValueError(f"{row.indicator}: expected a figure.")
    return row.interval


def _outside(rule: Rule, part: Observation, whole: Observation) -> bool:
    try:
        ratio = _known(part) / _known(whole)
    except ZeroDivisionError:
        return False
    # Only *more than* leaves an end open: what was printed is then the value to ask about.
    high = ratio.upper if ratio.upper is not None else _middle(part) / _middle(whole)
    below = rule.least is not None and high < rule.least
    above = rule.most is not None and ratio.lower is not None and ratio.lower > rule.most
    return below or above


def _middle(row: Observation) -> Fraction:
    return row.value if row.value is not None else Fraction(0)


def _hedged(row: Observation, lang: Lang) -> str:
    """A figure in full, with the hedge of its source."""
    return hedged_number((_middle(row),), "", row.qualifier, lang)


def _apart(one: Interval, other: Interval) -> bool:
    return one.intersect(other) is None


def _far(row: Observation, before: Observation) -> bool:
    days, days_before = _days(row), _days(before)
    if not row.value or not before.value or not days or not days_before:
        return False
    expected = before.value * days / days_before
    return not expected / MAGNITUDE < row.value < expected * MAGNITUDE


def _days(row: Observation) -> int:
    """The days of a figure's period; 0 where its start is not known."""
    period = row.time_period
    return (period.end - period.start).days + 1 if period.start else 0
