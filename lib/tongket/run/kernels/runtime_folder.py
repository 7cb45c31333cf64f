"""The folder of a running process for sockets and connection files; that of a killed run is removed by the next."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "tongket-"
# The system cuts the path of a socket at about 104 characters, and folders follow.
LONGEST_BASE = 50


class RuntimeFolder:
    """A folder for what exists only while a run does: sockets, connection files.

    A killed run cannot remove its own; the next run does. It knows by the lock, which the system releases when a
    process dies, that nobody uses the folder any more: a process id would not do, because ids are used again.
    """

    def __init__(self) -> None:
        base = tempfile.gettempdir()
        # On Windows kernels have no sockets, and that name leads to a folder of everybody's.
        is_short = len(base) <= LONGEST_BASE or sys.platform == "win32"
        if not is_short and Path("/tmp").is_dir():  # noqa: S108 - mkdtemp closes it to others
            base = "/tmp"  # noqa: S108
        self._sweep(base)
        # Until it is locked, another run that begins now takes a new folder for one of a killed run.
        while not self._lock_new(base):
            pass

    def _lock_new(self, base: str) -> bool:
        """Make a folder and lock it; says whether it is still there then."""
        self.path = tempfile.mkdtemp(prefix=PREFIX, dir=base)
        self._lock = FileLock(Path(self.path) / "lock")
        # A folder that is gone the lock makes anew, open to others and without this file.
        made = Path(self.path) / "made"
        with suppress(FileNotFoundError):
            made.touch()
            self._lock.acquire()
            if made.exists():
                return True
        self.remove()
        return False

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)

    def _sweep(self, base: str) -> None:
        for lock in Path(base).glob(f"{PREFIX}*/lock"):
            with suppress(Timeout, OSError):
                with FileLock(lock, timeout=0):
                    shutil.rmtree(lock.parent, ignore_errors=True)
                # Windows removes no file that is open, as that of the lock was.
                shutil.rmtree(lock.parent, ignore_errors=True)


@cache
def runtime_folder() -> str:
    """The folder of this process; removed when the process ends."""
    folder = RuntimeFolder()
    # After multiprocessing has removed what it keeps there (priority -100): otherwise it would print an error.
    # Finalize and not atexit: a forked child inherits atexit's list and would remove its parent's folder.
    Finalize(None, folder.remove, exitpriority=-200)
    return folder.path
