"""Outside a project: the example that comes with tongket is read and said to be one, and never written into."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tongket import project
from tongket.catalogues import upkeep
from tongket.cli import cli

WRITING = [
    ["sheet", "2025"],
    ["new-year", "2030"],
    ["tidy"],
    ["tidy", "--restore"],
    ["tidy", "--accept"],
    ["datapackage"],
    ["import", __file__, "--yes"],
    ["translations"],
]
READING = [
    ["check"],
    ["list"],
    ["show", "ip.titles_granted"],
    ["audit"],
    ["status", "--year", "2024"],
]
EXAMPLE = "these are the example that comes with tongket"


@pytest.fixture
def shipped(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with its example; the caller is elsewhere, in an empty folder."""
    package = tmp_path / "site-packages" / "tongket"
    for name in ("data", "notebooks"):
        shutil.copytree(checkout / name, package / "shipped" / name)
    shutil.copy(checkout / "tongket.toml", package / "shipped")
    monkeypatch.setattr(project, "__file__", str(package / "project.py"))
    monkeypatch.setattr(project, "SHIPPED", package / "shipped")
    monkeypatch.setattr(upkeep, "PACKAGE", package)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return package / "shipped"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tongket(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), env={"LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_nothing_is_written_into_the_installed_package(command: list[str], shipped: Path) -> None:
    before = contents(shipped)
    answer = tongket(*command)
    assert answer.exit_code == 2
    assert "expected data of your own, got those that come with tongket" in answer.stderr
    assert contents(shipped) == before


def test_no_project_is_begun_in_the_installed_package(shipped: Path) -> None:
    before = contents(shipped.parent)
    answer = tongket("init", str(shipped.parent / "mine"), "--area", "VN-51", "--year", "2022")
    assert answer.exit_code == 2
    assert (
        "mine: expected a place of your own, got one inside the installed package" in answer.stderr
    )
    assert not (shipped.parent / "mine").exists()
    assert contents(shipped.parent) == before


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_the_example_is_read_and_said_to_be_one(command: list[str], shipped: Path) -> None:
    before = contents(shipped)
    answer = tongket(*command)
    assert answer.exit_code == 0, answer.output
    assert EXAMPLE in answer.stderr
    assert EXAMPLE not in answer.stdout
    assert contents(shipped) == before


@pytest.fixture
def elsewhere(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout from which tongket is installed; the caller is in an empty folder outside it."""
    copy = tmp_path / "checkout"
    for name in ("data", "notebooks"):
        shutil.copytree(checkout / name, copy / name)
    shutil.copy(checkout / "tongket.toml", copy)
    monkeypatch.setattr(project, "__file__", str(copy / "lib" / "tongket" / "project.py"))
    monkeypatch.setattr(upkeep, "PACKAGE", copy / "lib" / "tongket")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return copy


@pytest.mark.parametrize(
    "command", [*WRITING, ["page", "new", "11_mine", "--domain", "ip"]], ids=" ".join
)
def test_nothing_is_written_into_a_checkout_from_outside(
    command: list[str], elsewhere: Path
) -> None:
    before = contents(elsewhere)
    answer = tongket(*command)
    assert answer.exit_code == 2, answer.output
    assert "expected data of your own, got those that come with tongket" in answer.stderr
    assert contents(elsewhere) == before


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_checkout_is_an_example_outside_it(command: list[str], elsewhere: Path) -> None:
    before = contents(elsewhere)
    answer = tongket(*command)
    assert answer.exit_code == 0, answer.output
    assert EXAMPLE in answer.stderr
    assert contents(elsewhere) == before


def test_without_a_command_a_checkout_is_no_project_outside_it(elsewhere: Path) -> None:
    assert "No project here. Begin one: tongket init" in tongket().stdout
    assert str(elsewhere) not in tongket().stdout


@pytest.mark.parametrize("by", ["folder", "variable"])
def test_a_checkout_is_its_owners_in_its_folder_and_where_it_is_named(
    by: str, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by == "variable":
        monkeypatch.setenv("TONGKET_DATA", str(elsewhere / "data"))
    else:
        monkeypatch.chdir(elsewhere / "notebooks")
    written = elsewhere / "data" / "datapackage.json"
    written.unlink()
    answer = tongket("datapackage")
    assert answer.exit_code == 0, answer.output
    assert EXAMPLE not in answer.stderr
    assert written.is_file()


def test_the_remedy_is_a_command_that_works(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = tongket("datapackage").stderr
    command = refused.partition("project of your own: ")[2].partition(";")[0]
    answer = tongket(*command.split()[1:])
    assert answer.exit_code == 0, answer.output
    monkeypatch.chdir("my-review")
    # Nothing is entered yet: the data are refused for that, and not for whose they are.
    assert "expected at least one CSV file" in tongket("datapackage").stderr
    assert EXAMPLE not in answer.stderr


def test_data_of_ones_own_are_not_called_an_example(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    assert EXAMPLE not in tongket("list").stderr


def without_entries(folder: Path) -> None:
    """Leave catalogues that `tongket translations` would change."""
    catalogues = [*folder.rglob("*.po")]
    assert catalogues
    for catalogue in catalogues:
        catalogue.write_text("", encoding="utf-8")


def place(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package be installed at a path, with a sentence that no catalogue has."""
    (package / "room.py").write_text('say("New.")', encoding="utf-8")
    monkeypatch.setattr(project, "__file__", str(package / "project.py"))
    monkeypatch.setattr(project, "SHIPPED", package / "shipped")
    monkeypatch.setattr(upkeep, "PACKAGE", package)


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
def test_no_catalogue_of_the_example_is_written(
    linked: bool, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_entries(shipped)
    if linked:
        (tmp_path / "link").symlink_to(shipped.parent)
    place(tmp_path / "link" if linked else shipped.parent, monkeypatch)
    before = contents(shipped.parent)
    answer = tongket("translations")
    assert answer.exit_code == 2
    assert "expected data of your own, got those that come with tongket" in answer.stderr
    assert upkeep.bring_up_to_date("vi") == []
    assert contents(shipped.parent) == before


def test_a_package_installed_into_a_project_is_not_taken_for_a_checkout(
    shipped: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    for name in ("data", "notebooks"):
        shutil.copytree(checkout / name, own / name)
    without_entries(own)
    (own / "pyproject.toml").write_text("", encoding="utf-8")
    package = own / "lib" / "tongket"
    shutil.copytree(shipped.parent, package)
    place(package, monkeypatch)
    monkeypatch.chdir(own)
    before = contents(package)
    answer = tongket("translations")
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines() == [
        "notebooks/locale/vi.po: brought up to date.",
        "data/locale/vi.po: brought up to date.",
    ]
    assert contents(package) == before


def test_notebooks_of_ones_own_are_translated_also_beside_the_example(
    shipped: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(checkout / "notebooks", tmp_path / "mine")
    without_entries(tmp_path / "mine")
    monkeypatch.setenv("TONGKET_NOTEBOOKS", str(tmp_path / "mine"))
    before = contents(shipped)
    answer = tongket("translations")
    assert answer.exit_code == 0, answer.output
    assert EXAMPLE in answer.stderr
    assert answer.stdout == f"{tmp_path / 'mine' / 'locale' / 'vi.po'}: brought up to date.\n"
    assert contents(shipped) == before
