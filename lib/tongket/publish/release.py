"""What is said of a release: who published what, when, when again, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import TimePeriod
from tongket.numerals import format_period
from tongket.publish.labels import words

if TYPE_CHECKING:
    from tongket.model import Lang, Organisation


def released(organisation: Organisation, lang: Lang) -> str:
    """The day of the release and the edition; of a draft that it is one, and what was released before it."""
    say, release = words(lang), organisation.release
    if not release.is_draft:
        return f"{_day(release.date, lang)}, {say['edition'].format(number=release.edition)}"
    if not release.before:
        return say["not_released"]
    return say["draft_of"].format(
        number=release.edition, before=release.edition - 1, day=_day(release.before, lang)
    )


def next_release(organisation: Organisation, lang: Lang) -> str:
    """When the next release is due; says so where it is not given."""
    return _day(organisation.release.next, lang) or words(lang)["not_announced"]


def citation(organisation: Organisation, title: str, lang: Lang) -> str:
    """How a page or a document is cited: who, what, which edition, when; where it is follows.

    Args:
        organisation: who publishes it.
        title: what it is called.
        lang: the language.
    """
    draft = words(lang)["draft_cited"] if organisation.release.is_draft else ""
    when = draft or released(organisation, lang)
    return ", ".join(filter(None, [organisation.name.in_(lang), title, when]))


def about(
    organisation: Organisation, review: str, cited: str, lang: Lang
) -> tuple[tuple[str, str], ...]:
    """What is said of a release below a page and in front of a document: a label and its words in each line.

    Args:
        organisation: who publishes it.
        review: the name of the review, which says place and period.
        cited: what is cited, the page or the document.
        lang: the language.
    """
    say = words(lang)
    lines = {
        "published_by": organisation.name.in_(lang) or say["nobody"],
        "place_period": review,
        "released": released(organisation, lang),
        "next_release": next_release(organisation, lang),
        # Sentences stand here as the other lines do, without a stop: what follows on paper brings its own.
        "corrections": (
            organisation.release.corrections.in_(lang) or say["corrections_policy"]
        ).removesuffix("."),
        "cite": citation(organisation, cited, lang),
    }
    return tuple((say[name], text) for name, text in lines.items() if text)


def address(organisation: Organisation, place: str) -> str:
    """The permanent address of a place of the site: absolute only where the site has one."""
    site = organisation.release.site
    return f"{site}/{place}" if site else place


def _day(period: str, lang: Lang) -> str:
    return format_period(TimePeriod.parse(period), lang) if period else ""
