"""What a revised figure said before, as a page tells it: in words beside its source, and as data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tongket import measures
from tongket.audit.quantities import capitalised
from tongket.model import Figure, Text
from tongket.numerals import format_period
from tongket.output import VintageEntry, number_of
from tongket.translations import message, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tongket.data.revisions import Revision, Vintage
    from tongket.model import Lang, Observation
    from tongket.output import Number

FIRST = message("First published: {printed} ({date}).")
THEN = message("Then: {printed} ({date}).")
REVISED = message("Revised: {date}.")
_CHANGE = Text("", "")


class ToldRevision(NamedTuple):
    """A revision of one figure on a page; the numbers lead to the row of the figure.

    Args:
        vintages: what it said, the first first.
        change: by how much what holds differs from the first; None where that is not known.
        change_pct: the same in percent; None where percent says nothing.
    """

    vintages: tuple[VintageEntry, ...]
    change: Number | None
    change_pct: Number | None


def told_revision(figure: Figure, revision: Revision, lang: Lang) -> ToldRevision:
    """A revision as data.

    Args:
        figure: what holds.
        revision: what it said before.
        lang: the language of the page.
    """
    then = [_figure(figure, vintage) for vintage in revision.vintages]
    vintages = tuple(
        _entry(_at(then, figure, lang), vintage, lang)
        for then, vintage in zip(then, revision.vintages, strict=True)
    )
    change = measures.change(then[-1], then[0], _CHANGE)
    grown = figure.unit.kind in measures.AMOUNTS
    percent = measures.growth(then[-1], then[0], _CHANGE) if grown else None
    return ToldRevision(vintages, *(_known(each, figure, lang) for each in (change, percent)))


def revision_in_words(revision: Revision, lang: Lang, quoted: Callable[[Observation], str]) -> str:
    """What was first published and since when it holds, with the reasons, in sentences.

    Args:
        revision: what a figure said, and what it says.
        lang: the language.
        quoted: how the page quotes a print.
    """
    *before, last = revision.vintages
    said = []
    for vintage in before:
        sentence = FIRST if vintage.how == "first" else THEN
        date = format_period(vintage.since, lang)
        said.append(translate(sentence, lang).format(printed=quoted(vintage.row), date=date))
        said.append(_reason(vintage, lang))
    said.append(translate(REVISED, lang).format(date=format_period(last.since, lang)))
    said.append(_reason(last, lang))
    return " ".join(filter(None, said))


def _figure(figure: Figure, vintage: Vintage) -> Figure:
    """A figure as it was in one of its vintages."""
    row = vintage.row
    return replace(
        figure, value=row.value, interval=row.interval, decimals=row.decimals, origin=row,
        qualifier=row.qualifier, disputed="", revised=False, candidates=None,
    )  # fmt: skip


def _at(then: Figure, figure: Figure, lang: Lang) -> Number:
    return replace(number_of(then, lang), anchor=f"src-{figure.anchor}")


def _known(found: Figure | None, figure: Figure, lang: Lang) -> Number | None:
    return None if found is None or found.is_missing else _at(found, figure, lang)


def _entry(number: Number, vintage: Vintage, lang: Lang) -> VintageEntry:
    published = format_period(vintage.since, lang)
    return VintageEntry(number, vintage.since.text, published, vintage.how, _reason(vintage, lang))


def _reason(vintage: Vintage, lang: Lang) -> str:
    """Why a figure was revised, as a sentence; empty where nobody says it."""
    words = vintage.reason.in_(lang).strip().rstrip(".") if vintage.reason else ""
    return f"{capitalised(words)}." if words else ""
