"""The lines of a text file that people wrote: only of a plain file of sane size, only in UTF-8, one at a time."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.findings import Finding
from tongket.model import Text
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    stat.S_ISDIR: Phrase("a folder"),
    stat.S_ISFIFO: Phrase("a pipe"),
    stat.S_ISSOCK: Phrase("a socket"),
    stat.S_ISBLK: Phrase("a device"),
    stat.S_ISCHR: Phrase("a device"),
}
_CAUSES = {
    errno.ENOENT: Phrase("a link to a file that is not there"),
    errno.ELOOP: Phrase("a link that leads to itself"),
    errno.EACCES: Phrase("a file that you may not read"),
}
# There is nothing of this name; or what should be its folder is a file.
_GONE = (errno.ENOENT, errno.ENOTDIR)
# The first bytes of files that are no text, though they may be called so.
_OTHER_FORMATS = {
    b"PK\x03\x04": "ZIP (.xlsx, .ods, .docx)",
    b"\xd0\xcf\x11\xe0": "Microsoft Office 97 (.xls, .doc)",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"%PDF": "PDF",
}
SAVE_AS = Phrase("Save it as “CSV UTF-8” in the spreadsheet program.")
BOM = "\ufeff"
# Bytes of one line: a letter has four at most.
MOST = 4 * limits.LINE


def lines(
    path: Path, file: str, findings: list[Finding], most: int, remedy: Text = SAVE_AS
) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, each with what it ends with but the LF.

    Args:
        path: the file.
        file: its name in findings.
        findings: where to note why the file, or its rest, cannot be read.
        most: how many bytes it may have.
        remedy: what to do with a file that is no text in UTF-8.
    """
    if not is_readable(path, file, findings, most):
        return
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(iter(partial(stream.readline, MOST), b""), start=1):
                if len(raw) == MOST and not raw.endswith(b"\n"):
                    findings.append(_too_long(file, number))
                    return
                text = _decoded(raw, number, file, findings, remedy)
                if text is None:
                    return
                yield number, text
    except OSError as error:
        findings.append(_unreadable(file, error))


def as_it_is(path: Path) -> str:
    """The text of a file that was read before without a finding, with its line ends and marks; empty without a file.

    Raises:
        OSError: it cannot be read any more.
    """
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def is_readable(path: Path, file: str, findings: list[Finding], most: int) -> bool:
    """Whether a path is a plain file of sane size that may be read; why not goes to the findings."""
    try:
        state = path.stat()
    except OSError as error:
        gone = error.errno in _GONE and not path.is_symlink()
        findings.append(_missing(file) if gone else _unreadable(file, error))
        return False
    kind = next((words for is_kind, words in _KINDS.items() if is_kind(state.st_mode)), None)
    if kind is not None:
        findings.append(_no_file(file, kind))
    elif state.st_size > most:
        size = Phrase("at most {size} MB", size=most // 2**20)
        remedy = Phrase("Check whether this is the right file; divide it if it is.")
        shown = f"{state.st_size // 2**20} MB"
        findings.append(Finding(file, 0, "", shown, size, remedy, "too-large"))
    elif not os.access(path, os.R_OK):
        findings.append(_no_file(file, _CAUSES[errno.EACCES]))
    else:
        return True
    return False


def _no_file(file: str, kind: Text) -> Finding:
    expected = Phrase("a plain file, and not {kind}", kind=kind)
    remedy = Phrase("Put the file itself here, or delete this one.")
    return Finding(file, 0, "", file, expected, remedy, "unreadable-file")


def _missing(file: str) -> Finding:
    expected, remedy = Phrase("this file"), Phrase("Check its name and folder.")
    return Finding(file, 0, "", "", expected, remedy, "unreadable-file")


def _unreadable(file: str, error: OSError) -> Finding:
    cause = _CAUSES.get(error.errno or 0)
    return _no_file(file, cause or Text(str(error.strerror), str(error.strerror)))


def _too_long(file: str, number: int) -> Finding:
    expected = Phrase("at most {number} characters in a line", number=limits.LINE)
    remedy = Phrase("Check whether this is the right file; divide it if it is.")
    return Finding(file, number, "", f"> {limits.LINE}", expected, remedy, "too-long")


def _other_format(raw: bytes) -> str:
    return next((name for start, name in _OTHER_FORMATS.items() if raw.startswith(start)), "")


def _decoded(
    raw: bytes, number: int, file: str, findings: list[Finding], remedy: Text
) -> str | None:
    """A line as text without its LF; None where what follows cannot be text either."""
    other = _other_format(raw) if number == 1 else ""
    if other:
        # TOML and texts come with another remedy than tables.
        is_table = remedy is SAVE_AS
        expected = Text("CSV, UTF-8", "CSV in UTF-8") if is_table else Text("UTF-8", "UTF-8")
        findings.append(Finding(file, 0, "", other, expected, remedy, "other-format"))
        return None
    try:
        text = raw.removesuffix(b"\n").decode("utf-8")
    except UnicodeDecodeError as error:
        got = f"0x{raw[error.start]:02x}"
        expected = Text("UTF-8", "UTF-8")
        findings.append(Finding(file, number, "", got, expected, remedy, "not-utf-8"))
        return None
    if "\x00" in text:
        findings.append(Finding(file, number, "", "NUL", Phrase("text"), remedy, "not-text"))
        return None
    return text
