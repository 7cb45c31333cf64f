"""New tables in a TOML file that people write: comments, order and spelling of all others stay."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a key may hold: a text, a number, true or false, or texts in a list.
Value = str | bool | int | float | list[str]
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def with_table(text: str, section: str, name: str, entry: Mapping[str, Value]) -> tuple[str, range]:
    r"""A TOML text with one more table `[section.name]`, below the last of its section.

    Of names with a dot, such as `ip.titles_granted`, it is below the last with the same beginning.

    Returns:
        The text, and the lines of the new table in it, the first being 1.

    >>> with_table('[a.x]\nn = 1\n\n[b.y]\n', "a", "z", {"title": "Số liệu"})
    ('[a.x]\nn = 1\n\n[a.z]\ntitle = "Số liệu"\n\n[b.y]\n', range(4, 6))
    """
    beginning = name.partition(".")[0] + "." if "." in name else ""
    return _with(text, f"[{section}.{key_text(name)}]", rf"\[{section}\.", beginning, entry)


def with_listed(text: str, section: str, entry: Mapping[str, Value]) -> tuple[str, range]:
    r"""A TOML text with one more table `[[section]]`, below the last of its section; the answer as of `with_table`.

    >>> with_listed('[[a]]\nn = 1\n\n# Why.\n[[b]]\n', "a", {"parts": ["x", "y"]})
    ('[[a]]\nn = 1\n\n[[a]]\nparts = ["x", "y"]\n\n# Why.\n[[b]]\n', range(4, 6))
    """
    return _with(text, f"[[{section}]]", rf"\[\[{section}\]", "", entry)


def _with(
    text: str, header: str, of_section: str, beginning: str, entry: Mapping[str, Value]
) -> tuple[str, range]:
    rows = text.splitlines()
    at = _end(rows, re.compile(rf"\s*{of_section}"), beginning)
    block = [header, *(f"{key} = {value_text(value)}" for key, value in entry.items())]
    new = [*rows[:at], *([""] if at else []), *block, *rows[at:]]
    first = at + 1 + bool(at)
    return "\n".join(new) + "\n", range(first, first + len(block))


def _end(rows: list[str], of_section: re.Pattern[str], beginning: str) -> int:
    """How many rows there are up to the end of the last table whose name has this beginning, or of the section."""
    tables = [place for place, row in enumerate(rows) if row.lstrip().startswith("[")]
    own = [at for at in tables if of_section.match(rows[at])]
    near = [at for at in own if rows[at].partition(".")[2].lstrip('"').startswith(beginning)]
    last = max(near or own or tables, default=len(rows))
    end = next((at for at in tables if at > last), len(rows))
    # Empty lines and comments before the next table belong to that one.
    while end > last + 1 and (not rows[end - 1].strip() or rows[end - 1].startswith("#")):
        end -= 1
    return end


def key_text(name: str) -> str:
    """A key as TOML writes it."""
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def value_text(value: Value) -> str:
    """A value as TOML writes it, which is JSON's way for all of these but the sign DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
