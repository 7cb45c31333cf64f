"""One review on its way: its jobs, its answers, and the moment when all of it is put in place."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.files import keep, write
from tongket.run.job import Job
from tongket.run.notebook import dumps
from tongket.run.output_folder import MANIFEST
from tongket.run.plan import fingerprint, manifest
from tongket.run.plan.lineage import depends_on
from tongket.run.plan.manifest import Manifest, Record
from tongket.run.publisher import ReadyReview, shells

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tongket.run.job import Executed
    from tongket.run.plan.plan import ReviewPlan, Task
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher, Shell
    from tongket.run.reports import Report


class Building:
    """One review, built aside from its plan.

    Notebooks run first, each page is made right after its notebook. When the last has run it is
    known which pages are incomplete; the pages that say so are made again. Then the whole is put in
    place.

    Attributes:
        plan: what it is built from.
        records: what is known of each report by now.
    """

    def __init__(self, plan: ReviewPlan, request: Request, publisher: Publisher) -> None:
        self.plan = plan
        self._request = request
        self._publisher = publisher
        self._aside = request.place.aside(plan.review.area, plan.review.year)
        self._tasks = {task.report: task for task in plan.stale}
        self.records = dict(plan.kept)
        self._shells = dict(plan.shells)
        self._open: set[Report] = set()
        self._in_place = not plan.changed

    def begin(self) -> list[Job]:
        """The jobs to start with: the stale reports, or the pages alone where none is stale."""
        self._open = set(self._tasks)
        return [self._job(task) for task in self._tasks.values()] or self._pages_again()

    def take(self, job: Job, answer: Executed) -> list[Job]:
        """Take an answer in; returns the jobs that follow from it."""
        self._open.discard(job.report)
        if job.executed is None:
            self._take_report(answer)
            return [] if self._open else self._pages_again()
        self._take_page(answer)
        return []

    def put_in_place(self) -> None:
        """Put the review in its place as soon as nothing of it is open; once."""
        if self._open or self._in_place:
            return
        self._in_place = True
        for report in self.records:
            self._complete(report)
        review = self.plan.review
        shells = [self._shells[report] for report in sorted(self.records)]
        self._publisher.entrance(ReadyReview(self._aside.site, self._request.place.site, shells))
        folder = self._aside.manifest(review.area, review.year).parent
        entrance = self._hashes(path for path in sorted(folder.glob("*")) if path.is_file())
        commit = fingerprint.commit(self._request.notebooks.parent)
        files = depends_on(None, self.plan.data)
        text = manifest.dumps(review, commit, files, Manifest(self.records, entrance))
        write(folder / MANIFEST, text)
        self._request.place.put(self._aside, review.area, review.year)

    def _job(self, task: Task) -> Job:
        return Job(
            task.report,
            task.notebook.content,
            task.parameters,
            folder=str(self._request.notebooks),
            environment={
                "TONGKET_DATA": str(self._request.data),
                "TONGKET_NOTEBOOKS": str(self._request.notebooks),
            },
            limits=self._request.limits,
            convert=self._publisher.convert,
            shell=self._shells[task.report],
        )

    def _take_report(self, answer: Executed) -> None:
        task = self._tasks[answer.report]
        text = answer.notebook or dumps(task.notebook.content)
        write(self._aside.notebook(answer.report.id), text)
        if answer.page is not None:
            write(self._aside.page(answer.report.id), answer.page)
        digest = self._shells[answer.report].digest() if answer.page is not None else ""
        data = depends_on(answer.indicators, self.plan.data)
        made_from = replace(task.made_from, data=data)
        self.records[answer.report] = Record(
            made_from, digest, {}, answer.failure, answer.seconds, answer.cells
        )

    def _pages_again(self) -> list[Job]:
        """The jobs for the pages whose shell is no longer what it was when they were made."""
        reasons = {report: record.reason for report, record in self.records.items()}
        self._shells = shells(
            self.plan.review.name, self._request.pages, reasons, self._request.code
        )
        changed = [
            report
            for report, record in self.records.items()
            if record.shell != self._shells[report].digest()
        ]
        self._open = set(changed)
        return [self._page_job(report) for report in changed]

    def _page_job(self, report: Report) -> Job:
        here, there = (p.notebook(report.id) for p in (self._aside, self._request.place))
        text = (here if here.is_file() else there).read_text(encoding="utf-8")
        shell = self._shells[report]
        return Job(report, {}, {}, "", convert=self._publisher.convert, shell=shell, executed=text)

    def _take_page(self, answer: Executed) -> None:
        report, record = answer.report, self.records[answer.report]
        failure = record.failure or answer.failure
        shell = replace(self._shells[report], failure=str(failure or ""))
        page = answer.page if answer.page is not None else _bare(shell)
        write(self._aside.page(report.id), page)
        self.records[report] = replace(record, shell=shell.digest(), failure=failure)

    def _complete(self, report: Report) -> None:
        """Take over the files that stayed as they were, and note the hashes of all.

        The executed notebook also lies beside its page, for readers to take along.
        """
        here, there = self._aside, self._request.place
        files = {
            here.notebook(report.id): there.notebook(report.id),
            here.page(report.id): there.page(report.id),
        }
        for new, old in files.items():
            if not new.is_file():
                keep(old, new)
        beside = here.download(report.id)
        keep(here.notebook(report.id), beside)
        outputs = self._hashes([*files, beside])
        self.records[report] = replace(self.records[report], outputs=outputs)

    def _hashes(self, files: Iterable[Path]) -> dict[str, str]:
        out = self._aside.out
        return {path.relative_to(out).as_posix(): fingerprint.sha256(path) for path in files}


def _bare(shell: Shell) -> str:
    """The page of last resort, where no page can be made: whose it is, and why it is empty."""
    title = html.escape(dict(shell.titles)[shell.report.page].in_(shell.report.lang))
    return (
        f'<!doctype html>\n<html lang="{shell.report.lang}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{html.escape(shell.failure)}</p>\n</html>\n"
    )
