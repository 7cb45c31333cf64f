"""Where Python looks for modules in a run: what is installed, never the folder that a command was called in.

Standard library only: it is used before anything else is loaded.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Python looks for its own library in a ZIP file first, then in a folder.
STANDARD_LIBRARY = (
    str(Path(os.__file__).parents[1] / f"python{sys.version_info[0]}{sys.version_info[1]}.zip"),
    str(Path(os.__file__).parent),
)
# The folder that holds this package: `site-packages`, or `lib` of a checkout.
OWN = str(Path(__file__).parents[3])


def installed(path: Sequence[str]) -> list[str]:
    """The part of a module search path that belongs to the installation.

    Python puts the caller's or the script's folder first, then what PYTHONPATH names, then its own library, then what
    is installed. So all before its own library goes; the folder of this package stays, at the end.

    >>> installed(["", "/home/someone", *STANDARD_LIBRARY, OWN]) == [*STANDARD_LIBRARY, OWN]
    True
    """
    found = _after_the_callers(path)
    return found if OWN in found else [*found, OWN]


def variables(path: Sequence[str]) -> dict[str, str]:
    """The environment variables with which a new Python finds what is installed and nothing else.

    An empty variable is as good as none.

    Args:
        path: the module search path of this process. Where it finds this package only through PYTHONPATH, the new
            PYTHONPATH names the folder of this package alone.
    """
    own = "" if OWN in _after_the_callers(path) else OWN
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": own, "PYTHONSTARTUP": ""}


@contextmanager
def only_installed() -> Iterator[None]:
    """Let this process, and all that it starts, find only what is installed while the block runs."""
    before = list(sys.path)
    sys.path[:] = installed(before)
    try:
        yield
    finally:
        sys.path[:] = before


def _after_the_callers(path: Sequence[str]) -> list[str]:
    first = next((n for n, p in enumerate(path) if p in STANDARD_LIBRARY), 0)
    return [entry for entry in path[first:] if Path(entry).is_absolute()]
