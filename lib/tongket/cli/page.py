"""The commands about pages of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, shown
from tongket.cli.own_data import own_data_dir
from tongket.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.registry import Registry


@click.group()
def page() -> None:
    """Pages of one's own."""


@page.command()
@click.argument("name")
@click.option(
    "--domain", required=True, metavar="ID", help="The domain whose figures it shows: ip."
)
@click.option(
    "--title-vi",
    default="",
    show_default="the name of the domain",
    help="Its title in Vietnamese.",
)
@click.option(
    "--title-en",
    default="",
    show_default="the name of the domain",
    help="Its title in English.",
)
@LANG
def new(name: str, *, domain: str, title_vi: str, title_en: str) -> None:
    """Write the notebook NAME of a page that shows the figures of a domain, and its entry in review.toml.

    NAME is the file without .ipynb, such as 11_ocop; it is also the address of the page.
    """
    from tongket.data.settings import settings
    from tongket.data.store import load
    from tongket.model import Text, TimePeriod
    from tongket.new_project import Choice
    from tongket.new_project.page import NewPage, write_page
    from tongket.numerals.periods import FIRST
    from tongket.project import notebooks_dir, project_dir, shared_registry
    from tongket.run.reports import load_pages

    store = load(own_data_dir())
    registry = store.registry
    notebooks = notebooks_dir()
    # A list that does not hold is mended first.
    load_pages(notebooks, registry)
    _refuse(name, domain, notebooks, registry)
    held, called = settings(project_dir()), registry.domains[domain].name
    # Without a period in the settings the notebook opens with the latest year on record.
    latest = max((row.time_period.year for row in store.observations), default=FIRST)
    period = held.period or TimePeriod.of_year(latest)
    # The notebooks that come with tongket are written in English, whatever language its pages begin with.
    languages = held.languages if shared_registry(own_data_dir()) else ("en", "vi")
    choice = Choice(held.area, period, languages)
    title = Text(title_vi or called.vi, title_en or called.en)
    path = write_page(notebooks, NewPage(name, domain, title), choice)
    say("Written: {path}; its page is the last of review.toml.", language(), path=shown(path))
    say("Next: {command}", language(), command=f"tongket run --only {name}")


def _refuse(name: str, domain: str, notebooks: Path, registry: Registry) -> None:
    """Refuse a name that no file can have or one has, and a domain that there is not; both at once."""
    from tongket.run.reports import PAGE_NAME
    from tongket.translations import LazyText, Phrase, near_names

    found = []
    if not PAGE_NAME.fullmatch(name):
        found.append(
            Phrase(
                "NAME: expected letters, digits, _ and -, got {name}. Write such as 11_ocop.",
                name=repr(name),
            )
        )
    elif (notebooks / f"{name}.ipynb").exists():
        found.append(
            Phrase(
                "{name}: expected the name of a new notebook, got one that is there. Name another.",
                name=name,
            )
        )
    if domain not in registry.domains:
        known = ", ".join(registry.domains)
        hint = near_names(
            domain, registry.domains, Phrase("The domains are: {names}.", names=known)
        )
        found.append(
            Phrase(
                "--domain: expected the id of a domain, got {name}. {hint}",
                name=repr(domain),
                hint=hint,
            )
        )
    if found:
        raise UsageError(LazyText(lambda lang: "\n".join(each.in_(lang) for each in found)))
