"""The data folder as it is: whole, in order, in both languages, described."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from pathlib import Path

import pytest

from tongket.data.datapackage import describe
from tongket.data.observations import COLUMNS, KEY
from tongket.data.store import Store, check, load
from tongket.model import TimePeriod

DATA = Path(__file__).parents[2] / "data"
OBSERVATIONS = sorted((DATA / "observations").glob("*.csv"))


@pytest.fixture(scope="module")
def store() -> Store:
    return load(DATA)


def test_everything_holds() -> None:
    assert check(DATA) == []


@pytest.mark.parametrize("path", OBSERVATIONS, ids=lambda p: p.name)
def test_a_file_has_the_columns_and_its_rows_in_order(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    keys = [tuple(row[column] for column in KEY) for row in rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.*")), ids=lambda p: p.name)
def test_a_file_is_plain_composed_unicode(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & {"\r", "\ufeff", "\u00a0"}
    assert text.endswith("\n")


def test_the_review_of_2024_has_79_statements(store: Store) -> None:
    assert len([row for row in store.observations if row.source == "dost-ct-review-2024"]) == 79


def test_every_indicator_speaks_both_languages(store: Store) -> None:
    for indicator in store.registry.indicators.values():
        for text in (indicator.name, indicator.definition):
            assert text.vi
            assert text.en
            assert text.vi != text.en or indicator.id == "innovation.pii_rank"
        assert len(indicator.name.vi) <= 50, indicator.name.vi


def test_every_unit_and_source_is_used(store: Store) -> None:
    """Common indicators are for every department: not all have a figure of this one."""
    units = {indicator.unit for indicator in store.registry.indicators.values()}
    units |= {row.unit for row in store.observations}
    assert set(store.registry.units) - units == set()
    cited = {row.source for row in store.observations} | {e.source for e in store.registry.events}
    assert set(store.registry.sources) <= cited


def test_two_areas_share_a_place_and_never_a_day(store: Store) -> None:
    areas = list(store.registry.areas.values())
    for before in areas:
        for after in areas:
            if before.place == after.place and before is not after and before.valid_to:
                assert after.valid_from is None or after.valid_from > before.valid_to


def test_the_city_is_two_areas(store: Store) -> None:
    assert store.registry.area_for("VN-CT", TimePeriod.of_year(2024)).ref_area == "VN-CT"
    assert store.registry.area_for("VN-CT", TimePeriod.of_year(2025)).ref_area == "VN-CT-2025"
    assert store.registry.area_for("VN-CT-2025", TimePeriod.of_year(2024)).ref_area == "VN-CT"


def test_the_underivable_rate_of_2023_is_missing_with_its_reason(store: Store) -> None:
    (row,) = store.find(
        indicator="renewal.technology_renewal_rate", area="VN-CT", period="2023", measure="actual"
    )
    assert row.value is None
    assert "could only be derived" in row.comment


def test_official_codes_are_those_of_the_national_list(store: Store) -> None:
    codes = {i.id: i.official_code for i in store.registry.indicators.values() if i.official_code}
    assert codes == {
        "capacity.organisations": "1401", "capacity.staff": "1402", "ip.inventions_granted": "1404",
        "capacity.rd_spending": "1407",
    }  # fmt: skip


def test_the_data_package_is_up_to_date_and_valid(store: Store) -> None:
    from frictionless import validate

    path = DATA / "datapackage.json"
    assert path.read_text(encoding="utf-8") == describe(store), "run `tongket datapackage`"
    assert validate(str(path)).valid


def test_the_registries_name_their_units_once() -> None:
    units = tomllib.loads((DATA / "indicators.toml").read_text(encoding="utf-8"))["units"]
    names = [unit["name_en"] for unit in units.values()]
    assert len(set(names)) == len(names)
