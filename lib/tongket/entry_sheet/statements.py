"""Entered figures beside the statements of the data: which of these each corrects, or that it is a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from tongket.data.canonical import text_of
from tongket.data.csv_file import FORM, read_rows
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.data.observations import (
    COLUMNS,
    FIGURE,
    KEY,
    MISSING_STATUSES,
    SHAPE,
    UNIT_OF_MEASURE,
    values_printed,
)
from tongket.model import TimePeriod

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry
    from tongket.entry_sheet.cells import EnteredRow

Cells = dict[str, str]
_FACT = ("indicator", "ref_area", "time_period", "measure")
_UNITS = {str(measure): unit for measure, unit in UNIT_OF_MEASURE.items()}


@dataclass
class _Statement:
    """A row of the data, with the entered row that confirms or corrects it, where one does."""

    file: str
    cells: Cells
    entered: EnteredRow | None = None


@dataclass
class Statements:
    """The statements of a data folder, and what is entered into them.

    Args:
        registry: what they may name.
        added: how many entered figures are new statements.
        changed: how many correct a statement of the data.
        flaws: what is wrong with the text of each file, so that it cannot be written anew.
    """

    registry: Registry
    added: int = 0
    changed: int = 0
    flaws: dict[str, list[Finding]] = field(default_factory=dict)
    _held: dict[tuple[str, ...], list[_Statement]] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def read(self, folder: Path) -> None:
        """Read the rows of all files of a data folder."""
        for path in observation_files(folder):
            name = f"{OBSERVATIONS}/{path.name}"
            found: list[Finding] = []
            for _, cells in read_rows(path, SHAPE, name, found):
                self._hold(_Statement(name, cells))
            self.flaws[name] = [flaw for flaw in found if flaw.code not in FORM]

    def enter(self, rows: list[EnteredRow]) -> None:
        """Enter figures: first those whose key the data have, so that no other takes their place."""
        waiting = []
        for row in rows:
            same = [s for s in self._of_fact(row) if _key(s.cells) == _key(row.cells)]
            if same and same[0].entered is None:
                self._correct(same[0], row)
            else:
                waiting.append(row)
        facts = [(_fact(row.cells), row.cells["source"]) for row in waiting]
        for row, fact in zip(waiting, facts, strict=True):
            place = self._place_for(row, is_alone=facts.count(fact) == 1)
            if place is None:
                self._add(row)
            else:
                self._correct(place, row)

    def texts(self) -> tuple[dict[str, str], dict[tuple[str, int], EnteredRow]]:
        """The text of each file in which something is entered, and the entered row of each of its lines."""
        texts, lines = {}, {}
        for name in sorted(self._touched):
            held = [s for own in self._held.values() for s in own if s.file == name]
            held.sort(key=lambda statement: itemgetter(*KEY)(statement.cells))
            texts[name] = text_of(SHAPE, (statement.cells for statement in held))
            for line, statement in enumerate(held, start=2):
                if statement.entered:
                    lines[name, line] = statement.entered
        return texts, lines

    def _hold(self, statement: _Statement) -> None:
        self._held.setdefault(_fact(statement.cells), []).append(statement)

    def _of_fact(self, row: EnteredRow) -> list[_Statement]:
        return self._held.get(_fact(row.cells), [])

    def _place_for(self, row: EnteredRow, *, is_alone: bool) -> _Statement | None:
        """The statement whose place a row takes: one that waits for its figure, or the only one of this source."""
        same = [s for s in self._of_fact(row) if s.entered is None]
        empty = [s for s in same if not s.cells["source"] and not _has_figure(s.cells)]
        own = [s for s in same if s.cells["source"] and s.cells["source"] == row.cells["source"]]
        if len(own) == 1 and is_alone:
            return own[0]
        return empty[0] if empty else None

    def _correct(self, statement: _Statement, row: EnteredRow) -> None:
        statement.entered = row
        cells = self._with_values(statement.cells, row)
        if any(cells[name] != statement.cells[name] for name in COLUMNS):
            self.changed += 1
            statement.cells = cells
        # A finding in a row that did not change is named at its place in the sheet too.
        self._touched.add(statement.file)

    def _add(self, row: EnteredRow) -> None:
        self.added += 1
        cells = self._with_values(dict.fromkeys(COLUMNS, ""), row)
        name = f"{OBSERVATIONS}/{self._file_of(cells)}.csv"
        self._hold(_Statement(name, cells, row))
        self._touched.add(name)

    def _with_values(self, before: Cells, row: EnteredRow) -> Cells:
        """The cells of a statement as entered, with its unit and the values that its printing gives."""
        entered = {name: cell for name, cell in row.cells.items() if name in COLUMNS}
        cells = {**before, **entered}
        indicator = self.registry.indicators.get(cells["indicator"])
        if indicator:
            cells["unit_measure"] = _UNITS.get(cells["measure"], indicator.unit)
        source = self.registry.sources.get(cells["source"])
        if cells["obs_status"] in MISSING_STATUSES or source is None:
            return cells if source else {**cells, "lower": "", "upper": ""}
        if cells["as_printed"] == before["as_printed"] and cells["obs_value"] == before["obs_value"]:  # fmt: skip
            return cells
        given = values_printed(cells["as_printed"], source.notation)
        return {**cells, **given, "obs_value": cells["obs_value"] or given["obs_value"]}

    def _file_of(self, cells: Cells) -> str:
        """The file that a new statement goes into: that of its place and year."""
        area = self.registry.areas.get(cells["ref_area"])
        try:
            year = TimePeriod.parse(cells["time_period"]).year
        except ValueError:
            year = None
        # A row without an area or a period is refused: its file is never written.
        return f"{area.place}-{year}" if area and year else "not-known"


def _key(cells: Cells) -> tuple[str, ...]:
    return (*(cells[name] for name in KEY[:-1]), cells["locator"].casefold())


def _fact(cells: Cells) -> tuple[str, ...]:
    return tuple(cells[name] for name in _FACT)


def _has_figure(cells: Cells) -> bool:
    return any(cells[name] for name in FIGURE)
