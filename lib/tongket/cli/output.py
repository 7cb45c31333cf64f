"""How the commands answer: in JSON for programs; for people in their language, with paths as they would type them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tongket.model import Lang

JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def print_json(content: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json.dumps(content, ensure_ascii=False))


def language_of_locale() -> Lang:
    """Vietnamese where the user's locale is; English elsewhere."""
    locale = os.environ.get("LC_ALL", os.environ.get("LANG", ""))
    return "vi" if locale.startswith("vi") else "en"


def shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
