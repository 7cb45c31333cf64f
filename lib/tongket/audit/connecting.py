"""Statements split into connected sets: what shares no quantity says nothing of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.audit.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable


def connected(said: Statements) -> list[Statements]:
    """The connected sets, in the order of their first quantity; each whole in itself.

    >>> said = Statements()
    >>> a, b = said.quantity("a"), said.quantity("b")
    >>> _ = said.state(a, "3"), said.state(b, "4")
    >>> len(connected(said))
    2
    """
    groups = _Groups(said.quantities)
    for statement in said.statements.values():
        groups.join(statement.quantities)
    for definition in said.definitions.values():
        groups.join(name for name, _ in definition.terms)
    parts: dict[str, Statements] = {}
    for name, quantity in said.quantities.items():
        parts.setdefault(groups.root(name), Statements()).quantities[name] = quantity
    for statement in said.statements.values():
        part = parts[groups.root(statement.subject.part)]
        part.statements[statement.id] = statement
        _bring(said, part, statement.needs)
    for definition in said.definitions.values():
        part = parts[groups.root(definition.terms[0][0])]
        part.definitions[definition.id] = definition
        _bring(said, part, definition.needs)
    return [part for part in parts.values() if part.statements]


def _bring(said: Statements, part: Statements, needs: Iterable[str]) -> None:
    for name in needs:
        part.assumptions[name] = said.assumptions[name]


class _Groups:
    """Names that belong together (union and find)."""

    def __init__(self, names: Iterable[str]) -> None:
        self.parent = {name: name for name in names}

    def root(self, name: str) -> str:
        while self.parent[name] != name:
            self.parent[name] = self.parent[self.parent[name]]
            name = self.parent[name]
        return name

    def join(self, names: Iterable[str]) -> None:
        first, *others = names
        for other in others:
            self.parent[self.root(other)] = self.root(first)
