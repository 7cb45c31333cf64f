"""Twice the text takes twice the time, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from fixtures.annotated import REPORTS, registry
from tongket.documents import of_text
from tongket.extract import extract
from tongket.extract.matching import Matcher

HOSTILE = (
    "1 000 ", "1\u00a0000\u00a0", "1/1/", "1.1.", "hai ", "năm ", "-1 ", "5% ", "từ 5 đến ", "(((", "a@", ". ",
    "số 1 ", "khoản 1 ", "tháng 1, ", "một triệu ", "0299 3000 ", "lần lượt 5, ", "đến nay 5 ", "kế hoạch ", "5  ",
    "mô hình của ông a ", "+5%, ", "[1]", "“5 tốt” ", "năm 2021 lần lượt 5, ",
)  # fmt: skip
SIZE = 20_000
MOST = 2.3
# What is found in them may be of indicators: prose, one sentence, tables long and wide, names in turn.
MATCHED = (
    (REPORTS / "one_wording.txt").read_text(encoding="utf-8"), "hỗ trợ 12 doanh nghiệp, ", "Đơn nhãn hiệu | 120 | 134\n",
    "văn bằng | 12 | ", "Số đơn và số văn bằng lần lượt là 12 và 7. ", "Khởi nghiệp (KN) 5 dự án KN; ",
)  # fmt: skip


def seconds(text: str, matcher: Matcher | None = None) -> float:
    document = of_text(text)
    begun = time.process_time()
    figures = extract(document).figures
    if matcher:
        matcher.propose(document, figures, 2025)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert least(unit, 2 * SIZE) < MOST * least(unit, SIZE) + 0.1


@pytest.mark.slow
@pytest.mark.parametrize("unit", MATCHED, ids=["report", *MATCHED[1:]])
def test_matching_grows_with_the_text_and_no_faster(unit: str) -> None:
    matcher = Matcher(registry().indicators, registry().units)
    assert least(unit, 4 * SIZE, matcher) < MOST * least(unit, 2 * SIZE, matcher) + 0.1


def least(unit: str, size: int, matcher: Matcher | None = None) -> float:
    text = (unit * (size // len(unit) + 1))[:size]
    return min(seconds(text, matcher) for _ in range(3))
