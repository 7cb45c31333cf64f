"""What does not end on a Dask cluster is ended there, really: cells, pages, runs, workers, the scheduler."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.parts import absent
from fixtures.run.dask import DaskCluster, results, run
from fixtures.run.project import ENDLESS, GOOD, endless_page, project
from fixtures.run.running import Running, wait_until
from tongket.errors import SystemFailure
from tongket.run.events import Ticked
from tongket.run.timeouts import Timeouts

if importlib.util.find_spec("distributed") is None:
    absent("distributed is not installed (make setup installs it)")

pytestmark = [
    pytest.mark.server,
    pytest.mark.usefixtures("interrupts"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals that only POSIX has"),
]
# Of the run too, which would otherwise end with the first that fails.
SHORT = Timeouts(cell_seconds=3, report_seconds=None)
WITH_A_CHILD = "import subprocess; child = subprocess.Popen(['sleep', '6543'])"
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
# With the interpreter's lock held, no signal and no other thread is served.
IN_C = "import ctypes; ctypes.PyDLL(None).sleep(600)"
WITHIN = 90.0
TESTS = Path(__file__).parents[1]


@pytest.fixture
def place() -> Iterator[Path]:
    # Short: the system cuts the path of a socket.
    with tempfile.TemporaryDirectory(prefix="t", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def dask(place: Path) -> Iterator[DaskCluster]:
    # The scheduler gives a worker up that has been silent for so long, by default for five minutes. What makes an
    # endless page is a function of the tests.
    with DaskCluster(
        place, DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL="10s", PYTHONPATH=str(TESTS)
    ) as running:
        yield running


def descendants(worker: subprocess.Popen[bytes]) -> list[str]:
    """The command lines of what a worker has started, and of what these did: kernels have their server's."""
    import psutil

    found = []
    for process in psutil.Process(worker.pid).children(recursive=True):
        try:
            found.append(" ".join(process.cmdline()))
        except psutil.NoSuchProcess:
            continue
    return found


def is_idle(worker: subprocess.Popen[bytes]) -> bool:
    """Whether a worker has the server that kernels are forked from and nothing forked from it."""
    commands = descendants(worker)
    servers = [command for command in commands if "forkserver" in command]
    return len(servers) <= 1 and not any("sleep" in command for command in commands)


def test_notebooks_without_an_end_are_stopped_on_their_worker_as_here(
    tmp_path: Path, dask: DaskCluster
) -> None:
    there_are = {
        "00_good": GOOD, "01_loop": [WITH_A_CHILD, *ENDLESS], "02_deaf": [DEAF, *ENDLESS],
        "03_in_c": [WITH_A_CHILD, IN_C], "04_good": GOOD,
    }  # fmt: skip
    folder = project(tmp_path, **there_are)
    worker = dask.hire("--no-nanny")
    here = run(folder, "here", lambda _: None, timeouts=SHORT)
    there = run(folder, "there", lambda _: None, workers=dask.address, timeouts=SHORT)
    assert {report.page for report in there.failures} == {"01_loop", "02_deaf", "03_in_c"}
    assert there.failures == here.failures
    assert {failure.name for failure in there.failures.values()} == {"CellTimeoutError"}
    assert results(folder / "there") == results(folder / "here")
    wait_until(lambda: is_idle(worker), "the worker's kernels and their children to end", WITHIN)
    project(tmp_path, **dict.fromkeys(there_are, GOOD))
    assert run(folder, "again", lambda _: None, workers=dask.address).failures == {}
    assert worker.poll() is None


def test_a_page_without_an_end_is_stopped_on_its_worker(tmp_path: Path, dask: DaskCluster) -> None:
    """What makes it hangs in code that serves no signal; the worker itself lives on."""
    folder = project(tmp_path, **{"00_a": GOOD, "01_b": GOOD, "02_c": GOOD})
    (dask.folder / "short.py").write_text(
        "from tongket.run.workers import retry\nretry.PAGE_SECONDS = 1.0\n"
    )
    worker = dask.hire("--no-nanny", "--preload", "short.py", PYTHONPATH=str(TESTS))
    short = Timeouts(cell_seconds=60, report_seconds=9)
    outcome = run(
        folder, "there", lambda _: None, endless_page, workers=dask.address, timeouts=short
    )
    ((report, failure),) = outcome.failures.items()
    assert (report.page, failure.name) == ("01_b", "ReportTimeoutError")
    assert "expected the report and its page to be made in time, got no end" in failure.reason
    assert (folder / "there/site/VN-CT/2024/vi/02_c.html").exists()
    assert worker.poll() is None
    wait_until(lambda: is_idle(worker), "the worker's processes to end", WITHIN)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_runner_that_is_stopped_ends_its_kernels_on_the_workers(
    tmp_path: Path, dask: DaskCluster, number: int, code: int
) -> None:
    project(tmp_path, **{"00_endless": [WITH_A_CHILD, *ENDLESS]})
    worker = dask.hire("--no-nanny")
    with tempfile.TemporaryDirectory(prefix="t") as own:
        running = Running(tmp_path, Path(own), "--lang", "vi", "--workers", dask.address)
        running.wait_for("started")
        wait_until(
            lambda: any("sleep" in c for c in descendants(worker)), "a cell with a child", WITHIN
        )
        running.process.send_signal(number)
        returned, errors = running.end()
    assert returned == code
    assert "Traceback" not in errors
    assert not (tmp_path / "build" / "site").exists()
    wait_until(lambda: is_idle(worker), "the worker's kernel and its child to end", WITHIN)
    folder = project(tmp_path, **{"00_endless": GOOD})
    assert run(folder, "again", lambda _: None, workers=dask.address).failures == {}


@pytest.mark.parametrize("is_watched", [True, False])
def test_a_worker_that_hangs_altogether_is_not_waited_for(
    tmp_path: Path, dask: DaskCluster, monkeypatch: pytest.MonkeyPatch, *, is_watched: bool
) -> None:
    """A nanny starts one that its scheduler gave up anew; where there is none, no worker is left."""
    monkeypatch.setattr("tongket.run.workers.dask.ALONE_SECONDS", 3.0)
    folder = project(tmp_path, **{"00_a": ["import time; time.sleep(5)"], "01_b": GOOD})
    worker = dask.hire("--nanny" if is_watched else "--no-nanny")
    stopped: list[int] = []

    def stop(event: object) -> None:
        if isinstance(event, Ticked) and not stopped:
            stopped.append(_worker_process(worker))
            _send(stopped[0], signal.SIGSTOP)

    if is_watched:
        assert run(folder, "there", stop, workers=dask.address).failures == {}
    else:
        with pytest.raises(SystemFailure, match="expected workers, got none for 3 seconds"):
            run(folder, "there", stop, workers=dask.address)
        _send(stopped[0], signal.SIGKILL)


def test_a_worker_that_hangs_before_the_run_begins_is_named(
    tmp_path: Path, dask: DaskCluster
) -> None:
    folder = project(tmp_path, **{"00_a": GOOD})
    worker = dask.hire("--no-nanny")
    run(folder, "before", lambda _: None, workers=dask.address)
    _send(worker.pid, signal.SIGSTOP)
    with pytest.raises(SystemFailure, match=r"worker tcp://127\.0\.0\.1:\d+: expected"):
        run(folder, "there", lambda _: None, workers=dask.address)
    _send(worker.pid, signal.SIGKILL)


def test_a_scheduler_that_dies_in_the_middle_ends_the_run_with_5(
    tmp_path: Path, dask: DaskCluster
) -> None:
    project(tmp_path, **{"00_a": GOOD, "01_b": GOOD})
    worker = dask.hire("--no-nanny")
    with tempfile.TemporaryDirectory(prefix="t") as own:
        asked = ("--lang", "vi", "--workers", dask.address)
        assert Running(tmp_path, Path(own), *asked).end()[0] == 0
        site = results(tmp_path / "build")
        project(tmp_path, **{"00_a": ENDLESS, "01_b": ENDLESS})
        running = Running(tmp_path, Path(own), *asked)
        running.wait_for("started")
        wait_until(lambda: not is_idle(worker), "a kernel", WITHIN)
        dask.processes[0].kill()
        _, errors = running.process.communicate(timeout=WITHIN)
    assert (running.process.returncode, "Traceback" in errors) == (5, False), errors
    assert "--workers tcp://127.0.0.1:" in errors
    assert results(tmp_path / "build") == site
    wait_until(lambda: worker.poll() is not None or is_idle(worker), "the kernels to end", WITHIN)


def _worker_process(command: subprocess.Popen[bytes]) -> int:
    """The process that is the worker: the command itself, or what its nanny has started."""
    import psutil

    children = psutil.Process(command.pid).children()
    spawned = [child.pid for child in children if "spawn_main" in " ".join(child.cmdline())]
    return spawned[0] if spawned else command.pid


def _send(pid: int, number: int) -> None:
    import os

    os.kill(pid, number)
