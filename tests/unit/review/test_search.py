"""An indicator is found by a word, another name or a number, in both languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tongket
from tongket.errors import UsageError
from tongket.model import Lang

TITLES, PATENTS = "ip.titles_granted", "ip.inventions_granted"


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("văn bằng", TITLES),
        ("van bang", TITLES),
        ("VĂN BẰNG bảo hộ công nghiệp", TITLES),
        (unicodedata.normalize("NFD", "văn bằng"), TITLES),
        ("Patents gr", PATENTS),
        (420, TITLES),
        ("420", TITLES),
        ("14,025%", "renewal.technology_renewal_rate"),
        (6850, "capacity.staff"),
    ],
)
def test_by_word_alias_and_number_in_both_languages(
    before_2025: Path, wanted: str | float, first: str
) -> None:
    languages: tuple[Lang, ...] = ("vi", "en")
    for lang in languages:
        found = tongket.open_review(2024, "VN-CT", lang, before_2025).find(wanted)
        assert found["indicator"].iloc[0] == first


def test_it_says_by_what_and_of_which_periods(review: tongket.Review) -> None:
    (row,) = review.find("technology renewal rate").to_dict("records")
    assert row == {
        "indicator": "renewal.technology_renewal_rate",
        "name": "Technology renewal rate",
        "domain_name": "Technology renewal",
        "unit_name": "percent",
        "found": "Technology renewal rate",
        "periods": "2024",
    }
    assert review.find("14,025%")["found"].tolist() == ["14,025% (2024)"]
    assert review.find(6850)["found"].tolist() == ["6.800 (2024)"], "what the printing allows"


@pytest.mark.parametrize("wanted", ["", None, True, float("nan"), float("inf"), pd.NA])
def test_what_is_no_word_and_no_number_is_refused(review: tongket.Review, wanted: Any) -> None:
    with pytest.raises(UsageError, match="find: expected a word or a number, got"):
        review.find(wanted)


def test_marks_that_were_typed_count(review: tongket.Review) -> None:
    with pytest.raises(UsageError, match="find: expected a word .*got 'văn bảng'"):
        review.find("văn bảng")


def test_what_is_not_found_is_refused_with_what_is_near(review: tongket.Review) -> None:
    with pytest.raises(UsageError, match="got 'patnet'. Did you mean 'patent"):
        review.find("patnet")
    with pytest.raises(UsageError, match="got 123456789. review.frame"):
        review.find(123456789)
    for wrong in ("", "  ", True, None, float("inf")):
        with pytest.raises(UsageError, match="expected a"):
            review.find(wrong)  # type: ignore[arg-type]


def test_what_is_about_something_is_no_number_in_particular(review: tongket.Review) -> None:
    assert "capacity.students" not in set(review.find(420)["indicator"])


def test_a_page_that_searches_depends_on_all_of_the_record(review: tongket.Review) -> None:
    review.find("patent")
    assert set(review.lineage()) == set(review.registry.indicators)
