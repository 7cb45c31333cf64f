"""`tongket translations`: bring the translators' catalogues up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import language
from tongket.cli.output import say, shown
from tongket.cli.own_data import own_data_dir, say_whose

if TYPE_CHECKING:
    from tongket.model import Lang


@click.command()
@click.option(
    "--to",
    "lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the translations.",
)
@click.option(
    "--remove-unused",
    is_flag=True,
    help="Remove entries that nobody says any more, instead of keeping them as obsolete.",
)
def translations(*, lang: Lang, remove_unused: bool) -> None:
    """Bring the translators' catalogues up to date.

    New sentences of library, notebooks and data enter them untranslated; `tongket check` names them.
    """
    from tongket.catalogues.upkeep import bring_up_to_date
    from tongket.project import is_example, notebooks_dir

    if is_example(notebooks_dir(), "TONGKET_NOTEBOOKS"):
        own_data_dir()
    say_whose()
    changed = bring_up_to_date(lang, remove_unused=remove_unused)
    for path in changed:
        say("{file}: brought up to date.", language(), file=shown(path))
    if not changed:
        say("Every catalogue is up to date.", language())
