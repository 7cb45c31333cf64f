"""One new entry of a project's own registry, as a trial: checked as the data are, before a byte is written."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tongket.data.canonical import text_of
from tongket.data.corrections import REVISION_COLUMNS, REVISION_KEY, REVISIONS
from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.own_entries import TABLES, entries
from tongket.data.registry.rules import FILE as RULES
from tongket.data.registry.toml_text import with_listed, with_table
from tongket.data.store import read
from tongket.data.text_file import as_it_is
from tongket.entry_sheet.trial import Trial, cause, changed_files, copy_data
from tongket.files import write
from tongket.project import shared_registry
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.data.registry.toml_text import Value


class NewEntry(NamedTuple):
    """An entry to add.

    Args:
        table: a table of the registry, such as `indicators`; of a rule its kind, such as `bound`; or `revision`.
        name: its id; empty where it is a rule or a revision.
        keys: what it says.
    """

    table: str
    name: str
    keys: Mapping[str, Value]

    @property
    def file(self) -> str:
        """The file that it is written into."""
        return REVISIONS if self.table == "revision" else TABLES.get(self.table, RULES)


def shared_entry(folder: Path, table: str, name: str) -> Mapping[str, Value]:
    """What the registry that comes with tongket says of a name, which an entry of one's own is laid over."""
    shared = shared_registry(folder)
    return entries(shared, table).get(name, {}) if shared and name else {}


def try_entry(folder: Path, new: NewEntry) -> Trial:
    """The data with a new entry in their registry, checked; the data folder stays as it is.

    What the data have not as they are keeps the entry out.

    Raises:
        OSError: there is no room for the trial.
    """
    if new.name and new.name in entries(folder, new.table):
        expected = Phrase("an id that {file} does not have yet", file=new.file)
        remedy = Phrase("Take another id, or change it in {file}.", file=new.file)
        return Trial([], [Finding(new.file, 0, "", new.name, expected, remedy, "declared-already")])
    known = {cause(finding) for finding in read(folder)[1]}
    with TemporaryDirectory(prefix="tongket-") as made:
        copy = Path(made) / "data"
        before = copy_data(folder, copy)
        _enter(copy, folder, new)
        found = [finding for finding in read(copy)[1] if cause(finding) not in known]
        return Trial([*changed_files(folder, before, copy)], [_placed(f, new) for f in found])


def _placed(finding: Finding, new: NewEntry) -> Finding:
    """A finding without its line, where that is a line of the trial, which nobody has."""
    return replace(finding, row=0, more_rows=()) if finding.file == new.file else finding


def _enter(copy: Path, folder: Path, new: NewEntry) -> None:
    path = copy / new.file
    if new.file == AREAS:
        said = {"place": new.name, **shared_entry(folder, new.table, new.name), **new.keys}
        said["ref_area"] = new.name
        write(path, _with_row(path, Shape(AREA_COLUMNS), ("ref_area",), said))
        return
    if new.file == REVISIONS:
        row = {"measure": "actual", **new.keys}
        write(path, _with_row(path, Shape(REVISION_COLUMNS), REVISION_KEY, row))
        return
    text = as_it_is(path)
    with_it = (
        with_table(text, new.table, new.name, new.keys)
        if new.table in TABLES
        else with_listed(text, new.table, new.keys)
    )
    write(path, with_it[0])


def _with_row(path: Path, shape: Shape, key: tuple[str, ...], said: Mapping[str, Value]) -> str:
    """A table with one more row, in order; what is not said stays empty."""
    rows = [cells for _, cells in read_rows(path, shape, path.name, [])] if path.exists() else []
    rows.append({column: str(said.get(column, "")) for column in shape.columns})
    return text_of(shape, sorted(rows, key=itemgetter(*key)))
