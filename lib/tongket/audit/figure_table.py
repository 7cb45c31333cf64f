"""A table of printed figures from any CSV file, a row a figure: no project and no registry is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket.audit.figure_units import PERCENT, SHOWN, WORDS, agree, has_scale, kind_of
from tongket.audit.statements import RELATIVE
from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.findings import Finding
from tongket.model import Qualifier, Text
from tongket.numerals import EXAMPLES, ReversedBand, parse
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.numerals import Printed

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
        unit: what it is printed in: the word of its column, or of its printing where the column is empty.
        kind: what that word, or the printing itself, says, as in `Printed.unit`; empty where neither says anything.
    """

    row: int
    id: str
    as_printed: str
    printed: Printed
    unit: str
    kind: str
    qualifier: Qualifier
    name: str

    @property
    def shown_unit(self) -> str:
        """Its unit in a finding."""
        in_words = self.as_printed if self.printed.unit == WORDS else "-"
        return self.unit or self.kind or in_words

    @property
    def is_fraction(self) -> bool:
        """Whether it is printed as n/N."""
        return self.printed.denominator is not None

    @property
    def measured_in(self) -> str:
        """What figures that are added or compared have in common: `%` and `percent` are one unit."""
        return self.kind if self.kind in RELATIVE else self.unit


@dataclass(frozen=True)
class FigureTable:
    """The figures of a table.

    Args:
        notation: how its numbers are written.
        empty: the ids of which no row has a value.
        units: what the column of units holds, also in rows without a value.
    """

    file: str
    notation: str
    figures: tuple[TableFigure, ...]
    empty: frozenset[str]
    units: frozenset[str]

    @property
    def by_id(self) -> dict[str, list[TableFigure]]:
        """The printings of each id."""
        found: dict[str, list[TableFigure]] = {}
        for figure in self.figures:
            found.setdefault(figure.id, []).append(figure)
        return found


def read_table(path: Path, columns: Columns, notation: str, findings: list[Finding]) -> FigureTable:
    """The figures of a CSV file.

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
    findings += _in_two_units(path.name, columns.unit, found)
    every = {cells.get(columns.id, "") for _, cells in rows}
    empty = frozenset(every - {each.id for each in found})
    units = frozenset(filter(None, (cells.get(columns.unit, "") for _, cells in rows)))
    return FigureTable(path.name, notation, tuple(found), empty, units)


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
    if isinstance(printed, tuple):
        findings.append(Finding(file, row, columns.value, value, *printed))
        return
    if printed is None:
        return
    unit = unit or SHOWN.get(printed.unit, "")
    kind = kind_of(unit, notation) or printed.unit.replace(WORDS, "")
    flaw = _flaw_of_unit(cells.get(columns.unit, ""), kind, printed, notation)
    if flaw:
        findings.append(Finding(file, row, columns.value, value, *flaw))
    if len(findings) > before:
        return
    shown = value
    if kind == "percent" and not printed.unit:
        shown, printed = value + PERCENT, replace(printed, unit=kind)
    called = cells.get(columns.name) or name
    yield TableFigure(row, name, shown, printed, unit, kind, Qualifier(qualifier), called)


def _flaw_of_unit(
    unit: str, kind: str, printed: Printed, notation: str
) -> tuple[Text, Text, str] | None:
    """What is wrong with a figure in this unit: expected, remedy and code."""
    if not agree(kind, printed):
        remedy = Phrase("Mend the figure or its unit.")
        return Phrase("a figure in {unit}", unit=unit), remedy, "mixed-units"
    if has_scale(unit, notation) and (printed.unit or printed.last > 1):
        expected = Phrase("a number of {unit}, without a scale or a unit of its own", unit=unit)
        remedy = Phrase("Write the number alone, or leave the cell of its unit empty.")
        return expected, remedy, "mixed-units"
    if kind in RELATIVE and printed.denominator is not None:
        remedy = Phrase(
            "Write the percentage; or the fraction alone, its unit empty, as the share of a rule [[ratio]]."
        )
        return Phrase("one number in {unit}, no fraction", unit=unit), remedy, "fraction-in-percent"
    return None


def _in_two_units(file: str, column: str, figures: Iterable[TableFigure]) -> Iterator[Finding]:
    """The figures that are printed in another unit than an earlier one of their id."""
    first: dict[str, TableFigure] = {}
    for figure in figures:
        # A share may be printed as 15% in one place and as 3/20 in another.
        if figure.is_fraction and not figure.unit:
            continue
        known = first.setdefault(figure.id, figure)
        if known.measured_in != figure.measured_in:
            expected = Phrase(
                "the unit of row {row} ({unit})", row=known.row, unit=known.shown_unit
            )
            remedy = Phrase("Write both in one unit, or give the second an id of its own.")
            yield Finding(file, figure.row, column, figure.unit, expected, remedy, "mixed-units")


def _parsed(value: str, notation: str) -> Printed | tuple[Text, Text, str] | None:
    """A figure, or what is wrong with it: expected, remedy and code; None where there is none."""
    try:
        return parse(value, notation) if value else None
    except ReversedBand:
        return Phrase("lower not above upper"), Phrase("Swap the ends."), "band-reversed"
    except ValueError:
        expected = Phrase(
            "a number such as {examples}", examples=Text(*[" · ".join(EXAMPLES[notation])] * 2)
        )
        remedy = Phrase(
            "Write the figure as it is printed, its unit in a column of its own, and nothing where there is none; "
            "{option} says how numbers are written.", option="--notation",
        )  # fmt: skip
        return expected, remedy, "unparsable"
