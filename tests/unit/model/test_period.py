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


@pytest.mark.parametrize(
    ("named", "text", "code"),
    [
        ("2025-H1", "2025-01/2025-06", "2025-H1"),
        ("2025-S2", "2025-07/2025-12", "2025-H2"),
        ("2025-q3", "2025-07/2025-09", "2025-Q3"),
        ("2025-M05", "2025-05", "2025-M05"),
        ("2025-M01-M09", "2025-01/2025-09", "2025-M01-M09"),
        ("2025-M01/M09", "2025-01/2025-09", "2025-M01-M09"),
        ("2025-M01/2025-M06", "2025-01/2025-06", "2025-H1"),
        ("2025-M01-M12", "2025", "2025"),
        ("2024", "2024", "2024"),
        # Half a year that begins in April is none.
        ("2025-04/2025-09", "2025-04/2025-09", "2025-M04-M09"),
        ("2024-07/2025-06", "2024-07/2025-06", "2024-07/2025-06"),
        ("../2025-06", "../2025-06", "../2025-06"),
        ("2025-01-02/2025-06-30", "2025-01-02/2025-06-30", "2025-01-02/2025-06-30"),
    ],
)
def test_a_part_of_a_year_has_one_text_and_one_name(named: str, text: str, code: str) -> None:
    period = TimePeriod.parse(named)
    assert (period.text, period.code) == (text, code)
    assert TimePeriod.parse(period.code) == period


@pytest.mark.parametrize("text", ["2025-H0", "2025-H3", "2025-Q5", "2025-M13", "2025-M09-M01"])
def test_a_part_that_no_year_has_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(ValueError, match=f"expected a half H1 or H2, .*, got '{text}'"):
        TimePeriod.parse(text)


@pytest.mark.parametrize(
    ("whole", "within", "without"),
    [
        ("2025", ["2025", "2025-H2", "2025-05", "../2025", "../2025-06", "2024-10/2025-03", "2023/2025"],
         ["2024", "2025-10/2026-03", "../2026"]),
        ("2025-H1", ["2025-H1", "2025-Q2", "2025-M01-M05", "2025-06-30", "../2025-06", "../2025-05"],
         ["2025", "2025-H2", "2025-M01-M09", "2024-10/2025-03", "2024-H1", "../2025", "../2024"]),
        ("2025-H2", ["2025-H2", "2025-Q3", "../2025"], ["2025", "2025-M01-M09", "2025-04/2025-09"]),
    ],
)  # fmt: skip
def test_a_period_holds_what_ends_in_it_and_a_part_no_more_than_itself(
    whole: str, within: list[str], without: list[str]
) -> None:
    holds = TimePeriod.parse(whole).holds
    assert [text for text in within if not holds(TimePeriod.parse(text))] == []
    assert [text for text in without if holds(TimePeriod.parse(text))] == []


def test_only_the_same_days_of_another_year_are_like_a_period() -> None:
    half = TimePeriod.parse("2025-H1")
    assert half.is_like(TimePeriod.parse("2019-H1"))
    for other in ("2024", "2024-H2", "2024-Q1", "../2024-06", "2023-07/2024-06"):
        assert not half.is_like(TimePeriod.parse(other))
    assert TimePeriod.parse("2024").is_like(TimePeriod.parse("2023"))


def test_periods_follow_by_their_end_then_by_their_length() -> None:
    names = ["2024", "2025-Q1", "2025-Q2", "2025-H1", "2025-M01-M09", "2025-H2", "2025", "2026-M01"]
    assert [period.code for period in sorted(map(TimePeriod.parse, reversed(names)))] == names
