"""What the overview of a review shows: the verdict on its plans, its headlines, what to ask, what changed.

`review.overview()` gives one; each method is the result of one cell.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tongket import measures
from tongket.charts.scorecard import ScorecardRow, scorecard
from tongket.claims import (
    DISPUTED,
    QUESTIONED,
    Claim,
    absence,
    by_name,
    claim_html,
    mark_of,
    plain,
    within_sentence,
)
from tongket.model import LANGS, Measure, Observation
from tongket.numerals import format_period
from tongket.output import ListPart, in_a_row
from tongket.review.audit_view import AuditView
from tongket.review.change import ChangeFinder
from tongket.review.finder import as_object
from tongket.review.headlines import ended_within, planned_items
from tongket.review.names import OffersNames
from tongket.review.page_record import Fragment
from tongket.review.plans import REACHED
from tongket.review.tiles import Tiles
from tongket.translations import LazyText, message
from tongket.verdicts import VERDICTS, planned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from tongket.exhibit import Exhibit
    from tongket.model import Figure, Text
    from tongket.review.change import Change
    from tongket.review.session import Given, Session
    from tongket.verdicts import PlannedItem

MOST_QUESTIONS = 5
MOST_NAMED = 12
MOST_CHANGES = 6
# What is missed is named where the names leave the tiles their place on the first screen of a phone.
MOST_LETTERS = 80
# What is said of plans, by how what is missed is told and whether any cannot be judged.
JUDGED = {
    ("none", False): message("{met:number} of {all:number} planned items met"),
    ("named", False): message(
        "{met:number} of {all:number} planned items met, {missed:number} missed ({names})"
    ),
    ("counted", False): message(
        "{met:number} of {all:number} planned items met, {missed:number} missed"
    ),
    ("none", True): message(
        "{met:number} of {all:number} planned items met, {open:number} cannot be judged"
    ),
    ("named", True): message(
        "{met:number} of {all:number} planned items met, {missed:number} missed ({names}), "
        "{open:number} cannot be judged"
    ),
    ("counted", True): message(
        "{met:number} of {all:number} planned items met, {missed:number} missed, "
        "{open:number} cannot be judged"
    ),
}


class Overview(OffersNames):
    """What the overview of a review shows, each in one piece."""

    called = "review.overview()"
    machinery = frozenset({"planned"})

    def __init__(self, review: Session) -> None:
        self._review = review
        self._finder = review.finder

    @cached_property
    def _tiles(self) -> Tiles:
        return Tiles(self._review)

    @cached_property
    def planned(self) -> list[PlannedItem]:
        """Every indicator with a plan for the period."""
        return planned_items(self._finder)

    # The verdict

    def verdict(self, *others: Claim) -> Fragment:
        """Whether the plans were met, and how many results are to be queried; then what others say.

        Args:
            others: further sentences, as claims.

        >>> review.overview().verdict()
        <5 of 6 planned items met, 1 cannot be judged. Results to query, as figures do not fit: 2>
        """
        review = self._review
        first = [self._of_plans(), self._to_ask_back()]
        claims = (*first, *others)
        review.page.show(figure for claim in claims for figure in claim.figures)
        said = [claim_html(claim.part, quiet=True) for claim in first]
        words = " ".join(f'<span class="tk-claim">{words}</span>.' for words in said)
        below = "".join(f'<p class="tk-claim">{claim.html}</p>' for claim in others)
        part = ListPart("key_points", tuple(claim.part for claim in claims))
        text = ". ".join(claim.text for claim in claims)
        return Fragment(f'<p class="tk-verdict">{words}</p>{below}', text, part, review.lang)

    def _of_plans(self) -> Claim:
        if ended_within(self._finder):
            sentence = message(
                "It ended within the period: plans of the whole period are not judged"
            )
            return plain(self._review.page.say(sentence), self._review.lang)
        if not self.planned:
            sentence = message("No result with a plan is on record: none can be judged")
            return plain(self._review.page.say(sentence), self._review.lang)
        names = self._names_of_missed()
        longest = max(len(names.in_(lang)) for lang in LANGS)
        missed = "counted" if longest > MOST_LETTERS else "named" if longest else "none"
        left = any(item.verdict == "undecided" for item in self.planned)
        return self._review.claim(JUDGED[missed, left], **self._counted())

    def _names_of_missed(self) -> LazyText:
        missed = [item.indicator.name for item in self.planned if item.verdict == "missed"]
        return LazyText(lambda lang: "; ".join(name.in_(lang) for name in missed))

    def _counted(self) -> dict[str, Given]:
        """How many items are planned, and how many got which verdict; the names of those missed."""
        count, items = self._review.count, self.planned
        of = {name: [i for i in items if i.verdict == name] for name in VERDICTS}
        return {
            "all": count(items, name=message("Planned items")),
            "met": count(of["met"], name=message("Planned items met")),
            "missed": count(of["missed"], name=message("Planned items missed")),
            "open": count(of["undecided"], name=message("Planned items that cannot be judged")),
            "names": self._names_of_missed(),
        }  # fmt: skip

    def _to_ask_back(self) -> Claim:
        review = self._review
        off = self._finder.audited.findings
        if not self._finder.on_record([*review.registry.domains]):
            return plain(review.page.say("No figure of the period is on record"), review.lang)
        if not off:
            return plain(review.page.say("No published figures conflict"), review.lang)
        return review.claim(
            message("Results to query, as figures do not fit: {off:number}"),
            off=review.count(off, name=message("Results with a contradiction")),
        )

    def tiles(self, *names: str) -> Fragment:
        """The headlines, each with plan, year before, a word of trust and the way to its source.

        Args:
            names: indicators, in their order; without any, those that the rule of docs/methods.md chooses.

        >>> review.overview().tiles("ip.titles_granted").text
        'IP titles granted: 420 titles; Met: implied plan 145; 2023: not known; agrees'
        """
        return self._tiles.of(names, self.planned)

    def occasion(self, domain: str) -> Fragment:
        """Where and when the figures were stated: what is on record of the conference, with the day of its source.

        Args:
            domain: the domain of the conference; its events of the kind `activity` tell of it.

        >>> review.overview().occasion("cooperation")
        <Nothing is on record of the conference itself.>
        """
        review, told = self._review, self._finder.events("activity")
        days = {e.title.in_(review.lang): review.registry.published(e.source, review.lang)
                for e in told if e.domain == domain}  # fmt: skip
        if not days:
            sentence = message("Nothing is on record of the conference itself.")
            return Fragment.of(absence(sentence, review.lang), review.lang)
        words = "; ".join(f"{title} ({day})" for title, day in days.items())
        return Fragment.of(plain(f"{words}.", review.lang), review.lang)

    # Every planned item

    def scorecard(self, *, title: str, note: str, **values: Given) -> Exhibit | Claim:
        """Every planned item with its verdict, on one scale.

        Args:
            title: what was found; `{all}`, `{met}`, `{missed}`, `{open}` are counts, `{names}` the items missed.
            note: what a reader must know.
            values: what is filled in for other placeholders.

        >>> words = {"title": "{met:number} of {all:number} plans met", "note": "As published."}
        >>> print(review.overview().scorecard(**words).caption.title)
        5 of 6 plans met
        """
        rows = [self._row(item) for item in self.planned]
        used = [figure for row in rows for figure in row.figures]
        filled = {**self._counted(), **values}
        caption = self._review.caption("scorecard", title, note, used, filled)
        return self._review.exhibited(scorecard(rows, caption))

    def _row(self, item: PlannedItem) -> ScorecardRow:
        tiles, lang = self._tiles, self._review.lang
        shares = self._shares(item)
        lost = plain(self._review.page.say("the number is not stated"), lang)
        stated = tiles.numbers(item.results[:1]) if item.results else lost
        of_plan = (*item.percentages, *shares)
        reached = tiles.numbers(of_plan)
        words = reached.text or f"{stated.text} ({tiles.numbers(item.plans).text})"
        figures = (*item.results, *item.plans, *of_plan)
        marks = {*map(mark_of, figures)} - {""}
        doubt = f" {min(marks, key=(DISPUTED, QUESTIONED).index)}" if marks else ""
        return ScorecardRow(
            item.indicator.name, stated, tiles.plan(item), reached, item.verdict, _reached(item, shares),
            _range_of(item), words + doubt, figures,
        )  # fmt: skip

    def _shares(self, item: PlannedItem) -> list[Figure]:
        """The result in percent of each plan of one number above zero; a rank has none."""
        called = REACHED.filled(indicator=item.indicator.name)
        plans = [plan for plan in item.plans if (plan.value or 0) > 0 and plan.unit.kind != "rank"]
        shares = (measures.percentage(item.results[0], p, called) for p in plans if item.results)
        return [share for share in shares if not share.is_missing]

    # What to ask

    def questions(self) -> Fragment:
        """At most five questions to who published the figures, the gravest first, fit for a letter.

        First the contradictions, then plans that cannot be judged, then what the audit finds worth asking.

        >>> len(review.overview().questions().text.splitlines()) <= 5
        True
        """
        review = self._review
        claims = [*self._asked()][:MOST_QUESTIONS]
        review.page.show(figure for claim in claims for figure in claim.figures)
        if not claims:
            return Fragment.of(absence(message("Nothing to ask."), review.lang), review.lang)
        items = "".join(f'<li class="tk-claim">{claim.html}</li>' for claim in claims)
        part = ListPart("questions", tuple(claim.part for claim in claims))
        text = "\n".join(f"{number}. {claim.text}" for number, claim in enumerate(claims, 1))
        return Fragment(f'<ol class="tk-questions">{items}</ol>', text, part, review.lang)

    def _asked(self) -> Iterator[Claim]:
        review = self._review
        disputed = [item for item in self.planned if item.is_disputed]
        for item in disputed:
            yield self._which_plan(item)
        for item in self.planned:
            if item.verdict == "undecided" and item not in disputed:
                yield self._which_result(item)
        audit = AuditView(review)
        of_plans = {item.indicator.id for item in disputed}
        for part in self._finder.audited.findings:
            rows = (s.observation for s in part.statements)
            if not of_plans & {row.indicator for row in rows if row is not None}:
                yield audit.headline_of(part)
        yield from audit.worth_asking()

    def _which_plan(self, item: PlannedItem) -> Claim:
        """Of a result whose statements contradict each other: what was the plan?"""
        stated = self._tiles.numbers((*item.plans, *item.percentages))
        return self._review.claim(
            message("{name}: how do {result} and {stated} against the plan fit together? What was the plan?"),
            name=item.indicator.name, result=item.results[0], stated=stated,
        )  # fmt: skip

    def _which_result(self, item: PlannedItem) -> Claim:
        """Of a plan that cannot be judged: what was the result, and the plan where it is not stated exactly?"""
        stated, results = self._tiles.plan(item), item.results[:1]
        if results and results[0].interval is not None:
            return self._review.claim(
                message("{name} ({result}; {stated}): what exactly was the result, and what was the plan?"),
                name=item.indicator.name, result=results[0], stated=stated,
            )  # fmt: skip
        asked = message("{name} ({stated}): what was the result, and what was the plan?")
        if item.plans:
            asked = message("{name} ({stated}): what was the result?")
        return self._review.claim(asked, name=item.indicator.name, stated=stated)

    # What changed

    def changes(self) -> Fragment:
        """What is known of the year before, and what keeps later figures from comparing with these.

        >>> review.overview().changes().text.splitlines()[0]
        'Benefit of the initiatives: more than VND 5.8 billion, 3 times that of 2023'
        """
        review = self._review
        claims = [*self._since_before(), *self._after()]
        review.page.show(figure for claim in claims for figure in claim.figures)
        return Fragment.listing("changes", claims, review.lang)

    def not_compared(self) -> Fragment:
        """What does not compare with the year before, a line for each reason: by name, or counted where it is much.

        >>> review.overview().not_compared()
        <Every result that is known of the year before compares with it.>
        """
        review, changes = self._review, ChangeFinder(self._finder)
        known = (figure for figure in map(self._result, review.registry.indicators) if figure)
        claims = [*self._not_compared([changes.since(each) for each in known], MOST_NAMED)]
        if not claims:
            sentence = message("Every result that is known of the year before compares with it.")
            claims = [absence(review.page.say(sentence), review.lang)]
        review.page.show(figure for claim in claims for figure in claim.figures)
        return Fragment.listing("changes", claims, review.lang)

    def _since_before(self) -> Iterator[Claim]:
        """What changed most first; then what does not compare with the year before, in a line for each reason."""
        review, changes = self._review, ChangeFinder(self._finder)
        now = [f for f in map(self._result, review.registry.indicators) if f is not None]
        found = {figure: changes.since(figure) for figure in now}
        known = [f for f in now if found[f].before is not None or self._tiles.stated_change(f)]
        compared = [f for f in known if found[f].before is None or found[f].why_not is None]
        if not known:
            sentence = message("The year before is known for no result of the period.")
            yield absence(review.page.say(sentence), review.lang)
        for figure in sorted(compared, key=lambda each: -found[each].strength)[:MOST_CHANGES]:
            yield _with_before(by_name([figure], review.lang), self._tiles.before(figure))
        if len(compared) > MOST_CHANGES:
            words = message("Further results, on the pages of their domains: {number:number}")
            left = review.count(
                compared[MOST_CHANGES:], name=message("Further results with a year before")
            )
            yield review.claim(words, number=left)
        yield from self._not_compared([found[figure] for figure in now])

    def _not_compared(self, changes: Sequence[Change], named: int = 0) -> Iterator[Claim]:
        """A line for each reason; so many results are named, more are counted."""
        review = self._review
        of_reason: dict[Text, list[Change]] = {}
        for change in changes:
            if change.before is not None and change.why_not is not None:
                of_reason.setdefault(change.why_not, []).append(change)
        for why, alike in of_reason.items():
            year = as_object(alike[0].period)
            if len(alike) <= named:
                each = (change.now.name.in_(review.lang) for change in alike)
                names = plain("; ".join(each), review.lang)
                words = message("Not comparable with {year}, because {why}: {names}")
                yield review.claim(words, names=names, year=year, why=why)
                continue
            number = review.count(
                alike, name=message("Results that do not compare with the year before")
            )
            yield review.claim(
                message("Results that do not compare with {year}, because {why}: {number:number}"),
                number=number, year=year, why=why,
            )  # fmt: skip

    def _result(self, indicator: str) -> Figure | None:
        return next(iter(self._finder.statements(indicator, Measure.ACTUAL)), None)

    def _after(self) -> Iterator[Claim]:
        """The breaks after the period: what comes later does not compare with it."""
        review = self._review
        for event in self._finder.events("break"):
            note = event.note.in_(review.lang)
            behind = f": {note}" if note else f" ({format_period(event.date, review.lang)})"
            yield plain(event.title.in_(review.lang) + behind, review.lang)


def _with_before(result: Claim, before: Claim) -> Claim:
    pieces = in_a_row([*result.pieces, ", ", *within_sentence(before).pieces])
    return Claim(pieces, (*result.figures, *before.figures), lang=result.lang)


def _reached(item: PlannedItem, shares: Sequence[Figure]) -> tuple[float, ...]:
    """The percentages of the plan that the statements on an item give, of a planned range those of its lower end."""
    found = [float(f.point) for f in shares if f.point is not None]
    for stated in item.percentages:
        row = stated.origin
        if isinstance(row, Observation) and stated.point is not None:
            above = row.measure is Measure.OVER_TARGET_PCT
            found.append(float(stated.point) + 100 * above)
    ends = [end for end in map(_first_end, item.plans) if end]
    found += [
        float(r.point / end * 100) for r in item.results for end in ends if r.point is not None
    ]
    return tuple(found)


def _first_end(plan: Figure) -> Fraction | None:
    """Where a planned range begins; None of a plan of one number, and of a rank."""
    band = planned(plan)
    is_range = plan.value is None and plan.unit.kind != "rank"
    return band.lower if band is not None and is_range else None


def _range_of(item: PlannedItem) -> float:
    """The end of a planned range in percent of its beginning; 100 where the plan is one number, or has no end."""
    for plan in item.plans:
        first, band = _first_end(plan), planned(plan)
        if first and band is not None and band.upper is not None:
            return float(band.upper / first * 100)
    return 100.0
