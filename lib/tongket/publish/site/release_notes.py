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
    from collections.abc import Iterable

    from tongket.data.releases import ReleaseRecord
    from tongket.model import Lang
    from tongket.output import Number
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview


def release_notes(
    review: PublishedReview,
    read: Read,
    record: ReleaseRecord,
    before: ReleaseRecord | None,
    lang: Lang,
) -> str:
    """The notes in one language, as Markdown.

    Args:
        review: the review as it is released.
        read: what its pages say.
        record: the release.
        before: the edition before it; None where this is the first.
        lang: the language.

    Raises:
        DataError: the pages of the edition before cannot be read.
    """
    say = words(lang)
    when = f"{say['released']}: {released(review.organisation, lang)}"
    lines = [f"# {review.title(lang)}", "", f"{when}. {say['released_by']}: {record.released_by}."]
    if record.note.in_(lang):
        lines += ["", record.note.in_(lang)]
    for heading, items in _sections(review, read, before, lang):
        lines += [
            "",
            f"## {say[heading]}",
            "",
            *(f"- {item}" for item in items or [say["nothing"]]),
        ]
    return "\n".join(lines) + "\n"


def _sections(
    review: PublishedReview, read: Read, before: ReleaseRecord | None, lang: Lang
) -> Iterable[tuple[str, list[str]]]:
    """What stands under each heading."""
    say = words(lang)
    if before is None:
        figures = len({number.anchor for number in _figures(read, lang)})
        yield "is_new", [say["first_edition"].format(pages=len(review.in_(lang)), figures=figures)]
        yield "was_corrected", []
    else:
        found = changes(frozen_listing(before), listing(read), lang).figures
        yield "is_new", [f"{each.name}: {each.after}" for each in found if not each.before]
        yield (
            "was_corrected",
            [
                f"{each.name}: {each.before} → {each.after or say['not_there']}"
                for each in found
                if each.before
            ],
        )
    yield "are_open", _questions(read, lang)


def _figures(read: Read, lang: Lang) -> list[Number]:
    pages = (found for (_, own), found in read.items() if own == lang)
    return [figure.number for page in pages for figure in page.figures]


def _questions(read: Read, lang: Lang) -> list[str]:
    """The questions that pages put to the publishers of the figures, each once."""
    asked = (
        item.text
        for (_, own), page in read.items()
        if own == lang
        for part in page.parts
        if isinstance(part, ListPart) and part.role == "questions"
        for item in part.items
    )
    return list(dict.fromkeys(asked))
