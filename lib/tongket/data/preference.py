"""Which of several statements of one fact is published: by kind and date of their sources, and by precision."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from tongket.model import Observation, Source


def preferred_first(
    rows: Iterable[Observation], sources: Mapping[str, Source]
) -> list[Observation]:
    """Order statements of one fact: the published one first.

    Primary sources come before secondary ones. Among these comes first what the latest source does not contradict,
    then the narrower interval, then the later source. So a correction replaces what it corrects, whatever the
    ids of the sources, and a later rounded statement does not replace the exact one that it repeats.

    Args:
        rows: observations of one indicator, area, period and measure; also such as only say why there is none.
        sources: the register of sources by id.
    """
    stated = list(rows)
    latest: dict[bool, Observation] = {}
    for row in sorted(stated, key=lambda row: (_age(row, sources), _width(row))):
        if row.interval is not None:
            latest.setdefault(_is_secondary(row, sources), row)

    def rank(row: Observation) -> tuple[bool, bool, Fraction | float, int]:
        secondary = _is_secondary(row, sources)
        corrected = secondary in latest and _contradicts(latest[secondary], row)
        return secondary, corrected, _width(row), _age(row, sources)

    return sorted(stated, key=rank)


def _is_secondary(row: Observation, sources: Mapping[str, Source]) -> bool:
    source = sources.get(row.source)
    return source is None or source.kind != "primary"


def _age(row: Observation, sources: Mapping[str, Source]) -> int:
    source = sources.get(row.source)
    return 0 if source is None else -source.published.end.toordinal()


def _width(row: Observation) -> Fraction | float:
    width = None if row.interval is None else row.interval.width
    return math.inf if width is None else width


def _contradicts(one: Observation, other: Observation) -> bool:
    """Whether no value makes both true."""
    if one.interval is None or other.interval is None:
        return False
    return one.interval.intersect(other.interval) is None
