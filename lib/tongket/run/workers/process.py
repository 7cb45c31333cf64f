"""Inside a worker process: it runs the jobs that come through its pipe until the pipe is closed.

Its kernels are forked by the parent, which alone knows the fork server: the worker asks through the same pipe.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from tongket.run.job import Executed, Failure
from tongket.run.kernels.execute import execute
from tongket.run.kernels.search_path import installed
from tongket.run.processes import death_of
from tongket.translations import Phrase

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tongket.run.job import Job
    from tongket.run.kernels.forked import Kernels, Launch


@dataclass(frozen=True)
class StartKernel:
    """The worker asks its parent for a kernel; the answer is its process id."""

    launch: Launch


@dataclass(frozen=True)
class ExitCode:
    """The worker asks how a kernel ended; the answer is its exit code, None while it lives."""

    pid: int


class KernelsOfParent:
    """Kernels that the parent process starts and watches."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def start(self, launch: Launch) -> int:
        """Start a kernel; its process id.

        Raises:
            RuntimeError: the parent could not start one.
        """
        pid: int = self._ask(StartKernel(launch))
        return pid

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that ended; None while it lives."""
        code: int | None = self._ask(ExitCode(pid))
        return code

    def _ask(self, question: StartKernel | ExitCode) -> Any:
        self._pipe.send(question)
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def work(pipe: Connection, folder: str, *, warm: bool, inherited: Connection | None = None) -> None:
    """What a worker process does.

    Args:
        pipe: jobs come through it, questions and answers go.
        folder: the folder for its temporary files, sockets above all.
        warm: whether the parent forks the kernels.
        inherited: the parent's end of the pipe, where this process has inherited it.
    """
    if inherited is not None:
        inherited.close()
    # A short path, because sockets need one; and one that the next run clears up where this one was killed.
    tempfile.tempdir = folder
    # Without a handler logging prints warnings itself, across the line of progress.
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    # Ctrl-C reaches every process of the terminal. The parent decides what to do with it and sends the workers a
    # SIGTERM; an exception in the worker lets the `with` blocks stop the kernel on the way out.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    kernels = KernelsOfParent(pipe) if warm else None
    try:
        # What publishes may be in a module that only the parent's path leads to: the first job loads it.
        job = pipe.recv()
        sys.path[:] = installed(sys.path)
        while True:
            pipe.send(_answer(job, kernels))
            job = pipe.recv()
    # The parent has closed the pipe or is gone: there are no more jobs.
    except (EOFError, OSError):
        return


def lost(job: Job, code: int | None) -> Executed:
    """The answer to a job whose worker died before it could give one."""
    cause = Phrase("how it ended is not known") if code is None else death_of(code)
    reason = Phrase("expected the worker process to answer, got its death: {cause}.", cause=cause)
    return _failed(job, Failure.without_a_cell("WorkerLost", reason))


def late(job: Job, _code: int | None) -> Executed:
    """The answer to a job whose worker was ended because it did not end by itself."""
    page, both = Phrase("the page"), Phrase("the report and its page")
    what = both if job.executed is None else page
    reason = Phrase("expected {what} to be made in time, got no end.", what=what)
    return _failed(job, Failure.without_a_cell("ReportTimeoutError", reason))


def _answer(job: Job, kernels: Kernels | None) -> Executed:
    try:
        return execute(job, kernels)
    except Exception as error:  # noqa: BLE001 - the edge of the process: what is not sent back is lost
        return _failed(job, Failure.around_the_cells(error))


def _failed(job: Job, failure: Failure) -> Executed:
    return Executed(job.report, "", None, failure, 0.0)


def _leave(_signal: int, _frame: Any) -> NoReturn:
    # Once: a second signal must not interrupt the stopping of the kernel.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(128 + signal.SIGTERM)


def _leave_with_parent() -> None:
    """A parent that was killed cannot say so: its sentinel can."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
