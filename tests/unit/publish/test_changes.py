"""What changed since the last release: the same on every machine that has the releases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from fixtures.pages import figure, page
from tongket.data.releases import ReleaseRecord
from tongket.model import Organisation, Release, Text, TimePeriod
from tongket.publish.site.archive import zipped
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


def released(folder: Path, read: dict, edition: int = 1) -> ReleaseRecord:
    """An edition that said what `read` holds."""
    folder.mkdir()
    write_listings(folder / "site", REVIEW, read)
    (folder / "site.zip").write_bytes(zipped(folder / "site"))
    return ReleaseRecord(
        area="VN-CT", period=REVIEW.period, date=f"2025-0{edition}-14", edition=edition, released_by="An",
        note=Text("Bản đầu.", "The first."), tongket="1", folder=folder,
    )  # fmt: skip


def of(edition: int, date: str = "") -> PublishedReview:
    """The review as a draft of an edition, or released on a day."""
    return replace(REVIEW, organisation=Organisation(release=Release(date, edition)))


def build(folder: Path, review: PublishedReview, read: dict, *editions: ReleaseRecord) -> str:
    write_changes(folder, editions, review, read)
    return (folder / "changes.html").read_text(encoding="utf-8")


def test_before_the_first_release_there_is_nothing_to_compare(tmp_path: Path) -> None:
    text = build(tmp_path / "a", of(1), said())
    assert "Chưa có bản nào được công bố trước đó" in text
    assert "Dự thảo, chưa công bố." in text
    assert json.loads((tmp_path / "a/changes.json").read_text()) == {"since": None, "changes": {}}


def test_a_draft_is_compared_with_the_edition_before_it(tmp_path: Path) -> None:
    text = build(tmp_path / "b", of(2), said("421"), released(tmp_path / "1", said("420")))
    row = text[text.index("Titles") : text.index("</tr>", text.index("Titles"))]
    assert 'data-label="Trước">420<' in row
    assert 'data-label="Nay">421<' in row
    assert '<a href="vi/01_a.html">Tiềm lực</a>' in row
    assert "<del>420 granted.</del>" in text
    assert "<ins>421 granted.</ins>" in text
    assert "Same" not in text
    assert "<li>Bản thứ 1, công bố ngày 14/01/2025, người công bố: An<br>Bản đầu.</li>" in text


def test_a_released_review_is_compared_with_the_edition_before_its_own(tmp_path: Path) -> None:
    first, second = released(tmp_path / "1", said("420")), released(tmp_path / "2", said("421"), 2)
    text = build(tmp_path / "b", of(2, "2025-02-14"), said("421"), first, second)
    assert "<del>420 granted.</del>" in text
    assert text.index("Bản thứ 2, công bố") < text.index("Bản thứ 1, công bố")
    text = build(tmp_path / "c", of(1, "2025-01-14"), said("420"), first)
    assert "Chưa có bản nào được công bố trước đó" in text
    assert "Ngày công bố: 14/01/2025, bản thứ 1." in text


def test_every_machine_with_the_releases_makes_the_same_page(tmp_path: Path) -> None:
    first = released(tmp_path / "1", said("420"))
    (tmp_path / "there").mkdir()
    other = replace(first, folder=(tmp_path / "1").rename(tmp_path / "there" / "1"))
    here = build(tmp_path / "b", of(2), said("421"), other)
    assert build(tmp_path / "c", of(2), said("421"), other) == here


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


def test_hostile_names_are_text(tmp_path: Path) -> None:
    before = replace(released(tmp_path / "1", said("1", HOSTILE)), released_by=HOSTILE)
    text = build(tmp_path / "b", of(2), said("2", HOSTILE, HOSTILE), before)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 3


def two_languages(value: str, *texts: str) -> dict:
    """Two pages in each language; the figure is on both, the sentences on the second, then on the first."""
    ours = [figure("src-ip", "Titles", value)]
    return {
        ("02_b", "vi"): page(*texts, figures=ours), ("01_a", "vi"): page(*texts, figures=ours),
        ("01_a", "en"): page("Constant.", figures=[figure("src-en", "Same", "9")]),
    }  # fmt: skip


def test_all_that_a_build_changed_by_hand(tmp_path: Path) -> None:
    before = released(tmp_path / "1", two_languages("420", "Có 420.", "Còn đó."))
    after = two_languages("421", "Có 421.", "Còn đó.")
    both = replace(of(2), pages=(replace(REVIEW.pages[0], langs=("vi", "en")),))
    made = write_changes(tmp_path / "b", (before,), both, after)
    assert [path.name for path in made] == ["changes.json", "changes.html"]
    text = made[0].read_text(encoding="utf-8")
    assert "Có 421." in text, "letters stay as they are"
    assert text.startswith('{\n "since": {\n')
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "since": {"edition": 1, "date": "2025-01-14"},
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


def test_an_edition_leads_to_its_pages_only_where_the_site_has_an_address(tmp_path: Path) -> None:
    record = released(tmp_path / "1", said())
    assert "site.zip" not in build(tmp_path / "a", of(2), said(), record)
    there = Organisation(release=Release("", 2, site="https://mau.example.vn/review"))
    text = build(tmp_path / "b", replace(REVIEW, organisation=there), said(), record)
    link = "https://mau.example.vn/review/releases/2025-01-14/VN-CT/2024/site.zip"
    assert f'<br><a href="{link}">Các trang đúng như đã công bố (ZIP)</a></li>' in text
