"""All pages of a review as one document, for paper and for those who edit: the base of PDF and DOCX.

Read from the published pages, so it says what they say. What only a screen can do is left out (navigation, downloads,
code); each chart becomes a picture with its description; links between pages become links within the document.
"""

from __future__ import annotations

import html
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.publish.html.sanitise import Token, end, read, start, write
from tongket.publish.labels import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

    Picture = Callable[[str], str]

_MAIN = re.compile(r'<main id="content"[^>]*>(.*)</main>', re.S)
# What only a screen can do.
_SCREEN = frozenset(
    [
        "tk-contents",
        "tk-around",
        "tk-there",
        "tk-download",
        "tk-code",
        "tk-messages",
        "tk-hidden",
        "tk-notice",
    ]
)
_REFERS = ("aria-", "data-", "role", "tabindex")
_COLOUR = re.compile(r"var\(--[\w-]+, (#[0-9a-f]+)\)")
_FONTS = re.compile(r'font-family="[^"]*"')
# How wide a chart stands on A4 paper, in pixels of 1/96 inch: its words are then as large as the text around it.
_WIDTH = "340"
# How wide the columns of the table of sources are: name, value, origin, what the sources allow.
_COLUMNS = ("26%", "16%", "38%", "20%")
FONT = "DejaVu Sans"


@dataclass(frozen=True)
class Chapter:
    """A page of the review in the document: its name, which is its id, its title, and its body as HTML."""

    name: str
    title: str
    body: str


def chapters(folder: Path, review: PublishedReview, lang: Lang, picture: Picture) -> list[Chapter]:
    """The pages of a review in one language, ready to stand in one document.

    Args:
        folder: the review's folder.
        review: the review; its pages are written.
        lang: the language.
        picture: makes the address that holds a picture from the text of a drawing (SVG).

    Raises:
        OSError: a page cannot be read.
    """
    pages = review.in_(lang)
    known = {page.name for page in pages}
    made = []
    for page in pages:
        text = (folder / lang / f"{page.name}.html").read_text(encoding="utf-8")
        found = _MAIN.search(text)
        tokens = list(_kept(read(found[1] if found else "")))
        ready = _measured(_pictured(tokens, picture))
        placed = [_placed(token, page.name, known) for token in ready]
        made.append(Chapter(page.name, page.title.in_(lang), write(placed)))
    return made


def whole(title: str, lang: Lang, parts: list[Chapter], front: str = "", style: str = "") -> str:
    """The document as one HTML text: what stands first, the contents, then a section for each page."""
    say = words(lang)
    body = "".join(
        f'<section class="chapter" id="{html.escape(part.name)}">{part.body}</section>'
        for part in parts
    )
    entries = "".join(
        f'<li><a href="#{html.escape(part.name)}">{html.escape(part.title)}</a></li>'
        for part in parts
    )
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head><body>{front}"
        f'<div class="contents"><p><strong>{html.escape(say["contents_sheet"])}</strong></p>'
        f"<ol>{entries}</ol></div><main>{body}</main>"
        f'<p class="made">{html.escape(say["made_document"])}</p></body></html>'
    )


@contextmanager
def undated() -> Iterator[None]:
    """Within it, programs that date what they make give it no date: the same pages, the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def drawing(svg: str) -> str:
    """A drawing of a page as one that stands alone: black ink on white, in a typeface that has every letter."""
    plain = _COLOUR.sub(r"\1", svg).replace("currentColor", "#000000")
    # Within a page a drawing may leave out what it is; alone it must say so.
    if "xmlns=" not in plain:
        plain = plain.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return _FONTS.sub(f'font-family="{FONT}"', plain)


def _kept(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without the elements that only a screen can show, and without a title said twice."""
    depth = 0
    around: list[str] = []
    for token in tokens:
        if token.kind == "start":
            around.append(_kind(token))
            skipped = depth or _of_the_screen(token) or _is_said_above(token, around)
            depth += bool(skipped)
        if not depth:
            yield token
        if token.kind == "end":
            around.pop()
            depth -= bool(depth)


def _kind(token: Token) -> str:
    return "exhibit" if "tk-exhibit" in token.attributes.get("class", "").split() else token.name


def _is_said_above(token: Token, around: list[str]) -> bool:
    """Whether a caption only repeats the title of its exhibit; that of a chart's data does not."""
    return token.name == "caption" and "exhibit" in around and "details" not in around


def _of_the_screen(token: Token) -> bool:
    if token.name == "summary":
        return True
    names = set(token.attributes.get("class", "").split())
    # The code of an official indicator is a word of the page, the code of a cell is not.
    return bool(names & _SCREEN) and not (token.name == "span" and "tk-code" in names)


def _pictured(tokens: list[Token], picture: Picture) -> Iterator[Token]:
    """The tokens with each drawing as a picture that is described by the drawing's own words."""
    drawn: list[Token] = []
    for token in tokens:
        if drawn or (token.kind == "start" and token.name == "svg"):
            drawn.append(token)
        if not drawn:
            yield token
        elif token.kind == "end" and token.name == "svg":
            held = {"src": picture(drawing(write(drawn))), "alt": _words(drawn)}
            # pandoc reads the attribute, WeasyPrint the style.
            yield Token("void", "img", {**held, "width": _WIDTH, "style": f"width: {_WIDTH}px"})
            drawn = []


def _measured(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with the widths of the columns of the table of sources."""
    sources = False
    for token in tokens:
        if token.kind == "start" and token.name == "table":
            sources = "tk-lineage" in token.attributes.get("class", "").split()
        if sources and token.kind == "start" and token.name == "thead":
            yield start("colgroup")
            yield from (Token("void", "col", {"style": f"width: {part}"}) for part in _COLUMNS)
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
    return ". ".join(said) + "."


def _placed(token: Token, page: str, known: set[str]) -> Token:
    """A token whose id and links lead to the same places in the one document."""
    kept = {name: value for name, value in token.attributes.items() if not name.startswith(_REFERS)}
    if "id" in kept:
        kept["id"] = f"{page}--{kept['id']}"
    if "href" in kept:
        address = _address(kept.pop("href"), page, known)
        kept |= {"href": address} if address else {}
    # What is folded on the page is open on paper.
    name = "div" if token.name in {"details", "figure", "figcaption"} else token.name
    return Token(token.kind, name, kept, token.text)


def _address(href: str, page: str, known: set[str]) -> str:
    """Where a link leads in the document; empty where it leads to a page that is not in it."""
    if href.startswith(("http:", "https:", "mailto:")):
        return href
    file, _, place = href.partition("#")
    target = file.removesuffix(".html") or page
    if target not in known:
        return ""
    return f"#{target}--{place}" if place else f"#{target}"
