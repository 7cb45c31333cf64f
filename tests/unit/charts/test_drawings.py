"""Drawings: lengths and places that say what the figures say, SVG that takes the page's ink and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.figures import caption, computed, missing, observed, open_ended
from tongket import charts
from tongket.charts.svg import COLOURS, SVG
from tongket.claims import Claim, plain
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Figure, Measure, Text, TimePeriod
from tongket.theme import EDGE, SERIES, WIDTH

BLUE, ORANGE = (f"var(--tk-series-{n}, {SERIES[n - 1]})" for n in (1, 2))


def whole(shown: Exhibit | Claim) -> Exhibit:
    assert isinstance(shown, Exhibit)
    return shown


def paths(shown: Exhibit | Claim, style: str) -> list[list[tuple[float, float]]]:
    """The corners of every path with such a style."""
    root = ET.fromstring(whole(shown).drawings.narrow)
    found = [p for p in root.iter(f"{{{SVG}}}path") if style in p.get("style", "")]
    return [
        [(float(x), float(y)) for x, y in re.findall(r"[ML] (\S+) (\S+)", p.get("d", ""))]
        for p in found
    ]


def widths(shown: Exhibit | Claim) -> list[float]:
    """How long the filled bars are."""
    bars = [corners for corners in paths(shown, f"fill: {BLUE}") if len(corners) >= 4]
    return [max(x for x, _ in bar) - min(x for x, _ in bar) for bar in bars]


def marks(shown: Exhibit | Claim, colour: str = BLUE) -> list[tuple[float, float]]:
    root = ET.fromstring(whole(shown).drawings.narrow)
    uses = [u for u in root.iter(f"{{{SVG}}}use") if colour in u.get("style", "")]
    return [(float(u.get("x", "")), float(u.get("y", ""))) for u in uses]


def texts(shown: Exhibit | Claim) -> list[str]:
    root = ET.fromstring(whole(shown).drawings.narrow)
    return [t.text or "" for t in root.iter(f"{{{SVG}}}text")]


def text_heights(shown: Exhibit | Claim) -> list[float]:
    root = ET.fromstring(whole(shown).drawings.narrow)
    return [float(t.get("y", "")) for t in root.iter(f"{{{SVG}}}text")]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(100, 10_000), min_size=2, max_size=5))
def test_bars_are_as_long_as_their_figures_from_zero(values: list[int]) -> None:
    shown = charts.bars([computed(f"f{i}", v) for i, v in enumerate(values)], caption())
    found = widths(shown)
    assert max(found) <= WIDTH
    for width, value in zip(found, values, strict=True):
        assert width / max(found) == pytest.approx(value / max(values), abs=0.002)


def test_whiskers_stand_where_the_printing_leaves_room_to_see() -> None:
    ink = "stroke: currentColor"
    wide = charts.bars([computed("a", 90, 110), computed("b", 50)], caption())
    assert len(paths(wide, ink)) >= 1
    tight = charts.bars([computed("a", "99.99", "100.01"), computed("b", 50)], caption())
    assert paths(tight, ink) == []


def test_an_arrow_ends_the_bar_of_more_than() -> None:
    plain_bar = charts.bars([computed("a", 5), computed("b", 6)], caption())
    assert marks(plain_bar) == []
    assert len(marks(charts.bars([computed("a", 5), open_ended("b", 6)], caption()))) == 1


def test_a_part_of_a_year_is_hatched_and_said() -> None:
    year, part = observed("a", 10), observed("b", 5, period="2025-01/2025-05")
    shown = whole(charts.bars([year, part], caption()))
    assert shown.drawings.narrow.count("<pattern") == 1
    assert shown.missing == ("Hatched bars cover a part of a year.",)
    assert "<pattern" not in whole(charts.bars([year], caption())).drawings.narrow


@pytest.mark.parametrize("form", [charts.bars, charts.funnel, charts.stack, charts.dots])
def test_amounts_of_different_kinds_share_no_scale(form: object) -> None:
    with pytest.raises(UsageError, match="expected figures of one kind, got count and money"):
        form([computed("a", 1), computed("b", 2, kind="money")], caption())  # type: ignore[operator]


def test_a_funnel_computes_the_share_of_each_step_in_the_first() -> None:
    shown = whole(charts.funnel([computed("all", 200), computed("some", 50)], caption()))
    assert "50 (25%)" in texts(shown)
    share = shown.figures[-1]
    assert (share.value, share.name.en) == (25, "some in percent of: all")
    assert shown.grid.rows[1][2] == share
    assert widths(shown)[1] == pytest.approx(widths(shown)[0] / 4, rel=0.01)


def test_a_stack_fills_the_width_and_names_each_part_with_its_share() -> None:
    parts = [computed("a", 30), computed("b", 60), computed("c", 10)]
    shown = whole(charts.stack(parts, caption()))
    assert {"30 (30%)", "60 (60%)", "10 (10%)"} <= set(texts(shown))
    assert widths(shown)[0] == pytest.approx(0.3 * WIDTH, abs=1.5)
    assert shown.drawings.narrow.count("<pattern") == 2, "each part but the first has its texture"
    percents = whole(charts.stack([computed("a", 30, kind="percent")], caption()))
    assert texts(percents) == ["a", "30%"]


def test_statements_stand_on_either_side_of_the_line_of_the_plan() -> None:
    below = observed("below", 80, Measure.TARGET_PCT, kind="percent")
    above = observed("above", 50, Measure.OVER_TARGET_PCT, kind="percent")
    (x_below, _), (x_above, _) = marks(charts.plan([below, above], caption()))
    line = paths(charts.plan([below, above], caption()), "stroke: currentColor")[0][0][0]
    assert x_below < line < x_above
    # 50% above the plan are 150% of it: the scale ends there.
    assert (line - EDGE) / (x_above - EDGE) == pytest.approx(100 / 150, abs=0.001)
    assert "+50%" in texts(charts.plan([above], caption()))


def test_a_rate_lies_within_or_beyond_its_band() -> None:
    band, inside, beyond = computed("p", 12, 13), computed("in", "12.5"), computed("out", 14)
    shown = whole(charts.band([(band, [inside, beyond])], caption()))
    box = paths(shown, "fill: url")[0]
    left, right = min(x for x, _ in box), max(x for x, _ in box)
    (first, _), (second, _) = marks(shown)
    assert left < first < right < second


def test_ranges_share_a_scale_where_it_lets_them_be_seen() -> None:
    near = charts.ranges([computed("a", 10, 20), computed("b", 15, 40)], caption())
    assert whole(near).missing == ()
    far = charts.ranges([computed("a", 10, 12), computed("b", 10_000, 10_003)], caption())
    assert whole(far).missing[0].startswith("Each range has a scale of its own")
    # 10, 11, 12 and 10,000 to 10,003 fit: seven ticks.
    assert len(marks(far, "stroke: currentColor")) == 7


def test_a_range_of_one_value_is_a_diamond_and_one_without_end_an_arrow() -> None:
    assert len(marks(charts.ranges([computed("a", 145)], caption()))) == 1
    assert len(marks(charts.ranges([open_ended("a", 3)], caption()))) == 1


def test_places_are_ordered_and_one_is_set_apart_by_shape_and_weight() -> None:
    shown = whole(charts.dots([computed("low", 1), computed("high", 9)], caption(), "low"))
    assert texts(shown)[::2] == ["high", "low"]
    assert len(marks(shown, ORANGE)) == 1
    assert 'font-weight="700"' in shown.drawings.narrow or 'font-weight="bold"' in shown.svg
    assert "Set apart: low 1" in shown.alt


def test_the_first_rank_comes_first() -> None:
    ranks = [computed("last", 63, kind="rank"), computed("first", 1, kind="rank")]
    shown = whole(charts.dots(ranks, caption()))
    assert shown.alt.startswith("From the first rank on: first")
    assert texts(shown)[0] == "first"


def test_the_alt_text_of_many_places_names_the_ends() -> None:
    many = [computed(f"p{i}", i) for i in range(1, 10)]
    assert "Most: p9" in whole(charts.dots(many, caption())).alt
    assert "Least: p1" in whole(charts.dots(many, caption())).alt


def point(year: int, figure: Figure, among: str = "63") -> tuple[TimePeriod, Figure, Claim]:
    return TimePeriod.of_year(year), figure, plain(among)


def test_a_rank_rises_to_the_top_and_so_does_an_amount() -> None:
    for kind, first_is_higher in (("rank", True), ("score", False)):
        points = [
            point(2023, computed("a", 5, kind=kind)),
            point(2024, computed("b", 7, kind=kind)),
        ]  # type: ignore[arg-type]
        (_, first), (_, second) = marks(charts.slope(points, caption()))
        assert (first < second) is first_is_higher, kind


def test_years_that_do_not_compare_are_parted_not_joined() -> None:
    a, b = computed("a", 5), computed("b", 7)
    joined = whole(charts.slope([point(2024, a), point(2025, b)], caption()))
    parted = whole(charts.slope([point(2024, a), point(2025, b, "34")], caption()))
    assert len(paths(joined, f"stroke: {BLUE}; stroke-width: 2")) == 1
    assert len(paths(parted, f"stroke: {BLUE}; stroke-width: 2")) == 0
    assert "stroke-dasharray" in parted.drawings.narrow
    assert parted.missing == ("A dashed upright line stands between years that do not compare.",)


def test_years_stand_apart_as_far_as_they_lie() -> None:
    points = [point(year, computed(str(year), year)) for year in (2020, 2021, 2024)]
    (first, _), (second, _), (third, _) = marks(charts.slope(points, caption()))
    assert (second - first) / (third - first) == pytest.approx(1 / 4, abs=0.001)


def test_the_words_of_a_year_keep_off_the_line_that_leads_to_it() -> None:
    points = [point(2023, computed("a", 7)), point(2024, computed("b", 5))]
    shown = charts.slope(points, caption())
    (_, high), (_, low) = marks(shown)
    heights = dict(zip(texts(shown), text_heights(shown), strict=True))
    assert heights["7 count units"] < high < low < heights["5 count units"]


def test_one_year_alone_stands_alone() -> None:
    assert len(marks(charts.slope([point(2024, computed("a", 5))], caption()))) == 1


def test_a_pair_without_its_partner_is_left_out_with_its_reason() -> None:
    couples = [(observed("a", 5), observed("b", 3)), (observed("c", 5), missing("gone"))]
    shown = whole(charts.pairs(couples, caption()))
    assert shown.missing[-1] == "Not shown: gone – the source does not say."
    assert "c" not in texts(shown)
    computed_pair = charts.pairs([(computed("x", 4), computed("y", 2))], caption())
    assert "y" in texts(computed_pair), "without a period the name stands in"


def everything() -> str:
    """Every form in one piece, with hostile names."""
    evil = Text('<script>alert(1)</script> $x$ & "q"', '<script>alert(1)</script> $x$ & "q"')
    figures = [replace(computed("a", 5), name=evil), replace(computed("b", 7, 9), name=evil)]
    hostile = replace(caption("evil"), title=plain("</title><script>x</script>"))
    shown = [
        charts.bars(figures, hostile),
        charts.stack(figures, replace(hostile, id="other")),
        charts.ranges(figures, replace(hostile, id="third")),
    ]
    return "".join(whole(exhibit).drawings.narrow for exhibit in shown)


def test_hostile_names_stay_text() -> None:
    svg = everything()
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $x$ &amp;" in svg


def test_ids_are_unique_and_every_reference_has_its_end() -> None:
    svg = everything()
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(set(ids)) == len(ids)
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    named = {name for words in re.findall(r'labelledby="([^"]+)"', svg) for name in words.split()}
    assert used
    assert used | named == set(ids)


def test_the_page_gives_ink_type_and_width() -> None:
    svg = everything()
    assert not set(COLOURS) & set(re.findall(r"(?<!, )#[0-9a-f]{6}", svg))
    assert "#000000" not in svg
    heads = re.findall(r"<svg [^>]*>", svg)
    assert all('viewBox="0 0 360 ' in head and " width=" not in head for head in heads)
    assert "<style" not in svg
    assert "DejaVu Sans', sans-serif" in svg
    assert not re.search(r"\d{4}-\d\d-\d\dT", svg), "no time stamp"


def test_a_figure_in_the_middle_of_nowhere_is_drawn_at_the_middle_of_its_range() -> None:
    from tongket.charts.frame import ends, middle

    assert middle(computed("a", 4, 8)) == 6
    assert ends(open_ended("a", 3)) == (3.0, 3.0)
    assert middle(replace(computed("a", 4, 8), value=Fraction(5))) == 5
    with pytest.raises(ValueError, match="expected a known figure"):
        ends(missing("m"))
