"""A page on paper: without what only a screen can do, everything unfolded, with pictures in place of drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.publish.document.places import placed, without
from tongket.publish.html.sanitise import Token, end, start, text, write
from tongket.theme import FONT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tongket.publish.document.places import Places

    Picture = Callable[[str], str]

# What marks an element that only a screen can use, and the widths of a table's columns on paper, in percent.
_SCREEN, _WIDTHS = "data-screen", "data-widths"
_REFERS = ("aria-", "data-", "role", "tabindex")
# What is folded on the page is open on paper.
_ON_PAPER = {"details": "div", "summary": "p", "figure": "div", "figcaption": "div"}
_COLOUR = re.compile(r"var\(--[\w-]+, (#[0-9a-f]+)\)")
_FONTS = re.compile(r'font-family="[^"]*"')
# How wide a drawing is on A4 paper, in pixels of 1/96 inch: its words are then as large as the text around it.
_WIDTH, _WIDE = "340", "600"
# A chart is drawn narrow and wide; so many columns of data, of so many letters, have their place beside the narrow one.
_DRAWINGS, _NARROW, _SHORT = 2, 3, 80


@dataclass(frozen=True)
class Paper:
    """How drawings come to paper.

    Attributes:
        picture: makes the address that holds a picture from the text of a drawing (SVG).
        beside: whether a chart stands beside its data where these are narrow.
    """

    picture: Picture
    beside: bool = False


def on_paper(paper: Paper, tokens: list[Token], page: str, places: Places) -> Iterator[Token]:
    """The tokens of a page without what only a screen can do, with pictures for drawings."""
    kept = [*without(tokens, lambda token: _SCREEN in token.attributes)]
    arranged = [*_beside(kept)] if paper.beside else kept
    for token in _measured(_pictured(arranged, paper.picture, _descriptions(tokens))):
        attributes = {k: v for k, v in token.attributes.items() if not k.startswith(_REFERS)}
        name = _ON_PAPER.get(token.name, token.name)
        yield placed(Token(token.kind, name, attributes, token.text), page, places)


def _beside(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with a class on each chart whose data are narrow, of whose drawings the narrow one is kept."""
    exhibit: list[Token] = []
    for token in tokens:
        if exhibit or (token.kind, token.name) == ("start", "figure"):
            exhibit.append(token)
        else:
            yield token
        if exhibit and (token.kind, token.name) == ("end", "figure"):
            yield from _side_by_side(exhibit)
            exhibit = []
    yield from exhibit


def _side_by_side(exhibit: list[Token]) -> Iterator[Token]:
    drawings = [n for n, token in enumerate(exhibit) if (token.kind, token.name) == ("end", "svg")]
    columns = sum(token.attributes.get("scope") == "col" for token in exhibit)
    longest = max(map(len, _cells(exhibit)), default=0)
    if len(drawings) != _DRAWINGS or columns > _NARROW or longest > _SHORT:
        yield from exhibit
        return
    first = exhibit[0]
    css = f"{first.attributes.get('class', '')} tk-beside".strip()
    yield Token(first.kind, first.name, {**first.attributes, "class": css})
    yield from exhibit[1 : drawings[0] + 1]
    yield from exhibit[drawings[1] + 1 :]


def _cells(exhibit: list[Token]) -> Iterator[str]:
    """The texts in the table of an exhibit."""
    inside = False
    for token in exhibit:
        if token.name == "tbody":
            inside = token.kind == "start"
        elif inside:
            yield token.text


def drawing(svg: str) -> str:
    """A drawing of a page as one by itself: black ink on white, in a typeface that has every letter."""
    plain = _COLOUR.sub(r"\1", svg).replace("currentColor", "#000000")
    # Within a page a drawing may leave out what it is; alone it must say so.
    if "xmlns=" not in plain:
        plain = plain.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return _FONTS.sub(f'font-family="{FONT}"', plain)


def _descriptions(tokens: list[Token]) -> dict[str, str]:
    """The words of every paragraph with an id, for those that point to it for their words."""
    found: dict[str, str] = {}
    for token, following in pairwise(tokens):
        described = token.kind == "start" and token.name == "p" and following.kind == "text"
        if described and "id" in token.attributes:
            found[token.attributes["id"]] = following.text.strip()
    return found


def _pictured(
    tokens: list[Token], picture: Picture, descriptions: dict[str, str]
) -> Iterator[Token]:
    """The tokens with each drawing as a picture that is described by its words; of two drawings the wide one.

    Two drawings of one chart follow each other in an element that is one picture (`role="img"`), the wide one last.
    """
    drawn: list[Token] = []
    around = ""
    one_picture = wide = False
    for token, following in pairwise([*tokens, text("")]):
        around = descriptions.get(token.attributes.get("aria-labelledby", ""), around)
        if drawn or (token.kind == "start" and token.name == "svg"):
            drawn.append(token)
        if not drawn:
            one_picture, wide = token.attributes.get("role") == "img", False
            yield token
        elif token.kind == "end" and token.name == "svg":
            if one_picture and (following.kind, following.name) == ("start", "svg"):
                wide = True
            else:
                width = _WIDE if wide else _WIDTH
                held = {"src": picture(drawing(write(drawn))), "alt": _words(drawn) or around}
                # pandoc reads the attribute, WeasyPrint the style.
                yield Token("void", "img", {**held, "width": width, "style": f"width: {width}px"})
            drawn = []


def _measured(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with the widths of the columns of each table that names them."""
    widths: list[str] = []
    for token in tokens:
        if token.kind == "start" and token.name == "table":
            widths = token.attributes.get(_WIDTHS, "").split()
        if widths and token.kind == "start" and token.name == "thead":
            yield start("colgroup")
            yield from (Token("void", "col", {"style": f"width: {part}%"}) for part in widths)
            yield end("colgroup")
        yield token


def _words(drawn: list[Token]) -> str:
    """Title and description of a drawing."""
    said: list[str] = []
    inside = ""
    for token in drawn:
        if token.kind != "text":
            inside = token.name if token.kind == "start" else ""
        elif inside in {"title", "desc"}:
            said.append(token.text.strip().rstrip("."))
    return ". ".join(said) + "." if said else ""
