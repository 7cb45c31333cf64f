"""What the last build changed: listed once, kept as long as nothing else changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.pages import figure, page
from tongket.model import Text, TimePeriod
from tongket.publish.site.changes import changes, write_changes
from tongket.publish.site.listings import listing, write_listings
from tongket.publish.site.published import PublishedPage, PublishedReview

REVIEW = PublishedReview(
    "VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Cần Thơ"),
    (PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi",)),),
)  # fmt: skip
HOSTILE = "<script>alert(1)</script> & \u202eRTL"


def said(value: str = "420", name: str = "Titles", *sentences: str) -> dict:
    figures = [figure("src-ip", name, value), figure("src-same", "Same", "1")]
    texts = sentences or (f"{value} granted.",)
    return {("01_a", "vi"): page(*texts, figures=figures)}


def build(before: Path, after: Path, read: dict) -> str:
    after.mkdir(exist_ok=True)
    write_changes(after, before, REVIEW, read)
    write_listings(after, REVIEW, read)
    return (after / "changes.html").read_text(encoding="utf-8")


def test_the_first_build_has_nothing_to_compare(tmp_path: Path) -> None:
    text = build(tmp_path / "none", tmp_path / "a", said())
    assert "Đây là lần lập đầu tiên" in text
    assert json.loads((tmp_path / "a/changes.json").read_text()) == {"first": True, "changes": {}}


def test_a_changed_figure_and_its_sentence_are_listed_before_and_after(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said("420"))
    text = build(tmp_path / "a", tmp_path / "b", said("421"))
    row = text[text.index("Titles") : text.index("</tr>", text.index("Titles"))]
    assert 'data-label="Trước">420<' in row
    assert 'data-label="Nay">421<' in row
    assert '<a href="vi/01_a.html">Tiềm lực</a>' in row
    assert "<del>420 granted.</del>" in text
    assert "<ins>421 granted.</ins>" in text
    assert "Same" not in text


def test_a_build_that_changes_nothing_keeps_the_account_of_the_last_that_did(
    tmp_path: Path,
) -> None:
    build(tmp_path / "none", tmp_path / "a", said("420"))
    second = build(tmp_path / "a", tmp_path / "b", said("421"))
    assert build(tmp_path / "b", tmp_path / "c", said("421")) == second
    assert build(tmp_path / "c", tmp_path / "c", said("421")) == second


def test_figures_that_come_and_go_are_listed(tmp_path: Path) -> None:
    then, now = (
        listing(said("420")),
        listing({("01_a", "vi"): page(figures=[figure("src-x", "New", "7")])}),
    )
    found = changes(then, now, "vi")
    assert [(c.name, c.before, c.after) for c in found.figures] == [
        ("Titles", "420", ""), ("Same", "1", ""), ("New", "", "7"),
    ]  # fmt: skip
    assert not changes(then, now, "en")


def test_a_figure_of_another_name_is_listed_though_its_value_stays() -> None:
    then, now = listing(said("420", "Titles")), listing(said("420", "Titles granted"))
    (change,) = changes(then, now, "vi").figures
    assert (change.name, change.before, change.after) == ("Titles granted", "420", "420")
    assert not changes(now, now, "vi")


def test_a_sentence_used_twice_and_then_once_has_changed() -> None:
    twice, once = said("1", "n", "a", "a"), said("1", "n", "a")
    (change,) = changes(listing(twice), listing(once), "vi").sentences
    assert (change.text, change.new) == ("a", False)


@pytest.mark.parametrize("broken", ["", "{", "[]", "7"])
def test_a_listing_that_cannot_be_read_counts_as_no_build(broken: str, tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said())
    for name in ("figures.json", "claims.json", "changes.json"):
        (tmp_path / "a" / name).write_text(broken)
    text = build(tmp_path / "a", tmp_path / "b", said())
    assert "Titles" in text
    assert ">không có<" in text


def test_hostile_names_are_text(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said("1", HOSTILE))
    text = build(tmp_path / "a", tmp_path / "b", said("2", HOSTILE, HOSTILE))
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 2


def test_a_listing_of_before_the_output_format_is_understood() -> None:
    old = {"page": "01_a", "lang": "vi", "anchor": "src-ip", "name": "Titles", "value": "420"}
    change, _ = changes({"figures": [old]}, listing(said("421")), "vi").figures
    assert (change.name, change.before, change.after) == ("Titles", "420", "421")


def two_languages(value: str, *texts: str) -> dict:
    """Two pages in each language; the figure is on both, the sentences on the second, then on the first."""
    ours = [figure("src-ip", "Titles", value)]
    return {
        ("02_b", "vi"): page(*texts, figures=ours), ("01_a", "vi"): page(*texts, figures=ours),
        ("01_a", "en"): page("Constant.", figures=[figure("src-en", "Same", "9")]),
    }  # fmt: skip


def test_all_that_a_build_changed_by_hand(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", two_languages("420", "Có 420.", "Còn đó."))
    after = two_languages("421", "Có 421.", "Còn đó.")
    both = replace(REVIEW, pages=(replace(REVIEW.pages[0], langs=("vi", "en")),))
    made = write_changes(tmp_path / "b", tmp_path / "a", both, after)
    assert [path.name for path in made] == ["changes.json", "changes.html"]
    text = made[0].read_text(encoding="utf-8")
    assert "Có 421." in text, "letters stay as they are"
    assert text.startswith('{\n "first": false,\n "changes"')
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "first": False,
        "changes": {
            "vi": {
                "figures": [
                    {"name": "Titles", "before": "420", "after": "421", "pages": ["02_b", "01_a"]}
                ],
                "sentences": [
                    {"page": "01_a", "text": "Có 420.", "new": False},
                    {"page": "01_a", "text": "Có 421.", "new": True},
                    {"page": "02_b", "text": "Có 420.", "new": False},
                    {"page": "02_b", "text": "Có 421.", "new": True},
                ],
            },
            "en": {"figures": [], "sentences": []},
        },
    }


def test_an_account_that_was_lost_is_not_made_up(tmp_path: Path) -> None:
    build(tmp_path / "none", tmp_path / "a", said())
    (tmp_path / "a" / "changes.json").unlink()
    build(tmp_path / "a", tmp_path / "b", said())
    assert json.loads((tmp_path / "b/changes.json").read_text()) == {"first": True, "changes": {}}


def test_only_sentences_or_only_figures_are_a_change_too() -> None:
    base = said("1", "n", "a")
    for other, figures, sentences in (
        (said("1", "n", "b"), 0, 2),
        (said("2", "n", "a"), 1, 0),
        (base, 0, 0),
    ):
        found = changes(listing(base), listing(other), "vi")
        assert (len(found.figures), len(found.sentences)) == (figures, sentences)
        assert bool(found) is (other is not base)


def test_a_figure_that_goes_keeps_the_pages_where_it_was() -> None:
    gone = changes(listing(two_languages("420", "a")), {"figures": [], "claims": []}, "vi")
    assert [(c.after, c.pages) for c in gone.figures] == [("", ("02_b", "01_a"))]
    came = changes({}, listing(two_languages("420", "a")), "vi")
    assert [(c.before, c.pages) for c in came.figures] == [("", ("02_b", "01_a"))]
    assert {change.new for change in came.sentences} == {True}
