"""A worker of a Dask cluster, seen from inside: a copy of the run's data, and processes that run reports."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Reschedule, WorkerPlugin, get_worker

from tongket.errors import SystemFailure
from tongket.files import write
from tongket.run.kernels.runtime_folder import runtime_folder
from tongket.run.plan import fingerprint
from tongket.run.workers.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from distributed import Worker

    from tongket.run.job import Executed, Job


class RunPlugin(WorkerPlugin):  # type: ignore[misc]
    """What a run installs on each worker, also on one that joins later: the data, and processes that run reports.

    A report runs in a process of its own beside the worker, as on the machine that asks for it: one that does not end
    is ended there, while the worker goes on answering the scheduler.

    Args:
        name: the plugin's name, unique to this run.
        files: the content of each file of the project, by its place in it.
        modules: what running reports needs; loaded before the first one comes.
        warm: whether kernels are forked from a loaded process, where the system can.
    """

    def __init__(
        self, name: str, files: Mapping[str, bytes], modules: Sequence[str], *, warm: bool
    ) -> None:
        self.name = name
        self._modules = modules
        self._files = dict(files)
        self._warm = warm
        self._over = False
        # A pool of one for each thread of the worker that is at work.
        self._idle: list[Pool] = []
        self.folder = Path()

    async def setup(self, worker: Worker) -> None:
        """Write the data to a folder, and let the first processes load what they need."""
        self._worker = worker
        # In a thread, or the scheduler would hear nothing meanwhile and take the worker for lost.
        await asyncio.to_thread(self._prepare)

    def _prepare(self) -> None:
        tempfile.tempdir = runtime_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="data-"))
        for name in ("data", "notebooks"):
            (self.folder / name).mkdir()
        for name, content in self._files.items():
            write(self.folder / name, content)
        # A nanny's workers are marked as daemons, which may not start processes; these end with their worker anyway.
        multiprocessing.current_process().daemon = False
        self._idle.append(self._pool())

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - distributed's interface
        """End the processes of a run that is over or was broken off, and remove the data."""
        self._over = True
        await asyncio.to_thread(self._end_idle)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, job: Job, key: str) -> Executed:
        """Run a job on this worker's data.

        Args:
            job: what to run.
            key: the name of the task that asks for it.

        Raises:
            Reschedule: the task was cancelled, or this worker closes and another shall run it.
        """
        # The job names folders of the machine that sent it; here they are this worker's copies.
        data, notebooks = (str(self.folder / name) for name in ("data", "notebooks"))
        own = {"TONGKET_DATA": data, "TONGKET_NOTEBOOKS": notebooks}
        here = replace(job, folder=notebooks, environment={**job.environment, **own})
        try:
            pool = self._idle.pop()
        except IndexError:
            pool = self._pool()
        try:
            answer = pool.run_once(here, lambda _: self._go_on(key))
        except BaseException:
            pool.close()
            raise
        self._idle.append(pool)
        if self._over:
            self._end_idle()
        return answer

    def _pool(self) -> Pool:
        return Pool(1, self._modules, warm=self._warm, data=str(self.folder / "data"))

    def _go_on(self, key: str) -> None:
        """Ask once a second whether anybody still waits: a runner that was killed cannot say that it does not."""
        task = self._worker.state.tasks.get(key)
        if self._over or task is None or task.state != "executing":
            raise Reschedule

    def _end_idle(self) -> None:
        # Threads that are done and the end of the run may both be here: each takes what the other has not.
        with suppress(IndexError):
            while True:
                self._idle.pop().close()


def identity() -> dict[str, str]:
    """What two machines must have in common to make the same pages: versions, tongket's code and registries."""
    of_tongket = {"code": fingerprint.library(), "registries": fingerprint.registry()}
    shown = {f"tongket's {name}": value[:12] for name, value in of_tongket.items()}
    return {**fingerprint.versions(), **shown}


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Where another machine differs, in words; empty where it does not.

    >>> differences({"pandas": "2.3.1"}, {"pandas": "2.2.0"})
    'expected pandas 2.3.1, got 2.2.0'
    """
    wrong = [name for name in expected if expected[name] != found.get(name)]
    return ", ".join(
        f"expected {name} {expected[name]}, got {found.get(name, 'none')}" for name in wrong
    )


def run_on_worker(job: Job, plugin: str, expected: Mapping[str, str]) -> Executed:
    """The task that is sent: run a job with the plugin that this run has installed on the worker.

    Raises:
        SystemFailure: the worker joined later and is not like the machine that sends the job.
        Reschedule: the worker closes; whoever asks for a task then has no use for its error.
    """
    worker = get_worker()
    if wrong := differences(expected, _own_identity()):
        raise SystemFailure(f"worker {worker.address}: {wrong}.")
    if (own := worker.plugins.get(plugin)) is None:
        raise Reschedule
    answer: Executed = own.run(job, worker.get_current_task())
    return answer


@cache
def _own_identity() -> Mapping[str, str]:
    return identity()
