"""A request: from names, as a person types them, to what a run works with, checked against pages and data."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tongket.data.registry.areas import members_of
from tongket.data.registry.boundaries import area_in, boundaries_in
from tongket.data.releases import of_review, read_releases, state
from tongket.data.settings import settings
from tongket.data.store import load
from tongket.errors import DataError, NotebookError, UsageError, listed
from tongket.model import UNNAMED
from tongket.project import data_dir, notebooks_dir
from tongket.run.notebook import Notebook, read_notebook
from tongket.run.output_folder import MANIFEST, OutputFolder
from tongket.run.plan.parameters import from_text, of_period, read_parameters, refuse_wrong
from tongket.run.reports import FIGURES, MEMBERS, PAGES_FILE, AreaPeriod, load_pages
from tongket.run.review_pages import on_record, pages_of, select
from tongket.run.timeouts import Timeouts
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.releases import Releases
    from tongket.data.store import Store
    from tongket.model import Area, Lang, Organisation, TimePeriod
    from tongket.run.plan.parameters import Value
    from tongket.run.publisher import Code
    from tongket.run.reports import Page
    from tongket.run.review_pages import ReviewPages

# The parameters of every notebook, which options name.
OPTIONS = ("period", "year", "area", "lang")


@dataclass(frozen=True)
class Request:
    """What a run is to bring up to date.

    Attributes:
        reviews: the areas and periods.
        langs: the languages.
        pages: the pages that each review has, in order, and those of which nothing is on record.
        only: the names of the pages that shall run; empty means all.
        output: where the results go.
        data: the data folder.
        notebooks: the folder of the notebooks.
        parameters: parameters other than period, area and lang, as texts.
        timeouts: the seconds that a cell and a report may take.
        jobs: how many reports run at the same time.
        force: whether fresh reports run too.
        keep_going: whether the rest runs after a report failed; else the run stops and changes nothing.
        warm: whether kernels are forked from a loaded process, where the system can.
        code: how the pages show their code.
        workers: the address of a Dask scheduler whose workers run the reports; empty runs them here.
        organisation: who publishes the pages.
        documents: the endings of the documents of the whole review that are made beside its pages.
        releases: what the project has released.
    """

    reviews: tuple[AreaPeriod, ...]
    langs: tuple[Lang, ...]
    pages: Mapping[AreaPeriod, ReviewPages]
    only: frozenset[str]
    output: OutputFolder
    data: Path
    notebooks: Path
    parameters: Mapping[str, str] = field(default_factory=dict)
    timeouts: Timeouts = field(default_factory=Timeouts)
    jobs: int = 1
    force: bool = False
    keep_going: bool = True
    warm: bool = True
    code: Code = "fold"
    workers: str = ""
    organisation: Organisation = UNNAMED
    documents: tuple[str, ...] = ()
    releases: Releases = ()

    def released(
        self, review: AreaPeriod, content: Mapping[str, str], running: Iterable[str] = ()
    ) -> Organisation:
        """Who publishes a review, with whether what its pages say is released.

        Args:
            review: the review.
            content: the hash of what each of its pages says, by `<lang>/<page>`.
            running: the pages that are to run; they are expected to say what they said when they were released.
        """
        editions = self.editions(review)
        then = editions[-1].content if editions else {}
        whole = {**content, **{name: then.get(name, "") for name in running}}
        return replace(self.organisation, release=state(self.organisation.release, editions, whole))

    def editions(self, review: AreaPeriod) -> Releases:
        """The editions of a review, the first one first."""
        return of_review(self.releases, review.area, review.period)

    def asked(self, review: AreaPeriod) -> tuple[Page, ...]:
        """The pages of a review that shall run."""
        made = self.pages[review].made
        return tuple(page for page in made if not self.only or page.name in self.only)

    def every_asked(self) -> tuple[Page, ...]:
        """The pages that shall run in any review, each once."""
        pages = (page for review in self.reviews for page in self.asked(review))
        return tuple({page.name: page for page in pages}.values())


def make_request(
    periods: Iterable[TimePeriod],
    areas: Iterable[str],
    langs: Iterable[Lang],
    out: Path,
    only: Iterable[str] = (),
    parameters: Mapping[str, str] | None = None,
    timeouts: Timeouts | None = None,
    jobs: int | None = None,
) -> tuple[Request, Store]:
    """A request for reviews, and the data that its names come from.

    Args:
        periods: the periods under review.
        areas: codes of areas or of lasting places.
        langs: the languages.
        out: where the results go.
        only: the pages that shall run; empty means all.
        parameters: parameters other than period, area and lang, as texts.
        timeouts: the seconds that a cell and a report may take.
        jobs: how many reports run at the same time; by default one per core.

    Raises:
        UsageError: an area, a page or a parameter that does not exist, with the near names; an area and period
            without any figure.
        DataError: the data, or the settings of their project, do not hold: no report is made from them.
        NotebookError: the list of pages, or a notebook's parameters cell, does not hold.
    """
    data, notebooks = data_dir(), notebooks_dir()
    store = load(data)
    listed = load_pages(notebooks, store.registry)
    registry, output = store.registry, OutputFolder(out.absolute())
    found = [(area_in(registry, area, period), period) for area in areas for period in periods]
    _refuse_without_figures(store, found)
    asked = dict.fromkeys((area.place, period) for area, period in found)
    reviews = tuple(_area_period(registry, *each, asked, output) for each in asked)
    pages = {review: pages_of(listed, store, review) for review in reviews}
    _refuse_without_pages(pages)
    request = Request(
        reviews=reviews,
        langs=tuple(dict.fromkeys(langs)),
        pages=pages,
        only=select(pages, only),
        output=output,
        data=data,
        notebooks=notebooks,
        parameters=parameters or {},
        timeouts=timeouts or Timeouts(),
        jobs=jobs or cores(),
        organisation=settings(data.parent).organisation,
        releases=_releases(data.parent),
    )
    check(request)
    return request, store


def _releases(project: Path) -> Releases:
    """What a project has released.

    Raises:
        DataError: a record of a release does not hold; all findings are named.
    """
    found, wrong = read_releases(project)
    if wrong:
        raise DataError(listed(wrong), wrong)
    return found


def _area_period(
    registry: Registry,
    place: str,
    period: TimePeriod,
    asked: Iterable[tuple[str, TimePeriod]],
    output: OutputFolder,
) -> AreaPeriod:
    """The review of a place and period, with the ways to those before, after and below it, there or asked for."""
    found = boundaries_in(registry, place, period)
    addresses = {f"{other}/{when.code}" for other, when in asked}

    def is_there(address: str) -> bool:
        return address in addresses or (output.site / address / MANIFEST).is_file()

    whole = registry.area_for(place, period)
    members = tuple(
        (area.place, area.name)
        for area in members_of(registry, whole, whole.life_in(period))
        if is_there(f"{area.place}/{period.code}") and registry.area_for(area.place, period) == area
    )
    before = ((next(filter(is_there, ways), ""), name) for ways, name in found.before)
    return AreaPeriod(
        place, period, found.name, found.change, next(filter(is_there, found.after), ""), members,
        tuple(each for each in before if each[0]),
    )  # fmt: skip


def _refuse_without_figures(store: Store, reviews: Iterable[tuple[Area, TimePeriod]]) -> None:
    """Refuse a place and period of which nothing is on record: every page of it would be empty."""
    empty = [
        f"{area.place}, {period.code}"
        for area, period in reviews
        if not {FIGURES, MEMBERS} & on_record(store, AreaPeriod(area.place, period, area.name))
    ]
    if empty:
        words = Phrase(
            "{reviews}: expected a place and period with figures on record, got none. "
            "`tongket list` names the periods with figures.",
            reviews="; ".join(dict.fromkeys(empty)),
        )
        raise UsageError(words)


def _refuse_without_pages(pages: Mapping[AreaPeriod, ReviewPages]) -> None:
    """Refuse a review of which review.toml makes no page: there is nothing to lead to."""
    empty = [f"{review.area}, {review.period.code}" for review in pages if not pages[review].made]
    if empty:
        words = Phrase(
            "{file}: expected a page of {reviews}, got none: each is switched off, or needs what is not on record. "
            "Delete an `off = true`, or mend what a page needs.",
            file=PAGES_FILE, reviews="; ".join(empty),
        )  # fmt: skip
        raise NotebookError(words)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    # Windows waits for no more than 63 processes at once.
    return min(os.cpu_count() or 1, 60)


def check(request: Request) -> tuple[dict[str, Notebook], dict[str, dict[str, Value]]]:
    """The notebooks of a request and their further parameters, by page; errors as `plan.make_plan`."""
    pages = request.every_asked()
    _refuse_options(request.parameters, {name for page in pages for name in page.parameters})
    notebooks = {page.name: n for page, n in zip(pages, _read(pages), strict=True)}
    texts = {page.name: {**request.parameters, **page.parameters} for page in pages}
    values = _values(notebooks, texts, [review.period for review in request.reviews])
    return notebooks, values


def _read(pages: Iterable[Page]) -> list[Notebook]:
    read, findings = [], []
    for page in pages:
        try:
            read.append(read_notebook(page.path))
        except NotebookError as error:
            findings.append(error)
    if findings:
        raise NotebookError(LazyText(lambda lang: listed(each.in_(lang) for each in findings)))
    return read


def _values(
    notebooks: Mapping[str, Notebook],
    texts: Mapping[str, Mapping[str, str]],
    periods: Sequence[TimePeriod],
) -> dict[str, dict[str, Value]]:
    """The further parameters of each page, converted to the types that its notebook declares."""
    findings: dict[type[UsageError | NotebookError], list[str]] = {}
    values = {}
    for name, notebook in notebooks.items():
        try:
            values[name] = _checked(notebook, texts[name], periods)
        except (UsageError, NotebookError) as error:
            findings.setdefault(type(error), []).append(str(error))
    for kind, messages in findings.items():
        raise kind(listed(messages))
    return values


def _refuse_options(texts: Mapping[str, str], own: Collection[str]) -> None:
    """Refuse as further parameters what an option or the page says: the page of 2024 would hold the figures of 2023."""
    findings = []
    for given in texts:
        name, joined, _ = given.partition("=")
        if name in OPTIONS:
            expected = "expected a parameter that has no option of its own"
            findings.append(f"-p: {expected}, got {given!r}. Use --{name}.")
        elif name in own:
            expected = "expected a parameter that no page sets itself"
            findings.append(f"-p: {expected}, got {given!r}. Choose a page: --only.")
        elif joined:
            expected = "expected a name and a value"
            findings.append(f"-p: {expected}, got {given!r}. Put a space between the two.")
    if findings:
        raise UsageError(listed(findings))


def _checked(
    notebook: Notebook, texts: Mapping[str, str], periods: Sequence[TimePeriod]
) -> dict[str, Value]:
    declared = {parameter.name: parameter for parameter in read_parameters(notebook)}
    own = {
        name: from_text(text, declared[name]) for name, text in texts.items() if name in declared
    }
    for period in periods:
        when = of_period(declared.values(), period, where=notebook.name)
        given = {**when, "area": "", "lang": "", **texts, **own}
        refuse_wrong(given, declared.values(), where=notebook.name)
    return own
