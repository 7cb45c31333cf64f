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

# Letters that are a third of a line of a table.
_THIRD = 34
# Millimetres of a letter in a table.
_LETTER = 2.1
# What a column has beside its words, in letters: its margins, and that some letters are wider than others.
_BETWEEN = 4
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
    for section in document.sections:
        section.different_first_page_header_footer = True
        title = f"{words(lang)['site']} · {review.title(lang)}"
        _running(section.header.paragraphs[0], by.name.in_(lang), title)
        for footer in (section.footer, section.first_page_footer):
            paragraph = _running(footer.paragraphs[0], released(by, lang))
            _field(paragraph.paragraph_format.element, "PAGE")
            paragraph.add_run("/")
            _field(paragraph.paragraph_format.element, "NUMPAGES")
    # As its author pandoc would print the publisher once more, below the title.
    document.core_properties.author = by.name.in_(lang)
    _fill_contents(document)
    for table in document.tables:
        _fit(table)
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


def _fit(table: Any) -> None:
    """Columns as wide as their words ask for, together as wide as the text.

    Each column has room for its longest word, so that no word and no year is cut; what is left of the line goes to
    columns by their longest texts, of each at most a third of the line.
    """
    from docx.oxml.ns import qn
    from docx.shared import Mm

    # Where a table names the widths of its columns pandoc has written them.
    if len({column.width for column in table.columns}) > 1:
        return
    texts = [[cell.text for cell in column.cells] for column in table.columns]
    least = [
        max((len(word) for text in column for word in text.split()), default=1) + _BETWEEN
        for column in texts
    ]
    more = [
        max(0, min(max(map(len, column), default=1), _THIRD) - room)
        for column, room in zip(texts, least, strict=True)
    ]
    # Where not even the longest words have room, each column gives way alike.
    left = max(0, WIDTH / _LETTER - sum(least)) / max(1, sum(more))
    asked = [room + left * wish for room, wish in zip(least, more, strict=True)]
    widths = [Mm(WIDTH * each / sum(asked)) for each in asked]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    whole = table._tbl.tblPr.find(qn("w:tblW"))  # noqa: SLF001 - python-docx has no other way to it
    if whole is not None:
        whole.set(qn("w:type"), "pct")
        whole.set(qn("w:w"), "5000")


def _fill_contents(document: Any) -> None:
    """Give each entry of the contents, which pandoc wrote as a link, the number of its page.

    The numbers depend on who lays the document out, so that only the program that opens it can know them: each is a
    field of its own. LibreOffice works such fields out by itself, and those within a table of contents not; Word is
    asked to.
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
