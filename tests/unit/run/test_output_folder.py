from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tongket.errors import SystemFailure
from tongket.files import keep, replacing, write
from tongket.model import TimePeriod
from tongket.run import output_folder as place
from tongket.run.output_folder import OutputFolder, cannot_write, exchange


def folder(path: Path, text: str) -> Path:
    write(path / "page.html", text)
    return path


def test_results_land_where_others_rely_on_them(tmp_path: Path) -> None:
    out = OutputFolder(tmp_path)
    assert out.page("VN-CT/2024/vi/00_overview") == tmp_path / "site/VN-CT/2024/vi/00_overview.html"
    assert (
        out.notebook("VN-CT/2024/vi/00_overview")
        == tmp_path / "notebooks/VN-CT/2024/vi/00_overview.ipynb"
    )
    assert (
        out.manifest("VN-CT", TimePeriod.of_year(2024))
        == tmp_path / "site/VN-CT/2024/manifest.json"
    )


def test_a_first_review_is_put_where_nothing_was(tmp_path: Path) -> None:
    exchange(folder(tmp_path / "new", "1"), tmp_path / "site/VN-CT/2024")
    assert (tmp_path / "site/VN-CT/2024/page.html").read_text() == "1"


@pytest.mark.parametrize("atomic", [True, False])
def test_a_review_takes_the_place_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, atomic: bool
) -> None:
    if not atomic:
        monkeypatch.setattr(place, "_swapped", lambda *_: False)
    old = folder(tmp_path / "old", "old")
    (old / "gone.html").write_text("x")
    exchange(folder(tmp_path / "new", "new"), old)
    assert (old / "page.html").read_text() == "new"
    assert not (old / "gone.html").exists()


def test_on_linux_there_is_no_instant_without_a_review(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", "old"), folder(tmp_path / "new", "new")
    assert place._swapped(new, old)
    assert (new / "page.html").read_text() == "old", "the old review is where the new one was"


def test_a_put_review_carries_notebooks_and_pages(tmp_path: Path) -> None:
    out = OutputFolder(tmp_path)
    staging = out.staging("VN-CT", TimePeriod.of_year(2024))
    write(staging.page("VN-CT/2024/vi/a"), "page")
    write(staging.notebook("VN-CT/2024/vi/a"), "notebook")
    out.put(staging, "VN-CT", TimePeriod.of_year(2024))
    assert out.page("VN-CT/2024/vi/a").read_text() == "page"
    assert out.notebook("VN-CT/2024/vi/a").read_text() == "notebook"


def test_writing_does_not_change_a_kept_file(tmp_path: Path) -> None:
    write(tmp_path / "old.html", "old")
    keep(tmp_path / "old.html", tmp_path / "staging" / "new.html")
    write(tmp_path / "staging" / "new.html", "new")
    assert (tmp_path / "old.html").read_text() == "old"


def test_a_file_is_copied_where_a_second_name_is_not_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    write(tmp_path / "old", "text")
    keep(tmp_path / "old", tmp_path / "staging" / "new")
    assert (tmp_path / "staging" / "new").read_text() == "text"


def test_texts_are_utf_8_with_unix_line_ends(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.html", "sở\n")
    assert (tmp_path / "a" / "b.html").read_bytes() == "sở\n".encode()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.html"]


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "Free some space"), (errno.EACCES, "--out"), (errno.EROFS, "--out")],
)
def test_a_disk_that_refuses_gets_a_remedy(number: int, remedy: str) -> None:
    error = OSError(number, os.strerror(number))
    failure = cannot_write(Path("build"), error)
    assert isinstance(failure, SystemFailure)
    assert remedy in str(failure)
    assert os.strerror(number) in str(failure)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("data/areas.toml", "data/areas.toml: expected a file or folder that can be used"),
        ("build/site/a.html", "build: expected a folder that can be written"),
        (b"build/site/a.html", "build: expected a folder that can be written"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_not_the_folder(
    name: str | bytes, begins: str
) -> None:
    failure = cannot_write(Path("build"), OSError(errno.ENOENT, "gone", name))
    assert str(failure).startswith(begins)


def test_a_file_that_another_program_writes_takes_its_place_only_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.docx"
    with replacing(target) as new:
        new.write_text("first")
        assert not target.exists()
    with pytest.raises(UnicodeEncodeError), replacing(target) as new:
        new.write_text("second, and then \ud800")
    assert target.read_text() == "first"
    assert list(target.parent.iterdir()) == [target]


def test_where_the_new_review_cannot_be_put_the_last_one_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses while a program has a file of it open."""
    monkeypatch.setattr(place, "_swapped", lambda *_: False)
    old, new = folder(tmp_path / "old", "old"), folder(tmp_path / "new", "new")
    really = place.move

    def move(one: Path, other: Path) -> None:
        if one == new:
            raise PermissionError(13, "Permission denied", str(one))
        really(one, other)

    monkeypatch.setattr(place, "move", move)
    with pytest.raises(PermissionError):
        exchange(new, old)
    assert (old / "page.html").read_text() == "old"
    assert (new / "page.html").read_text() == "new"
