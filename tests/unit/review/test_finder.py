"""Which years a question takes in: those that it names, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import tongket
from tongket.model import Missing


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


@pytest.mark.parametrize(
    ("area", "name", "en", "vi"),
    [
        (
            "VN-CT",
            "ip.titles_granted",
            "; Cần Thơ in its boundaries until 30 June 2025 has one of January–May 2025",
            "; Cần Thơ theo địa giới đến hết ngày 30/6/2025 có số liệu của tháng 1–5/2025",
        ),
        (
            "VN-73",
            "capacity.organisations_active",
            "; Cần Thơ in its boundaries since 1 July 2025 has one of 2025",
            "; Cần Thơ theo địa giới từ ngày 01/7/2025 có số liệu của năm 2025",
        ),
        ("VN-CT", "capacity.staff", "do not state it", "không nêu số liệu đó"),
    ],
)
def test_a_figure_that_another_area_of_a_merger_has_is_said_to_be_there(
    area: str, name: str, en: str, vi: str, before_2025: Path
) -> None:
    origin = tongket.open_review(2025, area, "en", before_2025).figure(name).origin
    assert isinstance(origin, Missing)
    assert origin.reason.en.endswith(en)
    assert origin.reason.vi.endswith(vi)
