"""A frame as a table for a page: `review.show(frame, title=…, note=…)`, with its sources and its data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket import tables
from tongket.model import Figure
from tongket.review.frame_table import computed_columns, frame_grid

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tongket.claims import Claim
    from tongket.exhibit import Exhibit
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
    grid = frame_grid(there, known, page, origins)
    return review.exhibited(tables.frame(grid, figures, caption, computed_columns(frame)))


def _other_table(
    review: Session, frame: pd.DataFrame, title: str, note: str, values: Mapping[str, Given]
) -> Exhibit | Claim:
    """A pivot, a group, events: a column `source` is cited below it instead of shown."""
    cited = [*frame["source"]] if "source" in frame.columns else []
    grid = frame_grid(
        review.with_figures(frame.drop(columns="source", errors="ignore")), (), review.page
    )
    figures = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
    rows = [row for figure in figures for row in figure.observations]
    caption = replace(
        review.caption("table", title, note, figures, values),
        source_line=review.cite([*cited, *(row.source for row in rows)]),
    )
    return review.exhibited(tables.frame(grid, figures, caption, computed_columns(frame)))
