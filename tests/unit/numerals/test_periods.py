"""The period of a review as a person names it, and what readers call it."""

from __future__ import annotations

import pytest

from tongket.errors import UsageError
from tongket.model import TimePeriod
from tongket.numerals import format_period, period_name, review_period


@pytest.mark.parametrize(
    ("given", "code"),
    [(2024, "2024"), ("2025", "2025"), ("2025-s1", "2025-H1"), (" 2025-H2 ", "2025-H2"),
     ("2025-01/2025-12", "2025"), ("2025-05", "2025-M05"), (TimePeriod.parse("2025-Q1"), "2025-Q1")],
)  # fmt: skip
def test_a_review_is_of_a_year_or_of_whole_months_of_one(
    given: int | str | TimePeriod, code: str
) -> None:
    assert review_period(given).code == code


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("2025-H3", "'2025-H1'"), ("20255", "'2025'"), ("2025H1", "'2025-H1'"), ("2025-Q", "'2025-Q2'"),
        ("9 tháng 2025", "Write for instance 2025, 2025-H1, 2025-Q1, 2025-M01-M09."),
        ("2024-07/2025-06", "Write for instance 2024,"), ("../2025", "Write for instance 2025,"),
        ("2025-06-30", ""), (24, "Write for instance 2025,"), (2024.0, ""), (True, ""), ("", ""),
    ],
)  # fmt: skip
def test_what_is_no_period_of_a_review_is_refused_with_the_near_ones(
    given: object, hint: str
) -> None:
    with pytest.raises(UsageError, match="period: expected a year, or a half") as refused:
        review_period(given)  # type: ignore[arg-type]
    assert hint in str(refused.value)
    assert "cần một năm, hoặc nửa năm" in refused.value.in_("vi")


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2025", "năm 2025", "2025"),
        ("2025-H1", "6 tháng đầu năm 2025", "first half of 2025"),
        ("2025-H2", "6 tháng cuối năm 2025", "second half of 2025"),
        ("2025-Q1", "quý I năm 2025", "first quarter of 2025"),
        ("2025-Q4", "quý IV năm 2025", "fourth quarter of 2025"),
        ("2025-M01-M09", "9 tháng đầu năm 2025", "first nine months of 2025"),
        ("2025-M01-M05", "tháng 1–5/2025", "January–May 2025"),
    ],
)
def test_titles_name_a_period_as_departments_do(code: str, vi: str, en: str) -> None:
    name = period_name(TimePeriod.parse(code))
    assert (name.vi, name.en) == (vi, en)


def test_within_a_sentence_english_names_the_months() -> None:
    half = TimePeriod.parse("2025-H1")
    assert format_period(half, "en") == "January–June 2025"
    assert format_period(half, "vi") == "6 tháng đầu năm 2025"
