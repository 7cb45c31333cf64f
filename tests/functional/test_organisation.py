"""Who publishes a project: asked for by `tongket init`, and said by all that a run and an export write."""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from fixtures.another_province import enter
from fixtures.organisation import (
    COLOUR,
    CONTACT,
    HOSTILE,
    IMPRINT_EN,
    IMPRINT_VI,
    NAME_EN,
    NAME_VI,
    raster,
)
from fixtures.parts import absent
from tongket.cli import cli
from tongket.data.settings import settings
from tongket.model import UNNAMED, Release, Text

INIT = ("init", "mine", "--area", "VN-51", "--year", "2022")
NAMED = ("--name-vi", NAME_VI, "--name-en", NAME_EN)


def tongket(*words: str, answers: str | None = None, lang: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": lang}, input=answers)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a project is begun in the folder `mine`; the answer to the last question, about git, is no."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mine"


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongket.cli.new_project.is_at_terminal", lambda: True)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_init_writes_the_name_and_shows_the_other_keys(folder: Path, lang: str) -> None:
    assert tongket(*INIT, *NAMED, "--lang", lang).exit_code == 0
    assert settings(folder).organisation.name == Text(NAME_VI, NAME_EN)
    text = (folder / "tongket.toml").read_text("utf-8")
    for key in ("contact", "licence", "imprint_vi", "imprint_en", "logo", "colour"):
        assert f"\n# {key} = " in text
    # The examples hold once they are taken over.
    (folder / "logo.png").write_bytes(raster())
    shown = text.partition("[organisation]")[2].replace("\n# ", "\n")
    (folder / "tongket.toml").write_text(f"[organisation]{shown}", "utf-8")
    taken = settings(folder).organisation
    assert all((taken.contact, taken.imprint.en, taken.logo, taken.accent))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_init_writes_what_is_said_of_releases_and_keeps_examples_of_what_is_not_said(
    folder: Path, lang: str
) -> None:
    site = ("--site", "https://skhcn.example.vn/tongket/")
    assert tongket(*INIT, *NAMED, *site, "--lang", lang).exit_code == 0
    release = settings(folder).organisation.release
    assert release == Release(site="https://skhcn.example.vn/tongket")
    text = (folder / "tongket.toml").read_text("utf-8")
    assert '\n# next = "2026-01"  # ' in text
    os.chdir(folder)
    assert tongket("init", "--here", *site).exit_code == 0
    answer = tongket("init", "--here", "--next-release", "2027")
    assert "got another value of --next-release" in answer.stderr


def test_a_release_that_does_not_hold_is_refused_before_anything_is_written(folder: Path) -> None:
    answer = tongket(*INIT, *NAMED, "--next-release", "soon", "--site", "here")
    assert answer.exit_code == 2
    for words in (
        "--next-release: expected a year,",
        "--site: expected a web address such as https://",
    ):
        assert words in answer.stderr
    answer = tongket(*INIT, *NAMED, "--next-release", "2025-02-30")
    assert (
        "--next-release: expected a day or month of the calendar, got '2025-02-30'" in answer.stderr
    )
    assert not folder.exists()


def test_init_without_a_name_says_none(folder: Path) -> None:
    assert tongket(*INIT, "--yes").exit_code == 0
    assert settings(folder).organisation == UNNAMED
    assert f'\n# name_vi = "{NAME_VI}"\n' in (folder / "tongket.toml").read_text("utf-8")


@pytest.mark.usefixtures("at_terminal")
def test_init_asks_for_the_name_in_the_languages_of_the_pages(folder: Path) -> None:
    answer = tongket(*INIT, answers=f"\n{NAME_VI}\n{NAME_EN}\n\n\n\n", lang="vi_VN.UTF-8")
    assert "Tên cơ quan bằng tiếng Anh (Enter: bỏ qua): " in answer.output
    assert settings(folder).organisation.name == Text(NAME_VI, NAME_EN)
    answer = tongket("init", "vi", *INIT[2:], "--page-lang", "vi", answers=f"{NAME_VI}\n\n\n\n")
    assert "in English (Enter: without)" not in answer.output
    assert settings(folder.parent / "vi").organisation.name == Text(NAME_VI, NAME_VI)
    assert tongket("init", "none", *INIT[2:], answers="\n" * 6).exit_code == 0
    assert settings(folder.parent / "none").organisation == UNNAMED


@pytest.mark.usefixtures("at_terminal")
def test_init_asks_for_logo_and_colour_again_until_they_hold_or_are_left_out(folder: Path) -> None:
    picture = folder.parent / "seal.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "utf-8")
    answers = f"\n{NAME_VI}\n{NAME_EN}\nnone.png\n{picture}\n#8ad0e2\n#307788\n\n"
    answer = tongket(*INIT, answers=answers)
    assert answer.exit_code == 0, answer.output
    assert "--logo: expected a file that is there, got 'none.png'." in answer.output
    assert "The nearest darker colour that holds: #307788." in answer.output
    told = (folder / "tongket.toml").read_text("utf-8")
    assert '\nlogo = "seal.svg"  # a file' in told
    assert '\ncolour = "#307788"  # of links' in told
    assert (folder / "seal.svg").read_bytes() == picture.read_bytes()
    held = settings(folder).organisation
    assert (held.accent and held.accent.light, bool(held.logo)) == ("#307788", True)


def test_logo_and_colour_are_options_that_are_held_to_what_the_settings_hold(folder: Path) -> None:
    (folder.parent / "seal.svg").write_text("<svg/>", "utf-8")
    for words, says in (
        (("--logo", "seal.svg"), "--logo: expected a picture as PNG, JPEG or SVG, got 'svg'."),
        (("--colour", "blue"), "--colour: expected a colour such as #0a5870, got 'blue'"),
        (("--colour", "#8ad0e2"), "--colour: expected a colour with a contrast of at least 4.5:1"),
    ):
        answer = tongket(*INIT, *words)
        assert (answer.exit_code, says in answer.stderr) == (2, True), answer.stderr
        assert not folder.exists()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    (folder.parent / "seal.svg").write_text(drawing, "utf-8")
    own = ("--logo", "../seal.svg", "--colour", "#0a5870")
    assert tongket(*INIT, "--logo", "seal.svg", *own[2:]).exit_code == 0
    os.chdir(folder)
    assert tongket("init", "--here", *own).exit_code == 0, "the same again"
    Path("../seal.svg").write_text(drawing.replace("9 9", "9 8"), "utf-8")
    answer = tongket("init", "--here", *own[:3], "#0a5871")
    assert "got another value of --logo, --colour." in answer.stderr


def test_a_logo_takes_no_place_of_another_file(folder: Path) -> None:
    folder.mkdir()
    os.chdir(folder)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    for place, text in (("README.md", "mine"), ("inside.svg", drawing), ("../README.md", drawing)):
        Path(place).write_text(text, "utf-8")
    begin = ("init", "--here", *INIT[2:])
    refused = tongket(*begin, "--logo", "../README.md")
    assert "expected a file whose name is free in the project, got README.md" in refused.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "inside.svg"]
    assert tongket(*begin, "--logo", "inside.svg").exit_code == 0
    assert '\nlogo = "inside.svg"' in Path("tongket.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (NAMED[:2], "init: expected the department's name in each language of the pages, got none for --name-en."),
        ((*NAMED[2:], "--page-lang", "vi"), "got none for --name-vi."),
        (("--name-vi", "Sở\nMẫu", "--name-en", "A"), "--name-vi: expected no control character, got 'U+000A"),
        (("--name-vi", "A", "--name-en", "A" * 10_000), "--name-en: expected at most 200 characters"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_hold_is_refused_before_anything_is_written(
    folder: Path, words: tuple[str, ...], says: str
) -> None:
    answer = tongket(*INIT, "--yes", *words)
    assert (answer.exit_code, says in answer.stderr) == (2, True), answer.stderr
    assert not folder.exists()


def test_a_hostile_name_stays_the_name_that_it_is(folder: Path) -> None:
    hostile = f'{HOSTILE} \\ ${{area}} """'
    assert tongket(*INIT, "--name-vi", hostile, "--name-en", hostile).exit_code == 0
    assert settings(folder).organisation.name == Text(hostile, hostile)


def test_another_name_for_a_project_that_is_there_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tongket(*INIT, *NAMED)
    monkeypatch.chdir(folder)
    assert tongket("init", "--here", *NAMED).exit_code == 0
    answer = tongket("init", "--here", "--name-en", "Another")
    assert "expected what tongket.toml says, got another value of --name-en." in answer.stderr


def needed(module: str) -> Any:
    """A library of an extra; without it the test is skipped, and in CI it fails."""
    try:
        return importlib.import_module(module)
    except (ImportError, OSError) as error:
        absent(f"{module} cannot be loaded: {error} (.ci/run installs what it needs)")


@pytest.mark.slow
def test_all_that_a_project_gives_out_says_who_publishes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx, pypdf = needed("docx"), needed("pypdf")
    needed("weasyprint")
    tongket(*INIT, *NAMED)
    monkeypatch.chdir(folder)
    enter(folder, ("research.tasks_accepted", "2022", "actual", "16", "tasks"))
    (folder / "seal.png").write_bytes(raster())
    written = folder / "tongket.toml"
    more = f'contact = "{CONTACT}"\nlicence = "CC0-1.0"\nlogo = "seal.png"\ncolour = "{COLOUR}"\n'
    more += f'imprint_vi = "{IMPRINT_VI}"\nimprint_en = "{IMPRINT_EN}"\n'
    head, named, rest = written.read_text("utf-8").partition("[organisation]\n")
    written.write_text(head + named + more + rest, "utf-8")
    assert tongket("datapackage").exit_code == 0
    assert tongket("check").exit_code == 0
    assert tongket("run", "--only", "02_research").exit_code == 0
    assert tongket("export", "--pdf", "--docx").exit_code == 0
    site = folder / "build" / "site"
    inside, logo = site / "VN-51" / "2022", settings(folder).organisation.logo
    for lang, name, imprint in (("vi", NAME_VI, IMPRINT_VI), ("en", NAME_EN, IMPRINT_EN)):
        said = {name, CONTACT, "CC0-1.0", imprint}
        text = (inside / lang / "02_research.html").read_text("utf-8")
        assert [word for word in (*said, logo, COLOUR) if word not in text] == []
        cover = openpyxl.load_workbook(inside / f"tongket-VN-51-2022-{lang}.xlsx").worksheets[0]
        lines = "\n".join(str(row[0].value) for row in cover.iter_rows())
        document = docx.Document(str(folder / f"build/documents/tongket-VN-51-2022-{lang}.docx"))
        assert document.core_properties.author == name
        beginning = [p.text for p in document.paragraphs]
        beginning = beginning[: beginning.index("Mục lục" if lang == "vi" else "Contents")]
        assert beginning.count(name) == 1, beginning
        assert str(document.styles["Hyperlink"].font.color.rgb) == COLOUR[1:].upper()
        facts = [cell.text for row in document.tables[0].rows for cell in row.cells]
        described = document.inline_shapes[0]._inline.docPr.get("descr")
        assert described == name, "the logo comes first"
        printed = pypdf.PdfReader(folder / f"build/documents/tongket-VN-51-2022-{lang}.pdf")
        assert printed.metadata.author == name
        front = printed.pages[0].extract_text()
        assert len(printed.pages[0].images) == 1
        for where in (lines, "\n".join([*beginning, *facts]), front):
            assert [word for word in said if word not in where] == []
    for page in (
        site / "index.html",
        site / "dictionary.html",
        site / "conflicts.html",
        site / "revisions.html",
        site / "VN-51/index.html",
    ):
        assert NAME_VI in page.read_text("utf-8"), page
    for place in (inside, folder / "data"):
        package = json.loads((place / "datapackage.json").read_text("utf-8"))
        assert package["licenses"][0]["name"] == "CC0-1.0"
        assert package["contributors"][0]["email"] == CONTACT
    before = {path: path.read_bytes() for path in site.rglob("*.html")}
    # Another name: the pages are made anew, and no notebook runs.
    settings_file = folder / "tongket.toml"
    settings_file.write_text(
        settings_file.read_text("utf-8").replace(NAME_VI, "Sở KH&CN Mẫu"), "utf-8"
    )
    again = tongket("run", "--only", "02_research")
    assert "0 reports run, 2 kept" in again.stdout
    assert "Sở KH&amp;CN Mẫu" in (inside / "vi" / "02_research.html").read_text("utf-8")
    settings_file.write_text(
        settings_file.read_text("utf-8").replace("Sở KH&CN Mẫu", NAME_VI), "utf-8"
    )
    assert tongket("run", "--only", "02_research").exit_code == 0
    after = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert [str(path) for path in before if before[path] != after[path]] == []
