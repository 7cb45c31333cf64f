"""Tables, one function a form: each takes figures or records and returns a whole exhibit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.claims import (
    NOT_ON_RECORD,
    NOTHING_LISTED,
    Claim,
    absence,
    left_out,
    missing_claim,
    plain,
    reason,
)
from tongket.exhibit import Caption, Cell, Exhibit, Grid, is_sparkline, value_text
from tongket.model import Calculation, Figure, Observation
from tongket.numerals import unit_name
from tongket.output import Number
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def frame(
    data: Grid,
    rows: Sequence[Figure],
    caption: Caption,
    remarks: Sequence[str] = (),
    *,
    whole: bool = False,
) -> Exhibit | Claim:
    """A frame that is set for reading.

    Args:
        data: its cells.
        rows: the figures behind its rows, with the missing ones; none where it is no frame of figures.
        caption: the words around it.
        remarks: sentences on how its columns were computed.
        whole: whether its alt text says all cells of a row, not its figures alone.
    """
    if not data.rows and rows:
        return missing_claim(rows, caption.lang)
    if not data.rows:
        return absence(NOT_ON_RECORD, caption.lang)
    listed = "; ".join(
        f"{_text(row[0], caption)}: {_said_of(row, caption, whole=whole)}" for row in data.rows
    )
    alt = caption.say("Row by row: {list}.", list=listed)
    return _exhibit(data, rows, caption, alt, remarks)


def _said_of(row: Sequence[Cell], caption: Caption, *, whole: bool) -> str:
    """What a row says of its name: its figures, or else all its cells."""
    figures = [cell for cell in row[1:] if isinstance(cell, Figure)]
    cells = row[1:] if whole or not figures else figures
    cells = [cell for cell in cells if not (isinstance(cell, str) and is_sparkline(cell))]
    return ", ".join(filter(None, (_text(cell, caption) for cell in cells)))


def plan(rows: Sequence[tuple[Figure, Figure, Figure]], caption: Caption) -> Exhibit | Claim:
    """For each statement on a plan: the result, the percentage stated, the plan implied.

    Args:
        rows: actual, stated percentage, implied plan.
        caption: the words around it.
    """
    there = [row for row in rows if not row[1].is_missing]
    flat = [figure for row in rows for figure in row]
    if not there:
        return missing_claim([f for f in flat if f.is_missing], caption.lang)
    names = (
        message("Statement"),
        message("As stated"),
        message("Result"),
        message("Plan that it implies"),
    )
    header = tuple(caption.say(name) for name in names)
    cells = tuple(
        (
            stated.name.in_(caption.lang),
            stated,
            _known_or_reason(actual, caption),
            # The reason stands beside it: it is not said twice in a row.
            caption.say("not known without the result")
            if actual.is_missing
            else _known_or_reason(target, caption),
        )
        for actual, stated, target in there
    )
    listed = "; ".join(
        f"{name}: {_text(stated, caption)}: {_text(target, caption)}"
        for name, stated, _, target in cells
    )
    alt = caption.say("The plan that each statement implies: {list}.", list=listed)
    shown = [figure for row in there for figure in row if not figure.is_missing]
    return _exhibit(Grid(header, cells), shown, caption, alt)


def grid(
    header: Sequence[str], rows: Sequence[tuple[Cell, ...]], caption: Caption, alt: str
) -> Exhibit | Claim:
    """A table of cells that the caller has put together, such as the findings of an audit."""
    if not rows:
        return absence(NOTHING_LISTED, caption.lang)
    used = [cell for row in rows for cell in row if isinstance(cell, Figure)]
    titles = tuple(caption.say(name) for name in header)
    return Exhibit(caption, _units(used, caption), alt, Grid(titles, tuple(rows)), tuple(used))


def _exhibit(
    grid: Grid, rows: Sequence[Figure], caption: Caption, alt: str, remarks: Sequence[str] = ()
) -> Exhibit:
    there = tuple(figure for figure in rows if not figure.is_missing)
    lost = left_out(rows, caption.lang)
    return Exhibit(caption, _units(there, caption), alt, grid, there, missing=(*remarks, *lost))


def _units(rows: Sequence[Figure], caption: Caption) -> str:
    names = dict.fromkeys(unit_name(figure.unit, None, caption.lang) for figure in rows)
    return ", ".join(filter(None, names)) or caption.say("as named in the table")


def origin(figure: Figure, caption: Caption, printing: Callable[[Observation], Claim]) -> Cell:
    """How a figure is printed, or how it was computed."""
    origin = figure.origin
    if isinstance(origin, Observation):
        return printing(origin)
    return origin.formula.in_(caption.lang) if isinstance(origin, Calculation) else ""


def _known_or_reason(figure: Figure, caption: Caption) -> Cell:
    return plain(reason(figure, caption.lang), caption.lang) if figure.is_missing else figure


def _text(cell: Cell, caption: Caption) -> str:
    if isinstance(cell, Number):
        return cell.words
    return value_text(cell, caption.lang) if isinstance(cell, Figure) else str(cell)
