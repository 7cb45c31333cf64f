"""The frame of the record: its columns, its rows, the way back to the figures, and seaborn on it."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

import tongket
from tongket.errors import EmptyFrameWarning, UsageError
from tongket.model import Lang
from tongket.review.frame import COLUMNS

CHECKOUT = Path(__file__).parents[3]
EVERYTHING = {"years": "all", "areas": "all", "measures": "all"}


def test_the_columns_are_those_of_the_docs_in_their_order_and_type(review: tongket.Review) -> None:
    text = (CHECKOUT / "docs" / "frame.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.M))
    assert list(documented.items()) == list(COLUMNS.items())
    with pytest.warns(EmptyFrameWarning):
        empty = review.frame("ip", years=1950)
    for frame in (review.frame(), empty):
        assert list(frame.columns) == list(COLUMNS)
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == COLUMNS
    assert len(empty) == 0


def test_years_of_which_nothing_is_on_record_are_said_at_the_line_of_the_call(
    review: tongket.Review,
) -> None:
    in_vietnamese = tongket.open_review(year=2024, area="VN-CT")
    for asked, words in (
        (lambda: review.frame("innovation.pii_rank", years=1999), "frame: no figure of 1999 is on record for what is asked. On record are: 2023, 2024, 2025."),
        (lambda: review.series("innovation.pii_rank", years=1999), "no figure of 1999"),
        (lambda: in_vietnamese.frame("innovation.pii_rank", years=[1998, 1999], measures="cumulative"), "của 1998, 1999 cho nội dung được hỏi. Đã có: –."),
    ):  # fmt: skip
        with pytest.warns(EmptyFrameWarning, match=re.escape(words)) as said:
            asked()
        assert [each.filename for each in said] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert review.frame("innovation.pii_rank", areas="VN-51").empty, "the period under review"


def test_without_words_it_is_the_year_and_place_under_review(review: tongket.Review) -> None:
    frame = review.frame()
    assert set(frame["area"]) == {"VN-CT"}
    assert set(frame["year"]) == {2024}
    assert set(frame["measure"]) <= {"actual", "target"}
    whole = frame[frame["period"] == "2024"]
    # 79 of the review less its 6 percentages and multiples, the rank, the rate repeated, three that are missing.
    assert len(whole) == 78
    both = review.frame(years=2025)
    assert set(both["area"]) == {"VN-CT", "VN-CT-2025"}
    parts = both.loc[both["part"], "period"]
    assert set(parts) == {"2025-01/2025-05", "2025-04", "2025-12"} & set(both["period"])
    assert "2025-01/2025-05" in set(parts)


def test_every_statement_of_the_record_is_one_row(review: tongket.Review) -> None:
    frame = review.frame(**EVERYTHING)
    stated = review.store.observations
    assert len(frame) == len(stated)
    assert frame["anchor"].is_unique
    names = ["indicator", "area", "period", "measure", "source", "locator"]
    keys = frame[names].itertuples(index=False, name=None)
    assert sorted(keys) == sorted(row.key for row in stated)


def test_values_are_what_the_printing_allows(review: tongket.Review) -> None:
    frame = review.frame(**EVERYTHING).set_index("anchor")
    ends = ["value", "lower", "upper"]
    assert frame.loc["ip-titles-granted", ends].tolist() == [420, 420, 420]
    assert frame.loc["services-portal-items", ends].tolist() == [10000, 10000, math.inf]
    assert frame.loc["capacity-staff", ends].tolist() == [6800, 6700, 6900]
    band = frame[frame["printed"] == "16..18"].iloc[0]
    assert band[ends].tolist() == [17, 16, 18]
    # The top three: no rank is above the first.
    best = frame[frame["qualifier"] == "at_most"].iloc[0]
    assert best[ends].tolist() == [3, 1, 3]


def test_a_missing_figure_keeps_its_reason(review: tongket.Review) -> None:
    lost = review.frame("innovation.pii_score").iloc[0]
    assert np.isnan(lost[["value", "lower", "upper"]].astype(float)).all()
    assert lost["note"] == "The score was not found in the sources read; the rank was."
    (figure,) = review.figures_of(review.frame("innovation.pii_score"))
    assert figure.is_missing
    assert figure.anchor == review.figure("innovation.pii_score").anchor
    vi = tongket.open_review(2024, "VN-CT", "vi").frame("innovation.pii_score").iloc[0]
    assert vi["note"].startswith("Không tìm thấy")


def test_one_preferred_row_a_fact_is_the_one_that_the_review_shows(review: tongket.Review) -> None:
    frame = review.frame(**EVERYTHING)
    facts = frame.groupby(["indicator", "area", "period", "measure"])["preferred"].sum()
    assert set(facts) == {1}
    rate = review.frame("renewal.technology_renewal_rate", measures="actual")
    assert rate["printed"].tolist() == ["14,025%", "14%", "14.025"]
    assert rate["preferred"].tolist() == [True, False, False]
    own = review.frame(measures="all")
    for row in own[own["preferred"] & own["value"].notna() & ~own["part"]].itertuples():
        assert review.figure(f"{row.indicator}:{row.measure}").anchor == row.anchor


def test_disputed_rows_are_the_disputed_figures(review: tongket.Review) -> None:
    frame = review.frame(measures="all")
    figures = review.figures_of(frame)
    assert frame["disputed"].tolist() == [bool(figure.disputed) for figure in figures]
    launched = frame[frame["indicator"] == "research.tasks_launched"].set_index("measure")
    assert launched["disputed"].to_dict() == {
        "actual": False, "target_pct": True, "over_target_pct": False,
    }  # fmt: skip


def test_ids_are_equal_in_both_languages_and_names_are_not(review: tongket.Review) -> None:
    en, vi = (
        review.frame(measures="all"),
        tongket.open_review(2024, "VN-CT", "vi").frame(measures="all"),
    )
    shown = {"name", "domain_name", "area_name", "measure_name", "unit_name", "note"}
    ids = [name for name in COLUMNS if name not in shown]
    pd.testing.assert_frame_equal(en[ids], vi[ids], check_flags=False)
    row = vi[vi["indicator"] == "ip.titles_granted"].iloc[0]
    assert row[["domain_name", "measure_name", "area_name"]].tolist() == [
        "Sở hữu trí tuệ", "thực hiện", "Cần Thơ",
    ]  # fmt: skip
    assert not set(vi["measure_name"]) & set(en["measure_name"])


def test_rows_are_in_the_order_of_the_review(review: tongket.Review) -> None:
    frame = review.frame(**EVERYTHING)
    domains = sorted(review.registry.domains.values(), key=lambda domain: domain.order)
    there = [domain.id for domain in domains if domain.id in set(frame["domain"])]
    assert list(dict.fromkeys(frame["domain"])) == there
    ip = [name for name in review.registry.indicators if name.startswith("ip.")]
    assert list(dict.fromkeys(review.frame("ip")["indicator"])) == [
        name for name in ip if name in set(review.frame("ip")["indicator"])
    ]
    years = frame[frame["indicator"] == "innovation.pii_rank"].groupby("area")["year"]
    assert all(group.is_monotonic_increasing for _, group in years)


def test_a_series_changes_where_figures_do_not_compare(review: tongket.Review) -> None:
    frame = review.frame(**EVERYTHING)
    tasks = frame[
        (frame["indicator"] == "research.tasks_launched") & (frame["measure"] == "actual")
    ]
    assert tasks["status"].tolist() == ["A", "D"]
    assert tasks["series"].nunique() == 2
    ranks = frame[(frame["indicator"] == "innovation.pii_rank") & (frame["area"] == "VN-HN")]
    assert ranks.set_index("year")["series"].to_dict() == {
        2023: "VN-HN, of 63", 2024: "VN-HN, of 63", 2025: "VN-HN, of 34",
    }  # fmt: skip


def test_areas_are_places_with_their_mergers_or_single_areas(review: tongket.Review) -> None:
    rank = "innovation.pii_rank"
    assert set(review.frame(rank, years="all", areas="VN-CT")["area"]) == {"VN-CT", "VN-CT-2025"}
    merged = review.frame(rank, years="all", areas=["VN-CT-2025"])
    assert merged["area_name"].tolist() == ["Cần Thơ (since 1 July 2025)"]
    everywhere = review.frame("innovation", years="all", areas="all")
    assert set(everywhere["area_kind"]) == {"province", "region", "country"}


def test_everything_unknown_is_refused_at_once_with_near_names(review: tongket.Review) -> None:
    with pytest.raises(UsageError) as refused:
        review.frame(
            "ipp", "ip.title_granted", years=[20244, "2024", 2024.0, True], areas="VN-XT",
            measures=["actul", "target"],
        )  # fmt: skip
    lines = str(refused.value).splitlines()
    assert lines[0] == (
        "frame: expected a domain or an indicator of data/indicators.toml, got 'ipp'. "
        "Did you mean 'ip'?"
    )
    assert "Did you mean 'ip.titles_granted'" in lines[1]
    assert lines[2].partition("got ")[2].startswith("20244. Did you mean 2024")
    assert [line.partition("got ")[2].split(". ")[0] for line in lines[3:6]] == [
        "'2024'", "2024.0", "True.",
    ]  # fmt: skip
    assert (
        "areas: expected 'all' or a code of data/areas.csv, got 'VN-XT'. Did you mean" in lines[6]
    )
    assert lines[7].endswith("got 'actul'. Did you mean 'actual'?")
    assert len(lines) == 8
    with pytest.raises(UsageError, match=r"got \['ip'\]\. Give names one by one\."):
        review.frame(["ip"])  # type: ignore[arg-type]
    assert len(review.frame("ip", years=np.int64(2024))) == len(review.frame("ip"))  # type: ignore[arg-type]


def test_every_row_leads_back_to_its_figure(review: tongket.Review) -> None:
    frame = review.frame("ip", "services")
    worked = (
        frame[frame["value"] > 100]
        .sort_values("value", ascending=False)
        .assign(thousands=lambda d: d["value"] / 1000)
        .merge(pd.DataFrame({"indicator": ["ip.titles_granted"], "mine": [1]}), how="left")
    )
    figures = review.figures_of(worked)
    assert [figure.anchor for figure in figures] == worked["anchor"].tolist()
    assert [float(figure.value) for figure in figures if figure.value is not None] == (
        worked.loc[worked["value"].notna(), "value"].tolist()
    )
    assert {figure.observations[0].as_printed for figure in figures} == set(worked["printed"])
    assert review.figures_of(frame.iloc[:0]) == []


def test_rows_that_lead_astray_are_refused(review: tongket.Review) -> None:
    frame = review.frame("ip")
    with pytest.raises(UsageError, match=r"expected a column anchor, got name, value\. Keep it"):
        review.figures_of(frame[["name", "value"]])
    with pytest.raises(UsageError, match=r"got nothing-here\. Make the frame with review\.frame"):
        review.figures_of(frame.assign(anchor="nothing-here"))
    later = tongket.open_review(2025, "VN-CT", "en")
    other = later.frame("capacity.organisations_active")
    review.frame("capacity.organisations_active", years=2025)
    with pytest.raises(UsageError, match="expected anchors of frames that this review made"):
        review.figures_of(other)
    swapped = frame.head(2).assign(indicator=frame["indicator"].iloc[1])
    with pytest.raises(UsageError) as refused:
        review.figures_of(swapped)
    first, second = frame["indicator"].iloc[:2]
    assert str(refused.value).startswith(f"row 0, indicator: expected {first!r} as of ")
    assert f"got {second!r}" in str(refused.value)


def test_a_frame_of_another_year_cannot_pass_for_one_of_this(review: tongket.Review) -> None:
    later = tongket.open_review(2025, "VN-CT", "en")
    name = "innovation.pii_score"
    review.frame(name)
    foreign = later.frame(name)
    assert foreign["anchor"].tolist() == review.frame(name)["anchor"].tolist()
    with pytest.raises(UsageError, match="area: expected 'VN-CT' as of .*, got 'VN-CT-2025'"):
        review.figures_of(foreign)


def test_computed_figures_are_beside_printed_ones(review: tongket.Review) -> None:
    in_use, recognised = review.figures("ip.initiatives_in_use", "ip.initiatives_recognised")
    used = (in_use / recognised * 100).named("In use")
    frame = review.frame_of(used, "research.handover_rate", "innovation.pii_score")
    assert list(frame.columns) == list(COLUMNS)
    assert frame["name"].tolist()[:2] == ["In use", "Completed tasks handed over"]
    assert frame["note"].iloc[0] == "Initiatives in use ÷ Initiatives recognised × 100"
    assert frame["indicator"].tolist()[:2] == ["", "research.handover_rate"]
    assert frame["unit"].tolist()[:2] == ["percent", "percent"]
    assert np.isnan(frame["value"].iloc[2])
    assert review.figures_of(frame[::-1])[2] == used
    joined = pd.concat([review.frame("research"), frame])
    assert len(review.figures_of(joined)) == len(joined)
    second = review.each_statement("renewal.technology_renewal_rate")[1]
    assert review.frame_of(second)["preferred"].tolist() == [False]


def test_a_frame_of_a_domain_reads_the_whole_domain() -> None:
    review = tongket.open_review(2024, "VN-CT", "en")
    review.frame("ip")
    ip = {name for name in review.registry.indicators if name.startswith("ip.")}
    assert ip <= set(review.lineage())
    assert "capacity.staff" not in review.lineage()
    review.frame("innovation.pii_rank", years="all", areas="all")
    assert "innovation.pii_provinces_ranked" in review.lineage()


def test_attributes_name_what_a_saved_frame_came_from(review: tongket.Review) -> None:
    attributes = review.frame("ip").attrs
    assert (attributes["review"], attributes["licence"]) == ("VN-CT 2024 en", "CC-BY-4.0")
    assert attributes["data"] == review.frame("ip").attrs["data"]
    assert attributes["data"] != review.frame("services").attrs["data"]


def test_a_frame_is_the_callers_own(review: tongket.Review) -> None:
    frame = review.frame("ip")
    frame["value"] = 0.0
    assert review.frame("ip")["value"].max() > 0


@pytest.fixture
def plain_canvas() -> Iterator[None]:
    mpl.use("Agg")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.usefixtures("plain_canvas")
def test_one_liners_run_without_a_warning(lang: Lang) -> None:
    import seaborn as sns

    review = tongket.open_review(2024, "VN-CT", lang)
    df = review.frame("ip", years=range(2019, 2026))
    now = df.query("year == 2024 and measure == 'actual' and unit == 'titles'")
    bars = sns.barplot(now, x="value", y="name")
    assert [label.get_text() for label in bars.get_yticklabels()] == now["name"].tolist()
    assert [bar.get_width() for bar in bars.patches] == now["value"].tolist()
    bars.figure.clear()
    lines = sns.lineplot(
        df[~df["part"]], x="year", y="value", hue="name", style="measure", units="series",
        estimator=None,
    )  # fmt: skip
    drawn = {float(year) for line in lines.lines for year in line.get_xdata()}
    assert drawn == set(df.loc[~df["part"] & df["value"].notna(), "year"])
    grid = sns.relplot(
        df, x="year", y="value", col="name", col_wrap=4, kind="line", facet_kws={"sharey": False}
    )
    assert len(grid.axes) == df["name"].nunique()
    everything = review.frame(**EVERYTHING)
    table = everything.pivot_table(index="name", columns="year", values="value", sort=False)
    assert table.index.tolist() == list(dict.fromkeys(everything.dropna(subset="value")["name"]))
    sns.heatmap(table.rank(axis=1), ax=sns.mpl.pyplot.figure().gca())
    staff = review.frame("capacity").query("unit == 'persons'")
    points = sns.pointplot(
        tongket.with_interval_ends(staff), x="value", y="name", estimator="median",
        errorbar=("pi", 100), linestyle="none", ax=sns.mpl.pyplot.figure().gca(),
    )  # fmt: skip
    middles, whisker = ([*map(float, line.get_xdata())] for line in points.lines[:2])
    about = staff.iloc[0]
    assert middles == staff["value"].tolist()
    assert whisker == [about["lower"], about["upper"]]
    assert whisker[0] < about["value"] < whisker[1]
    wide = df.pivot_table(index=["domain_name", "name"], columns="year", values="value", sort=False)
    assert wide.loc[(now["domain_name"].iloc[0], now["name"].iloc[0]), 2024] == now["value"].iloc[0]


def test_each_interval_has_rows_at_its_ends() -> None:
    ends = {"value": [5.0, 2.0, math.nan, 9.0], "lower": [4.0, 2.0, math.nan, 9.0]}
    frame = pd.DataFrame({"name": [*"abcd"], **ends, "upper": [6.0, 2.0, math.nan, math.inf]})
    frame.loc[3, "lower"] = 8.0
    rows = tongket.with_interval_ends(frame)
    assert frame["value"].tolist()[:2] == [5.0, 2.0]
    assert rows["name"].tolist() == [*"abcd", "a", "d", "a", "d"]
    assert rows["value"].tolist()[4:] == [4.0, 8.0, 6.0, 9.0]
    with pytest.raises(
        UsageError, match=r"columns value, low and upper, got none named low\. Keep"
    ):
        tongket.with_interval_ends(frame, lower="low")


@pytest.mark.usefixtures("plain_canvas")
def test_five_bars_give_five_ticks(review: tongket.Review) -> None:
    import seaborn as sns

    five = review.frame("ip").head(5)
    axes = sns.barplot(five, x="value", y="name")
    assert len(axes.get_yticks()) == five["name"].nunique()
