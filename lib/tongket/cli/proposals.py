"""From the figures of a report into the data: what is proposed to a project, and what somebody confirmed of it."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tongket.cli.answer_language import language
from tongket.cli.output import in_shell, say, say_boundaries, shown
from tongket.cli.own_data import own_data_dir
from tongket.errors import UsageError
from tongket.model import Measure
from tongket.translations import Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.entry_sheet.confirmed import Confirmed
    from tongket.model import Lang, TimePeriod

# How long before its end a period may be reported on: a year's conference is in December.
AHEAD = timedelta(days=31)


def propose_to_project(
    report: Path, period: TimePeriod, area: str, source: str, guide: Path | None
) -> None:
    """Write the workbook of what a report prints, the text to read along, and say what comes next.

    Raises:
        UsageError: nothing of one's own is here, the source is not known, or there is such a workbook already.
        DataError: a report cannot be read, or the registries do not hold.
    """
    from tongket.data.settings import settings
    from tongket.data.store import load, read
    from tongket.documents import read as read_document
    from tongket.entry_sheet.proposals_folder import PAGE, write_proposals
    from tongket.entry_sheet.proposed import propose

    folder, said = own_data_dir(), language()
    store = read(folder)[0] or load(folder)
    name = source_of(store, area, period, source)
    say_boundaries(store.registry, area, period)
    last_year = read_document(guide) if guide else None
    proposed = propose(read_document(report), store, period, area, name, last_year)
    held = settings(folder.parent)
    book = write_proposals(proposed, report, folder.parent, held.organisation, said, held.languages)
    say(
        "Printed figures found: {number}; proposed with a yes: {kept}; taken for no figure: {others}.",
        said, number=len(proposed.figures), kept=sum(p.is_preselected for p in proposed.proposals),
        others=len(proposed.distractors),
    )  # fmt: skip
    if guide:
        found, all_ = proposed.guided
        say("Figures on record of the year before, and found in the guide: {found} of {all}.", said,
            found=found, all=all_)  # fmt: skip
    if missing := len(proposed.not_found(said)):
        say("Stated of the year before, and not found: {number}.", said, number=missing)
    say("Written: {path}. To read along: {page}.", said, path=shown(book), page=shown(book.parent / PAGE))  # fmt: skip
    say(
        "Confirm or correct it and save it as .xlsx; then run: {command}", said,
        command=f"tongket import {in_shell(shown(book))}",
    )  # fmt: skip


def source_of(store: Store, area: str, period: TimePeriod, source: str) -> str:
    """The source that a report is: the one named, else the only primary one of the area and period.

    One that states something of them besides plans is meant, else one that states nothing yet and was published when
    the period ended or later.

    Raises:
        UsageError: it is not declared, or there is not exactly one.
    """
    from tongket.translations import Phrase

    sources, place = store.registry.sources, store.registry.area(area).place
    if source in sources:
        return source
    if source:
        words = Phrase(
            "--source: expected a source that is declared, got {source}. Declare it: {command}",
            source=source, command=f"tongket add source {source}",
        )  # fmt: skip
        raise UsageError(words)
    areas = store.registry.areas
    own = {
        row.source
        for row in store.observations
        if areas[row.ref_area].place == place and period.holds(row.time_period)
        and row.measure is not Measure.TARGET
    }  # fmt: skip
    free = set(sources) - {row.source for row in store.observations}
    primary = [name for name, each in sources.items() if each.kind == "primary"]
    since = period.end - AHEAD
    found = [name for name in primary if name in own] or [
        name
        for name in primary
        if name in free and (sources[name].published.start or since) >= since
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        words = Phrase(
            "--source: expected a source that reports on {area}, {period}, got none. Declare the report: {command}",
            area=area, period=period.code, command=f"tongket add source report-{period.code.lower()}",
        )  # fmt: skip
        raise UsageError(words)
    words = Phrase(
        "--source: expected the one source of {area}, {period}, got {found}. Say which it is: {command}",
        area=area, period=period.code, command="tongket extract … --source ID", found=", ".join(found),
    )  # fmt: skip
    raise UsageError(words)


def say_left(decided: Confirmed, lang: Lang) -> None:
    """Print what of a workbook of proposals is not taken over, by the reason, with the numbers of its rows."""
    from tongket.entry_sheet.columns import NEW
    from tongket.entry_sheet.confirmed import WHY_NOT
    from tongket.entry_sheet.workbook import runs

    def named(numbers: list[str]) -> str:
        return ", ".join(map(_run, runs(sorted(map(int, numbers)))))

    for reason, numbers in decided.left().items():
        say(
            "Not taken over ({reason}): {rows}.",
            lang,
            reason=WHY_NOT[reason].in_(lang),
            rows=named(numbers),
        )
        if reason == NEW:
            say("To declare it: {command}", lang, command="tongket add indicator")
    if decided.own:
        say("Not taken over, because “Keep?” does not say yes: {rows}.", lang, rows=", ".join(decided.own))  # fmt: skip
    if back := decided.taken_back():
        say("Taken over before, and still in the data: {rows}. Delete them there.", lang, rows=named(back))  # fmt: skip


def who_decides(decided: Confirmed, by: str, folder: Path) -> str:
    """Who confirms a workbook: as said, else by git or the login; asked before anything is written.

    Raises:
        UsageError: nobody is known by a name that can be noted, or the record of the report names a place or period
            that there is not.
        DataError: the decisions noted before do not hold.
    """
    from tongket.data.csv_file import plain_form
    from tongket.data.letters import flaws
    from tongket.data.store import read
    from tongket.new_project.repository import user_of
    from tongket.numerals import review_period

    if (store := read(folder)[0]) is not None:
        store.registry.area(decided.record["area"])
    review_period(decided.record["period"])
    decided.noted()
    for said in (by, user_of(folder)):
        if name := plain_form(said, "by"):
            if flaws(name):
                words = Phrase(
                    "import: expected a name of characters that one can see, got {name}. Write --by NAME.",
                    name=ascii(name),
                )  # fmt: skip
                raise UsageError(words)
            return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        words = Phrase("import: expected who confirms, got nobody. Add --by NAME.")
        raise UsageError(words) from None


def note_decisions(decided: Confirmed, who: str, folder: Path, lang: Lang) -> None:
    """Note who decided what, and say what the audit says at once of the figures of the report's place and period."""
    from tongket.audit.report import audit_review
    from tongket.cli.audit import say_in_short
    from tongket.data.store import load, read
    from tongket.entry_sheet.columns import choices
    from tongket.numerals import review_period

    store = read(folder)[0] or load(folder)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    path = decided.note(who, now, choices(store.registry))
    say("Who decided what: {path}", lang, path=shown(path))
    area, period = decided.record["area"], review_period(decided.record["period"])
    found = audit_review(store, area, period)
    say_in_short(found, lang)
    if found.questions:
        say("Questions to ask of them: {number}.", lang, number=len(found.questions))
    place = store.registry.area(area).place
    say("In full: {command}", lang, command=f"tongket audit --year {period.code} --area {place}")


def _run(numbers: list[int]) -> str:
    """Numbers that follow each other in short: 3, 5–8."""
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
