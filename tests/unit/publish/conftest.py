"""Notebooks and pages that the tests of publishing share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tongket.publish.page.exporter import TongketExporter

NOTEBOOKS = Path(__file__).parents[2] / "fixtures" / "notebooks"


@pytest.fixture(scope="session")
def exporter() -> TongketExporter:
    return TongketExporter()


@pytest.fixture
def fixture_notebook() -> Any:
    """Reads a fixture notebook by its name."""
    return lambda name: nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
