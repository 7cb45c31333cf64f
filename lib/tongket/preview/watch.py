"""What was saved: files are looked at again and again, which is the same on every system and every disk."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Some hundred files take less than a millisecond, so that looking takes a hundredth of a processor.
SECONDS = 0.015
# What programs keep for themselves: hidden files and folders, locks of office programs, compiled modules.
PASSED_OVER = (".", "~", "__pycache__")
# The settings of a project and its logo; a protocol that somebody writes beside them would make pages anew for ever.
OF_A_PROJECT = (".toml", ".svg", ".png", ".jpg", ".jpeg", ".webp")

State = dict[str, tuple[int, int, int]]


class Watch:
    """Looks whether any file of a project was saved.

    Args:
        folders: looked at with all that is below them.
        shallow: a folder of which only settings and pictures are looked at, not below it.
    """

    def __init__(self, folders: tuple[Path, ...], shallow: Path) -> None:
        self._folders, self._shallow = folders, shallow
        self._seen = self._state()

    def has_changed(self) -> bool:
        """Whether anything was saved since the last call of `wait`."""
        return self._state() != self._seen

    def wait(self) -> None:
        """Return as soon as something was saved and nobody writes any more."""
        before = self._seen
        while (now := self._state()) == self._seen or now != before:
            before = now
            time.sleep(SECONDS)
        self._seen = now

    def _state(self) -> State:
        beside = _files(self._shallow, deep=False)
        found = {path: state for path, state in beside if path.lower().endswith(OF_A_PROJECT)}
        for folder in self._folders:
            found.update(_files(folder, deep=True))
        return found


def _files(folder: Path | str, *, deep: bool) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Each file with what a new content changes; what is gone while it is looked at is passed over."""
    try:
        entries = [each for each in os.scandir(folder) if not each.name.startswith(PASSED_OVER)]
    except OSError:
        return
    for entry in entries:
        try:
            if not entry.is_dir():
                state = entry.stat()
                yield entry.path, (state.st_mtime_ns, state.st_size, state.st_ino)
            elif deep:
                yield from _files(entry.path, deep=True)
        except OSError:
            continue
