"""The canonical form of the CSV files of a data folder: columns in order, rows sorted, commas, LF, no helper columns.

Only the form changes: a file with anything else wrong in its text stays as it is.
"""

from __future__ import annotations

import csv
import difflib
import io
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tongket.data.corrections import REVISION_COLUMNS, REVISION_KEY, REVISIONS
from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.data.observations import KEY, PREVIOUS, SHAPE, is_unfilled
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.text_file import as_it_is
from tongket.errors import UsageError
from tongket.files import write
from tongket.folder_lock import alone
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tongket.data.findings import Finding

Cells = dict[str, str]


class CanonicalForm(NamedTuple):
    """A file to write: in its canonical form, or with what was entered.

    Args:
        path: the file.
        name: the file, relative to the data folder.
        before: its text as it is, with its line ends.
        after: its text as it is to be.
    """

    path: Path
    name: str
    before: str
    after: str

    def difference(self) -> str:
        """What changes, as a unified diff; line ends and marks that nobody sees as their names."""
        before, after = (
            text.replace("\ufeff", "<BOM>").replace("\r\n", "<CR>\n").splitlines(keepends=True)
            for text in (self.before, self.after)
        )
        lines = difflib.unified_diff(before, after, self.name, self.name, n=0)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def canonical_forms(
    folder: Path, mended: Callable[[str, int, Cells], Cells] | None = None
) -> tuple[list[CanonicalForm], list[Finding]]:
    """The CSV files of a data folder whose form is not the canonical one.

    Args:
        folder: the data folder.
        mended: changes the cells of a row, given the name of its file and its line.

    Returns:
        The files to write, and what keeps others from being written anew.
    """
    tables: list[tuple[Path, str, Shape, tuple[str, ...]]] = [
        (folder / AREAS, AREAS, Shape(AREA_COLUMNS), ("ref_area",)),
        (folder / EVENTS, EVENTS, Shape(EVENT_COLUMNS), ("kind", "date", "event")),
        (folder / REVISIONS, REVISIONS, Shape(REVISION_COLUMNS), REVISION_KEY),
    ]
    tables += [
        (path, f"{OBSERVATIONS}/{path.name}", SHAPE, KEY) for path in observation_files(folder)
    ]
    forms, obstacles = [], []
    for path, name, shape, key in (table for table in tables if table[0].exists()):
        findings: list[Finding] = []
        # Before its rows are read, so that a change between the two is found when it is written.
        with suppress(OSError):
            content = path.read_bytes()
        rows = [
            mended(name, number, cells) if mended else cells
            for number, cells in read_rows(path, shape, name, findings)
        ]
        serious = [finding for finding in findings if finding.code not in FORM]
        obstacles += serious
        before = content.decode("utf-8") if rows and not serious else ""
        after = text_of(shape, sorted(rows, key=itemgetter(*key)))
        if before and before != after:
            forms.append(CanonicalForm(path, name, before, after))
    return forms, obstacles


def write_forms(folder: Path, forms: Iterable[CanonicalForm]) -> None:
    """Write files of a data folder, unless one changed since it was read: no other program writes between the two.

    A file of which nothing is left is removed.

    Args:
        folder: the data folder.
        forms: the files, in order.

    Raises:
        UsageError: another program wrote one of them meanwhile; none is written.
        SystemFailure: another program writes into the folder and does not end.
        OSError: the folder cannot be written.
    """
    forms = list(forms)
    with alone(folder):
        for form in forms:
            if as_it_is(form.path) != form.before:
                words = Phrase(
                    "{file}: expected the file as it was when it was compared, got another. "
                    "Run the command again.",
                    file=form.name,
                )
                raise UsageError(words)
        for form in forms:
            if form.after:
                write(form.path, form.after)
            else:
                form.path.unlink()


def text_of(shape: Shape, rows: Iterable[Cells]) -> str:
    """A table in its canonical form, its rows in the order given."""
    rows = list(rows)
    columns = list(shape.columns)
    if PREVIOUS in shape.optional and any(PREVIOUS in c and is_unfilled(c) for c in rows):
        # Last year's figure is of use as long as a row waits for this year's.
        columns.insert(columns.index("as_printed"), PREVIOUS)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
