"""Drawings: lengths and places that say what the figures say, twice, in SVG that takes the page's ink and no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

import pandas as pd
import pytest
import seaborn as sns
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.drawings import BLUE, COUNT, ORANGE, Seen, frame, seen
from fixtures.figures import caption, computed, observed, open_ended
from tongket import charts, forms
from tongket.charts.drawing import drawings
from tongket.charts.figures import frame_of, plot_of
from tongket.charts.plans import verdict
from tongket.charts.plot import LOWER, UPPER, Plot
from tongket.charts.svg import COLOURS, SVG
from tongket.claims import Claim
from tongket.errors import FormError, UsageError
from tongket.exhibit import Exhibit
from tongket.model import Figure, Measure
from tongket.theme import FAINT, INK, SERIES, measure

pytestmark = pytest.mark.drawn

INFINITE = float("inf")


def both(shown: Exhibit | Claim) -> list[Seen]:
    assert isinstance(shown, Exhibit)
    return [Seen(shown.drawings.narrow), Seen(shown.drawings.wide)]


def of(function: Any, figures: list[Figure], name: str = "x", **arguments: Any) -> list[Seen]:
    """Both drawings of figures by their names."""
    plot = plot_of(function, figures, frame_of(figures, "en"), caption(), arguments)
    drawn = drawings(plot, name)
    return [Seen(drawn.narrow), Seen(drawn.wide)]


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1_000, 10_000), min_size=2, max_size=5))
def test_bars_are_as_long_as_their_figures_from_zero(values: list[int]) -> None:
    for drawing in of(sns.barplot, [computed(f"f{i}", v) for i, v in enumerate(values)]):
        lengths = [right - left for left, right in drawing.bars()]
        for length, value in zip(lengths, values, strict=True):
            assert length / max(lengths) == pytest.approx(value / max(values), abs=0.005)


def test_a_tick_is_where_a_bar_of_its_amount_would_end() -> None:
    for drawing in of(sns.barplot, [computed("a", 3_000), computed("b", 1_000)]):
        ticks = {int(w.replace(",", "")): x for w, (x, _) in drawing.texts("tk-tick").items()}
        (left, longest), (_, shorter) = drawing.bars()
        assert longest == pytest.approx(ticks[3_000], abs=0.6) or 3_000 not in ticks
        assert shorter == pytest.approx(ticks[1_000], abs=0.6)
        assert left == pytest.approx(drawing.bars()[1][0])


def test_a_chart_is_drawn_for_a_phone_and_for_a_desk() -> None:
    narrow, wide = of(sns.barplot, [computed("a", 5), computed("b", 6)])
    assert (narrow.width, wide.width) == (360, 720)
    assert {"a", "b", "5", "6"} <= narrow.texts().keys() & wide.texts().keys()
    # The name of a mark is above it on a phone, beside it on a desk.
    assert narrow.texts()["a"][1] < narrow.texts()["5"][1]
    assert wide.texts()["a"][1] == pytest.approx(wide.texts()["5"][1], abs=2)


def test_negative_amounts_go_left_of_zero() -> None:
    for drawing in seen(
        sns.barplot,
        frame([("a", -69), ("b", -18), ("c", 40)], "name", "value"),
        x="value",
        y="name",
    ):
        a, b, c = drawing.bars()
        assert a[1] == pytest.approx(b[1]) == pytest.approx(c[0]), "all meet at zero"
        assert (a[1] - a[0]) / (b[1] - b[0]) == pytest.approx(69 / 18, rel=0.02)
        assert (c[1] - c[0]) / (a[1] - a[0]) == pytest.approx(40 / 69, rel=0.02)
        assert drawing.texts()["-69"][0] < a[0]
        assert drawing.texts()["40"][0] > c[1]


def test_an_interval_is_an_error_bar_from_end_to_end() -> None:
    data = frame(
        [("a", 100.0, 90.0, 110.0), ("b", 50.0, 50.0, 50.0)], "name", "value", "lower", "upper"
    )
    for function in (sns.barplot, sns.pointplot):
        for drawing in seen(function, data, x="value", y="name"):
            lines = [
                p for p in drawing.paths(stroke="currentColor", stroke_width="1.4") if len(p) >= 4
            ]
            assert len(lines) == 1, "an exact amount has none"
            xs = [x for x, _ in lines[0]]
            assert max(xs) - min(xs) == pytest.approx(20 * drawing.point(), rel=0.05)


def test_an_interval_too_small_to_see_is_not_drawn() -> None:
    shown = of(sns.barplot, [computed("a", "99.99", "100.01"), computed("b", 50)])
    assert all(drawing.paths(stroke_width="1.4") == [] for drawing in shown)


def test_an_arrow_ends_the_bar_of_more_than() -> None:
    for drawing in of(sns.barplot, [computed("a", 5), computed("b", 6)]):
        assert drawing.marks("currentColor") == []
    for drawing in of(sns.barplot, [computed("a", 5), open_ended("b", 6)]):
        (head,) = drawing.marks("currentColor")
        assert head[0] == pytest.approx(drawing.bars()[1][1], abs=0.6)


def test_a_part_of_a_year_is_hatched() -> None:
    year, part = observed("a", 10), observed("b", 5, period="2025-01/2025-05")
    assert all(drawing.svg.count("<pattern") == 1 for drawing in of(sns.barplot, [year, part]))
    assert all("<pattern" not in drawing.svg for drawing in of(sns.barplot, [year]))


def test_rates_of_different_kinds_share_no_band() -> None:
    rows = [
        (computed("p", 1, 2), [computed("a", 1)]),
        (computed("q", 1, 2), [computed("b", 2, kind="money")]),
    ]
    with pytest.raises(UsageError, match="expected figures of one kind, got count and money"):
        charts.band(rows, caption())


def test_hues_have_a_texture_a_key_and_words_at_each_bar() -> None:
    data = frame(
        [("a", "x", 30), ("a", "y", 20), ("b", "x", 10), ("b", "y", 40)], "name", "kind", "value"
    )
    for drawing in seen(sns.barplot, data, x="value", y="name", hue="kind"):
        assert {"x", "y"} <= drawing.texts().keys(), "the key"
        assert {"30", "20", "10", "40"} <= drawing.texts().keys()
        assert drawing.svg.count("<pattern") == 1
        heights = [drawing.texts()[words][1] for words in ("30", "20", "10", "40")]
        assert heights == sorted(heights)


def test_more_hues_than_a_reader_can_distinguish_are_refused() -> None:
    data = frame([("a", f"h{n}", n) for n in range(1, 8)], "name", "kind", "value")
    with pytest.raises(UsageError, match="expected at most 5 values of 'kind'.*got 7"):
        seen(sns.barplot, data, x="value", y="name", hue="kind")


def test_lines_differ_by_dash_and_mark_and_are_named_at_their_ends() -> None:
    rows = [
        (year, name, year - 2000 + n) for n, name in enumerate("ab") for year in (2020, 2021, 2024)
    ]
    narrow, wide = seen(
        sns.lineplot, frame(rows, "year", "name", "value"), x="year", y="value", hue="name"
    )
    for drawing in (narrow, wide):
        assert len(drawing.paths(stroke=ORANGE)) >= 1
        assert "stroke-dasharray" in drawing.svg
        years = drawing.texts("tk-tick")
        assert (years["2021"][0] - years["2020"][0]) * 3 == pytest.approx(
            years["2024"][0] - years["2021"][0], abs=1
        )
    assert "b 25" in wide.texts()
    assert {"a", "b", "25"} <= narrow.texts().keys()


def test_names_side_by_side_need_room() -> None:
    names = [
        "Văn bằng sở hữu công nghiệp",
        "Đơn đăng ký",
        "Sáng kiến",
        "Giải pháp",
        "Nhãn hiệu",
        "Sáng chế",
        "Mẫu",
        "Chợ",
    ]
    data = frame([(name, 5) for name in names], "name", "value")
    with pytest.raises(
        UsageError,
        match=r"side by side, got 8.*Put them one below the other: x='value', y='name'",
    ):
        seen(sns.barplot, data, x="name", y="value")
    for drawing in seen(
        sns.barplot, frame([("2023", 5), ("2024", 10)], "name", "value"), x="name", y="value"
    ):
        ups = [
            max(y for _, y in c) - min(y for _, y in c)
            for c in drawing.paths(fill=BLUE)
            if len(c) >= 4
        ]
        assert ups[1] / ups[0] == pytest.approx(2, rel=0.02)


@pytest.mark.parametrize(
    "function", [sns.stripplot, sns.boxplot, sns.scatterplot, sns.swarmplot, sns.violinplot]
)
def test_any_axes_level_function_is_drawn(function: Any) -> None:
    data = frame([("a", 1), ("a", 3), ("b", 7), ("b", 9), ("b", 12)], "name", "value")
    for drawing in seen(function, data, x="value", y="name"):
        assert {"a", "b"} <= drawing.texts().keys()
        assert len(drawing.texts("tk-tick")) >= 2


@pytest.mark.parametrize("function", [sns.histplot, sns.boxplot, sns.kdeplot])
def test_a_spread_without_names_is_drawn(function: Any) -> None:
    for drawing in seen(
        function, frame([("a", n * n) for n in range(12)], "name", "value"), x="value"
    ):
        assert len(drawing.texts("tk-tick")) >= 2


def test_a_heatmap_says_its_amounts_on_grounds_of_their_own() -> None:
    rows = [("Hà Nội", 2023, 1), ("Hà Nội", 2024, 1), ("Cần Thơ", 2023, 5), ("Cần Thơ", 2024, 7)]
    for drawing in seen(
        sns.heatmap, frame(rows, "name", "year", "value"), x="year", y="name", hue="value"
    ):
        assert drawing.texts("tk-cell").keys() == {"1", "5", "7"}
        assert {"Hà Nội", "Cần Thơ", "2023", "2024"} <= drawing.texts().keys()
    with pytest.raises(UsageError, match="expected x=, y= and hue="):
        seen(sns.heatmap, frame(rows, "name", "year", "value"), x="year", y="name")


def test_a_stack_fills_its_scale_and_names_each_part() -> None:
    for drawing in of(forms.stack, [computed("a", 30), computed("b", 60), computed("c", 10)]):
        assert {"a", "30", "60", "10"} <= drawing.texts().keys()
        longest = max(right - left for left, right in drawing.bars())
        assert longest == pytest.approx(0.3 * drawing.width, rel=0.03)
        assert drawing.svg.count("<pattern") == 2, "each part but the first has its texture"


def test_a_stack_of_more_parts_than_can_be_distinguished_is_refused() -> None:
    data = frame([(f"p{n}", n) for n in range(1, 7)], "name", "value")
    with pytest.raises(UsageError, match=r"stack: expected at most 5 parts.*got 6.*sns\.barplot"):
        seen(forms.stack, data, x="value", y="name")


@pytest.mark.parametrize(("x", "y"), [("value", "name"), ("name", "value")])
def test_categories_are_drawn_in_the_order_of_the_rows(x: str, y: str) -> None:
    data = frame([("b", 10), ("a", 30), ("c", 20)], "name", "value")
    as_categories = data.assign(name=pd.Categorical(data["name"], ["c", "a", "b"]))
    assert [s.svg for s in seen(sns.barplot, as_categories, x=x, y=y)] == [
        s.svg for s in seen(sns.barplot, data, x=x, y=y)
    ]


@pytest.mark.parametrize("function", [sns.pointplot, sns.stripplot, sns.swarmplot])
def test_marks_are_at_their_years(function: Any) -> None:
    data = frame([(2022, 5), (2023, 7), (2024, 6)], "year", "value")
    for drawing in seen(function, data, x="year", y="value"):
        ticks = drawing.texts("tk-tick")
        places = sorted(x for x, _ in drawing.marks() if 0 < x < drawing.width)
        for year, place in zip(("2022", "2023", "2024"), places, strict=True):
            assert place == pytest.approx(ticks[year][0], abs=1)


def test_repeated_labels_of_rows_are_taken() -> None:
    data = frame([(2023, 5), (2024, 7)], "year", "value")
    again = data.set_axis([0, 0])
    for function in (sns.lineplot, sns.scatterplot):
        assert [s.svg for s in seen(function, again, x="year", y="value")] == [
            s.svg for s in seen(function, data, x="year", y="value")
        ]


def test_a_stack_of_negative_parts_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"stack: expected parts of a whole, got -18.*sns\.barplot"
    ):
        seen(forms.stack, frame([("a", 18), ("b", -18)], "name", "value"), x="value", y="name")


def test_a_part_is_inside_its_whole() -> None:
    data = frame([("state", 2.9, 10.0), ("signed", 1.172, 2.82)], "name", "value", "whole")
    for drawing in seen(forms.parts, data, x="value", whole="whole", y="name"):
        outlines = sorted(
            (min(x for x, _ in c), max(x for x, _ in c))
            for c in drawing.paths(stroke="currentColor")
            if len(c) >= 4
        )
        (left, first), (_, second) = sorted(drawing.bars(), key=lambda bar: -bar[1])
        wholes = sorted(right - start for start, right in outlines)
        assert (first - left) / wholes[-1] == pytest.approx(0.29, abs=0.01)
        assert (second - left) / (first - left) == pytest.approx(1.172 / 2.9, abs=0.01)
    with pytest.raises(
        UsageError, match="expected a part between zero and its whole, got 11 of 10"
    ):
        seen(
            forms.parts,
            frame([("a", 11, 10)], "name", "value", "whole"),
            x="value",
            whole="whole",
            y="name",
        )


def test_statements_are_on_either_side_of_the_line_of_the_plan() -> None:
    below = observed("below", 80, Measure.TARGET_PCT, kind="percent")
    above = observed("above", 50, Measure.OVER_TARGET_PCT, kind="percent")
    for drawing in both(charts.plan([below, above], caption())):
        ticks = drawing.texts("tk-tick")
        ((x_below, _),) = drawing.marks(ORANGE)
        ((x_above, _),) = drawing.marks(BLUE)
        assert x_below < ticks["100%"][0] < x_above
        assert x_above - x_below == pytest.approx(70 * drawing.point(), rel=0.02), (
            "150% and 80% of the plan"
        )
        assert "+50%" in drawing.texts()


@pytest.mark.parametrize(
    ("value", "measure", "says"),
    [
        (80, Measure.TARGET_PCT, "below plan"),
        (100, Measure.TARGET_PCT, "as planned"),
        (101, Measure.TARGET_PCT, "above plan"),
        (50, Measure.OVER_TARGET_PCT, "above plan"),
        (0, Measure.OVER_TARGET_PCT, "as planned"),
    ],
)
def test_the_data_of_plans_say_where_each_statement_lies(
    value: int, measure: Measure, says: str
) -> None:
    shown = charts.plan([observed("a", value, measure, kind="percent")], caption())
    assert isinstance(shown, Exhibit)
    assert shown.grid.header == ("Figure", "Value", "Against the plan")
    assert shown.grid.rows[0][2] == says


def test_a_statement_that_may_lie_on_either_side_is_not_decided() -> None:
    assert verdict(99.5, 100.5, caption()) == "not to be decided from the printed figures"


def test_a_result_far_beyond_its_plan_is_behind_a_cut_in_the_scale() -> None:
    far = observed("far", 290, Measure.TARGET_PCT, kind="percent")
    near = observed("near", 140, Measure.TARGET_PCT, kind="percent")
    for drawing in both(charts.plan([far, near], caption())):
        assert "/" in drawing.texts(), "strokes that cut the line"
        assert max(x for x, _ in drawing.marks(BLUE)) == pytest.approx(
            drawing.texts("tk-tick")["200%"][0], abs=1
        )
    assert all("/" not in drawing.texts() for drawing in both(charts.plan([near], caption())))


def test_a_rate_lies_within_or_beyond_its_band() -> None:
    band, inside, beyond = computed("p", 12, 13), computed("in", "12.5"), computed("out", 14)
    for drawing in both(charts.band([(band, [inside, beyond])], caption())):
        box = next(c for c in drawing.paths(stroke=ORANGE) if len(c) >= 4)
        left, right = min(x for x, _ in box), max(x for x, _ in box)
        first, second = sorted(x for x, _ in drawing.marks())
        assert left < first < right < second
        assert (second - left) / (right - left) == pytest.approx(2, abs=0.15)


def test_ranges_share_one_scale_and_end_in_strokes_or_arrows() -> None:
    ends = {"lower": LOWER, "upper": UPPER}
    figures = [computed("a", 10, 20), computed("b", 15, 40), open_ended("c", 30)]
    for drawing in of(forms.ranges, figures, **ends):
        # A horizontal line for each range; a stroke at each of five ends and one arrow.
        assert len(drawing.marks("currentColor")) == 6
        lines = [p for p in drawing.paths(stroke=BLUE, stroke_width="5") if len(p) == 2]
        lengths = [abs(p[1][0] - p[0][0]) for p in lines]
        assert lengths[1] / lengths[0] == pytest.approx(2.5, abs=0.05)
    for drawing in of(forms.ranges, [computed("a", 145)], **ends):
        assert len(drawing.marks()) == 1, "a diamond"


def test_a_name_that_is_set_apart_is_bold() -> None:
    data = frame([("high", 9), ("low", 1)], "name", "value")
    plot = Plot(sns.pointplot, data, {"x": "value", "y": "name"}, "en", COUNT, frozenset({"low"}))
    drawn = drawings(plot, "x")
    for drawing in (Seen(drawn.narrow), Seen(drawn.wide)):
        assert drawing.texts()["high"][1] < drawing.texts()["low"][1]
        bold = {t.text for t in drawing.root.iter(f"{{{SVG}}}text") if t.get("font-weight")}
        assert bold == {"low", "1", "9"}


RANKED = {"x": "value", "y": "period", "ranked": "ranked", "series": "series"}


def ranked(second: int, of_second: int = 63) -> list[Seen]:
    """Rank 5 of 63 in one year, another in the next."""
    rows = [("2023", 5, 63, "of 63"), ("2024", second, of_second, f"of {of_second}")]
    data = frame(rows, "period", "value", "ranked", "series")
    return seen(forms.ranks, data, **RANKED)


def tracks(drawing: Seen) -> list[Any]:
    """The lines of places ranked, from the upper to the lower."""
    lines = drawing.paths(stroke=COLOURS[FAINT], stroke_width="1.4")
    return sorted((line for line in lines if len(line) == 2), key=lambda line: line[0][1])


def test_a_rank_is_drawn_on_the_whole_range_of_places() -> None:
    """From 5 to 7 of 63 is a small step, and is seen as one."""
    for drawing in ranked(7):
        ticks = drawing.texts("tk-tick")
        assert ticks.keys() == {"1", "63"}
        (first, upper), (second, lower) = sorted(drawing.marks(), key=lambda mark: mark[1])
        place = (ticks["63"][0] - ticks["1"][0]) / 62
        assert place > 0, "the first rank is at the left"
        assert second - first == pytest.approx(2 * place, abs=0.5)
        assert upper < lower, "one row a year, the earlier above"


def test_a_line_ends_at_the_last_place_ranked_in_its_year() -> None:
    for drawing in ranked(7, 34):
        ticks = drawing.texts("tk-tick")
        assert ticks.keys() == {"1", "34", "63"}
        ends = [[x for x, _ in line] for line in tracks(drawing)]
        wanted = [[ticks["1"][0], ticks[last][0]] for last in ("63", "34")]
        assert ends == [pytest.approx(pair, abs=0.5) for pair in wanted]
        assert drawing.texts()["5"][0] == drawing.texts()["7"][0], "words are beyond both lines"


def test_an_amount_rises_with_its_value() -> None:
    data = frame([(2023, 5), (2024, 7)], "year", "value")
    for drawing in seen(sns.lineplot, data, x="year", y="value"):
        (line,) = [p for p in drawing.paths(stroke=BLUE, stroke_width="2") if len(p) == 2]
        assert line[0][1] > line[1][1]


def test_the_line_of_a_rank_that_does_not_compare_with_the_last_is_dashed() -> None:
    def dashed(drawing: Seen) -> list[bool]:
        look = {"stroke": COLOURS[FAINT], "stroke_dasharray": "5.6,4.2"}
        return [line in drawing.paths(**look) for line in tracks(drawing)]

    for alike, apart in zip(ranked(7), ranked(7, 34), strict=True):
        assert dashed(alike) == [False, False]
        assert dashed(apart) == [True, False]


@pytest.mark.parametrize(("least", "open_end"), [(1, False), (-INFINITE, True)])
def test_a_bound_of_a_rank_is_seen(least: float, open_end: bool) -> None:
    rows = [("2024", 9, 34, "a", least, 9)]
    data = frame(rows, "period", "value", "ranked", "series", "lower", "upper")
    for drawing in seen(forms.ranks, data, **RANKED):
        ((x, _),) = drawing.marks()[:1]
        ends = [[a for a, _ in p] for p in drawing.paths(stroke=COLOURS[INK], stroke_width="1.4")]
        wanted = [pytest.approx([drawing.texts("tk-tick")["1"][0], x], abs=0.5)]
        assert ends == ([] if open_end else wanted)


def test_a_rank_beyond_the_places_ranked_is_refused() -> None:
    data = frame([("2024", 64, 63, "a")], "period", "value", "ranked", "series")
    with pytest.raises(
        FormError, match="expected a rank from 1 to the number ranked, got 64 of 63"
    ):
        seen(forms.ranks, data, **RANKED)


def test_a_scorecard_refuses_percentages_above_the_plan() -> None:
    # 10% above the plan is 110% of it: on a scale of the plan it would be drawn as a tenth of it.
    rows = pd.DataFrame(
        {"value": [110.0, 10.0], "measure": ["target_pct", "over_target_pct"], "name": ["a", "b"]}
    )
    rows = rows.assign(lower=rows["value"], upper=rows["value"])
    with pytest.raises(UsageError, match=r"got percentages above it \(over_target_pct\)\. Add 100"):
        forms.scorecard(rows, x="value", y="name")
    added = rows.assign(of_plan=110.0, lower=110.0, upper=110.0)
    shown = forms.scorecard(added, x="of_plan", y="name")
    low, high = shown.get_xlim()
    assert low < 100
    assert high >= 110


@pytest.mark.parametrize("form", ["ranges", "scorecard", "parts", "ranks", "stack", "timeline"])
def test_a_form_is_a_plain_function_that_names_a_missing_column(form: str) -> None:
    columns = {"x": "valu", "y": "name"} | ({"whole": "value"} if form == "parts" else {})
    with pytest.raises(
        UsageError, match=rf"{form}: expected a column 'valu', got .*Did you mean 'value'"
    ):
        getattr(forms, form)(frame([("a", 1)], "name", "value"), **columns)
    assert not sns.mpl.pyplot.get_fignums()  # Below the message no empty axes.


def test_a_form_draws_on_axes_of_ones_own() -> None:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    drawn = forms.ranges(
        pd.DataFrame({"value": [3], "lower": [2], "upper": [5], "name": ["a"]}), x="value", y="name"
    )
    assert drawn is axes
    assert sorted(drawn.lines[0].get_xdata()) == [2, 5]


@pytest.mark.parametrize("form", [forms.ranges, forms.scorecard])
def test_names_on_axes_of_ones_own_are_in_the_order_of_the_rows(form: Any) -> None:
    """Marks that look alike are drawn together: what is a line, a diamond or below its plan must not go ahead."""
    import matplotlib.pyplot as plt

    rows = [("z", 90, 80, 120), ("y", 110, 110, 110), ("x", 90, 90, INFINITE), ("w", 120, 115, 130)]
    figure, axes = plt.subplots()
    form(frame(rows, "name", "value", "lower", "upper"), x="value", y="name", ax=axes)
    figure.draw_without_rendering()
    assert [label.get_text() for label in axes.get_yticklabels()] == ["z", "y", "x", "w"]


def test_ranks_on_axes_of_ones_own_are_in_the_order_of_the_rows() -> None:
    import matplotlib.pyplot as plt

    rows = [("z", 5, 63, "a"), ("y", 7, 34, "b"), ("x", 6, 63, "a")]
    figure, axes = plt.subplots()
    forms.ranks(frame(rows, "period", "value", "ranked", "series"), ax=axes)
    figure.draw_without_rendering()
    assert [label.get_text() for label in axes.get_yticklabels()] == ["z", "y", "x"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "34", "63"]


def test_a_part_of_nothing_leaves_the_others_their_looks() -> None:
    import matplotlib.pyplot as plt
    from matplotlib.colors import to_hex

    _, axes = plt.subplots()
    forms.stack(
        frame([("a", 4), ("b", 0), ("c", 2)], "name", "value"), x="value", y="name", ax=axes
    )
    bars: list[Any] = [*axes.patches]
    assert [round(bar.get_x()) for bar in bars] == [0, 4, 4]
    assert [bar.get_width() for bar in bars] == pytest.approx([4, 0, 2], abs=0.05)
    assert [to_hex(bar.get_edgecolor()) for bar in bars[1:]] == [SERIES[1], SERIES[2]]
    assert len({bar.get_hatch() for bar in bars}) == 3


def test_svg_has_no_style_attribute_and_no_colour_of_its_own() -> None:
    for drawing in of(forms.stack, [computed("a", 30), computed("b", 60)]):
        assert " style=" not in drawing.svg
        for stand_in in COLOURS:
            if stand_in not in SERIES:
                assert stand_in not in drawing.svg
        assert "currentColor" in drawing.svg
        assert drawing.root.get("aria-hidden") == "true"
        assert "#000" not in drawing.svg


def test_ids_of_two_drawings_and_two_charts_never_meet() -> None:
    parts = [computed("a", 30), computed("b", 60)]
    shown = [drawing for name in ("one", "two") for drawing in of(forms.stack, parts, name)]
    ids = [found for d in shown for found in re.findall(r' id="([^"]+)"', d.svg)]
    assert len(ids) == len(set(ids)) >= 4
    for drawing in shown:
        used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', drawing.svg))
        assert used == set(re.findall(r' id="([^"]+)"', drawing.svg))


TWICE = """
import hashlib, pandas as pd, seaborn as sns
from tongket.charts.drawing import drawings
from tongket.charts.figures import frame_of, plot_of
from tongket.charts.plot import Plot
data = pd.DataFrame({"name": list("abc"), "value": [3.0, 5.0, 8.0], "tk_lower": [2.0, 5.0, 8.0],
                     "tk_upper": [4.0, 5.0, 9.0], "tk_part": [False, True, False], "tk_words": list("358"), "kind": list("xyx")})
for function in (sns.barplot, sns.pointplot, sns.stripplot, sns.scatterplot):
    drawn = drawings(Plot(function, data, {"x": "value", "y": "name"}, "vi"), "x")
    print(hashlib.sha256((drawn.narrow + drawn.wide).encode()).hexdigest())
drawn = drawings(Plot(sns.barplot, data, {"x": "value", "y": "name", "hue": "kind"}, "vi"), "x")
print(hashlib.sha256((drawn.narrow + drawn.wide).encode()).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_in_every_process_and_with_every_hash_seed() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", TWICE], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert printed[0] == printed[1]
    assert len(printed[0].split()) == 5


def test_control_characters_do_not_reach_the_drawing() -> None:
    for drawing in seen(
        sns.barplot, frame([("a\x0bb\x00", 1)], "name", "value"), x="value", y="name"
    ):
        assert "a b" in drawing.texts()


def test_words_stay_within_the_drawing() -> None:
    name = "Số lượng phương tiện đo được kiểm định, hiệu chuẩn theo yêu cầu"
    for drawing in of(sns.barplot, [computed(f"{name} {n}", 10**n) for n in range(1, 7)]):
        for words, (x, _) in drawing.texts().items():
            assert x >= 0
            assert x + measure(words, strong=words[:1].isdigit()) <= drawing.width + 1, words
