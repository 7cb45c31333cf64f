"""The corrections of `revisions.csv`: figures that were released, and that the department itself put right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.data.observations import COLUMNS, KEY, RowReader
from tongket.data.preference import preferred_first
from tongket.data.printed_values import values_printed
from tongket.data.registry.csv_tables import CsvTable
from tongket.data.registry.links import not_declared
from tongket.data.revisions import Correction, fact_of, without_superseded
from tongket.model import Measure, Qualifier, Text, TimePeriod
from tongket.numerals import hedge_before
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry
    from tongket.model import Observation

REVISIONS = "revisions.csv"
FACT = ("indicator", "ref_area", "time_period", "measure")
REVISION_COLUMNS = (*FACT, "released", "as_printed", "revised", "reason_vi", "reason_en")
# What makes a correction another one, and the order of the rows.
REVISION_KEY = (*FACT, "released")
Cells = dict[str, str]


def read_corrections(
    data_dir: Path, registry: Registry, rows: Sequence[Observation], findings: list[Finding]
) -> list[Correction]:
    """The corrections of a data folder, each with the statement that it is of.

    That is the one that was published on the day of the correction: of the sources that were there by then, the one
    that is preferred. So a later edition does not take over what was corrected before it.

    Args:
        data_dir: the data folder; the file need not be there.
        registry: what rows may name.
        rows: all statements, also the superseded.
        findings: where to note what does not hold.
    """
    table = CsvTable(
        data_dir, REVISIONS, REVISION_COLUMNS, findings, key=REVISION_KEY, may_be_empty=True
    )
    named = {cells["indicator"] for _, cells in table.rows}
    of_fact: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in rows if named else ():
        if row.indicator in named:
            of_fact[fact_of(row)].append(row)
    reader = _Reader(table, registry, of_fact)
    found = [reader.read(line, cells) for line, cells in table.rows]
    held = [each for each in found if each is not None]
    reader.note_order(held)
    return held


class _Reader:
    """Reads the rows of the file, noting what does not hold.

    Args:
        table: the file.
        registry: what rows may name.
        of_fact: all statements by what they are of.
    """

    def __init__(
        self, table: CsvTable, registry: Registry,
        of_fact: Mapping[tuple[str, ...], Sequence[Observation]],
    ) -> None:  # fmt: skip
        self.table, self.registry, self.of_fact = table, registry, of_fact

    def read(self, line: int, cells: Cells) -> Correction | None:
        """The correction of a row; None where a finding keeps it from being one."""
        before = self.table.noted
        self.table.must_say(
            line, cells, ("released", "as_printed", "revised", "reason_vi", "reason_en")
        )
        released, revised = (self.table.day(line, cells, name) for name in ("released", "revised"))
        fact = self._fact(line, cells)
        if released is None or revised is None or fact is None or self.table.noted > before:
            return None
        if revised < released:
            expected = Phrase("a day from {day} on, when it was released", day=cells["released"])
            self._note(line, "revised", cells, expected, IN_ORDER, "days-in-disorder")
            return None
        row = self._statement(line, cells, fact, released, revised)
        then = row and self._then(line, cells, row)
        if row is None or then is None:
            return None
        reason = Text(cells["reason_vi"], cells["reason_en"])
        return Correction(row, then, released, revised, reason, line)

    def _note(
        self, line: int, column: str, cells: Cells, expected: Text, remedy: Text, code: str
    ) -> None:
        self.table.note(line, column, cells[column], expected, remedy, code)

    def _fact(self, line: int, cells: Cells) -> tuple[str, ...] | None:
        """What a row is of; None, with findings, where it names what is not declared or not on record."""
        before = self.table.noted
        known = (("indicator", self.registry.indicators), ("ref_area", self.registry.areas))
        for column, names in known:
            if cells[column] not in names:
                self.table.found(not_declared(REVISIONS, line, column, cells[column], names))
        self.table.one_of(line, cells, "measure", [*Measure])
        period = _period(cells)
        if period is None:
            expected = Phrase("2024, 2025-01 or 2025-01/2025-05")
            remedy = Phrase("Write the period in one of these forms.")
            self._note(line, "time_period", cells, expected, remedy, "wrong-period")
        if period is None or self.table.noted > before:
            return None
        return cells["indicator"], cells["ref_area"], period.text, cells["measure"]

    def _statement(
        self, line: int, cells: Cells, fact: tuple[str, ...], released: date, revised: date
    ) -> Observation | None:
        """The statement that was published when a row corrected it."""
        sources = self.registry.sources
        stated = [row for row in self.of_fact.get(fact, ()) if row.interval and row.source]
        if not stated:
            expected = Phrase("a figure of the observations (indicator, area, period and measure)")
            remedy = Phrase("Mend the row, or enter the figure as it is now first.")
            self._note(line, "indicator", cells, expected, remedy, "revision-of-nothing")
            return None
        by_then = [row for row in stated if _began(sources[row.source].published) <= revised]
        current, _ = without_superseded(by_then, sources)
        row = next(iter(preferred_first(current, sources)), None)
        if row is None or _began(sources[row.source].published) > released:
            source = min(
                (sources[each.source] for each in stated), key=lambda each: each.published.end
            )
            expected = Phrase(
                "a day from {date} on, when {source} was published",
                date=source.published.text, source=source.id,
            )  # fmt: skip
            self._note(line, "released", cells, expected, IN_ORDER, "days-in-disorder")
            return None
        return row

    def _then(self, line: int, cells: Cells, row: Observation) -> Observation | None:
        """The statement as it was released; None, with a finding, where no row of observations could say it."""
        notation = self.registry.sources[row.source].notation
        unhedged = Qualifier.EXACT, cells["as_printed"]
        qualifier, number = hedge_before(cells["as_printed"], notation) or unhedged
        released = dict.fromkeys(COLUMNS, "") | dict(zip(KEY, row.key, strict=True)) | {
            "as_printed": number, "qualifier": str(qualifier), "unit_measure": row.unit, "obs_status": row.status,
            "comment": row.comment, **values_printed(number, notation),
        }  # fmt: skip
        findings: list[Finding] = []
        then = RowReader(self.registry, REVISIONS, findings).read(line, released)
        for each in findings:
            self.table.found(replace(each, column="as_printed"))
        return then and replace(then, file=row.file, row=row.row)

    def note_order(self, corrections: Sequence[Correction]) -> None:
        """Note corrections of one figure that overlap, or that change nothing."""
        of_row: dict[tuple[str, ...], list[Correction]] = defaultdict(list)
        for each in sorted(corrections, key=lambda each: each.released):
            of_row[each.row.key].append(each)
        for own in of_row.values():
            for one, other in pairwise(own):
                if other.released < one.revised:
                    expected = Phrase(
                        "a day from {day} on, when it was revised before (row {number})",
                        day=str(one.revised), number=one.line,
                    )  # fmt: skip
                    day = str(other.released)
                    self.table.note(
                        other.line, "released", day, expected, IN_ORDER, "days-in-disorder"
                    )
            for each, after in zip(own, [*(o.then for o in own[1:]), own[-1].row], strict=True):
                if (each.then.value, each.then.interval) == (after.value, after.interval):
                    expected = Phrase("another figure than the one after it")
                    remedy = Phrase("Write the figure as it was released, or delete the row.")
                    printed = each.then.as_printed
                    self.table.note(
                        each.line, "as_printed", printed, expected, remedy, "nothing-revised"
                    )


IN_ORDER = Phrase("Mend the day: a figure is released, and revised later.")


def _period(cells: Cells) -> TimePeriod | None:
    """The period of a row; of what is cumulative up to its end, as in the observations."""
    text = cells["time_period"]
    if cells["measure"] == Measure.CUMULATIVE and "/" not in text:
        text = f"../{text}"
    try:
        return TimePeriod.parse(text)
    except ValueError:
        return None


def _began(published: TimePeriod) -> date:
    """The first day on which a source may have been published."""
    return published.start or published.end
