"""Worker processes: each runs one report at a time; one that dies costs only its report's try.

The parent hands out jobs and collects answers; it holds no notebook longer than it takes to hand it on.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections import deque
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Self

from tongket.errors import SystemFailure
from tongket.run.events import Cold, Started, Ticked
from tongket.run.job import Executed
from tongket.run.kernels.forked import ForkedKernels, can_fork, nameless_main
from tongket.run.kernels.loading import load
from tongket.run.kernels.runtime_folder import run_folder
from tongket.run.workers.process import StartKernel, late, lost, work
from tongket.run.workers.retry import Try

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from tongket.run.events import Listener
    from tongket.run.job import Job
    from tongket.run.workers.process import ExitCode

PATIENCE_SECONDS = 5.0
# What every worker needs; loaded once, before the workers are forked.
PRELOAD = ("papermill", "tongket.run.kernels.engine")


@dataclass
class Worker:
    """One process with the pipe to it, what it tries now, and the kernels that were started for that."""

    process: BaseProcess
    pipe: Connection
    trying: Try | None = None
    kernels: list[int] = field(default_factory=list)


class Crew:
    """A number of worker processes; leaving the `with` block stops them and their kernels.

    Args:
        size: how many reports run at the same time.
        preload: modules that the workers need beside those of this package.
        warm: whether kernels are forked from a loaded process, where the system can.
    """

    def __init__(self, size: int, preload: Sequence[str] = (), *, warm: bool = True) -> None:
        modules = (*PRELOAD, *preload)
        self._method = start_method()
        self._context: Any = multiprocessing.get_context(self._method)
        self._cold_for_want_of_fork = warm and not can_fork()
        self._kernels: ForkedKernels | None = None
        try:
            if warm and can_fork():
                # The server loads its modules while this process loads its own.
                self._kernels = ForkedKernels(() if self._method == "fork" else modules)
            if self._method == "fork":
                load(modules)
            self._workers = [self._hire() for _ in range(size)]
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
        for worker in self._workers:
            # First its questions find no ear any more: nobody answers them from here on.
            worker.pipe.close()
            worker.process.terminate()
        if self._kernels is not None:
            self._kernels.close()
        for worker in self._workers:
            dismiss(worker)

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs; yields each with its answer when that comes, so not in their order.

        A job whose kernel or worker died is tried once more. Jobs that are added meanwhile run too.
        """
        if self._cold_for_want_of_fork:
            listen(Cold())
        again: deque[Try] = deque()
        while jobs or again or self._busy():
            self._hand_out(jobs, again, listen)
            for worker in self._speaking(listen):
                answer = self._hear(worker)
                if answer is None or worker.trying is None:
                    continue
                tried, worker.trying = worker.trying, None
                if following := tried.next(answer, listen):
                    again.append(following)
                else:
                    yield tried.job, answer

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.trying]

    def _hand_out(self, jobs: deque[Job], again: deque[Try], listen: Listener) -> None:
        for worker in self._workers:
            if worker.trying is None and (jobs or again):
                worker.trying = again.popleft().begun() if again else Try(jobs.popleft())
                if worker.trying.job.executed is None:
                    listen(Started(worker.trying.job.report))
                worker.pipe.send(worker.trying.job)

    def _speaking(self, listen: Listener) -> list[Worker]:
        ready = wait([worker.pipe for worker in self._busy()], timeout=1)
        if not ready:
            listen(Ticked())
        for worker in self._busy():
            if worker.trying and worker.trying.is_overdue:
                worker.process.kill()
        return [worker for worker in self._workers if worker.pipe in ready]

    def _hear(self, worker: Worker) -> Executed | None:
        """A worker's answer; None where it only asked something, which is answered at once."""
        try:
            message: Executed | StartKernel | ExitCode = worker.pipe.recv()
            if not isinstance(message, Executed):
                worker.pipe.send(self._reply(worker, message))
                return None
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
        try:
            pid = self._kernels.start(question.launch)
        except (OSError, EOFError, RuntimeError) as error:
            return RuntimeError(
                f"the fork server started no kernel: {type(error).__name__} {error}"
            )
        worker.kernels.append(pid)
        return pid

    def _replace(self, worker: Worker) -> Executed | None:
        """Put a new worker in the place of one that died; what its job failed of."""
        dismiss(worker)
        code = worker.process.exitcode
        new = self._hire()
        worker.process, worker.pipe = new.process, new.pipe
        if worker.trying is None:
            return None
        answer = late if worker.trying.is_overdue else lost
        return answer(worker.trying.job, code)

    def _stop_kernels(self, worker: Worker) -> None:
        while self._kernels is not None and worker.kernels:
            self._kernels.stop(worker.kernels.pop())

    def _hire(self) -> Worker:
        ours, theirs = multiprocessing.Pipe()
        # A fork inherits our end too, and would never hear that this process died if it kept it.
        inherited = ours if self._method == "fork" else None
        process = self._context.Process(
            target=work,
            args=(theirs, run_folder()),
            kwargs={"warm": self._kernels is not None, "inherited": inherited},
        )
        # A fork goes on with the program as it is; every other start would run it again.
        with nullcontext() if self._method == "fork" else nameless_main():
            process.start()
        theirs.close()
        return Worker(process, ours)


def start_method() -> str:
    """How workers are started: forked where that is safe, so that they share what is loaded."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if can_fork() else "spawn"


def dismiss(worker: Worker) -> None:
    """Wait for a worker that was told to stop; kill it where it does not."""
    worker.process.join(PATIENCE_SECONDS)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
    worker.pipe.close()
