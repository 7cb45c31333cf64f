"""A figure from its first print through a correction and a later edition, by the commands alone, to what was known when."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from fixtures.by_commands import enter, tongket
from tongket.cli import cli

pytestmark = pytest.mark.slow

SOURCE = ("--publisher", "Sở Khoa học và Công nghệ Trà Vinh", "--publisher-en", "Department of Science, Tra Vinh",
          "--language", "vi", "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
FACT = ("--indicator", "ip.titles_granted", "--ref-area", "VN-51", "--time-period", "2022")
ROW = {"indicator": "ip.titles_granted", "measure": "actual", "qualifier": "", "ref_area": "VN-51", "time_period": "2022"}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Released as 96 (mistyped), corrected to 69, 73 in the final report."""
    folder = tmp_path_factory.mktemp("projects") / "mine"
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2022", "--page-lang", "vi", "--page-lang", "en", "--yes")  # fmt: skip
    with chdir(folder):
        tongket("add", "source", "flash", "--title", "Báo cáo nhanh", "--title-en", "Flash report", "--published", "2023-01-10", *SOURCE)  # fmt: skip
        enter("2022", [{**ROW, "as_printed": "69", "source": "flash"}])
        Path("2022.xlsx").unlink()
        tongket("add", "revision", *FACT, "--released", "2023-01-12", "--as-printed", "96", "--revised", "2023-01-20",
                "--reason-vi", "Gõ nhầm.", "--reason-en", "A slip in typing.", "--yes")  # fmt: skip
        tongket("add", "source", "final", "--title", "Báo cáo chính thức", "--title-en", "Final report",
                "--published", "2023-03", "--revises", "flash", "--reason-vi", "Bổ sung văn bằng cấp muộn.",
                "--reason-en", "Titles that came late were added.", *SOURCE)  # fmt: skip
        enter("2022", [{**ROW, "as_printed": "73", "source": "final"}])
        tongket("run")
    return folder


def test_the_data_hold_and_the_audit_sees_no_contradiction(project: Path) -> None:
    with chdir(project):
        assert "everything holds" in tongket("check")
        found = json.loads(tongket("audit", "--json"))
    assert [each["conflicts"] for each in found["sets"] if each["conflicts"]] == []


@pytest.mark.parametrize(
    ("day", "value", "since"),
    [
        ("2023-01-11", "", ["“96”", "“69”", "“73”"]), ("2023-01-12", "96", ["“69”", "“73”"]),
        ("2023-01-20", "69", ["“73”"]), ("2023-03-30", "69", ["“73”"]), ("2023-03-31", "73", []),
    ],
)  # fmt: skip
def test_what_was_known_on_each_day(project: Path, day: str, value: str, since: list[str]) -> None:
    with chdir(project):
        told = json.loads(tongket("show", "ip.titles_granted", "--as-of", day, "--json"))
        same = json.loads(
            tongket("show", "ip.titles_granted@2022", "--year", "2021", "--as-of", day, "--json")
        )
    assert (told["value"], told["as_of"]) == (value, day)
    assert [each["printed"] for each in told["since"]] == since
    assert same["value"] == value
    assert bool(value) is not ("missing_because" in told)


def test_a_source_of_a_month_is_said_to_be_undated_within_it(project: Path) -> None:
    with chdir(project):
        words = tongket("show", "ip.titles_granted", "--as-of", "2023-03-15", "--lang", "en")
        today = tongket("show", "ip.titles_granted", "--lang", "en")
    assert "Day not known           “73” (March 2023)" in words
    assert "As known on             15 March 2023" in words
    assert (
        "First published: “96” (12 January 2023). Then: “69” (20 January 2023). A slip in typing."
        in today
    )


@pytest.mark.parametrize("day", ["2023-02-30", "15/03/2023", "2023"])
def test_what_is_no_day_is_refused(project: Path, day: str) -> None:
    with chdir(project):
        answer = CliRunner().invoke(cli, ["show", "ip.titles_granted", "--as-of", day])
    assert answer.exit_code == 2
    assert (
        f"2025-02-01, got '{day}'" in answer.output or f"2025-02-01, gặp '{day}'" in answer.output
    )


@pytest.mark.parametrize(
    ("lang", "first", "why"),
    [
        ("en", "First published: “96” (12 January 2023).", "Titles that came late were added."),
        ("vi", "Công bố lần đầu: “96” (12/01/2023).", "Bổ sung văn bằng cấp muộn."),
    ],
)
def test_the_pages_mark_it_and_tell_what_was_first_published(
    project: Path, lang: str, first: str, why: str
) -> None:
    site = project / "build" / "site" / "VN-51" / "2022"
    page = BeautifulSoup((site / lang / "04_intellectual_property.html").read_text("utf-8"), "lxml")
    assert page.select_one(".tk-revised") is not None
    account = page.select_one("#src-ip-titles-granted")
    assert account is not None
    assert first in account.get_text()
    assert why in account.get_text()
    for path in (site / "revisions.html", project / "build" / "site" / "revisions.html"):
        told = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one(f'section[lang="{lang}"]')
        assert told is not None
        assert why in told.get_text()
        assert "96" in told.get_text()


def test_the_listings_hold_every_vintage(project: Path) -> None:
    site = project / "build" / "site" / "VN-51" / "2022"
    figures = json.loads((site / "figures.json").read_text("utf-8"))["figures"]
    (told,) = {
        tuple((v["number"]["value"], v["since"], v["how"]) for v in figure["vintages"])
        for figure in figures
        if figure["observation"].startswith("ip.titles_granted|")
    }
    assert told == (
        (96, "2023-01-12", "first"), (69, "2023-01-20", "correction"), (73, "2023-03", "edition"),
    )  # fmt: skip
