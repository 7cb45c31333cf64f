"""Manifests and notebooks of another shape are taken for none, or refused by name: nothing crashes, nothing hangs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from fixtures.broken_json import almost
from fixtures.run.project import FAILS, notebook
from tongket.errors import NotebookError
from tongket.model import Text, TimePeriod
from tongket.run.job import Failure
from tongket.run.notebook import read_notebook
from tongket.run.plan.manifest import MadeFrom, Manifest, Record, dumps, read
from tongket.run.plan.reasons import damaged, why_stale
from tongket.run.reports import AreaPeriod, Report

MADE = MadeFrom("a", {"year": 2024}, "b", {"python": "3.11"}, {"areas.csv": "c"})
FAILURE = Failure(5, "1 / 0", "ZeroDivisionError", "division by zero")
RECORDS = {
    Report("VN-CT", TimePeriod.of_year(2024), "vi", "00_a"): Record(
        MADE, "d", {"site/a.html": "e"}, None, 1.5, (0.1,)
    ),
    Report("VN-CT", TimePeriod.of_year(2024), "en", "00_a"): Record(
        MADE, "d", {}, FAILURE, 2.0, ()
    ),
}
REVIEW = AreaPeriod("VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"))
GOOD = json.loads(dumps(REVIEW, "f", {"areas.csv": "c"}, Manifest(RECORDS, {"site/x": "g"})))
DEEP = "[" * 100_000 + "]" * 100_000
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def manifest_of(folder: Path, text: str) -> Manifest:
    """What is read of a manifest with this text, in the place where a site has it."""
    path = folder / "VN-CT" / "2024" / "manifest.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return read(path)


@one_folder
@given(almost(GOOD))
def test_an_almost_right_manifest_is_understood_or_counts_as_none(
    tmp_path: Path, broken: Any
) -> None:
    found = manifest_of(tmp_path, json.dumps(broken))
    # All that a plan asks of it.
    for report, record in found.records.items():
        assert report.id.startswith("VN-CT/2024/")
        assert report.lang in {"vi", "en"}
        assert all(isinstance(why.en, str) for why in why_stale(record, MADE, tmp_path))
    assert all(isinstance(why.en, str) for why in damaged(found.entrance, tmp_path))
    dumps(REVIEW, None, {}, found)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "3", "{}", "NaN", DEEP, '{"review": 3}', '{"reports": []}', "\ud800"],
)
def test_a_manifest_of_another_shape_counts_as_none(tmp_path: Path, text: str) -> None:
    assert manifest_of(tmp_path, text) == Manifest()


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("review", "area"), "../../etc"), (("review", "period"), "2023"), (("reports", 0, "lang"), "../.."),
        (("reports", 0, "page"), "../../x"), (("reports", 0, "outputs"), ["a"]), (("entrance",), ["a"]),
        (("reports", 0, "outputs"), {"../../../etc/passwd": "a"}), (("reports", 0, "seconds"), "1"),
        (("entrance",), {"/etc/passwd": "a"}), (("reports", 0, "made_from", "data"), {"areas.csv": 3}),
        (("reports", 0, "failure", "cell"), "five"), (("inputs", 0, "versions"), [1]),
    ],
)  # fmt: skip
def test_a_manifest_that_leads_elsewhere_counts_as_none(
    tmp_path: Path, way: tuple[Any, ...], value: Any
) -> None:
    broken = json.loads(json.dumps(GOOD))
    holder = broken
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = value
    assert manifest_of(tmp_path, json.dumps(broken)) == Manifest()
    assert manifest_of(tmp_path, json.dumps(GOOD)).records == RECORDS


@one_folder
@given(almost(notebook(*FAILS)))
def test_an_almost_right_notebook_is_read_or_refused_by_name(tmp_path: Path, broken: Any) -> None:
    path = tmp_path / "00_a.ipynb"
    path.write_text(json.dumps(broken), encoding="utf-8")
    refusal: NotebookError | None = None
    try:
        read_notebook(path).in_language("vi").digest()
    except NotebookError as error:
        refusal = error
    if refusal is not None:
        assert str(refusal).startswith("00_a.ipynb: expected a Jupyter notebook of format 4, got ")


@pytest.mark.parametrize("text", ["", "null", "[]", DEEP, '{"cells": {"a": 1}}'])
def test_a_notebook_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "00_a.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotebookError, match=r"00_a\.ipynb: expected a Jupyter notebook"):
        read_notebook(path)
