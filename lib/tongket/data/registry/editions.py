"""Later editions of sources: which supersede which, and what does not hold of that.

A source that revises another states the same facts anew, as its publisher does; what it revises holds no longer where
both state a fact. Which of two came later is said by their dates; that they are editions of one thing by `revises`.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.registry.links import not_declared
from tongket.data.registry.sources import SOURCES
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tongket.data.registry.code_lines import CodeLines
    from tongket.model import Source, Text


def earlier_editions(sources: Mapping[str, Source]) -> dict[str, frozenset[str]]:
    """What each source revises, also through the editions between; only those that revise any.

    >>> from types import SimpleNamespace as S
    >>> third = {"a": S(revises=()), "b": S(revises=("a",)), "c": S(revises=("b",))}
    >>> sorted(earlier_editions(third)["c"])
    ['a', 'b']
    """
    return {name: _before(name, sources) for name, source in sources.items() if source.revises}


def _before(name: str, sources: Mapping[str, Source]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [*sources[name].revises]
    while waiting:
        other = waiting.pop()
        # What is not declared, or a ring, is a finding of its own.
        if other in sources and other not in found | {name}:
            found.add(other)
            waiting += sources[other].revises
    return frozenset(found)


def editions_that_do_not_hold(sources: Mapping[str, Source], lines: CodeLines) -> Iterator[Finding]:
    """A finding for each source that cannot be a later edition of what it is said to revise."""
    for name, source in sources.items():
        for other in source.revises:
            if other not in sources:
                row = lines.of(SOURCES, "sources", name)
                yield not_declared(SOURCES, row, f"{name}.revises", other, sources)
            elif wrong := _wrong(source, sources[other]):
                yield _finding(lines, name, other, *wrong)
    known = {n: [o for o in s.revises if o in sources and o != n] for n, s in sources.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        # Each is revised by the next in the ring; the last is the first again.
        before, name = error.args[1][-2:]
        ring = " → ".join(reversed(error.args[1]))
        expected = Phrase("an earlier source, and no ring ({ring})", ring=ring)
        yield _finding(lines, name, before, expected, LATER)


LATER = Phrase("Name the earlier source in the later one, never the other way round.")


def _finding(lines: CodeLines, name: str, value: str, expected: Text, remedy: Text) -> Finding:
    row = lines.of(SOURCES, "sources", name)
    return Finding(SOURCES, row, f"{name}.revises", value, expected, remedy, "no-later-edition")


def _wrong(source: Source, other: Source) -> tuple[Text, Text] | None:
    """What was expected of what a source revises, and what to do; None where it may revise it."""
    if source is other:
        return Phrase("another source"), LATER
    if source.published.end < (other.published.start or other.published.end):
        expected = Phrase(
            "a source of {date} or before (this one is of {other})",
            date=source.published.text, other=other.published.text,
        )  # fmt: skip
        return expected, LATER
    if source.publisher.vi != other.publisher.vi:
        expected = Phrase(
            "a source of the same publisher, {publisher} (not {other})",
            publisher=source.publisher, other=other.publisher,
        )  # fmt: skip
    elif source.kind != other.kind:
        expected = Phrase(
            "a source of the same kind, {kind} (not {other})", kind=source.kind, other=other.kind
        )
    else:
        return None
    return expected, Phrase(
        "Leave out revises: what different publishers or kinds state is compared, not superseded."
    )
