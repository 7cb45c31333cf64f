"""The pages of the site around its reviews, from their templates."""

from __future__ import annotations

from typing import Any

from tongket import __version__
from tongket.model import LANGS
from tongket.publish.labels import LANGUAGE_NAMES, words
from tongket.publish.style import TEMPLATES, digest, stylesheet


def render(template: str, **values: Any) -> str:
    """A page of the site around its reviews, from its template."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "site"), autoescape=True, undefined=StrictUndefined
    )
    style = stylesheet()
    return environment.get_template(template).render(
        **values,
        words={lang: words(lang) for lang in LANGS},
        languages=LANGUAGE_NAMES,
        stylesheet=style,
        digest=digest(style),
        version=__version__,
    )
