"""From the cells of a row to an observation: every rule that one row must keep.

`as_printed` is parsed again and must give `obs_value`, so that a typing mistake cannot survive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from sys import intern
from typing import TYPE_CHECKING, Literal

from tongket import limits
from tongket.data.csv_file import Shape
from tongket.data.findings import Finding
from tongket.data.not_begun import not_begun
from tongket.data.printed_values import AMOUNTS, DECIMALS, agrees, decimal, possible, same
from tongket.errors import near
from tongket.model import ADD_UP, Measure, Observation, Qualifier, Text, TimePeriod
from tongket.model.figure import exact_number
from tongket.numerals import (
    EXAMPLES,
    QUALIFIERS,
    EqualBand,
    Printed,
    ReversedBand,
    hedge_before,
    is_compared,
    measured_in,
    parse,
)
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Collection

    from tongket.data.registry import Registry
    from tongket.model import Indicator, Unit

COLUMNS = (
    "indicator", "ref_area", "time_period", "measure", "as_printed", "qualifier", "obs_value",
    "lower", "upper", "unit_measure", "obs_status", "source", "locator", "comment",
)  # fmt: skip
# A column that a file being filled may have: last year's printed figure beside the empty cell.
PREVIOUS = "previous"
# What makes a statement another one, and the order of the rows.
KEY = ("indicator", "ref_area", "time_period", "measure", "source", "locator")
# The cells of the figure itself: all are empty where it is missing.
FIGURE = ("as_printed", *DECIMALS)
SHAPE = Shape(COLUMNS, optional=(PREVIOUS,), decimals=DECIMALS)
# SDMX code list CL_OBS_STATUS, version 2.2.
STATUSES = tuple("ABDEFGHIJKLMNOPQSUVW")
MISSING_STATUSES = frozenset("HLMOQ")
UNIT_OF_MEASURE = {
    Measure.TARGET_PCT: "percent",
    Measure.OVER_TARGET_PCT: "percent",
    Measure.TIMES_PREVIOUS: "times",
    Measure.GROWTH_PCT: "percent",
    Measure.CHANGE_PP: "percentage_points",
}
_BILLIONS = re.compile(r"(?<![^\W\d_])(?:tỷ|tỉ|billion)(?!\w)", re.IGNORECASE)
# Looked up, because to make a member of its text takes ten times as long.
_MEASURES = {str(measure): measure for measure in Measure}
_QUALIFIERS = {str(qualifier): qualifier for qualifier in Qualifier}
# Percentages of a plan that a spreadsheet may have turned into a ratio: 290% is 2.9 there.
_OF_PLAN = frozenset({Measure.TARGET_PCT, Measure.OVER_TARGET_PCT})
_LIKE_A_RATIO = 10
# What adds up over time: there is no cumulative share, rank or score.
# Which kinds of units a printing may have, by what it says of its unit; US dollars and ‰ are units of no indicator.
_KINDS_OF_PRINTING = {
    "percent": {"percent", "percentage_points"}, "percentage_points": {"percentage_points"},
    "VND": {"money", "density"}, "times": {"times", "count"}, "USD": set(), "per_mille": set(),
}  # fmt: skip
# Units of which a fraction n/N gives the counted n and N, never the rate itself.
_RATES = {"percent", "percentage_points", "times", "ratio", "density"}
_COUNTED = {"count", "density", "score", "rank", "area"}
# The notation with which one is mistaken, and the marks of each for those of the other.
_OTHER: dict[str, Literal["vi", "en"]] = {"vi": "en", "en": "vi"}
# A number whose thousands are parted by the decimal mark of its notation: 7,000 in a Vietnamese source.
_GROUPED = {
    notation: re.compile(rf"(?<![0-9.,])([0-9]{{1,3}})[{mark}]000(?![0-9.,])")
    for notation, mark in (("vi", ","), ("en", "."))
}
_SWAPPED = str.maketrans(",.", ".,")
# What begins a line of totals below a table.
_TOTALS = frozenset(
    {"tổng", "tổng cộng", "tổng số", "cộng", "total", "totals", "grand total", "sum"}
)
# Where the codes of a column are declared.
_DECLARED = {
    "indicator": "indicators.toml", "unit_measure": "indicators.toml", "ref_area": "areas.csv",
    "source": "sources.toml",
}  # fmt: skip


@dataclass
class RowReader:
    """Reads the rows of one file against the registries, noting what does not hold."""

    registry: Registry
    file: str
    findings: list[Finding]
    # The same few periods come in all rows.
    _periods: dict[str, TimePeriod] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._known: tuple[tuple[str, Collection[str]], ...] = (
            ("indicator", self.registry.indicators),
            ("ref_area", self.registry.areas),
            ("measure", _MEASURES),
            ("qualifier", _QUALIFIERS),
            ("unit_measure", self.registry.units),
            ("obs_status", STATUSES),
            # A missing source is a finding of its own.
            ("source", {"", *self.registry.sources}),
        )

    def read(self, row: int, cells: dict[str, str]) -> Observation | None:
        """The observation of a row; None where a finding keeps it from being one."""
        before = len(self.findings)
        if cells["obs_status"] in MISSING_STATUSES and not cells["qualifier"]:
            # What is missing is not hedged.
            cells = {**cells, "qualifier": Qualifier.EXACT.value}
        self._names(row, cells)
        period = self._period(row, cells)
        if len(self.findings) > before or period is None:
            return None
        indicator = self.registry.indicators[cells["indicator"]]
        measure, qualifier = _MEASURES[cells["measure"]], _QUALIFIERS[cells["qualifier"]]
        self._unit(row, cells, indicator, measure)
        self._validity(row, cells, period, measure)
        source, status = self.registry.sources.get(cells["source"]), cells["obs_status"]
        is_stated = status not in MISSING_STATUSES
        early = not_begun(source, period, measure, status) if source and is_stated else None
        if early:
            self._note(row, "time_period", period.text, *early, "not-begun")
        self._completeness(row, cells)
        printed = self._printed(row, cells, indicator, measure)
        if len(self.findings) > before:
            return None
        return self._observation(row, cells, indicator, measure, qualifier, period, printed)

    def _observation(
        self, row: int, cells: dict[str, str], indicator: Indicator, measure: Measure,
        qualifier: Qualifier, period: TimePeriod, printed: Printed | None,
    ) -> Observation:  # fmt: skip
        # Words that come in many rows are kept once: a million rows fit into a gigabyte.
        return Observation(
            indicator=indicator.id,
            ref_area=self.registry.areas[cells["ref_area"]].ref_area,
            time_period=period,
            measure=measure,
            as_printed=cells["as_printed"],
            qualifier=qualifier,
            value=printed.value if printed else None,
            interval=possible(printed, qualifier, indicator, measure) if printed else None,
            denominator=printed.denominator if printed else None,
            decimals=printed.decimals if printed else 0,
            unit=intern(cells["unit_measure"]),
            status=intern(cells["obs_status"]),
            source=intern(cells["source"]),
            locator=intern(cells["locator"]),
            comment=intern(cells["comment"]),
            file=self.file,
            row=row,
        )

    def _note(
        self, row: int, column: str, value: str, expected: Text, remedy: Text, code: str
    ) -> None:
        self.findings.append(Finding(self.file, row, column, value, expected, remedy, code))

    def _names(self, row: int, cells: dict[str, str]) -> None:
        wrong = {column: names for column, names in self._known if cells[column] not in names}
        if not wrong:
            return
        if _is_no_statement(cells, wrong):
            got = next(filter(None, cells.values()), "")
            expected = Phrase("a statement with its indicator, area and measure")
            remedy = Phrase("Delete this row: totals and notes are no statements.")
            self._note(row, "", got, expected, remedy, "not-a-statement")
            return
        for column, names in wrong.items():
            expected, code = Phrase("a declared code"), f"unknown-{column.replace('_', '-')}"
            self._note(
                row, column, cells[column], expected, _codes(cells[column], column, names), code
            )

    def _period(self, row: int, cells: dict[str, str]) -> TimePeriod | None:
        text = cells["time_period"]
        # What was added up to the end of a year is never the year's: it begins at a time that nobody names.
        if cells["measure"] == Measure.CUMULATIVE and "/" not in text:
            text = f"../{text}"
        if text not in self._periods:
            try:
                period = TimePeriod.parse(text)
            except ValueError:
                expected = Phrase("2024, 2025-01 or 2025-01/2025-05")
                remedy = Phrase("Write the period in one of these forms.")
                written = cells["time_period"]
                self._note(row, "time_period", written, expected, remedy, "wrong-period")
                return None
            short = TimePeriod.of_days(period.start, period.end) if period.start else period
            if short.text != text:
                # Two spellings of one period would be two facts, which nothing compares.
                remedy = Phrase("Write {text}.", text=short.text)
                spelt = Text(short.text, short.text)
                self._note(row, "time_period", text, spelt, remedy, "wrong-period")
                return None
            self._periods[text] = period
        return self._periods[text]

    def _unit(
        self, row: int, cells: dict[str, str], indicator: Indicator, measure: Measure
    ) -> None:
        unit = UNIT_OF_MEASURE.get(measure, indicator.unit)
        if cells["unit_measure"] != unit:
            remedy = Phrase("Write {unit}.", unit=unit)
            self._note(
                row, "unit_measure", cells["unit_measure"], Text(unit, unit), remedy, "wrong-unit"
            )
        elif measure is Measure.CUMULATIVE and self.registry.units[unit].kind not in ADD_UP:
            expected = Phrase("another measure: {unit} does not add up over time", unit=unit)
            remedy = Phrase("Write actual.")
            self._note(row, "measure", cells["measure"], expected, remedy, "not-cumulative")

    def _validity(
        self, row: int, cells: dict[str, str], period: TimePeriod, measure: Measure
    ) -> None:
        area = self.registry.areas[cells["ref_area"]]
        if measure is Measure.TARGET or area.holds(period):
            return
        span = f"{area.valid_from or '…'} – {area.valid_to or '…'}"
        other = self.registry.area_for(area.ref_area, period)
        expected = Phrase("a period that ends within {span}", span=span)
        remedy = Phrase("The area that holds then is {area}.", area=other.ref_area)
        if not other.holds(period) and area.successor:
            part = area.life_in(TimePeriod.of_year(period.year))
            remedy = Phrase("The area that holds then is {area}.", area=area.successor)
            if not part.is_year:
                remedy = Phrase(
                    "The area that holds then is {area}; the part of the year that {ended} existed is {part}.",
                    area=area.successor, ended=area.ref_area, part=part.text,
                )  # fmt: skip
        self._note(row, "time_period", period.text, expected, remedy, "outside-validity")

    def _completeness(self, row: int, cells: dict[str, str]) -> None:
        if cells["obs_status"] in MISSING_STATUSES:
            self._absence(row, cells)
        elif not cells["source"]:
            expected = Phrase("the source of the figure")
            remedy = Phrase("Write its id into this cell; sources.toml declares it.")
            self._note(row, "source", "", expected, remedy, "missing-source")

    def _absence(self, row: int, cells: dict[str, str]) -> None:
        """A figure that is missing: no figure beside it, and the reason."""
        if not cells["comment"]:
            expected = Phrase("the reason why the figure is missing")
            remedy = Phrase("Give the reason in the comment.")
            self._note(row, "comment", "", expected, remedy, "missing-without-reason")
        column = next((name for name in FIGURE if cells[name]), "")
        if column:
            expected = Phrase(
                "an empty cell: status {status} says that there is no figure",
                status=cells["obs_status"],
            )
            remedy = Phrase("Delete the figure, or mend obs_status.")
            self._note(row, column, cells[column], expected, remedy, "figure-beside-missing")

    def _printed(
        self, row: int, cells: dict[str, str], indicator: Indicator, measure: Measure
    ) -> Printed | None:
        if cells["obs_status"] in MISSING_STATUSES or not cells["source"]:
            return None
        notation = self.registry.sources[cells["source"]].notation
        try:
            printed = parse(cells["as_printed"], notation)
        except (ReversedBand, EqualBand) as error:
            self._wrong_band(row, cells["as_printed"], is_reversed=isinstance(error, ReversedBand))
            return None
        except ValueError:
            self._unparsable(row, cells["as_printed"], notation)
            return None
        if not agrees(cells, printed):
            # Of what is counted, a value with a point is the wrong one: 1.300 for 1300.
            is_value = indicator.whole and "." in cells["obs_value"]
            if not is_value and self._in_other_notation(row, cells, printed):
                return None
            self._values(row, cells, printed)
        if self._is_fraction_of_rate(row, cells, printed) or self._is_grouped(
            row, cells, printed, indicator, measure
        ):
            return None
        self._unit_as_printed(row, cells, printed)
        self._ratio(row, cells, printed, measure)
        self._bounds(row, cells, printed, indicator, measure)
        return printed

    def _unparsable(self, row: int, shown: str, notation: str) -> None:
        """A printing that is no number alone; a hedge and a comparison have columns of their own."""
        hedged = hedge_before(shown, notation)
        if hedged:
            qualifier, number = hedged
            expected = Phrase("the number alone: {number}", number=number)
            remedy = Phrase(
                "Write {qualifier} into the column qualifier; in an entry sheet choose “{words}” as the hedge.",
                qualifier=str(qualifier), words=QUALIFIERS[qualifier],
            )  # fmt: skip
        elif is_compared(shown):
            expected = Phrase("the number alone, without what it is compared with")
            remedy = Phrase("The column measure says it, such as over_target_pct of “vượt 3%”.")
        else:
            expected = Phrase(
                "a number as “{notation}” writes it, such as {examples}, of at most {number} characters",
                notation=notation, examples=", ".join(EXAMPLES[notation]), number=limits.FIGURE,
            )  # fmt: skip
            remedy = Phrase("Type it as the source prints it.")
        self._note(row, "as_printed", shown, expected, remedy, "unparsable")

    def _values(self, row: int, cells: dict[str, str], printed: Printed) -> None:
        given = {"obs_value": printed.value, "lower": printed.lower, "upper": printed.upper}
        for column, value in given.items():
            cell = cells[column]
            if same(cell, value):
                continue
            expected = Phrase(
                "{value}, by as_printed {printed!r}",
                value=Phrase("an empty cell") if value is None else decimal(value),
                printed=cells["as_printed"],
            )
            remedy = Phrase("Compare with the source, mend one.")
            self._note(row, column, cells[column], expected, remedy, "as-printed-disagrees")

    def _in_other_notation(self, row: int, cells: dict[str, str], printed: Printed) -> bool:
        """Whether the value is that of the printing in the notation of another language; it is a finding then."""
        notation = self.registry.sources[cells["source"]].notation
        shown, value = cells["as_printed"], cells["obs_value"]
        if notation not in _OTHER or not value or same(value, printed.value):
            return False
        try:
            other = parse(shown, _OTHER[notation]).value
        except ValueError:
            return False
        if other is None or not same(value, other):
            return False
        expected = Phrase(
            "{printed}, as “{notation}” writes {value}",
            printed=shown.translate(_SWAPPED), notation=notation, value=value,
        )  # fmt: skip
        remedy = Phrase("Type it as the source prints it.")
        self._note(row, "as_printed", shown, expected, remedy, "as-printed-disagrees")
        return True

    def _wrong_band(self, row: int, shown: str, *, is_reversed: bool) -> None:
        if is_reversed:
            expected, remedy = Phrase("lower not above upper"), Phrase("Swap the ends.")
            self._note(row, "lower", shown, expected, remedy, "band-reversed")
            return
        expected = Phrase("two ends that differ")
        remedy = Phrase("Compare it with the source: type the number alone, or the other end.")
        self._note(row, "as_printed", shown, expected, remedy, "band-of-one")

    def _unit_as_printed(self, row: int, cells: dict[str, str], printed: Printed) -> None:
        """The unit words of the printing against the unit of the row: “32 văn bản” is no percentage."""
        unit = self.registry.units[cells["unit_measure"]]
        own = f"{unit.name.vi} {unit.name.en} {unit.plural_en}".split()
        measure = measured_in(cells["as_printed"]) if unit.kind == "count" else ""
        is_of_kind = unit.kind in _KINDS_OF_PRINTING.get(printed.unit, _COUNTED)
        # Nothing that is counted here comes in billions: a billion without a word behind it is money.
        is_money = unit.kind == "count" and _BILLIONS.search(cells["as_printed"])
        if not (is_money or printed.unit) or (
            printed.unit and is_of_kind and (not measure or measure in own)
        ):
            return
        expected = Phrase("a figure in {unit}", unit=_plural(unit))
        remedy = Phrase("Compare it with the source: mend figure, indicator or measure.")
        self._note(row, "as_printed", cells["as_printed"], expected, remedy, "other-unit")

    def _is_fraction_of_rate(self, row: int, cells: dict[str, str], printed: Printed) -> bool:
        """Whether a fraction is printed for a rate, whose numerator would be taken for it; it is a finding then."""
        unit = self.registry.units[cells["unit_measure"]]
        if printed.denominator is None or unit.kind not in _RATES:
            return False
        named = Text(unit.name.vi, unit.plural_en or unit.name.en)
        expected = Phrase("a figure in {unit}, and not n of N", unit=named)
        remedy = Phrase(
            "Enter n of N in a row of what is counted, and here only a rate that the source prints."
        )
        self._note(row, "as_printed", cells["as_printed"], expected, remedy, "fraction-of-rate")
        return True

    def _is_grouped(
        self, row: int, cells: dict[str, str], printed: Printed, indicator: Indicator, measure: Measure
    ) -> bool:  # fmt: skip
        """Whether thousands of a whole number are parted as in the other notation; it is a finding then.

        “7,000” of people is 7 in a Vietnamese source, and was meant as 7000.
        """
        grouped = _GROUPED.get(self.registry.sources[cells["source"]].notation)
        if not (indicator.whole and measure in AMOUNTS and grouped):
            return False
        found = grouped.search(cells["as_printed"])
        if not (found and printed.value == int(found[1])):
            return False
        number = found[0].translate(_SWAPPED)
        expected = Phrase("{printed} for thousands, or {number}", printed=number, number=found[1])
        remedy = Phrase("Type it as the source prints it, or mend the notation of the source.")
        self._note(row, "as_printed", cells["as_printed"], expected, remedy, "other-notation")
        return True

    def _ratio(self, row: int, cells: dict[str, str], printed: Printed, measure: Measure) -> None:
        """A percentage of a plan without its sign that looks like a ratio: 2,9 for 290%."""
        shown, value = cells["as_printed"], printed.value
        if measure in _OF_PLAN and "%" not in shown and value and value < _LIKE_A_RATIO:
            percent = f"{float(value * 100):g}%"
            expected = Phrase(
                "a percentage of the plan with its sign, such as {percent}", percent=percent
            )
            remedy = Phrase(
                "Type it as the source prints it: {percent} or {shown}%.",
                percent=percent,
                shown=shown,
            )
            self._note(row, "as_printed", shown, expected, remedy, "percent-as-ratio")

    def _bounds(
        self, row: int, cells: dict[str, str], printed: Printed, indicator: Indicator,
        measure: Measure,
    ) -> None:  # fmt: skip
        if printed.denominator is not None and (printed.value or 0) > printed.denominator:
            expected = Phrase("n not above N")
            remedy = Phrase("Compare the fraction with the source.")
            self._note(
                row, "as_printed", cells["as_printed"], expected, remedy, "fraction-above-one"
            )
        minimum, maximum = indicator.minimum, indicator.maximum
        if measure in AMOUNTS:
            self._range(row, cells, printed, (minimum, maximum), whole=indicator.whole)
        elif measure is Measure.CHANGE_PP and minimum is not None and maximum is not None:
            span = maximum - minimum
            self._range(row, cells, printed, (-span, span), whole=False)

    def _range(
        self, row: int, cells: dict[str, str], printed: Printed,
        ends: tuple[float | None, float | None], *, whole: bool,
    ) -> None:  # fmt: skip
        """Refuse a value beyond the ends of what is possible at all, or of which there can be no part."""
        values = [v for v in (printed.value, printed.lower, printed.upper) if v is not None]
        minimum, maximum = ends
        below = minimum is not None and min(values) < _exact(minimum)
        above = maximum is not None and max(values) > _exact(maximum)
        if below or above:
            low, high = ("…" if end is None else f"{end:g}" for end in ends)
            expected = Phrase("from {low} to {high}", low=low, high=high)
            remedy = Phrase("Compare with the source.")
            self._note(row, "obs_value", cells["as_printed"], expected, remedy, "out-of-range")
        if whole and max(value.denominator for value in values) != 1:
            unit = self.registry.units[cells["unit_measure"]]
            expected = Phrase("a whole number of {unit}", unit=_plural(unit))
            remedy = Phrase("Compare with the source.")
            self._note(row, "obs_value", cells["as_printed"], expected, remedy, "not-whole")


def _is_no_statement(cells: dict[str, str], wrong: dict[str, Collection[str]]) -> bool:
    """Whether a row states nothing of an indicator: a line of totals, a note below a table."""
    return wrong.keys() >= {"indicator", "ref_area", "measure"} or (
        "indicator" in wrong and cells["indicator"].strip(" :").casefold() in _TOTALS
    )


def _codes(value: str, column: str, names: Collection[str]) -> Text:
    """What to write in place of a code that is none: near ones, else all of few, else where they are declared."""
    nearest = ", ".join(near(value, names)) if value else ""
    if nearest:
        return Phrase("Nearest: {names}.", names=nearest)
    known = sorted(filter(None, names))
    if column in _DECLARED and not 0 < len(known) <= limits.CODES_NAMED:
        return Phrase("Write one of those that {file} declares.", file=_DECLARED[column])
    return Phrase("Write one of these: {names}.", names=", ".join(known))


def _plural(unit: Unit) -> Text:
    return Text(unit.name.vi, unit.plural_en or unit.name.en)


def is_unfilled(cells: dict[str, str]) -> bool:
    """Whether a row of a file being filled still waits for its figure."""
    empty = not any(cells[name] for name in FIGURE)
    return empty and cells["obs_status"] not in MISSING_STATUSES


# The ends of a few indicators come in all rows; a fraction is compared with a float ten times as slowly.
_exact = cache(exact_number)
