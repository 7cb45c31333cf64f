"""The rows of a CSV file, before their meaning: separators, quotes, columns, characters.

Each line is one row. A quotation mark that is not closed, and a line break within a cell, are findings at the line
where the quotation mark opens; the rows below are read all the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.findings import Finding
from tongket.data.letters import flaws
from tongket.data.quotation_marks import Broken, cells_of, opened_cell, records, stray_cell
from tongket.data.text_file import BOM, SAVE_AS, lines
from tongket.errors import near
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Row = tuple[int, dict[str, str]]
# How each separator is shown, in any language.
SEPARATORS = {",": ",", ";": ";", "\t": "TAB", "|": "|"}
TIDY = Phrase("Run `{command}`.", command="tongket tidy")
PLAIN = Phrase("UTF-8 without a byte-order mark, commas, LF line ends")
# A table with no more than one in so many of the columns is another table.
OF_ANOTHER_TABLE = 4
# What is wrong with the form of a file only, so that writing it anew mends it.
FORM = frozenset(
    {"spreadsheet-form", "extra-column", "outer-space", "double-space", "empty-row", "not-nfc"}
)
# Columns in which sentences are written, where two spaces do not make two keys.
_PROSE = re.compile(r"comment|note_.*")
QUOTES = {
    "unclosed-quote": (
        Phrase("a quotation mark at the end of the cell too"),
        Phrase("Close the quotation mark, or delete it."),
    ),
    "line-break": (Phrase("a cell without line breaks"), Phrase("Write it in one line.")),
    "stray-quote": (
        Phrase("quotation marks around whole cells only"),
        Phrase("Write the quotation mark of a text twice, and the cell in quotation marks."),
    ),
}


@dataclass(frozen=True)
class Shape:
    """What a CSV file must look like.

    Args:
        columns: the columns it must have, in this order.
        optional: columns that it may have besides.
        decimals: columns of plain decimals; a file with semicolons may write them with a comma.
    """

    columns: Sequence[str]
    optional: Sequence[str] = ()
    decimals: Sequence[str] = ()


@dataclass
class _File:
    """A file while it is read: its name, shape and findings, and how a spreadsheet program wrote it."""

    name: str
    shape: Shape
    findings: list[Finding]
    separator: str = ","
    header: list[str] = field(default_factory=list)
    has_crlf: bool = False
    # Cells with letters beyond ASCII with which nothing is wrong: the same comments come in many rows.
    sound: set[str] = field(default_factory=set)

    def note(
        self, code: str, expected: Text, remedy: Text, *, row: int = 0, column: str = "", value: str = ""
    ) -> None:  # fmt: skip
        self.findings.append(Finding(self.name, row, column, value, expected, remedy, code))


def read_rows(path: Path, shape: Shape, name: str, findings: list[Finding]) -> Iterator[Row]:
    """The rows of a CSV file with the numbers of their lines, one at a time: a million need no memory.

    A row with something wrong in its text is left out; a finding says why.

    Args:
        path: the file.
        shape: its columns.
        name: its name in findings.
        findings: where to note everything that is wrong with the text. It is complete after the last row.
    """
    file = _File(name, shape, findings)
    before = len(findings)
    numbered = lines(path, name, findings, limits.OBSERVATIONS_BYTES)
    started = _start(numbered, file)
    if started is None:
        if len(findings) == before:
            remedy = Phrase("Fill the file or delete it.")
            file.note("empty-file", Phrase("a header row"), remedy)
        return
    if not _header_holds(file):
        return
    count = 0
    for number, cells in _records(numbered, file):
        count += 1
        if _row_holds(number, cells, file):
            yield number, dict(zip(file.header, _plain(cells, file)))  # noqa: B905 - of one length, that row holds
        if len(findings) - before > limits.FINDINGS:
            _note_too_many(number, file)
            return
    if not count and len(findings) == before:
        remedy = Phrase("Fill the file or delete it.")
        file.note("no-rows", Phrase("at least one row below the header"), remedy, row=1)


def _start(numbered: Iterator[tuple[int, str]], file: _File) -> str | None:
    """The header line; how a spreadsheet program wrote the file goes to the findings, as one."""
    first = next(numbered, None)
    if first is None:
        return None
    number, line = first
    marks = ["BOM"] if line.startswith(BOM) else []
    line = line.removeprefix(BOM)
    file.has_crlf = line.endswith("\r")
    marks += ["CRLF"] if file.has_crlf else []
    line = line.removesuffix("\r")
    if "\r" in line:
        file.note("line-ends", Phrase("LF line ends"), SAVE_AS, row=1, value="CR")
        return None
    named = re.fullmatch(r"sep=(.)", line)
    if named:
        marks.append(line)
        number, line = next(numbered, (number, ""))
        line = line.removesuffix("\r")
    file.separator = named[1] if named else _separator(line, file.shape.columns)
    if file.separator != ",":
        marks.append(SEPARATORS.get(file.separator, file.separator))
    if marks:
        file.note("spreadsheet-form", PLAIN, TIDY, row=1, value=", ".join(marks))
    if not line:
        return None
    # Names of helper columns may come from a keyboard that writes letter and mark apart.
    line = unicodedata.normalize("NFC", line)
    file.header = cells_of(line, file.separator) or [line]
    return line


def _separator(header: str, columns: Sequence[str]) -> str:
    """What separates the columns: that which finds most of them, a comma where none does."""
    known = set(columns)
    return max(SEPARATORS, key=lambda mark: len(known & set(header.replace('"', "").split(mark))))


def _header_holds(file: _File) -> bool:
    """Whether each column is there once; a header of other words, a misspelt or a further name are findings."""
    header, shown = file.header, file.separator.join(file.header)
    before = len(file.findings)
    for flaw in (flaw for name in header for flaw in flaws(name)):
        file.note(flaw.code, flaw.expected, flaw.remedy, row=1, value=flaw.value)
    if len(file.findings) > before:
        return False
    columns = file.shape.columns
    wanted = Text(", ".join(columns), ", ".join(columns))
    if not set(columns) & set(header):
        remedy = Phrase("Put the names of the columns into the first row.")
        file.note("no-header", wanted, remedy, row=1, value=shown)
        return False
    held = [name for name in columns if name in header]
    if len(held) <= len(columns) // OF_ANOTHER_TABLE:
        remedy = Phrase("Move it out of the folder if it is another table, or add the columns.")
        file.note("other-table", wanted, remedy, row=1, value=shown)
        return False
    strangers = [name for name in header if name not in columns and name not in file.shape.optional]
    missing = [name for name in columns if name not in header]
    for name in missing:
        _note_missing(name, strangers, wanted, file)
    known = {*columns, *file.shape.optional}
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1 and name in known]
    for name in twice:
        remedy = Phrase("Keep one column {name}.", name=name)
        file.note("duplicate-column", wanted, remedy, row=1, column=name, value=shown)
    for name in dict.fromkeys(strangers):
        remedy = Phrase("Delete this column: `{command}` does it.", command="tongket tidy")
        file.note("extra-column", wanted, remedy, row=1, column=name, value=name)
    return not missing and not twice


def _note_missing(name: str, strangers: list[str], wanted: Text, file: _File) -> None:
    """A column that is not there, or that has a name like it."""
    like = next(iter(near(name, strangers)), "")
    if like:
        strangers.remove(like)
        remedy = Phrase("Write {text}.", text=name)
        file.note("misspelt-column", Text(name, name), remedy, row=1, column=like, value=like)
    else:
        remedy = Phrase("Add the column {name}.", name=name)
        shown = file.separator.join(file.header)
        file.note("missing-column", wanted, remedy, row=1, column=name, value=shown)


def _records(numbered: Iterable[tuple[int, str]], file: _File) -> Iterator[tuple[int, list[str]]]:
    """The rows whose quotation marks hold; a finding for each that does not."""
    for number, row in records(_plain_ends(numbered, file), file.separator, len(file.header)):
        if isinstance(row, Broken):
            _note_broken(number, row, file)
        else:
            yield number, row


def _plain_ends(numbered: Iterable[tuple[int, str]], file: _File) -> Iterator[tuple[int, str]]:
    """The lines without the CR of CRLF; the first where the header has none is a finding."""
    for number, line in numbered:
        if line.endswith("\r") and not file.has_crlf:
            file.has_crlf = True
            file.note("spreadsheet-form", PLAIN, TIDY, row=number, value="CRLF")
        yield number, line.removesuffix("\r")


def _note_broken(row: int, broken: Broken, file: _File) -> None:
    cell_of = stray_cell if broken.kind == "stray-quote" else opened_cell
    place, text = cell_of(broken.lines[0], file.separator)
    column = file.header[min(place, len(file.header) - 1)]
    shown = {
        "stray-quote": text,
        "unclosed-quote": f'"{text}',
        "line-break": "\n".join(broken.lines),
    }
    value = shown[broken.kind]
    file.note(broken.kind, *QUOTES[broken.kind], row=row, column=column, value=value)


def _note_long(row: int, column: str, text: str, most: int, file: _File) -> None:
    expected = Phrase("at most {number} characters", number=most)
    remedy = Phrase("Shorten it.")
    value = f"{text[:40]}… ({len(text)})"
    file.note("too-long", expected, remedy, row=row, column=column, value=value)


def _note_too_many(row: int, file: _File) -> None:
    expected = Phrase("at most {number} findings in one file", number=limits.FINDINGS)
    remedy = Phrase("Mend these first: the rows below were not read.")
    file.note("too-many-findings", expected, remedy, row=row, value=f"> {limits.FINDINGS}")


def _row_holds(number: int, cells: list[str], file: _File) -> bool:
    """Whether a row can be read; what does not hold in it goes to the findings."""
    if not any(cells):
        remedy = Phrase("Delete the empty row: `{command}` does it.", command="tongket tidy")
        file.note("empty-row", Phrase("a statement"), remedy, row=number)
        return False
    if len(cells) != len(file.header):
        expected = Phrase("{width} cells", width=len(file.header))
        short = len(file.header) - len(cells)
        remedy = (
            Phrase("Quote figures that hold a comma.")
            if short < 0
            else Phrase(
                "Write the cells that are left out, also the empty ones: {number}.", number=short
            )
        )
        file.note("cell-count", expected, remedy, row=number, value=str(len(cells)))
        return False
    # Joined by commas whatever separates the cells of the file: beside one a space of a cell is seen.
    if _is_plain(",".join([cell for cell in cells if cell not in file.sound])):
        return True
    # All cells are looked at, also after the first that does not hold.
    wrong = [
        place
        for place, cell in enumerate(cells)
        if cell and cell not in file.sound and not _cell_holds(number, place, cells, file)
    ]
    return not wrong


def _is_plain(text: str) -> bool:
    """Whether nothing can be wrong with the characters of a row or a cell: true of most, and quick."""
    if not text.isascii() or not text.isprintable() or len(text) > limits.CELL or "?" in text:
        return False
    return "  " not in text and ", " not in text and " ," not in text and text == text.strip()


def _cell_holds(number: int, place: int, cells: list[str], file: _File) -> bool:
    """Whether the characters of a cell hold; spaces that nobody sees are found and taken away."""
    cell, column = cells[place], file.header[place]
    if _is_plain(cell):
        return True
    if len(cell) > limits.CELL:
        _note_long(number, column, cell, limits.CELL, file)
        return False
    composed = unicodedata.normalize("NFC", cell)
    if composed != cell:
        expected = Phrase("composed letters (NFC)")
        file.note("not-nfc", expected, TIDY, row=number, column=column, value=cell)
        cell = cells[place] = composed
    found = flaws(cell)
    for flaw in found:
        file.note(
            flaw.code, flaw.expected, flaw.remedy, row=number, column=column, value=flaw.value
        )
    if cell[0] == " " or cell[-1] == " ":
        expected = Phrase("no space at the start or the end")
        file.note("outer-space", expected, TIDY, row=number, column=column, value=cell)
        cells[place] = cell.strip(" ")
    elif "  " in cell and not _PROSE.fullmatch(column):
        expected = Phrase("one space between words")
        file.note("double-space", expected, TIDY, row=number, column=column, value=cell)
        cells[place] = re.sub(" +", " ", cell)
    elif not found and "  " not in cell:
        _note_sound(cell, file)
    return not found


def plain_form(cell: str, column: str) -> str:
    """A cell with composed letters, no space at its ends, and one space between words where it is no sentence.

    >>> plain_form(" 2,9  tỷ đồng ", "as_printed")
    '2,9 tỷ đồng'
    """
    text = unicodedata.normalize("NFC", cell).strip(" ")
    return text if _PROSE.fullmatch(column) else re.sub(" +", " ", text)


def _note_sound(cell: str, file: _File) -> None:
    if len(file.sound) < limits.CELLS_KNOWN:
        file.sound.add(cell)


def _plain(cells: list[str], file: _File) -> list[str]:
    """The cells with the decimals of a file with semicolons written with a point."""
    if file.separator == ",":
        return cells
    return [
        cell.replace(",", ".") if name in file.shape.decimals else cell
        for name, cell in zip(file.header, cells, strict=True)
    ]
