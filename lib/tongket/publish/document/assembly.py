"""All pages of a review as one document: the base of PDF, Word and the one HTML file.

Made from the executed notebooks by the converter that makes the pages, so it says what they say. On paper what only a
screen can do (`data-screen`) is left out and each chart becomes a picture with its description; links between pages
become links within the document.
"""

from __future__ import annotations

import html
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tongket.publish.document.account import Account
from tongket.publish.document.on_paper import on_paper
from tongket.publish.document.places import Places, leading, on_screen
from tongket.publish.html.sanitise import read, write
from tongket.publish.labels import words
from tongket.publish.page.context import PageContext
from tongket.publish.page.convert import page_of
from tongket.publish.site.page_parts import parts_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tongket.model import Lang
    from tongket.publish.document.on_paper import Paper
    from tongket.publish.html.sanitise import Token
    from tongket.publish.site.page_parts import PageParts
    from tongket.publish.site.published import PublishedPage, PublishedReview


@dataclass(frozen=True)
class Chapter:
    """A page of the review in the document: its name, which is its id, its title, and its body as HTML."""

    name: str
    title: str
    body: str


def chapters(
    folder: Path, review: PublishedReview, lang: Lang, paper: Paper | None
) -> list[Chapter]:
    """The pages of a review in one language, ready for one document, and at its end the account of them all.

    Args:
        folder: the review's folder; beside each page lies its executed notebook. A page without one was made by hand,
            and is left out.
        review: the review; its pages are written.
        lang: the language.
        paper: how drawings come to paper; None where the document is for a screen, which draws, folds and unfolds.

    Raises:
        OSError: a notebook cannot be read.
        NotebookError: a notebook holds a part that is none.
    """
    beside = {page: folder / lang / f"{page.name}.ipynb" for page in review.in_(lang)}
    texts = {page: path.read_text("utf-8") for page, path in beside.items() if path.is_file()}
    parts = {page.name: parts_in(json.loads(content), lang) for page, content in texts.items()}
    account = Account.of([*parts.values()], lang)
    places = Places(frozenset(page.name for page in texts), account.ids)
    ready = on_screen if paper is None else partial(on_paper, paper)
    return _with_links_that_lead(
        [
            (name, title, [*ready(tokens, name, places)])
            for name, title, tokens in _bodies(texts, parts, account, lang)
        ]
    )


def _bodies(
    texts: Mapping[PublishedPage, str],
    parts: Mapping[str, PageParts],
    account: Account,
    lang: Lang,
) -> Iterator[tuple[str, str, list[Token]]]:
    """Name, title and body of each page, and of the account of them all."""
    for page, content in texts.items():
        title = page.title.in_(lang)
        context = PageContext(lang, title=title, code="hide", alone=True)
        body = read(page_of(content, context, page.name))
        cites = {exhibit.id: exhibit.cites for exhibit in parts[page.name].exhibits}
        yield page.name, title, [*account.in_numbers(body, cites, lang)]
    for name, title, body_html in account.chapters(lang):
        yield name, title, read(f"<h1>{html.escape(title)}</h1>{body_html}")


def _with_links_that_lead(made: list[tuple[str, str, list[Token]]]) -> list[Chapter]:
    """The chapters without the links to what is in none of them."""
    ids = {token.attributes.get("id", "") for _, _, tokens in made for token in tokens}
    there = ids | {name for name, _, _ in made}
    return [
        Chapter(name, title, write(leading(token, there) for token in tokens))
        for name, title, tokens in made
    ]


def whole(review: PublishedReview, lang: Lang, parts: list[Chapter], front: str, style: str) -> str:
    """The document as one HTML text: what comes first, the contents, then a section for each page.

    Args:
        review: the review.
        lang: the language.
        parts: its pages.
        front: what comes first.
        style: the stylesheet.
    """
    say = words(lang)
    name = review.organisation.name.in_(lang)
    known = {"author": name, "description": review.said("about", lang)}
    about = "".join(
        f'<meta name="{key}" content="{html.escape(known[key])}">' for key in known if known[key]
    )
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
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(review.title(lang))}</title>{about}<style>{style}</style></head><body>"
        f'<main id="content">{front}'
        f'<nav class="contents" aria-label="{html.escape(say["contents_sheet"])}">'
        f"<p><strong>{html.escape(say['contents_sheet'])}</strong></p><ol>{entries}</ol></nav>"
        f'<p class="made">{html.escape(say["made_document"])}</p>{body}</main></body></html>'
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
