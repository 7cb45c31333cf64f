"""What a published page says, as data: sentences with their values, figures, tables, conflicts.

Everything that goes beside the pages (indexes, workbook, data package, documents) is made from this. Read from what is
published, it cannot differ from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Value:
    """A number in a sentence: for machines, as shown, and the id of its row in Sources and calculations."""

    value: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Sentence:
    """A claim of a page with the values in it."""

    text: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Listed:
    """A figure in the Sources and calculations of a page.

    Args:
        anchor: the id of its row.
        number: its value for machines.
        observation: the key of the observation that states it, parts joined by `|`; empty where it was computed.
        origin: its source and place, or its formula.
        allowed: what its sources allow.
    """

    anchor: str
    name: str
    value: str
    number: str = ""
    observation: str = ""
    origin: str = ""
    allowed: str = ""

    @property
    def stated(self) -> bool:
        """Whether a source states it; else it was computed."""
        return bool(self.observation)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: as shown, for machines where it holds one figure, and whether that is contradicted."""

    text: str
    value: str = ""
    disputed: bool = False


@dataclass
class Table:
    """The data of a chart or table of a page.

    Args:
        id: of the chart or table on its page.
        title, unit, source: the words around it.
        notes: what stands under it.
        rows: the cells; the first row is the header.
    """

    id: str
    title: str = ""
    unit: str = ""
    source: str = ""
    notes: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class Conflict:
    """A contradiction that a page tells of: the id of its place, how heavy it is, what it says."""

    anchor: str
    severity: str
    text: str


@dataclass
class Extract:
    """What one page says.

    Args:
        sentences: its claims, in their order.
        figures: the figures that it accounts for.
        definitions: what each indicator on it means, by name.
        tables: the data of its charts and tables.
        conflicts: the contradictions that it tells of.
    """

    sentences: list[Sentence] = field(default_factory=list)
    figures: list[Listed] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
