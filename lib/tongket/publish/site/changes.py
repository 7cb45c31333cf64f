"""What changed since the last release: figures and sentences of a review, before and after.

A draft is compared with the edition before it, a released review with the edition before that. All of it comes from the
releases of the project, so every machine that has them makes the same page.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tongket.data.releases import RELEASES, SITE
from tongket.files import write
from tongket.model import TimePeriod
from tongket.numerals import format_period
from tongket.publish.labels import words
from tongket.publish.release import address
from tongket.publish.site.frozen import frozen_listing
from tongket.publish.site.listings import listing
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.releases import ReleaseRecord, Releases
    from tongket.model import Lang, Release
    from tongket.publish.site.listings import Listing
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview

    Shown = tuple[str, str, tuple[str, ...]]

CHANGES, PAGE = "changes.json", "changes.html"


@dataclass(frozen=True)
class FigureChange:
    """A figure that is new, gone, or has another value; `before` or `after` is empty where it is not there."""

    name: str
    before: str
    after: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class SentenceChange:
    """A sentence that a page no longer says, or says anew."""

    page: str
    text: str
    new: bool


@dataclass(frozen=True)
class Changes:
    """What a build changed in one language of a review."""

    figures: tuple[FigureChange, ...]
    sentences: tuple[SentenceChange, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.sentences)


def write_changes(
    folder: Path, editions: Releases, review: PublishedReview, read: Read
) -> list[Path]:
    """Write `changes.json` and `changes.html` of a review.

    Args:
        folder: the review's new folder.
        editions: what has been released of it, the first edition first.
        review: the review.
        read: what its pages say now.

    Raises:
        OSError: the folder cannot be written.
    """
    noted = _noted(editions, review, read)
    write(folder / CHANGES, json.dumps(noted, ensure_ascii=False, indent=1) + "\n")
    titles = {page.name: page.title for page in review.pages}
    values = {
        "review": review,
        "noted": noted,
        "titles": titles,
        "editions": _in_words(editions, review),
    }
    place = f"{review.folder}/{PAGE}"
    page = render("changes.html.j2", review.langs, review.organisation, at=place, **values)
    write(folder / PAGE, page)
    return [folder / CHANGES, folder / PAGE]


def _noted(editions: Releases, review: PublishedReview, read: Read) -> dict[str, Any]:
    """What `changes.json` holds: since which edition, and the changes by language; both empty where there is none."""
    then = since(editions, review.organisation.release)
    if then is None:
        return {"since": None, "changes": {}}
    listed, released = listing(read), frozen_listing(then)
    return {
        "since": {"edition": then.edition, "date": then.date},
        "changes": {lang: asdict(changes(released, listed, lang)) for lang in review.langs},
    }


def since(editions: Releases, release: Release) -> ReleaseRecord | None:
    """The edition that a review is compared with: the one before it, whether it is a draft or released."""
    before = [each for each in editions if each.edition < release.edition]
    return before[-1] if before else None


def _in_words(
    editions: Releases, review: PublishedReview
) -> dict[Lang, list[tuple[str, str, str]]]:
    """The editions in each language, the last one first: what they are, what was said of them, and where they are.

    Only where the site has an address is it known where `tongket publish` keeps them.
    """
    found, organisation = {}, review.organisation
    for lang in review.langs:
        say = words(lang)
        found[lang] = [
            (
                say["edition_released"].format(
                    number=each.edition,
                    day=format_period(TimePeriod.parse(each.date), lang),
                    who=each.released_by,
                ),
                each.note.in_(lang),
                address(organisation, f"{RELEASES}/{each.place}/{SITE}")
                if organisation.release.site
                else "",
            )
            for each in reversed(editions)
        ]
    return found


def changes(before: Listing, after: Listing, lang: Lang) -> Changes:
    """What differs between the listings of two builds of a review, in one language."""
    then, now = _figures(before, lang), _figures(after, lang)
    figures = [
        _figure_change(then.get(key), now.get(key))
        for key in {**then, **now}
        if not _same(then.get(key), now.get(key))
    ]
    said_then, said_now = _sentences(before, lang), _sentences(after, lang)
    gone, new = said_then - said_now, said_now - said_then
    sentences = [
        *(
            SentenceChange(page, text, new=False)
            for page, text in said_then
            if (page, text) in gone
        ),
        *(SentenceChange(page, text, new=True) for page, text in said_now if (page, text) in new),
    ]
    ordered = sorted(sentences, key=lambda change: change.page)
    return Changes(tuple(figures), tuple(ordered))


def _same(then: Shown | None, now: Shown | None) -> bool:
    return then is not None and now is not None and then[:2] == now[:2]


def _figure_change(then: Shown | None, now: Shown | None) -> FigureChange:
    name, _, pages = now or then or ("", "", ())
    return FigureChange(name, then[1] if then else "", now[1] if now else "", pages)


def _figures(listed: Listing, lang: Lang) -> dict[str, Shown]:
    """Name, value and pages of each figure, by its anchor."""
    found: dict[str, Shown] = {}
    for figure in listed.get("figures", ()):
        if figure["lang"] == lang:
            pages = found.get(figure["anchor"], ("", "", ()))[2]
            found[figure["anchor"]] = (figure["name"], figure["words"], (*pages, figure["page"]))
    return found


def _sentences(listed: Listing, lang: Lang) -> Counter[tuple[str, str]]:
    claims = listed.get("claims", ())
    return Counter((claim["page"], claim["text"]) for claim in claims if claim["lang"] == lang)
