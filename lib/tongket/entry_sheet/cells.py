"""Reads the cells of an entry sheet, also after a spreadsheet program saved it: texts only, and nothing guessed.

openpyxl says of each cell whether it is a text, a number, a date, a formula or an error.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openpyxl.cell.rich_text import TextBlock
from openpyxl.utils.escape import unescape

from tongket.data.csv_file import QUOTES, plain_form
from tongket.entry_sheet.columns import (
    FIGURES,
    FOR_PEOPLE,
    GIVEN,
    PROPOSALS,
    TABLES,
    codes_of_headings,
    heading_code,
    is_titled,
)
from tongket.entry_sheet.entered import Entered, EnteredRow
from tongket.entry_sheet.workbook_file import opened
from tongket.errors import near
from tongket.model import LANGS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tongket.entry_sheet.columns import SheetColumn, Table

RETYPE = Phrase("Format the cell as text, then type it again as the source prints it.")
# What is wrong with a cell of a kind, as openpyxl names kinds.
_KINDS = {
    "n": ("number", Phrase("a text, and not a number")),
    "d": ("date", Phrase("a text, and not a date")),
    "b": ("true-or-false", Phrase("a text, and not true or false")),
    "f": ("formula", Phrase("a text, and not a formula")),
    "e": ("error-value", Phrase("a text, and not an error of a formula")),
}
_TEXTS = {"s", "str", "inlineStr"}
_RAISED = {"superscript", "subscript"}
# The columns that are only shown; what is in no column has no code.
_SHOWN = {"", *(c.code for table in TABLES for c in table.columns if not c.is_entry)} - {GIVEN.code}
# Where headings are looked for that are not in the first row.
_HEADINGS_TO = 10


def read_entry_sheet(path: Path) -> Entered:
    """Read an entry sheet: its rows, and everything in it that cannot be read.

    Args:
        path: the workbook.
    """
    entered = Entered(path.name)
    book = opened(path, entered)
    if book is not None:
        _read_sheets(book, entered)
    return entered


def _read_sheets(book: Workbook, entered: Entered) -> None:
    entered.sheets = list(book.sheetnames)
    titles: dict[str, str] = {}
    for sheet in book.worksheets:
        table = next((table for table in TABLES if is_titled(sheet.title, table.title)), None)
        if table is None:
            if not any(is_titled(sheet.title, title) for title in FOR_PEOPLE):
                entered.not_read.append(sheet.title)
        elif table.name in entered.rows:
            expected = Phrase("this sheet once (also “{name}”)", name=titles[table.name])
            remedy = Phrase("Put its rows into the other one, and delete it.")
            entered.note("duplicate-sheet", expected, remedy, at=sheet.title)
        else:
            titles[table.name] = sheet.title
            held = PROPOSALS if table is FIGURES and _is_of_proposals(sheet) else table
            entered.rows[table.name] = list(_rows(sheet, held, entered))
    if FIGURES.name not in entered.rows:
        expected = Phrase("the sheet “{name}”", name=Phrase(FIGURES.title))
        remedy = Phrase("Give the sheet of the figures this name again.")
        entered.note("missing-sheet", expected, remedy, value=", ".join(book.sheetnames))


def _is_of_proposals(sheet: Worksheet) -> bool:
    """Whether a sheet of figures has a column that only one of proposals has."""
    known = codes_of_headings(PROPOSALS.columns)
    found = {heading_code(str(cell.value), known) for cell in next(sheet.iter_rows(max_row=1), ())}
    return not found.isdisjoint({"number", "keep", "sentence"})


def _rows(sheet: Worksheet, table: Table, entered: Entered) -> Iterator[EnteredRow]:
    """The rows of a sheet in which something is written; what cannot be read goes to the findings."""
    if sheet.sheet_state != "visible":
        remedy = Phrase("Show the sheet and look through it, or delete it.")
        entered.note("hidden-sheet", Phrase("a sheet that one can see"), remedy, at=sheet.title)
    for merged in sheet.merged_cells.ranges:
        remedy = Phrase("Unmerge them, and fill each cell.")
        place = f"{sheet.title}!{merged.coord}"
        entered.note("merged-cells", Phrase("single cells"), remedy, at=place)
    known = codes_of_headings(table.columns)
    top = _row_of_headings(sheet, known)
    if top > 1:
        remedy = Phrase("Delete the rows above the headings.")
        place = f"{sheet.title}!{top}"
        entered.note("headings-below", Phrase("the headings in row 1"), remedy, at=place)
        return
    letters = _header(sheet, table, known, entered)
    entries = {c.code: letters[c.code] for c in table.columns if c.is_entry and c.code in letters}
    empty = dict.fromkeys((column.code for column in table.columns), "")
    for number, row in _filled(sheet):
        before = len(entered.findings)
        by_letter = {cell.column_letter: cell for cell in row}
        cells = {
            code: _text(by_letter[letter], code, entered)
            for code, letter in entries.items()
            if letter in by_letter
        }
        given = _given(by_letter.get(letters.get(GIVEN.code, "")), entered)
        _note_moved(by_letter.get(letters.get("number", "")), given, entered)
        entered.beside += _beside(row, letters, given)
        if len(entered.findings) == before and (any(cells.values()) or given):
            yield EnteredRow(sheet.title, number, empty | cells, entries, given)


def _given(cell: Cell | None, entered: Entered) -> dict[str, str] | None:
    """What a row was given out with; None, where it is something else with a finding."""
    if cell is None:
        return None
    try:
        given = json.loads(unescape(str(cell.value)))
        shown = {str(code): str(text) for code, text in given.items()}
        if "text" in shown:
            int(shown.get("number", ""))
    except (ValueError, AttributeError, RecursionError):
        expected = Phrase("the hidden cell as it was given out")
        remedy = Phrase("Undo the change, or empty the cell.")
        place = f"{cell.parent.title}!{cell.coordinate}"
        entered.note("given-out", expected, remedy, at=place, value=str(cell.value))
        return None
    return shown


def _note_moved(cell: Cell | None, given: Mapping[str, str] | None, entered: Entered) -> None:
    """Note a row of a report whose number is another: cells were sorted or moved apart from their row."""
    number = (given or {}).get("number", "")
    if cell is not None and number and str(cell.value).strip() != number:
        remedy = Phrase("Undo the change; sort whole rows, with the hidden column at their end.")
        place = f"{cell.parent.title}!{cell.coordinate}"
        expected = Phrase("the number of the row as it was given out, {number}", number=number)
        entered.note("moved-row", expected, remedy, at=place, value=str(cell.value))


def _beside(
    row: list[Cell], letters: Mapping[str, str], given: Mapping[str, str] | None
) -> list[str]:  # fmt: skip
    """The cells of a row that are not read, and in which something else is written than was given out."""
    codes = {letter: code for code, letter in letters.items()}
    shown = given or {}
    return [
        f"{cell.parent.title}!{cell.coordinate}"
        for cell in row
        if (code := codes.get(cell.column_letter, "")) in _SHOWN
        and (given is not None or not code)
        and str(cell.value).strip() not in {"", shown.get(code, "")}
    ]


def _filled(sheet: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    """The cells in which something is written, row by row below the headings."""
    rows: dict[int, list[Cell]] = {}
    # The library's own ways make each cell up to the last one: a format in the last row would make a million rows.
    for (number, _), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        if number > 1 and cell.value is not None:
            rows.setdefault(number, []).append(cell)
    yield from rows.items()


def _header(
    sheet: Worksheet, table: Table, known: Mapping[str, str], entered: Entered
) -> dict[str, str]:
    """The letters of the columns by their codes; a heading that is none is a finding."""
    letters: dict[str, str] = {}
    strangers: dict[str, str] = {}
    for cell in next(sheet.iter_rows(max_row=1), ()):
        heading = "" if cell.value is None else str(cell.value)
        code = heading_code(heading, known)
        place = f"{sheet.title}!{cell.coordinate}"
        if code in letters:
            remedy = Phrase("Keep one column {name}.", name=heading)
            entered.note("duplicate-column", Phrase("each column once"), remedy, at=place, value=heading)  # fmt: skip
        elif code:
            letters[code] = cell.column_letter
        elif heading.strip():
            strangers[heading] = place
    for column in table.columns:
        if column.is_entry and column.code not in letters:
            _note_missing(sheet.title, column, strangers, entered)
    for heading, place in strangers.items():
        remedy = Phrase("Delete this column, or move it to a sheet of your own.")
        entered.note("extra-column", Phrase("the columns of the sheet"), remedy, at=place, value=heading)  # fmt: skip
    return letters


def _row_of_headings(sheet: Worksheet, known: Mapping[str, str]) -> int:
    """The row with most of the headings: the first, unless there is something above them."""
    rows = sheet.iter_rows(max_row=_HEADINGS_TO, values_only=True)
    found = [sum(bool(heading_code(str(cell), known)) for cell in row if cell) for row in rows]
    return 1 + found.index(max(found)) if found and max(found) > 1 else 1


def _note_missing(
    sheet: str, column: SheetColumn, strangers: dict[str, str], entered: Entered
) -> None:  # fmt: skip
    """A column that is not there, or that has a heading like it."""
    heading = Phrase(column.heading)
    like = next((n for lang in LANGS for n in near(heading.in_(lang), strangers)), "")
    if like:
        remedy = Phrase("Write {text}.", text=heading)
        entered.note("misspelt-column", heading, remedy, at=strangers.pop(like), value=like)
    else:
        remedy = Phrase("Add the column {name}.", name=heading)
        entered.note("missing-column", heading, remedy, at=sheet)


def _text(cell: Cell, column: str, entered: Entered) -> str:
    """A cell as text without what nobody sees at its ends; empty, with a finding, where it is no text."""
    place = f"{cell.parent.title}!{cell.coordinate}"
    if cell.data_type in _TEXTS:
        marked = _marked(cell)
        if marked:
            expected = Phrase("letters of one height that are not struck out")
            remedy = Phrase("Delete what is in brackets here, or give it the format of the others.")
            entered.note("marked-letters", expected, remedy, at=place, value=marked)
            return ""
        text = plain_form(unescape(str(cell.value)), column)
        if "\n" in text or "\r" in text:
            entered.note("line-break", *QUOTES["line-break"], at=place, value=text)
            return ""
        return text
    code, expected = _KINDS.get(cell.data_type, _KINDS["f"])
    entered.note(code, expected, RETYPE, at=place, value=_shown(cell.value))
    return ""


def _marked(cell: Cell) -> str:
    """A text with what is struck out, raised or lowered in brackets; empty where nothing is: 10² is not 102."""
    runs = cell.value if isinstance(cell.value, list) else [cell.value]
    fonts = [run.font if isinstance(run, TextBlock) else cell.font for run in runs]
    marks = [
        bool(str(run).strip() and (font.strike or font.vertAlign in _RAISED))
        for run, font in zip(runs, fonts, strict=True)
    ]
    parts = (f"[{run}]" if mark else str(run) for run, mark in zip(runs, marks, strict=True))
    return "".join(parts) if any(marks) else ""


def _shown(value: object) -> str:
    """A number, date or formula in short; a whole day without its midnight."""
    formula = getattr(value, "text", None)
    return str(formula or value).removesuffix(" 00:00:00")
