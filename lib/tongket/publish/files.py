"""Writes a file so that readers see the old text or the new one, never a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace(path: Path, content: str | bytes) -> bool:
    """Write a text (UTF-8, LF) or bytes in one step, making its folders; a file that is the same stays untouched.

    Returns:
        whether the file changed.

    Raises:
        OSError: the folder cannot be written; the old file stays.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return True
