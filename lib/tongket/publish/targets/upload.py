"""What of a site changed since it was last put at its target, and in which order it goes there.

A list at the target says which files are ours, each with its hash. It is written before anything else, with no hash for
what is on its way, and again at the end: whatever is cut off, the next upload knows what it cannot rely on, and nobody
else's file is ever touched.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.data.releases import RELEASES
from tongket.errors import DataError, TongketError, UsageError, listed
from tongket.publish.site.sitemap import SITEMAP
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tongket.publish.targets.target import Target

LIST = "tongket-published.json"
# Raised when a key changes its meaning.
FORMAT = 1
# After so many files the list says that they are there, should nothing more get through.
NOTED = 50


@dataclass(frozen=True)
class Upload:
    """What is to be done.

    Attributes:
        files: where each file of the site is, by its name there.
        hashes: the SHA-256 of each.
        there: the hash of each of ours at the target; empty where an upload was cut off.
        put: what is new or has changed, in the order in which it goes there.
        removed: what is there, is ours, and is no longer of the site.
    """

    files: Mapping[str, Path]
    hashes: Mapping[str, str]
    there: Mapping[str, str]
    put: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def size(self) -> int:
        """The bytes that go there."""
        return sum(self.files[name].stat().st_size for name in self.put)


def planned(files: Mapping[str, Path], place: Target, *, force: bool = False) -> Upload:
    """Compare a site with what is at its target; changes nothing.

    Args:
        files: where each file of the site is, by its name there.
        place: the target.
        force: whether what did not change goes there again too.

    Raises:
        UsageError: the target holds files of others, which this would mix with its own or write over.
        DataError: a release is another than the one that was published.
        SystemFailure: it cannot be read.
    """
    there = _list_at(place)
    hashes = {name: _sha256(path) for name, path in files.items()}
    changed = {name for name in files if there.get(name) != hashes[name]}
    frozen = [name for name in sorted(changed) if _is_frozen(name) and there.get(name)]
    if frozen:
        words = Phrase(
            "{target}: expected each release as it was published, got others. A release stays as it is, a correction "
            "is a new edition: restore the files here.\n{list}",
            target=place.shown, list=listed(frozen),
        )  # fmt: skip
        raise DataError(words)
    put = sorted(files if force else changed, key=_order)
    if there:
        _refuse_others(place, [name for name in put if name not in there])
    gone = (name for name in there if name not in files and not _is_frozen(name))
    # The index first of all: nothing leads to what goes after it.
    return Upload(files, hashes, there, tuple(put), tuple(sorted(gone, key=_order, reverse=True)))


def carry_out(upload: Upload, place: Target) -> None:
    """Do it.

    Raises:
        SystemFailure: it was refused or cut off: what is not there yet is as it was.
    """
    if not (upload.put or upload.removed):
        return
    now = {**upload.there, **dict.fromkeys(upload.put, "")}
    place.put(LIST, _text(now))
    try:
        for number, name in enumerate(upload.put, start=1):
            place.put(name, upload.files[name])
            now[name] = upload.hashes[name]
            if number % NOTED == 0:
                place.put(LIST, _text(now))
        for name in upload.removed:
            place.remove(name)
            del now[name]
    except BaseException:
        # What did arrive need not go again.
        with suppress(TongketError):
            place.put(LIST, _text(now))
        raise
    place.put(LIST, _text(now))


def _list_at(place: Target) -> dict[str, str]:
    """The hash of each of our files at a target; none where nothing is there.

    Raises:
        UsageError: something is there, and no list of ours says what.
    """
    said = place.read(LIST)
    if said is None:
        if place.is_empty():
            return {}
        words = Phrase(
            "{target}: expected an empty place or one that {list} says is ours, got files of others. Name another; a "
            "folder that is not there yet is made.",
            target=place.shown, list=LIST,
        )  # fmt: skip
        raise UsageError(words)
    files = _read(said)
    if files is None:
        words = Phrase(
            "{target}: expected {list} as this version of tongket writes it, got another. Upgrade tongket, or name an "
            "empty place.",
            target=place.shown, list=LIST,
        )  # fmt: skip
        raise UsageError(words)
    return files


def _read(said: bytes) -> dict[str, str] | None:
    """The hashes that a list names; None where it is none of ours, or a name in it leads elsewhere."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        content = json.loads(said)
        files = {str(name): str(digest) for name, digest in content["files"].items()}
        return files if all(map(_is_place, files)) and content["format"] == FORMAT else None
    return None


def _is_place(name: str) -> bool:
    """Whether a name is the one way to a file of a site: of two for one file, one would be taken away as gone.

    Raises:
        ValueError: it has letters that no file name has.
    """
    name.encode()
    ways = {"", ".", ".."} & {*name.split("/")}
    return not (ways or {"\\", "\0"} & {*name} or name == LIST)


def _refuse_others(place: Target, new: list[str]) -> None:
    others = [name for name in new if place.has(name)]
    if others:
        words = Phrase(
            "{target}: expected nothing where new files of the site go, got files of others. Move them away.\n{list}",
            target=place.shown, list=listed(others),
        )  # fmt: skip
        raise UsageError(words)


def _text(files: Mapping[str, str]) -> bytes:
    content = {"format": FORMAT, "files": dict(files)}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_frozen(name: str) -> bool:
    return name.startswith(f"{RELEASES}/")


def _order(name: str) -> tuple[bool, int, bool, str]:
    """Where a file goes: downloads, pages, the entrances of reviews and areas, the index of all last."""
    folder, _, own = name.rpartition("/")
    leads = own.endswith(".html") or name == SITEMAP
    return leads, -(folder.count("/") + bool(folder)), own == "index.html", name
