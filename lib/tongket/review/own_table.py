"""The table of a file of one's own: where it lies, its cells as text, and the numbers in them; nothing is guessed."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tongket import limits
from tongket.data.folder import OPENED, OWN, WORKBOOKS
from tongket.errors import UsageError, near
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd

    from tongket.data.registry import Registry

# The line of a table's first row, below its headings.
HEAD = 2
# What pandas makes of the error of a formula, and how a spreadsheet shows it.
FORMULA_ERROR = "#N/A"


def own_file(folder: Path, name: object) -> Path:
    """The file with a name in the folder of one's own files, as the files of the data are opened.

    Raises:
        UsageError: it lies elsewhere, or is no file.
    """
    root = os.path.abspath(folder)  # noqa: PTH100 - resolve() would follow a link
    place = os.path.normpath(os.path.join(root, str(name)))  # noqa: PTH118
    # An absolute name of a file of the folder is its place in it: no page names a folder of one machine.
    path = folder / place
    # From another drive of Windows there is no way.
    with suppress(ValueError):
        path = folder / os.path.relpath(place, root)
    with suppress(OSError, ValueError):  # no name of a file
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            sys.audit(OPENED, str(path))
            return path
    asked, place = str(name)[: limits.WORDS], f"{folder.parent.name}/{OWN}"
    if path.parent == folder and os.path.lexists(path):
        words = Phrase(
            "{file}: expected a file in the folder {folder}, got a folder, or a link that leads elsewhere. "
            "Put the file itself there.",
            file=asked, folder=place,
        )  # fmt: skip
        raise UsageError(words)
    hint = Phrase("Put it there, so that it goes with the data.")
    there = {each.relative_to(folder).as_posix(): each for each in sorted(folder.rglob("*"))}
    files = [own for own, each in there.items() if each.is_file()]
    alike = [own for own in files if there[own].name == path.name]
    if found := alike or near(path.name, files) or files[:5]:
        hint = Phrase("There are: {names}.", names=", ".join(found))
    raise UsageError(
        Phrase(
            "{file}: expected a file in the folder {folder}, got none. {hint}",
            file=asked, folder=place, hint=hint,
        )
    )  # fmt: skip


def own_table(
    path: Path, read: Callable[..., pd.DataFrame], how: Mapping[str, Any]
) -> pd.DataFrame:
    """The rows of a file, each named by its line, with cells of text below headings that come once.

    Args:
        path: the file.
        read: the function of pandas that reads such a file.
        how: arguments of it.

    Raises:
        UsageError: it is too large, no such table, or no row is below the headings.
    """
    name = path.name
    if (size := _unpacked(path)) > limits.REGISTRY_BYTES:
        words = Phrase(
            "{file}: expected {most} MB at most, got {size} MB. Take the rows that you need into a file of their own.",
            file=name, most=limits.REGISTRY_BYTES >> 20, size=size >> 20,
        )  # fmt: skip
        raise UsageError(words)
    try:
        table = read(path, dtype=str, keep_default_na=False, na_filter=False, **how)
    except Exception as error:  # noqa: BLE001 -- whatever a library makes of a broken file
        # Its first line, without the folder of this machine.
        said = f"{error}".partition("\n")[0].replace(str(path), name).rstrip(".")
        of_csv = Phrase("Pass its arguments, such as sep=';', skiprows=2 or encoding='utf-16'.")
        of_sheets = Phrase("Read a workbook with it, and a CSV file with review.read_csv.")
        if path.suffix.lower() in WORKBOOKS:
            of_csv = Phrase("It is a workbook: read it with review.read_excel.")
        words = Phrase(
            "{file}: expected a table that {reader} reads, got: {said}. {hint}",
            file=name, reader=f"pandas.{read.__name__}", said=said,
            hint=of_csv if read.__name__ == "read_csv" else of_sheets,
        )  # fmt: skip
        raise UsageError(words) from None
    _refuse_other_tables(name, table)
    # Programs write letters with marks in two ways.
    table.columns = [unicodedata.normalize("NFC", str(each)).strip() for each in table.columns]
    twice = sorted({*table.columns[table.columns.duplicated()]})
    if twice:
        words = Phrase(
            "{file}: expected each heading once, got {names} twice. Rename a column in the file.",
            file=name, names=", ".join(map(repr, twice)),
        )  # fmt: skip
        raise UsageError(words)
    # Rows are named by their lines in the file; what is skipped one by one cannot be counted.
    above = (how.get(each) for each in ("skiprows", "header"))
    table.index += HEAD + sum(each for each in above if isinstance(each, int))
    table = table[(table != "").any(axis="columns")].fillna(FORMULA_ERROR)
    if table.empty:
        raise UsageError(
            Phrase("{file}: expected rows below their headings, got none. Fill them in.", file=name)
        )
    return table


def refuse_shown_percent(path: Path, sheet: str | int) -> None:
    """Refuse a sheet whose percentages are a format: its cells hold 0.125 and show 12.5%.

    Raises:
        UsageError: it has such cells; the first are named.
    """
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return
    import pandas as pd

    with pd.ExcelFile(path) as file:
        page = file.book[sheet] if isinstance(sheet, str) else file.book.worksheets[sheet]
        cells = (c for row in page.iter_rows() for c in row if isinstance(c.value, int | float))
        shown = [cell.coordinate for cell in cells if "%" in cell.number_format]
    if shown:
        words = Phrase(
            "{file}, {cells}: expected numbers as they are shown, got a format of percent, "
            "behind which 12.5% is 0.125. Write 12.5 into cells of the format Number.",
            file=path.name, cells=", ".join(shown[:5]),
        )  # fmt: skip
        raise UsageError(words)


def _unpacked(path: Path) -> int:
    """The bytes of a file; of a workbook, which is packed, those of all that it holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.stat().st_size


def _refuse_other_tables(name: str, table: object) -> None:
    """Refuse what pandas makes of a wrong separator, rows of more cells than headings, and arguments that convert."""
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        words = Phrase(
            "{file}: expected one table, got {got}. Name one sheet with sheet_name, and leave out chunksize "
            "and iterator.",
            file=name, got=type(table).__name__,
        )  # fmt: skip
        raise UsageError(words)
    if not isinstance(table.index, pd.RangeIndex):
        words = Phrase(
            "{file}: expected as many cells in each row as headings, got more. Say what stands between cells, "
            "such as sep=';', and leave out index_col.",
            file=name,
        )
        raise UsageError(words)
    columns = [table.iloc[:, number] for number in range(table.shape[1])]
    changed = [str(c.name) for c in columns if not pd.api.types.is_string_dtype(c.dropna())]
    if changed:
        words = Phrase(
            "{file}: expected cells as the file writes them, got others in {columns}. "
            "Leave out parse_dates and converters.",
            file=name, columns=", ".join(changed),
        )  # fmt: skip
        raise UsageError(words)


def area_named(registry: Registry, name: str) -> str:
    """The code of the area with a code or a name, in either language; empty where none has it."""
    if name in registry.areas:
        return name
    wanted = unicodedata.normalize("NFC", name).casefold()
    areas = registry.areas.items()
    named = (code for code, a in areas if wanted in {a.name.vi.casefold(), a.name.en.casefold()})
    return next(named, "")


def refuse_areas_unread(table: pd.DataFrame, file: str, registry: Registry, place: str) -> None:
    """Refuse a table that names other places under a heading that is none of areas: its rows would be of one.

    Raises:
        UsageError: it does; the message says where, and which heading is read.
    """
    for heading in table:
        for name in dict.fromkeys(table[heading].str.strip()):
            code = area_named(registry, name)
            if code and registry.areas[code].place != place:
                words = Phrase(
                    "{file}, {heading}: expected areas in a column headed area or Địa bàn, got {name}. "
                    "Give the column that heading, or leave it out: {example}.",
                    file=file, heading=heading, name=repr(name), example="usecols=[…]",
                )  # fmt: skip
                raise UsageError(words)


class Notation:
    """How a file writes numbers.

    Args:
        decimal: what stands before decimals; empty where nobody said so, and a point is taken for it.
        thousands: what stands between thousands; empty where nothing does.

    Raises:
        UsageError: these are no two different signs.
    """

    def __init__(self, decimal: str, thousands: str) -> None:
        given = [each or "" for each in (decimal, thousands)]
        signs = [each for each in given if each]
        if any(
            not isinstance(s, str) or len(s) != 1 or s.isalnum() or s in "+-" for s in signs
        ) or (len({*signs}) < len(signs)):
            words = Phrase(
                "decimal, thousands: expected two different signs, got {decimal} and {thousands}. "
                "Write for instance decimal=',', thousands='.'.",
                decimal=repr(decimal), thousands=repr(thousands),
            )  # fmt: skip
            raise UsageError(words)
        self.is_said = bool(signs)
        # Where a point stands between thousands, it is a comma that stands before decimals.
        self.decimal = given[0] or ("," if given[1] == "." else ".")
        between = re.escape(given[1])
        whole = rf"[0-9]{{1,3}}(?:{between}[0-9]{{3}})+|[0-9]+" if between else "[0-9]+"
        self._number = re.compile(rf"([-+]?)({whole})(?:{re.escape(self.decimal)}([0-9]+))?")

    @property
    def example(self) -> str:
        """A number as the file writes it."""
        return f"1234{self.decimal}5"

    def plain(self, text: str) -> str:
        """The plain decimal of a number; empty where it is none, as where thousands are of two digits.

        >>> Notation(",", ".").plain("1.258,9"), Notation("", ",").plain("104,6")
        ('1258.9', '')
        """
        found = self._number.fullmatch(text)
        if found is None:
            return ""
        sign, whole, decimals = found.groups()
        digits = re.sub("[^0-9]", "", whole)
        return sign.replace("+", "") + digits + (f".{decimals}" if decimals else "")
