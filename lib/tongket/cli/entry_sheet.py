"""The commands of the way in by a spreadsheet program: the sheet to fill, and the way back into the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.confirmation import write_when_wanted
from tongket.cli.output import in_shell, say, say_boundaries
from tongket.cli.own_data import own_data_dir
from tongket.cli.project_options import AREA
from tongket.cli.values import PATH, PERIOD
from tongket.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.entry_sheet.entered import Entered
    from tongket.entry_sheet.trial import Trial
    from tongket.model import Lang, TimePeriod


@click.command()
@click.argument("period", type=PERIOD)
@AREA
@click.option("--out", type=PATH, show_default="tongket-AREA-PERIOD.xlsx", help="The workbook.")
@LANG
def sheet(*, period: TimePeriod, area: str, out: Path | None) -> None:
    """Write a workbook to enter the figures of a PERIOD.

    PERIOD is a year, or a part of one such as 2025-H1. One row per indicator, last year's printing beside;
    all cells are texts. `tongket import` reads it.
    """
    from tongket.cli.begun_period import say_settings
    from tongket.data.store import load, read
    from tongket.entry_sheet.workbook import write_entry_sheet
    from tongket.project import page_languages

    # What is filled in a workbook of the example could be imported nowhere.
    folder, said = own_data_dir(), language()
    store = read(folder)[0] or load(folder)
    path = out or Path(f"tongket-{store.registry.area(area).place}-{period.code}.xlsx")
    say_boundaries(store.registry, area, period)
    waiting = write_entry_sheet(path, store, period, area, said, page_languages(folder.parent))
    say("Written: {path}. Rows that wait for a figure: {number}.", said, path=path, number=waiting)
    say(
        "Fill it and save it as .xlsx; then run: {command}",
        said,
        command=f"tongket import {in_shell(path)}",
    )
    say_settings(period)


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--by", "who", default="", show_default="git's user.name", metavar="NAME",
    help="Who confirms, where the workbook is of tongket extract.",
)  # fmt: skip
@click.option("--remove", is_flag=True, help="Remove what the data have and the workbook no longer has.")  # fmt: skip
@LANG
def import_(*, file: Path, yes: bool, who: str, remove: bool) -> None:
    """Take the figures of a filled workbook FILE over into the data.

    Shows what changes and asks before it writes. Rows that are not filled change nothing. What the workbook no longer
    has of its place, year and sources stays in the data, and is named; with --remove it is removed. Of a workbook of
    `tongket extract` only the rows with a yes in “Keep?” are taken over.
    """
    from tongket.cli.proposals import note_decisions, say_left, who_decides
    from tongket.entry_sheet.cells import read_entry_sheet
    from tongket.entry_sheet.confirmed import confirmed, is_of_proposals
    from tongket.entry_sheet.trial import try_out

    folder, said = own_data_dir(), language()
    entered = read_entry_sheet(file)
    decided = confirmed(entered, file, folder.parent) if is_of_proposals(entered) else None
    decider = who_decides(decided, who, folder) if decided else ""
    made = try_out(folder, entered, remove=remove)
    _say_not_read(entered, said)
    if made.findings:
        _refuse(file, made, said)
    for form in made.forms:
        click.echo(form.difference(), nl=False)
    say(
        "New statements: {added}; changed: {changed}; rows not filled: {waiting}.",
        said, added=made.added, changed=made.changed, waiting=made.waiting,
    )  # fmt: skip
    if made.removed:
        say("To be removed: {number}.", said, number=made.removed)
    is_all = _say_not_taken(file, made, said)
    if decided:
        say_left(decided, said)
    is_written = _write(
        made, folder, said, yes=yes, is_all=is_all and not entered.beside and not decided
    )
    if decided and decided.is_kept and is_written:
        note_decisions(decided, decider, folder, said)


def _write(made: Trial, folder: Path, lang: Lang, *, yes: bool, is_all: bool) -> bool:
    """Write what changes; whether the data then say what was entered, also where an earlier import had written it."""
    if made.forms:
        return write_when_wanted("import", folder, made.forms, lang, yes=yes)
    if is_all:
        say("Nothing to write: the data say what the workbook says.", lang)
    else:
        say("Nothing to write.", lang)
    return True


def _say_not_read(entered: Entered, lang: Lang) -> None:
    """What of the workbook is no part of an entry sheet."""
    for name in entered.not_read:
        say("Not read: the sheet “{name}”.", lang, name=name)
    if entered.beside:
        cells = _named(entered.beside, lang)
        say("Not read, because it is in no column to fill: {cells}.", lang, cells=cells)


def _say_not_taken(file: Path, made: Trial, lang: Lang) -> bool:
    """What of the workbook does not come into the data, and what of the data is not in it; whether that is nothing."""
    if made.begun:
        rows = _named(made.begun, lang)
        say("Not taken over, because there is no figure in the row: {rows}.", lang, rows=rows)
    if made.newer:
        rows = _named(made.newer, lang)
        say(
            "Left, because the data changed since the workbook was given out: {rows}.",
            lang,
            rows=rows,
        )
    if made.left:
        rows = _named([place.in_(lang) for place in made.left], lang)
        say("In the data, and no longer in the workbook: {rows}.", lang, rows=rows)
        command = f"tongket import --remove {in_shell(file)}"
        say("They stay. To remove them: {command}", lang, command=command)
    return not (made.begun or made.newer or made.left)


def _named(places: Sequence[str], lang: Lang) -> str:
    """Places of the workbook or the data; of many the first, and how many there are."""
    from tongket import limits
    from tongket.translations import translate

    named = ", ".join(places[: limits.PLACES_NAMED])
    if len(places) <= limits.PLACES_NAMED:
        return named
    return translate("{names} … ({count} in all)", lang).format(names=named, count=len(places))


def _refuse(file: Path, made: Trial, lang: Lang) -> None:
    """Print every finding, and refuse the workbook."""
    from tongket.data.findings import counted
    from tongket.translations import Phrase

    for finding in made.findings:
        click.echo(finding.line(lang))
    words = Phrase(
        "{file}: expected a workbook that can be taken over, got {findings}. Nothing was written.",
        file=file, findings=counted(len(made.findings)),
    )  # fmt: skip
    raise DataError(words, made.findings)
