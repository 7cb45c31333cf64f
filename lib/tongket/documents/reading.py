"""A file as a document: what it is follows from its content, whatever it is called."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.text_file import is_readable
from tongket.documents.plain import read_text
from tongket.documents.refusals import refuse, too_large
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.documents.document import Document


def read(path: Path) -> Document:
    """The text of a report with its blocks.

    Args:
        path: a DOCX, ODT, PDF, HTML or text file; DOC and RTF where LibreOffice is there to convert them.

    Raises:
        DataError: it is none of these, damaged, encrypted, far too large, holds pages without text, letters of an
            old font, or numbers of which one was struck out; all that was found travels with it.
        UsageError: the libraries of the extra `extract` are not installed.
    """
    findings: list[Finding] = []
    if not is_readable(path, path.name, findings, limits.DOCUMENT_BYTES):
        refuse(findings)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return _read_text(path, sha256)


def _read_text(path: Path, sha256: str) -> Document:
    if path.stat().st_size > limits.DOCUMENT_PART_BYTES:
        most = Phrase("at most {size} MB", size=limits.DOCUMENT_PART_BYTES // 2**20)
        too_large(path.name, most, f"{path.stat().st_size // 2**20} MB")
    return read_text(path.read_bytes(), path.name, sha256)
