"""A file of one's own beside the record: its numbers as rows of the frame, each led to its cell.

It lies in the folder `own` of the data and goes with them: a page that reads it is stale when it changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tongket.data.findings import Finding, counted
from tongket.data.findings import listed as findings_listed
from tongket.data.folder import OWN
from tongket.data.observations import COLUMNS, MISSING_STATUSES, RowReader
from tongket.data.printed_values import values_printed
from tongket.errors import DataError, UsageError, listed
from tongket.model import Domain, Indicator, Measure, Qualifier, Text
from tongket.model.figure import locator_of
from tongket.numerals import review_period
from tongket.numerals.collation import unmarked
from tongket.review.own_table import (
    Notation,
    area_named,
    own_file,
    own_table,
    refuse_areas_unread,
    refuse_shown_percent,
)
from tongket.translations import Called, LazyText, Phrase, message

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from tongket.data.registry import Registry
    from tongket.data.store import Store
    from tongket.model import Area, Lang, Observation, TimePeriod
    from tongket.review.frame import FrameMaker
    from tongket.review.names import OwnFileName, OwnWorkbookName, SourceName

# How such a file writes numbers, whatever its source prints: nobody has seen the printing.
TRANSCRIBED: Literal["transcribed"] = "transcribed"
DOMAIN = Domain(OWN, Phrase("Own data"), order=1_000)
IN_EACH_ROW = Phrase("Write it into each row: of merged cells the first alone has it.")
NO_NUMBER = message("The file gives no number here.")
DEFINITION = message("As its source defines it: the column {column} of {file}.")
# What the columns are called in SDMX-CSV, in frames, and in tables of statistical offices.
AREA = (
    "ref_area", "area", "area_name", "province", "địa bàn", "tỉnh", "địa phương", "tỉnh, thành phố",
    "tỉnh/thành phố",
)  # fmt: skip
PERIOD = ("time_period", "period", "year", "năm", "kỳ")
# Of SDMX-CSV: the values, their unit, the power of ten that they count, and their status.
VALUE, UNIT, POWER, STATUS = "obs_value", "unit_measure", "unit_mult", "obs_status"
# How tables write that there is no number.
NO_FIGURE = frozenset({"", "-", "–", "…", "...", "..", ":", "na", "n/a", "nan"})
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+")
# A unit at the end of a heading: `GRDP (tỷ đồng)`, `GRDP, billion VND`.
_HEADING = re.compile(r"(?P<name>.+?)\s*(?:\((?P<within>[^()]+)\)|,\s*(?P<after>[^,()]+))")
_SCALE = re.compile(r"(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|thousand|million|billion)\s+(?P<of>.+)")
_POWER_OF = {
    "nghìn": 3, "ngàn": 3, "thousand": 3, "triệu": 6, "million": 6, "tỷ": 9, "tỉ": 9, "billion": 9,
}  # fmt: skip
_POWER_WORDS = {
    "vi": {0: "", 3: "nghìn", 6: "triệu", 9: "tỷ"}, "en": {0: "", 3: "thousand", 6: "million", 9: "billion"},
}  # fmt: skip
_MONEY = ("vnd", "đồng", "dong")
SIGNS = {"percent": "%"}


class Beside(dict[str, Any]):
    """Entries of a registry, beside which others are found by name that no list of its entries has.

    Args:
        listed: the entries of the registry.
        own: those beside them.
    """

    def __init__(
        self, listed: Mapping[str, Any], own: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        super().__init__(listed)
        self.own = dict(own)

    def __missing__(self, name: str) -> Any:
        return self.own[name]


def with_own(store: Store) -> Store:
    """A store of which one review may know more indicators than are on record: those of its own files."""
    known = store.registry
    indicators, domains = Beside(known.indicators), Beside(known.domains, {OWN: DOMAIN})
    return replace(store, registry=replace(known, indicators=indicators, domains=domains))


class NumberColumn(NamedTuple):
    """A column of numbers: its heading, what they are of, and the power of ten that they count."""

    heading: str
    indicator: Indicator
    power: int


@dataclass
class OwnFile:
    """Reads one file for a review.

    Args:
        session: the review.
        name: the file, by its place in the folder `own` of the data.
        source: the id of the source that the file was taken from.
        units: the unit of each column of numbers.
        names: what they are called.
        decimal: what stands before decimals; empty where nobody said so, and a point is taken for it.
        thousands: what stands between thousands; empty where nothing does.
    """

    session: OwnFiles
    name: str
    source: str
    units: Mapping[str, str]
    names: Mapping[str, Called]
    decimal: str = ""
    thousands: str = ""
    _findings: list[Finding] = field(default_factory=list, init=False)

    @property
    def _file(self) -> str:
        return f"{OWN}/{self.name}"

    def frame(self, read: Callable[..., pd.DataFrame], how: Mapping[str, Any]) -> pd.DataFrame:
        """Its numbers as rows of the frame, its other columns beside them.

        Args:
            read: the function of pandas that reads such a file.
            how: arguments of it.
        """
        source = replace(self.session.registry.source(self.source), notation=TRANSCRIBED)
        self._refuse_other_types()
        notation, folder = Notation(self.decimal, self.thousands), self.session.store.data_dir / OWN
        path = own_file(folder, self.name)
        self.name = path.relative_to(folder).as_posix()
        table = own_table(path, read, how)
        area, period, status = (_first(table, names) for names in (AREA, PERIOD, (STATUS,)))
        if not area:
            refuse_areas_unread(table, self.name, self.session.registry, self.session.area.place)
        columns = self._columns(table, {area, period, status})
        if any(column.indicator.unit.startswith("percent") for column in columns):
            refuse_shown_percent(path, how.get("sheet_name", 0))
        known = {column.indicator.id: column.indicator for column in columns}
        registry = replace(self.session.registry, indicators=known, sources={self.source: source})
        reader = RowReader(registry, self._file, self._findings)
        if not notation.is_said:
            self._refuse_doubtful_points(table, columns)
        session = self.session
        rows: list[Observation] = []
        beside: list[int] = []
        for line, cells in zip(table.index, table.to_dict("records"), strict=True):
            # Without such a column all is of the place and period under review.
            where = self._where(
                line, cells.get(area, session.area.ref_area), cells.get(period, session.time_period.text)
            ) | {"obs_status": cells.get(status, "").strip()}  # fmt: skip
            for column in columns:
                number = self._number(notation, line, column.heading, cells[column.heading])
                row = reader.read(line, self._cells(column, where, line, number))
                if row is not None:
                    rows.append(row)
                    beside.append(line)
        if self._findings:
            words = Phrase(
                "{file}: expected a table that holds, got {findings}.\n{list}",
                file=self._file, findings=counted(len(self._findings)), list=findings_listed(self._findings),
            )  # fmt: skip
            raise DataError(words, self._findings)
        used = [
            n for n in (area, period, status, *(c.heading for c in columns)) if n in table.columns
        ]
        own = table.loc[beside].drop(columns=used).reset_index(drop=True)
        found = self.session.frames.of_own(rows)
        return found.join(own.rename(columns={n: f"{n}_file" for n in own if n in found}))

    def _refuse_other_types(self) -> None:
        """Refuse units and names that are no pairs of a heading and words."""
        for argument, kinds in (("units", str), ("names", (str, Mapping))):
            given = getattr(self, argument)
            pairs = given.items() if isinstance(given, Mapping) else [(None, given)]
            if not all(isinstance(key, str) and isinstance(of, kinds) and of for key, of in pairs):
                words = Phrase(
                    "{argument}: expected words for headings of the file, got {given}. Write {example}.",
                    argument=argument, given=f"{given!r:.80}", example=f"{argument}={{'GRDP': '…'}}",
                )  # fmt: skip
                raise UsageError(words)

    # The columns

    def _columns(self, table: pd.DataFrame, taken: set[str]) -> list[NumberColumn]:
        strange = [name for name in (*self.units, *self.names) if name not in table.columns]
        if strange:
            refusal = Phrase(
                "{file}: expected headings of the file, got {names}. There are: {headings}.",
                file=self.name, names=", ".join(map(repr, strange)), headings=", ".join(table.columns),
            )  # fmt: skip
            raise UsageError(refusal)
        found, lost = [], []
        value = _first(table, (VALUE,))
        for heading in [value] if value else [n for n in table.columns if n not in taken]:
            called, words, power = self._unit_said(table, heading)
            unit = self._unit(words)
            if unit is not None and power and unit[1] not in {0, power}:
                lost.append(
                    Phrase(
                        "{file}, {heading}: expected the power of ten that UNIT_MULT says, {power}, got {got}.",
                        file=self.name, heading=heading, power=power, got=repr(words),
                    )
                )  # fmt: skip
            elif unit is not None:
                found.append(
                    NumberColumn(
                        heading, self._indicator(heading, called, unit[0]), power or unit[1]
                    )
                )
            elif (
                heading in self.units or heading.casefold() == VALUE or _are_numbers(table[heading])
            ):
                got = repr(words) if words else Phrase("none")
                lost.append(
                    Phrase(
                        "{file}, {heading}: expected a unit, got {got}.",
                        file=self.name, heading=heading, got=got,
                    )
                )  # fmt: skip
        if lost or not found:
            none = Phrase("{file}: expected a column of numbers, got none.", file=self.name)
            units = ["billion VND", "thousand persons", *self.session.registry.units][:12]
            remedy = Phrase(
                "Pass units={example}: {units} …; leave a column out with usecols=[…].",
                example="{heading: unit}", units=", ".join(units),
            )  # fmt: skip
            raise UsageError(
                LazyText(
                    lambda lang: f"{listed(e.in_(lang) for e in lost or [none])} {remedy.in_(lang)}"
                )
            )
        return found

    def _unit_said(self, table: pd.DataFrame, heading: str) -> tuple[str, str, int]:
        """What a column is called, the words of its unit, and a power of ten that the file says apart."""
        is_value = heading.casefold() == VALUE
        if heading in self.units and not is_value:
            return heading, self.units[heading], 0
        if heading in self.session.registry.indicators:
            return heading, self.session.registry.indicators[heading].unit, 0
        if is_value:
            # What the file counts in holds whatever unit somebody names.
            unit, power = (
                self.units.get(heading) or self._only(table, UNIT),
                self._only(table, POWER),
            )
            if power not in {"", *map(str, _POWER_WORDS["en"])}:
                words = Phrase(
                    "{file}, {column}: expected 0, 3, 6 or 9, got {power}. Write the values in one of these.",
                    file=self.name, column=POWER.upper(), power=repr(power),
                )  # fmt: skip
                raise UsageError(words)
            return Path(self.name).stem, unit, int(power or 0)
        match = _HEADING.fullmatch(heading)
        return (match["name"], match["within"] or match["after"], 0) if match else (heading, "", 0)

    def _only(self, table: pd.DataFrame, wanted: str) -> str:
        """The one value of a column; empty where the file has no such column."""
        name = _first(table, (wanted,))
        values = sorted({*table[name]}) if name else [""]
        if len(values) > 1:
            words = Phrase(
                "{file}, {column}: expected one value in all rows, got {values}. "
                "Take the rows of each into a file of their own.",
                file=self.name, column=name, values=", ".join(map(repr, values[:5])),
            )  # fmt: skip
            raise UsageError(words)
        return str(values[0]).strip()

    def _unit(self, words: str) -> tuple[str, int] | None:
        """The unit and the power of ten that words say; None where they say none."""
        scaled = _SCALE.fullmatch(words.strip().casefold())
        bare = scaled["of"] if scaled else words.strip().casefold()
        power = _POWER_OF[scaled["scale"]] if scaled else 0
        if bare in _MONEY:
            return "VND", power
        for unit in self.session.registry.units.values():
            known = {unit.id, unit.name.vi, unit.name.en, unit.plural_en, SIGNS.get(unit.id, "")}
            if bare and bare in {each.casefold() for each in known}:
                return unit.id, power
        return None

    def _indicator(self, heading: str, called: str, unit: str) -> Indicator:
        """What a column is of: that of the registry with its heading as id, else one that only this review knows."""
        session, file = self.session, Path(self.name)
        if heading in session.registry.indicators:
            return session.registry.indicators[heading]
        given = self.names.get(heading, {"vi": called, "en": called})
        name = session.named(given)
        meaning = Phrase(DEFINITION, column=heading, file=file.name)
        id_ = f"{OWN}.{_slug(file.stem)}_{_slug(called)}_{unit.casefold()}"
        found = Indicator(id_, OWN, name, meaning, unit, "neutral", whole=False)
        if isinstance(own := session.registry.indicators, Beside):
            own.own[id_] = found
        return found

    # The rows

    def _where(self, line: int, area: str, period: str) -> dict[str, str]:
        """The code of an area, by its code or name, and a period as data write them; unknown ones as they are."""
        session = self.session
        code = area.strip()
        if not (code := area_named(session.registry, code)):
            expected = Phrase("the code or name of an area")
            remedy = Phrase("The areas are those of `{command}`.", command="tongket list areas")
            self._note(line, "", area, expected, remedy if area else IN_EACH_ROW, "unknown-area")
            code = session.area.ref_area
        try:
            when = review_period(period.strip())
        except UsageError:
            # What is no period is a finding of whoever reads the row.
            return {"ref_area": code, "time_period": period}
        found = session.registry.area_for(code, when)
        return {"ref_area": found.ref_area, "time_period": when.text}

    def _number(self, notation: Notation, line: int, heading: str, cell: str) -> str:
        """The plain decimal of a cell; empty where it gives no number."""
        text = cell.strip()
        if text.casefold() in NO_FIGURE:
            return ""
        plain = notation.plain(text)
        if not plain:
            expected = Phrase("a number such as {example}", example=notation.example)
            remedy = Phrase("Mend the cell, or say decimal= and thousands= as pandas does.")
            self._note(line, heading, cell, expected, remedy, "no-number")
        return plain

    def _refuse_doubtful_points(self, table: pd.DataFrame, columns: list[NumberColumn]) -> None:
        """Refuse columns in which every point may stand between thousands, where nobody said what it is."""
        for heading in (column.heading for column in columns):
            pointed = [cell.strip() for cell in table[heading] if "." in cell.strip(".")]
            if pointed and all(map(_GROUPED.fullmatch, pointed)):
                words = Phrase(
                    "{file}, {heading}: expected to know what the point of {number} is, got nothing. "
                    "Say decimal='.' where decimals follow it, thousands='.' where thousands do.",
                    file=self.name, heading=heading, number=pointed[0],
                )  # fmt: skip
                raise UsageError(words)

    def _note(
        self, line: int, column: str, cell: str, expected: Text, remedy: Text, code: str
    ) -> None:
        self._findings.append(Finding(self._file, line, column, cell, expected, remedy, code))

    def _cells(
        self, column: NumberColumn, where: dict[str, str], line: int, number: str
    ) -> dict[str, str]:
        """A number as a row of the data: as its source prints it, with what the number counts."""
        lang, is_money = self.session.lang, column.indicator.unit == "VND"
        money = {"vi": "đồng", "en": "VND"}[lang] if is_money else ""
        words = (number, _POWER_WORDS[lang][column.power], money)
        printed = " ".join(filter(None, words)) if number else ""
        status = where["obs_status"]
        if not number and status not in MISSING_STATUSES:
            status = "O"
        return dict.fromkeys(COLUMNS, "") | values_printed(printed, TRANSCRIBED) | where | {
            "indicator": column.indicator.id, "measure": str(Measure.ACTUAL), "as_printed": printed,
            "qualifier": str(Qualifier.EXACT), "unit_measure": column.indicator.unit, "obs_status": status or "A",
            "source": self.source, "locator": locator_of(self._file, line),
            "comment": "" if number else NO_NUMBER,
        }  # fmt: skip


class OwnFiles:
    """What reads files of one's own for a review."""

    store: Store
    registry: Registry
    area: Area
    time_period: TimePeriod
    lang: Lang
    frames: FrameMaker
    named: Callable[[Called], Text]

    def read_csv(
        self, name: OwnFileName, *, source: SourceName, units: Mapping[str, str] = MappingProxyType({}),
        names: Mapping[str, Called] = MappingProxyType({}), decimal: str = "", thousands: str = "", **how: Any,
    ) -> pd.DataFrame:  # fmt: skip
        """The numbers of a CSV file of one's own as rows of the frame, to join with those of the record.

        Args:
            name: the file, by its place in the folder `own` of the data.
            source: the id of the source that it was taken from, declared by `tongket add source`.
            units: the unit of each column of numbers, by its heading: a unit of the registry, or `billion VND`,
                `nghìn người`. Not needed where the heading says it, `GRDP (tỷ đồng)`, or is an indicator of the
                registry, or SDMX-CSV gives UNIT_MEASURE and UNIT_MULT.
            names: what the numbers are called, by heading: in English, or in both languages; else as the heading.
            decimal: what the file writes before decimals, as in pandas: a point, unless said. It is to be said where
                every point of a column may stand between thousands, as in `1.234`.
            thousands: what it writes between thousands; nothing, unless said.
            how: other arguments of `pandas.read_csv`.

        Returns:
            A row a number with the columns of `frame`, and the other columns of the file. Areas are found by code
            or name, periods in `year` or `TIME_PERIOD`, statuses in `OBS_STATUS`; without such a column areas and
            periods are those under review. `value` is missing where a cell is empty or `..`.

        Raises:
            UsageError: no such file or source, no one table, a column of numbers without a unit, or a unit that
                contradicts UNIT_MULT.
            DataError: cells that do not hold, all of them.

        >>> import tongket
        >>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
        >>> grdp = review.read_csv("grdp-per-capita.csv", source="th389-2025")
        >>> grdp.loc[grdp["area"] == "VN-CT", ["value", "lower", "unit", "locator"]].values.tolist()
        [[104600000.0, 104550000.0, 'VND', 'own/grdp-per-capita.csv#2']]
        """
        import pandas as pd

        file = OwnFile(self, name, source, units, names, decimal, thousands)
        return file.frame(
            pd.read_csv,
            {"encoding": "utf-8-sig", "skip_blank_lines": False, "compression": None, **how},
        )

    def read_excel(
        self, name: OwnWorkbookName, *, source: SourceName, units: Mapping[str, str] = MappingProxyType({}),
        names: Mapping[str, Called] = MappingProxyType({}), **how: Any,
    ) -> pd.DataFrame:  # fmt: skip
        """The numbers of a sheet of a workbook of one's own as rows of the frame, as `read_csv` gives them.

        Args:
            name: the file, by its place in the folder `own` of the data.
            source: the id of the source that it was taken from.
            units: the unit of each column of numbers, by its heading, where this does not say it.
            names: what the numbers are called, by heading; else as the heading.
            how: arguments of `pandas.read_excel`, such as `sheet_name` and `skiprows`.

        Raises:
            UsageError: no such file or source, a column of numbers without a unit, or cells that show percentages by
                their format alone (12.5% is 0.125 behind it).
            DataError: cells that do not hold, all of them.

        >>> import tongket
        >>> review = tongket.open_review(year=2024, area="VN-CT", lang="en")
        >>> review.read_excel("grdp.xlsx", source="th389")
        Traceback (most recent call last):
        ...
        tongket.errors.UsageError: source: expected a name of data/sources.toml, got 'th389'. Did you mean 'th389-2025'?
        """
        import pandas as pd

        # A cell of a workbook holds a number, and no print of it.
        return OwnFile(self, name, source, units, names, ".").frame(pd.read_excel, how)


def _first(table: pd.DataFrame, names: tuple[str, ...]) -> str:
    """The column with one of some headings; empty where the file has none."""
    return next(
        (name for wanted in names for name in map(str, table) if name.casefold() == wanted), ""
    )


def _are_numbers(cells: pd.Series) -> bool:
    """Whether a column holds numbers alone, so that a unit is wanted for it."""
    known = [cell.strip() for cell in cells if cell.strip().casefold() not in NO_FIGURE]
    return bool(known) and all(re.fullmatch(r"[-+]?[0-9][0-9.,\s]*", cell) for cell in known)


def _slug(words: str) -> str:
    """A word of an id: small letters without marks, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", unmarked(words.casefold())).strip("_") or "column"
