"""The words around the figures of a document, each weighted by its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from tongket.extract.extraction import sentence_start
from tongket.extract.terms import Lexicon, abbreviations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.documents import Block, Document
    from tongket.extract.extraction import ExtractedFigure
    from tongket.extract.terms import Known, Postings, Terms

# How much words say by their place: right behind the figure, in its clause, its sentence, above, before its sentence.
_BEHIND, _CLAUSE, _SENTENCE, _ABOVE, _BEFORE = 3.0, 2.0, 0.7, 0.5, 0.3
_NOUN = 1.5
# So many letters of a clause, of what stands before a sentence, and of a sentence or row are looked at.
_FAR, _FAR_BEHIND, _FAR_BEFORE, _FAR_ALONG = 120, 90, 160, 2_000
_CLAUSE_END = re.compile(
    r"[,;:()–]|\s(?:trong đó|gồm|bao gồm|với|còn|riêng|nhưng|of which|including|with|while)\s"
)
_IN_TURN = re.compile(r"lần lượt|tương ứng là|respectively", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
# What a sentence may leave out of its document or have otherwise: spaces, ends of lines, marks of notes.
_LEFT_OUT = re.compile(r"[\s⁰¹²³⁴⁵⁶⁷⁸⁹]")
_OTHER_SPACE = re.compile(r"[^\S ]")
_AND = re.compile(r",\s*(?:và\s|and\s)?|\svà\s(?!công nghệ)|\sand\s(?!technology)")


def sentence_span(figure: ExtractedFigure, block: Block, text: str) -> tuple[int, int]:
    """Where the sentence of a figure stands in its document, which may have other spaces and line breaks than it.

    Args:
        figure: the figure.
        block: the block of the document that it stands in.
        text: the text of the document.
    """
    said = figure.sentence
    if (first := sentence_start(figure, text)) is not None:
        return first, first + len(said)
    letters, places = _letters(block.text)
    said = _LEFT_OUT.sub("", said)
    at = bisect_left(places, figure.number_start - block.start)
    begin = letters.find(said, max(at - len(said), 0), at + len(said))
    if begin < 0:
        return figure.start, figure.end
    return block.start + places[begin], block.start + places[begin + len(said) - 1] + 1


@lru_cache(maxsize=1)
def _letters(text: str) -> tuple[str, list[int]]:
    """The letters of a text that no sentence leaves out, with the place of each."""
    places = [at for at, letter in enumerate(text) if not _LEFT_OUT.match(letter)]
    return "".join(text[at] for at in places), places


class Surroundings:
    """What stands around each figure of a document, and in which part of the text it is."""

    def __init__(self, document: Document, figures: Sequence[ExtractedFigure]) -> None:
        self.figures = figures
        self._text = _OTHER_SPACE.sub(" ", document.text)
        self._blocks = [document.block_at(figure.start) for figure in figures]
        self._headings = {b.section: b.text for b in document.blocks if b.kind == "heading"}
        self._lexicon = Lexicon(abbreviations(document.text))
        # Of a figure in a table its row says what a sentence says elsewhere.
        self._rows = [block if block.kind == "table_row" else None for block in self._blocks]
        self._sentences = [
            (row.start, row.text) if row else self._sentence(document, block, figure)
            for row, block, figure in zip(self._rows, self._blocks, figures, strict=True)
        ]

    def part(self, at: int) -> str:
        """The part of the text in which a slot stands once: a section, its tables apart from its prose."""
        return f"{self.figures[at].section}#{self._rows[at] is not None}"

    def is_one_sentence(self, one: int, other: int) -> bool:
        """Whether two figures stand in one sentence."""
        return self._sentences[one] == self._sentences[other]

    def clause(self, at: int) -> str:
        """The words of a figure's clause without those of its neighbours, of a cell the head of its column."""
        return f"{self._above(at)} {self._clause_before(at)} # {self._clause_behind(at)}"

    def is_ahead(self, at: int, year: int) -> bool:
        """Whether a figure is a plan of a later year than that of the report, as its sentence or heading says."""
        figure, (_, sentence) = self.figures[at], self._sentences[at]
        if figure.role != "plan":
            return False
        named = _YEAR.findall(f"{sentence} {self._headings.get(figure.section, '')}")
        return any(int(each) > year for each in named)

    def terms(self, at: int) -> Terms:
        """The terms around a figure, each with the weight of its place."""
        return self._lexicon.weighted(self._said(at))

    def known(self, at: int, postings: Postings) -> list[tuple[Known, float]]:
        """The terms around a figure that are looked for, text by text, with the weight of its place."""
        return [
            (self._lexicon.known(postings, text), weight) for text, weight in self._said(at) if text
        ]

    def _said(self, at: int) -> list[tuple[str, float]]:
        """The texts around a figure, each with the weight of its place."""
        figure, (first, sentence) = self.figures[at], self._sentences[at]
        above = f"{self._headings.get(figure.section, figure.section)} {self._above(at)}"
        before = self._text[max(self._blocks[at].start, first - _FAR_BEFORE) : first]
        whole = _CLAUSE if self._rows[at] else _SENTENCE
        return [
            (self._clause_behind(at), _BEHIND), (figure.noun, _NOUN), (self._clause_before(at), _CLAUSE),
            (self._named_in_turn(at), _CLAUSE), (sentence[:_FAR_ALONG], whole), (above, _ABOVE), (before, _BEFORE),
        ]  # fmt: skip

    def _clause_before(self, at: int) -> str:
        start = self.figures[at].start
        before = max(
            (each.end for each in self.figures[max(0, at - 3) : at] if each.end <= start), default=0
        )
        return _CLAUSE_END.split(
            self._text[max(before, self._sentences[at][0], start - _FAR) : start]
        )[-1]

    def _clause_behind(self, at: int) -> str:
        figure, (first, sentence) = self.figures[at], self._sentences[at]
        last = first + len(sentence)
        others = self.figures[at + 1 : at + 4]
        after = min(
            (each.number_start for each in others if each.start >= figure.end), default=last
        )
        behind = self._text[figure.number_end : min(after, last, figure.number_end + _FAR_BEHIND)]
        return _CLAUSE_END.split(behind.lstrip(" )"), maxsplit=1)[0]

    def _named_in_turn(self, at: int) -> str:
        """Where figures follow names in the same order (`lần lượt`, `respectively`), the name whose turn it is."""
        first, sentence = self._sentences[at]
        turn = _IN_TURN.search(sentence)
        if not turn:
            return ""
        near = range(max(0, at - 5), min(len(self.figures), at + 6))
        same = [n for n in near if self._sentences[n] == (first, sentence)]
        told = [n for n in same if self.figures[n].start >= first + turn.start()] or same
        names = _AND.split(re.split("[;:]", sentence[: turn.start()])[-1])
        return names[-len(told) :][told.index(at)] if at in told and len(names) >= len(told) else ""

    def _above(self, at: int) -> str:
        """What stands above the cell of a figure; nothing outside of tables."""
        return self._blocks[at].head_at(self.figures[at].start)

    def _sentence(
        self, document: Document, block: Block, figure: ExtractedFigure
    ) -> tuple[int, str]:
        """Where the sentence of a figure begins, and its words."""
        first, last = sentence_span(figure, block, document.text)
        return first, self._text[first:last]
