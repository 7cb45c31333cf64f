"""Worker processes: each runs one report at a time; one that dies costs only its report's try.

The parent hands out jobs and collects answers; it holds no notebook longer than it takes to hand it
on.
"""

from __future__ import annotations

import importlib
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NoReturn, Self

from tongket.run.events import Finished, Retried, Started, Ticked
from tongket.run.execute import Executed, Failure, execute
from tongket.run.lock import RunFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from tongket.run.events import Listener
    from tongket.run.execute import Job

TRIES = 2
PATIENCE_SECONDS = 5.0
# What every worker needs; loaded once, before the workers are forked.
PRELOAD = ("papermill", "tongket.run.engine")


@dataclass(frozen=True)
class Try:
    """A job and how often it has been tried, this time included."""

    job: Job
    number: int = 1


@dataclass
class Worker:
    """One process with the pipe that jobs and answers go through, and what it tries now."""

    process: BaseProcess
    pipe: Connection
    trying: Try | None = None


class Crew:
    """A number of worker processes; leaving the `with` block stops them and their kernels.

    Args:
        size: how many reports run at the same time.
        preload: modules that the workers need beside those of this package.
    """

    def __init__(self, size: int, preload: Sequence[str] = ()) -> None:
        self._context = start_method((*PRELOAD, *preload))
        self._folder = RunFolder()
        self._workers = [self._hire() for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            dismiss(worker)
        self._folder.remove()

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs; yields each with its answer when that comes, so not in their order.

        A job whose kernel or worker died is tried once more. Jobs that are added meanwhile run too.
        """
        again: deque[Try] = deque()
        while jobs or again or self._busy():
            self._hand_out(jobs, again, listen)
            for worker in self._answering(listen):
                tried, answer = self._take(worker)
                if answer.failure and answer.failure.is_of_the_machine and tried.number < TRIES:
                    listen(Retried(answer.report, answer.failure))
                    again.append(Try(tried.job, tried.number + 1))
                    continue
                if tried.job.executed is None:
                    listen(Finished(answer.report, answer.failure, answer.seconds))
                yield tried.job, answer

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.trying]

    def _hand_out(self, jobs: deque[Job], again: deque[Try], listen: Listener) -> None:
        for worker in self._workers:
            if worker.trying is None and (jobs or again):
                worker.trying = again.popleft() if again else Try(jobs.popleft())
                if worker.trying.job.executed is None:
                    listen(Started(worker.trying.job.report))
                worker.pipe.send(worker.trying.job)

    def _answering(self, listen: Listener) -> list[Worker]:
        ready = wait([worker.pipe for worker in self._busy()], timeout=1)
        if not ready:
            listen(Ticked())
        return [worker for worker in self._workers if worker.pipe in ready]

    def _take(self, worker: Worker) -> tuple[Try, Executed]:
        tried, worker.trying = worker.trying, None
        if tried is None:
            raise RuntimeError("workers: expected an answer to a job, got one to none")
        try:
            return tried, worker.pipe.recv()
        except (EOFError, OSError):
            dismiss(worker)
            self._workers[self._workers.index(worker)] = self._hire()
            return tried, _lost(tried.job, worker.process.exitcode)

    def _hire(self) -> Worker:
        ours, theirs = multiprocessing.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._folder.path))  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return Worker(process, ours)


def work(pipe: Connection, folder: str) -> None:
    """What a worker process does: run the jobs that come, until none comes any more.

    All that it makes for a while (sockets above all) lies in `folder`.
    """
    tempfile.tempdir = folder
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        while True:
            pipe.send(_answer(pipe.recv()))
    except (EOFError, OSError):
        return


def start_method(preload: Sequence[str]) -> BaseContext:
    """How workers are started: forked where that is safe, so that they share what is loaded."""
    for name in preload:
        importlib.import_module(name)
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        return context
    return multiprocessing.get_context("spawn")


def dismiss(worker: Worker) -> None:
    """Wait for a worker that was told to stop; kill it where it does not."""
    worker.process.join(PATIENCE_SECONDS)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
    worker.pipe.close()


def _answer(job: Job) -> Executed:
    try:
        return execute(job)
    except Exception as error:  # noqa: BLE001 - the border of the process: what is not sent back is lost
        return Executed(
            job.report, "", None, Failure(0, "", type(error).__name__, str(error)), 0.0, ()
        )


def _lost(job: Job, code: int | None) -> Executed:
    cause = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    reason = f"expected the worker process to answer, got its death by {cause}."
    return Executed(job.report, "", None, Failure(0, "", "WorkerLost", reason), 0.0, ())


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
