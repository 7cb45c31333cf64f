"""Whether the history of a project's changes is kept with git, its beginning, who keeps it; nothing is committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def has_git() -> bool:
    """Whether git is installed."""
    return shutil.which("git") is not None


def is_in_repository(folder: Path) -> bool:
    """Whether git keeps the history of a folder, or of one above it; the folder need not be there yet."""
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    return git(there, "rev-parse", "--git-dir").returncode == 0


def begin_repository(folder: Path) -> None:
    """Make a folder a repository of git. Whose name the first commit carries is for its owner to say.

    Raises:
        OSError: git refuses; the message says why.
    """
    answer = git(folder, "init", "--quiet")
    if answer.returncode:
        raise OSError(answer.returncode, answer.stderr.strip(), str(folder))


def user_of(folder: Path) -> str:
    """The name that git would write into a commit there; empty where it knows none, or is not installed."""
    return git(folder, "config", "user.name").stdout.strip() if has_git() else ""


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What git answers in a folder; it never waits for somebody to type a password."""
    # Variables of a hook, in which tongket may be called, name the repository of the hook.
    own = {k: v for k, v in os.environ.items() if k not in {"GIT_DIR", "GIT_WORK_TREE"}}
    own |= {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_SSH_COMMAND": own.get("GIT_SSH_COMMAND", "ssh -oBatchMode=yes"),
    }
    command = [shutil.which("git") or "git", "-C", str(folder), *words]
    # Whatever the system writes with: names of files in git are UTF-8, and what is none must not end the answer.
    return subprocess.run(  # noqa: S603
        command, env=own, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
