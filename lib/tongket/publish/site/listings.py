"""What a review offers programs beside its pages: its sentences and its figures."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tongket.files import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from tongket.output import ClaimPart, ConflictEntry, FigurePart, Number, VintageEntry
    from tongket.publish.site.page_parts import PageParts, Read
    from tongket.publish.site.published import PublishedReview

    Listing = Mapping[str, list[dict[str, Any]]]

CLAIMS, FIGURES = "claims.json", "figures.json"


def write_listings(folder: Path, review: PublishedReview, read: Read) -> list[Path]:
    """Write `claims.json` and `figures.json` of a review.

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
    return [folder / CLAIMS, folder / FIGURES]


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
        "vintages": [_vintage(each) for each in figure.vintages],
        "revision": figure.revision and _number(figure.revision),
        "revision_pct": figure.revision_pct and _number(figure.revision_pct),
    }


def _vintage(vintage: VintageEntry) -> dict[str, Any]:
    return {**asdict(vintage), "number": _number(vintage.number)}


def _conflict(conflict: ConflictEntry) -> dict[str, Any]:
    return {
        "anchor": conflict.anchor,
        "severity": conflict.severity,
        "severity_name": conflict.severity_name,
        "text": conflict.headline.text,
    }
