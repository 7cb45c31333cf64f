"""Whether a notebook has the shape that its format prescribes, asked only where a page could not be made of it.

Many notebooks that are wrong in something small make good pages.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import nbformat

from tongket.errors import NotebookError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refusing_another_shape(notebook: Any = None) -> Iterator[None]:
    """Turn an error in the block into words about the notebook, where its shape is to blame.

    Args:
        notebook: the notebook that the block works on; None where the block reads it.

    Raises:
        NotebookError: the notebook has another shape; the message says where.
    """
    try:
        yield
    except Exception as error:
        wrong = _words(error) if notebook is None else _what_is_wrong(notebook)
        if not wrong:
            raise
        cause = wrong.splitlines()[0][:200]
        raise NotebookError(
            f"expected a Jupyter notebook of format 4, got {cause}. Run it again, or open it in JupyterLab and save it."
        ) from error


def _what_is_wrong(notebook: Any) -> str:
    try:
        nbformat.validate(notebook)
    except Exception as error:  # noqa: BLE001 - the validator itself trips over some shapes
        return _words(error)
    return ""


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
