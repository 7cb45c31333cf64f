"""Reading twice as many rows, or tables, takes at most 2.3 times as long and as much memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.broken_data import MANY, many, prepared
from fixtures.growth import MOST, is_linear
from tongket.data.store import read
from tongket.limits import FINDINGS

ROWS = 2_000


@pytest.fixture(scope="module")
def folders(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Data folders of so many rows, of twice and of four times as many."""
    sys.path.insert(0, str(checkout / "benchmarks"))
    try:
        from data_files import write_rows
    finally:
        sys.path.pop(0)
    made = [tmp_path_factory.mktemp("rows") / "data" for _ in range(3)]
    for folder, count in zip(made, (ROWS, 2 * ROWS, 4 * ROWS), strict=True):
        write_rows(folder, count)
        store, findings = read(folder)
        assert findings == []
        assert store is not None
        assert len(store.observations) == count
    return made


@pytest.mark.slow
def test_time_is_linear(folders: list[Path]) -> None:
    once, twice, _ = folders
    assert is_linear(lambda: read(once), lambda: read(twice))


PEAK = """
import sys, tracemalloc
from pathlib import Path
from tongket.data.store import read
own, folder = map(Path, sys.argv[1:])
read(own)
tracemalloc.start()
kept = read(folder)
print(tracemalloc.get_traced_memory()[1])
"""


def peak(own: Path, folder: Path) -> int:
    """The most memory of a reading, in a process that has read other data before: modules are loaded, no cell is known."""
    command = [sys.executable, "-c", PEAK, str(own), str(folder)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.slow
def test_memory_is_linear(checkout: Path, folders: list[Path]) -> None:
    own, once, twice = checkout / "data", *folders[1:]
    assert peak(own, twice) <= MOST * peak(own, once)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "file", "table"), MANY, ids=[name for name, *_ in MANY])
def test_time_is_linear_in_tables_that_do_not_hold(
    tmp_path: Path, name: str, file: str, table: str
) -> None:
    # More than are named, so that only what is read grows.
    made = [prepared(tmp_path / number) for number in ("once", "twice")]
    for folder, count in zip(made, (3 * FINDINGS, 6 * FINDINGS), strict=True):
        many(file, table, count)(folder)
        assert read(folder)[1][-1].code == "too-many-findings"
    once, twice = made
    assert is_linear(lambda: read(once), lambda: read(twice))
