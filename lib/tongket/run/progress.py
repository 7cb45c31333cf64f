"""What a person sees of a run: what runs, what is done, how long it took. Text only: the command line prints it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tongket.run.events import Cold, Event, Finished, Planned, Retried, Started, Waiting
from tongket.translations import message, translate

if TYPE_CHECKING:
    from tongket.model import Lang


class Progress:
    """Turns events into lines; remembers what runs now for the line that a terminal keeps up to date."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
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
                again = self._say(message("again"))
                return f"{again:<7} {event.report.id}  {event.failure.in_(self._lang)}"
            case Finished():
                return self._finished(event)
            case Waiting():
                words = message("Another run holds the folder ({holder}): waiting for it.")
                return self._say(words).format(holder=event.holder)
            case Cold():
                return self._say(
                    message(
                        "This system cannot fork: kernels start one by one, which takes longer."
                    )
                )
        return ""

    def _say(self, sentence: str) -> str:
        return translate(sentence, self._lang)

    def now(self, width: int) -> str:
        """What runs at this moment, cut to a terminal's width."""
        now = time.monotonic()
        running = [f"{name} {now - since:.0f} s" for name, since in self._running.items()]
        return f"{self._done}/{self._total}  " + ", ".join(running)[: max(width - 12, 0)]

    def _planned(self, event: Planned) -> str:
        self._total = event.to_run
        run = (
            message("1 report to run.")
            if event.to_run == 1
            else message("{number} reports to run.")
        )
        words = self._say(run).format(number=event.to_run)
        if not event.to_keep:
            return words
        stay = (
            message("1 is fresh and stays.")
            if event.to_keep == 1
            else message("{number} are fresh and stay.")
        )
        return f"{words} {self._say(stay).format(number=event.to_keep)}"

    def _finished(self, event: Finished) -> str:
        self._running.pop(event.report.id, None)
        self._done += 1
        width = len(str(self._total))
        head = f"{self._done:>{width}}/{self._total}"
        if event.failure is None:
            return f"{head}  {event.seconds:5.1f} s  {event.report.id}"
        failed = self._say(message("FAILED"))
        return f"{head}  {failed:<8} {event.report.id}  {event.failure.in_(self._lang)}"
