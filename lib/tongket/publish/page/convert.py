"""An executed notebook as HTML, by the one exporter of a process."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongket.publish.page.context import PageContext
    from tongket.publish.page.exporter import TongketExporter


def page_of(notebook: str, context: PageContext, name: str) -> str:
    """The page of an executed notebook. The same arguments give the same text.

    Args:
        notebook: the executed notebook's JSON text.
        context: what the page shows around it.
        name: what the page is called where the notebook has no title.

    Raises:
        NotebookError: it is no notebook of format 4.
    """
    import nbformat

    from tongket.publish.page.shape import refusing_another_shape

    with refusing_another_shape():
        node = nbformat.reads(notebook, as_version=4)  # type: ignore[no-untyped-call]
    context = replace(context, heading=_retitled(name, context.title))
    resources = {"tongket": context, "metadata": {"name": name, "path": ""}}
    page, _ = _exporter().from_notebook_node(node, resources)
    return page


def _retitled(page: str, title: str) -> str:
    """The title of a page that comes with tongket, where the project gave it another one; else empty."""
    shipped = _shipped_titles().get(page)
    return title if shipped and title and title not in shipped else ""


@functools.cache
def _shipped_titles() -> dict[str, tuple[str, str]]:
    from tongket.project import example_dir
    from tongket.run.reports import load_pages

    pages = load_pages(example_dir() / "notebooks")
    return {page.name: (page.title.vi, page.title.en) for page in pages if not page.each}


@functools.cache
def _exporter() -> TongketExporter:
    """The exporter of this process: its template is read and compiled once. It keeps nothing of a page."""
    from tongket.publish.page.exporter import TongketExporter

    return TongketExporter()
