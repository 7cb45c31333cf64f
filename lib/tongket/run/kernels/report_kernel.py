"""The kernel of a report: IPython as it is shipped, whoever runs it and wherever.

IPython reads a profile, startup files and configuration from the user's folder and the machine's. One line there
changes how numbers are printed on every page. JupyterLab sessions keep all of it: they start kernels of their own.
"""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path

from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from tongket.errors import EmptyFrameWarning
from tongket.run.kernels.opened import listen
from tongket.run.kernels.search_path import installed
from tongket.translations import forget


class Stream(OutStream):
    """What cells print. IPython sends it on at many moments, and waits each time, also where nothing was printed."""

    def write(self, string: str) -> int:
        """Take a text as Python's own streams do: half a letter fails in the cell that prints it, and none is lost."""
        if isinstance(string, str) and not string.isascii():
            errors = "backslashreplace" if self.name == "stderr" else "strict"
            string = string.encode(errors=errors).decode()
        return super().write(string) or 0

    def flush(self) -> None:
        """Send what was printed since the last time, if anything."""
        if self._flush_pending:
            super().flush()  # type: ignore[no-untyped-call]


class ReportKernelApp(IPKernelApp):
    """An IPython kernel that reads no configuration and runs no startup file.

    Attributes:
        modules: the notebook's own folder, which is searched last for modules; empty where it has none.
    """

    modules = ""
    outstream_class = f"{Stream.__module__}.{Stream.__qualname__}"

    def parse_command_line(self, *_: object, **__: object) -> None:
        """There is none: a parser of all of IPython's options would be made for nothing."""

    def load_config_file(self, *_: object, **__: object) -> None:
        """Nothing is read: neither the user's configuration nor the machine's."""

    def init_path(self) -> None:
        """What is installed, then the notebook's own folder; never the folder that the command was called in."""
        sys.path[:] = [*installed(sys.path), *([self.modules] if self.modules else [])]

    def _run_startup_files(self) -> None:
        """Nothing is run."""


def be_kernel(connection_file: str, modules: str, **options: object) -> None:
    """Be a kernel until it is asked to end.

    Args:
        connection_file: where it reads which sockets to open; IPython keeps what it needs in the same folder.
        modules: as in `ReportKernelApp`.
        options: further settings of the kernel.
    """
    # Read before this kernel was forked, which may be long ago.
    forget()
    sys.argv = ["ipykernel"]
    app = ReportKernelApp.instance(connection_file=connection_file, **options)
    app.modules = modules
    app.ipython_dir = str(Path(connection_file).parent)
    app.update_config(Config({
        "HistoryManager": {"enabled": False}, "ReportKernelApp": {"log_level": logging.ERROR},
        # The pause is for clients that do not wait for the end of what a cell shows; nbclient does.
        "IPythonKernel": {"_execute_sleep": 0},
    }))  # fmt: skip
    app.initialize([])  # type: ignore[no-untyped-call]
    # Plots tie themselves to the shell when their backend is first loaded; it was loaded before there was one.
    if app.shell is not None:
        app.shell.enable_matplotlib("inline")
        listen(app.shell.user_ns, modules or str(Path.cwd()))
    # Of the year before or after a page says itself that nothing is there.
    warnings.simplefilter("ignore", EmptyFrameWarning)
    app.start()  # type: ignore[no-untyped-call]
