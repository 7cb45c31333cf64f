"""The command that writes data files in their canonical form."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

from tongket.cli.output import findings_in_words, language, say, shown
from tongket.cli.values import PATH
from tongket.errors import DataError, UsageError, listed

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.canonical import Form
    from tongket.data.printings import Printings


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--restore", is_flag=True, help="Put back printings that a spreadsheet program changed."
)
@click.option("--accept", is_flag=True, help="Keep printings that changed since the last build.")
@click.option(
    "--out", type=PATH, default="build", show_default=True, help="Folder of the last build."
)
def tidy(*, dry_run: bool, restore: bool, accept: bool, out: Path) -> None:
    """Write the CSV files in their canonical form.

    Columns in order, rows sorted, commas, LF; helper columns and empty rows are dropped. No value changes.
    """
    from tongket.data import printings
    from tongket.data.canonical import canonical_forms
    from tongket.files import write
    from tongket.project import data_dir
    from tongket.translations import translate

    folder, lang = data_dir(), language()
    found = _compared(folder, out, restore=restore, accept=accept)
    forms, obstacles = canonical_forms(folder, found.restored if restore else None)
    for form in forms:
        click.echo(_difference(form), nl=False)
        if not dry_run:
            write(form.path, form.after)
    _say_result(forms, dry_run=dry_run)
    if not found.reviews:
        say("Printings were not compared: {folder} holds no build yet.", lang, folder=shown(out))
    if accept and not dry_run:
        printings.accept(found, out)
    if restore and not dry_run:
        printings.forget_accepted(out)
    rest = [] if restore or accept else found.findings()
    if obstacles or rest:
        lines = [finding.line(lang) for finding in (*obstacles, *rest)]
        words = translate(
            "{folder}: expected files that can be written in their canonical form, got {findings}.",
            lang,
        ).format(folder=shown(folder), findings=findings_in_words(len(lines), lang))
        raise DataError(f"{words}\n{listed(lines)}", [*obstacles, *rest])


def _say_result(forms: list[Form], *, dry_run: bool) -> None:
    from tongket.translations import message

    words = message("Would be written: {files}.") if dry_run else message("Written: {files}.")
    none = message("Every file has its canonical form.")
    names = ", ".join(str(shown(form.path)) for form in forms)
    say(words if forms else none, language(), files=names)


def _compared(folder: Path, out: Path, *, restore: bool, accept: bool) -> Printings:
    """The printings beside those of the last build; where they are to be put back, also the accepted ones."""
    from tongket.data.printings import compared

    if restore and accept:
        raise UsageError("tidy: expected --restore or --accept, got both. Take one.")
    found = compared(folder, out, with_accepted=restore)
    if restore and not found.reviews:
        raise UsageError(
            f"tidy --restore: expected a build to compare with, got none in {shown(out)}. Name the build with --out."
        )
    return found


def _difference(form: Form) -> str:
    """What changes in a file, as a unified diff; line ends and marks that nobody sees as their names."""
    before, after = (
        text.replace("\ufeff", "<BOM>").replace("\r\n", "<CR>\n").splitlines(keepends=True)
        for text in (form.before, form.after)
    )
    lines = difflib.unified_diff(before, after, form.name, form.name, n=0)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
