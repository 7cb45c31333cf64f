"""DECISIONS.md holds each decision once, numbered from 1 in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def entries(checkout: Path) -> list[str]:
    """The lines below the introduction."""
    lines = (checkout / "DECISIONS.md").read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("1. "))
    return [line for line in lines[first:] if line.strip()]


def test_every_line_is_an_entry_and_the_numbers_are_consecutive(entries: list[str]) -> None:
    heads = [line.split(" ", 1)[0] for line in entries]
    assert heads == [f"{number}." for number in range(1, len(entries) + 1)]


def test_each_decision_is_there_once(entries: list[str]) -> None:
    titles = [re.search(r"\*\*(.+?)\*\*", line) for line in entries]
    assert all(titles), "an entry has no title in bold"
    names = [title[1] for title in titles if title]
    assert [name for name in names if names.count(name) > 1] == []


def test_a_replaced_decision_and_its_successor_name_each_other(entries: list[str]) -> None:
    text = "\n".join(entries)
    replaced = re.findall(r"^(\d+)\. \*\(replaced by (\d+)\)\*", text, re.M)
    replacing = re.findall(r"^(\d+)\. .*?\(replaces (\d+)\)", text, re.M)
    assert replaced
    assert sorted(replaced) == sorted((old, new) for new, old in replacing)
