"""Time periods in words, by language, and the period of a review as a person names it."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tongket.errors import UsageError
from tongket.model import TimePeriod
from tongket.translations import LazyText, Phrase, message, near_names, translate

if TYPE_CHECKING:
    from tongket.model import Lang, Text

# The parts of a year that departments review, as they call them, by their months.
PARTS = {
    (1, 6): message("first half of {year}"),
    (7, 12): message("second half of {year}"),
    (1, 3): message("first quarter of {year}"),
    (4, 6): message("second quarter of {year}"),
    (7, 9): message("third quarter of {year}"),
    (10, 12): message("fourth quarter of {year}"),
    (1, 9): message("first nine months of {year}"),
}
# By what a person who names a period otherwise may have meant one of them.
NAMED = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-M01-M09")
FIRST, LAST = 1900, 2200
EXPECTED = Phrase("a year, or a half, a quarter or whole months of one")


def format_date(day: date, lang: Lang) -> str:
    """A day as the language writes it; in Vietnamese as Decree 30/2020/NĐ-CP does: of months only 1 and 2 have a zero.

    >>> format_date(date(2025, 1, 14), "vi"), format_date(date(2025, 1, 14), "en")
    ('14/01/2025', '14 January 2025')
    >>> format_date(date(2025, 7, 1), "vi")
    '01/7/2025'
    """
    if lang == "vi":
        month = f"{day.month:02}" if day.month <= 2 else str(day.month)
        return f"{day.day:02}/{month}/{day.year:04}"
    # Loaded where a date is printed: most commands print none.
    from babel.dates import format_date as babel_date

    return str(babel_date(day, format="d MMMM yyyy", locale=lang))


def format_period(period: TimePeriod, lang: Lang) -> str:
    """A period as the language writes it.

    >>> format_period(TimePeriod.parse("2025-01/2025-05"), "en")
    'January–May 2025'
    >>> format_period(TimePeriod.parse("2025-01/2025-06"), "vi")
    '6 tháng đầu năm 2025'
    """
    first, _, last = period.text.partition("/")
    if not last:
        return _point(first, period.end, lang)
    if first == "..":
        return translate("up to {day}", lang).format(day=_point(last, period.end, lang))
    # English names the months: they need no article in a sentence.
    if lang == "vi" and period.months in PARTS:
        return _part(period, lang)
    if period.start is not None and len(first) == 7 and period.start.year == period.end.year:
        return _months(period.start, period.end, lang)
    start = _point(first, period.start or period.end, lang)
    return f"{start}–{_point(last, period.end, lang)}"


def period_name(period: TimePeriod) -> Text:
    """A period as a title names it, in both languages.

    >>> period_name(TimePeriod.of_year(2025)).vi, period_name(TimePeriod.parse("2025-H1")).en
    ('năm 2025', 'first half of 2025')
    """
    if period.is_year:
        return Phrase("{year}", context="period", year=str(period))
    return LazyText(partial(_part, period))


def _part(period: TimePeriod, lang: Lang) -> str:
    """A part of a year as departments call it; others by their months."""
    if period.months not in PARTS:
        return format_period(period, lang)
    return translate(PARTS[period.months], lang).format(year=period.year)


def review_period(given: int | str | TimePeriod) -> TimePeriod:
    """The period of a review: a year, or whole months of one.

    Args:
        given: a year (`2025`), a half (`2025-H1`, as SDMX writes it `2025-S1`), a quarter (`2025-Q1`), months
            (`2025-M01-M09`, `2025-01/2025-09`), or such a period.

    Raises:
        UsageError: it is none of these; the message names those that are near.

    >>> review_period("2025-s1").code
    '2025-H1'
    """
    found = given if isinstance(given, TimePeriod) else _read(given)
    if found is None or found.months is None or not FIRST <= found.year <= LAST:
        words = Phrase(
            "period: expected {expected}, got {given}. {hint}",
            expected=EXPECTED, given=repr(given), hint=near_periods(str(given)),
        )  # fmt: skip
        raise UsageError(words)
    return TimePeriod.of_days(found.start, found.end)


def _read(given: object) -> TimePeriod | None:
    """What a year or a text says; None where that is no period."""
    if isinstance(given, (bool, float)):
        return None
    try:
        return TimePeriod.parse(str(given).strip())
    except ValueError:
        return None


def near_periods(given: str) -> Text:
    """A sentence that names the periods of a review that are near to a text, or how to write one."""
    year = next(iter(re.findall(r"(?:19|2[01])\d\d", given, re.ASCII)), "2025")
    known = [f"{year}{part}" for part in NAMED]
    words = Phrase(
        "Write for instance {known}.", known=f"{year}, {year}-H1, {year}-Q1, {year}-M01-M09"
    )
    if not given.startswith(year):
        return words
    # Who types digits alone means a year, everybody else a part of one.
    return near_names(given.upper(), known if given.isdigit() else known[1:], words)


def _point(text: str, day: date, lang: Lang) -> str:
    if len(text) == 4:
        return text
    if len(text) == 7:
        return translate("{day:%B %Y}", lang).format(day=day)
    return format_date(day, lang)


def _months(start: date, end: date, lang: Lang) -> str:
    return translate("{first:%B}–{last:%B %Y}", lang).format(first=start, last=end)
