"""Events on record as a pandas frame, one row an event: agreements, tasks, breaks, achievements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.numerals import format_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from tongket.data.registry import Event
    from tongket.model import Lang

COLUMNS = {
    "event": "str", "kind": "str", "title": "str", "date": "str", "year": "int64", "at": "float64",
    "field": "str", "partners": "object", "note": "str", "indicator": "str", "area": "str",
    "source": "str",
}  # fmt: skip


def event_frame(events: Iterable[Event], lang: Lang) -> pd.DataFrame:
    """Events in the order of time; docs/frame.md lists the columns."""
    import pandas as pd

    rows = [_cells(event, lang) for event in sorted(events, key=lambda event: event.date.end)]
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in COLUMNS.items()
    }
    return pd.DataFrame(columns)


def _cells(event: Event, lang: Lang) -> dict[str, object]:
    day = event.date.end
    return {
        "event": event.id,
        "kind": event.kind,
        "title": event.title.in_(lang),
        "date": format_period(event.date, lang),
        "year": event.date.year,
        "at": day.year + (day.timetuple().tm_yday - 1) / 366,
        "field": event.field.in_(lang),
        "partners": [partner.in_(lang) for partner in event.partners],
        "note": event.note.in_(lang),
        "indicator": event.indicator,
        "area": event.ref_area,
        "source": event.source,
    }
