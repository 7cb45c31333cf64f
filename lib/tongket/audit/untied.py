"""What no rule could tie: points above a time that is not named, shares without their whole, sums with gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.audit.phrases import both, listed
from tongket.audit.quantities import uncapitalised
from tongket.model import Measure, Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.results import AuditedSet
    from tongket.data.registry import Registry
    from tongket.model import Lang, Observation

POINTS = Phrase("percentage points above a time that is not named")
WHOLE = Phrase("a share whose whole is not printed ({whole})")
SHARES = Phrase("a number beside shares whose whole is not printed ({whole})")
OWN_YEAR = Phrase("a growth or an index counted from its own year")
PARTS = Phrase("a sum of which not all is printed (missing: {parts})")
# The kinds of rules that add, compare or divide figures.
COMPARED = ("balance", "bound", "order", "ratio")


@dataclass(frozen=True)
class Untied:
    """A printed figure that could not be held against anything.

    Args:
        row: the figure.
        why: what it would have needed.
    """

    row: Observation
    why: Text


def untied_rows(
    rows: Iterable[Observation], tied: Sequence[AuditedSet], registry: Registry
) -> list[Untied]:
    """The figures that no rule could tie, each with the reason; those that need no rule are left out.

    Args:
        rows: the figures of an area and year.
        tied: the sets in which something is tied to something.
        registry: what the indicators mean, and the rules.
    """
    held = {id(s.observation) for part in tied for s in part.statements}
    every = list(rows)
    stated = {row.indicator for row in every if row.measure is Measure.ACTUAL}
    found = [
        Untied(row, why)
        for row in every
        if id(row) not in held and (why := _reason(row, stated, registry))
    ]
    gaps = *_sums_with_gaps(every, stated, registry), *_beside_shares(every, stated, registry)
    return [*found, *gaps]


def _reason(row: Observation, stated: set[str], registry: Registry) -> Text | None:
    """Why a figure is held against nothing; None where nothing should be."""
    printed = row.indicator
    if row.measure is not Measure.ACTUAL:
        printed += f":{row.measure}"
    # The figure that a growth or an index prints has the name of its kind.
    years = [rule.year for rule in registry.rules if rule.names.get(rule.kind) == (printed,)]
    if row.time_period.year in years:
        return OWN_YEAR
    if row.measure is Measure.CHANGE_PP:
        return POINTS
    base = registry.indicators[row.indicator].base
    if row.measure is Measure.ACTUAL and base and base not in stated:
        return WHOLE.filled(whole=_names([base], registry))
    return None


def _sums_with_gaps(
    rows: Iterable[Observation], stated: set[str], registry: Registry
) -> Iterator[Untied]:
    """The totals of which a part is not printed, so that nothing tells whether they add up."""
    gaps = {
        name: [part for part in rule.indicators if part not in stated]
        for rule in registry.rules
        if rule.kind == "balance"
        for name in rule.names.get("total", ())
    }
    for row in rows:
        missing = gaps.get(row.indicator)
        if missing and row.measure is Measure.ACTUAL:
            yield Untied(row, PARTS.filled(parts=_names(missing, registry)))


def _beside_shares(
    rows: Iterable[Observation], stated: set[str], registry: Registry
) -> Iterator[Untied]:
    """The numbers that a rule compares with shares of a number that is not printed."""
    gaps: dict[str, set[str]] = defaultdict(set)
    for rule in registry.rules:
        names = [name for key, names in rule.names.items() if key != "share" for name in names]
        if rule.kind in COMPARED and stated.issuperset(names):
            missing = {name: _missing_whole(name, stated, registry) for name in names}
            for name in names:
                if not _base(name, registry):
                    gaps[name].update(filter(None, missing.values()))
    for row in rows:
        if gaps.get(row.indicator) and row.measure is Measure.ACTUAL:
            yield Untied(row, SHARES.filled(whole=_names(sorted(gaps[row.indicator]), registry)))


def _missing_whole(name: str, stated: set[str], registry: Registry) -> str:
    """The number that a share is of at last, where it is not printed; empty elsewhere."""
    base = _base(name, registry)
    if not base or base not in stated:
        return base
    return _missing_whole(base, stated, registry)


def _base(name: str, registry: Registry) -> str:
    indicator = registry.indicators[name]
    return indicator.base if registry.units[indicator.unit].kind == "percent" else ""


def _names(indicators: Sequence[str], registry: Registry) -> Text:
    def names(lang: Lang) -> str:
        known = (registry.indicators[name].name.in_(lang) for name in indicators)
        return listed([uncapitalised(name) for name in known], lang)

    return both(names)
