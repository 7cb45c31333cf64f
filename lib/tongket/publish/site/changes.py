"""What the last build changed: figures and sentences of a review, before and after.

A build that changes neither leaves the account of the one before it: the same run twice gives the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tongket.files import write
from tongket.publish.site.listings import CLAIMS, FIGURES, listing
from tongket.publish.site.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.model import Lang
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


def write_changes(folder: Path, before: Path, review: PublishedReview, read: Read) -> list[Path]:
    """Write `changes.json` and `changes.html` of a review.

    Args:
        folder: the review's new folder.
        before: the folder that readers see now, with the listings of the last build; missing where this is the first.
        review: the review.
        read: what its pages say now.

    Raises:
        OSError: the folder cannot be written.
    """
    noted = _noted(before, review, read)
    write(folder / CHANGES, json.dumps(noted, ensure_ascii=False, indent=1) + "\n")
    titles = {page.name: page.title for page in review.pages}
    values = {"review": review, "noted": noted, "titles": titles}
    write(folder / PAGE, render("changes.html.j2", review.langs, review.organisation, **values))
    return [folder / CHANGES, folder / PAGE]


def _noted(before: Path, review: PublishedReview, read: Read) -> dict[str, Any]:
    """What `changes.json` holds: `first` where there was no build before, else the changes by language."""
    if not (before / FIGURES).is_file():
        return {"first": True, "changes": {}}
    listed = listing(read)
    found = {
        lang: changes(_read(before / CLAIMS) | _read(before / FIGURES), listed, lang)
        for lang in review.langs
    }
    if not any(found.values()):
        return _read(before / CHANGES) or {"first": True, "changes": {}}
    return {"first": False, "changes": {lang: asdict(found[lang]) for lang in found}}


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
            # Before version 1 of the output format the words were under `value`.
            words = figure["words"] if "words" in figure else figure["value"]
            found[figure["anchor"]] = (figure["name"], words, (*pages, figure["page"]))
    return found


def _sentences(listed: Listing, lang: Lang) -> Counter[tuple[str, str]]:
    claims = listed.get("claims", ())
    return Counter((claim["page"], claim["text"]) for claim in claims if claim["lang"] == lang)


def _read(path: Path) -> dict[str, Any]:
    """A listing of an earlier build; empty where it cannot be understood, as if there had been none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
