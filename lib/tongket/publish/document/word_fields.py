"""What pandoc does not write into a Word document: header, footer, page numbers, the field of the contents."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tongket.publish.document.word_styles import CONTENTS, WIDTH
from tongket.publish.labels import words
from tongket.publish.release import released
from tongket.publish.site.archive import without_dates

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

# The contents: headings of the first level, as links.
_CONTENTS = r'TOC \o "1-1" \h \z \u'
# What follows the switch below in the settings of a document: their order is fixed.
_AFTER = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr",
          "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")  # fmt: skip


def finished(content: bytes, review: PublishedReview, lang: Lang) -> bytes:
    """The document of pandoc with header, footer, page numbers and contents.

    Args:
        content: the document of pandoc.
        review: the review.
        lang: the language.
    """
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(content))
    by = review.organisation
    dated = by.release.date or by.release.edition
    for section in document.sections:
        section.different_first_page_header_footer = True
        title = f"{words(lang)['site']} · {review.title(lang)}"
        _running(section.header.paragraphs[0], by.name.in_(lang), title)
        for footer in (section.footer, section.first_page_footer):
            paragraph = _running(footer.paragraphs[0], released(by, lang) if dated else "")
            _field(paragraph.paragraph_format.element, "PAGE")
            paragraph.add_run("/")
            _field(paragraph.paragraph_format.element, "NUMPAGES")
    _fill_contents(document)
    for row in document.element.body.iter(qn("w:tr")):
        # A row of a table is not cut by the end of a page.
        row.get_or_add_trPr().append(_element("cantSplit"))
    out = io.BytesIO()
    document.save(out)
    return without_dates(out.getvalue())


def _running(paragraph: Any, left: str, right: str = "") -> Any:
    """A line of header or footer: something at the left, something at the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")
    paragraph.style.font.size = Pt(9.5)
    return paragraph


def _fill_contents(document: Any) -> None:
    """Make a field of the entries, which pandoc wrote as links, each with the number of its page.

    The numbers depend on who lays the document out, so that only Word itself can know them: it is asked to work them
    out when the document is opened.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml.ns import qn
    from docx.shared import Mm

    entries = [p for p in document.paragraphs if p.style.name.lower() == CONTENTS.lower()]
    for entry in entries:
        stops = entry.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        link = entry.paragraph_format.element.find(qn("w:hyperlink"))
        link.append(_run("tab"))
        _field(link, rf"PAGEREF {link.get(qn('w:anchor'))} \h")
    if entries:
        first, last = entries[0].paragraph_format.element, entries[-1].paragraph_format.element
        place = first.index(first.find(qn("w:hyperlink")))
        for step, part in enumerate((_mark("begin"), _instruction(_CONTENTS), _mark("separate"))):
            first.insert(place + step, part)
        last.append(_mark("end"))
        _ask_for_numbers(document.settings.element)


def _ask_for_numbers(settings: Any) -> None:
    """Have the fields worked out when the document is opened."""
    from docx.oxml.ns import qn

    wanted = _element("updateFields", val="true")
    later = {qn(f"w:{name}") for name in _AFTER}
    place = next((n for n, each in enumerate(settings) if each.tag in later), len(settings))
    settings.insert(place, wanted)


def _field(parent: Any, instruction: str) -> None:
    """A field at the end of a paragraph or link."""
    for part in (_mark("begin"), _instruction(instruction), _mark("separate"), _mark("end")):
        parent.append(part)


def _mark(kind: str) -> Any:
    return _run("fldChar", fldCharType=kind)


def _instruction(words_of_field: str) -> Any:
    run = _run("instrText")
    run[0].text = f" {words_of_field} "
    run[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _run(name: str, **attributes: str) -> Any:
    """A run with one element in it."""
    run = _element("r")
    run.append(_element(name, **attributes))
    return run


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
