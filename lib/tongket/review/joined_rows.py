"""Rows that a notebook joined: beside each figure others, which an ending of their columns leads to.

After `merge(…, suffixes=("", "_year"))` the column `value_year` belongs to `anchor_year`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.errors import UsageError
from tongket.review.frame import COLUMNS
from tongket.review.scope import Shown, said_of_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from tongket.model import Figure
    from tongket.review.session import Session


class JoinedColumn(NamedTuple):
    """Figures that were joined to rows.

    Attributes:
        heading: what a table calls them: as the notebook does, else by what they have in common.
        figures: one a row.
        columns: the columns of the frame that say them: their values, anchors and what else of the record.
        shown: the one of these in whose place a table shows them.
    """

    heading: str
    figures: list[Figure]
    columns: frozenset[str]
    shown: str


def of_one_side(frame: pd.DataFrame) -> pd.DataFrame:
    """Joined rows of which both sides were given an ending (`value_x`, `value_y`): the first says what they are."""
    anchors = [str(name) for name in frame.columns if str(name).startswith("anchor")]
    if len(anchors) < 2 or "anchor" in anchors:
        return frame
    ending = anchors[0].removeprefix("anchor")
    return frame.rename(columns={name + ending: name for name in COLUMNS})


def joined_columns(review: Session, frame: pd.DataFrame) -> list[JoinedColumn]:
    """The figures that were joined to rows of the record.

    Raises:
        UsageError: a column says something else than the record.
    """
    endings = (
        name.removeprefix("anchor")
        for name in map(str, frame.columns)
        if name.startswith("anchor_")
    )
    return [_joined(review, frame, ending) for ending in endings]


def _joined(review: Session, frame: pd.DataFrame, ending: str) -> JoinedColumn:
    from pandas.api.types import is_numeric_dtype

    figures = review.figures_of(frame, f"anchor{ending}")
    held = {name + ending for name in COLUMNS} & {*frame.columns}
    values = review.completed(frame[[f"anchor{ending}"]], f"anchor{ending}", ["value"])["value"]
    # A column that was renamed still holds the values of its anchors.
    renamed = [
        str(name) for name in frame.columns
        if name not in COLUMNS and name not in held and is_numeric_dtype(frame[name])
        and values.equals(frame[name].astype(float).set_axis(values.index))
    ]  # fmt: skip
    shown = next(iter(renamed), f"value{ending}" if f"value{ending}" in held else f"anchor{ending}")
    said = "" if renamed else said_of_all(review.page, figures, review.figures_of(frame))
    heading = f"{said[:1].upper()}{said[1:]}" or shown
    return JoinedColumn(heading, figures, frozenset({*held, shown}), shown)


def with_figures_joined(frame: pd.DataFrame, joined: Iterable[JoinedColumn]) -> pd.DataFrame:
    """Joined rows with figures in place of the columns that say them."""
    import pandas as pd

    of = {each.shown: each for each in joined}
    dropped = frozenset[str]().union(*(each.columns for each in of.values())) - {*of}
    kept = frame[[name for name in frame.columns if name not in dropped]]
    columns = [
        pd.Series(of[name].figures, frame.index, dtype=object) if name in of else kept[name]
        for name in kept.columns
    ]
    headings = [of[name].heading if name in of else name for name in kept.columns]
    # Where two would be called alike, each keeps its own name.
    names = [h if headings.count(h) == 1 else n for h, n in zip(headings, kept, strict=True)]
    return pd.concat(columns, axis=1, keys=names)


def shown_beside(names: Iterable[str], joined: Iterable[JoinedColumn]) -> list[Shown]:
    """Joined figures with the name of their row and their heading; `names` are those of the rows."""
    rows = [*names]
    return [
        Shown(figure, name, each.heading, [name, each.heading])
        for each in joined
        for name, figure in zip(rows, each.figures, strict=True)
    ]


def leads_nowhere(form: str, column: str) -> UsageError:
    """The refusal of a column of numbers without the anchors of its figures."""
    ending = f"_{column.partition('_')[2] or 'plan'}"
    remedy = (
        f"Keep anchor beside {column}; of a group or pivot name the rows: of=frame."
        if column in COLUMNS
        else f"Join anchor beside value: value{ending} belongs to anchor{ending}."
    )
    return UsageError(
        f"{form}: expected numbers that lead to their figures, got the column {column!r} alone. {remedy}"
    )
