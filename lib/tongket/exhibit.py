"""An exhibit: a chart or table that knows its title, unit, alt text, note, source and data.

It refuses to exist without any of them, and it carries its data twice more: as a table for those who
do not see the chart, and as a CSV file for those who compute.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tongket.claims import DISPUTED, Claim, claim_html, number_html, plain
from tongket.errors import UsageError
from tongket.model import Figure
from tongket.numerals import format_figure
from tongket.output import (
    Column,
    Drawings,
    ExhibitPart,
    Number,
    Step,
    TablePart,
    bundle,
    decimal,
    number_of,
)
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.model import Lang
    from tongket.output import CellPart

Cell = Figure | Claim | str
# What stands beside the value of a figure where a table is spread out for programs.
NUMBER_COLUMNS = (message("lower"), message("upper"), message("unit"), message("words"))
_NUMBERS = ' class="tk-num"'
_SIGNED = re.compile(r"[+-][\d.,]+ ?%?")
# How an alt text begins that names the form instead of saying what it shows.
_OPENING = re.compile(
    r"\W*(an? |the |một )?(bar |line )?"
    r"(chart|graph|plot|figure|table|image|picture|biểu đồ|đồ thị|bảng|hình( ảnh| vẽ)?)\b"
    r"( of\b| showing\b| about\b| về\b| thể hiện\b| của\b)?",
    re.I,
)


@dataclass(frozen=True)
class Caption:
    """What stands around an exhibit: its words, its language, its source and its place on the page."""

    id: str
    title: Claim
    note: Claim
    source_line: Claim
    lang: Lang

    def say(self, sentence: str, **words: object) -> str:
        """A sentence of the library in the language of the page."""
        return translate(sentence, self.lang).format(**words)


@dataclass(frozen=True)
class Grid:
    """The data of an exhibit as a table.

    Args:
        header: one text a column.
        rows: cells in the order of the header; the first cell of a row heads it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def part(self, lang: Lang) -> TablePart:
        """The table as data.

        Raises:
            UsageError: a row begins with a figure, and so has no name.
        """
        rows = tuple(tuple(_cell(cell, lang) for cell in row) for row in self.rows)
        unnamed = [row[0].words for row in rows if isinstance(row[0], Number)]
        if unnamed:
            raise UsageError(
                f"table: expected words in the first cell of each row, got the figure {unnamed[0]}. "
                "Name what the row is about."
            )
        columns = tuple(
            Column(name, "number" if any(isinstance(row[i], Number) for row in rows) else "text")
            for i, name in enumerate(self.header)
        )
        return TablePart(columns, rows)


@dataclass(frozen=True)
class Exhibit:
    """A chart or a table, whole.

    Args:
        caption: title, note, source line and language.
        unit: what the numbers count; words.
        alt: what one sees in it: the pattern, not the form.
        grid: its data.
        figures: every figure in it.
        drawings: the chart; none for a table.
        missing: sentences on the figures that it would have shown, with the reasons.

    Raises:
        UsageError: one of these is empty, or the alt text says no pattern.
    """

    caption: Caption
    unit: str
    alt: str
    grid: Grid
    figures: tuple[Figure, ...]
    drawings: Drawings = field(default=Drawings())
    missing: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        caption = self.caption
        parts = {
            "title": caption.title.text,
            "unit": self.unit,
            "alt": self.alt,
            "note": caption.note.text,
            "source": caption.source_line.text,
        }
        for name, text in parts.items():
            if not text.strip():
                raise UsageError(f"exhibit {caption.id}: expected a {name}, got none. Write one.")
        # What is left of the alt text without its opening must say more than the title does.
        pattern = _letters(_OPENING.sub("", self.alt, count=1))
        if pattern in _letters(caption.title.text):
            raise UsageError(
                f"exhibit {caption.id}: expected an alt text that says the pattern, got {self.alt!r}. "
                "Say what is longest, what changes, what stands apart."
            )

    @cached_property
    def part(self) -> ExhibitPart:
        """The exhibit as data."""
        caption = self.caption
        return ExhibitPart(
            caption.id, caption.title.part, self.unit, self.alt, caption.note.part, self._notes(),
            caption.source_line.part, self.grid.part(caption.lang), self.drawings,
        )  # fmt: skip

    def _notes(self) -> tuple[str, ...]:
        """What the form adds: what is not shown and why, what the mark beside a figure means."""
        if not any(figure.disputed for figure in self.figures):
            return self.missing
        sentence = message(
            "{mark} contradicts another figure of the year: see the page on consistency."
        )
        return (*self.missing, self.caption.say(sentence, mark=DISPUTED))

    @property
    def html(self) -> str:
        """The exhibit as an HTML figure."""
        part = self.part
        title = f'<h3 class="tk-title" id="{part.id}-title">{claim_html(part.title)}</h3>'
        inner = self._chart() if self.drawings else self._table()
        return (
            f'<figure class="tk-exhibit" id="{part.id}" aria-labelledby="{part.id}-title">'
            f"{title}{inner}{self._below()}</figure>"
        )

    def _chart(self) -> str:
        label = html.escape(self.caption.say("Data as a table"))
        unit = html.escape(self.caption.say("Unit: {unit}", unit=self.unit))
        drawing = self.drawings.narrow or self.drawings.wide
        return (
            f'<p class="tk-unit">{unit}</p><div class="tk-chart">{drawing}</div>'
            f'<details class="tk-data"><summary data-screen>{label}</summary>'
            f"{self._wrapped(label)}{self._download()}</details>"
        )

    def _table(self) -> str:
        # On paper, where nobody asks a region for its name, the title above says it once.
        title = html.escape(self.part.title.text, quote=False)
        return self._wrapped(title, repeated=True) + self._download()

    def _wrapped(self, caption: str, *, repeated: bool = False) -> str:
        label = html.escape(self.part.title.text)
        table = table_html(self.part.table, caption, repeated=repeated)
        return f'<div class="tk-table-wrap" tabindex="0" role="region" aria-label="{label}">{table}</div>'

    def _download(self) -> str:
        data = base64.b64encode(("\ufeff" + self.csv).encode()).decode()
        words = html.escape(self.caption.say("Download as CSV"))
        hidden = html.escape(self.part.title.text)
        return (
            f'<a class="tk-download" data-screen download="{self.part.id}.csv" '
            f'href="data:text/csv;charset=utf-8;base64,{data}">{words}'
            f'<span class="tk-hidden">: {hidden}</span></a>'
        )

    def _below(self) -> str:
        say, part = self.caption.say, self.part
        first = f"{html.escape(say('Note'))}: {claim_html(part.note)}"
        notes = "".join(
            f'<p class="tk-note">{note}</p>' for note in (first, *map(html.escape, part.notes))
        )
        source = f"{html.escape(say('Source'))}: {claim_html(part.source)}"
        return f'<figcaption>{notes}<p class="tk-source">{source}</p></figcaption>'

    @property
    def csv(self) -> str:
        """The data as CSV text: for each figure its value, the ends of its interval, its unit, its words."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([not_a_formula(text) for text in row] for row in self._spread())
        return out.getvalue()

    def _spread(self) -> Iterator[list[str]]:
        """The rows of the CSV, its header first."""
        columns, lang = self.part.table.columns, self.caption.lang
        yield [name for column in columns for name in spread_names(column, lang)]
        for row in self.part.table.rows:
            pairs = zip(row, columns, strict=True)
            yield [text for cell, column in pairs for text in _texts(cell, column)]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        text = f"{self.part.title.text}\n{self.alt}"
        return bundle(self.part, self.caption.lang, self.html, text)


def value_text(figure: Figure, lang: Lang) -> str:
    """The figure in words, for drawings."""
    return format_figure(figure, lang)


def _letters(text: str) -> str:
    """A text reduced to what it says: letters and digits, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def table_html(table: TablePart, caption: str, *, repeated: bool = False) -> str:
    """A table as HTML, with caption and header scopes.

    Args:
        table: its data.
        caption: its caption as HTML.
        repeated: whether the caption only says again what stands above the table.
    """
    names = [html.escape(column.name) for column in table.columns]
    head = "".join(
        f'<th scope="col" role="columnheader"{_side(table, i)}>{name}</th>'
        for i, name in enumerate(names)
    )
    body = "".join(f'<tr role="row">{_row(row, names)}</tr>' for row in table.rows)
    return (
        f'<table class="tk-table" role="table"><caption{" data-screen" * repeated}>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _side(table: TablePart, column: int) -> str:
    """A head stands at the side where most cells below it stand."""
    cells = [row[column] for row in table.rows]
    numbers = sum(_is_number(cell) for cell in cells)
    filled = sum(isinstance(cell, Number) or bool(cell.text) for cell in cells)
    return _NUMBERS if numbers * 2 > filled else ""


def _row(row: Sequence[CellPart], names: Sequence[str]) -> str:
    first, *rest = row
    cells = [f'<th scope="row" role="rowheader">{_cell_html(first)}</th>']
    for cell, name in zip(rest, names[1:], strict=True):
        css = _NUMBERS if _is_number(cell) else ""
        cells.append(f'<td role="cell" data-label="{name}"{css}>{_cell_html(cell)}</td>')
    return "".join(cells)


def _is_number(cell: CellPart) -> bool:
    """Whether a cell is a figure, or one number of arithmetic alone."""
    return isinstance(cell, Number) or [type(piece) for piece in cell.pieces] == [Step]


def _cell(cell: Cell, lang: Lang) -> CellPart:
    if isinstance(cell, Figure):
        return number_of(cell, lang)
    return cell.part if isinstance(cell, Claim) else plain(cell).part


def _cell_html(cell: CellPart) -> str:
    return number_html(cell) if isinstance(cell, Number) else claim_html(cell)


def spread_names(column: Column, lang: Lang) -> list[str]:
    """The names of the columns that hold a column: for numbers the value, then what stands beside it.

    >>> spread_names(Column("Value", "number"), "en")
    ['Value', 'Value (lower)', 'Value (upper)', 'Value (unit)', 'Value (words)']
    """
    beside = NUMBER_COLUMNS if column.kind == "number" else ()
    return [column.name, *(f"{column.name} ({translate(part, lang)})" for part in beside)]


def _texts(cell: CellPart, column: Column) -> list[str]:
    """A cell for a spreadsheet; beside words in a column of numbers the others stay empty."""
    if not isinstance(cell, Number):
        return [cell.text, *[""] * (len(NUMBER_COLUMNS) * (column.kind == "number"))]
    numbers = (cell.value, cell.lower, cell.upper)
    digits = ["" if number is None else decimal(number) for number in numbers]
    return [*digits, "" if cell.is_missing else cell.unit_name, cell.words]


def not_a_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a signed number stays as it is.

    >>> not_a_formula("=1+1"), not_a_formula("-3,5%")
    ("'=1+1", '-3,5%')
    """
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _SIGNED.fullmatch(text)
    return "'" + text if risky else text
