"""The record as a tidy pandas frame, one row a printed figure, and the way back from its rows to the figures.

docs/frame.md says what each column means.
"""

from __future__ import annotations

import hashlib
import inspect
import math
import warnings
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.claims import reason
from tongket.data.organisation import licence_of
from tongket.errors import EmptyFrameWarning, UsageError
from tongket.model import Calculation, Figure, Measure, Missing, Text, TimePeriod, Unit
from tongket.review.column_words import MEASURES, OF_PART, PROJECTION, measure_words
from tongket.review.finder import by_fact, is_plan_of_year
from tongket.review.own_words import numerals_in
from tongket.translations import Phrase, one_a_line, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from tongket.model import Observation
    from tongket.review.finder import Finder
    from tongket.review.page_record import PageRecord
    from tongket.review.selection import Selection

COLUMNS = {
    "indicator": "str", "name": "str", "domain": "str", "domain_name": "str",
    "area": "str", "area_name": "str", "area_kind": "str", "measure": "str", "measure_name": "str",
    "year": "int64", "period": "str", "part": "bool", "series": "str",
    "value": "float64", "lower": "float64", "upper": "float64", "unit": "str", "unit_name": "str",
    "qualifier": "str", "status": "str", "disputed": "bool", "revised": "bool", "preferred": "bool",
    "printed": "str", "source": "str", "locator": "str", "note": "str", "anchor": "str",
}  # fmt: skip
# Names for showing: a notebook may add to them what the record says of the row, such as its period.
NAMES = ("name", "domain_name", "area_name", "measure_name", "unit_name", "note")
# What a heading of a pivot may be taken for.
HEADED = (
    "indicator", "name", "domain", "domain_name", "area", "area_name", "measure", "measure_name", "period",
)  # fmt: skip
# In place of a figure where a join found no row.
NOT_JOINED = Figure(
    "not joined", Phrase("figure"), None, None, Unit("number", "ratio", Text("", "")), None,
    Missing(Phrase("no figure belongs to this row")),
)  # fmt: skip


class FrameRow(NamedTuple):
    """One row of a frame: its figure, and the statement that it shows; None where it is computed."""

    figure: Figure
    observation: Observation | None
    cells: dict[str, object]


class FrameMaker:
    """Makes the frames of one session, and remembers which figure is behind each row."""

    def __init__(self, finder: Finder, page: PageRecord) -> None:
        self._finder, self._page = finder, page
        self._store, self._registry, self._lang = finder.store, finder.registry, page.lang
        self._rows: dict[str, FrameRow] = {}
        # A figure may be named anew on the page, each time with the same anchor.
        self._called: dict[str, set[str]] = {}

    def of_record(self, chosen: Selection) -> pd.DataFrame:
        """Every statement of a selection, in the order of the registry."""
        store, finder = self._store, self._finder
        store.read_indicators.update(chosen.indicators)
        of_indicators = store.of_indicators(set(chosen.indicators))
        rows = [
            self._row(figure, row, preferred=not rank)
            for fact in by_fact(row for row in of_indicators if _is_chosen(row, chosen))
            for rank, (row, figure) in enumerate(finder.of_fact(fact))
        ]
        if not rows and isinstance(chosen.years, frozenset):
            self._warn_of_nothing(chosen.years, chosen, of_indicators)
        rows.sort(key=self._order(chosen.indicators))
        return self._framed(rows)

    def _warn_of_nothing(
        self, years: frozenset[int], chosen: Selection, rows: list[Observation]
    ) -> None:
        """Say that the years that somebody asked for have nothing, and which have something."""
        others = {r.time_period.year for r in rows if _is_chosen(r, replace(chosen, years=None))}
        words = Phrase(
            "frame: no figure of {years} is on record for what is asked. On record are: {others}.",
            years=", ".join(map(str, sorted(years))), others=", ".join(map(str, sorted(others))) or "–",
        )  # fmt: skip
        # At the line that asks, however many calls of tongket lead here from it.
        level, at = 1, inspect.currentframe()
        while at is not None and at.f_globals.get("__name__", "").startswith("tongket."):
            level, at = level + 1, at.f_back
        warnings.warn(words.in_(self._lang), EmptyFrameWarning, stacklevel=level)

    def of_figures(self, figures: Sequence[Figure]) -> pd.DataFrame:
        """Figures as rows of the same columns, in the order given; computed ones have no source."""
        store, finder = self._store, self._finder
        rows = []
        for figure in figures:
            row = figure.origin if figure.observations == (figure.origin,) else None
            if row is None or isinstance(row, (Calculation, Missing)):
                rows.append(self._computed(figure))
                continue
            of_indicator = store.where(indicator=row.indicator, ref_area=row.ref_area)
            fact = next(fact for fact in by_fact(of_indicator) if row in fact)
            made = self._row(figure, row, preferred=finder.of_fact(fact)[0][0] == row)
            made.cells["name"] = figure.name.in_(self._lang)
            rows.append(made)
        return self._framed(rows)

    def of_own(self, rows: Iterable[Observation]) -> pd.DataFrame:
        """The rows of a file of one's own, in its order; of two that are alike in all but the line each has its id."""
        made: dict[str, FrameRow] = {}
        for row in rows:
            figure = self._finder.figure(row) if row.interval else self._finder.lost(row)
            if figure.id in made:
                figure = replace(figure, id=f"{figure.id}@{row.locator}")
            made[figure.id] = self._row(figure, row, preferred=True)
        return self._framed([*made.values()])

    def with_figures(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame in which each cell that holds an anchor holds its figure instead."""
        return frame_given("frame", frame).map(
            lambda cell: (
                self._rows[cell].figure if isinstance(cell, str) and cell in self._rows else cell
            )
        )

    def figures_of(self, frame: pd.DataFrame, anchor: str = "anchor") -> list[Figure]:
        """The figures behind the rows of a frame, in its order.

        Args:
            frame: rows of frames that this maker made, selected, joined and computed on.
            anchor: the column of their anchors; in joined frames `anchor_year` belongs to `value_year`.

        Raises:
            UsageError: the frame has no anchors, one leads to no figure of this review, or a column says something
                else than the record.
        """
        return [NOT_JOINED if row is None else row.figure for row in self._rows_of(frame, anchor)]

    def completed(
        self, frame: pd.DataFrame, anchor: str = "anchor", columns: Iterable[str] = COLUMNS
    ) -> pd.DataFrame:
        """A frame with those of some columns of the record that it lost, from the anchors of its rows."""
        import pandas as pd

        rows = [
            row or FrameRow(NOT_JOINED, None, dict.fromkeys(COLUMNS))
            for row in self._rows_of(frame, anchor)
        ]
        lost = (name for name in columns if name not in frame.columns)
        cells = {name: pd.Series([row.cells[name] for row in rows], frame.index) for name in lost}
        return frame.assign(**cells)

    def _rows_of(self, frame: pd.DataFrame, anchor: str) -> list[FrameRow | None]:
        """The rows of a column of anchors; None where a join found none, which only the first column may not."""
        frame = frame_given("frame", frame)
        _refuse_names(frame)
        if anchor not in frame.columns:
            columns = ", ".join(str(name) for name in frame.columns)
            raise UsageError(Phrase(
                "frame: expected a column {anchor}, got {columns}. Keep it beside the columns that you take: it "
                "leads a row to its figure.",
                anchor=anchor, columns=columns,
            ))  # fmt: skip
        joined = anchor != "anchor"
        anchors = ["" if joined and each != each else str(each) for each in frame[anchor]]  # noqa: PLR0124
        strange = [a for a in dict.fromkeys(anchors) if a and a not in self._rows]
        if strange or (not joined and "" in anchors):
            raise UsageError(Phrase(
                "frame: expected anchors of frames that this review made, got {names}. Make the frame with "
                "review.frame(…), or its computed rows with review.frame_of(…).",
                names=", ".join(strange[:5]),
            ))  # fmt: skip
        self._refuse_changed(frame, anchors, anchor.removeprefix("anchor"))
        return [self._rows.get(each) for each in anchors]

    def _refuse_changed(self, frame: pd.DataFrame, anchors: list[str], suffix: str) -> None:
        """Refuse columns that say something else than the record, at the first row of each."""
        changed = []
        for name in (n for n in COLUMNS if n != "anchor" and n + suffix in frame.columns):
            column = frame[name + suffix].tolist()
            if column == [row and row.cells[name] for row in map(self._rows.get, anchors)]:
                continue
            cells = zip(frame.index, column, anchors, strict=True)
            wrong = next((c for c in cells if not self._says(name, c[1], c[2])), None)
            if wrong:
                label, cell, anchor = wrong
                known = self._rows[anchor].cells[name]
                changed.append(Phrase("row {label}, {name}: expected {known} as of {anchor}, got {cell}.",
                                      label=label, name=name + suffix, known=repr(known),
                                      anchor=anchor, cell=repr(cell)))  # fmt: skip
        if changed:
            raise UsageError(Phrase(
                "{list}\nTake each row from a frame of this review, and write what you compute into columns of "
                "your own.",
                list=one_a_line(changed),
            ))  # fmt: skip

    def _says(self, name: str, cell: object, anchor: str) -> bool:
        """Whether a cell says what the record does; a name may hold more, but no other number."""
        row = self._rows.get(anchor)
        if row is None:
            return True
        known = row.cells[name]
        if cell == known or (known != known and cell != cell):  # noqa: PLR0124 -- NaN equals nothing
            return True
        named = [known, *self._called[anchor]] if name == "name" else [known]
        return name in NAMES and any(str(n) in str(cell) for n in named) and self._tells(row, cell)

    def refuse_typed(self, frame: pd.DataFrame, columns: Iterable[str]) -> None:
        """Refuse words of the notebook's own that hold a number which the record does not say of their row.

        Raises:
            UsageError: there are such.
        """
        from pandas.api.types import is_numeric_dtype

        anchors = [str(each) for each in frame["anchor"]]
        # A column of numbers is followed to its formula; whatever else shows a number holds it as words.
        for column in (name for name in columns if not is_numeric_dtype(frame[name])):
            cells = zip(frame.index, frame[column], anchors, strict=True)
            words = (each for each in cells if str(each[1]) not in self._rows)
            for label, cell, anchor in words:
                if not self._tells(self._rows[anchor], cell):
                    raise UsageError(Phrase(
                        "row {label}, {column}: expected words with numbers of {anchor} alone, got {cell}. Show a "
                        "number by its figure, in a column of its own.",
                        label=label, column=column, anchor=anchor, cell=repr(cell),
                    ))  # fmt: skip

    def refuse_strange(self, frame: pd.DataFrame) -> None:
        """Refuse columns, headings and labels of rows that agree with no figure beside or below them.

        Raises:
            UsageError: there are such.
        """
        indexed = any(name is not None for name in frame.index.names)
        for label, *cells in frame.itertuples(name=None):
            row = [*zip(frame.columns, cells, strict=True)]
            found = [(c, a) for c, a in row if isinstance(a, str) and a in self._rows]
            # A column beside figures of several rows is of one of them.
            strange: list[tuple[str, object, object]] = [
                (found[0][1], name, cell)
                for name, cell in row
                if found
                and name in COLUMNS
                and not any(self._says(name, cell, a) for _, a in found)
            ]
            own = _labels(frame.index, label) if indexed else []
            strange += [
                (anchor, name or column, words)
                for column, anchor in found
                for name, words in (*_labels(frame.columns, column), *own)
                if not self._heads(name, words, anchor)
            ]
            for anchor, name, cell in strange[:1]:
                known = self._rows[anchor].cells.get(str(name), "a heading of its figure")
                raise UsageError(Phrase(
                    "row {label}, {name}: expected {known} as of {anchor}, got {cell}. Write what you compute into "
                    "columns of your own.",
                    label=label, name=name, known=repr(known), anchor=anchor, cell=repr(cell),
                ))  # fmt: skip

    def _heads(self, name: object, label: object, anchor: str) -> bool:
        """Whether a figure may be below a heading: one of the record, or words of the notebook's own."""
        row = self._rows[anchor]
        if name in COLUMNS and (
            COLUMNS[str(name)] != "str" or self._says(str(name), label, anchor)
        ):
            return self._says(str(name), label, anchor)
        mine = {str(row.cells[column]) for column in HEADED} | self._called[anchor]
        return str(label) in mine or (
            str(label) not in self._vocabulary and self._tells(row, label)
        )

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """Ids and names of the registry, which a heading may have of its own figures alone."""
        registry, lang = self._registry, self._lang
        names = {
            *(indicator.name.in_(lang) for indicator in registry.indicators.values()),
            *(domain.name.in_(lang) for domain in registry.domains.values()),
            *(area.name.in_(lang) for area in registry.areas.values()),
        }
        ids = {*registry.indicators, *registry.domains, *registry.areas}
        words = (*MEASURES.values(), *OF_PART.values(), PROJECTION)
        measures = {*map(str, MEASURES), *(translate(word, lang) for word in words)}
        return frozenset({*ids, *names, *measures})

    def _tells(self, row: FrameRow, words: object) -> bool:
        """Whether all numerals in words are in what the record says of a row."""
        return numerals_in(words) <= self._numerals_of(row)

    def _numerals_of(self, row: FrameRow) -> set[str]:
        return numerals_in(*row.cells.values(), *self._called[str(row.cells["anchor"])])

    def numerals_behind(self, cells: Iterable[object]) -> set[str]:
        """The numerals in what the record says of the figures whose anchors are among some cells."""
        rows = (self._rows[cell] for cell in cells if isinstance(cell, str) and cell in self._rows)
        return set().union(*map(self._numerals_of, rows))

    # One row

    def _row(self, figure: Figure, row: Observation, *, preferred: bool) -> FrameRow:
        lang, registry = self._lang, self._registry
        indicator, area = registry.indicators[row.indicator], registry.areas[row.ref_area]
        cells: dict[str, object] = {
            "indicator": row.indicator,
            "name": indicator.name.in_(lang),
            "domain": indicator.domain,
            "domain_name": registry.domains[indicator.domain].name.in_(lang),
            "area": row.ref_area,
            "area_name": self._page.distinct_name(area),
            "area_kind": area.kind,
            "measure": str(row.measure),
            "measure_name": translate(
                measure_words(row.measure, row.time_period, row.status), lang
            ),
            "year": row.time_period.year,
            "period": row.time_period.text,
            "part": not row.time_period.is_like(self._finder.period),
            "series": self._finder.comparability.series(row),
            "qualifier": str(row.qualifier),
            "status": row.status,
            "preferred": preferred,
            "printed": row.as_printed,
            "source": row.source,
            "locator": row.locator,
            "note": translate(row.comment, lang),
        }
        return FrameRow(figure, row, cells | self._value_cells(figure))

    def _computed(self, figure: Figure) -> FrameRow:
        """A computed figure is of the area and period that its inputs share; without inputs of those under review."""
        lang, rows = self._lang, figure.observations
        origin = figure.origin
        note = origin.formula.in_(lang) if isinstance(origin, Calculation) else reason(figure, lang)
        areas = {row.ref_area for row in rows} or {self._finder.area.ref_area}
        periods = {row.time_period.text for row in rows} or {self._finder.period.text}
        area = self._registry.areas[next(iter(areas))] if len(areas) == 1 else None
        cells = dict.fromkeys(COLUMNS, "") | {
            "name": figure.name.in_(lang),
            "area": area.ref_area if area else "",
            "area_name": self._page.distinct_name(area) if area else "",
            "area_kind": area.kind if area else "",
            "series": area.ref_area if area else "",
            # A year is a number, also where the inputs are of several: the latest.
            "year": max((row.time_period.year for row in rows), default=self._finder.period.year),
            "period": next(iter(periods)) if len(periods) == 1 else "",
            "part": any(not row.time_period.is_like(self._finder.period) for row in rows),
            "qualifier": str(figure.qualifier),
            "preferred": True,
            "note": note,
        }
        return FrameRow(figure, None, cells | self._value_cells(figure))

    def _value_cells(self, figure: Figure) -> dict[str, object]:
        lower, upper = math.nan, math.nan
        if figure.interval is not None:
            ends = figure.interval.lower, figure.interval.upper
            lower = -math.inf if ends[0] is None else float(ends[0])
            upper = math.inf if ends[1] is None else float(ends[1])
        point = figure.point
        return {
            "value": math.nan if point is None else float(point),
            "lower": lower,
            "upper": upper,
            "unit": figure.unit.id,
            "unit_name": figure.unit.name.in_(self._lang),
            "disputed": bool(figure.disputed),
            "revised": figure.revised,
            "anchor": figure.anchor,
        }

    # All rows

    @cached_property
    def _licence(self) -> str:
        return licence_of(self._store.data_dir.parent)

    def _framed(self, rows: Sequence[FrameRow]) -> pd.DataFrame:
        # Loaded where a frame is asked for: most pages and commands make none.
        import pandas as pd

        for row in rows:
            anchor = str(row.cells["anchor"])
            self._rows[anchor] = row
            self._called.setdefault(anchor, set()).add(str(row.cells["name"]))
        kinds: dict[str, Any] = COLUMNS
        frame = pd.DataFrame({
            name: pd.array([row.cells[name] for row in rows], dtype=kind)
            for name, kind in kinds.items()
        })  # fmt: skip
        finder = self._finder
        frame.attrs = {
            "review": f"{finder.area.ref_area} {finder.period.code} {self._lang}",
            "licence": self._licence,
            "data": _digest(rows),
        }
        return frame

    def _order(self, indicators: Iterable[str]) -> Callable[[FrameRow], tuple[object, ...]]:
        ids = {name: place for place, name in enumerate(indicators)}
        areas = {name: place for place, name in enumerate(self._registry.areas)}
        measures = list(Measure)

        def order(row: FrameRow) -> tuple[object, ...]:
            cells, stated = row.cells, row.observation
            end = stated.time_period.end if stated else None
            return (
                ids[str(cells["indicator"])], areas[str(cells["area"])], end, cells["period"],
                measures.index(Measure(str(cells["measure"]))),
            )  # fmt: skip

        return order


def _labels(index: pd.Index, label: object) -> list[tuple[object, object]]:
    """The parts of a label of rows or columns, each with the name of its level."""
    parts = label if isinstance(label, tuple) else (label,)
    return list(zip(index.names, parts, strict=True))


def frame_given(where: str, given: object) -> pd.DataFrame:
    """The frame that an author handed over.

    Raises:
        UsageError: it is none.
    """
    import pandas as pd

    if not isinstance(given, pd.DataFrame):
        raise UsageError(Phrase(
            "{where}: expected a frame, got {kind}. Take rows of review.frame(…), or make one: {code}.",
            where=where, kind=type(given).__name__, code="pandas.DataFrame(…)",
        ))  # fmt: skip
    # What is said of the whole frame would be copied with each of its columns, each time that one is read.
    frame = given.copy(deep=False)
    frame.attrs = {}
    return frame


def _refuse_names(frame: pd.DataFrame) -> None:
    """Refuse columns that no name alone leads to."""
    strange = [name for name in frame.columns if not isinstance(name, str)]
    twice = [*frame.columns[frame.columns.duplicated()]]
    if strange or twice:
        got = f"{twice[0]} twice" if twice else f"{strange[0]!r}"
        raise UsageError(Phrase(
            "frame: expected columns of different names, in words, got {got}. Rename it: rename(columns=…).",
            got=got,
        ))  # fmt: skip


def _is_chosen(row: Observation, chosen: Selection) -> bool:
    return (
        _is_of(row, chosen.years)
        and (chosen.areas is None or row.ref_area in chosen.areas)
        and (chosen.measures is None or str(row.measure) in chosen.measures)
    )


def _is_of(row: Observation, years: frozenset[int] | TimePeriod | None) -> bool:
    if isinstance(years, TimePeriod):
        return years.holds(row.time_period) or is_plan_of_year(row, years)
    return years is None or row.time_period.year in years


def _digest(rows: Iterable[FrameRow]) -> str:
    """A hash over what the rows print, so that a saved frame can be held against the data."""
    texts = [
        "\t".join((*row.observation.key, row.observation.as_printed, row.observation.status))
        for row in rows
        if row.observation is not None
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
