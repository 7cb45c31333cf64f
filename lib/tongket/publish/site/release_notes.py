"""The notes of a release: what is new, what was corrected, which questions are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.output import ListPart
from tongket.publish.labels import words
from tongket.publish.release import released
from tongket.publish.site.changes import changes
from tongket.publish.site.frozen import frozen_listing
from tongket.publish.site.listings import listing

if TYPE_CHECKING:
    from tongket.data.releases import ReleaseRecord, Releases
    from tongket.model import Lang
    from tongket.publish.site.listings import Listing
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview


def release_notes(
    review: PublishedReview, read: Read, record: ReleaseRecord, editions: Releases
) -> dict[Lang, str]:
    """The notes in each language of a review, as Markdown.

    Args:
        review: the review as it is released.
        read: what its pages say.
        record: the release.
        editions: what was released of it before, the first edition first.

    Raises:
        DataError: the pages of the edition before cannot be read.
    """
    now, then = listing(read), frozen_listing(editions[-1]) if editions else None
    return {lang: _notes(review, read, record, (then, now), lang) for lang in review.langs}


def _notes(
    review: PublishedReview,
    read: Read,
    record: ReleaseRecord,
    listings: tuple[Listing | None, Listing],
    lang: Lang,
) -> str:
    say = words(lang)
    when = f"{say['released']}: {released(review.organisation, lang)}"
    lines = [f"# {review.title(lang)}", "", f"{when}. {say['released_by']}: {record.released_by}."]
    if record.note.in_(lang):
        lines += ["", record.note.in_(lang)]
    sections = {
        **_figures(review, *listings, lang),
        "are_open": _questions(read, lang),
    }
    for heading, items in sections.items():
        listed = [f"- {item}" for item in items or [say["nothing"]]]
        lines += ["", f"## {say[heading]}", "", *listed]
    return "\n".join(lines) + "\n"


def _figures(
    review: PublishedReview, then: Listing | None, now: Listing, lang: Lang
) -> dict[str, list[str]]:
    """Which figures are new and which were corrected; of a first edition how many there are."""
    say = words(lang)
    if then is None:
        figures = len({each["anchor"] for each in now["figures"] if each["lang"] == lang})
        first = say["first_edition"].format(pages=len(review.in_(lang)), figures=figures)
        return {"is_new": [first], "was_corrected": []}
    found = changes(then, now, lang).figures
    return {
        "is_new": [f"{each.name}: {each.after}" for each in found if not each.before],
        "was_corrected": [
            f"{each.name}: {each.before} → {each.after or say['not_there']}"
            for each in found
            if each.before
        ],
    }


def _questions(read: Read, lang: Lang) -> list[str]:
    """The questions that pages put to the publishers of the figures, each once.

    What pages tell beside them, of figures that nothing could be held against, asks nobody.
    """
    asked = (
        item.text
        for (_, own), page in read.items()
        if own == lang
        for part in page.parts
        if isinstance(part, ListPart) and part.role == "questions"
        for item in part.items
        if "?" in item.text
    )
    return list(dict.fromkeys(asked))
