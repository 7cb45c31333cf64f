"""Markdown in another language: block by block, its structure kept.

A block is what Sphinx's gettext and mdpo take for one: the text of a heading, a paragraph, a list item, a table
cell. Code, HTML blocks and whatever has no letter stay as they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt

_LETTER = re.compile(r"[^\W\d_]")
# A line break that is only there for the editor: before it are neither two spaces nor a backslash.
_SOFT_BREAK = re.compile(r"(?<! {2})(?<!\\)\n")
_MARKS = re.compile(r"^[ >]*")


class _Block(NamedTuple):
    """A block's words, and their place in the source: from line and column to line and column."""

    words: str
    start: tuple[int, int]
    end: tuple[int, int]


def blocks(source: str) -> list[str]:
    r"""The blocks of a Markdown text that have words, in their order, each on one line.

    >>> blocks("# Limits\n\nA table\nfollows.\n\n- one *item*\n")
    ['Limits', 'A table follows.', 'one *item*']
    """
    return [block.words for block in _blocks(source)]


def with_blocks_replaced(source: str, replace: Callable[[str], str]) -> str:
    r"""A Markdown text with each of its blocks replaced.

    Args:
        source: the text.
        replace: gives the new words of a block.

    >>> with_blocks_replaced("## Limits\n\n- one\n- two\n", str.upper)
    '## LIMITS\n\n- ONE\n- TWO\n'
    """
    lines = source.split("\n")
    # From the end: what is before a block does not move when it changes.
    for words, (first, left), (last, right) in reversed(list(_blocks(source))):
        marks = _MARKS.match(lines[last])
        further = marks[0] if marks and last > first else " " * left
        new = replace(words).replace("\n", f"\n{further}")
        lines[first : last + 1] = [lines[first][:left] + new + lines[last][right:]]
    return "\n".join(lines)


def _blocks(source: str) -> Iterator[_Block]:
    lines = source.split("\n")
    line = column = 0
    for token in _parser().parse(source):
        if token.type != "inline" or token.map is None or not _LETTER.search(token.content):
            continue
        # The cells of a table follow each other on one line.
        line, column = (token.map[0], column if token.map[0] == line else 0)
        parts = [part.lstrip() for part in token.content.split("\n")]
        place = _found(lines, parts, (line, column))
        if place is not None:
            line, column = place[1]
            yield _Block(_SOFT_BREAK.sub(" ", "\n".join(parts)), *place)


def _found(
    lines: Sequence[str], parts: Sequence[str], after: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where a block begins and ends; None where the parser changed its text, as it does to a tab."""
    first, column = after
    last = first + len(parts) - 1
    opening, closing = parts[0], parts[-1]
    if last >= len(lines):
        return None
    left = lines[first].find(opening, column)
    if left < 0 and "|" in opening:
        # In a cell of a table an upright stroke is written with a backslash.
        opening = closing = opening.replace("|", "\\|")
        left = lines[first].find(opening, column)
    right = lines[last].find(closing, left if last == first else 0)
    if left < 0 or right < 0:
        return None
    return (first, left), (last, right + len(closing))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
