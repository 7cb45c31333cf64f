"""The one stylesheet of all pages, and the name by which a page's Content-Security-Policy knows it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


def stylesheet() -> str:
    """The stylesheet without its comments and line breaks."""
    source = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", bare).strip()


def digest(source: str) -> str:
    """The source expression that allows exactly this stylesheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode('ascii')}"
