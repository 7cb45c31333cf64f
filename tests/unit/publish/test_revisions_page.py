"""The pages of revised figures: each once, first published beside what holds, with difference, days and reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from fixtures.pages import figure, page
from tongket.model import Text, TimePeriod
from tongket.output import FigurePart, Number, VintageEntry
from tongket.publish.site.listings import write_listings
from tongket.publish.site.published import PublishedPage, PublishedReview
from tongket.publish.site.revisions_page import write_all_revisions, write_review_revisions

PAGES = (
    PublishedPage("01_a", Text("Tiềm lực", "Capacity"), ("vi", "en")),
    PublishedPage("02_b", Text("Sở hữu", "IP"), ("vi", "en")),
)
REVIEW = PublishedReview("VN-CT", TimePeriod.of_year(2024), Text("Cần Thơ", "Can Tho"), PAGES)
HOSTILE = "<script>alert(1)</script> & \u202eRTL"


def number(words: str, value: float) -> Number:
    return Number(words, value, value, value, "titles", "titles", "src-ip", "en")


def revised(reason: str = "Three titles came late.", change: float = 14) -> FigurePart:
    """417, then 420, now 431."""
    vintages = (
        VintageEntry(number("417 titles", 417), "2025-01-14", "14 January 2025", "first"),
        VintageEntry(number("420 titles", 420), "2025-02-10", "10 February 2025", "correction", "A slip."),
        VintageEntry(number("431 titles", 431), "2025-03-02", "2 March 2025", "edition", reason),
    )  # fmt: skip
    return replace(
        figure("src-ip", "Titles", "431"), observation="ip|VN-CT|2024|actual|final|4",
        vintages=vintages, revision=number(f"{change:g} titles".replace("-", "−"), change),
        revision_pct=number("3.4%", 3.4),
    )  # fmt: skip


def read(*figures: FigurePart) -> dict:
    shown = page("Said.", figures=[figure("src-same", "Same", "1"), *figures])
    return {(each.name, lang): shown for each in PAGES for lang in each.langs}


def rows(path: Path, lang: str = "en") -> list[list[str]]:
    soup = BeautifulSoup(path.read_text("utf-8"), "lxml")
    found = soup.select(f'section[lang="{lang}"] tbody tr')
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in found]  # fmt: skip


def test_a_revised_figure_is_told_once_with_its_days_and_reasons(tmp_path: Path) -> None:
    path = write_review_revisions(tmp_path, REVIEW, read(revised()))
    assert rows(path) == [[
        "Titles", "417 titles (14 January 2025)", "431 titles (2 March 2025)", "+14 titles (+3.4%)",
        ("10 February 2025: 420 titles. Corrected. A slip. "
        "2 March 2025: A later edition of the source. Three titles came late."),
    ]]  # fmt: skip
    link = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one('section[lang="en"] th a')
    assert link is not None
    assert link["href"] == "en/01_a.html#src-ip"


def test_what_fell_has_its_own_sign_and_a_reason_that_is_not_given_is_said(tmp_path: Path) -> None:
    figure = replace(revised("", -14), revision_pct=None)
    ((*_, change, why),) = rows(write_review_revisions(tmp_path, REVIEW, read(figure)))
    assert change == "−14 titles"
    assert why.endswith("The source gives no reason.")


def test_more_money_has_its_sign_too(tmp_path: Path) -> None:
    figure = replace(revised(), revision=number("VND 2–4 million", 3e6), revision_pct=None)
    assert rows(write_review_revisions(tmp_path, REVIEW, read(figure)))[0][3] == "+VND 2–4 million"


def test_a_difference_that_is_not_known_is_left_open(tmp_path: Path) -> None:
    figure = replace(revised(), revision=None, revision_pct=None)
    ((*_, change, _),) = rows(write_review_revisions(tmp_path, REVIEW, read(figure)))
    assert change == "the printing leaves it open"


@pytest.mark.parametrize(
    ("lang", "says"),
    [("en", "No figure of these pages has been revised yet."), ("vi", "Chưa có số liệu nào")],
)
def test_where_nothing_was_revised_the_page_says_so(tmp_path: Path, lang: str, says: str) -> None:
    path = write_review_revisions(tmp_path, REVIEW, read())
    section = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one(f'section[lang="{lang}"]')
    assert section is not None
    assert says in section.get_text()
    assert not rows(path, lang)


def test_the_site_tells_them_review_by_review(tmp_path: Path) -> None:
    other = replace(REVIEW, area="VN-51", name=Text("Trà Vinh", "Tra Vinh"))
    for review, figures in ((REVIEW, [revised()]), (other, [])):
        folder = tmp_path / review.folder
        folder.mkdir(parents=True)
        write_listings(folder, review, read(*figures))
    path = write_all_revisions(tmp_path, [REVIEW, other])
    assert [row[0] for row in rows(path)] == ["Titles"]
    text = path.read_text("utf-8")
    assert 'href="VN-CT/2024/en/01_a.html#src-ip"' in text
    english = text[text.index('<section lang="en"') :]
    assert english.index("Can Tho, 2024") < english.index("Tra Vinh, 2024") < english.index("No figure of these")  # fmt: skip


def test_reasons_are_words_and_never_markup(tmp_path: Path) -> None:
    path = write_review_revisions(tmp_path, REVIEW, read(revised(HOSTILE)))
    text = path.read_text("utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_listing_of_an_earlier_build_has_no_revisions(tmp_path: Path) -> None:
    folder = tmp_path / REVIEW.folder
    folder.mkdir(parents=True)
    (folder / "figures.json").write_text('{"figures": [{"name": "x", "lang": "en"}]}', "utf-8")
    assert rows(write_all_revisions(tmp_path, [REVIEW])) == []
