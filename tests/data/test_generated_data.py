"""The data of the benchmarks: they hold, and nobody can take them for real ones."""

from __future__ import annotations

import sys
from dataclasses import replace
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


def test_rows_of_some_are_those_that_a_look_through_all_finds_in_the_same_order(
    generated: Path,
) -> None:
    store = load(generated)
    rows = store.observations
    areas = {"VN-ZZ02", "VN-ZZ01"}
    names = {"ip.applications", "ip.titles_granted", "no.such"}
    assert store.of_areas({"VN-ZZ02"}) == [r for r in rows if r.ref_area == "VN-ZZ02"]
    assert store.of_areas(areas) == list(rows)
    assert store.of_place("VN-ZZ01") == store.where(ref_area="VN-ZZ01")
    assert store.of_indicators(names) == [r for r in rows if r.indicator in names]
    assert len(store.of_indicators(names)) > 4
    found = store.where(indicator="ip.applications", ref_area="VN-ZZ02", time_period="2024")
    key = ("ip.applications", "VN-ZZ02", "2024")
    assert found == [r for r in rows if (r.indicator, r.ref_area, str(r.time_period)) == key] != []


def test_a_store_of_other_statements_finds_these(generated: Path) -> None:
    store = load(generated).indexed()
    fewer = replace(store, observations=store.observations[:100])
    assert fewer.of_areas({"VN-ZZ02"}) == []
    assert len(fewer.of_areas({"VN-ZZ01"})) == 100
    assert replace(store, read_indicators=set()).index is store.index
