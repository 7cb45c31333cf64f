"""What a check of the data found: where, what was expected, what is written there, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from tongket.model import Lang, Text
from tongket.translations import translate


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold in a data file.

    Args:
        file: the file, relative to the data folder.
        row: the line in the file, 1 being the header; 0 where the whole file is meant.
        column: the column or key; empty where the whole row is meant.
        value: what is written there.
        expected: what should be written there.
        remedy: what to do.
        code: a stable name for the kind of finding, such as `unknown-indicator`.
    """

    file: str
    row: int
    column: str
    value: str
    expected: Text
    remedy: Text
    code: str

    def line(self, lang: Lang = "en") -> str:
        """The finding as one sentence of a language.

        >>> Finding("a.csv", 3, "unit_measure", "kg", Text("VND", "VND"), Text("", "Write VND."), "wrong-unit").line()
        "a.csv, row 3, unit_measure: expected VND, got 'kg'. Write VND."
        """
        place = [self.file]
        if self.row:
            place.append(translate("row {number}", lang).format(number=self.row))
        if self.column:
            place.append(self.column)
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "…"
        says = translate("expected {expected}, got {got!r}. {remedy}", lang).format(
            expected=self.expected.in_(lang), got=shown, remedy=self.remedy.in_(lang)
        )
        return f"{', '.join(place)}: {says}".rstrip()

    def __str__(self) -> str:
        return self.line()
