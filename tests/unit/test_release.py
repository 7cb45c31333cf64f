"""`make release`: refuses with everything that is wrong at once, and changes nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with nothing uncommitted, whose citation names no day."""
    for name in (".ci/release", "lib/tongket/__init__.py", "CITATION.cff", "requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    citation = (tmp_path / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    kept = [line for line in citation if not line.startswith("date-released")]
    (tmp_path / "CITATION.cff").write_text("\n".join(kept), encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def release(folder: Path, version: str) -> tuple[int, list[str]]:
    answer = subprocess.run(
        [folder / ".ci/release", version], capture_output=True, text=True, check=False
    )
    return answer.returncode, answer.stderr.splitlines()


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_tagged(project: Path) -> None:
    (project / "new.txt").write_text("not committed")
    git(project, "tag", "v9.9.9")
    code, lines = release(project, "9.9.9")
    assert code == 1
    assert [line.split(",")[0] for line in lines] == [
        'release: lib/tongket/__init__.py: expected __version__ = "9.9.9"',
        "release: CITATION.cff: expected version: 9.9.9",
        "release: CITATION.cff: expected date-released: year-month-day",
        "release: CHANGELOG.md: expected a heading '## 9.9.9 - year-month-day'",
        "release: expected no uncommitted change",
        "release: expected no tag v9.9.9 yet",
        "release: expected uv in .venv",
    ]
    assert git(project, "tag").split() == ["v9.9.9"]
    assert not (project / "dist").exists()


def test_a_version_must_be_given(project: Path) -> None:
    code, lines = release(project, "")
    assert code == 1
    assert lines[0].startswith("release: expected a version such as 0.2.0, got ''.")


def test_entries_that_are_not_released_are_named(project: Path) -> None:
    changelog = project / "CHANGELOG.md"
    begin, released = (
        "# Changelog\n\n## Unreleased\n",
        "\n## 9.9.9 - 2027-01-31\n\n### Added\n- Old.\n",
    )
    refusal = "release: CHANGELOG.md: expected nothing below '## Unreleased', got entries."
    for entries, is_refused in (("", False), ("\n### Added\n- New.\n", True)):
        changelog.write_text(begin + entries + released)
        _, lines = release(project, "9.9.9")
        assert any(line.startswith(refusal) for line in lines) is is_refused
