"""What a review offers beside its pages: its sentences and figures for programs, the index of its indicators."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.numerals.collation import vietnamese
from tongket.publish.site.page_reader import extract
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.page_data import Extract, Listed
    from tongket.publish.site.published import PublishedPage, PublishedReview

    Read = Mapping[tuple[str, Lang], Extract]
    Listing = Mapping[str, list[dict[str, Any]]]

CLAIMS, FIGURES, INDICATORS = "claims.json", "figures.json", "indicators.html"


@dataclass(frozen=True)
class Entry:
    """An indicator in the index: this year's value, what it means, and the pages that treat it."""

    name: str
    value: str
    definition: str
    places: tuple[tuple[str, str], ...]


def read_pages(folder: Path, review: PublishedReview) -> Read:
    """What each page of a review says, by its name and language.

    Args:
        folder: the review's folder.
        review: the review; its pages are written.

    Raises:
        OSError: a page cannot be read.
    """
    return {
        (page.name, lang): extract((folder / lang / f"{page.name}.html").read_text("utf-8"))
        for page in review.pages
        for lang in page.langs
    }


def write_listings(folder: Path, review: PublishedReview, read: Read) -> list[Path]:
    """Write `claims.json`, `figures.json` and `indicators.html` of a review.

    Raises:
        OSError: the folder cannot be written.
    """
    listed = listing(read)
    for name, parts in {CLAIMS: ("claims", "conflicts"), FIGURES: ("figures",)}.items():
        content = {
            "area": review.area,
            "year": review.year,
            **{part: listed[part] for part in parts},
        }
        write(folder / name, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    entries = {
        lang: _entries(lang, [(p, read[p.name, lang]) for p in review.in_(lang)])
        for lang in review.langs
    }
    page = render("indicators.html.j2", review=review, entries=entries)
    write(folder / INDICATORS, page)
    return [folder / CLAIMS, folder / FIGURES, folder / INDICATORS]


def listing(read: Read) -> Listing:
    """Every claim, figure and conflict of all pages, each with its page and language."""
    parts = {"claims": "sentences", "figures": "figures", "conflicts": "conflicts"}
    return {
        part: [
            {"page": page, "lang": lang, **asdict(item)}
            for (page, lang), found in read.items()
            for item in getattr(found, attribute)
        ]
        for part, attribute in parts.items()
    }


def _entries(lang: Lang, pages: Sequence[tuple[PublishedPage, Extract]]) -> list[Entry]:
    """Every figure that a source states, once, in the order of the language."""
    meanings = {name: text for _, found in pages for name, text in found.definitions.items()}
    first: dict[str, Listed] = {}
    places: dict[str, list[tuple[str, str]]] = {}
    for page, found in pages:
        for figure in found.figures:
            if figure.stated:
                first.setdefault(figure.anchor, figure)
                link = f"{lang}/{page.name}.html#{figure.anchor}"
                places.setdefault(figure.anchor, []).append((link, page.title.in_(lang)))
    made = []
    for anchor, figure in first.items():
        term = _term(figure.name, meanings)
        # In comparisons a figure is named after its place: there the page tells more than an index.
        if term:
            definition = meanings[term]
            made.append(Entry(figure.name, figure.value, definition, tuple(places[anchor])))
    # English names hold Vietnamese places too: the Vietnamese order serves both.
    return sorted(made, key=lambda entry: vietnamese(entry.name))


def _term(name: str, meanings: Mapping[str, str]) -> str:
    """The indicator that a figure's name begins with; empty where it begins with none."""
    return max((term for term in meanings if name.startswith(term)), key=len, default="")
