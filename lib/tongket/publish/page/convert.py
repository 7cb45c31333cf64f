"""An executed notebook as HTML, by the one exporter of a process."""

from __future__ import annotations

import functools
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
    resources = {"tongket": context, "metadata": {"name": name, "path": ""}}
    page, _ = _exporter().from_notebook_node(node, resources)
    return page


@functools.cache
def _exporter() -> TongketExporter:
    """The exporter of this process: its template is read and compiled once. It keeps nothing of a page."""
    from tongket.publish.page.exporter import TongketExporter

    return TongketExporter()
