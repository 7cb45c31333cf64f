"""What counts as saved, and when."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tongket.preview.watch import Watch


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("data/observations", "notebooks/locale", "build"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("data/observations/a.csv", "notebooks/a.ipynb", "tongket.toml", "build/a.html"):
        (tmp_path / name).write_text("1")
    return tmp_path


@pytest.fixture
def watch(project: Path) -> Watch:
    return Watch((project / "data", project / "notebooks"), project)


def _rewritten(path: Path) -> None:
    """As many bytes at the same time: as some programs and copies leave a file."""
    before, new = path.stat(), path.with_name("new")
    new.write_text("2")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)


def _rewritten_in_place(path: Path) -> None:
    before = path.stat()
    path.write_text("2")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "data/observations/a.csv").write_text("12"),
        lambda project: (project / "data/observations/b.csv").write_text("1"),
        lambda project: (project / "data/observations/a.csv").unlink(),
        lambda project: (project / "notebooks/locale/vi.po").write_text("1"),
        lambda project: (project / "notebooks/a.ipynb").write_text(""),
        lambda project: (project / "tongket.toml").write_text("12"),
        lambda project: _rewritten(project / "tongket.toml"),
        pytest.param(
            lambda project: _rewritten_in_place(project / "tongket.toml"),
            marks=pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of change"),
        ),
    ],
)
def test_what_pages_are_made_of_is_seen(
    change: Callable[[Path], object], project: Path, watch: Watch
) -> None:
    assert not watch.has_changed()
    change(project)
    assert watch.has_changed()
    watch.wait()
    assert not watch.has_changed()


@pytest.mark.parametrize(
    "name",
    [
        "preview.log",
        "build/a.html",
        "data/.~lock.a.csv#",
        "notebooks/.ipynb_checkpoints/a.ipynb",
        "data/~$a.xlsx",
    ],
)
def test_what_programs_keep_for_themselves_is_none_of_it(
    name: str, project: Path, watch: Watch
) -> None:
    path = project / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("123")
    assert not watch.has_changed()


def test_a_folder_that_goes_is_a_change_and_no_error(project: Path, watch: Watch) -> None:
    (project / "notebooks").rename(project / "gone")
    assert watch.has_changed()


def test_links_that_lead_back_are_followed_once(project: Path) -> None:
    for name in ("one", "two", "three"):
        (project / "data" / name).symlink_to(project / "data", target_is_directory=True)
    watch = Watch((project / "data",), project)
    assert not watch.has_changed()
    (project / "data/observations/a.csv").write_text("12")
    assert watch.has_changed()


def test_it_waits_until_nobody_writes_any_more(project: Path, watch: Watch) -> None:
    path, whole = project / "data/observations/a.csv", "1" * 20
    seen = []
    waiting = Thread(target=lambda: (watch.wait(), seen.append(path.read_text())))
    waiting.start()
    with path.open("w") as file:
        for letter in whole:
            file.write(letter)
            file.flush()
            waiting.join(0.005)
    waiting.join(5)
    assert seen == [whole]


def test_what_each_round_saves_supersedes_none_for_ever(project: Path, watch: Watch) -> None:
    own, data = project / "notebooks/own.csv", project / "data/observations/a.csv"
    superseded = []
    for number in range(4):
        own.write_text("1" * (number + 1))
        superseded.append(watch.has_changed())
        if number < 3:
            watch.wait()
    assert superseded == [True, True, False, False]
    data.write_text("12")
    assert watch.has_changed(), "what is saved beside it supersedes a round as ever"
    watch.wait()
    own.write_text("saved once more")
    assert not watch.has_changed()


def test_it_waits_some_seconds_for_who_writes_on_and_on(
    project: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.preview.watch.LONGEST", 0.2)
    path, states = project / "data/observations/a.csv", iter(range(10_000))
    looked = watch._state

    def state() -> object:
        path.write_text(str(next(states)))
        return looked()

    monkeypatch.setattr(watch, "_state", state)
    watch.wait()
    assert next(states) < 1_000
