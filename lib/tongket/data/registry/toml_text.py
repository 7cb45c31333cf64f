"""New tables in a TOML file that people write: comments, order and spelling of all others stay."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def with_table(
    text: str, section: str, name: str, entry: Mapping[str, str | bool]
) -> tuple[str, range]:
    r"""A TOML text with one more table `[section.name]`, below the last of its section.

    Of names with a dot, such as `ip.titles_granted`, it is below the last with the same beginning.

    Returns:
        The text, and the lines of the new table in it, the first being 1.

    >>> with_table('[a.x]\nn = 1\n\n[b.y]\n', "a", "z", {"title": "Số liệu"})
    ('[a.x]\nn = 1\n\n[a.z]\ntitle = "Số liệu"\n\n[b.y]\n', range(4, 6))
    """
    rows = text.splitlines()
    at = _end(rows, section, name.partition(".")[0] + "." if "." in name else "")
    block = [f"[{section}.{_key(name)}]"]
    block += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    new = [*rows[:at], *([""] if at else []), *block, *rows[at:]]
    first = at + 1 + bool(at)
    return "\n".join(new) + "\n", range(first, first + len(block))


def _end(rows: list[str], section: str, beginning: str) -> int:
    """How many rows there are up to the end of the last table whose name has this beginning, or of the section."""
    tables = [place for place, row in enumerate(rows) if row.lstrip().startswith("[")]
    of_section = re.compile(rf"\s*\[{section}\.")
    own = [at for at in tables if of_section.match(rows[at])]
    near = [at for at in own if rows[at].partition(".")[2].lstrip('"').startswith(beginning)]
    last = max(near or own or tables, default=len(rows))
    end = next((at for at in tables if at > last), len(rows))
    # Empty lines and comments before the next table belong to that one.
    while end > last + 1 and (not rows[end - 1].strip() or rows[end - 1].startswith("#")):
        end -= 1
    return end


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
