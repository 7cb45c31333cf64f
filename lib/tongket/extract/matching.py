"""Which indicator a printed figure may be of: up to three candidates with what speaks for them, or none.

The words around a figure are held against those of each indicator (names, aliases, definition, unit) and against
those with which last year's report printed it. The unit decides what is possible at all, role and clause which measure
it is. In each part of the text a slot stands once, and what stood side by side last year is likely to do so again.
Nothing is decided here: a person confirms.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tongket.extract.slots import TOLD_BESIDE, Slot, is_of_plan, measures
from tongket.extract.surroundings import Surroundings
from tongket.extract.terms import Ranking, terms, weighted
from tongket.model import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tongket.documents import Document
    from tongket.extract.extraction import ExtractedFigure
    from tongket.extract.terms import Terms
    from tongket.model import Indicator, Unit

# What speaks for a slot: last year's words as a part of their own score, and those of the indicator.
_LAST_YEAR, _NAMES = 1.0, 0.6
# A neighbour that stood beside it last year, less where the order was the other one; the result that it is told beside.
_NEIGHBOUR, _OTHER_ORDER, _TOLD_BESIDE = 0.06, 0.5, 0.08
# What is left where no word of the name is said, the role is another one, the measure is the second likeliest one, or
# a percentage is not said to be one of a plan.
_NOT_NAMED, _OTHER_ROLE, _SECOND, _NO_PLAN = 0.2, 0.5, 0.8, 0.6
_NEAR, _CONSIDERED, _SHOWN, _ROUNDS = 3, 12, 3, 2
# From here on a proposal is offered as settled: docs/extracting.md says how often that was right.
_SURE, _APART = 0.38, 0.15
# The least by which a bid is raised: what could be said more in all is below it for each figure.
# Below it nothing speaks for a slot.
_LEAST = 0.015
_STEP = 0.004


@dataclass(frozen=True)
class Candidate:
    """A slot that a figure may be of, and what speaks for it; comparable within one document.

    Args:
        words: the words of the indicator.
        last_year: the words with which last year's report printed it.
        neighbours: the figures beside it.
    """

    slot: Slot
    words: float = 0.0
    last_year: float = 0.0
    neighbours: float = 0.0

    @property
    def score(self) -> float:
        """All that speaks for it."""
        return self.words + self.last_year + self.neighbours


@dataclass(frozen=True)
class Proposal:
    """What a figure may be of.

    Args:
        candidates: up to three, the one that fits best together with the other figures first.
        certainty: by how much less would speak for all in all if the first were wrong; 0 where there is none.
        is_ahead: whether it is a plan of a later year than that of the report.
    """

    candidates: tuple[Candidate, ...]
    certainty: float
    is_ahead: bool = False

    @property
    def is_preselected(self) -> bool:
        """Whether it is offered as settled: last year's report said it so, and no other slot comes near."""
        first = self.candidates[0] if self.candidates else Candidate(Slot("", Measure.ACTUAL))
        is_said = first.last_year > 0 and not self.is_ahead
        return is_said and first.score >= _SURE and self.certainty >= _APART


class Said(NamedTuple):
    """How last year's report printed a slot: the figure, and the terms around it."""

    slot: Slot
    terms: Terms
    figure: ExtractedFigure


class Matcher:
    """Holds the figures of a document against indicators, and against how last year's report printed them."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        units: Mapping[str, Unit],
        last_year: Sequence[Said] = (),
    ) -> None:
        self._kinds = {name: units[each.unit].kind for name, each in indicators.items()}
        self._named = Ranking({name: _words(each, units) for name, each in indicators.items()})
        self._names = {name: _names(each) for name, each in indicators.items()}
        self._last_year = last_year
        self._said = Ranking({number: said.terms for number, said in enumerate(last_year)})
        self._places: dict[Slot, list[int]] = defaultdict(list)
        for number, said in enumerate(last_year):
            self._places[said.slot].append(number)

    def propose(
        self, document: Document, figures: Sequence[ExtractedFigure], year: int
    ) -> list[Proposal]:
        """What each figure may be of, chosen so that most speaks for all of them in all.

        Args:
            document: the report.
            figures: those found in it.
            year: the year that it is of.
        """
        around = Surroundings(document, figures)
        parts = [around.part(at) for at in range(len(figures))]
        found = [self.candidates(around, at)[:_CONSIDERED] for at in range(len(figures))]
        given = assigned(found, parts)
        for _ in range(_ROUNDS):
            found = [self._beside(each, given, around, at) for at, each in enumerate(found)]
            given = assigned(found, parts)
        given = {at: each for at, each in given.items() if each.score >= _LEAST}
        held = {(parts[at], each.slot): at for at, each in given.items()}
        return [
            Proposal(
                _first(each, given.get(at)),
                _certainty(at, found, given, held, parts[at]),
                is_ahead=around.is_ahead(at, year),
            )
            for at, each in enumerate(found)
        ]

    def candidates(self, around: Surroundings, at: int) -> list[Candidate]:
        """All slots that a figure may be of by itself, most of which little speaks for, the best first."""
        figure, words, clause = around.figures[at], around.terms(at), around.clause(at)
        possible = {kind: measures(figure, kind, clause) for kind in set(self._kinds.values())}
        found: dict[Slot, Candidate] = {}
        for name, score in self._named.scores(words).items():
            worth = _NAMES * score / self._whole(name) * self._share_named(name, words)
            if figure.role == "context":
                worth *= _OTHER_ROLE
            for measure in possible[self._kinds[name]]:
                doubt = (
                    _NO_PLAN if measure is Measure.TARGET_PCT and not is_of_plan(clause) else 1.0
                )
                found[Slot(name, measure)] = Candidate(Slot(name, measure), worth * doubt)
                worth *= _SECOND
        for number, score in self._said.scores(words).items():
            slot, _, before = self._last_year[number]
            fits = slot.measure in possible[self._kinds[slot.indicator]]
            if not fits and figure.unit_kind != before.unit_kind:
                continue
            doubt = 1.0 if fits else _OTHER_ROLE
            named = found.get(slot) or Candidate(slot, doubt * _words_for(slot.indicator, found))
            worth = _LAST_YEAR * score / self._said.own[number] * _likeness(figure, before) * doubt
            found[slot] = replace(named, last_year=max(named.last_year, worth))
        return sorted(found.values(), key=lambda each: -each.score)

    def _whole(self, name: str) -> float:
        """What a score is held against: indicators of many words reach more than those of few."""
        return math.sqrt(self._named.own[name]) * 15 + 10

    def _share_named(self, name: str, words: Terms) -> float:
        """How much of one of its names is said: public organisations are not any organisations."""
        rarity = self._named.rarity
        shares = (
            sum(rarity(word) * min(1.0, words.get(word, 0.0)) for word in said)
            / (sum(map(rarity, said)) or 1.0)
            for said in self._names[name]
        )
        return _NOT_NAMED + (1 - _NOT_NAMED) * max(shares)

    def _beside(
        self,
        found: Sequence[Candidate],
        given: Mapping[int, Candidate],
        around: Surroundings,
        at: int,
    ) -> list[Candidate]:
        """The candidates of a figure with what its neighbours say, the best first."""
        beside = [(n, given[n].slot) for n in (at - 2, at - 1, at + 1, at + 2) if n in given]
        same = set(self._of_the_same(given, around, at))
        by_slot = {slot: Candidate(slot) for slot in same} | {each.slot: each for each in found}
        better = []
        for slot, each in by_slot.items():
            close = sum(self._closeness(slot, other, behind=n > at) for n, other in beside)
            worth = _NEIGHBOUR * close + _TOLD_BESIDE * (slot in same)
            better.append(replace(each, neighbours=worth))
        return sorted(better, key=lambda each: -each.score)

    def _of_the_same(
        self, given: Mapping[int, Candidate], around: Surroundings, at: int
    ) -> Iterator[Slot]:
        """The slots of a plan or percentage that is told beside the result before it in its sentence."""
        results = (
            given[n].slot.indicator for n in (at - 1, at - 2)
            if n in given and given[n].slot.measure not in TOLD_BESIDE and around.is_one_sentence(n, at)
        )  # fmt: skip
        for indicator in list(results)[:1]:
            for measure in measures(around.figures[at], self._kinds[indicator], around.clause(at)):
                if measure in TOLD_BESIDE:
                    yield Slot(indicator, measure)

    def _closeness(self, one: Slot, other: Slot, *, behind: bool) -> float:
        """Whether two slots stood close together last year: 1 in the order of today, less in the other, else 0."""
        places = ((a, b) for a in self._places.get(one, ()) for b in self._places.get(other, ()))
        apart = [b - a if behind else a - b for a, b in places]
        return max(
            (1.0 if d > 0 else _OTHER_ORDER for d in apart if 0 < abs(d) <= _NEAR), default=0.0
        )


def assigned(found: Sequence[Sequence[Candidate]], parts: Sequence[str]) -> dict[int, Candidate]:
    """One slot a figure, and one figure a slot in each part, so that most speaks for all in all (Bertsekas' auction).

    Args:
        found: the candidates of each figure.
        parts: the part of the text that each figure is in.
    """
    prices: dict[tuple[str, Slot], float] = defaultdict(float)
    holder: dict[tuple[str, Slot], int] = {}
    given: dict[int, Candidate] = {}
    waiting = [at for at, each in enumerate(found) if each]
    while waiting:
        at = waiting.pop()
        part = parts[at]
        worth = [each.score - prices[part, each.slot] for each in found[at]]
        best = max(range(len(worth)), key=worth.__getitem__)
        if worth[best] <= 0:
            continue
        second = max((value for n, value in enumerate(worth) if n != best), default=0.0)
        key = part, found[at][best].slot
        prices[key] += worth[best] - max(second, 0.0) + _STEP
        if key in holder:
            given.pop(holder[key])
            waiting.append(holder[key])
        holder[key], given[at] = at, found[at][best]
    return given


def _first(found: Sequence[Candidate], given: Candidate | None) -> tuple[Candidate, ...]:
    """The candidates to show: the one that was assigned, then the best of the others."""
    others = [e for e in found if e.score >= _LEAST and (given is None or e.slot != given.slot)]
    return (*([given] if given else []), *others)[:_SHOWN]


def _certainty(
    at: int,
    found: Sequence[Sequence[Candidate]],
    given: Mapping[int, Candidate],
    held: Mapping[tuple[str, Slot], int],
    part: str,
) -> float:
    """By how much less would speak for all in all if a figure were not what it was assigned."""
    if at not in given:
        return 0.0
    own, losses = given[at], [given[at].score]
    for other in found[at]:
        holder = held.get((part, other.slot))
        if holder == at:
            continue
        loss = own.score - other.score
        if holder is not None:
            instead = max((e.score for e in found[holder] if e.slot == own.slot), default=0.0)
            loss += given[holder].score - instead
        losses.append(loss)
    return min(losses)


def _words_for(indicator: str, found: Mapping[Slot, Candidate]) -> float:
    """What its words say for an indicator, in whichever measure."""
    slots = (Slot(indicator, measure) for measure in Measure)
    return max((found[slot].words for slot in slots if slot in found), default=0.0)


def _likeness(one: ExtractedFigure, other: ExtractedFigure) -> float:
    """How alike two printed figures are in unit, noun, role and size; about 1 where all are the same."""
    found = 1.0 if one.unit_kind == other.unit_kind else 0.5
    if one.unit_kind == other.unit_kind and one.noun and other.noun:
        found = 1.1 if one.noun.lower() == other.noun.lower() else 0.9
    if one.role != other.role:
        found *= _OTHER_ROLE if "context" in (one.role, other.role) else 0.8
    a, b = ends(one)[0], ends(other)[0]
    if a and b:
        found *= 1.0 - 0.1 * min(4.0, abs(math.log10(abs(a / b))))
    return found


def ends(figure: ExtractedFigure) -> tuple[Fraction, ...]:
    """The numbers of a figure: one, both ends of a range, or the part and the whole of a fraction."""
    return tuple(map(Fraction, figure.value.replace("/", "..").split("..")))


def _names(indicator: Indicator) -> list[list[str]]:
    """The single words of each of the names of an indicator."""
    names = {indicator.name.vi, indicator.name.en, *indicator.aliases}
    return [sorted({term for term, _ in terms(name) if " " not in term}) for name in sorted(names)]


def _words(indicator: Indicator, units: Mapping[str, Unit]) -> Terms:
    """The terms of an indicator: names and aliases, less its definition and unit."""
    names = {indicator.name.vi, indicator.name.en, *indicator.aliases}
    unit = units[indicator.unit]
    return weighted([
        *((name, 1.0) for name in names), (indicator.definition.vi, 0.3), (indicator.definition.en, 0.3),
        (unit.name.vi, 0.5), (unit.plural_en, 0.5),
    ])  # fmt: skip
