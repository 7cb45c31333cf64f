"""A plot before it is drawn: an axes-level function, a frame with one row a mark, and the words of its marks."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING, Any

from tongket.charts.scale import limits, number_words
from tongket.errors import FormError, UsageError
from tongket.theme.colours import SERIES
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from tongket.model import Lang, Unit

# Columns that a plot's frame has beside those of its author.
LOWER, UPPER, WORDS, PART, WHERE = "tk_lower", "tk_upper", "tk_words", "tk_part", "tk_where"
APART = "tk_apart"
# Points of lines that have a mark of their own, and what it says.
MARKED_APART = {"provisional": message("provisional"), "part": message("a part of the year")}
PARTED = (
    "hue",
    "style",
    "size",
    "units",
)  # seaborn's words for what distinguishes marks of one place
Row = dict[Hashable, Any]  # of a plot's frame, by its columns
# XML knows no control characters; a line break in a name is a space.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Form:
    """What must be known of a function that draws.

    Attributes:
        zero: its marks are lengths, which count from zero.
        many: it shows how many rows spread; a row is no mark of its own.
        joins: it joins rows by lines.
        points: its marks leave room for an interval, which it does not draw itself.
        scaled: it sets the scale of its amounts itself.
        filled: its marks are areas, which have a texture each.
    """

    zero: bool = False
    many: bool = False
    joins: bool = False
    points: bool = False
    scaled: bool = False
    filled: bool = False


FORMS = {
    "barplot": Form(zero=True, filled=True),
    "histplot": Form(many=True, filled=True),
    "pointplot": Form(),
    "lineplot": Form(joins=True),
    "scatterplot": Form(points=True),
    "stripplot": Form(points=True),
    "swarmplot": Form(points=True),
    "ranges": Form(),
    "parts": Form(zero=True),
    "timeline": Form(),
    "scorecard": Form(scaled=True),
    "ranks": Form(points=True, scaled=True),
}


def line() -> Callable[..., object]:
    """What draws a line over years."""
    # Loaded where such a chart is drawn: most pages draw others.
    import seaborn as sns

    return sns.lineplot  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Plot:
    """What is to be drawn, for any width.

    Attributes:
        function: an axes-level function of seaborn, or one of `tongket.forms`.
        data: one row a mark, with the columns named by `x`, `y` and the other arguments, and with what is known
            of each amount: `tk_lower`, `tk_upper` (infinite where open), `tk_words`, `tk_part` (of a year).
        arguments: what the function is called with, beside the frame.
        lang: the language of numbers.
        unit: what the amounts count; None where there is no single one.
        strong: names that are set apart.
        across: what the amounts from left to right count, where a mark has two amounts.
        panel_of: the column whose values have a panel each; empty where all is in one.
        panel_units: what the amounts of each panel count.
        whole: of a panel the plot that it is of: all its panels have the same years, colours and marks.
    """

    function: Callable[..., object]
    data: pd.DataFrame
    arguments: Mapping[str, Any]
    lang: Lang
    unit: Unit | None = None
    strong: frozenset[str] = field(default=frozenset())
    across: Unit | None = None
    panel_of: str = ""
    panel_units: Mapping[Any, Unit | None] = field(default_factory=dict)
    whole: Plot | None = None

    @property
    def name(self) -> str:
        """What the function is called."""
        return getattr(self.function, "__name__", "plot")

    @property
    def form(self) -> Form:
        """What is known of the function; one that is not known is trusted to show how rows spread."""
        return FORMS.get(self.name, Form(many=True))

    def column(self, argument: str) -> str | None:
        """The column that an argument names; None where it names none."""
        given = self.arguments.get(argument)
        return given if isinstance(given, str) and given in self.data else None

    @cached_property
    def in_rows(self) -> bool:
        """Whether names are one below the other, with their amounts to the right."""
        return self._holds_names("y")

    @cached_property
    def upright(self) -> bool:
        """Whether names are side by side below their amounts."""
        return not self.in_rows and self._holds_names("x")

    def _holds_names(self, axis: str) -> bool:
        from pandas.api.types import is_bool_dtype, is_numeric_dtype

        column = self.column(axis)
        if column is None:
            return False
        values = self.data[column]
        counted = is_numeric_dtype(values) and not is_bool_dtype(values)
        return not counted or (axis == "x" and self.form.zero)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the frame, each by those columns that are drawn."""
        named = {v for v in self.arguments.values() if isinstance(v, str)}
        used = {*named, *self.beside, LOWER, UPPER, WORDS, PART}
        columns = {name: self.data[name].tolist() for name in self.data.columns if name in used}
        return [
            dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
        ]

    @property
    def beside(self) -> list[str]:
        """Columns of what is drawn around an amount: its whole, the places ranked, the ends of its planned band."""
        around = [self.column(argument) for argument in ("whole", "ranked")]
        return [*filter(None, around), *(self.arguments.get("plan") or ())]

    @property
    def flat(self) -> bool:
        """Whether amounts are spread on one line, with nothing upwards."""
        counted = {"histplot", "kdeplot", "ecdfplot"}
        return self.form.many and self.column("y") is None and self.name not in counted

    @property
    def amount(self) -> str:
        """The column of the amounts.

        Raises:
            UsageError: none is named.
        """
        alone = self.form.many and self.column("y") is None
        return self._named("x" if self.in_rows or alone else "y")

    @property
    def place(self) -> str:
        """The column of the names, or of the years, that the amounts belong to."""
        return self._named("y" if self.in_rows else "x")

    def _named(self, axis: str) -> str:
        column = self.column(axis)
        if column is not None:
            return column
        other = "y" if axis == "x" else "x"
        beside = self.column(other)
        if self.form.many and axis == "x" and beside is not None and not self.in_rows:
            raise UsageError(
                Phrase(
                    "{name}: expected the amounts from left to right, got them upwards: y={beside}. Exchange the "
                    "axes: x={beside}.",
                    name=self.name,
                    beside=repr(beside),
                )
            )
        raise UsageError(
            Phrase(
                "{name}: expected x= and y=, the amounts and their names or years, got {value}. Name the "
                "columns of both.",
                name=self.name,
                value=f"{other}={beside!r} alone" if beside else "neither",
            )
        )

    @cached_property
    def names(self) -> list[str]:
        """The names, in the order of the frame."""
        return list(dict.fromkeys(self.data[self.place]))

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The ends of a scale that holds amounts and intervals, wholes and planned bands; lengths have zero on it."""
        columns = [self.amount, LOWER, UPPER, *self.beside]
        found = [float(v) for c in columns if c in self.data for v in self.data[c]]
        if self.name == "timeline":
            return math.floor(min(found)), math.ceil(max(found) + 1e-9)
        near = {"near": 0.1} if self.name == "ranges" else {}
        return limits(found, lengths=self.form.zero, **near)

    def in_panels(self) -> list[Plot]:
        """A plot for each panel, in the order of the rows."""
        groups = self.data.groupby(self.panel_of, sort=False)
        return [
            replace(self, data=rows.reset_index(drop=True), unit=self.panel_units[name], whole=self)
            for name, rows in groups
        ]

    @property
    def apart(self) -> list[str]:
        """Which kinds of points with a mark of their own there are, as in `MARKED_APART`."""
        there = {*self.data[APART]} if self.form.joins and APART in self.data else set()
        return [kind for kind in MARKED_APART if kind in there]

    @property
    def span(self) -> tuple[float, float]:
        """The first and the last place from left to right, of all panels."""
        if self.upright:
            return 0.0, len(self.names) - 1.0
        places = (self.whole or self).data[self.place]
        return float(places.min()), float(places.max())

    @property
    def two_amounts(self) -> bool:
        """Whether each mark has two amounts, one from left to right and one upwards."""
        alone = self.in_rows or self.upright or self.column("y") is None
        return not alone and self.kind(self.place) != "year" and self.name != "heatmap"

    def kind(self, column: str) -> str:
        """The kind of what a column of numbers counts, `year` among them; empty where nothing says it."""
        name = column.casefold()
        if name in {"year", "năm"} or name.startswith("year_") or self.name == "timeline":
            return "year"
        unit = self.unit if column == self.amount else self.across
        return unit.kind if unit else ""

    def said(self, value: Any, column: str) -> str:
        """A value of a column of names in one line of words; numbers that are no years in the language's numerals."""
        if isinstance(value, Real) and not isinstance(value, bool):
            return number_words((float(value),), self.kind(column), self.lang)[0]
        return " ".join(_CONTROLS.sub(" ", str(value)).split())

    @property
    def parted_by(self) -> str | None:
        """The column whose values have a colour, texture and mark each."""
        return self.column("hue") or self.column("style")

    @cached_property
    def levels(self) -> list[Any]:
        """Its values, in their order; empty where there is no such column, or where it repeats the names.

        Raises:
            UsageError: there are more than a reader can distinguish.
        """
        if self.whole is not None:
            return self.whole.levels
        column = self.parted_by
        if column is None or column == (self.place if self.in_rows or self.upright else None):
            return []
        values = self.data[column]
        found = [*values.cat.categories] if hasattr(values, "cat") else [*dict.fromkeys(values)]
        there = [value for value in found if (values == value).any()]
        if len(there) > len(SERIES):
            raise FormError(
                Phrase(
                    "{name}: expected at most {number} values of {column}, which a reader can distinguish, got "
                    "{number_2}. Select some, or put them on rows of their own: y={column}.",
                    name=self.name,
                    number=len(SERIES),
                    column=repr(column),
                    number_2=len(there),
                ),
                message("There are more parts than can be distinguished."),
            )
        return there

    @property
    def dodges(self) -> bool:
        """Whether the marks of one name are drawn beside each other: only bars, of which one would hide another."""
        return len(self.levels) > 1 and self.name == "barplot"
