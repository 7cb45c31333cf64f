"""The text of a data file, before its meaning: encoding, line ends, marks from spreadsheets, columns."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPACES = {"\u00a0": "U+00A0", "\u202f": "U+202F", "\u2007": "U+2007", "\u200b": "U+200B"}
SAVE_AS = Phrase("Save it as “CSV UTF-8”, separated by commas, with LF line ends.")


@dataclass
class Table:
    """The rows of one file, each with its line number, and what was found in the text."""

    file: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        code: str,
        expected: Text,
        remedy: Text,
        *,
        row: int = 0,
        column: str = "",
        value: str = "",
    ) -> None:
        """Note a finding in this file."""
        self.findings.append(Finding(self.file, row, column, value, expected, remedy, code))


def read_table(
    path: Path, columns: Sequence[str], file: str, optional: Sequence[str] = ()
) -> Table:
    """Read a CSV file and note everything that is wrong with its text.

    Args:
        path: the file.
        columns: the columns it must have, in this order.
        file: its name in findings.
        optional: columns that it may have besides.

    Returns:
        The rows that could be read; none where the header does not hold.
    """
    table = Table(file)
    text = _decoded(path.read_bytes(), table)
    if text is None:
        return table
    lines = list(csv.reader(text.splitlines(), strict=False))
    if not lines:
        _note_empty(table)
    elif _header_holds(lines[0], columns, optional, table):
        _take_rows(lines, table)
    return table


def _decoded(raw: bytes, table: Table) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        got = raw[error.start : error.start + 1].hex()
        table.add("not-utf-8", Text("UTF-8", "UTF-8"), SAVE_AS, row=line, value=f"0x{got}")
        return None
    if text.startswith("\ufeff"):
        expected = Phrase("no byte-order mark at the start")
        table.add("byte-order-mark", expected, SAVE_AS, row=1, value="BOM")
        text = text[1:]
    if "\r" in text:
        line = text.replace("\r\n", "\r").split("\r", 1)[0].count("\n") + 1
        table.add("line-ends", Phrase("LF line ends"), SAVE_AS, row=line, value="CR")
    if "\x00" in text:
        table.add("not-text", Phrase("text"), SAVE_AS, value="NUL")
        return None
    _note_letters(text, table)
    return text


def _note_letters(text: str, table: Table) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for space in SPACES.keys() & set(line):
            table.add(
                "non-breaking-space",
                Phrase("plain spaces"),
                Phrase("Replace it by a plain space or delete it."),
                row=number,
                value=SPACES[space],
            )
        if not unicodedata.is_normalized("NFC", line):
            table.add(
                "not-nfc",
                Phrase("composed letters (NFC)"),
                Phrase("Convert the text to Unicode NFC."),
                row=number,
                value=line,
            )


def _note_empty(table: Table) -> None:
    expected = Phrase("a header row")
    table.add("empty-file", expected, Phrase("Fill the file or delete it."))


def _header_holds(
    header: list[str], columns: Sequence[str], optional: Sequence[str], table: Table
) -> bool:
    if len(header) == 1 and ";" in header[0]:
        expected = Phrase("columns separated by commas")
        table.add("semicolons", expected, SAVE_AS, row=1, value=header[0])
        return False
    wanted = Text(", ".join(columns), ", ".join(columns))
    for name in columns:
        if header.count(name) == 0:
            remedy = Phrase("Add the column {name}.", name=name)
            table.add("missing-column", wanted, remedy, row=1, column=name, value=",".join(header))
        if header.count(name) > 1:
            remedy = Phrase("Keep one column {name}.", name=name)
            table.add(
                "duplicate-column", wanted, remedy, row=1, column=name, value=",".join(header)
            )
    for name in header:
        if name not in columns and name not in optional:
            remedy = Phrase("Delete this column or mend its name.")
            table.add("extra-column", wanted, remedy, row=1, column=name, value=name)
    table.columns = header
    return not any(f.code in {"missing-column", "duplicate-column"} for f in table.findings)


def _take_rows(lines: list[list[str]], table: Table) -> None:
    width = len(table.columns)
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            table.add(
                "empty-row",
                Phrase("a statement"),
                Phrase("Delete the empty row."),
                row=number,
            )
        elif len(cells) != width:
            table.add(
                "cell-count",
                Phrase("{width} cells", width=width),
                Phrase("Quote figures that hold a comma."),
                row=number,
                value=str(len(cells)),
            )
        else:
            table.rows.append((number, dict(zip(table.columns, cells, strict=True))))
