"""What the operating system refuses, in both languages: at which file, why, and what to do."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path

from tongket.model import Text
from tongket.translations import Phrase, message

# The system's own words, as C libraries have them, for the translators.
_KNOWN = (
    message("Permission denied"),
    message("Operation not permitted"),
    message("Read-only file system"),
    message("No space left on device"),
    message("Disk quota exceeded"),
    message("File too large"),
    message("No such file or directory"),
    message("File exists"),
    message("Is a directory"),
    message("Not a directory"),
    message("Directory not empty"),
    message("File name too long"),
    message("Too many levels of symbolic links"),
    message("Input/output error"),
)
# What is written for a moment into the folder for such files, by how it is named.
_OWN = re.compile(r"tongket-|tmp")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What Windows says of a file that it would let nobody touch (winerror.h): access denied, sharing and lock violations.
_OPEN_ELSEWHERE = (5, 32, 33)
_REMEDIES = {
    **dict.fromkeys(_FULL, Phrase("Free some space, then run again.")),
    errno.ENAMETOOLONG: Phrase("Choose a shorter name."),
    errno.ENOENT: Phrase("Check the name and its folder."),
}
_OTHERWISE = Phrase("Choose another place, or ask whoever runs this machine.")


def cause_of(error: OSError) -> Text:
    """Why the system refused; in its own words where nobody translated them."""
    words = error.strerror or str(error)
    return Phrase(words) if words in _KNOWN else Text(words, words)


def remedy_of(error: OSError, otherwise: Text = _OTHERWISE) -> Text:
    """What to do about it."""
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return Phrase(
            "If it is open in another program, as a workbook in Excel, close it there; then run again. {otherwise}",
            otherwise=otherwise,
        )
    return _REMEDIES.get(error.errno or 0, otherwise)


def lacking(error: ModuleNotFoundError) -> Text:
    """What is said where a library is not installed, as after `pip install --no-deps`."""
    return Phrase(
        "expected the library {name}, got none: tongket was installed without what it needs. Run: {command}",
        name=(error.name or str(error)).partition(".")[0], command="python -m pip install tongket",
    )  # fmt: skip


def refused(error: OSError) -> Text:
    """What is said of a refusal of the system that nothing else answers."""
    if error.filename is None and _is_folder_gone():
        return Phrase(
            "the current folder: expected one that is there, got one that was deleted. Change into another."
        )
    if error.filename is None:
        return Phrase(
            "expected that this machine does its part, got: {cause}. {remedy}",
            cause=cause_of(error), remedy=remedy_of(error),
        )  # fmt: skip
    return Phrase(
        "{path}: expected a file or folder that can be used, got: {cause}. {remedy}",
        path=_shown(str(error.filename)), cause=cause_of(error), remedy=remedy_of(error),
    )  # fmt: skip


def _is_folder_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _shown(path: str) -> str:
    """A path; of what is written for a moment only the folder for such files, which is what somebody can mend."""
    folder = tempfile.gettempdir()
    is_own = Path(path).is_relative_to(folder) and _OWN.match(os.path.relpath(path, folder))
    # A name that is too long makes `Path.exists` fail.
    return folder if is_own and not os.path.exists(path) else path  # noqa: PTH110
