"""Where the data are, and how they are asked for."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from tongket import project
from tongket.data.store import load, read, read_ahead
from tongket.errors import DataError, UsageError

CHECKOUT = Path(__file__).parents[3]


def test_the_checkout_around_the_current_folder_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "indicators.toml").touch()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert project.data_dir() == tmp_path / "data"


def test_outside_any_checkout_the_one_of_the_editable_install_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert project.data_dir() == CHECKOUT / "data"
    assert project.notebooks_dir() == CHECKOUT / "notebooks"


def test_a_named_folder_wins_and_must_hold_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGKET_DATA", str(tmp_path))
    with pytest.raises(UsageError, match="TONGKET_DATA: expected a folder with indicators.toml"):
        project.data_dir()
    monkeypatch.setenv("TONGKET_DATA", str(CHECKOUT / "data"))
    assert project.data_dir() == CHECKOUT / "data"


def test_facts_are_found_by_their_key() -> None:
    loaded = load(CHECKOUT / "data")
    found = loaded.find(
        indicator="renewal.technology_renewal_rate", area="VN-CT", period="2024", measure="actual"
    )
    assert sorted(row.as_printed for row in found) == ["14%", "14,025%", "14.025"]
    assert (
        loaded.find(indicator="ip.applications", area="VN-HN", period="2024", measure="actual")
        == []
    )
    assert len(loaded.where(ref_area="VN", measure="actual")) == 3


@pytest.fixture
def ahead(one_row: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tongket.data.store._READ_AHEAD", {})
    one_row()
    read_ahead(folder)
    return folder


def test_data_read_ahead_are_not_read_again_and_remember_no_reader(
    ahead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.data.store.read", lambda _: pytest.fail("read again"))
    first = load(ahead)
    fact = {"indicator": "ip.titles_granted", "area": "VN-CT", "period": "2024"}
    assert len(first.find(**fact, measure="actual")) == 1
    assert load(ahead).read_indicators == set()
    assert len(load(ahead).find(**fact, measure="actual")) == 1, "a statement counts once"


def test_data_that_changed_since_they_were_read_ahead_are_read_again(
    ahead: Path, one_row: Any
) -> None:
    one_row(as_printed="421", obs_value="421")
    assert [str(row.value) for row in load(ahead).observations] == ["421"]
    one_row("two.csv", locator="5")
    assert len(load(ahead).observations) == 2


def test_data_that_do_not_hold_are_not_kept(one_row: Any, folder: Path) -> None:
    one_row(as_printed="421")
    with pytest.raises(DataError):
        read_ahead(folder)
    with pytest.raises(DataError):
        load(folder)


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(enabled: bool, folder: Path) -> None:
    (gc.enable if enabled else gc.disable)()
    try:
        read(folder)
        assert gc.isenabled() is enabled
    finally:
        gc.enable()
