"""What the operating system refuses is said in both languages, at the file that people know."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from tongket.errors import UsageError
from tongket.files import replacing, write
from tongket.system_errors import _KNOWN, refused


@pytest.mark.parametrize(
    ("number", "english", "vietnamese"),
    [
        (errno.EACCES, "got: Permission denied. Choose another place", "gặp: không có quyền. Chọn nơi khác"),
        (errno.ENOSPC, "got: No space left on device. Free some space", "gặp: đĩa đã đầy. Giải phóng"),
        (errno.ENAMETOOLONG, "got: File name too long. Choose a shorter name.", "gặp: tên tệp quá dài. Chọn tên ngắn hơn."),
    ],
)  # fmt: skip
def test_a_refusal_names_its_file_its_cause_and_what_to_do(
    number: int, english: str, vietnamese: str
) -> None:
    said = refused(OSError(number, os.strerror(number), "a.csv"))
    assert said.en.startswith("a.csv: expected a file or folder that can be used, ")
    assert english in said.en
    assert vietnamese in said.vi


def test_each_known_cause_is_of_this_system_and_translated() -> None:
    words = {os.strerror(number) for number in errno.errorcode}
    for known in _KNOWN:
        assert known in words
    for number in (errno.EACCES, errno.EROFS, errno.EISDIR, errno.EEXIST, errno.EIO):
        said = refused(OSError(number, os.strerror(number), "a"))
        assert os.strerror(number) in said.en
        assert os.strerror(number) not in said.vi


@pytest.mark.parametrize("name", [".indicators.toml.12.new", None])
def test_a_file_that_is_not_written_is_named_as_people_know_it(
    name: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "indicators.toml"
    with pytest.raises(OSError, match="No space") as caught, replacing(path) as new:
        raise OSError(errno.ENOSPC, "No space left on device", name and str(new))
    assert caught.value.filename == str(path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory") as caught, replacing(tmp_path) as new:
        new.write_text("x")
    assert refused(caught.value).en.startswith(f"{tmp_path}: expected a file or folder")


def test_the_path_that_was_asked_for_is_named_also_where_it_is_not_there_yet(
    tmp_path: Path,
) -> None:
    for name, code, remedy in (
        ("ă" * 200, errno.ENAMETOOLONG, "Choose a shorter name."),
        ("mine/tongket.toml", errno.ENOSPC, "Free some space, then run again."),
    ):
        said = refused(OSError(code, os.strerror(code), str(tmp_path / name))).en
        assert said.startswith(f"{tmp_path / name}: expected a file or folder that can be used")
        assert said.endswith(remedy)
    own = Path(tempfile.gettempdir(), "tongket-abc", "data")
    said = refused(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(own))).en
    assert said.startswith(f"{tempfile.gettempdir()}: ")


def test_a_folder_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()
    with pytest.raises(FileNotFoundError) as caught:
        Path.cwd()
    assert refused(caught.value).en.startswith("the current folder: expected one that is there")
    assert refused(caught.value).vi.startswith("thư mục hiện tại: cần một thư mục còn đó")


def test_nothing_is_written_inside_the_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tongket" / "shipped").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "tongket")
    monkeypatch.setattr("tongket.project.SHIPPED", tmp_path / "tongket" / "shipped")
    for folder in ("tongket/shipped", "tongket", "link", "tongket/new"):
        path = tmp_path / folder / "a.xlsx"
        with pytest.raises(UsageError, match="inside the installed package"):
            write(path, "x")
        with pytest.raises(UsageError, match="inside the installed package"), replacing(path):
            pytest.fail("nothing may be written")
    assert write(tmp_path / "a.xlsx", "x")
    assert [*(tmp_path / "tongket").iterdir()] == [tmp_path / "tongket" / "shipped"]


@pytest.mark.parametrize("code", [5, 32, 33])
def test_of_a_file_that_windows_locks_it_is_said_that_a_program_may_have_it(code: int) -> None:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "2025.xlsx")
    assert "Excel" not in refused(error).en
    error.winerror = code  # type: ignore[attr-defined]
    said = refused(error)
    assert "If it is open in another program, as a workbook in Excel, close it there" in said.en
    assert "hãy đóng nó lại rồi chạy lại. Chọn nơi khác" in said.vi
