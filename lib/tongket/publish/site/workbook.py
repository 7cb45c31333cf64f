"""The tables of a review as a workbook that a screen reader reads well.

As UK statistical practice has it: a cover, contents, notes, then one table a sheet, each marked as a table, beginning
in the first column, without merged, empty or coloured cells that mean something; numbers are numbers.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from tongket.claims import marks_of, with_marks
from tongket.data.code_meanings import MEASURES, STATUSES
from tongket.data.logo import read_address
from tongket.exhibit import NUMBER_COLUMNS, spread_names
from tongket.files import write
from tongket.model import Measure, TimePeriod
from tongket.numerals import format_number, format_period
from tongket.output import Column, Number, Step, decimal, words_of
from tongket.publish.labels import LANGUAGE_NAMES, imprint, words
from tongket.publish.release import about as about_release
from tongket.publish.site.published import workbook_name
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tongket.model import Accent, Lang
    from tongket.output import CellPart, ClaimPart, FigurePart, Piece, TablePart
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview

# Words, a number, or nothing.
Cell = str | float | None

# A workbook must say when it was made, and the same review must give the same bytes.
_NO_DATE = datetime(1980, 1, 1)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_EMPTY = "[x]"
# What a cell of the format can hold.
_CELL = 32_000
# With so many numbers in a row the columns beside each would hide them.
_MATRIX = 3
# The least width of the first column, in characters.
_FIRST = 46
# The least letters of a line above a table.
_ABOVE = 90
# The height of a line of text and of the title, and the greatest that a row may have, in points.
_LINE, _TITLE, _TALLEST = 16.0, 28.0, 400.0


@dataclass
class WorkbookSheet:
    """A sheet to write: its name, what is written above the table, and the table.

    Args:
        page: the title of the page that shows the table.
        lines: what is written between title and table.
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
        name = review.organisation.name.in_(lang)
        by = {"author": name, "company": name} if name else {}
        book.set_properties({"title": title, "created": _NO_DATE, **by})
        writer = _Writer(book, lang, review.organisation.accent)
        notes: dict[str, int] = {}
        sheets = [*_tables(review, read, lang, notes), _sources(review, read, lang)]
        writer.cover(review)
        writer.contents(sheets)
        writer.notes(notes)
        for sheet in sheets:
            writer.table(sheet)
    path = folder / workbook_name(review.area, review.period, lang)
    write(path, out.getvalue())
    return path


def _tables(
    review: PublishedReview, read: Read, lang: Lang, notes: dict[str, int]
) -> Iterator[WorkbookSheet]:
    """A sheet for each chart or table; `notes` takes up what is written under them, each note once."""
    say = words(lang)
    number = 0
    for page in review.in_(lang):
        for exhibit in read[page.name, lang].exhibits:
            number += 1
            under = (exhibit.note.text, *exhibit.notes)
            marks = [str(notes.setdefault(note, len(notes) + 1)) for note in under]
            unit = translate("Unit: {unit}", lang).format(unit=exhibit.unit)
            source = f"{translate('Source', lang)}: {exhibit.source.text}"
            lines = [
                unit if exhibit.drawings or _says_all(exhibit.table) else "",
                source,
                say["see_notes"].format(list=", ".join(marks)),
            ]
            name = say["table"].format(number=number)
            rows = spread(exhibit.table, lang)
            yield WorkbookSheet(name, exhibit.title.text, page.title.in_(lang), lines, rows)


def spread(table: TablePart, lang: Lang) -> list[list[Cell]]:
    """The cells of a table for a sheet, the header first: for each number its value, ends, unit and words.

    Where a row holds many numbers of one unit, all exact, the value alone says everything.
    """
    single = _says_all(table)
    header = [
        name
        for column in table.columns
        for name in spread_names(column, lang)[: 1 if single else None]
    ]
    rows = [
        [
            part
            for cell, column in zip(row, table.columns, strict=True)
            for part in _parts(cell, column, lang)[: 1 if single else None]
        ]
        for row in table.rows
    ]
    return [_unlike(header), *rows]


def _says_all(table: TablePart) -> bool:
    """Whether the values of a table need nothing beside them: many in a row, exact, and of one unit."""
    numbers = [cell for row in table.rows for cell in row if isinstance(cell, Number)]
    many = sum(column.kind == "number" for column in table.columns) >= _MATRIX
    exact = all(n.lower == n.value == n.upper and not marks_of(n) for n in numbers)
    return many and exact and len({number.unit for number in numbers}) == 1


def _parts(cell: CellPart, column: Column, lang: Lang) -> list[Cell]:
    """A cell of a table as cells of a sheet."""
    if isinstance(cell, Number):
        return _beside(cell)
    counted = _counted(cell, lang)
    return [
        marked(cell.pieces) if counted is None else counted,
        *[""] * (len(NUMBER_COLUMNS) * (column.kind == "number")),
    ]


def _counted(cell: ClaimPart, lang: Lang) -> float | None:
    """The number in a cell that holds nothing else, such as a count of rows; None of words and of a year."""
    if [type(piece) for piece in cell.pieces] != [Step]:
        return None
    (step,) = (piece for piece in cell.pieces if isinstance(piece, Step))
    places = next((n for n in range(7) if _printed(step.value, lang, n) == step.words), None)
    return None if places is None else round(step.value, places)


def _printed(value: float, lang: Lang, places: int) -> str:
    """A number as pages print it."""
    return format_number(Fraction(str(value)), lang, places)


def _beside(number: Number) -> list[Cell]:
    """A number with what is written beside it; a cell is empty where there is no single value, or no end."""
    return [number.value, number.lower, number.upper, number.unit_name, marked((number,))]


def marked(pieces: Sequence[Piece]) -> str:
    """A text with the marks beside each number, as on the page."""
    return "".join(
        with_marks(piece.words, piece) if isinstance(piece, Number) else words_of(piece)
        for piece in pieces
    )


def _unlike(titles: Sequence[str]) -> list[Cell]:
    """Headers of which no two are the same, as a table of the format demands."""
    seen: dict[str, int] = {}
    made: list[Cell] = []
    for title in titles:
        key = title.casefold()
        seen[key] = seen.get(key, 0) + 1
        made.append(f"{title} ({seen[key]})" if seen[key] > 1 else title)
    return made


def _sources(review: PublishedReview, read: Read, lang: Lang) -> WorkbookSheet:
    """The sheet that says of each figure where it comes from."""
    say = words(lang)
    figures: dict[str, FigurePart] = {}
    for page in review.in_(lang):
        for figure in read[page.name, lang].figures:
            figures.setdefault(figure.anchor, figure)
    value = spread_names(Column(say["value"], "number"), lang)
    stated = [say[name] for name in ("status", "period", "area", "measure", "source")]
    header: list[Cell] = [say["figure"], *value, say["origin"], say["allowed"], *stated]
    cited = {
        source.id: source.cited.text
        for page in review.in_(lang)
        for source in read[page.name, lang].sources
    }
    rows = [
        [
            figure.name,
            *_beside(figure.number),
            _origin(figure, lang),
            figure.allowed,
            *_statement(figure, cited, lang),
        ]
        for figure in figures.values()
    ]
    title = say["all_figures"]
    wide = (40, 14, 14, 14, 20, 24, 70, 30, 18, 16, 14, 24, 60)
    return WorkbookSheet(say["sources"], title, say["doorway"], [], [header, *rows], wide)


def _statement(figure: FigurePart, cited: Mapping[str, str], lang: Lang) -> list[Cell]:
    """What the statement behind a figure says of it, for filters; empty where it was computed.

    Status, period, area, measure, source: the area by its code, as the data files name it.
    """
    if not figure.observation:
        return [""] * 5
    _, area, period, measure, source, *_ = figure.observation.split("|")
    status = figure.number.status
    return [
        STATUSES[status].in_(lang) if status in STATUSES else status,
        format_period(TimePeriod.parse(period), lang),
        area,
        MEASURES[Measure(measure)].in_(lang),
        cited.get(source, ""),
    ]


def _origin(figure: FigurePart, lang: Lang) -> str:
    """Where a figure comes from, with what it was computed from and what a reader must know."""
    inputs = ", ".join(marked((number,)) for number in figure.inputs)
    from_ = f"{translate('from', lang)} {inputs}" if inputs else ""
    return " ".join(filter(None, [figure.origin.text, from_, figure.remark]))


class _Writer:
    """Writes sheets into a workbook, with the few formats that all share."""

    def __init__(self, book: Workbook, lang: Lang, accent: Accent | None) -> None:
        self._book, self._lang, self._say = book, lang, words(lang)
        plain = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self._title = book.add_format({**plain, "bold": True, "font_size": 16})
        # What is above a table runs on over its columns: rows that stay in sight must be low.
        self._above = book.add_format(plain)
        self._text = book.add_format({**plain, "text_wrap": True})
        # Beside a number, which is at the right of its cell.
        self._beside = book.add_format({**plain, "text_wrap": True, "align": "left", "indent": 1})
        self._head = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}
        )
        colour = accent.light if accent else "#0B4F8A"
        self._link = book.add_format({**plain, "font_color": colour, "underline": 1})
        self._plain = plain
        self._numbers: dict[int, Any] = {}

    def cover(self, review: PublishedReview) -> None:
        """The first sheet: what this is, where the figures come from, and who publishes it."""
        say, lang = self._say, self._lang
        sheet = self._sheet(say["cover"])
        about = review.said("about", lang)
        by = review.organisation
        title = review.title(lang)
        release = (
            f"{label}: {text}"
            for label, text in about_release(by, title, f"{say['site']}: {title}", lang)
        )
        lines = [
            say["site"],
            about,
            say["workbook_about"],
            LANGUAGE_NAMES[lang],
            *release,
            *imprint(by, lang),
        ]
        sheet.set_column(0, 0, 100)
        sheet.set_row(0, _TITLE)
        sheet.write_string(0, 0, title, self._title)
        for row, line in enumerate(lines, start=1):
            sheet.set_row(row, _height([line], (100,), _LINE))
            sheet.write_string(row, 0, line, self._text)
        logo = read_address(by.logo)
        # The format has no drawings: one that is SVG is on the pages and in the documents alone.
        if logo and logo.kind != "svg+xml":
            words = by.name.in_(lang) or say["logo"]
            options = {"image_data": io.BytesIO(logo.content), "description": words}
            sheet.insert_image(len(lines) + 2, 0, "logo.png", options)

    def contents(self, sheets: Sequence[WorkbookSheet]) -> None:
        """The second sheet: every table, with a link to it."""
        say = self._say
        rows: list[list[Cell]] = [[s.name, s.title, s.page] for s in sheets]
        header: list[Cell] = [say[name] for name in ("sheet", "title", "page")]
        made = WorkbookSheet(
            say["contents_sheet"], say["contents_sheet"], "", [], [header, *rows], (18, 90, 40)
        )
        written = self._write(made)
        for row, sheet in enumerate(sheets, start=3):
            written.write_url(row, 0, f"internal:'{sheet.name}'!A1", self._link, sheet.name)

    def notes(self, notes: dict[str, int]) -> None:
        """The third sheet: every note once, under its number."""
        say = self._say
        rows: list[list[Cell]] = [[number, note] for note, number in notes.items()]
        rows = [*rows, [_EMPTY, say["empty_cell"]]]
        header: list[Cell] = [say["note_number"], say["note"]]
        self._write(WorkbookSheet(say["notes"], say["notes"], "", [], [header, *rows], (24, 110)))

    def table(self, sheet: WorkbookSheet) -> None:
        """A sheet with one table, and the way back to the contents."""
        back = self._say["contents_sheet"]
        # No longer than the table is wide, or print would make all smaller to hold them.
        wide = max(sum(_widths(sheet)), _ABOVE)
        lines = [part for line in sheet.lines for part in wrap(line, wide)]
        written = self._write(replace(sheet, lines=[*lines, back]))
        row = 1 + len(lines) + 1
        written.write_url(row, 0, f"internal:'{back}'!A1", self._link, back)

    def _write(self, sheet: WorkbookSheet) -> Worksheet:
        written = self._sheet(sheet.name)
        wide = _widths(sheet)
        for across, width in enumerate(wide):
            written.set_column(across, across, width)
        above = [sheet.title, self._say["one_table"], *filter(None, sheet.lines)]
        for row, line in enumerate(above):
            heading = row == 0
            written.set_row(row, _TITLE if heading else _LINE)
            form = self._title if heading else self._above
            written.write_string(row, 0, line[:_CELL], form)
        self._cells(written, sheet, len(above), wide)
        # The columns stay named while one reads down.
        written.freeze_panes(len(above) + 1, 0)
        return written

    def _cells(
        self, written: Worksheet, sheet: WorkbookSheet, top: int, wide: Sequence[int]
    ) -> None:
        header, *rows = sheet.rows
        last = top + max(len(rows), 1)
        columns = [{"header": shown(cell)[:255], "header_format": self._head} for cell in header]
        # A name of the format is one word.
        name = sheet.name.replace(" ", "_")
        options = {"name": name, "columns": columns, "style": None}
        written.add_table(top, 0, last, len(header) - 1, options)
        for down, row in enumerate(sheet.rows, start=top):
            written.set_row(down, _height([shown(cell) for cell in row], wide, _LINE))
        for down, row in enumerate(rows, start=top + 1):
            for across, cell in enumerate(row):
                self._cell(written, (down, across), cell)

    def _cell(self, written: Worksheet, at: tuple[int, int], cell: Cell) -> None:
        if isinstance(cell, (int, float)):
            places = len(decimal(cell).partition(".")[2])
            written.write_number(*at, cell, self._number(places))
            return
        form = self._beside if at[1] else self._text
        written.write_string(*at, shown(cell)[:_CELL], form)

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


def shown(cell: Cell) -> str:
    """A cell as text; each that is empty has one mark."""
    return decimal(cell) if isinstance(cell, (int, float)) else cell or _EMPTY


def _widths(sheet: WorkbookSheet) -> list[int]:
    """The width of each column, in characters; the first one also holds what is written above the table."""
    if sheet.wide:
        return list(sheet.wide)
    columns = zip(*sheet.rows, strict=True)
    wide = [min(max(14, *(_letters(cell) + 3 for cell in column)), 60) for column in columns]
    return [max(wide[0], _FIRST), *wide[1:]]


def _letters(cell: Cell) -> int:
    """How many letters a cell shows; thousands are set apart."""
    if isinstance(cell, (int, float)):
        return len(shown(cell)) + len(str(abs(int(cell)))) // 3 + 1
    return len(shown(cell))


def _height(texts: Sequence[str], wide: Sequence[int], line: float) -> float:
    """The height of a row whose texts are wrapped, in points: not every program works it out for itself."""
    scale = _LINE / line
    lines = [
        sum(ceil(max(len(part), 1) / (width * scale)) for part in text.split("\n"))
        for text, width in zip(texts, wide, strict=False)
    ]
    return min(line * max(lines, default=1), _TALLEST)
