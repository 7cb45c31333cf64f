"""What a notebook shows of the audit: conflicts first, which figures are related, what can be inferred from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from tongket import forms, tables
from tongket.audit.phrases import number
from tongket.audit.quantities import capitalised
from tongket.audit.statements import HUNDRED
from tongket.audit.sums import by_rounding
from tongket.charts import RelatedFigures, constraint_map
from tongket.claims import NOTHING_LISTED, Claim, absence, joined, plain, printed
from tongket.model import Calculation, Figure, Interval, Measure, Text
from tongket.output import ClaimPart, ConflictEntry, ConflictsPart, in_a_row
from tongket.review.arithmetic import conflict_html, steps, with_number
from tongket.review.exhibit_request import ExhibitRequest
from tongket.review.frame_exhibit import exhibit
from tongket.review.names import OffersNames
from tongket.review.page_record import Fragment
from tongket.translations import Phrase, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tongket.audit import AuditedSet, Explanation, Quantity, Range, Statement
    from tongket.audit.report import AuditReport
    from tongket.audit.statements import Subject
    from tongket.exhibit import Cell, Exhibit
    from tongket.model import Figure, Observation, Unit
    from tongket.output import Piece
    from tongket.review.session import Session

SEVERITIES = {
    "conflict": message("Conflict: no reading of the figures resolves it"),
    "warning": message("Warning: a looser reading or a dropped assumption resolves it"),
    "note": message("Note: a matter of convention"),
}
STATUSES = {
    "agrees": message("they agree"),
    "conflict": message("they cannot all be true"),
    "warning": message("they fit only under a looser reading or another scope"),
    "undecided": message("not decided"),
}
# How a statement is related to another quantity.
TIES = {
    "plan": message("a result and its plan"),
    "year before": message("a year and the year before"),
    "earlier year": message("a year and an earlier one"),
    "share": message("shares of one whole"),
    "for each": message("a number and what it is counted for"),
}
# The same by what a base is of its indicator: a plan, the value a year before, the whole of a printed fraction.
_BASES = {"target": "plan", "previous": "year before", "total": "share"}
UNRELATED = message("No two figures on record are related, so that nothing can contradict.")
UNTIED = Phrase("Not checked against another figure: {why}.")
IMPLIED = Phrase("every value that the printed figures allow, taken together")
# So many contradictions are told on the overview, which is one sheet of paper.
MOST_SUMMED = 8


class AuditView(OffersNames):
    """The audit of a review, ready to be shown: `review.audit().conflicts()` and so on."""

    called = "review.audit()"
    machinery = frozenset({"headline_of", "narrowed", "report"})

    def __init__(self, review: Session) -> None:
        self._review = review

    @cached_property
    def report(self) -> AuditReport:
        """Everything that the audit found, as objects."""
        return self._review.finder.audited

    def __repr__(self) -> str:
        report = self.report
        return Phrase(
            "<Audit of {about}: {sets} sets, {conflicts} conflicts>",
            about=report.about, sets=len(report.sets), conflicts=len(report.conflicts),
        ).in_(self._review.lang)  # fmt: skip

    # In sentences

    def key_points(self) -> list[Claim]:
        """How many sets of figures are related, how many do not fit as printed, and each of these.

        >>> len(review.audit().key_points())
        3
        """
        if not self._related:
            return [self._review.claim(UNRELATED)]
        return [self._counted(), *map(self.headline_of, self.report.findings)]

    def headline(self) -> list[Claim]:
        """The first of the key points: how many sets conflict.

        >>> len(review.audit().headline())
        1
        """
        return self.key_points()[:1]

    def _counted(self) -> Claim:
        if [part.status for part in self._related] == ["agrees"]:
            return self._review.claim(
                "The related figures, one set of them, hold no contradiction."
            )
        counts = self._counts()
        if not counts["off"].value:
            return self._review.claim("All {made:number} sets of related figures fit.", **counts)
        if counts["firm"].value:
            return self._review.claim(
                "Of {made:number} sets of related figures, {off:number} do not fit as printed; "
                "of these {firm:number} cannot be true under any reading.",
                **counts,
            )
        return self._review.claim(
            "Of {made:number} sets of related figures, {off:number} do not fit as printed; "
            "a looser reading or another scope would resolve each.",
            **counts,
        )

    def _counts(self) -> dict[str, Figure]:
        """How many sets are related, how many do not fit as printed, and how many of these under no reading."""
        count = self._review.count
        off = [part for part in self._related if part.status == "conflict"]
        firm = [part for part in off if _status(part) == "conflict"]
        return {
            "made": count(self._related, name=message("Sets of related figures")),
            "off": count(off, name=message("Sets that do not fit as printed")),
            "firm": count(firm, name=message("Sets that fit under no reading")),
        }

    @cached_property
    def _related(self) -> list[AuditedSet]:
        """The sets in which a figure can contradict another; those that do first."""
        return sorted(self.report.related, key=lambda part: part.status != "conflict")

    def headline_of(self, part: AuditedSet) -> Claim:
        """What cannot all be true in a set that holds a contradiction."""
        return self._linked(self.report.explain(part), part)

    def _linked(self, explained: Explanation, part: AuditedSet) -> Claim:
        """A headline, each print in it linked to the source of its figure."""
        lang = self._review.lang
        figures = self._figures(_named(part)[0])
        pieces: list[Piece] = [explained.headline.in_(lang)]
        for figure in figures:
            (row,) = figure.observations
            pieces = with_number(pieces, printed(figure, lang, self._review.page.notation(row)))
        return Claim(in_a_row(pieces), figures, lang=lang)

    # Conflicts

    def conflicts(self) -> Fragment:
        """Every set that cannot hold: what to doubt first, the arithmetic, what would resolve it, whom to ask.

        >>> review.audit().conflicts().text.split(":")[0]
        'S&T tasks accepted'
        """
        lang, found = self._review.lang, self.report.findings
        if not found:
            return self._single(message("No figures contradict each other."))
        for part in found:
            disputed = {s.id: s for statements in _named(part) for s in statements}
            self._review.page.show(self._figures(disputed.values()))
        explained = [(part, self.report.explain(part)) for part in found]
        entries = ConflictsPart(
            tuple(self._entry(number, *each) for number, each in enumerate(explained, 1))
        )
        items = "".join(map(conflict_html, entries.conflicts))
        words = "\n\n".join(explanation.in_(lang) for _, explanation in explained)
        return Fragment(f'<ol class="tk-conflicts">{items}</ol>', words, entries, lang)

    def _entry(self, number: int, part: AuditedSet, explained: Explanation) -> ConflictEntry:
        lang, severity = self._review.lang, part.severity or "note"

        def parts(*texts: Text) -> tuple[ClaimPart, ...]:
            return tuple(ClaimPart(steps(text.in_(lang), lang)) for text in texts)

        return ConflictEntry(
            f"conflict-{number}", severity, self._review.page.say(SEVERITIES[severity]),
            self._linked(explained, part).part, parts(*explained.doubt, *explained.arithmetic),
            parts(*explained.rests_on), parts(*explained.ways_out), parts(explained.ask)[0],
        )  # fmt: skip

    def summary(self) -> Fragment:
        """The conflicts in a sentence each, for the overview; of many the first, and how many more there are.

        >>> len(review.audit().summary().text.splitlines())
        2
        """
        if not self._related:
            return Fragment.of(absence(UNRELATED, self._review.lang), self._review.lang)
        if not self.report.findings:
            return self.conflicts()
        shown, left = self.report.findings[:MOST_SUMMED], self.report.findings[MOST_SUMMED:]
        claims = list(map(self.headline_of, shown))
        if left:
            counted = self._review.count(left, name=message("Further results with a contradiction"))
            words = message("Further contradictions, on the page on consistency: {number:number}")
            claims.append(self._review.claim(words, number=counted))
        self._review.page.show(figure for claim in claims for figure in claim.figures)
        return Fragment.listing("conflicts", claims, self._review.lang)

    def _single(self, sentence: str) -> Fragment:
        return Fragment.of(plain(self._review.page.say(sentence)), self._review.lang)

    # Who constrains whom

    def statements(self) -> Exhibit | Claim:
        """The map of statements, drawn and as a table: what each set shares, its statements, the result.

        >>> print(review.audit().statements().caption.title)
        2 of 13 sets of related figures do not fit as printed
        """
        header = (message("Related figures"), message("How"), message("Result"))
        used = [s for part in self._related for s in part.statements]
        figures, counts = self._figures(used), self._counts()
        title = message(
            "{off:number} of {made:number} sets of related figures do not fit as printed"
        )
        if not counts["off"].value:
            title = message("All related figures fit; number of sets: {made:number}")
        caption = self._review.caption(
            "statements",
            title,
            message("Figures of one set speak of the same quantities or of parts of one whole."),
            figures,
            counts,
        )
        rows = tuple(self._row(part) for part in self._related)
        off = [str(self._row(part)[0]) for part in self._related if part.status != "agrees"]
        # Heard in one breath: the table has the sets that fit.
        alt = caption.say("Do not fit as printed: {list}. All others fit.", list="; ".join(off))
        alt = alt if off else caption.say("Every set fits.")
        self._review.page.show(figures)
        found = tables.grid(header, rows, caption, alt)
        if isinstance(found, Claim):
            return found
        remark = caption.say(
            "A line joins figures that constrain each other, below what they share. It is broken where they do not "
            "fit as printed; a cross marks the figure to be doubted first."
        )
        drawn = constraint_map([self._drawn(part) for part in self._related], caption.id)
        return replace(found, drawings=drawn, missing=(*found.missing, remark))

    def _drawn(self, part: AuditedSet) -> RelatedFigures:
        """A set as the map shows it: what its figures share, and each of them."""
        rows = [s for s in part.statements if s.observation is not None]
        stated = self._figures(rows)
        names = Counter(figure.name.in_(self._review.lang) for figure in stated)
        # Two statements of one name are told apart by their places; the table has all of these.
        words = [
            self._stated(each, placed=names[each.name.in_(self._review.lang)] > 1).text
            for each in stated
        ]
        figures = tuple(zip(words, (bool(each.disputed) for each in stated), strict=True))
        return RelatedFigures(self._shared(part), figures, part.status == "agrees")

    def _shared(self, part: AuditedSet) -> str:
        """The name of what most figures of a set are held against: a plan, a whole, a total, or the fact itself."""
        bases = Counter(s.subject.base for s in part.statements if s.subject.base)
        wholes = Counter(name for d in part.definitions for name, factor in d.terms if factor < 0)
        itself = Counter(s.subject.part for s in part.statements)
        ((shared, _),) = (bases or wholes or itself).most_common(1)
        names = {quantity.id: quantity.name for quantity in part.quantities}
        return _capital(names[shared]).in_(self._review.lang)

    def _row(self, part: AuditedSet) -> tuple[Cell, ...]:
        say = self._review.page.say
        stated = joined(self._stated(figure) for figure in self._figures(part.statements))
        return stated, plain("; ".join(self._ties(part))), plain(say(STATUSES[_status(part)]))

    def _ties(self, part: AuditedSet) -> list[str]:
        say, lang = self._review.page.say, self._review.lang
        related = [s.subject for s in part.statements if s.subject.base]
        kinds = {definition.kind for definition in part.definitions}
        changes = {quantity.id for quantity in part.quantities if quantity.measure == "change"}
        sums = [d for d in part.definitions if d.kind == "balance"]
        made = [d for d in sums if not changes.intersection(name for name, _ in d.terms)]
        found = {_tie(subject) for subject in related}
        found |= {"earlier year"} if len(made) < len(sums) else set()
        ties = [say(words) for key, words in TIES.items() if key in found]
        if made:
            ties.append(say("a total and its parts"))
        if kinds == {"bound"} and not related:
            ties.append(say("one not above the other"))
        if not ties:
            ties.append(say("one fact stated more than once"))
        assumed = dict.fromkeys(a.text.in_(lang) for a in part.assumptions)
        if assumed:
            ties.append(say("assuming: {list}", list="; ".join(assumed)))
        return ties

    # Questions

    def questions(self) -> Fragment:
        """What contradicts nothing but deserves asking: sums right only by rounding, and what was not compared.

        >>> len(review.audit().questions().text.splitlines()) > 1
        True
        """
        untied = [((each.row,), UNTIED.filled(why=each.why)) for each in self.report.untied]
        claims = [*self.worth_asking(), *self._of_rows(untied)]
        if not claims:
            nothing = absence(message("Nothing to ask."), self._review.lang)
            return Fragment.of(nothing, self._review.lang)
        self._review.page.show(figure for claim in claims for figure in claim.figures)
        return Fragment.listing("questions", claims, self._review.lang)

    def worth_asking(self) -> list[Claim]:
        """What can be put to whoever published the figures, a sentence each.

        >>> len(review.audit().worth_asking()) > 0
        True
        """
        lang = self._review.lang
        rounded = (text.in_(lang) for part in self.report.agreements for text in by_rounding(part))
        claims = [Claim(steps(text, lang), lang=lang) for text in rounded]
        return [*claims, *self._of_rows([(each.rows, each.text) for each in self.report.questions])]

    def _of_rows(self, said: Iterable[tuple[Sequence[Observation], Text]]) -> Iterator[Claim]:
        """Sentences, each after the statements of which it speaks."""
        lang = self._review.lang
        for rows, text in said:
            figures = [self._review.finder.stating(row) for row in rows]
            stated = joined(self._stated(figure) for figure in figures)
            pieces = (*stated.pieces, ": ", *steps(text.in_(lang), lang))
            yield Claim(in_a_row(pieces), stated.figures, lang=lang)

    # What can be inferred

    def implied(self) -> Exhibit | Claim:
        """The ranges of what is not published but follows from what is, drawn; ticks are whole numbers that fit.

        >>> print(review.audit().implied().caption.title)
        Numbers not published that follow from those published: 5
        """
        figures = self._implied_figures()
        if not figures:
            return absence(NOTHING_LISTED, self._review.lang)
        counted = self._review.count(figures, name=message("Numbers not published that follow"))
        return exhibit(
            self._review,
            ExhibitRequest(
                forms.ranges,
                self._review.frame_of(*figures),
                message("Numbers not published that follow from those published: {found:number}"),
                message(
                    "Each range holds every value with which all statements come out as printed, "
                    "given the assumptions above."
                ),
                {"x": "value", "y": "name", "found": counted},
                id="implied",
            ),
        )

    def values(self) -> Exhibit | Claim:
        """The same as a list: each hidden number with its possible values, where they are few.

        >>> len(review.audit().values().grid.rows) > 1
        True
        """
        lang = self._review.lang
        listed = [
            (
                figure.name.in_(lang),
                figure,
                Claim(steps(", ".join(number(v, lang) for v in figure.candidates), lang)),
            )
            for figure in self._implied_figures()
            if figure.candidates is not None and len(figure.candidates) <= 12
        ]
        caption = self._review.caption(
            "values",
            message("Of each of these numbers only a few values remain possible"),
            message("All statements of a set taken together leave these and no others."),
            [row[1] for row in listed],
            {},
        )
        alt = caption.say(
            "Row by row: {list}.", list="; ".join(f"{row[0]}: {row[2]}" for row in listed)
        )
        header = (message("Quantity"), message("Range"), message("Possible values"))
        self._review.page.show(row[1] for row in listed)
        return tables.grid(header, listed, caption, alt)

    def _implied_figures(self) -> list[Figure]:
        found = []
        for part in self.report.agreements:
            quantities = {quantity.id: quantity for quantity in part.quantities}
            for name, span in part.implied.items():
                if self._is_news(quantities[name], span):
                    found.append(self._implied_figure(part, quantities[name], span))
        return found

    def narrowed(self, quantity: str, figure: Figure) -> Figure:
        """A figure as narrow as all statements leave it, under its own name; the figure where they leave no less.

        Args:
            quantity: the id of what it is of in the audit.
            figure: computed from some of the statements alone.
        """
        for found in self._implied_figures():
            both = found.interval and figure.interval and found.interval.intersect(figure.interval)
            if found.id == f"implied({quantity})" and both == found.interval:
                return replace(found, name=figure.name)
        return figure

    @staticmethod
    def _is_news(quantity: Quantity, span: Range) -> bool:
        """Whether a range says something that no statement prints."""
        if span.lower is None or span.upper is None or not quantity.indicator:
            return False
        inexact = span.lower != span.upper
        return quantity.hidden or (quantity.whole and inexact and span.values is not None)

    def _implied_figure(self, part: AuditedSet, quantity: Quantity, span: Range) -> Figure:
        low, high = span.lower, span.upper
        interval = Interval(
            None if low is None else Interval.exact(low).lower,
            None if high is None else Interval.exact(high).lower,
            span.lower_closed, span.upper_closed,
        )  # fmt: skip
        origin = Calculation("implied", IMPLIED, self._figures(part.statements))
        return Figure(
            f"implied({quantity.id})", _capital(quantity.name),
            interval.lower if interval.is_exact else None,
            interval, self._unit(quantity), 0 if quantity.whole else None, origin,
            candidates=span.values,
        )  # fmt: skip

    def _unit(self, quantity: Quantity) -> Unit:
        registry = self._review.registry
        indicator = registry.indicators[quantity.indicator]
        unit = registry.units[indicator.unit]
        # The number behind a share counts what its base counts.
        if quantity.measure == "part" and indicator.base:
            return registry.units[registry.indicators[indicator.base].unit]
        return unit

    # What its parts share

    def _figures(self, statements: Iterable[Statement]) -> tuple[Figure, ...]:
        finder = self._review.finder
        rows = [s.observation for s in statements if s.observation is not None]
        return tuple(finder.stating(row) for row in rows)

    def _stated(self, figure: Figure, *, placed: bool = True) -> Claim:
        lang = self._review.lang
        row = figure.observations[0]
        place = self._review.page.place(row.locator)
        where = f" ({place})" if place and placed and row.measure is not Measure.TARGET else ""
        quote = self._review.page.quoted(row)
        number = printed(figure, lang, self._review.page.notation(row))
        pieces = with_number([f"{figure.name.in_(lang)} ", quote, where], number)
        return Claim(in_a_row(pieces), (figure,), lang=lang)


def _tie(subject: Subject) -> str:
    """The key in `TIES` of a relation."""
    same, _, when = subject.base.partition(" @ ")[0].partition(" (")[0].partition(":")
    if when in _BASES:
        return _BASES[when]
    if subject.plus or subject.difference or same == subject.part.partition(" @ ")[0]:
        return "earlier year"
    return "share" if subject.scale == HUNDRED else "for each"


def _status(part: AuditedSet) -> str:
    """The key in `STATUSES` of a set: by its severity where it does not fit as printed."""
    return "warning" if part.status == "conflict" and part.severity != "conflict" else part.status


def _named(part: AuditedSet) -> list[tuple[Statement, ...]]:
    """The statements of each conflict of a set; all of the set where no conflict was worked out."""
    return [conflict.statements for conflict in part.conflicts] or [part.statements]


def _capital(name: Text) -> Text:
    return Text(capitalised(name.vi), capitalised(name.en))
