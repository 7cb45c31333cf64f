"""How the names in registries refer to each other: to one that is not declared, in a circle; and which are alike."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from tongket.data.findings import Finding
from tongket.errors import near
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tongket.model import Text

Named = TypeVar("Named")
# What `tongket add` calls the table of the names that a key may hold.
_ADDED_AS = {
    "unit": "unit",  "source": "source", "region": "area", "ref_area": "area",
    "area": "area", "indicator": "indicator", "revises": "source",
}  # fmt: skip


def not_declared(file: str, row: int, key: str, value: str, known: Iterable[str]) -> Finding:
    """The finding for a name that is none of those that are declared.

    Args:
        file: the registry, relative to the data folder.
        row: the line; 0 where it is not known.
        key: the key or column in which the name is written.
        value: the name.
        known: the names that are declared.
    """
    expected = Phrase("a declared name")
    # The domain of an indicator is the beginning of its id, and has no key.
    table = "domain" if key.endswith("(domain)") else _ADDED_AS.get(key.rpartition(".")[2], "")
    declare = Phrase("Declare it, or write a name that is declared.")
    if table:
        declare = Phrase(
            "Declare it with `tongket add {table} ID`, or write a name that is declared.",
            table=table,
        )
    remedy = nearest(value, known, declare)
    return Finding(file, row, key, value, expected, remedy, "unknown-name")


def nearest(name: str, known: Iterable[str], otherwise: Text) -> Text:
    """The remedy for a name that is none of those known: the near ones, else another remedy."""
    names = ", ".join(near(name, known))
    return Phrase("Nearest: {names}.", names=names) if names else otherwise


def leads_back(name: str, after: Mapping[str, str]) -> bool:
    """Whether the way from a name to the one that it refers to, and on from there, comes back to it.

    Args:
        name: where the way begins.
        after: the name that each refers to; empty where it refers to none.

    >>> after = {"a": "b", "b": "a", "c": "a"}
    >>> leads_back("a", after), leads_back("c", after)
    (True, False)
    """
    at, seen = after[name], {name}
    while at in after and at not in seen:
        seen.add(at)
        at = after[at]
    return at == name


def grouped(pairs: Iterable[tuple[str, Named]]) -> dict[str, list[Named]]:
    """What has a name by what the names are alike in: pairs of what is alike and the thing."""
    found: dict[str, list[Named]] = defaultdict(list)
    for alike, named in pairs:
        found[alike].append(named)
    return found
