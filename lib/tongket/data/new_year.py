"""A new year after the one before: the file that an analyst fills in January, and what the year still lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tongket.data.canonical import Cells, text_of
from tongket.data.csv_file import read_rows
from tongket.data.observations import COLUMNS, PREVIOUS, SHAPE, is_unfilled
from tongket.data.registry.boundaries import area_in
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import Measure, TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry
    from tongket.data.store import Store
    from tongket.model import Observation


def write_new_year(store: Store, period: TimePeriod, area: str) -> Path:
    """Write the observations file of a new year, or of a part of one, ready to fill.

    Each statement that a primary source made on the place a year before becomes a row with its
    indicator, measure and unit; `previous` holds the printed figure of the year before (of a part of a
    year that of the same part, else none), the cells for the new one, its qualifier, source and
    locator are empty. What is on record of the period already, such as plans that were stated ahead, has no row.
    A file that holds plans alone, as it does where the year before stated them ahead, keeps them beside the new rows.
    `tongket check` counts the rows that are not yet filled.

    Args:
        store: the data so far.
        period: the new year, or a part of one.
        area: the code of the place; the area that holds at the end of the period is written.

    Returns:
        The path of the file, `observations/<place>-<period>.csv`.

    Raises:
        UsageError: the place had ended before it, the file holds more than plans already, or nothing is on record for
            the year before.
    """
    place = area_in(store.registry, area, period).place
    path = store.data_dir / "observations" / f"{place}-{period.code}.csv"
    planned = _planned(path)
    year = TimePeriod.of_year(period.year)
    before = last_year(store, period, area) or last_year(store, year, area)
    if not before:
        words = Phrase(
            "{area}, {period}: expected statements of a primary source on {before}, got none. "
            "`{command}` makes a workbook with every indicator.",
            area=area, period=period.code, before=str(year.year - 1),
            command=f"tongket sheet {period.code} --area {area}",
        )  # fmt: skip
        raise UsageError(words)
    waiting = _waiting(store, period, area, without_answer(store, before, period, area))
    rows = sorted(planned + waiting, key=lambda row: (row["indicator"], row["measure"]))
    write(path, text_of(SHAPE, rows))
    return path


def _planned(path: Path) -> list[Cells]:
    """The plans that a file of observations holds already, as its rows.

    Raises:
        UsageError: it holds something else, or cannot be read: somebody fills it.
    """
    findings: list[Finding] = []
    rows = (
        [cells for _, cells in read_rows(path, SHAPE, path.name, findings)] if path.exists() else []
    )
    if findings or any(is_unfilled(r) or r["measure"] != Measure.TARGET for r in rows):
        words = Phrase(
            "{file}: expected no such file yet, or one with plans alone, got one that is begun. "
            "Fill that one, or move it away first.",
            file=path.name,
        )
        raise UsageError(words)
    return rows


def without_answer(
    store: Store, before: list[Observation], period: TimePeriod, area: str
) -> list[Observation]:
    """The statements of a year before of which nothing is on record a year later: no figure, nor why there is none.

    Of a fact that was stated several times as many are left as have no answer yet.

    Args:
        store: the data.
        before: what `last_year` gives.
        period: the year, or the part of one, to compare with them.
        area: the code of the place.
    """
    answered = _answers(store, period, area)
    left = []
    for row in before:
        fact = row.indicator, row.measure
        if answered[fact]:
            answered[fact] -= 1
        else:
            left.append(row)
    return left


def lacking(store: Store, period: TimePeriod, area: str) -> list[Observation]:
    """What primary sources stated a year before and nothing on record answers, by indicator and measure.

    Args:
        store: the data.
        period: the year, or the part of one, where what they stated for its same part is meant.
        area: the code of the place.
    """
    answered = _answers(store, period, area)
    stated = {(row.indicator, row.measure): row for row in last_year(store, period, area)}
    return [row for fact, row in stated.items() if not answered[fact]]


def _answers(store: Store, period: TimePeriod, area: str) -> Counter[tuple[str, Measure]]:
    """How often each fact of a place and period is on record."""
    place = store.registry.area_for(area, period).place
    return Counter(
        (row.indicator, row.measure)
        for row in store.observations
        if store.registry.areas[row.ref_area].place == place
        and period.holds(row.time_period)
        and is_answer(row.source, store.registry)
    )


def is_answer(source: str, registry: Registry) -> bool:
    """Whether a row of a source leaves nothing to enter: a primary one says it, or a status why there is no figure."""
    known = registry.sources.get(source)
    return known is None or known.kind == "primary"


def last_year(store: Store, period: TimePeriod, area: str) -> list[Observation]:
    """What primary sources stated on the place for the year before; what is cumulative to its end comes last.

    Args:
        store: the data.
        period: the year, or a part of one, where what they stated for its same part is wanted.
        area: the code of the place.
    """
    same = period.year_before
    if same is None:
        return []
    before = store.registry.area_for(area, same).ref_area
    up_to = TimePeriod.of_days(None, same.end)
    rows = [
        row
        for each in (same, up_to)
        for row in store.where(ref_area=before, time_period=each.text)
        if each == same or row.measure is Measure.CUMULATIVE
    ]
    return [
        row for row in rows if row.source and store.registry.sources[row.source].kind == "primary"
    ]


def _waiting(store: Store, period: TimePeriod, area: str, rows: list[Observation]) -> list[Cells]:
    """A row to fill for each statement of the year before."""
    now = store.registry.area_for(area, period)
    life = now.life_in(period)
    # How the source of the new year hedges a figure and where it prints it, nobody knows yet.
    waiting = dict.fromkeys(COLUMNS, "")
    return [
        waiting
        | {
            "indicator": row.indicator, "ref_area": now.ref_area, "time_period": life.text,
            "measure": str(row.measure), PREVIOUS: row.as_printed * _is_of(row, life),
            "unit_measure": row.unit, "obs_status": "A",
        }
        for row in sorted(rows, key=lambda r: (r.indicator, str(r.measure), r.locator))
    ]  # fmt: skip


def _is_of(row: Observation, period: TimePeriod) -> bool:
    """Whether a figure of the year before is of the same days, or all up to their end."""
    then = row.time_period
    same = then.start is None and (then.end.month, then.end.day) == (
        period.end.month,
        period.end.day,
    )
    return same or then.is_like(period)
