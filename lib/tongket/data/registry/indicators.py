"""The indicators of `indicators.toml`, with their units and domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongket.data.findings import up_to_limit
from tongket.data.registry.entries import DomainEntry, IndicatorEntry, UnitEntry
from tongket.data.registry.links import grouped, leads_back, not_declared
from tongket.data.registry.toml_tables import TomlFile, read_over
from tongket.model import LANGS, Domain, Indicator, Text, Unit
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.data.findings import Finding

INDICATORS = "indicators.toml"
SECTIONS = ("units", "domains", "indicators")
# What is shown where a definition would be, as long as nobody has written one.
NOT_DEFINED = Phrase("No definition has been written yet.")
# Kinds of units of which there is no part.
_WHOLE = frozenset({"count", "rank"})


class Indicators(NamedTuple):
    """What `indicators.toml` declares, by id, and the names of it that lead nowhere within it."""

    units: dict[str, Unit]
    domains: dict[str, Domain]
    indicators: dict[str, Indicator]
    leading_nowhere: list[Finding]


def read_indicators(
    data_dir: Path, findings: list[Finding], shared: Path | None = None
) -> Indicators:
    """The units, domains and indicators of a data folder, over shared ones; what does not hold goes to the findings."""
    file = read_over(data_dir, INDICATORS, shared, findings)
    file.unknown_sections(SECTIONS)
    units = {name: _unit(file, name, e) for name, e in file.tables("units", UnitEntry)}
    domains = {name: _domain(name, e) for name, e in file.tables("domains", DomainEntry)}
    indicators = {
        name: _indicator(file, name, e, units)
        for name, e in file.tables("indicators", IndicatorEntry)
    }
    for indicator in indicators.values():
        _note_range(file, indicator)
    _note_circles(file, indicators)
    _note_same_names(file, indicators)
    _note_same_aliases(file, indicators)
    return Indicators(units, domains, indicators, [*up_to_limit(_leading_nowhere(file))])


def _leading_nowhere(file: TomlFile) -> Iterator[Finding]:
    """Units, bases and domains that are not declared, also of indicators that lack something else."""
    units, domains, indicators = (file.document.get(section, {}) for section in SECTIONS)
    if not all(isinstance(each, dict) for each in (units, domains, indicators)):
        return
    for name, table in indicators.items():
        said = table if isinstance(table, dict) else {}
        for key, value, known in (
            (f"{name}.unit", said.get("unit"), units),
            (f"{name}.base", said.get("base") or None, indicators),
            (f"{name} (domain)", name.partition(".")[0], domains),
        ):
            if isinstance(value, str) and value not in known:
                row = file.row_of("indicators", name)
                yield not_declared(INDICATORS, row, key, value, known)


def _unit(file: TomlFile, name: str, e: UnitEntry) -> Unit:
    _note_other_kind(file, name, e)
    # Without its number a density would be compared with its base at a scale that nobody declared.
    if (e.kind == "density") != (e.per is not None):
        _note_per(file, name, e)
    if "en" in file.languages and not e.name_en_plural:
        key, expected = f"units.{name}.name_en_plural", Phrase("the name of several, in English")
        remedy = Phrase('Add it, such as name_en_plural = "stations".')
        file.note("no-plural", expected, remedy, row=file.row_of("units", name), key=key)
    return Unit(name, e.kind, Text(e.name_vi, e.name_en), e.name_en_plural, e.per or 1)


def _note_per(file: TomlFile, name: str, e: UnitEntry) -> None:
    key, value = f"units.{name}.per", "" if e.per is None else str(e.per)
    if e.per is None:
        expected = Phrase("the number of units that the density counts for, such as 10000")
        remedy = Phrase(
            "Add it: per = 10000 where it counts for each 10,000, per = 1 for each one."
        )
    else:
        expected = Phrase("this key only where kind is density, and not {kind}", kind=e.kind)
        remedy = Phrase("Delete the key, or mend kind.")
    file.note("wrong-per", expected, remedy, key=key, value=value)


def _note_other_kind(file: TomlFile, name: str, e: UnitEntry) -> None:
    """A unit that comes with tongket and is made another one: figures in it would mean something else."""
    below = file.shared.get("units", {}).get(name, {})
    for key in file.own.get("units", {}).get(name, {}).keys() & {"kind", "per"}:
        if below and getattr(e, key) != below.get(key):
            expected = Phrase("{value}, as in what comes with tongket", value=below.get(key, "–"))
            remedy = Phrase("Delete the key, or give the unit an id of its own.")
            row, value = file.row_of("units", name, key), str(getattr(e, key))
            file.note(
                "other-unit", expected, remedy, row=row, key=f"units.{name}.{key}", value=value
            )


def _domain(name: str, e: DomainEntry) -> Domain:
    headlines = None if e.headlines is None else tuple(e.headlines)
    return Domain(name, Text(e.name_vi, e.name_en), e.order, headlines)


def _indicator(file: TomlFile, name: str, e: IndicatorEntry, units: dict[str, Unit]) -> Indicator:
    file.in_both("indicators", name, "definition", e)
    meaning = Text(e.definition_vi, e.definition_en) if e.definition_vi else NOT_DEFINED
    counted = e.unit in units and units[e.unit].kind in _WHOLE
    return Indicator(
        name, name.partition(".")[0], Text(e.name_vi, e.name_en), meaning, e.unit, e.direction,
        counted if e.whole is None else e.whole, e.official_code, e.base, e.min, e.max,
        tuple(e.aliases), e.ref_area,
    )  # fmt: skip


def _note_range(file: TomlFile, indicator: Indicator) -> None:
    low, high = indicator.minimum, indicator.maximum
    if low is not None and high is not None and low > high:
        expected = Phrase("min not above max")
        remedy, value = Phrase("Swap the ends."), f"{low} > {high}"
        row, key = file.row_of("indicators", indicator.id), f"{indicator.id}.min"
        file.note("range-reversed", expected, remedy, row=row, key=key, value=value)


def _note_circles(file: TomlFile, indicators: dict[str, Indicator]) -> None:
    """An indicator that is a share of itself, at once or by way of others."""
    bases = {name: indicator.base for name, indicator in indicators.items()}
    for name, base in bases.items():
        if file.is_own("indicators", name) and leads_back(name, bases):
            expected = Phrase("a base that is no share of the indicator itself")
            remedy = Phrase("Name the whole that it is a share of, or delete the key.")
            file.note("circular-base", expected, remedy, key=f"{name}.base", value=base)


def _note_same_names(file: TomlFile, indicators: dict[str, Indicator]) -> None:
    """Names that differ by small and capital letters or by spaces only: no reader could tell them apart."""
    for lang in LANGS:
        names = ((_folded(i.name.in_(lang)), i.id) for i in _own_last(file, indicators))
        for same in grouped(names).values():
            for other in same[1:]:
                expected = Phrase("a name of its own, and not that of {name}", name=same[0])
                remedy = Phrase("Say in the name what is different.")
                key, value = f"{other}.name_{lang}", indicators[other].name.in_(lang)
                file.note("same-name", expected, remedy, key=key, value=value)


def _note_same_aliases(file: TomlFile, indicators: dict[str, Indicator]) -> None:
    """Words that two indicators of one domain are called by: what is found by them would be of either."""
    named = {
        (i.domain, _folded(i.name.in_(lang))): (i.id, f"name_{lang}")
        for i in indicators.values()
        for lang in LANGS
    }
    for indicator in _own_last(file, indicators):
        for alias in indicator.aliases:
            at = indicator.id, "aliases"
            other = named.setdefault((indicator.domain, _folded(alias)), at)
            if other[0] != indicator.id:
                # Its own name is what is wrong where the alias comes with tongket.
                (name, key), (first, _) = (
                    (at, other) if file.is_own("indicators", at[0]) else (other, at)
                )
                expected = Phrase("words that do not mean {name} too", name=first)
                remedy = Phrase("Write more of the words, or delete the alias.")
                row = file.row_of("indicators", name, key)
                file.note("same-alias", expected, remedy, row=row, key=f"{name}.{key}", value=alias)


def _own_last(file: TomlFile, indicators: dict[str, Indicator]) -> list[Indicator]:
    """The indicators, those that come with tongket first: they hold, so that what does not is one's own."""
    return sorted(indicators.values(), key=lambda i: file.is_own("indicators", i.id))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
