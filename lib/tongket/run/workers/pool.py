"""Worker processes: each runs one report at a time; one that dies costs only its report's attempt.

The parent hands out jobs and collects answers; it holds no notebook longer than it takes to hand it on.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections import deque
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Self

from tongket.errors import SystemFailure
from tongket.run.events import Cold, Started, Ticked
from tongket.run.job import Executed
from tongket.run.kernels.forked import ForkedKernels, nameless_main
from tongket.run.kernels.libraries import load
from tongket.run.kernels.runtime_folder import runtime_folder
from tongket.run.processes import can_fork
from tongket.run.workers.open_files import allow_open_files
from tongket.run.workers.process import StartKernel, late, lost, work
from tongket.run.workers.retry import ATTEMPTS, Attempt
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from tongket.run.events import Listener
    from tongket.run.job import Job
    from tongket.run.workers.process import ExitCode

# How long a worker that was asked to stop may take, to stop its kernel first.
STOP_SECONDS = 5.0
# What every worker needs; loaded once, before the workers are forked.
# The last is what colours the code of pages.
PRELOAD = ("papermill", "tongket.run.kernels.engine", "IPython.lib.lexers")


@dataclass
class Worker:
    """One process with the pipe to it, its current attempt, and the kernels that were started for that."""

    process: BaseProcess
    pipe: Connection
    attempt: Attempt | None = None
    kernels: list[int] = field(default_factory=list)


class Pool:
    """A number of worker processes; leaving the `with` block stops them and their kernels.

    Args:
        size: how many reports run at the same time.
        preload: modules that the workers need in addition to those of this package.
        warm: whether kernels are forked from a loaded process, where the system can.
        data: the folder of the data that they read ahead; empty for that of the project that this process is in.
    """

    def __init__(
        self, size: int, preload: Sequence[str] = (), *, warm: bool = True, data: str = ""
    ) -> None:
        allow_open_files(size)
        modules = (*PRELOAD, *preload)
        self._method = start_method()
        self._context: Any = multiprocessing.get_context(self._method)
        self._cannot_fork = warm and not can_fork()
        self._kernels: ForkedKernels | None = None
        try:
            if warm and can_fork():
                # The server loads its modules while this process loads its own. It needs those of the workers only
                # where the workers are forked from it and not from this process.
                self._kernels = ForkedKernels(() if self._method == "fork" else modules, data)
            if self._method == "fork":
                load(modules)
            self._workers = [self._start_worker() for _ in range(size)]
        except OSError as error:
            raise SystemFailure(
                f"workers: expected the system to start processes, got: {error}. "
                "Mend it, or ask for fewer at a time with --jobs."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the workers and their kernels."""
        for worker in self._workers:
            # The pipe first: a worker that waits for a kernel would wait for ever, since nobody answers any more. A
            # closed pipe ends its question with an error, and the signal then finds it able to stop.
            worker.pipe.close()
            worker.process.terminate()
        # All are asked to stop before any is waited for, so that they stop at the same time.
        if self._kernels is not None:
            self._kernels.close()
        for worker in self._workers:
            stop_worker(worker)

    def read_anew(self) -> None:
        """Let the next kernels be forked from a process that reads the data as they are now, beside this one."""
        if self._kernels is not None:
            # Where it cannot, the first kernel says why.
            with suppress(EOFError, OSError):
                self._kernels.read_anew()

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs; yields each with its answer when that comes, so not in their order.

        A job whose kernel or worker died is tried once more. Jobs that are added meanwhile run too.
        """
        return self._run(jobs, deque(), listen)

    def run_once(self, job: Job, listen: Listener) -> Executed:
        """Run one job and never try it again, for whoever counts the attempts himself; its answer.

        What the listener raises ends nothing: whoever lets it do so closes the pool.
        """
        ((_, answer),) = self._run(deque(), deque([Attempt(job, ATTEMPTS)]), listen)
        return answer

    def _run(
        self, jobs: deque[Job], again: deque[Attempt], listen: Listener
    ) -> Iterator[tuple[Job, Executed]]:
        if self._cannot_fork:
            listen(Cold())
        while jobs or again or self._busy():
            self._assign(jobs, again, listen)
            for worker in self._with_messages(listen):
                answer = self._received(worker)
                if answer is None or worker.attempt is None:
                    continue
                attempt, worker.attempt = worker.attempt, None
                if following := attempt.next(answer, listen):
                    again.append(following)
                else:
                    yield attempt.job, answer

    def give_up(self) -> None:
        """End what runs: nobody wants its answer any more."""
        for worker in self._busy():
            worker.process.kill()
            worker.attempt = None
            self._stop_kernels(worker)
            self._replace(worker)

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.attempt]

    def _assign(self, jobs: deque[Job], again: deque[Attempt], listen: Listener) -> None:
        for worker in self._workers:
            # Second attempts first: the rest of their review is done and waits to be put in place.
            if worker.attempt is None and (jobs or again):
                # One that died while it had nothing to do, where the pool lives longer than a run.
                if not worker.process.is_alive():
                    self._replace(worker)
                worker.attempt = again.popleft().begun() if again else Attempt(jobs.popleft())
                if worker.attempt.job.executed is None:
                    listen(Started(worker.attempt.job.report))
                worker.pipe.send(worker.attempt.job)

    def _with_messages(self, listen: Listener) -> list[Worker]:
        # Once a second even where no worker sends anything: one that hangs must be noticed, and progress shown.
        ready = wait([worker.pipe for worker in self._busy()], timeout=1)
        if not ready:
            listen(Ticked())
        for worker in self._busy():
            if worker.attempt and worker.attempt.is_overdue:
                # Killed, because what hangs may not answer a request; its pipe then ends, which is read as its answer.
                worker.process.kill()
        return [worker for worker in self._workers if worker.pipe in ready]

    def _received(self, worker: Worker) -> Executed | None:
        """A worker's answer; None where it only asked something, which is answered at once."""
        try:
            message: Executed | StartKernel | ExitCode = worker.pipe.recv()
            if not isinstance(message, Executed):
                worker.pipe.send(self._reply(worker, message))
                return None
        # A pipe that ends is how the death of a worker is noticed, whatever it died of.
        except (EOFError, OSError):
            self._stop_kernels(worker)
            return self._replace(worker)
        self._stop_kernels(worker)
        return message

    def _reply(self, worker: Worker, question: StartKernel | ExitCode) -> int | Exception | None:
        if self._kernels is None:
            return RuntimeError("workers: expected no question about warm kernels in a cold run")
        if not isinstance(question, StartKernel):
            return self._kernels.exit_code(question.pid)
        # Sent back and raised in the worker: it fails one report, while an exception here would end the run.
        try:
            pid = self._kernels.start(question.launch)
        except (OSError, EOFError, RuntimeError) as error:
            return SystemFailure(
                Phrase(
                    "expected the process that kernels are forked from to fork one, got {error}: it ended or never "
                    "started. Free memory, or start kernels without it: --cold",
                    error=f"{type(error).__name__} {error}",
                )
            )
        worker.kernels.append(pid)
        return pid

    def _replace(self, worker: Worker) -> Executed | None:
        """Put a new worker in the place of one that died; the answer to the job that it had."""
        stop_worker(worker)
        code = worker.process.exitcode
        new = self._start_worker()
        worker.process, worker.pipe = new.process, new.pipe
        if worker.attempt is None:
            return None
        answer = late if worker.attempt.is_overdue else lost
        return answer(worker.attempt.job, code)

    def _stop_kernels(self, worker: Worker) -> None:
        while self._kernels is not None and worker.kernels:
            self._kernels.stop(worker.kernels.pop())

    def _start_worker(self) -> Worker:
        ours, theirs = self._context.Pipe()
        # A fork inherits our end too. If it kept it, the pipe would stay open when this process dies, and the worker
        # would wait on it for ever.
        inherited = ours if self._method == "fork" else None
        process = self._context.Process(
            target=work,
            args=(theirs, runtime_folder()),
            kwargs={"warm": self._kernels is not None, "inherited": inherited},
        )
        # A fork goes on with the program as it is; every other start would run it again.
        with nullcontext() if self._method == "fork" else nameless_main():
            process.start()
        # For the same reason: only when the worker alone holds its end does its death end the pipe.
        theirs.close()
        return Worker(process, ours)


def load_ahead(workers: int) -> None:
    """Let the process that kernels are forked from load its libraries while the run is still planned.

    Where it cannot, nothing is lost: `Pool` starts it, or says why it does not start.
    """
    with suppress(OSError, SystemFailure):
        allow_open_files(workers)
        if start_method() == "fork":
            ForkedKernels()


def start_method() -> str:
    """How workers are started: forked where that is safe, so that they share what is loaded.

    With a second thread it is not safe: a lock that it holds would stay locked in the worker for ever.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if can_fork() else "spawn"


def stop_worker(worker: Worker) -> None:
    """Wait for a worker that was asked to stop; kill it where it does not."""
    worker.process.join(STOP_SECONDS)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
    worker.pipe.close()
