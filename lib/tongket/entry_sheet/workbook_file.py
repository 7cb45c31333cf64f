"""A workbook as a file, before its cells: whether it is one, of sane size, and of a form that can be read."""

from __future__ import annotations

import warnings
import zipfile
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.text_file import is_readable
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from tongket.entry_sheet.entered import Entered

SAVE_AS = Phrase("Save it as .xlsx in the spreadsheet program, without a password.")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# The name of the part that holds an encrypted workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "xl/workbook.xml"


def opened(path: Path, entered: Entered) -> Workbook | None:
    """The workbook with its formulas as they are written; None, with a finding, where it cannot be read."""
    if not is_readable(path, path.name, entered.findings, limits.WORKBOOK_BYTES):
        return None
    return _loaded(path, entered) if _is_workbook(path, entered) else None


def _is_workbook(path: Path, entered: Entered) -> bool:
    """Whether a file is a workbook of sane size; what it is instead goes to the findings."""
    expected = Phrase("a workbook (.xlsx)")
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start == _OLE:
        locked = _ENCRYPTED in path.read_bytes()
        entered.note("other-format", expected, SAVE_AS, value="password" if locked else "Excel 97 (.xls)")  # fmt: skip
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        value = "ZIP, damaged" if start == _ZIP else f"no ZIP, {path.suffix}"
        entered.note("other-format", expected, SAVE_AS, value=value)
        return False
    if _BOOK not in names:
        entered.note("other-format", expected, SAVE_AS, value=f"ZIP without {_BOOK}")
        return False
    size = sum(part.file_size for part in parts)
    if size > limits.WORKBOOK_BYTES or len(parts) > limits.WORKBOOK_PARTS:
        most = Phrase("at most {size} MB unpacked", size=limits.WORKBOOK_BYTES // 2**20)
        remedy = Phrase(
            "Delete empty rows below the last filled one, or copy what is filled into a new sheet: `{command}`.",
            command="tongket sheet YEAR",
        )
        entered.note("too-large", most, remedy, value=f"{size // 2**20} MB, {len(parts)} parts")
        return False
    return True


def _loaded(path: Path, entered: Entered) -> Workbook | None:
    """The workbook with its formulas as they are written; None, with a finding, where it is damaged."""
    from openpyxl import load_workbook

    try:
        # A name that does not end in .xlsx is no reason to refuse; warnings speak of what is not read anyway.
        with path.open("rb") as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(stream, keep_links=False, rich_text=True)
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library fail in any way
        expected = Phrase("a workbook that can be read")
        entered.note("unreadable-workbook", expected, SAVE_AS, value=f"{type(error).__name__}: {error}")  # fmt: skip
        return None
    if book.sheetnames:
        return book
    # The library finds no sheet under the names that the strict form has.
    remedy = Phrase("Save it as “Excel Workbook (.xlsx)”, not as “Strict Open XML Spreadsheet”.")
    entered.note("other-format", Phrase("a workbook (.xlsx)"), remedy, value="Strict Open XML")
    return None
