"""The one way in which this package writes a file: readers see the old content or the new one, never a part."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tongket.project import refuse_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE_SECONDS = 2.0


def write(path: Path, content: str | bytes) -> bool:
    """Write a text (UTF-8, LF) or bytes in one step, making its folders; a file that is the same stays untouched.

    Returns:
        whether the file changed.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    refuse_shipped(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    # A link stays one: what it leads to is written.
    path = path.resolve() if path.is_symlink() else path
    # Its time stays too: what copies a site by times copies only what changed.
    if path.is_file() and path.read_bytes() == data:
        return False
    if path.exists() and not path.is_file():
        # A pipe or a terminal is written to, never replaced; a folder refuses.
        path.write_bytes(data)
        return True
    with replacing(path) as new:
        new.write_bytes(data)
    return True


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file in one step, for what writes to a path itself: a ZIP archive, another program.

    The block writes to the path that it is given, in the same folder, because a rename is one step only within one
    file system. Where the block ends without an error, the new file takes the place of the old one.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    refuse_shipped(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Each process has a name of its own: two that write one file at once would take it from each other.
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        yield new
        move(new, path)
    except OSError as error:
        # Nobody knows the new file by its name, and a full disk names none.
        if error.filename in (None, str(new)):
            error.filename = str(path)
        raise
    finally:
        # What cannot be taken away, as on a disk that is read only, is not why it failed.
        with suppress(OSError):
            new.unlink()


def move(old: Path, new: Path) -> None:
    """Give a file or folder another name in one step; a file of that name is replaced.

    Windows refuses while a program has one of the two open, as virus scanners have for a moment what was just written.
    There it is tried again for two seconds.

    Raises:
        OSError: the system refuses; both are as they were.
    """
    last = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            old.replace(new)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > last:
                raise
            time.sleep(_PATIENCE_SECONDS / 20)
        else:
            return


def keep(old: Path, new: Path) -> None:
    """Take a file over unchanged: a second name for it where the disk allows, else a copy."""
    new.parent.mkdir(parents=True, exist_ok=True)
    # A second name takes no room, and is safe: no file is changed in place, so that no change shows under both names.
    try:
        os.link(old, new)
    # Another file system, or one without hard links, such as a USB stick.
    except OSError:
        shutil.copyfile(old, new)
