"""The observations behind a review as a Frictionless data package: `observations.csv` and `datapackage.json`."""

from __future__ import annotations

import csv
import io
from shutil import copyfile
from typing import TYPE_CHECKING

from tongket.data.datapackage import describe_observations, package_language
from tongket.data.folder import OWN
from tongket.data.observations import COLUMNS
from tongket.exhibit import not_a_formula
from tongket.files import write
from tongket.model.figure import PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview

OBSERVATIONS, DESCRIPTION = "observations.csv", "datapackage.json"


def write_package(folder: Path, review: PublishedReview, read: Read, store: Store) -> list[Path]:
    """Write every observation that a figure on the review's pages rests on, and the files of one's own, described.

    The rows are those of the data files, letter by letter; only a text that a spreadsheet would take for a formula
    gets an apostrophe before it.

    Raises:
        OSError: the folder cannot be written.
    """
    stated = {figure.observation for found in read.values() for figure in found.figures}
    rows = [row for row in store.raw_rows() if "|".join(row.key) in stated]
    named = {key.split("|")[4] for key in stated if key}
    own = sorted({key.split("|")[5].partition(PARAGRAPH)[0] for key in stated if f"|{OWN}/" in key})
    for file in own:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        copyfile(store.data_dir / file, folder / file)
    write(folder / OBSERVATIONS, _csv(row.cells for row in rows))
    name = f"tongket-{review.area}-{review.period.code}".lower()
    lang = package_language(review.langs)
    description = describe_observations(
        store, name, review.title(lang), OBSERVATIONS, named, lang, review.organisation, own
    )
    write(folder / DESCRIPTION, description)
    return [folder / name for name in (OBSERVATIONS, DESCRIPTION, *own)]


def _csv(rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([not_a_formula(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue()
