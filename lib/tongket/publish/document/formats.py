"""The formats of one document, by the ending of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.publish.document.docx import pandoc_library, write_docx
from tongket.publish.document.one_file import write_one_file
from tongket.publish.document.pdf import weasyprint_library, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

    Writer = Callable[[Path, PublishedReview, Lang, Path], None]

FORMATS: Mapping[str, Writer] = {"pdf": write_pdf, "docx": write_docx, "html": write_one_file}
_LIBRARIES = {"pdf": weasyprint_library, "docx": pandoc_library}


def refuse_what_cannot_be_made(endings: Iterable[str]) -> None:
    """Refuse formats whose libraries are not installed, before anything is run for them.

    Raises:
        UsageError: the message says how to install them.
    """
    for ending in endings:
        if ending in _LIBRARIES:
            _LIBRARIES[ending]()
