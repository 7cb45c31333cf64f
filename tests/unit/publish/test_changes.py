"""What the last build changed: told once, kept as long as nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongket.model import Text
from tongket.publish.site.changes import changes, write_changes
from tongket.publish.site.listings import listing, write_listings
from tongket.publish.site.page_data import Extract, Listed, Sentence
from tongket.publish.site.published import PublishedPage, PublishedReview

REVIEW = PublishedReview(
    "VN-CT", 2024, Text("Cần Thơ", "Cần Thơ"),
    (PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi",)),),
)  # fmt: skip
HOSTILE = "<script>alert(1)</script> & \u202eRTL"


def said(value: str = "420", name: str = "Titles", *sentences: str) -> dict:
    figures = [Listed("src-ip", name, value), Listed("src-same", "Same", "1")]
    texts = sentences or (f"{value} granted.",)
    return {("01_a", "vi"): Extract([Sentence(text, ()) for text in texts], figures)}


def build(before: Path, after: Path, read: dict) -> str:
    after.mkdir(exist_ok=True)
    write_changes(after, before, REVIEW, read)
    write_listings(after, REVIEW, read)
    return (after / "changes.html").read_text(encoding="utf-8")


def test_the_first_build_has_nothing_to_compare(tmp_path: Path) -> None:
    page = build(tmp_path / "none", tmp_path / "a", said())
    assert "Đây là lần lập đầu tiên" in page
    assert json.loads((tmp_path / "a/changes.json").read_text()) == {"first": True, "changes": {}}


def test_a_changed_figure_and_its_sentence_are_told_before_and_after(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said("420"))
    page = build(tmp_path / "a", tmp_path / "b", said("421"))
    row = page[page.index("Titles") : page.index("</tr>", page.index("Titles"))]
    assert 'data-label="Trước">420<' in row
    assert 'data-label="Nay">421<' in row
    assert '<a href="vi/01_a.html">Tiềm lực</a>' in row
    assert "<del>420 granted.</del>" in page
    assert "<ins>421 granted.</ins>" in page
    assert "Same" not in page


def test_a_build_that_changes_nothing_keeps_the_account_of_the_last_that_did(
    tmp_path: Path,
) -> None:
    build(tmp_path / "none", tmp_path / "a", said("420"))
    second = build(tmp_path / "a", tmp_path / "b", said("421"))
    assert build(tmp_path / "b", tmp_path / "c", said("421")) == second
    assert build(tmp_path / "c", tmp_path / "c", said("421")) == second


def test_figures_that_come_and_go_are_told(tmp_path: Path) -> None:
    then, now = (
        listing(said("420")),
        listing({("01_a", "vi"): Extract(figures=[Listed("x", "New", "7")])}),
    )
    found = changes(then, now, "vi")
    assert [(c.name, c.before, c.after) for c in found.figures] == [
        ("Titles", "420", ""), ("Same", "1", ""), ("New", "", "7"),
    ]  # fmt: skip
    assert not changes(then, now, "en")


def test_a_figure_of_another_name_is_told_though_its_value_stays() -> None:
    then, now = listing(said("420", "Titles")), listing(said("420", "Titles granted"))
    (change,) = changes(then, now, "vi").figures
    assert (change.name, change.before, change.after) == ("Titles granted", "420", "420")
    assert not changes(now, now, "vi")


def test_a_sentence_said_twice_and_then_once_has_changed() -> None:
    twice, once = said("1", "n", "a", "a"), said("1", "n", "a")
    (change,) = changes(listing(twice), listing(once), "vi").sentences
    assert (change.text, change.new) == ("a", False)


@pytest.mark.parametrize("broken", ["", "{", "[]", "7"])
def test_a_listing_that_cannot_be_read_counts_as_no_build(broken: str, tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said())
    for name in ("figures.json", "claims.json", "changes.json"):
        (tmp_path / "a" / name).write_text(broken)
    page = build(tmp_path / "a", tmp_path / "b", said())
    assert "Titles" in page
    assert ">không có<" in page


def test_hostile_names_are_text(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said("1", HOSTILE))
    page = build(tmp_path / "a", tmp_path / "b", said("2", HOSTILE, HOSTILE))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
