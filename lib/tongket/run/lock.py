"""One run at a time on one output folder: the second says who holds it, and waits."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from tongket.errors import SystemFailure
from tongket.files import write
from tongket.run.events import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.run.events import Listener
    from tongket.run.output_folder import OutputFolder

WAIT_SECONDS = 600.0


@contextmanager
def hold(
    output: OutputFolder, listen: Listener, wait_seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the output folder for this process until the block ends.

    The system releases the lock of a process that dies, so a killed run never blocks the next one.

    Raises:
        SystemFailure: another run still holds the folder after the wait.
        OSError: the folder cannot be written.
    """
    # The lock file stays for ever: whoever removed it would let one run lock the old file and another a new one.
    output.running.mkdir(parents=True, exist_ok=True)
    lock = FileLock(output.running / "lock")
    holder = output.running / "holder"
    # Without waiting first, so that a run reports another only where there is one.
    try:
        lock.acquire(timeout=0)
    except Timeout:
        listen(Waiting(_who(output)))
        _wait(lock, output, wait_seconds)
    try:
        # Written under the lock and read by those who wait: a message, nothing depends on it.
        write(holder, f"{os.getpid()}\n")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _wait(lock: FileLock, output: OutputFolder, seconds: float) -> None:
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise SystemFailure(
            f"{output.out}: expected no other run on this folder, got {_who(output)}, which "
            f"still runs after {seconds:g} seconds. Wait for it, stop it, or choose another folder "
            "with --out."
        ) from error


def _who(output: OutputFolder) -> str:
    try:
        return f"process {(output.running / 'holder').read_text(encoding='ascii').strip()}"
    except OSError:
        return "another process"
