"""Time periods as the sources state them: a year, a month, a day, a span, or all time up to a month."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tongket.errors import UsageError

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


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

    @classmethod
    def parse(cls, text: str) -> TimePeriod:
        """Read `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `A/B` of these, or `../B`.

        Raises:
            ValueError: the text is none of these, names no real day, or ends before it starts.
        """
        first, slash, last = text.partition("/")
        start = None if first == ".." and last else _days(first, text)[0]
        end = _days(last if slash else first, text)[1]
        if start is not None and start > end:
            raise ValueError(f"time_period: expected a start before its end, got {text!r}.")
        return cls(text, start, end)

    @classmethod
    def of_year(cls, year: int) -> TimePeriod:
        """The calendar year.

        Raises:
            UsageError: it is none of the years 1 to 9999.
        """
        if not date.min.year <= year <= date.max.year:
            raise UsageError(
                f"year: expected a year such as 2024, got {year}. Name the year under review."
            )
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
        months = months and end.day == calendar.monthrange(end.year, end.month)[1]
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

    def __str__(self) -> str:
        return self.text


def _days(point: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(
            "time_period: expected YYYY, YYYY-MM, YYYY-MM-DD, a span A/B or ../B, "
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
