"""The command that begins a project of one's own, or brings it to a new version of tongket."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.begun_period import say_way_of_report
from tongket.cli.confirmation import confirmed, is_at_terminal
from tongket.cli.output import say, shown
from tongket.cli.project_questions import (
    asked_brand,
    asked_department,
    asked_languages,
    asked_place,
    release_of,
)
from tongket.cli.values import PATH, PERIOD
from tongket.command_line import quoted
from tongket.errors import UsageError
from tongket.model import LANGS
from tongket.project import SETTINGS, has_settings, refuse_shipped
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.data.registry import Registry
    from tongket.model import Lang, Text, TimePeriod
    from tongket.new_project import ProjectChanges

# Of the difference to a changed notebook so much is shown at once.
_LINES_SHOWN = 12


@click.command()
@click.argument("folder", type=PATH, required=False)
@click.option("--area", metavar="PLACE", help="The place, by its name or code: 'Trà Vinh', VN-51.")
@click.option(
    "--ministry", metavar="CODE",
    help="In place of --area: a ministry, under a code of yours; its name is --name-vi, --name-en.",
)  # fmt: skip
@click.option(
    "--period", "--year", "period", type=PERIOD, metavar="PERIOD",
    help="The first year under review, or a part of one such as 2025-H1.",
)  # fmt: skip
@click.option(
    "--page-lang", "languages", type=click.Choice(LANGS), multiple=True,
    show_default="both languages", help="Only this language of pages; repeatable.",
)  # fmt: skip
@click.option(
    "--default-lang", type=click.Choice(LANGS), show_default="the first --page-lang, else that of the answer",
    help="The project's own language: of its notebooks, its README and its settings.",
)  # fmt: skip
@click.option("--name-vi", default="", help="The department's name in Vietnamese.")
@click.option("--name-en", default="", help="The department's name in English.")
@click.option(
    "--logo", type=PATH, metavar="FILE", help="Its logo: PNG, JPEG or SVG; copied into the project."
)
@click.option(
    "--colour", default="", metavar="COLOUR", help="Its colour of links and lines: #0a5870."
)
@click.option("--next-release", metavar="PERIOD", help="When the next one is due: 2026-01.")
@click.option("--site", metavar="ADDRESS", help="The web address at which the site is published.")
@click.option(
    "--here", is_flag=True, help="In this folder: begin a project, or update the one it holds."
)
@click.option(
    "--diff",
    is_flag=True,
    help="With --here: show all that this version would change in files of yours.",
)
@click.option(
    "--take", multiple=True, metavar="NOTEBOOK",
    help="With --here: this version's in place of yours, which is kept aside; repeatable.",
)  # fmt: skip
@click.option("--git", is_flag=True, help="Keep the history of changes: git init.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@LANG
def init(
    *, folder: Path | None, area: str | None, ministry: str | None, period: TimePeriod | None,
    languages: tuple[Lang, ...], here: bool, git: bool, **given: Any,
) -> None:  # fmt: skip
    """Begin a project of one's own, or update it.

    It is begun in a new FOLDER; with --here, in this one, or that of this folder is updated. Nothing that is there
    is overwritten: a notebook that you changed stays as it is, is named, and its difference to this version is shown.
    """
    from tongket.data.registry import read_registry
    from tongket.data.registry.boundaries import area_in
    from tongket.folder_lock import alone
    from tongket.new_project import Choice, bring, code_of, new_code
    from tongket.project import example_dir

    target, said = _target(folder, here=here), language()
    ask = not given["yes"] and is_at_terminal()
    registry, _ = read_registry(example_dir() / "data")
    assert registry is not None  # noqa: S101 - what comes with tongket holds
    release = release_of(given)
    _refuse_without_git(wanted=git)
    if has_settings(target):
        with alone(target):
            changes = _update(target, registry, ministry or area, period, languages, given)
        _report(changes, target, said, whole=given["diff"])
        _keep_history(target, said, wanted=git, ask=False)
        return
    _refuse_without_project(given)
    place, first = asked_place(registry, ministry or area, period, ask=ask)
    chosen = asked_languages(languages, given["default_lang"], ask=ask)
    department = asked_department(chosen, given, ask=ask)
    _refuse_ministry(ministry, area, department)
    code = new_code(registry, place) if ministry else code_of(registry, place)
    named = department if ministry else area_in(registry, code, first).name
    brand = asked_brand(given["logo"], given["colour"], ask=ask)
    choice = Choice(code, first, chosen, department, bool(ministry), release, *brand)
    target.mkdir(parents=True, exist_ok=True)
    with alone(target):
        # Whoever waited here for another `init` finds its project.
        if has_settings(target):
            raise _is_taken(shown(target))
        changes = bring(target, choice, named.in_(choice.lang), given["take"])
    _report(changes, target, said, whole=given["diff"])
    _keep_history(target, said, wanted=git, ask=ask)
    inside = "" if here else f"cd {quoted(str(shown(target)))}; "
    say("Next: {command}", said, command=f"{inside}tongket sheet {first.code}")
    say_way_of_report(first.code, said)


def _update(
    target: Path,
    shared: Registry,
    area: str | None,
    period: TimePeriod | None,
    languages: tuple[Lang, ...],
    given: Mapping[str, Any],
) -> ProjectChanges:
    """Bring a project to this version, about what its settings say.

    Raises:
        DataError: its settings do not hold, or say no place and period.
        UsageError: an option says something else than they do.
    """
    from tongket.data.logo import read_logo
    from tongket.data.registry import read_registry
    from tongket.data.settings import place_and_period
    from tongket.new_project import Choice, bring, code_of

    # Where its own registry does not hold, `check` says so; the place may be one that comes with tongket.
    registry = read_registry(target / "data")[0] or shared
    held = place_and_period(target, registry)
    brand, accent = asked_brand(given["logo"], given["colour"], ask=False), held.organisation.accent
    differ = [
        name
        for name, said, there in (
            ("--area", area and code_of(registry, area), registry.area(held.area).place),
            ("--period", period, held.period),
            ("--page-lang", set(languages), set(held.languages)),
            ("--default-lang", given["default_lang"], held.languages[0]),
            (
                "--logo",
                brand.logo and read_logo(brand.logo.parent, brand.logo.name),
                held.organisation.logo,
            ),
            ("--colour", brand.colour, accent.light if accent else ""),
            ("--name-vi", given["name_vi"], held.organisation.name.vi),
            ("--name-en", given["name_en"], held.organisation.name.en),
            ("--next-release", given["next_release"], held.organisation.release.next),
            ("--site", release_of(given).site, held.organisation.release.site),
        )
        if said and said != there
    ]
    if differ:
        words = Phrase(
            "init: expected what {file} says, got another value of {options}. "
            "Write it into {file}, then run `tongket init --here`.",
            file=SETTINGS, options=", ".join(differ),
        )  # fmt: skip
        raise UsageError(words)
    choice = Choice(held.area, held.period, held.languages)
    name = registry.area_for(held.area, held.period).name.in_(choice.lang)
    return bring(target, choice, name, given["take"])


def _target(folder: Path | None, *, here: bool) -> Path:
    if here == (folder is not None):
        words = Phrase(
            "init: expected either the name of a new folder or --here. Write: {command}",
            command="tongket init my-review",
        )
        raise UsageError(words)
    target = Path.cwd() if folder is None else folder.absolute()
    refuse_shipped(target)
    if os.path.lexists(target) and not target.is_dir():
        words = Phrase(
            "init: expected a new or empty folder, got {folder}, which is no folder. Name another.",
            folder=shown(target),
        )
        raise UsageError(words)
    if folder is not None and target.is_dir() and any(target.iterdir()):
        raise _is_taken(shown(Path(os.path.abspath(folder))))  # noqa: PTH100 - resolve() would follow a link
    return target


def _is_taken(folder: Path) -> UsageError:
    words = Phrase(
        "init: expected a new or empty folder, got {folder}. "
        "Name another, or call `tongket init --here` in it.",
        folder=folder,
    )
    return UsageError(words)


def _refuse_without_git(*, wanted: bool) -> None:
    from tongket.new_project.repository import has_git

    if wanted and not has_git():
        words = Phrase(
            "--git: expected the program git, got none. Install it, or leave --git out: "
            "a project needs no git, and `tongket init --here --git` begins it later."
        )
        raise UsageError(words)


def _refuse_without_project(given: Mapping[str, Any]) -> None:
    """Refuse what is about files that were changed, where there is no project yet."""
    if given["diff"] or given["take"]:
        words = Phrase(
            "--diff, --take: expected the folder of a project, got one without {file}. "
            "Call `tongket init --here` in the folder of your project.",
            file=SETTINGS,
        )
        raise UsageError(words)


def _keep_history(target: Path, said: Lang, *, wanted: bool, ask: bool) -> None:
    """Begin a repository of git where that is wanted, or wished when asked; none is made inside another."""
    from tongket.new_project.repository import begin_repository, has_git, is_in_repository

    if not (wanted or (ask and has_git())):
        return
    if is_in_repository(target):
        if wanted:
            say("git keeps the history here already.", said)
    elif wanted or confirmed(message("Keep the history of changes with git?"), said):
        begin_repository(target)
        first = "git add -A; git commit"
        say("git keeps the history from the first commit on: {command}", said, command=first)


def _refuse_ministry(code: str | None, area: str | None, name: Text) -> None:
    """Refuse a ministry beside another place, or without a name."""
    if code and (area or not (name.vi or name.en)):
        got = f"--area {area}" if area else Phrase("no name")
        words = Phrase(
            "--ministry: expected a code and a name, got {got}. Write for instance: {example}", got=got,
            example="tongket init my-review --ministry MOST --name-vi 'Bộ Khoa học và Công nghệ' "
            "--name-en 'Ministry of Science and Technology' --period 2025",
        )  # fmt: skip
        raise UsageError(words)


def _report(changes: ProjectChanges, target: Path, said: Lang, *, whole: bool) -> None:
    if changes.added:
        say(
            "Written in {folder}: {files}.",
            said,
            folder=shown(target),
            files=", ".join(changes.added),
        )
    if changes.updated:
        say("Brought to this version: {files}.", said, files=", ".join(changes.updated))
    for file, kept in changes.replaced.items():
        say("{file}: taken over; yours is kept as {kept}.", said, file=file, kept=kept)
    if changes.kept:
        say("Yours, left as they are: {files}.", said, files=", ".join(changes.kept))
    _show_differences(changes.differences, said, whole=whole)
    if not (changes.added or changes.updated):
        say("Nothing to bring up to date.", said)


def _show_differences(differences: Mapping[str, list[str]], said: Lang, *, whole: bool) -> None:
    """How files of one's own differ from those of this version; of each the beginning, unless all is wanted."""
    left = 0
    for lines in differences.values():
        shown_ = lines if whole else lines[:_LINES_SHOWN]
        left += len(lines) - len(shown_)
        click.echo("".join(f"{line}\n" for line in shown_), nl=False)
    if left:
        say(
            "Lines not shown: {number}. All of them: {command}",
            said,
            number=left,
            command="tongket init --here --diff",
        )
    if any(differences.values()):
        first = next(file for file, lines in differences.items() if lines)
        say("To take this version's in place of yours, which is kept aside: {command}", said,
            command=f"tongket init --here --take {first}")  # fmt: skip
