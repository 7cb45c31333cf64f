"""A review in English, and three rows of it that share a unit."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import tongket
from fixtures.data_folder import folder, one_row
from fixtures.exhibits import STEPS
from fixtures.invented_record import record

__all__ = ["folder", "one_row", "record"]


@pytest.fixture(scope="module")
def review(before_2025: Path) -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "en", before_2025)


@pytest.fixture
def steps(review: tongket.Review) -> pd.DataFrame:
    ip = review.frame("ip")
    return ip[ip["indicator"].isin(STEPS) & ip["preferred"]]
