"""A join shows the figures of both sides, each with the way to its source."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import tongket
from fixtures.exhibits import WORDS, ran
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Figure, Lang

BOTH = ["indicator", "value", "anchor"]
# Two figures of one value, and one that is half of the row beside which it is joined.
DESIGNS, FINED = "ip.supported_designs", "quality.establishments_fined"
HALF = "ip.applications_utility_solutions"


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


def test_what_joined_figures_are_of_is_said_of_their_column_alone(
    review: tongket.Review, sides: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    months, whole = sides
    joined = whole.merge(months[BOTH], on="indicator", suffixes=("", "_part")).head(1)
    shown = table(review, joined.rename(columns={"value_part": "Later"}))
    of_column = "Not results of the place in the period under review: Later – January–May 2025."
    assert of_column in shown.html
    assert "All values" not in shown.html


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Result of the year before – 2023"), ("vi", "Kết quả năm trước – 2023")],
)
def test_a_heading_of_joined_figures_is_translated_in_what_is_said_of_it(
    lang: Lang, words: str
) -> None:
    own = tongket.open_review(year=2024, area="VN-CT", lang=lang)
    now, then = (
        own.frame("innovation.pii_rank", years=year, areas="VN-CT") for year in (2024, 2023)
    )
    joined = now.head(1).merge(then[BOTH].head(1), on="indicator", suffixes=("", "_before"))
    assert (
        words
        in table(own, joined.rename(columns={"value_before": "Result of the year before"})).html
    )


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


@pytest.fixture(scope="module")
def alike(review: tongket.Review) -> pd.DataFrame:
    """A row with two others beside it (`_p`, `_q`) whose figures have one value."""
    rows = pd.concat([review.frame(domain) for domain in ("services", "ip", "quality")])
    rows = rows[rows["preferred"] & ~rows["part"] & (rows["measure"] == "actual")]
    rows = rows[rows["year"] == 2024].set_index("indicator", drop=False).rename_axis(None)
    joined = rows.loc[["services.workshops"]].assign(**{
        f"{column}{ending}": [rows.loc[indicator, column]]
        for ending, indicator in (("_p", DESIGNS), ("_q", FINED))
        for column in ("value", "anchor")
    })  # fmt: skip
    assert joined["value_p"].equals(joined["value_q"].rename("value_p"))
    return joined


def joined_figures(shown: Exhibit) -> dict[str, str]:
    """By heading, the indicators of the figures that were joined to the first row of a table."""
    cells = zip(shown.grid.header, shown.grid.rows[0], strict=True)
    return {head: cell.id for head, cell in cells if isinstance(cell, Figure) and head != "Value"}


def test_figures_with_one_value_stay_in_their_own_columns(
    review: tongket.Review, alike: pd.DataFrame
) -> None:
    assert [*joined_figures(table(review, alike)).values()] == [DESIGNS, FINED]
    renamed = joined_figures(table(review, alike.rename(columns={"value_p": "Designs"})))
    assert (renamed.pop("Designs"), [*renamed.values()]) == (DESIGNS, [FINED])
    renamed = joined_figures(table(review, alike.rename(columns={"value_q": "Fined"})))
    assert (renamed.pop("Fined"), [*renamed.values()]) == (FINED, [DESIGNS])


def test_a_cell_that_renames_says_which_figures_a_column_holds(
    review: tongket.Review, alike: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = "both = alike.rename(columns={'value_p': 'Designs', 'value_q': 'Fined'})"
    both = ran(monkeypatch, cell, alike=alike)["both"]
    assert joined_figures(table(review, both)) == {"Designs": DESIGNS, "Fined": FINED}
    cell = "one = alike.drop(columns='value_q').rename(columns={'value_p': 'Designs'})"
    found = joined_figures(table(review, ran(monkeypatch, cell, alike=alike)["one"]))
    assert found == {"Designs": DESIGNS, "Establishments fined": FINED}


def test_without_such_a_cell_columns_that_hold_the_same_are_refused(
    review: tongket.Review, alike: pd.DataFrame
) -> None:
    remedy = "value_p belongs to anchor_p, value_q belongs to anchor_q."
    both = alike.rename(columns={"value_p": "Designs", "value_q": "Fined"})
    with pytest.raises(UsageError, match=f"anchor_p, anchor_q, got 'Designs', 'Fined' .* {remedy}"):
        review.show(both, **WORDS)
    with pytest.raises(UsageError, match=f"anchor_p, anchor_q, got 'Designs' with .* {remedy}"):
        review.show(both.drop(columns="Fined"), **WORDS)


@pytest.fixture(scope="module")
def half(review: tongket.Review) -> pd.DataFrame:
    """A row with another beside it (`_b`) that is half of it: their difference has the value of the other."""
    rows = pd.concat([review.frame(domain) for domain in ("services", "ip")])
    rows = rows[rows["preferred"] & ~rows["part"] & (rows["year"] == 2024)]
    own = rows[(rows["indicator"] == "services.workshops") & (rows["measure"] == "actual")]
    other = rows[(rows["indicator"] == HALF) & (rows["measure"] == "actual")]
    joined = own.merge(other[["year", "value", "anchor"]], on="year", suffixes=("", "_b"))
    assert (joined["value"] == 2 * joined["value_b"]).all()
    return joined


@pytest.mark.parametrize("kept", [True, False], ids=["beside it", "in place of it"])
def test_a_typed_number_that_equals_a_joined_one_is_no_figure(
    kept: bool, review: tongket.Review, half: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = f"made = half.assign(cost={half['value_b'].item()})"
    made = ran(monkeypatch, cell, half=half)["made"]
    with pytest.raises(UsageError, match=r"^cost: expected a formula over the columns of figures"):
        review.show(made if kept else made.drop(columns="value_b"), **WORDS)


def test_a_difference_that_equals_a_joined_number_is_said_to_be_computed(
    review: tongket.Review, half: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ran(monkeypatch, "made = half.assign(more=half['value'] - half['value_b'])", half=half)
    shown = table(review, made["made"])
    formula = "more = Technology workshops − Utility solution applications."
    assert shown.part.notes[0] == f"Calculated on this page: {formula}"
    assert "more" in shown.grid.header
    assert [*joined_figures(shown).values()] == [HALF]


def test_a_mark_of_rows_is_no_number_that_was_joined(
    review: tongket.Review, sides: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    _, whole = sides
    rows = whole.head(1)
    joined = rows.assign(anchor_b=rows["anchor"], ok=True).drop(columns="value")
    assert "ok" in table(review, joined).grid.header


def test_a_join_of_no_rows_needs_no_names_of_the_record(
    review: tongket.Review, alike: pd.DataFrame
) -> None:
    both = alike.rename(columns={"value_p": "Designs", "value_q": "Fined"})
    assert review.show(both.head(0), **WORDS) is not None


def test_a_computed_column_without_a_number_is_named_and_not_shown() -> None:
    own = tongket.open_review(year=2024, area="VN-CT", lang="vi")
    row = own.frame("ip.titles_granted").dropna(subset="value").head(1)
    steps = row.assign(kept_pct=row["value"] / row["value"].shift() * 100)
    shown = table(own, steps.rename(columns={"kept_pct": "% of the step before"}))
    assert len(shown.grid.header) == 3
    assert "Không tính được vì chưa có số liệu: % so với bước trước." in shown.html
