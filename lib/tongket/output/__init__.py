"""What a cell shows, as data: one typed part beside the HTML and the text of each output.

`parts` holds the types, `numbers` makes a number of a figure, `form` writes and reads the JSON; the JSON
Schema that ships with them is `tongket.v1.schema.json`. The format is described in docs/output-format.md.
"""

from __future__ import annotations

from tongket.output.form import (
    BEGINS_LEFT,
    BESIDE,
    MIME,
    bundle,
    from_json,
    part_among,
    schema,
    to_json,
)
from tongket.output.numbers import decimal, number_of, number_text, plain_number
from tongket.output.parts import (
    CellPart,
    CitedSource,
    ClaimPart,
    Column,
    ConflictEntry,
    ConflictsPart,
    DefinitionEntry,
    DefinitionsPart,
    Drawings,
    ExhibitPart,
    FigurePart,
    ListPart,
    Number,
    Part,
    Piece,
    Quote,
    Role,
    SourcesPart,
    Step,
    TablePart,
    VintageEntry,
    in_a_row,
    words_of,
)

__all__ = [
    "BEGINS_LEFT",
    "BESIDE",
    "MIME",
    "CellPart",
    "CitedSource",
    "ClaimPart",
    "Column",
    "ConflictEntry",
    "ConflictsPart",
    "DefinitionEntry",
    "DefinitionsPart",
    "Drawings",
    "ExhibitPart",
    "FigurePart",
    "ListPart",
    "Number",
    "Part",
    "Piece",
    "Quote",
    "Role",
    "SourcesPart",
    "Step",
    "TablePart",
    "VintageEntry",
    "bundle",
    "decimal",
    "from_json",
    "in_a_row",
    "number_of",
    "number_text",
    "part_among",
    "plain_number",
    "schema",
    "to_json",
    "words_of",
]
