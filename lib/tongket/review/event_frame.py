"""Events on record as a pandas frame, one row an event: agreements, tasks, breaks, achievements.

What a notebook shows of them is held to the record: by their ids, or by all that a row says where it has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.numerals import format_period
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from tongket.data.registry import Event
    from tongket.model import Lang

COLUMNS = {
    "event": "str", "kind": "str", "title": "str", "date": "str", "year": "int64", "at": "float64",
    "field": "str", "partners": "object", "note": "str", "indicator": "str", "domain": "str",
    "area": "str", "source": "str", "outcome": "str",
}  # fmt: skip

# What became of a task, by the kind of the event that says it; of a task itself, that nothing is stated.
OUTCOME_WORDS = {
    "task": Phrase("not stated", context="outcome"), "done": Phrase("carried out"),
    "under_way": Phrase("under way"), "dropped": Phrase("dropped"),
}  # fmt: skip


def event_frame(events: Iterable[Event], lang: Lang) -> pd.DataFrame:
    """Events in the order of time; docs/frame.md lists the columns."""
    import pandas as pd

    rows = [_cells(event, lang) for event in sorted(events, key=lambda event: event.date.end)]
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in COLUMNS.items()
    }
    return pd.DataFrame(columns)


def is_of_events(frame: pd.DataFrame) -> bool:
    """Whether the rows of a frame say that they are events."""
    from pandas.api.types import is_numeric_dtype

    if "event" in frame.columns:  # in a group it may be their number
        return not is_numeric_dtype(frame["event"])
    return {"title", "date"} <= {*frame.columns}


def events_behind(
    events: Iterable[Event],
    frame: pd.DataFrame,
    lang: Lang,
    columns: Sequence[str] = tuple(COLUMNS),
) -> list[dict[str, object]]:
    """What the record says of the event of each row of a frame.

    Args:
        events: all on record.
        frame: rows of a frame of events, selected and joined.
        lang: the language of its words.
        columns: those that are of the event.

    Raises:
        UsageError: a row says something else than its event, or than any event where it has no id.
    """
    known = {event.id: _cells(event, lang) for event in events}
    held = [name for name in columns if name in frame.columns]
    found = []
    for label, *row in frame[held].itertuples(name=None):
        cells = dict(zip(held, row, strict=True))
        own = [known[str(cells["event"])]] if cells.get("event") in known else []
        alike = own or ([*known.values()] if "event" not in cells else [])
        wrong = [[n for n in held if not _says(each[n], cells[n])] for each in alike]
        fitting = next((each for each, lost in zip(alike, wrong, strict=True) if not lost), None)
        if fitting is None:
            name = wrong[0][0] if own else held[0]
            expected = f"{own[0][name]!r} as of {own[0]['event']}" if own else "an event on record"
            raise UsageError(
                Phrase(
                    "row {label}, {name}: expected {expected}, got {cells}. Take the events from "
                    "review.event_frame(…), and write what you add into columns of your own.",
                    label=label,
                    name=name,
                    expected=expected,
                    cells=repr(cells[name]),
                )
            )
        found.append(fitting)
    return found


def _says(known: object, cell: object) -> bool:
    """Whether a cell says what the record does; `explode("partners")` makes a row of each partner."""
    if isinstance(known, list) and not isinstance(cell, list):
        return cell in known or (not known and cell != cell)  # noqa: PLR0124 -- NaN equals nothing
    return bool(known == cell)


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
        "domain": event.domain,
        "area": event.ref_area,
        "source": event.source,
        "outcome": OUTCOME_WORDS[event.kind].in_(lang) if event.kind in OUTCOME_WORDS else "",
    }
