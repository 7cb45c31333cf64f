"""What a run does to its processes, by what each system has: Windows neither forks nor has signals or groups.

Whatever only some systems have is asked for here, and nowhere else in `run`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Text

# Ends a process at once, which cannot object. On Windows every signal does.
KILL: int = getattr(signal, "SIGKILL", signal.SIGTERM)
# The codes with which Windows ends a process that finds no memory (ntstatus.h): none left, none to be promised.
_NO_MEMORY = (0xC0000017, 0xC000012D)
_FIRST_OF_WINDOWS = 0xC0000000


def can_fork() -> bool:
    """Whether this system can start warm kernels."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def lead_group() -> None:
    """Make this process the head of a group: Ctrl-C in the terminal does not reach it, and `send` reaches its own."""
    if sys.platform != "win32":
        os.setsid()


def send(number: int, pid: int) -> None:
    """Send a signal to a process and all that it started; one that is gone needs none."""
    to_group = getattr(os, "killpg", os.kill)
    with suppress(ProcessLookupError):
        try:
            to_group(pid, number)
        except ProcessLookupError:
            # It has not made itself the head of a group yet.
            os.kill(pid, number)


def take_over_time_zone() -> None:
    """Let this process follow the time zone that its environment names now; on Windows it follows the machine's."""
    if sys.platform != "win32":
        time.tzset()


def death_of(code: int) -> Text:
    """What a process died of, by its exit code: negative for a signal, large for what only Windows says.

    >>> death_of(3).en, death_of(-15).en, death_of(0xC0000005).en
    ('exit code 3', 'ended by signal 15', 'ended by Windows with code 0xC0000005')
    """
    # The number is that of every system that has this signal.
    if code == -9:
        return Phrase("killed by signal 9, most often because the machine had no memory left")
    if code < 0:
        return Phrase("ended by signal {number}", number=-code)
    if code < _FIRST_OF_WINDOWS:
        return Phrase("exit code {number}", number=code)
    by = Phrase("ended by Windows with code {code}", code=f"{code:#010X}".replace("X", "x"))
    return (
        Phrase("{what}, because the machine had no memory left", what=by)
        if code in _NO_MEMORY
        else by
    )
