"""What a merger within a year means for the review of an area: which days it is of, and what does not compare."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tongket.errors import UsageError
from tongket.model import Text
from tongket.numerals import format_date, format_period
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from datetime import date

    from tongket.data.registry.book import Registry
    from tongket.model import Area, TimePeriod

NO_CHANGE = Text("", "")


class Boundaries(NamedTuple):
    """An area in a year.

    Args:
        name: what readers call it; of one that ended within the year with its last day.
        change: what readers must know of its boundaries in that year; empty where they did not change.
        successor: the lasting code of the place that it became part of within the year; else empty.
    """

    name: Text
    change: Text = NO_CHANGE
    successor: str = ""


def boundaries_in(registry: Registry, name: str, year: int) -> Boundaries:
    """An area in a year, with what a merger within that year changed.

    Args:
        registry: the areas.
        name: the code of an area or of a lasting place.
        year: the year.
    """
    area = registry.area_for(name, year)
    life = area.life_in(year)
    if not life.is_year:
        return _ended(registry, area, life)
    if area.valid_from is None or area.valid_from.year != year:
        return Boundaries(area.name)
    return Boundaries(area.name, _made_of(registry, area, area.valid_from))


def boundaries_if_declared(registry: Registry, name: str, year: int) -> Boundaries | None:
    """As `boundaries_in`; None of an area that the registry does not have, or no longer."""
    return boundaries_in(registry, name, year) if name in registry.areas else None


def area_in(registry: Registry, name: str, year: int) -> Area:
    """The area of a place in a year, also where it was one for a part of the year only.

    Raises:
        UsageError: no area has that code, or in no day of the year there was such an area.
    """
    beyond = beyond_life(registry, name, year)
    if beyond is not None:
        expected, remedy = beyond
        words = Phrase(
            "--year: expected {expected}, got {year}. {remedy}",
            expected=expected, year=str(year), remedy=remedy,
        )  # fmt: skip
        raise UsageError(words)
    return registry.area_for(name, year)


def beyond_life(registry: Registry, name: str, year: int) -> tuple[Text, Text] | None:
    """What is expected of the year of a place and how to get there, where in no day of it there was such an area."""
    place = registry.area(name).place
    first, last = f"{year:04}-01-01", f"{year:04}-12-31"
    same = [area for area in registry.areas.values() if area.place == place]
    spans = [(str(each.valid_from or ""), str(each.valid_to or "")) for each in same]
    if any((start or first) <= last and (end or last) >= first for start, end in spans):
        return None
    times = ", ".join(f"{start or '…'} – {end or '…'}" for start, end in spans)
    after = registry.areas.get(same[-1].successor)
    remedy = Phrase("Name another year, or the place that it was part of then.")
    if after:
        code = after.ref_area
        remedy = Phrase("It became part of {name}: --area {code}.", name=after.name, code=code)
    return Phrase("a year of {name} ({spans})", name=same[-1].name, spans=times), remedy


def _ended(registry: Registry, area: Area, life: TimePeriod) -> Boundaries:
    after = registry.areas.get(area.successor)
    ended = Phrase("{area} ended on {day}.", area=area.name, day=_day(life.end))
    if after is not None:
        since = _day(life.end + timedelta(days=1))
        ended = Phrase(
            "{area} has been part of {successor} since {day}.", area=area.name, successor=after.name, day=since
        )  # fmt: skip
    change = Phrase(
        "{ended} This review is of {period}: its results are not those of a whole year, and do not compare with "
        "a whole year.",
        ended=ended, period=LazyText(partial(format_period, life)),
    )  # fmt: skip
    name = Phrase("{name} (until {day})", name=area.name, day=_day(life.end))
    return Boundaries(_plain(name), _plain(change), after.place if after else "")


def _made_of(registry: Registry, area: Area, since: date) -> Text:
    """What an area was made of; empty where the registry names no area before it."""
    parts = [each for each in registry.areas.values() if each.successor == area.ref_area]
    # The place that gave its name comes first.
    parts.sort(key=lambda each: each.place != area.place)
    if not parts:
        return NO_CHANGE
    change = Phrase(
        "{area} has had its boundaries since {day}, when it was made of {parts}. Figures of earlier years are "
        "of other areas, and do not compare with its own.",
        area=area.name, day=_day(since),
        parts=LazyText(lambda lang: ", ".join(part.name.in_(lang) for part in parts)),
    )  # fmt: skip
    return _plain(change)


def _plain(text: Text) -> Text:
    """A text that can be sent to another process."""
    return Text(text.vi, text.en)


def _day(day: date) -> Text:
    return LazyText(partial(format_date, day))
