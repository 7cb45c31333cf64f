"""What a document begins with, as an official report does: who publishes what, of which place and period, when."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tongket.publish.labels import words
from tongket.publish.release import about

if TYPE_CHECKING:
    from tongket.model import Lang
    from tongket.publish.site.published import PublishedReview


def front(review: PublishedReview, lang: Lang, logo: str, title: str) -> str:
    """The beginning of a document, above its contents.

    Args:
        review: the review.
        lang: the language.
        logo: the address of the picture; empty where there is none.
        title: the title as HTML; empty where the format has a title of its own.
    """
    name = review.organisation.name.in_(lang)
    words_of_logo = html.escape(name or words(lang)["logo"])
    shown = (
        f'<p><img class="logo" src="{logo}" alt="{words_of_logo}" height="64"></p>' if logo else ""
    )
    publisher = f'<p class="publisher">{html.escape(name)}</p>' if name else ""
    answers = html.escape(review.organisation.imprint.in_(lang))
    imprint = f'<p class="imprint">{answers}</p>' if answers else ""
    draft = words(lang)["draft"] if review.organisation.release.is_draft else ""
    mark = f'<p class="draft">{html.escape(draft)}</p>' if draft else ""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(label)}</th><td>{said}</td></tr>'
        for label, said in _facts(review, lang)
    )
    return (
        f'<header class="front"><div class="by">{shown}{publisher}</div>{title}{mark}'
        f'<p class="about">{html.escape(review.said("about", lang))}</p>'
        f'<table class="release"><tbody>{rows}</tbody></table>{imprint}</header>'
    )


def _facts(review: PublishedReview, lang: Lang) -> list[tuple[str, str]]:
    """What is said of the release, as on every page; words as HTML."""
    say, by = words(lang), review.organisation
    title = review.title(lang)
    facts = [
        (name, html.escape(text))
        for name, text in about(by, title, f"{say['site']}: {title}", lang)
    ]
    site = by.release.site
    if site:
        address = html.escape(f"{site}/{review.folder}/index.html")
        facts[-1] = (facts[-1][0], f'{facts[-1][1]}. <a href="{address}">{address}</a>')
    if by.contact:
        link = f'<a href="{html.escape(by.address)}">{html.escape(by.contact)}</a>'
        facts.append((say["contact"], link))
    if by.licence:
        link = f'<a href="{html.escape(by.licence_address)}">{html.escape(by.licence)}</a>'
        facts.append((say["licence"], link))
    return facts
