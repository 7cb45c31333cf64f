"""The tables of a review as a workbook that a screen reader reads well.

As UK statistical practice has it: a cover, contents, notes, then one table a sheet, each marked as a table, beginning
in the first column, without merged, empty or coloured cells that mean something; numbers are numbers.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tongket.publish.beside.entrances import workbook_name
from tongket.publish.beside.extracts import Cell
from tongket.publish.files import replace
from tongket.publish.wording import LANGUAGE_NAMES, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tongket.model import Lang
    from tongket.publish.beside.entrances import PublishedReview
    from tongket.publish.beside.extracts import Listed, Table
    from tongket.publish.beside.listings import Read

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
    replace(path, out.getvalue())
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
    return Sheet(say["sources"], title, "", [], [header, *rows], (40, 14, 24, 70, 30))


class _Writer:
    """Writes sheets into a workbook, with the few formats that all share."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._book, self._lang, self._say = book, lang, words(lang)
        plain = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self._title = book.add_format({**plain, "bold": True, "font_size": 16})
        self._line = book.add_format(plain)
        self._text = book.add_format({**plain, "text_wrap": True})
        self._head = book.add_format({**plain, "bold": True, "text_wrap": True, "bottom": 1})
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
        self._write(Sheet(say["notes"], say["notes"], "", [], [header, *rows], (16, 110)))

    def table(self, sheet: Sheet) -> None:
        """A sheet with one table, and the way back to the contents."""
        back = self._say["contents_sheet"]
        written = self._write(Sheet(**{**vars(sheet), "lines": [*sheet.lines, back]}))
        row = 1 + sum(map(bool, sheet.lines)) + 1
        written.write_url(row, 0, f"internal:'{back}'!A1", self._link, back)

    def _write(self, sheet: Sheet) -> Worksheet:
        written = self._sheet(sheet.name)
        written.write_string(0, 0, sheet.title[:_CELL], self._title)
        written.write_string(1, 0, self._say["one_table"], self._line)
        lines = [line for line in sheet.lines if line]
        for row, line in enumerate(lines, start=2):
            written.write_string(row, 0, line[:_CELL], self._line)
        self._cells(written, sheet, 2 + len(lines))
        return written

    def _cells(self, written: Worksheet, sheet: Sheet, top: int) -> None:
        header, *rows = sheet.rows
        last = top + max(len(rows), 1)
        columns = [{"header": cell.text[:255], "header_format": self._head} for cell in header]
        options = {"columns": columns, "style": None, "autofilter": False}
        written.add_table(top, 0, last, len(header) - 1, options)
        for down, row in enumerate(rows, start=top + 1):
            for across, cell in enumerate(row):
                self._cell(written, (down, across), cell)
        for across in range(len(header)):
            width = sheet.wide[across] if sheet.wide else _width([row[across] for row in rows])
            written.set_column(across, across, width)

    def _cell(self, written: Worksheet, at: tuple[int, int], cell: Cell) -> None:
        if _DECIMAL.fullmatch(cell.value):
            places = len(cell.value.partition(".")[2])
            written.write_number(*at, float(cell.value), self._number(places))
            return
        shown = f"{cell.text} ≠" if cell.disputed else cell.text
        written.write_string(*at, shown[:_CELL] or "[x]", self._text)

    def _number(self, places: int) -> Any:
        """The format of numbers with so many decimal places; thousands are set apart."""
        if places not in self._numbers:
            shape = "#,##0" + ("." + "0" * places if places else "")
            self._numbers[places] = self._book.add_format({**self._plain, "num_format": shape})
        return self._numbers[places]

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet


def _width(column: Sequence[Cell]) -> int:
    longest = max((len(cell.text) for cell in column), default=10)
    return min(max(14, longest + 2), 60)
