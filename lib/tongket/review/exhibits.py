"""The forms that a notebook asks for: `review.chart.bars(…)`, `review.table.figures(…)`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tongket import charts, measures, tables
from tongket.claims import Claim, plain
from tongket.errors import UsageError, suggestion
from tongket.exhibit import Caption, Exhibit
from tongket.model import Figure, Text
from tongket.output import in_a_row, number_of
from tongket.review.frame_table import computed_columns, frame_grid
from tongket.translations import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from tongket.data.registry import Event
    from tongket.model import Area
    from tongket.review.session import Session

Given = Figure | Text | Claim


class _Forms:
    def __init__(self, review: Session) -> None:
        self._review = review

    def __call__(self, form: str, *of: Any, **words: Any) -> Exhibit | Claim:
        """The form of a name: `review.chart("bars", …)` is `review.chart.bars(…)`.

        Raises:
            UsageError: no form is called so; the message lists them.
        """
        forms = [name for name in dir(type(self)) if not name.startswith("_")]
        if form not in forms:
            hint = suggestion(form, forms)
            raise UsageError(f"form: expected one of {', '.join(forms)}, got {form!r}. {hint}")
        shown: Exhibit | Claim = getattr(self, form)(*of, **words)
        return shown

    def _caption(
        self, wanted: str, title: str, note: str, used: Sequence[Figure], values: dict[str, Given]
    ) -> Caption:
        review = self._review
        return Caption(
            id=review.page.new_id(wanted),
            title=review.claim(title, **values),
            note=review.claim(note, **values),
            source_line=review.source_line(used),
            lang=review.lang,
        )

    def _shown(self, exhibit: Exhibit | Claim) -> Exhibit | Claim:
        self._review.page.show(exhibit.figures)
        return exhibit

    def _events_caption(
        self, wanted: str, title: str, note: str, events: Sequence[Event], values: dict[str, Given]
    ) -> Caption:
        caption = self._caption(wanted, title, note, (), values)
        lines = self._review.cite(event.source for event in events)
        return Caption(caption.id, caption.title, caption.note, lines, caption.lang)


class ChartForms(_Forms):
    """The charts. Figures are given by indicator (`"ip.titles_granted"`) or as figures."""

    def bars(self, *of: str | Figure, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Amounts as bars from zero."""
        figures = self._review.figures(*of)
        caption = self._caption("bars", title, note, figures, values)
        return self._shown(charts.bars(figures, caption))

    def funnel(self, *of: str | Figure, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Steps that follow one another, each in percent of the first."""
        figures = self._review.figures(*of)
        caption = self._caption("steps", title, note, figures, values)
        return self._shown(charts.funnel(figures, caption))

    def stack(self, *of: str | Figure, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Parts of a whole in one bar."""
        figures = self._review.figures(*of)
        caption = self._caption("parts", title, note, figures, values)
        return self._shown(charts.stack(figures, caption))

    def ranges(self, *of: str | Figure, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """What the sources allow of each figure."""
        figures = self._review.figures(*of)
        caption = self._caption("ranges", title, note, figures, values)
        return self._shown(charts.ranges(figures, caption))

    def plan(self, *of: str, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Every statement of indicators in percent of their plan."""
        statements = self._review.plan_statements(*of)
        caption = self._caption("plan", title, note, statements, values)
        return self._shown(charts.plan(statements, caption))

    def band(self, *of: str, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Rates in the bands planned for them, every statement by itself."""
        finder = self._review.finder
        rows = [(finder.named(f"{name}:target"), self._review.each_statement(name)) for name in of]
        used = [figure for target, found in rows for figure in (target, *found)]
        caption = self._caption("band", title, note, used, values)
        return self._shown(charts.band(rows, caption))

    def pairs(self, *of: str, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """This year beside a part of the next; only where both are on record."""
        couples = [
            (self._review.figure(name), part)
            for name in of
            for part in self._review.finder.part_years(name)[:1] or [self._review.figure(name)]
            if part.id != name or self._review.figure(name).is_missing
        ]
        used = [figure for couple in couples for figure in couple]
        caption = self._caption("pairs", title, note, used, values)
        if not couples:
            return self._review.claim("No part-year figure of these is on record.")
        if all(year.is_missing for year, _ in couples):
            parts = [part for _, part in couples]
            return self._shown(charts.bars(parts, caption))
        return self._shown(charts.pairs(couples, caption))

    def dots(
        self, figures: Sequence[Figure], *, title: str, note: str, **values: Given
    ) -> Exhibit | Claim:
        """One figure of many places, in order, this place set apart."""
        caption = self._caption("places", title, note, figures, values)
        own = self._review.area.name.en
        region = self._review.registry.areas.get(self._review.area.region)
        known = {figure.name.en for figure in figures}
        highlight = own if own in known or region is None else region.name.en
        return self._shown(charts.dots(figures, caption, highlight))

    def slope(self, indicator: str, *, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """One figure of this place over the years, joined only where it compares.

        As a title `{moved}` says from where to where it went, up to the year of the review.
        """
        series = self._review.finder.series(indicator)
        points = [
            (period, figure, self._compares_within(figure, area)) for period, figure, area in series
        ]
        if not points:
            return self._review.missing(indicator)
        used = [figure for _, figure, _ in points]
        past = [point for point in points if point[0].year <= self._review.year] or points
        moved = self._moved([(figure, among.text) for _, figure, among in past])
        caption = self._caption("years", title, note, used, {"moved": moved, **values})
        return self._shown(charts.slope(points, caption))

    def _moved(self, points: Sequence[tuple[Figure, str]]) -> Claim:
        """From where to where a figure went, in words, over the years that compare with the last."""
        last, among = points[-1]
        first = next(figure for figure, other in points if other == among)
        if len(points) == 1:
            sentence = message("The place has one year on record: {last}")
        elif first is last:
            sentence = message(
                "The place stands at {last}; no earlier year on record compares with it"
            )
        elif first.value == last.value:
            sentence = message("The place stays at {last} over the years that compare")
        else:
            sentence = message("The place moved from {first} to {last}")
        return self._review.claim(sentence, first=first, last=last)

    def _compares_within(self, figure: Figure, area: Area) -> Claim:
        """What a year's figure compares within: the boundaries, and for a rank the set it counts in."""
        lang, finder = self._review.lang, self._review.finder
        name = plain((area.note.in_(lang) or area.name.in_(lang)).rstrip("."))
        row = figure.observations[0]
        base = self._review.registry.indicators[row.indicator].base
        if figure.unit.kind != "rank" or not base:
            return name
        rows = finder.store.where(indicator=base, time_period=row.time_period.text)
        ranked = tuple(finder.figure(each) for each in rows)
        self._review.page.show(ranked)
        numbers = [piece for each in ranked for piece in (", ", number_of(each, lang))]
        return Claim(in_a_row([*name.pieces, *numbers]), ranked, lang=lang)

    def timeline(
        self, events: Sequence[Event], *, title: str, note: str, **values: Given
    ) -> Exhibit | Claim:
        """Events in the order of time."""
        caption = self._events_caption("timeline", title, note, events, values)
        return charts.timeline(events, caption)


class TableForms(_Forms):
    """The tables. Figures are given by indicator or as figures."""

    def figures(self, *of: str | Figure, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Figures with their values and how each stands."""
        figures = self._review.figures(*of)
        caption = self._caption("table", title, note, figures, values)
        if not figures:
            return self._review.claim("Nothing further is on record.")
        return self._shown(tables.figures(figures, caption, self._review.page.printing))

    def frame(
        self, frame: pd.DataFrame, *, title: str, note: str, **values: Given
    ) -> Exhibit | Claim:
        """A frame, as `review.show` sets it; rows without a figure are named below it with the reason."""
        if "anchor" not in frame.columns:
            return self._other_frame(frame, title, note, values)
        review = self._review
        page, figures = review.page, review.figures_of(frame)
        caption = self._caption("table", title, note, figures, values)
        there = frame[[not figure.is_missing for figure in figures]]
        known = [figure for figure in figures if not figure.is_missing]
        origins = [tables.origin(figure, caption, page.printing) for figure in known]
        grid = frame_grid(there, known, page, origins)
        return self._shown(tables.frame(grid, figures, caption, computed_columns(frame)))

    def _other_frame(
        self, frame: pd.DataFrame, title: str, note: str, values: dict[str, Given]
    ) -> Exhibit | Claim:
        """A pivot, a group, events: a column `source` is cited below it instead of shown."""
        review = self._review
        cited = [*frame["source"]] if "source" in frame.columns else []
        told = review.with_figures(frame.drop(columns="source", errors="ignore"))
        grid = frame_grid(told, (), review.page)
        figures = [cell for row in grid.rows for cell in row if isinstance(cell, Figure)]
        rows = [row for figure in figures for row in figure.observations]
        caption = replace(
            self._caption("table", title, note, figures, values),
            source_line=review.cite([*cited, *(row.source for row in rows)]),
        )
        return self._shown(tables.frame(grid, figures, caption, computed_columns(frame)))

    def plan(self, *of: str, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """For each statement on a plan the plan that it implies.

        In the title `{stated}` counts the statements and `{fitting}` those that imply one.
        """
        rows = []
        for stated in self._review.plan_statements(*of):
            actual = self._review.figure(stated.id.partition(":")[0])
            name = measures.IMPLIED_PLAN.filled(stated=stated.name)
            rows.append((actual, stated, measures.implied_plan(actual, stated, name)))
        used = [figure for row in rows for figure in row]
        count = self._review.count
        told = {
            "stated": count([row for row in rows if not row[1].is_missing], name=message("Percentages of the plan")),
            "fitting": count([row for row in rows if not row[2].is_missing], name=message("Plans in whole numbers")),
        }  # fmt: skip
        caption = self._caption("plans", title, note, used, {**told, **values})
        return self._shown(tables.plan(rows, caption))

    def records(
        self, events: Sequence[Event], *, title: str, note: str, **values: Given
    ) -> Exhibit | Claim:
        """Events with date, field, partners and note."""
        caption = self._events_caption("records", title, note, events, values)
        return tables.records(events, caption)

    def matrix(self, indicator: str, *, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """One indicator by place and year; this place first."""
        header, rows = self._review.by_place_and_year(indicator)
        used = [cell for _, cells in rows for cell in cells if cell is not None]
        caption = self._caption("matrix", title, note, used, values)
        return self._shown(tables.matrix(header, rows, caption))
