"""How the commands are typed that messages name."""

from __future__ import annotations

import re
import shlex
import sys

# What neither shell of Windows takes for more than a letter.
_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")


def quoted(word: str) -> str:
    """A word as it is typed in a shell, also with spaces in it; on Windows as both cmd and PowerShell take it.

    >>> quoted("build"), quoted("sở KH&CN") != "sở KH&CN"
    ('build', True)
    """
    if sys.platform != "win32":
        return shlex.quote(word)
    # No name of a file has such a mark in it there.
    return word if _PLAIN.fullmatch(word) else f'"{word}"'
