"""Which years a question takes in: those that it names, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import tongket


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
def test_what_is_not_known_is_of_this_year(
    year: int, expected: set[tuple[str, str]], before_2025: Path
) -> None:
    rows = tongket.open_review(year, "VN-CT", "en", before_2025).finder.not_known()
    assert {(row.indicator, row.time_period.text) for row in rows} == expected
