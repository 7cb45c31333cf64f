"""What was found in a report, as files: the workbook to confirm, the page to read along, what they are of."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.command_line import quoted
from tongket.entry_sheet.confirmed import EXTRACT, RECORD, records
from tongket.entry_sheet.proposals_workbook import workbook_of
from tongket.entry_sheet.reading_page import reading_page
from tongket.errors import UsageError
from tongket.files import write
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.entry_sheet.proposed import Proposed
    from tongket.model import Lang, Organisation, Text

PAGE = "text.html"


def write_proposals(
    proposed: Proposed, report: Path, project: Path, organisation: Organisation, lang: Lang,
    languages: Sequence[Lang],
) -> Path:  # fmt: skip
    """Write what was found in a report into the project's folder of it.

    Args:
        proposed: the report with what was found in it.
        report: its file.
        project: the folder of the project.
        organisation: whose project it is.
        lang: the language of workbook and page.
        languages: those of the project's pages.

    Returns:
        The workbook.

    Raises:
        UsageError: there is a workbook of it already, in which somebody may have decided something; or the name of
            the report has characters that nobody sees.
        OSError: the folder cannot be written.
    """
    if not report.name.isprintable():
        words = Phrase(
            "{name}: expected a name of characters that one can see. Rename the file, then run again.",
            name=ascii(report.name),
        )  # fmt: skip
        raise UsageError(words)
    name = f"{report.stem.removesuffix(f'-{proposed.period.code}')}-{proposed.period.code}"
    folder = project / EXTRACT / name
    book = folder / f"{name}.xlsx"
    record = {
        "report": report.name, "path": _way(project.resolve(), report.resolve()),
        "file_sha256": proposed.document.file_sha256, "text_sha256": proposed.document.text_sha256,
        "format": proposed.document.format, "period": proposed.period.code, "area": proposed.area,
        "source": proposed.source, "figures": len(proposed.figures),
    }  # fmt: skip
    if book.exists():
        raise UsageError(_there_already(book, report, project, record))
    write(project / EXTRACT / ".gitignore", "*\n")
    write(folder / RECORD, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    write(folder / PAGE, reading_page(proposed, report.name, organisation, lang))
    # The workbook comes last: with it all is there.
    write(book, workbook_of(proposed, report.name, PAGE, lang, languages))
    return book


def _there_already(book: Path, report: Path, project: Path, record: dict[str, Any]) -> Text:
    """Why no workbook is written where one is: it is of this report, or of another one of the same name."""
    folder = book.parent.relative_to(project)
    held = dict(records(book, project)).get(book.resolve().parent, record)
    if held["path"] == record["path"] or held["file_sha256"] == record["file_sha256"]:
        return Phrase(
            "{path}: expected no workbook of this report yet, got one. Import it, or move {folder} away first.",
            path=book.relative_to(project), folder=folder,
        )  # fmt: skip
    other = report.with_stem(f"{report.stem}-2")
    return Phrase(
        "{path}: expected no workbook of this name yet, got one of {other}. Rename {report} to {name}, then run "
        "`{command}` with your other options; or move {folder} away first.",
        path=book.relative_to(project), other=held["path"], report=record["path"], name=other.name,
        command=f"tongket extract {quoted(str(other))} --year {record['period']}", folder=folder,
    )  # fmt: skip


def _way(project: Path, report: Path) -> str:
    """The way from the project to a report, with slashes; the whole path where it lies on another drive of Windows."""
    try:
        return Path(os.path.relpath(report, project)).as_posix()
    except ValueError:
        return report.as_posix()
