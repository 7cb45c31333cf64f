"""A review as a Word document: pandoc writes text, tables, pictures and links; what it cannot comes after it."""

from __future__ import annotations

import html
import re
import tempfile
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.data.logo import read_address
from tongket.errors import UsageError
from tongket.exhibit import bitmap
from tongket.extras import install
from tongket.files import write
from tongket.publish.document.assembly import chapters, undated, whole
from tongket.publish.document.front import front
from tongket.publish.document.on_paper import Paper
from tongket.publish.document.word_fields import finished
from tongket.publish.document.word_styles import (
    ACCENT,
    CONTENTS,
    CONTENTS_TITLE,
    NOTE,
    UNIT,
    reference,
)
from tongket.publish.labels import words
from tongket.publish.release import released
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.model import Lang, Organisation
    from tongket.publish.site.published import PublishedReview

# What each library is imported as: shapes the styles, brings pandoc.
LIBRARIES = {"docx": "python-docx", "pypandoc": "pypandoc"}
# What is written by `assembly` and by an overview, where Word needs another form of it.
_CONTENTS = re.compile(r'<nav class="contents"[^>]*><p><strong>(.*?)</strong></p>(.*?)</nav>', re.S)
_ENTRY = re.compile(r"<li>(.*?)</li>", re.S)
_NOTES = re.compile(r'<p class="tk-(?:note|source)">(.*?)</p>', re.S)
_UNITS = re.compile(r'<p class="tk-unit">(.*?)</p>', re.S)
_TILES = re.compile(r'<ul class="tk-tiles">(.*?)</ul>', re.S)
_TILE = re.compile(r'<li class="tk-tile[^"]*">(.*?)</li>', re.S)
_TILE_HEAD = re.compile(r'<p class="tk-tile-(?:name|value)">(.*?)</p>', re.S)
_IN_A_ROW = 3
_AUTHOR = re.compile(r'<meta name="author"[^>]*>')
_NUMBERS = re.compile(r'(<t[hd](?: scope="\w+")?) class="tk-num"')
# Twice the size at which it is shown: sharp in print.
_PIXELS = 1080


def write_docx(folder: Path, review: PublishedReview, lang: Lang, path: Path) -> None:
    """Write a review as DOCX. The same pages give the same bytes.

    Args:
        folder: the review's folder in the site.
        review: the review; its pages are written.
        lang: the language.
        path: the file to write.

    Raises:
        UsageError: pandoc or what shapes the styles is not installed; the message says how to.
        OSError: a page cannot be read, or the file not be written.
    """
    pandoc = pandoc_library()
    with tempfile.TemporaryDirectory(prefix="tongket-") as workplace:
        folder_of_parts = Path(workplace)
        parts = chapters(folder, review, lang, Paper(_pictures(folder_of_parts)))
        logo = _logo(review.organisation, folder_of_parts)
        text = _for_pandoc(whole(review, lang, parts, front(review, lang, logo, ""), ""))
        styles, made = folder_of_parts / "reference.docx", folder_of_parts / "made.docx"
        accent = review.organisation.accent
        write(styles, reference(pandoc.get_pandoc_path(), accent.light if accent else ACCENT))
        arguments = [f"--metadata={name}:{said}" for name, said in _metadata(review, lang).items()]
        arguments += [f"--reference-doc={styles}", f"--resource-path={workplace}"]
        with undated():
            pandoc.convert_text(
                text, "docx", format="html", outputfile=str(made), extra_args=arguments
            )
        write(path, finished(made.read_bytes(), review, lang))


def _metadata(review: PublishedReview, lang: Lang) -> dict[str, str]:
    """What pandoc writes above the text and into the properties of the file."""
    by = review.organisation
    known = {
        "title": review.title(lang),
        "subtitle": words(lang)["site"],
        "date": released(by, lang),
        "subject": review.said("about", lang),
        "lang": lang,
    }
    return {name: said for name, said in known.items() if said}


def _for_pandoc(text: str) -> str:
    """The document with the styles of Word named, and with the tiles of an overview as a table."""
    text = _TILES.sub(_tiles, text)
    # pandoc would print it as a line of its own above the publisher.
    text = _AUTHOR.sub("", text)
    text = _NUMBERS.sub(r'\1 style="text-align: right"', text)
    text = _UNITS.sub(lambda found: _styled(UNIT, found[1]), text)
    text = _NOTES.sub(lambda found: _styled(NOTE, found[1]), text)
    return _CONTENTS.sub(_contents, text)


def _contents(found: re.Match[str]) -> str:
    entries = "".join(_styled(CONTENTS, entry) for entry in _ENTRY.findall(found[2]))
    return _styled(CONTENTS_TITLE, html.escape(html.unescape(found[1]))) + entries


def _styled(style: str, content: str) -> str:
    """A paragraph in a style of Word."""
    return f'<div custom-style="{style}"><p>{content}</p></div>'


def _strong(found: re.Match[str]) -> str:
    return f"<p><strong>{found[1]}</strong></p>"


def _tiles(found: re.Match[str]) -> str:
    cells = [f"<td>{_TILE_HEAD.sub(_strong, tile)}</td>" for tile in _TILE.findall(found[1])]
    rows = [cells[start : start + _IN_A_ROW] for start in range(0, len(cells), _IN_A_ROW)]
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


def pandoc_library() -> Any:
    """The library that writes the document.

    Raises:
        UsageError: it, pandoc itself, or what shapes the styles is not installed.
    """
    missing = [name for module, name in LIBRARIES.items() if not _is_there(module)]
    if missing:
        words = Phrase(
            "--docx: expected the libraries that make it, got none of: {names}. {install}",
            names=", ".join(missing), install=install("docx"),
        )  # fmt: skip
        raise UsageError(words)
    import pypandoc

    try:
        pypandoc.get_pandoc_version()
    except OSError as error:
        # The library without pandoc in it is another distribution of the same name.
        words = Phrase(
            "--docx: expected the program {name}, got: {error}. {install}",
            name="pandoc", error=str(error), install=install("docx"),
        )  # fmt: skip
        raise UsageError(words) from None
    return pypandoc


def _is_there(module: str) -> bool:
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def _pictures(folder: Path) -> Callable[[str], str]:
    """What makes the address of a chart: a file in a folder, for an address that held it would get into the text."""
    numbers = count(1)

    def address(svg: str) -> str:
        name = f"chart-{next(numbers)}.png"
        write(folder / name, bitmap(svg, _PIXELS))
        return name

    return address


def _logo(organisation: Organisation, folder: Path) -> str:
    """The address of the logo, as of a chart; empty where there is none."""
    logo = read_address(organisation.logo)
    if logo is None:
        return ""
    is_drawing = logo.kind == "svg+xml"
    write(
        folder / "logo.png", bitmap(logo.content.decode(), _PIXELS) if is_drawing else logo.content
    )
    return "logo.png"
