"""The pages of the site around its reviews, from their templates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tongket import __version__
from tongket.model import LANGS, UNNAMED, Organisation
from tongket.publish.labels import LANGUAGE_NAMES, words
from tongket.publish.style import TEMPLATES, digest, stylesheet

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, organisation: Organisation = UNNAMED, **values: Any) -> str:
    """A page of the site around its reviews, from its template, with who publishes it."""
    style = stylesheet(organisation.accent, of="site")
    return (
        _templates()
        .get_template(template)
        .render(
            **values,
            organisation=organisation,
            words={lang: words(lang) for lang in LANGS},
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
