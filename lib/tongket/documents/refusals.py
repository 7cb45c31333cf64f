"""Why a file is refused: what was expected, what was found, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from tongket.data.findings import Finding, listed
from tongket.errors import DataError
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Text

READABLE = Phrase("a report as DOCX, ODT, PDF, HTML or plain text")
SOUND = Phrase("a file that is whole")
SAVE_AS = Phrase("Open it in the program that made it, and save it as .docx or .odt.")
NO_PASSWORD = Phrase("Open it with its password, and save a copy without one.")
DIVIDE = Phrase("Check whether this is the right file; divide it if it is.")


def refuse(findings: Sequence[Finding]) -> NoReturn:
    """Refuse a file with all that was found.

    Raises:
        DataError: always.
    """
    raise DataError(listed(findings), findings)


def refuse_file(file: str, code: str, value: str, expected: Text, remedy: Text) -> NoReturn:
    """Refuse a file as a whole for one reason.

    Raises:
        DataError: always.
    """
    refuse([Finding(file, 0, "", value, expected, remedy, code)])


def too_large(file: str, what: Text, value: str) -> NoReturn:
    """Refuse what is far larger than a report.

    Raises:
        DataError: always.
    """
    refuse_file(file, "too-large", value, what, DIVIDE)


def no_text(file: str) -> NoReturn:
    """Refuse what has no word in it.

    Raises:
        DataError: always.
    """
    remedy = Phrase("Check whether this is the right file.")
    refuse_file(file, "no-text", "", Phrase("a file with text in it"), remedy)
