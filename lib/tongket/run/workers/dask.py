"""More than one machine: reports go to the workers of a Dask cluster, results come back through its scheduler.

Every worker runs reports as this machine would: with its own warm kernels, on a copy of this run's
data. A worker with other code or other versions of what a page depends on is refused: its pages
would differ.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from dask import config as settings
from distributed import Client, default_client, wait
from distributed.comm.core import CommClosedError
from distributed.security import Security

from tongket.errors import SystemFailure, UsageError, listed
from tongket.project import SETTINGS, shared_registry
from tongket.run.events import Started, Ticked
from tongket.run.plan import fingerprint
from tongket.run.workers.dask_worker import RunPlugin, differences, identity, run_on_worker
from tongket.run.workers.pool import PRELOAD
from tongket.run.workers.process import lost
from tongket.run.workers.retry import Attempt
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from distributed import Future

    from tongket.model import Text
    from tongket.run.events import Listener
    from tongket.run.job import Executed, Job

CONNECT_SECONDS = 15.0
# How long a run waits when all workers are gone: they may be starting again.
ALONE_SECONDS = 60.0
# Enough to keep every worker busy, few enough to keep the memory of scheduler and runner flat.
JOBS_PER_THREAD = 2


class Cluster:
    """The workers of a Dask scheduler; leaving the `with` block cancels what they have not begun.

    Args:
        address: the scheduler, as `tcp://host:8786`; or `tls://host:8786`, with the certificates that Dask's
            configuration names.
        data: the data folder; its files are sent to every worker.
        preload: modules that the workers need beside those of this package.
        notebooks: the folder of the notebooks; the translations of their sentences are sent.
        warm: whether kernels are forked from a loaded process, where a worker's system can.

    Raises:
        SystemFailure: no scheduler answers there, or it has no workers, or a worker is refused.
        UsageError: the address is encrypted and Dask's configuration names no certificates.
    """

    def __init__(
        self,
        address: str,
        data: Path,
        preload: Sequence[str] = (),
        *,
        notebooks: Path,
        warm: bool = True,
    ) -> None:
        self._address = address
        self._expected = identity()
        # What Dask would write besides, and in English, is said by the exceptions.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._client = _connect(address)
        try:
            # The exceptions of workers come back as answers, so that all workers that differ are named at once.
            with _scheduler_at(address):
                found = self._client.run(identity, on_error="return")
            refuse_others(self._expected, found)
            # Sent by content: the machines of a cluster need no disk in common.
            files = _files(data, notebooks)
            modules = (*PRELOAD, *preload)
            # A name of its own, so that two runs on one cluster do not take each other's data.
            self._plugin = RunPlugin(f"tongket-{uuid4().hex}", files, modules, warm=warm)
            with _scheduler_at(address):
                self._client.register_plugin(self._plugin, name=self._plugin.name)
        # Also after Ctrl-C: what was never entered is not left by `__exit__` either.
        except BaseException:
            self._client.close()
            raise
        self._running: dict[Future, Attempt] = {}
        self._seen = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._client.cancel(list(self._running), force=True)
            self._client.unregister_worker_plugin(self._plugin.name)
        except (OSError, TimeoutError):
            # The scheduler is gone; there is nothing left to cancel.
            pass
        finally:
            self._client.close()

    def run(self, jobs: deque[Job], listen: Listener) -> Iterator[tuple[Job, Executed]]:
        """Run all jobs; yields each with its answer when that comes. Jobs that are added meanwhile run too.

        Raises:
            SystemFailure: the scheduler was lost, or all workers were and none came back, or a
                worker that came later is refused.
        """
        while jobs or self._running:
            self._send(jobs, listen)
            for future in self._done(listen):
                attempt = self._running.pop(future)
                answer = self._answer(future, attempt)
                if following := attempt.next(answer, listen):
                    self._submit(following)
                else:
                    yield attempt.job, answer

    def _send(self, jobs: deque[Job], listen: Listener) -> None:
        with _scheduler_at(self._address):
            threads = sum(self._client.nthreads().values())
        if threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE_SECONDS:
            words = Phrase(
                "--workers {address}: expected workers, got none for {seconds} seconds. Start some, then run again. "
                "What was there before is untouched.",
                address=self._address,
                seconds=f"{ALONE_SECONDS:g}",
            )
            raise SystemFailure(words)
        while jobs and len(self._running) < threads * JOBS_PER_THREAD:
            job = jobs.popleft()
            if job.executed is None:
                listen(Started(job.report))
            self._submit(Attempt(job))

    def _submit(self, attempt: Attempt) -> None:
        # Not pure: Dask would answer an equal call from its memory, and a second attempt is an equal call.
        with _scheduler_at(self._address):
            future = self._client.submit(
                run_on_worker, attempt.job, self._plugin.name, self._expected, pure=False
            )
        self._running[future] = attempt

    def _done(self, listen: Listener) -> list[Future]:
        # No worker at the moment: waiting for nothing would end at once, again and again.
        if not self._running:
            time.sleep(0.1)
            return []
        with _scheduler_at(self._address), suppress(TimeoutError):
            return list(wait(list(self._running), timeout=1, return_when="FIRST_COMPLETED").done)
        listen(Ticked())
        return []

    def _answer(self, future: Future, attempt: Attempt) -> Executed:
        if future.status == "finished":
            answer: Executed = future.result()
            return answer
        error = future.exception() if future.status == "error" else None
        # Dask's name for a task whose workers died; Dask has tried it on others by then.
        if type(error).__name__ == "KilledWorker":
            return lost(attempt.job, None)
        if isinstance(error, SystemFailure):
            raise error
        if error is None:
            raise _lost(self._address, Phrase("no scheduler any more"))
        words = Phrase(
            "--workers {address}: expected an answer to {report}, got: {error}. Mend it, then run again. What was "
            "there before is untouched.",
            address=self._address,
            report=attempt.job.report.id,
            error=_said(error),
        )
        raise SystemFailure(words) from error


def _files(data: Path, notebooks: Path) -> dict[str, bytes]:
    """What a worker needs of a project, by its place in it, whatever its folders are called here."""
    files = {f"data/{name}": data / name for name in fingerprint.own_data_files(data)}
    files |= {f"notebooks/{n}": notebooks / n for n in fingerprint.files_for_kernels(notebooks)}
    # By its settings a kernel knows a project, whose registries are laid over those of the worker's own tongket.
    if shared_registry(data):
        files[SETTINGS] = data.parent / SETTINGS
    return {name: path.read_bytes() for name, path in files.items()}


def refuse_others(expected: Mapping[str, str], found: Mapping[str, object]) -> None:
    """Refuse workers that are not like this machine.

    Args:
        expected: this machine's `identity`.
        found: that of each worker, or the exception that asking for it raised, by address.

    Raises:
        SystemFailure: every worker that differs, with where.
    """
    findings = []
    for address, answer in sorted(found.items()):
        if not isinstance(answer, dict):
            findings.append(
                f"worker {address}: expected tongket {expected['tongket']}, got {answer!r}"
            )
        elif wrong := differences(expected, answer):
            findings.append(f"worker {address}: {wrong}")
    if findings:
        raise SystemFailure(
            f"{listed(findings)}\nIts pages would differ. Install tongket and requirements.lock there as they are "
            "here, then start the worker again."
        )


@contextmanager
def _scheduler_at(address: str) -> Iterator[None]:
    """Say of a connection that is lost while the block runs which one it was.

    Raises:
        SystemFailure: it was lost, or a worker that the scheduler had asked.
    """
    try:
        yield
    # Dask cancels what it waits for where it cannot reach the scheduler again.
    except (OSError, TimeoutError, CancelledError) as error:
        is_gone = isinstance(error, CancelledError)
        raise _lost(
            address, Phrase("no scheduler any more") if is_gone else _said(error)
        ) from error


def _connect(address: str) -> Client:
    if address.startswith("tls:"):
        # Read here first: what is wrong with a file says its place to nobody once a connection was tried.
        try:
            Security().get_connection_args("client")
        except OSError as error:
            raise _unreadable(address, error) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        # Dask leaves this client open until it is collected. If that happens in the thread of a client that is just
        # starting, both wait for each other for good.
        with suppress(ValueError):
            default_client().close()
        raise _not_connected(address, error) from error
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        client.close()
        raise _no_cluster(address, Phrase("a scheduler without workers")) from error
    return client


def _not_connected(address: str, error: Exception) -> SystemFailure | UsageError:
    """Which of the ways in which Dask says that it has no connection this is, and what to do about it."""
    if isinstance(error, TypeError):
        # Dask has no words of its own for an encrypted address without certificates.
        words = Phrase(
            "--workers {address}: expected certificates in Dask's configuration (distributed.comm.tls: ca-file, "
            "client.cert, client.key), got none. Write them there, or set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
            "…__CLIENT__CERT and …__CLIENT__KEY: SECURITY.md.",
            address=address,
        )
        return UsageError(words)
    if isinstance(error, RuntimeError):
        words = Phrase(
            "--workers {address}: expected tls://, since Dask's configuration demands it "
            "(distributed.comm.require-encryption), got another. Write tls:// with the scheduler's address.",
            address=address,
        )
        return UsageError(words)
    if isinstance(error, ValueError):
        words = Phrase(
            "--workers {address}: expected an address such as tcp://host:8786, got: {error}. Write it so.",
            address=address,
            error=str(error),
        )
        return UsageError(words)
    # In TLS 1.3 whoever refuses a certificate says so when it is shown already, or only hangs up.
    if isinstance(error, CommClosedError) and address.startswith("tls:"):
        words = Phrase(
            "--workers {address}: expected a scheduler with a certificate of the same authority, got: {error}. Compare "
            "the certificates here ({files}) with those of the scheduler, also until when they hold "
            "(`openssl x509 -noout -enddate -in FILE`): SECURITY.md.",
            address=address,
            files=_certificates(),
            error=str(error),
        )
        return SystemFailure(words)
    return _no_cluster(address, Phrase("no answer ({error})", error=_said(error)))


def _unreadable(address: str, error: OSError) -> UsageError:
    words = Phrase(
        "--workers {address}: expected certificates that can be read ({files}), got: {error}. Mend "
        "distributed.comm.tls in Dask's configuration: SECURITY.md.",
        address=address,
        files=_certificates(),
        error=str(error),
    )
    return UsageError(words)


def _certificates() -> str:
    names = ("ca-file", "client.cert", "client.key")
    given = ((name, settings.get(f"distributed.comm.tls.{name}", None)) for name in names)
    return ", ".join(f"{name}: {path}" for name, path in given)


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _lost(address: str, got: Text | str) -> SystemFailure:
    return SystemFailure(
        Phrase(
            "--workers {address}: expected the scheduler and its workers to answer, got: {got}. See the logs of "
            "`dask scheduler` and `dask worker`, then run again. What was there before is untouched.",
            address=address,
            got=got,
        )
    )


def _no_cluster(address: str, got: Text) -> SystemFailure:
    words = Phrase(
        "--workers {address}: expected a Dask scheduler with workers, got {got}. Start `dask scheduler` on one "
        "machine and `dask worker {address} --nthreads 1 --nworkers auto` on each that shall work.",
        address=address,
        got=got,
    )
    if not address.startswith("tcp:"):
        return SystemFailure(words)
    # One that expects certificates hangs up on whoever shows none, without a word.
    hint = Phrase("Where it was started with --protocol tls, write tls:// here too.")
    return SystemFailure(LazyText(lambda lang: f"{words.in_(lang)} {hint.in_(lang)}"))
