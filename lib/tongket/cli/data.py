"""The commands about figures and data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tongket.cli.answer_language import LANG, language
from tongket.cli.output import (
    JSON,
    print_json,
    say,
    say_boundaries,
    say_compared,
    shown,
)
from tongket.cli.own_data import own_data_dir, say_whose
from tongket.cli.project_options import AREA, PERIOD, out_folder
from tongket.cli.values import DAY, REGISTRY_TABLES
from tongket.cli.values import PERIOD as PERIOD_TYPE
from tongket.errors import DataError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.printings import Printings
    from tongket.data.store import Store
    from tongket.model import Lang, TimePeriod
    from tongket.review.known_then import KnownThen
    from tongket.review.session import Session
    from tongket.review.shown_figure import ShownFigure

# Findings that a changed printing causes in its row.
OF_PRINTING = {"unparsable", "as-printed-disagrees", "out-of-range", "not-whole"}


@click.command("list")
@click.argument("table", type=click.Choice(REGISTRY_TABLES), required=False)
@click.option(
    "--own", is_flag=True, help="Only what this project adds or changes, beside what comes with it."
)
@LANG
@JSON
def list_(*, table: str | None, own: bool, as_json: bool) -> None:
    """List pages, areas and periods, or a TABLE of the registry."""
    from tongket.cli.registry_tables import list_own, list_table
    from tongket.project import data_dir

    say_whose()
    if own:
        list_own(data_dir(), [table] if table else REGISTRY_TABLES, as_json=as_json)
    elif table:
        list_table(data_dir(), table, as_json=as_json)
    else:
        _list_reviews(as_json=as_json)


def _list_reviews(*, as_json: bool) -> None:
    from tongket.data.store import load
    from tongket.project import data_dir, notebooks_dir
    from tongket.run.reports import load_pages

    store = load(data_dir())
    pages = [page for page in load_pages(notebooks_dir(), store.registry) if not page.off]
    areas = {row.ref_area: store.registry.area(row.ref_area) for row in store.observations}
    held = _held(store)
    names = {area.place: area.name for area in areas.values()}
    if as_json:
        reviews = [
            {"area": a, "period": p.code, "figures": n} for (a, p), n in sorted(held.items())
        ]
        titles = [{"name": page.name, "title": asdict(page.title)} for page in pages]
        print_json(
            {"pages": titles, "areas": {a: asdict(names[a]) for a in names}, "reviews": reviews}
        )
        return
    for page in pages:
        click.echo(f"{page.name:28} {page.title.vi} / {page.title.en}")
    said = language()
    click.echo()
    say("Area, and the number of figures for each period:", said)
    for place in sorted(names):
        found = ", ".join(f"{p.code}: {n}" for (at, p), n in sorted(held.items()) if at == place)
        click.echo(f"{place:10} {names[place].in_(said)}  {found}")


def _held(store: Store) -> Counter[tuple[str, TimePeriod]]:
    """How many figures there are of each place and year, and of each part of a year that sources state."""
    from tongket.model import TimePeriod

    held: Counter[tuple[str, TimePeriod]] = Counter()
    for row in store.observations:
        place, period = store.registry.area(row.ref_area).place, row.time_period
        held[place, TimePeriod.of_year(period.year)] += 1
        if period.months and not period.is_year:
            held[place, period] += 1
    return held


@click.command()
@LANG
@out_folder("Folder of the last build, whose printings are compared.")
@JSON
def check(*, out: Path, as_json: bool) -> None:
    """Check all data and translations; changes nothing.

    Findings refuse the data (exit code 3). Notices of data that hold are worth a look and refuse nothing.
    """
    from tongket.data.findings import counted
    from tongket.data.printings import compared
    from tongket.project import data_dir
    from tongket.translations import Phrase, passing_over_broken

    # A broken catalogue is one finding beside all others.
    click.get_current_context().with_resource(passing_over_broken())
    say_whose()
    folder, said = data_dir(), language()
    printings = compared(folder, out)
    findings, notices = checked(folder, printings)
    if as_json:
        found = {"findings": findings, "notices": [*notices, *printings.unread]}
        print_json({name: [asdict(each) for each in own] for name, own in found.items()})
    else:
        for finding in findings:
            click.echo(finding.line(said))
        _print_sound(notices, said)
        say_compared(printings, said)
    if findings:
        words = Phrase(
            "{folder}: expected data that hold, got {findings}.",
            folder=shown(folder), findings=counted(len(findings)),
        )  # fmt: skip
        raise DataError(words, findings)
    if not as_json:
        say("{folder}: everything holds.", said, folder=shown(folder))


def checked(folder: Path, printings: Printings) -> tuple[list[Finding], list[Finding]]:
    """What does not hold in data and translations; where all does, what is worth a look."""
    from tongket.catalogues import validity
    from tongket.catalogues.notebook_files import in_notebooks
    from tongket.catalogues.typed_numbers import typed_numbers
    from tongket.data.datapackage import out_of_date
    from tongket.data.notices import notices
    from tongket.data.printings import undeclared
    from tongket.data.released_figures import (
        changed_since_release,
        gone_since_release,
        undeclared_places,
    )
    from tongket.data.releases import altered, read_releases
    from tongket.data.settings import read_settings, unknown_place
    from tongket.data.store import read
    from tongket.project import notebooks_dir, project_dir
    from tongket.run.reports import read_pages

    store, found = read(folder)
    settings, wrong = read_settings(project_dir())
    found = [*wrong, *(unknown_place(settings, store.registry) if store else ()), *found]
    changed = {(each.file, each.row) for each in printings.changed.values()}
    # A printing that a spreadsheet program spoiled is one finding, whatever else it breaks in its row.
    found = [f for f in found if (f.file, f.row) not in changed or f.code not in OF_PRINTING]
    registry, languages = store.registry if store else None, tuple(settings.languages)
    _, of_pages = read_pages(notebooks_dir(), registry, languages)
    findings = [*found, *printings.findings(), *of_pages, *validity.findings(languages)]
    releases, of_releases = read_releases(project_dir())
    findings += [*in_notebooks(notebooks_dir()), *typed_numbers(notebooks_dir())]
    findings += [*of_releases, *altered(releases)]
    findings += changed_since_release(store, releases) if store else ()
    if findings or store is None:
        return findings, []
    return [], [
        *notices(store),
        *printings.notices(),
        *gone_since_release(store, releases),
        *undeclared_places(store.registry, releases),
        *undeclared(printings.out, store.registry),
        *validity.untranslated_comments(languages),
        *out_of_date(store),
    ]


def _print_sound(notices: list[Finding], lang: Lang) -> None:
    if notices:
        say("Worth a look, though nothing is refused for it:", lang)
    for notice in notices:
        click.echo(f"    {notice.line(lang)}")


@click.command()
@click.argument("figure")
@PERIOD
@AREA
@click.option(
    "--as-of", "day", type=DAY, metavar="DAY", help="What was known on a day, such as 2025-02-01."
)
@LANG
@JSON
def show(figure: str, *, period: TimePeriod, area: str, day: date | None, as_json: bool) -> None:
    """Show a FIGURE: value, precision, source, how computed.

    FIGURE is an indicator such as ip.titles_granted, or with a measure: ip.titles_granted:target_pct. Of another
    period it has @ and the period behind it: ip.titles_granted@2023.
    """
    from tongket.review import open_review
    from tongket.review.known_then import known_then
    from tongket.review.shown_figure import HEADINGS

    say_whose()
    # Programs read one language, whatever their user reads.
    review = open_review(area=area, lang="en" if as_json else language(), period=period.code)
    say_boundaries(review.registry, area, period)
    known = known_then(review, partial(_asked, figure), day) if day else None
    found = known.figure if known else _asked(figure, review)
    # Of another period the id also says of which area; what was typed can be typed again.
    typed = figure if "@" in figure and not as_json else found.id
    rows = {"figure": typed, "name": found.name.in_(review.lang)}
    if as_json:
        print_json({**rows, **_as_json(found), **(_then_as_json(known) if known else {})})
        return
    facts = {**rows, **found.facts(), **(_then_in_words(known, review.lang) if known else {})}
    heads = {HEADINGS[key].in_(review.lang): text for key, text in facts.items()}
    width = max(map(len, heads))
    for key, text in heads.items():
        click.echo(f"{key:<{width}}  {text}")


def _asked(name: str, review: Session) -> ShownFigure:
    """The figure that is asked for; of an area that existed for a part of the period that of the part."""
    found = review.figure(name)
    whole = review.area.life_in(review.time_period) == review.time_period
    plain = ":" not in name and "@" not in name
    return review.part_year(name) if found.is_missing and plain and not whole else found


def _as_json(found: ShownFigure) -> dict[str, Any]:
    from tongket.output import decimal, number_of, number_text

    number = number_of(found, found.lang)
    ends = {"lower": number.lower, "upper": number.upper}
    plain = {name: None if end is None else decimal(end) for name, end in ends.items()}
    return {**found.facts(), "value": number_text(number), **plain, "unit": number.unit}


def _then_in_words(known: KnownThen, lang: Lang) -> dict[str, str]:
    """The day, what was published since, and what may have been known, in words; what there is not is left out."""
    from tongket.numerals import format_date, format_period

    told = {
        name: "; ".join(
            f"{each.printed} ({format_period(each.published, lang)})" for each in listed
        )
        for name, listed in (("since", known.since), ("undated", known.undated))
    }
    return {"as_of": format_date(known.day, lang)} | {
        name: text for name, text in told.items() if text
    }


def _then_as_json(known: KnownThen) -> dict[str, Any]:
    listed = {"since": known.since, "undated": known.undated}
    told = {
        name: [{"printed": each.printed, "published": each.published.text} for each in own]
        for name, own in listed.items()
    }
    return {"as_of": known.day.isoformat(), **told}


@click.command(name="new-year")
@click.argument("period", type=PERIOD_TYPE)
@AREA
@LANG
def new_year(period: TimePeriod, *, area: str) -> None:
    """Write the observations file of a new PERIOD, ready to fill.

    Plans that were stated ahead are the plans of the year. Of tasks that were announced it is asked what became of
    them.
    """
    from tongket.cli.begun_period import say_settings
    from tongket.data.new_year import write_new_year
    from tongket.data.store import load, read
    from tongket.model import Measure

    # A file that is being filled must not keep the next from being begun.
    folder = own_data_dir()
    store = read(folder)[0] or load(folder)
    path = write_new_year(store, period, area)
    say_boundaries(store.registry, area, period)
    times = (period, period.year_before or period)
    now, before = (store.registry.area_for(area, when).ref_area for when in times)
    said = language()
    say(
        "Written: {path}. Fill as_printed, obs_value, qualifier, source and locator; then run tongket check.",
        said,
        path=path,
    )
    if now != before:
        say(
            "{before} ended: the rows are for {now}; the previous figures do not compare.",
            said, before=before, now=now,
        )  # fmt: skip
    place, written = store.registry.area(now).place, period.code
    plans = [
        row
        for row in store.observations
        if row.measure is Measure.TARGET and period.holds(row.time_period)
        and store.registry.area(row.ref_area).place == place
    ]  # fmt: skip
    if plans:
        say("Plans of {period} on record already, which are those of the year now: {number}", said,
            period=written, number=len(plans))  # fmt: skip
    asked = [e for e in store.registry.announced_for(place, period) if e.kind == "task"]
    if asked:
        say("Tasks announced for {period}: {number}. Done, under way, dropped? The events of `{command}` ask.",
            said, period=written, number=len(asked), command=f"tongket sheet {written}")  # fmt: skip
    say_settings(period)


@click.command()
@LANG
def datapackage() -> None:
    """Write data/datapackage.json anew from the data."""
    from tongket.data.datapackage import describe
    from tongket.data.folder import DESCRIPTION
    from tongket.data.store import load, read
    from tongket.files import write

    folder = own_data_dir()
    store, findings = read(folder)
    lost = [finding.file for finding in findings if finding.code == "lost-file"]
    # This is the command by which a file is removed on purpose.
    if store is None or len(findings) > len(lost):
        store = load(folder)
    path = store.data_dir / DESCRIPTION
    if write(path, describe(store)):
        say("Written: {path}", language(), path=shown(path))
    else:
        say("Unchanged: {path}", language(), path=shown(path))
    if lost:
        say("No longer described: {files}.", language(), files=", ".join(lost))
