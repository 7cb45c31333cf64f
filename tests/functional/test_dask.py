"""Reports on a real Dask cluster on loopback: a scheduler and worker processes."""

from __future__ import annotations

import importlib.util
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.another_province import enter
from fixtures.by_commands import tongket
from fixtures.parts import absent
from fixtures.run.dask import DaskCluster, results, run
from fixtures.run.project import DIES, ENDLESS, FAILS, GOOD, project
from tongket.errors import SystemFailure, UsageError
from tongket.run.events import Event, Finished, Retried, Ticked
from tongket.run.timeouts import Timeouts

if importlib.util.find_spec("distributed") is None:
    absent("distributed is not installed (make setup installs it)")
# It is imported by the tests that need it: every process of a test run reads this file.

pytestmark = pytest.mark.server
# A library of another version, for a worker that starts with this folder on its path.
OTHER_PANDAS = """\
from importlib import metadata
real = metadata.version
metadata.version = lambda name: "0.0.1" if name == "pandas" else real(name)
"""
SLOW = ["import time; time.sleep(3)", "year + 1"]


@pytest.fixture
def dask() -> Iterator[DaskCluster]:
    with (
        tempfile.TemporaryDirectory(prefix="t", ignore_cleanup_errors=True) as folder,
        DaskCluster(Path(folder)) as running,
    ):
        yield running


def test_a_cluster_gives_the_same_bytes_as_this_machine(tmp_path: Path, dask: DaskCluster) -> None:
    reading = "import os; open(os.environ['TONGKET_DATA'] + '/areas.csv').read()"
    translating = "from tongket.translations import translate; translate('Said by us alone', 'vi')"
    importing = "import beside; beside.WORDS"
    folder = project(
        tmp_path, **{"00_a": [*GOOD, reading, translating, importing], "01_b": FAILS, "02_c": DIES}
    )
    (folder / "notebooks" / "beside.py").write_text("WORDS = 'from beside the notebook'")
    own = 'msgid "Said by us alone"\nmsgstr "Chỉ riêng ta nói"\n'
    (folder / "notebooks" / "locale").mkdir()
    (folder / "notebooks" / "locale" / "vi.po").write_text(own, encoding="utf-8")
    for options in (("--no-nanny",), ("--nanny",)):
        dask.hire(*options)
    events: list[Event] = []
    run(folder, "here", lambda _: None)
    outcome = run(folder, "there", events.append, workers=dask.address)
    assert results(folder / "there") == results(folder / "here")
    assert "ref_area" in (folder / "there/site/VN-CT/2024/vi/00_a.html").read_text()
    assert "beside the notebook" in (folder / "there/site/VN-CT/2024/vi/00_a.html").read_text()
    assert "Chỉ riêng ta nói" in (folder / "there/site/VN-CT/2024/vi/00_a.html").read_text()
    assert {report.page for report in outcome.failures} == {"01_b", "02_c"}
    assert [event.report.page for event in events if isinstance(event, Retried)] == ["02_c"]


def test_a_project_is_laid_over_the_registries_of_the_worker(
    tmp_path: Path, dask: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder holds only what it adds: areas, units and indicators come from where the report runs."""
    monkeypatch.chdir(tmp_path)
    tongket("init", "Sở KHCN", "--area", "VN-51", "--year", "2022", "--page-lang", "vi", "--yes")
    enter(tmp_path / "Sở KHCN", ("capacity.staff", "2022", "actual", "120", "persons"))
    monkeypatch.chdir(tmp_path / "Sở KHCN")
    dask.hire("--no-nanny")
    asked = ("run", "--only", "01_capacity", "--out")
    tongket(*asked, "here")
    tongket(*asked, "there", "--workers", dask.address)
    page = "site/VN-51/2022/vi/01_capacity.html"
    assert "Trà Vinh" in Path("there", page).read_text(encoding="utf-8")
    assert Path("there", page).read_bytes() == Path("here", page).read_bytes()


def test_a_worker_with_other_registries_is_refused() -> None:
    from tongket.run.workers.dask_worker import differences, identity

    own = identity()
    assert "expected tongket's registries" in differences(own, own | {"tongket's registries": "0"})


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_ended_in_the_middle_loses_nothing(
    tmp_path: Path, dask: DaskCluster, number: int
) -> None:
    """One that is asked to end closes in order, which reaches the tasks that it has begun or begins."""
    folder = project(tmp_path, **{"00_a": SLOW, "01_b": SLOW})
    victim = dask.hire("--no-nanny")

    def kill_once(event: Event) -> None:
        if isinstance(event, Ticked | Finished) and victim.poll() is None:
            victim.send_signal(number)
            dask.hire("--no-nanny")
            victim.wait()

    outcome = run(folder, "there", kill_once, workers=dask.address)
    assert victim.poll() is not None
    assert outcome.failures == {}
    run(folder, "here", lambda _: None)
    assert results(folder / "there") == results(folder / "here")


def test_a_task_that_begins_while_its_worker_closes_goes_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the run installed there is removed first. Its name had been a defect, and had ended the run."""
    from distributed import Reschedule

    from tongket.run.workers import dask_worker

    closing = SimpleNamespace(address="tcp://a:1", plugins={})
    monkeypatch.setattr(dask_worker, "get_worker", lambda: closing)
    with pytest.raises(Reschedule):
        dask_worker.run_on_worker(SimpleNamespace(), "of the run", dask_worker.identity())


def test_a_worker_with_other_libraries_is_refused(tmp_path: Path, dask: DaskCluster) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sitecustomize.py").write_text(OTHER_PANDAS)
    folder = project(tmp_path, **{"00_a": GOOD})
    dask.hire("--no-nanny", PYTHONPATH=str(tmp_path / "other"))
    refusal = rf"worker tcp://127\.0\.0\.1:\d+: expected pandas {version('pandas')}, got 0\.0\.1\n"
    with pytest.raises(SystemFailure, match=refusal):
        run(folder, "there", lambda _: None, workers=dask.address)
    assert not (folder / "there" / "site").exists()


def test_a_worker_without_tongket_is_refused() -> None:
    from tongket.run.workers.dask import refuse_others

    answers = {"tcp://a:1": ModuleNotFoundError("No module named 'tongket'")}
    with pytest.raises(SystemFailure, match=r"expected tongket 0\.2, got ModuleNotFoundError"):
        refuse_others({"tongket": "0.2"}, answers)


def test_a_client_without_certificates_leaves_no_thread(tmp_path: Path) -> None:
    """One that is closed only when it is collected can do that in another's thread, and neither goes on."""
    folder = project(tmp_path, **{"00_a": GOOD})
    before = threading.active_count()
    with pytest.raises(UsageError, match="expected certificates in Dask's configuration"):
        run(folder, "there", lambda _: None, workers="tls://127.0.0.1:1")
    assert threading.active_count() == before


def test_a_missing_scheduler_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.run.workers.dask.CONNECT_SECONDS", 0.5)
    folder = project(tmp_path, **{"00_a": GOOD})
    with pytest.raises(SystemFailure, match=r"--workers tcp://127.0.0.1:1: expected a Dask sched"):
        run(folder, "there", lambda _: None, workers="tcp://127.0.0.1:1")


def test_workers_that_never_come_are_reported(
    tmp_path: Path, dask: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.run.workers.dask.CONNECT_SECONDS", 3.0)
    folder = project(tmp_path, **{"00_a": GOOD})
    with pytest.raises(SystemFailure, match="got a scheduler without workers"):
        run(folder, "there", lambda _: None, workers=dask.address)


def test_workers_that_are_lost_for_good_are_reported(
    tmp_path: Path, dask: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.run.workers.dask.ALONE_SECONDS", 1.0)
    folder = project(tmp_path, **{"00_a": ENDLESS})
    victim = dask.hire("--no-nanny")

    def kill(event: Event) -> None:
        if isinstance(event, Ticked):
            victim.kill()

    with pytest.raises(SystemFailure, match="expected workers, got none for 1 seconds"):
        run(folder, "there", kill, workers=dask.address)


def test_a_run_that_is_broken_off_leaves_the_workers_free(
    tmp_path: Path, dask: DaskCluster
) -> None:
    worker = dask.hire("--no-nanny")
    ticks: list[Event] = []

    def break_off(event: Event) -> None:
        ticks.extend([event] * isinstance(event, Ticked))
        if len(ticks) > 3:
            raise KeyboardInterrupt

    folder = project(tmp_path, **{"00_a": ENDLESS})
    with pytest.raises(KeyboardInterrupt):
        run(folder, "there", break_off, workers=dask.address, timeouts=Timeouts(None, None))
    project(tmp_path, **{"00_a": GOOD})
    assert run(folder, "there", lambda _: None, workers=dask.address).failures == {}
    assert worker.poll() is None
    assert not [path for path in dask.folder.rglob("data-*") if "tongket-" in str(path)]


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tongket.run.workers.dask", None)
    folder = project(tmp_path, **{"00_a": GOOD})
    with pytest.raises(UsageError, match=r"Install it: pip install \"distributed>=[\d.]+\""):
        run(folder, "there", lambda _: None, workers="tcp://127.0.0.1:1")
