"""The folder of a running process for sockets and connection files; a killed run's is swept by the next."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "tongket-"
# The system cuts the path of a socket at about 104 characters, and folders follow.
LONGEST_BASE = 50


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
