"""The reviews of twice as many areas take at most 2.3 times as long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fixtures.growth import is_linear
from tongket.data.store import Store, load
from tongket.model import TimePeriod
from tongket.review.finder import Finder
from tongket.review.headlines import headlines, planned_items


@pytest.fixture(scope="module")
def stores(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Store]:
    """Generated data of twelve areas, and of twice as many."""
    sys.path.insert(0, str(checkout / "benchmarks"))
    try:
        from generated import AREAS, write_data
    finally:
        sys.path.pop(0)
    made = [tmp_path_factory.mktemp("areas") / "data" for _ in range(2)]
    for folder, count in zip(made, (12, 24), strict=True):
        write_data(folder, AREAS[:count], range(2015, 2025))
    return [load(folder).indexed() for folder in made]


def first_page(store: Store, area: str) -> None:
    """What the first page of a review asks of the data."""
    finder = Finder(store, store.registry.areas[area], TimePeriod.of_year(2024))
    found = headlines(finder, planned_items(finder))
    assert {figure.observations[0].ref_area for figure in found} == {area}


@pytest.mark.slow
def test_time_is_linear(stores: list[Store]) -> None:
    once, twice = (sorted({row.ref_area for row in each.observations}) for each in stores)
    assert (len(once), len(twice)) == (12, 24)
    assert is_linear(
        lambda: [first_page(stores[0], area) for area in once],
        lambda: [first_page(stores[1], area) for area in twice],
    )
