from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.run.project import CT
from tongket.files import write
from tongket.model import TimePeriod
from tongket.run.job import Failure
from tongket.run.plan.fingerprint import sha256
from tongket.run.plan.manifest import MadeFrom, Manifest, Record, dumps, read
from tongket.run.plan.reasons import why_stale
from tongket.run.reports import Report

MADE_FROM = MadeFrom(
    notebook="n1",
    parameters={"year": 2024, "lang": "vi"},
    library="l1",
    versions={"pandas": "2.3", "python": "3.11.7"},
    data={"figures of ip.titles_granted": "d1", "areas.csv": "d2"},
)
FILES = {"areas.csv": "d2"}
RECORD = Record(MADE_FROM, "s1", {"site/a.html": "h"}, None, 1.25, (0.5, 0.25))
VI, EN = (Report("VN-CT", TimePeriod.of_year(2024), lang, "00_overview") for lang in ("vi", "en"))


def test_records_read_back_as_they_were_written(tmp_path: Path) -> None:
    failed = replace(RECORD, failure=Failure(5, "raise", "ValueError", "sai"))
    path = tmp_path / "VN-CT" / "2024" / "manifest.json"
    write(path, dumps(CT, "c0ffee", FILES, Manifest({VI: RECORD, EN: failed})))
    assert read(path).records == {VI: RECORD, EN: failed}


def test_a_manifest_holds_review_commit_and_outcome() -> None:
    content = json.loads(dumps(CT, "c0ffee", FILES, Manifest({VI: RECORD})))
    assert content["review"] == {"area": "VN-CT", "period": "2024"}
    assert content["commit"] == "c0ffee"
    assert content["outcome"] == "complete"
    failed = {VI: replace(RECORD, failure=Failure(1, "", "E", ""))}
    assert json.loads(dumps(CT, None, FILES, Manifest(failed)))["outcome"] == "failed"


def test_inputs_that_reports_share_are_written_once() -> None:
    other = replace(RECORD, made_from=replace(MADE_FROM, notebook="n2"))
    assert len(json.loads(dumps(CT, None, FILES, Manifest({VI: RECORD, EN: other})))["inputs"]) == 1
    older = replace(RECORD, made_from=replace(MADE_FROM, library="l0"))
    assert len(json.loads(dumps(CT, None, FILES, Manifest({VI: RECORD, EN: older})))["inputs"]) == 2


def test_the_order_of_records_does_not_matter() -> None:
    assert dumps(CT, None, FILES, Manifest({VI: RECORD, EN: RECORD})) == dumps(
        CT, None, FILES, Manifest({EN: RECORD, VI: RECORD})
    )


@pytest.mark.parametrize(
    "written", ["", "{", "[]", '{"format": 0, "review": {"area": "a", "year": 1}}']
)
def test_a_manifest_that_cannot_be_understood_holds_nothing(tmp_path: Path, written: str) -> None:
    (tmp_path / "manifest.json").write_text(written)
    assert read(tmp_path / "manifest.json") == Manifest()


def test_where_no_manifest_is_nothing_was_run(tmp_path: Path) -> None:
    assert read(tmp_path / "manifest.json") == Manifest()
    assert reasons(None, MADE_FROM, tmp_path) == ["never run"]


def reasons(record: Record | None, now: MadeFrom, out: Path) -> list[str]:
    return [why.en for why in why_stale(record, now, out)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text("page")
    return tmp_path


def test_the_same_inputs_and_outputs_are_fresh(out: Path) -> None:
    record = replace(RECORD, outputs={"a.html": sha256(out / "a.html")})
    assert reasons(record, MADE_FROM, out) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"notebook": "n2"}, "notebook changed"),
        ({"library": "l2"}, "tongket's code changed"),
        ({"parameters": {"year": 2023, "lang": "vi"}}, "parameter year: 2024 → 2023"),
        ({"versions": {"pandas": "3.0", "python": "3.11.7"}}, "pandas: 2.3 → 3.0"),
        ({"versions": {"python": "3.11.7"}}, "pandas: 2.3 → none"),
        (
            {"data": {"figures of ip.titles_granted": "d9", "areas.csv": "d2"}},
            "figures of ip.titles_granted changed",
        ),
        ({"data": {"areas.csv": "d2"}}, "figures of ip.titles_granted removed"),
    ],
)
def test_a_changed_input_makes_stale_and_says_which(out: Path, change: dict, reason: str) -> None:
    record = replace(RECORD, outputs={})
    assert reasons(record, replace(MADE_FROM, **change), out) == [reason]


def test_an_output_that_was_edited_or_lost_is_made_again(out: Path) -> None:
    record = replace(RECORD, outputs={"a.html": "0000", "b.html": "1111"})
    assert reasons(record, MADE_FROM, out) == ["a.html was changed since", "b.html is missing"]


def test_what_failed_is_tried_again(out: Path) -> None:
    record = replace(RECORD, failure=Failure(5, "", "ValueError", "sai"))
    assert reasons(record, MADE_FROM, out) == ["failed last time (ValueError)"]


SAID_IN_VIETNAMESE = {
    "figures of ip.titles_granted": "số liệu của ip.titles_granted đã thay đổi",
    "set of observations": "tập hợp các số liệu công bố đã thay đổi",
    "file notebooks/rates.csv": "tệp notebooks/rates.csv đã thay đổi",
    "areas.csv": "areas.csv đã thay đổi",
    "untraced input: the network": "đầu vào không theo dõi được: mạng",
    "untraced input: file a.csv, outside the folders of notebooks and data":
        "đầu vào không theo dõi được: tệp a.csv, ngoài thư mục sổ tay và thư mục số liệu",
}  # fmt: skip


@pytest.mark.parametrize("name", SAID_IN_VIETNAMESE)
def test_a_reason_is_said_in_vietnamese_down_to_the_name_of_the_input(name: str, out: Path) -> None:
    record = replace(RECORD, outputs={}, made_from=replace(MADE_FROM, data={name: "before"}))
    (why,) = why_stale(record, replace(MADE_FROM, data={name: "now"}), out)
    assert why.vi == SAID_IN_VIETNAMESE[name]
