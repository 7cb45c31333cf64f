"""What a file is follows from its content; what cannot be read is refused with what to do; libraries that are missing."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from fixtures.libreoffice import saved_by_libreoffice
from fixtures.office_files import p, write_docx
from tongket import documents
from tongket.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

ENCRYPTED = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
OLD_WORD = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "got", "remedy"),
    [
        (ENCRYPTED, "password", "save a copy without one"),
        (OLD_WORD, "Microsoft Office 97 (.doc, .xls)", "save it as .docx"),
        (b"{\\rtf1 x}", "RTF", "save it as .docx"),
        (b"\xff\xd8\xff\xe0", "JPEG", "(OCR)"),
        (b"\x89PNG\r\n", "PNG", "(OCR)"),
        (b"MIME-Version: 1.0", "MHTML", "save it as .docx"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "XML", "save it as .docx"),
    ],
)
def test_other_formats_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, got: str, remedy: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(DataError) as refused:
        documents.read(tmp_path / "a.docx")
    assert f"a.docx: expected a report as DOCX, ODT, PDF, HTML or plain text, got '{got}'" in str(
        refused.value
    )
    assert remedy in str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_files_of_old_programs_are_converted(tmp_path: Path, form: str) -> None:
    made = write_docx(tmp_path / "a.docx", p("1. Đề tài") + p("Có 12 đề tài."))
    saved = saved_by_libreoffice([made], "vi-VN", tmp_path, form)
    found = documents.read((saved / f"a.{form}").rename(tmp_path / "báo cáo.docx"))
    assert [(b.section, b.text) for b in found.blocks] == [
        ("1", "1. Đề tài"),
        ("1", "Có 12 đề tài."),
    ]
    assert found.format == form
    (tmp_path / "b.doc").write_bytes(OLD_WORD)
    with pytest.raises(DataError, match=r"b.doc: expected a file that is whole"):
        documents.read(tmp_path / "b.doc")


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(UsageError, match=r"expected the library lxml.*pip install \"lxml>="):
        documents.read(write_docx(tmp_path / "a.docx", p("Có 12 đề tài.")))
    assert documents.of_text("Có 12 đề tài.").blocks
