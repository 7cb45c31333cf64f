"""From what was saved to the pages: a round for each time that something was saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.errors import TongketError
from tongket.run.build import build
from tongket.run.events import Planned, Ticked
from tongket.run.summary import in_words
from tongket.system_errors import refused
from tongket.translations import LazyText, Phrase, forget

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterable, Iterator

    from tongket.model import Lang, Text
    from tongket.preview.screen import Screen
    from tongket.preview.watch import Watch
    from tongket.run.build import Outcome
    from tongket.run.events import Event, Listener
    from tongket.run.job import Executed, Failure, Job
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher
    from tongket.run.reports import Report
    from tongket.run.workers.pool import Pool

    Ask = Callable[[], tuple[Request, Publisher]]
    Say = Callable[[Iterable[Text]], None]

# So many seconds without any answer what runs may take to end once it is superseded: an endless cell never does.
PATIENCE = 3


class Superseded(Exception):
    """Something was saved while pages were made of what was saved before."""


class FollowingRunner:
    """Runs first what somebody looks at, shows each page at once, and stops where something was saved meanwhile.

    Of pages that nobody looks at that which took longest comes first, so that no worker is left alone with it.

    Args:
        runner: who runs the jobs.
        watch: what looks whether something was saved.
        screen: what browsers are shown.
    """

    def __init__(self, runner: Pool, watch: Watch, screen: Screen) -> None:
        self._runner, self._watch, self._screen = runner, watch, screen
        self._seconds: dict[Report, float] = {}

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs, also those that are added meanwhile; yields each with its answer.

        Raises:
            Superseded: something was saved meanwhile; no job runs any more.
        """
        in_order = sorted(jobs, key=lambda job: self._turn(job.report))
        jobs.clear()
        jobs.extend(in_order)
        is_late, ticks = False, 0

        def tell(event: Event) -> None:
            nonlocal ticks
            ticks = ticks + 1 if isinstance(event, Ticked) and self._watch.has_changed() else 0
            if ticks == PATIENCE:
                self._runner.give_up()
                raise Superseded
            listen(event)

        for job, answer in self._runner.run(jobs, tell):
            # What is left is made of what was saved last; what runs ends first, which takes a moment.
            if jobs and self._watch.has_changed():
                jobs.clear()
                is_late = True
            if not is_late:
                self._seconds[answer.report] = answer.seconds
                if answer.page is not None:
                    self._screen.put(_place(answer.report), answer.page)
                yield job, answer
        if is_late:
            raise Superseded

    def _turn(self, report: Report) -> tuple[int, float]:
        return self._screen.rank(_place(report)), -self._seconds.get(report, 0)


def follow(
    ask: Ask,
    runner: Pool,
    watch: Watch,
    screen: Screen,
    listener: Callable[[], Listener],
    say: Say,
) -> None:
    """Bring the pages up to date, now and each time that something was saved; never returns.

    Args:
        ask: asks for the reviews, of the files as they are then.
        runner: who runs the jobs of all rounds.
        watch: what looks whether something was saved.
        screen: what browsers are shown.
        listener: what is told of a round.
        say: says its end.
    """
    following = FollowingRunner(runner, watch, screen)
    while True:
        _round(ask, following, screen, listener(), say)
        watch.wait()


def _round(
    ask: Ask, runner: FollowingRunner, screen: Screen, listen: Listener, say: Say
) -> None:  # fmt: skip
    def tell(event: Event) -> None:
        if isinstance(event, Planned) and event.to_run:
            screen.say([Phrase("Pages that are made anew: {number}", number=event.to_run)])
        listen(event)

    forget()
    try:
        outcome = build(*ask(), tell, runner)
    except Superseded:
        return
    except (TongketError, OSError) as error:
        lines = _lines(error)
        say(lines)
        screen.say(lines, is_wrong=True)
        return
    say([in_words(outcome)])
    screen.settle()
    failed = _failures(outcome)
    screen.say(failed, is_wrong=bool(failed))


def _lines(error: TongketError | OSError) -> list[Text]:
    """What does not hold, each finding a line; of other errors what they say."""
    if isinstance(error, OSError):
        return [refused(error)]
    found = [each for each in getattr(error, "findings", ()) if isinstance(each, Finding)]
    return [LazyText(each.line) for each in found] or [LazyText(error.in_)]


def _failures(outcome: Outcome) -> list[Text]:
    return [LazyText(partial(_failed, *each)) for each in outcome.failures.items()]


def _failed(report: Report, failure: Failure, lang: Lang) -> str:
    return f"{report.id}: {failure.in_(lang)}"


def _place(report: Report) -> str:
    return f"{report.id}.html"
