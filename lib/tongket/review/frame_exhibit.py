"""A chart from a frame: any axes-level function of seaborn, with all that a published exhibit needs.

What is written around the drawing comes from the figures behind the rows. What would distort them is refused, with
the form to take instead.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tongket.charts.arguments import one_row_a_mark
from tongket.charts.drawing import drawings
from tongket.charts.figures import known, units
from tongket.charts.plans import AGAINST_PLAN, verdict
from tongket.charts.plot import APART, LOWER, MARKED_APART, PART, UPPER, WORDS, Plot
from tongket.claims import NOT_ON_RECORD, Claim, absence, left_out, missing_claim
from tongket.data.registry.events import EVENTS_OF
from tongket.errors import FormError, UsageError
from tongket.exhibit import Caption, Exhibit, Grid, value_text
from tongket.model import Figure
from tongket.review.column_words import head_of
from tongket.review.computed import figures_behind
from tongket.review.event_frame import events_behind
from tongket.review.exhibit_request import (
    ExhibitRequest,
    check_anchors,
    check_columns,
    check_house,
    check_named_columns,
    check_numbers,
    check_words,
)
from tongket.review.frame import COLUMNS as RECORD
from tongket.review.frame import frame_given
from tongket.review.frame_plot import Traced, amount_of, completed, plotted, ranked_among
from tongket.review.frame_table import calculated
from tongket.review.lines import JOINED, breaks_of, lines_in_words, lines_of, periods_in_words
from tongket.review.page_table import TableWords, page_table, refuse_unrecorded
from tongket.review.scope import Shown, mixture, scope_notes
from tongket.translations import Phrase, message, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from tongket.exhibit import Cell
    from tongket.review.session import Session

AS_TABLE = message("Shown as a table instead of a chart. {reason}")
HATCHED = message("Hatched bars cover a part of a year.")
HATCHED_BESIDE_PART = message("Hatched bars are of another period than the part under review.")
STATE = message("State of the figure")
MANY = 6  # so many values a listener can follow


def exhibit(review: Session, request: ExhibitRequest) -> Exhibit | Claim:
    """Draw a frame, with everything that belongs around it.

    Rows that the form would distort are a table, which says why they are not drawn.

    Raises:
        UsageError: something is missing or unknown.
    """
    check_words(request)
    check_house(request)
    request = replace(request, frame=frame_given("exhibit", request.frame))
    if {"event", "at"} <= {*request.frame.columns}:
        return _events(review, request)
    check_anchors(request)
    request = replace(request, frame=completed(review, request))
    check_columns(request)
    if request.name == "ranks":
        check_numbers(request, str(request.arguments["x"]))
    if request.frame.empty:
        return absence(NOT_ON_RECORD, review.lang)
    try:
        return _drawn(review, request)
    except FormError as error:
        return _as_table(review, request, error)


def _drawn(review: Session, request: ExhibitRequest) -> Exhibit | Claim:
    plot, traced = plotted(review, request)
    figures = traced.figures
    if not known(figures):
        return (
            missing_claim(figures, review.lang) if figures else absence(NOT_ON_RECORD, review.lang)
        )
    if unanswered := review.unanswered(known(figures), request.values):
        return unanswered
    _check_scale(request, known(figures))
    _check_form(review, plot, known(figures))
    shown = _whole(review, request, plot, traced)
    review.page.show(shown.figures)
    return shown


def _as_table(review: Session, request: ExhibitRequest, error: FormError) -> Exhibit | Claim:
    """All rows of what a form would distort, and why they are not drawn: data that hold never break a page."""
    amount, frame = str(request.arguments.get("x")), request.frame
    named = {str(value) for value in request.arguments.values()} & {*frame.columns}
    endings = {"", *("_" + name.partition("_")[2] for name in named)}
    record = {name + ending for name in RECORD for ending in endings}
    frame = frame[[name for name in frame.columns if name in named | record]]
    # What was joined to no row has nothing to list.
    frame = frame.dropna(axis="columns", how="all")
    called = request.called or amount
    frame = frame.rename(columns={amount: called})
    formulas = {called: request.formula} if request.formula else {}
    words = TableWords(request.title, request.note, request.values, formulas)
    shown = page_table(review, frame, words)
    if isinstance(shown, Claim):
        return shown
    why = translate(error.reason, review.lang)
    remark = translate(AS_TABLE, review.lang).format(reason=why)
    return replace(shown, missing=(remark, *shown.missing))


def _events(review: Session, request: ExhibitRequest) -> Exhibit | Claim:
    """Events on the line of time; there are no figures behind them, their own sources are cited."""
    if request.name != "timeline":
        raise UsageError(
            Phrase(
                "exhibit: expected tongket.forms.timeline for events, got {name}. Take it, with x='at' and y= "
                "the column of their names.",
                name=request.name,
            )
        )
    check_named_columns(request)
    frame = request.frame
    check_numbers(request, str(request.arguments["x"]))
    lost = [name for name in ("title", "date", "field", "source") if name not in frame.columns]
    if lost:
        raise UsageError(
            Phrase(
                "timeline: expected the columns title, date, field and source, got none of {names}. Keep them "
                "beside those that you draw: review.event_frame(…) has them.",
                names=", ".join(lost),
            )
        )
    if frame.empty:
        return absence(message("No event is entered for this place."), review.lang)
    refuse_unrecorded(review, frame)
    if request.arguments["x"] != "at":
        raise UsageError(
            Phrase(
                "timeline: expected x='at', the day of each event, got x={arguments}. Name it.",
                arguments=repr(request.arguments["x"]),
            )
        )
    marks: dict[str, Any] = {
        LOWER: frame["at"], UPPER: frame["at"], PART: False, WORDS: frame["date"],
    }  # fmt: skip
    caption = replace(_caption(review, request, ()), source_line=review.cite(frame["source"]))
    pairs = zip(frame["date"], frame["title"], strict=True)
    alt = caption.say("In chronological order: {list}.", list="; ".join(map(": ".join, pairs)))
    header = (caption.say("Event"), caption.say("Date"), caption.say("Topic"))
    rows = frame[["title", "date", "field"]].itertuples(index=False, name=None)
    plot = Plot(request.function, frame.assign(**marks), request.arguments, review.lang)
    drawn = drawings(plot, caption.id)
    return Exhibit(caption, _counted(review, frame), alt, Grid(header, tuple(rows)), (), drawn)


def _counted(review: Session, frame: pd.DataFrame) -> str:
    """What events of these kinds are counted in: `agreements`."""
    behind = events_behind(review.registry.events, frame, review.lang, ("event", "title", "date"))
    kinds = dict.fromkeys(EVENTS_OF[str(event["kind"])] for event in behind)
    return ", ".join(translate(kind, review.lang) for kind in kinds)


def _check_scale(request: ExhibitRequest, figures: Sequence[Figure]) -> None:
    """Refuse what no single scale can hold."""
    found = sorted({figure.unit.id for figure in figures})
    # Numbers of things share the scale of counting: their words say what each counts.
    if (
        len(found) > 1
        and not request.panel_of
        and {figure.unit.kind for figure in figures} != {"count"}
    ):
        raise FormError(
            Phrase(
                "{name}: expected amounts of one unit on one scale, got {names}. Draw an exhibit for each, "
                "frame[frame['unit'] == '{found}'], or set a table.",
                name=request.name,
                names=", ".join(found),
                found=found[0],
            ),
            message("The values are of several units."),
        )
    ranks = figures[0].unit.kind == "rank"
    if ranks and request.name not in {"ranks", "heatmap"}:
        raise UsageError(
            Phrase(
                "{name}: expected amounts, got ranks, of which the first is the best and the last depends on "
                "how many were ranked. Take tongket.forms.ranks, or sns.heatmap for many places.",
                name=request.name,
            )
        )
    if request.name == "ranks" and not ranks:
        raise UsageError(
            Phrase(
                "ranks: expected ranks, got {found}. Take sns.lineplot.",
                found=found[0],
            )
        )


def _check_form(review: Session, plot: Plot, figures: Sequence[Figure]) -> None:
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
            raise FormError(
                Phrase(
                    "{name}: expected one row a mark, got several for {where}. Select one statement of each fact, "
                    "frame[frame['preferred']], one measure or one year, or distinguish them by hue=.",
                    name=plot.name,
                    where=where,
                ),
                message("Several values are called alike."),
            )
    if plot.form.joins:
        _check_lines(review, plot, figures)


def _check_lines(review: Session, plot: Plot, figures: Sequence[Figure]) -> None:
    data = plot.data
    apart = [c for c in (plot.column(a) for a in ("hue", "style", "units")) if c]
    apart += [plot.panel_of] if plot.panel_of else []
    mixed = data.groupby(apart)[PART].nunique() if apart else data[[PART]].nunique()
    if (mixed > 1).any():
        part = data.loc[data[PART], "period"].iloc[0] if "period" in data else ""
        raise FormError(
            Phrase(
                "{name}: expected whole years in one line, got a part of one: {part}. Keep "
                "frame[~frame['part']], or show parts as bars: sns.barplot.",
                name=plot.name,
                part=part,
            ),
            message("A line would join periods of different length."),
        )
    if "series" in data:
        lines = data.groupby(apart)["series"].nunique() if apart else data[["series"]].nunique()
        if (lines > 1).any():
            raise FormError(
                Phrase(
                    "{name}: expected years that compare in one line, got a break: {names}. Part the line there: "
                    "units='series', or show points: sns.pointplot.",
                    name=plot.name,
                    names="; ".join(dict.fromkeys(data["series"])),
                ),
                message("A line would join years that do not compare."),
            )
    _check_alike(review, plot, figures, apart)


def _check_alike(
    review: Session, plot: Plot, figures: Sequence[Figure], apart: Sequence[str]
) -> None:
    """Refuse a line that joins different indicators, measures or places."""
    rows = (
        zip(*(plot.data[column] for column in apart), strict=True) if apart else [()] * len(figures)
    )
    lines: dict[tuple[object, ...], list[Figure]] = {}
    for row, figure in zip(rows, figures, strict=True):
        lines.setdefault(row, []).append(figure)
    mixed = next(filter(None, (mixture(review.registry, line) for line in lines.values())), "")
    if mixed:
        raise FormError(
            Phrase(
                "{name}: expected one indicator, measure and place in a line, got {mixed}. Distinguish them by "
                "hue=, or show points: sns.pointplot.",
                name=plot.name,
                mixed=mixed,
            ),
            message("A line would join different things."),
        )


def _whole(review: Session, request: ExhibitRequest, plot: Plot, traced: Traced) -> Exhibit:
    lang, figures = review.lang, traced.figures
    there = known(figures)
    more = [f for column in traced.beside for f in traced.shown(column) or ()]
    caption = _caption(review, request, [*there, *more])
    grid = _grid(review, plot, traced, caption)
    scope = scope_notes(review.page, _shown(plot, traced, caption), caption)
    notes = (
        *request.remarks,
        *_remarks(review, plot, traced, caption),
        *scope,
        *left_out(figures, caption.lang),
    )
    if plot.form.joins:
        lines = lines_of(plot, there)
        notes = (*breaks_of(review, lines, caption), *notes)
        alt = lines_in_words(lines, caption)
    else:
        alt = _alt(plot, _in_words(plot, traced, caption), caption)
    shown = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
    return Exhibit(
        caption, units(there, lang), alt, grid, tuple(dict.fromkeys([*there, *shown])),
        drawings(plot, caption.id), notes,
    )  # fmt: skip


def _shown(plot: Plot, traced: Traced, caption: Caption) -> list[Shown]:
    """The figures of each mark, with what the drawing says beside them."""
    used = dict.fromkeys(plot.column(a) for a in ("y", "x", "hue", "style"))
    words = [c for c in used if c and c not in {traced.amount, *traced.beside}]
    # An index says its base year in its unit.
    said = [_cells(plot, traced, c) for c in words] + [
        [f.unit.name.in_(caption.lang) for f in known(traced.figures)]
    ]
    cells = [*zip(*said, strict=True)]
    labels = _in_words(plot, traced, caption)
    axes = [traced.shown(c) or () for c in used if c in traced.beside]
    columns = [known(traced.figures), *axes]
    return [
        Shown(figure, label, "", beside)
        for column in columns if column
        for figure, label, beside in zip(column, labels, cells, strict=True)
    ]  # fmt: skip


def _beside(
    review: Session, plot: Plot, traced: Traced, caption: Caption
) -> dict[str, Sequence[Cell]]:
    """Columns of the data that a form draws beside its amounts, by their heads."""
    data = plot.data
    found: dict[str, Sequence[Cell]] = {}
    match plot.name:
        case "parts":
            found = {caption.say("Whole"): traced.shown(str(plot.column("whole"))) or ()}
        case "ranks":
            given = figures_behind(review, data, str(plot.column("ranked")))
            ranked = given or map(partial(ranked_among, review), known(traced.figures))
            found = {caption.say("Places ranked"): [figure or "" for figure in ranked]}
        case "scorecard":
            ends = zip(data[LOWER], data[UPPER], strict=True)
            found = {caption.say(AGAINST_PLAN): [verdict(*pair, caption) for pair in ends]}
    if plot.apart:
        words = {"": "", **{kind: caption.say(MARKED_APART[kind]) for kind in plot.apart}}
        found = {caption.say(STATE): [words[kind] for kind in data[APART]]}
    if "plan" in plot.arguments:
        found[caption.say("Plan")] = traced.shown(plot.arguments["plan"][0]) or ()
    return found


def _caption(review: Session, request: ExhibitRequest, figures: Sequence[Figure]) -> Caption:
    wanted = request.id or request.name
    return review.caption(wanted, request.title, request.note, figures, request.values)


def _in_words(plot: Plot, traced: Traced, caption: Caption) -> list[str]:
    """What each row is called: its name, its year, the values that distinguish it."""
    columns = [plot.panel_of, *(plot.column(a) for a in ("y", "x", "hue", "style", "units"))]
    # What parts a line at its breaks is a code, and said in words below.
    used = [c for c in dict.fromkeys(columns) if c and c not in {traced.amount, "series", JOINED}]
    cells = [_cells(plot, traced, column) for column in used or ["name"]]
    return [
        ", ".join(
            value_text(cell, caption.lang) if isinstance(cell, Figure) else cell for cell in row
        )
        for row in zip(*cells, strict=True)
    ]


def _cells(plot: Plot, traced: Traced, column: str) -> Sequence[Figure | str]:
    """A column beside the amounts: its figures, or its words; of parts of years these instead of their years."""
    if column == "year" and "period" in plot.data:
        return periods_in_words(plot)
    return traced.shown(column) or [str(cell) for cell in plot.data[column]]


def _alt(plot: Plot, named: Sequence[str], caption: Caption) -> str:
    """The pattern in words: from most to least."""
    pairs = [f"{name} {words}" for name, words in zip(named, plot.data[WORDS], strict=True)]
    if plot.name == "ranks":
        return caption.say("Ranks, row by row: {list}.", list="; ".join(pairs))
    order = sorted(range(len(pairs)), key=lambda n: -float(plot.data[amount_of(plot)].iloc[n]))
    if len(pairs) <= MANY:
        return caption.say(
            "From highest to lowest: {list}.", list="; ".join(pairs[n] for n in order)
        )
    first, last = ([pairs[n] for n in part] for part in (order[:3], order[-1:]))
    return caption.say(
        "Highest: {first}. Lowest: {last}. The others lie between.",
        first="; ".join(first), last="; ".join(last),
    )  # fmt: skip


def _remarks(review: Session, plot: Plot, traced: Traced, caption: Caption) -> list[str]:
    """What the form and the formulas ask to be said."""
    said = []
    if plot.name == "barplot" and plot.data[PART].any() and not plot.levels:
        said.append(caption.say(HATCHED if review.time_period.is_year else HATCHED_BESIDE_PART))
    if plot.name == "ranks":
        said.append(caption.say("Each line runs from the first to the last place ranked."))
        if plot.data[plot.column("series")].nunique() > 1:
            said.append(
                caption.say(
                    "Where the line is dashed, the rank does not compare with that in the last row."
                )
            )
    if plot.name == "scorecard":
        said.append(caption.say("The upright line is the plan: 100%."))
    return said + [calculated(column, caption) for column in traced.computed.values()]


def _grid(review: Session, plot: Plot, traced: Traced, caption: Caption) -> Grid:
    """The data of an exhibit: what distinguishes the rows, their figures, what the form draws beside these."""
    columns = [plot.panel_of, *(plot.column(a) for a in ("y", "x", "hue", "style", "size"))]
    used = [c for c in dict.fromkeys(columns) if c and c != traced.amount]
    # Rows whose first cell is a number have no name.
    if not used or used[0] in traced.beside:
        used = ["name", *used]
    beside = _beside(review, plot, traced, caption)
    header = (
        *(_head(plot, c, traced, caption) for c in used),
        _head(plot, traced.amount, traced, caption),
        *beside,
    )
    cells = [_cells(plot, traced, column) for column in used]
    rows = zip(*cells, known(traced.figures), *beside.values(), strict=True)
    return Grid(header, tuple(rows))


def _head(plot: Plot, column: str, traced: Traced, caption: Caption) -> str:
    """The heading of a column of the data."""
    if column in traced.computed:
        called = traced.computed[column].called.in_(caption.lang)
        return caption.say("{column} (calculated on this page)", column=called)
    if column == traced.amount:
        return caption.say("Value")
    of_parts = column == "year" and not {*_cells(plot, traced, column)} <= {
        *map(str, plot.data[column])
    }
    return translate(head_of("period" if of_parts else column), caption.lang)
