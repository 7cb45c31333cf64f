"""`tongket lab`: in which folder JupyterLab is opened, with which options, and where it is refused."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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
    monkeypatch.setattr(LAB, "_open", lambda project, options: calls.append((project, options)))
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
    assert opened == [(tmp_path / "mine", options)]


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
        ("en", "expected JupyterLab, which this lean install leaves out. Install it: pip install 'jupyterlab>="),
        ("vi", "cần JupyterLab, bản cài đặt gọn này không có. Cài thêm: pip install 'jupyterlab>="),
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
