"""The whole way of a run: plan, execute, make the pages, put each review in its place as one."""

from __future__ import annotations

import shutil
import time
from collections import deque
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tongket.errors import NotebookError, SystemFailure, UsageError
from tongket.extras import install
from tongket.files import write
from tongket.run import good_runs
from tongket.run.events import Planned
from tongket.run.lock import hold
from tongket.run.output_folder import cannot_write
from tongket.run.plan.plan import make_plan
from tongket.run.review_build import ReviewBuild
from tongket.run.workers.pool import Pool
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tongket.run.events import Listener
    from tongket.run.job import Executed, Failure, Job
    from tongket.run.output_folder import OutputFolder
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher
    from tongket.run.reports import AreaPeriod, Report
    from tongket.run.workers.dask import Cluster


class Runner(Protocol):
    """Something that runs jobs."""

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs, also those that are added meanwhile; yields each with its answer."""
        ...


@dataclass(frozen=True)
class Result:
    """The result of one report: why it failed (or None), its seconds, and whether it was fresh and kept."""

    failure: Failure | None
    seconds: float
    kept: bool


@dataclass(frozen=True)
class Outcome:
    """The outcome of a run.

    Attributes:
        index: the page where readers begin.
        results: the result of each report of the request.
        seconds: how long it all took.
        withheld: the reviews that stay as they were, because a fault of the machine would replace a good page.
    """

    index: Path
    results: Mapping[Report, Result]
    seconds: float
    withheld: tuple[AreaPeriod, ...] = ()

    @property
    def ran(self) -> int:
        """How many reports ran."""
        return len(self.results) - self.kept

    @property
    def kept(self) -> int:
        """How many reports were fresh and stayed."""
        return sum(result.kept for result in self.results.values())

    @property
    def failures(self) -> dict[Report, Failure]:
        """Each report that failed, with why."""
        return {r: result.failure for r, result in self.results.items() if result.failure}


def build(
    request: Request, publisher: Publisher, listen: Listener, runner: Runner | None = None
) -> Outcome:
    """Bring the reviews up to date.

    Args:
        request: which reviews.
        publisher: what makes their pages.
        listen: what is told of the run.
        runner: who runs the reports, where it lives longer than the run; by default a pool of its own.

    Raises:
        UsageError: parameters that a notebook does not declare; nothing has been changed.
        NotebookError: notebooks that cannot be read; nothing has been changed.
        NotebookError: a report failed and the run shall not keep going; what was there stays.
        SystemFailure: the output folder cannot be written, or another run holds it; what was there
            stays.
    """
    started = time.perf_counter()
    try:
        with hold(request.output, listen):
            try:
                builds = _bring_up_to_date(request, publisher, listen, runner)
                _note_good(builds, request.output)
            finally:
                _unlink_lost(request, publisher)
    except OSError as error:
        raise cannot_write(request.output.out, error) from error
    return Outcome(
        index=request.output.site / "index.html",
        results={report: r for b in builds for report, r in _results(b).items()},
        seconds=round(time.perf_counter() - started, 3),
        withheld=tuple(b.plan.review for b in builds if b.withheld),
    )


def _note_good(builds: list[ReviewBuild], output: OutputFolder) -> None:
    for each in builds:
        if not each.withheld:
            good = [r for r, result in _results(each).items() if result.failure is None]
            good_runs.note(output, each.plan.review, good)


def _results(review_build: ReviewBuild) -> dict[Report, Result]:
    stale = {task.report for task in review_build.plan.stale}
    requested = {task.report: review_build.records[task.report] for task in review_build.plan.tasks}
    return {
        report: Result(record.failure, record.seconds, kept=report not in stale)
        for report, record in requested.items()
    }


def _bring_up_to_date(
    request: Request, publisher: Publisher, listen: Listener, runner: Runner | None
) -> list[ReviewBuild]:
    plans = make_plan(request)
    stale = sum(len(plan.stale) for plan in plans)
    listen(Planned(stale, sum(len(plan.tasks) for plan in plans) - stale))
    builds = [ReviewBuild(plan, request, publisher) for plan in plans]
    changed = [review_build for review_build in builds if review_build.plan.changed]
    if changed:
        write(request.output.unlisted, "")
        # One that was killed left its own, in which files of another plan may be.
        shutil.rmtree(request.output.running / "staging", ignore_errors=True)
        try:
            _run(changed, request, publisher, listen, runner)
        finally:
            # Also after a failure that stops the run: what was built so far is of no use to the next, which plans anew.
            shutil.rmtree(request.output.running / "staging", ignore_errors=True)
    if request.output.unlisted.exists() or not (request.output.site / "index.html").is_file():
        _list(request.output, publisher)
    return builds


def put_in_place(copy: OutputFolder, request: Request, publisher: Publisher) -> None:
    """Put the one review of a request, which was built in a copy of the output folder that is held, in its place."""
    (review,), output = request.reviews, request.output
    write(output.unlisted, "")
    output.put(copy, review.area, review.period)
    _list(output, publisher)


def _list(output: OutputFolder, publisher: Publisher) -> None:
    """Write what the reviews share; where that is cut off, the next run does it."""
    publisher.index(output.site)
    output.unlisted.unlink(missing_ok=True)


def _unlink_lost(request: Request, publisher: Publisher) -> None:
    """Make the pages anew that lead to a review which was to be built for the first time, and was not.

    No notebook runs: what is around its results is another.
    """
    there = {
        r for r in request.reviews if (request.output.site / r.address / "index.html").is_file()
    }
    lost = {review.address for review in request.reviews if review not in there}
    led = {r: again for r in request.reviews if r in there and (again := r.without(lost)) != r}
    if not led:
        return
    pages = {again: request.pages[review] for review, again in led.items()}
    alone = replace(request, reviews=tuple(pages), pages=pages)
    builds = [ReviewBuild(plan, alone, publisher) for plan in make_plan(alone) if not plan.stale]
    write(request.output.unlisted, "")
    _run([b for b in builds if b.plan.changed], alone, publisher, lambda _: None)
    shutil.rmtree(request.output.running / "staging", ignore_errors=True)
    _list(request.output, publisher)


def _run(
    builds: list[ReviewBuild],
    request: Request,
    publisher: Publisher,
    listen: Listener,
    runner: Runner | None = None,
) -> None:
    jobs = deque(job for review_build in builds for job in review_build.begin())
    if jobs:
        reviews = {(b.plan.review.area, b.plan.review.period): b for b in builds}
        with nullcontext(runner) if runner else _pool(request, publisher, len(jobs)) as pool:
            for job, answer in pool.run(jobs, listen):
                if answer.failure and not request.keep_going:
                    kind = SystemFailure if answer.failure.is_of_the_machine else NotebookError
                    raise kind(f"{answer.report.id}: {answer.failure.in_(answer.report.lang)}")
                review_build = reviews[job.report.area, job.report.period]
                # A review is put in place as soon as it is whole: a later failure or Ctrl-C does not cost it.
                jobs.extend(review_build.take(job, answer))
                review_build.put_in_place()
    # Those without a job: only an entry was removed, or a file beside the pages was lost.
    for review_build in builds:
        review_build.put_in_place()


def _pool(request: Request, publisher: Publisher, jobs: int) -> Pool | Cluster:
    """Who runs the reports: processes of this machine, or the workers of a cluster."""
    if not request.workers:
        return Pool(min(request.jobs, jobs), publisher.preload, warm=request.warm)
    try:
        from tongket.run.workers.dask import Cluster
    except ImportError as error:
        words = Phrase(
            "--workers: expected the library {name}, got: {error}. {install}",
            name="distributed",
            error=str(error),
            install=install("cluster"),
        )  # fmt: skip
        raise UsageError(words) from error
    return Cluster(
        request.workers,
        request.data,
        publisher.preload,
        notebooks=request.notebooks,
        warm=request.warm,
    )
