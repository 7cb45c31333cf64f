"""What a project adds to the registry that comes with tongket, and what it says otherwise, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.data.csv_file import Shape, read_rows
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.registry.indicators import INDICATORS
from tongket.data.registry.rules import FILE as RULES
from tongket.data.registry.rules import KINDS
from tongket.data.registry.sources import SOURCES
from tongket.data.registry.toml_tables import read_toml
from tongket.project import shared_registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The tables of the registry, each with its file.
TABLES = {
    "units": INDICATORS, "domains": INDICATORS, "indicators": INDICATORS, "sources": SOURCES, "areas": AREAS,
    "events": EVENTS, "rules": RULES, "assumptions": RULES, "plans": RULES,
}  # fmt: skip
_COLUMNS = {"areas": AREA_COLUMNS, "events": EVENT_COLUMNS}


class OwnEntry(NamedTuple):
    """An entry of a project's own registry.

    Args:
        name: its id; of a rule its kind and number, such as `bound[1]`.
        is_added: whether the shared registry has none of this name; else it is laid over that one.
        keys: by key what the shared registry says, None where it does not say anything, and what the project says.
    """

    name: str
    is_added: bool
    keys: Mapping[str, tuple[Any, Any]]


def own_entries(folder: Path, table: str) -> list[OwnEntry]:
    """The entries of a table that a project has of its own, in their order; keys that say the same are left out.

    Args:
        folder: the data folder of a registry that holds.
        table: one of `TABLES`.
    """
    shared = shared_registry(folder)
    # Rules, sources and events have no ids that a project could lay its own over.
    below = entries(shared, table) if shared and table not in ("rules", "sources", "events") else {}
    return [
        OwnEntry(name, name not in below, _compared(below.get(name, {}), entry))
        for name, entry in entries(folder, table).items()
    ]


def _compared(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    pairs = {key: (below.get(key), value) for key, value in own.items()}
    return {
        key: (shared, value)
        for key, (shared, value) in pairs.items()
        if shared != value and (shared or value not in ("", []))
    }


def entries(folder: Path, table: str) -> dict[str, dict[str, Any]]:
    """What a folder's own file says in a table, by name."""
    file = TABLES[table]
    if table in _COLUMNS:
        columns = _COLUMNS[table]
        path = folder / file
        rows = read_rows(path, Shape(columns), file, []) if path.is_file() else ()
        return {cells[columns[0]]: {c: cells[c] for c in columns[1:]} for _, cells in rows}
    document = read_toml(folder / file, file, [], may_be_empty=True).document
    if table != "rules":
        return dict(document.get(table, {}))
    return {
        f"{kind}[{number}]": rule
        for kind in KINDS
        for number, rule in enumerate(document.get(kind, ()), start=1)
    }
