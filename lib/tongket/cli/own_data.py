"""Whose data a command reads or writes: one's own, or the example that comes with tongket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import language
from tongket.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def own_data_dir() -> Path:
    """The data folder, for a command that writes into it.

    Raises:
        UsageError: it is the example that comes with tongket, because no project is here.
    """
    from tongket.project import data_dir, is_example
    from tongket.translations import Phrase

    folder = data_dir()
    if is_example(folder):
        words = Phrase(
            "{folder}: expected data of your own, got those that come with tongket. "
            "Begin a project of your own: {command}; then run the command again in that folder.",
            folder=folder, command="tongket init my-review --area VN-CT --year 2024",
        )  # fmt: skip
        raise UsageError(words)
    return folder


def say_whose() -> None:
    """Say, apart from the answer, where the data are those that come with tongket."""
    from tongket.project import data_dir, is_example
    from tongket.translations import message, translate

    if is_example(data_dir()):
        words = message("No data of your own here: these are the example that comes with tongket.")
        click.echo(translate(words, language()), err=True)
