"""What a review is made from, by content: library, versions that matter, data files, commit."""

from __future__ import annotations

import hashlib
import platform
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from tongket import __version__
from tongket.errors import DataError
from tongket.project import example_dir, shared_registry
from tongket.translations import in_effect

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parents[2]
# Another version of these may change a page.
LIBRARIES = (
    "babel",
    "ipykernel",
    "ipython",
    "jinja2",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "seaborn",
)
# The registries that come with tongket; those of a project are laid over them.
SHARED = ("areas.csv", "indicators.toml", "rules.toml")
DATA = ("*.toml", "*.csv", "observations/*.csv", "locale/*.po")


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content(path: Path) -> str:
    """The hash of what pages take from a file: from a catalogue the translations in effect, from others all bytes."""
    if path.suffix == ".po":
        with suppress(DataError):
            return hashlib.sha256(in_effect(path)).hexdigest()
    return sha256(path)


@cache
def versions() -> Mapping[str, str]:
    """The versions of Python, of tongket and of the libraries that a page depends on."""
    found = {"python": platform.python_version(), "tongket": __version__}
    return found | {name: metadata.version(name) for name in LIBRARIES}


def data_files(folder: Path) -> dict[str, str]:
    """The registries and observations with their hashes, by their place in the data folder; shared ones too."""
    found = {name: content(folder / name) for name in own_data_files(folder)}
    shared = shared_registry(folder)
    return found | (_registries(shared) if shared else {})


def own_data_files(folder: Path) -> tuple[str, ...]:
    """The registries and observations that lie in a data folder itself, by their place there."""
    files = {path for pattern in DATA for path in folder.glob(pattern)}
    return tuple(path.relative_to(folder).as_posix() for path in sorted(files))


def files_for_kernels(notebooks: Path) -> tuple[str, ...]:
    """What a kernel needs of the folder of the notebooks: its mark, the translations of their sentences, modules."""
    patterns = ("review.toml", "locale/*.po", "*.py", "*/*.py")
    files = [file for pattern in patterns for file in sorted(notebooks.glob(pattern))]
    return tuple(path.relative_to(notebooks).as_posix() for path in files)


@cache
def library(root: Path = PACKAGE) -> str:
    """One hash over everything of the package that can change a page: neither the command line nor where pages go.

    Read once: a process goes on with the code that it has loaded.
    """
    total = hashlib.sha256()
    # In one order on every system: Windows sorts paths without their capitals.
    for path in sorted(root.rglob("*"), key=lambda each: each.parts):
        place = path.relative_to(root)
        if path.is_file() and _makes_pages(place):
            total.update(f"{place.as_posix()}\0{content(path)}\n".encode())
    return total.hexdigest()


@cache
def registry() -> str:
    """One hash over the registries that come with tongket, over which those of a project are laid."""
    return hashlib.sha256(repr(_registries(example_dir() / "data")).encode()).hexdigest()


def commit(folder: Path) -> str | None:
    """The git commit that a folder has checked out, or None where it is no checkout.

    Read from git's own files, because git may not be installed where a review runs.
    """
    git = folder / ".git"
    if git.is_file():
        git = folder / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    head = git / "HEAD"
    return _resolve(git, head.read_text(encoding="utf-8").strip()) if head.is_file() else None


def _registries(shared: Path) -> dict[str, str]:
    return {f"shared/{name}": sha256(shared / name) for name in SHARED}


def _makes_pages(place: Path) -> bool:
    outside = {"__pycache__", "shipped", "cli", "targets", "__main__.py"}
    return not outside & set(place.parts)


def _resolve(git: Path, head: str) -> str | None:
    if not head.startswith("ref:"):
        return head
    name = head.removeprefix("ref:").strip()
    shared = git / "commondir"
    folders = [git, git / shared.read_text(encoding="utf-8").strip()] if shared.is_file() else [git]
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8").strip()
        packed = folder / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        for line in lines:
            if line.endswith(f" {name}"):
                return line.split(" ", 1)[0]
    return None
