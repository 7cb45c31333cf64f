"""The events of `events.csv`: agreements, tasks, achievements, breaks, remarks on figures, activities, questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tongket.data.registry.book import OUTCOMES, Event
from tongket.data.registry.csv_tables import CsvTable
from tongket.data.registry.links import nearest
from tongket.model import LANGS, Text
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.model import Area

EVENTS = "events.csv"
EVENT_COLUMNS = (
    "event", "kind", "ref_area", "date", "title_vi", "title_en", "field_vi", "field_en",
    "partners_vi", "partners_en", "indicator", "source", "locator", "note_vi", "note_en",
)  # fmt: skip
EVENT_KINDS: Mapping[str, Text] = {
    "agreement": Phrase("agreement"),
    "task": Phrase("task ahead"),
    "achievement": Phrase("achievement"),
    "break": Phrase("break of the series"),
    "remark": Phrase("remark on a figure"),
    "activity": Phrase("activity without a figure"),
    "question": Phrase("question to the publisher"),
    "done": Phrase("task carried out"),
    "under_way": Phrase("task under way"),
    "dropped": Phrase("task dropped"),
}
# What events of a kind are counted in.
EVENTS_OF: Mapping[str, str] = {
    "agreement": message("agreements"),
    "task": message("tasks ahead"),
    "achievement": message("achievements"),
    "break": message("breaks of the series"),
    "remark": message("remarks on figures"),
    "activity": message("activities"),
    "question": message("questions to the publisher"),
    "done": message("tasks carried out"),
    "under_way": message("tasks under way"),
    "dropped": message("tasks dropped"),
}
BETWEEN_PARTNERS = "; "


def read_events(
    data_dir: Path, findings: list[Finding], areas: Iterable[Area], *, may_be_empty: bool
) -> list[Event]:
    """The events of a data folder; what does not hold goes to the findings."""
    table = CsvTable(data_dir, EVENTS, EVENT_COLUMNS, findings, may_be_empty=may_be_empty)
    found = [(row, _event(table, row, cells)) for row, cells in table.rows]
    held = [(row, event) for row, event in found if event is not None]
    return _with_outcomes(table, held, {area.ref_area: area for area in areas})


def _with_outcomes(
    table: CsvTable, found: list[tuple[int, Event]], areas: Mapping[str, Area]
) -> list[Event]:
    """The events, each task with what became of it; what is said of a task that nobody announced is a finding.

    What became of a task says the place that announced it, or, where that was merged, its successor.
    """
    tasks = [event for _, event in found if event.kind == "task"]
    heirs = {task.id: _place_and_successors(task.ref_area, areas) for task in tasks}
    outcomes: dict[str, str] = {}
    for row, event in found:
        if event.kind not in OUTCOMES:
            continue
        year, place = event.date.year, _place(event.ref_area, areas)
        its = [task for task in tasks if task.date.year == year and place in heirs[task.id]]
        same = [task for task in its if _one_title(task, event)]
        own = [task for task in same if task.ref_area == event.ref_area]
        if same:
            outcomes |= {task.id: event.id for task in own or same[-1:]}
            continue
        announced = {task.title.vi for task in its}
        expected = Phrase(
            "the title of a task that {area}, or a place that became part of it, announced for {year}",
            area=event.ref_area, year=str(year),
        )  # fmt: skip
        remedy = nearest(event.title.vi, announced, Phrase("Write it as the task has it."))
        table.note(row, "title_vi", event.title.vi, expected, remedy, "no-such-task")
    return [replace(event, outcome=outcomes.get(event.id, "")) for _, event in found]


def _place(code: str, areas: Mapping[str, Area]) -> str:
    return areas[code].place if code in areas else code


def _place_and_successors(code: str, areas: Mapping[str, Area]) -> set[str]:
    """The lasting place of an area, and those that it became part of."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        place = _place(waiting.pop(), areas)
        if place not in found:
            found.add(place)
            waiting += [a.successor for a in areas.values() if a.place == place and a.successor]
    return found


def _one_title(one: Event, other: Event) -> bool:
    """Whether two events have one title in a language in which both have one."""
    return any(one.title.in_(lang) == other.title.in_(lang) != "" for lang in LANGS)


def _event(table: CsvTable, row: int, cells: dict[str, str]) -> Event | None:
    table.must_say(row, cells, ("title_vi", "title_en"))
    table.in_both(row, cells, ("field", "note"))
    table.one_of(row, cells, "kind", [*EVENT_KINDS])
    period = table.period(row, cells, "date")
    title, words, note = (
        Text(cells[f"{key}_vi"], cells[f"{key}_en"]) for key in ("title", "field", "note")
    )
    partners = _partners(table, row, cells)
    if period is None:
        return None
    if cells["kind"] == "break" and period.start is None:
        expected = Phrase("when the series breaks, such as 2025 or 2025-07-01")
        remedy = Phrase("Write the day, the month or the year.")
        table.note(row, "date", cells["date"], expected, remedy, "wrong-date")
    return Event(
        cells["event"], cells["kind"], cells["ref_area"], period, title, words, partners,
        cells["indicator"], cells["source"], cells["locator"], note,
    )  # fmt: skip


def _partners(table: CsvTable, row: int, cells: dict[str, str]) -> tuple[Text, ...]:
    vi, en = (_names(cells[f"partners_{lang}"]) for lang in ("vi", "en"))
    if len(vi) != len(en):
        expected = Phrase("as many partners as in partners_vi: {number}", number=len(vi))
        remedy = Phrase("Name each partner in both languages, with “; ” between two.")
        table.note(row, "partners_en", cells["partners_en"], expected, remedy, "partners-differ")
    return tuple(Text(a, b) for a, b in zip(vi, en, strict=False))


def _names(cell: str) -> list[str]:
    return [name for name in cell.split(BETWEEN_PARTNERS) if name]
