"""The options that a project answers where the command line does not: place, year, languages, folder of the results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.values import PATH
from tongket.errors import UsageError
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.data.settings import Settings

OF_PROJECT = message("the project's")


def of_project() -> Settings:
    """The settings of the project in which the command is called; of a folder without `tongket.toml` the example's.

    Raises:
        DataError: they do not hold.
    """
    from tongket.data.settings import settings
    from tongket.project import example_dir, has_settings, project_dir

    project = project_dir()
    return settings(project if has_settings(project) else example_dir())


def _area() -> str:
    return of_project().area or _refuse("--area", "VN-CT", 'area = "VN-CT"')


def _year() -> int:
    return of_project().year or _refuse("--year", "2024", "year = 2024")


def _refuse(option: str, value: str, line: str) -> Any:
    from tongket.project import SETTINGS
    from tongket.translations import Phrase

    words = Phrase(
        "{option}: expected a value, got none. Add it, as in {option} {value}, or write {line} into {file}.",
        option=option, value=value, line=line, file=SETTINGS,
    )  # fmt: skip
    raise UsageError(words)


def _out() -> Path:
    """The folder `build` of the project that one is in; elsewhere that of the current folder."""
    from tongket.project import project_dir

    here, project = Path.cwd(), project_dir()
    return project / "build" if project in here.parents else Path("build")


def out_folder(meaning: str) -> Callable[..., Any]:
    """The option `--out`; `meaning` is its help."""
    return click.option("--out", type=PATH, default=_out, show_default="build", help=meaning)


YEAR = click.option(
    "--year", type=int, default=_year, show_default=OF_PROJECT, help="Year under review."
)
AREA = click.option(
    "--area", metavar="CODE", default=_area, show_default=OF_PROJECT, help="Area under review."
)
YEARS = click.option(
    "--year", "years", type=int, multiple=True, default=lambda: [_year()], show_default=OF_PROJECT,
    help="Year under review; repeatable.",
)  # fmt: skip
AREAS = click.option(
    "--area", "areas", metavar="CODE", multiple=True, default=lambda: [_area()],
    show_default=OF_PROJECT, help="Area under review; repeatable.",
)  # fmt: skip
