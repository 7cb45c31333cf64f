from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.run.project import CT, GOOD, project
from tongket.errors import NotebookError, UsageError
from tongket.run.reports import load_pages, reports, select


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    return (
        project(tmp_path, **{"00_overview": GOOD, "04_intellectual_property": GOOD}) / "notebooks"
    )


def test_pages_come_in_the_order_of_the_list(notebooks: Path) -> None:
    pages = load_pages(notebooks)
    assert [page.name for page in pages] == ["00_overview", "04_intellectual_property"]
    assert pages[1].title.in_("vi") == "Trang 04_intellectual_property"
    assert pages[0].path == notebooks / "00_overview.ipynb"


def test_needs_may_be_one_name_or_several(notebooks: Path) -> None:
    text = (notebooks / "review.toml").read_text()
    (notebooks / "review.toml").write_text(
        text.replace('"Page 00_overview"', '"O"\nneeds = ["ip", "pii"]')
    )
    assert load_pages(notebooks)[0].needs == ("ip", "pii")
    assert load_pages(notebooks)[1].needs == ()


def test_a_matrix_is_languages_by_pages_each_once(notebooks: Path) -> None:
    made = reports(CT, ["vi", "en", "vi"], load_pages(notebooks))
    assert [report.id for report in made] == [
        "VN-CT/2024/vi/00_overview",
        "VN-CT/2024/vi/04_intellectual_property",
        "VN-CT/2024/en/00_overview",
        "VN-CT/2024/en/04_intellectual_property",
    ]


def test_nothing_named_selects_every_page(notebooks: Path) -> None:
    pages = load_pages(notebooks)
    assert select(pages, []) == pages


def test_a_page_may_be_named_by_its_file(notebooks: Path) -> None:
    assert [p.name for p in select(load_pages(notebooks), ["00_overview.ipynb"])] == ["00_overview"]


def test_a_misspelt_page_is_answered_with_the_near_ones(notebooks: Path) -> None:
    with pytest.raises(
        UsageError, match=r"'04_intelectual_property'. Did you mean '04_intellectual"
    ):
        select(load_pages(notebooks), ["04_intelectual_property"])


def test_a_name_near_nothing_is_answered_with_all_pages(notebooks: Path) -> None:
    with pytest.raises(UsageError, match="The pages are: 00_overview, 04_intellectual_property"):
        select(load_pages(notebooks), ["zzz"])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "expected \\[\\[pages\\]\\] entries, got none"),
        ("pages = 1", "expected \\[\\[pages\\]\\] entries, got none"),
        ("[[pages", "review.toml: expected TOML, got"),
        ('[[pages]]\nname = "00_overview"\ntitle_vi = "A"', "expected a text `title_en`, got None"),
        (
            '[[pages]]\nname = "00_overview"\ntitle_vi = "A"\ntitle_en = "A"\ntitel = "A"',
            "got 'titel'. Did you mean 'title_",
        ),
        (
            '[[pages]]\nname = "00_overveiw"\ntitle_vi = "A"\ntitle_en = "A"',
            "Did you mean '00_overview'",
        ),
    ],
)
def test_a_wrong_list_of_pages_is_refused(notebooks: Path, written: str, message: str) -> None:
    (notebooks / "review.toml").write_text(written)
    with pytest.raises(NotebookError, match=message):
        load_pages(notebooks)


def test_a_folder_without_a_list_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"review.toml: .* Add a \[\[pages\]\] entry for each"):
        load_pages(tmp_path)


def test_all_findings_are_reported_at_once(notebooks: Path) -> None:
    entry = '[[pages]]\nname = "00_overview"\ntitle_vi = "A"\ntitle_en = "A"\n'
    (notebooks / "review.toml").write_text(entry + entry)
    with pytest.raises(NotebookError) as caught:
        load_pages(notebooks)
    assert "00_overview: expected once, got it twice" in str(caught.value)
    assert "04_intellectual_property.ipynb: expected a [[pages]] entry" in str(caught.value)
