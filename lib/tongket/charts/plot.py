"""A plot before it is drawn: an axes-level function, a frame with one row a mark, and the words of its marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tongket.errors import UsageError
from tongket.theme.colours import SERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from tongket.model import Lang, Unit

# Columns that a plot's frame has beside those of its author.
LOWER, UPPER, WORDS, PART, WHERE = "tk_lower", "tk_upper", "tk_words", "tk_part", "tk_where"
PARTED = (
    "hue",
    "style",
    "size",
    "units",
)  # seaborn's words for what distinguishes marks of one place


@dataclass(frozen=True)
class Form:
    """What must be known of a function that draws.

    Attributes:
        zero: its marks are lengths, which count from zero.
        many: it shows how many rows spread; a row is no mark of its own.
        joins: it joins rows by lines.
        points: its marks leave room for an interval, which it does not draw itself.
        scaled: it sets the scale of its amounts itself.
    """

    zero: bool = False
    many: bool = False
    joins: bool = False
    points: bool = False
    scaled: bool = False


FORMS = {
    "barplot": Form(zero=True),
    "pointplot": Form(),
    "lineplot": Form(joins=True),
    "scatterplot": Form(points=True),
    "stripplot": Form(points=True),
    "swarmplot": Form(points=True),
    "ranges": Form(),
    "parts": Form(zero=True),
    "timeline": Form(),
    "scorecard": Form(scaled=True),
    "ranks": Form(joins=True),
}


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
    """

    function: Callable[..., object]
    data: pd.DataFrame
    arguments: Mapping[str, Any]
    lang: Lang
    unit: Unit | None = None
    strong: frozenset[str] = field(default=frozenset())

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

    @property
    def beside(self) -> list[str]:
        """Columns of what is drawn around an amount: its whole, the ends of its planned band."""
        whole = self.column("whole")
        return [*([whole] if whole else []), *(self.arguments.get("plan") or ())]

    @property
    def flat(self) -> bool:
        """Whether amounts are spread on one line, with nothing upwards."""
        counted = {"histplot", "kdeplot", "ecdfplot", "rugplot"}
        return self.form.many and self.column("y") is None and self.name not in counted

    @property
    def amount(self) -> str:
        """The column of the amounts.

        Raises:
            UsageError: none is named.
        """
        column = self.column("x" if self.in_rows or self.form.many else "y")
        if column is None:
            raise UsageError(f"{self.name}: expected x= and y=, got {sorted(self.arguments)}.")
        return column

    @property
    def place(self) -> str:
        """The column of the names, or of the years, that the amounts belong to."""
        column = self.column("y" if self.in_rows else "x")
        if column is None:
            raise UsageError(f"{self.name}: expected x= and y=, got {sorted(self.arguments)}.")
        return column

    @cached_property
    def names(self) -> list[str]:
        """The names, in the order of the frame."""
        return list(dict.fromkeys(self.data[self.place]))

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
        column = self.parted_by
        if column is None or column == (self.place if self.in_rows or self.upright else None):
            return []
        values = self.data[column]
        found = [*values.cat.categories] if hasattr(values, "cat") else [*dict.fromkeys(values)]
        there = [value for value in found if (values == value).any()]
        if len(there) > len(SERIES):
            raise UsageError(
                f"{self.name}: expected at most {len(SERIES)} values of {column!r}, which a reader can distinguish, "
                f"got {len(there)}. Select some, or put them on rows of their own: y={column!r}."
            )
        return there

    @property
    def dodges(self) -> bool:
        """Whether the marks of one name are drawn one below the other."""
        default = self.name == "barplot"
        return len(self.levels) > 1 and bool(self.arguments.get("dodge", default))
