"""All pages of a review as one document, for paper and for those who edit: the base of PDF and DOCX.

Made from the executed notebooks by the converter that makes the pages, so it says what they say. What only a screen
can do (`data-screen`) is left out; each chart becomes a picture with its description; links between pages become links
within the document.
"""

from __future__ import annotations

import html
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tongket.publish.html.sanitise import Token, end, read, start, text, write
from tongket.publish.labels import imprint, words
from tongket.publish.page.context import PageContext
from tongket.publish.page.convert import page_of
from tongket.theme import FONT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview

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


@dataclass(frozen=True)
class Chapter:
    """A page of the review in the document: its name, which is its id, its title, and its body as HTML."""

    name: str
    title: str
    body: str


def chapters(folder: Path, review: PublishedReview, lang: Lang, picture: Picture) -> list[Chapter]:
    """The pages of a review in one language, ready for one document.

    Args:
        folder: the review's folder; beside each page lies its executed notebook. A page without one was made by hand,
            and is left out.
        review: the review; its pages are written.
        lang: the language.
        picture: makes the address that holds a picture from the text of a drawing (SVG).

    Raises:
        OSError: a notebook cannot be read.
    """
    notebooks = {page: folder / lang / f"{page.name}.ipynb" for page in review.in_(lang)}
    pages = [page for page, path in notebooks.items() if path.is_file()]
    known = {page.name for page in pages}
    made = []
    for page in pages:
        context = PageContext(lang, title=page.title.in_(lang), code="hide", alone=True)
        body = page_of(notebooks[page].read_text(encoding="utf-8"), context, page.name)
        tokens = read(body)
        ready = _measured(_pictured([*_kept(tokens)], picture, _descriptions(tokens)))
        placed = [_placed(token, page.name, known) for token in ready]
        made.append(Chapter(page.name, page.title.in_(lang), write(placed)))
    return made


def whole(
    review: PublishedReview,
    lang: Lang,
    parts: list[Chapter],
    front: str = "",
    style: str = "",
    opening: str = "",
) -> str:
    """The document as one HTML text: what comes first, the contents, then a section for each page.

    Args:
        review: the review.
        lang: the language.
        parts: its pages.
        front: the first page.
        style: the stylesheet.
        opening: what the main part begins with, of which alone pandoc makes a document.
    """
    say = words(lang)
    name = review.organisation.name.in_(lang)
    author = f'<meta name="author" content="{html.escape(name)}">' if name else ""
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
        f"<title>{html.escape(review.title(lang))}</title>{author}<style>{style}</style></head><body>{front}"
        f'<div class="contents"><p><strong>{html.escape(say["contents_sheet"])}</strong></p>'
        f"<ol>{entries}</ol></div><main>{opening}{body}</main>"
        f'<p class="made">{html.escape(say["made_document"])}</p></body></html>'
    )


def by_line(review: PublishedReview, lang: Lang, logo: str, *, named: bool = True) -> str:
    """Who publishes, for the first page: the logo, and the lines of the imprint.

    Args:
        review: the review.
        lang: the language.
        logo: the address of the picture; empty where there is none.
        named: whether the name is a line; not where it is above already, as the author.
    """
    name = review.organisation.name.in_(lang)
    words_of_logo = html.escape(name or words(lang)["logo"])
    shown = (
        f'<p><img class="logo" src="{logo}" alt="{words_of_logo}" height="83"></p>' if logo else ""
    )
    lines = imprint(review.organisation, lang)[0 if named or not name else 1 :]
    return shown + "".join(f"<p>{html.escape(line)}</p>" for line in lines)


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
    """A drawing of a page as one by itself: black ink on white, in a typeface that has every letter."""
    plain = _COLOUR.sub(r"\1", svg).replace("currentColor", "#000000")
    # Within a page a drawing may leave out what it is; alone it must say so.
    if "xmlns=" not in plain:
        plain = plain.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return _FONTS.sub(f'font-family="{FONT}"', plain)


def _kept(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens without the elements that only a screen can use."""
    depth = 0
    for token in tokens:
        screen = _SCREEN in token.attributes
        if token.kind == "start" and (depth or screen):
            depth += 1
        if not (depth or screen):
            yield token
        if token.kind == "end" and depth:
            depth -= 1


def _descriptions(tokens: list[Token]) -> dict[str, str]:
    """The words of every paragraph with an id, for those that point to it for their description."""
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
        around = descriptions.get(token.attributes.get("aria-describedby", ""), around)
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


def _placed(token: Token, page: str, known: set[str]) -> Token:
    """A token whose id and links lead to the same places in the one document."""
    kept = {name: value for name, value in token.attributes.items() if not name.startswith(_REFERS)}
    if "id" in kept:
        kept["id"] = f"{page}--{kept['id']}"
    if "href" in kept:
        address = _address(kept.pop("href"), page, known)
        kept |= {"href": address} if address else {}
    return Token(token.kind, _ON_PAPER.get(token.name, token.name), kept, token.text)


def _address(href: str, page: str, known: set[str]) -> str:
    """Where a link leads in the document; empty where it leads to a page that is not in it."""
    if href.startswith(("http:", "https:", "mailto:")):
        return href
    file, _, place = href.partition("#")
    target = file.removesuffix(".html") or page
    if target not in known:
        return ""
    return f"#{target}--{place}" if place else f"#{target}"
