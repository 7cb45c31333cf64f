"""The picture that a messenger shows beside a link to a page: the page's first chart.

Open Graph wants a whole address, so that there is none without the address of the site in `tongket.toml`.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from tongket.publish.page.absence import outputs_of
from tongket.publish.release import address

if TYPE_CHECKING:
    from tongket.publish.page.context import PageContext

PNG = "image/png"


def first_picture(notebook: Any) -> bytes | None:
    """The first picture that a notebook shows, as PNG; None where it shows none."""
    for output in outputs_of(notebook["cells"]):
        if PNG in (data := output.get("data", {})):
            return base64.b64decode("".join(data[PNG]))
    return None


def preview_name(page: str, lang: str) -> str:
    """The name of the picture's file, beside the folders of the languages."""
    return f"preview-{lang}-{page}.png"


def preview_address(notebook: Any, context: PageContext) -> str:
    """Where the picture of a page will be; empty where it has none, or nobody said where the site is."""
    if not (context.organisation.release.site and context.place) or first_picture(notebook) is None:
        return ""
    folder, _, page = context.place.rpartition(f"/{context.lang}/")
    return address(
        context.organisation, f"{folder}/{preview_name(page.removesuffix('.html'), context.lang)}"
    )
