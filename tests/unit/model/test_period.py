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
