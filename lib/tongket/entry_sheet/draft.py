"""What the data would be with an entry sheet in them: a draft, checked as the data are, before a byte is written.

The draft is a copy of the data folder with the entered rows in it, read by the same reader. What it finds is named by
the cell of the sheet.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tongket.data.canonical import Form, text_of
from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.findings import Finding, counted
from tongket.data.folder import DESCRIPTION, OBSERVATIONS, REGISTRIES, observation_files
from tongket.data.observations import DECIMALS, MISSING_STATUSES
from tongket.data.registry import read_registry
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.registry.indicators import INDICATORS
from tongket.data.registry.sources import SOURCES
from tongket.data.registry.toml_tables import read_toml
from tongket.data.registry.toml_text import with_table
from tongket.data.store import read
from tongket.data.text_file import as_it_is
from tongket.entry_sheet.columns import TABLES, choices
from tongket.entry_sheet.prefilled import in_one_line
from tongket.entry_sheet.statements import Statements
from tongket.errors import DataError
from tongket.files import write
from tongket.project import SETTINGS, shared_registry
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.data.registry import Registry
    from tongket.entry_sheet.cells import Entered, EnteredRow
    from tongket.entry_sheet.columns import Table

# In the order in which they are written: what is named before what names it.
_TOML = {"indicators": INDICATORS, "sources": SOURCES}
# What a finding may name and the sheet has no cell of, by the cell that it follows from.
_FOLLOWS = {
    "unit_measure": "measure", "sources": "source", "indicators": "indicator",
    **dict.fromkeys(DECIMALS, "as_printed"),
}  # fmt: skip


@dataclass
class Draft:
    """What an entry sheet would change in the data.

    Args:
        forms: the files that would change, in the order in which to write them.
        findings: what keeps them from being written.
        added: the statements that are new.
        changed: the statements that say something else than before.
        waiting: the rows of figures that are not filled.
    """

    forms: list[Form]
    findings: list[Finding]
    added: int = 0
    changed: int = 0
    waiting: int = 0


def draft(folder: Path, entered: Entered) -> Draft:
    """The data with an entry sheet in them, checked; the data folder stays as it is.

    Args:
        folder: the data folder.
        entered: what the sheet holds.

    Raises:
        DataError: the registries of the data do not hold as they are.
        OSError: there is no room for the draft.
    """
    store, known = read(folder)
    if store is None:
        words = Phrase(
            "{folder}: expected registries that hold, got {findings}. Run `tongket check` first.",
            folder=folder, findings=counted(len(known)),
        )  # fmt: skip
        raise DataError(words, known)
    with TemporaryDirectory(prefix="tongket-") as made:
        copy = Path(made) / "data"
        copy_data(folder, copy)
        work = _Work(copy, entered, store.registry)
        statements = work.enter()
        after = read(copy)[1]
        found = [*entered.findings, *work.findings, *work.placed(after, known)]
        if statements is None:
            return Draft([], found)
        forms = list(changed_files(folder, copy))
        for form in forms:
            found += statements.flaws.get(form.name, [])
    return Draft(forms, found, statements.added, statements.changed, work.waiting)


def copy_data(folder: Path, to: Path) -> None:
    """Copy what the reader of the data reads; of settings beside them it takes that the data are in a project."""
    (to / OBSERVATIONS).mkdir(parents=True)
    if (folder.parent / SETTINGS).is_file() and shared_registry(folder):
        shutil.copyfile(folder.parent / SETTINGS, to.parent / SETTINGS)
    for name in (*REGISTRIES, DESCRIPTION):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, to / name)
    for path in observation_files(folder):
        shutil.copyfile(path, to / OBSERVATIONS / path.name)


def changed_files(folder: Path, copy: Path) -> Iterable[Form]:
    """The files that are another text in the draft than in the data."""
    names = list(REGISTRIES)
    names += [f"{OBSERVATIONS}/{path.name}" for path in observation_files(copy)]
    for name in names:
        before, after = as_it_is(folder / name), as_it_is(copy / name)
        if before != after:
            yield Form(folder / name, name, before, after)


class _Work:
    """The draft while it is made: the entered rows in codes, and the line of each in the files of the draft."""

    def __init__(self, folder: Path, entered: Entered, registry: Registry) -> None:
        self._folder, self._entered = folder, entered
        self._lists = choices(registry)
        self._lines: dict[tuple[str, int], EnteredRow] = {}
        self.findings: list[Finding] = []
        self.waiting = 0

    def enter(self) -> Statements | None:
        """Enter all rows; None where the registries do not hold with the new entries, so that no figure can be read."""
        rows = {table.name: self._filled(table) for table in TABLES}
        for name, file in _TOML.items():
            self._enter_tables(file, name, rows[name])
        self._enter_events(rows["events"])
        registry, _ = read_registry(self._folder)
        if registry is None:
            return None
        # New indicators may be named by their new names.
        self._lists = choices(registry)
        figures = self._filled(TABLES[0], counted=True)
        statements = Statements(registry)
        statements.read(self._folder)
        statements.enter([_with_defaults(row) for row in figures])
        texts, lines = statements.texts()
        for name, text in texts.items():
            write(self._folder / name, text)
        self._lines |= lines
        return statements

    def placed(self, after: list[Finding], known: list[Finding]) -> list[Finding]:
        """The findings that the data do not have as they are, each at its cell of the sheet."""
        old = {cause(finding) for finding in known}
        found = []
        for finding in after:
            rows = (finding.row, *finding.more_rows)
            own = [self._lines[finding.file, row] for row in rows if (finding.file, row) in self._lines]  # fmt: skip
            if finding.code == "not-filled" or (cause(finding) in old and not own):
                continue
            found += [self._at(finding, row) for row in own] or [finding]
        return found

    def _at(self, finding: Finding, row: EnteredRow) -> Finding:
        column = finding.column.rpartition(".")[2]
        if not row.cells.get(column):
            column = _FOLLOWS.get(column, column)
        place = row.place(column)
        return replace(finding, file=self._entered.file, row=0, column=place, more_rows=())

    def _filled(self, table: Table, *, counted: bool = False) -> list[EnteredRow]:
        """The filled rows of a table, in codes."""
        lists = {c.code: self._lists[c.choices] for c in table.columns if c.choices}
        filled = []
        for row in self._entered.rows.get(table.name, ()):
            cells = {
                name: lists[name].code(cell) if cell and name in lists else cell
                for name, cell in row.cells.items()
            }
            is_missing = cells.get("obs_status", "") in MISSING_STATUSES
            if is_missing or any(cells[name] for name in table.filled_by or cells):
                filled.append(replace(row, cells=cells))
            elif counted and cells["indicator"]:
                self.waiting += 1
        return filled

    def _enter_tables(self, file: str, section: str, rows: list[EnteredRow]) -> None:
        """Enter new sources or indicators into their file."""
        path = self._folder / file
        document = read_toml(path, file, []).document.get(section, {})
        places: dict[range, EnteredRow] = {}
        for row in rows:
            (_, name), *cells = row.cells.items()
            entry = {key: _typed(key, cell) for key, cell in cells if cell}
            if name in document:
                if _in_lines(entry) != _in_lines(document[name]):
                    self._note_declared(file, name, row)
                continue
            text, lines = with_table(as_it_is(path), section, name, entry)
            write(path, text)
            # A table that is put above others moves them down.
            moved = len(lines) + 1
            places = {
                range(r.start + moved, r.stop + moved) if r.start >= lines.start - 1 else r: own
                for r, own in places.items()
            }
            places[lines] = row
        self._lines |= {(file, line): row for lines, row in places.items() for line in lines}

    def _note_declared(self, file: str, name: str, row: EnteredRow) -> None:
        place = row.place(next(iter(row.cells)))
        expected = Phrase("an id that is new, or what {file} says of it", file=file)
        remedy = Phrase("Take another id, or change it in {file}.", file=file)
        self.findings.append(
            Finding(self._entered.file, 0, place, name, expected, remedy, "declared-otherwise")
        )

    def _enter_events(self, rows: list[EnteredRow]) -> None:
        """Enter events into their file: each by its code, new ones in order."""
        if not rows:
            return
        flaws: list[Finding] = []
        path, shape = self._folder / EVENTS, Shape(EVENT_COLUMNS)
        held = read_rows(path, shape, EVENTS, flaws) if path.exists() else ()
        before = {cells["event"]: cells for _, cells in held}
        self.findings += [flaw for flaw in flaws if flaw.code not in FORM]
        for row in rows:
            known = before.get(row.cells["event"])
            # One that has the same title is mended; another has its code from a sheet that was given out before.
            if known and not any(known[t] == row.cells[t] for t in ("title_vi", "title_en")):
                self._note_declared(EVENTS, row.cells["event"], row)
        codes = {row.cells["event"] for row in rows}
        others = [(cells, None) for code, cells in before.items() if code not in codes]
        events = [*others, *((row.cells, row) for row in rows)]
        events.sort(key=lambda event: itemgetter("kind", "date", "event")(event[0]))
        text = text_of(shape, (cells for cells, _ in events))
        write(path, text)
        self._lines |= {(EVENTS, n): own for n, (_, own) in enumerate(events, start=2) if own}


def cause(finding: Finding) -> tuple[str, str, str, str]:
    """What a finding says, wherever its row is after others were entered above it."""
    return finding.file, finding.column, finding.value, finding.code


def _with_defaults(row: EnteredRow) -> EnteredRow:
    """A row of a figure: no word for a hedge means none, no status a normal value."""
    cells = row.cells
    given = {
        "qualifier": cells["qualifier"] or "exact",
        "obs_status": cells["obs_status"] or "A",
    }
    return replace(row, cells=cells | given)


def _in_lines(entry: Mapping[str, object]) -> dict[str, object]:
    """An entry as a row of the sheet says it: each text in one line, nothing that is empty."""
    said = {k: in_one_line(v) if isinstance(v, str) else v for k, v in entry.items()}
    return {key: value for key, value in said.items() if value != ""}


def _typed(key: str, cell: str) -> str | bool:
    """A cell of a table of TOML: `whole` is true or false there."""
    return cell == "true" if key == "whole" and cell in {"true", "false"} else cell
