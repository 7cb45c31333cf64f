"""A chart from a frame: any axes-level function of seaborn, with all that a published exhibit needs.

What is written around the drawing comes from the figures behind the rows. What would distort them is refused, with
the form to take instead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import HOUSE, accepted, one_row_a_mark
from tongket.charts.drawing import drawings
from tongket.charts.figures import frame_of, known, left_out, units
from tongket.charts.plans import AGAINST_PLAN, verdict
from tongket.charts.plot import LOWER, PART, UPPER, WORDS, Plot
from tongket.claims import NOT_ON_RECORD, Claim, missing_claim, placeholders
from tongket.errors import UsageError, listed, near, suggestion
from tongket.exhibit import Caption, Exhibit, Grid
from tongket.model import Figure, Text
from tongket.review.computed import UNITS, figures_behind, figures_of, unit_of
from tongket.review.formula import formula_of
from tongket.review.frame_table import HEADS, frame_given
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from tongket.exhibit import Cell
    from tongket.model import Unit
    from tongket.review.session import Session

# Functions of seaborn that make a figure of their own, with what draws the same on axes.
FIGURE_LEVEL = {
    "catplot": "sns.barplot or sns.pointplot", "relplot": "sns.lineplot or sns.scatterplot",
    "displot": "sns.histplot", "lmplot": "sns.regplot", "jointplot": "sns.scatterplot",
    "pairplot": "sns.scatterplot", "clustermap": "sns.heatmap",
}  # fmt: skip
COLUMNS = ("x", "y", "hue", "style", "size", "units", "whole", "lower", "upper", "ranked", "series")
OWN_ENDS = {"ranges", "scorecard"}
MANY = 6  # so many values a listener can follow


@dataclass(frozen=True)
class ExhibitRequest:
    """What an author asks for.

    Attributes:
        function: what draws.
        frame: rows of `review.frame`, selected, joined and computed on.
        given: arguments of the function, and figures for the placeholders of title and note.
        unit: the code of the unit of a computed column, as in the registry.
        formula: how a computed column was computed; by default it is found in the executed cells.
        called: what a computed column is called, in English; by default by its name.
        id: the id of the exhibit; by default the name of the function.
    """

    function: Callable[..., object]
    frame: pd.DataFrame
    title: str
    note: str
    given: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""
    formula: str = ""
    called: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        """What the function is called."""
        return getattr(self.function, "__name__", "function")

    @property
    def values(self) -> dict[str, Any]:
        """What is filled in for the placeholders of title and note."""
        named = {p.partition(":")[0] for p in (*placeholders(self.title), *placeholders(self.note))}
        return {key: value for key, value in self.given.items() if key in named}

    @property
    def arguments(self) -> dict[str, Any]:
        """What the function is called with."""
        return {key: value for key, value in self.given.items() if key not in self.values}


def exhibit(review: Session, request: ExhibitRequest) -> Exhibit | Claim:
    """Draw a frame, with everything that belongs around it.

    Raises:
        UsageError: something is missing or unknown, or the form would distort what it shows.
    """
    _check_words(request)
    _check_house(request)
    if {"event", "at"} <= {*frame_given("exhibit", request.frame).columns}:
        return _events(review, request)
    _check_columns(request)
    if request.frame.empty:
        return review.claim(NOT_ON_RECORD)
    plot, figures = _plotted(review, request)
    if not known(figures):
        return missing_claim(figures, review.lang) if figures else review.claim(NOT_ON_RECORD)
    _check_scale(request, known(figures))
    _check_form(plot)
    shown = _whole(review, request, plot, figures)
    review.page.show(shown.figures)
    return shown


def _events(review: Session, request: ExhibitRequest) -> Exhibit | Claim:
    """Events on the line of time; there are no figures behind them, their own sources are cited."""
    if request.name != "timeline":
        raise UsageError(
            f"exhibit: expected tongket.forms.timeline for events, got {request.name}. "
            "Take it, with x='at' and y= the column of their names."
        )
    _check_named_columns(request)
    frame = request.frame
    if frame.empty:
        return review.claim("No event is entered for this place.")
    marks: dict[str, Any] = {
        LOWER: frame["at"], UPPER: frame["at"], PART: False, WORDS: frame["date"],
    }  # fmt: skip
    caption = replace(_caption(review, request, ()), source_line=review.cite(frame["source"]))
    pairs = zip(frame["date"], frame["title"], strict=True)
    alt = caption.say("In the order of time: {list}.", list="; ".join(map(": ".join, pairs)))
    header = (caption.say("Event"), caption.say("Date"), caption.say("Topic"))
    rows = frame[["title", "date", "field"]].itertuples(index=False, name=None)
    plot = Plot(request.function, frame.assign(**marks), request.arguments, review.lang)
    drawn = drawings(plot, caption.id)
    return Exhibit(caption, caption.say("events"), alt, Grid(header, tuple(rows)), (), drawn)


def _check_words(request: ExhibitRequest) -> None:
    takes = accepted(request.function) if callable(request.function) else frozenset()
    if "ax" not in takes:
        instead = FIGURE_LEVEL.get(request.name, "sns.barplot, or a form of tongket.forms")
        raise UsageError(
            f"exhibit: expected a function that draws on axes, got {request.name}. Take {instead}."
        )
    for name in ("title", "note"):
        if not getattr(request, name).strip():
            raise UsageError(f"exhibit: expected a {name}, got none. Write one: {name}='…'.")
    options = {*takes, *COLUMNS}
    # What a function hands on to matplotlib is not named by it; a near name is a slip, a figure is for words.
    strange = [
        name
        for name, value in request.arguments.items()
        if name not in options
        and (
            "kwargs" not in takes or near(name, options) or isinstance(value, (Figure, Claim, Text))
        )
    ]
    if strange:
        raise UsageError(
            f"exhibit: expected arguments of {request.name}, or figures for {{placeholders}} of title and note, "
            f"got {', '.join(strange)}. {suggestion(strange[0], options)}".rstrip()
        )


def _check_house(request: ExhibitRequest) -> None:
    """Refuse arguments that the house sets, so that colours, places and words are right."""
    given = request.arguments
    found = [
        f"{request.name}: expected no {name}=, which the house sets, got {given[name]!r:.40}. {instead}"
        for name, instead in HOUSE.items()
        if name in given and (name != "seed" or given[name] is None)
    ]
    if found:
        raise UsageError(listed(found))


def _check_columns(request: ExhibitRequest) -> None:
    columns = [*map(str, request.frame.columns)]
    if not any(name.startswith("anchor") for name in columns):
        raise UsageError(
            "exhibit: expected a frame whose rows lead to their figures by `anchor`, got "
            f"{', '.join(columns) or 'no column'}. Join it with review.frame(…), or draw it with "
            "seaborn within `with tongket.style():`."
        )
    _check_named_columns(request)


def _check_named_columns(request: ExhibitRequest) -> None:
    columns = [*map(str, request.frame.columns)]
    named = {
        key: value
        for key, value in request.arguments.items()
        if key in COLUMNS and isinstance(value, str)
    }
    lost = [
        f"exhibit: expected a column of the frame for {key}=, got {value!r}. {suggestion(value, columns)}".rstrip()
        for key, value in named.items()
        if value not in columns
    ]
    if lost or "x" not in named:
        raise UsageError(
            listed(lost) or "exhibit: expected x=, got none. Name the column: x='value'."
        )
    if request.name == "heatmap" and not {"y", "hue"} <= {*named}:
        lacks = (
            "hue=, the column of the amounts"
            if "hue" not in named
            else "y=, the column of the rows"
        )
        raise UsageError(
            f"heatmap: expected {lacks}, got none. Name all three: x='year', y='name', hue='value'."
        )


def _plotted(review: Session, request: ExhibitRequest) -> tuple[Plot, list[Figure]]:
    """The plot of all rows whose amount is known, and the figure of every row."""
    frame, arguments = request.frame, _own_arguments(review, request)
    # The types of the columns say what is drawn where.
    first = Plot(request.function, arguments.pop("frame"), arguments, review.lang)
    amount = first.column("hue") if request.name == "heatmap" else first.amount
    figures = _figures(review, request, str(amount))
    there = [not figure.is_missing for figure in figures]
    shown = known(figures)
    data = first.data[there]
    if shown:
        words = frame_of(shown, review.lang).set_index(data.index)
        part = frame["part"][there] if "part" in frame else False
        known_of = {LOWER: words[LOWER], UPPER: words[UPPER], WORDS: words[WORDS], PART: part}
        data = data.assign(**{**known_of, str(amount): words["value"]})
    kinds = {figure.unit.id: figure.unit for figure in shown}
    unit = (
        next(iter(kinds.values())) if len(kinds) == 1 else review.registry.units.get(request.unit)
    )
    strong = _own_place(review, data, first) if shown else frozenset()
    across = _unit_across(review, first, frame)
    return Plot(request.function, data, arguments, review.lang, unit, strong, across), figures


def _unit_across(review: Session, plot: Plot, frame: pd.DataFrame) -> Unit | None:
    """The unit of the amounts from left to right, where each mark has two; None where nothing says it."""
    if not plot.two_amounts:
        return None
    behind = known(figures_behind(review, frame, plot.place) or [])
    counted = {figure.unit.id: figure.unit for figure in behind}
    named = [unit for ending, unit in UNITS if plot.place.endswith(ending)]
    found = [*counted.values()] or named
    return found[0] if len(found) == 1 else None


def _own_arguments(review: Session, request: ExhibitRequest) -> dict[str, Any]:
    """The arguments with those that the figures themselves give, and the frame that has their columns."""
    frame, arguments = request.frame.copy(), dict(request.arguments)
    if request.name in OWN_ENDS:
        arguments = {"lower": LOWER, "upper": UPPER, **arguments}
        frame = frame.assign(**{LOWER: math.nan, UPPER: math.nan})
    if request.name == "ranks":
        arguments = {"x": "year", "y": "value", "series": "series", "ranked": "ranked", **arguments}
        if "ranked" not in frame:
            ranked = [_ranked(review, figure) for figure in review.figures_of(frame)]
            frame["ranked"] = [float(f.point or 0) if f else math.nan for f in ranked]
    return {"frame": frame, **arguments}


def _ranked(review: Session, figure: Figure) -> Figure | None:
    """How many places a rank counts in; None where the record does not say."""
    rows = figure.observations
    base = review.registry.indicators[rows[0].indicator].base if rows else ""
    found = (
        review.finder.store.where(indicator=base, time_period=rows[0].time_period.text)
        if base
        else []
    )
    known_rows = (row for row in found if row.value is not None)
    return next((review.figure(review.finder.figure(row)) for row in known_rows), None)


def _own_place(review: Session, data: pd.DataFrame, plot: Plot) -> frozenset[str]:
    """The names of the rows of the place under review, where there are rows of others too."""
    if "area" not in data or data["area"].nunique() < 2 or not plot.in_rows:
        return frozenset()
    own = data["area"].map(lambda code: review.registry.areas[code].place == review.area.place)
    return frozenset(data.loc[own, plot.place])


def _figures(review: Session, request: ExhibitRequest, amount: str) -> list[Figure]:
    """The figure of each row: the one behind it, or the number that the notebook computed."""
    frame, units = request.frame, review.registry.units
    own = figures_behind(review, frame, amount)
    if own is not None and _unchanged(frame[amount], own):
        return own
    formula = formula_of(amount, frame, request.formula)
    unit = unit_of(amount, units.get(request.unit))
    called = review.named(request.called) if request.called else Text(amount, amount)
    found = figures_of(review, amount, frame, formula, called, lambda _: unit)
    if not found and len(frame):
        raise UsageError(
            f"{amount}: expected a formula over the columns of figures, got {formula.words}. "
            "Compute it from value, lower or upper."
        )
    return found


def _unchanged(values: pd.Series, figures: Sequence[Figure]) -> bool:
    """Whether a column still holds what the record says."""
    points = [math.nan if f.point is None else float(f.point) for f in figures]
    pairs = zip(values.astype(float), points, strict=True)
    return all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in pairs)


def _check_scale(request: ExhibitRequest, figures: Sequence[Figure]) -> None:
    """Refuse what no single scale can hold."""
    found = sorted({figure.unit.id for figure in figures})
    # Numbers of things share the scale of counting: their words say what each counts.
    if len(found) > 1 and {figure.unit.kind for figure in figures} != {"count"}:
        raise UsageError(
            f"{request.name}: expected amounts of one unit on one scale, got {', '.join(found)}. "
            f"Draw an exhibit for each, frame[frame['unit'] == '{found[0]}'], or set a table."
        )
    ranks = figures[0].unit.kind == "rank"
    if ranks and request.name not in {"ranks", "heatmap"}:
        raise UsageError(
            f"{request.name}: expected amounts, got ranks, of which the first is the best and the last depends on how "
            "many were ranked. Take tongket.forms.ranks, or sns.heatmap for many places."
        )
    if request.name == "ranks" and not ranks:
        raise UsageError(f"ranks: expected ranks, got {found[0]}. Take sns.lineplot.")


def _check_form(plot: Plot) -> None:
    """Refuse what the form would distort."""
    data = plot.data
    if not plot.form.many or plot.name == "heatmap":
        marks = (
            one_row_a_mark(plot)
            if plot.name != "heatmap"
            else [plot.arguments["x"], plot.arguments["y"]]
        )
        twice = data[data.duplicated(marks)]
        if len(twice):
            row = twice.iloc[0]
            where = ", ".join(f"{name} {row[name]!r}" for name in marks)
            raise UsageError(
                f"{plot.name}: expected one row a mark, got several for {where}. Select one statement of each fact, "
                "frame[frame['preferred']], one measure or one year, or distinguish them by hue=."
            )
    if plot.form.joins:
        _check_lines(plot)


def _check_lines(plot: Plot) -> None:
    data = plot.data
    if data[PART].any() and not data[PART].all():
        part = data.loc[data[PART], "period"].iloc[0] if "period" in data else ""
        raise UsageError(
            f"{plot.name}: expected whole years in one line, got a part of one: {part}. "
            "Keep frame[~frame['part']], or show parts as bars: sns.barplot."
        )
    apart = [
        column for column in (plot.column(a) for a in ("hue", "style", "units", "series")) if column
    ]
    if "series" in data and plot.name != "ranks":
        lines = data.groupby(apart)["series"].nunique() if apart else data[["series"]].nunique()
        if (lines > 1).any():
            raise UsageError(
                f"{plot.name}: expected years that compare in one line, got a break: "
                f"{'; '.join(dict.fromkeys(data['series']))}. Part the line there: units='series', or show points: "
                "sns.pointplot."
            )


def _whole(
    review: Session, request: ExhibitRequest, plot: Plot, figures: Sequence[Figure]
) -> Exhibit:
    lang, there = review.lang, known(figures)
    caption = _caption(review, request, there)
    named = _in_words(plot)
    notes = (*_remarks(request, plot, there, caption), *left_out(figures, caption))
    alt = _alt(plot, named, caption)
    beside = _beside(review, plot, there, caption)
    more = [cell for column in beside.values() for cell in column if isinstance(cell, Figure)]
    return Exhibit(
        caption, units(there, lang), alt, _grid(request, plot, there, beside, caption),
        tuple(dict.fromkeys([*there, *more])), drawings(plot, caption.id), notes,
    )  # fmt: skip


def _beside(
    review: Session, plot: Plot, figures: Sequence[Figure], caption: Caption
) -> dict[str, Sequence[Cell]]:
    """Columns of the data that a form draws beside its amounts, by their heads."""
    data = plot.data
    match plot.name:
        case "parts":
            return {caption.say("Whole"): _wholes(review, plot)}
        case "ranks":
            given = figures_behind(review, data, str(plot.column("ranked")))
            found = given or map(partial(_ranked, review), figures)
            return {caption.say("Places ranked"): [figure or "" for figure in found]}
        case "scorecard":
            ends = zip(data[LOWER], data[UPPER], strict=True)
            return {caption.say(AGAINST_PLAN): [verdict(*pair, caption) for pair in ends]}
    return {}


def _wholes(review: Session, plot: Plot) -> list[Figure]:
    """The figures of the wholes.

    Raises:
        UsageError: nothing leads to them.
    """
    column = str(plot.column("whole"))
    found = figures_behind(review, plot.data, column)
    if found is None:
        anchor = f"anchor_{column.partition('_')[2] or 'whole'}"
        raise UsageError(
            f"parts: expected wholes that lead to their figures, got the column {column!r} alone. "
            f"Join anchor beside value: value_{anchor[7:]} belongs to {anchor}."
        )
    return found


def _caption(review: Session, request: ExhibitRequest, figures: Sequence[Figure]) -> Caption:
    wanted = request.id or request.name
    return review.caption(wanted, request.title, request.note, figures, request.values)


def _in_words(plot: Plot) -> list[str]:
    """What each row is called: its name, its year, the values that distinguish it."""
    columns = [plot.column(a) for a in ("y", "x", "hue", "style", "units")]
    amount = plot.column("hue") if plot.name == "heatmap" else plot.amount
    used = [c for c in dict.fromkeys(columns) if c and c not in {amount, "series"}]
    return [", ".join(str(row[c]) for c in used) for _, row in plot.data.iterrows()]


def _alt(plot: Plot, named: Sequence[str], caption: Caption) -> str:
    """The pattern in words: year by year along a line, else from most to least."""
    pairs = [f"{name} {words}" for name, words in zip(named, plot.data[WORDS], strict=True)]
    if plot.form.joins:
        return caption.say("Year by year: {list}.", list="; ".join(pairs))
    order = sorted(range(len(pairs)), key=lambda n: -float(plot.data[_amount(plot)].iloc[n]))
    if len(pairs) <= MANY:
        return caption.say("From most to least: {list}.", list="; ".join(pairs[n] for n in order))
    first, last = ([pairs[n] for n in part] for part in (order[:3], order[-1:]))
    return caption.say(
        "Most: {first}. Least: {last}. The others lie between.",
        first="; ".join(first), last="; ".join(last),
    )  # fmt: skip


def _amount(plot: Plot) -> str:
    return str(plot.column("hue")) if plot.name == "heatmap" else plot.amount


def _remarks(
    request: ExhibitRequest, plot: Plot, figures: Sequence[Figure], caption: Caption
) -> list[str]:
    """What the form and the formula ask to be said."""
    said = []
    if plot.name == "barplot" and plot.data[PART].any() and not plot.levels:
        said.append(caption.say("Hatched bars cover a part of a year."))
    if plot.name == "ranks" and plot.data["series"].nunique() > 1:
        said.append(caption.say("A dashed upright line is between years that do not compare."))
    if plot.name == "scorecard":
        said.append(caption.say("The upright line is the plan: 100%."))
    if _is_computed(figures):
        formula = figures[0].origin.formula.in_(caption.lang)  # type: ignore[union-attr]
        said.append(
            caption.say(
                "Calculated on this page: {column} = {formula}.",
                column=translate(request.called or _amount(plot), caption.lang),
                formula=formula,
            )
        )
    return said


def _is_computed(figures: Sequence[Figure]) -> bool:
    origin = figures[0].origin
    return getattr(origin, "operation", "") == "computed"


def _grid(
    request: ExhibitRequest, plot: Plot, figures: Sequence[Figure],
    beside: Mapping[str, Sequence[Cell]], caption: Caption,
) -> Grid:  # fmt: skip
    """The data of an exhibit: what distinguishes the rows, their figures, what the form draws beside these."""
    amount = _amount(plot)
    columns = [plot.column(a) for a in ("y", "x", "hue", "style")]
    used = [c for c in dict.fromkeys(columns) if c and c != amount]
    head = caption.say("Value")
    if _is_computed(figures):
        called = translate(request.called or amount, caption.lang)
        head = caption.say("{column} (calculated on this page)", column=called)
    header = (*(caption.say(HEADS[c]) if c in HEADS else c for c in used), head, *beside)
    rows = [
        (*(str(row[c]) for c in used), figure, *more)
        for (_, row), figure, *more in zip(
            plot.data.iterrows(), figures, *beside.values(), strict=True
        )
    ]
    return Grid(header, tuple(rows))
