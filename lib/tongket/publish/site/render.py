"""The pages of the site around its reviews, from their templates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tongket import __version__
from tongket.model import UNNAMED
from tongket.publish.labels import LANGUAGE_NAMES, words
from tongket.publish.release import address
from tongket.publish.style import TEMPLATES, digest, stylesheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from tongket.model import Lang, Organisation


def render(
    template: str,
    langs: Sequence[Lang],
    organisation: Organisation = UNNAMED,
    *,
    at: str = "",
    **values: Any,
) -> str:
    """A page of the site around its reviews.

    Args:
        template: its name.
        langs: the languages that the page speaks, the first as its own; it holds no word of another.
        organisation: who publishes it.
        at: where it lies in the site's folder; empty of a page that is no part of a site.
        values: what the template shows.
    """
    style = stylesheet(organisation.accent, of="site")
    return (
        _templates()
        .get_template(template)
        .render(
            **values,
            organisation=organisation,
            canonical=address(organisation, at) if at and organisation.release.site else "",
            langs=langs,
            words={lang: words(lang) for lang in langs},
            languages=LANGUAGE_NAMES,
            stylesheet=style,
            digest=digest(style),
            version=__version__,
        )
    )


@cache
def _templates() -> Environment:
    """The templates of this process: each is read and compiled once, for all pages that use it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([TEMPLATES / "site", TEMPLATES / "tongket"]),
        autoescape=True,
        undefined=StrictUndefined,
    )
