"""The data as they were known on a day: what sources had stated by then, and corrections undone.

>>> from datetime import date
>>> from tongket.data.store import load
>>> from tongket.project import data_dir
>>> store = load(data_dir())
>>> [row for row in as_of(store, date(1990, 1, 1)).observations if row.value is not None]
[]
>>> as_of(store, date(2100, 1, 1)).observations == store.observations
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.revisions import by_statement, without_superseded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tongket.data.revisions import Correction
    from tongket.data.store import Store
    from tongket.model import Observation, TimePeriod


def as_of(store: Store, day: date) -> Store:
    """The data as they were known on a day.

    What a source states is known when the period in which it was published, such as a month, is over by then; of what
    was released and corrected later, from its release on. What has no source says why there is no figure, on any day.

    Args:
        store: the data as they are.
        day: the last day whose publications count.
    """
    corrected = by_statement(store.corrections)
    rows: list[Observation] = []
    for row in (*store.observations, *store.superseded):
        source = store.registry.sources.get(row.source)
        own = corrected.get(row.key, ())
        if source is None or (not own and source.published.end <= day):
            rows.append(row)
        elif own and (then := _then(row, own, day)):
            rows.append(then)
    # In the order of the files, as they were read.
    rows.sort(key=lambda row: (row.file, row.row))
    held, superseded = without_superseded(rows, store.registry.sources)
    known = tuple(each for each in store.corrections if each.revised <= day)
    return type(store)(store.data_dir, store.registry, tuple(held), tuple(superseded), known)


def _then(row: Observation, corrections: Sequence[Correction], day: date) -> Observation | None:
    """What a corrected statement said on a day; None before it was released."""
    if day < corrections[0].released:
        return None
    return next((each.then for each in corrections if day < each.revised), row)


def undated(store: Store, row: Observation, day: date) -> TimePeriod | None:
    """When a statement was published, where that is a month or a year within which the day is; None elsewhere.

    Whether it was known on that day, the data do not say.
    """
    source = store.registry.sources.get(row.source)
    published = source.published if source else None
    if published is None or any(each.row.key == row.key for each in store.corrections):
        return None
    return published if (published.start or published.end) <= day < published.end else None
