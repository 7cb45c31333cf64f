"""`review.exhibit`: a frame and a function of seaborn give a whole exhibit, or a refusal that says what to take."""

from __future__ import annotations

import base64
import io
import re
from fractions import Fraction
from typing import Any

import nbformat
import pandas as pd
import pytest
import seaborn as sns
from PIL import Image, ImageColor

import tongket
from fixtures.exhibits import STEPS, WORDS, outputs_of
from fixtures.numerals import known_texts, unaccounted
from tongket.claims import Claim
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.exhibit.picture import INK
from tongket.model import Calculation, Interval
from tongket.output import MIME
from tongket.publish.page.exporter import TongketExporter
from tongket.publish.site.page_parts import parts_in
from tongket.theme import SERIES

pytestmark = pytest.mark.drawn

KEPT = "value / value.shift() * 100"


def whole(shown: Exhibit | Claim) -> Exhibit:
    assert isinstance(shown, Exhibit)
    return shown


def listed(shown: Exhibit | Claim, why: str) -> Exhibit:
    """An exhibit that lists what no drawing could show without distorting it, and says why."""
    table = whole(shown)
    assert table.missing[0] == f"Shown as a table instead of a chart. {why}"
    assert not table.drawings.narrow
    return table


def test_a_frame_and_a_function_give_a_whole_exhibit(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    shown = whole(review.exhibit(sns.barplot, steps, x="value", y="name", **WORDS))
    assert [f.id for f in shown.figures] == STEPS
    assert shown.alt.startswith("From highest to lowest: Initiatives put forward 4,298 solutions;")
    assert shown.unit == "solutions, initiatives"
    assert "Cần Thơ Department of Science and Technology" in shown.caption.source_line.text
    assert "4,298 solutions" in shown.drawings.narrow
    assert "4,298 solutions" in shown.drawings.wide
    assert shown.csv.splitlines()[1].startswith("Initiatives put forward,4298,4298,4298,solutions")
    assert {f.anchor for f in shown.figures} <= review.page.figures.keys()


def test_figures_fill_the_title(review: tongket.Review, steps: pd.DataFrame) -> None:
    share = (review[STEPS[2]] / review[STEPS[1]] * 100).named("Recognised initiatives in use")
    shown = whole(
        review.exhibit(
            sns.barplot,
            steps,
            x="value",
            y="name",
            title="{share} in use",
            note="A note.",
            share=share,
        )
    )
    assert shown.caption.title.text == "89.3% in use"


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (sns.pointplot, {"x": "value", "y": "name"}),
        (sns.stripplot, {"x": "value", "y": "name"}),
        (sns.scatterplot, {"x": "value", "y": "name"}),
        (sns.barplot, {"x": "value", "y": "name", "hue": "unit_name"}),
        (sns.boxplot, {"x": "value"}),
        (sns.boxplot, {"x": "name", "y": "value"}),
        (sns.heatmap, {"x": "year", "y": "name", "hue": "value"}),
        (tongket.forms.ranges, {"x": "value", "y": "name"}),
        (tongket.forms.stack, {"x": "value", "y": "name"}),
    ],
)
def test_any_axes_level_function_or_form_is_taken(
    function: Any, arguments: dict[str, str], review: tongket.Review, steps: pd.DataFrame
) -> None:
    shown = whole(review.exhibit(function, steps, **arguments, **WORDS))
    assert shown.drawings.narrow != shown.drawings.wide
    assert len(shown.grid.rows) == 3


def test_a_computed_column_is_marked_and_traced(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(kept_pct=steps["value"] / steps["value"].shift() * 100)
    shown = whole(
        review.exhibit(
            sns.barplot, frame, x="kept_pct", y="name", formula=KEPT, called="Kept", **WORDS
        )
    )
    assert shown.grid.header[-1] == "Kept (calculated on this page)"
    assert "Calculated on this page: Kept = value ÷ value of the row before × 100." in shown.missing
    assert shown.unit == "percent"
    recognised, in_use = shown.figures
    assert isinstance(in_use.origin, Calculation)
    assert [figure.id for figure in in_use.inputs] == STEPS[1:]
    assert [figure.id for figure in recognised.inputs] == STEPS[:2]
    assert float(in_use.value or 0) == pytest.approx(3373 / 3779 * 100)
    assert any("Initiatives put forward" in note for note in shown.missing), (
        "what has no number is named"
    )


def test_a_formula_over_all_rows_rests_on_all_of_them(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(part_pct=steps["value"] / steps["value"].sum() * 100)
    shown = whole(
        review.exhibit(
            sns.barplot, frame, x="part_pct", y="name", formula="value / value.sum() * 100", **WORDS
        )
    )
    assert all([f.id for f in figure.inputs] == STEPS for figure in shown.figures)


def test_the_interval_of_a_computed_number_comes_from_its_figures(review: tongket.Review) -> None:
    """About 6,800 is 6,700 to 6,900: half of it is 3,350 to 3,450, and of each organisation the quotient of the ends."""
    capacity = review.frame("capacity.staff", "capacity.organisations")
    frame = capacity[capacity["preferred"]]
    half = frame.assign(half=frame["value"] / 2)
    shown = whole(
        review.exhibit(sns.barplot, half, x="half", y="name", formula="value / 2", **WORDS)
    )
    (staff,) = (f for f in shown.figures if "capacity.staff" in f.id)
    assert staff.interval == Interval(Fraction(3350), Fraction(3450))
    less = frame.assign(less=10_000 / frame["value"])
    arguments = {"x": "less", "y": "name", "formula": "10_000 / value", "unit": "times"}
    shown = whole(review.exhibit(sns.barplot, less, **arguments, **WORDS))
    (staff,) = (f for f in shown.figures if "capacity.staff" in f.id)
    assert staff.interval is not None
    assert float(staff.interval.lower or 0) == pytest.approx(10_000 / 6900)
    assert float(staff.interval.upper or 0) == pytest.approx(10_000 / 6700)


@pytest.mark.parametrize(
    "cell",
    [
        'steps = steps.assign(kept_pct=steps["value"] / steps["value"].shift() * 100)',
        "steps = steps.assign(kept_pct=lambda rows: rows.value / rows.value.shift() * 100)",
        'steps = steps.copy(); steps["kept_pct"] = steps["value"] / steps["value"].shift() * 100',
        'steps = (steps.copy().assign(kept_pct=lambda rows: rows["value"].div(rows["value"].shift()) * 100))',
    ],
)
def test_the_formula_is_found_in_the_executed_cells(
    cell: str, review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    import IPython

    names: dict[str, Any] = {"steps": steps, "pd": pd, "In": ["%matplotlib inline", cell, "steps"]}
    exec(cell, names)
    shell = type("Shell", (), {"user_ns": names})
    monkeypatch.setattr(IPython, "get_ipython", shell)
    shown = whole(review.exhibit(sns.barplot, names["steps"], x="kept_pct", y="name", **WORDS))
    assert [f.id for f in shown.figures[-1].inputs] == STEPS[1:]
    assert "Calculated on this page: kept_pct = value ÷ value of the row before × 100." in (
        shown.missing
    )


def run(monkeypatch: pytest.MonkeyPatch, cell: str, **names: Any) -> dict[str, Any]:
    """The names of a kernel in which a cell ran."""
    import IPython

    names = {"pd": pd, "In": [cell], **names}
    exec(cell, names)
    monkeypatch.setattr(IPython, "get_ipython", type("Shell", (), {"user_ns": names}))
    return names


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        (
            (
                "kept = steps.assign(step=steps.value / steps.value.shift()).assign(\n"
                "    lost_pct=lambda rows: 100 - rows.step * 100)"
            ),
            "100 − value ÷ value of the row before × 100",
        ),
        (
            'total = steps["value"].sum()\nkept = steps.assign(lost_pct=steps["value"] / total * 100)',
            "value ÷ sum of all values × 100",
        ),
        (
            "lost_pct = steps.value / steps.value.max() * 100\nkept = steps.assign(lost_pct=lost_pct)",
            "value ÷ greatest of all values × 100",
        ),
    ],
)
def test_what_a_formula_names_is_written_out_down_to_the_figures(
    cell: str, formula: str, review: tongket.Review, steps: pd.DataFrame,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept = run(monkeypatch, cell, steps=steps)["kept"]
    shown = whole(review.exhibit(sns.barplot, kept, x="lost_pct", y="name", **WORDS))
    assert f"Calculated on this page: lost_pct = {formula}." in shown.missing
    assert {figure.id for figure in shown.figures[-1].inputs} <= {*STEPS}
    assert STEPS[-1] in {figure.id for figure in shown.figures[-1].inputs}
    assert len({figure.anchor for figure in shown.figures}) == len(shown.figures)


def test_a_formula_that_reads_no_figure_is_refused(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(year_pct=steps["year"] / 100)
    with pytest.raises(
        UsageError, match=r"year_pct: expected a formula over .*got year / 100, whose"
    ):
        review.exhibit(sns.barplot, frame, x="year_pct", y="name", formula="year / 100", **WORDS)


def test_the_data_of_parts_hold_the_wholes(review: tongket.Review, steps: pd.DataFrame) -> None:
    total = steps.loc[steps["indicator"] == STEPS[1], ["value", "anchor"]].add_suffix("_total")
    rows = steps[steps["indicator"] == STEPS[2]].merge(total, how="cross")
    parts = {"x": "value", "whole": "value_total", "y": "name", **WORDS}
    shown = whole(review.exhibit(tongket.forms.parts, rows, **parts))
    assert shown.grid.header == ("Figure", "Value", "Whole")
    assert shown.grid.rows[0][1:] == (review[STEPS[2]], review[STEPS[1]])
    assert review[STEPS[1]] in shown.figures
    with pytest.raises(
        UsageError, match=r"'value_total' alone\. .*value_total belongs to anchor_t"
    ):
        review.exhibit(tongket.forms.parts, rows.drop(columns="anchor_total"), **parts)


def test_the_data_of_a_scorecard_say_where_each_result_lies(review: tongket.Review) -> None:
    stated = review.frame("research", "ip", measures="target_pct")
    shown = whole(review.exhibit(tongket.forms.scorecard, stated, x="value", y="name", **WORDS))
    assert shown.grid.header == ("Figure", "Value", "Against the plan")
    assert {str(row[-1]) for row in shown.grid.rows} == {"above plan"}


def test_rows_may_be_selected_after_the_column_was_computed(
    review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    import IPython

    cell = 'steps = steps.assign(kept_pct=steps["value"] / steps["value"].shift() * 100)'
    names: dict[str, Any] = {"steps": steps, "In": [cell]}
    exec(cell, names)
    monkeypatch.setattr(IPython, "get_ipython", type("Shell", (), {"user_ns": names}))
    last = names["steps"].tail(1)
    shown = whole(review.exhibit(sns.barplot, last, x="kept_pct", y="name", **WORDS))
    assert [f.id for f in shown.figures[0].inputs] == STEPS[1:]


def test_a_formula_that_gives_other_numbers_is_refused(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(kept_pct=[1.0, 2.0, 3.0])
    with pytest.raises(UsageError, match="kept_pct: expected the formula of a column .* got none"):
        review.exhibit(sns.barplot, frame, x="kept_pct", y="name", **WORDS)
    with pytest.raises(UsageError, match="got one that gives other numbers: value / value.shift"):
        review.exhibit(sns.barplot, frame, x="kept_pct", y="name", formula=KEPT, **WORDS)
    with pytest.raises(
        UsageError, match=r"formula: expected an expression over the columns .*NameError"
    ):
        review.exhibit(sns.barplot, frame, x="kept_pct", y="name", formula="valu * 2", **WORDS)


def test_a_changed_value_is_no_figure_of_the_record(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    with pytest.raises(
        UsageError, match=r"value: expected 4298\.0 .*got 4299\.0(.|\n)*into columns of your own"
    ):
        review.exhibit(
            sns.barplot, steps.assign(value=steps["value"] + 1), x="value", y="name", **WORDS
        )


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("value / value.shift() * 100", "percent"),
        ("value / value.sum()", "times"),
        ("100 - value / value.sum() * 100", "percent"),
        ("value / value.sum() * 100 - value / value.max() * 100", "percentage points"),
        ("value * 2", "solutions, initiatives"),
        ("value - value.shift()", "number"),
        ("value - 1", "solutions, initiatives"),
    ],
)
def test_the_unit_of_a_computed_column_is_that_of_its_formula(
    formula: str, unit: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(found=eval(formula, {"value": steps["value"]}))
    shown = whole(review.exhibit(sns.barplot, frame, x="found", y="name", formula=formula, **WORDS))
    assert shown.unit == unit


def test_a_name_or_unit_that_contradicts_the_formula_is_refused(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(twice_pct=steps["value"] * 2, twice=steps["value"] * 2)
    asked: dict[str, Any] = {"y": "name", "formula": "value * 2", **WORDS}
    with pytest.raises(UsageError, match=r"gives solutions, got percent from its name\. Correct"):
        review.exhibit(sns.barplot, frame, x="twice_pct", **asked)
    with pytest.raises(UsageError, match=r"gives solutions, got VND from unit=\. Correct"):
        review.exhibit(sns.barplot, frame, x="twice", unit="VND", **asked)
    shown = whole(review.exhibit(sns.barplot, frame, x="twice", unit="initiatives", **asked))
    assert shown.unit == "initiatives", "one word for both where the author gives it"
    squared = steps.assign(squared=steps["value"] ** 2)
    with pytest.raises(
        UsageError, match="squared = value .*expected the unit of a computed column"
    ):
        review.exhibit(sns.barplot, squared, x="squared", **{**asked, "formula": "value ** 2"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "exhibit: expected title=, got none"),
        ({"note": ""}, "exhibit: expected note=, got none"),
        (
            {"x": "valu"},
            r"expected a column of the frame for x=, got 'valu'\. Did you mean 'value'",
        ),
        ({"hue": "nam"}, r"for hue=, got 'nam'\. Did you mean 'name'"),
        ({"palete": "x"}, r"got palete\. Did you mean 'palette'"),
        ({"function": sns.catplot}, r"that draws on axes, got catplot\. Take sns\.barplot"),
        ({"function": sns.relplot}, r"got relplot\. Take sns\.lineplot"),
        ({"function": sns.distplot}, r"^distplot: .* Take sns\.histplot\.$"),
    ],
)
def test_what_is_missing_or_unknown_is_named(
    change: dict[str, Any], message: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    asked = {"function": sns.barplot, "frame": steps, "x": "value", "y": "name", **WORDS, **change}
    with pytest.raises(UsageError, match=message):
        review.exhibit(**asked)


@pytest.mark.parametrize("axes", [{"y": "area_name"}, {"x": "value"}, {"x": "value", "y": "name"}])
def test_rows_are_counted_in_the_frame_whatever_axes_are_named(
    axes: dict[str, str], review: tongket.Review, steps: pd.DataFrame
) -> None:
    with pytest.raises(
        UsageError, match=r"^countplot: expected .* amounts.*frame\.groupby.*barplot\.$"
    ):
        review.exhibit(sns.countplot, steps, **axes, **WORDS)


def test_a_frame_that_does_not_lead_to_figures_is_refused(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    with pytest.raises(
        UsageError,
        match=r"by `anchor`, got name, value\. Join it with review\.frame.*tongket\.style",
    ):
        review.exhibit(sns.barplot, steps[["name", "value"]], x="value", y="name", **WORDS)


def test_two_units_share_no_scale(review: tongket.Review) -> None:
    frame = review.frame("ip.titles_granted", "ip.support_paid")
    frame = frame[frame["preferred"]]
    shown = listed(
        review.exhibit(sns.barplot, frame, x="value", y="name", **WORDS),
        "The values are of several units.",
    )
    assert [figure.anchor for figure in shown.figures] == [*frame["anchor"]]


def test_one_row_a_mark(review: tongket.Review, steps: pd.DataFrame) -> None:
    plan = review.frame("research.tasks_launched", measures=["target_pct", "over_target_pct"])
    plan = plan[plan["preferred"]]
    shown = listed(
        review.exhibit(sns.barplot, plan, x="value", y="name", **WORDS),
        "Several values are called alike.",
    )
    assert [row[1] for row in shown.grid.rows] == ["percent of the plan", "percent above the plan"]
    twice = review.exhibit(sns.barplot, pd.concat([steps, steps]), x="value", y="name", **WORDS)
    assert len(listed(twice, "Several values are called alike.").grid.rows) == 2 * len(steps)


def test_a_computed_column_that_no_drawing_can_show_is_listed_with_its_name(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    half = pd.concat([steps, steps]).assign(half=lambda frame: frame["value"] / 2)
    asked = {"x": "half", "y": "name", "formula": "value / 2", "called": "Half", **WORDS}
    shown = listed(review.exhibit(sns.barplot, half, **asked), "Several values are called alike.")
    assert "Half" in shown.grid.header


def ranks(review: tongket.Review) -> pd.DataFrame:
    pii = review.frame("innovation.pii_rank", years="all")
    return pii[pii["preferred"] & pii["value"].notna() & (pii["measure"] == "actual")]


def test_ranks_take_their_own_form(review: tongket.Review) -> None:
    for function in (sns.lineplot, sns.barplot, sns.pointplot):
        with pytest.raises(UsageError, match=r"got ranks, .* Take tongket\.forms\.ranks"):
            review.exhibit(function, ranks(review), x="year", y="value", **WORDS)
    shown = whole(
        review.exhibit(tongket.forms.ranks, ranks(review), x="value", y="period", **WORDS)
    )
    assert ">63</text>" in shown.drawings.narrow, "the last place ranked ends the scale"
    assert shown.grid.header == ("Period", "Value", "Places ranked")
    assert [figure.value for _, _, figure in shown.grid.rows] == [63, 63]
    assert {figure.anchor for _, _, figure in shown.grid.rows} <= review.page.figures.keys()
    assert shown.alt.startswith("Ranks, row by row: 2023 rank 5; 2024 rank 7")


def years(review: tongket.Review) -> pd.DataFrame:
    """Rows of several years, made from one: no indicator but ranks has several on record."""
    frame = review.frame("ip.titles_granted", years="all", measures="actual")
    # Whatever is entered of later years.
    return frame[frame["preferred"] & (frame["part"] | frame["year"].eq(2024))]


def test_a_part_of_a_year_joins_no_line(review: tongket.Review) -> None:
    assert years(review)["part"].nunique() == 2
    shown = listed(
        review.exhibit(sns.lineplot, years(review), x="year", y="value", **WORDS),
        "A line would join periods of different length.",
    )
    assert {row[1] for row in shown.grid.rows} == {"2024", "January–May 2025"}


def test_a_line_does_not_cross_a_break(review: tongket.Review) -> None:
    """Two places are two series, also where the notebook left out what says so."""
    frame = review.frame("innovation.pii_score", years="all", areas="all").dropna(subset="value")
    frame = frame[frame["preferred"]].drop_duplicates("series").drop_duplicates("year").head(2)
    for given in (frame, frame.drop(columns=["series", "part", "period", "area"])):
        shown = review.exhibit(sns.lineplot, given, x="year", y="value", **WORDS)
        listed(shown, "A line would join years that do not compare.")
    shown = whole(review.exhibit(sns.lineplot, frame, x="year", y="value", units="series", **WORDS))
    assert len(shown.figures) == 2


def test_what_is_missing_is_named_with_its_reason(review: tongket.Review) -> None:
    pii = review.frame("innovation.pii_rank", years=2025)
    rows = pii[(pii["measure"] == "actual") | pii["value"].isna()]
    assert rows["value"].isna().any()
    shown = review.exhibit(tongket.forms.ranks, rows, x="value", y="period", **WORDS)
    assert isinstance(shown, Claim), "no rank is known: a sentence instead of an empty chart"
    assert not shown.stated


def test_an_empty_frame_gives_a_sentence(review: tongket.Review, steps: pd.DataFrame) -> None:
    shown = review.exhibit(sns.barplot, steps.head(0), x="value", y="name", **WORDS)
    assert isinstance(shown, Claim)
    assert shown.text == "No such figure is on record."
    assert str(review.show(steps.head(0), **WORDS)) == shown.text, "the same in a table"
    computed = steps.assign(kept_pct=steps["value"]).head(0)
    untraced = review.exhibit(sns.barplot, computed, x="kept_pct", y="name", **WORDS)
    assert str(untraced) == shown.text, "no formula is looked for where there is nothing to trace"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"palette": "rocket"}, r"barplot: expected no palette=.*got 'rocket'\. Leave it out"),
        ({"order": ["b", "a"]}, r"expected no order=.*Sort the frame"),
        ({"orient": "y"}, r"expected no orient=.*Exchange x= and y="),
        ({"seed": None}, r"expected no seed=.*got None"),
        ({"dodge": False}, r"barplot: expected no dodge=.*got False\. Leave it out.*forms\.parts"),
        ({"color": "black"}, r"expected no color="),
        ({"ax": 1, "width": 2}, r"(?s)expected no width=.*expected no ax="),
    ],
)
def test_what_the_house_sets_is_refused(
    given: dict[str, Any], message: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    with pytest.raises(UsageError, match=message):
        review.exhibit(sns.barplot, steps, x="value", y="name", **given, **WORDS)


@pytest.mark.parametrize("given", [[1], None, pd.Series([1])])
def test_what_is_no_frame_is_refused(given: Any, review: tongket.Review) -> None:
    with pytest.raises(UsageError, match=rf"exhibit: expected a frame, got {type(given).__name__}"):
        review.exhibit(sns.barplot, given, x="value", y="name", **WORDS)


def test_a_heatmap_needs_its_amounts(review: tongket.Review, steps: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="heatmap: expected hue=, the column of the amounts"):
        review.exhibit(sns.heatmap, steps, x="year", y="name", **WORDS)
    with pytest.raises(UsageError, match="heatmap: expected y=, the column of the rows"):
        review.exhibit(sns.heatmap, steps, x="year", hue="value", **WORDS)


def test_more_values_than_can_be_moved_are_refused_unless_exact(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.review.computed.MANY", 1)
    rows = review.frame("capacity", "ip", "renewal").dropna(subset="value")
    exact = rows["lower"] == rows["upper"]
    asked = {"x": "twice", "y": "name", "formula": "value * 2", **WORDS}
    for kept in (rows[exact], rows[~exact]):
        assert len(kept) > 1
    hedged = rows[~exact].head(2).assign(twice=lambda frame: frame["value"] * 2)
    with pytest.raises(UsageError, match=r"value \* 2: expected at most 1 values.*got 2\. Select"):
        review.exhibit(sns.barplot, hedged, **asked)
    plain = rows[exact].head(2).assign(twice=lambda frame: frame["value"] * 2)
    assert whole(review.exhibit(sns.barplot, plain, **asked)).figures


def test_the_own_place_is_set_apart_among_others(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_regional_mean", years="all", areas="all")
    frame = frame[frame["preferred"]]
    shown = whole(review.exhibit(sns.pointplot, frame, x="value", y="area_name", **WORDS))
    assert len(shown.figures) == len(frame) > 3
    assert shown.grid.header[0] == "Area", "a column has one heading, in tables and in exhibits"


def test_every_numeral_of_a_computed_exhibit_is_traced(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    """The page that shows it and its sources has no numeral that comes from nowhere."""
    own = tongket.open_review(2024, "VN-CT", "en")
    rows = own.frame("ip")
    rows = rows[rows["indicator"].isin(STEPS) & rows["preferred"]]
    rows = rows.assign(kept_pct=rows["value"] / rows["value"].shift() * 100)
    shown = own.exhibit(sns.barplot, rows, x="kept_pct", y="name", formula=KEPT, **WORDS)
    results = [shown, own.sources()]
    cells = [nbformat.v4.new_code_cell("show", outputs=outputs_of(result)) for result in results]
    notebook = nbformat.v4.new_notebook(cells=cells)
    page, _ = TongketExporter(page_language="en").from_notebook_node(notebook)
    assert "89.3%" in page
    assert 'class="tk-wide"' in page, "the page has drawings, not the picture"
    assert "<img" not in page
    assert page.count(f'id="{shown.caption.id}-title"') == 1, "title and picture of the notebook go"
    figures = parts_in(notebook, "en").figures
    assert "kept-pct" in "".join(figure.anchor for figure in figures)
    assert unaccounted(page, own.store, "en", known_texts(own.store, "en"), figures) == []


def test_a_notebook_shows_a_chart_as_title_picture_and_data(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    """JupyterLab takes drawings out of a notebook that it does not trust, forges take images out of HTML."""
    shown = whole(review.exhibit(sns.barplot, steps, x="value", y="name", **WORDS))
    above, drawn, below = outputs_of(shown)
    assert (above.data["text/plain"], drawn.data["text/plain"]) == (
        shown.caption.title.text,
        shown.alt,
    )
    assert "<h3" in above.data["text/html"]
    assert set(drawn.data) == {"image/png", "text/plain"}, "any other form would be taken instead"
    assert shown.alt in below.data["text/html"], "JupyterLab gives a picture no words"
    assert "<table" in below.data["text/html"]
    for html in (above.data["text/html"], below.data["text/html"]):
        assert not re.search("<svg|<img", html)
    assert below.data[MIME]["drawings"]["wide"] == shown.drawings.wide
    said = drawn.metadata["image/png"]
    assert (said["width"], said["alt"]) == (720, shown.alt)
    image = Image.open(io.BytesIO(base64.b64decode(drawn.data["image/png"]))).convert("RGB")
    assert image.size == (said["width"], said["height"])
    assert image.getpixel((0, 0)) == (255, 255, 255), "a ground of its own"
    colours = {colour for _, colour in image.getcolors(1 << 20) or ()}
    assert {ImageColor.getrgb(SERIES[0]), ImageColor.getrgb(INK)} <= colours, "its own colours"


def test_a_table_is_one_output_of_a_notebook(review: tongket.Review, steps: pd.DataFrame) -> None:
    table = review.show(steps, title="Steps", note="A note.")
    (output,) = outputs_of(table)
    assert output.data["text/html"].count("<h3") == 1
    assert not output.metadata


def test_a_chart_of_another_version_is_shown_on_the_page_as_its_notebook_does(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    shown = whole(review.exhibit(sns.barplot, steps, x="value", y="name", **WORDS))
    outputs = outputs_of(shown)
    del outputs[-1].data[MIME]["table"]
    cell = nbformat.v4.new_code_cell("show", outputs=outputs)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    page, _ = TongketExporter(page_language="en").from_notebook_node(notebook)
    (image,) = re.findall("<img [^>]*>", page)
    assert 'width="720"' in image
    assert re.search(r'alt="From highest to lowest: [^"]+4,298 solutions', image)


def test_the_same_frame_gives_the_same_bytes(steps: pd.DataFrame) -> None:
    drawn = []
    for _ in range(2):
        own = tongket.open_review(2024, "VN-CT", "vi")
        rows = own.frame("ip")
        rows = rows[rows["indicator"].isin(STEPS) & rows["preferred"]]
        drawn.append(
            [
                whole(own.exhibit(f, rows, x="value", y="name", **WORDS)).drawings
                for f in (sns.barplot, sns.stripplot)
            ]
        )
    assert drawn[0] == drawn[1]


def test_nothing_of_numpy_reaches_a_figure(review: tongket.Review, steps: pd.DataFrame) -> None:
    frame = steps.assign(order_ratio=steps["value"].rank())
    shown = whole(
        review.exhibit(
            sns.barplot,
            frame,
            x="order_ratio",
            y="name",
            formula="value.rank()",
            unit="times",
            **WORDS,
        )
    )
    assert all(type(figure.value) is Fraction for figure in shown.figures)
