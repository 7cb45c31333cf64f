"""Time periods as the sources state them: a year, a month, a day, a span, or all time up to a month.

The data write a part of a year by its months (`2025-01/2025-06`); commands and addresses by its name (`2025-H1`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tongket.errors import UsageError

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# A half, a quarter or months of a year by their names: SDMX writes S for a half, others H.
_NAMED = re.compile(
    r"(?P<year>\d{4})-(?:(?P<part>[HSQ])(?P<number>\d)|M(?P<first>\d\d)(?:[-/](?:(?P=year)-)?M(?P<last>\d\d))?)",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = {"H": 6, "S": 6, "Q": 3}


@dataclass(frozen=True)
class TimePeriod:
    """A span of days.

    Args:
        text: as it is written in the data.
        start: the first day; None where the source does not state it.
        end: the last day.

    >>> TimePeriod.parse("2025-01/2025-05").end
    datetime.date(2025, 5, 31)
    """

    text: str
    start: date | None
    end: date

    # A review asks some thousand times for the same few.
    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> TimePeriod:
        """Read `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `A/B` of these, `../B`, or a part of a year by its name.

        Names are `2025-H1` and `2025-S1` for a half, `2025-Q1` for a quarter, `2025-M05` and `2025-M01-M09` for
        months; `text` is then the months.

        >>> str(TimePeriod.parse("2025-H1"))
        '2025-01/2025-06'

        Raises:
            ValueError: the text is none of these, names no real day, or ends before it starts.
        """
        named = _NAMED.fullmatch(text)
        if named is not None:
            return cls._of_name(named)
        first, slash, last = text.partition("/")
        start = None if first == ".." and last else _days(first, text)[0]
        end = _days(last if slash else first, text)[1]
        if start is not None and start > end:
            raise ValueError(f"time_period: expected a start before its end, got {text!r}.")
        return cls(text, start, end)

    @classmethod
    def _of_name(cls, named: re.Match[str]) -> TimePeriod:
        try:
            return cls.parse(_in_months(named))
        except ValueError:
            words = (
                "expected a half H1 or H2, a quarter Q1 to Q4 or months M01 to M12 in their order"
            )
            raise ValueError(f"time_period: {words}, got {named[0]!r}.") from None

    @classmethod
    def of_year(cls, year: int) -> TimePeriod:
        """The calendar year.

        Raises:
            UsageError: it is none of the years 1 to 9999.
        """
        if not date.min.year <= year <= date.max.year:
            raise UsageError("year: expected a year such as 2024, got {year}. Name it.", year=year)
        return cls.parse(f"{year:04d}")

    @classmethod
    def of_days(cls, start: date | None, end: date) -> TimePeriod:
        """The period from one day to another as the data write it: in years or months where it is whole ones.

        Args:
            start: the first day; None where it is not known.
            end: the last day.

        >>> str(TimePeriod.of_days(date(2024, 10, 1), date(2024, 12, 31)))
        '2024-10/2024-12'
        """
        months = start is None or start.day == 1
        months = months and end == _last_day(end)
        years = months and end.month == 12 and (start is None or start.month == 1)
        # Four characters of a date are the year, seven the month, all the day.
        size = 4 if years else 7 if months else None
        first = start.isoformat()[:size] if start else ".."
        last = end.isoformat()[:size]
        return cls.parse(last if first == last else f"{first}/{last}")

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.end.year

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self.text == f"{self.end.year:04d}"

    @property
    def is_part_year(self) -> bool:
        """Whether it is a span of months within one year."""
        return "/" in self.text and self.start is not None and self.start.year == self.year

    @property
    def year_before(self) -> TimePeriod | None:
        """The same days of the year before; None where the calendar has none.

        >>> str(TimePeriod.parse("2025-01/2025-05").year_before)
        '2024-01/2024-05'
        """
        return self.in_year(self.year - 1)

    def in_year(self, year: int) -> TimePeriod | None:
        """The same days, so many years earlier or later that it ends in a year; None where the calendar has none.

        >>> str(TimePeriod.parse("2025-01/2025-05").in_year(2020))
        '2020-01/2020-05'
        """
        later = year - self.year
        moved = re.sub(r"\d{4}", lambda found: f"{int(found[0]) + later:04d}", self.text)
        try:
            return TimePeriod.parse(moved)
        except ValueError:
            return None

    @property
    def months(self) -> tuple[int, int] | None:
        """The first and the last month, where it is of whole months of one year; else None."""
        start, end = self.start, self.end
        whole = start is not None and start.year == end.year and start.day == 1
        return (start.month, end.month) if start and whole and end == _last_day(end) else None

    @property
    def code(self) -> str:
        """Its name in commands and addresses: `2025`, `2025-H1`, `2025-Q3`, `2025-M01-M09`; of others the text.

        >>> TimePeriod.parse("2025-01/2025-09").code
        '2025-M01-M09'
        """
        if self.is_year or self.months is None:
            return self.text
        first, last = self.months
        for part, months in (("H", 6), ("Q", 3)):
            if last - first == months - 1 and last % months == 0:
                return f"{self.year:04d}-{part}{last // months}"
        return f"{self.year:04d}-M{first:02d}" + (f"-M{last:02d}" if last > first else "")

    def holds(self, other: TimePeriod) -> bool:
        """Whether another ends within it, and of a part of a year also begins within it, where its start is known.

        So a year holds its parts, a half its quarters; no part holds its year.
        """
        start = self.start or date.min
        begins = self.is_year or other.start is None or other.start >= start
        return begins and start <= other.end <= self.end

    def is_like(self, other: TimePeriod) -> bool:
        """Whether another is of the same days of some year: only such periods are compared."""
        moved = self.in_year(other.year)
        return moved is not None and moved.text == other.text

    def __lt__(self, other: TimePeriod) -> bool:
        """Whether it is before another: by the end, then the shorter one first."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.end, -(self.start or date.min).toordinal()

    def __str__(self) -> str:
        return self.text


def _in_months(named: re.Match[str]) -> str:
    """The months of a part of a year as the data write them."""
    year, part, number = named["year"], named["part"], named["number"]
    if part:
        size = _MONTHS[part.upper()]
        first, last = (int(number) - 1) * size + 1, int(number) * size
        return f"{year}-{first:02d}/{year}-{last:02d}"
    months = dict.fromkeys([named["first"], named["last"] or named["first"]])
    return year if [*months] == ["01", "12"] else "/".join(f"{year}-{month}" for month in months)


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _days(point: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(
            "time_period: expected YYYY, YYYY-MM, YYYY-MM-DD, a span A/B or ../B, or a part such as YYYY-H1, "
            f"got {whole!r}. Write for instance 2024 or 2025-01/2025-05."
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _span(int(year or 0), month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"time_period: expected a day of the calendar, got {whole!r}.") from None


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
