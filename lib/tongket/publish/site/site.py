"""The pages of the site: where each lies, what it must know, and how it is written.

    index.html                          all reviews
    conflicts.html, dictionary.html, revisions.html
                                        what they share
    sitemap.xml                         the pages that search engines may keep, where the site has an address
    tongket-site.zip                    all of this in one file
    <area>/index.html                   an area: each page, period by period
    <area>/<period>/index.html          one review, in its languages; its listings and downloads beside it
    <area>/<period>/<lang>/<page>.html  its pages, each with its executed notebook

All links are relative, so the site works from a folder, a USB stick and any place of a server.
"""

from __future__ import annotations

import json
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from tongket.data.registry.boundaries import boundaries_if_declared
from tongket.files import write
from tongket.model import UNNAMED
from tongket.publish.labels import LANGUAGE_NAMES, of_review, other, words
from tongket.publish.page.context import Link, PageContext
from tongket.publish.page.convert import page_of
from tongket.publish.page.preview import first_picture, preview_name
from tongket.publish.site.archive import write_archive
from tongket.publish.site.changes import write_changes
from tongket.publish.site.conflicts_page import write_contradictions
from tongket.publish.site.data_package import write_package
from tongket.publish.site.dictionary import write_dictionary
from tongket.publish.site.index_of_indicators import index_name, write_index_of_indicators
from tongket.publish.site.indexes import write_doorway, write_index
from tongket.publish.site.listings import write_listings
from tongket.publish.site.page_parts import read_pages
from tongket.publish.site.published import (
    file_name,
    in_order,
    languages_of,
    review_of,
    reviews_in,
)
from tongket.publish.site.revisions_page import write_all_revisions, write_review_revisions
from tongket.publish.site.sitemap import write_sitemap
from tongket.publish.site.sizes import tell_sizes
from tongket.publish.site.workbook import write_workbook
from tongket.run.publisher import Publisher, ReadyReview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.model import Lang, Organisation, Text
    from tongket.publish.site.published import PublishedReview
    from tongket.run.publisher import PageFrame
    from tongket.run.reports import Report

    Writer = Callable[[Path, PublishedReview, Lang, Path], None]

# What `convert` needs, for processes that are to make pages.
PRELOAD = ("tongket.publish.page.rehearsal",)


def convert(notebook: str, page_frame: PageFrame) -> str:
    """The page of an executed notebook. The same arguments give the same text.

    Args:
        notebook: the executed notebook's JSON text.
        page_frame: the report, its review's pages, how it shows code, and why it failed, if it did.
    """
    return page_of(notebook, page_context(page_frame), page_frame.report.page)


def page_context(page_frame: PageFrame) -> PageContext:
    """The place of a report's page in its site."""
    report, lang = page_frame.report, page_frame.report.lang
    name = of_review("review", page_frame.name, report.period, lang)
    titles = dict(page_frame.titles)
    there = other(lang)
    twin = Link(f"../{there}/{report.page}.html", LANGUAGE_NAMES[there])
    return PageContext(
        lang=lang,
        title=titles[report.page].in_(lang) if report.page in titles else report.page,
        review=name,
        pages=tuple(
            Link(
                f"{page}.html", title.in_(lang), page == report.page, page in page_frame.incomplete
            )
            for page, title in page_frame.titles
        ),
        site="../../../index.html",
        doorway="../index.html",
        periods=f"../../index.html#{lang}-{report.page}",
        twin=twin if there in page_frame.langs else None,
        notebook=Link(f"{report.page}.ipynb", words(lang)["notebook"]),
        failure=page_frame.failure,
        code=page_frame.code,
        change=page_frame.change.in_(lang),
        successor=page_frame.successor and f"../../../{page_frame.successor}/index.html",
        before=tuple(
            Link(f"../../../{review}/index.html", name.in_(lang))
            for review, name in page_frame.before
        ),
        organisation=page_frame.organisation,
        place=f"{report.area}/{report.period.code}/{lang}/{report.page}.html",
        downloads=_downloads(report, lang, page_frame.documents),
    )


def _downloads(report: Report, lang: Lang, documents: Iterable[str]) -> tuple[Link, ...]:
    """What lies beside every page of a review, as each page links it."""
    say, own = words(lang), partial(file_name, report.area, report.period, lang)
    beside = {
        "workbook": own("xlsx"),
        "observations": "observations.csv",
        **{f"document_{ending}": own(ending) for ending in documents},
        "indicators": index_name(lang),
        "dictionary": f"../../dictionary.html#{lang}",
        "changes": f"changes.html#{lang}",
        "revisions": f"revisions.html#{lang}",
    }
    return tuple(Link(f"../{file}", say[name]) for name, file in beside.items())


def write_entrance(
    ready: ReadyReview, store: Store, writers: Mapping[str, Writer] = MappingProxyType({})
) -> None:
    """Write what a review holds beside its pages, which are written: doorway, listings, downloads.

    Args:
        ready: the review.
        store: the data.
        writers: what writes a document of the whole review, by the ending of its file.

    Raises:
        OSError: a notebook cannot be read, or the folder not be written.
        NotebookError: a notebook holds a part that is none.
    """
    review = review_of(ready.page_frames)
    folder = ready.site / review.folder
    read = read_pages(folder, review)
    write_changes(folder, ready.editions, review, read)
    write_listings(folder, review, read)
    write_review_revisions(folder, review, read)
    _write_previews(folder, review)
    write_index_of_indicators(folder, review, read, store)
    write_package(folder, review, read, store)
    for lang in review.langs:
        write_workbook(folder, review, read, lang)
        for ending in review.documents:
            path = folder / file_name(review.area, review.period, lang, ending)
            writers[ending](folder, review, lang, path)
    write_doorway(ready.site, review)
    tell_sizes(folder, review)


def _write_previews(folder: Path, review: PublishedReview) -> None:
    """Write the picture of each page that has one, where the site says its address: nobody else asks for it."""
    if not review.organisation.release.site:
        return
    for page in review.pages:
        for lang in page.langs:
            text = (folder / lang / f"{page.name}.ipynb").read_text(encoding="utf-8")
            if picture := first_picture(json.loads(text)):
                write(folder / preview_name(page.name, lang), picture)


def write_shared(
    site_dir: Path,
    store: Store,
    titles: Mapping[str, Text],
    organisation: Organisation = UNNAMED,
) -> None:
    """Write what all reviews of a site share: index, contradictions, revisions, dictionary, and the whole as one file.

    Args:
        site_dir: the site's folder, with its reviews.
        store: the data; names of areas and indicators come from it.
        titles: the title of each page, in their order.
        organisation: who publishes them.

    Raises:
        OSError: the folder cannot be written.
    """
    of_registry = partial(boundaries_if_declared, store.registry)
    reviews = in_order(reviews_in(site_dir, of_registry, titles, organisation))
    write_index(site_dir, reviews, organisation)
    write_contradictions(site_dir, reviews, organisation)
    write_all_revisions(site_dir, reviews, organisation)
    write_dictionary(site_dir, store, organisation, languages_of(reviews))
    write_sitemap(site_dir, reviews, organisation)
    write_archive(site_dir, [f"{review.area}/{review.period.code}" for review in reviews])


def publisher(
    store: Store,
    titles: Mapping[str, Text],
    organisation: Organisation = UNNAMED,
    writers: Mapping[str, Writer] = MappingProxyType({}),
) -> Publisher:
    """The site's part of a run; running itself knows nothing of HTML.

    Args:
        store: the data.
        titles: the title of each page, in their order.
        organisation: who publishes them.
        writers: what writes a document of the whole review, by the ending of its file.
    """
    return Publisher(
        convert,
        lambda ready: write_entrance(ready, store, writers),
        lambda site_dir: write_shared(site_dir, store, titles, organisation),
        preload=PRELOAD,
    )
