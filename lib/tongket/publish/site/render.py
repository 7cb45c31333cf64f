"""The pages of the site around its reviews, from their templates."""

from __future__ import annotations

from typing import Any

from tongket import __version__
from tongket.model import LANGS, UNNAMED, Organisation
from tongket.publish.labels import LANGUAGE_NAMES, words
from tongket.publish.style import TEMPLATES, digest, stylesheet


def render(template: str, organisation: Organisation = UNNAMED, **values: Any) -> str:
    """A page of the site around its reviews, from its template, with who publishes it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([TEMPLATES / "site", TEMPLATES / "tongket"]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    style = stylesheet(organisation.accent, of="site")
    return environment.get_template(template).render(
        **values,
        organisation=organisation,
        words={lang: words(lang) for lang in LANGS},
        languages=LANGUAGE_NAMES,
        stylesheet=style,
        digest=digest(style),
        version=__version__,
    )
