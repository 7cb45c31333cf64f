"""The file that an analyst fills in January: last year's statements in order, beside empty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.canonical import text_of
from tongket.data.observations import COLUMNS, PREVIOUS, SHAPE
from tongket.data.registry.boundaries import area_in
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import Measure
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.model import Observation, TimePeriod

YEAR_DIGITS = 4


def write_new_year(store: Store, year: int, area: str) -> Path:
    """Write the observations file of a new year, ready to fill.

    Each statement that a primary source made on the place a year before becomes a row with its
    indicator, measure and unit; `previous` holds last year's printed figure (none where a part of a
    year is to be filled), the cells for the new one, its qualifier, source and locator are empty.
    `tongket check` counts the rows that are not yet filled.

    Args:
        store: the data so far.
        year: the new year.
        area: the code of the place; the area that holds at the end of the new year is written.

    Returns:
        The path of the new file, `observations/<place>-<year>.csv`.

    Raises:
        UsageError: the year is none, the place had ended before it, the file exists already, or nothing is on record
            for the year before.
    """
    if len(str(year)) != YEAR_DIGITS:
        words = Phrase(
            "new-year: expected a year of four digits, got {year}. Write 2025.", year=str(year)
        )
        raise UsageError(words)
    place = area_in(store.registry, area, year).place
    path = store.data_dir / "observations" / f"{place}-{year}.csv"
    if path.exists():
        words = Phrase(
            "{file}: expected no such file yet, got one. Fill that one, or move it away first.",
            file=path.name,
        )
        raise UsageError(words)
    rows = last_year(store, year, area)
    if not rows:
        words = Phrase(
            "{area}, {year}: expected statements of a primary source on {before}, got none. "
            "`tongket sheet` makes a workbook with every indicator.",
            area=area, year=str(year), before=str(year - 1),
        )  # fmt: skip
        raise UsageError(words)
    write(path, _csv(store, year, area, rows))
    return path


def last_year(
    store: Store, year: int, area: str, part: TimePeriod | None = None
) -> list[Observation]:
    """What primary sources stated on the place for the year before; what is cumulative to its end comes last.

    Args:
        store: the data.
        year: the year.
        area: the code of the place.
        part: a part of the year, where what they stated for the same part of the year before is wanted.
    """
    before = store.registry.area_for(area, year - 1).ref_area
    same = str((part and part.year_before) or year - 1)
    rows = [
        row
        for period in (same, f"../{same.rpartition('/')[2]}")
        for row in store.where(ref_area=before, time_period=period)
        if period == same or row.measure is Measure.CUMULATIVE
    ]
    return [
        row for row in rows if row.source and store.registry.sources[row.source].kind == "primary"
    ]


def _csv(store: Store, year: int, area: str, rows: list[Observation]) -> str:
    now = store.registry.area_for(area, year)
    period = now.life_in(year)
    # How the source of the new year hedges a figure and where it prints it, nobody knows yet.
    waiting = dict.fromkeys(COLUMNS, "")
    return text_of(
        SHAPE,
        (
            waiting
            | {
                "indicator": row.indicator, "ref_area": now.ref_area, "time_period": period.text,
                "measure": str(row.measure), PREVIOUS: row.as_printed * period.is_year,
                "unit_measure": row.unit, "obs_status": "A",
            }
            for row in sorted(rows, key=lambda r: (r.indicator, str(r.measure), r.locator))
        ),
    )  # fmt: skip
