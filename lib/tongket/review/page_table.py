"""A frame as a table for a page: `review.show(frame, title=…, note=…)`, with its sources and its data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket import tables
from tongket.model import Figure
from tongket.review.computed import explained
from tongket.review.frame_table import computed_columns, frame_grid
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.review.session import Given, Session


def page_table(
    review: Session, frame: pd.DataFrame, title: str, note: str, values: Mapping[str, Given]
) -> Exhibit | Claim:
    """Rows of the record with how each is printed or computed; those without a figure are named below with the reason.

    Raises:
        UsageError: as `Session.figures_of`; a title without a note.
    """
    if "anchor" not in frame.columns:
        return _other_table(review, frame, title, note, values)
    page, figures = review.page, review.figures_of(frame)
    caption = review.caption("table", title, note, figures, values)
    there = frame[[not figure.is_missing for figure in figures]]
    known = [figure for figure in figures if not figure.is_missing]
    origins = [tables.origin(figure, caption, page.printing) for figure in known]
    computed = _Computed(review, there)
    grid = frame_grid(there, known, page, origins, computed.figures)
    return computed.shown(tables.frame(grid, figures, caption, computed.notes(caption)))


def _other_table(
    review: Session, frame: pd.DataFrame, title: str, note: str, values: Mapping[str, Given]
) -> Exhibit | Claim:
    """A pivot, a group, events: a column `source` is cited below it instead of shown."""
    cited = [*frame["source"]] if "source" in frame.columns else []
    shown = frame.drop(columns="source", errors="ignore")
    computed = _Computed(review, shown)
    grid = frame_grid(review.with_figures(shown), (), review.page, (), computed.figures)
    figures = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
    rows = [row for figure in figures for row in figure.observations]
    caption = replace(
        review.caption("table", title, note, figures, values),
        source_line=review.cite([*cited, *(row.source for row in rows)]),
    )
    return computed.shown(tables.frame(grid, figures, caption, computed.notes(caption)))


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
