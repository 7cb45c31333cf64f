"""How the commands answer: in JSON where a program asks, with paths as a person would type them."""

from __future__ import annotations

import json
from pathlib import Path

import click

JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def tell(content: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json.dumps(content, ensure_ascii=False))


def shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
