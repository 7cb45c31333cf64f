"""How the commands answer: in JSON for programs; for people in their language, with paths as they would type them.

What `--json` answers, and what the libraries and the machine refuse, is in English: programs read one language,
whatever their user reads.
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import language, remember
from tongket.cli.project_options import of_project
from tongket.command_line import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.data.printings import Printings
    from tongket.data.registry import Registry
    from tongket.model import Lang, TimePeriod

# So many items are made text at once.
_AT_ONCE = 500
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
# Of commands that make reports: the same option says which.
LANGS = click.option(
    "--lang",
    "langs",
    type=click.Choice(["vi", "en"]),
    multiple=True,
    default=lambda: of_project().languages,
    callback=remember,
    is_eager=True,
    help="Only this language, also in the answer; repeatable.",
)


def say_boundaries(registry: Registry, area: str, period: TimePeriod) -> None:
    """Say on the error stream what a merger within the period means for the figures of an area.

    Raises:
        UsageError: there is no such area, or there was none in that period.
    """
    from tongket.data.registry.boundaries import area_in, boundaries_in

    change = boundaries_in(registry, area_in(registry, area, period).place, period).change
    if change.en:
        click.echo(change.in_(language()), err=True)


def print_json(content: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json.dumps(content, ensure_ascii=False))


def print_json_of(head: Mapping[str, object], **lists: Iterable[object]) -> None:
    """Print an object as one line of JSON, some items at a time, so that no list is held as text as a whole.

    Args:
        head: what it says besides.
        lists: each of its lists by name, of which there is one at least.
    """
    told = json.JSONEncoder(ensure_ascii=False).encode
    click.echo(told(head).removesuffix("}"), nl=False)
    for name, items in lists.items():
        click.echo(f', "{name}": [', nl=False)
        rest, comma = iter(items), ""
        while some := list(islice(rest, _AT_ONCE)):
            click.echo(comma + told(some)[1:-1], nl=False)
            comma = ", "
        click.echo("]", nl=False)
    click.echo("}")


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
    """A path as a person would type it from here; this folder itself in full, because `.` ends a sentence."""
    here = Path.cwd()
    return path.relative_to(here) if here in path.parents else path


def in_shell(path: Path) -> str:
    """A path as it is typed in a shell, also with spaces in it or a hyphen before it."""
    text = str(path)
    return quoted(f"./{text}" if text.startswith("-") else text)
