"""Execute one report: its notebook through papermill, then its page.

Nothing here writes a file.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tongket.errors import SystemFailure
from tongket.run.content import content_of
from tongket.run.job import Executed, Failure, Job
from tongket.run.notebook import dumps, settle
from tongket.shell import said_in
from tongket.translations import Phrase, forget

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from tongket.run.kernels.forked import Kernels

# What could make two runs differ: the order of sets, the time zone, the language of dates. A debugger would warn into
# the outputs, and a forgotten breakpoint() would wait for ever for somebody to type.
FIXED = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONBREAKPOINT": "0",
}
# The question to a notebook that is done. One that follows the guide has opened `review` in its cell 2; any other has
# no answer, and then depends on all data.
QUESTIONS = {
    "lineage": "review.lineage()",
    "opened": "__import__('tongket.run.kernels.opened').run.kernels.opened.answer()",
}
# The mark of the cells that papermill adds to a notebook that failed.
MARKER = "papermill-error-cell-tag"


def execute(job: Job, kernels: Kernels | None = None) -> Executed:
    """Run a job in this process; its kernel is a process of its own, a warm one where there are `kernels`.

    A failing notebook is an answer, not an exception: it comes back with its failing cell, and its
    page shows it.
    """
    started = time.perf_counter()
    # The last job of this process may be long ago.
    forget()
    ran = Executed(job.report, job.executed, None, None, 0) if job.executed else _run(job, kernels)
    page, trouble = _convert(job, ran.notebook)
    seconds = round(time.perf_counter() - started, 3)
    return replace(ran, page=page, failure=ran.failure or trouble, seconds=seconds)


def _convert(job: Job, text: str) -> tuple[str | None, Failure | None]:
    if job.convert is None or job.page_frame is None:
        return None, None
    try:
        return job.convert(text, job.page_frame), None
    except Exception as error:  # noqa: BLE001 - whatever a page trips over must not take the other pages along
        return None, Failure.around_the_cells(error, Phrase("the page could not be made: "))


def _run(job: Job, kernels: Kernels | None) -> Executed:
    node, failure = _papermill(job, kernels)
    own = node.metadata.get("tongket", {})
    lineage, opened = own.get("lineage"), own.pop("opened", None)
    settled = settle(_unmarked(node))
    return Executed(
        job.report,
        dumps(settled),
        None,
        failure,
        0,
        tuple(_durations(node)),
        tuple(lineage) if isinstance(lineage, list) else None,
        opened if isinstance(opened, dict) else None,
        content_of(settled),
    )


def _papermill(job: Job, kernels: Kernels | None) -> tuple[NotebookNode, Failure | None]:
    # papermill takes a second to load, and planning a run must not wait for it.
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, NoSuchKernel
    from nbformat.notebooknode import from_dict
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook, raise_for_execution_errors

    from tongket.run.kernels.engine import Setting, TongketEngine

    # Where the package's entry points are not installed, papermill does not know the engine.
    papermill_engines.register("tongket", TongketEngine)
    environment = {**os.environ, **FIXED, **job.environment}
    setting = Setting(job.timeouts, job.folder, environment, kernels, QUESTIONS)
    latest = [from_dict(dict(job.notebook))]  # type: ignore[no-untyped-call]
    options = {"setting": setting, "latest": latest, "progress_bar": False}
    # A notebook need not name its kernel, nor say that it is in Python: its parameters cell was read as that.
    kernel = latest[0].metadata.get("kernelspec", {}).get("name") or NATIVE_KERNEL_NAME
    named = {"engine_name": "tongket", "kernel_name": kernel, "language": "python"}
    prepared = execute_notebook(latest[0], None, dict(job.parameters), prepare_only=True, **named)
    try:
        # As `execute_notebook` goes on, but for the text of the executed notebook, which it makes to write it nowhere.
        executed = papermill_engines.execute_notebook_with_engine(
            "tongket", prepared, kernel, **options
        )
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        number = _number_in_source(latest[-1], error.cell_index)
        said = said_in(error.traceback, error.ename) if job.report.lang == "vi" else ""
        return latest[-1], Failure(number, error.source, error.ename, error.evalue, said)
    except NoSuchKernel:
        words = Phrase(
            "expected a kernel that is installed, got {kernel}. Choose Python 3 in JupyterLab and save.",
            kernel=repr(kernel),
        )
        return latest[-1], Failure.without_a_cell("NoSuchKernel", words)
    except (RuntimeError, SystemFailure) as error:
        # No kernel came up.
        return latest[-1], replace(Failure.around_the_cells(error), name="KernelStartError")
    return latest[-1], None


def _number_in_source(node: NotebookNode, index: int) -> int:
    """The number of a cell as its author counts: without the cells that papermill adds."""
    cells = _unmarked(node)["cells"][: index + 1]
    return sum("injected-parameters" not in cell.metadata.get("tags", ()) for cell in cells)


def _unmarked(node: NotebookNode) -> dict[str, Any]:
    cells = [cell for cell in node.cells if MARKER not in cell.metadata.get("tags", ())]
    return {**node, "cells": cells}


def _durations(node: NotebookNode) -> list[float]:
    code = (cell for cell in node.cells if cell.cell_type == "code")
    times = (cell.metadata.get("papermill", {}).get("duration") for cell in code)
    return [round(seconds, 3) for seconds in times if seconds is not None]
