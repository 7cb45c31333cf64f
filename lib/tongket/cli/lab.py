"""The command that opens JupyterLab on the notebooks of a project."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, shown
from tongket.errors import UsageError
from tongket.extras import needed
from tongket.project import SETTINGS, is_shipped, project_of
from tongket.translations import Phrase

NOTEBOOKS = "notebooks"


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@LANG
@click.argument("words", metavar="[FOLDER] [OPTIONS OF JUPYTERLAB]...", nargs=-1, type=click.UNPROCESSED)  # fmt: skip
def lab(*, words: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks of the project.

    FOLDER is the project, or a folder below it; without it, the folder that the command is called in. What follows
    goes to JupyterLab: tongket lab --no-browser --port 8890
    """
    is_folder = bool(words) and not words[0].startswith("-")
    folder = Path(words[0] if is_folder else ".")
    project = _project(folder)
    _refuse_lean()
    say("Opens JupyterLab in {folder}. To end it, press Ctrl-C twice.", language(), folder=shown(project))  # fmt: skip
    _open(project, words[is_folder:])


def _project(folder: Path) -> Path:
    """The project that a folder is in.

    Raises:
        UsageError: there is no such folder, or it is in no project.
    """
    if not folder.is_dir():
        words = Phrase(
            "lab: expected the folder of a project, got {folder}, which is no folder. "
            "Name another, or call `tongket lab` inside the project.",
            folder=folder,
        )
        raise UsageError(words)
    project = project_of(Path(os.path.abspath(folder)))  # noqa: PTH100 - resolve() would follow a link
    if project is None or is_shipped(project):
        words = Phrase(
            "lab: expected a folder of a project, with {file}, got {folder}. Begin one: {command}",
            file=SETTINGS, folder=folder.absolute(), command="tongket init my-review",
        )  # fmt: skip
        raise UsageError(words)
    return project


def _refuse_lean() -> None:
    """Refuse where JupyterLab is not installed, as on a server.

    Raises:
        UsageError: it is not; the message says how to install it.
    """
    if find_spec("jupyterlab") is None:
        names = " ".join(f"'{each}'" for each in needed("lab"))
        words = Phrase(
            "lab: expected JupyterLab, which this lean install leaves out. Install it: {command}",
            command=f"pip install {names}",
        )
        raise UsageError(words)


def _open(project: Path, options: tuple[str, ...]) -> None:
    """Run JupyterLab in this process, which so is the one that Ctrl-C and signals reach."""
    from jupyterlab.labapp import LabApp

    # The kernel is that of the Python in which tongket is installed, and not another one of the user's.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    tree = f"/{NOTEBOOKS}" if (project / NOTEBOOKS).is_dir() else ""
    own = (f"--ServerApp.root_dir={project}", f"--LabApp.default_url=/lab/tree{tree}")
    LabApp.launch_instance([*own, *options])
