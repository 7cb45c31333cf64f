"""The commands of the way in by a spreadsheet program: the sheet to fill, and the way back into the data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.output import LANG, language, say, shown
from tongket.cli.own_data import own_data_dir, say_whose
from tongket.cli.project_options import AREA
from tongket.cli.values import PATH
from tongket.errors import DataError, UsageError

if TYPE_CHECKING:
    from tongket.entry_sheet.draft import Draft
    from tongket.model import Lang


@click.command()
@click.argument("year", type=click.IntRange(1000, 9999))
@AREA
@click.option("--out", type=PATH, help="The workbook.  [default: tongket-AREA-YEAR.xlsx]")
@LANG
def sheet(*, year: int, area: str, out: Path | None) -> None:
    """Write a workbook to enter the figures of a YEAR.

    One row per indicator, last year's printing beside; all cells are texts. `tongket import` reads it.
    """
    from tongket.data.store import load, read
    from tongket.entry_sheet.workbook import write_entry_sheet
    from tongket.project import data_dir

    say_whose()
    folder, said = data_dir(), language()
    store = read(folder)[0] or load(folder)
    path = out or Path(f"tongket-{store.registry.area(area).place}-{year}.xlsx")
    waiting = write_entry_sheet(path, store, year, area, said)
    say("Written: {path}. Rows that wait for a figure: {number}.", said, path=path, number=waiting)
    say("Fill it and save it as .xlsx; then run: {command}", said, command=f"tongket import {path}")


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write without asking.")
@LANG
def import_(*, file: Path, yes: bool) -> None:
    """Take the figures of a filled workbook FILE over into the data.

    Shows what changes and asks before it writes. Rows that are not filled change nothing; nothing is deleted.
    """
    from tongket.entry_sheet.cells import read_entry_sheet
    from tongket.entry_sheet.draft import draft

    folder, said = own_data_dir(), language()
    entered = read_entry_sheet(file)
    made = draft(folder, entered)
    for name in entered.not_read:
        say("Not read: the sheet “{name}”.", said, name=name)
    if made.findings:
        _refuse(file, made, said)
    for form in made.forms:
        click.echo(form.difference(), nl=False)
    say(
        "New statements: {added}; changed: {changed}; rows not filled: {waiting}.",
        said, added=made.added, changed=made.changed, waiting=made.waiting,
    )  # fmt: skip
    if not made.forms:
        say("Nothing to write: the data say what the workbook says.", said)
    elif yes or is_wanted("import", said):
        write_draft(made)
        say("Written: {files}.", said, files=", ".join(str(shown(f.path)) for f in made.forms))
        say("Now run: {command}", said, command="tongket datapackage; tongket check")
    else:
        say("Nothing was written.", said)


def _refuse(file: Path, made: Draft, lang: Lang) -> None:
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


def is_wanted(command: str, lang: Lang) -> bool:
    """The answer of whoever is at the terminal.

    Raises:
        UsageError: nobody is there.
    """
    from tongket.translations import Phrase, message, translate

    if not is_at_terminal():
        words = Phrase(
            "{command}: expected an answer at a terminal, or --yes; got neither. "
            "Nothing was written: add --yes.",
            command=command,
        )
        raise UsageError(words)
    return click.confirm(translate(message("Write this into the data?"), lang))


def is_at_terminal() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def write_draft(made: Draft) -> None:
    """Write the files, unless one changed since it was compared.

    Raises:
        UsageError: another program wrote one of them meanwhile.
        OSError: the folder cannot be written.
    """
    from tongket.data.text_file import as_it_is
    from tongket.files import write
    from tongket.translations import Phrase

    for form in made.forms:
        now = as_it_is(form.path)
        if now != form.before:
            words = Phrase(
                "{file}: expected the file as it was when it was compared, got another. "
                "Run the command again.",
                file=shown(form.path),
            )
            raise UsageError(words)
    for form in made.forms:
        write(form.path, form.after)
