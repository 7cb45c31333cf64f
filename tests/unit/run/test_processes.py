"""What a process died of, in words, by what each system says of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tongket.run.processes import KILL, death_of, send

OUT_OF_MEMORY = "ended by Windows with code 0x{}, because the machine had no memory left"


@pytest.mark.parametrize(
    ("code", "en"),
    [
        (0, "exit code 0"),
        (255, "exit code 255"),
        (-9, "killed by signal 9, most often because the machine had no memory left"),
        (-11, "ended by signal 11"),
        (0xC0000017, OUT_OF_MEMORY.format("C0000017")),
        (0xC000012D, OUT_OF_MEMORY.format("C000012D")),
        (0xC0000005, "ended by Windows with code 0xC0000005"),
    ],
)
def test_a_death_is_said_as_its_system_tells_it(code: int, en: str) -> None:
    assert death_of(code).en == en


@pytest.mark.skipif(sys.platform == "win32", reason="there is no group of processes")
def test_a_signal_reaches_a_process_that_leads_no_group_yet() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as sleeper:
        send(KILL, sleeper.pid)
        assert sleeper.wait(10) == -signal.SIGKILL


def test_where_there_are_no_groups_the_process_alone_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "killpg", raising=False)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as sleeper:
        send(KILL, sleeper.pid)
        assert sleeper.wait(10) != 0
