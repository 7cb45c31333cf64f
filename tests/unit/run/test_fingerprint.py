from __future__ import annotations

from pathlib import Path

import pytest

from tongket.files import write
from tongket.run.plan import fingerprint

COMMIT = "312859c4bb1db98e45c90ef9db7e8133576b5141"


def test_the_commit_of_a_branch(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "HEAD", "ref: refs/heads/main\n")
    write(tmp_path / ".git" / "refs" / "heads" / "main", f"{COMMIT}\n")
    assert fingerprint.commit(tmp_path) == COMMIT


def test_the_commit_of_a_packed_branch(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "HEAD", "ref: refs/heads/main\n")
    write(
        tmp_path / ".git" / "packed-refs",
        f"# pack-refs\n0000 refs/heads/old\n{COMMIT} refs/heads/main\n",
    )
    assert fingerprint.commit(tmp_path) == COMMIT


def test_the_commit_of_a_detached_head(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "HEAD", f"{COMMIT}\n")
    assert fingerprint.commit(tmp_path) == COMMIT


def test_the_commit_of_a_linked_worktree(tmp_path: Path) -> None:
    git = tmp_path / "main" / ".git"
    write(tmp_path / "tree" / ".git", f"gitdir: {git}/worktrees/tree\n")
    write(git / "worktrees" / "tree" / "HEAD", "ref: refs/heads/side\n")
    write(git / "worktrees" / "tree" / "commondir", "../..\n")
    write(git / "refs" / "heads" / "side", f"{COMMIT}\n")
    assert fingerprint.commit(tmp_path / "tree") == COMMIT


@pytest.mark.parametrize("head", [None, "ref: refs/heads/unborn\n"])
def test_where_nothing_was_committed_there_is_no_commit(tmp_path: Path, head: str | None) -> None:
    if head:
        write(tmp_path / ".git" / "HEAD", head)
    assert fingerprint.commit(tmp_path) is None


def test_data_files_are_registries_and_observations(tmp_path: Path) -> None:
    for name in (
        "areas.csv",
        "rules.toml",
        "observations/ip.csv",
        "README.md",
        "observations/notes.txt",
    ):
        write(tmp_path / name, name)
    files = fingerprint.data_files(tmp_path)
    assert list(files) == ["areas.csv", "observations/ip.csv", "rules.toml"]
    assert files["areas.csv"] == fingerprint.sha256(tmp_path / "areas.csv")


def test_the_versions_that_matter_are_named() -> None:
    found = fingerprint.versions()
    assert {"python", "tongket", "pandas", "papermill", "nbconvert"} <= set(found)
    assert all(found.values())


def test_the_library_has_one_hash_that_stays() -> None:
    assert fingerprint.library() == fingerprint.library()
    assert len(fingerprint.library()) == 64


def test_the_state_of_the_library_is_its_files_with_their_names(
    tmp_path: Path,
) -> None:
    def state(**files: str) -> str:
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, text in files.items():
            write(root / name.replace("__", "/") / "x.py", text)
        return fingerprint.library(root)

    one = state(measures="a", tables="b")
    assert state(measures="a", tables="b") == one
    others = [
        state(measures="a", tables="c"),
        state(measures="a", themes="b"),
        state(measures="a", tables__inner="b"),
        state(measures="a", tables="b", themes=""),
        state(measures="b", tables="a"),
    ]
    assert len({one, *others}) == 6
    assert state(measures="a", tables="b", cli="d") == one, "the command line changes no page"


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        ("measures.py", True),
        ("publish/templates/page.css", True),
        ("cli/reports.py", False),
        ("__main__.py", False),
        ("__pycache__/measures.cpython-311.pyc", False),
        ("shipped/data/areas.csv", False),
    ],
)
def test_what_cannot_change_a_page_does_not_count(place: str, *, counts: bool) -> None:
    assert fingerprint._makes_pages(Path(place)) is counts


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        (PO.replace('msgid "a"', '# A note.\n#: place.py\nmsgid "a"'), True),
        (PO + '\n#~ msgid "old"\n#~ msgstr "cũ"\n', True),
        (PO + '\n#, fuzzy\nmsgid "c"\nmsgstr "d"\n', True),
        (PO + '\nmsgid "c"\nmsgstr "d"\n', False),
        (PO.replace('"b"', '"B"'), False),
        ("no catalogue\n", False),
    ],
)
def test_a_catalogue_counts_by_the_translations_that_are_in_effect(
    text: str, is_same: bool, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "locale" / "vi.po"
    write(path, PO)
    before = fingerprint.data_files(tmp_path / "data")
    path.write_text(text, encoding="utf-8")
    assert (fingerprint.data_files(tmp_path / "data") == before) is is_same
