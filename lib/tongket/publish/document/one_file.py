"""A review in one HTML file, for mail and Zalo: all pages in one, nothing to fetch, on a phone as on paper."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tongket.files import write
from tongket.publish.document.assembly import chapters, whole
from tongket.publish.document.front import front
from tongket.publish.labels import words
from tongket.publish.style import TEMPLATES, stylesheet

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview


def write_one_file(folder: Path, review: PublishedReview, lang: Lang, path: Path) -> None:
    """Write a review as one HTML file. The same pages give the same bytes.

    Args:
        folder: the review's folder in the site.
        review: the review; its pages are written.
        lang: the language.
        path: the file to write.

    Raises:
        OSError: a page cannot be read, or the file not be written.
        NotebookError: a notebook holds a part that is none.
    """
    series, title = (html.escape(part) for part in (words(lang)["site"], review.title(lang)))
    named = f'<p class="series">{series}</p><h1 class="name">{title}</h1>'
    beginning = front(review, lang, review.organisation.logo, named)
    parts = chapters(folder, review, lang, None)
    write(path, whole(review, lang, parts, beginning, _style(review, lang)))


def _style(review: PublishedReview, lang: Lang) -> str:
    """The stylesheet of the pages, in which an overview is a chapter and no page of its own."""
    pages = stylesheet(review.organisation.accent, of="overview", lang=lang)
    for page in ("main:has(", "body:has("):
        pages = pages.replace(page, ".chapter:has(")
    return pages + (TEMPLATES / "one_file.css").read_text(encoding="utf-8")
