"""A review as a Word document through pandoc: headings, tables, descriptions of charts, links, contents."""

from __future__ import annotations

import io
import subprocess
import tempfile
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.data.logo import read_address
from tongket.errors import UsageError
from tongket.exhibit import bitmap
from tongket.extras import install
from tongket.files import replacing, write
from tongket.publish.document.assembly import by_line, chapters, undated, whole
from tongket.publish.site.archive import without_dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.model import Lang, Organisation
    from tongket.publish.site.published import PublishedReview

# What each library is imported as: shapes the styles, brings pandoc.
LIBRARIES = {"docx": "python-docx", "pypandoc": "pypandoc"}
# Vietnamese administrative documents are set in this typeface (decree 30/2020).
TYPEFACE = "Times New Roman"
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
    pandoc = _pandoc()
    title = review.title(lang)
    with tempfile.TemporaryDirectory(prefix="tongket-") as workplace:
        parts = chapters(folder, review, lang, _pictures(Path(workplace)))
        logo = _logo(review.organisation, Path(workplace))
        opening = by_line(review, lang, logo, named=False)
        text = whole(review, lang, parts, opening=opening)
        reference = Path(workplace) / "reference.docx"
        write(reference, _reference(pandoc))
        metadata = {"title": title, "lang": lang}
        arguments = [f"--metadata={name}:{value}" for name, value in metadata.items()]
        arguments += [f"--reference-doc={reference}", f"--resource-path={workplace}"]
        with undated(), replacing(path) as new:
            pandoc.convert_text(
                text, "docx", format="html", outputfile=str(new), extra_args=arguments
            )


def _pandoc() -> Any:
    missing = [name for module, name in LIBRARIES.items() if not _is_there(module)]
    if missing:
        word = "library" if len(missing) == 1 else "libraries"
        names = ", ".join(missing)
        raise UsageError(f"--docx: expected the {word} {names}, got none. {install('docx')}")
    import pypandoc

    try:
        pypandoc.get_pandoc_version()
    except OSError as error:
        # The library without pandoc in it is another distribution of the same name.
        raise UsageError(f"--docx: expected pandoc, got: {error}. {install('docx')}") from None
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


def _reference(pandoc: Any) -> bytes:
    """The styles of the document: pandoc's own, in a typeface of the country and with lines between rows."""
    from docx import Document
    from docx.shared import Mm, Pt

    own = subprocess.run(  # noqa: S603 - pandoc itself, where its library found it
        [pandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"],
        check=True,
        capture_output=True,
    )
    document = Document(io.BytesIO(own.stdout))
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            _set_typeface(style)
    _draw_lines(document.styles["Table"].element)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
    document.styles["Compact"].font.size = Pt(10.5)
    # As in print, each page of the review begins on a new one.
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    out = io.BytesIO()
    document.save(out)
    # pandoc takes the dates of its parts over.
    return without_dates(out.getvalue())


def _set_typeface(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), TYPEFACE)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if style.name.startswith("Heading") or style.name in {"Title", "TOC Heading"}:
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = True


def _draw_lines(table: Any) -> None:
    """Lines above, below and between the rows of every table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table.find(qn("w:tblPr"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.insert(0, borders)
