"""The table "Where does my line live?" names every room and module of the library, and only what there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "lib" / "tongket"
ROWS = [
    line.split("|")[1:4]
    for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and line.count("|") == 4
][1:]


def paths(column: int) -> set[str]:
    return {p for row in ROWS for p in re.findall(r"`([\w/.]+(?:/|\.py))`", row[column])}


def test_every_path_in_the_table_exists() -> None:
    assert [path for path in paths(1) if not (LIBRARY / path).exists()] == []
    assert [path for path in paths(2) if not (ROOT / "tests" / path).exists()] == []


def test_every_room_and_top_module_is_in_the_table() -> None:
    # A folder that another version left behind holds compiled files only.
    files = [p.relative_to(LIBRARY) for p in LIBRARY.rglob("*.*") if p.suffix != ".pyc"]
    rooms = {path.parts[0] for path in files if len(path.parts) > 1} - {"__pycache__", "shipped"}
    modules = {path.name for path in LIBRARY.glob("*.py")} - {"__init__.py", "__main__.py"}
    named = {path.split("/")[0] for path in paths(1)}
    assert rooms | modules == named
