"""The tables of a review as a workbook that a screen reader reads well.

As UK statistical practice has it: a cover, contents, notes, then one table a sheet, each marked as a table, beginning
in the first column, without merged, empty or coloured cells that mean something; numbers are numbers.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.publish.labels import LANGUAGE_NAMES, words
from tongket.publish.site.page_data import Cell
from tongket.publish.site.published import workbook_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tongket.model import Lang
    from tongket.publish.site.listings import Read
    from tongket.publish.site.page_data import Listed, Table
    from tongket.publish.site.published import PublishedReview

# A workbook must say when it was made, and the same review must give the same bytes.
_NO_DATE = datetime(1980, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
# On a page each note says that it is one; here they stand under that heading.
_NOTE = re.compile(r"^(Note|Ghi chú): ")
# What a cell of the format can hold.
_CELL = 32_000
# With so many figures in a row a second column for each would hide them.
_MATRIX = 3
# The least width of the first column, in characters.
_FIRST = 46
# The height of a line of text and of the title, and the greatest that a row may have, in points.
_LINE, _TITLE, _TALLEST = 16.0, 22.0, 400.0


@dataclass
class Sheet:
    """A sheet to write: its name, what stands above the table, and the table.

    Args:
        page: the title of the page that shows the table.
        lines: what stands between title and table.
        rows: the cells; the first row is the header.
        wide: the widths of its columns, in characters.
    """

    name: str
    title: str
    page: str
    lines: list[str]
    rows: list[list[Cell]]
    wide: tuple[int, ...] = field(default=())


def write_workbook(folder: Path, review: PublishedReview, read: Read, lang: Lang) -> Path:
    """Write the workbook of a review in one language.

    Args:
        folder: the review's folder.
        review: the review.
        read: what its pages say.
        lang: the language.

    Raises:
        OSError: the folder cannot be written.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        title = review.title(lang)
        book.set_properties({"title": title, "created": _NO_DATE, "language": lang})
        writer = _Writer(book, lang)
        notes: dict[str, int] = {}
        sheets = [*_tables(review, read, lang, notes), _sources(review, read, lang)]
        writer.cover(review)
        writer.contents(sheets)
        writer.notes(notes)
        for sheet in sheets:
            writer.table(sheet)
    path = folder / workbook_name(review.area, review.year, lang)
    write(path, out.getvalue())
    return path


def _tables(
    review: PublishedReview, read: Read, lang: Lang, notes: dict[str, int]
) -> Iterator[Sheet]:
    """A sheet for each chart or table; `notes` takes up what stands under them, each note once."""
    say = words(lang)
    number = 0
    for page in review.in_(lang):
        for table in read[page.name, lang].tables:
            number += 1
            bare = [_NOTE.sub("", note) for note in table.notes]
            marks = [str(notes.setdefault(note, len(notes) + 1)) for note in bare]
            lines = [table.unit, table.source]
            if marks:
                lines.append(say["see_notes"].format(list=", ".join(marks)))
            name = say["table"].format(number=number)
            yield Sheet(name, table.title, page.title.in_(lang), lines, spread(table, lang))


def spread(table: Table, lang: Lang) -> list[list[Cell]]:
    """The cells of a table for a sheet: beside each column of figures one with the figures as shown.

    The second column is left out where a row holds many figures, or where it would say nothing more.
    """
    header, *rows = table.rows
    columns = list(zip(*rows, strict=True))
    numeric = [any(cell.value for cell in column) for column in columns]
    twice = [_says_more(column) and sum(numeric) < _MATRIX for column in columns]
    shown = words(lang)["as_shown"]
    titles = [
        cell
        for title, two in zip(header, twice, strict=True)
        for cell in (title, Cell(f"{title.text} ({shown})"))[: 1 + two]
    ]
    spread_rows = [
        [part for cell, two in zip(row, twice, strict=True) for part in _one_or_two(cell, two)]
        for row in rows
    ]
    return [_unlike(titles), *spread_rows]


def _says_more(column: Sequence[Cell]) -> bool:
    """Whether figures as shown say more than their numbers: a unit, a range, a contradiction."""
    return any(cell.value and re.sub(r"[\d.,]", "", cell.text) for cell in column)


def _one_or_two(cell: Cell, two: bool) -> list[Cell]:  # noqa: FBT001 - one of a pair of columns
    if not two:
        return [cell]
    return [cell, Cell(f"{cell.text} ≠" if cell.disputed else cell.text)]


def _unlike(titles: Sequence[Cell]) -> list[Cell]:
    """Headers of which no two are the same, as a table of the format demands."""
    seen: dict[str, int] = {}
    made = []
    for title in titles:
        key = title.text.casefold()
        seen[key] = seen.get(key, 0) + 1
        made.append(Cell(f"{title.text} ({seen[key]})" if seen[key] > 1 else title.text))
    return made


def _sources(review: PublishedReview, read: Read, lang: Lang) -> Sheet:
    """The sheet that says of each figure where it comes from."""
    say = words(lang)
    figures: dict[str, Listed] = {}
    for page in review.in_(lang):
        for figure in read[page.name, lang].figures:
            figures.setdefault(figure.anchor, figure)
    header = [Cell(say[name]) for name in ("figure", "value", "as_shown", "origin", "allowed")]
    rows = [
        [Cell(f.name), Cell(f.value, f.number), Cell(f.value), Cell(f.origin), Cell(f.allowed)]
        for f in figures.values()
    ]
    title = say["all_figures"]
    return Sheet(say["sources"], title, say["doorway"], [], [header, *rows], (40, 14, 24, 70, 30))


class _Writer:
    """Writes sheets into a workbook, with the few formats that all share."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._book, self._lang, self._say = book, lang, words(lang)
        plain = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self._title = book.add_format({**plain, "bold": True, "font_size": 16, "text_wrap": True})
        self._text = book.add_format({**plain, "text_wrap": True})
        # Beside a number, which stands at the right of its cell.
        self._beside = book.add_format({**plain, "text_wrap": True, "align": "left", "indent": 1})
        self._head = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}
        )
        self._link = book.add_format({**plain, "font_color": "#0B4F8A", "underline": 1})
        self._plain = plain
        self._numbers: dict[int, Any] = {}

    def cover(self, review: PublishedReview) -> None:
        """The first sheet: what this is, and where the figures come from."""
        say, lang = self._say, self._lang
        sheet = self._sheet(say["cover"])
        about = say["about"].format(name=review.name.in_(lang), year=review.year)
        lines = [say["site"], about, say["workbook_about"], LANGUAGE_NAMES[lang]]
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, review.title(lang), self._title)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, self._text)

    def contents(self, sheets: Sequence[Sheet]) -> None:
        """The second sheet: every table, with a link to it."""
        say = self._say
        rows = [[Cell(s.name), Cell(s.title), Cell(s.page)] for s in sheets]
        header = [Cell(say[name]) for name in ("sheet", "title", "page")]
        made = Sheet(
            say["contents_sheet"], say["contents_sheet"], "", [], [header, *rows], (18, 90, 40)
        )
        written = self._write(made)
        for row, sheet in enumerate(sheets, start=3):
            written.write_url(row, 0, f"internal:'{sheet.name}'!A1", self._link, sheet.name)

    def notes(self, notes: dict[str, int]) -> None:
        """The third sheet: every note once, under its number."""
        say = self._say
        rows = [[Cell(str(number), str(number)), Cell(note)] for note, number in notes.items()]
        rows = [*rows, [Cell("[x]"), Cell(say["empty_cell"])]]
        header = [Cell(say["note_number"]), Cell(say["note"])]
        self._write(Sheet(say["notes"], say["notes"], "", [], [header, *rows], (24, 110)))

    def table(self, sheet: Sheet) -> None:
        """A sheet with one table, and the way back to the contents."""
        back = self._say["contents_sheet"]
        written = self._write(Sheet(**{**vars(sheet), "lines": [*sheet.lines, back]}))
        row = 1 + sum(map(bool, sheet.lines)) + 1
        written.write_url(row, 0, f"internal:'{back}'!A1", self._link, back)

    def _write(self, sheet: Sheet) -> Worksheet:
        written = self._sheet(sheet.name)
        wide = _widths(sheet)
        for across, width in enumerate(wide):
            written.set_column(across, across, width)
        above = [sheet.title, self._say["one_table"], *filter(None, sheet.lines)]
        for row, line in enumerate(above):
            heading = row == 0
            written.set_row(row, _height([line], wide, _TITLE if heading else _LINE))
            form = self._title if heading else self._text
            written.write_string(row, 0, line[:_CELL], form)
        self._cells(written, sheet, len(above), wide)
        return written

    def _cells(self, written: Worksheet, sheet: Sheet, top: int, wide: Sequence[int]) -> None:
        header, *rows = sheet.rows
        last = top + max(len(rows), 1)
        columns = [{"header": cell.text[:255], "header_format": self._head} for cell in header]
        options = {"columns": columns, "style": None, "autofilter": False}
        written.add_table(top, 0, last, len(header) - 1, options)
        for down, row in enumerate(sheet.rows, start=top):
            written.set_row(down, _height([cell.text for cell in row], wide, _LINE))
        for down, row in enumerate(rows, start=top + 1):
            for across, cell in enumerate(row):
                self._cell(written, (down, across), cell)

    def _cell(self, written: Worksheet, at: tuple[int, int], cell: Cell) -> None:
        if _DECIMAL.fullmatch(cell.value):
            places = len(cell.value.partition(".")[2])
            written.write_number(*at, float(cell.value), self._number(places))
            return
        shown = f"{cell.text} ≠" if cell.disputed else cell.text
        form = self._beside if at[1] else self._text
        written.write_string(*at, shown[:_CELL] or "[x]", form)

    def _number(self, places: int) -> Any:
        """The format of numbers with so many decimal places; thousands are set apart."""
        if places not in self._numbers:
            shape = "#,##0" + ("." + "0" * places if places else "")
            self._numbers[places] = self._book.add_format(
                {**self._plain, "num_format": shape, "align": "right", "indent": 1}
            )
        return self._numbers[places]

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet


def _widths(sheet: Sheet) -> list[int]:
    """The width of each column, in characters; the first one also holds what stands above the table."""
    if sheet.wide:
        return list(sheet.wide)
    columns = zip(*sheet.rows, strict=True)
    wide = [min(max(14, *(len(cell.text) + 3 for cell in column)), 60) for column in columns]
    return [max(wide[0], _FIRST), *wide[1:]]


def _height(texts: Sequence[str], wide: Sequence[int], line: float) -> float:
    """The height of a row whose texts are wrapped, in points: not every program works it out for itself."""
    scale = _LINE / line
    lines = [
        sum(ceil(max(len(part), 1) / (width * scale)) for part in text.split("\n"))
        for text, width in zip(texts, wide, strict=False)
    ]
    return min(line * max(lines, default=1), _TALLEST)
