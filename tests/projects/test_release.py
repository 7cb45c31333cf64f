"""A review released, corrected and released again with the commands: drafts say so, and nothing released is lost."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from fixtures.by_commands import enter, tongket
from tongket.cli import cli

pytestmark = pytest.mark.slow
READ = list(csv.DictReader(Path(__file__).with_name("tra_vinh.csv").open(encoding="utf-8")))
# Indicators that this province alone has would have to be declared first.
OWN = {row["indicator"] for row in READ if row["name_vi"]}
ROWS = [
    {**row, "source": "dost-tv", "ref_area": "VN-51"}
    for row in READ
    if row["time_period"] == "2022" and row["indicator"] not in OWN
]
REVIEW, FIRST, SECOND = Path("build/site/VN-51/2022"), "2023-01-14", "2023-03-01"
FROZEN = Path("releases") / FIRST / "VN-51/2022"


def refused(*words: str) -> Result:
    answer = CliRunner().invoke(cli, [*words, "--lang", "en"], env={"LC_ALL": "C.UTF-8"})
    assert answer.exit_code in {2, 3}, answer.output
    return answer


def release(day: str, *more: str) -> str:
    return tongket("release", "2022", "--as", day, "--by", "Nguyễn Văn A", *more)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose review is released, as it was left then."""
    folder = tmp_path_factory.mktemp("projects") / "mine"
    tongket("init", str(folder), "--area", "Trà Vinh", "--year", "2022", "--yes")
    with chdir(folder):
        tongket("add", "source", "dost-tv", "--title", "Báo cáo tổng kết", "--publisher", "Sở",
                "--url", "https://travinh.gov.vn", "--published", "2022", "--language", "vi",
                "--notation", "vi", "--kind", "primary", "--yes")  # fmt: skip
        enter("2022", ROWS[:-1])
        Path("2022.xlsx").unlink()
        answer = refused("release", "2022", "--as", FIRST, "--by", "A")
        assert "expected pages as they would be made now, got " in answer.stderr
        assert "never run" in answer.stderr
        assert "`tongket run --period 2022 --area VN-51 --out build`" in answer.stderr
        tongket("run")
        for lang, mark in (("vi", "Dự thảo"), ("en", "Draft")):
            for page in (REVIEW / lang).glob("*.html"):
                text = page.read_text("utf-8")
                assert f'<span class="tk-flag">{mark}</span>' in text
                assert '<meta name="robots" content="noindex">' in text
        release(FIRST, "--note-vi", "Bản đầu.", "--note-en", "The first.")
    return folder


@pytest.fixture
def project(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The released project, to go on with."""
    shutil.copytree(released, tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def correct() -> None:
    """Enter one more figure, and build."""
    enter("2022", ROWS[-1:])
    Path("2022.xlsx").unlink()
    assert "Next: tongket run\n" in tongket(), "the pages are of before"
    tongket("run")
    assert "Next: tongket release 2022 --as DAY\n" in tongket()


def texts() -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in sorted(REVIEW.rglob("*.html"))}


def test_a_released_review_is_no_draft_and_stays_as_it_is(project: Path) -> None:
    assert project.is_dir()
    before = texts()
    for name, text in before.items():
        assert "noindex" not in text, name
    page = (REVIEW / "en/00_overview.html").read_text("utf-8")
    assert "<dt>Released</dt> <dd>14 January 2023, edition 1</dd>" in page
    assert "14 January 2023, edition 1" in Path("build/site/index.html").read_text("utf-8")
    assert "0 reports run" in tongket("run")
    assert texts() == before
    tongket("check")
    assert "Next: tongket sheet 2023\n" in tongket(), "all is made and released"
    said = tongket("sheet", "2023", "--lang", "en")
    assert "about 2022: write `year = 2023` into tongket.toml to go on with 2023." in said
    shutil.rmtree("build")
    assert "Next: tongket run\n" in tongket()
    tongket("run")
    assert texts() == before, "another machine, with the releases, makes the same pages"


def test_its_figures_pages_and_notes_are_frozen(project: Path) -> None:
    assert project.is_dir()
    assert {p.name for p in FROZEN.iterdir()} == {
        "release.toml", "observations.csv", "site.zip", "notes-vi.md", "notes-en.md",
    }  # fmt: skip
    assert (FROZEN / "observations.csv").read_bytes() == (REVIEW / "observations.csv").read_bytes()
    shutil.unpack_archive(FROZEN / "site.zip", "frozen")
    for name, text in texts().items():
        assert Path("frozen", Path(name).relative_to(REVIEW)).read_text("utf-8") == text
    notes = (FROZEN / "notes-en.md").read_text("utf-8")
    assert "Released: 14 January 2023, edition 1. Released by: Nguyễn Văn A.\n\nThe first." in notes
    # What nothing could be held against is told on its page, and asks nobody.
    assert notes.partition("## Open questions")[2].strip() == "- Nothing."
    assert 'released_by = "Nguyễn Văn A"' in (FROZEN / "release.toml").read_text("utf-8")


def test_a_review_that_says_something_else_is_the_draft_of_the_next_edition(project: Path) -> None:
    assert project.is_dir()
    correct()
    soup = BeautifulSoup((REVIEW / "en/00_overview.html").read_text("utf-8"), "lxml")
    assert "Draft of edition 2; edition 1 was released on 14 January 2023" in soup.get_text(" ")
    changed = json.loads((REVIEW / "changes.json").read_text("utf-8"))
    assert changed["since"] == {"edition": 1, "date": FIRST}
    new = [each["after"] for each in changed["changes"]["en"]["figures"] if not each["before"]]
    assert any(words.startswith(ROWS[-1]["as_printed"].split()[0]) for words in new), new
    draft = texts()
    shutil.rmtree("build")
    tongket("run")
    assert texts() == draft, "changes are told since the release, on every machine"
    # The name in letters of two parts, as a Mac has it.
    tongket("release", "2022", "--as", SECOND, "--by", normalize("NFD", "Nguyễn Văn A"))
    notes = (Path("releases") / SECOND / "VN-51/2022/notes-en.md").read_text("utf-8")
    new = notes.partition("## What is new")[2].partition("## What was corrected")[0]
    assert ROWS[-1]["as_printed"].split()[0] in new
    changes = (REVIEW / "changes.html").read_text("utf-8")
    assert "Edition 2, released on 1 March 2023 by Nguyễn Văn A" in changes
    assert "Edition 1, released on 14 January 2023 by Nguyễn Văn A<br>The first." in changes
    assert FROZEN.is_dir()


def test_what_cannot_be_released_is_refused_with_all_that_is_wrong(project: Path) -> None:
    there = sorted(project.rglob("*"))
    for words, said in (
        (["--as", SECOND, "--by", "A"], "expected a review that says something else than edition 1, got the same"),
        (["--as", FIRST, "--by", "A"], f"expected a day after {FIRST}, the day of edition 1, got {FIRST}"),
        (["--as", "14/01/2023", "--by", "A"], "--as: expected a day such as 2026-01-14, got '14/01/2023'"),
        (["--as", f"{SECOND}/{SECOND}", "--by", "A"], f"--as: expected a day such as 2026-01-14, got '{SECOND}/{SECOND}'"),
        (["--as", "2021-12-31", "--by", "A"], "expected a day from 2022-01-01 on, when the period under review begins"),
        (["--as", "2021-12-31", "--by", "A"], "got 2021-12-31; later are: dost-tv (2022-01-01)"),
        (["--as", SECOND, "--by", "A", "--note-vi", "Sửa."], "got none for --note-en"),
        (["--as", SECOND, "--by", "A\u202e"], "--by: expected only characters that one can see, got 'U+202E RIGHT-TO-LEFT OVERRIDE'"),
        (["--as", SECOND, "--by", "A", "--note-vi", "Hết\x07"], "--note-vi: expected no control character"),
        (["--as", SECOND, "--by", "A" * 201], "--by: expected at most 200 characters, got 201"),
        (["--as", SECOND, "--by", "A", "--note-en", "e" * 2001], "--note-en: expected at most 2000 characters, got 2001"),
    ):  # fmt: skip
        assert said in refused("release", "2022", *words).stderr
    both = refused("release", "2022", "--as", "soon", "--by", "A", "--note-en", "M").stderr
    assert "'soon'" in both
    assert "--note-vi" in both
    file = next(Path("data/observations").glob("*.csv"))
    file.write_text(file.read_text("utf-8").replace(",percent,", ",percentage,", 1), "utf-8")
    answer = refused("release", "2022", "--as", SECOND, "--by", "A")
    assert answer.exit_code == 3
    assert "expected data and translations that hold, got 1 finding" in answer.stderr
    held = file.read_text("utf-8").replace(",percentage,", ",percent,", 1).splitlines()
    file.write_text("\n".join([*held[:-1], f"{held[-1]}Counted anew."]) + "\n", "utf-8")
    assert "everything holds" in tongket("check", "--lang", "en")
    said = refused("release", "2022", "--as", SECOND, "--by", "A").stderr
    assert "locale/vi.po: expected this file, with the Vietnamese of the comments (1)" in said, (
        "a comment in one language"
    )
    assert sorted(project.rglob("*")) == there, "nothing is written"


@pytest.mark.parametrize("stopped", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_could_not_be_frozen_stays_a_draft(
    project: Path, monkeypatch: pytest.MonkeyPatch, stopped: BaseException
) -> None:
    correct()
    draft, there = texts(), sorted(Path("releases").rglob("*"))
    seen: list[dict[str, str]] = []

    def no_room(*_: object) -> None:
        seen.append(texts())
        raise stopped

    monkeypatch.setattr("tongket.publish.site.frozen.written", no_room)
    answer = CliRunner().invoke(cli, ["release", "2022", "--as", SECOND, "--by", "A"])
    assert answer.exit_code != 0
    assert seen == [draft], "no reader sees as released what is not frozen"
    assert texts() == draft
    assert sorted(Path("releases").rglob("*")) == there
    assert "0 reports run" in tongket("run")
    assert project.is_dir()


def test_what_a_killed_release_left_behind_is_in_the_way_of_none(project: Path) -> None:
    correct()
    for left in (Path("releases/.unfinished/notes-fr.md"), Path("build/.run/copy/site/x.html")):
        left.parent.mkdir(parents=True)
        left.write_text("left", "utf-8")
    release(SECOND)
    names = {path.name for path in (project / "releases" / SECOND / "VN-51/2022").iterdir()}
    assert names == {path.name for path in FROZEN.iterdir()}
    assert not Path("releases/.unfinished").exists()
    assert not Path("build/.run/copy").exists()


def test_of_two_releases_at_once_the_second_is_of_what_the_first_left(project: Path) -> None:
    correct()
    # The script beside this Python: two processes, as two people have them.
    command = [str(Path(sys.executable).with_name("tongket")), "release", "2022", "--as", SECOND]
    both = [
        subprocess.Popen(
            [*command, "--by", who], stderr=subprocess.PIPE, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        for who in ("A", "B")
    ]  # fmt: skip
    said = [each.communicate(timeout=120)[1] for each in both]
    assert sorted(each.returncode for each in both) == [0, 2]
    lost = next(text for each, text in zip(both, said, strict=True) if each.returncode)
    assert f"expected a day after {SECOND}, the day of edition 2" in lost
    assert "everything holds" in tongket("check", "--lang", "en")
    assert project.is_dir()


def test_pages_of_a_release_that_cannot_be_read_are_named_with_what_to_do(project: Path) -> None:
    assert project.is_dir()
    before = texts()
    (FROZEN / "site.zip").write_text("no pages", "utf-8")
    enter("2022", ROWS[-1:])
    said = refused("run").stderr
    assert "expected pages of edition 1 that can be read, got none" in said
    assert f"git checkout -- {FROZEN}/site.zip" in said
    assert texts() == before


def test_a_release_that_was_altered_is_a_finding_and_no_page_is_made_from_a_broken_record(
    project: Path,
) -> None:
    assert project.is_dir()
    (FROZEN / "observations.csv").write_text("changed", "utf-8")
    (FROZEN / "site.zip").unlink()
    said = refused("check").output
    assert f"{FROZEN}/release.toml" in said
    assert re.search(
        r"observations.csv: expected the file as it was released \(SHA-256 \w{8} …\), got '\w{8} …'",
        said,
    )
    assert re.search(r"site.zip: expected the file as it was released \(.*\), got nothing", said)
    assert f"git checkout -- {FROZEN}/site.zip" in said
    notes, elsewhere = FROZEN / "notes-vi.md", project / "notes.md"
    notes.rename(elsewhere)
    notes.symlink_to(elsewhere)
    said = refused("check").output
    assert re.search(r"notes-vi.md: expected .*, got nothing", said), "a link is not frozen"
    (FROZEN / "release.toml").write_text("[release]\nedition = 0\n", "utf-8")
    answer = refused("run")
    assert "release.edition: expected at least 1, got '0'" in answer.stderr
    assert "release.released_by: expected this key" in answer.stderr


def test_a_released_figure_that_changes_in_silence_is_a_finding_and_its_correction_is_told(
    project: Path,
) -> None:
    assert project.is_dir()
    file = next(Path("data/observations").glob("*.csv"))
    text = file.read_text("utf-8")
    assert text.count(",439 sáng kiến,exact,439,") == 1
    file.write_text(text.replace(",439 sáng kiến,exact,439,", ",493 sáng kiến,exact,493,"), "utf-8")
    said = refused("check").output
    assert f"expected 439 sáng kiến, as released on {FIRST}, got '493 sáng kiến'" in said
    hedged = file.read_text("utf-8")
    file.write_text(
        text.replace(",439 sáng kiến,exact,439,", ",439 sáng kiến,more_than,439,"), "utf-8"
    )
    lost = refused("check").output
    assert f"expected 439 sáng kiến, as released on {FIRST}, got 'hơn 439 sáng kiến'" in lost
    file.write_text(hedged, "utf-8")
    command = shlex.split(said.partition("`tongket ")[2].partition("`")[0])
    keys = ("--indicator", "ip.initiatives_recognised", "--ref-area", "VN-51", "--time-period", "2022",
            "--measure", "actual", "--released", FIRST, "--as-printed")  # fmt: skip
    assert command[:13] == ["add", "revision", *keys]
    told = Path("data/revisions.csv")
    tongket(*command, "--yes")
    assert date.today().isoformat() in told.read_text("utf-8"), "it was put right today"
    assert "everything holds" in tongket("check", "--lang", "en")
    assert "set of registries changed" in tongket("status", "--lang", "en"), "pages tell of it"
    told.unlink()
    why = ("--reason-vi", "Gõ nhầm hai chữ số.", "--reason-en", "Two digits were exchanged.")
    tongket("add", "revision", *keys, "439 sáng kiến", "--revised", "2023-02-20", *why, "--yes")
    assert "everything holds" in tongket("check", "--lang", "en")
    right = told.read_text("utf-8")
    told.write_text(right.replace(FIRST, "2023-01-15"), "utf-8")
    said = refused("check").output
    assert f"released: expected the day of a release, such as {FIRST}, got '2023-01-15'" in said
    told.write_text(right, "utf-8")
    tongket("run")
    release(SECOND)
    notes = (Path("releases") / SECOND / "VN-51/2022/notes-en.md").read_text("utf-8")
    corrected = notes.partition("## What was corrected")[2].partition("## Open questions")[0]
    assert re.search(r": 439 .*→ 493 ", corrected)
    # A statement that goes is no finding: it may be another's, or stand elsewhere in the source.
    lines = [
        line for line in file.read_text("utf-8").splitlines() if "initiative_authors" not in line
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    said = tongket("check", "--lang", "en")
    assert f"expected every figure of edition 2, released on {SECOND}, of which 1 are gone" in said
    assert "ip.initiative_authors, VN-51, 2022, actual" in said


def test_a_released_place_that_is_no_longer_declared_is_told(project: Path) -> None:
    tongket("add", "area", "VN-51-01", "--name-vi", "Huyện A", "--name-en", "District A", "--kind", "district",
            "--region", "VN-51", "--yes")  # fmt: skip
    then = project / "releases" / FIRST
    shutil.copytree(then / "VN-51", then / "VN-51-01")
    record = then / "VN-51-01/2022/release.toml"
    record.write_text(record.read_text("utf-8").replace('"VN-51"', '"VN-51-01"'), "utf-8")
    told = (
        "VN-51-01/2022/release.toml, release.area: expected a review of an area of data/areas.csv"
    )
    assert told not in tongket("check", "--lang", "en") + tongket("status", "--lang", "en")
    (project / "data/areas.csv").unlink()
    tongket("datapackage")
    assert told in tongket("check", "--lang", "en")
    assert told in tongket("status", "--lang", "en")
