"""Ids that can be linked: ASCII, unique on the page, and the same in both languages where a cell has a twin.

The last pass over a page's body also orders its headings: one first-level heading, no level skipped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

_HEADING = re.compile(r"<h([1-6])((?: [^<>]*)?)>(.*?)</h\1>", re.S)
_ANCHOR = re.compile(r' data-tk-anchor="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_FIGURE = re.compile(r'<figure\b[^<>]* id="[^"]*"[^<>]*>\s*')
_TAG = re.compile(r"<[^>]*>")
_LINK_HERE = re.compile(r' (?:xlink:)?href="#([^"]*)"')
_TWIN = re.compile(r"-(vi|en)$")
# A Markdown cell whose code cell has the name of the section is called after it.
_BESIDE_CODE = re.compile(r"-text$")


@dataclass(frozen=True)
class Heading:
    """A heading of the page.

    Attributes:
        level: its level on the page, 1 to 6.
        id: its anchor; empty where the figure that it is the title of has one.
        text: its words, without markup.
    """

    level: int
    id: str
    text: str


class Ids:
    """The ids that a page has given away. One per page; it only grows."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def take(self, wanted: str) -> str:
        """The wanted id in ASCII, with a number where it is taken.

        >>> ids = Ids()
        >>> ids.take("Đo lường"), ids.take("đo lường")
        ('do-luong', 'do-luong-2')
        """
        base = ascii_id(wanted)
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        return name


def ascii_id(words: str) -> str:
    """Words as an id: letters, digits, hyphens, dots and underscores, beginning with a letter.

    A text that is an id already stays as it is; đ and Đ become d.

    >>> ascii_id("Được cấp 290%?"), ascii_id("src-ip.titles_granted")
    ('duoc-cap-290', 'src-ip.titles_granted')
    """
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", words):
        return words
    plain = unicodedata.normalize("NFKD", words.replace("đ", "d").replace("Đ", "d"))
    kept = plain.encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9._-]+", "-", kept).strip("-.")[:60].rstrip("-.")
    return name if re.match(r"[a-z]", name) else f"s-{name}".rstrip("-")


def shared_anchor(cell_id: str, tags: frozenset[str], *, translated: bool) -> str:
    """The anchor that a cell's heading has in both languages; empty where it has none.

    Args:
        cell_id: the cell's id.
        tags: its tags; one in a language has a twin in the other.
        translated: whether the notebook is one that is translated, so that each cell is for both languages.

    >>> shared_anchor("key-points-vi", frozenset({"lang-vi"}), translated=False)
    'key-points'
    >>> shared_anchor("key-points-text", frozenset(), translated=True)
    'key-points'
    """
    in_a_language = any(tag.startswith("lang-") for tag in tags)
    if in_a_language:
        return _TWIN.sub("", cell_id) if _TWIN.search(cell_id) else ""
    return _BESIDE_CODE.sub("", cell_id) if translated else ""


def arrange(body: str, ids: Ids) -> tuple[str, list[Heading]]:
    """Order the headings of a page's body, give each an id, and unlink links that lead nowhere.

    Args:
        body: the body as `fragments.write` makes it.
        ids: what the page has given away so far.

    Returns:
        the body, and its headings in their order. A body whose first heading is not of the first level gets none
        of that level: the page writes its own.
    """
    found = list(_HEADING.finditer(body))
    headings = _levelled([_heading(match, ids) for match in found])
    parts, position = [], 0
    for match, heading in zip(found, headings, strict=True):
        parts += [body[position : match.start()], _marked_up(match, heading)]
        position = match.end()
    whole = "".join([*parts, body[position:]])
    return _without_dead_links(whole), [heading for heading in headings if heading.text]


def _heading(match: re.Match[str], ids: Ids) -> Heading:
    words = html.unescape(_TAG.sub("", match[3])).strip()
    own, anchor = _ID.search(match[2]), _ANCHOR.search(match[2])
    # A title that a figure begins with needs none: the figure has one, and it is the same in both languages.
    if own or not words or _begins_figure(match):
        return Heading(int(match[1]), own[1] if own else "", words)
    wanted = html.unescape(anchor[1]) if anchor else words.lower()
    return Heading(int(match[1]), ids.take(wanted), words)


def _begins_figure(heading: re.Match[str]) -> bool:
    """Whether the tag before a heading opens a figure that has an id."""
    body, place = heading.string, heading.start()
    return bool(_FIGURE.fullmatch(body, max(body.rfind("<", 0, place), 0), place))


def _levelled(headings: list[Heading]) -> list[Heading]:
    """One heading of the first level, and only as the first; after it no level is skipped."""
    titled = bool(headings) and headings[0].level == 1
    later = headings[1:] if titled else headings
    shift = 1 if any(heading.level == 1 for heading in later) else 0
    levelled = headings[:1] if titled else []
    before = 1
    for heading in later:
        level = max(2, min(heading.level + shift, before + 1, 6))
        before = level if heading.text else before
        levelled.append(replace(heading, level=level))
    return levelled


def _marked_up(match: re.Match[str], heading: Heading) -> str:
    rest = _ID.sub("", _ANCHOR.sub("", match[2]))
    if not heading.text:
        return f"<p{rest}>{match[3]}</p>" if match[3].strip() else ""
    name = f"h{heading.level}"
    id_ = f' id="{heading.id}"' if heading.id else ""
    return f"<{name}{id_}{rest}>{match[3]}</{name}>"


def _without_dead_links(body: str) -> str:
    there = set(_ID.findall(body))
    return _LINK_HERE.sub(lambda m: m[0] if html.unescape(m[1]) in there else "", body)
