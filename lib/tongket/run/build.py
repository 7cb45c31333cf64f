"""The whole way of a run: plan, execute, make the pages, put each review in its place as one."""

from __future__ import annotations

import shutil
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.errors import NotebookError, UsageError
from tongket.run.events import Planned
from tongket.run.lock import hold
from tongket.run.output_folder import cannot_write
from tongket.run.plan.plan import make_plan
from tongket.run.review_build import Building
from tongket.run.workers.pool import Crew

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.run.events import Listener
    from tongket.run.job import Failure
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher
    from tongket.run.reports import Report
    from tongket.run.workers.dask import Cluster


@dataclass(frozen=True)
class Result:
    """What came of one report: why it failed (or None), its seconds, and whether it was fresh and kept."""

    failure: Failure | None
    seconds: float
    kept: bool


@dataclass(frozen=True)
class Outcome:
    """What came of a run.

    Attributes:
        index: the page where readers begin.
        results: what came of each report that was asked for.
        seconds: how long it all took.
    """

    index: Path
    results: Mapping[Report, Result]
    seconds: float

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


def build(request: Request, publisher: Publisher, listen: Listener) -> Outcome:
    """Bring the reviews up to date.

    Raises:
        UsageError: parameters that a notebook does not declare; nothing has been changed.
        NotebookError: notebooks that cannot be read; nothing has been changed.
        NotebookError: a report failed and the run shall not keep going; what was there stays.
        SystemFailure: the output folder cannot be written, or another run holds it; what was there
            stays.
    """
    started = time.perf_counter()
    try:
        with hold(request.place, listen):
            buildings = _bring_up_to_date(request, publisher, listen)
    except OSError as error:
        raise cannot_write(request.place.out, error) from error
    return Outcome(
        index=request.place.site / "index.html",
        results={report: r for b in buildings for report, r in _results(b).items()},
        seconds=round(time.perf_counter() - started, 3),
    )


def _results(building: Building) -> dict[Report, Result]:
    stale = {task.report for task in building.plan.stale}
    asked = {task.report: building.records[task.report] for task in building.plan.tasks}
    return {
        report: Result(record.failure, record.seconds, kept=report not in stale)
        for report, record in asked.items()
    }


def _bring_up_to_date(request: Request, publisher: Publisher, listen: Listener) -> list[Building]:
    plans = make_plan(request)
    stale = sum(len(plan.stale) for plan in plans)
    listen(Planned(stale, sum(len(plan.tasks) for plan in plans) - stale))
    buildings = [Building(plan, request, publisher) for plan in plans]
    changed = [building for building in buildings if building.plan.changed]
    if changed:
        try:
            _run(changed, request, publisher, listen)
        finally:
            shutil.rmtree(request.place.running / "aside", ignore_errors=True)
    if changed or not (request.place.site / "index.html").is_file():
        publisher.index(request.place.site)
    return buildings


def _run(
    buildings: list[Building], request: Request, publisher: Publisher, listen: Listener
) -> None:
    jobs = deque(job for building in buildings for job in building.begin())
    if jobs:
        reviews = {(b.plan.review.area, b.plan.review.year): b for b in buildings}
        with _crew(request, publisher, len(jobs)) as crew:
            for job, answer in crew.run(jobs, listen):
                if answer.failure and not request.keep_going:
                    raise NotebookError(f"{answer.report.id}: {answer.failure}")
                building = reviews[job.report.area, job.report.year]
                jobs.extend(building.take(job, answer))
                building.put_in_place()
    for building in buildings:
        building.put_in_place()


def _crew(request: Request, publisher: Publisher, jobs: int) -> Crew | Cluster:
    """Who runs the reports: processes of this machine, or the workers of a cluster."""
    if not request.workers:
        return Crew(min(request.jobs, jobs), publisher.preload, warm=request.warm)
    try:
        from tongket.run.workers.dask import Cluster
    except ImportError as error:
        raise UsageError(
            f"--workers {request.workers}: expected the library distributed, got: {error}. "
            "Install it: pip install 'tongket[cluster]'."
        ) from error
    return Cluster(
        request.workers,
        request.data,
        publisher.preload,
        notebooks=request.notebooks,
        warm=request.warm,
    )
