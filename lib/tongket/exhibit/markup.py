"""An exhibit as HTML and as CSV, made from its data: the same for a page and for a notebook."""

from __future__ import annotations

import base64
import csv
import html
import io
import re
from typing import TYPE_CHECKING

from tongket.claims import claim_html, number_html
from tongket.exhibit.sparklines import is_sparkline
from tongket.output import Number, Step, decimal
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.model import Lang
    from tongket.output import CellPart, Column, ExhibitPart, TablePart

# What is written beside the value of a figure where a table is spread out for programs.
NUMBER_COLUMNS = (message("lower"), message("upper"), message("unit"), message("words"))
_NUMBERS = ' class="tk-num"'
_SIGNED = re.compile(r"[+-][\d.,]+ ?%?")


def exhibit_html(part: ExhibitPart, lang: Lang) -> str:
    """An exhibit as an HTML figure of a page.

    Its title is heard where it stands, as a heading, and once more by who goes from table to table: neither figure,
    region, picture nor link repeats it. A figcaption would be the name of the figure, and be read twice.
    """
    inner = _drawn(part) + _data(part, lang) if part.drawings else _table(part, lang)
    return (
        f'<figure class="tk-exhibit" id="{part.id}">'
        f'{above_html(part, lang)}{inner}<div class="tk-notes">{_notes(part, lang)}</div></figure>'
    )


def above_html(part: ExhibitPart, lang: Lang) -> str:
    """What is above a chart or table: its title, and what the numbers of a chart count."""
    title = f'<h3 class="tk-title" id="{part.id}-title">{claim_html(part.title)}</h3>'
    if not part.drawings:
        return title
    unit = html.escape(translate("Unit: {unit}", lang).format(unit=part.unit))
    return f'{title}<p class="tk-unit">{unit}</p>'


def below_html(part: ExhibitPart, lang: Lang) -> str:
    """What is below a picture of a chart: what one sees in it in words, its data, its notes and source."""
    words = html.escape(part.alt, quote=False)
    return f'<div class="tk-exhibit" id="{part.id}">{_data(part, lang, words)}{_notes(part, lang)}</div>'


def _drawn(part: ExhibitPart) -> str:
    """Both drawings behind one description, so that they are read once, whichever is seen."""
    return (
        f'<div class="tk-chart" role="img" aria-labelledby="{part.id}-alt">'
        f'{part.drawings.narrow}{part.drawings.wide}</div><p class="tk-hidden" data-screen id="{part.id}-alt">'
        f"{html.escape(part.alt, quote=False)}</p>"
    )


def _data(part: ExhibitPart, lang: Lang, words: str = "") -> str:
    """The data of a chart, folded; before them what one sees in it, where a picture has no words of its own."""
    label = html.escape(translate("Data as a table", lang))
    name = html.escape(translate("In words and as a table", lang)) if words else label
    said = f"<p>{words}</p>" if words else ""
    return (
        f'<details class="tk-data"><summary data-screen>{name}</summary>'
        f"{said}{scrolled(table_html(part.table, label), lang)}{_download(part, lang)}</details>"
    )


def _table(part: ExhibitPart, lang: Lang) -> str:
    named = table_html(part.table, named_by=f"{part.id}-title")
    return scrolled(named, lang) + _download(part, lang)


def scrolled(table: str, lang: Lang) -> str:
    """A table in what scrolls where it is wide, also by keyboard: what is in it says its own name."""
    name = html.escape(translate("Table", lang))
    return f'<div class="tk-table-wrap" tabindex="0" role="group" aria-label="{name}">{table}</div>'


def _download(part: ExhibitPart, lang: Lang) -> str:
    data = base64.b64encode(("\ufeff" + csv_text(part.table, lang)).encode()).decode()
    words = html.escape(translate("Download as CSV", lang))
    return (
        f'<a class="tk-download" data-screen download="{part.id}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{data}">{words}</a>'
    )


def _notes(part: ExhibitPart, lang: Lang) -> str:
    first = f"{html.escape(translate('Note', lang))}: {claim_html(part.note)}"
    notes = "".join(
        f'<p class="tk-note">{note}</p>' for note in (first, *map(html.escape, part.notes))
    )
    source = f"{html.escape(translate('Source', lang))}: {claim_html(part.source)}"
    return f'{notes}<p class="tk-source">{source}</p>'


def csv_text(table: TablePart, lang: Lang) -> str:
    """A table as CSV: for each figure its value, the ends of its interval, its unit, its words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([not_a_formula(text) for text in row] for row in _spread(table, lang))
    return out.getvalue()


def _spread(table: TablePart, lang: Lang) -> Iterator[list[str]]:
    """The rows of the CSV, its header first."""
    yield [name for column in table.columns for name in spread_names(column, lang)]
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        yield [text for cell, column in pairs for text in _texts(cell, column)]


def table_html(table: TablePart, caption: str = "", *, named_by: str = "") -> str:
    """A table as HTML, with its name and header scopes.

    Args:
        table: its data.
        caption: its caption as HTML; empty where its name stands above it.
        named_by: the id of what stands above it and is its name.
    """
    names = [html.escape(column.name) for column in table.columns]
    head = "".join(
        f'<th scope="col" role="columnheader"{_side(table, i)}>{name}</th>'
        for i, name in enumerate(names)
    )
    body = "".join(f'<tr role="row">{_row(row, names)}</tr>' for row in table.rows)
    name = f' aria-labelledby="{named_by}"' if named_by else ""
    caption = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<table class="tk-table" role="table"{name}>{caption}'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _side(table: TablePart, column: int) -> str:
    """A head is at the side where most cells below it are."""
    cells = [row[column] for row in table.rows]
    numbers = sum(_is_number(cell) for cell in cells)
    filled = sum(isinstance(cell, Number) or bool(cell.text) for cell in cells)
    return _NUMBERS if numbers * 2 > filled else ""


def _row(row: Sequence[CellPart], names: Sequence[str]) -> str:
    first, *rest = row
    cells = [f'<th scope="row" role="rowheader">{_cell_html(first)}</th>']
    for cell, name in zip(rest, names[1:], strict=True):
        css = _NUMBERS if _is_number(cell) else ""
        cells.append(f'<td role="cell" data-label="{name}"{css}>{_cell_html(cell)}</td>')
    return "".join(cells)


def _is_number(cell: CellPart) -> bool:
    """Whether a cell is a figure, or one number of arithmetic alone."""
    return isinstance(cell, Number) or [type(piece) for piece in cell.pieces] == [Step]


def _cell_html(cell: CellPart) -> str:
    if not isinstance(cell, Number) and is_sparkline(cell.text):
        # The cells beside it say the same in numbers.
        return f'<span class="tk-spark" aria-hidden="true">{cell.text}</span>'
    return number_html(cell) if isinstance(cell, Number) else claim_html(cell)


def spread_names(column: Column, lang: Lang) -> list[str]:
    """The names of the columns that hold a column: for numbers the value, then what is written beside it.

    >>> from tongket.output import Column
    >>> spread_names(Column("Value", "number"), "en")
    ['Value', 'Value (lower)', 'Value (upper)', 'Value (unit)', 'Value (words)']
    """
    beside = NUMBER_COLUMNS if column.kind == "number" else ()
    return [column.name, *(f"{column.name} ({translate(part, lang)})" for part in beside)]


def _texts(cell: CellPart, column: Column) -> list[str]:
    """A cell for a spreadsheet; beside words in a column of numbers the others stay empty."""
    if not isinstance(cell, Number):
        return [cell.text, *[""] * (len(NUMBER_COLUMNS) * (column.kind == "number"))]
    numbers = (cell.value, cell.lower, cell.upper)
    digits = ["" if number is None else decimal(number) for number in numbers]
    return [*digits, "" if cell.is_missing else cell.unit_name, cell.words]


def not_a_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a signed number stays as it is.

    >>> not_a_formula("=1+1"), not_a_formula("-3,5%")
    ("'=1+1", '-3,5%')
    """
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _SIGNED.fullmatch(text)
    return "'" + text if risky else text
