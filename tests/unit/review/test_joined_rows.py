"""A join shows the figures of both sides, each with the way to its source."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import tongket
from fixtures.exhibits import WORDS, ran
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Figure

BOTH = ["indicator", "value", "anchor"]


@pytest.fixture(scope="module")
def sides(review: tongket.Review) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The months of 2025, and the year 2024, of the services."""
    rows = review.frame("services", years=[2024, 2025], measures="actual").dropna(subset="value")
    rows = rows[rows["preferred"]]
    return rows[rows["part"]], rows[~rows["part"]]


def table(review: tongket.Review, frame: pd.DataFrame, **asked: Any) -> Exhibit:
    shown = review.show(frame, **{**WORDS, **asked})
    assert isinstance(shown, Exhibit)
    return shown


@pytest.mark.parametrize(
    ("columns", "suffixes"),
    [
        (BOTH, ("", "_year")),
        (BOTH, ("_x", "_y")),
        (None, ("", "_b")),
        ([*BOTH, "lower"], ("", "_b")),
    ],
    ids=["chosen", "both", "all", "ends"],
)
def test_joined_figures_are_beside_those_of_the_rows(
    columns: list[str] | None, suffixes: tuple[str, str], review: tongket.Review,
    sides: tuple[pd.DataFrame, pd.DataFrame],
) -> None:  # fmt: skip
    months, whole = sides
    other = whole if columns is None else whole[columns]
    joined = months.merge(other, on="indicator", suffixes=suffixes)
    shown = table(review, joined)
    assert shown.grid.header[:4] == ("Figure", "Period", "Value", "2024")
    assert len(shown.grid.header) == 5
    name, period, part, year = shown.grid.rows[0][:4]
    assert (name, period) == ("Instruments verified", "January–May 2025")
    assert isinstance(part, Figure)
    assert isinstance(year, Figure)
    assert (part.value, year.value) == (519, 14002)
    assert year.anchor in review.page.figures
    assert len(shown.caption.source_line.text.split(";")) == 2
    assert "14,002" in review.show(joined).html


def test_a_joined_column_may_have_a_name_of_its_own_and_be_computed_with(
    review: tongket.Review, sides: tuple[pd.DataFrame, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    months, whole = sides
    joined = months.merge(whole[BOTH], on="indicator", suffixes=("", "_year"))
    cell = "joined = joined.assign(pct=joined['value'] / joined['value_year'] * 100)"
    frame = ran(monkeypatch, cell, joined=joined)["joined"]
    shown = table(review, frame.rename(columns={"value_year": "The whole year"}))
    assert shown.grid.header[2:5] == ("Value", "The whole year", "pct")
    assert shown.part.notes[0].startswith("Calculated on this page: pct = value ÷ value for 2024")


def test_where_a_join_found_nothing_the_cell_says_so(
    review: tongket.Review, sides: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    months, whole = sides
    joined = whole.merge(months[BOTH], on="indicator", how="left", suffixes=("", "_b"))
    shown = table(review, joined)
    assert shown.grid.header[2] == "January–May 2025"
    cells = [row[2] for row in shown.grid.rows]
    assert sum(isinstance(cell, Figure) and not cell.is_missing for cell in cells) == 4
    assert "no figure" in shown.html


def test_a_plan_that_was_joined_is_called_one(review: tongket.Review) -> None:
    rates = review.frame("renewal.high_tech_share").dropna(subset="value")
    rates = rates[rates["preferred"]]
    plan = rates[rates["measure"] == "target"]
    joined = rates[rates["measure"] == "actual"].merge(
        plan[BOTH], on="indicator", suffixes=("", "_b")
    )
    assert "Plan" in table(review, joined).grid.header
    two = joined.merge(plan[BOTH].add_suffix("_c"), left_on="indicator", right_on="indicator_c")
    assert {"value_b", "value_c"} <= {*table(review, two).grid.header}


def test_what_was_joined_of_several_places_is_said_below(review: tongket.Review) -> None:
    scores = review.frame("innovation.pii_score", years=2023, areas="all").dropna(subset="value")
    scores = scores[scores["preferred"]]
    others = scores[scores["area"].isin(["VN-HN", "VN-HP"])]
    own = scores[scores["area"] == "VN-CT"]
    joined = own.merge(others[BOTH], on="indicator", suffixes=("", "_b"))
    notes = " ".join(table(review, joined).part.notes)
    assert "Hà Nội" in notes
    assert "Hải Phòng" in notes


def test_joined_numbers_are_held_to_their_anchors(
    review: tongket.Review, sides: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    months, whole = sides
    joined = months.merge(whole[[*BOTH, "period"]], on="indicator", suffixes=("", "_b"))
    for column, typed in (("value_b", 9999.0), ("period_b", "2030")):
        with pytest.raises(UsageError, match=rf"row 0, {column}: expected .* as of services-inst"):
            review.show(joined.assign(**{column: typed}), **WORDS)
    with pytest.raises(UsageError, match="'value_b' alone. Join anchor beside value: value_b belo"):
        review.show(joined.drop(columns=["anchor_b", "period_b"]), **WORDS)
    with pytest.raises(UsageError, match="'value' alone. Keep anchor beside value; of a group or"):
        review.show(months[["name", "value"]], **WORDS)
