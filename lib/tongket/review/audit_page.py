"""What a notebook shows of the audit: conflicts first, who constrains whom, what the figures give away."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tongket import tables
from tongket.claims import Claim, figure_html, joined, plain, quoting, said
from tongket.review.implied_page import ImpliedPage, numbers_marked
from tongket.review.page import Fragment

if TYPE_CHECKING:
    from tongket.audit import AuditedSet, Conflict, Explanation
    from tongket.exhibit import Cell, Exhibit
    from tongket.model import Figure

SEVERITIES = {
    "conflict": said("Conflict: no reading of the figures resolves it"),
    "warning": said("Warning: a looser reading or a dropped assumption resolves it"),
    "note": said("Note: a matter of convention"),
}
STATUSES = {
    "agrees": said("they agree"),
    "conflict": said("they cannot all hold"),
    "undecided": said("not decided"),
}


class AuditPage(ImpliedPage):
    """The audit of a review, ready to be shown: `review.audit().conflicts()` and so on."""

    def __repr__(self) -> str:
        report = self.report
        return f"<Audit of {report.area}, {report.year}: {len(report.sets)} sets, {len(report.conflicts)} conflicts>"

    # In sentences

    def key_points(self) -> list[Claim]:
        """How many sets of figures are tied to each other, how many conflict, and each conflict."""
        if not self.report.sets:
            return [self._review.claim("No comparable figure is on record for this page.")]
        return [self._counted(), *(self._headline(*pair) for pair in self.report.conflicts)]

    def headline(self) -> list[Claim]:
        """The first of the key points: how many sets conflict."""
        return self.key_points()[:1]

    def _counted(self) -> Claim:
        return self._review.claim(
            "Of {made:number} sets of figures that are tied to each other, {off:number} cannot all be true as printed.",
            **self._counts(),
        )

    def _counts(self) -> dict[str, Figure]:
        """How many sets are tied, and in how many of them figures conflict."""
        count = self._review.count
        off = [part for part in self.report.sets if part.status == "conflict"]
        return {
            "made": count(self.report.sets, name=said("Sets of tied figures")),
            "off": count(off, name=said("Sets in which figures conflict")),
        }

    def _headline(self, part: AuditedSet, conflict: Conflict) -> Claim:
        text = self.report.explain(part, conflict).headline.in_(self._review.lang)
        figures = self._figures(conflict.statements)
        return Claim(text, self._marked(text, conflict), figures)

    def _marked(self, text: str, conflict: Conflict) -> str:
        """A headline as HTML, each printing linked to the source of its figure."""
        marked = html.escape(text)
        for statement in conflict.statements:
            for figure in self._figures([statement]):
                quoted = f"“{statement.as_printed}”"
                words = quoting(quoted, figure.observations[0], self._review.lang)
                linked = figure_html(figure, self._review.lang, words=words)
                marked = marked.replace(html.escape(quoted), linked, 1)
        return marked

    # Conflicts

    def conflicts(self) -> Fragment:
        """Every conflict with its arithmetic, what it rests on, what would resolve it, whom to ask."""
        found = self.report.conflicts
        if not found:
            text = self._review.page.say("No figures contradict each other.")
            return Fragment(f'<p class="tk-claim">{html.escape(text)}</p>', text)
        for _, conflict in found:
            self._review.page.show(self._figures(conflict.statements))
        told = [(pair, self.report.explain(*pair)) for pair in found]
        items = "".join(
            self._item(number, pair[1], explained)
            for number, (pair, explained) in enumerate(told, 1)
        )
        words = "\n\n".join(explained.in_(self._review.lang) for _, explained in told)
        return Fragment(f'<ol class="tk-conflicts">{items}</ol>', words)

    def _item(self, number: int, conflict: Conflict, explained: Explanation) -> str:
        lang, say = self._review.lang, self._review.page.say
        badge = html.escape(say(SEVERITIES[conflict.severity]))
        lines = "".join(
            f"<li>{numbers_marked(t.in_(lang), lang)}</li>" for t in explained.arithmetic
        )
        rest = "".join(
            f"<p>{numbers_marked(text.in_(lang), lang)}</p>"
            for text in (*explained.rests_on, *explained.ways_out, explained.ask)
        )
        return (
            f'<li class="tk-conflict tk-{conflict.severity}" id="conflict-{number}">'
            f'<p class="tk-severity">{badge}</p>'
            f'<p class="tk-claim"><strong>{self._marked(explained.headline.in_(lang), conflict)}</strong></p>'
            f'<ul class="tk-arithmetic">{lines}</ul>{rest}</li>'
        )

    def summary(self) -> Fragment:
        """The conflicts in a sentence each, for the overview."""
        if not self.report.conflicts:
            return self.conflicts()
        claims = [self._headline(*pair) for pair in self.report.conflicts]
        self._review.page.show(figure for claim in claims for figure in claim.figures)
        items = "".join(f'<li class="tk-claim">{claim.html}</li>' for claim in claims)
        words = "\n".join(claim.text for claim in claims)
        return Fragment(f'<ul class="tk-key-points">{items}</ul>', words)

    # Who constrains whom

    def statements(self) -> Exhibit | Claim:
        """The map of statements: for each connected set its statements, what ties them, what came of it."""
        header = (said("Tied to each other"), said("How"), said("What came of it"))
        used = [s for part in self.report.sets for s in part.statements]
        figures = self._figures(used)
        caption = self._caption(
            "statements",
            said(
                "{off:number} of {made:number} sets of tied figures cannot all be true as printed"
            ),
            said("Statements in one row speak of the same quantities or of parts of one whole."),
            figures,
            **self._counts(),
        )
        rows = tuple(self._row(part) for part in self.report.sets)
        alt = caption.say(
            "Set by set: {list}.",
            list="; ".join(f"{row[0]}: {row[2]}" for row in rows),
        )
        self._review.page.show(figures)
        return tables.grid(header, rows, caption, alt)

    def _row(self, part: AuditedSet) -> tuple[Cell, ...]:
        say = self._review.page.say
        told = joined(self._told(figure) for figure in self._figures(part.statements))
        return told, plain("; ".join(self._ties(part))), plain(say(STATUSES[part.status]))

    def _ties(self, part: AuditedSet) -> list[str]:
        say, lang = self._review.page.say, self._review.lang
        bases = {s.subject.base for s in part.statements if s.subject.base}
        kinds = {definition.kind for definition in part.definitions}
        ties = []
        if any(":target" in base for base in bases):
            ties.append(say("a result and its plan"))
        if any(":previous" in base for base in bases):
            ties.append(say("a year and the year before"))
        if any(":target" not in base and ":previous" not in base for base in bases):
            ties.append(say("shares of one whole"))
        if "balance" in kinds:
            ties.append(say("a total and its parts"))
        if kinds == {"bound"} and not bases:
            ties.append(say("one not above the other"))
        if not ties:
            ties.append(say("one fact stated more than once"))
        assumed = dict.fromkeys(a.text.in_(lang) for a in part.assumptions)
        if assumed:
            ties.append(say("assuming: {list}", list="; ".join(assumed)))
        return ties

    # Questions

    def questions(self) -> Fragment:
        """What contradicts nothing but deserves asking."""
        lang = self._review.lang
        asked = self.report.questions
        if not asked:
            text = self._review.page.say("Nothing to ask.")
            return Fragment(f'<p class="tk-claim">{html.escape(text)}</p>', text)
        claims = []
        for question in asked:
            figures = [self._review.finder.stating(row) for row in question.rows]
            self._review.page.show(figures)
            told = joined(self._told(figure) for figure in figures)
            text = question.text.in_(lang)
            claims.append(
                Claim(
                    f"{told.text}: {text}",
                    f"{told.html}: {numbers_marked(text, lang)}",
                    told.figures,
                )
            )
        items = "".join(f'<li class="tk-claim">{claim.html}</li>' for claim in claims)
        return Fragment(f'<ul class="tk-limits">{items}</ul>', "\n".join(c.text for c in claims))
