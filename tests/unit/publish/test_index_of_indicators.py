"""The index of a review's indicators: by domain and letter, with other words, and what is not published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from fixtures.pages import figure, page
from tongket.data.store import load
from tongket.model import LANGS, Lang, Text, TimePeriod
from tongket.numerals.collation import alphabetical
from tongket.project import data_dir
from tongket.publish.site.index_of_indicators import Entry, Index, index_of
from tongket.publish.site.page_parts import Read
from tongket.publish.site.published import PublishedPage, PublishedReview

STORE = load(data_dir())
TITLE = {"vi": "Văn bằng bảo hộ sở hữu công nghiệp được cấp", "en": "IP titles granted"}
SCORE = {"vi": "Điểm PII", "en": "PII score"}
REVIEW = PublishedReview(
    "VN-CT",
    TimePeriod.of_year(2024),
    Text("Cần Thơ", "Cần Thơ"),
    tuple(PublishedPage(n, Text(f"Trang {n}", f"Page {n}"), LANGS) for n in ("01_a", "02_b")),
)


def read(lang: Lang) -> Read:
    """Two pages: both account for the titles, the second for a plan, another place and a computed figure too."""
    name = TITLE[lang]
    titles = figure("src-titles", name, "420", "ip.titles_granted|VN-CT|2024|actual|x|1")
    plan = figure("src-plan", f"{name}, 2030", "500", "ip.titles_granted|VN-CT|2030|target|x|1")
    there = figure("src-there", "Cao Bằng", "7", "ip.titles_granted|VN-04|2024|actual|x|1")
    computed = figure("src-sum", "Sum", "5")
    pages = {"01_a": page(figures=(titles,)), "02_b": page(figures=(titles, plan, there, computed))}
    return {(name, lang): found for name, found in pages.items()}


def index(lang: Lang = "en") -> Index:
    return index_of(REVIEW, read(lang), STORE, lang)


def entries(made: Index) -> dict[str, Entry]:
    return {entry.id: entry for _, _, listed in made.domains for entry in listed}


@pytest.mark.parametrize("lang", LANGS)
def test_every_indicator_of_the_registry_is_in_it_once(lang: Lang) -> None:
    made = index(lang)
    listed = [entry.id for _, _, entries in made.domains for entry in entries]
    assert sorted(listed) == sorted(STORE.registry.indicators)
    terms = [term for _, terms in made.letters for term in terms]
    assert {term.indicator for term in terms if not term.see} == set(listed)
    assert [t.text for t in terms] == sorted(
        (t.text for t in terms), key=partial(alphabetical, lang=lang)
    )


def test_an_indicator_leads_to_its_figures_and_pages() -> None:
    titles = entries(index())["ip.titles_granted"]
    assert titles.values == (
        ("en/01_a.html#src-titles", "420"), ("en/02_b.html#src-plan", "500 2030"),
    ), "its own place, each once; what others state is on the pages"  # fmt: skip
    assert titles.pages == (
        ("en/01_a.html#src-titles", "Page 01_a"), ("en/02_b.html#src-titles", "Page 02_b"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "none", "within", "not_split"),
    [
        ("en", "no figure for this period", "Counted within", "Not split by kind; no figure of"),
        (
            "vi",
            "chưa có số liệu của kỳ này",
            "Nằm trong",
            "Không tách theo loại; chưa có số liệu về",
        ),
    ],
)
def test_who_looks_for_a_patent_learns_that_none_is_published(
    lang: Lang, none: str, within: str, not_split: str
) -> None:
    made = index(lang)
    (term,) = [
        t for letter, terms in made.letters if letter == "P" for t in terms if t.text == "Patent"
    ]
    patents = entries(made)[term.indicator]
    assert (term.see, patents.values, patents.pages) == (patents.name, (), ())
    assert patents.remarks == (none, f"{within}: {TITLE[lang]}")
    (remark,) = entries(made)["ip.titles_granted"].remarks
    assert remark.startswith(f"{not_split}: ")
    assert patents.name in remark


def test_a_total_whose_parts_are_stated_says_nothing_of_them() -> None:
    part = figure("src-p", "Patents granted", "9", "ip.inventions_granted|VN-CT|2024|actual|x|1")
    pages = {**read("en"), ("01_a", "en"): page(figures=(part, *read("en")["01_a", "en"].figures))}
    found = entries(index_of(REVIEW, pages, STORE, "en"))
    assert found["ip.titles_granted"].remarks == found["ip.inventions_granted"].remarks == ()


@pytest.mark.parametrize("lang", LANGS)
def test_a_missing_figure_says_why(lang: Lang) -> None:
    (row,) = STORE.where(indicator="innovation.pii_score", ref_area="VN-CT", time_period="2024")
    (remark,) = entries(index(lang))[row.indicator].remarks
    assert (row.comment in remark) is (lang == "en"), "translated"
    assert ": " in remark
    other_year = replace(REVIEW, period=TimePeriod.of_year(2020))
    (said,) = entries(index_of(other_year, read(lang), STORE, lang))[row.indicator].remarks
    assert ": " not in said


def test_an_english_index_has_the_letters_of_english() -> None:
    letters = [letter for letter, _ in index("en").letters]
    assert letters == sorted(set(letters))
    assert "".join(letters).isascii()


def test_a_letter_with_a_tone_is_no_letter_of_its_own() -> None:
    letters = [letter for letter, _ in index("vi").letters]
    assert letters == sorted(set(letters), key=partial(alphabetical, lang="vi"))
    assert {"Đ", "Ư"} <= set(letters)
    assert not {"Ấ", "Ứ", "Ý", "É"} & set(letters)


def test_what_only_other_places_state_is_not_said_to_be_missing() -> None:
    there = figure("src-there", "Cao Bằng", "7", "research.tasks_launched|VN-04|2024|actual|x|1")
    found = entries(
        index_of(REVIEW, {**read("en"), ("02_b", "en"): page(figures=(there,))}, STORE, "en")
    )
    launched = found["research.tasks_launched"]
    assert (launched.values, launched.remarks) == ((), ())
    assert launched.pages == (("en/02_b.html#src-there", "Page 02_b"),)
