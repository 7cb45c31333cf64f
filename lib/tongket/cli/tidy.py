"""The command that writes data files in their canonical form."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

from tongket.cli.output import language_of_locale, shown
from tongket.cli.values import PATH
from tongket.errors import DataError, UsageError, count, listed

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

    folder = data_dir()
    found = _compared(folder, out, restore=restore, accept=accept)
    forms, obstacles = canonical_forms(folder, found.restored if restore else None)
    for form in forms:
        click.echo(_difference(form), nl=False)
        if not dry_run:
            write(form.path, form.after)
    words = "Would be written" if dry_run else "Written"
    names = ", ".join(str(shown(form.path)) for form in forms)
    click.echo(f"{words}: {names}." if forms else "Every file has its canonical form.")
    if not found.reviews:
        click.echo(f"Printings were not compared: {shown(out)} holds no build yet.")
    if accept and not dry_run:
        printings.accept(found, out)
    if restore and not dry_run:
        printings.forget_accepted(out)
    rest = [] if restore or accept else found.findings()
    if obstacles or rest:
        lines = [finding.line(language_of_locale()) for finding in (*obstacles, *rest)]
        raise DataError(
            f"{shown(folder)}: expected files that can be written in their canonical form, got "
            f"{count(len(lines), 'finding')}.\n{listed(lines)}",
            [*obstacles, *rest],
        )


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
