"""The entrances of the site: the index of all reviews, a page for each area, and one for each review.

The entrance of a review also says in schema.org's terms (as microdata, which needs no script) what data it holds.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tongket.files import write
from tongket.model import UNNAMED, Text
from tongket.publish.site.published import (
    PublishedReview,
    file_name,
    in_order,
    languages_of,
    workbook_name,
)
from tongket.publish.site.render import render

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one document of a whole review may be, by the ending of its file.
DOCUMENTS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
DOWNLOADS = (
    ("observations", "observations.csv", "text/csv"),
    ("package", "datapackage.json", "application/json"),
    ("figures_json", "figures.json", "application/json"),
    ("claims", "claims.json", "application/json"),
)
ARCHIVE = "tongket-site.zip"

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.model import Lang, Organisation


def write_index(
    site_dir: Path, reviews: Sequence[PublishedReview], organisation: Organisation = UNNAMED
) -> list[Path]:
    """Write the index of all reviews, and for each area the page of its periods.

    Areas are in order of the alphabet under their latest name, the latest period first.
    """
    latest = {review.area: review.name for review in sorted(reviews, key=lambda r: r.period)}
    ordered = in_order(reviews)
    areas = [(latest[area], list(group)) for area, group in groupby(ordered, key=lambda r: r.area)]
    path = site_dir / "index.html"
    values = {"areas": areas, "archive": ARCHIVE}
    write(
        path, render("index.html.j2", languages_of(reviews), organisation, at=path.name, **values)
    )
    return [path, *(_write_area(site_dir, name, group) for name, group in areas)]


def _write_area(site_dir: Path, name: Text, reviews: Sequence[PublishedReview]) -> Path:
    """Write the page of an area, where readers change from a page to the same page of another period."""
    place = f"{reviews[0].area}/index.html"
    path = site_dir / place
    # The review with most pages gives their order and their titles.
    ordered: dict[str, Text] = {}
    for review in sorted(reviews, key=lambda review: -len(review.pages)):
        for page in review.pages:
            ordered.setdefault(page.name, page.title)
    has = {
        r.folder: {(page.name, lang) for page in r.pages for lang in page.langs} for r in reviews
    }
    values = {"name": name, "reviews": reviews, "titles": ordered, "has": has}
    write(
        path,
        render("area.html.j2", languages_of(reviews), reviews[0].organisation, at=place, **values),
    )
    return path


def write_doorway(site_dir: Path, review: PublishedReview) -> Path:
    """Write the entrance of one review."""
    place = f"{review.folder}/index.html"
    path = site_dir / place
    downloads = {lang: _downloads(review, lang) for lang in review.langs}
    values = {"review": review, "downloads": downloads}
    write(path, render("doorway.html.j2", review.langs, review.organisation, at=place, **values))
    return path


def _downloads(review: PublishedReview, lang: Lang) -> tuple[tuple[str, str, str], ...]:
    """What can be taken along: its name among the words, its file and its format."""
    documents = (
        (
            f"document_{ending}",
            file_name(review.area, review.period, lang, ending),
            DOCUMENTS[ending],
        )
        for ending in review.documents
    )
    workbook = workbook_name(review.area, review.period, lang)
    return (("workbook", workbook, SPREADSHEET), *documents, *DOWNLOADS)
