from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from tongket.errors import SystemFailure
from tongket.run.kernels import runtime_folder
from tongket.run.kernels.runtime_folder import RuntimeFolder
from tongket.run.lock import hold
from tongket.run.output_folder import OutputFolder

if TYPE_CHECKING:
    from tongket.run.events import Event


def test_the_folder_is_free_again_after_a_run(tmp_path: Path) -> None:
    events: list[Event] = []
    for _ in range(2):
        with hold(OutputFolder(tmp_path), events.append):
            assert (tmp_path / ".run" / "holder").read_text() == f"{os.getpid()}\n"
    assert events == []
    assert not (tmp_path / ".run" / "holder").exists()


def test_a_second_run_says_who_holds_the_folder_and_gives_up_in_the_end(tmp_path: Path) -> None:
    events: list[Event] = []
    refusal = pytest.raises(SystemFailure, match=f"process {os.getpid()}, which still runs")
    second = hold(OutputFolder(tmp_path), events.append, wait_seconds=0.1)
    with hold(OutputFolder(tmp_path), events.append), refusal, second:
        pytest.fail("two runs at once")
    assert [event.holder for event in events] == [f"process {os.getpid()}"]


def test_an_error_frees_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sai"), hold(OutputFolder(tmp_path), print):
        raise ValueError("sai")
    with hold(OutputFolder(tmp_path), print, wait_seconds=0):
        pass


def test_a_run_folder_goes_with_its_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(runtime_folder, "LONGEST_BASE", 500)
    folder = RuntimeFolder()
    assert Path(folder.path).stat().st_mode & 0o077 == 0, "closed to other users"
    folder.remove()
    assert list(tmp_path.iterdir()) == []


def test_the_next_run_clears_up_after_a_killed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(runtime_folder, "LONGEST_BASE", 500)
    dead = tmp_path / "tongket-dead"
    (dead / "kernel-x").mkdir(parents=True)
    (dead / "lock").touch()
    living = RuntimeFolder()
    other = RuntimeFolder()
    assert sorted(path for path in tmp_path.iterdir()) == sorted(
        [Path(living.path), Path(other.path)]
    )
    other.remove()
    living.remove()


def test_sockets_do_not_go_where_their_path_would_be_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 60)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    folder = RuntimeFolder()
    folder.remove()
    assert len(folder.path) < 40


@pytest.mark.parametrize("moment", ["before it is locked", "while it is locked"])
def test_a_new_folder_that_another_run_clears_up_is_made_again(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(runtime_folder, "LONGEST_BASE", 500)
    removed: list[Path] = []

    class Raced(FileLock):
        """A lock of a folder that another run removes once, just before or after its file is opened."""

        def acquire(self, *args: Any, **options: Any) -> Any:
            if not removed and moment == "before it is locked":
                removed.append(Path(self.lock_file).parent)
                shutil.rmtree(removed[0])
            held = super().acquire(*args, **options)
            if not removed:
                removed.append(Path(self.lock_file).parent)
                shutil.rmtree(removed[0])
            return held

    monkeypatch.setattr(runtime_folder, "FileLock", Raced)
    folder = RuntimeFolder()
    assert removed
    assert not removed[0].exists()
    assert (Path(folder.path) / "lock").exists()
    other = RuntimeFolder()
    assert Path(folder.path).exists(), "the next run sees that it is in use"
    other.remove()
    folder.remove()
