"""Read the registries of a data folder and note everything in them that does not hold."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from tongket import limits
from tongket.data.findings import up_to_limit
from tongket.data.registry.areas import AREAS, read_areas
from tongket.data.registry.book import Registry
from tongket.data.registry.code_lines import CodeLines
from tongket.data.registry.codes import codes_that_do_not_hold
from tongket.data.registry.editions import editions_that_do_not_hold
from tongket.data.registry.events import EVENTS, read_events
from tongket.data.registry.indicators import INDICATORS, read_indicators
from tongket.data.registry.links import not_declared
from tongket.data.registry.rule_checks import rules_that_do_not_hold
from tongket.data.registry.rules import read_rules
from tongket.data.registry.sources import read_sources
from tongket.project import page_languages, shared_registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tongket.data.findings import Finding

# Where the codes of a registry are: the section of a TOML file, the column of a CSV file.
SECTIONS = {INDICATORS: "indicators", AREAS: "ref_area", EVENTS: "event"}


# The registries that held when they were read last, by the state of their folder. A preview reads them again at each
# change, which most often is one of figures.
_HELD: dict[str, Registry] = {}


def read_registry(data_dir: Path) -> tuple[Registry | None, list[Finding]]:
    """Read the registries of a data folder, in a project of one's own over those that come with tongket.

    Those that held are not read again as long as their files hold the same bytes.

    Returns:
        The registries and what was found in them; no registries where a table could not be read.
    """
    state = folder_state(data_dir)
    if state in _HELD:
        return _HELD[state], []
    registry, findings = _read(data_dir)
    _HELD.clear()
    # One that was saved meanwhile was read in part.
    if registry is not None and not findings and state == folder_state(data_dir):
        _HELD[state] = registry
    return registry, findings


def folder_state(data_dir: Path, *more: str) -> str:
    """A hash over all that the registries of a folder are read from, with the bytes of further files in it.

    Args:
        data_dir: the data folder.
        more: patterns of the names of further files.
    """
    shared = shared_registry(data_dir)
    total = hashlib.sha256(repr((shared, page_languages(data_dir.parent))).encode())
    for path in sorted(
        path
        for folder in filter(None, (data_dir, shared))
        for pattern in ("*.toml", "*.csv", *more)
        for path in folder.glob(pattern)
    ):
        total.update(f"{path}\0".encode())
        # What is no file, such as a pipe, or larger than any that is read, is not opened: reading the folder says what
        # is wrong with it.
        with suppress(OSError):
            if path.is_file() and path.stat().st_size <= limits.OBSERVATIONS_BYTES:
                with path.open("rb") as file:
                    total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _read(data_dir: Path) -> tuple[Registry | None, list[Finding]]:
    findings: list[Finding] = []
    shared = shared_registry(data_dir)
    units, domains, indicators, leading_nowhere = read_indicators(data_dir, findings, shared)
    sources = read_sources(data_dir, findings, may_be_empty=shared is not None)
    areas = read_areas(data_dir, findings, shared)
    events = read_events(data_dir, findings, areas, may_be_empty=shared is not None)
    rules, assumptions, plans = read_rules(data_dir, findings, shared)
    if findings:
        return None, findings + leading_nowhere
    registry = Registry(
        units=units,
        domains=domains,
        indicators=indicators,
        sources=sources,
        areas={area.ref_area: area for area in areas},
        events=tuple(events),
        rules=tuple(rules),
        assumptions=assumptions,
        plans=plans,
    )
    lines = CodeLines(data_dir)
    findings += up_to_limit(codes_that_do_not_hold(registry, lines))
    findings += leading_nowhere
    findings += up_to_limit(_names_that_lead_nowhere(registry, lines))
    findings += up_to_limit(editions_that_do_not_hold(sources, lines))
    findings += up_to_limit(rules_that_do_not_hold(registry, lines))
    return registry, findings


def _names_that_lead_nowhere(registry: Registry, lines: CodeLines) -> Iterator[Finding]:
    places = {*registry.areas, *(area.place for area in registry.areas.values()), ""}
    indicators, areas, sources = (
        {*names, ""} for names in (registry.indicators, registry.areas, registry.sources)
    )
    links: list[tuple[str, str, str, str, Iterable[str]]] = []
    for name, domain in registry.domains.items():
        own = {i.id for i in registry.indicators.values() if i.domain == name}
        links += [
            (INDICATORS, name, f"domains.{name}.headlines", each, own)
            for each in domain.headlines or ()
        ]
    for name, i in registry.indicators.items():
        links.append((INDICATORS, name, f"{name}.ref_area", i.ref_area, areas))
    for name, area in registry.areas.items():
        links += [
            (AREAS, name, f"{name}.successor", area.successor, places),
            (AREAS, name, f"{name}.region", area.region, places),
        ]
    for event in registry.events:
        links += [
            (EVENTS, event.id, f"{event.id}.source", event.source, sources),
            (EVENTS, event.id, f"{event.id}.ref_area", event.ref_area, registry.areas),
            (
                EVENTS,
                event.id,
                f"{event.id}.indicator",
                event.indicator,
                indicators | {*registry.domains},
            ),
        ]
    for file, code, key, value, known in links:
        if value not in known:
            yield not_declared(file, lines.of(file, SECTIONS[file], code), key, value, known)
