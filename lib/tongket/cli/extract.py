"""`tongket extract`: the printed figures of a report, each with its sentence and its place."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import JSON, print_json, say

if TYPE_CHECKING:
    from tongket.extract import ExtractedFigure

# What a row of the answer takes at most of a sentence, beside its number.
AROUND = 60


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANG
@JSON
def extract(*, file: Path, as_json: bool) -> None:
    """Find the printed figures of a report, each with its sentence.

    FILE is a DOCX, ODT, PDF, HTML or text file. It needs no project, stores nothing and decides nothing: which
    indicator a figure belongs to is not asked. docs/extracting.md says what is found and what is missed.
    """
    from tongket.documents import read
    from tongket.extract import extract as extracted

    document = read(file)
    found = extracted(document)
    if as_json:
        print_json(
            {
                "file": file.name,
                "format": document.format,
                "file_sha256": document.file_sha256,
                "text_sha256": document.text_sha256,
                "figures": [_as_json(figure) for figure in found.figures],
                "distractors": [asdict(one) for one in found.distractors],
            }
        )
        return
    for figure in found.figures:
        role = figure.role if figure.qualifier == "exact" else f"{figure.role}, {figure.qualifier}"
        click.echo(
            f"{figure.locator:10} {figure.as_printed:24} {figure.value:>18} {figure.unit_kind:16} {role}"
        )
        click.echo(f"{'':10} {_around(figure, document.text)}")
    say(
        "Printed figures found: {figures}; places that look like one and are none: {others}. Nothing is stored.",
        language(), figures=len(found.figures), others=len(found.distractors),
    )  # fmt: skip


def _as_json(figure: ExtractedFigure) -> dict[str, Any]:
    # Matching figures with indicators does not stand yet: no candidate is named, and none preselected.
    return {**asdict(figure), "locator": figure.locator, "candidates": [], "preselected": None}


def _around(figure: ExtractedFigure, text: str) -> str:
    """The figure in brackets among the words around it."""
    before = text[max(0, figure.start - AROUND) : figure.start]
    after = text[figure.end : figure.end + AROUND]
    return " ".join(f"{before}[{figure.as_printed}]{after}".split())
