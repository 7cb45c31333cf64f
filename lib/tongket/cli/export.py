"""The command that makes one document of a review that has been built."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from tongket.cli.answer_language import language
from tongket.cli.output import JSON, LANGS, print_json, say, shown
from tongket.cli.project_options import AREA, PERIOD, out_folder
from tongket.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang, TimePeriod
    from tongket.publish.site.published import PublishedReview


@click.command()
@click.option("--html", is_flag=True, help="As one HTML file, to send by mail or in a chat.")
@click.option("--pdf", is_flag=True, help="As PDF, for print and archive; needs tongket[pdf].")
@click.option("--docx", is_flag=True, help="As a Word document, to edit; needs tongket[docx].")
@PERIOD
@AREA
@LANGS
@out_folder("Folder of the results.")
@JSON
def export(
    *, period: TimePeriod, area: str, langs: tuple[Lang, ...], out: Path, as_json: bool, **formats: bool
) -> None:  # fmt: skip
    """Make one document of a review that `tongket run` has built.

    The documents are put into the folder `documents` of the results.
    """
    asked = [ending for ending, wanted in formats.items() if wanted]
    if not asked:
        from tongket.translations import Phrase

        raise UsageError(
            Phrase("export: expected --html, --pdf or --docx, got none. Name one or more.")
        )
    from tongket.publish.document.formats import FORMATS
    from tongket.publish.site.published import file_name

    folder, review = built(out, area, period)
    documents = out.absolute() / "documents"
    written = []
    for ending in asked:
        for lang in (lang for lang in review.langs if lang in langs):
            path = documents / file_name(review.area, review.period, lang, ending)
            FORMATS[ending](folder, review, lang, path)
            written.append(shown(path))
    if as_json:
        print_json({"written": [str(path) for path in written]})
        return
    for path in written:
        say("Written: {path}", language(), path=path)


def built(out: Path, area: str, period: TimePeriod) -> tuple[Path, PublishedReview]:
    """The folder of a review that is built, and the review.

    Raises:
        UsageError: no such area, or the review was not built there.
    """
    from tongket.data.registry.boundaries import boundaries_if_declared
    from tongket.data.settings import settings
    from tongket.data.store import load
    from tongket.project import data_dir, notebooks_dir
    from tongket.publish.site.published import reviews_in
    from tongket.run.review_pages import every_title
    from tongket.translations import Phrase

    store = load(data_dir())
    registry = store.registry
    place = registry.area_for(area, period).place
    titles = every_title(notebooks_dir(), store)
    site = out.absolute() / "site"
    organisation = settings(store.data_dir.parent).organisation
    for review in reviews_in(site, partial(boundaries_if_declared, registry), titles, organisation):
        if (review.area, review.period) == (place, period):
            return site / review.folder, review
    words = Phrase(
        "{site}: expected the review {place} {period}, got none. Run first: {command}",
        site=shown(site), place=place, period=period.code,
        command=f"tongket run --period {period.code} --area {area} --out {out}",
    )  # fmt: skip
    raise UsageError(words)
