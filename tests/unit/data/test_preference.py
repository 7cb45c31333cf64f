"""Which of several statements of one fact is published."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Literal

import pytest

from fixtures.figures import observed
from tongket.data.preference import preferred_first
from tongket.model import Interval, Observation, Source, Text, TimePeriod


def source(name: str, published: str, kind: Literal["primary", "secondary"] = "primary") -> Source:
    day = TimePeriod.parse(published)
    return Source(name, name, name, name, "", day, "vi", "vi", kind, Text("", ""))


def stated(name: str, low: float, high: float | None = None) -> Observation:
    """What a source states; without an end it is exact."""
    row = observed("x", int(low)).origin
    assert isinstance(row, Observation)
    return replace(row, source=name, interval=Interval.between(low, low if high is None else high))


SOURCES = {
    each.id: each
    for each in (
        source("review", "2025-01-14"),
        # Its name is the first and the last of the alphabet: neither makes a difference.
        source("a-correction", "2025-03"),
        source("z-correction", "2025-03"),
        source("newspaper", "2025-06-01", "secondary"),
    )
}


@pytest.mark.parametrize("name", ["a-correction", "z-correction"])
def test_a_correction_published_later_replaces_what_it_corrects(name: str) -> None:
    rows = [stated("review", 420), stated(name, 418)]
    for order in permutations(rows):
        assert [row.source for row in preferred_first(order, SOURCES)] == [name, "review"]


def test_a_rounder_correction_still_replaces_a_sharp_figure_that_it_contradicts() -> None:
    rows = [stated("review", 420), stated("a-correction", 400, 410)]
    assert preferred_first(rows, SOURCES)[0].source == "a-correction"


def test_a_later_rounded_statement_does_not_replace_what_it_repeats() -> None:
    rows = [stated("a-correction", 415, 425), stated("review", 420)]
    for order in permutations(rows):
        assert preferred_first(order, SOURCES)[0].source == "review"


def test_a_secondary_source_never_replaces_a_primary_one() -> None:
    rows = [stated("newspaper", 419), stated("review", 410, 430)]
    assert [row.source for row in preferred_first(rows, SOURCES)] == ["review", "newspaper"]
    assert preferred_first([stated("unknown", 1), stated("newspaper", 2)], SOURCES)[0].source == (
        "newspaper"
    )


def test_what_only_says_why_there_is_no_figure_comes_last_of_its_kind() -> None:
    none = replace(stated("a-correction", 1), interval=None)
    rows = [none, stated("review", 420)]
    assert [row.source for row in preferred_first(rows, SOURCES)] == ["review", "a-correction"]


def test_within_one_source_the_sharper_statement_comes_first() -> None:
    rows = [stated("review", 13, 15), replace(stated("review", 14), locator="3")]
    assert preferred_first(rows, SOURCES)[0].locator == "3"
    assert preferred_first([], SOURCES) == []
