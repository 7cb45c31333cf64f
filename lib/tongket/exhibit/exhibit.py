"""An exhibit: a chart or table that knows its title, unit, alt text, note, source and data.

It refuses to exist without any of them, and it carries its data twice more: as a table for those who
do not see the chart, and as a CSV file for those who compute.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tongket.claims import Claim, marks_explained, plain
from tongket.errors import UsageError
from tongket.exhibit.markup import above_html, below_html, csv_text, exhibit_html
from tongket.exhibit.picture import bitmap, picture, size
from tongket.model import Figure
from tongket.numerals import format_figure
from tongket.output import (
    BESIDE,
    Column,
    Drawings,
    ExhibitPart,
    Number,
    TablePart,
    bundle,
    number_of,
)
from tongket.translations import Phrase, translate

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.output import CellPart, ClaimPart

# A number is a figure in other words than its own, such as those that a column of numbers shares.
Cell = Figure | Claim | Number | str
# How an alt text begins that names the form instead of saying what it shows.
_OPENING = re.compile(
    r"\W*(an? |the |một )?(bar |line )?"
    r"(chart|graph|plot|figure|table|image|picture|biểu đồ|đồ thị|bảng|hình( ảnh| vẽ)?)\b"
    r"( of\b| showing\b| about\b| về\b| thể hiện\b| của\b)?",
    re.I,
)


@dataclass(frozen=True)
class Caption:
    """What is written around an exhibit: its words, its language, its source and its place on the page."""

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
                Phrase(
                    "table: expected words in the first cell of each row, got the figure {unnamed}. Name what the "
                    "row is about.",
                    unnamed=unnamed[0],
                )
            )
        columns = tuple(
            Column(name, "number" if any(isinstance(row[i], Number) for row in rows) else "text")
            for i, name in enumerate(self.header)
        )
        return TablePart(columns, rows)


@dataclass(frozen=True)
class Output:
    """An output of a cell: its forms by their media types, and what is said of them."""

    data: dict[str, Any]
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
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
                raise UsageError(
                    Phrase(
                        "exhibit {id}: expected a {name}, got none. Write one.",
                        id=caption.id,
                        name=name,
                    )
                )
        # What is left of the alt text without its opening must say more than the title does.
        pattern = _letters(_OPENING.sub("", self.alt, count=1))
        if pattern in _letters(caption.title.text):
            raise UsageError(
                Phrase(
                    "exhibit {id}: expected an alt text that says the pattern, got {alt}. Say what is longest, what "
                    "changes, what differs from the rest.",
                    id=caption.id,
                    alt=repr(self.alt),
                )
            )

    def __repr__(self) -> str:
        return f"<{self.caption.title.text}: {self.alt}>"

    @cached_property
    def part(self) -> ExhibitPart:
        """The exhibit as data."""
        caption, table = self.caption, self.grid.part(self.caption.lang)
        title, note = caption.title.part, caption.note.part
        return ExhibitPart(
            caption.id, title, self.unit, self.alt, note, self._notes(title, note, table),
            caption.source_line.part, table, self.drawings, caption.source_line.sources,
        )  # fmt: skip

    def _notes(self, title: ClaimPart, note: ClaimPart, table: TablePart) -> tuple[str, ...]:
        """What the form adds: what is not shown and why, what each mark beside a figure or in words means."""
        cells = [
            number
            for row in table.rows
            for cell in row
            for number in ((cell,) if isinstance(cell, Number) else cell.numbers)
        ]
        marked: tuple[Figure | Number, ...] = (*self.figures, *title.numbers, *note.numbers, *cells)
        return (*self.missing, *marks_explained(marked, self.caption.lang))

    @property
    def html(self) -> str:
        """The exhibit as an HTML figure for a page: both drawings, of which a screen shows one."""
        return exhibit_html(self.part, self.caption.lang)

    @property
    def csv(self) -> str:
        """The data as CSV text: for each figure its value, the ends of its interval, its unit, its words."""
        return csv_text(self.part.table, self.caption.lang)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What a notebook shows of it, one below the other: a table is one output, a chart three.

        The picture of a chart is an output of its own: JupyterLab takes drawings out of the HTML of a notebook that
        it does not trust, and forges take pictures out of any HTML. The part is with the last output.
        """
        lang = self.caption.lang
        if not self.drawings:
            text = f"{self.part.title.text}\n{self.alt}"
            return (Output(bundle(self.part, lang, self.html, text)),)
        part = self.part
        above = {"text/plain": part.title.text, "text/html": above_html(part, lang)}
        notes = "\n".join([part.note.text, *part.notes, part.source.text])
        below = Output(bundle(part, lang, below_html(part, lang), notes))
        return Output(above, {BESIDE: part.id}), self._picture(), below

    def _picture(self) -> Output:
        """The wide drawing as a picture of natural size, with its words for every program that reads them."""
        svg = picture(self.drawings.wide or self.drawings.narrow)
        width, height = size(svg)
        data = {"text/plain": self.alt, "image/png": base64.b64encode(bitmap(svg, width)).decode()}
        said = {"width": width, "height": height, "alt": self.alt}
        return Output(data, {BESIDE: self.caption.id, "image/png": said})

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        for output in self.outputs:
            publish_display_data(output.data, output.metadata)  # type: ignore[no-untyped-call]


def value_text(figure: Figure, lang: Lang) -> str:
    """The figure in words, for drawings."""
    return format_figure(figure, lang)


def _letters(text: str) -> str:
    """A text reduced to what it says: letters and digits, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _cell(cell: Cell, lang: Lang) -> CellPart:
    if isinstance(cell, Figure):
        return number_of(cell, lang)
    if isinstance(cell, Number):
        return cell
    return cell.part if isinstance(cell, Claim) else plain(cell).part
