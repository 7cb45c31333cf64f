"""Writing into the data after whoever is at the terminal said yes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tongket.cli.output import say, shown
from tongket.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.data.canonical import Form
    from tongket.model import Lang


def write_when_wanted(command: str, folder: Path, forms: Sequence[Form], lang: Lang, *, yes: bool) -> None:  # fmt: skip
    """Write changed files of the data, where it was wanted before or is when asked, and say what was done.

    Raises:
        UsageError: it was not said before, and nobody is there to ask.
    """
    from tongket.data.canonical import write_forms

    if yes or _is_wanted(command, lang):
        write_forms(folder, forms)
        say("Written: {files}.", lang, files=", ".join(str(shown(form.path)) for form in forms))
        say("Now run: {command}", lang, command="tongket datapackage; tongket check")
    else:
        say("Nothing was written.", lang)


def is_at_terminal() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def _is_wanted(command: str, lang: Lang) -> bool:
    from tongket.translations import Phrase, message, translate

    if not is_at_terminal():
        words = Phrase(
            "{command}: expected an answer at a terminal, or --yes; got neither. "
            "Nothing was written: add --yes.",
            command=command,
        )
        raise UsageError(words)
    return click.confirm(translate(message("Write this into the data?"), lang))
