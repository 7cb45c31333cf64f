"""Sum, mean, median, least and greatest of what several areas print: what the printings allow, the unit, what is behind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import tongket
from fixtures.any_figures import AREA, YEAR, indicators, row, written
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Figure, Interval
from tongket.model.interval import aggregated
from tongket.review import Review
from tongket.review.computed import computed_column
from tongket.review.formula import Formula

AREAS = ("VN-49", "VN-50", "VN-51")
MANY_AREAS = (*AREAS, "VN-52", "VN-53")
WORDS = {"title": "Together", "note": "Of all."}
TASKS, SHARE, STAFF = "research.tasks_accepted", "renewal.technology_renewal_rate", "capacity.staff"


def test_what_is_in_doubt_on_the_pages_of_a_member_is_so_beside_the_others(tmp_path: Path) -> None:
    known = indicators()
    rows = [
        row(known["ip.initiatives_proposed"], "10"), row(known["ip.initiatives_recognised"], "20"),
        row(known["ip.initiatives_proposed"], "30", ref_area="VN-50"),
    ]  # fmt: skip
    data = written(tmp_path / "data", rows)
    own = tongket.open_review(YEAR, AREA, "en", data)
    assert own.frame("ip")["disputed"].all()
    review = tongket.open_review(YEAR, "VN", "en", data)
    frame = review.frame("ip", areas=review.members().codes)
    assert set(frame.loc[frame["disputed"], "area"]) == {AREA}
    assert len(frame[frame["disputed"]]) == len(own.frame("ip"))
    marked = review.figures_of(review.members().ranked(frame), "anchor_rank")
    assert all(figure.disputed for figure in marked)


def grouped(folder: Path, name: str, *printed: str | tuple[str, str]) -> dict[str, Figure]:
    """The figures of a table of one row: what areas print of an indicator, with their hedges."""
    indicator = indicators()[name]
    hedged = [each if isinstance(each, tuple) else (each, "exact") for each in printed]
    rows = [
        row(indicator, text, qualifier=hedge, ref_area=area)
        for area, (text, hedge) in zip(AREAS, hedged, strict=False)
    ]
    review = tongket.open_review(YEAR, "VN", "en", written(folder / "data", rows))
    frame = review.frame(areas=list(AREAS))
    of = frame.groupby("name")["value"].agg(["sum", "mean", "median", "min", "max"])
    shown = review.show(of, of=frame, **WORDS)
    assert isinstance(shown, Exhibit)
    assert len(shown.part.table.rows) == 1
    cells = dict(zip(of.columns, shown.part.table.rows[0][1:], strict=True))
    return {
        column: review.page.figures[cell.anchor.removeprefix("src-")]
        for column, cell in cells.items()
    }


@pytest.mark.parametrize(
    ("name", "printed", "column", "lower", "upper"),
    [
        (TASKS, ("12-13",) * 3, "min", 12, 13),
        (TASKS, ("12-13",) * 3, "median", 12, 13),
        (TASKS, ("12-13",) * 3, "max", 12, 13),
        (SHARE, ("10%",) * 3, "median", 9.5, 10.5),
        (SHARE, ("10%",) * 3, "min", 9.5, 10.5),
        (SHARE, ("30%", "30%", "31%"), "min", 29.5, 30.5),
        (SHARE, ("12%", "12,2%"), "min", 11.5, 12.25),
        (SHARE, ("12%", "12,2%"), "max", 12.15, 12.5),
        (TASKS, ("10", ("20", "more_than"), "20"), "median", 20, 20),
        (TASKS, ("10", ("20", "more_than"), "20"), "min", 10, 10),
        (TASKS, ("10", ("20", "more_than"), "20"), "max", 20, None),
        (TASKS, ("10", ("20", "more_than"), "20"), "sum", 50, None),
    ],
)  # fmt: skip
def test_a_number_of_several_may_be_all_that_their_printings_allow(
    name: str, printed: tuple[str, ...], column: str, lower: float, upper: float | None,
    tmp_path: Path,
) -> None:  # fmt: skip
    figures = grouped(tmp_path, name, *printed)
    found = figures[column].interval
    assert found is not None
    ends = [None if end is None else float(end) for end in (found.lower, found.upper)]
    assert ends == [lower, upper]
    # More than 20 is not 20.
    assert found.lower_closed == (upper is not None)
    for figure in figures.values():
        assert [f.observations[0].ref_area for f in figure.inputs] == [*AREAS[: len(printed)]]


def frame_of(folder: Path, *printed: str) -> tuple[Review, pd.DataFrame]:
    """What areas print of a rate, and the review over it."""
    indicator = indicators()[SHARE]
    rows = [row(indicator, p, ref_area=a) for a, p in zip(MANY_AREAS, printed, strict=False)]
    review = tongket.open_review(YEAR, "VN", "en", written(folder / "data", rows))
    return review, review.frame(areas=list(MANY_AREAS))


@pytest.mark.parametrize("method", ["sum", "mean", "median", "min", "max"])
@pytest.mark.parametrize(
    "printed",
    [
        ("12%", "12%", "12,2%"),
        ("10-20%", "15-16%", "12%", "19%"),
        ("8-30%", "9%", "10,5%", "11%", "12-13%"),
        ("1-2%", "3-4%", "2,5%"),
    ],
)
def test_a_column_over_all_rows_may_be_all_that_a_group_of_them_may_be(
    method: str, printed: tuple[str, ...], tmp_path: Path
) -> None:
    review, frame = frame_of(tmp_path, *printed)
    formula = Formula(f"value.groupby(name).transform({method!r})", frame, {})
    exact = aggregated(method, [f.interval for f in review.figures_of(frame) if f.interval])
    for figure in computed_column(review, frame, "x", formula, bare=True).figures:
        assert figure.interval is not None
        # A third is no decimal.
        ends = [(figure.interval.lower, exact.lower), (figure.interval.upper, exact.upper)]
        assert [abs(found - end) < 1e-12 for found, end in ends if found and end] == [True, True]
        assert {f.id for f in figure.inputs} <= {f.id for f in review.figures_of(frame)}


def test_a_difference_from_the_median_moves_with_every_figure_that_may_be_the_median(
    tmp_path: Path,
) -> None:
    review, frame = frame_of(tmp_path, "1-9%", "4-5%", "20-21%")
    formula = Formula("value - value.groupby(name).transform('median')", frame, {})
    last = computed_column(review, frame, "x", formula, bare=True).figures[-1]
    # The median of the lower ends is 4, of the upper ends 9.
    assert last.interval == Interval.between(11, 17)
    assert len(last.inputs) == 3


def test_a_figure_below_zero_moves_a_number_in_its_own_direction(tmp_path: Path) -> None:
    known = indicators()["renewal.tfp_growth"]
    data = written(tmp_path / "data", [row(known, "-3%"), row(known, "2%", ref_area="VN-50")])
    review = tongket.open_review(YEAR, "VN", "en", data)
    frame = review.frame(areas=[AREA, "VN-50"])
    column = computed_column(review, frame, "x", Formula("value * 100", frame, {}), bare=True)
    found = {
        figure.inputs[0].observations[0].as_printed: figure.interval for figure in column.figures
    }
    assert found == {"-3%": Interval.between(-350, -250), "2%": Interval.between(150, 250)}


def test_a_number_of_several_is_counted_in_their_unit(tmp_path: Path) -> None:
    figures = grouped(tmp_path, STAFF, "1.300", "1.200")
    assert {figure.unit.id for figure in figures.values()} == {"persons"}
    assert figures["sum"].interval == Interval.exact(2500)
    assert figures["sum"].value == 2500


@pytest.mark.parametrize(("method", "said"), [("median", "6"), ("max", "7"), ("min", "5")])
def test_ranks_over_years_have_an_order_and_no_sum(
    before_2025: Path, method: str, said: str
) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    ranks = review.frame("innovation.pii_rank", years="all", measures="actual")
    ranks = ranks.dropna(subset="value")
    by_place = ranks.groupby("area_name")["value"]
    shown = review.show(getattr(by_place, method)(), of=ranks, **WORDS)
    assert isinstance(shown, Exhibit)
    assert [getattr(row[1], "words", "") for row in shown.grid.rows] == [said]
    with pytest.raises(UsageError, match="expected amounts for their sum, got ranks. Ranks order"):
        review.show(by_place.sum().rename("value"), of=ranks, **WORDS)
    # One rank alone is itself, however it was put there.
    one = ranks[ranks["year"] == 2024]
    assert review.show(one.groupby("area_name")["value"].sum(), of=one, **WORDS)


def test_the_mean_of_ranks_is_refused_where_it_is_not_their_middle(tmp_path: Path) -> None:
    rank = indicators()["innovation.pii_rank"]
    rows = [row(rank, str(value), time_period=str(YEAR - n)) for n, value in enumerate((2, 3, 7))]
    review = tongket.open_review(YEAR, AREA, "en", written(tmp_path / "data", rows))
    ranks = review.frame("innovation.pii_rank", years="all")
    with pytest.raises(UsageError, match="expected amounts for their mean, got ranks"):
        review.show(ranks.groupby("area_name")["value"].mean(), of=ranks, **WORDS)
