"""The comments in the code of a notebook: what whoever opens it in JupyterLab reads, and no page shows."""

from __future__ import annotations

from io import StringIO
from textwrap import wrap
from token import COMMENT
from tokenize import TokenError, generate_tokens
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# The longest line of code in the notebooks (notebooks/README.md).
WIDTH = 100


class Comment(NamedTuple):
    """A comment, and its place: its first and last line, from zero, and the column where it begins."""

    words: str
    first: int
    last: int
    column: int
    is_alone: bool


def comments(source: str) -> list[Comment]:
    r"""The comments of a piece of code; one that goes on over lines of its own is one.

    >>> [each.words for each in comments("# One that\n# goes on.\nrun()  # another\n")]
    ['One that goes on.', 'another']
    """
    found: list[Comment] = []
    # What is no Python, such as a magic, has no comments for translators.
    try:
        tokens = [t for t in generate_tokens(StringIO(source).readline) if t.type == COMMENT]
    except (TokenError, SyntaxError):
        return []
    for token in tokens:
        row, column = token.start[0] - 1, token.start[1]
        words, is_alone = token.string.lstrip("# "), not token.line[:column].strip()
        before = found[-1] if found else None
        goes_on = before and is_alone and before.is_alone
        if before and goes_on and (before.last, before.column) == (row - 1, column):
            found[-1] = before._replace(words=f"{before.words} {words}", last=row)
        else:
            found.append(Comment(words, row, row, column, is_alone))
    return found


def with_comments_replaced(source: str, replace: Callable[[str], str]) -> str:
    r"""Code with the words of each of its comments replaced, in lines that are not too long.

    >>> with_comments_replaced("run()  # another\n", str.upper)
    'run()  # ANOTHER\n'
    """
    lines = source.split("\n")
    # From the end: what is before a comment does not move when it changes.
    for comment in reversed(comments(source)):
        before = lines[comment.first][: comment.column]
        room = WIDTH - comment.column if comment.is_alone else len(source) + WIDTH
        new = wrap(f"# {replace(comment.words)}", room, subsequent_indent="# ")
        lines[comment.first : comment.last + 1] = [f"{before}{line}" for line in new]
    return "\n".join(lines)
