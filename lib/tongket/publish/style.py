"""The stylesheet of all pages, and the name by which a page's Content-Security-Policy knows it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.review.account import labels_css

if TYPE_CHECKING:
    from tongket.model import Accent, Lang

_SPACE = re.compile(r"(?<=[;,{]) +| +(?=[{}])|(?<=[a-z-]:) +")
TEMPLATES = Path(__file__).parent / "templates"


def stylesheet(accent: Accent | None = None, *, of: str = "", lang: Lang | None = None) -> str:
    """The stylesheet without its comments and line breaks.

    Args:
        accent: the colour of the organisation; None leaves the pages their own.
        of: what some pages have and the others not: the tiles of an `overview`, the lists of the `site`.
        lang: the language of what a stylesheet says: of pages with an account of their figures.
    """
    files = ("page.css", f"{of}.css") if of else ("page.css",)
    source = "".join((TEMPLATES / file).read_text(encoding="utf-8") for file in files)
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    lines = re.sub(r"\s*\n\s*", "\n", bare).strip()
    # A page is counted in bytes: no space after a sign, none within the braces of a rule.
    return (
        _SPACE.sub("", lines)
        + (_in_accent(accent) if accent else "")
        + (labels_css(lang) if lang else "")
    )


def _in_accent(accent: Accent) -> str:
    """The rules that put a colour in the place of the pages' own; the last counts, also for print in a dark window."""
    light = f":root {{ --accent: {accent.light}; --accent-soft: {accent.light_soft}; }}"
    dark = f":root {{ --accent: {accent.dark}; --accent-soft: {accent.dark_soft}; }}"
    return (
        f"\n{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n@media print {{ {light} }}"
    )


def digest(source: str) -> str:
    """The source expression that allows exactly this stylesheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}"
