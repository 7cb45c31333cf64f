"""The account of a whole document, given once: what its indicators mean, where each figure comes from, its sources.

On the site each page accounts for itself. In a document eleven accounts would be a third of its pages, most of it said
before: here each figure, definition and source stands once, and below a chart its sources are numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongket.numerals.collation import vietnamese
from tongket.output import SourcesPart
from tongket.publish.html.sanitise import Token, end, start, text
from tongket.publish.labels import words
from tongket.review.account import definitions_html, sources_html
from tongket.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    def of(cls, pages: Sequence[PageParts]) -> Account:
        """The account of pages in their order."""
        meanings = {term.indicator: term for page in pages for term in page.definitions}
        # The first page that shows a figure says it as all others do.
        figures = {f.anchor: f for page in reversed(pages) for f in page.figures}
        sources = {source.id: source for page in pages for source in page.sources}
        part = SourcesPart(
            tuple(sorted(figures.values(), key=lambda figure: vietnamese(figure.name))),
            tuple(sources.values()),
        )
        return cls(tuple(sorted(meanings.values(), key=lambda term: vietnamese(term.name))), part)

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

    def in_numbers(self, tokens: Iterable[Token], lang: Lang) -> Iterator[Token]:
        """The tokens of a page with the sources of each exhibit as numbers of the one list."""
        line: list[Token] = []
        for token in tokens:
            if line or (token.kind, token.name) == ("start", "p"):
                line.append(token)
            else:
                yield token
            if line and (token.kind, token.name) == ("end", "p"):
                yield from self._numbered(line, lang)
                line = []
        yield from line

    def _numbered(self, line: list[Token], lang: Lang) -> Iterator[Token]:
        """A paragraph that names sources and nothing else, such as that below an exhibit; any other as it is."""
        lead = f"{translate('Source', lang)}: "
        said = "".join(token.text for token in line if token.kind == "text")
        cited = self._cited(said.removeprefix(lead)) if said.startswith(lead) else []
        if not cited:
            yield from line
            return
        yield from (line[0], text(lead))
        for place, (number, name) in enumerate(cited):
            if place:
                yield text(", ")
            yield from (start("a", href=f"#source-{name}"), text(f"[{number}]"), end("a"))
        yield line[-1]

    def _cited(self, said: str) -> list[tuple[int, str]]:
        """Number and id of each source that a text consists of; none where it is more than sources."""
        found = []
        known = {s.cited.text: (number, s.id) for number, s in enumerate(self.part.sources, 1)}
        while said:
            longest = max(filter(said.startswith, known), key=len, default="")
            rest = said[len(longest) :]
            if not longest or (rest and not rest.startswith("; ")):
                return []
            found.append(known[longest])
            said = rest.removeprefix("; ")
        return found
