"""`tongket release`: freeze a review as it is published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import say, shown
from tongket.cli.own_data import own_data_dir
from tongket.cli.project_options import AREA
from tongket.cli.reports import (
    AS_RUN,
    listener,
    of_whole_review,
    options,
    publisher_of,
    refuse_stale,
)
from tongket.cli.values import PERIOD as PERIOD_TYPE
from tongket.command_line import quoted
from tongket.errors import DataError
from tongket.folder_lock import alone
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.releases import ReleaseRecord
    from tongket.data.store import Store
    from tongket.model import TimePeriod
    from tongket.run.plan.request import Request


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
    from tongket.publish.site.releasing import new_record

    own_data_dir()
    # As a Mac writes letters they are in two parts each, which no file of a project is to hold.
    who, vi, en = (
        normalize("NFC", words.strip())
        for words in (" ".join(who.split()) or user_of(project_dir()), note_vi, note_en)
    )
    # Of two at once the second is of what the first left.
    with alone(project_dir()):
        refuse_findings("release", as_run["out"])
        request, store = _request(period, area, as_run)
        whole = _frozen(request, store, new_record(request, store, day, who, Text(vi, en)))
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
        command=f"git add {quoted(str(shown(whole.folder)))}",
    )


def refuse_findings(command: str, out: Path) -> None:
    """Refuse while anything that `tongket check` looks at does not hold, or a comment lacks its translation.

    While figures are entered that is a notice; on a released page it would be a sentence in another language.
    """
    from tongket.cli.data import checked
    from tongket.data.findings import counted, listed
    from tongket.data.printings import compared
    from tongket.project import data_dir

    findings, notices = checked(data_dir(), compared(data_dir(), out))
    findings += [each for each in notices if each.code in {"untranslated", "no-catalogue"}]
    if findings:
        words = Phrase(
            "{command}: expected data and translations that hold, got {findings}. Mend them, see "
            "`tongket check`.\n{list}",
            command=command, findings=counted(len(findings)), list=listed(findings),
        )  # fmt: skip
        raise DataError(words, findings)


def _request(period: TimePeriod, area: str, as_run: dict[str, Any]) -> tuple[Request, Store]:
    """All pages of the review in the languages of the project, none of them stale.

    Raises:
        UsageError: a page is not as it would be made now, or failed; all are named.
    """
    request, store, plan = of_whole_review(period, area, as_run)
    out = quoted(str(shown(as_run["out"])))
    refuse_stale("release", [plan], f"tongket run --period {period.code} --area {area} --out {out}")
    return request, store


def _frozen(request: Request, store: Store, record: ReleaseRecord) -> ReleaseRecord:
    """Freeze a review with its pages as they are once it is released, then put these before readers.

    They are made in a copy: whenever it is stopped, no reader sees as released what is not frozen.
    """
    from tongket.cli.export import built
    from tongket.project import project_dir
    from tongket.publish.site.frozen import freeze
    from tongket.publish.site.page_parts import read_pages
    from tongket.publish.site.release_notes import release_notes
    from tongket.run.build import build, put_in_place
    from tongket.run.lock import hold

    site, listen = publisher_of(request, store), listener(as_json=False)
    before = request.editions(request.reviews[0])
    output = request.output
    with hold(output, listen), output.copied(record.area, record.period) as copy:
        made = replace(request, releases=(*request.releases, record), output=copy)
        build(made, site, listen)
        folder, review = built(copy.out, record.area, record.period)
        notes = release_notes(review, read_pages(folder, review), record, before)
        whole = freeze(project_dir(), folder, record, notes)
        put_in_place(copy, request, site)
    return whole
