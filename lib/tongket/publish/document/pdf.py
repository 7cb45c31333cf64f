"""A review as PDF through WeasyPrint: tagged for screen readers (PDF/UA), with contents, page numbers and bookmarks."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.extras import install
from tongket.files import write
from tongket.publish.document.assembly import chapters, undated, whole
from tongket.publish.document.front import front
from tongket.publish.document.on_paper import Paper
from tongket.publish.labels import words
from tongket.publish.release import released
from tongket.publish.style import TEMPLATES
from tongket.theme import FONT, font_folder
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

# What the library loads is a part of Debian.
PANGO = "apt install libpangoft2-1.0-0 libharfbuzz-subset0."

# Has every letter of Vietnamese and sets a fifth more on a line than that of the charts, which has the signs it lacks.
TYPEFACE = "Source Sans Pro"
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
    weasyprint = weasyprint_library()
    parts = chapters(folder, review, lang, Paper(_address, beside=True))
    text = whole(review, lang, parts, _front(review, lang), _style(review, lang))
    with undated():
        document = weasyprint.HTML(string=text, url_fetcher=_fetcher(weasyprint))
        made = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"tongket")
    write(path, made)


def weasyprint_library() -> Any:
    """The library that sets the document.

    Raises:
        UsageError: it, what it loads, or the typeface is not installed.
    """
    try:
        import font_source_sans_pro  # noqa: F401 - the typeface of the document
        import weasyprint
    except (ImportError, OSError) as error:
        # The library loads Pango when it is imported.
        words = Phrase(
            "--pdf: expected the library {name}, got: {error}. {install} On Debian also: {command}",
            name="WeasyPrint",
            error=str(error),
            install=install("pdf"),
            command=PANGO,
        )  # fmt: skip
        raise UsageError(words) from None
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    """What fetches for the document: pictures that it holds and the fonts; nothing from the network."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data", "file"))


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


def _style(review: PublishedReview, lang: Lang) -> str:
    by = review.organisation
    running = {
        "/* title */": f"{words(lang)['site']} · {review.title(lang)}",
        "/* publisher */": by.name.in_(lang),
        "/* release */": released(by, lang),
    }
    sheet = (TEMPLATES / "document.css").read_text(encoding="utf-8")
    sheet = sheet.replace(_ACCENT, by.accent.light if by.accent else _ACCENT)
    for place, said in running.items():
        sheet = sheet.replace(place, _quoted(said))
    return _faces() + sheet


def _faces() -> str:
    """The typefaces of the document: files of installed packages, so that every machine sets the same lines."""
    import font_source_sans_pro

    own = Path(font_source_sans_pro.font_directory)
    return "".join(
        f"@font-face {{ font-family: '{family}'; src: url('{file.as_uri()}'); "
        f"font-weight: {weight}; font-style: {slope}; }}"
        for family, file, weight, slope in (
            (TYPEFACE, own / "SourceSansPro-Regular.ttf", 400, "normal"),
            (TYPEFACE, own / "SourceSansPro-Bold.ttf", 700, "normal"),
            (TYPEFACE, own / "SourceSansPro-It.ttf", 400, "italic"),
            (FONT, font_folder() / "DejaVuSans.ttf", 400, "normal"),
            (FONT, font_folder() / "DejaVuSans-Bold.ttf", 700, "normal"),
        )
    )


def _quoted(said: str) -> str:
    """A text as a stylesheet holds it, whatever is in it."""
    return '"' + said.replace("\\", "").replace('"', "'").replace("\n", " ").replace("<", "") + '"'


def _front(review: PublishedReview, lang: Lang) -> str:
    """The beginning of the first page; it has no bookmark of its own, for the document is named after it."""
    series, title = (html.escape(part) for part in (words(lang)["site"], review.title(lang)))
    named = f'<p class="series">{series}</p><p class="name">{title}</p>'
    return front(review, lang, review.organisation.logo, named)
