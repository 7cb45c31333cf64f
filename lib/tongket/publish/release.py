"""What is said of a release: who published what, when, when again, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import TimePeriod
from tongket.numerals import format_period
from tongket.publish.labels import words

if TYPE_CHECKING:
    from tongket.model import Lang, Organisation


def released(organisation: Organisation, lang: Lang) -> str:
    """The edition and the day of the release; says so where it is not given."""
    say, release = words(lang), organisation.release
    edition = say["edition"].format(number=release.edition) if release.edition else ""
    return ", ".join(filter(None, [_day(release.date, lang), edition])) or say["not_said"]


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
    release, name = organisation.release, organisation.name.in_(lang)
    when = released(organisation, lang) if release.date or release.edition else ""
    return ", ".join(filter(None, [name, title, when]))


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
        "cite": citation(organisation, cited, lang),
    }
    return tuple((say[name], text) for name, text in lines.items() if text)


def address(organisation: Organisation, place: str) -> str:
    """The permanent address of a place of the site: absolute only where the site has one."""
    site = organisation.release.site
    return f"{site}/{place}" if site else place


def _day(period: str, lang: Lang) -> str:
    return format_period(TimePeriod.parse(period), lang) if period else ""
