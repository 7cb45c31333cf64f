"""The headlines of an overview as tiles: result, plan, year before, how far to trust it, the way to its source."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongket import measures
from tongket.claims import (
    DISPUTED,
    QUESTIONED,
    Claim,
    by_name,
    claim_html,
    heard,
    joined,
    mark_of,
    number_html,
    plain,
    revised_explained,
    within_sentence,
)
from tongket.model import Measure, Observation, Text
from tongket.output import ClaimPart, ListPart, Number, in_a_row, number_of
from tongket.review.change import ChangeFinder, in_words
from tongket.review.finder import as_object, words_of
from tongket.review.headlines import goal_ahead, headlines, planned_item
from tongket.review.page_record import Fragment
from tongket.translations import Phrase, message
from tongket.verdicts import MARKS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.model import Figure, Lang
    from tongket.output import Piece
    from tongket.review.session import Given, Session
    from tongket.verdicts import PlannedItem, Verdict

# How far a figure is to be trusted, in a word or two.
TRUST = {
    DISPUTED: Phrase("{mark} to query", mark=DISPUTED),
    QUESTIONED: Phrase("{mark} to query", mark=QUESTIONED),
    "secondary": Phrase("press only"),
    "agrees": Phrase("agrees"),
    "once": Phrase("stated once"),
}


STATED = {
    Measure.TIMES_PREVIOUS: message("{change} that of {year}"),
    Measure.GROWTH_PCT: message("{change} above {year}"),
}


@dataclass(frozen=True)
class Tile:
    """A headline with the lines below it.

    Attributes:
        verdict: on its plan; None where it has none for the period.
        plan: the verdict and the plan.
        before: the year before.
        trust: how far to trust it.
        among: of a rank, how many were ranked.
    """

    figure: Figure
    verdict: Verdict | None
    plan: Claim
    before: Claim
    trust: Text
    among: tuple[Claim, ...]


class Tiles:
    """The tiles of a review."""

    def __init__(self, review: Session) -> None:
        self._review = review
        self._finder = review.finder
        self._changes = ChangeFinder(review.finder)

    def of(self, names: Sequence[str], items: Sequence[PlannedItem]) -> Fragment:
        """The tiles of indicators, or of the headlines that the rule chooses where none is named."""
        review = self._review
        chosen = [review.figure(name) for name in names] or headlines(self._finder, items)
        tiles = [self._tile(figure) for figure in review.figures(*chosen) if not figure.is_missing]
        claims = [self._sentence(tile) for tile in tiles]
        review.page.show(figure for claim in claims for figure in claim.figures)
        shown = "".join(map(self._html, tiles))
        part = ListPart("tiles", tuple(claim.part for claim in claims))
        text = "\n".join(claim.text for claim in claims)
        # All other marks of tiles are explained below them, on every page.
        told = revised_explained((f for claim in claims for f in claim.figures), review.lang)
        note = f'<p class="tk-note">{html.escape(told)}</p>' if told else ""
        return Fragment(f'<ul class="tk-tiles">{shown}</ul>{note}', text, part, review.lang)

    def _tile(self, figure: Figure) -> Tile:
        item = planned_item(self._finder, self._review.registry.indicator(figure.id))
        judged = item.verdict if item.plans or item.percentages else None
        return Tile(
            figure, judged, self.judged(item), self.before(figure), self._trust(figure, item), self._among(figure)
        )  # fmt: skip

    def judged(self, item: PlannedItem) -> Claim:
        """The verdict on an item beside its plan; of what has no plan for the period, the goal that is ahead."""
        if item.plans or item.percentages:
            words = message("{verdict}: {plan}")
            return self._review.claim(words, verdict=VERDICTS[item.verdict], plan=self.plan(item))
        goal = goal_ahead(self._finder, item.indicator.id)
        if goal is None:
            return plain(self._review.page.say("plan: not stated"), self._review.lang)
        year = words_of(goal.observations[0].time_period)
        return self._review.claim(message("goal for {year}: {goal}"), year=year, goal=goal)

    def plan(self, item: PlannedItem) -> Claim:
        """The plan of an item as it is stated, else as it follows, else the percentages stated of it."""
        if item.plans:
            return self.said(message("plan {plans}"), plans=self.numbers(item.plans, unit=False))
        implied = implied_plans(item)
        if implied:
            return self.said(
                message("implied plan {plans}"), plans=self.numbers(implied, unit=False)
            )
        stated = self.numbers(item.percentages)
        return self.said(message("{stated} against plan, as stated"), stated=stated)

    def said(self, words: str, **values: Given) -> Claim:
        """A part of a sentence: no capital at its beginning."""
        return within_sentence(self._review.claim(words, **values))

    def numbers(self, figures: Sequence[Figure], *, unit: bool = True) -> Claim:
        """Numbers in a row; a percentage above the plan with its sign, counts without their unit where it is known."""
        lang = self._review.lang
        pieces: list[Piece] = []
        for figure in figures:
            sign = "+" if is_above_plan(figure) else ""
            number = number_of(figure, lang, unit=unit or figure.unit.kind != "count")
            pieces += [" / ", replace(number, words=sign + number.words)]
        return Claim(in_a_row(pieces[1:]), tuple(figures), lang=lang)

    def before(self, figure: Figure) -> Claim:
        """What the year before was, and whether the figure rose or fell since."""
        review = self._review
        change = self._changes.since(figure)
        named = {"year": as_object(change.period)}
        stated = None if change.before else self.stated_change(figure)
        if stated is not None:
            words, by = stated
            return review.claim(words, change=by, **named)
        return in_words(review, change, "tile")

    def stated_change(self, figure: Figure) -> tuple[str, Figure] | None:
        """What a source states of the change itself, in words: how many times the year before, or how far above it."""
        for measure, words in STATED.items():
            if found := self._finder.statements(figure.id, measure):
                return words, found[0]
        return None

    def _trust(self, figure: Figure, item: PlannedItem) -> Text:
        (row,) = figure.observations
        stated = (figure, *item.results, *item.plans, *item.percentages)
        marks = {*map(mark_of, stated)} - {""}
        if marks:
            return TRUST[DISPUTED if DISPUTED in marks else QUESTIONED]
        if row.source and self._review.registry.source(row.source).kind == "secondary":
            return TRUST["secondary"]
        agreeing = [part for part in self._finder.audited.sets if part.status == "agrees"]
        compared = any(
            len(part.statements) > 1 and any(s.observation == row for s in part.statements)
            for part in agreeing
        )
        return TRUST["agrees" if compared else "once"]

    def _sentence(self, tile: Tile) -> Claim:
        return joined([
            by_name([tile.figure], self._review.lang), *tile.among, tile.plan, tile.before,
            Claim((tile.trust.in_(self._review.lang),)),
        ])  # fmt: skip

    def _among(self, figure: Figure) -> tuple[Claim, ...]:
        """Of a rank, how many were ranked."""
        review, base = self._review, self._review.registry.indicator(figure.id).base
        if figure.unit.kind != "rank" or not base:
            return ()
        area = review.registry.indicator(base).ref_area or review.area.ref_area
        period = figure.observations[0].time_period.text
        rows = review.store.find(indicator=base, area=area, period=period, measure="actual")
        ranked = self._finder.figures(rows)[:1]
        return tuple(self.said(message("of {ranked:number}"), ranked=each) for each in ranked)

    def _html(self, tile: Tile) -> str:
        lang, source = self._review.lang, self._review.page.say("Source")
        name = html.escape(tile.figure.name.in_(lang))
        css = {TRUST[DISPUTED].en: " tk-disputed", TRUST[QUESTIONED].en: " tk-questioned"}
        doubt = css.get(tile.trust.en, "")
        trust = html.escape(tile.trust.in_(lang))
        among = "".join(f" <small>{_unmarked(claim)}</small>" for claim in tile.among)
        return (
            f'<li class="tk-tile tk-{tile.verdict or "unplanned"}"><p class="tk-tile-name">{name}</p>'
            f'<p class="tk-tile-value">{value_html(tile.figure, lang)}{among}</p>'
            f'<p><span aria-hidden="true">{MARKS[tile.verdict]} </span>{_unmarked(tile.plan)}</p>'
            f"<p>{_unmarked(tile.before)}</p>"
            f'<p class="tk-tile-foot"><span class="tk-trust{doubt}">{trust}</span> '
            f'<a href="#src-{tile.figure.anchor}">{source}'
            f"{heard(f': {name}')}</a></p></li>"
        )


def _unmarked(line: Claim) -> str:
    """A line of a tile: the way to the source and the mark of a contradiction are at its foot, for all lines."""
    pieces = (
        replace(p, disputed=False, questioned=False) if isinstance(p, Number) else p
        for p in line.pieces
    )
    return claim_html(ClaimPart(tuple(pieces)), quiet=True)


def implied_plans(item: PlannedItem) -> list[Figure]:
    """The plans that the result and its stated percentages imply, each number once; none where nothing fits."""
    found: dict[object, Figure] = {}
    for stated in item.percentages if item.results else ():
        name = measures.IMPLIED_PLAN.filled(stated=stated.name)
        plan = measures.implied_plan(item.results[0], stated, name)
        if not plan.is_missing:
            found.setdefault(plan.interval, plan)
    return [*found.values()]


def is_above_plan(figure: Figure) -> bool:
    """Whether a source states it as a percentage above the plan."""
    row = figure.origin
    return isinstance(row, Observation) and row.measure is Measure.OVER_TARGET_PCT


def value_html(figure: Figure, lang: Lang) -> str:
    """The number large, its unit small beside it; the mark of a contradiction is at the foot of the tile."""
    number = replace(number_of(figure, lang), disputed=False, questioned=False)
    shown, words = number_html(number, quiet=True), html.escape(number.words, quote=False)
    bare = html.escape(number_of(figure, lang, unit=False).words, quote=False)
    unit = words.removeprefix(bare)
    if unit in {words, ""}:
        return shown
    return shown.replace(words, f"{bare}<small>{unit}</small>", 1)
