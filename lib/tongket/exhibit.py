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
from typing import TYPE_CHECKING

from tongket.claims import DISPUTED, Claim, decimal, figure_html, said, translate
from tongket.errors import UsageError
from tongket.model import Figure
from tongket.numerals import format_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Lang

Cell = Figure | Claim | str
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

    @property
    def numeric(self) -> list[bool]:
        """Column by column: whether figures stand in it."""
        columns = range(len(self.header))
        return [any(isinstance(row[i], Figure) for row in self.rows) for i in columns]

    def _side(self, column: int) -> str:
        """A head stands at the side where most cells below it stand."""
        filled = [row[column] for row in self.rows if row[column] != ""]
        figures = sum(isinstance(cell, Figure) for cell in filled)
        return _NUMBERS if figures * 2 > len(filled) else ""

    def html(self, caption: str, lang: Lang) -> str:
        """The table as HTML, with caption and header scopes."""
        head = "".join(
            f'<th scope="col" role="columnheader"{self._side(i)}>{html.escape(text)}</th>'
            for i, text in enumerate(self.header)
        )
        body = "".join(f'<tr role="row">{_row(row, self.header, lang)}</tr>' for row in self.rows)
        return (
            f'<table class="tk-table" role="table"><caption>{caption}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{body}</tbody></table>'
        )

    def csv(self, lang: Lang) -> str:
        """The table as CSV: for each figure its value, the ends of its interval, its words."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_csv_header(self.header, self.numeric, lang))
        for row in self.rows:
            writer.writerow(_csv_row(row, self.numeric, lang))
        return out.getvalue()


@dataclass(frozen=True)
class Exhibit:
    """A chart or a table, whole.

    Args:
        caption: title, note, source line and language.
        unit: what the numbers count; words.
        alt: what one sees in it: the pattern, not the form.
        grid: its data.
        figures: every figure in it.
        svg: the drawing; empty for a table.
        missing: sentences on the figures that it would have shown, with the reasons.

    Raises:
        UsageError: one of these is empty, or the alt text says no pattern.
    """

    caption: Caption
    unit: str
    alt: str
    grid: Grid
    figures: tuple[Figure, ...]
    svg: str = ""
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

    @property
    def html(self) -> str:
        """The exhibit as an HTML figure."""
        caption = self.caption
        title = f'<h3 class="tk-title" id="{caption.id}-title">{caption.title.html}</h3>'
        inner = self._chart() if self.svg else self._table()
        return (
            f'<figure class="tk-exhibit" id="{caption.id}" aria-labelledby="{caption.id}-title">'
            f"{title}{inner}{self._notes()}</figure>"
        )

    def _chart(self) -> str:
        label = html.escape(self.caption.say("Data as a table"))
        table = self._wrapped(html.escape(label))
        unit = html.escape(self.caption.say("Unit: {unit}", unit=self.unit))
        return (
            f'<p class="tk-unit">{unit}</p><div class="tk-chart">{self.svg}</div>'
            f'<details class="tk-data"><summary>{label}</summary>{table}{self._download()}</details>'
        )

    def _table(self) -> str:
        return self._wrapped(self.caption.title.html) + self._download()

    def _wrapped(self, caption: str) -> str:
        label = html.escape(self.caption.title.text)
        table = self.grid.html(_unlinked(caption), self.caption.lang)
        return f'<div class="tk-table-wrap" tabindex="0" role="region" aria-label="{label}">{table}</div>'

    def _download(self) -> str:
        data = base64.b64encode(("\ufeff" + self.csv).encode()).decode()
        words = html.escape(self.caption.say("Download as CSV"))
        hidden = html.escape(self.caption.title.text)
        return (
            f'<a class="tk-download" download="{self.caption.id}.csv" '
            f'href="data:text/csv;charset=utf-8;base64,{data}">{words}'
            f'<span class="tk-hidden">: {hidden}</span></a>'
        )

    def _notes(self) -> str:
        say = self.caption.say
        notes = "".join(f'<p class="tk-note">{html.escape(text)}</p>' for text in self.missing)
        if any(figure.disputed for figure in self.figures):
            mark = say(
                "{mark} contradicts another figure of the year: see the page on consistency.",
                mark=DISPUTED,
            )
            notes += f'<p class="tk-note">{html.escape(mark)}</p>'
        note = f'<p class="tk-note">{html.escape(say("Note"))}: {self.caption.note.html}</p>'
        source = f"{html.escape(say('Source'))}: {self.caption.source_line.html}"
        return f'<figcaption>{note}{notes}<p class="tk-source">{source}</p></figcaption>'

    @property
    def csv(self) -> str:
        """The data as CSV text."""
        return self.grid.csv(self.caption.lang)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": f"{self.caption.title.text}\n{self.alt}", "text/html": self.html}


def value_text(figure: Figure, lang: Lang) -> str:
    """The figure in words, for drawings."""
    return format_figure(figure, lang)


def _letters(text: str) -> str:
    """A text reduced to what it says: letters and digits, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _unlinked(text: str) -> str:
    return re.sub(r"</?(a|data)\b[^>]*>", "", text)


def _row(row: Sequence[Cell], header: Sequence[str], lang: Lang) -> str:
    first, *rest = row
    cells = [f'<th scope="row" role="rowheader">{_cell(first, lang)}</th>']
    for cell, label in zip(rest, header[1:], strict=True):
        css = _NUMBERS if isinstance(cell, Figure) else ""
        cells.append(
            f'<td role="cell" data-label="{html.escape(label)}"{css}>{_cell(cell, lang)}</td>'
        )
    return "".join(cells)


def _cell(cell: Cell, lang: Lang) -> str:
    if isinstance(cell, Figure):
        return figure_html(cell, lang)
    return cell.html if isinstance(cell, Claim) else html.escape(cell)


def _csv_header(header: Sequence[str], figures: Sequence[bool], lang: Lang) -> list[str]:
    parts = [translate(part, lang) for part in (said("lower"), said("upper"), said("words"))]
    names: list[str] = []
    for text, numeric in zip(header, figures, strict=True):
        names += [
            not_a_formula(text),
            *(f"{not_a_formula(text)} ({part})" for part in parts if numeric),
        ]
    return names


def _csv_row(row: Sequence[Cell], figures: Sequence[bool], lang: Lang) -> list[str]:
    cells: list[str] = []
    for cell, numeric in zip(row, figures, strict=True):
        if isinstance(cell, Figure):
            cells += [_plain(cell), *_ends(cell), not_a_formula(format_figure(cell, lang))]
        else:
            text = cell.text if isinstance(cell, Claim) else cell
            cells += [not_a_formula(text), *(["", "", ""] if numeric else [])]
    return cells


def _plain(figure: Figure) -> str:
    """The value as a number that every program reads; empty for a band, whose ends stand beside it."""
    return "" if figure.value is None else decimal(figure.value)


def _ends(figure: Figure) -> list[str]:
    interval = figure.interval
    ends = (interval.lower, interval.upper) if interval else (None, None)
    return ["" if end is None else decimal(end) for end in ends]


def not_a_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a signed number stays as it is.

    >>> not_a_formula("=1+1"), not_a_formula("-3,5%")
    ("'=1+1", '-3,5%')
    """
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _SIGNED.fullmatch(text)
    return "'" + text if risky else text
