"""The course over years as a chart: lines, a panel for each indicator, an index, ranks; marks, bands, words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fixtures.drawings import BLUE, Seen
from fixtures.invented_record import Cells, Record, cells
from tongket.charts.svg import SVG
from tongket.errors import UsageError
from tongket.exhibit import Exhibit, value_text
from tongket.model import Lang

TITLES, APPLICATIONS, IN_USE = "ip.titles_granted", "ip.applications", "ip.initiatives_in_use"
SHARE, RANK, RANKED = (
    "research.handover_rate",
    "innovation.pii_rank",
    "innovation.pii_provinces_ranked",
)
GROUND = "var(--tk-ground, #fff)"
Drawn = Callable[..., Exhibit]


SIX_YEARS = [
    *cells(TITLES, {"2019": "110", "2020": "95", "2021": "140"}),
    (TITLES, "2022", "150", {"obs_status": "B"}),
    *cells(TITLES, {"2023": "190"}),
    (TITLES, "2024", "217", {"obs_status": "P"}),
    *cells(TITLES, {"2023": "160", "2024": "200", "2025": "240"}, measure="target"),
    *cells(APPLICATIONS, {"2019": "210", "2020": "215", "2021": "240", "2024": "300"}),
    *cells(IN_USE, {"2020": "30", "2022": "40", "2023": "42"}),
    (IN_USE, "2021", "35", {"qualifier": "about"}),
    (IN_USE, "2024-01/2024-03", "11", {}),
    (IN_USE, "2024-01/2024-06", "23", {}),
    *cells(SHARE, {"2023": "80", "2024": "85"}),
    *cells(RANK, {"2023": "5", "2024": "7"}),
    *cells(RANKED, {"2023": "63", "2024": "63"}),
]  # fmt: skip


@pytest.fixture
def drawn(record: Record) -> Drawn:
    def chart(*of: str, lang: Lang = "en", rows: list[Cells] = SIX_YEARS, **how: int) -> Exhibit:
        found = record(rows, lang).chart.development(*of, title="A title.", note="A note.", **how)  # type: ignore[arg-type]
        assert isinstance(found, Exhibit), str(found)
        return found

    return chart


def both(chart: Exhibit) -> list[Seen]:
    return [Seen(chart.drawings.narrow), Seen(chart.drawings.wide)]


# Lines


def test_what_is_provisional_and_a_part_of_a_year_have_marks_that_the_key_explains(
    drawn: Drawn,
) -> None:
    for drawing in both(drawn(TITLES)):
        assert "provisional" in drawing.texts()
        assert drawing.svg.count(f'fill="{GROUND}"') == 2, "the point, and the one in the key"
    part = drawn(IN_USE)
    for drawing in both(part):
        assert {"a part of the year", "23"} <= {*drawing.texts()}
        assert "11" not in drawing.texts(), "the latest part of the year alone"
    settled = drawn(APPLICATIONS)
    assert not any(GROUND in drawing.svg for drawing in both(settled))
    assert len(settled.grid.header) == 3


def test_the_data_of_a_course_say_what_is_no_settled_year(drawn: Drawn) -> None:
    chart = drawn(TITLES, IN_USE)
    assert chart.grid.header[-1] == "State of the figure"
    states = {(str(row[0]), str(row[-1])) for row in chart.grid.rows if row[-1]}
    assert states == {("2024", "provisional"), ("January–June 2024", "a part of the year")}
    assert "provisional" in chart.csv


def test_a_part_of_a_year_joins_nothing(drawn: Drawn) -> None:
    chart = drawn(IN_USE)
    wide = both(chart)[1]
    lines = [line for line in wide.paths(stroke=BLUE, stroke_width="2") if len(line) > 1]
    assert [len(line) for line in lines if line[0][0] > 20 and len(line) > 2] == [4]
    assert "then, not comparable with that, 23 initiatives (January–June 2024)" in chart.alt
    assert chart.missing == (
        "Initiatives in use: January–June 2024 does not compare with 2023, because {}.".format(
            "the periods are not the same part of the year"
        ),
    )


def test_a_band_shows_what_the_printing_allows_where_it_is_wider_than_the_line(
    drawn: Drawn,
) -> None:
    assert all('fill-opacity="0.2' in drawing.svg for drawing in both(drawn(IN_USE)))
    assert not any("fill-opacity" in drawing.svg for drawing in both(drawn(APPLICATIONS)))


def test_no_words_meet_and_the_last_values_stand_beside_their_lines(drawn: Drawn) -> None:
    for lang in ("vi", "en"):
        for chart in (drawn(TITLES, lang=lang), drawn(TITLES, APPLICATIONS, lang=lang)):
            assert [fault for each in both(chart) for fault in each.faults()] == []
    assert {"217", "240"} <= {*both(drawn(TITLES))[0].texts()}


# A panel for each indicator


def test_more_than_four_lines_and_several_units_have_a_panel_each(drawn: Drawn) -> None:
    chart = drawn(TITLES, APPLICATIONS, IN_USE, SHARE)
    assert chart.unit == "percent, initiatives, applications, titles"
    for drawing in both(chart):
        words = {*drawing.texts()}
        assert {"IP titles granted", "titles", "applications", "percent", "85%", "300"} <= words
        assert {"actual", "plan", "provisional", "a part of the year"} <= words
    assert "IP titles granted, plan: up from 160 titles (2023) to 240 titles (2025)" in chart.alt
    assert "Completed tasks handed over, actual: up from 80% (2023) to 85% (2024)" in chart.alt
    assert [*chart.grid.header[:2]] == ["Figure", "Period"]


def test_panels_have_the_same_years_and_a_scale_of_their_own(drawn: Drawn) -> None:
    for drawing in both(drawn(TITLES, APPLICATIONS, IN_USE, SHARE)):
        panels = [
            {text.text: text.get("x") for text in group.iter(f"{{{SVG}}}text") if text.get("class")}
            for group in drawing.root
            if group.get("transform")
        ]
        years = [{w: x for w, x in each.items() if len(str(w)) == 4} for each in panels]
        assert [*map(len, years)] == [len(years[0])] * 4
        assert all(each == years[0] for each in years), "one below the other"
        scales = [frozenset(map(str, each)) for each in panels]
        assert len({*scales}) == 4


def test_too_many_panels_are_refused(record: Record) -> None:
    review = record(SIX_YEARS)
    known = [name for name in review.registry.indicators if name.startswith(("ip.", "quality."))]
    rows = [each for of in known[:14] for each in cells(of, {"2023": "10", "2024": "12"})]
    with pytest.raises(UsageError, match="expected at most 12 indicators, which a reader compares"):
        record(rows).chart.development("ip", "quality", title="T", note="N")


def test_a_value_that_no_word_names_is_refused(record: Record) -> None:
    review = record(SIX_YEARS)
    words = r"expected values that title or note name, got base\. Leave them out, or write \{base\} there\."
    with pytest.raises(UsageError, match=words):
        review.table.development(TITLES, title="T", note="N", base=2023)
    two = review.count([1, 2], name="Things")
    with pytest.raises(UsageError, match=r"got befor\."):
        review.chart.development(TITLES, title="{n:number}", note="N", n=two, befor=1)
    assert review.chart.development(TITLES, title="{n:number} years", note="N", n=two)


# An index


def test_an_index_is_in_percent_of_a_year_that_its_unit_names(drawn: Drawn) -> None:
    chart = drawn(IN_USE, APPLICATIONS, base=2021)
    assert chart.unit == "percent of 2021 (2021 = 100)"
    found = {(str(row[0]), str(row[1])): value_text(row[2], "en") for row in chart.grid.rows}
    at_base = [value for (year, _), value in found.items() if year == "2021"]
    assert len(at_base) == 2
    assert {*at_base} == {"100%"}, "by definition, however it is printed"
    assert "IP applications accepted: up from 87.5% (2019) to 125% (2024)" in chart.alt
    assert not any("January" in year for year, _ in found), "a part of a year is no share of a year"


def test_what_does_not_compare_with_the_base_is_left_out_with_the_reason(drawn: Drawn) -> None:
    chart = drawn(TITLES, base=2020)
    assert [row[0] for row in chart.grid.rows] == ["2019", "2020", "2021"]
    assert chart.missing[0] == (
        "IP titles granted: 2022 does not compare with 2020, because the series breaks in 2022."
    )


@pytest.mark.parametrize(
    ("of", "base", "said"),
    [((IN_USE,), 2019, "none of ip.initiatives_in_use. Take base= one of 2020, 2021, 2022, 2023"),
     ((IN_USE, APPLICATIONS), 2022, "none of ip.applications. Take base= one of 2019, 2020, 2021, 2024"),
     ((RANK,), 2023, "got the rank innovation.pii_rank, which has no percentage")],
)  # fmt: skip
def test_a_base_without_a_figure_above_zero_is_refused(
    record: Record, of: tuple[str, ...], base: int, said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        record(SIX_YEARS).chart.development(*of, base=base, title="T", note="N")
    assert said in str(refused.value)


def test_nothing_is_no_base(record: Record) -> None:
    review = record(cells(TITLES, {"2022": "0", "2023": "5", "2024": "8"}))
    with pytest.raises(UsageError, match="Take base= one of 2023, 2024"):
        review.chart.development(TITLES, base=2022, title="T", note="N")


# Ranks


def test_a_rank_has_its_own_form_and_is_beside_nothing_else(drawn: Drawn, record: Record) -> None:
    chart = drawn(RANK)
    assert chart.alt == "Ranks, row by row: 2023 rank 5; 2024 rank 7."
    assert [str(row[2]) for row in chart.grid.rows if len(row) > 2]
    with pytest.raises(
        UsageError,
        match="expected one rank by itself, got .* call it for innovation.pii_rank alone",
    ):
        record(SIX_YEARS).chart.development(RANK, TITLES, title="T", note="N")


# The table


def test_the_alt_text_of_the_table_says_each_change(record: Record) -> None:
    table = record(SIX_YEARS).table.development("ip", SHARE, title="T", note="N", before=1)
    assert isinstance(table, Exhibit)
    assert "IP titles granted: 190 titles, 217 titles, 27 more (+14.2%)" in table.alt
    assert "Completed tasks handed over: 80%, 85%, up 4–6 percentage points" in table.alt
