"""Figures that were published and then revised: by a later edition of their source, or by a correction.

What holds is one statement; the others stay as its vintages, each with the day since when it was on record.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tongket.data.preference import preferred_first
from tongket.data.registry.editions import earlier_editions
from tongket.model import TimePeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tongket.model import Observation, Source, Text

How = Literal["first", "edition", "correction"]


@dataclass(frozen=True)
class Correction:
    """A figure that was released and then corrected, where no later source says it anew.

    Args:
        row: the statement as it is now.
        then: the same statement as it was released.
        released: the day of the release that said it.
        revised: the day of its correction.
        reason: why it was corrected.
        line: where it is written in `revisions.csv`.
    """

    row: Observation
    then: Observation
    released: date
    revised: date
    reason: Text
    line: int


@dataclass(frozen=True)
class Vintage:
    """A figure as it was on record from some day on.

    Args:
        row: the statement as it was then.
        since: when it was published, as exactly as known.
        how: what brought it: its first publication, a later edition of the source, or a correction.
        reason: why it was revised to this; None of the first one.
    """

    row: Observation
    since: TimePeriod
    how: How
    reason: Text | None = None


@dataclass(frozen=True)
class Revision:
    """A figure that says something else than when it was first published; the first of its vintages is the earliest."""

    vintages: tuple[Vintage, ...]

    @property
    def first(self) -> Vintage:
        """The figure as it was first published."""
        return self.vintages[0]

    @property
    def latest(self) -> Vintage:
        """The figure that holds."""
        return self.vintages[-1]


def fact_of(row: Observation) -> tuple[str, ...]:
    """What a statement is of: indicator, area, period and measure."""
    return row.key[:4]


def without_superseded(
    rows: Sequence[Observation], sources: Mapping[str, Source]
) -> tuple[Sequence[Observation], list[Observation]]:
    """The statements that hold, and those of which a later edition of their source says something.

    A later edition that says nothing of a fact, or that there is no figure, leaves what was stated before.

    Args:
        rows: statements of any facts, in any order, which is kept.
        sources: the register of sources by id.
    """
    earlier = earlier_editions(sources)
    gone: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows if earlier else ():
        if row.source in earlier and row.interval is not None:
            gone[fact_of(row)] |= earlier[row.source]
    if not gone:
        return rows, []
    # Of a million rows few are of a source that has a later edition.
    older = frozenset().union(*earlier.values())
    superseded = [
        row for row in rows if row.source in older and row.source in gone.get(fact_of(row), ())
    ]
    lost = {id(row) for row in superseded}
    return [row for row in rows if id(row) not in lost], superseded


def revisions(
    rows: Iterable[Observation],
    superseded: Iterable[Observation],
    corrections: Iterable[Correction],
    sources: Mapping[str, Source],
) -> dict[tuple[str, ...], Revision]:
    """The revisions of the statements that hold, by their keys.

    Args:
        rows: the statements that hold.
        superseded: those of which a later edition says something.
        corrections: of any of both.
        sources: the register of sources by id.
    """
    corrected = by_statement(corrections)
    of_fact: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in superseded:
        of_fact[fact_of(row)].append(row)
    if not corrected and not of_fact:
        return {}
    earlier = earlier_editions(sources)
    found: dict[tuple[str, ...], Revision] = {}
    for row in rows:
        before = of_fact.get(fact_of(row), ())
        if not before and row.key not in corrected:
            continue
        editions = [each for each in before if each.source in earlier.get(row.source, ())]
        vintages = _vintages([*_one_of_each(editions, sources), row], corrected, sources)
        if row.interval is not None and len(vintages) > 1:
            found[row.key] = Revision(vintages)
    return found


def by_statement(
    corrections: Iterable[Correction],
) -> dict[tuple[str, ...], list[Correction]]:
    """The corrections of each statement by its key, the earliest first."""
    found: dict[tuple[str, ...], list[Correction]] = defaultdict(list)
    for each in sorted(corrections, key=lambda each: (each.released, each.revised)):
        found[each.row.key].append(each)
    return found


def _one_of_each(rows: Iterable[Observation], sources: Mapping[str, Source]) -> list[Observation]:
    """The preferred statement of each source, the earliest source first; what says that there is none is no figure."""
    by_source: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        if row.interval is not None:
            by_source[row.source].append(row)
    depth = {name: len(before) for name, before in earlier_editions(sources).items()}
    ordered = sorted(by_source, key=lambda name: (sources[name].published.end, depth.get(name, 0)))
    return [preferred_first(by_source[name], sources)[0] for name in ordered]


def _vintages(
    editions: Iterable[Observation],
    corrected: Mapping[tuple[str, ...], Sequence[Correction]],
    sources: Mapping[str, Source],
) -> tuple[Vintage, ...]:
    """All that a figure said, the earliest first; what repeats the one before is left out."""
    found: list[Vintage] = []
    for row in editions:
        found += _of_edition(row, corrected.get(row.key, ()), sources, is_first=not found)
    told = [
        each for place, each in enumerate(found) if not place or not same(each, found[place - 1])
    ]
    return tuple(told)


def _of_edition(
    row: Observation,
    corrections: Sequence[Correction],
    sources: Mapping[str, Source],
    *,
    is_first: bool,
) -> list[Vintage]:
    """What one statement said: as it was released before each of its corrections, and as it is."""
    source = sources.get(row.source)
    how: How = "first" if is_first else "edition"
    why = None if is_first or source is None else source.reason
    if not corrections:
        return [] if source is None else [Vintage(row, source.published, how, why)]
    # What a correction was corrected to holds from its day, also where it is released later.
    found, since = [], corrections[0].released
    for each in corrections:
        found.append(Vintage(each.then, _day(since), how, why))
        how, why, since = "correction", each.reason, each.revised
    return [*found, Vintage(row, _day(since), how, why)]


def same(one: Vintage, other: Vintage) -> bool:
    """Whether two vintages say the same: another rounding or hedge is another figure."""
    return (one.row.value, one.row.interval) == (other.row.value, other.row.interval)


def _day(day: date) -> TimePeriod:
    return TimePeriod.of_days(day, day)
