"""The command that opens JupyterLab on a project, at the notebook that says how it stands."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, shown
from tongket.errors import UsageError
from tongket.extras import command
from tongket.project import SETTINGS, is_shipped, project_of
from tongket.translations import Phrase


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@LANG
@click.argument("words", metavar="[FOLDER] [OPTIONS OF JUPYTERLAB]...", nargs=-1, type=click.UNPROCESSED)  # fmt: skip
def lab(*, words: tuple[str, ...]) -> None:
    """Open JupyterLab on the project, at its start notebook.

    FOLDER is the project, or a folder below it; without it, the folder that the command is called in. What follows
    goes to JupyterLab: tongket lab --no-browser --port 8890
    """
    is_folder = bool(words) and not words[0].startswith("-")
    folder = Path(words[0] if is_folder else ".")
    project = _project(folder)
    _refuse_lean()
    start = _start(project)
    say("Opens JupyterLab in {folder}. To end it, press Ctrl-C twice.", language(), folder=shown(project))  # fmt: skip
    _open(start, words[is_folder:])


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


def _start(project: Path) -> Path:
    """The start notebook of a project, in its language; written where there is none yet.

    Raises:
        DataError: it is to be written, and the settings do not hold that say of which place and in which language.
    """
    from tongket.data.settings import settings
    from tongket.model import TimePeriod
    from tongket.new_project import Choice
    from tongket.new_project.start import START, write_start
    from tongket.project import shared_registry

    if os.path.lexists(project / START):
        # It is its owner's, and says itself what does not hold in the settings.
        return project / START
    held = settings(project)
    period = held.period or TimePeriod.of_year(datetime.now(UTC).year - 1)
    # The notebooks that come with tongket are written in English, whatever language its pages begin with.
    languages = held.languages if shared_registry(project / "data") else ("en", "vi")
    return write_start(project, Choice(held.area, period, languages))


def _refuse_lean() -> None:
    """Refuse where JupyterLab is not installed, as on a server.

    Raises:
        UsageError: it is not; the message says how to install it.
    """
    if find_spec("jupyterlab") is None:
        words = Phrase(
            "lab: expected JupyterLab, which this lean install leaves out. Install it: {command}",
            command=command("lab"),
        )
        raise UsageError(words)


def _open(start: Path, options: tuple[str, ...]) -> None:
    """Run JupyterLab at a notebook, in this process, which so is the one that Ctrl-C and signals reach."""
    from jupyterlab.labapp import LabApp

    # The kernel is that of the Python in which tongket is installed, and not another one of the user's.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Terminals, and lines of a notebook such as `!tongket check`, find the command, activated or not.
    os.environ["PATH"] = os.pathsep.join(
        (str(Path(sys.executable).parent), os.environ.get("PATH", ""))
    )
    own = (f"--ServerApp.root_dir={start.parent}", f"--LabApp.default_url=/lab/tree/{start.name}")
    LabApp.launch_instance([*own, *options])
