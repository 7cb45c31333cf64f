"""What was saved: files are looked at again and again, which is the same on every system and every disk."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Some hundred files take less than a millisecond, so that looking takes a hundredth of a processor.
SECONDS = 0.015
# So many seconds it waits for whoever writes on and on, as a protocol does.
LONGEST = 3
# A file that is saved in so many rounds in a row is written by the rounds themselves: by a cell of a notebook.
IN_A_ROW = 2
# What programs keep for themselves: hidden files and folders, locks of office programs, compiled modules.
PASSED_OVER = (".", "~", "__pycache__")
# The settings of a project and its logo; a protocol that somebody writes beside them would make pages anew for ever.
OF_A_PROJECT = (".toml", ".svg", ".png", ".jpg", ".jpeg", ".webp")

# What tells that a file has another content, and what a folder is, by whatever link it is found.
State = dict[str, tuple[int, ...]]
Known = set[tuple[int, int]]


class Watch:
    """Looks whether any file of a project was saved.

    Args:
        folders: looked at with all that is below them.
        shallow: a folder of which only settings and pictures are looked at, not below it.
    """

    def __init__(self, folders: tuple[Path, ...], shallow: Path) -> None:
        self._folders, self._shallow = folders, shallow
        self._seen = self._state()
        self._in_a_row = Counter[str]()

    def has_changed(self) -> bool:
        """Whether anything was saved since the last call of `wait`, but what each round saves."""
        return any(self._in_a_row[path] < IN_A_ROW for path in self._changed(self._state()))

    def wait(self) -> None:
        """Return as soon as something was saved and nobody writes any more."""
        before, begun = self._seen, None
        in_round = self._changed(self._state())
        self._in_a_row = Counter({path: self._in_a_row[path] + 1 for path in in_round})
        while (now := self._state()) == self._seen or now != before:
            begun = begun or (time.monotonic() if now != self._seen else None)
            if begun and time.monotonic() > begun + LONGEST:
                break
            before = now
            time.sleep(SECONDS)
        self._seen = now

    def _changed(self, now: State) -> set[str]:
        return {path for path, _ in now.items() ^ self._seen.items()}

    def _state(self) -> State:
        known: Known = set()
        beside = _files(self._shallow, known, deep=False)
        found = {path: state for path, state in beside if path.lower().endswith(OF_A_PROJECT)}
        for folder in self._folders:
            found.update(_files(folder, known, deep=True))
        return found


def _files(
    folder: Path | str, known: Known, *, deep: bool
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each file with what a new content changes; what is gone while it is looked at is passed over.

    So is a folder that is known: two links to what they lie in would lead through each other for ever.
    """
    try:
        at = Path(folder).stat()
        entries = [each for each in os.scandir(folder) if not each.name.startswith(PASSED_OVER)]
    except OSError:
        return
    if (at.st_dev, at.st_ino) in known:
        return
    known.add((at.st_dev, at.st_ino))
    for entry in entries:
        try:
            if not entry.is_dir():
                state = entry.stat()
                # Who sets the time of a file back, as a copy that keeps it does, does not set back that of its change.
                yield (
                    entry.path,
                    (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino),
                )
            elif deep:
                yield from _files(entry.path, known, deep=True)
        except OSError:
            continue
