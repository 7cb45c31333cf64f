"""The pages that a review has: those with something to say, and one for each domain that no other page shows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tongket.audit.from_data import areas_of_place
from tongket.audit.questions import questions
from tongket.audit.report import audit_review
from tongket.comparability import Comparability
from tongket.data.registry.areas import members_of
from tongket.data.registry.events import EVENT_KINDS
from tongket.errors import UsageError
from tongket.model import LANGS, Measure, Text
from tongket.run.reports import AHEAD, AUDIT, DEVELOPMENT, FIGURES, MEMBERS, load_pages
from tongket.translations import Phrase, message, near_names, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.store import Store
    from tongket.model import Observation, TimePeriod
    from tongket.run.reports import AreaPeriod, Page


# What pages need beside domains and kinds of events.
NEEDED = {
    AHEAD: Phrase("plans of later years"),
    AUDIT: Phrase("figures that depend on each other"),
    DEVELOPMENT: Phrase("amounts that compare with the year before"),
    FIGURES: Phrase("figures of the place and period"),
    MEMBERS: Phrase("figures of member areas"),
}
COMPARED = message("{name}: the member areas")


class ReviewPages(NamedTuple):
    """The pages of a review.

    Args:
        made: those that it has, in their order.
        left_out: those of which nothing that they need is on record.
        lacking: what that is, by name of the page.
    """

    made: tuple[Page, ...]
    left_out: tuple[Page, ...] = ()
    lacking: Mapping[str, tuple[Text, ...]] = MappingProxyType({})


def pages_of(pages: Iterable[Page], store: Store, review: AreaPeriod) -> ReviewPages:
    """The pages that a review has, of those that `review.toml` lists.

    A page that is switched off keeps its domains from having another.

    Args:
        pages: the pages of `review.toml`.
        store: the data.
        review: the place and period.
    """
    listed = tuple(pages)
    held = on_record(store, review)
    if any(AUDIT in page.needs for page in listed) and _is_related(store, review):
        held |= {AUDIT}
    if any(DEVELOPMENT in page.needs for page in listed) and _is_developed(store, review):
        held |= {DEVELOPMENT}
    empty = tuple(p for p in listed if p.needs and not held & {*p.needs} and not p.off)
    taken = {
        name for page in listed if page not in empty for name in (*page.needs, *(page.also * (not page.off)))
    }  # fmt: skip
    own = {
        "domain": {n: d.name for n, d in store.registry.domains.items() if n in held - taken},
        "indicator": {n: _compared(store, n) for n in _reported_by_several(store, review)},
    }
    made = [page for page in listed if not page.off and page not in empty]
    names = {n: d.name for n, d in store.registry.domains.items()} | {**EVENT_KINDS, **NEEDED}
    return ReviewPages(
        tuple(each for page in made for each in _for_each(page, own)),
        empty,
        {page.name: tuple(names[need] for need in page.needs) for page in empty},
    )


def select(pages: Mapping[AreaPeriod, ReviewPages], only: Iterable[str]) -> frozenset[str]:
    """The pages named in `only`; a notebook that is run for several domains names the pages of all.

    Args:
        pages: those of each review.
        only: names of pages or of their notebooks, with or without `.ipynb`.

    Raises:
        UsageError: a name that no page has, with the names that are near; no review has any of the pages.
    """
    names = {name.removesuffix(".ipynb") for name in only}
    made = {page.name: page.path.stem for each in pages.values() for page in each.made}
    left_out = {page.name for each in pages.values() for page in each.left_out}
    known = list(dict.fromkeys([*made, *made.values(), *sorted(left_out)]))
    for name in sorted(names - set(known)):
        pages_are = Phrase("The pages are: {names}.", names=", ".join(made))
        words = Phrase(
            "--only: expected the name of a page, got {name}. {hint}",
            name=repr(name), hint=near_names(name, known, pages_are),
        )  # fmt: skip
        raise UsageError(words)
    chosen = frozenset(page for page, notebook in made.items() if names & {page, notebook})
    if names and not chosen:
        words = Phrase(
            "--only: expected a page with something to say, got {names}. `tongket status` says what each needs.",
            names=", ".join(sorted(names)),
        )  # fmt: skip
        raise UsageError(words)
    return chosen


def every_title(folder: Path, store: Store) -> dict[str, Text]:
    """The title of each page that any review of a folder of notebooks may have, in their order.

    Raises:
        NotebookError: the list of pages does not hold.
    """
    every = {
        "domain": {name: domain.name for name, domain in store.registry.domains.items()},
        "indicator": {name: _compared(store, name) for name in store.registry.indicators},
    }
    pages = load_pages(folder, store.registry)
    return {each.name: each.title for page in pages for each in _for_each(page, every)}


def on_record(store: Store, review: AreaPeriod) -> set[str]:
    """What is on record of a place and period: domains with figures, `figures`, kinds of events, `ahead`, `members`.

    A figure belongs to the year in which its period ends, and to a part of a year within which its period is.
    """
    areas, period = store.registry.areas, review.period
    held = {event.kind for event in store.registry.events_of(review.area, period)}
    if any(row.interval is not None for row in _of_members(store, review)):
        held.add(MEMBERS)
    for row in store.observations:
        own, known = areas[row.ref_area].place == review.area, row.interval is not None
        within = period.holds(row.time_period)
        if own and within:
            held.add(FIGURES)
        if known and own and within:
            held.add(row.indicator.partition(".")[0])
        elif known and own and _is_ahead(row, period.year):
            held.add(AHEAD)
    return held


def _of_members(store: Store, review: AreaPeriod) -> list[Observation]:
    """What is stated of the areas that make up a place, of the period or its life alone."""
    members = member_codes(store.registry, review.area, review.period)
    if not members:
        return []
    life = store.registry.area_for(review.area, review.period).life_in(review.period)
    return [r for r in store.observations if r.ref_area in members and r.time_period == life]


def _reported_by_several(store: Store, review: AreaPeriod) -> list[str]:
    """The indicators that set the areas that make up a place beside each other, in the order of the registry."""
    areas: dict[str, set[str]] = {}
    for row in _of_members(store, review):
        if row.measure is Measure.ACTUAL and row.interval is not None:
            areas.setdefault(row.indicator, set()).add(row.ref_area)
    units, known = store.registry.units, store.registry.indicators
    # A rank is no amount: of ranks the first is the best, and the greatest the last.
    return [n for n in known if len(areas.get(n, ())) > 1 and units[known[n].unit].kind != "rank"]


def _compared(store: Store, indicator: str) -> Text:
    """What a page that sets the areas beside each other is called."""
    name = store.registry.indicators[indicator].name
    return Text(*(translate(COMPARED, lang).format(name=name.in_(lang)) for lang in LANGS))


def member_codes(registry: Registry, place: str, period: TimePeriod) -> set[str]:
    """The codes of the areas that make up a place at the end of a period or of its life; empty where there are none."""
    if all(area.place != place for area in registry.areas.values()):
        return set()
    whole = registry.area_for(place, period)
    return {area.ref_area for area in members_of(registry, whole, whole.life_in(period))}


def _is_ahead(row: Observation, year: int) -> bool:
    """Whether a figure is of the outlook: a plan of a later year, or what a part of the next year brought."""
    period = row.time_period
    if row.measure is Measure.TARGET:
        return period.year > year
    return period.is_part_year and period.year == year + 1


def _is_related(store: Store, review: AreaPeriod) -> bool:
    """Whether the audit has a figure to show: two that are related, or one to ask about."""
    places = areas_of_place(store, review.area)
    # Cheaper than the audit, and mostly there is something to ask.
    if any(questions(store, each, review.period) for each in places):
        return True
    report = audit_review(store, review.area, review.period)
    return bool(report.related or report.untied)


def _is_developed(store: Store, review: AreaPeriod) -> bool:
    """Whether an amount compares with that of the year before; ranks have a page that sets them beside others."""
    before, registry, comparability = (
        review.period.year_before,
        store.registry,
        Comparability(store),
    )
    if before is None or all(area.place != review.area for area in registry.areas.values()):
        return False
    for name, indicator in registry.indicators.items():
        if registry.units[indicator.unit].kind == "rank":
            continue
        now, then = (
            [row for row in store.find(
                indicator=name, area=registry.area_for(review.area, period).ref_area, period=period.text,
                measure=Measure.ACTUAL,
            ) if row.interval is not None]
            for period in (review.period, before)
        )  # fmt: skip
        if any(comparability.why_not(a, b) is None for a in now for b in then):
            return True
    return False


def _for_each(page: Page, own: Mapping[str, Mapping[str, Text]]) -> Iterator[Page]:
    """A page, or where it is made for each domain or indicator those of these."""
    if not page.each:
        yield page
        return
    for name, title in own[page.each].items():
        yield page.of(name, title)
