"""The kinds of rules in docs/methods.md: each example is read, and its figures fit and do not fit as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fixtures.audit.rows import (
    AREA,
    DATA,
    YEAR,
    figures,
    shipped,
    status,
    with_indicators,
    with_rules,
)
from tongket.audit.questions import questions
from tongket.data.registry.rules import KINDS
from tongket.data.store import Store
from tongket.model import TimePeriod

if TYPE_CHECKING:
    from tongket.data.registry import Registry
    from tongket.model import Observation

METHODS = Path(__file__).parents[2] / "docs" / "methods.md"
EXAMPLES = re.findall(r"```toml\n(\[\[(\w+)\]\].*?)```", METHODS.read_text("utf-8"), re.DOTALL)
# What the examples name beside the indicators of this repository.
OTHERS = {
    **dict.fromkeys(
        ("funding.total", "funding.state", "funding.enterprises", "funding.spent", "funding.least_grant",
         "funding.average_grant", "funding.greatest_grant"), "VND",
    ),
    **dict.fromkeys(
        ("funding.state_share", "funding.enterprises_share", "funding.abroad_share", "funding.spent_share",
         "ip.applications_growth"), "percent",
    ),
    **dict.fromkeys(("prices.index_2010", "prices.index_2020"), "points"),
}  # fmt: skip


def printed(example: str, says: str) -> dict[tuple[str, ...], Observation]:
    """The figures that an example says fit or do not fit."""
    (listed,) = re.findall(rf"^# {says}: (.+)$", example, re.MULTILINE)
    return figures(listed)


def outcome(book: Registry, kind: str, rows: dict[tuple[str, ...], Observation]) -> str:
    if kind != "plausibility":
        return status(book, *rows.values())
    asked = questions(Store(DATA, book, tuple(rows.values())), AREA, TimePeriod.of_year(YEAR))
    return ", ".join(question.kind for question in asked) or "nothing to ask"


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_fits_and_does_not_fit_as_it_says(number: int, tmp_path: Path) -> None:
    example, kind = EXAMPLES[number]
    book = with_rules(with_indicators(shipped(), OTHERS), example, tmp_path)
    good = printed(example, "fits")
    wrong = printed(example, "does not fit")
    assert wrong.keys() <= good.keys()
    expected = (
        ("nothing to ask", "plausibility") if kind == "plausibility" else ("agrees", "conflict")
    )
    assert (outcome(book, kind, good), outcome(book, kind, good | wrong)) == expected


def test_without_the_rule_nothing_ties_the_figures_of_an_example() -> None:
    book = with_indicators(shipped(), OTHERS)
    for example, kind in EXAMPLES:
        wrong = printed(example, "fits") | printed(example, "does not fit")
        assert outcome(book, kind, wrong) in ("apart", "nothing to ask"), example


def test_plans_with_names_are_not_held_together(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(\[plans\..*?)```", METHODS.read_text("utf-8"), re.DOTALL)
    good, wrong = printed(example, "fits"), printed(example, "does not fit")
    assert wrong.keys() <= good.keys()
    book = with_rules(shipped(), example, tmp_path)
    assert status(shipped(), *good.values()) == "conflict"
    assert status(book, *good.values()) == "agrees"
    assert status(book, *(good | wrong).values()) == "conflict"


def test_every_kind_has_an_example() -> None:
    assert {kind for _, kind in EXAMPLES} == KINDS.keys()
