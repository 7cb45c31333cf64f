"""Why a file is refused: what was expected, what was found, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.findings import Finding, listed
from tongket.errors import DataError, UsageError
from tongket.extras import install
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Text

READABLE = Phrase("a report as DOCX, ODT, PDF, HTML or plain text")
SAVE_AS = Phrase("Open it in the program that made it, and save it as .docx or .odt.")


def refused(findings: Sequence[Finding]) -> DataError:
    """What is raised with all that was found."""
    return DataError(listed(findings), findings)


def other_format(
    file: str, value: str, remedy: Text = SAVE_AS, expected: Text = READABLE
) -> DataError:
    """What is raised for a file that is something else."""
    return refused([Finding(file, 0, "", value, expected, remedy, "other-format")])


def damaged(file: str, value: str) -> DataError:
    """What is raised for a file that cannot be read to its end, or that no program wrote so."""
    return refused(
        [Finding(file, 0, "", value, Phrase("a file that is whole"), SAVE_AS, "unreadable-file")]
    )


def too_large(file: str, expected: Text, value: str) -> DataError:
    """What is raised for what is far larger than a report."""
    remedy = Phrase("Check whether this is the right file; divide it if it is.")
    return refused([Finding(file, 0, "", value, expected, remedy, "too-large")])


def no_text(file: str) -> DataError:
    """What is raised for what has no word in it."""
    expected = Phrase("a file with text in it")
    remedy = Phrase("Check whether this is the right file.")
    return refused([Finding(file, 0, "", "", expected, remedy, "no-text")])


def encrypted(file: str) -> DataError:
    """What is raised for what only a password opens."""
    remedy = Phrase("Open it with its password, and save a copy without one.")
    return refused([Finding(file, 0, "", "password", READABLE, remedy, "encrypted")])


def lacking(library: str, error: ImportError) -> UsageError:
    """What is raised where a library of the extra `extract` is not installed."""
    sentence = "expected the library {name}, got: {error}. {install}"
    return UsageError(Phrase(sentence, name=library, error=str(error), install=install("extract")))
