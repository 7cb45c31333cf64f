"""Which years a question takes in: those that it names, and no other."""

from __future__ import annotations

import pytest

import tongket
from tongket.model import Figure


def review(year: int) -> tongket.Review:
    return tongket.open_review(year, "VN-CT", "en")


def periods(figures: list[Figure]) -> set[str]:
    return {row.time_period.text for figure in figures for row in figure.observations}


def test_targets_ahead_leave_out_those_of_the_year_itself() -> None:
    own = review(2024).figure("renewal.technology_renewal_rate:target")
    assert not own.is_missing, "the year has a target of its own, which is not ahead"
    assert periods(review(2024).targets_ahead()) == {"2025", "2030"}
    assert periods(review(2023).targets_ahead()) == {"2024", "2025", "2030"}
    assert periods(review(2025).targets_ahead()) == {"2030"}


@pytest.mark.parametrize(
    ("year", "rank"),
    [(2023, "2023"), (2024, "2024"), (2025, "2024")],
)
def test_the_latest_figure_is_never_of_a_later_year(year: int, rank: str) -> None:
    latest = {
        row.indicator: row.time_period.text
        for figure in review(year).latest_of("innovation")
        for row in figure.observations
    }
    assert latest == {"innovation.pii_score": "2023", "innovation.pii_rank": rank}


def test_what_an_indicator_has_only_of_later_years_is_not_its_latest_figure() -> None:
    assert periods(review(2019).latest_of("innovation")) == set()
    assert periods(review(2020).latest_of("cooperation")) == {"../2020-07", "2020"}
    assert periods(review(2019).latest_of("cooperation")) == set()


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
                ("renewal.technology_renewal_rate", "2023"),
            },
        ),
        (
            2025,
            {
                ("context.population", "2024"),
                ("innovation.pii_rank", "2025"),
                ("innovation.pii_score", "2024"),
                ("innovation.pii_score", "2025"),
            },
        ),
        (2027, set()),
    ],
)
def test_what_is_not_known_is_of_this_year_and_the_one_before(
    year: int, expected: set[tuple[str, str]]
) -> None:
    rows = review(year).finder.not_known()
    assert {(row.indicator, row.time_period.text) for row in rows} == expected
