"""A frame shown for reading: numerals of the language, intervals, units, marks, reasons."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import tongket
from tongket.errors import UsageError
from tongket.output import MIME


@pytest.fixture
def review() -> tongket.Review:
    return tongket.open_review(2024, "VN-CT", "vi")


def cells(review: tongket.Review, frame: pd.DataFrame) -> list[list[str]]:
    return [line.split("  ") for line in review.show(frame).text.splitlines()]


def test_figures_stand_with_their_unit_and_what_the_sources_allow(review: tongket.Review) -> None:
    frame = review.frame("capacity.staff", "capacity.organisations", "services.portal_items")
    names = frame["name"].tolist()
    assert cells(review, frame) == [
        ["Số liệu", "Lĩnh vực", "Giá trị", "Phạm vi nguồn cho phép"],
        [names[0], "Tiềm lực", "khoảng 6.800 người", "6.700–6.900"],
        [names[1], "Tiềm lực", "70 tổ chức", ""],
        [
            names[2], "Dịch vụ khoa học và công nghệ", "hơn 10.000 mục",
            "> 10.000",
        ],
    ]  # fmt: skip
    english = tongket.open_review(2024, "VN-CT", "en")
    row = cells(english, english.frame("capacity.staff"))[1]
    assert row[-2:] == ["about 6,800 persons", "6,700–6,900"]


def test_rows_show_what_tells_them_apart(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_rank", years=[2023, 2024])
    assert [row[1] for row in cells(review, frame)] == ["Kỳ", "2023", "2024"]
    rates = review.frame("renewal.technology_renewal_rate")
    assert cells(review, rates)[0][:2] == ["Số liệu", "Cách nêu"]


def test_own_columns_come_with_the_marks_of_the_language(review: tongket.Review) -> None:
    frame = review.frame("ip.titles_granted", "ip.applications").assign(
        thousands=lambda d: d["value"] / 1000, doubled=lambda d: d["value"] * 20
    )
    shown = review.show(frame)
    head, *rows = cells(review, frame)
    assert head[-2:] == ["thousands", "doubled"]
    assert [row[-2:] for row in rows] == [
        [f"{value / 1000:.2f}".replace(".", ","), f"{value * 20:,.0f}".replace(",", ".")]
        for value in frame["value"]
    ]
    numbers = re.findall(r'<td role="cell" data-label="[^"]*" class="tk-num">', shown.html)
    assert len(numbers) == 2 * 3


def test_every_number_leads_to_its_source_and_contradictions_are_marked(
    review: tongket.Review,
) -> None:
    shown = review.show(review.frame("research.tasks_launched", measures="all"))
    assert 'href="#src-research-tasks-launched"' in shown.html
    assert "≠" in shown.html
    assert "mâu thuẫn với số liệu khác của năm" in shown.html
    assert 'id="src-research-tasks-launched"' in review.sources().html
    quiet = review.show(review.frame("ip.titles_granted"))
    assert "≠" not in quiet.html
    assert "<style" not in shown.html
    assert quiet._repr_mimebundle_()[MIME]["kind"] == "table"


def test_a_missing_figure_says_why(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_score", "innovation.pii_rank")
    rows = cells(review, frame)
    assert rows[0][-1] == "Thiếu vì"
    lost = next(row for row in rows[1:] if "không có số liệu" in row)
    assert lost[-1].startswith("Không tìm thấy")
    assert all(row[-1] == "" for row in rows[1:] if row is not lost)


def test_a_pivot_is_shown_with_its_index_and_all_its_columns(review: tongket.Review) -> None:
    frame = review.frame("ip", "services")
    counts = frame.groupby("domain_name", sort=False)["value"].agg(["count", "max"])
    assert cells(review, counts)[0] == ["Lĩnh vực", "count", "max"]
    top = frame.loc[frame["domain"] == "ip", "value"].max()
    assert cells(review, counts)[1][2] == f"{top:,.0f}".replace(",", ".")
    years = review.frame("innovation.pii_rank", years="all", measures="actual").pivot_table(
        index=["area_name", "year"], columns="measure", values="value"
    )
    assert cells(review, years)[0] == ["Địa bàn", "Năm", "actual"]
    assert cells(review, years)[1][1] == "2023"
    odd = pd.DataFrame({"a": ["x", None], "b": [float("inf"), float("nan")], "c": [True, False]})
    assert cells(review, odd)[1:] == [["x", "∞", "True"], ["", "", "False"]]


def test_a_value_that_was_changed_is_not_shown_as_printed(review: tongket.Review) -> None:
    frame = review.frame("ip.titles_granted", "innovation.pii_score")
    assert len(review.figures_of(frame)) == 2
    with pytest.raises(UsageError, match=r"row 0, value: expected 420\.0 as of ip-titles-granted"):
        review.show(frame.assign(value=frame["value"] + 1))
