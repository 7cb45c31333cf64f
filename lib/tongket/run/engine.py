"""The papermill engine `tongket`: a kernel of this environment per notebook, and always an answer.

A kernel that dies or a cell that does not end becomes an error output of that cell, like any other
    error: papermill
then stops the notebook there, and the page can show what happened.
"""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat.notebooknode import NotebookNode, from_dict
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from papermill.log import logger

from tongket.run.execute import Failure
from tongket.run.limits import Limits, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from papermill.engines import NotebookExecutionManager

# The system cuts the path of a socket at about 104 characters.
LONGEST_SOCKET_FOLDER = 90


class OwnKernelSpecs(KernelSpecManager):
    """Kernel specifications in which `python3` is this very environment.

    A `python3` kernel that the user installed for another environment would otherwise win.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification of a kernel; that of this environment for `python3`."""
        if kernel_name != NATIVE_KERNEL_NAME:
            return super().get_kernel_spec(kernel_name)
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=launch, display_name="Python 3", language="python")


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs one notebook's cells; a lost kernel becomes an error of the cell that lost it."""

    def execute(self, **kwargs: Any) -> None:
        """Start the kernel, run the cells until one fails, stop the kernel."""
        self.reset_execution_trackers()
        with self.setup_kernel(**kwargs):
            reply = self.wait_for_reply(self.kc.kernel_info())
            self.nb.metadata["language_info"] = reply["content"]["language_info"]
            self.papermill_execute_cells()
            self.set_widgets_metadata()

    def papermill_execute_cells(self) -> None:
        """Run cell by cell; stop at the first that fails."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            except (DeadKernelError, CellTimeoutError) as error:
                cell.outputs = [*cell.outputs, self._loss(error)]
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            finally:
                self.nb_man.cell_complete(cell, cell_index=index)

    def _loss(self, error: Exception) -> NotebookNode:
        """The error output of a cell whose kernel died or did not answer in time."""
        if isinstance(error, CellTimeoutError):
            reason = f"expected the cell to end within {self.timeout_func}, got no end."
        else:
            reason = f"expected the kernel to answer, got its death: {self._cause()}."
        name = type(error).__name__
        words = [f"{name}: {reason}"]
        output = {"output_type": "error", "ename": name, "evalue": reason, "traceback": words}
        return cast("NotebookNode", from_dict(output))  # type: ignore[no-untyped-call]

    def _cause(self) -> str:
        code = run_sync(self.km.provisioner.poll)()
        if code == -signal.SIGKILL:
            return "killed by signal 9, most often because the machine had no memory left"
        return f"ended by signal {-code}" if code and code < 0 else f"exit code {code}"


class TongketEngine(NBClientEngine):  # type: ignore[misc]
    """What `papermill --engine tongket` runs a notebook with."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        log_output: bool = False,
        start_timeout: int = 60,
        execution_timeout: float | None = None,
        limits: Limits | None = None,
        kernel_options: Mapping[str, Any] | None = None,
        kept: list[NotebookNode] | None = None,
        **_ignored: Any,
    ) -> None:
        """Run the cells of a notebook in a kernel of its own.

        Args:
            nb_man: papermill's record of the run; it is saved once, at the end.
            kernel_name: the kernel that the notebook names.
            log_output: whether papermill logs what the cells print.
            start_timeout: seconds that the kernel has for its start.
            execution_timeout: papermill's own name for the seconds that a cell has.
            limits: seconds that a cell and the report have.
            kernel_options: `env` and `cwd` of the kernel; by default those of this process.
            kept: receives the notebook, so that a caller has it even where papermill raises.
        """
        if kept is not None:
            kept.append(nb_man.nb)
        options = {
            "timeout_func": Watch(limits or Limits(execution_timeout, None)),
            "startup_timeout": start_timeout,
            "shutdown_kernel": "immediate",
            "coalesce_streams": True,
            "record_timing": False,
            "log": logger,
            "log_output": log_output,
        }
        # papermill saves after every change of state; a whole review needs each notebook once.
        output, nb_man.output_path = nb_man.output_path, None
        try:
            with (
                TemporaryDirectory(prefix="kernel-") as folder,
                _kernel(kernel_name, folder) as kernel,
            ):
                client = Client(nb_man, km=kernel, **options)
                client.execute(cleanup_kc=True, **(kernel_options or {}))
        finally:
            nb_man.output_path = output


def run(
    document: Mapping[str, Any],
    parameters: Mapping[str, object],
    limits: Limits,
    kernel_options: Mapping[str, Any],
) -> tuple[NotebookNode, Failure | None]:
    """Run a notebook document through papermill; returns it executed, and what stopped it, if anything."""
    # Where the package's entry points are not installed, papermill does not know the engine.
    papermill_engines.register("tongket", TongketEngine)
    kept = [from_dict(dict(document))]  # type: ignore[no-untyped-call]
    try:
        execute_notebook(
            kept[0],
            None,
            parameters=dict(parameters),
            engine_name="tongket",
            progress_bar=False,
            limits=limits,
            kernel_options=kernel_options,
            kept=kept,
        )
    except PapermillExecutionError as error:
        failure = Failure(error.cell_index + 1, error.source, error.ename, error.evalue)
        return kept[-1], failure
    except RuntimeError as error:
        # No kernel came up.
        return kept[-1], Failure(0, "", "KernelStartError", str(error))
    return kept[-1], None


@contextmanager
def _kernel(kernel_name: str, folder: str) -> Iterator[AsyncKernelManager]:
    """A manager that reaches its kernel through sockets in a folder closed to other users.

    nbclient stops the kernel when the cells are done; here it is stopped also where the process is told to leave
    while the kernel starts.
    """
    manager = AsyncKernelManager(
        kernel_name=kernel_name,
        kernel_spec_manager=OwnKernelSpecs(),
        connection_file=f"{folder}/kernel.json",
    )
    if sys.platform != "win32" and len(folder) < LONGEST_SOCKET_FOLDER:
        manager.transport = "ipc"
        manager.ip = f"{folder}/socket"
    try:
        yield manager
    finally:
        if manager.has_kernel:
            run_sync(manager.shutdown_kernel)(now=True)
