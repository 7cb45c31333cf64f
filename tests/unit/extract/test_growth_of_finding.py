"""Twice the text takes twice the time, whatever it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fixtures.annotated import REPORTS, registry
from fixtures.growth import is_linear
from tongket.documents import of_text
from tongket.extract import extract
from tongket.extract.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = (
    "1 000 ", "1\u00a0000\u00a0", "1/1/", "1.1.", "hai ", "năm ", "-1 ", "5% ", "từ 5 đến ", "(((", "a@", ". ",
    "số 1 ", "khoản 1 ", "tháng 1, ", "một triệu ", "0299 3000 ", "lần lượt 5, ", "đến nay 5 ", "kế hoạch ", "5  ",
    "mô hình của ông a ", "+5%, ", "[1]", "“5 tốt” ", "năm 2021 lần lượt 5, ",
    '"1 a 2 b ', "thắng a 3-1, ", "tài khoản 1 1 1 1 ", "ngày 1, 1, 1 ", "mã 12 12 12 ", "Trường A a ", "viện 5, trường 7, ",
    "lưu VT, 3, ", "số 1 a ", "- 4 -\n",
)  # fmt: skip
SIZE = 20_000
# What is found in them may be of indicators: prose, one sentence, tables long and wide, names in turn.
MATCHED = (
    (REPORTS / "one_wording.txt").read_text(encoding="utf-8"), "hỗ trợ 12 doanh nghiệp, ", "Đơn nhãn hiệu | 120 | 134\n",
    "văn bằng | 12 | ", "Số đơn và số văn bằng lần lượt là 12 và 7. ", "Khởi nghiệp (KN) 5 dự án KN; ",
)  # fmt: skip


def work(unit: str, size: int, matcher: Matcher | None = None) -> Callable[[], None]:
    text = (unit * (size // len(unit) + 1))[:size]

    def read() -> None:
        document = of_text(text)
        figures = extract(document).figures
        if matcher:
            matcher.propose(document, figures, 2025)

    return read


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert is_linear(work(unit, SIZE), work(unit, 2 * SIZE))


@pytest.mark.slow
@pytest.mark.parametrize("unit", MATCHED, ids=["report", *MATCHED[1:]])
def test_matching_grows_with_the_text_and_no_faster(unit: str) -> None:
    matcher = Matcher(registry().indicators, registry().units)
    assert is_linear(work(unit, SIZE, matcher), work(unit, 2 * SIZE, matcher))
