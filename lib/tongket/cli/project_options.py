"""The options that a project answers where the command line does not: place, period, languages, results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.values import PATH
from tongket.cli.values import PERIOD as PERIOD_TYPE
from tongket.errors import UsageError
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.data.settings import Settings
    from tongket.model import TimePeriod

# Codes are looked up where they are used; anything else is a name.
_CODE = re.compile(r"[A-Z0-9-]*")
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


def _period() -> TimePeriod:
    return of_project().period or _refuse("--period", "2024", "year = 2024")


def _codes(_ctx: click.Context, _option: click.Parameter, given: Any) -> Any:
    """The codes of places that are called by their names."""
    return tuple(map(_code, given)) if isinstance(given, tuple) else _code(given)


def _code(called: str) -> str:
    if _CODE.fullmatch(called):
        return called
    from tongket.data.registry import read_registry
    from tongket.new_project import place_named
    from tongket.project import data_dir

    registry = read_registry(data_dir())[0]
    # What does not hold in the registry is said by what reads the data.
    return called if registry is None else place_named(registry, called)


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
    return click.option(
        "--out", type=PATH, default=_out, callback=_apart, show_default="build", help=meaning
    )


def _apart(_ctx: click.Context, _option: click.Parameter, out: Path) -> Path:
    from tongket.run.output_folder import OutputFolder

    output = OutputFolder(out)
    for folder in (out, output.site, output.notebooks):
        refuse_inputs(folder)
    return out


def refuse_inputs(folder: Path) -> None:
    """Refuse to put results among what they are made from: the next command would read them as such.

    Raises:
        UsageError: the folder lies among the data, notebooks or releases of the project.
    """
    from tongket.data.releases import RELEASES
    from tongket.project import data_dir, notebooks_dir, project_dir
    from tongket.translations import Phrase

    for own in (data_dir(), notebooks_dir(), project_dir() / RELEASES):
        if folder.resolve().is_relative_to(own.resolve()):
            words = Phrase(
                "{folder}: expected a folder apart from what pages are made from, got one in {own}. Name another.",
                folder=folder, own=own,
            )  # fmt: skip
            raise UsageError(words)


PERIOD = click.option(
    "--period", "--year", "period", type=PERIOD_TYPE, metavar="PERIOD", default=_period, show_default=OF_PROJECT,
    help="Year under review, or a part of one: 2024, 2025-H1, 2025-Q1, 2025-M01-M09.",
)  # fmt: skip
AREA = click.option(
    "--area",
    metavar="PLACE",
    default=_area,
    callback=_codes,
    show_default=OF_PROJECT,
    help="Place under review, by its name or code.",
)
PERIODS = click.option(
    "--period", "--year", "periods", type=PERIOD_TYPE, metavar="PERIOD", multiple=True, default=lambda: [_period()],
    show_default=OF_PROJECT, help="Year under review, or a part of one such as 2025-H1; repeatable.",
)  # fmt: skip
AREAS = click.option(
    "--area", "areas", metavar="PLACE", multiple=True, default=lambda: [_area()], callback=_codes,
    show_default=OF_PROJECT, help="Place under review, by its name or code; repeatable.",
)  # fmt: skip
