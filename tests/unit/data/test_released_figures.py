"""What was released beside the data: a figure that several reviews said is one finding, a place that is gone is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fixtures.data_folder import folder
from fixtures.revised import add_rows, add_source
from tongket.data.folder import OBSERVATIONS
from tongket.data.released_figures import changed_since_release, undeclared_places
from tongket.data.releases import FROZEN, ReleaseRecord
from tongket.data.store import load
from tongket.model import Text, TimePeriod

__all__ = ["folder"]


def released(path: Path, date: str, year: str, area: str = "VN-CT") -> ReleaseRecord:
    """A release whose figures are those of a file."""
    lies = path.parents[2] / date
    lies.mkdir()
    shutil.copy(path, lies / FROZEN)
    return ReleaseRecord(
        area=area, period=TimePeriod.parse(year), date=date, edition=1, released_by="A", note=Text("", ""),
        tongket="1", folder=lies,
    )  # fmt: skip


@pytest.fixture
def stated(folder: Path) -> Path:
    add_source(folder, "report", "2025-01-14")
    add_rows(folder, {"source": "report", "as_printed": "402"})
    return folder


def test_a_figure_that_two_reviews_said_is_one_finding_of_the_first(stated: Path) -> None:
    path = stated / OBSERVATIONS / "revised.csv"
    records = (released(path, "2026-01-20", "2025"), released(path, "2025-01-20", "2024"))
    add_rows(stated, {"source": "report", "as_printed": "420"})
    (found,) = changed_since_release(load(stated), records)
    assert found.line().startswith(
        "observations/revised.csv, row 2, as_printed: expected 402, as released on 2025-01-20, got '420'."
    )


def test_a_released_place_that_is_no_longer_declared_is_named(stated: Path) -> None:
    path = stated / OBSERVATIONS / "revised.csv"
    records = (released(path, "2025-01-20", "2024"), released(path, "2025-01-21", "2024", "VN-99"))
    (found,) = undeclared_places(load(stated).registry, records)
    assert found.line() == (
        "releases/2025-01-21/VN-99/2024/release.toml, release.area: expected a review of an area of data/areas.csv, "
        "as it was when it was released, got 'VN-99'. Declare the area again: what is released stays on record."
    )
