"""The pages of revised figures, of each review and of all: what was first published, what holds, by how much and why.

Both are read from `figures.json` of the reviews: a figure that no page shows is on none of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.model import UNNAMED
from tongket.publish.site.listings import FIGURES, listing
from tongket.publish.site.published import languages_of
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tongket.model import Organisation
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview

PAGE, TEMPLATE = "revisions.html", "revisions.html.j2"


@dataclass(frozen=True)
class RevisedFigure:
    """A figure that was revised, in one language.

    Args:
        lang: the language of its words.
        name: what it is called.
        anchor: its row in the sources of its pages.
        pages: the names of the pages that show it.
        first, latest: its vintages, as `figures.json` has them.
        between: those between the two.
        change, change_pct: the words of the difference and of its percent; empty where there is none.
    """

    lang: str
    name: str
    anchor: str
    pages: tuple[str, ...]
    first: dict[str, Any]
    latest: dict[str, Any]
    between: tuple[dict[str, Any], ...]
    change: str
    change_pct: str


def write_review_revisions(folder: Path, review: PublishedReview, read: Read) -> Path:
    """Write `revisions.html` of a review.

    Raises:
        OSError: the folder cannot be written.
    """
    found = [(review, "", revised(listing(read)["figures"]))]
    values = {"review": review, "found": found}
    place = f"{review.folder}/{PAGE}"
    page = render(TEMPLATE, review.langs, review.organisation, at=place, **values)
    write(folder / PAGE, page)
    return folder / PAGE


def write_all_revisions(
    site_dir: Path, reviews: Sequence[PublishedReview], organisation: Organisation = UNNAMED
) -> Path:
    """Write `revisions.html` of a site, in the order of the reviews.

    Raises:
        OSError: the folder cannot be written.
    """
    found = [
        (review, f"{review.folder}/", revised(_figures(site_dir / review.folder)))
        for review in reviews
    ]
    page = render(TEMPLATE, languages_of(reviews), organisation, at=PAGE, found=found)
    write(site_dir / PAGE, page)
    return site_dir / PAGE


def revised(figures: Iterable[dict[str, Any]]) -> list[RevisedFigure]:
    """The revised figures of a listing, each once a language, with all pages that show it."""
    pages: dict[tuple[str, str], list[str]] = {}
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for figure in figures:
        # A build of an earlier version says nothing of vintages.
        if figure.get("vintages"):
            key = figure["lang"], figure["observation"]
            told.setdefault(key, figure)
            pages.setdefault(key, []).append(figure["page"])
    return [_of(figure, pages[key]) for key, figure in told.items()]


def _of(figure: dict[str, Any], pages: Sequence[str]) -> RevisedFigure:
    first, *between, latest = figure["vintages"]
    change, percent = (figure[name] or {} for name in ("revision", "revision_pct"))
    return RevisedFigure(
        figure["lang"], figure["name"], figure["anchor"], tuple(pages), first, latest, tuple(between),
        _signed(change), _signed(percent),
    )  # fmt: skip


def _signed(number: dict[str, Any]) -> str:
    """The words of a difference; what is more has its sign, as what is less has."""
    words: str = number.get("words", "")
    rises = (number.get("lower") or 0) > 0
    return f"+{words}" if rises and re.match(r"(VND )?\d", words) else words


def _figures(folder: Path) -> list[dict[str, Any]]:
    """The figures that a review names; none where its listing cannot be read."""
    try:
        return list(json.loads((folder / FIGURES).read_text(encoding="utf-8"))["figures"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
