"""A run that is stopped, really: no process, socket or half a review stays behind."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.run.project import ENDLESS, GOOD, project
from fixtures.run.running import Running, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("interrupts"),
    pytest.mark.skipif(
        sys.platform != "linux", reason="reads /proc to see which processes are left"
    ),
]


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


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143)],
)
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
    # The mark that makes the next run write anew what reviews share stays: it may have been stopped just before.
    left = sorted(path.name for path in (endless.folder / "build" / ".run").iterdir())
    assert left == ["lock", "unlisted"]


def test_ctrl_c_in_a_terminal_reaches_every_process_and_still_ends_cleanly(
    endless: Running,
) -> None:
    endless.wait_for("started")
    endless.wait_for_kernel()
    os.killpg(endless.process.pid, signal.SIGINT)
    returned, errors = endless.end()
    assert returned == 130
    assert "đã dừng. Những gì có từ trước vẫn nguyên vẹn." in errors
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
