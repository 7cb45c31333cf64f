"""The areas that make up a place, side by side: which they are, what they reported, and which rank each holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import tongket
from fixtures.any_figures import indicators, row, written
from tongket import limits
from tongket.data.registry import Registry
from tongket.data.registry.areas import ended_members, members_of
from tongket.data.store import load
from tongket.measures import rank_among
from tongket.model import Area, Figure, Interval, Text, TimePeriod, Unit
from tongket.project import data_dir
from tongket.review import Review
from tongket.review.standing_limits import member_limits
from tongket.run.reports import MEMBERS, AreaPeriod
from tongket.run.review_pages import on_record

RANK = Unit("rank", "rank", Text("hạng", "rank"))
YEAR = TimePeriod.of_year(2024)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(data_dir()).registry


def with_areas(registry: Registry, *own: tuple[str, str, str]) -> Registry:
    """The registry with areas of one's own: code, kind, region."""
    made = {
        code: Area(code, code, Text(code, code), kind, region, None, None, "", Text("", ""))
        for code, kind, region in own
    }
    return replace(registry, areas={**registry.areas, **made})


def codes(registry: Registry, whole: str, period: TimePeriod = YEAR) -> list[str]:
    return [area.ref_area for area in members_of(registry, registry.area(whole), period)]


def test_provinces_make_up_country_and_region_as_they_are_at_the_end_of_the_period(
    registry: Registry,
) -> None:
    assert len(codes(registry, "VN")) == 63
    assert len(codes(registry, "VN", TimePeriod.of_year(2025))) == 34
    assert "VN-51" in codes(registry, "VN-R-MRD")
    assert codes(registry, "VN-CT") == []


def test_to_a_ministry_report_the_provinces_that_name_it_else_all(registry: Registry) -> None:
    own = with_areas(
        registry, ("M", "ministry", ""), ("A", "province", "M"), ("B", "province", "M")
    )
    assert codes(own, "M") == ["A", "B"]
    assert len(codes(with_areas(registry, ("M", "ministry", "")), "M")) == 63
    # What a ministry declares for itself is no province of the country; a province that reports to it stays one.
    assert codes(own, "VN") == codes(registry, "VN")
    moved = replace(registry.areas["VN-51"], region="M")
    overlaid = replace(own, areas={**own.areas, "VN-51": moved})
    assert codes(overlaid, "VN") == codes(registry, "VN")
    assert "VN-51" in codes(overlaid, "M")


def test_the_districts_of_a_province_stay_its_own_after_a_merger(registry: Registry) -> None:
    own = with_areas(registry, ("D", "district", "VN-CT"), ("E", "district", "VN-51"))
    assert codes(own, "VN-CT") == ["D"]
    assert codes(own, "VN-CT-2025", TimePeriod.of_year(2025)) == ["D"]


def test_areas_that_ended_within_a_period_are_no_members_and_their_reader_is_told(
    registry: Registry,
) -> None:
    country = registry.area("VN")
    ended = {area.ref_area for area in ended_members(registry, country, TimePeriod.of_year(2025))}
    members = {*codes(registry, "VN", TimePeriod.of_year(2025))}
    assert len(members) == 34
    # The other eleven of the 63 kept their boundaries.
    assert len(ended) == 52
    assert not ended & members
    assert ended_members(registry, country, YEAR) == []
    period = TimePeriod.of_year(2025)
    (row,) = [r for r in load(data_dir()).observations if r.ref_area in members][:1]
    # Half a hundred names are no sentence.
    (said,) = member_limits(registry, country, [row], period, "en")
    assert said.text.startswith(
        "Areas that ended within the period are not among the member areas;"
    )
    assert said.text.endswith("The review of each member area says which areas it was made of.")
    assert not [area for area in ended if registry.areas[area].name.en in said.text]
    delta = registry.area("VN-R-MRD")
    assert 1 < len(ended_members(registry, delta, period)) <= limits.PLACES_NAMED
    (row,) = [r for r in load(data_dir()).observations if r.ref_area in {*codes(registry, "VN-R-MRD", delta.life_in(period))}][:1]  # fmt: skip
    (said,) = member_limits(registry, delta, [row], period, "en")
    assert "Trà Vinh" in said.text
    city = registry.area("VN-CT-2025")
    assert [*member_limits(registry, city, [row], period, "en")] == []


def test_a_chart_has_room_for_twenty_areas_or_ten_at_each_end() -> None:
    members = tongket.open_review(2024, "VN", "en").members()
    kept = {n: [*members.at_the_ends(pd.DataFrame({"v": range(n)}))["v"]] for n in (0, 3, 20, 21)}
    assert [len(rows) for rows in kept.values()] == [0, 3, 20, 20]
    assert kept[21] == [n for n in range(21) if n != 10]


def figure(of: Figure, name: str, lower: int | None, upper: int | None) -> Figure:
    low, high = (None if end is None else Interval.exact(end).lower for end in (lower, upper))
    return replace(of, id=name, value=None, interval=Interval(low, high))


@pytest.fixture(scope="module")
def titles() -> Figure:
    return tongket.open_review(2024, "VN-CT", "en").figure("ip.titles_granted")


@pytest.mark.parametrize(
    ("own", "others", "rank"),
    [
        ((10, 10), [], (1, 1)),
        ((10, 10), [(20, 20), (5, 5)], (2, 2)),
        # Areas with the same figure share a rank.
        ((10, 10), [(10, 10), (20, 20)], (2, 2)),
        # "About 10" may be above or below 11, "more than 5" anywhere above.
        ((9, 12), [(11, 11), (30, 30)], (2, 3)),
        ((10, 10), [(5, None)], (1, 2)),
        ((5, None), [(10, 10)], (1, 2)),
        ((None, 5), [(10, 10), (None, 7)], (2, 3)),
    ],
)
def test_a_rank_is_a_range_where_printings_leave_it_open(
    titles: Figure, own: tuple[int, int], others: list[tuple[int, int]], rank: tuple[int, int]
) -> None:
    rivals = [figure(titles, f"other{n}", *ends) for n, ends in enumerate(others)]
    found = rank_among(figure(titles, "own", *own), rivals, Text("hạng", "rank"), RANK)
    assert found.interval is not None
    assert (found.interval.lower, found.interval.upper) == rank
    assert (found.value is None) == (rank[0] != rank[1])
    assert found.unit is RANK


def test_more_than_a_number_is_above_the_number_itself(titles: Figure) -> None:
    twenty = figure(titles, "twenty", 20, 20)
    more = replace(twenty, id="more", interval=Interval(Fraction(20), None, lower_closed=False))
    assert rank_among(twenty, [more], Text("", ""), RANK).value == 2
    assert rank_among(more, [twenty], Text("", ""), RANK).value == 1


def test_what_is_missing_has_no_rank_and_takes_none_away(titles: Figure) -> None:
    review = tongket.open_review(2024, "VN-HN", "en")
    missing = review.figure("ip.titles_granted")
    assert rank_among(missing, [titles], Text("", ""), RANK).is_missing
    found = rank_among(titles, [missing], Text("", ""), RANK)
    assert found.value == 1


def reported(review: Review) -> pd.DataFrame:
    """What the members reported of whole years, one statement of each fact."""
    frame = review.frame(areas=review.members().codes, measures="actual").dropna(subset="value")
    frame = frame[frame["preferred"] & (frame["period"] == review.period)]
    return frame[frame["area"].isin(review.members().codes)]


def test_a_region_that_ended_has_what_its_provinces_had_reported_by_then(tmp_path: Path) -> None:
    titles = indicators()["ip.titles_granted"]
    rows = [
        row(titles, "7", ref_area="VN-49-2025", time_period="2025", source="nld-2025"),
        row(titles, "3", ref_area="VN-51", time_period="2025-01/2025-06", source="nld-2025"),
    ]
    data = written(tmp_path / "data", rows)
    review = tongket.open_review(2025, "VN-R-MRD", "en", data)
    frame = reported(review)
    assert frame[["area", "printed"]].to_numpy().tolist() == [["VN-51", "3"]]
    silent = review.members().not_reported(frame)._repr_mimebundle_()["text/html"]
    assert "Vĩnh Long" in silent
    assert "Trà Vinh" not in silent
    store = load(data)
    assert MEMBERS in on_record(
        store, AreaPeriod("VN-R-MRD", TimePeriod.of_year(2025), Text("", ""))
    )
    later = replace(store, observations=store.observations[:1])
    assert later.observations[0].ref_area == "VN-49-2025"
    assert MEMBERS not in on_record(
        later, AreaPeriod("VN-R-MRD", TimePeriod.of_year(2025), Text("", ""))
    )


@pytest.fixture(scope="module")
def country() -> Review:
    return tongket.open_review(2024, "VN", "en")


def test_what_provinces_reported_is_ranked_within_each_indicator(country: Review) -> None:
    frame = reported(country)
    assert set(frame["area_kind"]) == {"province"}
    ranked = country.members().ranked(frame)
    scores = ranked[ranked["indicator"] == "innovation.pii_score"]
    assert scores["value"].is_monotonic_decreasing
    assert [f.value for f in country.figures_of(scores, "anchor_rank")][:2] == [1, 2]


def test_only_amounts_add_up(country: Review) -> None:
    frame = reported(country)
    adding = frame[country.members().adding_up(frame)]
    assert "innovation.pii_score" not in set(adding["indicator"])
    assert "innovation.pii_rank" not in set(adding["indicator"])


def test_provinces_without_a_figure_are_named_once(country: Review) -> None:
    said = country.members().not_reported(reported(country))._repr_mimebundle_()["text/html"]
    assert "Areas without any figure of the period on record:" in said
    silent = said.partition("</li>")[0]
    assert "Trà Vinh" in silent
    assert "Cần Thơ" not in silent
