"""What the sources state, by indicator and area: what the rules look up before they speak of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tongket.model import OPENING, RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.model import Measure, Observation, TimePeriod


class Stated:
    """The observations with a figure, by indicator and area."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._rows: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for row in observations:
            if row.interval is not None:
                self._rows[row.indicator, row.ref_area].append(row)

    def rows(
        self, name: str, area: str, period: str, measures: Sequence[Measure] = RESULTS
    ) -> list[Observation]:
        """The rows of an indicator in an area and period, of one of some measures."""
        found = self._rows.get((name, area), ())
        return [r for r in found if r.time_period.text == period and r.measure in measures]

    def source(self, name: str, area: str, period: str) -> str:
        """The source whose result is taken first: outside its opening part; empty where none states it."""
        found = self.rows(name, area, period)
        return min(found, key=lambda row: row.section == OPENING).source if found else ""

    def periods(self, name: str, area: str) -> list[TimePeriod]:
        """The periods of which results are stated, each once, in the order of their last day."""
        found = self._rows.get((name, area), ())
        once = {r.time_period.text: r.time_period for r in found if r.measure in RESULTS}
        return sorted(once.values(), key=lambda period: (period.end, period.text))
