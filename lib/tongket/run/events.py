"""What happens during a run, as plain data for progress lines, JSON events and summaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from tongket.run.job import Failure
from tongket.run.reports import Report


@dataclass(frozen=True)
class Waiting:
    """Another run holds the output folder; this one waits for it."""

    holder: str


@dataclass(frozen=True)
class Planned:
    """A run is about to start: so many reports will run, so many are fresh and kept."""

    to_run: int
    to_keep: int


@dataclass(frozen=True)
class Started:
    """A report has started."""

    report: Report


@dataclass(frozen=True)
class Retried:
    """A report is tried again, because the cause of its failure may pass."""

    report: Report
    failure: Failure


@dataclass(frozen=True)
class Finished:
    """A report has ended, well (no failure) or not, after so many seconds."""

    report: Report
    failure: Failure | None
    seconds: float


@dataclass(frozen=True)
class Cold:
    """Kernels are started anew, one by one, because this system cannot fork."""


@dataclass(frozen=True)
class Ticked:
    """A second has passed in which nothing happened."""


Event = Cold | Ticked | Waiting | Planned | Started | Retried | Finished
Listener = Callable[[Event], None]


def as_json(event: Event) -> dict[str, Any]:
    """An event as one JSON object, for schedulers; of a report that ended also its outcome in one word.

    >>> as_json(Planned(to_run=2, to_keep=0))
    {'event': 'planned', 'to_run': 2, 'to_keep': 0}
    """
    fields = {key: _plain(value) for key, value in vars(event).items()}
    if isinstance(event, Finished):
        fields["outcome"] = "failed" if event.failure else "complete"
    return {"event": type(event).__name__.lower(), **fields}


def _plain(value: object) -> object:
    if isinstance(value, Report):
        return value.id
    return asdict(value) if isinstance(value, Failure) else value
