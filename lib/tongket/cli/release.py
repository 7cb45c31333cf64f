"""`tongket release`: freeze a review as it is published."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, shown
from tongket.cli.own_data import own_data_dir
from tongket.cli.project_options import AREA
from tongket.cli.reports import AS_RUN, ask, listener, options
from tongket.cli.values import PERIOD as PERIOD_TYPE
from tongket.errors import DataError, UsageError
from tongket.model import LANGS, TimePeriod
from tongket.project import SETTINGS
from tongket.translations import LazyText, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tongket.data.releases import ReleaseRecord
    from tongket.data.store import Store
    from tongket.model import Lang, Text
    from tongket.run.plan.request import Request
    from tongket.run.publisher import Publisher


@click.command()
@click.argument("period", type=PERIOD_TYPE)
@click.option(
    "--as", "day", required=True, metavar="DAY", help="The day of the release: 2026-01-14."
)
@click.option("--by", "who", default="", show_default="git's user.name", metavar="NAME",
              help="Who releases it.")  # fmt: skip
@click.option("--note-vi", default="", metavar="TEXT", help="What to say of it in Vietnamese.")
@click.option("--note-en", default="", metavar="TEXT", help="What to say of it in English.")
@AREA
@options(AS_RUN)
@LANG
def release(
    period: TimePeriod, *, day: str, who: str, note_vi: str, note_en: str, area: str, **as_run: Any
) -> None:
    """Release the review of a PERIOD.

    Its pages lose the mark of a draft, and are frozen under releases/. Refused while the data have findings, or pages
    are stale or failed. A correction is a new edition.
    """
    from tongket.model import Text
    from tongket.new_project.repository import user_of
    from tongket.project import project_dir
    from tongket.publish.site.frozen import freeze
    from tongket.run.build import build

    own_data_dir()
    _refuse_findings(as_run["out"])
    request, store = _request(period, area, as_run)
    note = Text(note_vi.strip(), note_en.strip())
    record = _record(request, store, day, " ".join(who.split()) or user_of(project_dir()), note)
    try:
        folder, notes = _published(request, store, record)
        whole = freeze(project_dir(), folder, record, notes)
    except BaseException:
        # Also where somebody stops it: pages that were not frozen are not released.
        build(request, _publisher(request, store), lambda _: None)
        raise
    said = language()
    say(
        "Released: edition {number}, {folder}",
        said,
        number=whole.edition,
        folder=shown(whole.folder),
    )
    say(
        "Keep it with the project: {command}",
        said,
        command=f"git add {shlex.quote(str(shown(whole.folder)))}",
    )


def _refuse_findings(out: Path) -> None:
    """Refuse while anything that `tongket check` looks at does not hold."""
    from tongket.cli.data import checked
    from tongket.data.findings import counted, listed
    from tongket.data.printings import compared
    from tongket.project import data_dir
    from tongket.translations import Phrase

    findings, _ = checked(data_dir(), compared(data_dir(), out))
    if findings:
        words = Phrase(
            "release: expected data and translations that hold, got {findings}. Mend them, see "
            "`tongket check`.\n{list}",
            findings=counted(len(findings)), list=listed(findings),
        )  # fmt: skip
        raise DataError(words, findings)


def _request(period: TimePeriod, area: str, as_run: dict[str, Any]) -> tuple[Request, Store]:
    """All pages of the review in the languages of the project, with the documents that lie beside them.

    Raises:
        UsageError: a page is not as it would be made now, or failed; all are named.
    """
    from tongket.data.settings import settings
    from tongket.project import project_dir
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.published import file_name
    from tongket.run.plan.plan import make_plan

    langs = settings(project_dir()).languages
    place = as_run["out"] / "site" / area / period.code
    there = (e for e in FORMATS if (place / file_name(area, period, langs[0], e)).is_file())
    as_run["documents"] = (*as_run["documents"], *there)
    request, store = ask(
        {"periods": [period], "areas": [area], "langs": langs, "only": (), **as_run}
    )
    (plan,) = make_plan(request)
    stale = {task.report.id: plan.why(task) for task in plan.tasks if plan.why(task)}
    if stale:
        lines = LazyText(lambda lang: "\n".join(
            f"    {name}: " + "; ".join(each.in_(lang) for each in why) for name, why in stale.items()
        ))  # fmt: skip
        out = shlex.quote(str(shown(as_run["out"])))
        words = Phrase(
            "release: expected pages as they would be made now, got {number} that are not. "
            "Run `{command}` first.\n{list}",
            number=len(stale), list=lines,
            command=f"tongket run --period {period.code} --area {area} --out {out}",
        )  # fmt: skip
        raise UsageError(words)
    return request, store


def _record(request: Request, store: Store, day: str, who: str, note: Text) -> ReleaseRecord:
    """The record of the release, before its files are known.

    Raises:
        UsageError: something of it does not hold; all is named.
    """
    from tongket import __version__
    from tongket.data.releases import ReleaseRecord
    from tongket.run.plan.manifest import read

    (review,) = request.reviews
    editions = request.editions(review)
    content = read(request.output.manifest(review.area, review.period)).content
    wrong = [
        *_wrong_day(day, request, store),
        *_wrong_note(note, request.langs),
        *_too_long(who, note),
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
    if when is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
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
    from tongket.data.printings import published_rows
    from tongket.data.releases import FROZEN

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
        yield Phrase("release: expected a note in each language of the pages, got none for {options}.",
                     options=", ".join(lacking))  # fmt: skip


def _too_long(who: str, note: Text) -> Iterator[Text]:
    """Words that are longer than a record holds."""
    from tongket.data.releases import NAME_LENGTH, NOTE_LENGTH

    for option, words, most in (
        ("--by", who, NAME_LENGTH), ("--note-vi", note.vi, NOTE_LENGTH), ("--note-en", note.en, NOTE_LENGTH),
    ):  # fmt: skip
        if len(words) > most:
            yield Phrase(
                "{option}: expected at most {most} characters, got {count}. Say it in fewer words.",
                option=option, most=most, count=len(words),
            )  # fmt: skip


def _publisher(request: Request, store: Store) -> Publisher:
    """What makes the site of a request, with the documents that lie beside its pages."""
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.site import publisher
    from tongket.run.review_pages import every_title

    titles = every_title(request.notebooks, store)
    return publisher(store, titles, request.organisation, FORMATS)


def _published(
    request: Request, store: Store, record: ReleaseRecord
) -> tuple[Path, dict[Lang, str]]:
    """Make the pages of a review anew as those of a release; its folder of the site, and the notes by language."""
    from functools import partial

    from tongket.data.registry.boundaries import boundaries_if_declared
    from tongket.publish.site.page_parts import read_pages
    from tongket.publish.site.published import reviews_in
    from tongket.publish.site.release_notes import release_notes
    from tongket.run.build import build
    from tongket.run.review_pages import every_title

    titles = every_title(request.notebooks, store)
    site = _publisher(request, store)
    before = request.editions(request.reviews[0])
    build(replace(request, releases=(*request.releases, record)), site, listener(as_json=False))
    folder = request.output.site / record.area / record.period.code
    declared = partial(boundaries_if_declared, store.registry)
    found = reviews_in(request.output.site, declared, titles, request.organisation)
    (review,) = [each for each in found if (each.area, each.period) == (record.area, record.period)]
    read = read_pages(folder, review)
    last = before[-1] if before else None
    return folder, {lang: release_notes(review, read, record, last, lang) for lang in review.langs}
