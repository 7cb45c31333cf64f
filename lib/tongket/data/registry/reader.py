"""Read the registries of a data folder and note everything in them that does not hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tongket.data.csv_file import Shape, read_rows
from tongket.data.findings import Finding
from tongket.data.registry.book import Event, Registry
from tongket.data.registry.codes import codes_that_do_not_hold
from tongket.data.registry.entries import DomainEntry, IndicatorEntry, SourceEntry, UnitEntry
from tongket.data.registry.rules import read_rules, rules_that_do_not_hold
from tongket.data.registry.toml_tables import read_toml, unknown_section, validated
from tongket.errors import near
from tongket.model import Area, Domain, Indicator, Source, Text, TimePeriod, Unit
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from pydantic import BaseModel

AREA_COLUMNS = (
    "ref_area", "place", "name_vi", "name_en", "kind", "region", "valid_from", "valid_to",
    "successor", "note_vi", "note_en",
)  # fmt: skip
EVENT_COLUMNS = (
    "event", "kind", "ref_area", "date", "title_vi", "title_en", "field_vi", "field_en",
    "partners_vi", "partners_en", "indicator", "source", "locator", "note_vi", "note_en",
)  # fmt: skip
TABLES: dict[str, dict[str, type[BaseModel]]] = {
    "indicators.toml": {"units": UnitEntry, "domains": DomainEntry, "indicators": IndicatorEntry},
    "sources.toml": {"sources": SourceEntry},
}


def read_registry(data_dir: Path) -> tuple[Registry | None, list[Finding]]:
    """Read the registries of a data folder.

    Returns:
        The registries and what was found in them; no registries where a table could not be read.
    """
    findings: list[Finding] = []
    entries: dict[str, dict[str, Any]] = {}
    for file, sections in TABLES.items():
        entries |= _entries(data_dir, file, sections, findings)
    areas = _areas(data_dir, findings)
    events = _events(data_dir, findings)
    rules, assumptions = read_rules(data_dir, findings)
    if findings:
        return None, findings
    registry = Registry(
        units={name: _unit(name, e) for name, e in entries["units"].items()},
        domains={name: _domain(name, e) for name, e in entries["domains"].items()},
        indicators={name: _indicator(name, e) for name, e in entries["indicators"].items()},
        sources={name: _source(name, e) for name, e in entries["sources"].items()},
        areas={area.ref_area: area for area in areas},
        events=tuple(events),
        rules=tuple(rules),
        assumptions=assumptions,
    )
    findings += codes_that_do_not_hold(registry)
    findings += _names_that_lead_nowhere(registry)
    findings += rules_that_do_not_hold(registry)
    return registry, findings


def _entries(
    data_dir: Path, file: str, sections: dict[str, type[BaseModel]], findings: list[Finding]
) -> dict[str, dict[str, Any]]:
    document = read_toml(data_dir / file, file, findings)
    read: dict[str, dict[str, Any]] = {name: {} for name in sections}
    strangers = sorted(document.keys() - sections.keys())
    findings += [unknown_section(file, section, sections) for section in strangers]
    for section, shape in sections.items():
        for name, table in document.get(section, {}).items():
            entry = validated(shape, table, f"{section}.{name}", file, findings)
            if entry is not None:
                read[section][name] = entry
    return read


def _unit(name: str, e: UnitEntry) -> Unit:
    return Unit(name, e.kind, Text(e.name_vi, e.name_en), e.name_en_plural)


def _domain(name: str, e: DomainEntry) -> Domain:
    return Domain(name, Text(e.name_vi, e.name_en), e.order)


def _indicator(name: str, e: IndicatorEntry) -> Indicator:
    names, meaning = Text(e.name_vi, e.name_en), Text(e.definition_vi, e.definition_en)
    domain, ends = name.partition(".")[0], (e.min, e.max)
    return Indicator(
        name, domain, names, meaning, e.unit, e.direction, e.whole, e.official_code, e.base, *ends
    )


def _source(name: str, e: SourceEntry) -> Source:
    published, note = TimePeriod.parse(e.published), Text(e.note_vi, e.note_en)
    return Source(
        name, e.title, e.title_en, e.publisher, e.url, published, e.language, e.notation, e.kind, note
    )  # fmt: skip


def _areas(data_dir: Path, findings: list[Finding]) -> list[Area]:
    found = []
    for row, cells in _rows(data_dir, "areas.csv", AREA_COLUMNS, findings):
        start = _day(cells, "valid_from", "areas.csv", row, findings)
        end = _day(cells, "valid_to", "areas.csv", row, findings)
        texts = Text(cells["name_vi"], cells["name_en"]), Text(cells["note_vi"], cells["note_en"])
        found.append(
            Area(
                cells["ref_area"], cells["place"], texts[0], cells["kind"], cells["region"],
                start, end, cells["successor"], texts[1],
            )
        )  # fmt: skip
    return found


def _events(data_dir: Path, findings: list[Finding]) -> list[Event]:
    found = []
    for row, cells in _rows(data_dir, "events.csv", EVENT_COLUMNS, findings):
        period = _period(cells, "date", "events.csv", row, findings)
        both = {
            key: Text(cells[f"{key}_vi"], cells[f"{key}_en"]) for key in ("title", "field", "note")
        }
        if period is not None:
            found.append(
                Event(
                    cells["event"], cells["kind"], cells["ref_area"], period, both["title"],
                    both["field"], _partners(cells), cells["indicator"], cells["source"],
                    cells["locator"], both["note"],
                )
            )  # fmt: skip
    return found


def _partners(cells: dict[str, str]) -> tuple[Text, ...]:
    vi, en = (cells[f"partners_{lang}"].split("; ") for lang in ("vi", "en"))
    return tuple(Text(a, b) for a, b in zip(vi, en, strict=False) if a)


def _rows(
    data_dir: Path, file: str, columns: tuple[str, ...], findings: list[Finding]
) -> list[tuple[int, dict[str, str]]]:
    path = data_dir / file
    if not os.path.lexists(path):
        expected, remedy = (
            Phrase("this file"),
            Phrase("Restore the file."),
        )
        findings.append(Finding(file, 0, "", "no file", expected, remedy, "unreadable-registry"))
        return []
    return list(read_rows(path, Shape(columns), file, findings))


def _day(
    cells: dict[str, str], column: str, file: str, row: int, findings: list[Finding]
) -> date | None:
    period = _period(cells, column, file, row, findings) if cells[column] else None
    return period.end if period else None


def _period(
    cells: dict[str, str], column: str, file: str, row: int, findings: list[Finding]
) -> TimePeriod | None:
    try:
        return TimePeriod.parse(cells[column])
    except ValueError:
        expected = Phrase("a date YYYY-MM-DD")
        remedy = Phrase("Write it year first.")
        findings.append(Finding(file, row, column, cells[column], expected, remedy, "wrong-date"))
        return None


def _names_that_lead_nowhere(registry: Registry) -> list[Finding]:
    places = {*registry.areas, *(area.place for area in registry.areas.values()), ""}
    links: list[tuple[str, str, str, Iterable[str]]] = []
    for name, i in registry.indicators.items():
        links += [
            ("indicators.toml", f"{name}.unit", i.unit, registry.units),
            ("indicators.toml", f"{name}.base", i.base, {*registry.indicators, ""}),
            ("indicators.toml", f"{name} (domain)", i.domain, registry.domains),
        ]
    for name, area in registry.areas.items():
        links += [
            ("areas.csv", f"{name}.successor", area.successor, places),
            ("areas.csv", f"{name}.region", area.region, places),
        ]
    for event in registry.events:
        links += [
            ("events.csv", f"{event.id}.source", event.source, {*registry.sources, ""}),
            ("events.csv", f"{event.id}.ref_area", event.ref_area, registry.areas),
            ("events.csv", f"{event.id}.indicator", event.indicator, {*registry.indicators, ""}),
        ]
    return [_nowhere(*link) for link in links if link[2] not in link[3]]


def _nowhere(file: str, key: str, value: str, known: Iterable[str]) -> Finding:
    names = ", ".join(near(value, known)) or "…"
    expected = Phrase("a declared name")
    remedy = Phrase("Nearest: {names}.", names=names)
    return Finding(file, 0, key, value, expected, remedy, "unknown-name")
