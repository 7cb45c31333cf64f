"""The commands about figures and data; the command line takes them up and answers for their errors."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("figure")
@click.option("--year", type=int, default=2024, show_default=True, help="Year under review.")
@click.option(
    "--area", metavar="CODE", default="VN-CT", show_default=True, help="Area under review."
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def show(figure: str, *, year: int, area: str, lang: str, as_json: bool) -> None:
    """Show a FIGURE: value, precision, source, place, how computed.

    FIGURE is an indicator such as ip.titles_granted, or with a measure: ip.titles_granted:target_pct.
    """
    from tongket.output import number_of, number_text
    from tongket.review import open_review

    review = open_review(year, area, "vi" if lang == "vi" else "en")
    found = review.figure(figure)
    rows = {"figure": found.id, "name": found.name.in_(review.lang), **found.details()}
    if as_json:
        rows["value"] = number_text(number_of(found, review.lang))
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
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
