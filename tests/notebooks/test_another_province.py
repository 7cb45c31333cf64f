"""The notebooks for a place and a year that they were not written for: Trà Vinh in 2022, seven figures and no event.

The figures are those that the province's department published; most of what the pages ask for is not stated.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from fixtures.another_province import enter, words_of_absence
from tongket.cli import cli
from tongket.data.store import check

pytestmark = pytest.mark.slow
FIGURES = [
    ("ip.initiatives_recognised", "2022", "actual", "439", "initiatives"),
    ("research.tasks_accepted", "2021", "actual", "10", "tasks"),
    ("research.tasks_accepted", "2021", "target_pct", "100%", "percent"),
    ("research.tasks_accepted", "2022", "actual", "16", "tasks"),
    ("research.tasks_accepted", "2022", "target_pct", "133,33%", "percent"),
    ("research.tasks_launched", "2021", "actual", "25", "tasks"),
    ("research.tasks_launched", "2021", "target_pct", "96,15%", "percent"),
]
# What a page would say that knows only another place and year, or that takes absence for zero or for no reason.
UNTRUE = re.compile(
    r"Cần Thơ|2024|2025|đã sáp nhập|on record: 0|hiện có: 0|because[ ,.]*\.|vì[ ,.]*\.|got [,.]|[−-]0[.,]0+%|\bnan\b|\binf\b"
)


def written(folder: Path) -> Path:
    """A project of the province that `tongket init` made, with its source and its figures."""
    begun = ["init", str(folder), "--area", "Trà Vinh", "--year", "2022"]
    assert CliRunner().invoke(cli, begun).exit_code == 0
    enter(folder, *FIGURES)
    assert check(folder / "data") == []
    return folder


def said(page: Path) -> str:
    """What a page says in its own words: without code, and without its sources, which have titles and dates."""
    soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
    main = soup.main
    assert main is not None
    for other in main.select("pre, .tk-code, .tk-sources, .tk-source, nav"):
        other.decompose()
    return re.sub(r"\s+", " ", main.get_text(" "))


def test_the_pages_of_another_province_and_year_say_only_what_is_so_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = written(tmp_path / "mine")
    monkeypatch.chdir(project)
    answer = CliRunner().invoke(cli, ["run"])
    assert answer.exit_code == 0, answer.output
    pages = sorted((project / "build/site/VN-51/2022").glob("*/[0-9]*.html"))
    # What nothing is on record of has no page.
    assert sorted({page.stem for page in pages}) == [
        "00_overview", "02_research", "04_intellectual_property", "08_consistency", "11_development",
    ]  # fmt: skip
    assert len(pages) == 10
    texts = {f"{page.parent.name}/{page.stem}": said(page) for page in pages}
    untrue = {name: found for name, text in texts.items() if (found := UNTRUE.findall(text))}
    assert untrue == {}
    # What the province does state is there, and what it does not is missing with a reason.
    assert "S&T tasks accepted against plan 133.33%" in texts["en/02_research"]
    assert "Nhiệm vụ KH&CN nghiệm thu so với kế hoạch 133,33%" in texts["vi/02_research"]
    # What the year does not tell is said once.
    absent = {
        (name, words)
        for name, text in texts.items()
        for words in (*words_of_absence(name.partition("/")[0]), "do not state it")
        if words in text
    }
    assert absent == set()
    assert (
        "There are no figures for the period on: The year-end conference; Capacity;"
        in texts["en/00_overview"]
    )
    assert "not for the year under review: S&T tasks launched." in texts["en/00_overview"]
    assert "% of the first step =" not in texts["en/04_intellectual_property"], "an empty column"
