"""One process at a time in a folder: what was compared there still holds when it is written."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tongket.errors import SystemFailure
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT_SECONDS = 60


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only process that writes into a folder until the block ends.

    The system releases the lock of a process that dies.

    Raises:
        SystemFailure: another process still holds the folder after a minute.
        OSError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=_WAIT_SECONDS)
    except Timeout as error:
        words = Phrase(
            "{folder}: expected no other program that writes here, got one that still does after {seconds} seconds. "
            "Wait for it to end, then run the command again.",
            folder=str(folder),
            seconds=str(_WAIT_SECONDS),
        )
        raise SystemFailure(words) from error
    try:
        yield
    finally:
        # Nothing of it stays in the folder: who waited for this file sees that it is gone and makes another.
        with suppress(OSError):
            (folder / ".lock").unlink()
        lock.release()
