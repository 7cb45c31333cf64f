"""What the package and its extras need, and the command that installs it."""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING

from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Text

_OF_EXTRA = re.compile(r"""\s*(?:;|and)\s*extra == ['"](.+?)['"]""")


def names() -> list[str]:
    """The extras that there are."""
    return metadata.metadata("tongket").get_all("Provides-Extra") or []


def needed(extra: str) -> list[str]:
    """The requirements of an extra; of the package itself for an empty name.

    >>> needed("pdf")
    ['font-source-sans-pro>=0.0.1', 'weasyprint>=68']
    """
    found = []
    for each in metadata.requires("tongket") or ():
        match = _OF_EXTRA.search(each)
        if (match[1] if match else "") == extra:
            found.append(_OF_EXTRA.sub("", each))
    return found


def install(extra: str) -> Text:
    """The sentence that says how to install what an extra needs: the libraries by their names.

    The package itself is not named, because it need not come from an index of packages.

    >>> print(install("pdf").en)
    Install it: pip install "font-source-sans-pro>=0.0.1" "weasyprint>=68".
    """
    return Phrase("Install it: {command}.", command=command(extra))


def command(extra: str) -> str:
    """The command that installs what an extra needs, as every shell takes it, also those of Windows."""
    libraries = (each.partition(";")[0].strip() for each in needed(extra))
    return " ".join(("pip install", *(f'"{each}"' for each in libraries)))
