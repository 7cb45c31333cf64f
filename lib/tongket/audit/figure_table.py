"""A table of printed figures from any CSV file, a row a figure: no project and no registry is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.findings import Finding
from tongket.model import Qualifier, Text
from tongket.numerals import EXAMPLES, parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.numerals import Printed

PERCENT = "%"
NO_COLUMN = frozenset({"no-header", "missing-column", "misspelt-column", "other-table"})


@dataclass(frozen=True)
class Columns:
    """What the columns of a table are called; those of unit, qualifier and name may be left out.

    Args:
        id: the word by which rules name the figure; two rows of one id are two statements of one figure.
        value: the figure as printed; empty where there is none.
        unit: what it counts, `%` for a percentage.
        qualifier: `about`, `more_than` …; empty for a plain number.
        name: what readers call it.
    """

    id: str = "id"
    value: str = "value"
    unit: str = "unit"
    qualifier: str = "qualifier"
    name: str = "name"

    @property
    def needed(self) -> tuple[str, str]:
        """The columns that no table is without."""
        return self.id, self.value


@dataclass(frozen=True)
class TableFigure:
    """One printed figure of a table.

    Args:
        row: its line in the file.
        as_printed: with its sign of percent, also where only the unit says it.
    """

    row: int
    id: str
    as_printed: str
    printed: Printed
    unit: str
    qualifier: Qualifier
    name: str


def read_table(
    path: Path, columns: Columns, notation: str, findings: list[Finding]
) -> list[TableFigure]:
    """The figures of a CSV file; rows without a value are left out.

    Commas, semicolons, TABs or bars may separate the cells; what else is in the file is not looked at.

    Args:
        path: the file.
        columns: what its columns are called.
        notation: `en` (4,298.5) or `vi` (4.298,5).
        findings: where to note what does not hold.
    """
    shape = Shape(columns.needed, optional=(columns.unit, columns.qualifier, columns.name))
    flaws: list[Finding] = []
    rows = list(read_rows(path, shape, path.name, flaws))
    # Anybody's table may have further columns, and the form of any program.
    findings += [_of_columns(flaw) for flaw in flaws if flaw.code not in FORM]
    found = [
        figure
        for row, cells in rows
        for figure in _figure(path.name, row, cells, columns, notation, findings)
    ]
    if rows and not found and not findings:
        expected = Phrase("at least one figure")
        remedy = Phrase("Write one figure a row, below the names of the columns.")
        findings.append(Finding(path.name, 1, columns.value, "", expected, remedy, "no-rows"))
    return found


def _of_columns(flaw: Finding) -> Finding:
    """A column that is not there may have another name in this table."""
    if flaw.code not in NO_COLUMN:
        return flaw
    remedy = Phrase("Name the columns of the table: {options}.", options="--id, --value")
    return replace(flaw, remedy=remedy)


def _figure(
    file: str, row: int, cells: dict[str, str], columns: Columns, notation: str, findings: list[Finding]
) -> Iterator[TableFigure]:  # fmt: skip
    """The figure of a row; nothing where it has none, or where it cannot be read."""
    value, unit = cells.get(columns.value, ""), cells.get(columns.unit, "")
    qualifier = cells.get(columns.qualifier) or Qualifier.EXACT
    name = cells.get(columns.id, "")
    before = len(findings)
    if not name:
        remedy = Phrase("Give each figure an id, by which the rules name it.")
        findings.append(Finding(file, row, columns.id, "", Phrase("an id"), remedy, "empty-cell"))
    if qualifier not in set(Qualifier):
        known = Text(*[", ".join(Qualifier)] * 2)
        remedy = Phrase("Write one of these, or leave the cell empty.")
        findings.append(
            Finding(file, row, columns.qualifier, qualifier, known, remedy, "unknown-qualifier")
        )
    printed = _parsed(value, notation)
    if value and printed is None:
        expected = Phrase(
            "a number such as {examples}", examples=Text(*[" · ".join(EXAMPLES[notation])] * 2)
        )
        remedy = Phrase(
            "Write the figure as it is printed, its unit in a column of its own, and nothing where there is none; "
            "{option} says how numbers are written.", option="--notation",
        )  # fmt: skip
        findings.append(Finding(file, row, columns.value, value, expected, remedy, "unparsable"))
    if printed is not None and len(findings) == before:
        shown = value + PERCENT if unit == PERCENT and not value.endswith(PERCENT) else value
        called = cells.get(columns.name) or name
        yield TableFigure(row, name, shown, printed, unit, Qualifier(qualifier), called)


def _parsed(value: str, notation: str) -> Printed | None:
    try:
        return parse(value, notation) if value else None
    except ValueError:
        return None
