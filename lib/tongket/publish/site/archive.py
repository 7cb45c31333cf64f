"""The whole site in one file, for those who pass it on: the same site gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tongket.files import replacing
from tongket.publish.site.indexes import ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

# A manifest says how long each report took: it is for the next run, and never twice the same.
_LEFT_OUT = frozenset({ARCHIVE, "manifest.json"})
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_archive(site_dir: Path, reviews: Iterable[str]) -> Path:
    """Write `tongket-site.zip` of all that readers can open or take along.

    Args:
        site_dir: the site's folder.
        reviews: those that its index lists, as `<place>/<period>`; any other folder is none of the site's.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    path = site_dir / ARCHIVE
    # Not made in memory: a site may hold many years of many areas.
    with replacing(path) as new, zipfile.ZipFile(new, "w") as archive:
        for file in sorted(site_files(site_dir, {*reviews}), key=_place):
            _add(archive, file.relative_to(site_dir).as_posix(), file.read_bytes())
    return path


def zipped(folder: Path) -> bytes:
    """All that a folder holds for readers, as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(filter(_is_for_readers, folder.rglob("*")), key=_place):
            _add(archive, file.relative_to(folder).as_posix(), file.read_bytes())
    return out.getvalue()


def without_dates(content: bytes) -> bytes:
    """An archive that does not say when its parts were made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            _add(new, name, old.read(name))
    return out.getvalue()


def _place(path: Path) -> tuple[str, ...]:
    """By it files come in one order on every system: Windows sorts paths without their capitals."""
    return path.parts


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    # As Linux marks what it writes: the same bytes on every system.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def site_files(site_dir: Path, reviews: AbstractSet[str]) -> Iterator[Path]:
    """What readers may open of what lies in the site's folder itself, in those of its places, and in its reviews."""
    places = {review.partition("/")[0] for review in reviews}
    around = (site_dir, *(site_dir / place for place in places))
    found = (
        *(path for folder in around for path in folder.glob("*")),
        *(path for review in reviews for path in (site_dir / review).rglob("*")),
    )
    yield from filter(_is_for_readers, found)


def _is_for_readers(path: Path) -> bool:
    return path.is_file() and path.name not in _LEFT_OUT and path.name[:1] != "."
