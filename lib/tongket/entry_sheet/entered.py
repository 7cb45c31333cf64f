"""What somebody entered into an entry sheet: its rows, and what of it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongket.data.findings import Finding

if TYPE_CHECKING:
    from tongket.model import Text


@dataclass(frozen=True)
class EnteredRow:
    """A row of an entry sheet in which something is written.

    Args:
        sheet: the name of the sheet.
        number: the row in it.
        cells: by code of their columns; those that the sheet does not have are empty.
        letters: the column of each code in the sheet.
        given: what the row said when the sheet was given out, in codes; None where the sheet does not know it.
    """

    sheet: str
    number: int
    cells: dict[str, str]
    letters: dict[str, str]
    given: dict[str, str] | None = None

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
        sheets: the names of all sheets, in order.
        not_read: the names of the analyst's own sheets.
        beside: the cells in which something is written, and which are not read.
    """

    file: str
    rows: dict[str, list[EnteredRow]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def note(
        self, code: str, expected: Text, remedy: Text, *, at: str = "", value: str = ""
    ) -> None:
        """Note a finding at a place of the workbook."""
        self.findings.append(Finding(self.file, 0, at, value, expected, remedy, code))
