"""A file as a document: what it is follows from its content, whatever it is called."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.text_file import is_readable
from tongket.documents import opendocument, pdf, printed_pages, web, word
from tongket.documents.archive import opened
from tongket.documents.assembly import assembled
from tongket.documents.conversion import OLE, RTF, as_docx
from tongket.documents.plain import read_text
from tongket.documents.refusals import SAVE_AS, encrypted, other_format, refused, too_large
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.documents.document import Document

_TEXT = "application/vnd.oasis.opendocument.text"
_READ_SHEET = Phrase(
    "Figures of a spreadsheet are read by: {command}", command="tongket import FILE"
)
_RECOGNISE = Phrase(
    "It is a picture: ask for the file that it was made from, or let a program recognise its letters (OCR)."
)
_PICTURES = ("JPEG", "PNG", "TIFF")
_OTHERS = {
    b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"MIME-Version:": "MHTML", b"From: <Saved": "MHTML", b"<?xml": "XML",
}  # fmt: skip


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
        raise refused(findings)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with path.open("rb") as stream:
        start = stream.read(1024)
    other = next((name for mark, name in _OTHERS.items() if start.startswith(mark)), "")
    other = "" if web.is_html(start) else other
    if other:
        remedy = _RECOGNISE if other in _PICTURES else SAVE_AS
        raise other_format(path.name, other, remedy)
    if start.startswith(b"PK\x03\x04"):
        return _read_archive(path, path.name, sha256)
    if b"%PDF-" in start:
        found = printed_pages.pieces(pdf.pages(path))
        return assembled(found, path.name, sha256, "pdf")
    if start.startswith((OLE, RTF)):
        with as_docx(path, start) as (made, form):
            return replace(_read_archive(made, path.name, sha256), format=form)
    return _read_text(path, sha256, is_page=web.is_html(start))


def _read_archive(path: Path, file: str, sha256: str) -> Document:
    """A DOCX or ODT, by what is in it; `file` is its name in messages."""
    with opened(path, file) as archive:
        kind = archive.content("mimetype").decode("ascii", "replace")
        if "word/document.xml" in archive.names:
            return assembled(word.pieces(archive), file, sha256, "docx")
        if kind.startswith(_TEXT) and "content.xml" in archive.names:
            if b"encryption-data" in archive.content("META-INF/manifest.xml"):
                raise encrypted(file)
            return assembled(opendocument.pieces(archive), file, sha256, "odt")
    is_sheet = "xl/workbook.xml" in archive.names or "spreadsheet" in kind
    value = "ZIP (.xlsx, .ods)" if is_sheet else "ZIP"
    raise other_format(file, value, _READ_SHEET if is_sheet else SAVE_AS)


def _read_text(path: Path, sha256: str, *, is_page: bool) -> Document:
    if path.stat().st_size > limits.DOCUMENT_PART_BYTES:
        most = Phrase("at most {size} MB", size=limits.DOCUMENT_PART_BYTES // 2**20)
        raise too_large(path.name, most, f"{path.stat().st_size // 2**20} MB")
    raw = path.read_bytes()
    if is_page:
        return assembled(web.pieces(raw, path.name), path.name, sha256, "html")
    return read_text(raw, path.name, sha256)
