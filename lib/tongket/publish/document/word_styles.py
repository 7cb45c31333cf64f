"""The styles of the Word document: pandoc's own, as administrative documents of Vietnam are set."""

from __future__ import annotations

import io
import subprocess
from typing import Any

from tongket.publish.site.archive import without_dates

# Vietnamese administrative documents are set in this typeface (decree 30/2020).
TYPEFACE = "Times New Roman"
# The styles by the names that Word shows.
CONTENTS, CONTENTS_TITLE, NOTE, UNIT = "TOC 1", "TOC Heading", "Caption", "Unit"
_SIZES = {
    "Normal": 12, "Body Text": 12, "First Paragraph": 12, "Compact": 10.5, "Title": 22, "Subtitle": 14, "Author": 12,
    "Date": 12, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12, NOTE: 10, "Table Caption": 10, CONTENTS_TITLE: 14,
}  # fmt: skip
# The colour of links where a project says none: that of the pages (`publish/templates/page.css`).
ACCENT = "#0a5870"
# The width of the text: A4 with the margins of decree 30/2020.
WIDTH = 160


def reference(pandoc: str, accent: str) -> bytes:
    """The styles of the document: pandoc's own, in a typeface of the country and with lines between rows.

    Args:
        pandoc: the program.
        accent: the colour of links, `#rrggbb`.
    """
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    own = subprocess.run(  # noqa: S603 - pandoc itself, where its library found it
        [pandoc, "--print-default-data-file", "reference.docx"],
        check=True,
        capture_output=True,
    )
    document = Document(io.BytesIO(own.stdout))
    _add_missing(document.styles)
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            _set_typeface(style)
    _draw_lines(document.styles["Table"].element)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(210 - WIDTH - 20), Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
    styles = {style.name: style for style in document.styles}
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
    for name in ("Title", "Subtitle", "Author", "Date"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    # As in print, each page of the review begins on a new one.
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles[CONTENTS_TITLE].paragraph_format.page_break_before = False
    styles["Hyperlink"].font.color.rgb = RGBColor.from_string(accent.removeprefix("#").upper())
    out = io.BytesIO()
    document.save(out)
    # pandoc takes the dates of its parts over.
    return without_dates(out.getvalue())


def _add_missing(styles: Any) -> None:
    """The styles that pandoc would otherwise make without any form."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    there = {style.name: style for style in styles}
    for name in sorted({CONTENTS, CONTENTS_TITLE, NOTE, UNIT, "Header", "Footer"} - there.keys()):
        there[name] = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        there[name].base_style = there["Normal"]
    for name, after in ((CONTENTS, 2), (NOTE, 2)):
        form = there[name].paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(after)
    there[NOTE].font.italic = False
    there[UNIT].base_style = there[NOTE]
    # What the numbers of a chart count stays on the page of the chart.
    there[UNIT].paragraph_format.keep_with_next = True


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
