"""The notebook that JupyterLab opens with: how the project stands, and how to begin. No page of the review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tongket.files import write
from tongket.new_project import for_project

if TYPE_CHECKING:
    from tongket.new_project import Choice

START = "start.ipynb"


def write_start(project: Path, choice: Choice) -> Path:
    """Write the start notebook into a project that has none.

    Args:
        project: the folder of the project.
        choice: its place, period and languages; the first is that of the notebook.
    """
    path = project / START
    text = Path(__file__).with_name(f"start.{choice.lang}.ipynb").read_text(encoding="utf-8")
    write(path, for_project(text, choice).replace("{year}", str(choice.period.code)))
    return path
