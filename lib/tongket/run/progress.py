"""What a person sees of a run: what runs, what is done, how long it took. Text only: the command line prints it."""

from __future__ import annotations

import time

from tongket.errors import count
from tongket.run.events import Cold, Event, Finished, Planned, Retried, Started, Waiting


class Progress:
    """Turns events into lines; remembers what runs now for the line that a terminal keeps up to date."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._running: dict[str, float] = {}

    def line(self, event: Event) -> str:
        """The line to print for an event; empty where there is none."""
        match event:
            case Planned():
                return self._planned(event)
            case Started():
                self._running[event.report.id] = time.monotonic()
            case Retried():
                self._running.pop(event.report.id, None)
                return f"again   {event.report.id}  {event.failure}"
            case Finished():
                return self._finished(event)
            case Waiting():
                return f"Another run holds the folder ({event.holder}): waiting for it."
            case Cold():
                return "This system cannot fork: kernels start one by one, which takes longer."
        return ""

    def now(self, width: int) -> str:
        """What runs at this moment, cut to a terminal's width."""
        now = time.monotonic()
        running = [f"{name} {now - since:.0f} s" for name, since in self._running.items()]
        return f"{self._done}/{self._total}  " + ", ".join(running)[: max(width - 12, 0)]

    def _planned(self, event: Planned) -> str:
        self._total = event.to_run
        stay = "is fresh and stays" if event.to_keep == 1 else "are fresh and stay"
        kept = f", {event.to_keep} {stay}" if event.to_keep else ""
        return f"{count(event.to_run, 'report')} to run{kept}."

    def _finished(self, event: Finished) -> str:
        self._running.pop(event.report.id, None)
        self._done += 1
        width = len(str(self._total))
        head = f"{self._done:>{width}}/{self._total}"
        if event.failure is None:
            return f"{head}  {event.seconds:5.1f} s  {event.report.id}"
        return f"{head}  FAILED   {event.report.id}  {event.failure}"
