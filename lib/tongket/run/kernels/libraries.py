"""Libraries loaded before they are used, without the parts that only cost time."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tongket.run.kernels.search_path import only_installed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A debugger has nothing to do in a run. The grammar of addresses takes a second to load, and only
# documents with such addresses in their JSON schema need it: notebooks have none.
LEFT_OUT = ("debugpy", "rfc3987_syntax")


def load(names: Iterable[str]) -> None:
    """Import modules from what is installed; one that is not installed is left out."""
    with without(LEFT_OUT), only_installed():
        for name in names:
            with suppress(ImportError):
                importlib.import_module(name)


@contextmanager
def without(names: Iterable[str]) -> Iterator[None]:
    """Let optional modules look as if they were not installed while the block runs.

    A module that is loaded already stays.
    """
    hidden = [name for name in names if name not in sys.modules]
    # An entry of None makes `import` raise ModuleNotFoundError.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
