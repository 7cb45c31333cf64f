"""The workbook in which the figures of a report are confirmed: the entry workbook, a row a printed figure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tongket.data.registry.boundaries import boundaries_in
from tongket.entry_sheet.columns import (
    INDICATORS,
    NO_FIGURES,
    NOT_FOUND,
    PROPOSALS,
    SOURCES,
    choices_of_proposals,
)
from tongket.entry_sheet.prefilled import SPARE, source_rows
from tongket.entry_sheet.workbook import OPTIONS, SheetWriter
from tongket.numerals import period_name
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.entry_sheet.proposed import Proposed
    from tongket.model import Lang

INSTRUCTIONS = (
    message("Figures of {area}, {period}, as found in {report}"),
    message(
        "Each row of the sheet “{figures}” is a printed figure of the report with its sentence, the number between «». "
        "What it may be is proposed; you decide. The page {page} shows the whole text with the same numbers."
    ),
    message(
        "Where “Keep?” says yes, the row is taken over; all others are left. Rows that a report of the year before "
        "bears out have a yes already: read them too. Everything proposed may be corrected in its cell."
    ),
    message(
        "The list of an indicator begins with what is proposed. Choose “{none}” where it is none, and “{new}” where "
        "nobody has declared it yet: declare it in the sheet “{indicators}” or by `tongket add indicator`, then write "
        "its id or name into the cell."
    ),
    message(
        "The sheet “{not_found}” has what was stated of the year before and is proposed for no figure, the sheet "
        "“{no_figures}” what was taken for no figure. What is missing is entered in a row of your own below the last."
    ),
    message(
        "All cells are texts. If a spreadsheet program changed one into a number or a date, the import names it: "
        "nothing is guessed."
    ),
    message("Save as .xlsx, then run: tongket import FILE.xlsx"),
)


def workbook_of(
    proposed: Proposed, report: str, page: str, lang: Lang, languages: Sequence[Lang]
) -> bytes:
    """The workbook in which the figures of a report are confirmed.

    Args:
        proposed: the report with what was found in it.
        report: its name.
        page: the name of the page beside it.
        lang: the language of headings, lists and instructions.
        languages: those of the project's pages.
    """
    registry, out = proposed.store.registry, io.BytesIO()
    lists = choices_of_proposals(registry, registry.areas[proposed.area])
    with Workbook(out, OPTIONS) as book:
        writer = SheetWriter(book, lists, lang, languages)
        place = boundaries_in(registry, proposed.area, proposed.period).name.in_(lang)
        said = {code: lists["candidates"].shown(code, lang) for code in ("none", "new")}
        writer.instructions(
            place, period_name(proposed.period).in_(lang), INSTRUCTIONS, report=report, page=page, **said,
        )  # fmt: skip
        rows = [*proposed.rows(lang), *([proposed.alike] * SPARE)]
        sheet = writer.table(PROPOSALS, rows)
        across = next(n for n, c in enumerate(PROPOSALS.columns) if c.choices == "candidates")
        writer.candidates(sheet, across, proposed.offered())
        writer.table(NOT_FOUND, proposed.not_found(lang))
        writer.table(NO_FIGURES, proposed.no_figures(lang))
        writer.table(SOURCES, source_rows(proposed.store))
        writer.table(INDICATORS, [{}] * SPARE)
        writer.lists()
    return out.getvalue()
