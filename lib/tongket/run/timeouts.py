"""How long a cell and a whole report may take."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Text


@dataclass(frozen=True)
class Timeouts:
    """The seconds that each cell, and the report as a whole, may take; None is no limit."""

    cell_seconds: float | None = 300.0
    report_seconds: float | None = 1800.0


class TimeLeft:
    """Timeouts since a report has started: nbclient asks before every cell how long to wait (`timeout_func`).

    >>> TimeLeft(Timeouts(cell_seconds=5, report_seconds=None))("a cell")
    5
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self._limits = timeouts
        self._started = time.monotonic()

    def __call__(self, _cell: object) -> float | None:
        """Seconds that the next cell has; None where nothing timeouts it."""
        bounds = [b for b in (self._limits.cell_seconds, self._left()) if b is not None]
        return min(bounds, default=None)

    @property
    def words(self) -> Text:
        """The timeouts in words, for the message of a cell that did not end."""
        cell, report = self._limits.cell_seconds, self._limits.report_seconds
        of_cell = Phrase("{seconds} seconds for a cell", seconds=f"{cell or 0:g}")
        of_report = Phrase("{seconds} seconds for the report", seconds=f"{report or 0:g}")
        if cell and report:
            return Phrase("{one} and {other}", one=of_cell, other=of_report)
        return of_cell if cell else of_report

    def _left(self) -> float | None:
        if self._limits.report_seconds is None:
            return None
        # Not zero: nbclient reads that as no limit.
        return max(self._limits.report_seconds - (time.monotonic() - self._started), 0.001)
