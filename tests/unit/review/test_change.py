"""The change of a figure since an earlier year: in numbers, in words, and where there is none, why."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import pytest
import seaborn as sns

import tongket
from fixtures.data_folder import Mend
from fixtures.invented_record import Record, cells
from tongket.errors import UsageError
from tongket.exhibit import Exhibit, value_text
from tongket.model import Figure, Lang
from tongket.review.names import Years

TITLES, RANK, SCORE = "ip.titles_granted", "innovation.pii_rank", "innovation.pii_score"
SHARE = "research.handover_rate"
BREAK = "break-law,break,VN-CT,2023-07,Luật mới,A new law,Pháp luật,Law,,,{of},dost-ct-review-2024,,Cách tính mới.,A new way of counting.\n"
Opened = Callable[..., tongket.Review]
NO_MORE: Mapping[str, str] = MappingProxyType({})


@pytest.fixture
def opened(folder: Path, one_row: Mend) -> Opened:
    """A review of 2024 in which a figure and that of another year are all that is on record."""

    def opened(
        now: str,
        before: str,
        lang: Lang = "en",
        of_now: Mapping[str, str] = NO_MORE,
        of_before: Mapping[str, str] = NO_MORE,
    ) -> tongket.Review:
        one_row("now.csv", as_printed=now, obs_value=now, **of_now)
        if before:
            cells = {"time_period": "2023", "locator": "5", **of_before}
            one_row("before.csv", as_printed=before, obs_value=before, **cells)
        return tongket.open_review(2024, "VN-CT", lang, folder)

    return opened


def in_words(review: tongket.Review, name: str = TITLES) -> str:
    return review.change_in_words(name).text


def in_cell(cell: object) -> str:
    return value_text(cell, "en") if isinstance(cell, Figure) else str(cell)


# In numbers


def test_a_change_is_a_figure_with_interval_unit_and_way(opened: Opened) -> None:
    review = opened("27", "25")
    change = review.change(TITLES)
    assert (float(change), change.unit.id, str(change)) == (2, "titles", "2 titles")
    assert str(review.change(TITLES, by="percent")) == "8%"
    assert float(review.change(TITLES, by="times")) == 1.08
    assert [figure.id for figure in change.inputs] == [TITLES, f"{TITLES}@VN-CT-2023"]


def test_a_change_between_hedged_figures_is_as_wide_as_both_leave_it(opened: Opened) -> None:
    review = opened("27", "25", of_before={"qualifier": "more_than"})
    change = review.change(TITLES)
    assert change.interval is not None
    assert (change.interval.lower, change.interval.upper) == (None, 2)
    assert not change.interval.upper_closed
    assert in_words(review) == "2023: more than 25 titles"


def test_a_change_of_percentages_is_in_points_and_of_ranks_in_places(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    assert str(review.change(RANK)) == "−2 places"
    with pytest.raises(UsageError, match="expected amounts for percent, got figures in rank"):
        review.change(RANK, by="percent")
    with pytest.raises(UsageError, match="expected percentages for points, got titles"):
        review.change(TITLES, by="points")
    with pytest.raises(UsageError, match="expected by one of difference, percent"):
        review.change(RANK, by="percents")  # type: ignore[arg-type]


def test_percentages_change_in_points(opened: Opened) -> None:
    of = {"indicator": SHARE, "unit_measure": "percent"}
    review = opened("90", "85", of_now=of, of_before=of)
    change = review.change(SHARE, by="points")
    assert change.unit.id == "percentage_points"
    assert change.interval is not None
    assert (change.interval.lower, change.interval.upper) == (4, 6)
    assert in_words(review, SHARE) == "4–6 percentage points up on 2023 (85%)"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("less_than", "exact", "0–25 fewer than in 2023 (25)"),
        ("at_most", "more_than", "down on 2023: more than 25 titles"),
        ("more_than", "exact", "up on 2023: 25 titles"),
        ("more_than", "at_most", "up on 2023: at most 25 titles"),
        ("more_than", "more_than", "2023: more than 25 titles"),
        ("about", "about", "2023: about 25 titles"),
        ("exact", "about", "2023: about 25 titles"),
        ("exact", "exact", "as in 2023: 25 titles"),
    ],
)
def test_hedged_figures_of_one_number_are_not_the_same(
    opened: Opened, now: str, before: str, expected: str
) -> None:
    review = opened("25", "25", of_now={"qualifier": now}, of_before={"qualifier": before})
    assert in_words(review) == expected
    wide = opened("25", "30", of_now={"qualifier": "at_most"}, of_before={"qualifier": "more_than"})
    assert in_words(wide) == "more than 5 fewer than in 2023 (more than 30)"


def test_growth_from_nothing_is_no_number(opened: Opened) -> None:
    review = opened("27", "0")
    assert review.change(TITLES, by="percent").is_missing
    assert str(review.change(TITLES)) == "27 titles"


# In words


@pytest.mark.parametrize(
    ("now", "before", "en", "vi"),
    [
        ("27", "25", "2 more than in 2023 (25)", "tăng 2 so với năm 2023 (25)"),
        ("25", "27", "2 fewer than in 2023 (27)", "giảm 2 so với năm 2023 (27)"),
        ("25", "25", "as in 2023: 25 titles", "bằng năm 2023: 25 văn bằng"),
        ("27", "", "no figure of 2023 is on record", "chưa có số liệu của năm 2023"),
    ],
)
def test_a_change_reads_as_a_reader_says_it(
    opened: Opened, now: str, before: str, en: str, vi: str
) -> None:
    assert in_words(opened(now, before)) == en
    assert in_words(opened(now, before, "vi")) == vi


def test_a_rank_rises_to_a_smaller_number(before_2025: Path) -> None:
    def said(area: str) -> str:
        return in_words(tongket.open_review(2024, area, "en", before_2025), RANK)

    assert said("VN-CT") == "2 places down on 2023 (rank 5)"
    assert said("VN-13") == "3 places up on 2023 (rank 9)"


def test_a_change_stands_within_a_sentence_of_the_page(opened: Opened) -> None:
    review = opened("27", "25")
    said = review.claim("{ip.titles_granted}, {change}.", change=review.change_in_words(TITLES))
    assert said.text == "27 titles, 2 more than in 2023 (25)."
    before = f"{TITLES}@VN-CT-2023"
    assert {f.id for f in said.figures} == {TITLES, before, f"change({TITLES}, {before})"}


# Why there is none


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"of_now": {"obs_status": "D"}}, "the definition is not the same"),
        ({"of_now": {"obs_status": "B"}}, "the series breaks in 2024"),
    ],
)
def test_what_does_not_compare_says_why(
    opened: Opened, more: dict[str, dict[str, str]], why: str
) -> None:
    review = opened("27", "25", **more)
    assert in_words(review) == f"not comparable with 2023: {why}"
    change = review.change(TITLES)
    assert change.is_missing
    assert change.details() == {"Missing because": why}


def test_another_part_of_the_year_never_stands_for_the_year(opened: Opened) -> None:
    review = opened("27", "25", of_before={"time_period": "2023-01/2023-09"})
    assert in_words(review) == "of 2023 only January–September 2023 is on record"
    cumulative = {"time_period": "../2023-12", "measure": "cumulative"}
    review = opened("27", "25", of_before=cumulative)
    assert in_words(review) == "of 2023 only up to December 2023 is on record"


def test_a_part_of_a_year_is_set_beside_the_same_part(opened: Opened, folder: Path) -> None:
    opened("27", "25", of_now={"time_period": "2024-01/2024-06"}, of_before={"time_period": "2023-01/2023-06"})  # fmt: skip
    half = tongket.open_review(period="2024-H1", area="VN-CT", lang="en", data=folder)
    assert in_words(half) == "2 more than in January–June 2023 (25)"
    vietnamese = tongket.open_review(period="2024-H1", area="VN-CT", lang="vi", data=folder)
    assert in_words(vietnamese) == "tăng 2 so với 6 tháng đầu năm 2023 (25)"


def test_new_boundaries_are_named_with_their_day(opened: Opened, folder: Path) -> None:
    opened("27", "25", of_now={"ref_area": "VN-CT-2025", "time_period": "2025"}, of_before={"time_period": "2024"})  # fmt: skip
    merged = tongket.open_review(2025, "VN-CT", "en", folder)
    assert in_words(merged) == "not comparable with 2024: the boundaries changed on 1 July 2025"


def test_ranks_among_another_number_do_not_compare(before_2025: Path) -> None:
    review = tongket.open_review(2025, "VN-HN", "en", before_2025)
    words = "not comparable with 2024: they are ranks among different numbers of places"
    assert in_words(review, RANK) == words


ALL = "innovation.pii_provinces_ranked"
RANKED_ONCE = "of one of them it is not stated among how many places it ranks"
RANKED = "they are ranks among different numbers of places"


@pytest.mark.parametrize(
    ("now", "before", "of_now", "of_before", "why"),
    [
        ("7", "5", "63", "63", ""), ("7", "5", "63", "63 tỉnh", ""), ("7", "5", "", "", ""),
        ("7", "5", "34", "63", RANKED), ("7", "5", "34", "", RANKED_ONCE),
        ("7/34", "5/63", "", "", RANKED), ("7/63", "5/63", "", "", ""), ("7/63", "5", "", "63 tỉnh", ""),
    ],
)  # fmt: skip
def test_ranks_compare_among_one_number_however_it_is_printed(
    record: Record, now: str, before: str, of_now: str, of_before: str, why: str
) -> None:
    rows = [*cells(RANK, {"2024": now, "2023": before})]
    stated = {"2024": of_now, "2023": of_before}
    rows += cells(ALL, {year: of for year, of in stated.items() if of}, ref_area="VN")
    said = in_words(record(rows), RANK)
    assert said.startswith(f"not comparable with 2023: {why}" if why else "2 places down on 2023")


@pytest.mark.parametrize(
    ("of", "broken"),
    [(TITLES, True), ("ip", True), ("", True), (SHARE, False), ("research", False)],
)
def test_a_break_on_record_touches_the_figures_that_it_names(
    opened: Opened, folder: Path, of: str, broken: bool
) -> None:
    with (folder / "events.csv").open("a", encoding="utf-8", newline="") as events:
        events.write(BREAK.format(of=of))
    said = in_words(opened("27", "25"))
    apart = "not comparable with 2023: the series breaks with “A new law” (July 2023)"
    assert said == (apart if broken else "2 more than in 2023 (25)")


# Figures of other years


def test_a_figure_of_another_year_has_a_name(opened: Opened) -> None:
    review = opened("27", "25")
    assert str(review.figure(TITLES, year=2023)) == str(review[f"{TITLES}@2023"]) == "25 titles"
    assert review.claim("{ip.titles_granted@2023} then.").text == "25 titles then."
    assert review.figure(f"{TITLES}:actual@2023") == review.figure(TITLES, year=2023)
    missing = review.figure(TITLES, year=2022)
    assert missing.details() == {"Missing because": "no figure of 2022 is on record"}
    with pytest.raises(UsageError, match="expected a period such as 2024"):
        review.figure(f"{TITLES}@last")
    with pytest.raises(UsageError, match="expected the name of a figure and a year"):
        review.figure(f"{TITLES}@2023", year=2022)


def test_what_is_no_earlier_year_and_no_figure_of_the_record_is_refused(opened: Opened) -> None:
    review = opened("27", "25")
    for since in (2024, 2025, "2023", True):
        with pytest.raises(UsageError, match="expected a year before 2024"):
            review.change(TITLES, since=since)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="and '2023'"):
        review.figure(TITLES, year="2023")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="expected a period such as 2024"):
        review.figure(f"{TITLES}@")
    with pytest.raises(UsageError, match="expected a column of numbers, got 'name'"):
        review.strongest(review.frame("ip"), "name")
    computed = review.change_in_words(review.figure(TITLES) / 2)
    assert "this one is computed" in computed.text


def test_what_is_no_figure_and_no_frame_is_refused(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    for of_figure in (review.change_in_words, review.change, review.figure, review.part_year):
        with pytest.raises(UsageError, match=r"expected a name .*, got 5"):
            of_figure(5)  # type: ignore[arg-type]
    of_frames: list[Callable[[str], object]] = [
        lambda given: review.strongest(given, "value"),  # type: ignore[arg-type]
        review.changes_in_sentences, review.in_sentences, review.moved, review.so_far, review.with_figures,
    ]  # type: ignore[list-item]  # fmt: skip
    for of_frame in of_frames:
        with pytest.raises(UsageError, match="expected a frame, got str. Take rows of"):
            of_frame("x")
    with pytest.raises(
        UsageError, match="expected things to count, such as a frame or a list, got 5"
    ):
        review.count(5, name="Things")  # type: ignore[arg-type]


def test_the_rows_so_far_are_found_without_their_period(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    ranks = review.series(RANK, areas="VN-HN")
    assert review.so_far(ranks[["value", "anchor"]])["value"].tolist() == [1, 1]
    with pytest.raises(UsageError, match="expected a column anchor"):
        review.so_far(review.event_frame("task"))


# The course over years


def test_a_series_says_of_each_row_whether_it_compares(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    ranks = review.series(RANK, areas="VN-HN")
    assert ranks["year"].tolist() == [2023, 2024, 2025]
    assert ranks["comparable_with_previous"].tolist() == [False, True, False]
    assert ranks["break_reason"].tolist() == [
        "", "", "they are ranks among different numbers of places",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("years", "found"),
    [(None, [2023, 2024, 2025]), ("all", [2023, 2024, 2025]), (2024, [2024]), ((2023, 2024), [2023, 2024]),
     ((2019, 2025), [2023, 2024, 2025]), ([2023, 2025], [2023, 2025]), (range(2024, 2030), [2024, 2025]),
     ((2023, 2024, 2025), [2023, 2024, 2025])],
)  # fmt: skip
def test_a_series_is_of_the_years_that_are_asked_for(
    before_2025: Path, years: Years, found: list[int]
) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    assert review.series(RANK, areas="VN-HN", years=years)["year"].tolist() == found


def test_a_series_takes_columns_of_frames_and_refuses_what_names_nothing(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    known = review.series(RANK, areas="VN-HN", years=(2023, 2024))
    again = review.series(RANK, years=known["year"], areas=known["area"], measures=known["measure"])
    assert again["value"].tolist() == known["value"].tolist()
    for given in ({"areas": 5}, {"measures": 2.5}, {"measures": None}, {"areas": known}, {"years": known}):  # fmt: skip
        with pytest.raises(UsageError, match=f"{next(iter(given))}: expected"):
            review.series(RANK, **given)  # type: ignore[arg-type]
    for base in ([2023], "2023", known):
        with pytest.raises(UsageError, match="expected a year as the base, as a number, got base="):
            review.chart.development(RANK, title="T", note="N", base=base)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="got 5"):
        review.event_frame(5)  # type: ignore[arg-type]


def test_years_in_the_wrong_order_or_that_are_none_are_refused(before_2025: Path) -> None:
    review = tongket.open_review(2024, "VN-CT", "en", before_2025)
    for pair in ((2024, 2023), (2024, True), ("2023", 2024)):
        with pytest.raises(UsageError, match="expected the first and the last year"):
            review.series(RANK, years=pair)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="expected whole numbers such as 2024"):
        review.series(RANK, years="2024")


def test_a_series_goes_on_in_another_area_of_the_place(opened: Opened, folder: Path) -> None:
    opened("27", "25", of_now={"ref_area": "VN-CT-2025", "time_period": "2025"}, of_before={"time_period": "2024"})  # fmt: skip
    course = tongket.open_review(2025, "VN-CT", "vi", folder).series(TITLES)
    assert course["value"].tolist() == [25, 27]
    assert course["break_reason"].tolist() == ["", "địa giới thay đổi từ ngày 01/7/2025"]


def test_a_part_of_a_year_follows_the_same_part(
    opened: Opened, folder: Path, one_row: Mend
) -> None:
    opened("27", "25", of_before={"time_period": "2023-01/2023-06"})
    one_row("half.csv", as_printed="13", obs_value="13", time_period="2024-01/2024-06", locator="6")
    course = tongket.open_review(2024, "VN-CT", "en", folder).series(TITLES)
    assert course["period"].tolist() == ["2023-01/2023-06", "2024-01/2024-06", "2024"]
    assert course["comparable_with_previous"].tolist() == [False, True, False]
    assert course["break_reason"].iloc[-1] == "the periods are not the same part of the year"


def test_the_table_of_development_shows_years_change_and_breaks(
    opened: Opened, folder: Path, one_row: Mend
) -> None:
    opened("27", "25")
    one_row("old.csv", as_printed="20", obs_value="20", time_period="2021", locator="7")
    one_row("plan.csv", as_printed="30", obs_value="30", measure="target", locator="8")
    one_row("plan-before.csv", as_printed="24", obs_value="24", measure="target", time_period="2023", locator="9")  # fmt: skip
    review = tongket.open_review(2024, "VN-CT", "en", folder)
    title = "{compared:number} of {count:number} compare: {rose:number} rose, {fell:number} fell"
    table = review.table.development("ip", title=title, note="A note.", before=3)
    assert isinstance(table, Exhibit)
    assert table.caption.title.text == "2 of 2 compare: 2 rose, 0 fell"
    assert table.grid.header == ("Figure", "2021", "2023", "2024", "Course", "Change")
    shown = [[in_cell(cell) for cell in row] for row in table.grid.rows]
    assert shown == [
        ["IP titles granted", "20 titles", "25 titles", "27 titles", "▆▇█", "2 more (+8%)"],
        ["IP titles granted: plan", "", "24 titles", "30 titles", "", "6 more (+25%)"],
    ]  # fmt: skip
    assert "█" not in table.alt, "the numbers are said"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [("10001", "10000", "1 more (by less than a tenth of a percent)"),
     ("9996", "10000", "4 fewer (by less than a tenth of a percent)"),
     ("10005", "10000", "5 more (+0.1%)"), ("10010", "10000", "10 more (+0.1%)")],
)  # fmt: skip
def test_no_growth_is_printed_as_nothing_beside_a_change(
    opened: Opened, now: str, before: str, words: str
) -> None:
    table = opened(now, before).table.development(TITLES, title="T", note="N")
    assert isinstance(table, Exhibit)
    assert in_cell(table.grid.rows[0][-1]) == words


def test_a_cumulative_figure_breaks_a_series_in_words_that_can_be_read(opened: Opened) -> None:
    review = opened("27", "25", of_now={"time_period": "../2024-12", "obs_status": "B"},
                    of_before={"time_period": "../2023-12"})  # fmt: skip
    course = review.series(TITLES)
    assert course["break_reason"].tolist() == [
        "", "the series breaks with what is counted up to December 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("breaks", "reasons"),
    [
        (BREAK.format(of=TITLES), ["", "the series breaks with “A new law” (July 2023)", ""]),
        (BREAK.format(of="research"), ["", "", ""]),
    ],
)
def test_cumulative_figures_compare_again_after_a_break(
    record: Record, folder: Path, breaks: str, reasons: list[str]
) -> None:
    with (folder / "events.csv").open("a", encoding="utf-8", newline="") as events:
        events.write(breaks.replace("VN-CT", "VN-51"))
    up_to = {"../2022": "250", "../2023": "270", "../2024": "300"}
    review = record(cells(TITLES, up_to, measure="cumulative", unit_measure="titles"))
    course = review.series(TITLES, measures="cumulative")
    assert course["break_reason"].tolist() == reasons
    assert course["series"].nunique() == 1 + any(reasons)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_series_joins_what_compares_and_nothing_else(
    record: Record, folder: Path, seed: int
) -> None:
    """Any statuses, breaks, parts of years and boundaries: two figures of the same months share a series or a reason."""
    pick = random.Random(seed)
    breaks = [
        f"b{n},break,{pick.choice(('VN-CT', 'VN-CT-2025'))},{pick.choice(('2020', '2021-07', '2022-01-01', '2021/2022'))},"
        f"Luật {n},Law {n},Luật,Law,,,{pick.choice(('', TITLES, 'ip', 'research'))},dost-ct-review-2024,,Mới.,New.\n"
        for n in range(pick.randint(0, 2))
    ]  # fmt: skip
    with (folder / "events.csv").open("a", encoding="utf-8", newline="") as events:
        events.writelines(breaks)
    rows = [
        (TITLES, form.format(year), str(pick.randint(1, 30)),
         more | {"obs_status": pick.choice("AAAABDP"), "ref_area": "VN-CT-2025" if year == 2025 else "VN-CT"})
        for form, more in (("{0}", {}), ("{0}-01/{0}-06", {}), ("../{0}", {"measure": "cumulative", "unit_measure": "titles"}))
        for year in range(2019, 2026 if form == "{0}" else 2025) if pick.random() < 0.8
    ]  # fmt: skip
    review = record(rows)
    compares = review.finder.comparability
    stated = sorted(review.store.where(indicator=TITLES), key=lambda row: row.time_period.end)
    for before, now in combinations(stated, 2):
        if now.measure is before.measure and now.time_period.is_like(before.time_period):
            joined = compares.series(now) == compares.series(before)
            why = compares.why_not(now, before)
            assert joined == (why is None), (before.time_period, now.time_period, why)


def test_what_does_not_compare_is_in_the_table_with_its_reason(opened: Opened) -> None:
    review = opened("27", "25", of_now={"obs_status": "B"})
    table = review.table.development(TITLES, title="{compared:number} of {count:number}", note="N.")
    assert isinstance(table, Exhibit)
    assert in_cell(table.grid.rows[0][-1]) == "not comparable"
    assert table.missing[0] == (
        "IP titles granted: 2024 does not compare with 2023, because the series breaks in 2024."
    )
    for before in (0, "2", -1):
        with pytest.raises(UsageError, match="earlier years from 1 on"):
            review.table.development(TITLES, title="a", note="N.", before=before)  # type: ignore[arg-type]
    alone = review.chart.development("research.tasks_launched", title="a", note="N.")
    assert str(alone) == "No figure is on record for several years."
    vietnamese = opened("27", "25", "vi").figure(TITLES, year=2022)
    assert [*vietnamese.details().values()] == ["chưa có số liệu của năm 2022"]
    nothing = review.table.development("research", title="{count}", note="N.")
    assert str(nothing) == "No figure of an earlier year is on record."


def test_a_part_of_a_year_between_two_years_breaks_no_line(opened: Opened, one_row: Mend) -> None:
    review = opened("27", "20", of_before={"time_period": "2022"})
    one_row("part.csv", as_printed="9", obs_value="9", time_period="2023-01/2023-09", locator="7")
    review = tongket.open_review(2024, "VN-CT", "en", review.store.data_dir)
    chart = review.chart.development(TITLES, title="T", note="N")
    assert isinstance(chart, Exhibit)
    part = "January–September 2023"
    assert chart.alt == (
        "Over the years: IP titles granted: up from 20 titles (2022) to 27 titles (2024); then, not comparable with "
        f"that, 9 titles ({part})."
    )
    assert chart.missing == (
        f"IP titles granted: {part} does not compare with 2022, because the periods are not the same part of the year.",
    )


def test_a_chart_of_the_course_shows_plan_and_breaks_and_says_them(
    opened: Opened, folder: Path, one_row: Mend
) -> None:
    opened("27", "25", of_now={"obs_status": "B"})
    one_row("old.csv", as_printed="30", obs_value="30", time_period="2022", locator="7")
    one_row("half.csv", as_printed="9", obs_value="9", time_period="2025-01/2025-06", locator="7")
    for year, plan in (("2023", "30"), ("2024", "33")):
        one_row(f"plan-{year}.csv", as_printed=plan, obs_value=plan, measure="target", time_period=year, locator="8")  # fmt: skip
    review = tongket.open_review(2024, "VN-CT", "en", folder)
    chart = review.chart.development(TITLES, title="{ip.titles_granted} granted", note="A note.")
    assert isinstance(chart, Exhibit)
    assert chart.alt == (
        "Over the years: IP titles granted: down from 30 titles (2022) to 25 titles (2023); then, not comparable "
        "with that, 27 titles (2024); IP titles granted (plan): up from 30 titles (2023) to 33 titles (2024)."
    )
    assert chart.missing == (
        "IP titles granted: 2024 does not compare with 2023, because the series breaks in 2024.",
    )
    drawn = [row[0] for row in chart.grid.rows]
    assert len(drawn) == 5, "a part of a year is no point of a line"


def test_a_chart_of_parts_of_years_names_their_months(opened: Opened, folder: Path) -> None:
    opened("27", "25", of_now={"time_period": "2024-01/2024-06"}, of_before={"time_period": "2023-01/2023-06"})  # fmt: skip
    half = tongket.open_review(period="2024-H1", area="VN-CT", lang="vi", data=folder)
    chart = half.exhibit(
        sns.lineplot, half.series(TITLES), x="year", y="value", title="T", note="N"
    )
    assert isinstance(chart, Exhibit)
    months = ["6 tháng đầu năm 2023", "6 tháng đầu năm 2024"]
    assert [row[0] for row in chart.grid.rows] == months
    assert chart.grid.header[0] == "Kỳ"
    assert all(f"({each})" in chart.alt for each in months)


def test_the_printed_multiple_of_last_year_is_held_against_last_year(
    opened: Opened, one_row: Mend, folder: Path
) -> None:
    opened("27", "9")
    times = {"measure": "times_previous", "unit_measure": "times", "locator": "6"}
    one_row("times.csv", as_printed="3", obs_value="3", **times)
    assert not tongket.open_review(2024, "VN-CT", "en", folder).finder.audited.findings
    one_row("times.csv", as_printed="5", obs_value="5", **times)
    (found,) = tongket.open_review(2024, "VN-CT", "en", folder).finder.audited.findings
    assert len(found.statements) == 3
