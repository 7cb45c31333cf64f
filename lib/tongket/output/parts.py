"""The parts that a cell may show: frozen, plain, in one language, free of HTML.

A text is a row of pieces: words, numbers that belong to a figure, steps of arithmetic, quotes in another language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tongket.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal[
    "key_points", "tiles", "limits", "not_known", "conflicts", "questions", "changes"
]  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A figure as it is shown in one place.

    Args:
        words: what people read, with hedge and unit where the place shows them.
        value: the best single value; None for a band, an open end and a figure that is not known.
        lower, upper: the ends of what its sources allow; None where that has no end, or is not known.
        whole: the N of a printed fraction n/N; None elsewhere.
        unit: the code of its unit in the registry.
        unit_name: the unit in words.
        anchor: the id of its row in the sources of the page; empty where the figure is not known.
        status: the SDMX observation status; empty where it was computed.
        disputed: whether it contradicts another figure of its year.
        questioned: whether it is to be checked: it fits the others only under a looser reading or another scope, or its
            source is not reliable enough.
        revised: whether it was first published otherwise, or is calculated from a figure that was.
        lang: the language of the page.
        quoted_in: the language of the words where they quote a print in another one; else empty.
    """

    words: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    unit_name: str
    anchor: str
    lang: Lang
    status: str = ""
    disputed: bool = False
    questioned: bool = False
    revised: bool = False
    whole: int | None = None
    quoted_in: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the sources do not give it."""
        return not self.anchor


@dataclass(frozen=True)
class Step:
    """A number in the arithmetic of a conflict: it belongs to no figure."""

    words: str
    value: float


@dataclass(frozen=True)
class Quote:
    """Words in another language than the page."""

    words: str
    lang: str


Piece = str | Number | Step | Quote


def words_of(piece: Piece) -> str:
    """A piece as plain text."""
    return piece if isinstance(piece, str) else piece.words


def in_a_row(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Runs with neighbouring words put together and empty ones left out.

    >>> in_a_row(["a ", "", "b"])
    ('a b',)
    """
    row: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and row and isinstance(row[-1], str):
            row[-1] += piece
        elif words_of(piece):
            row.append(piece)
    return tuple(row)


@dataclass(frozen=True)
class ClaimPart:
    """A sentence, or another short text, with the numbers in it.

    Args:
        pieces: what it consists of, in its order.
        stated: whether it states something; else it says which figure is not known.
    """

    pieces: tuple[Piece, ...]
    stated: bool = True

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(map(words_of, self.pieces))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that belongs to a figure, in the order of the sentence."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Number))


@dataclass(frozen=True)
class VintageEntry:
    """A figure as it was on record from some day on.

    Args:
        number: what it said then.
        since: when it was published: a day, month or year as the data write it.
        published: the same in words.
        how: what brought it: its first publication, a later edition of its source, or a correction.
        reason: why it was revised to this; empty where it is the first, or nobody says why.
    """

    number: Number
    since: str
    published: str
    how: Literal["first", "edition", "correction"]
    reason: str = ""


@dataclass(frozen=True)
class FigurePart:
    """A figure with where it comes from: alone in a cell, or as a row of the sources.

    Args:
        anchor: the id of its row in the sources.
        name: what it is called.
        number: as shown.
        observation: the key of the observation that states it, its parts joined by `|`; empty where it was computed.
        source: the id of its source; empty where it was computed.
        origin: its source and place with the print, or its formula.
        inputs: what it was computed from.
        allowed: what its sources allow, in words.
        remark: what a reader must know before using it.
        missing: why it is not known; empty where it is.
        vintages: of a figure that was revised what it said, the first first and what holds last; empty elsewhere.
        revision: by how much it differs from what was first published; None where that is not known.
        revision_pct: the same in percent of that; None where percent of it says nothing.
    """

    anchor: str
    name: str
    number: Number
    origin: ClaimPart
    allowed: str
    observation: str = ""
    source: str = ""
    inputs: tuple[Number, ...] = ()
    remark: str = ""
    missing: str = ""
    vintages: tuple[VintageEntry, ...] = ()
    revision: Number | None = None
    revision_pct: Number | None = None


@dataclass(frozen=True)
class ListPart:
    """Sentences in a list: key points, limits, what is not known, conflicts in short, questions."""

    role: Role
    items: tuple[ClaimPart, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; in one of numbers single cells may still hold words."""

    name: str
    kind: Literal["text", "number"]


CellPart = ClaimPart | Number


@dataclass(frozen=True)
class TablePart:
    """The data of an exhibit, or a frame shown for reading; the first cell of each row is a text that names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[CellPart, ...], ...]


@dataclass(frozen=True)
class Drawings:
    """A chart as SVG text: `narrow` for a phone, `wide` for a screen and for print; empty where there is none."""

    narrow: str = ""
    wide: str = ""

    def __bool__(self) -> bool:
        return bool(self.narrow or self.wide)


@dataclass(frozen=True)
class ExhibitPart:
    """A chart or a table.

    Args:
        id: its id on the page.
        unit: what the numbers count; words.
        alt: what one sees in it.
        note: what its author adds.
        notes: what the form adds: what is not shown, what a mark means.
        source: the source line, without the word "Source".
        drawings: none for a table.
        cites: the ids of the sources of that line; none where it names another place.
    """

    id: str
    title: ClaimPart
    unit: str
    alt: str
    note: ClaimPart
    notes: tuple[str, ...]
    source: ClaimPart
    table: TablePart
    drawings: Drawings = Drawings()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConflictEntry:
    """A conflict that the audit found.

    Args:
        anchor: the id of its place on the page.
        severity: `conflict`, `warning` or `note`.
        severity_name: the same in words.
        headline: what cannot all be true.
        arithmetic: the calculation, line by line.
        rests_on: the assumptions that it depends on.
        ways_out: what would resolve it.
        ask: what to ask.
    """

    anchor: str
    severity: str
    severity_name: str
    headline: ClaimPart
    arithmetic: tuple[ClaimPart, ...]
    rests_on: tuple[ClaimPart, ...]
    ways_out: tuple[ClaimPart, ...]
    ask: ClaimPart


@dataclass(frozen=True)
class ConflictsPart:
    """Every conflict of a year."""

    conflicts: tuple[ConflictEntry, ...]


@dataclass(frozen=True)
class DefinitionEntry:
    """What an indicator means; `code` is its code in the national system of indicators, in words."""

    indicator: str
    name: str
    definition: str
    code: str = ""


@dataclass(frozen=True)
class DefinitionsPart:
    """The indicators of a page."""

    definitions: tuple[DefinitionEntry, ...]


@dataclass(frozen=True)
class CitedSource:
    """A source: its id, how it is cited, its web address (empty without one), what a reader must know of it."""

    id: str
    cited: ClaimPart
    url: str
    note: str = ""


@dataclass(frozen=True)
class SourcesPart:
    """The account of a page: each of its figures with its origin, and each source."""

    figures: tuple[FigurePart, ...]
    sources: tuple[CitedSource, ...]


Part = (
    ClaimPart | FigurePart | ListPart | ExhibitPart | ConflictsPart | DefinitionsPart | SourcesPart
    | TablePart
)  # fmt: skip
