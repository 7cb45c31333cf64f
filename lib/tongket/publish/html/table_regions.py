"""Tables of any notebook: each scrolls inside its own region, its head cells say what they head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongket.publish.html.sanitise import Token, end, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NUMBER = re.compile(r"[-+−]?[\d.,\s]*\d\s*%?|NaN|NaT|None|<NA>|±?inf", re.I)


def tidy_tables(tokens: list[Token], label: Callable[[str], str]) -> list[Token]:
    """Wrap the tables that no region holds yet, and mend head and number cells of those without roles.

    Args:
        tokens: a result's markup.
        label: the unique name of a region, given what its table is called (empty where it has no caption).
    """
    tidied: list[Token] = []
    tables: list[bool] = []
    for index, token in enumerate(tokens):
        if token.kind == "start" and token.name == "table":
            # Whoever gives a table its roles has said what its cells are.
            complete = token.attributes.get("role") == "table"
            wrapped = _opens_region(tidied) or bool(tables)
            tables.append(not wrapped)
            if not wrapped:
                tidied.append(_region(label(caption(tokens, index))))
            tidied += [_mended_table(token, complete=complete)]
            if not complete:
                _mend_cells(tokens, index)
        elif token.kind == "end" and token.name == "table" and tables:
            tidied.append(token)
            if tables.pop():
                tidied.append(end("div"))
        else:
            tidied.append(_relabelled(token, tokens, index, label))
    return tidied


def caption(tokens: list[Token], index: int) -> str:
    """The words of the caption of the table that begins at or after a token; empty where it has none."""
    words, inside = [], False
    for token in tokens[index:]:
        if token.name == "caption":
            inside = token.kind == "start"
        elif token.kind == "text" and inside:
            words.append(token.text)
        elif token.name == "tr" or (token.name == "table" and token.kind == "end"):
            break
    return " ".join("".join(words).split())


def _region(name: str) -> Token:
    held = {"tabindex": "0", "role": "region", "aria-label": name}
    return start("div", **{"class": "tk-table-wrap", **held})


def _relabelled(
    token: Token, tokens: list[Token], index: int, label: Callable[[str], str]
) -> Token:
    # A group is no landmark: several may have one name.
    is_landmark = token.attributes.get("role") == "region"
    if is_landmark and _is_region(token) and _holds_table(tokens[index + 1 :]):
        name = token.attributes.get("aria-label") or caption(tokens, index)
        return Token("start", "div", {**_region(label(name)).attributes, **_id_of(token)})
    return token


def _id_of(token: Token) -> dict[str, str]:
    return {name: value for name, value in token.attributes.items() if name == "id"}


def _is_region(token: Token) -> bool:
    """Whether a tag opens a region that can be scrolled by keyboard, which is what a wide table needs."""
    given = token.attributes
    return (token.kind, token.name) == ("start", "div") and (
        given.get("role") in {"region", "group"} and given.get("tabindex") == "0"
    )


def _holds_table(following: list[Token]) -> bool:
    """Whether a table is the next, past blanks."""
    for token in following:
        if token.kind != "text" or token.text.strip():
            return (token.kind, token.name) == ("start", "table")
    return False


def _opens_region(tokens: list[Token]) -> bool:
    """Whether the last open tag is a region, past blanks."""
    for token in reversed(tokens):
        if token.kind != "text" or token.text.strip():
            return _is_region(token)
    return False


def _mended_table(token: Token, *, complete: bool) -> Token:
    kept = {k: v for k, v in token.attributes.items() if complete or k != "style"}
    return Token("start", "table", kept)


def _mend_cells(tokens: list[Token], index: int) -> None:
    """Scopes for head cells, a class for numbers; an empty head cell heads nothing and becomes a plain one."""
    in_head = False
    for place, cell, words in _cells(tokens, index):
        if cell.name == "thead":
            in_head = cell.kind == "start"
        elif cell.name == "th" and not words:
            tokens[_closing(tokens, place)].name = "td"
            cell.name = "td"
        elif cell.name == "th":
            wide = (
                int(
                    cell.attributes.get("colspan", "1").isdecimal()
                    and cell.attributes.get("colspan", "1")
                )
                > 1
            )
            scope = ("colgroup" if wide else "col") if in_head else "row"
            cell.attributes = {"scope": scope, **cell.attributes}
        elif cell.name == "td" and _NUMBER.fullmatch(words):
            known = cell.attributes.get("class", "")
            cell.attributes = {**cell.attributes, "class": f"{known} tk-num".strip()}


def _cells(tokens: list[Token], index: int) -> Iterator[tuple[int, Token, str]]:
    for place in range(index, len(tokens)):
        token = tokens[place]
        if token.name == "table" and token.kind == "end":
            return
        if token.name == "thead":
            yield place, token, ""
        elif token.kind == "start" and token.name in {"td", "th"}:
            inside = tokens[place : _closing(tokens, place)]
            yield place, token, "".join(t.text for t in inside if t.kind == "text").strip()


def _closing(tokens: list[Token], place: int) -> int:
    """Where the tag that begins at a place ends: tokens are balanced."""
    depth, name = 0, tokens[place].name
    for index in range(place, len(tokens)):
        if tokens[index].name == name:
            depth += {"start": 1, "end": -1}.get(tokens[index].kind, 0)
        if depth == 0:
            return index
    return len(tokens) - 1
