"""The letters of codes and ids: they become names of files, addresses of pages and anchors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongket.data.findings import Finding
from tongket.data.registry.links import grouped
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongket.data.registry.book import Registry
    from tongket.data.registry.code_lines import CodeLines

# A place named `../../x` would be written outside the output folder.
CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")

A_CODE = Phrase(
    "a code of letters A to Z, digits, dots, hyphens and underscores, from 1 to 100 in all, that "
    "begins and ends with a letter or digit"
)


def codes_that_do_not_hold(registry: Registry, lines: CodeLines) -> list[Finding]:
    """A finding for each code or id that is not made of the letters of codes, or is like another but for capitals."""
    named: dict[tuple[str, str], Iterable[str]] = {
        ("indicators.toml", "units"): registry.units,
        ("indicators.toml", "domains"): registry.domains,
        ("indicators.toml", "indicators"): registry.indicators,
        ("sources.toml", "sources"): registry.sources,
        ("rules.toml", "assumptions"): registry.assumptions,
        ("areas.csv", "ref_area"): registry.areas,
        ("areas.csv", "place"): dict.fromkeys(area.place for area in registry.areas.values()),
        ("events.csv", "event"): [event.id for event in registry.events],
    }
    remedy = Phrase("Write the code with these letters everywhere it is used.")
    found = [
        Finding(file, lines.of(file, column, code), column, code, A_CODE, remedy, "wrong-code")
        for (file, column), codes in named.items()
        for code in codes
        if not CODE.fullmatch(code)
    ]
    for (file, column), codes in named.items():
        found += _alike(file, column, codes, lines)
    return found


def _alike(file: str, column: str, codes: Iterable[str], lines: CodeLines) -> Iterator[Finding]:
    """Codes that are alike but for capital letters: some file systems would write one page over the other."""
    remedy = Phrase("Delete one of the two, or give it another code.")
    for same in grouped((code.casefold(), code) for code in codes).values():
        if len(same) > 1:
            # What comes with tongket has no line in the project's own file, and is first.
            (_, first), *others = sorted((lines.of(file, column, code), code) for code in same)
            expected = Phrase(
                "a code that differs from {code} by more than capital letters", code=first
            )
            for row, code in others:
                yield Finding(file, row, column, code, expected, remedy, "code-twice")
