"""What a row of a report says before anybody decided: period, sentence, the year before, and what was not found."""

from __future__ import annotations

from functools import cache

import pytest

from tongket.data.store import Store, load
from tongket.documents import of_text
from tongket.entry_sheet.proposed import REASONS, Proposed, propose
from tongket.extract import distractors
from tongket.model import TimePeriod
from tongket.project import data_dir

SOURCE = "dost-ct-review-2024"


@cache
def store() -> Store:
    return load(data_dir())


def proposed(text: str, year: int = 2025, area: str = "VN-CT") -> Proposed:
    return propose(of_text(text), store(), TimePeriod.of_year(year), area, SOURCE)


def only(text: str, name: str) -> list[str]:
    return [row.get(name, "") for row in proposed(text).rows("en")]


def test_a_plan_of_the_year_after_is_of_that_year_and_never_settled() -> None:
    text = (
        "1. Phương hướng năm 2026\nKế hoạch năm 2026: cấp 600 văn bằng bảo hộ sở hữu công nghiệp.\n"
    )
    (row,) = proposed(text).rows("en")
    assert (row["indicator"], row["measure"], row["time_period"]) == ("ip.titles_granted", "target", "2026")  # fmt: skip
    assert row["keep"] == ""


def test_what_adds_up_over_years_is_up_to_the_end_of_the_period() -> None:
    text = "1. Kết quả\nLũy kế từ năm 2021 đến nay, Cục đã cấp 1.420 văn bằng bảo hộ sở hữu công nghiệp.\n"
    (row,) = proposed(text).rows("en")
    assert row["role"].startswith("cumulative")
    assert (row["measure"], row["time_period"]) == ("cumulative", "../2025")


def test_the_number_meant_is_marked_where_a_sentence_has_it_twice() -> None:
    text = "1. Kết quả\nCó 12 đề tài cấp tỉnh và 12 đề tài cấp cơ sở.\n"
    assert only(text, "sentence") == [
        "Có «12» đề tài cấp tỉnh và 12 đề tài cấp cơ sở.",
        "Có 12 đề tài cấp tỉnh và «12» đề tài cấp cơ sở.",
    ]


@pytest.mark.parametrize("space", ["  ", "\u00a0", "² "])
def test_the_number_is_marked_whatever_parts_the_words(space: str) -> None:
    text = f"1. Kết quả\n\nSở mở 4 lớp. Có 12 đề tài cấp{space}tỉnh và 12 đề tài cấp{space}cơ sở.\n"
    assert [said.replace("²", "") for said in only(text, "sentence")[1:]] == [
        "Có «12» đề tài cấp tỉnh và 12 đề tài cấp cơ sở.",
        "Có 12 đề tài cấp tỉnh và «12» đề tài cấp cơ sở.",
    ]


def test_a_tenth_of_the_year_before_is_said_as_ten_times_is() -> None:
    text = "1. Kết quả\nCục đã cấp {n} văn bằng bảo hộ sở hữu công nghiệp.\n"
    assert only(text.format(n="43"), "jump") == [""]
    assert only(text.format(n="42"), "jump") == ["0.1 times the year before"]
    assert only(text.format(n="4.199"), "jump") == [""]
    assert only(text.format(n="4.200"), "jump") == ["10 times the year before"]
    (row,) = proposed(text.format(n="42")).rows("vi")
    assert row["jump"] == "bằng 0,1 lần năm trước"


def test_a_hedge_that_made_a_plan_is_said_in_words() -> None:
    text = "1. Nhiệm vụ\nHỗ trợ ít nhất 30 doanh nghiệp khởi nghiệp.\n"
    assert [row["role"] for row in proposed(text).rows("vi")] == ["kế hoạch (ít nhất)"]


def test_the_year_before_is_said_of_whom_where_the_indicator_is_not_settled() -> None:
    (said,) = only("1. Kết quả\nCục đã cấp 431 văn bằng bảo hộ sở hữu công nghiệp.\n", "before")
    assert said.startswith("IP titles granted: 420")


def test_the_list_of_a_figure_goes_from_candidates_to_their_domain_and_to_that_of_the_section() -> (
    None
):
    text = "1. Kết quả\nCục đã cấp 431 văn bằng bảo hộ sở hữu công nghiệp. Chiều dài tuyến cáp là 12 km.\n"
    found = proposed(text)
    titles, cable = found.offered()
    candidates = [each.slot.indicator for each in found.proposals[0].candidates]
    assert titles[0] == "ip.titles_granted"
    assert titles[: len(set(candidates))] == list(dict.fromkeys(candidates))
    assert len(titles) == len(set(titles))
    assert {"ip.applications", "ip.collective_marks"} <= set(titles)
    assert found.proposals[1].candidates == ()
    assert all(each.startswith("ip.") for each in cable)
    assert "ip.applications" in cable


def test_every_reason_that_a_rule_gives_has_words() -> None:
    given = {reason for reason, *_ in distractors._RULES} | {"name", "year", "list_number"}
    assert given == set(REASONS)
