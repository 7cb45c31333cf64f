"""What a review offers beside its pages: its sentences and figures for programs, the index of its indicators."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.numerals.collation import vietnamese
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tongket.model import Lang
    from tongket.output import ClaimPart, ConflictEntry, DefinitionEntry, FigurePart, Number
    from tongket.publish.site.page_parts import PageParts, Read
    from tongket.publish.site.published import PublishedPage, PublishedReview

    Listing = Mapping[str, list[dict[str, Any]]]

# Figures of one indicator that the index lists one by one.
MANY = 12
CLAIMS, FIGURES, INDICATORS = "claims.json", "figures.json", "indicators.html"


@dataclass(frozen=True)
class Entry:
    """An indicator in the index: this year's value, what it means, and the pages that treat it."""

    name: str
    value: str
    definition: str
    places: tuple[tuple[str, str], ...]


def write_listings(folder: Path, review: PublishedReview, read: Read) -> list[Path]:
    """Write `claims.json`, `figures.json` and `indicators.html` of a review.

    Raises:
        OSError: the folder cannot be written.
    """
    listed = listing(read)
    for name, parts in {CLAIMS: ("claims", "conflicts"), FIGURES: ("figures",)}.items():
        content = {
            "area": review.area,
            "period": review.period.code,
            **{part: listed[part] for part in parts},
        }
        write(folder / name, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    entries = {
        lang: _entries(lang, [(p, read[p.name, lang]) for p in review.in_(lang)])
        for lang in review.langs
    }
    page = render("indicators.html.j2", review.organisation, review=review, entries=entries)
    write(folder / INDICATORS, page)
    return [folder / CLAIMS, folder / FIGURES, folder / INDICATORS]


def listing(read: Read) -> Listing:
    """Every claim, figure and conflict of all pages, each with its page and language."""
    return {
        "claims": _listed(read, lambda page: map(_claim, page.claims)),
        "figures": _listed(read, lambda page: map(_figure, page.figures)),
        "conflicts": _listed(read, lambda page: map(_conflict, page.conflicts)),
    }


def _listed(read: Read, entries: Callable[[PageParts], Iterable[dict[str, Any]]]) -> list[Any]:
    return [
        {"page": page, "lang": lang, **item}
        for (page, lang), found in read.items()
        for item in entries(found)
    ]


def _number(number: Number) -> dict[str, Any]:
    """A number with all its members, so that each row of a listing has the same."""
    skipped = ("lang", "quoted_in")
    return {name: value for name, value in asdict(number).items() if name not in skipped}


def _claim(claim: ClaimPart) -> dict[str, Any]:
    return {"text": claim.text, "numbers": [_number(number) for number in claim.numbers]}


def _figure(figure: FigurePart) -> dict[str, Any]:
    return {
        "name": figure.name,
        **_number(figure.number),
        "observation": figure.observation,
        "origin": figure.origin.text,
        "inputs": [number.anchor for number in figure.inputs],
        "allowed": figure.allowed,
        "remark": figure.remark,
    }


def _conflict(conflict: ConflictEntry) -> dict[str, Any]:
    return {
        "anchor": conflict.anchor,
        "severity": conflict.severity,
        "severity_name": conflict.severity_name,
        "text": conflict.headline.text,
    }


def _entries(lang: Lang, pages: Sequence[tuple[PublishedPage, PageParts]]) -> list[Entry]:
    """Every figure that a source states, once, in the order of the language."""
    meanings = {term.indicator: term for _, found in pages for term in found.definitions}
    first: dict[str, FigurePart] = {}
    places: dict[str, list[tuple[str, str]]] = {}
    for page, found in pages:
        for figure in found.figures:
            if figure.observation:
                first.setdefault(figure.anchor, figure)
                link = f"{lang}/{page.name}.html#{figure.anchor}"
                places.setdefault(figure.anchor, []).append((link, page.title.in_(lang)))
    alike: dict[str, list[FigurePart]] = {}
    for figure in first.values():
        term = meanings.get(figure.observation.partition("|")[0])
        # In comparisons a figure is named after its place: there the page says more than an index.
        if term and figure.name.startswith(term.name):
            alike.setdefault(term.indicator, []).append(figure)
    made = [e for name, found in alike.items() for e in _of_term(meanings[name], found, places)]
    # English names hold Vietnamese places too: the Vietnamese order serves both.
    return sorted(made, key=lambda entry: vietnamese(entry.name))


def _of_term(
    term: DefinitionEntry,
    figures: Sequence[FigurePart],
    places: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[Entry]:
    """The figures of an indicator; where many areas have one, such as 63 provinces, the pages that compare them."""
    meaning = f"{term.definition} {term.code}".rstrip()
    if len(figures) <= MANY:
        for figure in figures:
            yield Entry(figure.name, figure.number.words, meaning, tuple(places[figure.anchor]))
        return
    pages = (
        (link.partition("#")[0], title)
        for figure in figures
        for link, title in places[figure.anchor]
    )
    yield Entry(term.name, "", meaning, tuple(dict.fromkeys(pages)))
