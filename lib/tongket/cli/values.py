"""The values of options, refused where they cannot be meant."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.types import FuncParamType

if TYPE_CHECKING:
    from tongket.model import TimePeriod

from tongket.cli.answer_language import language

_AGES = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NamedPath(click.Path):
    """A path with a name: an empty one would be the folder that the command is called in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not str(value).strip():
            from tongket.translations import Phrase

            words = Phrase("expected a name, got an empty one. Write . for this folder.")
            self.fail(words.in_(language()), param, ctx)
        return super().convert(value, param, ctx)


class Seconds(click.ParamType[float]):
    """A number of seconds above zero: with any other a cell would have no limit, or none would run."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = math.nan
        if not 0 < seconds < math.inf:
            from tongket.translations import Phrase

            words = Phrase(
                "expected seconds above 0, got {value}. Write 300 for five minutes.",
                value=repr(value),
            )
            self.fail(words.in_(language()), param, ctx)
        return seconds


class Age(click.ParamType[timedelta]):
    """How long ago something may be: `8d`, `36h`, `90m`."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The time between."""
        # More digits than these are no date.
        if found := re.fullmatch(r"([1-9][0-9]{0,4})([dhm])", str(value), re.ASCII):
            return int(found[1]) * _AGES[found[2]]
        from tongket.translations import Phrase

        words = Phrase(
            "expected days, hours or minutes such as 8d, 36h or 90m, got {value}.",
            value=repr(value),
        )
        return self.fail(words.in_(language()), param, ctx)


class Day(click.ParamType[date]):
    """A day as `2025-02-01`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        from tongket.translations import Phrase

        words = Phrase("expected a day such as 2025-02-01, got {value}.", value=repr(value))
        return self.fail(words.in_(language()), param, ctx)


def _period(text: str) -> TimePeriod:
    # Loaded where a period is given: the help of a command needs none.
    from tongket.numerals import review_period

    return review_period(text)


# Named here too, so that the help of a command loads no registry; a test holds them together.
REGISTRY_TABLES = (
    "units", "domains", "indicators", "sources", "areas", "events", "rules", "assumptions", "plans",
)  # fmt: skip
# The period of a review: a year, or a part of one.
PERIOD = FuncParamType(_period)
DAY = Day()
AGE = Age()
PATH = NamedPath(path_type=Path)
SECONDS = Seconds()
