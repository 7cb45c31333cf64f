"""Reads a piece of HTML as a list of tokens, keeps only the markup that a page may hold, and writes it again.

Results of notebooks come as HTML text of any quality. Here they become balanced markup without scripts, styles
sheets, forms or addresses that a browser would fetch, so that a result can neither leave its place on the page nor
act. Everything is written anew from the tokens: nothing of the original text is copied unescaped.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

from tongket.publish.html.allowed import (
    ADDRESSES,
    DRAWING,
    REFUSED,
    SPELLING,
    STYLES,
    TAGS,
    VOID,
    allows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Attributes = dict[str, str]
_PICTURE = re.compile(
    r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,([A-Za-z0-9+/]*={0,2})", re.I
)
_FILE = re.compile(r"data:(text/csv|application/json)[;,]", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_FETCHES = re.compile(r"url\s*\((?!\s*['\"]?#)|@import|expression|\\", re.I)
# Controls have no place in text; a browser would also ignore them inside `java\tscript:`.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_BLANKS = re.compile(r"[\s\x00-\x20]+")


@dataclass(slots=True)
class Token:
    """A piece of markup: `start`, `end` or `void` tag with its name, or `text`."""

    kind: Literal["start", "end", "void", "text"]
    name: str = ""
    attributes: Attributes = field(default_factory=dict)
    text: str = ""


def read(source: str) -> list[Token]:
    """The allowed markup of a piece of HTML, balanced: each start has its end, in order.

    >>> write(read('<p onclick="x()">a<script>b()</script> &amp; c'))
    '<p>a &amp; c</p>'
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.end_all()
    return reader.tokens


def write(tokens: Iterable[Token]) -> str:
    """Tokens as HTML text; all text and attributes escaped."""
    return "".join(_written(token) for token in tokens)


def start(name: str, **attributes: str) -> Token:
    """A start tag; an underscore in an attribute's name means a hyphen."""
    return Token("start", name, {key.replace("_", "-"): text for key, text in attributes.items()})


def end(name: str) -> Token:
    """An end tag."""
    return Token("end", name)


def text(content: str) -> Token:
    """A text."""
    return Token("text", text=content)


def _written(token: Token) -> str:
    if token.kind == "text":
        # Quotes too, so that no text can look like an attribute to the passes over a whole page.
        return html.escape(token.text)
    name = SPELLING.get(token.name, token.name)
    if token.kind == "end":
        return f"</{name}>"
    return f"<{name}{''.join(_attribute(*pair) for pair in token.attributes.items())}>"


def _attribute(name: str, value: str) -> str:
    return f' {SPELLING.get(name, name)}="{html.escape(value)}"'


class _Reader(HTMLParser):
    """Collects the allowed tokens; keeps the open tags, and how deep inside refused ones it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._open: list[str] = []
        self._refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._refused or tag in REFUSED:
            if tag in REFUSED:
                self._refused.append(tag)
            return
        if tag not in TAGS or (tag == "title" and "svg" not in self._open):
            return
        found = {name: value if value is not None else "" for name, value in attrs}
        kept = {name: value for name, value in found.items() if _may_stay(tag, name, value, found)}
        if "style" in kept:
            kept |= {
                "style": _style(kept.pop("style"), drawn="svg" in self._open or tag in DRAWING)
            }
        self.tokens.append(Token("void" if tag in VOID else "start", tag, _filled(kept)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash of `<p/>` means nothing; in a drawing it closes the tag.
        self.handle_starttag(tag, attrs)
        if tag in DRAWING or tag in REFUSED or "svg" in self._open:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._refused:
            if tag == self._refused[-1]:
                self._refused.pop()
        elif tag in self._open:
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._refused:
            self.tokens.append(text(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", data)))

    def end_all(self) -> None:
        """Close what the source left open."""
        while self._open:
            self._close()

    def _close(self) -> str:
        name = self._open.pop()
        self.tokens.append(end(name))
        return name


def _may_stay(tag: str, name: str, value: str, all_attributes: dict[str, str]) -> bool:
    if not allows(tag, name):
        return False
    if name == "tabindex":
        return value in {"0", "-1"}
    if name in ADDRESSES:
        return _address_is_safe(tag, value, download="download" in all_attributes)
    return name == "style" or not (tag in DRAWING and _FETCHES.search(value))


def _address_is_safe(tag: str, address: str, *, download: bool) -> bool:
    """Whether a browser would neither run the address nor fetch it before a reader asks."""
    plain = _BLANKS.sub("", address)
    if tag in {"img", "image"}:
        return is_picture(plain)
    if tag != "a":
        return plain.startswith("#")
    scheme = _SCHEME.match(plain)
    if scheme is None or scheme[1].lower() in {"http", "https", "mailto"}:
        return True
    return download and bool(_FILE.match(plain))


def is_picture(address: str) -> bool:
    """Whether an address holds a picture in base64 that a browser will not complain about.

    >>> is_picture("data:image/png;base64,iVBORw=="), is_picture("https://example.org/a.png")
    (True, False)
    """
    held = _PICTURE.fullmatch(address)
    return held is not None and len(held[1]) % 4 == 0


def _style(declarations: str, *, drawn: bool) -> str:
    kept = []
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        allowed = drawn or name.strip().lower() in STYLES or name.strip().startswith("--tk-")
        if allowed and value.strip() and not _FETCHES.search(value):
            kept.append(f"{name.strip()}: {value.strip()}")
    return "; ".join(kept)


def _filled(attributes: Attributes) -> Attributes:
    """Without attributes that say nothing when empty."""
    return {k: v for k, v in attributes.items() if v or k not in {"style", "class", "id", "lang"}}
