"""The review: what a notebook opens, and the lineage of all that the notebook shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.model import LANGS
from tongket.review.card import ShownFigure
from tongket.review.desk import Review
from tongket.store import data_dir, load

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang

__all__ = ["Review", "ShownFigure", "open_review"]


def open_review(year: int, area: str, lang: Lang = "vi", data: Path | None = None) -> Review:
    """Open the review of a place and year.

    Args:
        year: the year under review.
        area: the code of the place in data/areas.csv; the area that holds at the end of the year
            is taken, so that `VN-CT` means the merged city from 2025 on.
        lang: the language of names, numbers and claims, `vi` or `en`.
        data: a data folder; without it the project's own.

    Raises:
        UsageError: the area or the language is not known, or the year is no year.
        DataError: the data do not hold; all findings travel with it.
    """
    if lang not in LANGS:
        raise UsageError(f"lang: expected one of {', '.join(LANGS)}, got {lang!r}.")
    if not 1900 <= year <= 2200:
        raise UsageError(f"year: expected a year such as 2024, got {year!r}.")
    store = load(data or data_dir())
    return Review(store, store.registry.area_for(area, year), year, lang)
