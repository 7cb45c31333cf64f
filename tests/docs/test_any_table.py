"""docs/auditing-any-table.md, in both languages: its commands, run; what it says of them; and how little they load."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongket.audit.table_rules import KINDS
from tongket.cli import cli

CHECKOUT = Path(__file__).parents[2]
PAGES = [
    (CHECKOUT / name).read_text(encoding="utf-8")
    for name in ("docs/auditing-any-table.md", "docs/vi/auditing-any-table.md")
]
of_each_page = pytest.mark.parametrize("page", PAGES, ids=["en", "vi"])


def shown(language: str, page: str = PAGES[0]) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


def commands(page: str = PAGES[0]) -> list[str]:
    lines = "".join(shown("console", page)).splitlines()
    return [line for line in lines if line.startswith("tongket")]


@of_each_page
def test_each_command_gives_what_the_page_shows(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    found = [CliRunner().invoke(cli, command.split()[1:]) for command in commands(page)]
    answers = [(each.exit_code, each.stdout) for each in found]
    assert [code for code, _ in answers] == [0, 0, 6]
    for (_, answer), block in zip(answers, shown("text", page), strict=False):
        for line in block.splitlines():
            assert line in answer.splitlines()
    paper = json.loads(answers[2][1])
    means = [
        statement["as_printed"]
        for part in paper["sets"]
        for conflict in part["conflicts"]
        for statement in conflict["statements"]
        if "." in statement["as_printed"]
    ]
    # k / n for the whole numbers k on either side: 47 / 18 = 2.611, 48 / 18 = 2.667 …
    assert sorted(means) == sorted(
        ["2.63", "4.82", "2.26", "1.97", "1.67", "1.45", "1.67", "2.14", "2.25", "3.92"]
    )


@of_each_page
def test_the_rules_shown_are_those_of_the_file(page: str) -> None:
    (rules,) = shown("toml", page)
    assert (CHECKOUT / "docs/tables/pizza-paper.toml").read_text("utf-8").startswith(rules)


@of_each_page
def test_the_page_names_every_kind_of_rule_with_its_keys(page: str) -> None:
    rows = dict(re.findall(r"^\| `\[\[(\w+)\]\]` \| (.*?) \|", page, re.M))
    assert {kind: set(re.findall(r"`(\w+)`", keys)) for kind, keys in rows.items()} == {
        kind: {field.name for field in fields(shape)} - {"assumes"} for kind, shape in KINDS.items()
    }


def test_a_table_loads_the_packages_that_the_page_names_and_no_other() -> None:
    """Neither pandas nor seaborn, papermill or Jupyter: what a program loads it must install."""
    (install,) = [block for block in shown("console") if "pip install" in block]
    # The core of pydantic brings typing_extensions.
    named = {n.replace("-", "_") for n in install.splitlines()[1].split()[2:]} | {
        "typing_extensions"
    }
    code = (
        "import sys; before = set(sys.modules)\n"
        "from click.testing import CliRunner\n"
        "from tongket.cli import cli\n"
        f"assert not CliRunner().invoke(cli, {[*commands()[0].split()[1:-1], 'vi']!r}).exit_code\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    loaded = set(answer.stdout.split()) - set(sys.stdlib_module_names) - {"tongket"}
    # Of tomli a module of mypyc has a name made of a hash.
    loaded = {name for name in loaded if not name.endswith("__mypyc")}
    # What reads translations is loaded only where a language needs them.
    assert {"babel", "click"} <= {name for name in loaded if not name.startswith("_")} <= named
