"""The command that begins a project of one's own, or brings it to a new version of tongket."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.output import LANG, language, say, shown
from tongket.cli.values import PATH
from tongket.errors import UsageError

if TYPE_CHECKING:
    from tongket.data.registry import Registry
    from tongket.model import Lang
    from tongket.new_project import Changes

BOTH: tuple[Lang, ...] = ("vi", "en")


@click.command()
@click.argument("folder", type=PATH, required=False)
@click.option("--area", metavar="PLACE", help="The place, by its name or code: 'Trà Vinh', VN-51.")
@click.option("--year", type=click.IntRange(1900, 2200), help="The first year under review.")
@click.option(
    "--page-lang", "languages", type=click.Choice(BOTH), multiple=True, default=BOTH,
    help="Only this language of pages; repeatable.",
)  # fmt: skip
@click.option(
    "--here", is_flag=True, help="In this folder: begin a project, or update the one it holds."
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@LANG
def init(
    *, folder: Path | None, area: str | None, year: int | None, languages: tuple[Lang, ...], here: bool, yes: bool
) -> None:  # fmt: skip
    """Begin a project of one's own, or update it.

    It is begun in a new FOLDER; with --here, in this one, or that of this folder is updated. Nothing that is there
    is overwritten: a notebook that you changed stays as it is, and is named.
    """
    from tongket.data.registry import read_registry
    from tongket.data.settings import settings
    from tongket.new_project import Choice, code_of, make, update
    from tongket.project import SETTINGS, example_dir

    target = _target(folder, here=here)
    said = language()
    if (target / SETTINGS).is_file():
        held = settings(target)
        choice = Choice(held.area, held.year or 0, said, tuple(held.languages))
        _report(update(target, choice), target, said)
        return
    registry, _ = read_registry(example_dir() / "data")
    assert registry is not None  # noqa: S101 - what comes with tongket holds
    place, first = _asked(registry, area, year, ask=not yes and sys.stdin.isatty())
    code = code_of(registry, place)
    name = registry.area_for(code, first).name
    _report(make(target, Choice(code, first, said, languages), name.in_(said)), target, said)
    inside = "" if here else f"cd {shlex.quote(str(shown(target)))}; "
    say("Next: {command}", said, command=f"{inside}tongket sheet {first}")


def _target(folder: Path | None, *, here: bool) -> Path:
    from tongket.project import is_shipped

    if here == (folder is not None):
        raise UsageError(
            "init: expected the name of a new folder, or --here. Write `tongket init my-review`."
        )
    target = Path.cwd() if folder is None else folder.absolute()
    if is_shipped(target):
        raise UsageError(
            f"init: expected a folder of your own, got {target}, inside the installed package. Name another."
        )
    if folder is not None and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"init: expected a new or empty folder, got {folder}. Name another, or call `tongket init --here` in it."
        )
    return target


def _asked(registry: Registry, area: str | None, year: int | None, *, ask: bool) -> tuple[str, int]:
    """Place and year, asked for where the command line does not say them."""
    if ask:
        area = area or click.prompt(
            "Place, by name or code (Địa phương)", value_proc=_known(registry)
        )
        year = year or click.prompt("Year (Năm)", type=click.IntRange(1900, 2200))
    missing = [name for name, value in (("--area", area), ("--year", year)) if not value]
    if area is None or year is None:
        raise UsageError(
            f"init: expected {' and '.join(missing)}, got none. Write for instance: --area 'Trà Vinh' --year 2024."
        )
    return area, year


def _known(registry: Registry) -> Any:
    def known(name: str) -> str:
        from tongket.new_project import code_of

        try:
            return code_of(registry, name.strip())
        except UsageError as error:
            raise click.BadParameter(error.in_(language())) from None

    return known


def _report(changes: Changes, target: Path, said: Lang) -> None:
    if changes.added:
        say(
            "Written in {folder}: {files}.",
            said,
            folder=shown(target),
            files=", ".join(changes.added),
        )
    if changes.updated:
        say("Brought to this version: {files}.", said, files=", ".join(changes.updated))
    if changes.kept:
        say("Yours, left as they are: {files}.", said, files=", ".join(changes.kept))
    if not (changes.added or changes.updated):
        say("Nothing to bring up to date.", said)
