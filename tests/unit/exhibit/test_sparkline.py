"""A course in the height of a line: bars from zero, gaps where nothing is on record, a mark at a break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.exhibit import is_sparkline, sparkline

NEVER = [False] * 9


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([4, 8, 16], "▂▄█"),
        ([16, 8, 4], "█▄▂"),
        ([5, 5, 5], "███"),
        ([0, 1, 100], "▁▁█"),
        ([4, None, 8, 16], "▂\u2007▄█"),
        ([4, 8], ""),
        ([4, None, 8], ""),
        ([-1, 2, 3], ""),
        ([0, 0, 0], ""),
    ],
)
def test_bars_begin_at_zero(values: list[float | None], shown: str) -> None:
    assert sparkline(values, NEVER[: len(values)]) == shown


def test_a_break_is_marked_before_what_does_not_compare() -> None:
    assert sparkline([4, 8, 16], [False, True, False]) == "▂┆▄█"


@given(st.lists(st.floats(0, 1e9), min_size=3, max_size=12).filter(any))
def test_more_is_never_a_lower_bar(values: list[float]) -> None:
    bars = sparkline(values, [False] * len(values))
    assert is_sparkline(bars)
    ordered = [bar for _, bar in sorted(zip(values, bars, strict=True))]
    assert ordered == sorted(bars)


def test_words_are_no_sparkline() -> None:
    assert not is_sparkline("")
    assert not is_sparkline("▂ up")
