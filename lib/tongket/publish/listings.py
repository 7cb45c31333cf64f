"""What a review offers beside its pages: the index of its indicators, and its sentences for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tongket.publish.collation import vietnamese
from tongket.publish.entrances import render
from tongket.publish.extracts import Extract, Listed, extract
from tongket.publish.files import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.entrances import PublishedPage, PublishedReview


@dataclass(frozen=True)
class Entry:
    """An indicator in the index: this year's value, what it means, and the pages that treat it."""

    name: str
    value: str
    definition: str
    places: tuple[tuple[str, str], ...]


def write_listings(site_dir: Path, review: PublishedReview) -> list[Path]:
    """Write `claims.json` and `indicators.html` of a review whose pages are written.

    Raises:
        OSError: a page cannot be read, or the folder not be written.
    """
    folder = site_dir / review.area / str(review.year)
    read = {
        (page.name, lang): extract((folder / lang / f"{page.name}.html").read_text("utf-8"))
        for page in review.pages
        for lang in page.langs
    }
    claims = {
        "area": review.area, "year": review.year,
        "claims": [claim for (name, lang), found in read.items() for claim in _claims(name, lang, found)],
    }  # fmt: skip
    written = [folder / "claims.json", folder / "indicators.html"]
    replace(written[0], json.dumps(claims, ensure_ascii=False, indent=1) + "\n")
    entries = {
        lang: _entries(lang, [(p, read[p.name, lang]) for p in review.in_(lang)])
        for lang in review.langs
    }
    replace(written[1], render("indicators.html.j2", review=review, entries=entries))
    return written


def _claims(page: str, lang: Lang, found: Extract) -> list[dict[str, Any]]:
    return [{"page": page, "lang": lang, **asdict(sentence)} for sentence in found.sentences]


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
