"""Which figures of the record a review shows: all of its place and year; what is on no page is of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tongket.data.store import load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_stated_figure_of_the_place_and_year_is_on_a_page(
    lang: str, checkout: Path, before_2025: Path
) -> None:
    pages = sorted((checkout / "tests" / "golden" / "notebooks" / lang).glob("*.ipynb"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    stated = [row for row in load(before_2025).observations if row.interval is not None]
    off = [row for row in stated if "|".join(map(str, row.key)) not in text]
    assert [row.key for row in off if (row.ref_area, row.time_period.year) == ("VN-CT", 2024)] == []
    # The record holds more than a review of 2024 shows, so no page may say that all of it is there.
    assert 0 < len(off) < len(stated) / 4
    assert {row.indicator.partition(".")[0] for row in off} == {
        "capacity",
        "context",
        "innovation",
        "services",
    }
