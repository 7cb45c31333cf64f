"""The rows of a chart of the course over years, and in which form they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tongket import charts, forms
from tongket.errors import UsageError
from tongket.measures import percent_of_year
from tongket.model import TimePeriod
from tongket.review.change import ChangeFinder, breaks_in_words, series
from tongket.review.exhibit_request import ExhibitRequest
from tongket.review.lines import JOINED
from tongket.review.selection import is_year
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import pandas as pd

    from tongket.model import Figure
    from tongket.review.names import Years
    from tongket.review.session import Session

LINES = 4  # so many are told apart in one chart
PANELS = 12  # so many are compared
INDEX = message("Index")


def course_rows(review: Session, names: Iterable[str], years: Years) -> pd.DataFrame:
    """What a line joins, of indicators with a second year: whole years or the same part of each, and plans ahead.

    Beside them the latest part of each year that has no figure of its own yet, which joins nothing.
    """
    rows = series(review, names, years, measures=["actual", "target"])
    # What is planned may lie ahead; what came about is not told before the period under review has ended.
    ends = rows["period"].map(lambda period: TimePeriod.parse(period).end)
    past = (ends <= review.time_period.end).astype(bool)
    rows = rows[past | rows["measure"].eq("target")]
    whole = rows[~rows["part"]]
    whole = whole[whole.groupby(["indicator", "measure"])["year"].transform("nunique") > 1]
    parts = _parts_of_years(review, rows[rows["part"]], whole)
    found = rows[rows["anchor"].isin([*whole["anchor"], *parts["anchor"]])]
    apart = found["series"] + ", " + found["period"]
    return found.assign(**{JOINED: found["series"].where(~found["part"], apart)})


def _parts_of_years(review: Session, parts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """The latest part of each year of which the whole is not known, of results that have a line."""
    if not review.time_period.is_year:
        return parts.iloc[:0]
    results = whole[whole["measure"] == "actual"]
    known = {*zip(results["indicator"], results["year"], strict=True)}
    of = zip(parts["indicator"], parts["year"], parts["measure"], parts["period"], strict=True)
    open_years = [
        measure == "actual" and name in {*results["indicator"]} and (name, year) not in known
        and TimePeriod.parse(period).months is not None
        for name, year, measure, period in of
    ]  # fmt: skip
    # Rows are in the order of time.
    return parts.loc[open_years].drop_duplicates(["indicator", "year"], keep="last")


def course_request(
    review: Session, rows: pd.DataFrame, title: str, note: str, values: Mapping[str, Any],
    base: int | None = None,
) -> ExhibitRequest:  # fmt: skip
    """The form that suits the rows: lines, a panel for each indicator, or ranks."""
    units = review.registry.units
    ranks = rows.loc[[units[unit].kind == "rank" for unit in rows["unit"]], "indicator"].unique()
    _refuse_base_and_ranks(ranks, rows, base)
    words: dict[str, Any] = {"title": title, "note": note, "id": "development"}
    if len(ranks):
        results = rows[(rows["measure"] == "actual") & ~rows["part"]]
        return ExhibitRequest(
            forms.ranks, results, given={"x": "value", "y": "period", **values}, **words
        )
    how = {"x": "year", "y": "value", "hue": "name", "units": JOINED, **values}
    plans = rows["measure"].eq("target")
    if base is not None:
        (rows, remarks), how["y"] = indexed(review, rows, base), "index_pct"
        words |= {
            "formula": "value / value_base * 100", "unit": percent_of_year(base), "called": INDEX,
            "remarks": tuple(remarks),
        }  # fmt: skip
        plans = rows["measure"].eq("target")
    counted = {units[unit].id: units[unit].kind for unit in rows["unit"]}
    alike = base is not None or len(counted) == 1 or {*counted.values()} == {"count"}
    if alike and rows.groupby(["indicator", "measure"]).ngroups <= LINES:
        named = rows["name"].where(~plans, rows["name"] + " (" + rows["measure_name"] + ")")
        return ExhibitRequest(charts.line(), rows.assign(name=named), given=how, **words)
    _refuse_many(rows)
    how["hue"] = "measure"
    return ExhibitRequest(charts.line(), rows, given=how, panel_of="name", **words)


def _refuse_base_and_ranks(ranks: Iterable[str], rows: pd.DataFrame, base: int | None) -> None:
    ranked, all_of = [*ranks], [*rows["indicator"].unique()]
    if base is not None and not is_year(base):
        raise UsageError(
            Phrase(
                "development: expected a year as the base, as a number, got base={base}. Write base=2021.",
                base=f"{base!r:.40}",
            )
        )
    if ranked and base is not None:
        raise UsageError(
            Phrase(
                "development: expected amounts for base={base}, got the rank {ranked}, which has no percentage. "
                "Leave base= out.",
                base=base,
                ranked=ranked[0],
            )
        )
    if ranked and len(all_of) > 1:
        raise UsageError(
            Phrase(
                "development: expected one rank by itself, got {names}. Ranks are drawn from the first to the "
                "last place ranked: call it for {ranked} alone.",
                names=", ".join(all_of),
                ranked=ranked[0],
            )
        )


def _refuse_many(rows: pd.DataFrame) -> None:
    names = [*rows["indicator"].unique()]
    if len(names) > PANELS:
        raise UsageError(
            Phrase(
                "development: expected at most {panels} indicators, which a reader compares, got {number}. "
                "Select some, such as {names}, or take review.table.development.",
                panels=PANELS,
                number=len(names),
                names=", ".join(names[:3]),
            )
        )


def indexed(review: Session, rows: pd.DataFrame, base: int) -> tuple[pd.DataFrame, list[str]]:
    """The rows that compare with their indicator's result in a year, in percent of it; why the others do not.

    Raises:
        UsageError: an indicator has no result above zero in that year.
    """
    import pandas as pd

    results = rows[(rows["measure"] == "actual") & ~rows["part"]]
    bases = results[(results["year"] == base) & (results["lower"] > 0)]
    lost = [name for name in rows["indicator"].unique() if name not in {*bases["indicator"]}]
    if lost:
        of = results[results["indicator"].eq(lost[0]) & (results["lower"] > 0)]
        years = ", ".join(map(str, of["year"].unique()))
        raise UsageError(
            Phrase(
                "development: expected a figure above zero of the base year {base} for each indicator, got none "
                "of {names}. {years} Or leave {lost} out.",
                base=repr(base),
                names=", ".join(lost),
                years=Phrase("Take base= one of {years}.", years=years) if years else "",
                lost=lost[0],
            )
        )
    beside = bases[["indicator", "series", "value", "anchor"]]
    found = rows[~rows["part"]].merge(beside, on="indicator", suffixes=("", "_base"), how="left")
    index = found["value"] / found["value_base"] * 100
    apart = found[(found["measure"] == "actual") & (found["series"] != found["series_base"])]
    # Between a plan and the base, too, there is no break of the results.
    places = zip(found["indicator"], found["year"], strict=True)
    broken = [_is_broken(apart, name, year, base) for name, year in places]
    return found.assign(index_pct=index)[~pd.Series(broken)], _apart(review, apart, base)


def _is_broken(apart: pd.DataFrame, indicator: str, year: int, base: int) -> bool:
    """Whether from the base year to a year there are results that do not compare with those of the base year."""
    years = apart.loc[apart["indicator"] == indicator, "year"]
    return bool(years.between(min(year, base), max(year, base)).any())


def _apart(review: Session, apart: pd.DataFrame, base: int) -> list[str]:
    """Which results nearest to the base year do not compare with its, and why."""
    near = apart.assign(after=apart["year"] > base, far=(apart["year"] - base).abs())
    near = near.sort_values("far", kind="stable").drop_duplicates(["indicator", "after"])
    pairs = zip(review.figures_of(near), review.figures_of(near, "anchor_base"), strict=True)
    finder = ChangeFinder(review.finder)
    moves = [finder.between(*sorted(pair, key=_end, reverse=True)) for pair in pairs]
    return breaks_in_words(zip(near["name"], moves, strict=True), review.lang)


def _end(figure: Figure) -> date:
    return figure.observations[0].time_period.end
