"""The notebooks of a project in its own language, and the catalogue of the other one only where that is asked for."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from conftest import run_tongket
from fixtures.by_commands import ENGLISH, main
from tongket.catalogues.code_comments import WIDTH, comments
from tongket.catalogues.collection import COMMENT, of_cell, of_notebooks
from tongket.cli import cli
from tongket.new_project.own_language import with_words
from tongket.translations import VIETNAMESE, marked

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
AREA_2022 = ("--area", "VN-51", "--year", "2022")


def tongket(*words: str, locale: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": locale})


def begun(folder: Path, *options: str, locale: str = "C.UTF-8") -> Path:
    answer = tongket("init", str(folder), *AREA_2022, "--yes", *options, locale=locale)
    assert answer.exit_code == 0, answer.output
    return folder


def cells(folder: Path) -> list[dict[str, object]]:
    paths = sorted((folder / "notebooks").glob("*.ipynb"))
    assert len(paths) == 15
    return [cell for path in paths for cell in json.loads(path.read_text("utf-8"))["cells"]]


@pytest.mark.parametrize(
    ("options", "locale", "own", "catalogues"),
    [
        ((), "vi_VN.UTF-8", "vi", ["en.po"]),
        ((), "en_GB.UTF-8", "en", ["vi.po"]),
        ((), "C", "en", ["vi.po"]),
        (("--page-lang", "vi"), "C", "vi", []),
        (("--page-lang", "en"), "vi_VN.UTF-8", "en", []),
        (("--page-lang", "vi", "--page-lang", "en"), "en_GB.UTF-8", "vi", ["en.po"]),
        (("--default-lang", "vi"), "C", "vi", ["en.po"]),
        (("--default-lang", "en"), "vi_VN.UTF-8", "en", ["vi.po"]),
    ],
)
def test_a_project_is_written_in_its_own_language(
    options: tuple[str, ...], locale: str, own: str, catalogues: list[str], tmp_path: Path
) -> None:
    project = begun(tmp_path / "mine", *options, locale=locale)
    one = json.loads((project / "notebooks" / "02_research.ipynb").read_text("utf-8"))
    assert one["metadata"]["tongket"] == {"language": own}
    assert one["cells"][0]["source"][0].strip() == {"vi": "# Hoạt động nghiên cứu", "en": "# Research"}[own]  # fmt: skip
    assert [path.name for path in (project / "notebooks").glob("locale/*")] == catalogues
    readme = (project / "README.md").read_text("utf-8")
    assert {"vi": "Sang năm sau, ghi", "en": "For the next year write"}[own] in readme
    assert f'languages = ["{own}"' in (project / "tongket.toml").read_text("utf-8")


def test_a_language_without_pages_is_no_projects_own(tmp_path: Path) -> None:
    words = ("--page-lang", "vi", "--default-lang", "en")
    answer = tongket("init", str(tmp_path / "mine"), *AREA_2022, *words)
    assert answer.exit_code == 2
    assert (
        "--default-lang: expected one of the languages of the pages (vi), got en." in answer.stderr
    )
    assert not (tmp_path / "mine").exists()


def test_init_asks_for_the_languages_the_own_one_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.cli.new_project.is_at_terminal", lambda: True)
    for number, (answers, written) in enumerate((("", '["en", "vi"]'), ("fr\nVI", '["vi"]'), ("vi en", '["vi", "en"]'))):  # fmt: skip
        folder = tmp_path / f"mine{number}"
        words = ["init", str(folder), *AREA_2022]
        said = CliRunner().invoke(cli, words, input=f"{answers}\n" + "\n" * 6, env={"LC_ALL": "C"})
        assert said.exit_code == 0, said.output
        assert f"languages = {written}" in (folder / "tongket.toml").read_text("utf-8")
        assert ("expected vi, en or both" in said.output) is ("fr" in answers)


def test_notebooks_in_vietnamese_have_no_english_but_code(tmp_path: Path) -> None:
    written = cells(begun(tmp_path / "mine", "--page-lang", "vi"))
    for cell in written:
        source = "".join(cell["source"])  # type: ignore[arg-type]
        said = [message.sentence for message in of_cell(cell)]
        said += [each.words for each in comments(source)] if cell["cell_type"] == "code" else []
        for sentence in said:
            own = re.sub(r"\{[^}]*\}|`[^`]*`|\*unique\*", "", sentence)
            assert not ENGLISH.search(own), sentence
            assert VIETNAMESE.search(own) or not re.search("[A-Za-z]{3}", own), sentence
        if cell["cell_type"] == "code":
            ast.parse(source)
            assert all(len(line) <= WIDTH for line in source.splitlines()), source


def test_only_words_differ_between_the_notebooks_of_two_languages(tmp_path: Path) -> None:
    """The code is the same but for its texts and comments, and each text is the translation of the other."""
    vi, en = (cells(begun(tmp_path / lang, "--default-lang", lang)) for lang in ("vi", "en"))
    known = {e.msgstr: e.msgid for e in polib.pofile(str(NOTEBOOKS / "locale" / "vi.po"))}
    for mine, theirs in zip(vi, en, strict=True):
        if mine["cell_type"] == "code":
            back = with_words("".join(mine["source"]), {**known, "vi": "en"})  # type: ignore[arg-type]
            assert ast.dump(ast.parse(back)) == ast.dump(ast.parse("".join(theirs["source"])))  # type: ignore[arg-type]


def test_no_two_sentences_of_the_notebooks_have_one_translation() -> None:
    """Else the catalogue into English would say one of them where the other is meant."""
    entries = polib.pofile(str(NOTEBOOKS / "locale" / "vi.po"))
    said = [entry.msgstr for entry in entries if entry.translated() and entry.msgctxt != COMMENT]
    assert len(said) == len(set(said)) > 400


def test_every_comment_of_the_notebooks_has_a_translation() -> None:
    entries = polib.pofile(str(NOTEBOOKS / "locale" / "vi.po"))
    known = {entry.msgid for entry in entries if entry.translated() and entry.msgctxt == COMMENT}
    said = {m.sentence for m in of_notebooks(NOTEBOOKS, with_comments=True) if m.context == COMMENT}
    assert said == known
    assert len(said) > 40


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_written_is_as_the_commands_leave_it(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(begun(tmp_path / "mine", "--default-lang", lang))
    other = {"vi": "en", "en": "vi"}[lang]
    assert "Every catalogue is up to date." in tongket("translations", "--to", other).stdout
    assert "Nothing to bring up to date." in tongket("init", "--here").stdout


def test_another_own_language_is_brought_to_the_notebooks_that_were_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = begun(tmp_path / "mine", "--default-lang", "en")
    monkeypatch.chdir(project)
    changed = project / "notebooks" / "05_quality.ipynb"
    changed.write_text(changed.read_text("utf-8").replace("Key points", "My points"), "utf-8")
    settings = project / "tongket.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('["en", "vi"]', '["vi", "en"]'), "utf-8"
    )
    assert "locale/en.po" in tongket("init", "--here").stdout
    assert "# Hoạt động nghiên cứu" in (project / "notebooks/02_research.ipynb").read_text("utf-8")
    assert "My points" in changed.read_text("utf-8")
    assert (project / "notebooks" / "locale" / "vi.po").is_file(), "for what is in English still"


def test_a_vietnamese_sentence_is_known_as_one_by_its_letters_and_by_its_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert marked("{workshops} thu hút {delegates}", "vi") == "{workshops} thu hút {delegates}"
    monkeypatch.chdir(begun(tmp_path / "mine", "--default-lang", "vi"))
    assert marked("Doanh thu cao", "vi") == "Doanh thu cao (chưa dịch)"
    with Path("notebooks/locale/en.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Doanh thu cao"\nmsgstr "High turnover"\n')
    monkeypatch.chdir("notebooks")  # another folder: the catalogues are read again
    assert marked("Doanh thu cao", "vi") == "Doanh thu cao"


def said(page: Path) -> str:
    return re.sub(r"\s+", " ", main(page).get_text(" "))


@pytest.mark.slow
def test_the_pages_are_the_same_whichever_language_the_notebooks_are_written_in(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "mine"
    tongket("init", str(project), "--area", "VN-CT", "--year", "2024", "--default-lang", "vi")
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(project / "notebooks"))
    monkeypatch.chdir(NOTEBOOKS.parent)
    run = run_tongket("run", "--out", str(tmp_path / "out"))
    assert run.returncode == 0, run.stderr
    pages = sorted((tmp_path / "out" / "site" / "VN-CT" / "2024").glob("??/*.html"))
    assert len(pages) == 22
    for page in pages:
        with_english = built_site / "VN-CT" / "2024" / page.parent.name / page.name
        assert said(page) == said(with_english), page
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        assert "chưa dịch" not in soup.get_text()
