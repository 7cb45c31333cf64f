"""What a check of the data found: where, what was expected, what is written there, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket import limits
from tongket.model import Lang, Text
from tongket.translations import LazyText, Phrase, message, one_a_line, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
        more_rows: the further lines of the file where the same was found.
    """

    file: str
    row: int
    column: str
    value: str
    expected: Text
    remedy: Text
    code: str
    more_rows: tuple[int, ...] = ()

    def line(self, lang: Lang = "en") -> str:
        """The finding as one sentence of a language.

        >>> Finding("a.csv", 3, "unit_measure", "kg", Text("VND", "VND"), Text("", "Write VND."), "wrong-unit").line()
        "a.csv, row 3, unit_measure: expected VND, got 'kg'. Write VND."
        """
        place = [self.file]
        if self.row:
            place.append(rows_in_words([self.row, *self.more_rows], lang))
        if self.column:
            place.append(self.column)
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "…"
        says = translate("expected {expected}, got {got}. {remedy}", lang).format(
            expected=self.expected.in_(lang),
            got=repr(shown) if shown else translate("nothing", lang),
            remedy=self.remedy.in_(lang),
        )
        return f"{', '.join(place)}: {says}".rstrip()

    def __str__(self) -> str:
        return self.line()


def rows_in_words(rows: Sequence[int], lang: Lang) -> str:
    """The lines of a file by their numbers; of many the first, and how many there are.

    >>> rows_in_words([3], "en"), rows_in_words([3, 7], "en"), rows_in_words(range(2, 81), "en")
    ('row 3', 'rows 3, 7', 'rows 2, 3, 4, 5, 6 … (79 in all)')
    """
    if len(rows) == 1:
        return translate("row {number}", lang).format(number=rows[0])
    named = ", ".join(map(str, rows[: limits.ROWS_NAMED]))
    if len(rows) <= limits.ROWS_NAMED:
        return translate("rows {numbers}", lang).format(numbers=named)
    words = translate("rows {numbers} … ({count} in all)", lang)
    return words.format(numbers=named, count=len(rows))


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those of one cause as one that names all its rows.

    >>> unit, remedy = Text("VND", "VND"), Text("", "Write VND.")
    >>> rows = [Finding("a.csv", row, "unit_measure", "kg", unit, remedy, "wrong-unit") for row in (3, 7)]
    >>> [finding.line() for finding in gathered(rows)]
    ["a.csv, rows 3, 7, unit_measure: expected VND, got 'kg'. Write VND."]
    """
    same: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = finding.expected.en, finding.remedy.en
        cause = finding.file, finding.column, finding.value, finding.code, *said, bool(finding.row)
        same.setdefault(cause, []).append(finding)
    return [
        replace(first, more_rows=(*first.more_rows, *(f.row for f in more if f.row)))
        for first, *more in same.values()
    ]


def up_to_limit(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings one after the other; after as many as anybody reads one that says so, and no more work."""
    for number, finding in enumerate(findings):
        if number == limits.FINDINGS:
            yield too_many(finding.file, finding.row)
            return
        yield finding


def too_many(file: str, row: int) -> Finding:
    """The finding that ends those of a file: there are more, from this row on."""
    expected = Phrase("at most {number} findings in one file", number=limits.FINDINGS)
    remedy = Phrase("Mend these first: the others are not named.")
    value = f"> {limits.FINDINGS}"
    return Finding(file, row, "", value, expected, remedy, "too-many-findings")


def counted(number: int) -> Text:
    """How many findings there are.

    >>> counted(1).en, counted(3).vi
    ('1 finding', '3 phát hiện')
    """
    words = message("1 finding") if number == 1 else message("{number} findings")
    return Phrase(words, number=number)


def listed(findings: Sequence[Finding]) -> Text:
    """The findings one a line, the first five shown and the rest counted."""
    return one_a_line([LazyText(finding.line) for finding in findings])
