"""One run at a time on one output folder: the second says who holds it, and waits."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from tongket.errors import SystemFailure
from tongket.run.events import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.run.events import Listener
    from tongket.run.place import Place

WAIT_SECONDS = 600.0
PREFIX = "tongket-"
# The system cuts the path of a socket at about 104 characters, and folders follow.
LONGEST_BASE = 50


@contextmanager
def hold(place: Place, listen: Listener, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the output folder for this process until the block ends.

    The system releases the lock of a process that dies, so a killed run never blocks the next one.

    Raises:
        SystemFailure: another run still holds the folder after the wait.
        OSError: the folder cannot be written.
    """
    place.running.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.running / "lock")
    holder = place.running / "holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        listen(Waiting(_who(place)))
        _wait(lock, place, wait_seconds)
    try:
        holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


class RunFolder:
    """A folder for what a run makes for a while: sockets, connection files.

    A killed run cannot remove its own; the next run does, knowing by the lock that nobody lives
    there any more.
    """

    def __init__(self) -> None:
        base = tempfile.gettempdir()
        if len(base) > LONGEST_BASE and Path("/tmp").is_dir():  # noqa: S108 - mkdtemp closes it to others
            base = "/tmp"  # noqa: S108
        self._sweep(base)
        self.path = tempfile.mkdtemp(prefix=PREFIX, dir=base)
        self._lock = FileLock(Path(self.path) / "lock")
        self._lock.acquire()

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)

    def _sweep(self, base: str) -> None:
        for lock in Path(base).glob(f"{PREFIX}*/lock"):
            with suppress(Timeout, OSError), FileLock(lock, timeout=0):
                shutil.rmtree(lock.parent, ignore_errors=True)


@cache
def run_folder() -> str:
    """The folder of this process for what it makes for a while; removed when the process ends."""
    folder = RunFolder()
    # After multiprocessing has removed what it keeps there (priority -100).
    Finalize(None, folder.remove, exitpriority=-200)
    return folder.path


def _wait(lock: FileLock, place: Place, seconds: float) -> None:
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise SystemFailure(
            f"{place.out}: expected no other run on this folder, got {_who(place)}, which "
            f"still runs after {seconds:g} seconds. Wait for it, stop it, or choose another folder "
            "with --out."
        ) from error


def _who(place: Place) -> str:
    try:
        return f"process {(place.running / 'holder').read_text(encoding='ascii').strip()}"
    except OSError:
        return "another process"
