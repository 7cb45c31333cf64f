"""What docs/scheduling.md promises to schedulers, in both languages, is what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tongket.cli.reports import run
from tongket.errors import TongketError
from tongket.run.events import Event
from tongket.run.timeouts import Timeouts


@pytest.fixture(scope="module", params=["docs/scheduling.md", "docs/vi/scheduling.md"])
def text(checkout: Path, request: pytest.FixtureRequest) -> str:
    return (checkout / request.param).read_text(encoding="utf-8")


def test_every_event_is_documented(text: str) -> None:
    missing = [k.__name__ for k in get_args(Event) if f"| `{k.__name__.lower()}` |" not in text]
    assert missing == []


def test_every_field_of_an_event_is_documented(text: str) -> None:
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `")}
    for kind in get_args(Event):
        for name in kind.__dataclass_fields__:
            assert f"`{name}`" in rows[kind.__name__.lower()], (kind, name)


def test_every_exit_code_is_documented(text: str) -> None:
    codes = {0, 130, 143, *(kind.exit_code for kind in TongketError.__subclasses__())}
    documented = {
        int(code)
        for line in text.splitlines()
        if line.startswith("| ") and line[2].isdigit()
        for code in line.split("|")[1].split(",")
    }
    assert documented == codes | {1}


def test_the_limits_that_are_documented_are_the_defaults(text: str) -> None:
    timeouts = Timeouts()
    numbers = dict(re.findall(r"([\d.,]+) (?:s|giây) \(`--(cell|report)-timeout`\)", text))
    assert {re.sub(r"\D", "", number): of for number, of in numbers.items()} == {
        f"{timeouts.cell_seconds:g}": "cell",
        f"{timeouts.report_seconds:g}": "report",
    }


def test_every_option_named_there_exists(text: str) -> None:
    known = {name for option in run.params for name in (*option.opts, *option.secondary_opts)}
    for name in ("--junit", "--on-failure", "--fail-fast", "--json", "--workers", "--force"):
        assert name in known
        assert name in text
