"""Which years a question takes in: those that it names, and no other."""

from __future__ import annotations

import pytest

import tongket


def review(year: int) -> tongket.Review:
    return tongket.open_review(year, "VN-CT", "en")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2022, set()),
        (2023, {("renewal.technology_renewal_rate", "2023")}),
        (
            2024,
            {
                ("context.population", "2024"),
                ("innovation.pii_score", "2024"),
                ("quality.radiation_inspections", "2024"),
            },
        ),
        (
            2025,
            {
                ("innovation.pii_rank", "2025"),
                ("innovation.pii_score", "2025"),
            },
        ),
        (2027, set()),
    ],
)
def test_what_is_not_known_is_of_this_year(year: int, expected: set[tuple[str, str]]) -> None:
    rows = review(year).finder.not_known()
    assert {(row.indicator, row.time_period.text) for row in rows} == expected
