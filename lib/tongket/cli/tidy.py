"""The command that writes data files in their canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, say_compared, shown
from tongket.cli.own_data import own_data_dir
from tongket.cli.project_options import out_folder
from tongket.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.canonical import CanonicalForm
    from tongket.data.findings import Finding
    from tongket.data.printings import Printings
    from tongket.model import Lang


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--restore", is_flag=True, help="Put back printings that a spreadsheet program changed."
)
@click.option("--accept", is_flag=True, help="Keep printings that changed since the last build.")
@out_folder("Folder of the last build.")
@LANG
def tidy(*, dry_run: bool, restore: bool, accept: bool, out: Path) -> None:
    """Write the CSV files in their canonical form.

    Columns in order, rows sorted, commas, LF; helper columns and empty rows are dropped. No value changes.
    """
    from tongket.data import printings
    from tongket.data.canonical import canonical_forms, write_forms
    from tongket.data.findings import counted, listed
    from tongket.project import data_dir
    from tongket.translations import Phrase

    folder, said = data_dir() if dry_run else own_data_dir(), language()
    found = _compared(folder, out, restore=restore, accept=accept)
    forms, obstacles = canonical_forms(folder, found.restored if restore else None)
    for form in forms:
        click.echo(form.difference(), nl=False)
    if forms and not dry_run:
        write_forms(folder, forms)
    _say_result(forms, obstacles, said, dry_run=dry_run)
    say_compared(found, said)
    if restore or accept:
        _say_printings(found, said, restore=restore, dry_run=dry_run)
    if accept and not dry_run:
        printings.accept(found)
    if restore and not dry_run:
        printings.forget_accepted(out)
    rest = [] if restore or accept else found.findings()
    if obstacles or rest:
        found_all = [*obstacles, *rest]
        words = Phrase(
            "{folder}: expected files that can be written in their canonical form, got {findings}.\n{list}",
            folder=shown(folder), findings=counted(len(found_all)), list=listed(found_all),
        )  # fmt: skip
        raise DataError(words, found_all)


def _say_result(
    forms: list[CanonicalForm], obstacles: list[Finding], lang: Lang, *, dry_run: bool
) -> None:
    from tongket.translations import message

    left = sorted({finding.file for finding in obstacles})
    names = ", ".join(str(shown(form.path)) for form in forms)
    if forms:
        words = message("Would be written: {files}.") if dry_run else message("Written: {files}.")
        say(words, lang, files=names)
    if left:
        one = message("1 file cannot be written: {files}.")
        more = message("{number} files cannot be written: {files}.")
        say(one if len(left) == 1 else more, lang, number=len(left), files=", ".join(left))
    elif not forms:
        say("Every file has its canonical form.", lang)


def _say_printings(found: Printings, lang: Lang, *, restore: bool, dry_run: bool) -> None:
    """Each printing that is put back or kept, and how many there are."""
    from tongket.translations import message, translate

    for each in () if restore else found.changed.values():
        words = translate("{file}, row {row}: {now}, before {then}", lang)
        now, then = each.now[each.column], each.before[each.column]
        click.echo(words.format(file=each.file, row=each.row, now=now, then=then))
    if restore:
        now = message("Printings put back: {number}, of which accepted before: {accepted}.")
        later = message("Printings to put back: {number}, of which accepted before: {accepted}.")
    else:
        now = message("Printings accepted: {number}.")
        later = message("Printings to accept: {number}.")
    accepted = len(found.accepted()) if restore else 0
    say(later if dry_run else now, lang, number=len(found.changed), accepted=accepted)


def _compared(folder: Path, out: Path, *, restore: bool, accept: bool) -> Printings:
    """The printings beside those of the last build; where they are to be put back, also the accepted ones."""
    from tongket.data.printings import compared

    if restore and accept:
        raise UsageError("tidy: expected --restore or --accept, got both. Take one.")
    found = compared(folder, out, with_accepted=restore)
    if (restore or accept) and not found.reviews:
        option = "--restore" if restore else "--accept"
        say_compared(found, language())
        none = "none that can be read" if found.unread else "none"
        raise UsageError(
            f"tidy {option}: expected a build to compare with, got {none} in {shown(out)}. "
            "Name the build with --out, or make one with `tongket run`."
        )
    return found
