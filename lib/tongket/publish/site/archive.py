"""The whole site in one file, for those who pass it on: the same site gives the same bytes."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tongket.publish.site.indexes import ARCHIVE

if TYPE_CHECKING:
    from pathlib import Path

# A manifest tells how long each report took: it is for the next run, and never twice the same.
_LEFT_OUT = frozenset({ARCHIVE, "manifest.json"})
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_archive(site_dir: Path) -> Path:
    """Write `tongket-site.zip` of all that readers can open or take along.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    path = site_dir / ARCHIVE
    aside = site_dir / f".{ARCHIVE}.new"
    try:
        with zipfile.ZipFile(aside, "w") as archive:
            for file in sorted(_files(site_dir)):
                _add(archive, file.relative_to(site_dir).as_posix(), file.read_bytes())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def without_dates(path: Path) -> None:
    """Write an archive anew so that it does not tell when its parts were made."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            _add(archive, name, content)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _files(site_dir: Path) -> list[Path]:
    found = (path for path in site_dir.rglob("*") if path.is_file())
    return [path for path in found if path.name not in _LEFT_OUT and path.name[:1] != "."]
