"""Whether the figures are still printed as they were in the last build: a spreadsheet program changes cells in silence.

Opened and saved, `290%` comes back as `290,00%` and `6.800` as `6800`: the value is the same, what the printing allows
is not. A printing is compared with that of the last build, `observations.csv` of each review of the site.
"""

from __future__ import annotations

import csv
import io
import shlex
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.data.observations import COLUMNS, DECIMALS, FIGURE, KEY, SHAPE
from tongket.files import write
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

Cells = dict[str, str]
Key = tuple[str, ...]
ACCEPTED = "accepted-printings.csv"
# Where the commands look for a build unless they are given `--out`.
DEFAULT_OUT = Path("build")
# What keeps spreadsheet programs from taking a text for a formula, in the published file.
_QUOTED_FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True)
class Printing:
    """A figure whose printing changed in form only: where it is now, and its cells as they were."""

    file: str
    row: int
    now: Cells
    before: Cells


@dataclass
class Printings:
    """The printings of the last build, and those that changed since in form only.

    Args:
        out: the output folder of the last build.
        reviews: how many reviews of the last build there were to compare with.
        rows: how many rows of the data have a printing.
        held: how many of them the last build holds: only what its pages show.
        changed: by file and line.
    """

    out: Path
    reviews: int
    rows: int = 0
    held: int = 0
    changed: dict[tuple[str, int], Printing] = field(default_factory=dict)

    def restored(self, file: str, row: int, cells: Cells) -> Cells:
        """The cells of a row with the figure printed as it was in the last build."""
        printing = self.changed.get((file, row))
        if printing is None:
            return cells
        return {**cells, **{name: printing.before[name] for name in FIGURE}}

    def accepted(self) -> list[Printing]:
        """Those of the changed ones that were accepted before."""
        kept = _accepted(self.out)
        changed = self.changed.values()
        return [each for each in changed if kept.get(_key(each.now)) == each.now["as_printed"]]

    def option(self) -> str:
        """The option that names the build in a command; empty where it is where the commands look."""
        return "" if self.out == DEFAULT_OUT else f" --out {shlex.quote(str(self.out))}"

    def findings(self) -> list[Finding]:
        """One finding for each file, with all its rows."""
        by_file: dict[str, list[Printing]] = {}
        for printing in self.changed.values():
            by_file.setdefault(printing.file, []).append(printing)
        return [_finding(file, own, self.option()) for file, own in by_file.items()]


def _finding(file: str, changed: list[Printing], build: str) -> Finding:
    shown = changed[:3]
    before = ", ".join(each.before["as_printed"] for each in shown)
    now = ", ".join(each.now["as_printed"] for each in shown)
    dots = " …" if len(changed) > len(shown) else ""
    expected = Phrase("the printing of the last build: {printed}", printed=before + dots)
    remedy = Phrase("Run `{restore}` to put it back, or `{accept}` to keep the new one.",
                    restore=f"tongket tidy --restore{build}", accept=f"tongket tidy --accept{build}")  # fmt: skip
    rows = [each.row for each in changed]
    return Finding(
        file,
        rows[0],
        "as_printed",
        now + dots,
        expected,
        remedy,
        "printing-changed",
        tuple(rows[1:]),
    )


def compared(folder: Path, out: Path, *, with_accepted: bool = False) -> Printings:
    """The printings of a data folder beside those of the last build.

    Args:
        folder: the data folder.
        out: the output folder of the last build.
        with_accepted: find also what was accepted.
    """
    builds = sorted((out / "site").glob("*/*/observations.csv"))
    before = {_key(cells): cells for path in builds for cells in _published(path)}
    found = Printings(out, len(builds))
    accepted = {} if with_accepted else _accepted(out)
    for path in observation_files(folder) if before else ():
        name = f"{OBSERVATIONS}/{path.name}"
        for row, cells in read_rows(path, SHAPE, name, []):
            then = before.get(_key(cells))
            found.rows += bool(cells["as_printed"])
            found.held += bool(cells["as_printed"] and then)
            if (
                then
                and _form_only(then, cells)
                and accepted.get(_key(cells)) != cells["as_printed"]
            ):
                found.changed[name, row] = Printing(name, row, cells, then)
    return found


def accept(printings: Printings) -> None:
    """Keep the printings that changed: they are not found again until the next build has them.

    Raises:
        OSError: the output folder cannot be written.
    """
    kept = _accepted(printings.out)
    kept |= {_key(each.now): each.now["as_printed"] for each in printings.changed.values()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*KEY, "as_printed"])
    writer.writerows([*key, printed] for key, printed in sorted(kept.items()))
    write(printings.out / ACCEPTED, text.getvalue())


def forget_accepted(out: Path) -> None:
    """Find again what was accepted.

    Raises:
        OSError: the output folder cannot be written.
    """
    (out / ACCEPTED).unlink(missing_ok=True)


def _accepted(out: Path) -> dict[Key, str]:
    shape = Shape((*KEY, "as_printed"))
    path = out / ACCEPTED
    rows = read_rows(path, shape, path.name, []) if path.is_file() else ()
    return {_key(cells): cells["as_printed"] for _, cells in rows}


def _published(path: Path) -> Iterator[Cells]:
    for _, cells in read_rows(path, Shape(COLUMNS), path.name, []):
        yield {k: v[1:] if v.startswith(_QUOTED_FORMULA) else v for k, v in cells.items()}


def _key(cells: Cells) -> Key:
    return tuple(cells[name] for name in KEY)


def _form_only(then: Cells, now: Cells) -> bool:
    """Whether a figure is printed otherwise though its value is the same."""
    same = all(_number(then[name]) == _number(now[name]) for name in DECIMALS)
    return same and then["as_printed"] != now["as_printed"] and bool(now["as_printed"])


def _number(cell: str) -> Fraction | str:
    try:
        return Fraction(cell)
    except (ValueError, ZeroDivisionError):
        return cell
