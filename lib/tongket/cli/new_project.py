"""The command that begins a project of one's own, or brings it to a new version of tongket."""

from __future__ import annotations

import os
import shlex
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import language
from tongket.cli.confirmation import confirmed, is_at_terminal
from tongket.cli.output import LANG, say, shown
from tongket.cli.values import PATH, PERIOD
from tongket.errors import UsageError
from tongket.model import LANGS, Release, Text
from tongket.project import SETTINGS, has_settings, refuse_shipped
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongket.data.registry import Registry
    from tongket.model import Lang, TimePeriod
    from tongket.new_project import ProjectChanges

_NAMES = {
    "vi": message("The department's name in Vietnamese (Enter: without)"),
    "en": message("The department's name in English (Enter: without)"),
}

# The options that say the release, in the order of its attributes.
_RELEASE = ("--release-date", "--edition", "--next-release", "--site")


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
@click.option("--name-vi", default="", help="The department's name in Vietnamese.")
@click.option("--name-en", default="", help="The department's name in English.")
@click.option("--release-date", metavar="DAY", help="The day of the release: 2025-03-14.")
@click.option("--edition", type=click.IntRange(min=1), help="Its number, counted from one.")
@click.option("--next-release", metavar="PERIOD", help="When the next one is due: 2026-01.")
@click.option("--site", metavar="ADDRESS", help="The web address at which the site is published.")
@click.option(
    "--here", is_flag=True, help="In this folder: begin a project, or update the one it holds."
)
@click.option("--git", is_flag=True, help="Keep the history of changes: git init.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@LANG
def init(
    *, folder: Path | None, area: str | None, ministry: str | None, period: TimePeriod | None,
    languages: tuple[Lang, ...], here: bool, git: bool, yes: bool, **names: Any,
) -> None:  # fmt: skip
    """Begin a project of one's own, or update it.

    It is begun in a new FOLDER; with --here, in this one, or that of this folder is updated. Nothing that is there
    is overwritten: a notebook that you changed stays as it is, and is named.
    """
    from tongket.data.registry import read_registry
    from tongket.data.registry.boundaries import area_in
    from tongket.folder_lock import alone
    from tongket.new_project import Choice, bring, code_of, new_code
    from tongket.project import example_dir

    target, said, ask = _target(folder, here=here), language(), not yes and is_at_terminal()
    registry, _ = read_registry(example_dir() / "data")
    assert registry is not None  # noqa: S101 - what comes with tongket holds
    release = _release_of(names)
    _refuse_without_git(wanted=git)
    if has_settings(target):
        with alone(target):
            _update(target, registry, ministry or area, period, languages, names, release)
        _keep_history(target, said, wanted=git, ask=False)
        return
    place, first = _asked(registry, ministry or area, period, ask=ask)
    chosen = tuple(dict.fromkeys(languages)) or LANGS
    department = _department(chosen, names, ask=ask)
    _refuse_ministry(ministry, area, department)
    code = new_code(registry, place) if ministry else code_of(registry, place)
    name = (department if ministry else area_in(registry, code, first).name).in_(said)
    choice = Choice(
        code, first, said, chosen, department, is_ministry=bool(ministry), release=release
    )
    target.mkdir(parents=True, exist_ok=True)
    with alone(target):
        # Whoever waited here for another `init` finds its project.
        if has_settings(target):
            raise _is_taken(shown(target))
        changes = bring(target, choice, name)
    _report(changes, target, said)
    _keep_history(target, said, wanted=git, ask=ask)
    inside = "" if here else f"cd {shlex.quote(str(shown(target)))}; "
    say("Next: {command}", said, command=f"{inside}tongket sheet {first.code}")


def _update(
    target: Path,
    shared: Registry,
    area: str | None,
    period: TimePeriod | None,
    languages: tuple[Lang, ...],
    names: Mapping[str, str],
    release: Release,
) -> None:
    """Bring a project to this version, about what its settings say.

    Raises:
        DataError: its settings do not hold, or say no place and period.
        UsageError: an option says something else than they do.
    """
    from tongket.data.registry import read_registry
    from tongket.data.settings import place_and_period
    from tongket.new_project import Choice, bring, code_of

    said = language()
    # Where its own registry does not hold, `check` says so; the place may be one that comes with tongket.
    registry = read_registry(target / "data")[0] or shared
    held = place_and_period(target, registry)
    differ = [
        name
        for name, given, there in (
            ("--area", area and code_of(registry, area), registry.area(held.area).place),
            ("--period", period, held.period),
            ("--page-lang", set(languages), set(held.languages)),
            ("--name-vi", names["name_vi"], held.organisation.name.vi),
            ("--name-en", names["name_en"], held.organisation.name.en),
            *zip(_RELEASE, astuple(release), astuple(held.organisation.release), strict=True),
        )
        if given and given != there
    ]
    if differ:
        words = Phrase(
            "init: expected what {file} says, got another value of {options}. "
            "Write it into {file}, then run `tongket init --here`.",
            file=SETTINGS, options=", ".join(differ),
        )  # fmt: skip
        raise UsageError(words)
    name = registry.area_for(held.area, held.period).name.in_(said)
    choice = Choice(held.area, held.period, said, held.languages)
    _report(bring(target, choice, name), target, said)


def _release_of(names: Mapping[str, Any]) -> Release:
    """The release that the options say.

    Raises:
        UsageError: one of them does not hold; all findings are named by their options.
    """
    from tongket.data.findings import listed
    from tongket.data.organisation import wrong_release

    date, following = names["release_date"] or "", names["next_release"] or ""
    release = Release(date, names["edition"] or 0, following, (names["site"] or "").rstrip("/"))
    options = dict(zip(asdict(release), _RELEASE, strict=True))
    wrong = [
        replace(found, file=options[found.column.partition(".")[2]], column="")
        for found in wrong_release(release)
    ]
    if wrong:
        raise UsageError(listed(wrong))
    return release


def _target(folder: Path | None, *, here: bool) -> Path:
    if here == (folder is not None):
        words = Phrase(
            "init: expected either the name of a new folder or --here. Write: {command}",
            command="tongket init my-review",
        )
        raise UsageError(words)
    target = Path.cwd() if folder is None else folder.absolute()
    refuse_shipped(target)
    if folder is not None and target.exists() and (not target.is_dir() or any(target.iterdir())):
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


def _asked(
    registry: Registry, area: str | None, period: TimePeriod | None, *, ask: bool
) -> tuple[str, TimePeriod]:
    """Place and period, asked for where the command line does not say them."""
    said = language()
    if ask:
        area = area or click.prompt(
            translate(message("Place, by name or code"), said), value_proc=_known(registry)
        )
        period = period or click.prompt(
            translate(message("Year, or a part of one such as 2025-H1"), said), value_proc=_period
        )
    missing = [name for name, value in (("--area", area), ("--period", period)) if not value]
    if area is None or period is None:
        words = Phrase(
            "init: expected {options}, got nothing. Write for instance: {example}",
            options=", ".join(missing), example="--area 'Trà Vinh' --period 2024",
        )  # fmt: skip
        raise UsageError(words)
    return area, period


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


def _period(typed: str) -> TimePeriod:
    """The period that somebody types; one that does not hold is asked for again."""
    from tongket.numerals import review_period

    try:
        return review_period(typed)
    except UsageError as error:
        raise click.BadParameter(error.in_(language())) from None


def _department(languages: tuple[Lang, ...], names: Mapping[str, str], *, ask: bool) -> Text:
    """The department's name in each language of the pages, asked for where the command line does not say it.

    Raises:
        UsageError: it is said in one of the languages alone, or is none that pages can show.
    """
    from tongket.data.findings import listed
    from tongket.data.organisation import wrong_names

    said = language()
    held = {lang: names[f"name_{lang}"].strip() for lang in LANGS}
    for lang in languages if ask else ():
        held[lang] = held[lang] or _answer(translate(_NAMES[lang], said))
    lacking = [f"--name-{lang}" for lang in languages if not held[lang]]
    if any(held.values()) and lacking:
        words = Phrase(
            "init: expected the department's name in each language of the pages, got none for {options}. "
            "Add it, or make pages in one language: --page-lang.",
            options=", ".join(lacking),
        )  # fmt: skip
        raise UsageError(words)
    wrong = [
        replace(found, file=f"--{found.column.partition('.')[2].replace('_', '-')}", column="")
        for found in wrong_names(held if all(held.values()) else {})
    ]
    if wrong:
        raise UsageError(listed(wrong))
    return Text(held["vi"], held["en"])


def _answer(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


def _known(registry: Registry) -> Any:
    def known(name: str) -> str:
        from tongket.new_project import code_of

        try:
            return code_of(registry, name.strip())
        except UsageError as error:
            raise click.BadParameter(error.in_(language())) from None

    return known


def _report(changes: ProjectChanges, target: Path, said: Lang) -> None:
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
