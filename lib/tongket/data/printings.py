"""Whether the figures are still printed as they were in the last build: a spreadsheet program changes cells in silence.

Opened and saved, `290%` comes back as `290,00%` and `6.800` as `6800`: the value is the same, what the printing allows
is not. Where points group thousands, the value 14.025 comes back as 14025. Figures are compared with those of the last
build, `observations.csv` of each review of the site.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from tongket import limits
from tongket.command_line import quoted
from tongket.data.csv_file import FORM, Shape, read_rows
from tongket.data.findings import Finding, gathered
from tongket.data.folder import OBSERVATIONS, observation_files
from tongket.data.observations import COLUMNS, FIGURE, KEY, SHAPE
from tongket.data.printed_values import DECIMALS
from tongket.files import write
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry.book import Registry

# A decimal that reads as a whole number where points group thousands: with three decimals, also 0.125 and 1234.567.
_LIKE_GROUPED = re.compile(r"-?[0-9]+\.[0-9]{3}")
_WHOLE = re.compile(r"-?[0-9]+")
Cells = dict[str, str]
Key = tuple[str, ...]
ACCEPTED = "accepted-printings.csv"
# Where the commands look for a build unless they are given `--out`.
DEFAULT_OUT = Path("build")
# What keeps spreadsheet programs from taking a text for a formula, in the published file.
_QUOTED_FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True)
class Printing:
    """A figure that changed in form only: where it is now, and its cells as they were."""

    file: str
    row: int
    now: Cells
    before: Cells

    @property
    def column(self) -> str:
        """The first cell of the figure that changed."""
        return next(name for name in FIGURE if self.now[name] != self.before[name])


@dataclass
class Printings:
    """The printings of the last build, and those that changed since in form only.

    Args:
        out: the output folder of the last build.
        reviews: how many reviews of the last build could be read and compared with.
        rows: how many rows of the data have a printing.
        held: how many of them the last build holds: only what its pages show.
        changed: by file and line.
        gone: the keys of rows of the last build that the data no longer have.
        unread: what of the last build cannot be read, and so was not compared with.
    """

    out: Path
    reviews: int = 0
    rows: int = 0
    held: int = 0
    changed: dict[tuple[str, int], Printing] = field(default_factory=dict)
    gone: list[Key] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)

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
        return "" if self.out == DEFAULT_OUT else f" --out {quoted(str(self.out))}"

    def findings(self) -> list[Finding]:
        """One finding for each file, with all its rows."""
        by_file: dict[str, list[Printing]] = {}
        for printing in self.changed.values():
            by_file.setdefault(printing.file, []).append(printing)
        return [_finding(file, own, self.option()) for file, own in by_file.items()]

    def notices(self) -> list[Finding]:
        """One notice for all rows that are gone: whoever removed them on purpose knows it."""
        if not self.gone:
            return []
        count = len(self.gone)
        named = "; ".join(", ".join(filter(None, key)) for key in self.gone[: limits.ROWS_NAMED])
        dots = " …" if count > limits.ROWS_NAMED else ""
        expected = Phrase("every row of the last build, of which {count} are gone", count=count)
        remedy = Phrase(
            "Put them back, unless they were removed or given another key on purpose: {rows}.",
            rows=named + dots,
        )
        return [Finding(OBSERVATIONS, 0, "", "", expected, remedy, "rows-gone")]


def undeclared(out: Path, registry: Registry) -> list[Finding]:
    """Reviews of the last build of areas that are no longer declared: the site does not list them any more."""
    site = out / "site"
    places = sorted({path.parents[1].name for path in site.glob("*/*/observations.csv")})
    expected = Phrase("the review of an area of data/areas.csv")
    remedy = Phrase("The site does not list it: delete the folder, or declare the area again.")
    return [
        Finding(str(site / place), 0, "", place, expected, remedy, "review-of-no-area")
        for place in places
        if place not in registry.areas
    ]


def _finding(file: str, changed: list[Printing], build: str) -> Finding:
    shown = changed[:3]
    before = ", ".join(each.before[each.column] for each in shown)
    now = ", ".join(each.now[each.column] for each in shown)
    columns = sorted({each.column for each in changed})
    dots = " …" if len(changed) > len(shown) else ""
    expected = Phrase("the printing of the last build: {printed}", printed=before + dots)
    remedy = Phrase("Run `{restore}` to put it back, or `{accept}` to keep the new one.",
                    restore=f"tongket tidy --restore{build}", accept=f"tongket tidy --accept{build}")  # fmt: skip
    rows = [each.row for each in changed]
    return Finding(
        file,
        rows[0],
        ", ".join(columns),
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
    found = Printings(out)
    before = _last_build(found)
    accepted = {} if with_accepted else _accepted(out)
    there: set[Key] = set()
    for path in observation_files(folder) if found.reviews else ():
        name = f"{OBSERVATIONS}/{path.name}"
        for row, cells in read_rows(path, SHAPE, name, []):
            then = before.get(_key(cells))
            there.add(_key(cells))
            found.rows += bool(cells["as_printed"])
            found.held += bool(cells["as_printed"] and then)
            if (
                then
                and _form_only(then, cells)
                and accepted.get(_key(cells)) != cells["as_printed"]
            ):
                found.changed[name, row] = Printing(name, row, cells, then)
    found.gone = [key for key in before if key not in there]
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


def _last_build(printings: Printings) -> dict[Key, Cells]:
    """The rows of the last build; how many of its reviews can be read, and what of it cannot be read, is noted."""
    command = f"tongket run{printings.option()}"
    remedy = Phrase(
        "Nothing was compared with it: put it back, or make it anew with `{command}`.",
        command=command,
    )
    before: dict[Key, Cells] = {}
    for path in sorted((printings.out / "site").glob("*/*/observations.csv")):
        flaws: list[Finding] = []
        own = dict(published_rows(path, flaws))
        before |= own
        # Pages may show no figure at all.
        unread = [flaw for flaw in flaws if flaw.code not in {*FORM, "no-rows"}]
        printings.reviews += bool(own) or not unread
        printings.unread += [replace(each, remedy=remedy) for each in gathered(unread)]
    return before


def published_rows(path: Path, flaws: list[Finding]) -> Iterator[tuple[Key, Cells]]:
    """The rows of a published `observations.csv`, each with its key.

    Args:
        path: the file.
        flaws: where to note what does not hold.
    """
    for _, cells in read_rows(path, Shape(COLUMNS), str(path), flaws):
        plain = {k: v[1:] if v.startswith(_QUOTED_FORMULA) else v for k, v in cells.items()}
        yield _key(plain), plain


def _key(cells: Cells) -> Key:
    return tuple(cells[name] for name in KEY)


def _form_only(then: Cells, now: Cells) -> bool:
    """Whether the same figure is printed otherwise, or its value lost the point of its decimals."""
    values = {name: (then[name], now[name]) for name in DECIMALS}
    without_point = [name for name, cells in values.items() if _lost_its_point(*cells)]
    if any(
        _number(a) != _number(b) for name, (a, b) in values.items() if name not in without_point
    ):
        return False
    return bool(without_point) or (
        then["as_printed"] != now["as_printed"] and bool(now["as_printed"])
    )


def _lost_its_point(then: str, now: str) -> bool:
    """Whether a decimal was read as a number with its thousands grouped: 14.025 as 14025, 0.005 as 5."""
    if not (_LIKE_GROUPED.fullmatch(then) and _WHOLE.fullmatch(now)):
        return False
    before = Fraction(then)
    # A zero is the same number with and without its point.
    return before != 0 and Fraction(now) == before * 1000


def _number(cell: str) -> Fraction | str:
    try:
        return Fraction(cell)
    except (ValueError, ZeroDivisionError):
        return cell
