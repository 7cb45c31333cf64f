"""The sentence of a printed figure with the places of its cues, and what stands around the figure in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tongket.extract import cues
from tongket.extract.sought import Searched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tongket.extract.figures import Spotted
    from tongket.extract.scene import Scene
    from tongket.extract.sought import Sought

# Characters of a sentence: what is longer is a list without a stop. So many before and behind a figure are looked at.
_LONGEST, _REACH, _BEHIND = 4_000, 160, 80
# Characters of the head of a sentence.
_BEGINNING = 60


class Sentence:
    """A sentence of a piece of text, with the places of its cues."""

    def __init__(
        self, text: str, start: int, stop: int, year_is_ahead: Callable[[str], bool]
    ) -> None:
        self.start, self.stop = start, min(stop, start + _LONGEST)
        self.is_list = stop - start > _LONGEST
        self.text = text[start : self.stop]
        self.has = Searched(self.text)
        self._is_ahead = year_is_ahead

    @cached_property
    def plans(self) -> list[re.Match[str]]:
        """What begins a plan for the rest of the sentence."""
        named = (
            *self._all(cues.NAMES_YEAR),
            *cues.SPAN_OF_YEARS.finditer(self.text),
        )
        years = (m for m in named if self._is_ahead(m[1]))
        return sorted((*self._all(cues.AHEAD), *years), key=re.Match.start)

    @cached_property
    def outcomes(self) -> list[int]:
        """Where an outcome is told, which ends the reach of a plan."""
        return [match.start() for match in self._all(cues.OUTCOME)]

    @cached_property
    def totals(self) -> list[re.Match[str]]:
        """What begins a total of several years."""
        return list(self._all(cues.TOTAL))

    def begins(self, cue: Sought) -> re.Match[str] | None:
        """A cue at the head of the sentence."""
        return cue.search(self.text[:_BEGINNING]) if cue in self.has else None

    def _all(self, cue: Sought) -> Iterator[re.Match[str]]:
        return cue.finditer(self.text) if cue in self.has else iter(())

    def yields(self, at: int) -> re.Match[str] | None:
        """The yield, as a model has one, in the part between semicolons around a place."""
        if cues.YIELD not in self.has:
            return None
        stop = self.text.find(";", at)
        return cues.YIELD.search(
            self.text, self.text.rfind(";", 0, at) + 1, stop if stop > 0 else len(self.text)
        )

    def last(self, found: list[re.Match[str]], at: int) -> re.Match[str] | None:
        """The last of some cues that ends before a place of the sentence."""
        return next((match for match in reversed(found) if match.end() <= at), None)

    def is_told(self, start: int, at: int) -> bool:
        """Whether an outcome is told between two places of the sentence."""
        i = bisect_left(self.outcomes, start)
        return i < len(self.outcomes) and self.outcomes[i] < at


@dataclass(slots=True)
class InSentence:
    """One figure in its sentence.

    Args:
        figure: the figure.
        scene: what is known around it.
        sentence: where it stands.
        before, after: what stands before it in the sentence, and behind it.
        lead: what stands before it in its own clause.
        gap: what stands between it and the next figure; empty before the last.
        planned: the words that make a plan of the paragraph; empty where none do.
        example: the words that make an example of the paragraph up to here; empty where none do.
        printed: the figure as it is printed.
        is_behind: whether another figure of the sentence stands before it.
    """

    figure: Spotted
    scene: Scene
    sentence: Sentence
    before: str
    after: str
    lead: str
    gap: str
    planned: str
    example: str
    printed: str
    is_behind: bool

    @property
    def at(self) -> int:
        """Where the figure stands in its sentence."""
        return self.figure.start - self.sentence.start

    def said(self, cue: Sought) -> re.Match[str] | None:
        """A cue before the figure in its sentence."""
        return cue.search(self.before) if cue in self.sentence.has else None

    def led(self, cue: Sought) -> re.Match[str] | None:
        """A cue before the figure in its clause."""
        return cue.search(self.lead) if cue in self.sentence.has else None

    def goes_on(self, cue: Sought) -> re.Match[str] | None:
        """A cue right behind the figure."""
        return cue.match(self.after) if cue in self.sentence.has else None


def placed(
    text: str, figures: Sequence[Spotted], i: int, sentence: Sentence, scene: Scene, planned: str, example: str
) -> InSentence:  # fmt: skip
    """One of the figures of a piece of text in its sentence."""
    figure, since = figures[i], figures[i - 1].end if i else 0
    begin = max(sentence.start, figure.start - _REACH)
    own = text[max(since, begin) : figure.start]
    clauses = cues.CLAUSE.split(own)
    # What stands in brackets goes on with what stands before them.
    lead = clauses[-2] if own.rstrip().endswith("(") else clauses[-1]
    following = figures[i + 1].start if i + 1 < len(figures) else sentence.stop
    return InSentence(
        figure, scene, sentence, text[begin : figure.start],
        text[figure.end : min(sentence.stop, figure.end + _BEHIND)], lead,
        text[figure.end : following] if following < min(sentence.stop, figure.end + _BEHIND) else "",
        planned or scene.planned, example, text[figure.start : figure.end], since > sentence.start,
    )  # fmt: skip
