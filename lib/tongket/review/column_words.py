"""What columns and cells of the record are called on a page: headings, and words in place of ids and marks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tongket.data.not_begun import FORECAST
from tongket.model import Measure, Qualifier, TimePeriod
from tongket.numerals import QUALIFIERS, format_period
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tongket.review.page_record import PageRecord

# What columns are called, of the record and of events.
HEADS = {
    "name": message("Figure"),
    "domain_name": message("Domain"),
    "area_name": message("Area"),
    "measure_name": message("What the value says"),
    "period": message("Period"),
    "year": message("Year"),
    "unit_name": message("Unit"),
    "value": message("Value"),
    "title": message("Event"),
    "date": message("Date"),
    "field": message("Topic"),
    "partners": message("Partners"),
    "outcome": message("What became of it"),
    "note": message("Note"),
    "source": message("Source"),
    "qualifier_name": message("How the source hedges"),
    "disputed_name": message("Fit"),
    "revised_name": message("Revision"),
    "part_name": message("Part of a year"),
    "preferred_name": message("Statement"),
    "comparable_with_previous": message("Beside the one before"),
    "break_reason": message("Why it does not compare"),
}
# Marks of rows in words: yes, no.
MARKS = {
    "disputed": (message("does not fit as printed"), message("fits the other figures")),
    "revised": (message("revised since first published"), message("as first published")),
    "part": (message("part of a year"), message("whole year")),
    "other": (message("another part of a year, or a year"), message("the same part of a year")),
    "preferred": (message("preferred statement"), message("other statement")),
    "comparable_with_previous": (message("compares"), message("stands alone")),
}
MEASURES = {
    Measure.ACTUAL: message("actual"),
    Measure.TARGET: message("plan"),
    Measure.TARGET_PCT: message("percent of the plan"),
    Measure.OVER_TARGET_PCT: message("percent above the plan"),
    Measure.TIMES_PREVIOUS: message("times the year before"),
    Measure.GROWTH_PCT: message("percent above the year before"),
    Measure.CHANGE_PP: message("change in percentage points"),
    Measure.CUMULATIVE: message("cumulative"),
}
# The same of a part of a year: it is held against the same part.
OF_PART = {
    Measure.TIMES_PREVIOUS: message("times the same part of the year before"),
    Measure.GROWTH_PCT: message("percent above the same part of the year before"),
}
# What a document expects to come about, as the area of a province to be merged: nobody has set it as a target.
PROJECTION = message("projection")
# By column of ids, the column of their names.
NAMED = {
    "indicator": "name", "domain": "domain_name", "area": "area_name", "measure": "measure_name",
    "unit": "unit_name",
}  # fmt: skip


def is_projection(measure: Measure, status: str) -> bool:
    """Whether a value of the measure of plans is a forecast, by its observation status."""
    return measure is Measure.TARGET and status == FORECAST


def measure_words(measure: Measure, period: TimePeriod, status: str = "") -> str:
    """What a value says under a measure, in English, of a year or a part of one."""
    if is_projection(measure, status):
        return PROJECTION
    of_part = OF_PART.get(measure) if period.is_part_year else None
    return of_part or MEASURES[measure]


def head_of(column: str) -> str:
    """What a column is called, also one of ids; its own name where it is the notebook's."""
    return HEADS.get(column, HEADS.get(NAMED.get(column, f"{column}_name"), column))


def in_words(column: object, cell: object, page: PageRecord) -> str:
    """A cell of a column of the record in the words of a page: ids, marks and periods; any other as it is."""
    say = _SAID.get(str(column))
    # A column of the notebook's own may have such a name and hold anything.
    with suppress(KeyError, ValueError):
        return say(str(cell), page) if say else str(cell)
    return str(cell)


def _mark(column: str) -> Callable[[str, PageRecord], str]:
    def said(cell: str, page: PageRecord) -> str:
        # Beside a part of a year a year is another period as well.
        of_part = column == "part" and page.period is not None and not page.period.is_year
        yes, no = MARKS["other" if of_part else column]
        return translate({"True": yes, "False": no}[cell], page.lang)

    return said


_SAID: Mapping[str, Callable[[str, PageRecord], str]] = {
    "indicator": lambda cell, page: page.registry.indicators[cell].name.in_(page.lang),
    "domain": lambda cell, page: page.registry.domains[cell].name.in_(page.lang),
    "unit": lambda cell, page: page.registry.units[cell].name.in_(page.lang),
    "area": lambda cell, page: page.distinct_name(page.registry.areas[cell]),
    "measure": lambda cell, page: translate(MEASURES[Measure(cell)], page.lang),
    "qualifier": lambda cell, page: QUALIFIERS[Qualifier(cell)].in_(page.lang),
    "period": lambda cell, page: format_period(TimePeriod.parse(cell), page.lang),
    **{column: _mark(column) for column in MARKS if column != "other"},
}
