"""What a notebook opened beside its figures: what is noted, what is passed over, and when it has changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tongket.data.folder import OPENED
from tongket.files import write
from tongket.run.kernels.opened import PACKAGE, Opened
from tongket.run.plan.inputs import input_state
from tongket.run.plan.lineage import now

READ, WRITE = ("r", os.O_RDONLY), ("w", os.O_WRONLY | os.O_TRUNC)


@pytest.fixture
def roots(tmp_path: Path) -> dict[str, str]:
    write(tmp_path / "notebooks" / "rates.csv", "a\n1\n")
    write(tmp_path / "notebooks" / "rates.py", "A = 1\n")
    write(tmp_path / "data" / "areas.csv", "ref_area\n")
    return {name: str(tmp_path / name) for name in ("notebooks", "data")}


def noted(roots: dict[str, str], *events: tuple[Any, ...]) -> list[str]:
    """The inputs after events that this module, in place of a notebook, has caused."""
    opened = Opened(globals(), roots)
    for event, *arguments in events:
        opened.hear(event, tuple(arguments))
    return list(opened.inputs)


def test_files_and_folders_are_named_by_their_place_in_the_project(roots: dict[str, str]) -> None:
    names = noted(
        roots,
        ("open", f"{roots['notebooks']}/rates.csv", *READ),
        ("open", Path(roots["data"], "areas.csv"), *READ),
        ("open", os.fsencode(f"{roots['notebooks']}/none.csv"), *READ),
        ("sqlite3.connect", f"{roots['data']}/x.sqlite"),
        ("os.listdir", roots["data"]),
        ("os.scandir", roots["notebooks"]),
        ("open", f"{roots['notebooks']}/__pycache__/rates.cpython-311.pyc", "r", 0),
    )
    assert names == [
        "file notebooks/rates.csv", "file data/areas.csv", "file notebooks/none.csv", "file data/x.sqlite",
        "folder data/.", "folder notebooks/.", "file notebooks/rates.py",
    ]  # fmt: skip


def test_what_the_library_opens_for_a_notebook_is_an_input_by_its_announcement(
    roots: dict[str, str],
) -> None:
    path = f"{roots['notebooks']}/rates.csv"
    opened = Opened({}, roots)
    for event in ("open", OPENED):
        opened.hear(event, (path, *READ))
        assert list(opened.inputs) == ["file notebooks/rates.csv"] * (event == OPENED)
    assert opened.inputs == now(
        opened.inputs, {}, {name: Path(root) for name, root in roots.items()}
    )


def test_what_cannot_be_followed_is_named_too(roots: dict[str, str], tmp_path: Path) -> None:
    names = noted(
        roots,
        ("open", str(tmp_path / "elsewhere.csv"), *READ),
        ("socket.connect", None, ("127.0.0.1", 80)),
        ("subprocess.Popen", "git", [], None, None),
        ("os.system", b"ls"),
    )
    assert names == [
        "untraced input: file elsewhere.csv, outside the folders of notebooks and data",
        "untraced input: the network",
        "untraced input: another program",
    ]


def test_own_files_installed_ones_and_the_machines_are_passed_over(
    roots: dict[str, str], tmp_path: Path
) -> None:
    own, scratch = str(tmp_path / "own.csv"), str(tmp_path / "scratch")
    assert not noted(
        roots,
        ("open", own, *WRITE), ("open", own, *READ),
        ("open", str(tmp_path / "fresh"), None, os.O_RDWR | os.O_CREAT | os.O_EXCL),
        ("os.mkdir", scratch, 0o700, -1), ("open", f"{scratch}/x", *READ), ("os.scandir", scratch),
        ("open", f"{sys.prefix}/lib/x.py", *READ), ("open", os.__file__, *READ),
        ("open", "/proc/meminfo", *READ), ("open", 3, *READ), ("compile", b"", ""),
    )  # fmt: skip


def test_what_the_library_opens_it_accounts_for_itself(roots: dict[str, str]) -> None:
    opened = Opened(globals(), roots)
    # What a notebook calls in the library opens the file.
    library = compile("hear('open', arguments)", f"{PACKAGE}/data/store.py", "exec")
    arguments = f"{roots['data']}/areas.csv", *READ
    exec(library, {"hear": opened.hear, "arguments": arguments})
    assert opened.inputs == {}
    elsewhere = Opened({}, roots)
    elsewhere.hear("open", arguments)
    assert elsewhere.inputs == {}


def test_an_input_has_changed_where_its_content_is_another(roots: dict[str, str]) -> None:
    folders = {name: Path(folder) for name, folder in roots.items()}
    names = ["file notebooks/rates.csv", "file notebooks/none.csv", "folder data/."]
    before = now(names, {}, folders)
    assert list(before) == names
    assert before["file notebooks/none.csv"] == ""
    assert now(names, {}, folders) == before
    for path in ("notebooks/rates.csv", "notebooks/none.csv", "data/new.csv"):
        write(folders["data"].parent / path, "changed")
    assert all(before[name] != digest for name, digest in now(names, {}, folders).items())
    assert input_state("untraced input: the network", folders) is None
    assert input_state("areas.csv", folders) is None
