"""The data of the benchmarks: they hold, and nobody can take them for real ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tongket.data.store import check, load


@pytest.fixture(scope="module")
def generated(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sys.path.insert(0, str(checkout / "benchmarks"))
    try:
        from generated import AREAS, write_data
    finally:
        sys.path.pop(0)
    folder = tmp_path_factory.mktemp("generated") / "data"
    write_data(folder, AREAS[:2], range(2023, 2025))
    return folder


def test_generated_data_hold(generated: Path) -> None:
    assert [finding.line("en") for finding in check(generated)] == []


def test_generated_data_say_what_they_are(generated: Path) -> None:
    store = load(generated)
    assert {row.source for row in store.observations} == {"generated"}
    assert "not real" in store.registry.sources["generated"].title_en
    areas = {store.registry.area(row.ref_area).name.en for row in store.observations}
    assert areas == {"Generated 01", "Generated 02"}


def test_generated_data_are_never_in_the_project(generated: Path, checkout: Path) -> None:
    rows = load(generated).observations
    assert len(rows) == 2 * 2 * 79
    assert not [path for path in (checkout / "data").rglob("*") if "generated" in path.name]
