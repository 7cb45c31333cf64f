"""The error stream as a log: one JSON object a line, each with its time (`tongket run --log json`)."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class JsonLog(io.TextIOBase):
    """Takes the place of the error stream: whatever is written to it, also by a library, becomes an event `said`."""

    # A text stream without these counts for click as one of bytes.
    encoding, errors = "utf-8", "strict"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Not every terminal and locale has every letter, and its way around them is no JSON.
        self._is_ascii = (stream.encoding or "").lower().replace("-", "") != "utf8"

    def write(self, text: str) -> int:
        """Log a message; line ends and the control characters of a progress line alone are none."""
        if words := str.strip(text):
            self.log({"event": "said", "message": words})
        return len(text)

    def log(self, event: Mapping[str, Any]) -> None:
        """Write an event, with the time in UTC before all else."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, **event}, ensure_ascii=self._is_ascii)
        self._stream.write(f"{line}\n")
        self._stream.flush()


def _begin(_ctx: click.Context, _option: click.Parameter, form: str) -> None:
    if form == "json":
        sys.stderr = JsonLog(sys.stderr)


LOG = click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    callback=_begin,
    expose_value=False,
    # What is wrong with another option is logged too.
    is_eager=True,
    help="What the error stream is: lines for people, or one JSON object a line for what collects logs.",
)
