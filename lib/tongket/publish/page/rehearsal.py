"""Makes a page that nobody sees, before workers are forked: templates are compiled, the schema of notebooks is read.

Each of them would otherwise do it for its first page.
"""

from __future__ import annotations

from nbformat import v4

from tongket.publish.page.context import PageContext
from tongket.publish.page.convert import page_of


def _rehearse() -> None:
    shown = v4.new_output("execute_result", {"text/html": "<p>1</p>"})  # type: ignore[no-untyped-call]
    cells = [
        v4.new_markdown_cell("# 1"),  # type: ignore[no-untyped-call]
        v4.new_code_cell("1", outputs=[shown]),  # type: ignore[no-untyped-call]
    ]
    notebook = v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    page_of(v4.writes(notebook), PageContext("vi"), "")  # type: ignore[no-untyped-call]


_rehearse()
