from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.run.project import CT, GOOD, project
from tongket.data.store import load
from tongket.errors import NotebookError, UsageError
from tongket.project import data_dir
from tongket.run.reports import load_pages, reports
from tongket.run.review_pages import ReviewPages, select


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


def selected(folder: Path, *only: str) -> frozenset[str]:
    return select({CT: ReviewPages(load_pages(folder))}, only)


def test_nothing_named_selects_nothing_in_particular(notebooks: Path) -> None:
    assert selected(notebooks) == frozenset()


def test_a_page_may_be_named_by_its_file(notebooks: Path) -> None:
    assert selected(notebooks, "00_overview.ipynb") == {"00_overview"}


def test_a_misspelt_page_is_answered_with_the_near_ones(notebooks: Path) -> None:
    with pytest.raises(
        UsageError, match=r"'04_intelectual_property'. Did you mean '04_intellectual"
    ):
        selected(notebooks, "04_intelectual_property")


def test_a_name_near_nothing_is_answered_with_all_pages(notebooks: Path) -> None:
    with pytest.raises(UsageError, match="The pages are: 00_overview, 04_intellectual_property"):
        selected(notebooks, "zzz")


OVERVIEW = '[[pages]]\nname = "00_overview"\ntitle_vi = "A"\n'


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "review.toml: expected at least one table, got nothing."),
        ("pages = 1", "review.toml, row 1, pages: expected tables [[pages]], got '1'."),
        ("[[pages", "review.toml, row 1: expected valid TOML, got '[[pages'."),
        ('[[pages]]\nname = "00_overview"', "review.toml, row 1, pages[1].title_vi: expected title_vi or title_en, got nothing. Write what readers call the page."),
        (OVERVIEW.replace('"A"', f'"{"A" * 501}"'), "review.toml, row 3, pages[1].title_vi: expected at most 500 characters, got 'AAA"),
        (f'{OVERVIEW}titel = "A"', "review.toml, row 4, pages[1].titel: expected one of the keys name, title_vi, title_en, needs, also, each, off, got 'titel'."),
        (OVERVIEW.replace("view", "veiw"), "review.toml, row 2, pages[1].name: expected the name of a notebook beside this file, without .ipynb, got '00_overveiw'. Did you mean '00_overview'?"),
        (OVERVIEW.replace("00_overview", "11_mine"), "`tongket page new 11_mine` makes one."),
        (OVERVIEW.replace("00_overview", "../mine"), "got '../mine'. Write such as 11_ocop."),
        (f'{OVERVIEW}needs = ["iq"]', "review.toml, row 4, pages[1].needs: expected a declared name, got 'iq'. Nearest: ip"),
        (f'{OVERVIEW}also = "task"', "review.toml, row 4, pages[1].also: expected a declared name, got 'task'."),
        (f"{OVERVIEW}off = 1", "review.toml, row 4, pages[1].off: expected true or false, got '1'."),
        (f'{OVERVIEW}each = "year"', "review.toml, row 4, pages[1].each: expected one of domain, indicator, got 'year'."),
        (OVERVIEW, "review.toml, pages: expected a table [[pages]] for the notebook 04_intellectual_property.ipynb, got nothing."),
        (f"{OVERVIEW}[review]\n", "review.toml, row 4, review: expected pages, got 'review'."),
        (OVERVIEW + OVERVIEW, "review.toml, row 5, pages[2].name: expected each notebook once (also in row 2), got '00_overview'. Delete one of the two."),
    ],
)  # fmt: skip
def test_a_list_of_pages_that_does_not_hold_is_refused_at_the_line(
    notebooks: Path, written: str, says: str
) -> None:
    (notebooks / "review.toml").write_text(written)
    with pytest.raises(NotebookError) as caught:
        load_pages(notebooks, load(data_dir()).registry)
    assert says in str(caught.value)


def test_a_folder_without_a_list_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"review.toml: expected this file, got nothing."):
        load_pages(tmp_path)


def test_all_findings_are_reported_at_once(notebooks: Path) -> None:
    (notebooks / "review.toml").write_text('[[pages]]\nname = "00_a"\noff = 1\n' + OVERVIEW * 2)
    with pytest.raises(NotebookError) as caught:
        load_pages(notebooks)
    assert "pages[1].off: expected true or false" in str(caught.value)
    assert "pages[3].name: expected each notebook once" in str(caught.value)


def test_a_title_in_one_language_is_marked_in_the_other(notebooks: Path) -> None:
    other = OVERVIEW.replace("00_overview", "04_intellectual_property").replace(
        "title_vi", "title_en"
    )
    (notebooks / "review.toml").write_text(OVERVIEW + other)
    first, second = load_pages(notebooks)
    assert (first.title.vi, first.title.en) == ("A", "A (not translated)")
    assert (second.title.vi, second.title.en) == ("A (chưa dịch)", "A")
