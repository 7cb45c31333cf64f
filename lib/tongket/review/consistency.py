"""What the page on consistency shows: the checks of one place and year, sorted by what came of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tongket import checks, tables
from tongket.checks import Check
from tongket.claims import Claim, figure_html, plain, reason, said
from tongket.exhibit import Caption
from tongket.model import Measure
from tongket.numerals import format_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tongket.exhibit import Cell, Exhibit
    from tongket.model import Figure
    from tongket.review.desk import Review

KINDS = {
    "balance": said("Parts and total"),
    "ratio": said("Share and its figures"),
    "bound": said("One not above the other"),
    "fraction": said("Fraction and share"),
    "equality": said("One fact stated twice"),
    "plan": said("Result and plan in whole numbers"),
    "plans": said("Two statements on one plan"),
}


class Consistency:
    """The sums, ratios, repeated statements and plans of a review, checked."""

    def __init__(self, review: Review) -> None:
        self._review = review

    @cached_property
    def checks(self) -> list[Check]:
        """Every check whose figures are on record."""
        finder = self._review.finder
        found = [checks.by_rule(rule, finder.named) for rule in self._review.registry.rules]
        for name in self._review.registry.indicators:
            actual = finder.statements(name, "actual")
            found += [checks.equality(actual)] if actual else []
            found += self._plans(name)
        return [check for check in found if check is not None]

    def _plans(self, name: str) -> list[Check | None]:
        finder = self._review.finder
        actual = finder.named(name)
        stated = [f for m in checks.TARGET_MEASURES for f in finder.statements(name, m)]
        if actual.is_missing or not stated:
            return []
        single = [checks.plan(actual, figure) for figure in stated]
        return [*single, checks.plans(actual, single)]

    @property
    def disagreements(self) -> list[Check]:
        """The checks in which no true values print as stated."""
        return [check for check in self.checks if check.verdict == "disagrees"]

    def key_points(self) -> list[Claim]:
        """How many checks were made, how many disagree, and each disagreement in a sentence."""
        if not self.checks:
            return [self._review.claim("No comparable figure is on record for this page.")]
        review = self._review
        made = review.count(self.checks, name=said("Checks made"))
        off = review.count(self.disagreements, name=said("Checks that disagree"))
        counted = review.claim(
            "Of {made:number} checks between the figures, {off:number} find figures that cannot all hold as printed.",
            made=made,
            off=off,
        )
        return [counted, *(self._sentence(check) for check in self.disagreements)]

    def headline(self) -> list[Claim]:
        """The first of the key points: how many checks disagree."""
        return self.key_points()[:1]

    def _sentence(self, check: Check) -> Claim:
        named = _joined(self._named(figure) for figure in check.statements)
        cases = check.cases.in_(self._review.lang)
        says = self._review.page.say(
            "cannot both be exact as printed"
            if len(check.statements) < 3
            else "cannot all be exact as printed"
        )
        tail = f" {says}" + (f" ({cases})." if cases else ".")
        return Claim(named.text + tail, named.html + plain(tail).html, check.statements)

    def conflicts(self) -> Exhibit | Claim:
        """The checks in which figures disagree, with their arithmetic."""
        return self._table(
            self.disagreements,
            "disagreements",
            said("Figures that cannot all hold as printed"),
            said(
                "Figures of different scope may both be right: ask whom the source names what each counts."
            ),
        )

    def agreements(self) -> Exhibit | Claim:
        """The checks in which figures agree."""
        return self._table(
            [check for check in self.checks if check.verdict == "agrees"],
            "agreements",
            said("Sums, ratios and repeated statements that agree"),
            said("To agree means that some true values print exactly so."),
        )

    def implied(self) -> Exhibit | Claim:
        """The quantities that the statements tie down, as ranges of whole numbers."""
        review = self._review
        found = [check.implied for check in self.checks if check.kind == "plan"]
        found += self._implied_bases()
        known = [figure for figure in found if not figure.is_missing]
        caption = self._caption(
            "implied", said("Plans and totals that the statements imply"),
            said("Each range holds every whole number that would print as stated."), known,
        )  # fmt: skip
        if not known:
            return plain(review.page.say("Nothing to list here."))
        exhibit = tables.figures(known, caption)
        review.page.show(exhibit.figures)
        return exhibit

    def _implied_bases(self) -> list[Figure]:
        review = self._review
        return [
            review.base_from_share(
                rule.names["part"][0],
                rule.names["share"][0],
                name=said("Staff, implied by the professors and their share"),
            )
            for rule in review.registry.rules
            if rule.kind == "ratio"
        ]

    def summary(self) -> Exhibit | Claim:
        """The disagreements again, for the overview."""
        return self.conflicts()

    def _table(self, found: list[Check], wanted: str, title: str, note: str) -> Exhibit | Claim:
        used = [figure for check in found for figure in check.statements]
        caption = self._caption(wanted, title, note, used)
        rows = tuple(self._row(check) for check in found)
        alt = caption.say("Row by row: {list}.", list="; ".join(str(row[1]) for row in rows))
        header = (said("Check"), said("Figures"), said("What follows"))
        exhibit = tables.grid(header, rows, caption, alt)
        self._review.page.show(used)
        return exhibit

    def _caption(self, wanted: str, title: str, note: str, used: list[Figure]) -> Caption:
        review = self._review
        return Caption(
            review.page.new_id(wanted), review.claim(title), review.claim(note),
            review.source_line(used), review.lang,
        )  # fmt: skip

    def _row(self, check: Check) -> tuple[Cell, ...]:
        named = _joined(self._named(figure) for figure in check.statements)
        return (self._review.page.say(KINDS[check.kind]), named, self._follows(check))

    def _follows(self, check: Check) -> Cell:
        lang, say = self._review.lang, self._review.page.say
        if check.kind == "equality":
            return say("both hold" if check.verdict == "agrees" else "they cannot both hold")
        if check.kind == "plans":
            return say(
                "a common plan exists" if check.verdict == "agrees" else "no common plan exists"
            )
        if check.implied.is_missing:
            cases = check.cases.in_(lang)
            return plain(reason(check.implied, lang) + (f": {cases}" if cases else ""))
        if check.kind == "bound":
            return say("holds" if check.verdict == "agrees" else "does not hold")
        name = check.implied.name.in_(lang) if check.kind != "plan" else say("implied plan")
        return plain(f"{name}: {format_figure(check.implied, lang)}")

    def _named(self, figure: Figure) -> Claim:
        lang = self._review.lang
        name = figure.name.in_(lang)
        row = figure.observations[0]
        place = self._review.page.place(row.locator)
        where = f" ({place})" if place and row.measure is not Measure.TARGET else ""
        words = f"{name} {format_figure(figure, lang)}{where}"
        marked = f"{plain(name).html} {figure_html(figure, lang)}{plain(where).html}"
        return Claim(words, marked, (figure,))


def _joined(claims: Iterable[Claim]) -> Claim:
    parts = list(claims)
    figures = tuple(figure for part in parts for figure in part.figures)
    return Claim("; ".join(p.text for p in parts), "; ".join(p.html for p in parts), figures)
