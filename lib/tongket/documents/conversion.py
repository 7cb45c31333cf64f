"""Files of old word processors (DOC, RTF): converted by LibreOffice where it is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.documents.refusals import damaged, encrypted, other_format

if TYPE_CHECKING:
    from collections.abc import Iterator

OLE, RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
# The name of the part that holds an encrypted DOCX, and that of the text of a DOC.
_ENCRYPTED, _WORD = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
_SECONDS = 120


@contextmanager
def as_docx(path: Path, start: bytes) -> Iterator[tuple[Path, str]]:
    """A copy of a file as DOCX, gone when the block ends, and the format that the file has.

    Args:
        path: the file.
        start: its first bytes.

    Raises:
        DataError: it is encrypted, none of these formats, or LibreOffice is not there or cannot read it.
    """
    form = "rtf" if start.startswith(RTF) else "doc"
    content = path.read_bytes()
    if form == "doc" and _ENCRYPTED in content:
        raise encrypted(path.name)
    program = shutil.which("soffice")
    if program is None or (form == "doc" and _WORD not in content):
        raise other_format(
            path.name, "RTF" if form == "rtf" else "Microsoft Office 97 (.doc, .xls)"
        )
    with tempfile.TemporaryDirectory(prefix="tongket-") as folder:
        # By a plain name: what a file is called must not be taken for an option or another format.
        copy = Path(folder, f"report.{form}")
        shutil.copyfile(path, copy)
        made = copy.with_suffix(".docx")
        _convert(program, copy)
        if not made.exists():
            raise damaged(path.name, f"LibreOffice, {form.upper()}")
        yield made, form


def _convert(program: str, copy: Path) -> None:
    # With settings of its own, so that no open window of the analyst is asked to do it.
    settings = f"-env:UserInstallation={copy.with_name('settings').as_uri()}"
    command = [
        program,
        settings,
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    command += ["--outdir", str(copy.parent), str(copy)]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        return
