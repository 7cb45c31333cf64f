"""A frame as a table for reading: numerals of the language, intervals, units, what contradicts, what is missing."""

from __future__ import annotations

import html
import math
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING

from tongket.claims import Claim, comment, foreign, marks_explained, plain, reason
from tongket.exhibit import Grid, scrolled, table_html
from tongket.model import Figure, Measure, Observation
from tongket.model.figure import exact_number
from tongket.numerals import format_number
from tongket.numerals.formats import format_ends, format_range
from tongket.output import Step, in_a_row, number_of
from tongket.review.column_words import HEADS, MARKS, MEASURES, NAMED, head_of, in_words
from tongket.review.frame import COLUMNS
from tongket.review.page_record import Fragment
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from tongket.exhibit import Caption, Cell
    from tongket.model import Lang
    from tongket.review.computed import ComputedColumn
    from tongket.review.page_record import PageRecord

# Shown of a frame of figures where its rows differ in it.
MARKING = ("area_name", "measure_name", "period")  # also where the notebook left them out
DISTINGUISHED_BY = ("domain_name", *MARKING)
# Columns whose cells are ids or marks, which readers see in words.
SAID = {*NAMED, *MARKS, "period", "qualifier"}


def calculated(column: ComputedColumn, caption: Caption) -> str:
    """The sentence that says how a column was computed."""
    return caption.say(
        "Calculated on this page: {column} = {formula}.",
        column=column.called.in_(caption.lang), formula=column.words.in_(caption.lang),
    )  # fmt: skip


def frame_grid(
    frame: pd.DataFrame, figures: Sequence[Figure], page: PageRecord, origins: Sequence[Cell] = (),
    explained: Mapping[str, Sequence[Figure]] = MappingProxyType({}),
) -> Grid:  # fmt: skip
    """The rows of a frame for reading.

    Args:
        frame: rows of the record, or any other frame: a pivot, a group.
        figures: those behind its rows, in their order; none where it has no anchors.
        page: the page that it is on.
        origins: how each row is printed or computed; without them what its sources allow.
        explained: the numbers of computed columns as figures, one a row; each then leads to its formula.
    """
    if "anchor" not in frame.columns:
        return _of_numbers(frame, page, explained)
    return _of_figures(frame, figures, page, origins, explained)


def computed_columns(frame: pd.DataFrame) -> list[str]:
    """The columns that the author added to rows of the record."""
    return [str(n) for n in frame.columns if n not in COLUMNS]


def frame_table(frame: pd.DataFrame, figures: Sequence[Figure], page: PageRecord) -> Fragment:
    """A frame as a table; `frame`, `figures` and `page` as for `frame_grid`."""
    from pandas.api.types import is_numeric_dtype

    grid = frame_grid(frame, figures, page)
    page.show(cell for row in grid.rows for cell in row if isinstance(cell, Figure))
    part = grid.part(page.lang)
    caption = page.say("Rows: {count}", count=format_number(len(frame), page.lang))
    said = marks_explained(figures, page.lang)
    note = "".join(f'<p class="tk-note">{html.escape(sentence)}</p>' for sentence in said)
    own = computed_columns(frame) if "anchor" in frame.columns else []
    untraced = [translate(n, page.lang) for n in own if is_numeric_dtype(frame[n])]
    if untraced:
        lost = page.say("Not traced to figures: {columns}.", columns=", ".join(untraced))
        note += f'<p class="tk-note">{html.escape(lost)}</p>'
    cells = [[column.name for column in part.columns]]
    cells += [[c.text if hasattr(c, "text") else c.words for c in row] for row in part.rows]
    text = "\n".join("  ".join(row) for row in cells)
    marked = scrolled(table_html(part, html.escape(caption)), page.lang)
    return Fragment(marked + note, text, part, page.lang)


def _of_figures(
    frame: pd.DataFrame, figures: Sequence[Figure], page: PageRecord, origins: Sequence[Cell],
    explained: Mapping[str, Sequence[Figure]],
) -> Grid:  # fmt: skip
    lang, columns = page.lang, frame.columns
    names = list(frame["name"]) if "name" in columns else [f.name.in_(lang) for f in figures]
    shown: dict[str, Sequence[Cell]] = {HEADS["name"]: names}
    for name in DISTINGUISHED_BY:
        if name in columns and _tells_apart(name, set(frame[name]) - {""}, page):
            shown[HEADS[name]] = [in_words(name, cell, page) for cell in frame[name]]
    shown[HEADS["value"]] = list(figures)
    alike = {tuple(map(str, row)) for row in zip(*shown.values(), strict=True)}
    if len(alike) < len(figures):
        shown[message("Source")] = [_publisher(figure, page) for figure in figures]
    allowed = [_allowed(figure, lang) for figure in figures]
    if any(allowed) and not origins:
        shown[message("What its sources allow")] = allowed
    own: dict[str, Sequence[Cell]] = {
        translate(HEADS.get(n, n), lang): _leading(
            _cells(frame[n], n, page), explained.get(n, ()), lang
        )
        for n in computed_columns(frame)
    }
    if origins:
        own[page.say("As printed, or how computed")] = origins
    if any(figure.is_missing for figure in figures):
        own[page.say("Missing because")] = [_why(figure, lang) for figure in figures]
    shown = {page.say(head): cells for head, cells in shown.items()} | own
    return Grid(tuple(shown), tuple(zip(*shown.values(), strict=True)))


def _publisher(figure: Figure, page: PageRecord) -> Cell:
    """Who published a figure; of one that is computed, or of no source, nothing."""
    row = figure.origin
    if not isinstance(row, Observation) or not row.source:
        return ""
    publisher = page.publisher_of(row.source)
    return foreign(publisher[0], [publisher], page.lang)


def _why(figure: Figure, lang: Lang) -> Cell:
    """Why a figure is missing; empty of one that is not, and marked where it is in another language."""
    why = reason(figure, lang)
    return Claim(in_a_row([comment(why, lang)]), lang=lang) if why else ""


def _tells_apart(column: str, cells: set[str], page: PageRecord) -> bool:
    """Whether rows differ in a column, or are all of another measure, place or period than those under review."""
    own = {"measure_name": page.say(MEASURES[Measure.ACTUAL])}
    if page.area is not None:
        own |= {"area_name": page.distinct_name(page.area), "period": str(page.period)}
    return len(cells) > 1 or (column in own and bool(cells - {own[column]}))


def _of_numbers(
    frame: pd.DataFrame, page: PageRecord, explained: Mapping[str, Sequence[Figure]]
) -> Grid:
    """Any frame: its index, where it has names, heads the rows."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    heads = [heading(name) for name in frame.columns]
    columns = [
        _leading(_cells(frame.iloc[:, place], head, page), explained.get(head, ()), page.lang)
        for place, head in enumerate(heads)
    ]
    if columns:
        columns[0] = [cell.text if isinstance(cell, Claim) else cell for cell in columns[0]]
    headings = [heading_in_words(name, frame.columns.names, page) for name in frame.columns]
    return Grid(tuple(headings), tuple(zip(*columns, strict=True)))


def heading(name: object) -> str:
    """The name of a column of any frame; in a pivot it may have several parts."""
    return " · ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def heading_in_words(name: object, levels: Sequence[object], page: PageRecord) -> str:
    """The name of a column as readers see it; `levels` are the names of its parts, such as `measure` in a pivot."""
    parts = name if isinstance(name, tuple) else (name,)
    said = [in_words(*pair, page) for pair in zip(levels, parts, strict=True)]
    if said != [*map(str, parts)]:
        return " · ".join(said)
    return translate(head_of(heading(name)), page.lang)


def is_number(column: pd.Series) -> bool:
    """Whether a column holds numbers, not marks."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    return is_numeric_dtype(column) and not is_bool_dtype(column)


def _cells(column: pd.Series, name: object, page: PageRecord) -> list[Cell]:
    """A column of numbers with the marks of the language and as many decimals in each row; anything else as text."""
    numbers = [v for v in column if isinstance(v, Real) and math.isfinite(v)]
    widest = max((abs(float(v)) for v in numbers), default=0)
    places = 0 if all(float(v).is_integer() for v in numbers) else 2 if widest < 10 else 1
    empty = column.isna()
    if name in SAID and not is_number(column):
        column = column.map(lambda cell: in_words(name, cell, page))
    return [
        "" if lost else _cell(value, 0 if name == "year" else places, page.lang, plain_year=name == "year")
        for value, lost in zip(column, empty, strict=True)
    ]  # fmt: skip


def _leading(cells: list[Cell], figures: Sequence[Figure], lang: Lang) -> list[Cell]:
    """The numbers of a computed column as their figures say them, each with the way to its formula."""
    if not figures:
        return cells
    return [
        cell if figure.is_missing else number_of(figure, lang, unit=False)
        for cell, figure in zip(cells, figures, strict=True)
    ]


def _cell(value: object, places: int, lang: Lang, *, plain_year: bool) -> Cell:
    if isinstance(value, Figure):
        return value
    if isinstance(value, list):
        return plain("; ".join(map(str, value)))
    if not isinstance(value, Real) or isinstance(value, bool) or plain_year:
        return plain(str(value))
    if math.isinf(value):
        return "∞" if float(value) > 0 else "−∞"
    exact = exact_number(value)
    return Claim((Step(format_number(exact, lang, places), float(exact)),))


def _allowed(figure: Figure, lang: Lang) -> str:
    """What is allowed of a figure, in short: `6.700–6.900`, `> 10.000`; empty where it is exact or missing."""
    interval = figure.interval
    if interval is None or interval.is_exact:
        return ""
    low, high = format_ends(figure, lang)
    if interval.lower is not None and interval.upper is not None:
        return format_range(low, high, lang)
    if interval.lower is not None:
        return f"{'≥' if interval.lower_closed else '>'} {low}"
    return f"{'≤' if interval.upper_closed else '<'} {high}"
