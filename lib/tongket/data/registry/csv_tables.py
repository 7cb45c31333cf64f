"""The registries that are CSV files: their rows, with dates and the codes that may come once only."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding
from tongket.data.registry.toml_tables import in_each_language
from tongket.model import LANGS, Text, TimePeriod
from tongket.project import page_languages
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CsvTable:
    """One registry file: its rows by their lines, and where to note what does not hold.

    Args:
        data_dir: the data folder.
        name: the file in it.
        columns: its columns.
        findings: where to note what does not hold.
        key: the columns that together no two rows have alike; without them the first, which holds the code of the row.
        may_be_empty: it need not be there.
    """

    def __init__(
        self, data_dir: Path, name: str, columns: Sequence[str], findings: list[Finding],
        *, key: Sequence[str] = (), may_be_empty: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.code, self._findings = name, columns[0], findings
        self._key = (*key,) or (columns[0],)
        self.rows: list[tuple[int, dict[str, str]]] = []
        if os.path.lexists(data_dir / name):
            languages = page_languages(data_dir.parent)
            read = read_rows(data_dir / name, Shape(columns), name, findings)
            self.rows = [(row, in_each_language(cells, columns, languages)) for row, cells in read]
            self._note_twice()
        elif not may_be_empty:
            expected, remedy = Phrase("this file"), Phrase("Restore the file.")
            self.note(0, "", "", expected, remedy, "unreadable-registry")

    def lay_over(self, shared: CsvTable) -> None:
        """Add the rows of another table whose codes this one does not have; they come first, with lines below 0."""
        own = {cells[self.code] for _, cells in self.rows}
        others = [(-row, cells) for row, cells in shared.rows if cells[self.code] not in own]
        self.rows = [*others, *self.rows]

    def note(
        self, row: int, column: str, value: str, expected: Text, remedy: Text, code: str
    ) -> None:
        """Note a finding in this file."""
        self.found(Finding(self.name, row, column, value, expected, remedy, code))

    def found(self, finding: Finding) -> None:
        """Note a finding that was made elsewhere."""
        self._findings.append(finding)

    @property
    def noted(self) -> int:
        """How many findings there are so far, with those of other files."""
        return len(self._findings)

    def _note_twice(self) -> None:
        first: dict[tuple[str, ...], int] = {}
        for row, cells in self.rows:
            before = first.setdefault(tuple(cells[name].casefold() for name in self._key), row)
            if before != row and len(self._key) > 1:
                expected = Phrase("each correction once (row {number})", number=before)
                remedy = Phrase("Delete one row, or mend the day of its release.")
                self.note(row, self._key[-1], cells[self._key[-1]], expected, remedy, "row-twice")
            elif before != row:
                expected = Phrase(
                    "each code once, small and capital letters alike (row {number})", number=before
                )
                remedy = Phrase("Delete one row, or give it another code.")
                self.note(row, self.code, cells[self.code], expected, remedy, "code-twice")

    def must_say(self, row: int, cells: dict[str, str], columns: Sequence[str]) -> None:
        """Note each of some columns that is empty in a row."""
        for column in columns:
            if not cells[column].strip():
                remedy = Phrase("Fill the cell.")
                self.note(row, column, "", Phrase("a text"), remedy, "empty-cell")

    def in_both(self, row: int, cells: dict[str, str], keys: Sequence[str]) -> None:
        """Note each of some texts that is written in one language only: pages of the other would leave it out."""
        for key in keys:
            filled = [lang for lang in LANGS if cells[f"{key}_{lang}"].strip()]
            if len(filled) == 1:
                (said,) = filled
                empty = f"{key}_{'en' if said == 'vi' else 'vi'}"
                expected = Phrase(
                    "a text in both languages, as in {column}", column=f"{key}_{said}"
                )
                remedy = Phrase("Fill the cell.")
                self.note(row, empty, "", expected, remedy, "one-language")

    def one_of(self, row: int, cells: dict[str, str], column: str, names: Sequence[str]) -> None:
        """Note a cell that is none of some words."""
        if cells[column] not in names:
            expected = Phrase("one of {names}", names=", ".join(names))
            remedy = Phrase("Write one of these words.")
            self.note(row, column, cells[column], expected, remedy, "unknown-kind")

    def period(self, row: int, cells: dict[str, str], column: str) -> TimePeriod | None:
        """A cell as a period; None, with a finding, where it is none."""
        try:
            return TimePeriod.parse(cells[column])
        except ValueError:
            self._note_date(row, cells, column)
            return None

    def day(self, row: int, cells: dict[str, str], column: str) -> date | None:
        """A cell as a day; None where it is empty, or, with a finding, where it is no day."""
        if not cells[column]:
            return None
        if not _DAY.fullmatch(cells[column]):
            self._note_date(row, cells, column)
            return None
        period = self.period(row, cells, column)
        return period.end if period else None

    def _note_date(self, row: int, cells: dict[str, str], column: str) -> None:
        expected, remedy = Phrase("a date YYYY-MM-DD"), Phrase("Write it year first.")
        self.note(row, column, cells[column], expected, remedy, "wrong-date")
