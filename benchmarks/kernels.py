"""What one more kernel costs in memory: the growth of all shares (PSS) from two to six kernels that hold a page.

python benchmarks/kernels.py
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import nbformat

from processes import MB, descendants, pss
from tongket.run.kernels.execute import FIXED
from tongket.run.timeouts import Timeouts

FEW, MANY = 2, 6
WAIT = """
import pathlib, time
pathlib.Path({there!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.05)
"""


def main() -> None:
    from inputs import write_notebooks

    with tempfile.TemporaryDirectory() as folder:
        notebook = write_notebooks(Path(folder) / "in")[1]
        few, many = (memory(notebook, Path(folder), number) for number in (FEW, MANY))
    print(round((many - few) / (MANY - FEW) / MB, 1))


def memory(notebook: Path, folder: Path, number: int) -> float:
    """The shares of this process and all that it started while so many kernels hold their page, in kB."""
    go = folder / f"go-{number}"
    there = [folder / f"there-{number}-{index}" for index in range(number)]
    threads = [threading.Thread(target=_hold, args=(notebook, path, go)) for path in there]
    for thread in threads:
        thread.start()
    while not all(path.exists() for path in there):
        time.sleep(0.1)
    me = os.getpid()
    total = sum(pss(pid) for pid in [me, *descendants(me)])
    go.touch()
    for thread in threads:
        thread.join()
    return total


def _hold(notebook: Path, there: Path, go: Path) -> None:
    from papermill.execute import execute_notebook

    from tongket.run.kernels.engine import Setting, _own_kernels

    node = nbformat.read(notebook, as_version=4)
    node.cells.append(nbformat.v4.new_code_cell(WAIT.format(there=str(there), go=str(go))))
    setting = Setting(Timeouts(), str(notebook.parent), {**os.environ, **FIXED}, _own_kernels())
    execute_notebook(node, None, engine_name="tongket", progress_bar=False, setting=setting)


if __name__ == "__main__":
    main()
