"""A branch of a git repository as the place of the site, as GitHub Pages and its like serve it: one commit is it all.

git itself does it, with its own credentials. What others keep in the branch (`CNAME`) stays.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tongket.errors import SystemFailure, UsageError
from tongket.new_project.repository import git, has_git
from tongket.publish.targets.target import Target
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "git+"
BRANCH = "gh-pages"
# Without it GitHub Pages leaves out what begins with an underscore.
NO_JEKYLL = ".nojekyll"
_AS_IT_IS = ("-c", "core.autocrlf=false")


@contextmanager
def branch(target: str, scratch: Path, *, push: bool) -> Iterator[Target]:
    """The branch as a folder, which is committed and pushed where the block ends without an error.

    Args:
        target: `git+` and the address of a repository or its path, `#` and the branch, else `gh-pages`.
        scratch: a folder for the copy, which goes away again.
        push: whether anything is committed and pushed.

    Raises:
        UsageError: git is not installed.
        SystemFailure: git refuses; the branch is as it was.
    """
    if not has_git():
        raise UsageError(Phrase("publish: expected git, got none. Install it."))
    address, _, name = target.removeprefix(PREFIX).partition("#")
    name = name or BRANCH
    source = str(Path(address).absolute()) if Path(address).exists() else address
    with tempfile.TemporaryDirectory(prefix="branch-", dir=scratch) as folder:
        copy = Path(folder) / "copy"
        if _run(target, scratch, "ls-remote", "--heads", source, f"refs/heads/{name}"):
            own = ("--quiet", "--depth", "1", "--no-tags", "--branch", name, source, str(copy))
            _run(target, scratch, *_AS_IT_IS, "clone", *own)
        else:
            _run(target, scratch, "init", "--quiet", f"--initial-branch={name}", str(copy))
            _run(target, copy, "remote", "add", "origin", source)
        yield Target(str(copy), shown=target)
        if push:
            _push(target, copy, name)


def _push(target: str, copy: Path, name: str) -> None:
    # Also what a user's own list of ignored files would leave out.
    _run(target, copy, *_AS_IT_IS, "add", "--all", "--force")
    if _run(target, copy, "status", "--porcelain"):
        _run(target, copy, "commit", "--quiet", "--message", "Publish the site")
        _run(target, copy, "push", "--quiet", "origin", f"HEAD:refs/heads/{name}")


def _run(target: str, folder: Path, *words: str) -> str:
    answer = git(folder, *words)
    if answer.returncode:
        said = Phrase(
            "{target}: expected that git does its part, got: {cause}. Check with `{command}` that git reaches it and "
            "knows who you are (`git config user.name`). The branch is as it was; run the same command again.",
            target=target, cause=answer.stderr.strip() or str(answer.returncode),
            command=f"git ls-remote {target.removeprefix(PREFIX).partition('#')[0]}",
        )  # fmt: skip
        raise SystemFailure(said)
    return answer.stdout.strip()
