"""The floor: the same cells in warm processes on both cores, imports once, and the pages. No kernels, no messages.

python benchmarks/floor.py NOTEBOOKS OUT
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt  # noqa: F401 - loaded once, before the fork
import nbformat
import pandas as pd  # noqa: F401
import seaborn as sns  # noqa: F401
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import tongket.charts
import tongket.review
import tongket.tables  # noqa: F401
from tongket.publish.page.exporter import TongketExporter


def work(notebooks: list[Path], out: Path, turn: Any) -> None:
    """Take the next notebook until none is left."""
    while True:
        with turn.get_lock():
            index, turn.value = turn.value, turn.value + 1
        if index >= len(notebooks):
            return
        run(notebooks[index], out)


def run(source: Path, out: Path) -> None:
    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    node = nbformat.read(source, as_version=4)
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs = _outputs(shell, cell.source)
    page, _ = TongketExporter().from_notebook_node(node)
    (out / f"{source.stem}.html").write_text(page, encoding="utf-8")


def _outputs(shell: InteractiveShell, code: str) -> list[nbformat.NotebookNode]:
    # The trap first: entered inside, it would take the results away from the capture.
    with shell.display_trap, capture_output() as captured:
        shell.run_cell(code, store_history=False).raise_error()
    return [
        nbformat.v4.new_output("display_data", data=rich.data, metadata=rich.metadata or {})
        for rich in captured.outputs
    ]


if __name__ == "__main__":
    notebooks, folder = sorted(Path(sys.argv[1]).glob("*.ipynb")), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("fork")
    turn = context.Value("i", 0)
    given = (notebooks, folder, turn)
    workers = [context.Process(target=work, args=given) for _ in os.sched_getaffinity(0)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sys.exit(any(worker.exitcode for worker in workers))
