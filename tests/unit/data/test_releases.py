"""The record of a release: written and read again, numbered one by one, and never believed where it lies elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tongket.data.releases import (
    ReleaseRecord,
    altered,
    of_review,
    read_releases,
    sha256,
    state,
    written,
)
from tongket.model import Release, Text, TimePeriod

FIRST = ReleaseRecord(
    area="VN-CT", period=TimePeriod.of_year(2024), date="2025-01-14", edition=1, released_by="Nguyễn Văn A",
    note=Text('Bản "đầu".\nHai dòng.', "The first."), tongket="1.0", content={"vi/00_a": "a", "en/00_a": "b"},
    files={"observations.csv": sha256(b"x"), "site.zip": sha256(b"x")},
)  # fmt: skip
SECOND = replace(FIRST, date="2025-03-01", edition=2, content={"vi/00_a": "c", "en/00_a": "b"})
SAID = Release(next="2026-01", site="https://example.vn")


def write(project: Path, *records: ReleaseRecord) -> None:
    for record in records:
        folder = project / "releases" / record.place
        folder.mkdir(parents=True)
        (folder / "release.toml").write_text(written(record), "utf-8")
        for name in record.files:
            (folder / name).write_bytes(b"x")


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, SECOND, FIRST)
    found, wrong = read_releases(tmp_path)
    assert wrong == []
    assert [replace(each, folder=Path()) for each in found] == [FIRST, SECOND]
    assert altered(found) == []
    assert of_review(found[::-1], "VN-CT", FIRST.period) == found
    assert of_review(found, "VN-CT", TimePeriod.of_year(2023)) == ()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_whatever_is_said_of_a_release_is_read_again(words: str) -> None:
    import tomli

    said = tomli.loads(written(replace(FIRST, released_by=words, content={words: "a"})))
    assert said["release"]["released_by"] == words
    assert said["content"] == {words: "a"}


def test_without_releases_there_are_none(tmp_path: Path) -> None:
    assert read_releases(tmp_path) == ((), [])


def test_a_review_is_released_as_long_as_it_says_the_same() -> None:
    assert state(SAID, (), {"vi/00_a": "a"}) == SAID
    assert SAID.is_draft
    same = state(SAID, (FIRST,), FIRST.content)
    assert (same.date, same.edition, same.is_draft) == ("2025-01-14", 1, False)
    assert same.site == SAID.site
    one_language = {"vi/00_a": "a"}
    assert not state(SAID, (FIRST,), one_language).is_draft, "pages of one language alone"
    for other in (
        {**FIRST.content, "vi/00_a": "z"}, {**FIRST.content, "vi/01_b": "a"}, {"en/01_b": "b"}, {},
    ):  # fmt: skip
        draft = state(SAID, (FIRST,), other)
        assert (draft.date, draft.edition, draft.before) == ("", 2, "2025-01-14"), other


def test_what_an_edition_before_the_last_said_is_a_draft_again() -> None:
    assert state(SAID, (FIRST, SECOND), FIRST.content).edition == 3
    assert state(SAID, (FIRST, SECOND), SECOND.content).date == "2025-03-01"


def test_a_record_elsewhere_and_a_missing_edition_are_findings(tmp_path: Path) -> None:
    write(tmp_path, SECOND)
    (finding,) = read_releases(tmp_path)[1]
    assert finding.line() == (
        "releases/2025-03-01/VN-CT/2024/release.toml, row 5, release.edition: expected edition 1, the next of this "
        "review, got '2'. Restore the releases that are missing, or the record. Where two were released apart from "
        "each other, keep one and release the other again."
    )
    there = tmp_path / "releases/2025-03-01/VN-CT"
    (there / "2024").rename(there / "2023")
    found, (finding,) = read_releases(tmp_path)
    assert found == ()
    assert "expected day, area and period as its folder says: 2025-03-01/VN-CT/2023" in str(finding)


def test_a_record_of_a_day_that_is_none_is_told_so_where_its_folder_agrees(tmp_path: Path) -> None:
    write(tmp_path, replace(FIRST, date="2025-02-31"))
    found, (finding,) = read_releases(tmp_path)
    assert found == ()
    assert finding.line() == (
        "releases/2025-02-31/VN-CT/2024/release.toml, row 4, release.date: expected a day such as 2026-01-14, got "
        "'2025-02-31'. Restore the record."
    )


def test_a_record_names_what_lies_beside_it_and_leaves_nothing_out(tmp_path: Path) -> None:
    hashed = sha256(b"x")
    for number, files in enumerate((
        {"observations.csv": hashed},
        {**FIRST.files, "../tongket.toml": hashed},
    )):  # fmt: skip
        write(tmp_path / str(number), replace(FIRST, files=files))
        found, (finding,) = read_releases(tmp_path / str(number))
        assert found == ()
        assert "expected names of files beside it, observations.csv, site.zip among them" in str(
            finding
        )


def test_a_broken_record_is_named_with_all_that_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    path = tmp_path / "releases" / FIRST.place / "release.toml"
    path.write_text('[release]\ndate = "soon"\nedition = 0\n', "utf-8")
    found, wrong = read_releases(tmp_path)
    assert found == ()
    assert {finding.column for finding in wrong} >= {
        "release.area", "release.period", "release.date", "release.edition", "release.released_by", "content", "files",
    }  # fmt: skip
    path.write_text("[release", "utf-8")
    assert "expected valid TOML" in str(read_releases(tmp_path)[1][0])


def test_a_file_that_changed_or_went_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    (tmp_path / "releases" / FIRST.place / "observations.csv").write_bytes(b"y")
    (finding,) = altered(read_releases(tmp_path)[0])
    assert finding.code == "release-altered"
    assert "git checkout -- releases/2025-01-14/VN-CT/2024/observations.csv" in str(finding)
