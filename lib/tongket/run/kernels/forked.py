"""Warm kernels: real ipykernels, each forked from one process in which libraries and data are loaded already.

A kernel is a fresh process, so nothing leaks from one notebook into the next and a crash hurts one report. Only the
loading is shared, by two processes that start no thread and do nothing but fork: the standard library's fork server,
which loads the libraries, and a reader, forked from it, which reads and audits the data as they are then, and again
where they changed. Forking a process that has threads would be unsafe, because a lock that another
thread holds stays locked in the child for ever; the process that runs the reports has threads and sockets, so it
must not be the one that forks.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import time
import types
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tongket.run.kernels import search_path
from tongket.run.kernels.runtime_folder import runtime_folder
from tongket.run.processes import KILL, lead_group, send, take_over_time_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# What the server is started with. The hash seed is read once, when Python starts, and libraries read theirs when they
# are loaded: in the kernels it would be too late.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # Threads do not survive a fork; a notebook of a review has no use for several either.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


# How often a process is looked at that has no file descriptor to wait on. A fork takes about five of these.
POLL_SECONDS = 0.002


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


class Reader(NamedTuple):
    """The process that has read the data, and the pipe through which it is asked."""

    process: BaseProcess
    pipe: Connection


class Kernels(Protocol):
    """Something that starts kernels and knows how they ended."""

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id."""
        ...

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended (-9 for signal 9); None while it lives."""
        ...


class ForkedKernels:
    """Kernels forked from a reader that this process's fork server forks; that loads as soon as this is made.

    Args:
        preload: modules that the server loads beside those of the kernels.
        data: the folder of the data to read; empty for that of the project that this process is in.
    """

    def __init__(self, preload: Sequence[str] = (), data: str = "") -> None:
        # Only some systems have it.
        from multiprocessing import forkserver

        self._context: Any = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*preload, "tongket.run.kernels.preloaded"])
        self._data = data
        self._reader: Reader | None = None
        # The kernels that were not stopped yet, with the exit codes of those that ended.
        self._ended: dict[int, int | None] = {}
        self._lock = threading.RLock()
        # Started now, not with the first kernel: it loads while this process plans and starts its workers.
        with _server_surroundings(), _temporary_files_in(runtime_folder()):
            forkserver.ensure_running()

    def read_anew(self) -> None:
        """Let the data be read as they are now before the next kernel is forked; this process does not wait for it.

        What is worth it is audited until the first kernel is asked for.

        Raises:
            OSError, EOFError: no process that reads can be started.
        """
        with self._lock:
            try:
                self._pipe().send(None)
            except (EOFError, OSError):
                self._fork_reader(is_patient=False)

    def _fork_reader(self, *, is_patient: bool) -> None:
        # Where the server was lost, this starts a new one. What is changed for that belongs to all threads.
        with self._lock, _server_surroundings():
            self._leave_reader()
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=fork_on_request, args=(theirs, self._data, is_patient), daemon=True
            )
            process.start()
            theirs.close()
            self._reader = Reader(process, ours)

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id."""
        with self._lock:
            try:
                pid = self._ask(launch)
            except (EOFError, OSError):
                # There is none yet, or it was lost.
                self._fork_reader(is_patient=True)
                pid = self._ask(launch)
        if pid is None:
            raise RuntimeError("reader: expected a process, got none")
        self._ended[pid] = None
        return pid

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended (-9 for signal 9); None while it lives."""
        with self._lock:
            if self._ended[pid] is None:
                try:
                    self._ended[pid] = self._ask(pid)
                except (EOFError, OSError):
                    # Whoever forked it is gone, and ends it by that.
                    self._ended[pid] = -KILL
            return self._ended[pid]

    def stop(self, pid: int) -> None:
        """Make sure that a kernel and its children are gone, and forget it."""
        # Asked until it is known, or it would stay as a zombie and the pipe to it open.
        while self.exit_code(pid) is None:
            send(KILL, pid)
            time.sleep(POLL_SECONDS)
        del self._ended[pid]

    def close(self) -> None:
        """Stop every kernel that still lives, and what they are forked from."""
        for pid in list(self._ended):
            self.stop(pid)
        self._leave_reader()

    def _leave_reader(self) -> None:
        if self._reader is not None:
            self._reader.pipe.close()
            self._reader.process.kill()
            self._reader.process.join()
            self._reader = None
        # They ended with it.
        self._ended = {pid: -KILL if code is None else code for pid, code in self._ended.items()}

    def _ask(self, question: Launch | int) -> int | None:
        pipe = self._pipe()
        pipe.send(question)
        answer: int | None = pipe.recv()
        return answer

    def _pipe(self) -> Connection:
        if self._reader is None:
            raise EOFError
        return self._reader.pipe


def fork_on_request(pipe: Connection, data: str, is_patient: bool) -> None:  # noqa: FBT001
    """Read and audit the data, then fork kernels and say how they ended, as asked, until the pipe is closed.

    Args:
        pipe: launches come through it, or process ids; process ids go back, or exit codes (None of one that lives).
            None that comes asks to read the data anew, without an answer.
        data: as of `ForkedKernels`; the server was started with the surroundings of whoever came first.
        is_patient: whether all that is worth it is audited first, though a kernel is asked for already.
    """
    # Loaded in the server already.
    from tongket.run.kernels.preloaded import read_data

    # Ctrl-C in the terminal is for the runner.
    lead_group()
    if data:
        os.environ["TONGKET_DATA"] = data
    read_data(lambda: not is_patient and pipe.poll())
    # It is ended with the runner, and a process that is may not have others; its kernels end with it.
    multiprocessing.current_process().daemon = False
    context: Any = multiprocessing.get_context("fork")
    kernels: dict[int, BaseProcess] = {}
    with suppress(EOFError, OSError):
        while True:
            asked = pipe.recv()
            if asked is None:
                read_data(pipe.poll)
                continue
            if isinstance(asked, Launch):
                kernel = context.Process(target=serve, args=(asked,), daemon=True)
                kernel.start()
                kernels[kernel.pid or 0] = kernel
                pipe.send(kernel.pid)
                continue
            code = kernels[asked].exitcode
            if code is not None:
                kernels.pop(asked).close()
            pipe.send(code)


def serve(launch: Launch) -> None:
    """Be a kernel, in a process that was just forked for it; returns when the kernel is asked to end."""
    # Loaded in the server, not in the process that runs the reports.
    from tongket.run.kernels.report_kernel import be_kernel

    # A group of its own: Ctrl-C in the terminal reaches the runner alone, which then ends its kernels in order; and
    # whatever a notebook started can be ended together with its kernel.
    lead_group()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Forked with the server's surroundings: environment, time zone and folder for temporary files are set anew, in
    # this order, because the latter two are read from the environment.
    os.environ.clear()
    os.environ.update({**launch.environment, **ENVIRONMENT})
    take_over_time_zone()
    tempfile.tempdir = None
    os.chdir(launch.folder)
    # A parent of 1 is none that ipykernel would have to watch: the thread above does.
    be_kernel(launch.connection_file, launch.modules, parent_handle=1)


def _end_with_parent() -> None:
    """End this kernel and all that it started as soon as the runner is gone, even where it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        send(KILL, os.getpid())


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
