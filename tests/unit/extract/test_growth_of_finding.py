"""Twice the text takes twice the time, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from tongket.documents import of_text
from tongket.extract import extract

HOSTILE = (
    "1 000 ", "1\u00a0000\u00a0", "1/1/", "1.1.", "hai ", "năm ", "-1 ", "5% ", "từ 5 đến ", "(((", "a@", ". ",
    "số 1 ", "khoản 1 ", "tháng 1, ", "một triệu ", "0299 3000 ", "lần lượt 5, ", "đến nay 5 ", "kế hoạch ", "5  ",
    "mô hình của ông a ", "+5%, ", "[1]", "“5 tốt” ", "năm 2021 lần lượt 5, ",
)  # fmt: skip
SIZE = 20_000
MOST = 3.0


def seconds(text: str) -> float:
    document = of_text(text)
    begun = time.process_time()
    extract(document)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def run(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        return min(seconds(text) for _ in range(2))

    assert run(2 * SIZE) < MOST * run(SIZE) + 0.1
