"""What an entry sheet holds when it is given out: the statements so far, and a row for each that may come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tongket.data.csv_file import Shape, read_rows
from tongket.data.new_year import is_answer, last_year
from tongket.data.observations import UNIT_OF_MEASURE, is_unfilled
from tongket.data.registry.book import WHOLES
from tongket.data.registry.events import BETWEEN_PARTNERS as BETWEEN
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.registry.sources import SOURCES
from tongket.data.registry.toml_tables import read_over
from tongket.model import LANGS, Measure, TimePeriod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry import Event, Registry
    from tongket.data.store import Store
    from tongket.model import Area, Lang, Observation

Cells = dict[str, str]
# Rows for what nobody foresaw: other figures, events, sources.
SPARE = 20
# The characters that a cell of a workbook holds.
LONGEST = 32_767


def figure_rows(store: Store, period: TimePeriod, area: str, lang: Lang) -> list[Cells]:
    """The rows of the figures, in the order of domains and indicators.

    What is on record of the area and period keeps its cells. Each statement that a primary source made a year
    before has a row that waits for this year's, and so has each indicator without any.

    Args:
        store: the data.
        period: the year to enter, or the part of one.
        area: the code of the place; the area that holds at the end of the period is meant. Of one that ended within
            the period the part of it that it existed is entered.
        lang: the language in which domains and units are named.
    """
    registry = store.registry
    now = registry.area_for(area, period)
    life = now.life_in(period)
    given = {"ref_area": now.ref_area, "time_period": life.text}
    own = [
        raw.cells
        for raw in store.raw_rows()
        if given.items() <= raw.cells.items()
        or of_country(raw.cells["indicator"], given, registry).items() <= raw.cells.items()
    ]
    stated = [cells for cells in own if not is_unfilled(cells)]
    answers = [cells for cells in stated if is_answer(cells["source"], registry)]
    rows = [*answers, *_waiting(store, life, area, own, answers, given)]
    left = _printings(last_year(store, life, area), now)
    if not life.is_year:
        # Where its own part of the year before is not stated, that of the whole year says how it is printed.
        whole = last_year(store, TimePeriod.of_year(life.year), area)
        left = {**_printings(whole, now, of=str(life.year - 1)), **left}
    rows = [{**row, "previous": next(left.get(_fact(row), iter(())), "")} for row in rows]
    rows += [cells for cells in stated if cells not in answers]
    shown = [row | _orientation(row, registry, lang) for row in rows]
    return sorted(shown, key=lambda row: _place(row, registry)) + [given] * SPARE


def _printings(
    before: list[Observation], now: Area, of: str = ""
) -> dict[tuple[str, str], Iterator[str]]:
    """What primary sources printed of each fact before, with the code of an area before a merger.

    Args:
        before: the statements.
        now: the area to enter figures of.
        of: the year that they are of, where a part of one is entered.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in before:
        notes = ", ".join(filter(None, ["" if row.ref_area == now.ref_area else row.ref_area, of]))
        printed = f"{row.as_printed} ({notes})" if notes and row.as_printed else row.as_printed
        found.setdefault((row.indicator, str(row.measure)), []).append(printed)
    return {fact: iter(printings) for fact, printings in found.items()}


def _waiting(
    store: Store, period: TimePeriod, area: str, own: list[Cells], answers: list[Cells], given: Cells
) -> list[Cells]:  # fmt: skip
    """The rows that wait for a figure: as many of each fact as a year before, less those that have their answer."""
    before = Counter((r.indicator, str(r.measure)) for r in last_year(store, period, area))
    if not period.is_year:
        # Of a part of a year also what was stated of the whole year before, but for plans: they are of the year.
        whole = last_year(store, TimePeriod.of_year(period.year), area)
        before |= Counter(
            (r.indicator, str(r.measure)) for r in whole if r.measure is not Measure.TARGET
        )
    begun = Counter(_fact(cells) for cells in own if is_unfilled(cells))
    answered = Counter(map(_fact, answers))
    waiting = (before | begun) - answered
    covered = {indicator for indicator, _ in (*waiting, *answered)}
    asked = store.registry.asked_of(store.registry.areas[given["ref_area"]])
    others = (indicator.id for indicator in asked if indicator.id not in covered)
    facts = [*waiting.elements(), *((name, str(Measure.ACTUAL)) for name in others)]
    return [
        {"indicator": name, "measure": measure, **of_country(name, given, store.registry)}
        for name, measure in facts
    ]


def of_country(indicator: str, given: Cells, registry: Registry) -> Cells:
    """The area and period of a row, where that of an indicator counted in the whole country is the country."""
    known = registry.indicators.get(indicator)
    home = registry.areas.get(known.ref_area) if known else None
    return given | ({"ref_area": home.ref_area} if home and home.kind in WHOLES else {})


def event_rows(store: Store, period: TimePeriod, area: str) -> list[Cells]:
    """The events on record of the place and period, then rows of new ones, each with a code that none has yet."""
    now, year = store.registry.area_for(area, period), period.year
    path, shape = store.data_dir / EVENTS, Shape(EVENT_COLUMNS)
    held = [cells for _, cells in read_rows(path, shape, EVENTS, [])] if path.exists() else []
    own = [
        {name: in_cell(text) for name, text in cells.items()}
        for cells in held
        if cells["ref_area"] == now.ref_area and cells["date"][:4] == str(year)
    ]
    known = {event.id.casefold() for event in store.registry.events}
    announced = [
        _outcome(event, now.ref_area, year)
        for event in store.registry.announced_for(now.place, period)
        if event.kind == "task"
    ]
    codes = (f"event-{now.place}-{year}-{n:02}" for n in range(1, SPARE + len(known) + 1))
    free = [code for code in codes if code.casefold() not in known]
    new = [{"event": code, "ref_area": now.ref_area, "date": str(year)} for code in free[:SPARE]]
    return [*own, *announced, *new]


def _outcome(task: Event, ref_area: str, year: int) -> Cells:
    """The row that waits for what became of a task: its kind says it, carried out, under way or dropped."""
    said = {
        "event": f"{task.id}-outcome",
        "ref_area": ref_area,
        "date": str(year),
        "indicator": task.indicator,
    }
    for lang in LANGS:
        said |= {f"title_{lang}": task.title.in_(lang), f"field_{lang}": task.field.in_(lang)}
    return {name: in_cell(text) for name, text in said.items()}


def source_rows(store: Store) -> list[Cells]:
    """The sources that are declared, as their file says them, and empty rows for new ones."""
    file = read_over(store.data_dir, SOURCES, None, [])
    declared = [{"source": name, **keys} for name, keys in file.document.get("sources", {}).items()]
    lines = [{name: as_cell(value) for name, value in source.items()} for source in declared]
    return [*lines, *([{}] * SPARE)]


def as_cell(value: object) -> str:
    """A value of a table of TOML as a cell holds it; of several the list.

    >>> as_cell(["flash", "revised"]), as_cell(True)
    ('flash; revised', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return in_cell(BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value))


def from_cell(key: str, cell: str) -> str | bool | list[str]:
    """A cell as a table of TOML holds it: `whole` is true or false there, several sources of `revises` are a list."""
    if key == "revises" and BETWEEN.strip() in cell:
        return [name.strip() for name in cell.split(BETWEEN.strip()) if name.strip()]
    return cell == "true" if key == "whole" and cell in {"true", "false"} else cell


def in_cell(text: str) -> str:
    r"""A text as a cell holds it: without line breaks, with one space between words, and not longer than a cell may be.

    >>> in_cell("Two  spaces\nand two lines ")
    'Two spaces and two lines'
    """
    return " ".join(text.split())[:LONGEST].rstrip()


def _fact(cells: Cells) -> tuple[str, str]:
    return cells["indicator"], cells["measure"]


def _orientation(row: Cells, registry: Registry, lang: Lang) -> Cells:
    """The cells that say what a row is about, without being entered."""
    indicator = registry.indicators.get(row["indicator"])
    if indicator is None:
        return {}
    measures = {str(measure): unit for measure, unit in UNIT_OF_MEASURE.items()}
    unit = registry.units[measures.get(row["measure"], indicator.unit)]
    domain = registry.domains[indicator.domain]
    return {"domain": domain.name.in_(lang), "unit": unit.name.in_(lang)}


def _place(row: Cells, registry: Registry) -> tuple[object, ...]:
    """The place of a row: by domain, then as the registry lists the indicators and the model the measures."""
    names, measures = list(registry.indicators), [str(measure) for measure in Measure]
    name, measure = row["indicator"], row["measure"]
    indicator = registry.indicators.get(name)
    order = registry.domains[indicator.domain].order if indicator else len(registry.domains)
    place = names.index(name) if indicator else len(names)
    kind = measures.index(measure) if measure in measures else len(measures)
    return order, place, kind, row.get("locator", "")
