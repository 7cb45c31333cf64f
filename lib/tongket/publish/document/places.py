"""Where the ids and links of a page lead when it is a chapter of one document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.publish.document.account import SOURCES
from tongket.publish.html.allowed import REFERENCES
from tongket.publish.html.sanitise import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

_PAINT = re.compile(r"url\(#([^)]+)\)")


@dataclass(frozen=True)
class Places:
    """Where links lead within the document.

    Attributes:
        pages: the names of its pages.
        account: the ids of what it accounts for once, for all pages.
    """

    pages: frozenset[str]
    account: frozenset[str]

    def address(self, href: str, page: str) -> str:
        """Where a link of a page leads in the document; empty where it leads to a page that is not in it."""
        if href.startswith(("http:", "https:", "mailto:")):
            return href
        file, _, place = href.partition("#")
        target = file.removesuffix(".html") or page
        if place in self.account:
            return f"#{SOURCES}--{place}"
        if target not in self.pages and target != page:
            return ""
        return f"#{target}--{place}" if place else f"#{target}"


def on_screen(tokens: list[Token], page: str, places: Places) -> Iterator[Token]:
    """The tokens of a page without what makes one file heavy: the data once more, as CSV."""
    for token in without(tokens, lambda token: "download" in token.attributes):
        attributes = {
            name: _PAINT.sub(rf"url(#{page}--\1)", value)
            for name, value in token.attributes.items()
        }
        for name in REFERENCES & attributes.keys():
            attributes[name] = " ".join(f"{page}--{each}" for each in attributes[name].split())
        yield placed(Token(token.kind, token.name, attributes, token.text), page, places)


def without(tokens: Iterable[Token], gone: Callable[[Token], bool]) -> Iterator[Token]:
    """The tokens without some elements."""
    depth = 0
    for token in tokens:
        out = gone(token)
        if token.kind == "start" and (depth or out):
            depth += 1
        if not (depth or out):
            yield token
        if token.kind == "end" and depth:
            depth -= 1


def placed(token: Token, page: str, places: Places) -> Token:
    """A token whose id and links lead to the same places in the one document."""
    kept = dict(token.attributes)
    if "id" in kept:
        kept["id"] = f"{page}--{kept['id']}"
    for name in kept.keys() & {"href", "xlink:href"}:
        kept[name] = places.address(kept[name], page)
    return Token(token.kind, token.name, kept, token.text)


def leading(token: Token, there: Container[str | None]) -> Token:
    """A token without a link that leads nowhere in the document."""
    href = token.attributes.get("href")
    if href is None or (href and (href[0] != "#" or href[1:] in there)):
        return token
    kept = {name: value for name, value in token.attributes.items() if name != "href"}
    return Token(token.kind, token.name, kept, token.text)
