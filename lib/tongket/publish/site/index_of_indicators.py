"""The index of a review's indicators, as at the end of a book: by domain and by letter, with other words for each.

An indicator of the registry without a figure is in it too: who looks for it learns that it is not published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tongket.files import write
from tongket.numerals.collation import alphabetical, letter_of
from tongket.publish.labels import words
from tongket.publish.site.render import render
from tongket.translations import VIETNAMESE, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tongket.data.store import Store
    from tongket.model import Indicator, Lang
    from tongket.output import FigurePart
    from tongket.publish.site.page_parts import Read
    from tongket.publish.site.published import PublishedReview

# No syllable of Vietnamese without marks is as long; one word alone, such as patent, is said in it too.
_ENGLISH = re.compile(r"[a-z]{5,}.* |.* [a-z]{5,}")


class Place(NamedTuple):
    """A link into a page of the review."""

    href: str
    text: str


@dataclass(frozen=True)
class Entry:
    """An indicator in the index, in one language.

    Attributes:
        id: its id in the registry.
        name: what it is called.
        synonyms: what sources call it besides.
        definition: what it means.
        values: each figure of the review's own place, with the plan or year it is of, where it is accounted for.
        pages: the pages that treat it, with figures of other places too.
        remarks: why a figure is missing; what it is a part of; that its own parts are not published.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    definition: str
    values: tuple[Place, ...]
    pages: tuple[Place, ...]
    remarks: tuple[str, ...]


class Headword(NamedTuple):
    """A word in the alphabet: the name of an indicator, or another word for it."""

    text: str
    indicator: str
    see: str


@dataclass(frozen=True)
class Index:
    """The index of a review in one language.

    Attributes:
        domains: the name of each domain with its indicators, in their order.
        letters: each letter with its terms, in the order of the alphabet of the language.
    """

    domains: tuple[tuple[str, str, tuple[Entry, ...]], ...]
    letters: tuple[tuple[str, tuple[Headword, ...]], ...]


def index_name(lang: Lang) -> str:
    """The file's name: one page a language, for both together are too long for a phone."""
    return f"indicators-{lang}.html"


def write_index_of_indicators(
    folder: Path, review: PublishedReview, read: Read, store: Store
) -> None:
    """Write `indicators-vi.html` and `indicators-en.html` of a review, each where it has pages in that language.

    Raises:
        OSError: the folder cannot be written.
    """
    for lang in review.langs:
        twins = [(other, index_name(other)) for other in review.langs if other != lang]
        index = index_of(review, read, store, lang)
        page = render(
            "indicators.html.j2",
            (lang,),
            review.organisation,
            at=f"{review.folder}/{index_name(lang)}",
            review=review,
            index=index,
            lang=lang,
            twins=twins,
        )
        write(folder / index_name(lang), page)


def index_of(review: PublishedReview, read: Read, store: Store, lang: Lang) -> Index:
    """The index of a review in one language, of every indicator of the registry.

    Args:
        review: the review.
        read: what its pages show.
        store: the registry, and the rows that say why a figure is missing.
        lang: the language.
    """
    found = _Found(review, read, store, lang)
    domains = sorted(store.registry.domains.values(), key=lambda domain: domain.order)
    of = defaultdict(list)
    for indicator in store.registry.indicators.values():
        of[indicator.domain].append(found.entry(indicator))
    listed = tuple(
        (d.id, d.name.in_(lang), tuple(sorted(of[d.id], key=lambda e: alphabetical(e.name, lang))))
        for d in domains
        if of[d.id]
    )
    return Index(listed, _letters([entry for _, _, entries in listed for entry in entries], lang))


class _Found:
    """What the pages of a review show of each indicator."""

    def __init__(self, review: PublishedReview, read: Read, store: Store, lang: Lang) -> None:
        self._review, self._lang = review, lang
        self._registry, self._words = store.registry, words(lang)
        self._place = review.area
        self._missing = {
            row.indicator: translate(row.comment, lang)
            for row in store.observations
            if row.interval is None
            and self._is_here(row.ref_area)
            and review.period.holds(row.time_period)
        }
        self._figures: dict[str, dict[str, FigurePart]] = defaultdict(dict)
        self._pages: dict[str, dict[str, Place]] = defaultdict(dict)
        for page in review.in_(lang):
            for figure in read[page.name, lang].figures:
                if figure.observation:
                    indicator = figure.observation.partition("|")[0]
                    link = f"{lang}/{page.name}.html#{figure.anchor}"
                    self._figures[indicator].setdefault(link, figure)
                    self._pages[indicator].setdefault(page.name, Place(link, page.title.in_(lang)))

    def entry(self, indicator: Indicator) -> Entry:
        return Entry(
            indicator.id,
            indicator.name.in_(self._lang),
            tuple(alias for alias in indicator.aliases if self._is_read(alias)),
            self._meaning(indicator),
            self._values(indicator),
            tuple(self._pages.get(indicator.id, {}).values()),
            tuple(self._remarks(indicator)),
        )

    def _is_read(self, alias: str) -> bool:
        """Whether an alias is for the readers of this language: English words are none on a Vietnamese page."""
        return self._lang == "en" or bool(VIETNAMESE.search(alias)) or not _ENGLISH.search(alias)

    def _meaning(self, indicator: Indicator) -> str:
        code = (
            indicator.official_code
            and f"{self._words['official_code']}: {indicator.official_code}."
        )
        return f"{indicator.definition.in_(self._lang)} {code}".strip()

    def _values(self, indicator: Indicator) -> tuple[Place, ...]:
        """The figures of the place, once each, where the first page accounts for them."""
        shown: dict[str, Place] = {}
        for link, figure in self._figures.get(indicator.id, {}).items():
            if self._is_here(figure.observation.split("|")[1]):
                rest = figure.name.removeprefix(indicator.name.in_(self._lang)).strip(" ,:")
                text = f"{figure.number.words} {rest}".rstrip()
                shown.setdefault(figure.anchor, Place(link, text))
        return tuple(shown.values())

    def _remarks(self, indicator: Indicator) -> Iterator[str]:
        if not self._values(indicator):
            why = self._missing.get(indicator.id, "")
            if why or indicator.id not in self._pages:
                yield f"{self._words['no_figure']}: {why}" if why else self._words["no_figure"]
            whole = self._registry.indicators.get(indicator.base)
            if whole is not None and self._counted(indicator) and self._values(whole):
                yield f"{self._words['part_of']}: {whole.name.in_(self._lang)}"
        elif (parts := self._parts.get(indicator.id)) and not any(map(self._values, parts)):
            names = "; ".join(part.name.in_(self._lang) for part in parts)
            yield f"{self._words['not_split']}: {names}"

    @cached_property
    def _parts(self) -> dict[str, list[Indicator]]:
        """The indicators that count a part of another, by its id."""
        parts = defaultdict(list)
        for indicator in self._registry.indicators.values():
            if indicator.base and self._counted(indicator):
                parts[indicator.base].append(indicator)
        return parts

    def _counted(self, indicator: Indicator) -> bool:
        return self._registry.units[indicator.unit].kind == "count"

    def _is_here(self, area: str) -> bool:
        return self._registry.areas[area].place == self._place


def _letters(entries: Sequence[Entry], lang: Lang) -> tuple[tuple[str, tuple[Headword, ...]], ...]:
    terms = [Headword(entry.name, entry.id, "") for entry in entries]
    terms += [
        Headword(word[:1].upper() + word[1:], entry.id, entry.name)
        for entry in entries
        for word in entry.synonyms
        if word.casefold() != entry.name.casefold()
    ]
    terms.sort(key=lambda term: alphabetical(term.text, lang))
    lettered = groupby(terms, key=lambda term: letter_of(term.text, lang))
    return tuple((letter, tuple(group)) for letter, group in lettered)
