"""What no rule could tie: shares without their whole, growths without their figure, sums with gaps, and the like."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.audit.phrases import both, listed
from tongket.audit.quantities import uncapitalised
from tongket.data.registry.rules import KINDS
from tongket.model import Measure, Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit.results import AuditedSet
    from tongket.data.registry import Registry, Rule
    from tongket.model import Lang, Observation

POINTS = Phrase("percentage points above a time that is not named")
WHOLE = Phrase("a share whose whole is not printed ({whole})")
SHARES = Phrase("a number beside shares whose whole is not printed ({whole})")
RATE = Phrase("a density or an average over a number that is not printed ({whole})")
FRACTION = Phrase("a share whose n of N is not printed ({name})")
GROWN = Phrase("a growth or an index of a figure that is not printed ({name})")
NOT_EARLIER = Phrase("a growth or an index that is not counted from an earlier year")
# What is counted, or is money, and has a base is a part of it, and is not above it.
OF_WHOLE = {
    "money": Phrase("an amount that is part of another, which is not printed ({whole})"),
    "count": Phrase("a part whose whole is not printed ({whole})"),
    "rank": Phrase("a rank among a number that is not printed ({whole})"),
}
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
    actual = row.measure is Measure.ACTUAL
    printed = row.indicator if actual else f"{row.indicator}:{row.measure}"
    for rule in registry.rules:
        if rule.names.get(KINDS[rule.kind].printed) == (printed,):
            return _of_rule(row, rule, stated, registry)
    if row.measure is Measure.CHANGE_PP:
        return POINTS
    indicator = registry.indicators[row.indicator]
    base = indicator.base
    if actual and base and base not in stated:
        says = OF_WHOLE.get(registry.units[indicator.unit].kind, WHOLE)
        return says.filled(whole=_names([base], registry))
    return None


def _of_rule(row: Observation, rule: Rule, stated: set[str], registry: Registry) -> Text | None:
    """What a rule would need of a figure that it explains."""
    if rule.kind == "fraction":
        return FRACTION.filled(name=_names(rule.names["fraction"], registry))
    if rule.kind == "ratio":
        (whole,) = rule.names["whole"]
        missing = "" if ":" in whole else _missing(whole, stated, registry)
        said = WHOLE if _is_share(row.indicator, registry) else RATE
        return said.filled(whole=_names([missing], registry)) if missing else None
    year = row.time_period.year
    if rule.year == year or (rule.kind == "growth" and (rule.year or 0) > year):
        return NOT_EARLIER
    missing = _missing(rule.names["of"][0], stated, registry)
    return GROWN.filled(name=_names([missing], registry)) if missing else None


def _sums_with_gaps(
    rows: Iterable[Observation], stated: set[str], registry: Registry
) -> Iterator[Untied]:
    """The totals of which a part is not printed, so that nothing tells whether they add up."""
    gaps: dict[str, list[str]] = defaultdict(list)
    for rule in registry.rules:
        # Plans and results of other years are not among the figures of this one.
        if rule.kind == "balance" and ":" not in "".join(rule.figures):
            for name in rule.names.get("total", ()):
                gaps[name] += [part for part in rule.indicators if part not in stated]
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


def _missing(name: str, stated: set[str], registry: Registry) -> str:
    """A figure that is not printed, or the number that it is a share of at last, where that is not; else empty."""
    return name if name not in stated else _missing_whole(name, stated, registry)


def _missing_whole(name: str, stated: set[str], registry: Registry) -> str:
    """The number that a share is of at last, where it is not printed; empty elsewhere."""
    base = _base(name, registry)
    return _missing(base, stated, registry) if base else ""


def _base(name: str, registry: Registry) -> str:
    return registry.indicators[name].base if _is_share(name, registry) else ""


def _is_share(name: str, registry: Registry) -> bool:
    return registry.units[registry.indicators[name].unit].kind == "percent"


def _names(indicators: Sequence[str], registry: Registry) -> Text:
    def names(lang: Lang) -> str:
        known = (registry.indicators[name].name.in_(lang) for name in indicators)
        return listed([uncapitalised(name) for name in known], lang)

    return both(names)
