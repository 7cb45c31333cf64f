"""A copy of the data folder that a test may break."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "data"
Mend = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the registries and no observations."""
    target = tmp_path / "data"
    shutil.copytree(DATA, target, ignore=shutil.ignore_patterns("observations", "*.json", "*.md"))
    (target / "observations").mkdir()
    return target


@pytest.fixture
def one_row(folder: Path) -> Mend:
    """Write an observations file of one good row, with the cells given put in their place."""

    def write(name: str = "one.csv", **cells: str) -> Path:
        row = {
            "indicator": "ip.titles_granted", "ref_area": "VN-CT", "time_period": "2024",
            "measure": "actual", "as_printed": "420", "qualifier": "exact", "obs_value": "420",
            "lower": "", "upper": "", "unit_measure": "titles", "obs_status": "A",
            "source": "dost-ct-review-2024", "locator": "4", "comment": "",
        } | cells  # fmt: skip
        out = io.StringIO()
        writer = csv.DictWriter(out, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)
        path = folder / "observations" / name
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        return path

    return write
