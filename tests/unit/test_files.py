"""The one way in which files are written: in one step, by one process, through links."""

from __future__ import annotations

import errno
import multiprocessing
from pathlib import Path

import pytest

from tongket import files, folder_lock
from tongket.data.canonical import CanonicalForm, write_forms
from tongket.errors import SystemFailure, UsageError


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    assert files.write(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_two_writers_of_one_file_have_two_temporary_names(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with files.replacing(path) as new:
        other = multiprocessing.get_context("fork").Process(
            target=files.write, args=(path, "other")
        )
        other.start()
        other.join()
        assert (other.exitcode, path.read_text()) == (0, "other")
        new.write_text("mine")
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_is_read_only_is_told_by_the_name_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "write_bytes", refuses)
    monkeypatch.setattr(Path, "unlink", refuses)
    with pytest.raises(OSError, match="Read-only") as refused:
        files.write(tmp_path / "page.html", "new")
    assert refused.value.filename == str(tmp_path / "page.html")


def test_who_waits_too_long_learns_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_lock, "_WAIT_SECONDS", 0)
    refused = pytest.raises(SystemFailure, match="expected no other program that writes here")
    with folder_lock.alone(tmp_path), refused, folder_lock.alone(tmp_path):
        pytest.fail("two hold one folder")
    assert list(tmp_path.iterdir()) == []


def test_forms_are_compared_and_written_by_one_process_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    monkeypatch.setattr(folder_lock, "_WAIT_SECONDS", 0)
    form = CanonicalForm(path, "a.csv", "before", "after")
    with folder_lock.alone(tmp_path), pytest.raises(SystemFailure):
        write_forms(tmp_path, [form])
    assert path.read_text() == "before"
    write_forms(tmp_path, [form])
    with pytest.raises(UsageError, match="a.csv: expected the file as it was when it was compared"):
        write_forms(tmp_path, [form])
    write_forms(tmp_path, [CanonicalForm(path, "a.csv", "after", "")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("system", "tries"), [("win32", 3), ("linux", 1)])
def test_windows_is_asked_again_while_another_program_has_a_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, tries: int
) -> None:
    asked, really = [], Path.replace

    def replace(old: Path, new: Path) -> Path:
        asked.append(old)
        if len(asked) < tries or system == "linux":
            raise PermissionError(errno.EACCES, "Permission denied", str(old))
        return really(old, new)

    monkeypatch.setattr("tongket.files.sys.platform", system)
    monkeypatch.setattr(Path, "replace", replace)
    (tmp_path / "new").write_text("new")
    if system == "linux":
        with pytest.raises(PermissionError):
            files.move(tmp_path / "new", tmp_path / "old")
    else:
        files.move(tmp_path / "new", tmp_path / "old")
        assert (tmp_path / "old").read_text() == "new"
    assert len(asked) == tries


def test_windows_is_not_asked_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(old: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(old))

    monkeypatch.setattr("tongket.files.sys.platform", "win32")
    monkeypatch.setattr("tongket.files._PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        files.move(tmp_path / "new", tmp_path / "old")
