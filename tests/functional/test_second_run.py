"""A run that has nothing to do starts no kernel and loads nothing heavy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.run.project import GOOD, project

PROBE = """
import multiprocessing, sys
from tongket.cli import cli
try:
    cli(["run", "--year", "2024", "--lang", "vi", *sys.argv[1:]])
except SystemExit as end:
    assert bool(end.code) == bool(sys.argv[1:]), end.code
heavy = {"pandas", "numpy", "matplotlib", "papermill", "nbclient", "nbconvert", "jupyter_client",
         "ipykernel", "IPython", "distributed"}
print("loaded:", *sorted(heavy & set(sys.modules)))
print("processes:", len(multiprocessing.active_children()))
from multiprocessing import forkserver
print("server:", forkserver._forkserver._forkserver_pid)
"""


def probe(folder: Path, *more: str) -> list[str]:
    environment = {**os.environ, "TONGKET_NOTEBOOKS": str(folder / "notebooks")}
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, *more],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()


@pytest.mark.slow
def test_the_second_run_loads_no_heavy_library_and_starts_no_process(tmp_path: Path) -> None:
    folder = project(tmp_path, **{"00_a": GOOD})
    assert probe(folder)[0].startswith("Đã chạy 1 báo cáo")
    said, *proof = probe(folder)
    assert said.startswith("Đã chạy 0 báo cáo, giữ nguyên 1")
    assert proof == ["loaded:", "processes: 0", "server: None"]


@pytest.mark.slow
def test_only_a_first_run_lets_what_kernels_are_forked_from_load_before_it_is_planned(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, **{"00_a": GOOD})
    refused = ("--only", "no_page")
    assert probe(folder, *refused)[-1] != "server: None"
    assert probe(folder, *refused, "--cold")[-1] == "server: None"
    probe(folder)
    assert probe(folder, *refused)[-1] == "server: None"
