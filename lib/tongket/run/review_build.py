"""One review while it is built: its jobs, their answers, and the moment when all of it is put in place."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.files import keep, write
from tongket.run.job import Job
from tongket.run.notebook import dumps
from tongket.run.output_folder import MANIFEST
from tongket.run.plan import fingerprint, manifest
from tongket.run.plan.inputs import UNKNOWN
from tongket.run.plan.lineage import depends_on
from tongket.run.plan.manifest import Manifest, Record
from tongket.run.publisher import ReadyReview, page_frames

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tongket.run.job import Executed
    from tongket.run.plan.plan import ReviewPlan, Task
    from tongket.run.plan.request import Request
    from tongket.run.publisher import PageFrame, Publisher
    from tongket.run.reports import Report


class ReviewBuild:
    """One review, built in a staging folder from its plan.

    Notebooks run first, each page is made right after its notebook. When the last has run it is
    known which pages are incomplete; the pages that name them are made again. Then the whole is put in
    place.

    Attributes:
        plan: what it is built from.
        records: what is known of each report so far.
        withheld: whether it is not put in place, because a fault of the machine would replace a good page.
    """

    def __init__(self, plan: ReviewPlan, request: Request, publisher: Publisher) -> None:
        self.plan = plan
        self._request = request
        self._publisher = publisher
        self._staging = request.output.staging(plan.review.area, plan.review.period)
        self._tasks = {task.report: task for task in plan.stale}
        self.records = dict(plan.kept)
        self._page_frames = dict(plan.page_frames)
        self._open: set[Report] = set()
        self._in_place = not plan.changed
        self.withheld = False

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
        """Put the review in its place as soon as nothing of it is open; once.

        A review of which the machine lost a report stays as readers know it where they know that report as good.
        """
        if self._open or self._in_place:
            return
        self._in_place = True
        self.withheld = self._is_spoiled()
        if self.withheld:
            return
        for report in self.records:
            self._complete(report)
        review = self.plan.review
        page_frames = [self._page_frames[report] for report in sorted(self.records)]
        editions = self._request.editions(review)
        self._publisher.entrance(ReadyReview(self._staging.site, page_frames, editions))
        # The entrance tells pages how large their downloads are: only now they are what readers get.
        for report in self.records:
            self._note_outputs(report)
        folder = self._staging.manifest(review.area, review.period).parent
        entrance = self._hashes(path for path in sorted(folder.glob("*")) if path.is_file())
        commit = fingerprint.commit(self._request.notebooks.parent)
        files = depends_on(None, self.plan.data)
        release = page_frames[0].organisation.release
        state: dict[str, str | int] = {
            "date": release.date,
            "edition": release.edition,
            "before": release.before,
        }
        text = manifest.dumps(review, commit, files, Manifest(self.records, entrance, state))
        write(folder / MANIFEST, text)
        self._request.output.put(self._staging, review.area, review.period)

    def _is_spoiled(self) -> bool:
        """Whether a fault of the machine would replace a good page, or nothing ran for one."""
        failures = {r: record.failure for r, record in self.records.items() if record.failure}
        lost = {r for r, failure in failures.items() if failure.is_of_the_machine}
        nothing = lost == set(self.records) and not any(failures[r].cell for r in lost)
        return bool(lost & self.plan.good) or (bool(lost) and nothing)

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
            timeouts=self._request.timeouts,
            convert=self._publisher.convert,
            page_frame=self._page_frames[task.report],
        )

    def _take_report(self, answer: Executed) -> None:
        task = self._tasks[answer.report]
        text = answer.notebook or dumps(task.notebook.content)
        write(self._staging.notebook(answer.report.id), text)
        if answer.page is not None:
            write(self._staging.page(answer.report.id), answer.page)
        digest = self._page_frames[answer.report].digest() if answer.page is not None else ""
        opened = {UNKNOWN: ""} if answer.opened is None else answer.opened
        data = {**depends_on(answer.indicators, self.plan.data), **opened}
        made_from = replace(task.made_from, data=data)
        self.records[answer.report] = Record(
            made_from, digest, {}, answer.failure, answer.seconds, answer.cells, answer.content
        )

    def _pages_again(self) -> list[Job]:
        """The jobs for the pages whose frame is no longer what it was when they were made."""
        reasons = {report: record.reason for report, record in self.records.items()}
        self._page_frames = page_frames(
            self.plan.review,
            self._request.pages[self.plan.review].made,
            reasons,
            self._request.code,
            self._request.released(self.plan.review, Manifest(self.records).content),
            self._request.documents,
        )
        changed = [
            report
            for report, record in self.records.items()
            if record.page_frame != self._page_frames[report].digest()
        ]
        self._open = set(changed)
        return [self._page_job(report) for report in changed]

    def _page_job(self, report: Report) -> Job:
        here, there = (p.notebook(report.id) for p in (self._staging, self._request.output))
        text = (here if here.is_file() else there).read_text(encoding="utf-8")
        page_frame = self._page_frames[report]
        return Job(
            report,
            {},
            {},
            "",
            convert=self._publisher.convert,
            page_frame=page_frame,
            executed=text,
        )

    def _take_page(self, answer: Executed) -> None:
        report, record = answer.report, self.records[answer.report]
        failure = record.failure or answer.failure
        page_frame = replace(self._page_frames[report], failure=str(failure or ""))
        page = answer.page if answer.page is not None else _bare(page_frame)
        write(self._staging.page(report.id), page)
        self.records[report] = replace(record, page_frame=page_frame.digest(), failure=failure)

    def _complete(self, report: Report) -> None:
        """Take over the files that stayed as they were.

        The executed notebook is also put beside its page, for readers to download.
        """
        here, there = self._staging, self._request.output
        files = {
            here.notebook(report.id): there.notebook(report.id),
            here.page(report.id): there.page(report.id),
        }
        for new, old in files.items():
            if not new.is_file():
                keep(old, new)
        # Taken from the staging folder: by now it holds every notebook, those that were kept included.
        keep(here.notebook(report.id), here.download(report.id))

    def _note_outputs(self, report: Report) -> None:
        """Note the hashes of what a report leaves."""
        here = self._staging
        files = [getattr(here, kind)(report.id) for kind in ("notebook", "page", "download")]
        outputs = self._hashes(files)
        self.records[report] = replace(self.records[report], outputs=outputs)

    def _hashes(self, files: Iterable[Path]) -> dict[str, str]:
        out = self._staging.out
        return {path.relative_to(out).as_posix(): fingerprint.sha256(path) for path in files}


def _bare(page_frame: PageFrame) -> str:
    """The page of last resort, where no page can be made: whose it is, and why it is empty."""
    title = html.escape(dict(page_frame.titles)[page_frame.report.page].in_(page_frame.report.lang))
    return (
        f'<!doctype html>\n<html lang="{page_frame.report.lang}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{html.escape(page_frame.failure)}</p>\n</html>\n"
    )
