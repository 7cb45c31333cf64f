"""papermill's Python API in two threads, then one `jupyter nbconvert` over all.

python benchmarks/papermill_api.py NOTEBOOKS OUT
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import papermill


def run(source: Path, out: Path) -> Path:
    target = out / source.name
    parameters = {"year": 2024, "area": "VN-CT", "lang": source.name[:2]}
    papermill.execute_notebook(source, target, parameters=parameters, progress_bar=False)
    return target


if __name__ == "__main__":
    notebooks, folder = sorted(Path(sys.argv[1]).glob("*.ipynb")), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda path: run(path, folder), notebooks))
    subprocess.run(["jupyter", "nbconvert", "--to", "html", *map(str, done)], check=True)
