"""Rows that a notebook joined: beside each figure others, which an ending of their columns leads to.

After `merge(…, suffixes=("", "_year"))` the column `value_year` belongs to `anchor_year`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.audit.quantities import capitalised
from tongket.errors import UsageError
from tongket.review.column_words import head_of
from tongket.review.formula import former_names, is_assigned
from tongket.review.frame import COLUMNS
from tongket.review.scope import Shown, said_of_all
from tongket.translations import Phrase, translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from tongket.model import Figure
    from tongket.review.page_record import PageRecord
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
        UsageError: a column says something else than the record; nothing says which of several columns holds
            values that were joined.
    """
    endings = [
        name.removeprefix("anchor")
        for name in map(str, frame.columns)
        if name.startswith("anchor_")
    ]
    renamed = _renamed(review, frame, endings)
    return [_joined(review, frame, ending, renamed.get(ending, "")) for ending in endings]


def _joined(review: Session, frame: pd.DataFrame, ending: str, renamed: str) -> JoinedColumn:
    figures = review.figures_of(frame, f"anchor{ending}")
    held = {name + ending for name in COLUMNS} & {*frame.columns}
    shown = renamed or (f"value{ending}" if f"value{ending}" in held else f"anchor{ending}")
    said = "" if renamed else said_of_all(review.page, figures, review.figures_of(frame))
    heading = capitalised(said) or shown
    return JoinedColumn(heading, figures, frozenset({*held, shown}), shown)


def _renamed(review: Session, frame: pd.DataFrame, endings: list[str]) -> dict[str, str]:
    """By ending, the column that its `value…` was renamed to: it still holds the values of the anchors."""
    lost = [ending for ending in endings if f"value{ending}" not in frame.columns]
    if not lost or frame.empty:
        return {}
    of_record = {name + ending for ending in ("", *endings) for name in COLUMNS}
    own = [str(n) for n in frame.columns if n not in of_record and _holds_amounts(frame[n])]
    former = {name: {*former_names(name)} for name in own}
    found: dict[str, list[str]] = {}
    for ending in lost:
        alike = _of_values(review, frame, ending, own)
        # What a cell renamed is certain; a number that a cell computed or typed is equal by chance.
        named = [name for name in alike if f"value{ending}" in former[name]]
        found[ending] = named or [
            name for name in alike
            if not is_assigned(name) and not former[name] & {f"value{other}" for other in endings}
        ]  # fmt: skip
    _refuse_several(found)
    return {ending: names[0] for ending, names in found.items() if names}


def _holds_amounts(column: pd.Series) -> bool:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    return is_numeric_dtype(column) and not is_bool_dtype(column)


def _of_values(review: Session, frame: pd.DataFrame, ending: str, columns: list[str]) -> list[str]:
    """Those of some columns that hold the values of the anchors with an ending."""
    anchor = f"anchor{ending}"
    values = review.completed(frame[[anchor]], anchor, ["value"])["value"].astype(float)
    return [name for name in columns if values.equals(frame[name].astype(float))]


def _refuse_several(found: dict[str, list[str]]) -> None:
    """Refuse values that may belong to several columns of anchors, or be in several columns."""
    held = [name for names in found.values() for name in names]
    doubtful = [e for e, names in found.items() if len(names) > 1 or any(held.count(n) > 1 for n in names)]  # fmt: skip
    if doubtful:
        columns = ", ".join(dict.fromkeys(repr(n) for e in doubtful for n in found[e]))
        anchors = ", ".join(f"anchor{ending}" for ending in doubtful)
        remedy = ", ".join(f"value{ending} belongs to anchor{ending}" for ending in doubtful)
        raise UsageError(
            Phrase(
                "show: expected one column with the values of each of {anchors}, got {columns} with the same "
                "numbers. Keep the names of the record: {remedy}.",
                anchors=anchors,
                columns=columns,
                remedy=remedy,
            )
        )


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


def shown_beside(
    names: Iterable[str], joined: Iterable[JoinedColumn], page: PageRecord
) -> list[Shown]:
    """Joined figures with the name of their row and their heading as readers see it; `names` are those of the rows."""
    rows = [*names]
    headings = [(each, translate(head_of(each.heading), page.lang)) for each in joined]
    return [
        Shown(figure, name, heading, [name, heading])
        for each, heading in headings
        for name, figure in zip(rows, each.figures, strict=True)
    ]


def leads_nowhere(form: str, column: str) -> UsageError:
    """The refusal of a column of numbers without the anchors of its figures."""
    ending = f"_{column.partition('_')[2] or 'plan'}"
    remedy = (
        Phrase(
            "Keep anchor beside {column}; of a group or pivot name the rows: of=frame.",
            column=column,
        )
        if column in COLUMNS
        else Phrase(
            "Join anchor beside value: value{ending} belongs to anchor{ending}.", ending=ending
        )
    )
    return UsageError(
        Phrase(
            "{form}: expected numbers that lead to their figures, got the column {column} alone. {remedy}",
            form=form,
            column=repr(column),
            remedy=remedy,
        )
    )
