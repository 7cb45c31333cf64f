"""What a notebook opened beside the figures of its review, by names that hold on every machine, and its state.

`file notebooks/rates.csv` and `folder data/observations` are followed by their content; what is named
`untraced input: …` cannot be followed, so that a report which has one is never fresh.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tongket.run.plan.fingerprint import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE, FOLDER, UNTRACED = "file ", "folder ", "untraced input: "
THE_NETWORK, ANOTHER_PROGRAM, NOT_SAID = (
    "the network",
    "another program",
    "the kernel did not say what it opened",
)
OUTSIDE = ", outside the folders of notebooks and data"
UNKNOWN = f"{UNTRACED}{NOT_SAID}"


def input_state(name: str, folders: Mapping[str, Path]) -> str | None:
    """The state of an input now.

    Args:
        name: its name in manifests.
        folders: the folders `notebooks` and `data`.

    Returns:
        A hash, empty where nothing has that name; None for what is no such input or cannot be followed.
    """
    kind = next((kind for kind in (FILE, FOLDER) if name.startswith(kind)), None)
    if kind is None:
        return None
    root, _, place = name.removeprefix(kind).partition("/")
    path = folders[root] / place
    return file_digest(path) if kind == FILE else folder_digest(path)


def file_digest(path: Path) -> str:
    """The hash of a file; empty where there is none."""
    return sha256(path) if path.is_file() else ""


def folder_digest(path: Path) -> str:
    """A hash of the names in a folder; empty where there is none. Python's compiled modules do not count."""
    if not path.is_dir():
        return ""
    names = sorted(entry.name for entry in path.iterdir() if entry.name != "__pycache__")
    return hashlib.sha256("\0".join(names).encode(errors="surrogateescape")).hexdigest()
