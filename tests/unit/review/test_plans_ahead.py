"""Plans of the next year beside those of the period, and beside what has come about of them already."""

from __future__ import annotations

from pathlib import Path

import pytest

import tongket
from fixtures.invented_record import Cells, Record, cells
from tongket.model import Lang

TITLES, SHARE, RANK = "ip.titles_granted", "research.handover_rate", "innovation.pii_rank"
PLANS = cells(TITLES, {"2024": "30", "2025": "40"}, measure="target")


def said(review: tongket.Review) -> list[str]:
    return [claim.text for claim in review.plans_ahead()]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "145 titles (implied) planned for 2024, 210–211 titles (implied) for 2025, already reached with 217 titles in January–May 2025"),
     ("vi", "kế hoạch năm 2024 là 145 văn bằng (suy ra), năm 2025 là 210–211 văn bằng (suy ra); tháng 1–5/2025 đã đạt 217 văn bằng, hoàn thành sớm kế hoạch cả năm")],
)  # fmt: skip
def test_plans_that_follow_from_results_and_percentages_are_set_side_by_side(
    before_2025: Path, lang: Lang, words: str
) -> None:
    review = tongket.open_review(2024, "VN-CT", lang, before_2025)
    assert said(review) == [f"{review.figure(TITLES).name.in_(lang)}: {words}"]


@pytest.mark.parametrize(
    ("more", "words"),
    [([], "30 titles planned for 2024, 40 titles for 2025"),
     (cells(TITLES, {"2025-01/2025-03": "12"}),
      "30 titles planned for 2024, 40 titles for 2025; 12 titles came about in January–March 2025"),
     (cells(TITLES, {"2025-01/2025-03": "12", "2025-01/2025-06": "40"}),
      "30 titles planned for 2024, 40 titles for 2025, already reached with 40 titles in January–June 2025"),
     (cells(TITLES, {"2025-04/2025-06": "50"}, source="vietnam-vn-2025"), "30 titles planned for 2024, 40 titles for 2025")],
)  # fmt: skip
def test_what_came_about_since_january_stands_beside_the_plan(
    record: Record, more: list[Cells], words: str
) -> None:
    assert said(record([*PLANS, *more])) == [f"IP titles granted: {words}"]


def test_a_plan_without_one_before_is_said_where_a_part_of_its_year_is_known(
    record: Record,
) -> None:
    assert said(record(PLANS[1:] + cells(TITLES, {"2024": "20"}))) == []
    half = cells(TITLES, {"2025-01/2025-06": "19"})
    assert said(record(PLANS[1:] + half)) == [
        "IP titles granted: 40 titles planned for 2025; 19 titles came about in January–June 2025"
    ]
    assert said(record(PLANS[:1] + half)) == [], "nothing is planned for the next year"


def test_a_rate_or_a_rank_of_some_months_has_not_reached_the_plan_of_the_year(
    record: Record,
) -> None:
    rows = [*cells(SHARE, {"2024": "80", "2025": "85"}, measure="target"), *cells(SHARE, {"2025-01/2025-06": "90"})]  # fmt: skip
    (sentence,) = said(record(rows))
    assert "already" not in sentence
    assert sentence.endswith("85% for 2025; 90% came about in January–June 2025")


def test_a_plan_for_other_boundaries_is_another_plan(record: Record) -> None:
    elsewhere = cells(TITLES, {"2025": "90"}, measure="target", ref_area="VN-CT-2025")
    assert said(record([*PLANS[:1], *elsewhere])) == []
