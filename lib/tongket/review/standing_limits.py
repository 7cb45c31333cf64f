"""What a reader must keep in mind that no notebook says: of figures of a kind, and what is not on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import limits
from tongket.claims import Claim, comment, foreign, plain
from tongket.data.registry.areas import ended_members, members_of
from tongket.data.registry.boundaries import boundaries_in
from tongket.measures import TARGET_MEASURES
from tongket.model import PLAN_MEASURES
from tongket.output import in_a_row
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.data.registry import Event, Registry
    from tongket.model import Area, Lang, Observation, Text, TimePeriod
    from tongket.review.finder import Finder
    from tongket.review.page_record import PageRecord

ENDED = message(
    "Areas that ended within the period are not among the member areas; figures of the part of it that they lived "
    "stand in their own reviews alone: {names}."
)
# A country merges half a hundred at once: what each member was made of stands in its own review.
ENDED_MANY = message(
    "Areas that ended within the period are not among the member areas; figures of the part of it that they lived "
    "stand in their own reviews alone. The review of each member area says which areas it was made of."
)


NONE_MISSING = message("The data name no missing figure for this place and period.")
NO_LIMIT = message("Nothing in particular is to be kept in mind of these figures.")
# A page quotes what sources print letter by letter; a reader of the other language would misread the marks.
NOTATIONS = {
    "vi": message(
        "Numbers in quotation marks are as their sources print them: in Vietnamese ones a point groups thousands and "
        "a comma begins the decimals."
    ),
    "en": message(
        "Numbers in quotation marks are as their sources print them: in English ones a comma groups thousands and "
        "a point begins the decimals."
    ),
}


def standing_limits(
    registry: Registry, rows: Sequence[Observation], period: TimePeriod, lang: Lang
) -> Iterator[str]:
    """The sentences that hold of the observations behind a page in a language, in English."""
    marked = [row for row in rows if row.source and {".", ","} & {*row.as_printed}]
    printed = {registry.sources[row.source].notation for row in marked}
    yield from (words for notation, words in NOTATIONS.items() if notation in printed - {lang})
    if any(row.source and registry.sources[row.source].kind == "secondary" for row in rows):
        yield message(
            "Some figures come from secondary sources: newspapers, or translations of them."
        )
    if any(row.qualifier != "exact" for row in rows):
        yield message(
            "Some figures are hedged in the source (“about”, “more than”): "
            "results computed from them are ranges."
        )
    if any(row.measure in TARGET_MEASURES for row in rows):
        yield message(
            "Percentages of the plan are as published; where the plan itself is not, only it can settle which of "
            "them is right."
        )
    if not period.is_year:
        if any(row.measure in PLAN_MEASURES for row in rows):
            yield message(
                "Plans, and percentages of plans, are of the whole year where no plan of the part under review "
                "is stated: they are no measure of what the part should have reached."
            )
        if any(not row.time_period.is_like(period) for row in rows):
            yield message(
                "Some figures are of other periods than the part of the year under review: "
                "the two are not compared."
            )
    elif any(row.time_period.is_part_year for row in rows):
        yield message("Some figures cover part of a year only.")


def boundary_limits(
    registry: Registry, place: str, period: TimePeriod, lang: Lang
) -> Iterator[Claim]:
    """What a merger within the period under review means for its figures."""
    change = boundaries_in(registry, place, period).change.in_(lang)
    if change:
        yield plain(change, lang)


def member_limits(
    registry: Registry, whole: Area, rows: Iterable[Observation], period: TimePeriod, lang: Lang
) -> Iterator[Claim]:
    """What is said of member areas where some of them ended within the period: they are not set beside the others."""
    members = {area.ref_area for area in members_of(registry, whole, whole.life_in(period))}
    if not any(row.ref_area in members for row in rows):
        return
    if ended := ended_members(registry, whole, period):
        names = "; ".join(area.name.in_(lang) for area in ended)
        said = ENDED if len(ended) <= limits.PLACES_NAMED else ENDED_MANY
        yield plain(translate(said, lang).format(names=names), lang)


def remarks(events: Iterable[Event], page: PageRecord) -> Iterator[Claim]:
    """What the sources of a place and year say, or leave open, of figures on the page."""
    indicators = {row.indicator for row in page.observations()}
    for event in events:
        if event.indicator in indicators:
            publisher = page.publisher_of(event.source)
            where = ", ".join(filter(None, [publisher[0], page.place(event.locator)]))
            said = (event.title.in_(page.lang), event.note.in_(page.lang))
            remark = " ".join(f"{each.rstrip('.')}." for each in said if each)
            text = page.say("{remark} ({source})", remark=remark, source=where)
            yield foreign(text, [publisher], page.lang)


def absences(finder: Finder, lang: Lang) -> Iterator[Claim]:
    """What the period does not tell: domains and indicators without a figure, then what the data say is missing."""
    for sentence in _absent(finder, lang):
        yield Claim((sentence,), stated=False)
    for row in finder.not_known():
        name = finder.registry.indicators[row.indicator].name.in_(lang)
        why = comment(translate(row.comment, lang), lang)
        yield Claim(in_a_row([f"{name} ({row.time_period.text}): ", why]), stated=False)


def _absent(finder: Finder, lang: Lang) -> Iterator[str]:
    """The domains that have no figure of the period, then by domain the indicators that had one a year before."""
    without = message("There are no figures for the period on: {names}.")
    if names := finder.domains_without_figures():
        yield translate(without, lang).format(names=_in_a_row(names, lang))
    before = (
        message("{domain}, stated for the year before, not for the year under review: {names}.")
        if finder.period.is_year
        else message(
            "{domain}, stated for the same part of the year before, not for the part under review: {names}."
        )
    )
    for domain, gone in finder.no_longer_stated().items():
        yield translate(before, lang).format(domain=domain.in_(lang), names=_in_a_row(gone, lang))


def _in_a_row(names: Sequence[Text], lang: Lang) -> str:
    return "; ".join(name.in_(lang) for name in names)
