"""A frame as a table for a page: `review.show(frame, title=…, note=…)`, with its sources and its data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tongket import tables
from tongket.errors import UsageError
from tongket.model import Figure, Observation
from tongket.review.computed import explained
from tongket.review.event_frame import COLUMNS as EVENT
from tongket.review.event_frame import events_behind, is_of_events
from tongket.review.frame import COLUMNS as RECORD
from tongket.review.frame_table import (
    calculated,
    computed_columns,
    frame_grid,
    heading,
    heading_in_words,
    is_number,
)
from tongket.review.groups import refuse_repeated, traced_column
from tongket.review.joined_rows import (
    joined_columns,
    leads_nowhere,
    shown_beside,
    with_figures_joined,
)
from tongket.review.members import Members
from tongket.review.own_words import numerals_in
from tongket.review.scope import Shown, scope_notes
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    import pandas as pd

    from tongket.claims import Claim
    from tongket.exhibit import Caption, Exhibit
    from tongket.review.computed import ComputedColumn
    from tongket.review.joined_rows import JoinedColumn
    from tongket.review.page_record import PageRecord
    from tongket.review.session import Given, Session

NOT_COMPUTED = message("Not computed, as the figures for it are not there: {names}.")


@dataclass(frozen=True)
class TableWords:
    """The words around a table.

    Attributes:
        title: what it says, in English, with placeholders.
        note: what a reader must know, likewise.
        values: what is filled in for the placeholders.
        formulas: how columns were computed, by their names, where the author says it.
    """

    title: str
    note: str
    values: Mapping[str, Given]
    formulas: Mapping[str, str] = field(default_factory=dict)


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
    if unanswered := review.unanswered((f for f in figures if not f.is_missing), words.values):
        return unanswered
    there = frame.loc[[not figure.is_missing for figure in figures]]
    joined = joined_columns(review, there)
    cited = [*figures, *(figure for each in joined for figure in each.figures)]
    caption = review.caption("table", words.title, words.note, cited, words.values)
    known = [figure for figure in figures if not figure.is_missing]
    blank = _blank(there, joined)
    there = there.drop(columns=blank)
    origins = [tables.origin(figure, caption, page.printing) for figure in known]
    computed = _Computed.of_rows(review, there, joined, words.formulas)
    grid = frame_grid(with_figures_joined(there, joined), known, page, origins, computed.figures)
    beside = shown_beside((figure.name.in_(review.lang) for figure in known), joined, page)
    names = ", ".join(translate(name, review.lang) for name in blank)
    lacking = [caption.say(NOT_COMPUTED, names=names)] * bool(blank)
    notes = [*computed.notes(caption), *lacking, *scope_notes(page, beside, caption, joined=True)]
    page.show(figure for figure in cited if not figure.is_missing)
    return computed.shown(tables.frame(grid, figures, caption, notes))


def _blank(frame: pd.DataFrame, joined: Sequence[JoinedColumn]) -> list[str]:
    """The columns of numbers that the notebook computed and that hold none: what they divide is not there."""
    said = frozenset[str]().union(*(each.columns for each in joined))
    own = [name for name in computed_columns(frame) if name not in said] if len(frame) else []
    return [name for name in own if is_number(frame[name]) and frame[name].isna().all()]


def _other_table(
    review: Session, frame: pd.DataFrame, words: TableWords, of: pd.DataFrame | None
) -> Exhibit | Claim:
    """A pivot, a group, events: a column `source` is cited below it instead of shown."""
    refuse_unrecorded(review, frame, of)
    shown = _without_empty(frame.drop(columns="source", errors="ignore"))
    computed = _Computed.of_others(review, shown, of)
    grid = frame_grid(review.with_figures(shown), (), review.page, (), computed.figures)
    figures = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
    cited = [*_sources(review, frame), *_sources(review, of), *_sources_of(figures)]
    if grid.rows and not cited:
        raise UsageError(
            Phrase(
                "show: expected a table that leads to its sources, got columns {names}. Name the rows that it "
                "was computed from: of=frame.",
                names=", ".join(grid.header),
            )
        )
    caption = replace(
        review.caption("table", words.title, words.note, figures, words.values),
        source_line=review.cite(cited),
    )
    beside = _shown(review.with_figures(shown), computed.figures, review.page)
    members = Members(review).codes if of is not None else ()
    scope = scope_notes(review.page, beside, caption, members)
    return computed.shown(tables.frame(grid, figures, caption, [*computed.notes(caption), *scope]))


def _without_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """A table without the columns of an event's words that are empty in every row."""
    words = {"field", "partners", "note"} & {*frame.columns}
    empty = [name for name in words if all(cell in ("", []) for cell in frame[name])]
    return frame.drop(columns=empty)


def refuse_unrecorded(review: Session, frame: pd.DataFrame, of: pd.DataFrame | None = None) -> None:
    """Refuse numbers in words, years and labels of rows that nothing on record says.

    Args:
        review: the review whose figures and events they are of.
        frame: rows of events, of a group, of a pivot.
        of: the rows that it was computed from.

    Raises:
        UsageError: neither the figures nor the event of a row say a number in it, nor do the rows that it was computed
            from; a row says something else than its event.
    """
    common = set[str]().union(*(() if of is None else _numerals(review, of)))
    flat = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    words = [
        place for place, name in enumerate(flat.columns)
        if name == "year" or (name != "source" and not is_number(flat.iloc[:, place]))
    ]  # fmt: skip
    rows = flat.itertuples(index=False, name=None)
    for label, said, cells in zip(frame.index, _numerals(review, flat), rows, strict=True):
        place = next((n for n in words if not _is_on_record(cells[n], said | common)), None)
        if place is not None:
            raise UsageError(
                Phrase(
                    "row {label}, {heading}: expected numbers that the record says of its row, got {cells}. Show a "
                    "number by its figure: keep anchor in a column; of a group, name of=frame.",
                    label=label,
                    heading=heading(flat.columns[place]),
                    cells=repr(cells[place]),
                )
            )


def _is_on_record(cell: object, said: AbstractSet[str]) -> bool:
    """Whether numerals are said of their row; the classes of `pandas.cut` say which rows are in a group."""
    return hasattr(cell, "open_left") or numerals_in(cell) <= said


def _numerals(review: Session, frame: pd.DataFrame) -> list[set[str]]:
    """By row, the numerals in what the record says of its figures and of its event."""
    rows = frame.itertuples(index=False, name=None)
    of_figures = [review.frames.numerals_behind(row) for row in rows]
    if not is_of_events(frame):
        return of_figures
    # Of rows joined with figures the columns of both are of the figures, which are held to their anchors.
    columns = [name for name in EVENT if not (any(of_figures) and name in RECORD)]
    events = events_behind(review.registry.events, frame, review.lang, columns)
    pairs = zip(of_figures, events, strict=True)
    return [said | numerals_in(*event.values()) for said, event in pairs]


def _shown(
    frame: pd.DataFrame, computed: Mapping[str, Sequence[Figure]], page: PageRecord
) -> list[Shown]:
    """The figures in the cells of a pivot or a group, each with its headings and what else is in its row."""
    indexed = any(name is not None for name in frame.index.names)
    rows = [*frame.itertuples(index=indexed, name=None)]
    flat = [
        [part for cell in row for part in (cell if isinstance(cell, tuple) else (cell,))]
        for row in rows
    ]
    words = [[cell for cell in row if not isinstance(cell, (Figure, float))] for row in flat]
    of_columns = [
        (column, computed.get(heading(column)) or [*frame.iloc[:, place]])
        for place, column in enumerate(frame.columns)
    ]
    of_figures = [pair for pair in of_columns if any(isinstance(f, Figure) for f in pair[1])]
    several = len(of_figures) > 1
    return [
        Shown(
            figure,
            label,
            heading_in_words(column, frame.columns.names, page) if several else "",
            [*beside, *(column if isinstance(column, tuple) else (column,))],
        )
        for column, figures in of_figures
        for label, beside, figure in zip(_labels(words), words, figures, strict=True)
        if isinstance(figure, Figure)
    ]


def _labels(words: Sequence[Sequence[object]]) -> list[str]:
    """What rows are called: their first words, as many as tell them apart."""
    said = [[cell for cell in row if isinstance(cell, str)] for row in words]
    most = max(map(len, said), default=0)
    apart = (n for n in range(1, most) if len({(*row[:n],) for row in said}) == len(said))
    count = next(apart, most)
    return [", ".join(row[:count]) for row in said]


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
    def of_rows(
        cls,
        review: Session,
        frame: pd.DataFrame,
        joined: Sequence[JoinedColumn],
        formulas: Mapping[str, str],
    ) -> _Computed:
        """Those beside rows of the record, and beside what was joined to them."""
        said = frozenset[str]().union(*(each.columns for each in joined))
        # Without rows there is nothing to trace.
        own = [] if frame.empty else [n for n in computed_columns(frame) if n not in said]
        review.frames.refuse_typed(frame, own)
        numbers = [n for n in own if is_number(frame[n])]
        return cls(review, {n: _explained(review, frame, n, formulas.get(n, "")) for n in numbers})

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
        """How each column was calculated; nothing of an empty one, or of one that shows figures of the record."""
        return [calculated(c, caption) for c in self._columns.values() if _is_calculated(c)]


def _explained(
    review: Session, frame: pd.DataFrame, column: str, formula: str = ""
) -> ComputedColumn:
    try:
        return explained(review, frame, column, formula)
    except UsageError:
        # A number that was joined without the anchor of its figure.
        if column.startswith(("value_", "lower_", "upper_")):
            raise leads_nowhere("show", column) from None
        raise


def _is_calculated(column: ComputedColumn) -> bool:
    """Whether a column holds numbers that the page computed; one that counts rows has no figures."""
    known = [figure for figure in column.figures if not figure.is_missing]
    if not column.figures:
        return True
    return any(not isinstance(figure.origin, Observation) for figure in known)
