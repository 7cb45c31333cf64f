"""`make release`: refuses with everything that is wrong at once, and changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fixtures.package_release import change, git, release, small_checkout


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_checkout(tmp_path / "small")


def refusals(small: Path, *without: str, **options: str) -> list[str]:
    """What a release says, having changed nothing."""
    answer = release(small, *without, **options)
    assert answer.returncode == 1
    assert [path.name for path in (small / "dist").iterdir()] == ["former.whl"]
    return answer.stderr.splitlines()


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_tagged(
    small: Path, tmp_path: Path
) -> None:
    change(small, "CITATION.cff", "\ndate-released: 2027-01-31", "")
    (small / "new.txt").write_text("not committed")
    git(small, "tag", "v1.0.0")
    shutil.rmtree(small / ".venv")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(shutil.which("git") or "")
    lines = refusals(small, "windows", version="1.0.0", PATH=str(tmp_path / "bin"))
    assert [line.split(",")[0] for line in lines] == [
        'release: lib/tongket/__init__.py: expected __version__ = "1.0.0"',
        "release: CITATION.cff: expected version: 1.0.0",
        "release: CITATION.cff: expected date-released: year-month-day",
        "release: CHANGELOG.md: expected a heading '## 1.0.0 - year-month-day'",
        "release: expected no uncommitted change",
        "release: expected no tag v1.0.0 yet",
        "release: WITHOUT: expected some of 3.11 lowest debian",
        "release: expected mmdebstrap for the trial in a Debian of its own",
        "release: expected a Python 3.11 for the oldest versions",
        "release: expected uv in .venv",
    ]
    assert "Run: apt install mmdebstrap debian-archive-keyring." in lines[7]
    assert lines[7].endswith('leave it out, and the release will say so: WITHOUT="debian"')
    assert lines[8].endswith('leave it out, and the release will say so: WITHOUT="3.11 lowest"')
    assert git(small, "tag").split() == ["v1.0.0"]


@pytest.mark.parametrize(
    "version", ["", "v1.2.3", "1.2", "01.2.3", "٠.٢.٠", "1.2.3 ; touch x", "1.2.3\n"]
)
def test_what_is_no_version_is_refused_and_asked_of_no_file(small: Path, version: str) -> None:
    lines = refusals(small, "debian", version=version)
    assert lines[0].startswith(f"release: expected a version such as 0.2.0, got {version!r}. Give")
    assert not any(".py: expected" in line or "CITATION" in line for line in lines)


def test_entries_that_are_not_released_are_named(small: Path) -> None:
    refusal = "release: CHANGELOG.md: expected nothing below '## Unreleased', got entries."
    (small / "uncommitted").touch()
    assert not any(line.startswith(refusal) for line in refusals(small))
    change(small, "CHANGELOG.md", "Unreleased\n", "Unreleased\n\n### Added\n- New.\n")
    (small / "uncommitted").write_text("again")
    assert any(line.startswith(refusal) for line in refusals(small))
    change(small, "CHANGELOG.md", "## Unreleased", "## Soon")
    (small / "uncommitted").write_text("and again")
    none = "release: CHANGELOG.md: expected a heading '## Unreleased', got none. Put it above"
    assert any(line.startswith(none) for line in refusals(small))


def test_git_must_know_who_tags(small: Path) -> None:
    for setting in ("user.name", "user.email"):
        git(small, "config", "--unset", setting)
    git(small, "config", "user.useConfigOnly", "true")
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    (line,) = refusals(small, "debian", "lowest", "3.11", **nobody)
    assert line.startswith(
        "release: git: expected to know who tags, got nobody. Say it: git config"
    )


def test_an_index_that_does_not_answer_is_named(small: Path, tmp_path: Path) -> None:
    change(small, "pyproject.toml", "dependencies = []", 'dependencies = ["click>=8.4"]')
    cut_off = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "cache")}
    (line,) = refusals(small, "debian", "lowest", "3.11", **cut_off)
    assert line.startswith("release: requirements.lock could not be compared with what")
    assert "uv pip compile" in line
    assert line.endswith("release from a machine that reaches it.")


def test_a_lock_of_other_requirements_is_named(small: Path) -> None:
    change(small, "requirements.lock", "", "click==8.4.0\n")
    (line,) = refusals(small, "debian", "lowest", "3.11")
    assert line.startswith("release: requirements.lock: expected what pyproject.toml asks for")
