"""A run that is stopped, really: no process, socket or half a review stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.run.project import ENDLESS, GOOD, project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="reads /proc to see which processes are left"
)


class Running:
    """A `tongket run` in the background, with all processes that descend from it."""

    def __init__(self, folder: Path, tmp: Path, *arguments: str) -> None:
        self.folder, self.tmp = folder, tmp
        self.mark = f"TONGKET_TEST_MARK={folder}"
        name, _, value = self.mark.partition("=")
        environment = {
            **os.environ,
            name: value,
            "TONGKET_NOTEBOOKS": str(folder / "notebooks"),
            "TMPDIR": str(tmp),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tongket", "run", "--year", "2024", "--json", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wait_for(self, event: str) -> None:
        for line in self.process.stdout or ():
            if json.loads(line)["event"] == event:
                return
        pytest.fail(f"no {event}: {self.process.stderr.read() if self.process.stderr else ''}")

    def wait_for_kernel(self) -> None:
        wait_until(lambda: list(self.tmp.rglob("socket-*")), "the sockets of a kernel")
        time.sleep(0.5)

    def left(self) -> list[str]:
        """The command lines of the processes that carry this run's mark."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def end(self) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=600)
        return self.process.returncode, errors


def wait_until(holds, what: str, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds} seconds for {what}")
        time.sleep(0.05)


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[Running]:
    project(tmp_path, **{"00_endless": ENDLESS, "01_endless": ENDLESS})
    # Short: the system cuts the path of a socket.
    with tempfile.TemporaryDirectory(prefix="t") as tmp:
        yield from run_endless(tmp_path, Path(tmp))


def run_endless(folder: Path, tmp: Path) -> Iterator[Running]:
    running = Running(folder, tmp, "--lang", "vi", "-j", "2")
    yield running
    if running.process.poll() is None:
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_nothing_behind(endless: Running, number: int, code: int) -> None:
    endless.wait_for("started")
    endless.wait_for_kernel()
    endless.process.send_signal(number)
    returned, errors = endless.end()
    assert returned == code
    assert "Traceback" not in errors
    assert endless.left() == []
    assert list(endless.tmp.iterdir()) == []
    assert not (endless.folder / "build" / "site").exists()
    assert sorted(path.name for path in (endless.folder / "build" / ".run").iterdir()) == ["lock"]


def test_ctrl_c_in_a_terminal_reaches_every_process_and_still_ends_cleanly(
    endless: Running,
) -> None:
    endless.wait_for("started")
    endless.wait_for_kernel()
    os.killpg(endless.process.pid, signal.SIGINT)
    returned, errors = endless.end()
    assert returned == 130
    assert "stopped. What was there before is untouched." in errors
    assert endless.left() == []


def test_a_killed_run_takes_its_kernels_along_and_the_next_run_repairs(endless: Running) -> None:
    endless.wait_for("started")
    endless.wait_for_kernel()
    endless.process.kill()
    endless.end()
    wait_until(lambda: endless.left() == [], "workers and kernels to notice")
    project(endless.folder, **{"00_endless": GOOD, "01_endless": GOOD})
    again = Running(endless.folder, endless.tmp, "--lang", "vi")
    assert again.end()[0] == 0
    assert (endless.folder / "build/site/VN-CT/2024/vi/00_endless.html").exists()
    assert list(endless.tmp.iterdir()) == []
