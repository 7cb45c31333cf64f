"""Entered figures beside the statements of the data: which of these each corrects, or that it is a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from tongket.data.canonical import text_of
from tongket.data.csv_file import FORM, read_rows
from tongket.data.findings import Finding
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.data.observations import (
    COLUMNS,
    FIGURE,
    KEY,
    MISSING_STATUSES,
    SHAPE,
    UNIT_OF_MEASURE,
    is_unfilled,
)
from tongket.data.printed_values import values_printed
from tongket.model import Text, TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.entry_sheet.entered import EnteredRow

Cells = dict[str, str]
_FACT = itemgetter("indicator", "ref_area", "time_period", "measure")
_ORDER = itemgetter(*KEY)
# What an empty cell of the sheet means: no hedge, a normal value.
DEFAULTS = {"qualifier": "exact", "obs_status": "A"}
_UNITS = {str(measure): unit for measure, unit in UNIT_OF_MEASURE.items()}


@dataclass(eq=False)
class EnteredStatement:
    """A row of the data, with the entered row that confirms or corrects it, where one does.

    Args:
        file: the file that it is in, or goes into.
        row: its line there; 0 of one that is new.
        cells: what it says.
        entered: the row of the sheet.
    """

    file: str
    row: int
    cells: Cells
    entered: EnteredRow | None = None

    def place(self) -> Text:
        """Where it is: the row of the sheet, where one says it, else the line of its file."""
        if self.entered:
            return Text(self.entered.place(), self.entered.place())
        return Phrase("{file}, row {row}", file=self.file, row=self.row)


@dataclass
class EnteredStatements:
    """The statements of a data folder, and what is entered into them.

    Args:
        registry: what they may name.
        added: how many entered figures are new statements.
        changed: how many correct a statement of the data.
        newer: the entered rows that say what they were given out with, while the data say something else since.
        flaws: what is wrong with the text of each file, so that it cannot be written anew.
    """

    registry: Registry
    added: int = 0
    changed: int = 0
    newer: list[EnteredRow] = field(default_factory=list)
    flaws: dict[str, list[Finding]] = field(default_factory=dict)
    _held: list[EnteredStatement] = field(default_factory=list)
    _free: _Free = field(default_factory=lambda: _Free())  # noqa: PLW0108 - it is defined below
    _touched: set[str] = field(default_factory=set)

    def read(self, folder: Path) -> None:
        """Read the rows of all files of a data folder."""
        for path in observation_files(folder):
            name = f"{OBSERVATIONS}/{path.name}"
            found: list[Finding] = []
            for line, cells in read_rows(path, SHAPE, name, found):
                statement = EnteredStatement(name, line, cells)
                self._held.append(statement)
                self._free.add(statement)
            self.flaws[name] = [flaw for flaw in found if flaw.code not in FORM]

    def enter(self, rows: list[EnteredRow]) -> None:
        """Enter figures: first those whose key the data have, so that no other takes their place.

        Then those that were given out with a statement of the data, whatever of it they correct; then those that are
        the only ones of their fact and source, or whose fact waits for its figure. All others are new.
        """
        waiting = self._with_own(rows, lambda row: _key(row.cells))
        waiting = self._with_own(waiting, lambda row: _key(row.given) if row.given else None)
        alone = Counter(map(_fact_and_source, (row.cells for row in waiting)))
        for row in waiting:
            is_alone = alone[_fact_and_source(row.cells)] == 1
            statement = self._free.place_for(row.cells, is_alone=is_alone)
            if statement is None:
                self._add(row)
            else:
                self._correct(statement, row)

    def left(self, given: Iterable[Cells]) -> list[EnteredStatement]:
        """The statements of the data that a sheet does not have any more, though it is of their place and period.

        They are of a source that the sheet names, or were given out with it.

        Args:
            given: what the rows of the sheet were given out with.
        """
        given = list(given)
        spans = {(cells.get("ref_area"), cells.get("time_period")) for cells in given}
        keys = {_key(cells) for cells in given}
        sources = {s.cells["source"] for s in self._held if s.entered} - {""}
        return [
            s for s in self._held
            if s.entered is None and not is_unfilled(s.cells)
            and (s.cells["ref_area"], s.cells["time_period"]) in spans
            and (s.cells["source"] in sources or _key(s.cells) in keys)
        ]  # fmt: skip

    def remove(self, statements: list[EnteredStatement]) -> None:
        """Take statements out of their files."""
        gone = set(statements)
        self._held = [s for s in self._held if s not in gone]
        self._touched |= {s.file for s in statements}

    def repeated(self) -> Iterator[tuple[EnteredStatement, EnteredStatement]]:
        """Two statements with one key, of which one at least is entered; the entered one is the second."""
        first: dict[tuple[str, ...], EnteredStatement] = {}
        for statement in sorted(self._held, key=lambda s: s.entered is not None):
            if statement.entered is None and is_unfilled(statement.cells):
                continue
            before = first.setdefault(_key(statement.cells), statement)
            if before is not statement and statement.entered:
                yield before, statement

    def texts(self) -> tuple[dict[str, str], dict[tuple[str, int], EnteredRow]]:
        """The text of each file in which something is entered, and the entered row of each of its lines.

        A file without any statement left has no text.
        """
        texts, lines = {}, {}
        for name in sorted(self._touched):
            held = [s for s in self._held if s.file == name]
            held.sort(key=lambda statement: _ORDER(statement.cells))
            texts[name] = text_of(SHAPE, (s.cells for s in held)) if held else ""
            for line, statement in enumerate(held, start=2):
                if statement.entered:
                    lines[name, line] = statement.entered
        return texts, lines

    def _with_own(
        self, rows: list[EnteredRow], key: Callable[[EnteredRow], tuple[str, ...] | None]
    ) -> list[EnteredRow]:
        """Enter the rows whose statement has a key; the others are given back."""
        waiting = []
        for row in rows:
            wanted = key(row)
            statement = self._free.of_key(wanted) if wanted else None
            if statement is None:
                waiting.append(row)
            else:
                self._correct(statement, row)
        return waiting

    def _correct(self, statement: EnteredStatement, row: EnteredRow) -> None:
        self._free.take(statement)
        statement.entered = row
        # A finding in a row that did not change is named at its place in the sheet too.
        self._touched.add(statement.file)
        if is_as_given(row):
            if not _says(statement.cells, row):
                self.newer.append(row)
            return
        cells = self._with_values(statement.cells, row)
        if all(cells[name] == statement.cells[name] for name in COLUMNS):
            return
        self.changed += 1
        if any(cells[name] != statement.cells[name] for name in ("ref_area", "time_period")):
            statement.file = self._file_of(cells)
            self._touched.add(statement.file)
        statement.cells = cells

    def _add(self, row: EnteredRow) -> None:
        self.added += 1
        cells = self._with_values(dict.fromkeys(COLUMNS, ""), row)
        name = self._file_of(cells)
        self._held.append(EnteredStatement(name, 0, cells, row))
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
            return {**cells, "lower": "", "upper": ""}
        if all(cells[name] == before[name] for name in ("as_printed", "obs_value", "source")):
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
        name = f"{area.place}-{year}" if area and year else "not-known"
        return f"{OBSERVATIONS}/{name}.csv"


class _Free:
    """The statements that no row is entered for yet, by what a row may know them by."""

    def __init__(self) -> None:
        # Dictionaries without values, because they keep the order of the files and let go of one in one step.
        self._by_key: dict[tuple[str, ...], dict[EnteredStatement, None]] = defaultdict(dict)
        self._of_source: dict[tuple[str, ...], dict[EnteredStatement, None]] = defaultdict(dict)
        self._empty: dict[tuple[str, ...], dict[EnteredStatement, None]] = defaultdict(dict)

    def add(self, statement: EnteredStatement) -> None:
        for own in self._places(statement):
            own[statement] = None

    def take(self, statement: EnteredStatement) -> None:
        for own in self._places(statement):
            own.pop(statement, None)

    def of_key(self, key: tuple[str, ...]) -> EnteredStatement | None:
        return next(iter(self._by_key.get(key, ())), None)

    def place_for(self, cells: Cells, *, is_alone: bool) -> EnteredStatement | None:
        """The statement whose place a row takes: the only one of its source, or one that waits for its figure."""
        own = list(self._of_source.get(_fact_and_source(cells), ()))[:2]
        if len(own) == 1 and is_alone and cells["source"]:
            return own[0]
        return next(iter(self._empty.get(_FACT(cells), ())), None)

    def _places(self, statement: EnteredStatement) -> Iterator[dict[EnteredStatement, None]]:
        cells = statement.cells
        yield self._by_key[_key(cells)]
        yield self._of_source[_fact_and_source(cells)]
        if not cells["source"] and not has_figure(cells):
            yield self._empty[_FACT(cells)]


def is_as_given(row: EnteredRow) -> bool:
    """Whether a row says what it was given out with, and that is a statement."""
    given = row.given or {}
    if not has_figure(given) and given.get("obs_status") not in MISSING_STATUSES:
        return False
    return _says({**DEFAULTS, **given}, row)


def _says(cells: Cells, row: EnteredRow) -> bool:
    """Whether a row of the sheet has the cells of a statement."""
    names = (name for name in COLUMNS if name in row.letters)
    return all(row.cells[name] == (cells.get(name) or DEFAULTS.get(name, "")) for name in names)


def has_figure(cells: Cells) -> bool:
    """Whether anything of a figure is written in a row."""
    return any(cells.get(name) for name in FIGURE)


def _key(cells: Cells) -> tuple[str, ...]:
    return (*(cells.get(name, "") for name in KEY[:-1]), cells.get("locator", "").casefold())


def _fact_and_source(cells: Cells) -> tuple[str, ...]:
    return (*_FACT(cells), cells["source"])
