"""Frames that nobody expects: negative, huge, tiny, long, broken, many or one; drawn right or refused in one line."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import seaborn as sns
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.drawings import BLUE, Seen, frame, seen
from tongket import forms
from tongket.charts.arguments import HOUSE, accepted
from tongket.charts.plot import FORMS, LOWER, UPPER, WORDS
from tongket.charts.scale import across
from tongket.charts.sheet import NARROW, TICK_TYPE, Sheet
from tongket.errors import UsageError
from tongket.model import Lang, Text, Unit
from tongket.theme import measure
from tongket.translations import translate

# Each is drawn twice: too long for what one runs all the time.
pytestmark = pytest.mark.slow
MONEY = Unit("vnd", "money", Text("đồng", "VND"), "VND")
PERCENT = Unit("percent", "percent", Text("%", "%"), "%")
ENDS = {"lower": LOWER, "upper": UPPER}
LONG = ("Sở Khoa học và Công nghệ thành phố Cần Thơ " * 5)[:200]
NAMES = (LONG, "x" * 200, "Hà Nội\nbreak\r\n<b>bold</b> & $x_1^2$ \\alpha \x07")


def ticks_at(drawing: Seen, *, left: bool) -> list[str]:
    """The words of the scale at the left of the marks, or of that below them."""
    ticks = drawing.texts("tk-tick")
    lowest = max(y for _, y in ticks.values())
    return [words for words, (_, y) in ticks.items() if (y < lowest - 6) == left]


def spread(*values: float) -> pd.DataFrame:
    return frame([("a", value) for value in values], "name", "value")


# The units of two axes


@pytest.mark.parametrize(
    ("function", "upwards"),
    [
        (sns.ecdfplot, ["0%", "50%", "100%"]),
        (sns.histplot, ["0", "1", "2"]),
        (sns.kdeplot, []),
        (sns.rugplot, []),
    ],
)
def test_what_is_upwards_in_a_spread_has_not_the_unit_of_the_amounts(
    function: Any, upwards: list[str]
) -> None:
    narrow, _ = seen(function, spread(10e9, 20e9, 21e9, 40e9), unit=MONEY, x="value")
    assert sorted(ticks_at(narrow, left=True), key=lambda words: float(words.strip("%"))) == upwards
    assert [words for words in ticks_at(narrow, left=False) if "VND" in words]
    assert narrow.faults() == []


@pytest.mark.parametrize("function", [sns.scatterplot, sns.regplot])
def test_each_of_two_amounts_has_its_own_unit(function: Any) -> None:
    data = frame([(n, 10.0 * n, 1950 + n * 10) for n in range(6)], "n", "share_pct", "value")
    for drawing in seen(function, data, across=PERCENT, x="share_pct", y="value"):
        assert all(words.endswith("%") for words in ticks_at(drawing, left=False))
        assert not any("%" in words for words in ticks_at(drawing, left=True))
        assert {"items", "share_pct, %"} <= drawing.texts().keys(), "what each axis counts"
        assert drawing.faults() == []


# Below zero


def test_words_of_negative_bars_meet_no_name() -> None:
    data = frame(
        [("Cần Thơ", -6912345), ("Một tỉnh có tên rất dài", -18), ("Hà Nội", 4e6)], "name", "value"
    )
    for function in (sns.barplot, sns.pointplot):
        for drawing in seen(function, data, x="value", y="name"):
            assert drawing.faults() == []
    for drawing in seen(sns.barplot, data.iloc[[0, 2]], x="name", y="value"):
        assert drawing.faults() == []
        assert drawing.texts()["-6.91234e+06"][1] < drawing.texts()["Cần Thơ"][1] - 12


def test_negative_bars_of_hues_meet_no_name() -> None:
    rows = [("a", "x", -300000), ("a", "y", 20), ("b", "x", 500), ("b", "y", -40)]
    data = frame(rows, "name", "kind", "value")
    for axes in ({"x": "value", "y": "name"}, {"x": "name", "y": "value"}):
        for drawing in seen(sns.barplot, data, hue="kind", **axes):
            assert drawing.faults() == []


def test_a_scorecard_holds_results_below_zero() -> None:
    data = frame([("Cần Thơ", -20.0), ("Hà Nội", 150.0)], "name", "value")
    for drawing in seen(forms.scorecard, data, unit=PERCENT, x="value", y="name", **ENDS):
        (cross,) = [x for x, _ in drawing.marks("var(--tk-series-2, #d55e00)")]
        zero, plan = (drawing.texts("tk-tick")[words][0] for words in ("0%", "100%"))
        assert cross < zero < plan < drawing.texts()["-20"][0]
        names = [right for words, _, _, right, _ in drawing.boxes() if words == "Cần Thơ"]
        assert drawing.width == NARROW or cross > max(names)
        assert drawing.faults() == []


def test_a_scorecard_is_cut_where_a_result_is_far_below_zero() -> None:
    data = frame([("a", -400.0), ("b", -20.0)], "name", "value")
    for drawing in seen(forms.scorecard, data, unit=PERCENT, x="value", y="name", **ENDS):
        assert [t.text for t in drawing.root.iter() if t.text == "/"] == ["/", "/"]
        first, second = (x for x, _ in drawing.marks("var(--tk-series-2, #d55e00)"))
        assert first < second


# Ticks


@settings(max_examples=25, deadline=None)
@given(
    st.floats(-1e17, 1e17, allow_subnormal=False),
    st.floats(1e-3, 1e17),
    st.sampled_from(["count", "money", "percent", "year", ""]),
    st.sampled_from(["vi", "en"]),
)
def test_words_of_ticks_never_meet(low: float, length: float, kind: str, lang: Any) -> None:
    if low + length <= low:
        return
    sheet = Sheet(NARROW, 100, 40, 20, 10, 30)
    sheet.axes.set_xlim(low, low + length)
    scale = across(sheet, low, low + length, kind, lang)
    places = [
        (min(max(sheet.x(tick), half), sheet.width - half), half)
        for tick, half in zip(
            scale.ticks, (measure(w, TICK_TYPE) / 2 for w in scale.words), strict=True
        )
    ]
    assert all(x + half < other - other_half for (x, half), (other, other_half) in pairwise(places))


def test_only_years_are_written_like_years() -> None:
    rows = [(1990 + n * 10, 1950 + n * 20, 5) for n in range(5)]
    data = frame(rows, "year", "staff", "value")
    for column, written in (("year", "2000"), ("staff", "2,000")):
        _, wide = seen(sns.scatterplot, data, x=column, y="value")
        assert written in wide.texts("tk-tick"), column
    for drawing in seen(sns.pointplot, frame([("a", 1950), ("b", 2050)], "name", "value"), unit=None,
                        x="value", y="name"):  # fmt: skip
        assert "2,000" in drawing.texts("tk-tick")
    for drawing in seen(sns.barplot, frame([(2000, 5), (1950, 7)], "staff", "value"), x="staff", y="value"):  # fmt: skip
        assert {"2,000", "1,950"} <= drawing.texts().keys()


def test_many_years_have_ticks_that_do_not_meet() -> None:
    data = frame([(1880 + n, n) for n in range(120)], "year", "value")
    for drawing in seen(sns.lineplot, data, x="year", y="value"):
        assert "1999" in drawing.texts("tk-tick")
        assert drawing.faults() == []


def test_a_year_of_a_timeline_is_written_within_it() -> None:
    """What is of 2024 and no day is at its end, which is no part of 2025."""
    data = frame([("a", 2020.5), ("b", 2024.997)], "title", "value").assign(at=[2020.5, 2024.997])
    for drawing in seen(forms.timeline, data, unit=None, x="at", y="title"):
        (first, _), (second, _) = sorted(drawing.marks())
        years = {words: x for words, (x, _) in drawing.texts("tk-tick").items()}
        assert "2025" not in years
        assert years["2020"] == pytest.approx(first, abs=1)
        assert years["2024"] < second < years["2024"] + (years["2024"] - years["2020"]) / 4


def test_a_million_places_are_ranked() -> None:
    data = frame(
        [("2023", 5, 10**6, "a"), ("2024", 7, 10**6, "a")], "period", "value", "ranked", "series"
    )
    for drawing in seen(forms.ranks, data, x="value", y="period", ranked="ranked", series="series"):
        assert {"1", "1,000,000"} <= drawing.texts("tk-tick").keys()
        assert drawing.faults() == []


# Words that have no room


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (sns.barplot, {"x": "value", "y": "name"}),
        (sns.barplot, {"x": "value", "y": "kind", "hue": "name"}),
        (sns.lineplot, {"x": "year", "y": "value", "hue": "name"}),
        (sns.heatmap, {"x": "year", "y": "name", "hue": "value"}),
        (forms.stack, {"x": "value", "y": "name"}),
        (forms.ranges, {"x": "value", "y": "name", **ENDS}),
    ],
)
def test_long_and_broken_names_are_whole_and_meet_nothing(
    function: Any, arguments: dict[str, Any]
) -> None:
    rows = [(name, "a", 2024, n + 1) for n, name in enumerate(NAMES)]
    for drawing in seen(function, frame(rows, "name", "kind", "year", "value"), **arguments):
        assert drawing.faults() == []
        said = "".join(words for words, *_ in drawing.boxes()).replace(" ", "")
        assert "x" * 200 in said
        assert "HàNộibreak<b>bold</b>&$x_1^2$\\alpha" in said


def test_words_of_marks_that_have_no_room_beside_them_are_above() -> None:
    data = frame([("a", 5), ("b", 7)], "name", "value")
    data[WORDS] = ["từ 1.234.567.890 đến 1.234.567.899 triệu đồng Việt Nam (khoảng) ≠", "7"]
    for drawing in seen(sns.barplot, data, x="value", y="name"):
        assert drawing.faults() == []
        assert "triệu đồng" in " ".join(words for words, *_ in drawing.boxes())
    hues = data.assign(kind=["x", "y"], name="a")
    with pytest.raises(
        UsageError, match="expected words that have room beside their bars, got 'từ"
    ):
        seen(sns.barplot, hues, x="value", y="name", hue="kind")


def test_of_many_points_on_a_line_the_least_and_the_greatest_are_said() -> None:
    data = frame([("a", n) for n in range(600)], "name", "value")
    for drawing in seen(sns.stripplot, data, x="value", y="name"):
        assert "0 … 599" in drawing.texts()
        assert drawing.faults() == []


def test_words_at_the_ends_of_lines_stay_within_the_drawing() -> None:
    rows = [(year, name, 1000 if name == "top" else 1) for year in (2023, 2024) for name in ("top", "b", "c", "d", "e")]  # fmt: skip
    data = frame(rows, "year", "kind", "value")
    for drawing in seen(sns.lineplot, data, x="year", y="value", hue="kind"):
        assert drawing.faults() == []


def test_a_word_over_a_bar_of_another_name_is_left_out() -> None:
    data = frame([("a", 9e11), ("b", 8e11)], "name", "value")
    data[WORDS] = ["900,000,000,000 đồng", "800,000,000,000 đồng"]
    narrow, wide = seen(sns.barplot, data, x="name", y="value")
    assert {*data[WORDS]} <= wide.texts().keys()
    assert narrow.faults() == []


# Amounts that nothing can show


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            (1e300, 5.0),
            r"expected amounts below 10\^18 in 'value', got 1e\+300\. Count in a larger",
        ),
        (
            (1e-300, 2e-300),
            r"expected amounts above 10\^-6 in 'value', got 2e-300 at most\. Count in",
        ),
        ((5.0, float("inf")), r"expected amounts in 'value', got an infinite one\. Select"),
        ((1.7e308, -1.7e308), r"expected amounts below 10\^18"),
    ],
)
@pytest.mark.parametrize("function", [sns.barplot, sns.boxplot, forms.ranges])
def test_amounts_without_words_are_refused(
    function: Any, values: tuple[float, ...], message: str
) -> None:
    data = frame([(str(n), value) for n, value in enumerate(values)], "name", "value")
    with pytest.raises(UsageError, match=f"^{function.__name__}: {message}[^\n]*$"):
        seen(function, data, x="value", y="name", **(ENDS if function is forms.ranges else {}))


def test_a_row_without_a_name_or_place_is_refused() -> None:
    data = frame([(None, 1.0, 5), ("b", float("nan"), 6)], "name", "other", "value")
    with pytest.raises(
        UsageError, match=r"expected 'name' in every row, got none in 1 of 2\. Select"
    ):
        seen(sns.barplot, data, x="value", y="name")
    with pytest.raises(UsageError, match=r"expected 'other' in every row.*frame\['other'\]\.notna"):
        seen(sns.scatterplot, data, x="other", y="value")


@pytest.mark.parametrize("function", [sns.kdeplot, sns.regplot])
def test_a_form_that_needs_several_amounts_refuses_one(function: Any) -> None:
    axes = {"x": "value"} if function is sns.kdeplot else {"x": "other", "y": "value"}
    with pytest.raises(
        UsageError, match=r"expected amounts that differ in '\w+', got one\. Say it"
    ):
        seen(function, frame([(3.0, 5.0)], "other", "value"), **axes)


@pytest.mark.parametrize("value", [0.0, -5.0, 9e17])
def test_one_row_is_drawn(value: float) -> None:
    data = frame([("a", 2024, value)], "name", "year", "value")
    for function in (sns.barplot, sns.boxplot):
        for drawing in seen(function, data, x="value", y="name"):
            assert drawing.faults() == []
    for drawing in seen(sns.lineplot, data, x="year", y="value"):
        assert list(drawing.texts("tk-tick")).count("2024") == 1
        assert drawing.faults() == []


# Names or amounts alone


@pytest.mark.parametrize(
    ("function", "axes", "message"),
    [
        (sns.boxplot, {"y": "value"}, r"expected the amounts from left to right, got them upwards: y='value'\. Exchange"),
        (sns.histplot, {"y": "value"}, r"Exchange the axes: x='value'"),
        (sns.stripplot, {"x": "value"}, r"expected x= and y=, .* got x='value' alone\. Name the columns of both"),
    ],
)  # fmt: skip
def test_an_axis_alone_says_what_to_do(function: Any, axes: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        seen(function, spread(1, 2, 3), **axes)


@pytest.mark.parametrize("function", [sns.boxplot, sns.violinplot, sns.boxenplot])
def test_spreads_side_by_side_are_drawn_within_the_field(function: Any) -> None:
    rows = [(name, n * n * 1e9) for name in ("Cần Thơ", "Hà Nội") for n in range(1, 9)]
    data = frame(rows, "name", "value")
    for axes in ({"x": "name", "y": "value"}, {"x": "value", "y": "name"}):
        for drawing in seen(function, data, unit=MONEY, **axes):
            assert {"Cần Thơ", "Hà Nội"} <= drawing.texts().keys()
            assert drawing.faults() == []
            shapes = [x for path in drawing.paths() for x, _ in path if len(path) > 3]
            names = [
                right for words, _, _, right, _ in drawing.boxes() if words in {"Cần Thơ", "Hà Nội"}
            ]
            beside = axes["y"] == "name" and drawing.width > NARROW
            assert min(shapes) > (max(names) if beside else 0)
            assert max(shapes) < drawing.width


def test_a_histogram_of_hues_has_their_textures() -> None:
    data = frame([(kind, float(n)) for kind in "xy" for n in range(6)], "kind", "value")
    for drawing in seen(sns.histplot, data, x="value", hue="kind"):
        assert drawing.svg.count("<pattern") == 1
        assert drawing.paths(fill=BLUE)


# What the documentation says


def house_table() -> str:
    """Which arguments each function takes that the house sets."""
    seaborn = [
        getattr(sns, name) for name in dir(sns) if name.endswith("plot") or name == "heatmap"
    ]
    # One of these is deprecated, the other counts rows, which a frame does.
    functions = [
        f
        for f in seaborn
        if callable(f) and "ax" in accepted(f) and f.__name__ not in {"distplot", "countplot"}
    ]
    lines = {
        f"`sns.{f.__name__}`": [
            f"`{name}`" for name in HOUSE if name in accepted(f) and name not in {"ax", "data"}
        ]
        for f in functions
    }
    return "\n".join(f"| {name} | {' '.join(found)} |" for name, found in lines.items())


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_documentation_lists_what_the_house_sets(lang: Lang) -> None:
    docs = Path(__file__).parents[3] / ("docs" if lang == "en" else "docs/vi")
    page = (docs / "charts.md").read_text(encoding="utf-8")
    assert house_table() in page
    for name, instead in HOUSE.items():
        assert f"| `{name}` | {translate(instead, lang)} |" in page
    assert {*re.findall(r"`sns\.(\w+)` \|", house_table())} >= {
        name for name in FORMS if hasattr(sns, name)
    }
