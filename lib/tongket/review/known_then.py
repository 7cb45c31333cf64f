"""What was known of a figure on a day: what had been published by then, and what has become of it since."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tongket.data.as_of import as_of, undated
from tongket.data.revisions import fact_of
from tongket.model import Missing
from tongket.numerals import format_date
from tongket.review.session import Session
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tongket.model import Observation, TimePeriod
    from tongket.review.shown_figure import ShownFigure

NOBODY = Phrase("nobody had published it by {day}")


class PublishedPrint(NamedTuple):
    """What a source states, as it is printed, and when it was published."""

    printed: str
    published: TimePeriod


class KnownThen(NamedTuple):
    """A figure as it was known on a day.

    Args:
        day: the day.
        figure: what was known; missing, with the reason, where nobody had published it.
        since: what has been published in its place since, the earliest first.
        undated: what a source states of which only the month or year is known within which the day is: whether it
            was known by then, the data do not say.
    """

    day: date
    figure: ShownFigure
    since: tuple[PublishedPrint, ...]
    undated: tuple[PublishedPrint, ...]


def known_then(review: Session, find: Callable[[Session], ShownFigure], day: date) -> KnownThen:
    """What was known of a figure of a review on a day.

    Args:
        review: the review with the data as they are.
        find: finds the figure in a review.
        day: the day.
    """
    store = review.store
    then = Session(as_of(store, day), review.area, review.time_period, review.lang)
    now, found = find(review), find(then)
    if now.is_missing:
        return KnownThen(day, found, (), ())
    if found.is_missing:
        by = LazyText(partial(format_date, day))
        found = replace(found, origin=Missing(NOBODY.filled(day=by)))
    (row,) = now.observations
    same = [r for r in (*store.observations, *store.superseded) if fact_of(r) == fact_of(row)]
    doubtful = [(each, undated(store, each, day)) for each in same if each.interval is not None]
    return KnownThen(
        day,
        found,
        tuple(_since(review, row, day)),
        tuple(PublishedPrint(review.page.quoted(each), when) for each, when in doubtful if when),
    )


def _since(review: Session, row: Observation, day: date) -> list[PublishedPrint]:
    """What became of the figure that holds after a day: its later vintages, or itself where it came later."""
    revision = review.store.revisions.get(row.key)
    told = [(each.row, each.since) for each in revision.vintages] if revision else []
    told = told or [(row, review.registry.source(row.source).published)]
    return [PublishedPrint(review.page.quoted(each), when) for each, when in told if when.end > day]
