"""What is published: the pages of a review, and the reviews of a site, as they lie in their folders."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket.data.registry.boundaries import NO_CHANGE
from tongket.model import LANGS, UNNAMED, Text, TimePeriod
from tongket.numerals import period_name
from tongket.numerals.collation import alphabetical
from tongket.publish.labels import of_review, words
from tongket.publish.release import released
from tongket.run.output_folder import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from tongket.data.registry.boundaries import Boundaries
    from tongket.model import Lang, Organisation
    from tongket.run.publisher import PageFrame


@dataclass(frozen=True)
class PublishedPage:
    """A page of a review.

    Attributes:
        name: its file name without `.html`.
        title: what readers call it.
        langs: the languages it exists in.
        incomplete: those of them in which its notebook failed.
    """

    name: str
    title: Text
    langs: tuple[Lang, ...]
    incomplete: tuple[Lang, ...] = ()


@dataclass(frozen=True)
class PublishedReview:
    """A review of the site, with its pages in their order.

    Attributes:
        area: the code of the area; its folder.
        period: the year under review, or the part of one.
        name: what readers call the area in that period.
        pages: at least one.
        change: what readers must know of the boundaries of the area in that period; empty where they did not change.
        successor: the review, as `<place>/<period>`, of the place that it became part of, where the site has it.
        organisation: who publishes it.
        documents: the endings of the documents of the whole review that lie beside it.
        members: code and name of each place that makes up this one, or reports to it, whose review is on the site.
        before: review and name of each area that it was made of, likewise.
    """

    area: str
    period: TimePeriod
    name: Text
    pages: tuple[PublishedPage, ...]
    change: Text = NO_CHANGE
    successor: str = ""
    organisation: Organisation = UNNAMED
    members: tuple[tuple[str, Text], ...] = ()
    before: tuple[tuple[str, Text], ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that any page exists in."""
        return tuple(lang for lang in LANGS if self.in_(lang))

    def in_(self, lang: Lang) -> tuple[PublishedPage, ...]:
        """The pages that exist in a language."""
        return tuple(page for page in self.pages if lang in page.langs)

    def title(self, lang: Lang) -> str:
        """The name of the review in a language."""
        return self.said("review", lang)

    def said(self, what: str, lang: Lang) -> str:
        """A sentence of the page's own words on this review."""
        return of_review(what, self.name, self.period, lang)

    def when(self, lang: Lang) -> str:
        """The period under review."""
        return str(self.period) if self.period.is_year else period_name(self.period).in_(lang)

    def released(self, lang: Lang) -> str:
        """The day and the edition of its release, or that it is a draft."""
        say = words(lang)
        said = released(self.organisation, lang)
        return said if self.organisation.release.is_draft else f"{say['released']}: {said}"

    @property
    def folder(self) -> str:
        """Its place on the site."""
        return f"{self.area}/{self.period.code}"


def review_of(page_frames: Sequence[PageFrame]) -> PublishedReview:
    """The review that the reports of one area and period make."""
    titles: dict[str, Text] = {}
    for page_frame in sorted(page_frames, key=lambda page_frame: -len(page_frame.titles)):
        titles |= {name: title for name, title in page_frame.titles if name not in titles}
    first = page_frames[0]
    langs = {
        (page_frame.report.page, page_frame.report.lang): page_frame for page_frame in page_frames
    }
    return PublishedReview(
        first.report.area,
        first.report.period,
        first.name,
        tuple(
            PublishedPage(
                name,
                title,
                tuple(lang for lang in LANGS if (name, lang) in langs),
                tuple(
                    lang for lang in LANGS if (name, lang) in langs and langs[name, lang].failure
                ),
            )
            for name, title in titles.items()
        ),
        first.change,
        first.successor,
        first.organisation,
        first.members,
        before=first.before,
        documents=first.documents,
    )


def _first_there(site_dir: Path, addresses: Iterable[str]) -> str:
    return next((each for each in addresses if (site_dir / each).is_dir()), "")


def reviews_in(
    site_dir: Path,
    boundaries: Callable[[str, TimePeriod], Boundaries | None],
    titles: Mapping[str, Text],
    organisation: Organisation = UNNAMED,
) -> list[PublishedReview]:
    """The reviews that lie in a site's folder.

    Args:
        site_dir: the site's folder.
        boundaries: what an area was in a period; None of one that is not declared: its review is none of the site's.
        titles: the title of each page, in their order; a page that is not named keeps its file's name.
        organisation: who publishes them.
    """
    found = []
    for folder in sorted(site_dir.glob("*/*")):
        period, pages = _period(folder.name), _pages(folder, titles)
        area = folder.parent.name
        declared = boundaries(area, period) if period and pages else None
        if period and declared:
            found.append(
                PublishedReview(
                    area, period, declared.name, pages, declared.change,
                    _first_there(site_dir, declared.after), _released(organisation, folder),
                    before=tuple(
                        (there, name) for ways, name in declared.before
                        if (there := _first_there(site_dir, ways))
                    ),
                )
            )  # fmt: skip
    return found


def _period(folder: str) -> TimePeriod | None:
    """The period that a folder is named after; None where it is not one of a review."""
    try:
        period = TimePeriod.parse(folder)
    except ValueError:
        return None
    return period if period.code == folder else None


def languages_of(reviews: Iterable[PublishedReview]) -> tuple[Lang, ...]:
    """The languages that any review of a site speaks, which its common pages speak too; both where there is none."""
    return tuple(lang for lang in LANGS if any(lang in r.langs for r in reviews)) or LANGS


def in_order(reviews: Sequence[PublishedReview]) -> list[PublishedReview]:
    """Reviews by the latest name of their area, in the first language of the site; the latest period first."""
    lang = languages_of(reviews)[0]
    latest = {review.area: review.name for review in sorted(reviews, key=lambda r: r.period)}
    newest = sorted(reviews, key=lambda r: r.period, reverse=True)
    return sorted(newest, key=lambda r: (alphabetical(latest[r.area].in_(lang), lang), r.area))


def _pages(folder: Path, titles: Mapping[str, Text]) -> tuple[PublishedPage, ...]:
    files = {(path.stem, lang) for lang in LANGS for path in (folder / lang).glob("*.html")}
    failed = _failed(folder / MANIFEST)
    order = {name: place for place, name in enumerate(titles)}
    names = sorted(
        {name for name, _ in files}, key=lambda name: (order.get(name, len(order)), name)
    )
    return tuple(
        PublishedPage(
            name,
            titles.get(name, Text(name, name)),
            tuple(lang for lang in LANGS if (name, lang) in files),
            tuple(lang for lang in LANGS if (name, lang) in files & failed),
        )
        for name in names
    )


def _released(organisation: Organisation, folder: Path) -> Organisation:
    """Who publishes a review, with whether it is released as its manifest says; a draft where it says nothing."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return replace(organisation, release=replace(organisation.release, **manifest["release"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return organisation


def _failed(manifest: Path) -> set[tuple[str, Lang]]:
    """The pages that a manifest says have failed; none where it cannot be read."""
    try:
        reports = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
        return {(report["page"], report["lang"]) for report in reports if report["failure"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def file_name(area: str, period: TimePeriod, lang: Lang, ending: str) -> str:
    """The name of a file of a review, which says where it is from when it has been taken along."""
    return f"tongket-{area}-{period.code}-{lang}.{ending}"


def workbook_name(area: str, period: TimePeriod, lang: Lang) -> str:
    """The name of its workbook."""
    return file_name(area, period, lang, "xlsx")
