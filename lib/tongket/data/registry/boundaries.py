"""What a merger within a period means for the review of an area: which days it is of, and what does not compare."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tongket.errors import UsageError
from tongket.model import Text, TimePeriod
from tongket.numerals import format_date, format_period, period_name
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tongket.data.registry.book import Registry
    from tongket.model import Area, Observation

NO_CHANGE = Text("", "")
UNTIL = Phrase("{area} in its boundaries until {day} has one of {period}")
SINCE = Phrase("{area} in its boundaries since {day} has one of {period}")


class Boundaries(NamedTuple):
    """An area in a period.

    Args:
        name: what readers call it; of one that ended within the period with its last day.
        change: what readers must know of its boundaries in that period; empty where they did not change.
        after: where the place that it became part of within the period or at its end may have its review, as
            `<place>/<period>`; the first that is there is meant.
        before: of each area that it was made of within the period the same, and its name.
    """

    name: Text
    change: Text = NO_CHANGE
    after: tuple[str, ...] = ()
    before: tuple[tuple[tuple[str, ...], Text], ...] = ()


def boundaries_in(registry: Registry, name: str, period: TimePeriod) -> Boundaries:
    """An area in a period, with what a merger within that period changed.

    Args:
        registry: the areas.
        name: the code of an area or of a lasting place.
        period: a year or a part of one.
    """
    area = registry.area_for(name, period)
    life = area.life_in(period)
    if area.valid_to is not None and area.valid_to == life.end:
        return _ended(registry, area, period, life)
    since = area.valid_from
    if since is None or not (period.start or since) <= since <= period.end:
        return Boundaries(area.name)
    parts = _parts(registry, area)
    return Boundaries(
        area.name, _made_of(area, parts, since),
        before=tuple((_before(each, area, period, since), _plain(each.name)) for each in parts),
    )  # fmt: skip


def boundaries_if_declared(registry: Registry, name: str, period: TimePeriod) -> Boundaries | None:
    """As `boundaries_in`; None of an area that the registry does not have, or no longer."""
    return boundaries_in(registry, name, period) if name in registry.areas else None


def area_in(registry: Registry, name: str, period: TimePeriod) -> Area:
    """The area of a place in a period, also where it was one for a part of the period only.

    Raises:
        UsageError: no area has that code, or in no day of the period there was such an area.
    """
    beyond = beyond_life(registry, name, period)
    if beyond is not None:
        expected, remedy = beyond
        words = Phrase(
            "--period: expected {expected}, got {period}. {remedy}",
            expected=expected, period=period.code, remedy=remedy,
        )  # fmt: skip
        raise UsageError(words)
    return registry.area_for(name, period)


def beyond_life(registry: Registry, name: str, period: TimePeriod) -> tuple[Text, Text] | None:
    """What is expected of the period of a place and how to get there, where in no day of it there was such an area."""
    place = registry.area(name).place
    same = [area for area in registry.areas.values() if area.place == place]
    first, last = str(period.start), str(period.end)
    spans = [(str(each.valid_from or ""), str(each.valid_to or "")) for each in same]
    if any((start or first) <= last and (end or last) >= first for start, end in spans):
        return None
    times = ", ".join(f"{start or '…'} – {end or '…'}" for start, end in spans)
    after = registry.areas.get(same[-1].successor)
    remedy = Phrase("Name another period, or the place that it was part of then.")
    if after:
        code = after.ref_area
        remedy = Phrase("It became part of {name}: --area {code}.", name=after.name, code=code)
    return Phrase("a period of {name} ({spans})", name=same[-1].name, spans=times), remedy


def stated_around(
    registry: Registry, area: Area, rows: Iterable[Observation], reason: Text
) -> Text:
    """Why an area has no figure, with those that do before or after a merger.

    Args:
        registry: the areas.
        area: the one under review.
        rows: what is on record of the same indicator and measure within the period, of whatever area.
        reason: why the area has none.
    """
    said = [reason]
    for row in rows:
        other = registry.areas[row.ref_area]
        if other.successor == area.ref_area and other.valid_to:
            form, day = UNTIL, other.valid_to
        elif area.successor == other.ref_area and other.valid_from:
            form, day = SINCE, other.valid_from
        else:
            continue
        said.append(form.filled(area=other.name, day=_day(day), period=_of(row.time_period)))
    return _plain(LazyText(lambda lang: "; ".join(dict.fromkeys(each.in_(lang) for each in said))))


def _of(period: TimePeriod) -> Text:
    """A period behind “of”: a year is called one in Vietnamese."""
    return Text(period_name(period).vi, format_period(period, "en"))


def _ended(registry: Registry, area: Area, period: TimePeriod, life: TimePeriod) -> Boundaries:
    """An area that ended within a period, or with it."""
    after = registry.areas.get(area.successor)
    change = Phrase("{area} ended on {day}.", area=area.name, day=_day(life.end))
    since = _day(life.end + timedelta(days=1))
    if after is not None and after.place == area.place:
        change = Phrase(
            "{area} has had other boundaries since {day}: later figures do not compare with these.",
            area=area.name, day=since,
        )  # fmt: skip
    elif after is not None:
        change = Phrase(
            "{area} has been part of {successor} since {day}.", area=area.name, successor=after.name, day=since
        )  # fmt: skip
    name: Text = area.name
    if life != period:
        change = Phrase(
            "{ended} This review is of {period}: its results are not those of all of {whole}, and do not compare "
            "with them.",
            ended=change, period=_words(life), whole=_words(period),
        )  # fmt: skip
        name = Phrase("{name} (until {day})", name=area.name, day=_day(life.end))
    return Boundaries(
        _plain(name), _plain(change), _after(after.place, period, life) if after else ()
    )


def _after(place: str, period: TimePeriod, life: TimePeriod) -> tuple[str, ...]:
    """Where a place has its review of the same period, if that goes on, of the rest of the year, or of the year."""
    year = TimePeriod.of_year(life.year)
    rest = (
        TimePeriod.of_days(life.end + timedelta(days=1), year.end) if life.end < year.end else year
    )
    periods = dict.fromkeys([*([period] if life != period else []), rest, year])
    return tuple(f"{place}/{each.code}" for each in periods)


def _words(period: TimePeriod) -> Text:
    return LazyText(partial(format_period, period))


def _parts(registry: Registry, area: Area) -> list[Area]:
    """The areas that an area was made of; the place that gave its name comes first."""
    parts = [each for each in registry.areas.values() if each.successor == area.ref_area]
    return sorted(parts, key=lambda each: each.place != area.place)


def _before(part: Area, area: Area, period: TimePeriod, since: date) -> tuple[str, ...]:
    """Where an area has its review of the same period, of the months before its end, or of its last year."""
    last = since - timedelta(days=1)
    year = TimePeriod.of_year(last.year)
    months = TimePeriod.of_days(year.start, last)
    goes_on = period.start is not None and period.start < since
    periods = dict.fromkeys([*([period] if goes_on else []), months, year])
    addresses = [f"{part.place}/{each.code}" for each in periods]
    return tuple(each for each in addresses if each != f"{area.place}/{period.code}")


def _made_of(area: Area, parts: list[Area], since: date) -> Text:
    """What an area was made of; empty where the registry names no area before it."""
    if not parts:
        return NO_CHANGE
    change = Phrase(
        "{area} has had its boundaries since {day}, when it was made of {parts}. Earlier figures are "
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
