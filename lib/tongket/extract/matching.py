"""Which indicator a printed figure may be of: up to three candidates with what speaks for them, or none.

The words around a figure are held against those of each indicator (names, aliases, definition, unit) and against
those with which last year's report printed it. The unit decides what is possible at all, role and clause which measure
it is. In each part of the text a slot stands once, and what stood side by side last year is likely to do so again.
Nothing is decided here: a person confirms.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tongket.extract.slots import RELATIVE, TOLD_BESIDE, Slot, is_of_plan, measures, words_of
from tongket.extract.surroundings import Surroundings
from tongket.extract.terms import MOST_OFTEN, Lexicon, Postings, ranked, rarities
from tongket.model import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tongket.documents import Document
    from tongket.extract.extraction import ExtractedFigure
    from tongket.extract.slots import UnitWords
    from tongket.extract.terms import Numbers, Terms
    from tongket.model import Indicator, Unit

    # By unit the measures that a figure may state, with what each leaves of a score.
    Offered = dict[UnitWords, dict[Measure, float]]

# What speaks for a slot: last year's words as a part of their own score, and those of the indicator.
_LAST_YEAR, _NAMES = 1.0, 0.6
# A neighbour that stood beside it last year, less where the order was the other one; the result that it is told
# beside; the total of which it is a part.
_NEIGHBOUR, _OTHER_ORDER, _TOLD_BESIDE, _PART = 0.06, 0.5, 0.08, 0.06
# What is left where no word of the name is said, the role is another one, the measure is the second likeliest one, or
# a percentage is not said to be one of a plan.
_NOT_NAMED, _OTHER_ROLE, _SECOND, _NO_PLAN = 0.2, 0.5, 0.8, 0.6
_NEAR, _CONSIDERED, _SHOWN, _ROUNDS = 3, 10, 3, 2
# From here on a proposal is offered as settled: docs/extracting.md says how often that was right.
_SURE, _APART = 0.38, 0.15
# The least by which a bid is raised: what could be said more in all is below it for each figure.
# Below it nothing speaks for a slot.
_LEAST = 0.015
# Below it neighbours are not asked.
_FAINT = 0.005
_STEP = 0.004
# What says that parts of a total follow, and so many figures before a part the total may stand.
_PARTS_FOLLOW, _PARTS = re.compile(r"gồm|trong đó|including|of which"), 6
# So many figures are held against all indicators at once.
_AT_ONCE = 16


@dataclass(slots=True)
class Candidate:
    """A slot that a figure may be of, and what speaks for it; comparable within one document.

    Args:
        words: the words of the indicator.
        last_year: the words with which last year's report printed it.
        neighbours: the figures beside it.

    Attributes:
        score: all that speaks for it.
    """

    slot: Slot
    words: float = 0.0
    last_year: float = 0.0
    neighbours: float = 0.0
    score: float = field(init=False)

    def __post_init__(self) -> None:
        # Of most the words alone: their number is not kept twice.
        beside = self.last_year or self.neighbours
        self.score = self.words + self.last_year + self.neighbours if beside else self.words


@dataclass(frozen=True)
class Proposal:
    """What a figure may be of.

    Args:
        candidates: up to three, the one that fits best together with the other figures first.
        certainty: by how much less would speak for all in all if the first were wrong; 0 where last year's report
            did not say it.
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
        self._indicators = list(indicators)
        self._units = {name: words_of(units[each.unit]) for name, each in indicators.items()}
        self._all_units = [*dict.fromkeys(self._units.values())]
        self._bases = {name: each.base for name, each in indicators.items()}
        # Many figures may be of the same slots.
        self._slots = {pair: Slot(*pair) for pair in product(indicators, Measure)}
        self._known_offers: dict[object, tuple[Offered, Numbers]] = {}
        words = [_words(each, units) for each in indicators.values()]
        rarity = rarities(words)
        names = [_names(each) for each in indicators.values()]
        shares = [_shares(name, rarity) for each in names for name in each]
        self._first_names = np.cumsum([0, *map(len, names)], dtype=int)[:-1]
        # One search for the words of indicators and for the shares of their names.
        most = [MOST_OFTEN] * len(words) + [1.0] * len(shares)
        self._named = Postings([*ranked(words, rarity), *shares], most)
        # What a score is held against: indicators of many words reach more than those of few.
        own = _own(self._named, words)
        self._whole = (own**0.3 * 34 + 10) / _NAMES
        self._last_year = last_year
        said = [each.terms for each in last_year]
        self._said = Postings(ranked(said, rarities(said)), [MOST_OFTEN] * len(said))
        self._said_whole = _own(self._said, said)
        self._behind: dict[tuple[Slot, Slot], float] = {}
        for at, one in enumerate(last_year):
            for other in last_year[at + 1 : at + 1 + _NEAR]:
                self._behind[one.slot, other.slot] = 1.0
                self._behind.setdefault((other.slot, one.slot), _OTHER_ORDER)

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
        ahead = [around.is_ahead(at, year) for at in range(len(figures))]
        every = (
            each
            for first in range(0, len(figures), _AT_ONCE)
            for each in self._alone(around, range(first, min(first + _AT_ONCE, len(figures))))
        )
        # A year to come has plans and no outcome, whatever the same words told of the last one.
        alone = found = [
            [each for each in own if not is_ahead or each.slot.measure in TOLD_BESIDE]
            for is_ahead, own in zip(ahead, every, strict=True)
        ]
        given = assigned(found, parts)
        for _ in range(_ROUNDS):
            found = [self._beside(each, given, around, at) for at, each in enumerate(alone)]
            given = assigned(found, parts)
        given = {at: each for at, each in given.items() if each.score >= _LEAST}
        held = {(parts[at], each.slot): at for at, each in given.items()}
        return [
            Proposal(
                _first(each, given.get(at)),
                _certainty(at, found, given, held, parts[at]),
                is_ahead=ahead[at],
            )
            for at, each in enumerate(found)
        ]

    def words(self, around: Surroundings, at: int) -> dict[Slot, float]:
        """What the words around a figure speak for each slot that its unit allows."""
        worths = self._worths(around, range(at, at + 1))[0].tolist()
        offered, _ = self._offered(around, at)
        return {
            Slot(name, measure): worth * part
            for (name, unit), worth in zip(self._units.items(), worths, strict=True)
            for measure, part in offered[unit].items()
        }

    def _alone(self, around: Surroundings, places: range) -> Iterator[list[Candidate]]:
        """The slots that each of some figures may be of by itself, the best first."""
        worths = self._worths(around, places)
        told = [self._offered(around, at) for at in places]
        best = worths * np.array([most for _, most in told])
        highest = _highest(best, _CONSIDERED)
        said = (
            self._said.sums([around.known(at, self._said) for at in places]) / self._said_whole
            if self._last_year
            else best
        )
        for n, (at, (offered, _), numbers) in enumerate(zip(places, told, highest, strict=True)):
            found = {}
            for number in numbers:
                name, worth = self._indicators[number], float(worths[n, number])
                for measure, part in offered[self._units[name]].items():
                    slot = self._slots[name, measure]
                    found[slot] = Candidate(slot, worth * part)
            if self._last_year:
                by_name = dict(zip(self._indicators, best[n].tolist(), strict=True))
                self._add_said(found, around.figures[at], said[n], offered, by_name)
            heard = (each for each in found.values() if each.score >= _FAINT)
            yield sorted(heard, key=_score, reverse=True)[:_CONSIDERED]

    def _worths(self, around: Surroundings, places: range) -> Numbers:
        """What the words around some figures speak for each indicator."""
        found = self._named.sums([around.known(at, self._named) for at in places])
        count = len(self._indicators)
        named = np.maximum.reduceat(found[:, count:], self._first_names, axis=1)
        shares = _NOT_NAMED + (1 - _NOT_NAMED) * named
        doubts = [_OTHER_ROLE if around.figures[at].role == "context" else 1.0 for at in places]
        return np.asarray(found[:, :count] / self._whole * shares * np.array(doubts)[:, None])

    def _offered(self, around: Surroundings, at: int) -> tuple[Offered, Numbers]:
        """What a figure may state of each unit, and the most that is left of the score of each indicator."""
        figure, clause = around.figures[at], around.clause(at)
        told = tuple(measures(figure, unit, clause) for unit in self._all_units)
        key = told, is_of_plan(clause)
        if key not in self._known_offers:
            offered = {
                unit: {
                    measure: _SECOND**n
                    * (1.0 if key[1] or measure is not Measure.TARGET_PCT else _NO_PLAN)
                    for n, measure in enumerate(each)
                }
                for unit, each in zip(self._all_units, told, strict=True)
            }
            most = [max(offered[unit].values(), default=0.0) for unit in self._units.values()]
            self._known_offers[key] = offered, np.array(most)
        return self._known_offers[key]

    def _add_said(
        self, found: dict[Slot, Candidate], figure: ExtractedFigure, shares: Numbers,
        offered: Offered, worths: Mapping[str, float],
    ) -> None:  # fmt: skip
        """Add what last year's words say to the candidates of a figure."""
        for number in _highest(shares[None], 3 * _CONSIDERED)[0]:
            slot, _, before = self._last_year[number]
            possible = offered[self._units[slot.indicator]]
            fits = slot.measure in possible
            if not fits and figure.unit_kind != before.unit_kind:
                continue
            doubt = 1.0 if fits else _OTHER_ROLE
            named = found.get(slot) or Candidate(slot, doubt * worths[slot.indicator])
            worth = _LAST_YEAR * float(shares[number]) * _likeness(figure, before) * doubt
            found[slot] = replace(named, last_year=max(named.last_year, worth))

    def _beside(
        self,
        found: list[Candidate],
        given: Mapping[int, Candidate],
        around: Surroundings,
        at: int,
    ) -> list[Candidate]:
        """The candidates of a figure with what its neighbours say, the best first."""
        same = dict.fromkeys(self._of_the_same(given, around, at))
        whole = self._total_before(given, around, at)
        if not same and not whole and not self._last_year:
            return found
        beside = [(n > at, given[n].slot) for n in (at - 2, at - 1, at + 1, at + 2) if n in given]
        by_slot = {slot: Candidate(slot) for slot in same} | {each.slot: each for each in found}
        better = []
        for slot, each in by_slot.items():
            pairs = ((slot, other) if behind else (other, slot) for behind, other in beside)
            close = sum(self._behind.get(pair, 0.0) for pair in pairs)
            worth = _NEIGHBOUR * close + _TOLD_BESIDE * (slot in same)
            worth += _PART * (whole is not None and self._bases[slot.indicator] == whole)
            better.append(replace(each, neighbours=worth) if worth else each)
        return sorted(better, key=_score, reverse=True)

    def _total_before(
        self, given: Mapping[int, Candidate], around: Surroundings, at: int
    ) -> str | None:
        """The indicator of the nearest total before a part in its sentence; None where there is none."""
        figure = around.figures[at]
        is_result = figure.role == "result" and figure.unit_kind not in RELATIVE
        if not is_result or not _PARTS_FOLLOW.search(figure.sentence):
            return None
        before = (n for n in range(at - 1, max(at - 1 - _PARTS, -1), -1) if n in given)
        found = (given[n].slot.indicator for n in before if around.is_one_sentence(n, at))
        return next((name for name in found if name in self._bases.values()), None)

    def _of_the_same(
        self, given: Mapping[int, Candidate], around: Surroundings, at: int
    ) -> Iterator[Slot]:
        """The slots of a plan or percentage that is told beside the result before it in its sentence."""
        figure = around.figures[at]
        if figure.role != "plan" and figure.unit_kind not in RELATIVE:
            return
        results = (
            given[n].slot.indicator for n in (at - 1, at - 2)
            if n in given and given[n].slot.measure not in TOLD_BESIDE and around.is_one_sentence(n, at)
        )  # fmt: skip
        for indicator in list(results)[:1]:
            for measure in measures(figure, self._units[indicator], around.clause(at)):
                if measure in TOLD_BESIDE:
                    yield Slot(indicator, measure)


def assigned(found: Sequence[Sequence[Candidate]], parts: Sequence[str]) -> dict[int, Candidate]:
    """One slot a figure, and one figure a slot in each part, so that most speaks for all in all (Bertsekas' auction).

    Args:
        found: the candidates of each figure, the best first.
        parts: the part of the text that each figure is in.
    """
    all_prices: dict[str, dict[Slot, float]] = defaultdict(dict)
    holder: dict[tuple[str, Slot], int] = {}
    given: dict[int, Candidate] = {}
    waiting = [at for at, each in enumerate(found) if each]
    while waiting:
        at = waiting.pop()
        prices = all_prices[parts[at]]
        best, second, chosen = 0.0, 0.0, None
        for each in found[at]:
            # The others are worth no more than the score of this one.
            if each.score <= second:
                break
            worth = each.score - prices.get(each.slot, 0.0)
            if worth > best:
                best, second, chosen = worth, best, each
            elif worth > second:
                second = worth
        if chosen is None:
            continue
        key = parts[at], chosen.slot
        prices[chosen.slot] = prices.get(chosen.slot, 0.0) + best - second + _STEP
        if key in holder:
            given.pop(holder[key])
            waiting.append(holder[key])
        holder[key], given[at] = at, chosen
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
    if at not in given or not given[at].last_year:
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


_score = attrgetter("score")


def _own(postings: Postings, documents: Sequence[Terms]) -> Numbers:
    """What each document reaches where its own terms are asked for."""
    return np.array(
        [
            postings.sums([[(postings.known(each.items()), 1.0)]])[0, n]
            for n, each in enumerate(documents)
        ]
    )


def _highest(values: Numbers, count: int) -> list[list[int]]:
    """Of each row the places of the highest values above zero, the highest first."""
    found = np.argsort(-values, axis=1, kind="stable")[:, :count]
    above = np.take_along_axis(values, found, axis=1) > 0
    return [
        row[:number] for row, number in zip(found.tolist(), above.sum(axis=1).tolist(), strict=True)
    ]


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


def _shares(name: Sequence[str], rarity: Terms) -> Terms:
    """Which share of a name each of its words is: public organisations are not any organisations."""
    whole = sum(rarity[word] for word in name) or 1.0
    return {word: rarity[word] / whole for word in name}


def _names(indicator: Indicator) -> list[list[str]]:
    """The single words of each of the names of an indicator."""
    told = Lexicon().terms
    return [
        sorted({term for term, _ in told(name) if " " not in term}) for name in _called(indicator)
    ]


def _called(indicator: Indicator) -> list[str]:
    """The names of an indicator and its aliases, each once."""
    return sorted({indicator.name.vi, indicator.name.en, *indicator.aliases})


def _words(indicator: Indicator, units: Mapping[str, Unit]) -> Terms:
    """The terms of an indicator: names and aliases, less its definition and unit."""
    unit = units[indicator.unit]
    return Lexicon().weighted([
        *((name, 1.0) for name in _called(indicator)), (indicator.definition.vi, 0.3), (indicator.definition.en, 0.3),
        (unit.name.vi, 0.5), (unit.plural_en, 0.5),
    ])  # fmt: skip
