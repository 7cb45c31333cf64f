"""Writes an entry sheet: every cell typed as text, so that `3/4`, `12-13`, `01` and `14,025%` stay what was typed."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from tongket.data.registry.boundaries import boundaries_in
from tongket.entry_sheet.columns import (
    CANDIDATES_TITLE,
    EVENTS,
    FIGURES,
    GIVEN,
    HEADINGS_OF_LISTS,
    INDICATORS,
    INSTRUCTIONS_TITLE,
    LISTS_TITLE,
    NAME,
    NO_FIGURES,
    NOT_FOUND,
    SOURCES,
    TABLES,
    choices,
)
from tongket.entry_sheet.prefilled import SPARE, event_rows, figure_rows, source_rows
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import LANGS
from tongket.numerals import period_name
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tongket.data.store import Store
    from tongket.entry_sheet.columns import Choices, SheetColumn, Table
    from tongket.model import Lang, TimePeriod

INSTRUCTIONS = (
    message("Figures of {area}, {period}"),
    message(
        "Each row of the sheet “{figures}” asks for one figure. Type it letter by letter as the source prints it, with "
        "its unit: 14,025%, 2,9 tỷ đồng, 12-13%, 3/4, 01."
    ),
    message(
        "Words such as “about” or “more than” are chosen in the column beside it. The value in plain numbers may stay "
        "empty: it is read from the printing. If you type it, the two are compared."
    ),
    message(
        "A row without a figure is left as it is, and nothing is deleted. If a figure is no longer published, choose a "
        "status with the word “missing” and give the reason in the comment."
    ),
    message(
        "Another figure has a row at the end of the sheet. A document that the sheet “{sources}” does not have yet is "
        "added below the last one there; its id is what the figures name. A later edition of one says there which it "
        "revises, and why: its figures are entered in rows of their own, those of the earlier one stay."
    ),
    message(
        "Agreements, tasks ahead, achievements and remarks go into the sheet “{events}”, indicators that no list "
        "has yet into the sheet “{indicators}”. Tasks that were announced for the year wait there: the kind of event "
        "says what became of each."
    ),
    message(
        "The column “Period” says for how long a figure is: the year 2025, a month 2025-03, a half 2025-01/2025-06, "
        "nine months 2025-01/2025-09; ../2025-09 is all up to that month. A part of a year never stands for the year."
    ),
    message(
        "The id of a new indicator begins with the code of its domain and a dot: ip.titles_granted. The codes of the "
        "domains, in brackets, and the units are in the sheet “{lists}”; others are added by `tongket add domain` and "
        "`tongket add unit` before the sheet is written."
    ),
    message(
        "All cells are texts. If a spreadsheet program changed one into a number or a date, the import names it: "
        "nothing is guessed."
    ),
    message("Save as .xlsx, then run: tongket import FILE.xlsx"),
)
# Rows that have lists to choose from: far more than a sheet has.
_LAST = 2000
# The height of the headings, in points: three lines.
_HEAD = 48
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_entry_sheet(
    path: Path,
    store: Store,
    period: TimePeriod,
    area: str,
    lang: Lang,
    languages: Sequence[Lang] = LANGS,
) -> int:
    """Write the entry sheet of a year, or of a part of one.

    Args:
        path: the file to write.
        store: the data so far.
        period: the year to enter, or the part of one.
        area: the code of the place.
        lang: the language of headings, lists and instructions.
        languages: those of the project's pages.

    Returns:
        How many of its rows wait for a figure.

    Raises:
        UsageError: there is such a file already, or there is no such area.
        OSError: the folder cannot be written.
    """
    if path.exists():
        words = Phrase(
            "{path}: expected no such file yet, got one. Name another with --out, or move it away first.",
            path=path,
        )
        raise UsageError(words)
    rows = figure_rows(store, period, area, lang)
    out = io.BytesIO()

    with Workbook(out, OPTIONS) as book:
        now = store.registry.area_for(area, period)
        writer = SheetWriter(book, choices(store.registry, now), lang, languages)
        place = boundaries_in(store.registry, area, period).name.in_(lang)
        writer.instructions(place, period_name(period).in_(lang))
        writer.table(FIGURES, rows)
        writer.table(EVENTS, event_rows(store, period, area))
        writer.table(SOURCES, source_rows(store))
        writer.table(INDICATORS, [{}] * SPARE)
        writer.lists()
    write(path, out.getvalue())
    return sum("indicator" in row and "obs_status" not in row for row in rows)


# The number of this size of paper in workbooks.
_A4 = 9
# The characters of a line of the instructions, which fits on paper in any typeface, and its height in points.
_LINE, _LINE_HEIGHT = 72, 16


class SheetWriter:
    """Writes the sheets of one workbook, with the formats and lists that they share."""

    def __init__(
        self, book: Workbook, lists: Mapping[str, Choices], lang: Lang, languages: Sequence[Lang]
    ) -> None:
        self._book, self._lists, self._lang = book, lists, lang
        self._is_of_one_language = len(languages) == 1
        # Columns of a language without pages stay for what they may hold, but nobody is asked to fill them.
        self._not_spoken = {f"_{lang}" for lang in LANGS if lang not in languages}
        plain: dict[str, Any] = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        text = {**plain, "num_format": "@"}
        frame = {"border": 1, "border_color": "#BFBFBF"}
        self._entry = book.add_format({**text, **frame, "bg_color": "#FFFBE6"})
        self._shown = book.add_format({**text, "font_color": "#4D4D4D"})
        self._sentence = book.add_format({**text, "font_color": "#4D4D4D", "text_wrap": True})
        self._head = book.add_format({**text, "bold": True, "bottom": 2, "text_wrap": True})
        self._title = book.add_format({**plain, "bold": True, "font_size": 15})
        self._words = book.add_format({**plain, "text_wrap": True})

    def instructions(
        self, place: str, period: str, lines: Sequence[str] = INSTRUCTIONS, **more: str
    ) -> None:
        """The first sheet: what to do, in the language of the analyst; `more` is what its lines name besides."""
        names = {table.name: self._say(table.title) for table in (*TABLES, NOT_FOUND, NO_FIGURES)}
        names |= {"lists": self._say(LISTS_TITLE), **more}
        sheet = self._book.add_worksheet(self._say(INSTRUCTIONS_TITLE))
        sheet.set_column(0, 0, _LINE)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(lines):
            said = self._say(line).format(area=place, period=period, **names)
            sheet.write_string(row, 0, said, self._words if row else self._title)
            # Not every program makes a row as high as its words are long.
            sheet.set_row(row, _LINE_HEIGHT * (1 + len(said) // _LINE) if row else 2 * _LINE_HEIGHT)

    def table(self, table: Table, rows: Sequence[Mapping[str, str]]) -> Worksheet:
        """A sheet with one table: the headings, and the rows in the words of the lists."""
        sheet = self._book.add_worksheet(self._say(table.title))
        for across, column in enumerate(table.columns):
            form = self._form(column)
            # Also the rows below are texts.
            hidden = {"hidden": column.is_hidden or column.code[-3:] in self._not_spoken}
            sheet.set_column(across, across, column.width, form, hidden)
            heading = (self._is_of_one_language and column.in_one_language) or column.heading
            sheet.write_string(0, across, self._say(heading), self._head)
            self._choose(sheet, across, column)
        for down, cells in enumerate(rows, start=1):
            written = {GIVEN.code: self._as_given(table, cells), **cells}
            for across, column in enumerate(table.columns):
                if text := written.get(column.code):
                    sheet.write_string(down, across, self._word(column, text), self._form(column))
            lines = [
                1 + len(written.get(c.code, "")) // c.width for c in table.columns if c.is_wrapped
            ]
            if lines:
                sheet.set_row(down, _LINE_HEIGHT * max(lines))
        sheet.set_row(0, _HEAD)
        # No mark at `01` or `420`: that they are texts is meant.
        whole = f"A1:{xl_col_to_name(len(table.columns) - 1)}{_LAST}"
        sheet.ignore_errors({"number_stored_as_text": whole})
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def lists(self) -> None:
        """The last sheet: the words to choose from."""
        sheet = self._book.add_worksheet(self._say(LISTS_TITLE))
        for across, (name, words) in enumerate(self._lists.items()):
            sheet.set_column(across, across, 34, self._shown)
            sheet.write_string(0, across, self._say(HEADINGS_OF_LISTS[name]), self._head)
            for down, code in enumerate(words.texts, start=1):
                sheet.write_string(down, across, words.shown(code, self._lang), self._shown)

    def candidates(self, sheet: Worksheet, across: int, offered: Sequence[Sequence[str]]) -> None:
        """The list of each row of a column: what is proposed for it first, then all of the list of the column.

        Args:
            sheet: the sheet.
            across: the column.
            offered: the codes that each row proposes, from the first row on.
        """
        name = self._say(CANDIDATES_TITLE)
        lists, rows = self._book.add_worksheet(name), defaultdict(list)
        lists.hide()
        for down, codes in enumerate(offered, start=1):
            rows[tuple(codes)].append(down)
        every, heading = self._lists["candidates"], HEADINGS_OF_LISTS["candidates"]
        for column, (codes, places) in enumerate(rows.items()):
            words = [*codes, *(code for code in every.texts if code not in codes)]
            for at, code in enumerate(words):
                lists.write_string(at, column, every.shown(code, self._lang))
            letter = xl_col_to_name(column)
            cells = [[run[0], across, run[-1], across] for run in runs(places)]
            options = self._list(f"='{name}'!${letter}$1:${letter}${len(words)}", heading)
            sheet.data_validation(*cells[0], {**options, "other_cells": cells[1:]})
        # Below the last one figures may be typed.
        options = self._list(self._range("candidates"), heading)
        below = len(offered) + 1
        sheet.data_validation(below, across, max(_LAST, below), across, options)

    def _choose(self, sheet: Worksheet, across: int, column: SheetColumn) -> None:
        """The list of a column; other words may be typed, because a new source or indicator is in no list yet."""
        if column.choices and column.is_entry and column.choices != "candidates":
            options = self._list(self._range(column.choices), column.heading)
            sheet.data_validation(1, across, _LAST, across, options)

    def _list(self, source: str, heading: str) -> dict[str, Any]:
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": self._say(heading)[:32],
            "error_message": self._say(message("This is not in the list. Keep it only if it is new.")),
        }  # fmt: skip

    def _form(self, column: SheetColumn) -> Format:
        if column.is_entry:
            return self._entry
        return self._sentence if column.is_wrapped else self._shown

    def _range(self, name: str) -> str:
        """Where the words of a list are; ids of sources are in their own sheet, where new ones are added."""
        if name == "source":
            rows = len(self._lists[name].texts) + SPARE
            return f"='{self._say(SOURCES.title)}'!$A$2:$A${rows + 1}"
        letter = xl_col_to_name(list(self._lists).index(name))
        rows = len(self._lists[name].texts)
        return f"='{self._say(LISTS_TITLE)}'!${letter}$2:${letter}${rows + 1}"

    def _as_given(self, table: Table, cells: Mapping[str, str]) -> str:
        """What the import needs to know of a row as it is given out."""
        codes = {c.code: cells[c.code] for c in table.columns if cells.get(c.code)}
        if "indicator" in codes:
            codes[NAME] = self._lists["indicator"].shown(codes["indicator"], self._lang)
        return json.dumps(codes, ensure_ascii=False)

    def _word(self, column: SheetColumn, text: str) -> str:
        return self._lists[column.choices].shown(text, self._lang) if column.choices else text

    def _say(self, sentence: str) -> str:
        return translate(sentence, self._lang)


def runs(rows: Sequence[int]) -> list[list[int]]:
    """Rows in order, in runs of those that follow each other: a program reads so many ranges of a list only."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][-1] + 1:
            found[-1].append(row)
        else:
            found.append([row])
    return found
