"""The account of a whole document, given once: what its indicators mean, where each figure comes from, its sources.

On the site each page accounts for itself. In a document eleven accounts would be a third of its pages, most of it said
before: here each figure, definition and source stands once, and below a chart its sources are numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.numerals.collation import alphabetical
from tongket.output import SourcesPart
from tongket.publish.html.sanitise import Token, end, start, text
from tongket.publish.labels import words
from tongket.review.account import definitions_html, sources_html
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tongket.model import Lang
    from tongket.output import DefinitionEntry
    from tongket.publish.site.page_parts import PageParts

# The chapters of the account. Word knows no bookmark with a hyphen in its name.
DEFINITIONS, SOURCES = "account_definitions", "account_sources"


@dataclass(frozen=True)
class Account:
    """What the pages of a document account for, each thing once.

    Attributes:
        definitions: of the indicators, by name.
        part: the figures, by name, and the sources in the order in which the pages cite them.
    """

    definitions: tuple[DefinitionEntry, ...]
    part: SourcesPart

    @classmethod
    def of(cls, pages: Sequence[PageParts], lang: Lang) -> Account:
        """The account of pages of one language in their order."""
        meanings = {term.indicator: term for page in pages for term in page.definitions}
        # The first page that shows a figure says it as all others do.
        figures = {f.anchor: f for page in reversed(pages) for f in page.figures}
        sources = {source.id: source for page in pages for source in page.sources}
        part = SourcesPart(
            tuple(sorted(figures.values(), key=lambda figure: alphabetical(figure.name, lang))),
            tuple(sources.values()),
        )
        return cls(
            tuple(sorted(meanings.values(), key=lambda term: alphabetical(term.name, lang))), part
        )

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its rows: links of all pages to their own accounts lead there."""
        sources = (f"source-{source.id}" for source in self.part.sources)
        return frozenset({*sources, *(figure.anchor for figure in self.part.figures)})

    def chapters(self, lang: Lang) -> Iterator[tuple[str, str, str]]:
        """Name, title and HTML of its chapters; none where the pages account for nothing."""
        say = words(lang)
        if self.definitions:
            yield DEFINITIONS, say["definitions"], definitions_html(self.definitions)
        if self.part.figures:
            table = sources_html(self.part, lang, say["all_figures"])
            yield SOURCES, say["sources_and_calculations"], table

    def in_numbers(
        self, tokens: Iterable[Token], cites: Mapping[str, Sequence[str]], lang: Lang
    ) -> Iterator[Token]:
        """The tokens of a page with the sources of each exhibit as numbers of the one list.

        Args:
            tokens: the page.
            cites: the sources that each exhibit cites, by its id; its source line is its last paragraph.
            lang: the language.
        """
        exhibit: list[Token] = []
        for token in tokens:
            begins = (token.kind, token.name) == ("start", "figure")
            if exhibit or (begins and cites.get(token.attributes.get("id", ""))):
                exhibit.append(token)
            else:
                yield token
            if exhibit and (token.kind, token.name) == ("end", "figure"):
                yield from self._numbered(exhibit, cites[exhibit[0].attributes["id"]], lang)
                exhibit = []
        yield from exhibit

    def _numbered(self, exhibit: list[Token], cited: Sequence[str], lang: Lang) -> Iterator[Token]:
        """An exhibit with numbers in its last paragraph; as it is where it cites what the list does not have."""
        numbers = {source.id: number for number, source in enumerate(self.part.sources, 1)}
        if not set(cited) <= numbers.keys():
            yield from exhibit
            return
        first, last = (
            max(n for n, token in enumerate(exhibit) if (token.kind, token.name) == (kind, "p"))
            for kind in ("start", "end")
        )
        yield from exhibit[: first + 1]
        yield text(f"{translate('Source', lang)}: ")
        for place, name in enumerate(cited):
            if place:
                yield text(", ")
            yield from (start("a", href=f"#source-{name}"), text(f"[{numbers[name]}]"), end("a"))
        yield from exhibit[last:]
