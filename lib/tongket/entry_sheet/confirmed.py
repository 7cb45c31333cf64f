"""A workbook of proposals as somebody filled it: what is kept, what is not and why, and whether it is of the report.

What is kept goes on as rows of an entry sheet; who decided what is noted beside the workbook.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tongket.command_line import quoted
from tongket.data.canonical import text_of
from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding, counted
from tongket.data.letters import flaws
from tongket.entry_sheet.columns import KEPT, NEW, NO_INDICATOR, NONE, YES, Choices
from tongket.errors import DataError, listed
from tongket.files import write
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tongket.entry_sheet.entered import Entered, EnteredRow

Cells = dict[str, str]
# The folder of a project with what was found in reports, which git leaves out: a report is its department's.
EXTRACT, RECORD, DECISIONS = "extract", "document.json", "decisions.csv"
# Without these of a record nothing can be taken over, nor audited after it.
_NEEDED = ("report", "path", "file_sha256", "text_sha256", "period", "area")
# What is noted of each decision; `proposed_…` what the workbook was given out with.
_SAID = ("indicator", "measure", "as_printed", "qualifier", "source", "locator", "ref_area", "time_period")  # fmt: skip
_PROPOSED = ("indicator", "measure", "as_printed", "qualifier")
COLUMNS = ("number", "decision", *_SAID, *(f"proposed_{name}" for name in _PROPOSED), "by", "at")
KEEP, LEFT = "kept", "not kept"
WHY_NOT = {
    LEFT: Phrase("not kept"),
    NONE: Phrase("no indicator"),
    NEW: Phrase("a new indicator that is not declared yet"),
}
_NO = {"", "no", "không", "khong"}


@dataclass(frozen=True)
class Confirmed:
    """What somebody decided in a workbook of proposals.

    Args:
        folder: where the record of the report is, and its decisions go.
        record: what the proposals are of: report, hashes, period, area, source.
        decisions: of each row what was decided, in the columns of `COLUMNS` without who and when.
        own: the places of rows of somebody's own that are filled and not kept.
    """

    folder: Path
    record: dict[str, Any]
    decisions: tuple[Cells, ...]
    own: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether a row is kept at all."""
        return any(each["decision"] == KEEP for each in self.decisions)

    def left(self) -> dict[str, list[str]]:
        """The numbers of the rows that are not kept, by the reason."""
        found: dict[str, list[str]] = {}
        for each in self.decisions:
            if each["decision"] in WHY_NOT:
                found.setdefault(each["decision"], []).append(each["number"])
        return found

    def taken_back(self) -> list[str]:
        """The numbers of the rows that were kept in an earlier import and are not any more: the data have them."""
        kept = {each["number"] for each in self.noted() if each["decision"] == KEEP}
        return [
            each["number"]
            for each in self.decisions
            if each["decision"] != KEEP and each["number"] in kept
        ]

    def noted(self) -> list[Cells]:
        """The decisions that were noted before.

        Raises:
            DataError: the file that has them does not hold.
        """
        path, findings = self.folder / DECISIONS, list[Finding]()
        rows = read_rows(path, Shape(COLUMNS), DECISIONS, findings) if path.exists() else []
        found = [cells for _, cells in rows]
        if findings:
            words = Phrase(
                "{file}: expected the decisions of earlier imports, got {findings}.\n{list}\nMend it, or move it away.",
                file=path, findings=counted(len(findings)), list=listed(findings),
            )  # fmt: skip
            raise DataError(words, findings)
        return found

    def note(self, by: str, at: str, lists: Mapping[str, Choices]) -> Path:
        """Note the decisions with who made them and when; one that stands already keeps who made it first.

        Args:
            by: who made them.
            at: when.
            lists: by which the words of the cells are codes.

        Raises:
            OSError: the folder cannot be written.
        """
        path = self.folder / DECISIONS
        known = {_without_who(cells): cells for cells in self.noted()}
        made = [{**_in_codes(each, lists), "by": by, "at": at} for each in self.decisions]
        write(path, text_of(Shape(COLUMNS), (known.get(_without_who(each), each) for each in made)))
        return path


def is_of_proposals(entered: Entered) -> bool:
    """Whether a workbook is one of proposals, also where the column `keep` was taken out of it."""
    return any("keep" in row.letters or _proposal(row) for row in entered.rows.get("figures", ()))


def confirmed(entered: Entered, workbook: Path, project: Path) -> Confirmed | None:
    """What is decided in a workbook of proposals; only what is kept stays among the rows of figures.

    What keeps it from being taken over goes to the findings.

    Args:
        entered: the workbook as it was read.
        workbook: where it is.
        project: the folder of the project, in which the record of the report is looked for.

    Returns:
        None where it is not of the report that it says.
    """
    rows = entered.rows.get("figures", [])
    texts = {proposal["text"] for row in rows if (proposal := _proposal(row))}
    found = [each for each in records(workbook, project) if {each[1].get("text_sha256")} == texts]
    if any("keep" not in row.cells for row in rows):
        heading = Phrase("Keep? (yes, or empty)")
        remedy = Phrase("Add the column {name}.", name=heading)
        entered.note("missing-column", heading, remedy, at=rows[0].sheet)
        found = []
    elif not found:
        expected = Phrase(
            "a workbook of a report whose {file} is beside it or in {folder}",
            file=RECORD, folder=EXTRACT,
        )  # fmt: skip
        entered.note("other-text", expected, _AGAIN, value=", ".join(sorted(t[:12] for t in texts)))
    if not found:
        entered.rows["figures"] = []
        return None
    folder, record = found[0]
    if (changed := _changed_report(record, project)) is not None:
        expected = Phrase("{report} as it was when its figures were found", report=record["report"])
        command = f"tongket extract {quoted(record['path'])} --year {record['period']}"
        remedy = Phrase(
            "Move {folder} away and find its figures anew: `{command}`.",
            folder=f"{EXTRACT}/{folder.name}", command=command,
        )  # fmt: skip
        entered.note("other-text", expected, remedy, value=changed[:12])
        entered.rows["figures"] = []
        return None
    _note_shifted(entered, rows)
    return _decided(entered, rows, folder, record)


def _note_shifted(entered: Entered, rows: list[EnteredRow]) -> None:
    """Note printings that stand in each other's rows: their column was sorted or moved apart from the others."""
    of_report = [row for row in rows if _proposal(row)]
    both = [(row, row.cells["as_printed"], _proposal(row)["as_printed"]) for row in of_report]
    others = [each for each in both if each[1] != each[2]]
    if others and sorted(now for _, now, _ in others) == sorted(then for _, _, then in others):
        remedy = Phrase("Undo the change; sort whole rows, with the hidden column at their end.")
        for row, now, then in others:
            expected = Phrase("the printing of this sentence, {printed}", printed=then)
            entered.note("moved-row", expected, remedy, at=row.place("as_printed"), value=now)


def _decided(
    entered: Entered, rows: list[EnteredRow], folder: Path, record: dict[str, Any]
) -> Confirmed:
    words, decisions, kept, own = Choices(NO_INDICATOR), [], [], []
    before = {each["number"]: each for each in Confirmed(folder, record, ()).noted()}
    for row in rows:
        decision = _decision(row, words, entered)
        if decision == KEEP:
            # What an earlier import took over as it is, and somebody corrected in the data since, stays corrected.
            taken = before.get(_proposal(row).get("number", ""), {})
            is_known = taken.get("decision") == KEEP
            kept.append(replace(row, given={n: taken[n] for n in _SAID} if is_known else None))
        if decision and (_proposal(row) or decision == KEEP):
            decisions.append(_noted(row, decision))
        elif row.cells["indicator"] or row.cells["as_printed"]:
            own.append(row.place())
    entered.rows["figures"] = kept
    return Confirmed(folder, record, tuple(decisions), tuple(own))


_AGAIN = Phrase("Find its figures anew: `{command}`.", command="tongket extract REPORT --year YEAR")


def _decision(row: EnteredRow, words: Choices, entered: Entered) -> str:
    """What a row says; empty, with a finding, where the cell `keep` says neither yes nor no."""
    chosen = words.code(row.cells["indicator"])
    if chosen in WHY_NOT:
        return chosen
    keep = unicodedata.normalize("NFC", row.cells["keep"]).casefold()
    if Choices(KEPT).code(keep) == YES or keep in {"x", "y", "c", "co"}:
        if row.cells["indicator"]:
            return KEEP
        expected = Phrase("the indicator of a figure that is kept")
        remedy = Phrase("Choose one in the list, or empty the cell {cell}.", cell=row.place("keep"))
        entered.note("keep", expected, remedy, at=row.place("indicator"))
        return ""
    if keep not in _NO:
        remedy = Phrase("Choose yes, or empty the cell.")
        place = row.place("keep")
        entered.note("keep", KEPT[YES], remedy, at=place, value=row.cells["keep"])
        return ""
    return LEFT


def _noted(row: EnteredRow, decision: str) -> Cells:
    given = _proposal(row)
    said = {name: row.cells[name] for name in _SAID}
    proposed = {f"proposed_{name}": given.get(name, "") for name in _PROPOSED}
    return {"number": given.get("number", ""), "decision": decision} | {
        # What is not kept is as the report has it; its odd characters could not be read again.
        name: ascii(text)[1:-1] if flaws(text) else text
        for name, text in {**said, **proposed}.items()
    }


def _proposal(row: EnteredRow) -> Cells:
    """What a row was given out with; empty where it is one of somebody's own."""
    given = row.given or {}
    return given if "text" in given else {}


def records(workbook: Path, project: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The records of reports with their folders: that of the workbook's own folder alone where there is one."""
    own = workbook.resolve().parent / RECORD
    paths: Iterable[Path] = [own] if own.is_file() else sorted(project.glob(f"{EXTRACT}/*/{RECORD}"))  # fmt: skip
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict) and all(isinstance(record.get(n), str) for n in _NEEDED):
            yield path.parent, record


def _changed_report(record: dict[str, Any], project: Path) -> str | None:
    """The hash of a report that is there and is not what its figures were found in; None where it is, or is gone."""
    path = project / str(record.get("path", ""))
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        now = hashlib.file_digest(stream, "sha256").hexdigest()
    return None if now == record.get("file_sha256") else now


def _in_codes(cells: Cells, lists: Mapping[str, Choices]) -> Cells:
    return {n: lists[n].code(text) if text and n in lists else text for n, text in cells.items()}


def _without_who(cells: Cells) -> tuple[str, ...]:
    return tuple(cells[name] for name in COLUMNS[:-2])
