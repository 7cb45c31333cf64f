"""What a notebook opened beside the figures that its review read: files, folders, other programs, the network.

Python announces such things before it does them (`sys.addaudithook`). Those that the notebook's own code causes are
noted, with the content as it was then; what the library reads it accounts for itself.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from importlib.util import source_from_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.data.folder import OPENED
from tongket.run.plan.inputs import (
    ANOTHER_PROGRAM,
    FILE,
    FOLDER,
    OUTSIDE,
    THE_NETWORK,
    UNTRACED,
    file_digest,
    folder_digest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

PACKAGE = str(Path(__file__).parents[2])
FILES = ("open", "sqlite3.connect")
FOLDERS = ("os.listdir", "os.scandir")
# The result of any of these is known to nobody before it comes.
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname")
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")
WATCHED = frozenset((*FILES, *FOLDERS, *NETWORK, *PROGRAMS, "os.mkdir"))
# What is the machine's and not the notebook's: time zones, fonts, devices.
OF_THE_MACHINE = ("/dev", "/proc", "/sys", "/etc", "/usr/share", "/usr/lib")


class Opened:
    """Notes what the code of a notebook opens.

    Args:
        cells: the names that the notebook's cells share; what is caused below them is the notebook's.
        roots: the folders of the project by their name, `notebooks` and `data`; files elsewhere cannot be followed.
    """

    def __init__(self, cells: Mapping[str, Any], roots: Mapping[str, str]) -> None:
        self._cells = cells
        self._roots = {name: Path(os.path.realpath(folder)) for name, folder in roots.items()}
        self._notebooks = roots["notebooks"]
        self._passed_over = (*map(os.path.realpath, _installed()), *OF_THE_MACHINE)
        self._written: set[str] = set()
        self._own = threading.local()
        self.inputs: dict[str, str] = {}

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit event: note what it opens, where the notebook caused it."""
        if event == OPENED:
            # The library reads it because the notebook asked for it by name.
            self._note_path(FILE, Path(os.path.realpath(str(arguments[0]))), file_digest)
        if event not in WATCHED or getattr(self._own, "busy", False):
            return
        self._own.busy = True
        try:
            if self._is_of_the_notebook(sys._getframe(1)):  # noqa: SLF001 - the way to a caller
                self._note(event, arguments)
        finally:
            self._own.busy = False

    def _is_of_the_notebook(self, frame: FrameType | None) -> bool:
        while frame is not None:
            if frame.f_globals is self._cells or _is_in(frame.f_code.co_filename, self._notebooks):
                return True
            if _is_in(frame.f_code.co_filename, PACKAGE):
                return False
            frame = frame.f_back
        return False

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK:
            self.inputs.setdefault(f"{UNTRACED}{THE_NETWORK}", "")
        elif event in PROGRAMS:
            self.inputs.setdefault(f"{UNTRACED}{ANOTHER_PROGRAM}", "")
        elif isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if event == "os.mkdir" or (event == "open" and _writes(*arguments[1:3])):
                self._written.add(path)
            elif not any(_is_in(path, own) for own in self._written):
                in_folders = event in FOLDERS
                kind, digest = (FOLDER, folder_digest) if in_folders else (FILE, file_digest)
                self._note_path(kind, Path(_source(path)), digest)

    def _note_path(self, kind: str, path: Path, digest: Callable[[Path], str]) -> None:
        named = self._name(path)
        if named is not None and f"{kind}{named}" not in self.inputs:
            self.inputs[f"{kind}{named}"] = digest(path)
        elif named is None and not any(_is_in(str(path), folder) for folder in self._passed_over):
            self.inputs.setdefault(f"{UNTRACED}{kind}{path.name}{OUTSIDE}", "")

    def _name(self, path: Path) -> str | None:
        """A path by its place in the project; None where it is outside."""
        for name, root in self._roots.items():
            if path.is_relative_to(root):
                return f"{name}/{path.relative_to(root).as_posix()}"
        return None


def _writes(mode: object, flags: object) -> bool:
    """Whether a file is opened for writing alone, so that nothing that was in it is read."""
    if isinstance(mode, str):
        return mode[:1] in {"w", "x", "a"}
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_TRUNC | os.O_EXCL))


def _source(path: str) -> str:
    """The module that a compiled one was made of; any other path as it is."""
    return source_from_cache(path) if path.endswith(".pyc") and "__pycache__" in path else path


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _installed() -> set[str]:
    """The folders of Python, of what is installed, and of what libraries keep for themselves."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    # On Windows: the fonts of the system, and where matplotlib notes which there are.
    windows = [os.environ.get("SYSTEMROOT", ""), str(Path.home() / ".matplotlib")]
    kept = [os.environ.get("MPLCONFIGDIR", ""), cache, f"{config}/matplotlib", *windows]
    paths = [*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, PACKAGE, *kept]
    return {path for path in paths if path}


_LISTENING: list[Opened] = []


def listen(cells: Mapping[str, Any], notebooks: str) -> None:
    """Listen from now on, as long as this process lives.

    Args:
        cells: as `Opened`.
        notebooks: the notebook's own folder. That of the data is the one that its review reads.
    """
    data = os.environ.get("TONGKET_DATA")
    roots = {"notebooks": notebooks, **({"data": data} if data else {})}
    _LISTENING.append(Opened(cells, roots))
    sys.addaudithook(_LISTENING[-1].hear)


def answer() -> dict[str, str]:
    """The inputs by their name, each with the hash of its content when it was opened first."""
    return dict(_LISTENING[-1].inputs)
