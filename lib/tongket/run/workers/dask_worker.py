"""A worker of a Dask cluster, seen from inside: a copy of the run's data, and warm kernels of its own."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker

from tongket.errors import SystemFailure
from tongket.files import write
from tongket.run.kernels.execute import execute
from tongket.run.kernels.forked import ForkedKernels, environment
from tongket.run.kernels.libraries import load
from tongket.run.kernels.runtime_folder import runtime_folder
from tongket.run.plan import fingerprint
from tongket.run.processes import KILL, can_fork, send

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tongket.run.job import Executed, Job
    from tongket.run.kernels.forked import Launch


class RunPlugin(WorkerPlugin):  # type: ignore[misc]
    """What a run installs on each worker, also on one that joins later: the data, and how kernels start.

    Args:
        name: the plugin's name, unique to this run.
        files: the content of each data file, by its path in the data folder.
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
        self.folder = Path()
        self._leases: set[KernelLease] = set()

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - distributed's interface
        """Write the data to a folder, and let the fork server load them."""
        tempfile.tempdir = runtime_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="data-"))
        (self.folder / "notebooks").mkdir()
        for name, content in self._files.items():
            write(self.folder / name, content)
        if self._warm:
            # The server loads its modules while this process loads its own.
            _kernels(str(self.folder))
        load(self._modules)

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - distributed's interface
        """End the kernels of a run that was broken off, and remove the data."""
        # A copy, because a report that ends now gives its lease back in another thread.
        for lease in list(self._leases):
            lease.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, job: Job) -> Executed:
        """Run a job on this worker's data."""
        # The job names folders of the machine that sent it; here they are this worker's copies.
        at = str(self.folder)
        own = {"TONGKET_DATA": at, "TONGKET_NOTEBOOKS": f"{at}/notebooks"}
        here = replace(job, folder=f"{at}/notebooks", environment={**job.environment, **own})
        kernels = _kernels(at) if self._warm else None
        if kernels is None:
            return execute(here)
        # The threads of a worker share its kernels: a report that is broken off must end its own and no other's.
        lease = KernelLease(kernels)
        self._leases.add(lease)
        try:
            return execute(here, lease)
        finally:
            lease.give_back()
            self._leases.discard(lease)


class KernelLease:
    """Warm kernels on loan to one report: those that it started are gone when it is done."""

    def __init__(self, kernels: ForkedKernels) -> None:
        self._kernels = kernels
        self._own: list[int] = []

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id."""
        self._own.append(self._kernels.start(launch))
        return self._own[-1]

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended; None while it lives."""
        return self._kernels.exit_code(pid)

    def kill(self) -> None:
        """End the kernels; whoever runs the report finds them dead."""
        for pid in list(self._own):
            send(KILL, pid)

    def give_back(self) -> None:
        """Make sure that the kernels are gone."""
        while self._own:
            self._kernels.stop(self._own.pop())


def identity() -> dict[str, str]:
    """What two machines must have in common to make the same pages: versions and tongket's code."""
    return {**fingerprint.versions(), "tongket's code": fingerprint.library()[:12]}


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
    """
    worker = get_worker()
    if wrong := differences(expected, _own_identity()):
        raise SystemFailure(f"worker {worker.address}: {wrong}.")
    answer: Executed = worker.plugins[plugin].run(job)
    return answer


@cache
def _own_identity() -> Mapping[str, str]:
    return identity()


def _kernels(data: str) -> ForkedKernels | None:
    """The warm kernels of this worker; they are read ahead the data of the run that came first."""
    if not can_fork():
        return None
    # A nanny's workers are marked as daemons, which may not start processes; kernels end with their worker anyway.
    multiprocessing.current_process().daemon = False
    with environment({"TONGKET_DATA": data}):
        return _own_kernels()


@cache
def _own_kernels() -> ForkedKernels:
    return ForkedKernels()
