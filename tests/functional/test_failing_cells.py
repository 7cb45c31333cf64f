"""What a run makes of cells that fail, or that print what no page can hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.run.project import CT, PUBLISHER, project, request
from tongket.publish.page.outputs import plain, reason
from tongket.run.build import build
from tongket.run.plan.manifest import read as read_manifest

DATA = str(Path(__file__).parents[2] / "data")
OPENED = f"import tongket; review = tongket.open_review(2024, 'VN-CT', lang, data={DATA!r})"
PAGES = {
    "00_refused": [OPENED, "review.figure('ip.titels')"],
    "01_half_a_letter": ["print('trước\\ud800sau')"],
    "02_half_a_letter_in_a_message": ["import sys; sys.stderr.write('đã\\ud800') and None", "print('đủ')"],
    "03_nothing_in_that_year": [OPENED, "len(review.frame(years=1999))"],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which all pages ran in Vietnamese."""
    folder = project(tmp_path_factory.mktemp("failing"), **PAGES)
    build(request(folder, langs=("vi",)), PUBLISHER, lambda _: None)
    return folder


@pytest.fixture(scope="module")
def outputs(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The outputs of each page."""
    made = folder / "build" / "notebooks" / "VN-CT" / "2024" / "vi"
    return {name: _outputs(made / f"{name}.ipynb") for name in PAGES}


def _outputs(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", ())]


def test_a_page_says_why_in_its_language(outputs: dict[str, list[dict[str, Any]]]) -> None:
    (error,) = outputs["00_refused"]
    assert reason(error).startswith("indicator: cần một tên có trong data/indicators.toml, gặp")
    assert "cần" not in error["evalue"], "programs read one language"


def test_an_answer_says_why_in_its_language(folder: Path) -> None:
    records = read_manifest(request(folder).output.manifest("VN-CT", CT.period)).records.items()
    failures = {report.page: record.failure for report, record in records if record.failure}
    failure = failures["00_refused"]
    assert failure.in_("vi").startswith(
        "ô 4 (`review.figure('ip.titels')`): UsageError: indicator: cần"
    )
    assert str(failure).startswith(
        "cell 4 (`review.figure('ip.titels')`): UsageError: indicator: expected"
    )
    other = failures["01_half_a_letter"]
    assert other.in_("vi").partition(": ")[2] == str(other).partition(": ")[2]


def test_half_a_letter_fails_in_the_cell_that_prints_it(
    outputs: dict[str, list[dict[str, Any]]],
) -> None:
    (error,) = outputs["01_half_a_letter"]
    assert error["ename"] == "UnicodeEncodeError"
    assert reason(error) == error["evalue"]
    assert "print('trước" in plain(error["traceback"])
    said = {each["name"]: each["text"] for each in outputs["02_half_a_letter_in_a_message"]}
    assert said == {"stderr": "đã\\ud800", "stdout": "đủ\n"}


def test_a_page_itself_says_what_it_lacks(outputs: dict[str, list[dict[str, Any]]]) -> None:
    assert [each["data"]["text/plain"] for each in outputs["03_nothing_in_that_year"]] == ["0"]
