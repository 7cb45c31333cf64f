"""The page of the contradictions of all reviews, read from what each review says of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.model import UNNAMED
from tongket.publish.site.listings import CLAIMS
from tongket.publish.site.published import languages_of
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tongket.model import Organisation
    from tongket.publish.site.published import PublishedReview

PAGE = "conflicts.html"


def write_contradictions(
    site_dir: Path, reviews: Sequence[PublishedReview], organisation: Organisation = UNNAMED
) -> Path:
    """Write `conflicts.html`, in the order of the reviews.

    Raises:
        OSError: the folder cannot be written.
    """
    found = [(review, _conflicts(site_dir, review)) for review in reviews]
    path = site_dir / PAGE
    write(
        path, render("conflicts.html.j2", languages_of(reviews), organisation, at=PAGE, found=found)
    )
    return path


def _conflicts(site_dir: Path, review: PublishedReview) -> list[dict[str, Any]]:
    """The contradictions that a review names, on the page that treats them."""
    path = site_dir / review.folder / CLAIMS
    try:
        named = json.loads(path.read_text(encoding="utf-8"))["conflicts"]
        # Before version 1 of the output format `severity` held the words.
        return [{"severity_name": "", **conflict} for conflict in named if conflict["anchor"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
