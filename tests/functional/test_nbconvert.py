"""The exporter as nbconvert's own command offers it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOSTILE = """
c.Exporter.preprocessors = ["nbconvert.preprocessors.ClearOutputPreprocessor"]
c.ClearOutputPreprocessor.enabled = True
c.RegexRemovePreprocessor.patterns = [".*"]
c.RegexRemovePreprocessor.enabled = True
c.TemplateExporter.exclude_markdown = True
c.TongketExporter.code_display = "hide"
"""


def page(checkout: Path, folder: Path, *options: str, configuration: str = "") -> tuple[str, str]:
    """The page that nbconvert's command makes for a user with a configuration, and what it logs."""
    notebook = checkout / "tests" / "fixtures" / "notebooks" / "foreign.ipynb"
    settings = folder / "settings"
    settings.mkdir(exist_ok=True)
    (settings / "jupyter_nbconvert_config.py").write_text(configuration)
    command = [sys.executable, "-m", "nbconvert", "--to", "tongket", "--output-dir", str(folder)]
    answer = subprocess.run(
        [*command, *options, str(notebook)],
        cwd=folder, env={**os.environ, "JUPYTER_CONFIG_DIR": str(settings)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return (folder / "foreign.html").read_text(encoding="utf-8"), answer.stderr


@pytest.mark.slow
def test_the_command_of_nbconvert_makes_a_page_in_any_folder(
    checkout: Path, tmp_path: Path
) -> None:
    made, _ = page(checkout, tmp_path)
    assert "Rainfall at three stations" in made
    assert "<script" not in made


@pytest.mark.slow
def test_configuration_files_of_a_user_are_named_and_do_not_change_a_page(
    checkout: Path, tmp_path: Path
) -> None:
    right, quiet = page(checkout, tmp_path)
    made, said = page(checkout, tmp_path, configuration=HOSTILE)
    assert made == right
    assert "configuration file, which is not read" in said
    assert "RegexRemovePreprocessor, TemplateExporter, TongketExporter" in said
    assert "configuration file" not in quiet
    shown, _ = page(
        checkout, tmp_path, "--TongketExporter.code_display=show", configuration=HOSTILE
    )
    assert "<details" in right
    assert shown != right
    assert "Rainfall at three stations" in shown
