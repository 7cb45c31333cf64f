"""A review frozen as it is released: its folder of the site in one file, its observations, its notes."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.data.findings import listed
from tongket.data.releases import (
    FROZEN,
    RECORD,
    RELEASES,
    SITE,
    UNFINISHED,
    altered,
    sha256,
    written,
)
from tongket.errors import DataError
from tongket.files import move, write
from tongket.publish.site.archive import zipped
from tongket.publish.site.listings import CLAIMS, FIGURES
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.data.releases import ReleaseRecord
    from tongket.model import Lang
    from tongket.publish.site.listings import Listing


def frozen_listing(record: ReleaseRecord) -> Listing:
    """The sentences and figures of a release, as its listings hold them.

    Raises:
        DataError: the file of its pages is gone, or is not what was released.
    """
    try:
        with zipfile.ZipFile(record.folder / SITE) as archive:
            return {**json.loads(archive.read(CLAIMS)), **json.loads(archive.read(FIGURES))}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        broken = altered([record])
        words = Phrase(
            "releases: expected pages of edition {number} that can be read, got none.\n{list}",
            number=record.edition, list=listed(broken),
        )  # fmt: skip
        raise DataError(words, broken) from error


def freeze(
    project: Path, review_folder: Path, record: ReleaseRecord, notes: Mapping[Lang, str]
) -> ReleaseRecord:
    """Write a release: the record, and beside it all that it holds; in its place as one, where nothing else is.

    Args:
        project: the project's folder.
        review_folder: the review's folder of the site, as it is released.
        record: what is released; its files are noted here.
        notes: the notes of the release in each language.

    Raises:
        OSError: the folder of releases cannot be written; no release is left behind.
    """
    place = project / RELEASES / record.place
    staging = project / RELEASES / UNFINISHED
    files: dict[str, bytes] = {
        FROZEN: (review_folder / FROZEN).read_bytes(),
        SITE: zipped(review_folder),
        **{f"notes-{lang}.md": text.encode() for lang, text in notes.items()},
    }
    whole = replace(
        record, files={name: sha256(files[name]) for name in sorted(files)}, folder=place
    )
    # One that was killed left what it had written.
    shutil.rmtree(staging, ignore_errors=True)
    try:
        for name, content in files.items():
            write(staging / name, content)
        write(staging / RECORD, written(whole))
        place.parent.mkdir(parents=True, exist_ok=True)
        move(staging, place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return whole
