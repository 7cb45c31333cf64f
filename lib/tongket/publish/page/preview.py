"""The picture that a messenger shows beside a link to a page: the page's first chart.

Open Graph wants a whole address, so that there is none without the address of the site in `tongket.toml`.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from tongket.publish.page.absence import outputs_of
from tongket.publish.release import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.publish.page.context import PageContext

PNG = "image/png"


def first_picture(notebook: Any) -> bytes | None:
    """The first picture that a notebook shows, as PNG; None where it shows none."""
    found = next(_pictures(notebook), None)
    return None if found is None else base64.b64decode(found)


def _pictures(notebook: Any) -> Iterator[str]:
    """The pictures that a notebook shows, as its text holds them."""
    for output in outputs_of(notebook["cells"]):
        if PNG in (data := output.get("data", {})):
            yield "".join(data[PNG])


def preview_name(page: str, lang: str) -> str:
    """The name of the picture's file, beside the folders of the languages."""
    return f"preview-{lang}-{page}.png"


def preview_address(notebook: Any, context: PageContext) -> str:
    """Where the picture of a page will be; empty where it has none, or nobody said where the site is."""
    if not (context.organisation.release.site and context.place and any(_pictures(notebook))):
        return ""
    folder, _, page = context.place.rpartition(f"/{context.lang}/")
    return address(
        context.organisation, f"{folder}/{preview_name(page.removesuffix('.html'), context.lang)}"
    )
