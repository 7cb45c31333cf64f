"""The lines of codes in the registries, for findings about codes that were read long before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.data.csv_file import Shape, read_rows
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.events import EVENT_COLUMNS, EVENTS
from tongket.data.registry.toml_tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = {AREAS: AREA_COLUMNS, EVENTS: EVENT_COLUMNS}


class CodeLines:
    """The lines of codes; a registry is read again when the first of its codes is asked for.

    Args:
        data_dir: the data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._lines: dict[tuple[str, str], dict[str, int]] = {}

    def of(self, file: str, section: str, code: str) -> int:
        """The line of a code; 0 where it is not found.

        Args:
            file: the registry.
            section: the section of a TOML file; in a CSV file a code may be that of any column of this name.
            code: the code.
        """
        if (file, section) not in self._lines:
            self._lines[file, section] = dict(self._read(file, section))
        return self._lines[file, section].get(code, 0)

    def _read(self, file: str, section: str) -> Iterator[tuple[str, int]]:
        if file in TABLES:
            rows = [*read_rows(self._data_dir / file, Shape(TABLES[file]), file, [])]
            # The first row that has a code is the one to show.
            for number, cells in reversed(rows):
                yield cells[section], number
            return
        toml = read_toml(self._data_dir / file, file, [])
        for code in toml.document.get(section, ()):
            yield code, toml.row_of(section, code)
