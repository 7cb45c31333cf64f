"""What a release must hold before it is made: its day, who makes it, their words, and that something is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import __version__
from tongket.data.letters import flaws
from tongket.data.printings import published_rows
from tongket.data.releases import FROZEN, NAME_LENGTH, NOTE_LENGTH, ReleaseRecord
from tongket.errors import UsageError
from tongket.model import LANGS, TimePeriod
from tongket.project import SETTINGS
from tongket.run.plan.manifest import read
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongket.data.store import Store
    from tongket.model import Lang, Text
    from tongket.run.plan.request import Request


def new_record(request: Request, store: Store, day: str, who: str, note: Text) -> ReleaseRecord:
    """The record of the release of a review that is built, before its files are known.

    Args:
        request: the review, with what has been released.
        store: the data.
        day: the day of the release.
        who: who releases it.
        note: what they say of it; empty, or in each language of the pages.

    Raises:
        UsageError: something of it does not hold; all is named.
    """
    (review,) = request.reviews
    editions = request.editions(review)
    content = read(request.output.manifest(review.area, review.period)).content
    wrong = [
        *_wrong_day(day, request, store),
        *_wrong_note(note, request.langs),
        *_unfit(who, note),
    ]
    if not who:
        wrong.append(
            Phrase("--by: expected who releases it, got nothing. Write --by 'Nguyễn Văn A'.")
        )
    if editions and editions[-1].says(content):
        wrong.append(Phrase(
            "{review}: expected a review that says something else than edition {number}, got the same. "
            "There is nothing to release.",
            review=review.address, number=editions[-1].edition,
        ))  # fmt: skip
    if wrong:
        raise UsageError(LazyText(lambda lang: "\n".join(each.in_(lang) for each in wrong)))
    return ReleaseRecord(
        area=review.area, period=review.period, date=day, edition=len(editions) + 1, released_by=who,
        note=note, tongket=__version__, content=content,
    )  # fmt: skip


def _wrong_day(day: str, request: Request, store: Store) -> Iterator[Text]:
    """What does not hold in the day of a release: no day, none after the last edition's, none before the next one's."""
    (review,) = request.reviews
    editions, following = request.editions(review), request.organisation.release.next
    try:
        when = TimePeriod.parse(day)
    except ValueError:
        when = None
    # A span of one day is none: its text names the folder.
    if when is None or when.start != when.end or when.text != when.end.isoformat():
        yield Phrase("--as: expected a day such as 2026-01-14, got {day}.", day=repr(day))
        return
    yield from _too_early(when, request, store)
    if editions and day <= editions[-1].date:
        yield Phrase(
            "--as: expected a day after {before}, the day of edition {number}, got {day}.",
            before=editions[-1].date, number=editions[-1].edition, day=day,
        )  # fmt: skip
    if following and TimePeriod.parse(following).end < when.end:
        yield Phrase(
            "{file}, release.next: expected a time after {day}, got {next}. Mend the next release first.",
            file=SETTINGS, day=day, next=following,
        )  # fmt: skip


def _too_early(when: TimePeriod, request: Request, store: Store) -> Iterator[Text]:
    """A day before the period begins, or before a source was published from which the review takes a figure."""
    (review,) = request.reviews
    begin, day, sources = review.period.start, when.end.isoformat(), store.registry.sources
    if begin and when.end < begin:
        yield Phrase(
            "--as: expected a day from {begin} on, when the period under review begins, got {day}.",
            begin=begin.isoformat(), day=day,
        )  # fmt: skip
    rows = published_rows(request.output.site / review.address / FROZEN, [])
    named = sorted({cells["source"] for _, cells in rows} & set(sources))
    start = {name: sources[name].published.start for name in named}
    later = [f"{name} ({first})" for name, first in start.items() if first and when.end < first]
    if later:
        yield Phrase(
            "--as: expected a day by which each source was published, got {day}; later are: {sources}.",
            day=day, sources=", ".join(later),
        )  # fmt: skip


def _wrong_note(note: Text, langs: Sequence[Lang]) -> Iterator[Text]:
    """A note in one of the languages of the pages alone."""
    lacking = [f"--note-{lang}" for lang in langs if not note.in_(lang)]
    if lacking and any(note.in_(lang) for lang in LANGS):
        yield Phrase("release: expected a note in each language of the pages, got none for {options}. Add it.",
                     options=", ".join(lacking))  # fmt: skip


def _unfit(who: str, note: Text) -> Iterator[Text]:
    """Words that are longer than a record holds, or that it could not be read with."""
    for option, words, most in (
        ("--by", who, NAME_LENGTH), ("--note-vi", note.vi, NOTE_LENGTH), ("--note-en", note.en, NOTE_LENGTH),
    ):  # fmt: skip
        if len(words) > most:
            yield Phrase(
                "{option}: expected at most {most} characters, got {count}. Say it in fewer words.",
                option=option, most=most, count=len(words),
            )  # fmt: skip
        for flaw in flaws(" ".join(words.split())):
            yield Phrase(
                "{option}: expected {expected}, got {value}. {remedy}",
                option=option, expected=flaw.expected, value=repr(flaw.value), remedy=flaw.remedy,
            )  # fmt: skip
