"""`tongket lab`: in which folder JupyterLab is opened, with which options, and where it is refused."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbclient import NotebookClient
from nbformat import NotebookNode, read

from fixtures.another_province import enter
from tongket.cli import cli

LAB = import_module("tongket.cli.lab")


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, tuple[str, ...]]]:
    """What was opened, instead of a server; one is beside a project."""
    monkeypatch.chdir(tmp_path)
    assert tongket("init", "mine", "--area", "VN-51", "--year", "2022").exit_code == 0
    calls: list[tuple[Path, tuple[str, ...]]] = []
    monkeypatch.setattr(LAB, "_open", lambda start, options: calls.append((start, options)))
    monkeypatch.setattr(LAB, "find_spec", lambda _: True)
    return calls


@pytest.mark.parametrize(
    ("here", "words", "options"),
    [
        (".", ["mine"], ()),
        (".", ["mine/data/observations", "--no-browser"], ("--no-browser",)),
        ("mine", [], ()),
        ("mine/notebooks", ["--no-browser", "--port", "8890"], ("--no-browser", "--port", "8890")),
        ("mine", [".", "--LabApp.news_url=", "-y"], ("--LabApp.news_url=", "-y")),
        ("mine", ["--lang", "vi", "--port=1"], ("--port=1",)),
    ],
)
def test_the_project_is_opened_from_any_folder_of_it_and_options_are_passed_on(
    here: str,
    words: list[str],
    options: tuple[str, ...],
    opened: list[tuple[Path, tuple[str, ...]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path / here)
    answer = tongket("lab", *words)
    assert answer.exit_code == 0, answer.output
    assert opened == [(tmp_path / "mine" / "start.ipynb", options)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "lab: expected a folder of a project, with tongket.toml, got {here}. Begin one: tongket init my-review"),
        (["none"], "lab: expected the folder of a project, got none, which is no folder. Name another"),
        (["mine/tongket.toml"], "got mine/tongket.toml, which is no folder."),
    ],
)  # fmt: skip
def test_what_is_no_project_is_refused(
    words: list[str], says: str, opened: list[tuple[Path, tuple[str, ...]]], tmp_path: Path
) -> None:
    answer = tongket("lab", *words)
    assert answer.exit_code == 2
    assert says.replace("{here}", str(tmp_path)) in answer.stderr
    assert not opened


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "expected JupyterLab, which this lean install leaves out. Install it: pip install \"jupyterlab"),
        ("vi", "cần JupyterLab, bản cài đặt gọn này không có. Cài thêm: pip install \"jupyterlab"),
    ],
)  # fmt: skip
def test_without_jupyterlab_the_command_that_installs_it_is_said(
    lang: str,
    says: str,
    opened: list[tuple[Path, tuple[str, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LAB, "find_spec", lambda _: None)
    answer = tongket("lab", "--lang", lang, "mine")
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert not opened


def started(folder: Path) -> NotebookNode:
    return read(folder / "start.ipynb", as_version=4)


def test_the_start_notebook_is_in_the_language_of_the_project_and_stays_when_it_was_changed(
    opened: list[tuple[Path, tuple[str, ...]]], tmp_path: Path
) -> None:
    assert tongket("lab", "mine").exit_code == 0
    own = tmp_path / "mine" / "start.ipynb"
    text = own.read_text("utf-8")
    assert "# Start here" in text
    assert 'area: str = \\"VN-51\\"' in text
    assert "`tongket sheet 2022`" in text
    own.write_text(text.replace("# Start here", "# Ours"), "utf-8")
    assert tongket("lab", "mine").exit_code == 0
    assert "# Ours" in own.read_text("utf-8")
    assert (
        tongket(
            "init", "theirs", "--area", "VN-51", "--year", "2022", "--page-lang", "vi"
        ).exit_code
        == 0
    )
    assert tongket("lab", "theirs").exit_code == 0
    assert "# Bắt đầu từ đây" in (tmp_path / "theirs" / "start.ipynb").read_text("utf-8")


def test_no_start_notebook_of_another_place_is_written_where_the_settings_do_not_hold(
    opened: list[tuple[Path, tuple[str, ...]]], tmp_path: Path
) -> None:
    (tmp_path / "mine" / "tongket.toml").write_text("[review\n", "utf-8")
    answer = tongket("lab", "mine")
    assert answer.exit_code == 3
    assert "tongket.toml, row 1: expected valid TOML, got '[review'" in answer.stderr
    assert not (tmp_path / "mine" / "start.ipynb").exists()
    (tmp_path / "mine" / "start.ipynb").write_text("{}", "utf-8")
    assert tongket("lab", "mine").exit_code == 0, "which says itself what does not hold"
    assert len(opened) == 1


def test_both_start_notebooks_have_the_same_cells() -> None:
    folder = Path(LAB.__file__).parents[1] / "new_project"
    vi, en = (read(folder / f"start.{lang}.ipynb", as_version=4).cells for lang in ("vi", "en"))
    assert [cell.id for cell in vi] == [cell.id for cell in en]
    same = ["next", "holds", "entered", "conflicts", "questions", "stale", "show"]
    code = [{c.id: c.source for c in cells if c.id in same} for cells in (vi, en)]
    assert code[0] == code[1]
    assert len(code[0]) == len(same)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_start_notebook_runs_to_its_end_before_and_after_the_first_figure(
    lang: str,
    opened: list[tuple[Path, tuple[str, ...]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / lang
    assert (
        tongket("init", lang, "--area", "VN-51", "--year", "2022", "--page-lang", lang).exit_code
        == 0
    )
    assert tongket("lab", lang).exit_code == 0
    empty = said_by_cell(folder)
    assert "tongket sheet 2022" in empty["next"]
    assert "tongket sheet" in empty["entered"], "the error says how to begin"
    enter(folder, ("ip.initiatives_recognised", "2022", "actual", "439", "initiatives"))
    shown = said_by_cell(folder)
    assert {"vi": "Sở hữu trí tuệ", "en": "Intellectual property"}[lang] in shown["entered"]
    assert "04_intellectual_property" in shown["stale"]
    assert "439" in shown["show"]


def said_by_cell(folder: Path) -> dict[str, str]:
    """What each cell of the start notebook shows when all are run."""
    notebook = started(folder)
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.id: str(cell.get("outputs", "")) for cell in notebook.cells}
