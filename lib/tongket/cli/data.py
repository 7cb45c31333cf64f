"""The commands about figures and data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tongket.cli.output import JSON, language_of_locale, print_json, shown
from tongket.cli.values import PATH
from tongket.errors import DataError, count

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang

# Findings that a changed printing causes in its row.
OF_PRINTING = {"unparsable", "as-printed-disagrees"}


@click.command("list")
@JSON
def list_(*, as_json: bool) -> None:
    """List the pages, areas and years that there are."""
    from tongket.data.store import load
    from tongket.project import data_dir, notebooks_dir
    from tongket.run.reports import load_pages

    pages, store = load_pages(notebooks_dir()), load(data_dir())
    areas = {row.ref_area: store.registry.area(row.ref_area) for row in store.observations}
    held = Counter((areas[row.ref_area].place, row.time_period.year) for row in store.observations)
    names = {area.place: area.name for area in areas.values()}
    if as_json:
        reviews = [{"area": a, "year": y, "figures": n} for (a, y), n in sorted(held.items())]
        titles = [{"name": page.name, "title": asdict(page.title)} for page in pages]
        print_json(
            {"pages": titles, "areas": {a: asdict(names[a]) for a in names}, "reviews": reviews}
        )
        return
    for page in pages:
        click.echo(f"{page.name:28} {page.title.vi} / {page.title.en}")
    click.echo("\nArea, and the number of figures for each year:")
    for place in sorted(names):
        years = ", ".join(f"{year}: {n}" for (at, year), n in sorted(held.items()) if at == place)
        click.echo(f"{place:10} {names[place].vi}  {years}")


@click.command()
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    help="Language of the findings.  [default: the locale's]",
)
@click.option(
    "--out",
    type=PATH,
    default="build",
    show_default=True,
    help="Folder of the last build, whose printings are compared.",
)
@JSON
def check(*, lang: Lang | None, out: Path, as_json: bool) -> None:
    """Check all data and translations; changes nothing."""
    from tongket.catalogues import validity
    from tongket.data.printings import compared
    from tongket.data.store import check as findings_in
    from tongket.project import data_dir

    folder = data_dir()
    printings = compared(folder, out)
    changed = printings.findings()
    rows = {(each.file, each.row) for each in printings.changed.values()}
    # A printing that a spreadsheet program spoiled is one finding, whatever else it breaks in its row.
    found = [
        f for f in findings_in(folder) if (f.file, f.row) not in rows or f.code not in OF_PRINTING
    ]
    findings = [*found, *changed, *validity.findings()]
    if as_json:
        print_json([asdict(finding) for finding in findings])
    for finding in () if as_json else findings:
        click.echo(finding.line(lang or language_of_locale()))
    if findings:
        raise DataError(
            f"{shown(folder)}: expected data that hold, got {count(len(findings), 'finding')}.",
            findings,
        )
    if not as_json:
        if not printings.reviews:
            click.echo(f"Printings were not compared: {shown(out)} holds no build yet.")
        click.echo(f"{shown(folder)}: everything holds.")


@click.command()
@click.argument("figure")
@click.option("--year", type=int, default=2024, show_default=True, help="Year under review.")
@click.option(
    "--area", metavar="CODE", default="VN-CT", show_default=True, help="Area under review."
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@JSON
def show(figure: str, *, year: int, area: str, lang: str, as_json: bool) -> None:
    """Show a FIGURE: value, precision, source, how computed.

    FIGURE is an indicator such as ip.titles_granted, or with a measure: ip.titles_granted:target_pct.
    """
    from tongket.output import decimal, number_of, number_text
    from tongket.review import open_review

    review = open_review(year, area, "vi" if lang == "vi" else "en")
    found = review.figure(figure)
    rows = {"figure": found.id, "name": found.name.in_(review.lang), **found.details()}
    if as_json:
        number = number_of(found, review.lang)
        ends = {"lower": number.lower, "upper": number.upper}
        plain = {name: None if end is None else decimal(end) for name, end in ends.items()}
        print_json({**rows, "value": number_text(number), **plain, "unit": number.unit})
        return
    width = max(map(len, rows))
    for key, text in rows.items():
        click.echo(f"{key:<{width}}  {text}")


@click.command(name="new-year")
@click.argument("year", type=int)
@click.option("--area", metavar="CODE", default="VN-CT", show_default=True, help="The place.")
def new_year(year: int, *, area: str) -> None:
    """Write the observations file of a new YEAR, ready to fill."""
    from tongket.data.new_year import write_new_year
    from tongket.data.store import load, read
    from tongket.project import data_dir

    # A file that is being filled must not keep the next from being begun.
    store = read(data_dir())[0] or load(data_dir())
    path = write_new_year(store, year, area)
    now, before = (store.registry.area_for(area, when).ref_area for when in (year, year - 1))
    click.echo(f"Written: {path}. Fill as_printed, obs_value and source; then run tongket check.")
    if now != before:
        click.echo(
            f"{before} ended within {year}: the rows are for {now}; the previous figures do not compare."
        )


@click.command()
def datapackage() -> None:
    """Write data/datapackage.json anew from the data."""
    from tongket.data.datapackage import describe
    from tongket.data.store import load
    from tongket.files import write
    from tongket.project import data_dir

    store = load(data_dir())
    path = store.data_dir / "datapackage.json"
    write(path, describe(store))
    click.echo(f"Written: {path}")
