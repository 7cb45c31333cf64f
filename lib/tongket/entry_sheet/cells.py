"""Reads the cells of an entry sheet, also after a spreadsheet program saved it: texts only, and nothing guessed.

openpyxl says of each cell whether it is a text, a number, a date, a formula or an error.
"""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.csv_file import QUOTES, plain_form
from tongket.data.findings import Finding
from tongket.data.text_file import is_readable
from tongket.entry_sheet.columns import (
    FIGURES,
    INSTRUCTIONS_TITLE,
    LISTS_TITLE,
    TABLES,
    codes_of_headings,
    heading_code,
    is_titled,
)
from tongket.errors import near
from tongket.model import LANGS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tongket.entry_sheet.columns import Column, Table
    from tongket.model import Text

SAVE_AS = Phrase("Save it as .xlsx in the spreadsheet program, without a password.")
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
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# The name of the part that holds an encrypted workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class EnteredRow:
    """A row of an entry sheet in which something is written.

    Args:
        sheet: the name of the sheet.
        number: the row in it.
        cells: by code of their columns; those that the sheet does not have are empty.
        letters: the column of each code in the sheet.
    """

    sheet: str
    number: int
    cells: dict[str, str]
    letters: dict[str, str]

    def place(self, column: str = "") -> str:
        """Where a cell is, such as `Figures!F12`; the whole row where the sheet has no such column."""
        letter = self.letters.get(column, "")
        return f"{self.sheet}!{letter}{self.number}" if letter else f"{self.sheet}!{self.number}"


@dataclass
class Entered:
    """What an entry sheet holds.

    Args:
        file: its name in findings.
        rows: the rows in which something is written, by name of their table.
        findings: what of it cannot be read.
        not_read: the names of the analyst's own sheets.
    """

    file: str
    rows: dict[str, list[EnteredRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)

    def note(
        self, code: str, expected: Text, remedy: Text, *, at: str = "", value: str = ""
    ) -> None:
        """Note a finding at a place of the workbook."""
        self.findings.append(Finding(self.file, 0, at, value, expected, remedy, code))


def read_entry_sheet(path: Path) -> Entered:
    """Read an entry sheet: its rows, and everything in it that cannot be read.

    Args:
        path: the workbook.
    """
    entered = Entered(path.name)
    if not is_readable(path, path.name, entered.findings, limits.WORKBOOK_BYTES):
        return entered
    if not _is_workbook(path, entered):
        return entered
    book = _opened(path, entered)
    if book is not None:
        _read_sheets(book, entered)
    return entered


def _is_workbook(path: Path, entered: Entered) -> bool:
    """Whether a file is a workbook of sane size; what it is instead goes to the findings."""
    expected = Phrase("a workbook (.xlsx)")
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start == _OLE:
        locked = _ENCRYPTED in path.read_bytes()
        entered.note("other-format", expected, SAVE_AS, value="password" if locked else "Excel 97 (.xls)")  # fmt: skip
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        value = "ZIP, damaged" if start == _ZIP else f"no ZIP, {path.suffix}"
        entered.note("other-format", expected, SAVE_AS, value=value)
        return False
    if "xl/workbook.xml" not in names:
        entered.note("other-format", expected, SAVE_AS, value="ZIP without xl/workbook.xml")
        return False
    size = sum(part.file_size for part in parts)
    if size > limits.WORKBOOK_BYTES or len(parts) > limits.WORKBOOK_PARTS:
        most = Phrase("at most {size} MB unpacked", size=limits.WORKBOOK_BYTES // 2**20)
        remedy = Phrase(
            "Delete empty rows below the last filled one, or copy what is filled into a new sheet: `{command}`.",
            command="tongket sheet YEAR",
        )
        entered.note("too-large", most, remedy, value=f"{size // 2**20} MB, {len(parts)} parts")
        return False
    return True


def _opened(path: Path, entered: Entered) -> Workbook | None:
    """The workbook with its formulas as they are written; None, with a finding, where it is damaged."""
    from openpyxl import load_workbook

    try:
        # A name that does not end in .xlsx is no reason to refuse; warnings speak of what is not read anyway.
        with path.open("rb") as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(stream, keep_links=False)
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library fail in any way
        expected = Phrase("a workbook that can be read")
        entered.note("unreadable-workbook", expected, SAVE_AS, value=f"{type(error).__name__}: {error}")  # fmt: skip
        return None


def _read_sheets(book: Workbook, entered: Entered) -> None:
    for sheet in book.worksheets:
        table = next((table for table in TABLES if is_titled(sheet.title, table.title)), None)
        if table is not None:
            entered.rows[table.name] = list(_rows(sheet, table, entered))
        elif not any(is_titled(sheet.title, title) for title in (INSTRUCTIONS_TITLE, LISTS_TITLE)):
            entered.not_read.append(sheet.title)
    if FIGURES.name not in entered.rows:
        expected = Phrase("the sheet “{name}”", name=Phrase(FIGURES.title))
        remedy = Phrase("Give the sheet of the figures this name again.")
        entered.note("missing-sheet", expected, remedy, value=", ".join(book.sheetnames))


def _rows(sheet: Worksheet, table: Table, entered: Entered) -> Iterator[EnteredRow]:
    """The rows of a sheet in which something is written; what cannot be read goes to the findings."""
    if sheet.sheet_state != "visible":
        remedy = Phrase("Show the sheet and look through it, or delete it.")
        entered.note("hidden-sheet", Phrase("a sheet that one can see"), remedy, at=sheet.title)
    for merged in sheet.merged_cells.ranges:
        remedy = Phrase("Unmerge them, and fill each cell.")
        place = f"{sheet.title}!{merged.coord}"
        entered.note("merged-cells", Phrase("single cells"), remedy, at=place)
    letters = _header(sheet, table, entered)
    empty = dict.fromkeys((column.code for column in table.columns), "")
    for number, row in _filled(sheet):
        before = len(entered.findings)
        by_letter = {cell.column_letter: cell for cell in row}
        cells = {
            code: _text(by_letter[letter], code, entered)
            for code, letter in letters.items()
            if letter in by_letter
        }
        if len(entered.findings) == before and any(cells.values()):
            yield EnteredRow(sheet.title, number, empty | cells, letters)


def _filled(sheet: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    """The cells in which something is written, row by row below the headings."""
    rows: dict[int, list[Cell]] = {}
    # The library's own ways make each cell up to the last one: a format in the last row would make a million rows.
    for (number, _), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        if number > 1 and cell.value is not None:
            rows.setdefault(number, []).append(cell)
    yield from rows.items()


def _header(sheet: Worksheet, table: Table, entered: Entered) -> dict[str, str]:
    """The letters of the columns that are read, by their codes; a heading that is none is a finding."""
    known = codes_of_headings(table.columns)
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
    return {c.code: letters[c.code] for c in table.columns if c.is_entry and c.code in letters}


def _note_missing(
    sheet: str, column: Column, strangers: dict[str, str], entered: Entered
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
    from openpyxl.utils.escape import unescape

    place = f"{cell.parent.title}!{cell.coordinate}"
    if cell.data_type in _TEXTS:
        text = plain_form(unescape(str(cell.value)), column)
        if "\n" in text or "\r" in text:
            entered.note("line-break", *QUOTES["line-break"], at=place, value=text)
            return ""
        return text
    code, expected = _KINDS.get(cell.data_type, _KINDS["f"])
    entered.note(code, expected, RETYPE, at=place, value=_shown(cell.value))
    return ""


def _shown(value: object) -> str:
    """A number, date or formula in short; a whole day without its midnight."""
    formula = getattr(value, "text", None)
    return str(formula or value).removesuffix(" 00:00:00")
