"""A frame as a table for a page: `review.show(frame, title=…, note=…)`, with its sources and its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket import tables
from tongket.errors import UsageError
from tongket.model import Figure
from tongket.review.computed import explained
from tongket.review.frame_table import computed_columns, frame_grid
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
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
    there = frame[[not figure.is_missing for figure in figures]]
    known = [figure for figure in figures if not figure.is_missing]
    origins = [tables.origin(figure, caption, page.printing) for figure in known]
    computed = _Computed(review, there)
    grid = frame_grid(there, known, page, origins, computed.figures)
    return computed.shown(tables.frame(grid, figures, caption, computed.notes(caption)))


def _other_table(
    review: Session, frame: pd.DataFrame, words: TableWords, of: pd.DataFrame | None
) -> Exhibit | Claim:
    """A pivot, a group, events: a column `source` is cited below it instead of shown."""
    shown = frame.drop(columns="source", errors="ignore")
    computed = _Computed(review, shown)
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
    return computed.shown(tables.frame(grid, figures, caption, computed.notes(caption)))


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
    """The computed columns of a table: the formulas that the executed cells give them, and their numbers.

    Attributes:
        figures: by column, one figure a row.
    """

    def __init__(self, review: Session, frame: pd.DataFrame) -> None:
        self._review, self._columns = review, computed_columns(frame)
        numbers = {*frame.select_dtypes("number").columns}
        found = {n: explained(review, n, frame) for n in self._columns if n in numbers}
        self._formulas = {name: pair[0] for name, pair in found.items() if pair}
        self.figures = {name: pair[1] for name, pair in found.items() if pair}

    def shown(self, exhibit: Exhibit | Claim) -> Exhibit | Claim:
        """The table, whose figures the page accounts for: those of its rows, then the computed ones."""
        self._review.exhibited(exhibit)
        numbers = (figure for figures in self.figures.values() for figure in figures)
        self._review.page.show(figure for figure in numbers if not figure.is_missing)
        return exhibit

    def notes(self, caption: Caption) -> list[str]:
        """Which columns were calculated, each with its formula; those without one in a sentence together."""
        said = [
            caption.say(
                "Calculated on this page: {column} = {formula}.",
                column=translate(name, caption.lang), formula=formula.words,
            )
            for name, formula in self._formulas.items()
        ]  # fmt: skip
        others = [name for name in self._columns if name not in self._formulas]
        names = ", ".join(translate(name, caption.lang) for name in others)
        marked = [caption.say("Calculated on this page: {columns}.", columns=names)]
        return said + (marked if others else [])
