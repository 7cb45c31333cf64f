"""An exhibit believes its rows' anchors, not columns: what was left out, overwritten or typed changes no mark and no number."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from typing import Any

import pandas as pd
import pytest
import seaborn as sns

import tongket
from fixtures.exhibits import STEPS, WORDS, ran
from tongket.errors import UsageError
from tongket.exhibit import Exhibit
from tongket.model import Observation, Text, TimePeriod
from tongket.output import Drawings
from tongket.review.formula_words import FormulaWords
from tongket.review.frame import COLUMNS, NAMES
from tongket.review.groups import refuse_unlike

# What marks a row, and what a notebook may leave out of a frame.
MARKS = ["part", "series", "period", "year", "unit", "area", "disputed", "qualifier", "measure"]


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes most of the time of an exhibit and is tested in tests/unit/charts."""
    empty = Drawings("<svg/>", "<svg/>")
    # The package has a function of the module's name.
    module = import_module("tongket.review.frame_exhibit")
    monkeypatch.setattr(module, "drawings", lambda *_: empty)


def bars(review: tongket.Review, frame: pd.DataFrame, **asked: Any) -> Exhibit:
    shown = review.exhibit(sns.barplot, frame, **{"x": "value", "y": "name", **WORDS, **asked})
    assert isinstance(shown, Exhibit)
    return shown


# The record wins


def test_what_marks_a_row_comes_from_its_anchor_where_the_column_was_left_out(
    review: tongket.Review,
) -> None:
    months = review.frame("services", years=2025, measures="actual").dropna(subset="value")
    months = months[months["part"] & months["preferred"] & (months["unit"] == "instruments")]
    for frame in (months, months.drop(columns=MARKS)):
        shown = bars(review, frame)
        assert "Hatched bars cover a part of a year." in shown.missing
        assert shown.unit == "measuring instruments"
    disputed = review.frame("research.tasks_launched", measures="all")
    disputed = disputed[disputed["disputed"]]
    assert "(?)" in bars(review, disputed.drop(columns=MARKS)).html


def test_a_table_says_the_period_also_where_the_notebook_left_it_out(
    review: tongket.Review,
) -> None:
    months = review.frame("services", years=2025, measures="actual").dropna(subset="value")
    for words in (WORDS, {}):
        shown = review.show(months.drop(columns=MARKS), **words)
        assert "January–May 2025" in shown.html


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in {"anchor", *NAMES}])
def test_a_column_that_contradicts_the_record_is_refused(
    column: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    other: Any = {"bool": ~steps[column].astype(bool), "str": "another"}.get(COLUMNS[column], 2030)
    frame = steps.assign(**{column: other})
    for show in (bars, lambda r, f: r.show(f, **WORDS), lambda r, f: r.show(f)):
        with pytest.raises(
            UsageError, match=rf"row \d+, {column}: expected .* as of ip-init.*, got"
        ):
            show(review, frame)


def test_a_name_may_hold_more_of_the_record_and_nothing_else(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    longer = steps.assign(name=steps["name"] + " (" + steps["period"] + ")")
    assert "Initiatives in use (2024)" in bars(review, longer).csv
    for wrong in ("Titles", steps["name"] + " (2030)"):
        with pytest.raises(
            UsageError, match=r"row \d+, name: expected 'Initiatives put forward' as"
        ):
            bars(review, steps.assign(name=wrong))


def test_a_figure_named_anew_is_still_that_figure(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    named = review.frame_of(review[STEPS[0]].named("Proposals"))
    assert len(bars(review, pd.concat([named, steps.tail(2)])).figures) == 3
    assert len(bars(review, steps).figures) == 3


def test_joined_columns_hold_to_their_own_anchor(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    other = steps[["indicator", "value", "year", "anchor"]].add_suffix("_b")
    joined = steps.merge(other, left_on="indicator", right_on="indicator_b")
    assert len(review.figures_of(joined, "anchor_b")) == 3
    with pytest.raises(UsageError, match=r"row 0, year_b: expected 2024 as of ip-initiatives-pro"):
        bars(review, joined.assign(year_b=2030))
    lacking = steps.merge(other.head(1), left_on="indicator", right_on="indicator_b", how="left")
    assert [f.is_missing for f in review.figures_of(lacking, "anchor_b")] == [False, True, True]


# Nothing typed


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("frame = steps.assign(x=[1, 2, 3])", "x: expected the formula of a column"),
        ("frame = steps.assign(x=100)", "got 100, whose numbers do not depend on them"),
        ("frame = steps.assign(x=steps['value'] * 0 + 9999)", "come from figures, got 9999"),
        ("frame = steps.assign(x=steps['value'] * 0 + 100)", "do not depend on them"),
        ("frame = steps.assign(x=steps['value'] + 5)", "come from figures, got 5"),
        ("frame = steps.assign(x=steps['value'].add(5))", "come from figures, got 5"),
        ("frame = steps.assign(x=steps['value'] / (5 * 1000) * 100)", "figures, got 5000"),
        ("whole = 5000\nframe = steps.assign(x=steps['value'] / whole)", "figures, got 5000"),
        ("frame = steps.assign(k=[2, 3, 4]).assign(x=lambda d: d['value'] * d['k'])", "expected"),
        (
            "frame = steps.assign(x=steps['value'] / other['value'])",
            "expected columns of the frame, got other",
        ),
        ("frame = steps.assign(x=steps['value'].shift(fill_value=5000))", "figures, got 5000"),
        ("frame = steps.assign(x=steps['value'].where(steps['value'] > 7e3, 5000))", "got 5000"),
        ("whole = {'a': 5e3}\nframe = steps.assign(x=steps['value'] / whole['a'])", "got whole"),
        ("whole = [5e3] * 3\nframe = steps.assign(x=steps['value'] / whole)", "got whole"),
        ("frame = steps.assign(x=steps['value'] / pd.Series([2, 1, 2], steps.index))", "frame"),
        ("frame = steps.assign(x=steps['value'] / float('5000'))", "got float('5000')"),
        ("frame = steps.assign(x=steps['value'] / float(figure))", "got float(figure)"),
        ("frame = steps.assign(x=steps['value'] * (steps['value'] > 7e3))", "got value > 7"),
        ("frame = steps.assign(x=own(steps['value']))", "columns of the frame, got own"),
        ("frame = steps.assign(x=steps['value'] * steps.index)", "got steps"),
        (
            "round = own\nframe = steps.assign(x=round(steps['value']))",
            "columns of the frame, got round",
        ),
        (
            "frame = steps.assign(k=['2', '3', '4'])\n"  # noqa: ISC004
            "frame = frame.assign(x=frame['value'] * frame['k'].astype(float))",
            "got k",
        ),
        (
            "frame = steps.assign(a=steps['value'], b=steps['value'])\n"  # noqa: ISC004
            "frame['a'] = frame['b'] * frame['b'] / frame['b']\n"
            "frame['b'] = frame['a'] * frame['a'] / frame['a']\n"
            "frame = frame.assign(x=frame['a'] * frame['a'] * frame['b'])",
            "expected columns of figures",
        ),
        ("frame = steps.assign(x=steps['value'] * 12 * 12)", "one number that converts"),
        ("frame = steps.assign(x=steps['value'] + 100)", "an added 100 beside percent"),
        ("frame = steps.assign(x=steps['value'] + 1 + 1)", "one number added"),
    ],
)
def test_a_number_that_comes_from_no_figure_is_refused(
    cell: str, said: str, review: tongket.Review, steps: pd.DataFrame,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    other = steps.assign(value=[1.0, 2.0, 3.0])
    given = {"figure": review[STEPS[0]], "own": lambda column: column + 5000}
    frame = ran(monkeypatch, cell, steps=steps, other=other, **given)["frame"]
    with pytest.raises(UsageError) as refused:
        bars(review, frame, x="x", unit="solutions")
    assert said in str(refused.value)
    with pytest.raises(UsageError):
        review.show(frame, **WORDS)


def test_units_may_be_converted_and_wholes_be_subtracted_from(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    for formula in (
        "value / 1000", "value / 12", "100 - value / value.sum() * 100", "value - 1",
        "value / value.sum() * 100 / (value.max() / value.sum() * 100) * 100",
        "value - value.shift(periods=0)", "value.groupby(unit, sort=False).transform('sum')",
        "value[indicator == 'ip.initiatives_proposed'].sum() - value", "abs(value)",
    ):  # fmt: skip
        frame = steps.assign(x=eval(formula, {name: steps[name] for name in steps}))
        assert (
            len(
                bars(
                    review,
                    frame,
                    x="x",
                    formula=formula,
                    unit="" if formula != "abs(value)" else "solutions",
                ).figures
            )
            == 3
        )


@pytest.mark.parametrize(
    ("form", "asked", "said"),
    [
        ("ranges", {"plan": ("low", "high")}, r"ranges: .*got the column 'low' alone"),
        ("ranges", {"lower": "low"}, r"low: expected the formula"),
        ("parts", {"whole": "high"}, r"parts: .*got the column 'high' alone"),
    ],
)
def test_typed_ends_bands_and_wholes_are_refused(
    form: str, asked: dict[str, Any], said: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    typed = steps.assign(low=[1.0, 2.0, 3.0], high=[9e5, 9e5, 9e5])
    with pytest.raises(UsageError, match=said):
        review.exhibit(getattr(tongket.forms, form), typed, x="value", y="name", **asked, **WORDS)


def test_the_number_of_places_ranked_is_never_typed(review: tongket.Review) -> None:
    ranks = review.frame("innovation.pii_rank", years="all", measures="actual")
    ranks = ranks.dropna(subset="value")
    for given, asked in (
        (ranks.assign(ranked=9), {}),
        (ranks.assign(places=9), {"ranked": "places"}),
    ):
        with pytest.raises(UsageError, match=r"ranks: expected numbers .*lead to their figures"):
            review.exhibit(tongket.forms.ranks, given, x="value", y="period", **asked, **WORDS)
    for kept in (ranks, ranks[["anchor"]]):
        shown = review.exhibit(tongket.forms.ranks, kept, x="value", y="period", **WORDS)
        assert isinstance(shown, Exhibit)
        assert [str(row[0]) for row in shown.grid.rows] == ["2023", "2024"]


def test_a_planned_band_leads_to_its_plan(review: tongket.Review) -> None:
    rates = review.frame("renewal.technology_renewal_rate").dropna(subset="value")
    plan = rates.loc[rates["measure"] == "target", ["indicator", "lower", "upper", "anchor"]]
    joined = rates[rates["measure"] == "actual"].merge(plan, on="indicator", suffixes=("", "_plan"))
    joined = joined.head(1)
    shown = review.exhibit(
        tongket.forms.ranges,
        joined,
        x="value",
        y="name",
        plan=("lower_plan", "upper_plan"),
        **WORDS,
    )
    assert isinstance(shown, Exhibit)
    assert shown.grid.header[-1] == "Plan"
    assert shown.grid.rows[0][-1].id == "renewal.technology_renewal_rate:target"


def test_words_of_the_notebook_hold_no_number_of_their_own(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    fitting = steps.assign(label=steps["name"] + ", " + steps["period"])
    assert len(bars(review, fitting, y="label").figures) == 3
    typed = steps.assign(label=steps["name"] + ", 999 of them")
    for show in (lambda: bars(review, typed, y="label"), lambda: review.show(typed, **WORDS)):
        with pytest.raises(
            UsageError, match=r"label: expected words with numbers of ip-init.* alone"
        ):
            show()


@pytest.mark.parametrize(
    "typed",
    [
        pd.Series([71, 72, 73], dtype=object),
        [Decimal(71)] * 3,
        pd.Categorical([71, 72, 73]),
        [pd.Timestamp("2031-01-01")] * 3,
        [[71]] * 3,
    ],
    ids=["object", "decimal", "category", "time", "list"],
)
def test_numbers_of_any_kind_are_held_to_the_record(
    typed: Any, review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.reset_index(drop=True).assign(label=typed)
    for show in (lambda: bars(review, frame, y="label"), lambda: review.show(frame, **WORDS)):
        with pytest.raises(
            UsageError, match=r"row 0, label: expected words with numbers of ip-init.* alone"
        ):
            show()


def test_columns_without_a_name_of_their_own_are_refused(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    twice = pd.concat([steps, steps[["value", "value"]].set_axis(["own", "own"], axis=1)], axis=1)
    with pytest.raises(UsageError, match="different names, in words, got own twice"):
        review.show(twice, **WORDS)
    with pytest.raises(UsageError, match="different names, in words, got 5"):
        review.show(steps.assign(own="a").rename(columns={"own": 5}), **WORDS)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("value * 1e-9", "value × 1/1,000,000,000"),
        ("value.round(-3)", "value, rounded to 1,000"),
        ("value.sum().round() / value", "((sum of all values), rounded) ÷ value"),
        ("round(value) / value", "(value, rounded) ÷ value"),
        ("abs(value)", "value, without its sign"),
        ("value.shift(2)", "value 2 rows before"),
        ("value.shift(-2)", "value 2 rows after"),
    ],
)
def test_a_formula_in_words_says_what_it_computes(
    formula: str, words: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    frame = steps.assign(x=eval(formula, {"value": steps["value"]}))
    unit = "" if "/" in formula else "solutions"
    shown = bars(review, frame, x="x", formula=formula, unit=unit)
    assert f"Calculated on this page: x = {words}." in shown.missing


def test_a_name_with_a_comma_is_one_term_in_the_language_that_has_one(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    called = {"paid": Text("tiền", "support"), "who": Text("tổ chức, cá nhân", "recipients")}
    said = FormulaWords(review.registry, steps, {}, called)
    quotient = said.of(ast.parse("paid / who", mode="eval").body)
    assert (quotient.vi, quotient.en) == ("tiền ÷ (tổ chức, cá nhân)", "support ÷ recipients")
    alone = said.of(ast.parse("who", mode="eval").body)
    assert alone.vi == "tổ chức, cá nhân"


def test_a_formula_over_two_places_names_them(review: tongket.Review) -> None:
    scores = review.frame("innovation.pii_score", years=2023, areas=["VN-CT", "VN-HN"])
    scores = scores.dropna(subset="value").drop_duplicates("area")
    one, other = (scores[scores["area"] == area] for area in ("VN-CT", "VN-HN"))
    both = one.merge(other[["indicator", "value", "anchor"]], on="indicator", suffixes=("", "_b"))
    both = both.assign(x=both["value"] / both["value_b"])
    said = bars(review, both, x="x", formula="value / value_b").missing
    words = "x = PII score of Cần Thơ ÷ PII score of Hà Nội."
    assert f"Calculated on this page: {words}" in said


# Every numeral leads to its figure


def test_both_amounts_of_a_scatter_lead_to_their_figures(review: tongket.Review) -> None:
    ranks = review.frame("innovation.pii_rank", years=2024, areas="all").dropna(subset="value")
    scores = review.frame("innovation.pii_score", years=2024, areas="all").dropna(subset="value")
    both = scores.merge(
        ranks[ranks["preferred"]][["area", "value", "anchor"]], on="area", suffixes=("", "_rank")
    ).drop_duplicates("area")
    assert len(both) > 1
    shown = review.exhibit(sns.scatterplot, both, x="value_rank", y="value", **WORDS)
    assert isinstance(shown, Exhibit)
    _, rank, score = shown.grid.rows[0]
    assert {rank.origin.indicator, score.origin.indicator} == {
        "innovation.pii_rank", "innovation.pii_score",
    }  # fmt: skip
    assert {rank.anchor, score.anchor} <= review.page.figures.keys() | {
        f.anchor for f in shown.figures
    }
    sources = {f.origin.source for f in (rank, score)}
    assert all(review.registry.cite(s, "en") in shown.caption.source_line.text for s in sources)
    with pytest.raises(UsageError, match="when: expected the formula of a column"):
        review.exhibit(sns.scatterplot, both.assign(when=2030.0), x="when", y="value", **WORDS)


def test_a_computed_hue_leads_to_its_figures(
    review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = "frame = steps.assign(part=steps['value'] / steps['value'].sum() * 100)".replace(
        "part", "share"
    )
    frame = ran(monkeypatch, cell, steps=steps)["frame"]
    shown = review.exhibit(sns.heatmap, frame, x="year", y="name", hue="share", **WORDS)
    assert isinstance(shown, Exhibit)
    assert all([f.id for f in figure.inputs] == STEPS for figure in shown.figures)
    assert shown.unit == "percent"


# The formula of this frame


def test_the_formula_of_another_frame_is_not_taken(
    review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = (
        "a = a.assign(x=a['value'] / a['value'].sum())\n"
        "b = b.assign(x=[*a['x']])\n"
        "c = c.assign(x=c['value'] / c['value'].max())"
    )
    a = steps.reset_index(drop=True)
    b = review.frame("services").dropna(subset="value").head(3).reset_index(drop=True)
    names = ran(monkeypatch, cell, a=a, b=b, c=a)
    with pytest.raises(UsageError, match="x: expected the formula of a column that the notebook"):
        bars(review, names["b"], x="x")
    for name, words in (("a", "sum of all values"), ("c", "greatest of all values")):
        assert (
            f"Calculated on this page: x = value ÷ {words}."
            in bars(review, names[name], x="x").missing
        )


def test_a_computed_column_carries_the_mark_of_a_contradiction(review: tongket.Review) -> None:
    names = ("research.tasks_launched", "ip.titles_granted")
    frame = review.frame(*names, measures="target_pct")
    frame = frame[frame["preferred"]]
    frame = frame.assign(x=frame["value"] / 10)
    marked = {
        f.inputs[0].id: f.disputed
        for f in bars(
            review, frame[["anchor", "value", "name", "x"]], x="x", formula="value / 10"
        ).figures
    }
    assert marked == {
        "research.tasks_launched:target_pct": "warning", "ip.titles_granted:target_pct": "",
    }  # fmt: skip


# Groups


def test_numbers_of_a_group_lead_to_the_rows_that_give_them(review: tongket.Review) -> None:
    frame = review.frame("ip", measures="actual").dropna(subset="value")
    frame = frame[frame["preferred"] & frame["unit"].isin(["solutions", "initiatives", "titles"])]
    means = frame.groupby("unit_name", sort=False).agg({"value": "mean"})
    shown = review.show(means, of=frame, **WORDS)
    assert isinstance(shown, Exhibit)
    assert shown.part.notes == ("Calculated on this page: value = mean of all values, by unit.",)
    unit = frame["unit_name"].value_counts().idxmax()
    members = set(frame.loc[frame["unit_name"] == unit, "indicator"])
    assert len(members) > 1
    numbers = {row[0].text: row[1] for row in shown.part.table.rows}
    figure = review.page.figures[numbers[unit].anchor.removeprefix("src-")]
    assert {f.id for f in figure.inputs} == members
    assert figure.name.en == f"{unit}: value"
    with pytest.raises(UsageError, match=r"value: expected the formula.* of=frame\."):
        review.show(means.assign(value=[1.0] * len(means)), of=frame, **WORDS)
    with pytest.raises(UsageError, match=r"which leads? nowhere|of=frame"):
        review.show(means, **WORDS)


def test_a_group_of_one_row_shows_the_figure_of_the_record(review: tongket.Review) -> None:
    frame = review.frame("innovation.pii_rank", years=[2023, 2024])
    pivot = frame.pivot_table(index="name", columns="year", values="value")
    shown = review.show(pivot, of=frame, **WORDS)
    assert isinstance(shown, Exhibit)
    assert shown.part.notes == ()
    anchors = [cell.anchor.removeprefix("src-") for cell in shown.part.table.rows[0][1:]]
    assert all(isinstance(review.page.figures[a].origin, Observation) for a in anchors)


def test_counts_of_a_group_say_what_was_counted(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = (
        "marked = record.assign(hedged=record['qualifier'] != 'exact')\n"
        "group = marked.groupby('domain_name', sort=False).agg(\n"
        "    statements=('value', 'size'), off=('disputed', 'sum'), hedged=('hedged', 'sum'))\n"
        "group = group.assign(share=group['off'] / group['statements'] * 100)\n"
        "shown = group.rename(columns={'statements': 'Statements', 'off': 'To be checked first'})\n"
    )
    record = review.frame(measures="all").dropna(subset="value")
    names = ran(monkeypatch, cell, record=record)
    shown = review.show(names["shown"], of=names["marked"], **WORDS)
    assert isinstance(shown, Exhibit)
    assert shown.part.notes == (
        "Calculated on this page: Statements = number of statements, by domain.",
        "Calculated on this page: To be checked first = number of statements in doubt, by domain.",
        "Calculated on this page: hedged = number of statements to which this applies, by domain.",
        "Calculated on this page: share = To be checked first ÷ Statements × 100.",
    )
    typed = names["marked"].assign(hedged=True)
    group = typed.groupby("domain_name", sort=False)[["hedged"]].sum().assign(hedged=7)
    with pytest.raises(UsageError, match="hedged: expected the formula of a column"):
        review.show(group, of=typed, **WORDS)


# What is missing is named


@pytest.mark.parametrize("lost", ["title", "date", "field", "source"])
def test_a_timeline_without_a_column_that_it_needs_is_refused_in_one_line(
    lost: str, review: tongket.Review
) -> None:
    events = review.event_frame("agreement").assign(label="x").drop(columns=lost)
    with pytest.raises(
        UsageError, match=rf"timeline: expected the columns title.*none of {lost}\. K"
    ):
        review.exhibit(tongket.forms.timeline, events, x="at", y="label", **WORDS)


def test_a_movement_is_said_of_anchors_alone(review: tongket.Review) -> None:
    ranks = review.frame("innovation.pii_rank", years="all", measures="actual")
    assert review.moved(ranks[["anchor"]]).text == review.moved(ranks).text


@pytest.mark.parametrize(
    ("function", "asked", "said"),
    [
        (
            sns.barplot,
            {"x": [1, 2, 3]},
            r"barplot: expected the name of a column for x=, got \[1, 2, 3\]",
        ),
        (sns.barplot, {"hue": 5}, r"barplot: expected the name of a column for hue=, got 5\."),
        (tongket.forms.parts, {}, r"parts: expected whole=, got none\. Name the column\."),
        (tongket.forms.stack, {"y": None}, r"stack: expected y=, got none\."),
        (tongket.forms.ranks, {"x": "printed"}, r"ranks: expected numbers in 'printed', got words"),
    ],
)
def test_what_a_form_needs_is_named_in_one_line(
    function: Any, asked: dict[str, Any], said: str, review: tongket.Review, steps: pd.DataFrame
) -> None:
    with pytest.raises(UsageError, match=said):
        review.exhibit(function, steps, **{"x": "value", "y": "name", **asked, **WORDS})


def test_a_table_for_exploring_says_which_columns_are_not_traced(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    shown = review.show(steps.assign(twice=[2.0, 4.0, 6.0], label=steps["name"]))
    assert "Not traced to figures: twice." in shown.html
    assert "Not traced" not in review.show(steps).html


# One thing in a line, and what values are of


def test_a_line_joins_one_indicator_measure_and_place(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    share = review.frame("renewal.high_tech_share").dropna(subset="value")
    share = share[share["preferred"]]
    line = {"x": "measure_name", "y": "value"}
    for rows, x in ((share, "measure_name"), (steps, "name")):
        table = review.exhibit(sns.lineplot, rows, **{**line, "x": x}, **WORDS)
        assert isinstance(table, Exhibit)
        assert table.missing[0].endswith("A line would join different things.")
    shown = review.exhibit(sns.lineplot, share, **line, hue="measure_name", **WORDS)
    assert isinstance(shown, Exhibit)
    ranks = review.frame("innovation.pii_rank", years="all", areas="all", measures="actual")
    ranks = ranks[ranks["preferred"]].dropna(subset="value")
    own = ranks["area"] == "VN-CT"
    ranks = pd.concat([ranks[own & (ranks["year"] == 2024)], ranks[~own & (ranks["year"] == 2023)]])
    ranks = ranks.drop_duplicates("year")
    # Ranks are joined by no line; that one is of another place is said.
    shown = review.exhibit(tongket.forms.ranks, ranks, x="value", y="period", **WORDS)
    assert isinstance(shown, Exhibit)
    other = ranks["area_name"].iloc[1]
    assert shown.missing[-1].endswith(f"2023 – {other}."), shown.missing


def test_a_movement_is_of_one_place_and_names_another(review: tongket.Review) -> None:
    scores = review.frame("innovation.pii_score", years="all", areas="all").dropna(subset="value")
    hanoi = scores[(scores["area"] == "VN-HN") & scores["preferred"]]
    assert review.moved(hanoi).text.startswith("Hà Nội ")
    own = scores[scores["area"] == "VN-CT"]
    assert review.moved(own).text.startswith("Cần Thơ has one year on record")
    with pytest.raises(UsageError, match="moved: expected figures of one .*got several places"):
        review.moved(pd.concat([hanoi, own]))
    with pytest.raises(UsageError, match="several indicators.*several measures"):
        review.moved(review.frame("renewal").dropna(subset="value"))


def test_a_chart_says_the_measure_place_and_period_of_its_values(review: tongket.Review) -> None:
    plans = review.frame("renewal", measures="target").dropna(subset="value")
    assert "All values: plan." in bars(review, plans).missing
    scores = review.frame("innovation.pii_score", years="all", areas="all").dropna(subset="value")
    hanoi = scores[(scores["area"] == "VN-HN") & scores["preferred"]]
    assert "All values: Hà Nội; 2023." in bars(review, hanoi[hanoi["year"] == 2023]).missing
    named = hanoi.assign(label=hanoi["name"] + ", " + hanoi["period"])
    assert "All values: Hà Nội." in bars(review, named, y="label").missing
    own = review.frame("renewal.high_tech_share").dropna(subset="value")
    own = own[own["preferred"]]
    other = own.assign(label=["first", "second"])
    said = "Not results of the place in the period under review: second – plan."
    assert said in bars(review, other, y="label").missing
    assert bars(review, own, y="measure_name").missing == ()
    provinces = scores[(scores["year"] == 2023) & scores["preferred"]].head(12)
    spread = review.exhibit(sns.histplot, provinces, x="value", **WORDS)
    assert isinstance(spread, Exhibit)
    assert "The values differ in: area." in spread.missing


def test_a_table_says_the_measure_and_place_that_all_its_rows_share(
    review: tongket.Review,
) -> None:
    plans = review.frame("renewal", measures="target").dropna(subset="value")
    scores = review.frame("innovation.pii_score", areas="VN-HN", years=2023)
    for words in (WORDS, {}):
        assert "What the value says" in review.show(plans, **words).html
        assert "<th" in review.show(scores, **words).html
        assert "Hà Nội" in review.show(scores, **words).html
        assert "What the value says" not in review.show(scores, **words).html


# Pivots and groups


def test_headings_of_a_pivot_are_held_to_its_figures(review: tongket.Review) -> None:
    share = review.frame("renewal.high_tech_share").dropna(subset="value")
    share = share[share["preferred"]]
    asked: Any = {"index": "name", "values": "anchor", "aggfunc": "first", "sort": False}
    pivot = share.pivot_table(columns="measure", **asked)
    swapped = pivot.rename(columns={"actual": "target", "target": "actual"})
    for wrong in (
        swapped,
        swapped.rename_axis(columns=None),
        swapped.T,
        pivot.rename(index=lambda _: "IP titles granted"),
        swapped.reset_index(),
        pivot.rename_axis(columns=None).rename(columns={"actual": "In 1999"}),
    ):
        with pytest.raises(UsageError, match=r"row .*: expected .* as of renewal-high-tech.*, got"):
            review.show(wrong, **WORDS)
    shown = review.show(pivot.rename(columns={"actual": "Share"}), **WORDS)
    assert isinstance(shown, Exhibit)


def test_a_pivot_says_the_measure_place_and_period_that_no_heading_says(
    review: tongket.Review,
) -> None:
    titles = review.frame("ip.titles_granted", years="all", measures="actual")
    asked: Any = {"index": "name", "columns": "year"}
    by_year = titles[titles["preferred"]]
    for values, more in (("anchor", {"aggfunc": "first"}), ("value", {})):
        shown = review.show(
            by_year.pivot_table(values=values, **asked, **more), of=by_year, **WORDS
        )
        assert isinstance(shown, Exhibit)
        said = "Not results of the place in the period under review: 2025 – January–May 2025."
        assert said in shown.part.notes


def test_a_column_of_another_place_is_named_once(review: tongket.Review) -> None:
    ranks = review.frame("innovation.pii_rank", years="all", measures="actual").dropna(
        subset="value"
    )
    ranked = review.frame("innovation.pii_provinces_ranked", years="all", areas="VN")
    both = ranks.merge(ranked[["year", "anchor"]], on="year", suffixes=("", "_ranked"))
    table = both[["year", "anchor", "anchor_ranked"]]
    shown = review.show(
        table.rename(columns={"anchor": "Rank", "anchor_ranked": "Places ranked"}), **WORDS
    )
    assert isinstance(shown, Exhibit)
    assert len(shown.grid.rows) == 2
    assert shown.part.notes == (
        "Not results of the place in the period under review: Places ranked – Viet Nam.",
    )


def test_a_column_shows_the_numbers_that_the_sources_give(
    review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = (
        "frame = steps.assign(pct=(steps['value'] - steps['value'].sum()) / steps['value'] * 100)"
    )
    frame = ran(monkeypatch, cell, steps=steps.head(2))["frame"]
    shown = review.show(frame, **WORDS)
    assert isinstance(shown, Exhibit)
    for row in shown.part.table.rows:
        figure = review.page.figures[row[2].anchor.removeprefix("src-")]
        assert row[2].words == str(review.shown(figure))
        assert row[2].words.startswith("−")


def test_a_group_adds_each_amount_once_and_in_one_unit(review: tongket.Review) -> None:
    frame = review.frame("ip", "renewal", measures="actual").dropna(subset="value")
    one = frame[frame["preferred"]]
    twice = review.frame("renewal.technology_renewal_rate", measures="actual")
    for of, key, said in (
        (one, "area", r"expected amounts of one unit for their sum, got "),
        (pd.concat([one, one]), "unit_name", r"expected each row of of= once, got .* several"),
        (twice.dropna(subset="value"), "name", r"each amount once for a sum.*'preferred'"),
    ):
        with pytest.raises(UsageError, match=said):
            review.show(of.groupby(key)[["value"]].sum(), of=of, **WORDS)


def test_a_group_adds_no_year_to_a_part_of_it(review: tongket.Review) -> None:
    year = review.figure("ip.titles_granted")
    months = replace(year.origin, time_period=TimePeriod.parse("2024-01/2024-05"))
    part = replace(year, origin=months)
    with pytest.raises(UsageError, match="titles_granted 2024-01/2024-05 beside its year"):
        refuse_unlike("titles", "sum", [year, part])
    refuse_unlike("titles", "max", [year, part])


def test_a_sum_of_ones_is_no_count(review: tongket.Review) -> None:
    ones = review.frame(measures="actual").dropna(subset="value")
    ones = ones[ones["preferred"] & (ones["value"] == 1) & (ones["unit"] != "rank")]
    assert len(ones)
    shown = review.show(ones.groupby("unit_name")[["value"]].sum(), of=ones, **WORDS)
    assert isinstance(shown, Exhibit)
    assert not any("number of statements" in note for note in shown.part.notes)


def test_hedges_stay_in_groups_and_computed_columns(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = review.frame("capacity.staff").dropna(subset="value").head(1)
    assert staff["qualifier"].tolist() == ["about"]
    for group in (
        staff.groupby("name")[["value"]].sum(),
        staff.pivot_table(index="name", columns="year", values="value"),
    ):
        shown = review.show(group, of=staff, **WORDS)
        assert isinstance(shown, Exhibit)
        assert [row[1].words for row in shown.part.table.rows] == ["about 6,800"]
    frame = ran(monkeypatch, "frame = staff.assign(x=staff['value'] * 2)", staff=staff)["frame"]
    table = review.show(frame, **WORDS)
    assert isinstance(table, Exhibit)
    assert "13,400–13,800" in table.html


# Computed figures as rows


def test_a_computed_figure_is_of_the_area_and_period_of_its_inputs(review: tongket.Review) -> None:
    scores = review.frame("innovation.pii_score", years="all", areas="all").dropna(subset="value")
    hanoi = scores[(scores["area"] == "VN-HN") & scores["preferred"]]
    first, last = review.figures_of(hanoi)[0], review.figures_of(hanoi)[-1]
    own = review.figure("ip.titles_granted")
    part = review.part_year("ip.titles_granted")
    doubled = (first * 2).named("Doubled")
    rows = review.frame_of(doubled, last - first, first.named("Score"), own * 2, part * 2)
    year = hanoi["year"].iloc[0]
    assert rows["area"].tolist() == ["VN-HN", "VN-HN", "VN-HN", "VN-CT", "VN-CT"]
    assert rows["year"].tolist() == [year, hanoi["year"].iloc[-1], year, 2024, 2025]
    assert rows["period"].tolist() == [str(year), "", str(year), "2024", "2025-01/2025-05"]
    assert rows["part"].tolist() == [False, False, False, False, True]
    both = review.frame_of((own / own).named("One"), review.count([1], name="Things"))
    assert both["area"].tolist() == ["VN-CT", "VN-CT"]
    assert "All values: Hà Nội; " in " ".join(bars(review, rows.iloc[[0]]).missing)


# Tables without anchors, events, names


@pytest.mark.parametrize(
    "own",
    [
        {"own": pd.Series([71, 72, 73], dtype=object)},
        {"own": ["71 of them", "two", "three"]},
        {"own": [Decimal(71)] * 3},
        {"year": 9999},
    ],
    ids=["object", "words", "decimal", "year"],
)
def test_a_table_without_anchors_shows_no_typed_number(
    own: dict[str, Any], review: tongket.Review, steps: pd.DataFrame
) -> None:
    rows = steps.reset_index(drop=True)[["name", "source"]]
    assert isinstance(review.show(rows, **WORDS), Exhibit)
    (column,) = own
    said = rf"row 0, {column}: expected numbers that the record says of its row, got "
    for frame, of in ((rows, None), (rows[["name"]], steps)):
        with pytest.raises(UsageError, match=said):
            review.show(frame.assign(**own), of=of, **WORDS)
    pivot = steps.pivot_table(index="name", columns="year", values="anchor", aggfunc="first")
    typed = pivot.rename_axis(columns=None).rename(columns=lambda _: "In the year")
    cells = pd.array([*pd.Series(own[column], range(3))], dtype=object)
    with pytest.raises(UsageError, match=said.replace("row 0", "row Initiatives in use")):
        review.show(typed.assign(**{column: cells}), **WORDS)


def test_labels_of_groups_say_numbers_of_their_rows_alone(
    review: tongket.Review, steps: pd.DataFrame
) -> None:
    sizes = steps.groupby("year").size().to_frame("Statements")
    assert isinstance(review.show(sizes, of=steps, **WORDS), Exhibit)
    marked = steps.assign(kind="9,999 of them")
    with pytest.raises(UsageError, match="row 9,999 of them, kind: expected numbers that the rec"):
        review.show(marked.groupby("kind").size().to_frame("n"), of=marked, **WORDS)
    classes = steps.assign(size=pd.cut(steps["value"], [0, 4000, 9000]))
    counted = classes.groupby("size", observed=True).size().to_frame("Statements")
    assert isinstance(review.show(counted, of=classes, **WORDS), Exhibit)


@pytest.mark.parametrize(
    "changed", [{"date": "1999"}, {"at": 1999.5}, {"title": "A prize"}, {"source": "dost-ct-2020"}]
)
def test_a_row_of_events_says_what_the_event_of_its_id_does(
    changed: dict[str, Any], review: tongket.Review
) -> None:
    events = review.event_frame("agreement").tail(1)
    (column,) = changed
    said = rf"row 1, {column}: expected .* as of agreement-semiconductors, got "
    with pytest.raises(UsageError, match=said):
        review.exhibit(tongket.forms.timeline, events.assign(**changed), x="at", y="title", **WORDS)
    with pytest.raises(UsageError, match=said):
        review.show(events.assign(**changed), **WORDS)


def test_events_without_ids_are_held_to_all_that_they_say(review: tongket.Review) -> None:
    events = review.event_frame("agreement")
    columns = ["title", "date", "partners", "source"]
    for shown in (events[columns], events.explode("partners")[columns]):
        assert isinstance(review.show(shown, **WORDS), Exhibit)
        exchanged = shown.assign(date=[*shown["date"]][::-1])
        with pytest.raises(UsageError, match="row 0, title: expected an event on record, got 'Agr"):
            review.show(exchanged, **WORDS)
    labelled = events.assign(label=events["title"] + ", 9,999 of them")
    with pytest.raises(UsageError, match="row 0, label: expected numbers that the record says"):
        review.exhibit(tongket.forms.timeline, labelled, x="at", y="label", **WORDS)
    with pytest.raises(UsageError, match="timeline: expected x='at', the day of each event, got x"):
        review.exhibit(tongket.forms.timeline, events, x="year", y="title", **WORDS)


def test_a_name_holds_no_number_but_those_of_its_figure(review: tongket.Review) -> None:
    figure = review[STEPS[0]]
    for each in (figure, figure * 2):
        with pytest.raises(UsageError, match="name or period alone, got '9,999 initiatives'"):
            each.named("9,999 initiatives")
    assert str(figure.named("Initiatives in 2024").name.en) == "Initiatives in 2024"


def test_names_of_counts_sums_and_columns_hold_no_number_of_their_own(
    review: tongket.Review, steps: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "9,999 of them: expected a name with numbers of names and years on record alone, got 9, 999"
    )
    cell = "frame = steps.assign(x=steps['value'] * 2).rename(columns={'x': '9,999 of them'})"
    frame = ran(monkeypatch, cell, steps=steps)["frame"]
    sizes = steps.groupby("name").size().to_frame("9,999 of them")
    for named in (
        lambda: review.count([1], name="9,999 of them"),
        lambda: review.total(*STEPS, name="9,999 of them"),
        lambda: review.show(frame, **WORDS),
        lambda: review.show(sizes, of=steps, **WORDS),
    ):
        with pytest.raises(UsageError, match=said):
            named()
    name = "Of 2023, per 10,000 inhabitants"
    assert review.named(name).en == name


def test_years_in_place_of_amounts_are_refused_with_the_way_out(review: tongket.Review) -> None:
    titles = review.frame("ip.titles_granted", measures="actual")
    titles = titles[titles["preferred"]]
    with pytest.raises(UsageError) as refused:
        review.exhibit(sns.barplot, titles, x="value", y="year", **WORDS)
    assert str(refused.value) == (
        "barplot: expected amounts in y=, got the years in 'year'. Exchange the axes: x='year', y='value'."
    )
    with pytest.raises(UsageError, match=r"got the years in 'year'\. Name a column .* x='value'"):
        review.exhibit(sns.histplot, titles, x="year", **WORDS)
    assert isinstance(review.exhibit(sns.barplot, titles, x="year", y="value", **WORDS), Exhibit)


def test_measures_and_marks_are_in_the_language_of_the_page() -> None:
    review = tongket.open_review(2024, "VN-CT", "vi")
    share = review.frame("renewal.high_tech_share").dropna(subset="value")
    share = share[share["preferred"]]
    asked: Any = {"index": "name", "values": "anchor", "aggfunc": "first", "sort": False}
    table = review.show(share.pivot_table(columns="measure", **asked), **WORDS)
    assert isinstance(table, Exhibit)
    assert table.grid.header == ("Số liệu", "thực hiện", "kế hoạch")
    long = share.pivot_table(**asked | {"index": ["measure", "disputed"]})
    table = review.show(long.rename(columns={"anchor": "Tỷ trọng"}), **WORDS)
    assert isinstance(table, Exhibit)
    assert table.grid.header == ("Cách nêu", "Mức độ khớp", "Tỷ trọng")
    plan, mark, _ = table.part.table.rows[1]
    assert (plan.text, mark.text) == ("kế hoạch", "khớp với các số liệu khác")
    bar = bars(review, share, hue="measure")
    assert bar.grid.header[:2] == ("Số liệu", "Cách nêu")
    assert [row[1] for row in bar.grid.rows] == ["thực hiện", "kế hoạch"]
    for column, head, cell in (
        ("unit", "Đơn vị", "phần trăm"),
        ("domain", "Lĩnh vực", "Đổi mới công nghệ"),
        ("area", "Địa bàn", "Cần Thơ"),
        ("qualifier", "Cách nguồn nêu", "nêu không rào đón"),
    ):
        bar = bars(review, share.head(1), hue=column)
        assert (bar.grid.header[1], bar.grid.rows[0][1]) == (head, cell)
        wide = review.show(share.head(1).pivot_table(columns=column, **asked), **WORDS)
        assert isinstance(wide, Exhibit)
        assert wide.grid.header == ("Số liệu", cell)
        counted = share.head(1).groupby(column).size().to_frame("n")
        group = review.show(counted, of=share.head(1), **WORDS)
        assert isinstance(group, Exhibit)
        assert (group.grid.header[0], str(group.grid.rows[0][0])) == (head, cell)
    bar = bars(review, share.head(1), hue="disputed")
    assert (bar.grid.header[1], bar.grid.rows[0][1]) == (
        "Mức độ khớp", "khớp với các số liệu khác",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("aggregated", "is_count"),
    [
        ("rows.agg(Total=('value', 'sum'))", False),
        ("rows['value'].sum().rename('Total').to_frame()", False),
        ("rows.agg(Total=('value', 'count'))", True),
        ("rows.size().to_frame('Total')", True),
        ("rows['value'].sum().reset_index(name='Total')", False),
        ("pd.DataFrame({'Total': rows['value'].sum()})", False),
        ("pd.DataFrame({'Total': rows['value'].count()})", True),
    ],
)
def test_of_sum_and_number_that_are_equal_the_cell_says_which(
    aggregated: str, is_count: bool, review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    ones = review.frame(measures="actual").dropna(subset="value")
    ones = ones[ones["preferred"] & (ones["value"] == 1) & (ones["unit"] != "rank")]
    assert len(ones)
    cell = f"rows = ones.groupby('unit_name')\nframe = {aggregated}"
    frame = ran(monkeypatch, cell, ones=ones)["frame"]
    shown = review.show(frame, of=ones, **WORDS)
    assert isinstance(shown, Exhibit)
    counted = "Calculated on this page: Total = number of statements, by unit."
    assert shown.part.notes == ((counted,) if is_count else ())
    cells = [row[1] for row in shown.part.table.rows]
    linked = {getattr(cell, "anchor", "").removeprefix("src-") for cell in cells}
    assert linked == ({""} if is_count else {*ones["anchor"]})


def test_where_nothing_says_whether_it_is_a_sum_or_a_number_it_is_asked(
    review: tongket.Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    ones = review.frame(measures="actual").dropna(subset="value")
    ones = ones[ones["preferred"] & (ones["value"] == 1) & (ones["unit"] != "rank")]
    total = ones.groupby("unit_name")["value"].sum().to_frame("Total")
    with pytest.raises(
        UsageError, match=r"Total: expected numbers of which one thing is true, got"
    ):
        review.show(total, of=ones, **WORDS)
    found = (
        "found = ones.groupby('unit_name')['value'].sum()\nframe = found.reset_index(name='Total')"
    )
    frame = ran(monkeypatch, found, ones=ones)["frame"]
    assert isinstance(shown := review.show(frame, of=ones, **WORDS), Exhibit)
    assert shown.part.notes == ()
    pivot: Any = {"index": "unit_name", "columns": "measure", "values": "value"}
    for method, notes in (("sum", 0), ("count", 1)):
        cell = f"frame = ones.pivot_table(**pivot, aggfunc={method!r})"
        frame = ran(monkeypatch, cell, ones=ones, pivot=pivot)["frame"]
        assert isinstance(shown := review.show(frame, of=ones, **WORDS), Exhibit)
        assert len(shown.part.notes) == notes


def test_a_movement_is_between_periods_of_the_same_months(review: tongket.Review) -> None:
    titles = review.frame("ip.titles_granted", years="all", measures="actual")
    titles = titles[titles["preferred"] & (titles["part"] | titles["year"].eq(2024))]
    with pytest.raises(UsageError, match=r"same months of each, got 2024, 2025-01/2025-05\. Keep"):
        review.moved(titles)
    assert "one year on record: 420 titles" in review.moved(titles[~titles["part"]]).text
    assert "217 titles" in review.moved(titles[titles["part"]]).text
