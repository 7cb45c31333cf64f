"""How the commands answer: in JSON for programs; for people in their language, with paths as they would type them.

One rule of language for all commands: `--lang` where it names one language, else the user's locale; refusals of data
and names that do not exist follow it too, and click where an option is wrong. What `--json` answers, and what the
libraries and the machine refuse, is in English: programs read one language, whatever their user reads.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from tongket.cli.project_options import of_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.data.printings import Printings
    from tongket.data.registry import Registry
    from tongket.model import Lang

JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_ASKED = "tongket.lang"


def remember(ctx: click.Context, option: click.Parameter, given: Any) -> Any:
    """Remember the one language that `--lang` names, for the answer of the command and for what it is refused with."""
    named = {given} if isinstance(given, str) else set(given or ())
    # In which languages a project makes its pages says nothing of who asks.
    is_asked = ctx.get_parameter_source(str(option.name)) is not ParameterSource.DEFAULT
    if is_asked and len(named) == 1:
        ctx.meta[_ASKED] = next(iter(named))
    return given


LANG = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    callback=remember,
    expose_value=False,
    help="Language of the answer.  [default: the locale's]",
)
# Of commands that make reports: the same option says which.
LANGS = click.option(
    "--lang",
    "langs",
    type=click.Choice(["vi", "en"]),
    multiple=True,
    default=lambda: of_project().languages,
    callback=remember,
    help="Only this language, also in the answer; repeatable.",
)


def say_boundaries(registry: Registry, area: str, year: int) -> None:
    """Say on the error stream what a merger within the year means for the figures of an area.

    Raises:
        UsageError: there is no such area, or there was none in that year.
    """
    from tongket.data.registry.boundaries import area_in, boundaries_in

    change = boundaries_in(registry, area_in(registry, area, year).place, year).change
    if change.en:
        click.echo(change.in_(language()), err=True)


def print_json(content: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json.dumps(content, ensure_ascii=False))


def language() -> Lang:
    """The language of an answer: the one asked for, else Vietnamese where the user's locale is, English elsewhere."""
    ctx = click.get_current_context(silent=True)
    asked: Lang | None = ctx.meta.get(_ASKED) if ctx else None
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "")
    return asked or ("vi" if locale.startswith("vi") else "en")


def asked_language(arguments: Sequence[str] | None) -> Lang:
    """The language of what is said before the options are read: the one that `--lang` names, else the locale's.

    Args:
        arguments: of the command; None for those of this process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    named = {after for word, after in pairwise(words) if word == "--lang"}
    named |= {word.removeprefix("--lang=") for word in words if word.startswith("--lang=")}
    known: list[Lang] = [lang for lang in ("vi", "en") if lang in named]
    return known[0] if len(known) == 1 else language()


def say(sentence: str, lang: Lang, /, **values: object) -> None:
    """Print a sentence in a language, its placeholders filled."""
    # Only who prints a sentence pays for the catalogues.
    from tongket.translations import translate

    click.echo(translate(sentence, lang).format(**values))


def say_compared(printings: Printings, lang: Lang) -> None:
    """Print how far the printings could be compared with those of the last build; nothing where all were."""
    from tongket.data.findings import listed

    if printings.unread:
        click.echo(listed(printings.unread).in_(lang))
    elif not printings.reviews:
        say(
            "Printings were not compared: {folder} holds no build yet. `{command}` makes one.",
            lang, folder=shown(printings.out), command=f"tongket run{printings.option()}",
        )  # fmt: skip
    if printings.reviews and printings.held < printings.rows:
        say(
            "Printings compared for {held} of {rows} rows: the last build in {folder} holds only what its pages show.",
            lang, held=printings.held, rows=printings.rows, folder=shown(printings.out),
        )  # fmt: skip


def shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
