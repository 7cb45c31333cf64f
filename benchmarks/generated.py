"""Data for a ministry that does not exist: 34 areas, 10 years, figures drawn by a fixed generator.

Every name says so: the areas are called *Generated 01* …, their source *Generated figures*. Nothing
of it belongs in `data/`.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
AREAS = [f"VN-ZZ{number:02}" for number in range(1, 35)]
YEARS = range(2015, 2025)
SOURCE = """
[sources.generated]
title = "Số liệu sinh ra để đo tốc độ, không có thật"
title_en = "Generated figures for a benchmark, not real"
publisher = "benchmarks/generated.py"
url = "https://example.org/generated"
published = "2025-01-01"
language = "vi"
notation = "vi"
kind = "primary"
"""


def write_data(folder: Path, areas: list[str] = AREAS, years: range = YEARS) -> None:
    """Write a data folder: the registries of the project, and generated areas and figures."""
    shutil.copytree(
        CHECKOUT / "data", folder, ignore=shutil.ignore_patterns("observations", "datapackage.json")
    )
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    _extend_areas(folder / "areas.csv", areas)
    (folder / "observations").mkdir()
    with (CHECKOUT / "data/observations/VN-CT-2024.csv").open(encoding="utf-8") as file:
        model = list(csv.DictReader(file))
    for area in areas:
        rows = sorted(_rows(model, area, years), key=lambda row: [row[name] for name in KEY])
        _write(folder / "observations" / f"{area}-generated.csv", rows)


KEY = ("indicator", "ref_area", "time_period", "measure", "source", "locator")


def _extend_areas(path: Path, areas: list[str]) -> None:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    province = next(row for row in rows if row["ref_area"] == "VN-01")
    for number, area in enumerate(areas, 1):
        names = {"name_vi": f"Tỉnh sinh ra {number:02}", "name_en": f"Generated {number:02}"}
        rows.append({**province, "ref_area": area, "place": area, **names})
    _write(path, sorted(rows, key=lambda row: row["ref_area"]))


def _rows(model: list[dict[str, str]], area: str, years: range) -> Iterator[dict[str, str]]:
    drawn = random.Random(area)
    for year in years:
        for row in model:
            own = {"ref_area": area, "time_period": str(year), "source": "generated", "comment": ""}
            yield {**row, **own, **_figure(row, drawn)}


def _figure(row: dict[str, str], drawn: random.Random) -> dict[str, str]:
    """Another figure where a counted thing was printed plainly; shares and plans stay as they were."""
    if row["qualifier"] != "exact" or not row["as_printed"].isdigit() or row["measure"] != "actual":
        return {}
    number = str(max(round(int(row["as_printed"]) * drawn.uniform(0.5, 1.5)), 1))
    return {"as_printed": number, "obs_value": number}


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
