"""The exporter as nbconvert's own command offers it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_command_of_nbconvert_makes_a_page_in_any_folder(
    checkout: Path, tmp_path: Path
) -> None:
    notebook = checkout / "tests" / "fixtures" / "notebooks" / "foreign.ipynb"
    command = [sys.executable, "-m", "nbconvert", "--to", "tongket", "--output-dir", str(tmp_path)]
    subprocess.run([*command, str(notebook)], cwd=tmp_path, check=True, capture_output=True)
    page = (tmp_path / "foreign.html").read_text(encoding="utf-8")
    assert "Rainfall at three stations" in page
    assert "<script" not in page
