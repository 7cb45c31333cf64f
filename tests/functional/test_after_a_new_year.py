"""No test relies on a year that is not entered yet: with invented figures of 2025 they hold as before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
# What reads the data of this repository and needs no kernel.
HELD = (
    "tests/data/test_registries.py", "tests/data/test_data_files.py", "tests/data/test_generated_data.py",
    "tests/golden/test_golden_audit.py", "tests/golden/test_golden_review.py", "tests/golden/test_figures_on_pages.py",
    "tests/unit/review", "tests/unit/data", "tests/unit/audit", "tests/unit/catalogues", "tests/unit/publish",
)  # fmt: skip


@pytest.mark.slow
def test_the_tests_hold_after_the_year_2025_is_entered(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    left = shutil.ignore_patterns(".git", ".venv", "build", "__pycache__", ".*_cache", "shipped")
    shutil.copytree(CHECKOUT, clone, ignore=left)
    env = {**os.environ, "PYTHONPATH": str(clone / "lib"), "LC_ALL": "C.UTF-8"}

    def run(*words: str) -> str:
        answer = subprocess.run(
            [sys.executable, *words],
            cwd=clone,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, (answer.stdout + answer.stderr)[-5000:]
        return answer.stdout

    entered = run("tests/fixtures/invented_year.py", "2025")
    assert "New statements: 79; changed: 0" in entered
    assert entered.endswith("data: everything holds.\n")
    said = run(
        "-m",
        "pytest",
        "-q",
        "-m",
        "not slow and not drawn",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        *HELD,
    )
    assert " failed" not in said
