"""Runs within the process of the tests."""

from __future__ import annotations

from multiprocessing import forkserver

import pytest


@pytest.fixture(autouse=True, scope="module")
def own_fork_server() -> None:
    """A process has one fork server, with the modules that its first run asked for: each module begins with none."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
