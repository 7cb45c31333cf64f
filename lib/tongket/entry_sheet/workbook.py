"""Writes an entry sheet: every cell typed as text, so that `3/4`, `12-13`, `01` and `14,025%` stay what was typed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from tongket.data.registry.boundaries import boundaries_in
from tongket.entry_sheet.columns import (
    EVENTS,
    FIGURES,
    GIVEN,
    HEADINGS_OF_LISTS,
    INDICATORS,
    INSTRUCTIONS_TITLE,
    LISTS_TITLE,
    NAME,
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
_OPTIONS = {
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

    with Workbook(out, _OPTIONS) as book:
        now = store.registry.area_for(area, period)
        writer = _Writer(book, choices(store.registry, now), lang, languages)
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


class _Writer:
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
        self._head = book.add_format({**text, "bold": True, "bottom": 2, "text_wrap": True})
        self._title = book.add_format({**plain, "bold": True, "font_size": 15})
        self._words = book.add_format({**plain, "text_wrap": True})

    def instructions(self, place: str, period: str) -> None:
        """The first sheet: what to do, in the language of the analyst."""
        names = {table.name: self._say(table.title) for table in TABLES}
        names["lists"] = self._say(LISTS_TITLE)
        sheet = self._book.add_worksheet(self._say(INSTRUCTIONS_TITLE))
        sheet.set_column(0, 0, _LINE)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(INSTRUCTIONS):
            said = self._say(line).format(area=place, period=period, **names)
            sheet.write_string(row, 0, said, self._words if row else self._title)
            # Not every program makes a row as high as its words are long.
            sheet.set_row(row, _LINE_HEIGHT * (1 + len(said) // _LINE) if row else 2 * _LINE_HEIGHT)

    def table(self, table: Table, rows: Sequence[Mapping[str, str]]) -> None:
        """A sheet with one table: the headings, and the rows in the words of the lists."""
        sheet = self._book.add_worksheet(self._say(table.title))
        for across, column in enumerate(table.columns):
            form = self._entry if column.is_entry else self._shown
            # Also the rows below are texts.
            hidden = {"hidden": column.is_hidden or column.code[-3:] in self._not_spoken}
            sheet.set_column(across, across, column.width, form, hidden)
            heading = (self._is_of_one_language and column.in_one_language) or column.heading
            sheet.write_string(0, across, self._say(heading), self._head)
            self._choose(sheet, across, column)
        for down, cells in enumerate(rows, start=1):
            written = {**cells, GIVEN.code: self._as_given(table, cells)}
            for across, column in enumerate(table.columns):
                if text := written.get(column.code):
                    form = self._entry if column.is_entry else self._shown
                    sheet.write_string(down, across, self._word(column, text), form)
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

    def lists(self) -> None:
        """The last sheet: the words to choose from."""
        sheet = self._book.add_worksheet(self._say(LISTS_TITLE))
        for across, (name, words) in enumerate(self._lists.items()):
            sheet.set_column(across, across, 34, self._shown)
            sheet.write_string(0, across, self._say(HEADINGS_OF_LISTS[name]), self._head)
            for down, code in enumerate(words.texts, start=1):
                sheet.write_string(down, across, words.shown(code, self._lang), self._shown)

    def _choose(self, sheet: Worksheet, across: int, column: SheetColumn) -> None:
        """The list of a column; other words may be typed, because a new source or indicator is in no list yet."""
        if not column.choices:
            return
        options = {
            "validate": "list",
            "source": self._range(column.choices),
            "error_type": "warning",
            "error_title": self._say(column.heading)[:32],
            "error_message": self._say(message("This is not in the list. Keep it only if it is new.")),
        }  # fmt: skip
        sheet.data_validation(1, across, _LAST, across, options)

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
