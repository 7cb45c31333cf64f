"""Years and periods that are none."""

from __future__ import annotations

import pytest

from tongket.errors import UsageError
from tongket.model import TimePeriod


@pytest.mark.parametrize("year", [0, -1, 10_000, 99_999])
def test_a_year_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(UsageError, match=f"year: expected a year such as 2024, got {year}"):
        TimePeriod.of_year(year)


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_of_the_calendar_are_years(year: int) -> None:
    assert TimePeriod.of_year(year).year == year


@pytest.mark.parametrize(
    "text", ["2024/", "/2024", "/", "../", "２０２４", "٢٠٢٤", "2024/2023", "2024//2025"]
)
def test_what_only_looks_like_a_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time_period"):
        TimePeriod.parse(text)


@pytest.mark.parametrize(
    "text",
    ["2024", "2021/2023", "2024-02", "2024-01/2024-06", "2023-07/2024-06", "2024-02-29", "2024-03-05/2024-06-10",
     "../2023", "../2024-05", "../2024-05-17", "2024-01-02/2024-12-31", "2024-01-01/2024-12-30"],
)  # fmt: skip
def test_days_are_written_in_the_largest_whole_parts_of_the_calendar(text: str) -> None:
    period = TimePeriod.parse(text)
    assert TimePeriod.of_days(period.start, period.end) == period


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("2024-01/2024-12", "2024"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2023-02-01/2023-02-28", "2023-02"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2023-01/2024-12", "2023/2024"),
        ("../2024-12-31", "../2024"),
        ("9999-12-01/9999-12-31", "9999-12"),
    ],
)
def test_days_that_make_months_or_years_are_written_so(text: str, shorter: str) -> None:
    period = TimePeriod.parse(text)
    assert TimePeriod.of_days(period.start, period.end).text == shorter


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2024", "2023"),
        ("2024-02", "2023-02"),
        ("2023-07/2024-06", "2022-07/2023-06"),
        ("../2024-05", "../2023-05"),
        ("2000-01-01", "1999-01-01"),
        ("1000", "0999"),
        ("2024-02-29", None),
        ("0001", None),
    ],
)
def test_the_year_before_is_of_the_same_days(text: str, before: str | None) -> None:
    found = TimePeriod.parse(text).year_before
    assert (None if found is None else found.text) == before
