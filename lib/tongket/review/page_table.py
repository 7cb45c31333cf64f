"""A frame as a table for a page: `review.show(frame, title=…, note=…)`, with its sources and its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket import tables
from tongket.errors import UsageError
from tongket.model import Figure, Observation
from tongket.review.computed import explained
from tongket.review.frame_table import calculated, computed_columns, frame_grid, heading
from tongket.review.groups import is_number, refuse_repeated, traced_column
from tongket.review.scope import Shown, scope_notes
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.model import Lang
    from tongket.review.computed import ComputedColumn
    from tongket.review.session import Given, Session


@dataclass(frozen=True)
class TableWords:
    """The words around a table.

    Attributes:
        title: what it says, in English, with placeholders.
        note: what a reader must know, likewise.
        values: what is filled in for the placeholders.
    """

    title: str
    note: str
    values: Mapping[str, Given]


def page_table(
    review: Session, frame: pd.DataFrame, words: TableWords, of: pd.DataFrame | None = None
) -> Exhibit | Claim:
    """Rows of the record with how each is printed or computed; those without a figure are named below with the reason.

    Args:
        review: the review whose rows they are.
        frame: rows of the record, a pivot, a group, events.
        words: title and note.
        of: the rows that a pivot or a group was computed from.

    Raises:
        UsageError: as `Session.figures_of`; a title without a note; nothing leads to the sources.
    """
    if "anchor" not in frame.columns:
        return _other_table(review, frame, words, of)
    page, figures = review.page, review.figures_of(frame)
    caption = review.caption("table", words.title, words.note, figures, words.values)
    there = frame.loc[[not figure.is_missing for figure in figures]]
    known = [figure for figure in figures if not figure.is_missing]
    origins = [tables.origin(figure, caption, page.printing) for figure in known]
    computed = _Computed.of_rows(review, there)
    grid = frame_grid(there, known, page, origins, computed.figures)
    return computed.shown(tables.frame(grid, figures, caption, computed.notes(caption)))


def _other_table(
    review: Session, frame: pd.DataFrame, words: TableWords, of: pd.DataFrame | None
) -> Exhibit | Claim:
    """A pivot, a group, events: a column `source` is cited below it instead of shown."""
    shown = frame.drop(columns="source", errors="ignore")
    computed = _Computed.of_others(review, shown, of)
    grid = frame_grid(review.with_figures(shown), (), review.page, (), computed.figures)
    figures = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
    cited = [*_sources(review, frame), *_sources(review, of), *_sources_of(figures)]
    if grid.rows and not cited:
        raise UsageError(
            f"show: expected a table that leads to its sources, got columns {', '.join(grid.header)}. "
            "Name the rows that it was computed from: of=frame."
        )
    caption = replace(
        review.caption("table", words.title, words.note, figures, words.values),
        source_line=review.cite(cited),
    )
    scope = scope_notes(
        review.page, _shown(review.with_figures(shown), computed.figures, review.lang), caption
    )
    return computed.shown(tables.frame(grid, figures, caption, [*computed.notes(caption), *scope]))


def _shown(
    frame: pd.DataFrame, computed: Mapping[str, Sequence[Figure]], lang: Lang
) -> list[Shown]:
    """The figures in the cells of a pivot or a group, each with its headings and what else is in its row."""
    indexed = any(name is not None for name in frame.index.names)
    rows = [*frame.itertuples(index=indexed, name=None)]
    flat = [
        [part for cell in row for part in (cell if isinstance(cell, tuple) else (cell,))]
        for row in rows
    ]
    words = [[cell for cell in row if not isinstance(cell, (Figure, float))] for row in flat]
    return [
        Shown(
            figure,
            ", ".join([*map(str, beside[:1]), translate(heading(column), lang)]),
            [*beside, *parts],
        )
        for place, column in enumerate(frame.columns)
        for parts in [column if isinstance(column, tuple) else (column,)]
        for beside, figure in zip(
            words, computed.get(heading(column)) or frame.iloc[:, place], strict=True
        )
        if isinstance(figure, Figure)
    ]


def _sources(review: Session, frame: pd.DataFrame | None) -> list[str]:
    """The sources of rows of the record, or of events."""
    if frame is None:
        return []
    if "anchor" in frame.columns:
        return _sources_of(review.figures_of(frame))
    return [*frame["source"]] if "source" in frame.columns else []


def _sources_of(figures: Iterable[Figure]) -> list[str]:
    return [row.source for figure in figures for row in figure.observations if row.source]


class _Computed:
    """The columns of numbers that the notebook of a table computed: their formulas, and their figures.

    Attributes:
        figures: by heading, one figure a row; none for those that count rows.

    Raises:
        UsageError: nothing says how a column of numbers was computed.
    """

    def __init__(self, review: Session, columns: Mapping[str, ComputedColumn]) -> None:
        self._review, self._columns = review, columns
        self.figures = {head: column.figures for head, column in columns.items()}

    @classmethod
    def of_rows(cls, review: Session, frame: pd.DataFrame) -> _Computed:
        """Those beside rows of the record."""
        # Without rows there is nothing to trace.
        own = [] if frame.empty else computed_columns(frame)
        review.refuse_typed(frame, own)
        return cls(review, {n: explained(review, frame, n) for n in own if is_number(frame[n])})

    @classmethod
    def of_others(cls, review: Session, frame: pd.DataFrame, of: pd.DataFrame | None) -> _Computed:
        """Those of a group, a pivot or joined rows."""
        numbers = [n for n in frame.columns if len(frame) and is_number(frame[n]) and n != "year"]
        if of is not None:
            refuse_repeated(of)
        found = {heading(n): traced_column(review, frame, n, of) for n in numbers}
        return cls(review, found)

    def shown(self, exhibit: Exhibit | Claim) -> Exhibit | Claim:
        """The table, whose figures the page accounts for: those of its rows, then the computed ones."""
        self._review.exhibited(exhibit)
        numbers = (figure for figures in self.figures.values() for figure in figures)
        self._review.page.show(figure for figure in numbers if not figure.is_missing)
        return exhibit

    def notes(self, caption: Caption) -> list[str]:
        """How each column was calculated; nothing of one that shows figures of the record as they are."""
        return [calculated(c, caption) for c in self._columns.values() if not _is_of_record(c)]


def _is_of_record(column: ComputedColumn) -> bool:
    known = [figure for figure in column.figures if not figure.is_missing]
    return bool(known) and all(isinstance(figure.origin, Observation) for figure in known)
