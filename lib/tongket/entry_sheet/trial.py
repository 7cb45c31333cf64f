"""What the data would be with an entry sheet in them: a trial, checked as the data are, before a byte is written.

The trial is a copy of the data folder with the entered rows in it, read by the same reader. What it finds is named by
the cell of the sheet.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.canonical import CanonicalForm, text_of
from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.findings import Finding, counted
from tongket.data.folder import DESCRIPTION, OBSERVATIONS, REGISTRIES, observation_files
from tongket.data.observations import MISSING_STATUSES, STATUSES
from tongket.data.printed_values import DECIMALS
from tongket.data.registry import read_registry
from tongket.data.registry.book import UP_TO, YEARS
from tongket.data.registry.codes import A_CODE
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.registry.indicators import INDICATORS
from tongket.data.registry.shapes import MISSING
from tongket.data.registry.sources import SOURCES
from tongket.data.registry.toml_tables import read_over
from tongket.data.registry.toml_text import with_table
from tongket.data.store import read
from tongket.data.text_file import as_it_is
from tongket.entry_sheet.columns import GIVEN, NAME, TABLES, choices, choose, list_of
from tongket.entry_sheet.prefilled import as_cell, from_cell
from tongket.entry_sheet.statements import DEFAULTS, EnteredStatements, has_figure
from tongket.errors import DataError
from tongket.files import write
from tongket.model import LANGS
from tongket.project import SETTINGS, shared_registry
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tongket.data.registry import Registry
    from tongket.entry_sheet.entered import Entered, EnteredRow
    from tongket.entry_sheet.statements import EnteredStatement
    from tongket.model import Text

# In the order in which they are written: what is named before what names it.
_TOML = {"indicators": INDICATORS, "sources": SOURCES}
# What a finding may name and the sheet has no cell of, by the cell that it follows from.
_FOLLOWS = {
    "unit_measure": "measure", "sources": "source", "indicators": "indicator",
    **dict.fromkeys(DECIMALS, "as_printed"),
}  # fmt: skip
# What is said in words of the sheet, what follows from another finding, or from a file that is left without statements.
_OWN = frozenset(
    {"not-filled", "duplicate-statement", "unknown-unit-measure", "lost-file", "no-observations"}
)
# The cells that a row has before anything is entered.
_IN_EACH_ROW = frozenset({"indicator", "measure", "ref_area", "time_period", "event", "date"})
# The cells that name an entry, or are its id.
_IDS = ("source", "indicator", "event")
FILL = Phrase("Fill the cell.")
_CELL = re.compile(r"([A-Z]*)([0-9]+)")


@dataclass
class Trial:
    """What an entry sheet would change in the data.

    Args:
        forms: the files that would change, in the order in which to write them.
        findings: what keeps them from being written.
        added: the statements that are new.
        changed: the statements that say something else than before.
        removed: the statements and events that are taken out.
        waiting: the rows of figures that are not filled.
        begun: the rows of figures in which something is written, and no figure.
        newer: the rows that are as they were given out, while the data say something else since.
        left: the statements and events of the data that the sheet does not have any more, and that stay.
    """

    forms: list[CanonicalForm]
    findings: list[Finding]
    added: int = 0
    changed: int = 0
    removed: int = 0
    waiting: int = 0
    begun: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    left: list[Text] = field(default_factory=list)


def try_out(folder: Path, entered: Entered, *, remove: bool = False) -> Trial:
    """The data with an entry sheet in them, checked; the data folder stays as it is.

    Args:
        folder: the data folder.
        entered: what the sheet holds.
        remove: take out the statements of its place and period that the sheet does not have any more.

    Raises:
        DataError: the registries of the data do not hold as they are.
        OSError: there is no room for the trial.
    """
    store, known = read(folder)
    if store is None:
        words = Phrase(
            "{folder}: expected registries that hold, got {findings}. Run `tongket check` first.",
            folder=folder, findings=counted(len(known)),
        )  # fmt: skip
        raise DataError(words, known)
    with TemporaryDirectory(prefix="tongket-") as place:
        copy = Path(place) / "data"
        before = copy_data(folder, copy)
        work = _Work(copy, entered, store.registry, known)
        statements = work.enter(before, remove=remove)
        found = [*entered.findings, *work.findings, *work.placed(read(copy)[1])]
        forms = list(changed_files(folder, before, copy)) if statements else []
    made = Trial(forms, found, waiting=work.waiting, begun=work.begun)
    if statements:
        found += [flaw for form in forms for flaw in statements.flaws.get(form.name, ())]
        made.added, made.changed = statements.added, statements.changed
        made.newer = [row.place() for row in statements.newer]
        made.removed = len(work.left) if remove else 0
        made.left = [] if remove else work.left
    found.sort(key=lambda finding: _place_in_sheet(finding, entered.sheets))
    return made


def copy_data(folder: Path, to: Path) -> dict[str, str]:
    """Copy what the reader of the data reads; of settings beside them it takes that the data are in a project.

    Returns:
        The texts of the copied files.
    """
    (to / OBSERVATIONS).mkdir(parents=True)
    if (folder.parent / SETTINGS).is_file() and shared_registry(folder):
        shutil.copyfile(folder.parent / SETTINGS, to.parent / SETTINGS)
    for name in (*REGISTRIES, DESCRIPTION):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, to / name)
    for path in observation_files(folder):
        shutil.copyfile(path, to / OBSERVATIONS / path.name)
    return _texts(to)


def changed_files(folder: Path, before: dict[str, str], copy: Path) -> Iterator[CanonicalForm]:
    """The files that are another text in a trial than when it was copied, in the order in which they are written.

    What they are in the data now does not count: another program may have written them since.
    """
    after = _texts(copy)
    for name in before | after:
        was, is_now = before.get(name, ""), after.get(name, "")
        if was != is_now:
            yield CanonicalForm(folder / name, name, was, is_now)


def _texts(copy: Path) -> dict[str, str]:
    names = [*REGISTRIES, *(f"{OBSERVATIONS}/{path.name}" for path in observation_files(copy))]
    texts: dict[str, str] = {}
    for name in names:
        # A file that is no text is a finding of the reader, and is never written.
        with suppress(UnicodeDecodeError):
            texts[name] = as_it_is(copy / name)
    return texts


class _Work:
    """The trial while it is made: the entered rows in codes, and the line of each in the files of the trial."""

    def __init__(
        self, folder: Path, entered: Entered, registry: Registry, known: list[Finding]
    ) -> None:
        self._folder, self._entered = folder, entered
        self._old = {cause(finding) for finding in known}
        # The ids and names of new entries that do not hold.
        self._aside: set[str] = set()
        self._lists = choices(registry)
        self._lines: dict[tuple[str, int], EnteredRow] = {}
        self._ids: dict[tuple[str, str], EnteredRow] = {}
        self.findings: list[Finding] = []
        self.waiting = 0
        self.begun: list[str] = []
        self.left: list[Text] = []

    def enter(self, before: Mapping[str, str], *, remove: bool) -> EnteredStatements | None:
        """Enter all rows, without new entries that do not hold and what names them, so that all else is looked at.

        Args:
            before: the texts of the trial as it is.
            remove: as of `try_out`.

        Returns:
            None where the registries do not hold without them either, so that no figure can be read.
        """
        registry, flaws = self._enter_entries(remove=remove)
        if registry is None:
            self.findings = self.placed(flaws)
            _put_back(before, self._folder)
            self._lines, self._ids, self.left = {}, {}, []
            registry, _ = self._enter_entries(remove=remove)
        if registry is None:
            return None
        # New indicators may be named by their new names.
        self._lists = choices(registry)
        rows = self._in_codes("figures")
        statements = EnteredStatements(registry)
        statements.read(self._folder)
        statements.enter([_with_defaults(row) for row in rows if self._is_filled(row)])
        self.findings += [self._repeated(*pair) for pair in statements.repeated()]
        left = statements.left(row.given for row in rows if row.given)
        self.left += [statement.place() for statement in left]
        if remove:
            statements.remove(left)
        texts, lines = statements.texts()
        for name, text in texts.items():
            if text:
                write(self._folder / name, text)
            else:
                (self._folder / name).unlink()
        self._lines |= lines
        return statements

    def _enter_entries(self, *, remove: bool) -> tuple[Registry | None, list[Finding]]:
        """Enter sources, indicators and events; the registries with them, and what does not hold there."""
        for name, file in _TOML.items():
            self._enter_tables(file, name, self._in_codes(name))
        self._enter_events(self._in_codes("events"), remove=remove)
        return read_registry(self._folder)

    def placed(self, after: list[Finding]) -> list[Finding]:
        """The findings that the data do not have as they are, each at its cell of the sheet."""
        found = []
        for finding in after:
            rows = (finding.row, *finding.more_rows)
            own = [self._lines[finding.file, row] for row in rows if (finding.file, row) in self._lines]  # fmt: skip
            own = own or self._with_id(finding)
            if finding.code in _OWN or (cause(finding) in self._old and not own):
                continue
            found += [self._at(finding, row) for row in own] or [finding]
        return found

    def _with_id(self, finding: Finding) -> list[EnteredRow]:
        """The row of an entry that a finding names without its line: that of an id that does not hold is not found."""
        ids = (finding.value, finding.column.rpartition(".")[0])
        rows = (self._ids.get((finding.file, name.casefold())) for name in ids if name)
        return [row for row in rows if row][:1]

    def _at(self, finding: Finding, row: EnteredRow) -> Finding:
        column = finding.column.rpartition(".")[2]
        if column.endswith("(domain)"):
            # The domain is the beginning of the id.
            column = "indicator"
        if not row.cells.get(column):
            column = _FOLLOWS.get(column, column)
        self._aside |= _own_names(row)
        finding = self._in_words(finding, column, row)
        place = row.place(column)
        if finding.expected == MISSING:
            finding = replace(finding, expected=Phrase("a text"), remedy=FILL)
        return replace(finding, file=self._entered.file, row=0, column=place, more_rows=())

    def _in_words(self, finding: Finding, column: str, row: EnteredRow) -> Finding:
        """A finding on a cell that is chosen from a short list, with the words of the list and not their codes."""
        name = list_of(row.sheet, column)
        texts = self._lists[name].texts if name else {}
        if row.cells.get(column) in texts or not 0 < len(texts) <= limits.CODES_NAMED:
            return finding
        return replace(finding, expected=Phrase("an entry of the list"), remedy=choose(texts))

    def _in_codes(self, name: str) -> list[EnteredRow]:
        """The rows of a table, in codes."""
        table = next(table for table in TABLES if table.name == name)
        lists = {c.code: self._lists[c.choices] for c in table.columns if c.choices}
        rows = []
        for row in self._entered.rows.get(name, ()):
            cells = {
                code: lists[code].code(cell) if cell and code in lists else cell
                for code, cell in row.cells.items()
            }
            given = row.given or {}
            if NAME in given and row.cells["indicator"] == given[NAME]:
                # Its name may have been given to another since.
                cells["indicator"] = given["indicator"]
            if self._aside.isdisjoint(row.cells.get(key, "").casefold() for key in _IDS):
                rows.append(replace(row, cells=cells))
        return rows

    def _is_filled(self, row: EnteredRow) -> bool:
        """Whether a row of a figure says one, or why there is none; all others are counted, or noted."""
        status = row.cells["obs_status"]
        if has_figure(row.cells) or status in MISSING_STATUSES:
            return True
        if status and status not in STATUSES:
            expected = Phrase("a status of the list")
            shown = self._lists["obs_status"].shown
            named = LazyText(
                lambda lang: "; ".join(shown(s, lang) for s in sorted(MISSING_STATUSES))
            )
            remedy = Phrase("Choose it there; of a figure that is missing: {names}.", names=named)
            self._note(row, "obs_status", status, expected, remedy, "unknown-obs-status")
        elif _changed(row):
            self.begun.append(row.place())
        elif row.cells["indicator"]:
            self.waiting += 1
        return False

    def _note(
        self, row: EnteredRow, column: str, value: str, expected: Text, remedy: Text, code: str
    ) -> None:
        place = row.place(column)
        self.findings.append(Finding(self._entered.file, 0, place, value, expected, remedy, code))

    def _repeated(self, before: EnteredStatement, again: EnteredStatement) -> Finding:
        expected = Phrase(
            "each statement once ({place}: {there} there, {here} here)",
            place=before.place(), there=before.cells["as_printed"] or "–", here=again.cells["as_printed"] or "–",
        )  # fmt: skip
        remedy = Phrase("Delete one, or give them different places in the source.")
        place, name = again.place().en, again.cells["indicator"]
        return Finding(self._entered.file, 0, place, name, expected, remedy, "duplicate-statement")

    def _enter_tables(self, file: str, section: str, rows: list[EnteredRow]) -> None:
        """Enter new sources or indicators into their file."""
        path = self._folder / file
        # Sources are each project's own.
        shared = shared_registry(self._folder) if file == INDICATORS else None
        document = read_over(self._folder, file, shared, []).document.get(section, {})
        text = as_it_is(path)
        places: dict[range, EnteredRow] = {}
        for row in rows:
            (key, name), *cells = row.cells.items()
            entry = {key: from_cell(key, cell) for key, cell in cells if cell}
            if not self._is_first(file, key, row):
                continue
            if name in document:
                if _in_cells(entry, row) != _in_cells(document[name], row):
                    self._note_declared(file, name, row)
            else:
                text, lines = with_table(text, section, name, entry)
                # A table that is put above others moves them down.
                moved = len(lines) + 1
                places = {
                    range(r.start + moved, r.stop + moved) if r.start >= lines.start - 1 else r: own
                    for r, own in places.items()
                }
                places[lines] = row
        if places:
            write(path, text)
        self._lines |= {(file, line): row for lines, row in places.items() for line in lines}

    def _is_first(self, file: str, key: str, row: EnteredRow) -> bool:
        """Whether a row has an id, and no row above the same; else it is noted."""
        name = row.cells[key]
        if not name:
            self._aside |= _own_names(row)
            self._note(row, key, name, A_CODE, FILL, "wrong-code")
            return False
        first = self._ids.setdefault((file, name.casefold()), row)
        if first is not row:
            expected = Phrase("each id once (also {place})", place=first.place(key))
            remedy = Phrase("Delete one, or give it another id.")
            self._note(row, key, name, expected, remedy, "duplicate-id")
        return first is row

    def _note_task_of_the_year(self, row: EnteredRow) -> None:
        """A new task ahead whose date is still that of the sheet: the review of the year before would tell it."""
        given, date = row.given or {}, row.cells["date"]
        is_new = not _is_titled(given) and date == given.get("date")
        if is_new and date and YEARS.get(row.cells["kind"], UP_TO)[0] > 0:
            expected = Phrase("when the task is to be done, after {year}", year=date)
            remedy = Phrase("Write the year or the day, such as {year}.", year=str(int(date) + 1))
            self._note(row, "date", date, expected, remedy, "task-of-the-year")

    def _note_declared(self, file: str, name: str, row: EnteredRow) -> None:
        expected = Phrase("an id that is new, or what {file} says of it", file=file)
        remedy = Phrase("Take another id, or change it in {file}.", file=file)
        self._note(row, next(iter(row.cells)), name, expected, remedy, "declared-otherwise")

    def _events_left(
        self, held: list[tuple[int, dict[str, str]]], rows: list[EnteredRow]
    ) -> dict[int, dict[str, str]]:
        """The events of the sheet's place and year that it does not have any more, by their lines.

        They are of a source that the sheet names: another sheet may have brought the others.
        """
        codes = {row.cells["event"] for row in rows if _is_titled(row.cells)}
        given = [row.given for row in rows if row.given]
        spans = {(cells.get("ref_area"), cells.get("date", "")[:4]) for cells in given}
        entered = (row for name in ("figures", "events") for row in self._in_codes(name))
        sources = {row.cells["source"] for row in entered} - {""}
        return {
            line: cells
            for line, cells in held
            if cells["event"] not in codes
            and cells["source"] in sources
            and (cells["ref_area"], cells["date"][:4]) in spans
        }

    def _enter_events(self, all_rows: list[EnteredRow], *, remove: bool) -> None:
        """Enter events into their file: each by its code, new ones in order."""
        flaws: list[Finding] = []
        path, shape = self._folder / EVENTS, Shape(EVENT_COLUMNS)
        held = [*read_rows(path, shape, EVENTS, flaws)] if path.exists() else []
        left = self._events_left(held, all_rows)
        gone = {cells["event"] for cells in left.values()} if remove else set()
        rows = [row for row in all_rows if _differs(row) and self._is_first(EVENTS, "event", row)]
        self.left += [Phrase("{file}, row {row}", file=EVENTS, row=line) for line in left]
        if not rows and not gone:
            return
        before = {cells["event"]: cells for _, cells in held if cells["event"] not in gone}
        self.findings += [flaw for flaw in flaws if flaw.code not in FORM]
        for row in rows:
            self._note_task_of_the_year(row)
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


def _own_names(row: EnteredRow) -> set[str]:
    """The id of an entry, which is its first cell, and its names, by which rows of figures call it too."""
    texts = (next(iter(row.cells.values())), *(row.cells.get(f"name_{lang}") for lang in LANGS))
    return {text.casefold() for text in texts if text}


def _put_back(texts: Mapping[str, str], folder: Path) -> None:
    """Let the registries of a trial say what they said before."""
    for name in REGISTRIES:
        if texts.get(name):
            write(folder / name, texts[name])
        else:
            (folder / name).unlink(missing_ok=True)


def cause(finding: Finding) -> tuple[str, str, str, str]:
    """What a finding says, wherever its row is after others were entered above it."""
    return finding.file, finding.column, finding.value, finding.code


def _place_in_sheet(finding: Finding, sheets: list[str]) -> tuple[int, int, int, str]:
    """The order of findings: as one goes through the workbook, what is not of a cell first."""
    sheet, _, cell = finding.column.rpartition("!")
    place = _CELL.match(cell)
    letters, digits = place.groups() if place else ("", "0")
    order = sheets.index(sheet) if sheet in sheets else -1
    return order, int(digits), len(letters), letters


def _changed(row: EnteredRow) -> dict[str, str]:
    """The cells in which something else is written than was given out, as far as that is known."""
    names = row.letters.keys() - _IN_EACH_ROW if row.given is None else row.letters.keys()
    given = row.given or {}
    return {c: row.cells[c] for c in names if row.cells[c] and row.cells[c] != given.get(c, "")}


def _differs(row: EnteredRow) -> bool:
    """Whether a row of an event says another one than the data, also where something of it was emptied."""
    given = row.given or {}
    if not _is_titled(given):
        return bool(_changed(row))
    is_other = any(
        row.cells[code] != given.get(code, "") for code in row.letters if code != GIVEN.code
    )
    return is_other and _is_titled(row.cells)


def _is_titled(event: Mapping[str, str]) -> bool:
    return bool(event.get("title_vi") or event.get("title_en"))


def _with_defaults(row: EnteredRow) -> EnteredRow:
    """A row of a figure: no word for a hedge means none, no status a normal value."""
    return replace(row, cells=row.cells | {n: row.cells[n] or d for n, d in DEFAULTS.items()})


def _in_cells(entry: Mapping[str, object], row: EnteredRow) -> dict[str, str]:
    """An entry as a row of the sheet says it: each text in one line, nothing that is empty or has no column."""
    said = {key: as_cell(value) for key, value in entry.items() if key in row.cells}
    return {key: text for key, text in said.items() if text}
