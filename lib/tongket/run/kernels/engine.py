"""The papermill engine `tongket`: a kernel of this environment for each notebook, and always an answer.

A kernel that dies or a cell that does not end becomes an error output of that cell, like any other
error: papermill then stops the notebook there, and the page can show what happened.
"""

from __future__ import annotations

import ast
import os
import sys
import time
from asyncio import ensure_future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from inspect import unwrap
from pathlib import Path
from queue import Empty
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from click import ClickException
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat.notebooknode import NotebookNode, from_dict
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

from tongket import limits
from tongket.errors import SystemFailure, UsageError
from tongket.project import project_of
from tongket.run.kernels import search_path
from tongket.run.kernels.forked import ForkedKernels
from tongket.run.kernels.provisioner import ForkedProvisioner
from tongket.run.kernels.streams import coalesce
from tongket.run.plan.parameters import refuse_injected
from tongket.run.processes import can_fork, death_of
from tongket.run.timeouts import TimeLeft, Timeouts
from tongket.translations import Phrase
from tongket.translations.notebook import language_run_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jupyter_client.client import KernelClient
    from papermill.engines import NotebookExecutionManager

    from tongket.model import Lang, Text
    from tongket.run.kernels.forked import Kernels

# The system cuts the path of a socket at about 104 characters.
# Beyond that the kernel is reached through TCP ports, as Jupyter does by default.
LONGEST_SOCKET_FOLDER = 90
COLD_KERNEL = "tongket.run.kernels.cold"


class OwnKernelSpecs(KernelSpecManager):
    """Kernel specifications in which `python3` is this very environment.

    A `python3` kernel that the user installed for another environment would otherwise win.

    Attributes:
        modules: the notebook's own folder, which is searched last for modules; empty where it has none.
    """

    modules = ""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification of a kernel; that of this environment for `python3`."""
        if kernel_name != NATIVE_KERNEL_NAME:
            return super().get_kernel_spec(kernel_name)
        launch = [sys.executable, "-m", COLD_KERNEL, "{connection_file}", self.modules]
        return KernelSpec(argv=launch, display_name="Python 3", language="python")


class PromptManager(AsyncKernelManager):
    """A manager of a kernel that goes on at once.

    jupyter_client's waits a hundredth of a second after each start and end, which is for tests of its own.
    """

    start_kernel = unwrap(AsyncKernelManager.start_kernel)
    shutdown_kernel = unwrap(AsyncKernelManager.shutdown_kernel)


class OutputTooLargeError(Exception):
    """A cell shows more than a page can."""


class RefusedParameterError(UsageError, ClickException):
    """Papermill was given a parameter that the notebook does not take.

    Papermill's command is one of click, which says an error of its own in a line and shows any other as a traceback.

    Args:
        refusal: what is wrong, with all such parameters.
        lang: the language of the notebook, in which the command says it.
    """

    def __init__(self, refusal: UsageError, lang: Lang) -> None:
        ClickException.__init__(self, refusal.in_(lang))
        self.args = refusal.args


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs one notebook's cells; a lost kernel becomes an error of the cell that lost it.

    Attributes:
        questions: as in `Setting`.
    """

    questions: Mapping[str, str] = MappingProxyType({})
    _shown = 0

    def execute(self, **kwargs: Any) -> None:
        """Start the kernel, run the cells until one fails, stop the kernel."""
        self.reset_execution_trackers()
        # Sockets of zmq need a loop that selects, which is not what Windows begins with.
        ensure_event_loop(prefer_selector_loop=True)
        with self.setup_kernel(**kwargs):
            self.papermill_execute_cells()
            self.set_widgets_metadata()
            if self.questions and not self.nb.metadata.papermill["exception"]:
                # Beside what the notebook says of itself, such as its language.
                own = self.nb.metadata.setdefault("tongket", {})
                own.update(run_sync(self._ask)(self.questions))

    async def _ask(self, questions: Mapping[str, str]) -> dict[str, object]:
        """The values of expressions in the kernel, literals; None for one that gives none."""
        # A silent request with user expressions leaves no trace in the notebook: no output, no execution count.
        request = self.kc.execute(
            "", silent=True, store_history=False, user_expressions=dict(questions)
        )
        try:
            reply = await self._message(self.kc.shell_channel, request, "execute_reply", 10.0)
            answers = reply["content"]["user_expressions"]
        except (Empty, KeyError):
            answers = {}
        return {name: _literal(answers.get(name, {})) for name in questions}

    async def async_start_new_kernel_client(self) -> KernelClient:
        """Connect to the kernel and wait until it answers on both channels.

        jupyter_client's own wait ends with a fifth of a second of silence, for every kernel.
        """
        self.kc = self.km.client()
        self.kc.start_channels()
        self.kc.allow_stdin = False
        deadline = time.monotonic() + self.startup_timeout
        while not await self._answers():
            if time.monotonic() > deadline or not await ensure_async(self.km.is_alive()):
                cause = await self._cause()
                words = Phrase("expected the kernel to start, got no answer: {cause}.", cause=cause)
                raise SystemFailure(words)
        return cast("KernelClient", self.kc)

    start_new_kernel_client = run_sync(async_start_new_kernel_client)

    async def _answers(self) -> bool:
        """Ask the kernel who it is; whether the answer came, and was also published."""
        request = self.kc.kernel_info()
        # A kernel answers on its shell channel before its subscribers are connected. The status on the other channel
        # proves that outputs will arrive; without it the first cell's output is now and then lost.
        try:
            reply = await self._message(self.kc.shell_channel, request, "kernel_info_reply", 1.0)
            await self._message(self.kc.iopub_channel, request, "status", 0.2)
        except Empty:
            return False
        self.nb.metadata["language_info"] = reply["content"]["language_info"]
        return True

    async def _message(
        self, channel: Any, request: str, kind: str, seconds: float
    ) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = await channel.get_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
                return message

    def papermill_execute_cells(self) -> None:
        """Run cell by cell; stop at the first that fails."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                self._execute(cell, index)
            except CellExecutionError as error:
                if not any(output.output_type == "error" for output in cell.outputs):
                    # IPython only prints what was wrong with a command of its own, such as `%nosuchmagic`.
                    cell.outputs = [*cell.outputs, _error(error.ename, error.evalue, error.evalue)]
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            except (DeadKernelError, CellTimeoutError, OutputTooLargeError) as error:
                cell.outputs = [*cell.outputs, self._loss(cell, error)]
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            finally:
                if cell.cell_type == "code":
                    cell.outputs = coalesce(cell.outputs)
                self.nb_man.cell_complete(cell, cell_index=index)

    def _execute(self, cell: NotebookNode, index: int) -> None:
        self._shown = 0
        try:
            self.execute_cell(cell, index)
        except CellExecutionError:
            if self._shown <= limits.OUTPUT:
                raise
        if self._shown > limits.OUTPUT:
            # How much of it had come is a matter of luck, and pages are not.
            cell.outputs = []
            raise OutputTooLargeError

    def output(self, outs: Any, msg: Any, display_id: Any, cell_index: Any) -> Any:
        """Take what a cell shows; beyond the limit nothing, and stop the cell."""
        before, content = self._shown, msg["content"]
        self._shown += len(content.get("text", "")) + sum(
            len(str(part)) for part in content.get("data", {}).values()
        )
        if self._shown <= limits.OUTPUT:
            return super().output(outs, msg, display_id, cell_index)
        if before <= limits.OUTPUT:
            self._stopping = ensure_future(ensure_async(self.km.interrupt_kernel()))
        return None

    def _loss(self, cell: NotebookNode, error: Exception) -> NotebookNode:
        """The error output of a cell whose kernel died or did not answer in time."""
        if not isinstance(error, OutputTooLargeError):
            # Whether its number still came before the death, or before code that lets no other thread run, is a matter
            # of luck, and pages are not.
            cell.execution_count = None
        if isinstance(error, CellTimeoutError):
            reason = Phrase(
                "expected the cell to end within {time}, got no end.", time=self.timeout_func.words
            )
        elif isinstance(error, OutputTooLargeError):
            reason = Phrase(
                "expected at most {number} characters shown, got more. Show a table or the first lines.",
                number=limits.OUTPUT,
            )
        else:
            reason = Phrase(
                "expected the kernel to answer, got its death: {cause}.",
                cause=run_sync(self._cause)(),
            )
        said = reason.in_(language_run_for(self.nb))
        return _error(type(error).__name__, reason.en, said)

    async def _cause(self) -> Text:
        code = await self.km.provisioner.poll()
        return Phrase("it lives, but is silent") if code is None else death_of(code)


def _literal(answer: Mapping[str, Any]) -> object:
    try:
        return ast.literal_eval(answer["data"]["text/plain"])
    except (KeyError, ValueError, SyntaxError):
        return None


def _error(name: str, reason: str, said: str) -> NotebookNode:
    """An error output of a cell; what it shows may be said in another language than English."""
    words = [f"{name}: {said}"]
    output = {"output_type": "error", "ename": name, "evalue": reason, "traceback": words}
    return cast("NotebookNode", from_dict(output))  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Setting:
    """What a notebook runs in.

    Attributes:
        timeouts: seconds that a cell and the report have.
        folder: the kernel's working folder; None leaves this process's.
        environment: the kernel's whole environment; None leaves this process's.
        kernels: what starts warm kernels; None starts each kernel anew.
        questions: expressions that the kernel evaluates when all cells are done, by the name under which the notebook's
            metadata `tongket` keep the answer.
    """

    timeouts: Timeouts
    folder: str | None = None
    environment: Mapping[str, str] | None = None
    kernels: Kernels | None = None
    questions: Mapping[str, str] = field(default_factory=dict)


class TongketEngine(NBClientEngine):  # type: ignore[misc]
    """What `papermill --engine tongket` runs a notebook with."""

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, *given: Any, **options: Any) -> NotebookNode:
        """Run a notebook, unless papermill was given a parameter that it does not take.

        Raises:
            RefusedParameterError: it was; all such parameters are named, and nothing ran or was written.
        """
        cells = [c for c in nb.cells if "parameters" in c.metadata.get("tags", ())]
        injected = nb.metadata.get("papermill", {}).get("parameters", {})
        if cells and injected:
            name = Path(str(options.get("input_path") or "the notebook")).name
            try:
                refuse_injected(injected, cells[0].source, where=name)
            except UsageError as error:
                raise RefusedParameterError(error, language_run_for(nb)) from None
        executed: NotebookNode = super().execute_notebook(nb, *given, **options)
        return executed

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        log_output: bool = False,
        start_timeout: int = 60,
        execution_timeout: float | None = None,
        setting: Setting | None = None,
        latest: list[NotebookNode] | None = None,
        input_path: object = None,
        **_ignored: Any,
    ) -> None:
        """Run the cells of a notebook in a kernel of its own.

        Args:
            nb_man: papermill's record of the run; it is saved once, at the end.
            kernel_name: the kernel that the notebook names.
            log_output: whether papermill logs what the cells print.
            start_timeout: seconds that the kernel has for its start.
            execution_timeout: papermill's own name for the seconds that a cell has.
            setting: what the notebook runs in; by default warm kernels of this process.
            latest: receives the notebook, so that a caller has it even where papermill raises.
            input_path: where papermill read the notebook; modules beside it can be imported.
        """
        if latest is not None:
            latest.append(nb_man.nb)
        used = setting or Setting(Timeouts(execution_timeout, None), kernels=_own_kernels())
        options = {
            "timeout_func": TimeLeft(used.timeouts),
            "startup_timeout": start_timeout,
            "shutdown_kernel": "immediate",
            "record_timing": False,
            "log": logger,
            "log_output": log_output,
        }
        modules = used.folder or _folder_of(input_path)
        place = {"cwd": used.folder, "env": _environment(kernel_name, used, modules)}
        # papermill saves after every change of state; a whole review needs each notebook once.
        output, nb_man.output_path = nb_man.output_path, None
        try:
            with (
                TemporaryDirectory(prefix="kernel-") as folder,
                _kernel(kernel_name, folder, used.kernels, modules) as kernel,
            ):
                client = Client(nb_man, km=kernel, **options)
                client.questions = used.questions
                client.execute(cleanup_kc=True, **{k: v for k, v in place.items() if v is not None})
        finally:
            nb_man.output_path = output


@cache
def _own_kernels() -> Kernels | None:
    """The warm kernels of this process, for `papermill --engine tongket`; their server ends with it."""
    return ForkedKernels() if can_fork() else None


def _environment(
    kernel_name: str, setting: Setting, notebook_folder: str
) -> Mapping[str, str] | None:
    """The kernel's whole environment; in that of this package Python finds only what is installed."""
    if kernel_name != NATIVE_KERNEL_NAME:
        return setting.environment
    given = setting.environment
    if given is None:
        given = {**_project_of(notebook_folder), **os.environ}
    return {**given, **search_path.variables(sys.path)}


def _project_of(notebook_folder: str) -> Mapping[str, str]:
    """Where the project of a notebook is, for a caller that is in none, such as the worker of a scheduler.

    Else the notebook would read the example that comes with tongket, without a word.
    """
    project = project_of(Path(notebook_folder)) if notebook_folder else None
    if project is None or project_of(Path.cwd()):
        return {}
    folders = {"TONGKET_DATA": project / "data", "TONGKET_NOTEBOOKS": project / "notebooks"}
    return {name: str(folder) for name, folder in folders.items() if folder.is_dir()}


def _folder_of(input_path: object) -> str:
    """The folder of a notebook that papermill read from a file; empty where it came from elsewhere."""
    path = Path(input_path) if isinstance(input_path, str) else None
    return str(path.absolute().parent) if path is not None and path.is_file() else ""


@contextmanager
def _kernel(
    kernel_name: str, folder: str, kernels: Kernels | None, modules: str
) -> Iterator[AsyncKernelManager]:
    """A manager that reaches its kernel through sockets in a folder closed to other users.

    nbclient stops the kernel when the cells are done; here it is also stopped where this process is asked to end while
    the kernel starts.
    """
    specifications = OwnKernelSpecs()
    specifications.modules = modules
    manager = PromptManager(
        kernel_name=kernel_name,
        kernel_spec_manager=specifications,
        connection_file=f"{folder}/kernel.json",
    )
    if sys.platform != "win32" and len(folder) < LONGEST_SOCKET_FOLDER:
        manager.transport = "ipc"
        manager.ip = f"{folder}/socket"
    if kernels is not None and manager.transport == "ipc" and kernel_name == NATIVE_KERNEL_NAME:
        manager.provisioner = ForkedProvisioner(kernels, manager, modules)
    try:
        yield manager
    finally:
        if manager.has_kernel:
            run_sync(manager.shutdown_kernel)(now=True)
