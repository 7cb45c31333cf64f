"""Warm kernels: real ipykernels, each forked from one process in which the libraries are loaded already.

A kernel is a fresh process, so nothing leaks from one notebook into the next and a crash hurts one report. Only the
loading is shared, by the standard library's fork server: one process that loads the libraries, starts no thread and
from then on does nothing but fork. Forking a process that has threads would be unsafe, because a lock that another
thread holds stays locked in the child for ever; the process that runs the reports has threads and sockets, so it
must not be the one that forks.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import types
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Protocol

from tongket.run.kernels import search_path
from tongket.run.kernels.runtime_folder import runtime_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What the server is started with. The hash seed is read once, when Python starts, and libraries read theirs when they
# are loaded: in the kernels it would be too late.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # Threads do not survive a fork; a notebook of a review has no use for several either.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Launch:
    """What a kernel is started with.

    Attributes:
        connection_file: where it reads which sockets to open.
        folder: its working folder.
        modules: the notebook's own folder, which is searched last for modules; empty where it has none.
        environment: its whole environment.
    """

    connection_file: str
    folder: str
    modules: str
    environment: Mapping[str, str]


class Kernels(Protocol):
    """Something that starts kernels and knows how they ended."""

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id."""
        ...

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended (-9 for signal 9); None while it lives."""
        ...


class ForkedKernels:
    """Kernels forked from this process's fork server, which starts to load as soon as this is made.

    Args:
        preload: modules that the server loads beside those of the kernels.
    """

    def __init__(self, preload: Sequence[str] = ()) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*preload, "tongket.run.kernels.preloaded"])
        self._processes: dict[int, multiprocessing.context.ForkServerProcess] = {}
        self._lock = threading.Lock()
        # Started now, not with the first kernel: it loads while this process plans and starts its workers.
        with _server_surroundings(), _temporary_files_in(runtime_folder()):
            forkserver.ensure_running()

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id."""
        process = self._context.Process(target=serve, args=(launch,), daemon=True)
        # Where the server was lost, this starts a new one. What is changed for that belongs to all threads.
        with self._lock, _server_surroundings():
            process.start()
        if process.pid is None:
            raise RuntimeError("fork server: expected a process, got none")
        self._processes[process.pid] = process
        return process.pid

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended (-9 for signal 9); None while it lives."""
        return self._processes[pid].exitcode

    def stop(self, pid: int) -> None:
        """Make sure that a kernel and its children are gone, and forget it."""
        process = self._processes.pop(pid)
        if process.exitcode is None:
            send(signal.SIGKILL, pid)
        # Joined, or it would stay as a zombie and the fork server's pipe to it open.
        process.join()
        process.close()

    def close(self) -> None:
        """Stop every kernel that still lives."""
        for pid in list(self._processes):
            self.stop(pid)


def can_fork() -> bool:
    """Whether this system can start warm kernels."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def send(number: int, pid: int) -> None:
    """Send a signal to a kernel and all that it started; one that is gone needs none."""
    with suppress(ProcessLookupError):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            # It has not made itself the head of a group yet.
            os.kill(pid, number)


def serve(launch: Launch) -> None:
    """Be a kernel, in a process that was just forked for it; returns when the kernel is asked to end."""
    # Loaded in the server, not in the process that runs the reports.
    from tongket.run.kernels.report_kernel import be_kernel

    # A group of its own: Ctrl-C in the terminal reaches the runner alone, which then ends its kernels in order; and
    # whatever a notebook started can be ended together with its kernel.
    os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Forked with the server's surroundings: environment, time zone and folder for temporary files are set anew, in
    # this order, because the latter two are read from the environment.
    os.environ.clear()
    os.environ.update({**launch.environment, **ENVIRONMENT})
    time.tzset()
    tempfile.tempdir = None
    os.chdir(launch.folder)
    # A parent of 1 is none that ipykernel would have to watch: the thread above does.
    be_kernel(launch.connection_file, launch.modules, parent_handle=1)


def _end_with_parent() -> None:
    """End this kernel and all that it started as soon as the runner is gone, even where it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Add variables to this process's environment while the block runs."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _server_surroundings() -> Iterator[None]:
    """What the server and its kernels inherit while the block runs: a fixed environment, and installed modules only."""
    settings = {**ENVIRONMENT, **search_path.variables(sys.path)}
    with environment(settings), nameless_main(), search_path.only_installed():
        yield


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    """Put the server's socket where the next run clears up, should this one be killed."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def nameless_main() -> Iterator[None]:
    """Hide the program that runs: multiprocessing would run it again in the server and in every kernel.

    It does so to find the functions that it sends by name. Those sent here are in modules of this package.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
