"""The pages of the site: where each lies, what it is told, and how it is written.

    index.html                          all reviews
    <area>/<year>/index.html            one review, in both languages
    <area>/<year>/<lang>/<page>.html    its pages

All links are relative, so the site works from a folder, a USB stick and any place of a server.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.publish.context import Link, PageContext
from tongket.publish.entrances import review_of, write_doorway
from tongket.publish.files import replace
from tongket.publish.listings import write_listings
from tongket.publish.wording import LANGUAGE_NAMES, other, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.publish.exporter import TongketExporter
    from tongket.run.shell import Shell


@dataclass(frozen=True)
class PublishedReport:
    """A report to publish: what its page shows around the notebook, and the executed notebook."""

    shell: Shell
    notebook: Path


def convert(notebook: str, shell: Shell, code: str = "fold") -> str:
    """The page of an executed notebook. The same arguments give the same text.

    Args:
        notebook: the executed notebook's JSON text.
        shell: the report, its review's pages, and why it failed, if it did.
        code: `show`, `fold` or `hide` the code.
    """
    import nbformat

    node = nbformat.reads(notebook, as_version=4)  # type: ignore[no-untyped-call]
    context = page_context(shell, code)
    resources = {"tongket": context, "metadata": {"name": shell.report.page, "path": ""}}
    page, _ = _exporter().from_notebook_node(node, resources)
    return page


def page_context(shell: Shell, code: str = "") -> PageContext:
    """The place of a report's page in its site."""
    report, lang = shell.report, shell.report.lang
    name = words(lang)["review"].format(name=shell.name.in_(lang), year=report.year)
    titles = dict(shell.titles)
    there = other(lang)
    twin = Link(f"../{there}/{report.page}.html", LANGUAGE_NAMES[there])
    return PageContext(
        lang=lang,
        title=titles[report.page].in_(lang) if report.page in titles else report.page,
        review=name,
        pages=tuple(
            Link(f"{page}.html", title.in_(lang), page == report.page, page in shell.incomplete)
            for page, title in shell.titles
        ),
        site="../../../index.html",
        doorway="../index.html",
        twin=twin if there in shell.langs else None,
        failure=shell.failure,
        code=code,
    )


def publish_review(executed: Sequence[PublishedReport], site_dir: Path) -> list[Path]:
    """Write the pages of one review, and its entrance.

    Args:
        executed: all reports of the review, in the order of its pages.
        site_dir: the site's folder.

    Returns:
        the files, pages first.

    Raises:
        OSError: the folder cannot be written; every file is then the old one or the new one, whole.
    """
    written = []
    for published in executed:
        path = page_path(site_dir, published.shell)
        replace(path, convert(published.notebook.read_text(encoding="utf-8"), published.shell))
        written.append(path)
    review = review_of([published.shell for published in executed])
    return [*written, *write_listings(site_dir, review), write_doorway(site_dir, review)]


def page_path(site_dir: Path, shell: Shell) -> Path:
    """Where a report's page lies."""
    report = shell.report
    return site_dir / report.area / str(report.year) / report.lang / f"{report.page}.html"


@functools.cache
def _exporter() -> TongketExporter:
    """The exporter of this process: its template is read and compiled once. It keeps nothing of a page."""
    from tongket.publish.exporter import TongketExporter

    return TongketExporter()  # type: ignore[no-untyped-call]
