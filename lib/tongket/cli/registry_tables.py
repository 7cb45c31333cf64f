"""The answers of `tongket list TABLE`: the entries of a table of the registry, or what a project has of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import language
from tongket.cli.output import print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.registry.own_entries import OwnEntry
    from tongket.model import Lang, Text


def list_table(folder: Path, table: str, *, as_json: bool) -> None:
    """Print the id and the name of each entry of a table; of indicators the unit too.

    Raises:
        DataError: the registry does not hold.
    """
    registry, said = held_registry(folder), language()
    names = _names(registry, table)
    if as_json:
        entries = [
            {"id": name, "name": {"vi": text.vi, "en": text.en}, **_more(registry, table, name)}
            for name, text in names.items()
        ]
        print_json({table: entries})
        return
    width = max(map(len, names), default=0)
    for name, text in names.items():
        unit = _more(registry, table, name).get("unit", "")
        click.echo(f"{name:<{width}}  {text.in_(said)}" + (f"  [{unit}]" if unit else ""))


def list_own(folder: Path, tables: Iterable[str], *, as_json: bool) -> None:
    """Print what a project adds to tables of the registry and what it changes in them, key by key.

    Raises:
        DataError: the registry does not hold.
    """
    from tongket.data.registry.own_entries import own_entries

    held_registry(folder)
    own, said = {table: own_entries(folder, table) for table in tables}, language()
    if as_json:
        print_json({table: [*map(_as_json, entries)] for table, entries in own.items()})
        return
    for table, entries in own.items():
        for entry in entries:
            _print_entry(table, entry, said)
    if not any(own.values()):
        say("Nothing of your own in {tables}.", said, tables=", ".join(own))


def held_registry(folder: Path) -> Registry:
    """The registry of a data folder.

    Raises:
        DataError: it does not hold; all findings are named.
    """
    from tongket.data.findings import listed
    from tongket.data.registry import read_registry
    from tongket.errors import DataError

    registry, findings = read_registry(folder)
    if registry is None or findings:
        raise DataError(listed(findings), findings)
    return registry


def _print_entry(table: str, entry: OwnEntry, said: Lang) -> None:
    from tongket.translations import message

    added, changed = message("{table} {name}: added"), message("{table} {name}: changed")
    say(added if entry.is_added else changed, said, table=table, name=entry.name)
    for key, (shared, own) in entry.keys.items():
        words = {"key": key, "own": _shown(own), "shared": _shown(shared)}
        if shared in (None, ""):
            click.echo("    {key}: {own}".format(**words))
        else:
            say("    {key}: {own} (comes with tongket: {shared})", said, **words)


def _as_json(entry: OwnEntry) -> dict[str, Any]:
    keys = {key: {"own": own, "shared": shared} for key, (shared, own) in entry.keys.items()}
    return {"id": entry.name, "added": entry.is_added, "keys": keys}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(registry: Registry, table: str) -> Mapping[str, Text]:
    """What each entry of a table is called."""
    from tongket.model import Text

    if table == "sources":
        return {
            name: Text(each.title, each.title_in("en")) for name, each in registry.sources.items()
        }
    if table == "events":
        return {event.id: event.title for event in registry.events}
    if table == "rules":
        # The rules of each file are numbered on their own.
        figures = {
            f"{rule.entry} (tongket)" if rule.is_shared else rule.entry: ", ".join(rule.figures)
            for rule in registry.rules
        }
        return {name: Text(words, words) for name, words in figures.items()}
    entries: Mapping[str, Any] = getattr(registry, table)
    attribute = "text" if table in ("assumptions", "plans") else "name"
    return {name: getattr(entry, attribute) for name, entry in entries.items()}


def _more(registry: Registry, table: str, name: str) -> dict[str, Any]:
    """What is said of an indicator beside its name."""
    if table != "indicators":
        return {}
    known = registry.indicators[name]
    meaning = {"vi": known.definition.vi, "en": known.definition.en}
    return {"unit": known.unit, "definition": meaning, "aliases": list(known.aliases)}
