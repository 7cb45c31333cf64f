"""A small data folder to import into, and workbooks as an analyst fills them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tongket.entry_sheet.columns import EVENTS, FIGURES, INDICATORS, SOURCES
from tongket.translations import translate

DATA = Path(__file__).parents[3] / "data"
TABLES = {table.name: table for table in (FIGURES, EVENTS, SOURCES, INDICATORS)}
Fill = Callable[..., Path]
TITLES = {
    "indicator": "ip.titles_granted", "measure": "actual", "as_printed": "420",
    "source": "dost-ct-review-2024", "locator": "4", "ref_area": "VN-CT", "time_period": "2024",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the registries and one file of observations."""
    target = tmp_path / "data"
    shutil.copytree(DATA, target, ignore=shutil.ignore_patterns("observations", "*.json", "locale"))
    (target / "observations").mkdir()
    shutil.copy(DATA / "observations" / "context.csv", target / "observations")
    return target


def add_sheet(book: Workbook, name: str, rows: list[dict[str, object]], lang: str = "en") -> None:
    """A sheet of a table with some rows, below the headings of a language."""
    table = TABLES[name]
    sheet = book.create_sheet(translate(table.title, lang))
    sheet.append([translate(column.heading, lang) for column in table.columns])
    for row in rows:
        sheet.append([row.get(column.code) for column in table.columns])


@pytest.fixture
def filled(tmp_path: Path) -> Fill:
    """Write a workbook of the tables given, each as a list of rows."""

    def fill(
        *figures: dict[str, object],
        lang: str = "en",
        change: Callable[[Workbook], None] | None = None,
        **tables: list[dict[str, object]],
    ) -> Path:
        book = Workbook()
        book.remove(book.active)
        for name, rows in {"figures": list(figures), **tables}.items():
            add_sheet(book, name, rows, lang)
        if change:
            change(book)
        path = tmp_path / "filled.xlsx"
        book.save(path)
        return path

    return fill
