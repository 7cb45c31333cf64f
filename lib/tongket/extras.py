"""What an extra of the package needs, and the command that installs it."""

from __future__ import annotations

import re
from importlib import metadata


def install(extra: str) -> str:
    """The sentence that says how to install what an extra needs: the libraries by their names.

    The package itself is not named, because it need not come from an index of packages.

    >>> install("pdf")
    "Install it: pip install 'weasyprint>=68'."
    """
    needed = re.compile(rf"""(.+?)\s*;.*\bextra == ['"]{extra}['"]""")
    found = (needed.fullmatch(each) for each in metadata.requires("tongket") or ())
    names = " ".join(f"'{match[1]}'" for match in found if match)
    return f"Install it: pip install {names}."
