"""The commands that make reports and say which are fresh or stale."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import language
from tongket.cli.log import LOG, JsonLog
from tongket.cli.output import JSON, LANGS, print_json, say_boundaries, shown
from tongket.cli.own_data import say_whose
from tongket.cli.project_options import AREAS, PERIODS, out_folder
from tongket.cli.values import AGE, PATH, SECONDS
from tongket.errors import DataError, TongketError, UsageError
from tongket.files import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime, timedelta
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.model import Text, TimePeriod
    from tongket.run.build import Outcome
    from tongket.run.events import Event, Listener
    from tongket.run.plan.plan import ReviewPlan
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher
    from tongket.run.reports import Report

# How pages are made, said again by whatever looks whether they are as they were run.
AS_RUN = (
    click.option("-p", "--parameter", "parameters", type=(str, str), multiple=True, metavar="NAME VALUE",
                 help="A further parameter of the notebooks; repeatable."),
    click.option("--code", type=click.Choice(["show", "fold", "hide"]), default="fold", show_default=True,
                 help="Show the code under each result, fold it, or hide it."),
    click.option("--document", "documents", type=click.Choice(["html", "pdf", "docx"]), multiple=True,
                 help="Make the whole review one document too, which its pages link; repeatable."),
    out_folder("Folder of the results."),
)  # fmt: skip
MATRIX = (
    PERIODS,
    AREAS,
    LANGS,
    click.option("--only", metavar="PAGE", multiple=True, help="Only this page; repeatable."),
    *AS_RUN,
)
RUNNING = (
    click.option("-j", "--jobs", type=click.IntRange(min=1), show_default="one per core",
                 help="Reports at a time."),
    click.option("--force", is_flag=True, help="Run fresh reports too."),
    click.option("--keep-going/--fail-fast", default=True, show_default=True,
                 help="After a failure, run the rest, or stop and change nothing."),
    click.option("--cell-timeout", type=SECONDS, default=300, show_default=True, help="Seconds for a cell."),
    click.option("--report-timeout", type=SECONDS, default=1800, show_default=True, help="Seconds for a report."),
    click.option("--cold", is_flag=True, help="Start each kernel anew instead of forking it from a loaded process."),
    click.option("--workers", metavar="ADDRESS", default="",
                 help="Run the reports on a Dask cluster: tcp://scheduler:8786, or tls:// with certificates; "
                      "needs tongket[cluster]."),
    click.option("--junit", type=PATH, metavar="FILE", help="Write a JUnit summary for a scheduler."),
    click.option("--on-failure", metavar="COMMAND",
                 help="Run this, without a shell, where anything fails, with a JSON summary on its input."),
    LOG,
)  # fmt: skip


def options(*groups: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    """A decorator that adds options to a command, in the order in which they are given."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate


@click.command()
@options(MATRIX, RUNNING)
@JSON
def run(*, on_failure: str | None, **asked: Any) -> None:
    """Run the reports and publish their pages.

    A report whose notebook, parameters, data, code and versions are unchanged is kept.
    """
    from tongket.run.summary import call_hook

    try:
        _run(**asked)
    except TongketError as error:
        if on_failure:
            try:
                call_hook(on_failure, error)
            except UsageError as trouble:
                # Whoever reads the exit code acts on the run: 5 is tried again, also where no mail could be sent.
                click.echo(trouble.in_(language()), err=True)
        raise


def _run(
    *,
    as_json: bool,
    cell_timeout: float,
    report_timeout: float,
    force: bool,
    keep_going: bool,
    cold: bool,
    workers: str,
    junit: Path | None,
    **names: Any,
) -> None:
    # Where nothing was built yet, every report will run.
    if not (cold or workers or (names["out"] / "site" / "index.html").is_file()):
        from tongket.run.workers.pool import load_ahead

        load_ahead(names["jobs"] or os.cpu_count() or 1)
    from tongket.run.build import build
    from tongket.run.summary import as_junit, failure_of
    from tongket.run.timeouts import Timeouts

    _refuse_changed_printings(names["out"])
    request, store = ask(names, timeouts=Timeouts(cell_timeout, report_timeout))
    request = replace(request, force=force, keep_going=keep_going, warm=not cold, workers=workers)
    for review in request.reviews:
        say_boundaries(store.registry, review.area, review.period)
    outcome = build(request, publisher_of(request, store), listener(as_json=as_json))
    if junit is not None:
        write(junit, as_junit(outcome))
    _close(outcome, as_json=as_json)
    failure = failure_of(outcome)
    if failure is not None:
        raise failure


def _refuse_changed_printings(out: Path) -> None:
    """Stop before a spreadsheet program's form of a figure is published in place of the source's."""
    from tongket.data.findings import counted, listed
    from tongket.data.printings import compared
    from tongket.project import data_dir
    from tongket.translations import Phrase

    printings = compared(data_dir(), out)
    if printings.unread:
        click.echo(listed(printings.unread).in_(language()), err=True)
    found = printings.findings()
    if found:
        words = Phrase(
            "{folder}: expected figures printed as in the last build, got {findings}.\n{list}",
            folder=shown(data_dir()), findings=counted(len(found)), list=listed(found),
        )  # fmt: skip
        raise DataError(words, found)


@click.command()
@options(MATRIX)
@click.option("--max-age", type=AGE, metavar="AGE",
              help="Fail where a report has had no good run for longer: 8d, 36h, 90m.")  # fmt: skip
@JSON
def status(*, as_json: bool, max_age: timedelta | None, **names: Any) -> None:
    """Say which reports are fresh or stale, and why.

    Also what was stated of the year before, and has no answer in this one.
    """
    from tongket.run.good_runs import last_good, refuse_older
    from tongket.run.plan.plan import make_plan

    request, store = ask(names)
    plans = make_plan(request)
    good: dict[Report, datetime | None] = {}
    for plan in plans:
        known = last_good(request.output, plan.review)
        good |= {task.report: known.get(task.report.id) for task in plan.tasks}
    if as_json:
        _print_states(plans, request, good)
    else:
        _say_states(plans, request, store)
    if max_age is not None:
        refuse_older(good.items(), max_age)


def _print_states(
    plans: Iterable[ReviewPlan], request: Request, good: Mapping[Report, datetime | None]
) -> None:
    """Print the state of each report as JSON."""
    states: dict[str, dict[str, object]] = {}
    left_out: dict[str, dict[str, object]] = {}
    for plan in plans:
        for task in plan.tasks:
            why, time = plan.why(task), good[task.report]
            states[task.report.id] = {
                "fresh": not why,
                "why": [each.en for each in why],
                "last_good_run": time and time.isoformat(),
            }
        for report, reason in plan.left_out(request).items():
            left_out[report.id] = {"left_out": True, "why": [reason.en]}
    print_json(states | left_out)


def _say_states(plans: Iterable[ReviewPlan], request: Request, store: Store) -> None:
    """Print the state of each report, then what was stated the year before and has no answer."""
    from tongket.cli.begun_period import say_lacking
    from tongket.data.released_figures import undeclared_places
    from tongket.translations import message, translate

    reasons = {task.report.id: plan.why(task) for plan in plans for task in plan.tasks}
    left_out = {report.id: why for plan in plans for report, why in plan.left_out(request).items()}
    said = language()
    stale, fresh = (translate(word, said) for word in (message("stale"), message("fresh")))
    for name, why in reasons.items():
        words = "; ".join(each.in_(said) for each in why)
        click.echo(f"{stale}  {name}: {words}" if why else f"{fresh}  {name}")
    for name, reason in left_out.items():
        click.echo(f"{translate(message('left out'), said)}  {name}: {reason.in_(said)}")
    for review in request.reviews:
        say_lacking(store, review.area, review.period)
    for notice in undeclared_places(store.registry, request.releases):
        click.echo(notice.line(said))


def ask(names: dict[str, Any], **options: Any) -> tuple[Request, Store]:
    """The request that the options of a command make, and the data."""
    from tongket.publish.document.formats import FORMATS, refuse_what_cannot_be_made
    from tongket.run.plan.request import make_request

    say_whose()
    code, parameters = names.pop("code"), dict(names["parameters"])
    asked = names.pop("documents")
    documents = tuple(ending for ending in FORMATS if ending in asked)
    refuse_what_cannot_be_made(documents)
    request, store = make_request(**{**names, "parameters": parameters}, **options)
    return replace(request, code=code, documents=documents), store


def of_whole_review(
    period: TimePeriod, area: str, as_run: dict[str, Any]
) -> tuple[Request, Store, ReviewPlan]:
    """All pages of a review in the languages of the project, with the documents that lie beside them, and their plan.

    Args:
        period: the period under review.
        area: the place.
        as_run: what `AS_RUN` gives.
    """
    from tongket.data.settings import settings
    from tongket.project import project_dir
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.published import file_name
    from tongket.run.plan.plan import make_plan

    langs = settings(project_dir()).languages
    names = {"periods": [period], "areas": [area], "langs": langs, "only": (), **as_run}
    request, store = ask(names)
    (review,) = request.reviews
    folder = request.output.site / review.address
    documents = tuple(
        ending
        for ending in FORMATS
        if ending in request.documents
        or (folder / file_name(review.area, period, langs[0], ending)).is_file()
    )
    request = replace(request, documents=documents)
    (plan,) = make_plan(request)
    return request, store, plan


def refuse_stale(asked_by: str, plans: Iterable[ReviewPlan], remedy: str) -> None:
    """Refuse, as a command, pages that are not as they would be made now, or failed; all are named.

    Raises:
        UsageError: there are such pages.
    """
    from tongket.translations import LazyText, Phrase

    stale: dict[str, tuple[Text, ...]] = {}
    for plan in plans:
        own = {task.report.id: why for task in plan.tasks if (why := plan.why(task))}
        beside = Phrase("a file beside its pages is missing or was changed")
        stale |= own or ({plan.review.address: (beside,)} if plan.changed else {})
    if stale:
        lines = LazyText(lambda lang: "\n".join(
            f"    {name}: " + "; ".join(each.in_(lang) for each in why) for name, why in stale.items()
        ))  # fmt: skip
        words = Phrase(
            "{asked_by}: expected pages as they would be made now, got {number} that are not. "
            "Run `{command}` first.\n{list}",
            asked_by=asked_by, number=len(stale), list=lines, command=remedy,
        )  # fmt: skip
        raise UsageError(words)


def publisher_of(request: Request, store: Store) -> Publisher:
    """What makes the site of a request, with the documents that lie beside its pages."""
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.site import publisher
    from tongket.run.review_pages import every_title

    titles = every_title(request.notebooks, store)
    return publisher(store, titles, request.organisation, FORMATS)


def listener(*, as_json: bool) -> Listener:
    """What prints a run's progress: JSON lines, or lines above one that a terminal keeps up to date."""
    from tongket.run.events import as_json as plain
    from tongket.run.progress import Progress

    if isinstance(sys.stderr, JsonLog):
        return _logged(sys.stderr, as_json=as_json)
    if as_json:
        return lambda event: print_json(plain(event))
    progress, live = Progress(language()), sys.stderr.isatty()

    def listen(event: Event) -> None:
        line, erase = progress.line(event), "\r\033[K" * live
        if line:
            click.echo(f"{erase}{line}", err=True)
        if live:
            now = progress.now(shutil.get_terminal_size().columns - 1)
            click.echo(f"{erase}{now}", err=True, nl=False)

    return listen


def _logged(log: JsonLog, *, as_json: bool) -> Listener:
    from tongket.run.events import Ticked
    from tongket.run.events import as_json as plain

    def listen(event: Event) -> None:
        if not isinstance(event, Ticked):
            log.log(plain(event))
        if as_json:
            print_json(plain(event))

    return listen


def _close(outcome: Outcome, *, as_json: bool) -> None:
    """The last line of a run: its result and where the pages are."""
    from tongket.run.summary import as_event, in_words
    from tongket.translations import Phrase

    if isinstance(sys.stderr, JsonLog):
        sys.stderr.log(as_event(outcome))
    if as_json:
        print_json(as_event(outcome))
        return
    said = language()
    click.echo("\r\033[K" * sys.stderr.isatty(), err=True, nl=False)
    pages = Phrase("The pages: {place}", place=shown(outcome.index))
    click.echo(f"{in_words(outcome).in_(said)} {pages.in_(said)}")
