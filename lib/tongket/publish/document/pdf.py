"""A review as PDF through WeasyPrint: tagged for screen readers (PDF/UA), with contents, page numbers and bookmarks."""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.extras import install
from tongket.files import write
from tongket.publish.document.assembly import by_line, chapters, undated, whole
from tongket.publish.labels import words
from tongket.publish.style import TEMPLATES
from tongket.theme import font_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Accent, Lang
    from tongket.publish.site.published import PublishedReview

# What the library loads is a part of Debian.
PANGO = "On Debian also: apt install libpangoft2-1.0-0 libharfbuzz-subset0."

# Links and lines in document.css, where an organisation has no colour of its own.
_ACCENT = "#0b4f8a"


def write_pdf(folder: Path, review: PublishedReview, lang: Lang, path: Path) -> None:
    """Write a review as PDF. The same pages give the same bytes.

    Args:
        folder: the review's folder in the site.
        review: the review; its pages are written.
        lang: the language.
        path: the file to write.

    Raises:
        UsageError: WeasyPrint or its system libraries are not installed; the message says how to.
        OSError: a page cannot be read, or the file not be written.
    """
    weasyprint = _weasyprint()
    parts = chapters(folder, review, lang, _address)
    style = _style(review.title(lang), review.organisation.accent)
    text = whole(review, lang, parts, _front(review, lang), style)
    with undated():
        document = weasyprint.HTML(string=text, url_fetcher=_fetcher(weasyprint))
        made = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"tongket")
    write(path, made)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        # The library loads Pango when it is imported.
        raise UsageError(
            f"--pdf: expected the library WeasyPrint, got: {error}. {install('pdf')} {PANGO}"
        ) from None
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """What fetches for the document: pictures that it holds and the fonts; nothing from the network."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data", "file"))


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


def _style(title: str, accent: Accent | None) -> str:
    faces = "".join(
        f"@font-face {{ font-family: 'DejaVu Sans'; src: url('{(font_folder() / file).as_uri()}'); "
        f"font-weight: {weight}; font-style: {slope}; }}"
        for file, weight, slope in (
            ("DejaVuSans.ttf", 400, "normal"),
            ("DejaVuSans-Bold.ttf", 700, "normal"),
            ("DejaVuSans-Oblique.ttf", 400, "italic"),
        )
    )
    quoted = title.replace("\\", "").replace('"', "'").replace("\n", " ").replace("<", "")
    sheet = (TEMPLATES / "document.css").read_text(encoding="utf-8")
    sheet = sheet.replace(_ACCENT, accent.light if accent else _ACCENT)
    return faces + sheet.replace("/* title */", f'"{quoted}"')


def _front(review: PublishedReview, lang: Lang) -> str:
    """The first page."""
    say = words(lang)
    about = html.escape(review.said("about", lang))
    return (
        f'<header class="cover"><p class="brand">{html.escape(say["site"])}</p>'
        f'<p class="name">{html.escape(review.title(lang))}</p><p>{about}</p>'
        f'<div class="by">{by_line(review, lang, review.organisation.logo)}</div></header>'
    )
