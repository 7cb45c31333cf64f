"""The plan of a run: for each report what it is made from, and why it must run, if it must.

Everything that the caller or a notebook's author can have got wrong is found here, before anything
runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.run.plan import fingerprint
from tongket.run.plan.lineage import data_state
from tongket.run.plan.lineage import now as data_now
from tongket.run.plan.manifest import MadeFrom, Manifest
from tongket.run.plan.manifest import read as read_manifest
from tongket.run.plan.parameters import of_period, read_parameters
from tongket.run.plan.reasons import FORCED, PAGE_FRAME, damaged, why_stale
from tongket.run.plan.request import check
from tongket.run.publisher import page_frames
from tongket.run.reports import reports
from tongket.translations import LazyText, Phrase, catalogue_file, catalogue_of, refuse_broken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.model import Lang, Text
    from tongket.run.notebook import Notebook
    from tongket.run.plan.manifest import Record
    from tongket.run.plan.parameters import Value
    from tongket.run.plan.request import Request
    from tongket.run.publisher import PageFrame
    from tongket.run.reports import AreaPeriod, Report


@dataclass(frozen=True)
class Inputs:
    """What the reports of a run are made from, by hash; of the data all that any could depend on."""

    library: str
    versions: Mapping[str, str]
    data: Mapping[str, str]


@dataclass(frozen=True)
class Task:
    """One report of the plan.

    Attributes:
        report: which report.
        notebook: its notebook, in its language only.
        parameters: what is injected.
        made_from: what it would be made from now.
        reasons: why it must run; empty where it is fresh.
    """

    report: Report
    notebook: Notebook
    parameters: Mapping[str, Value]
    made_from: MadeFrom
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class ReviewPlan:
    """The tasks of one review, and what its manifest says of the last run.

    Attributes:
        review: which review.
        tasks: its reports in the request.
        kept: the records of all reports that stay as they are, by report.
        good: the reports of the last run that did not fail and whose files are there.
        page_frames: what each page shows around its notebook if every task succeeds.
        data: the state of all data.
        outdated: the kept reports whose page shows something around the notebook that is no longer so.
        changed: whether anything is to be done.
    """

    review: AreaPeriod
    tasks: tuple[Task, ...]
    kept: Mapping[Report, Record]
    good: frozenset[Report]
    page_frames: Mapping[Report, PageFrame]
    data: Mapping[str, str]
    outdated: frozenset[Report]
    changed: bool

    @property
    def stale(self) -> tuple[Task, ...]:
        """The tasks that must run."""
        return tuple(task for task in self.tasks if task.reasons)

    def why(self, task: Task) -> tuple[Text, ...]:
        """Why a report is not as it should be; empty where it is fresh."""
        return task.reasons or (PAGE_FRAME,) * (task.report in self.outdated)

    def left_out(self, request: Request) -> dict[Report, Text]:
        """The reports that the review does not have because nothing that they need is on record, with what that is."""
        review = request.pages[self.review]
        pages = {page.name: page for page in review.left_out}
        return {
            report: Phrase(
                "nothing on record of {needs}", needs=_listed(review.lacking[report.page])
            )
            for report in reports(self.review, request.langs, pages.values())
            if not request.only
        }


def _listed(names: tuple[Text, ...]) -> Text:
    return LazyText(lambda lang: ", ".join(name.in_(lang) for name in names))


def make_plan(request: Request) -> tuple[ReviewPlan, ...]:
    """Plan a run: reads notebooks, data and manifests, changes nothing.

    Raises:
        NotebookError: notebooks that are none, or whose parameters cell cannot be read; all are named.
        UsageError: parameters that a notebook does not declare, or of the wrong type; all are named.
        DataError: catalogues that cannot be read; all are named.
    """
    folders = (request.notebooks, request.data)
    refuse_broken(catalogue_file(folder, lang) for lang in request.langs for folder in folders)
    read, values = check(request)
    known = {lang: catalogue_of(request.notebooks, lang) for lang in request.langs}
    notebooks = {
        (lang, name): notebook.in_language(lang, known[lang])
        for name, notebook in read.items()
        for lang in request.langs
    }
    inputs = Inputs(fingerprint.library(), fingerprint.versions(), data_state(request.data))
    return tuple(
        _plan_review(review, request, notebooks, values, inputs) for review in request.reviews
    )


def _plan_review(
    review: AreaPeriod,
    request: Request,
    notebooks: Mapping[tuple[Lang, str], Notebook],
    values: Mapping[str, Mapping[str, Value]],
    inputs: Inputs,
) -> ReviewPlan:
    then = read_manifest(request.output.manifest(review.area, review.period))
    tasks = []
    folders = {"notebooks": request.notebooks, "data": request.data}
    for report in reports(review, request.langs, request.asked(review)):
        notebook, record = notebooks[report.lang, report.page], then.records.get(report)
        when = of_period(read_parameters(notebook), report.period, where=notebook.name)
        own = {**when, "area": report.area, "lang": report.lang, **values[report.page]}
        data = data_now(record.made_from.data, inputs.data, folders) if record else {}
        made_from = MadeFrom(notebook.digest(), own, inputs.library, inputs.versions, data)
        reasons = why_stale(record, made_from, request.output.out) or [FORCED] * request.force
        tasks.append(Task(report, notebook, own, made_from, tuple(reasons)))
    return _settle(review, request, tuple(tasks), then, inputs)


def _settle(
    review: AreaPeriod, request: Request, tasks: tuple[Task, ...], then: Manifest, inputs: Inputs
) -> ReviewPlan:
    running = {task.report for task in tasks if task.reasons}
    pages, out = request.pages[review].made, request.output.out
    known = {page.name for page in pages}
    there = {
        report: record
        for report, record in then.records.items()
        if report.page in known and all((out / name).is_file() for name in record.outputs)
    }
    kept = {report: record for report, record in there.items() if report not in running}
    before = {report: record.reason for report, record in then.records.items()}
    # Pages are first made as if all that runs will succeed; those that name a page that failed are made again.
    after_success = {
        report: "" if report in running else before[report] for report in {*kept, *running}
    }
    # A report that failed is expected to fail until it has run: the other pages show it as incomplete until then.
    organisation = request.released(
        review, Manifest(kept).content, (f"{r.lang}/{r.page}" for r in running)
    )
    around = (request.code, organisation, request.documents)
    expected = page_frames(review, pages, {r: before.get(r, "") for r in after_success}, *around)
    outdated = frozenset(
        r for r, record in kept.items() if record.page_frame != expected[r].digest()
    )
    gone = len(kept) < len(then.records) or damaged(then.entrance, out)
    return ReviewPlan(
        review,
        tasks,
        kept,
        good=frozenset(report for report, record in there.items() if not record.failure),
        page_frames=page_frames(review, pages, after_success, *around),
        data=inputs.data,
        outdated=outdated,
        changed=bool(running or outdated or gone),
    )
