"""`tongket extract`: the printed figures of a report, each with its sentence and its place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import JSON, print_json_of, say
from tongket.cli.project_options import AREA
from tongket.cli.values import PERIOD
from tongket.errors import UsageError
from tongket.model import TimePeriod
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.documents import Document
    from tongket.entry_sheet.proposed import Proposed
    from tongket.extract import ExtractedFigure
    from tongket.extract.matching import Candidate
    from tongket.model import Lang

# What a row of the answer takes at most of a sentence, beside its number.
AROUND = 60
# What speaks for a candidate.
REASONS = ("words", "last_year", "neighbours")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--period", "--year", "period", type=PERIOD, metavar="PERIOD",
    help="In a project: what it reports on, such as 2025 or 2025-H1. Writes the workbook to confirm.",
)  # fmt: skip
@AREA
@click.option("--source", metavar="ID", help="With --year: which source it is; else the only one.")
@click.option(
    "--guide", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --year: the report of the year before, whose words tell the indicators.",
)  # fmt: skip
@LANG
@JSON
def extract(
    *, file: Path, period: TimePeriod | None, area: str, source: str | None, guide: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Find the printed figures of a report, to confirm.

    FILE is a DOCX, ODT, PDF, HTML or text file. Without --year it needs no project, stores nothing and decides
    nothing. With --year it writes into the project's folder extract/: a workbook in which each figure has its sentence
    and the indicators that it may be of, to confirm or correct, and the text to read along; `tongket import` takes what
    is kept. docs/extracting.md says what is found and what is missed.
    """
    if period is not None and not as_json:
        from tongket.cli.proposals import propose_to_project

        propose_to_project(file, period, area, source or "", guide)
        return
    from tongket.documents import read
    from tongket.extract import extract as extracted

    if not as_json and (guide or source):
        words = Phrase(
            "extract: {option} proposes to a project, and needs --year. Add it, or leave out {option}.",
            option="--guide" if guide else "--source",
        )  # fmt: skip
        raise UsageError(words)
    document = read(file)
    if as_json:
        _print_json(file.name, _proposed(document, period, area, guide))
        return
    found = extracted(document)
    for figure in found.figures:
        click.echo(_told(figure, document, language()))
    say(
        "Printed figures found: {figures}; places that look like one and are none: {others}. Nothing is stored.",
        language(), figures=len(found.figures), others=len(found.distractors),
    )  # fmt: skip


def _proposed(
    document: Document, period: TimePeriod | None, area: str, guide: Path | None
) -> Proposed:
    """What each figure may be, by the registry of the project, or by that which comes with tongket."""
    from tongket.cli.project_options import of_project
    from tongket.data.store import load, read
    from tongket.documents import read as read_document
    from tongket.entry_sheet.proposed import propose
    from tongket.project import data_dir

    store = read(data_dir())[0] or load(data_dir())
    when = period or of_project().period or TimePeriod.of_year(date.max.year)
    return propose(document, store, when, area, "", read_document(guide) if guide else None)


def _print_json(name: str, proposed: Proposed) -> None:
    document = proposed.document
    head = {
        "file": name, "format": document.format, "file_sha256": document.file_sha256,
        "text_sha256": document.text_sha256,
    }  # fmt: skip
    figures = (
        {
            **{each: getattr(figure, each) for each in figure.__slots__},
            "locator": figure.locator,
            "candidates": [_candidate(each) for each in proposal.candidates],
            "preselected": proposal.is_preselected,
        }
        for figure, proposal in zip(proposed.figures, proposed.proposals, strict=True)
    )
    print_json_of(head, figures=figures, distractors=map(asdict, proposed.distractors))


def _candidate(candidate: Candidate) -> dict[str, Any]:
    reasons = {name: round(getattr(candidate, name), 3) for name in REASONS}
    slot = candidate.slot
    told = {"indicator": slot.indicator, "measure": str(slot.measure)}
    return {**told, "score": round(candidate.score, 3), "reasons": reasons}


def _told(figure: ExtractedFigure, document: Document, lang: Lang) -> str:
    """Two lines of a figure: its place, value and role; and it in brackets among the words of its paragraph or row."""
    from tongket.audit.phrases import place_of
    from tongket.entry_sheet.proposed import read_as, role
    from tongket.numerals import QUALIFIERS

    block = document.block_at(figure.start)
    start, end = figure.start - block.start, figure.end - block.start
    said = [
        place_of(figure.locator).in_(lang),
        figure.as_printed,
        read_as(figure, lang),
        role(figure, lang),
    ]
    if figure.qualifier != "exact":
        said.append(QUALIFIERS[figure.qualifier].in_(lang))
    before, after = block.text[:start], block.text[end:]
    if len(before) > AROUND:
        before = f"… {before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]} …"
    around = " ".join(f"{before}[{figure.as_printed}]{after}".split())
    return f"{' · '.join(dict.fromkeys(said))}\n    {around}"
