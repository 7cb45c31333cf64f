"""What the audit of a review gives away: the numbers that no statement prints but all together tie down."""

from __future__ import annotations

import html
import re
from functools import cached_property
from typing import TYPE_CHECKING

from tongket import charts, tables
from tongket.audit.wording import number
from tongket.claims import Claim, figure_html, plain, quoting, said
from tongket.exhibit import Caption
from tongket.model import Calculation, Figure, Interval, Measure, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tongket.audit import AuditedSet, Quantity, Range, Statement
    from tongket.audit.report import AuditReport
    from tongket.exhibit import Exhibit
    from tongket.model import Lang, Unit
    from tongket.review.desk import Review

IMPLIED = Text(
    "mọi giá trị mà các số liệu đã in cho phép, xét đồng thời",
    "every value that the printed figures allow, taken together",
)
# A number in the arithmetic of an explanation: marked as one, for those who compute with the page.
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


class ImpliedPage:
    """The part of the audit's page on hidden numbers, and what its parts share."""

    def __init__(self, review: Review) -> None:
        self._review = review

    @cached_property
    def report(self) -> AuditReport:
        """Everything that the audit found, as objects."""
        return self._review.finder.audited

    def implied(self) -> Exhibit | Claim:
        """The ranges of what is not published but tied down, drawn; ticks are whole numbers that fit."""
        figures = self._implied_figures()
        if not figures:
            return plain(self._review.page.say("Nothing to list here."))
        caption = self._caption(
            "implied",
            said("Printed nowhere, yet tied down by what is printed: {told:number} numbers"),
            said(
                "Each range holds every value with which all statements print as they do, given the assumptions above."
            ),
            figures,
            told=self._review.count(figures, name=said("Numbers given away")),
        )
        exhibit = charts.ranges(figures, caption)
        self._review.page.show(figures)
        return exhibit

    def values(self) -> Exhibit | Claim:
        """The same as a list: each hidden number with its possible values, where they are few."""
        lang = self._review.lang
        listed = [
            (
                figure.name.in_(lang),
                figure,
                plain(", ".join(number(v, lang) for v in figure.candidates)),
            )
            for figure in self._implied_figures()
            if figure.candidates is not None and len(figure.candidates) <= 12
        ]
        caption = self._caption(
            "values",
            said("Of each of these numbers only a few values remain possible"),
            said("All statements of a set taken together leave these and no others."),
            [row[1] for row in listed],
        )
        alt = caption.say(
            "Row by row: {list}.", list="; ".join(f"{row[0]}: {row[2]}" for row in listed)
        )
        header = (said("Quantity"), said("Range"), said("Possible values"))
        rows = tuple(
            (name, figure, Claim(c.text, numbers_marked(c.text, lang)))
            for name, figure, c in listed
        )
        self._review.page.show(row[1] for row in listed)
        return tables.grid(header, rows, caption, alt)

    def _implied_figures(self) -> list[Figure]:
        found = []
        for part in self.report.agreements:
            quantities = {quantity.id: quantity for quantity in part.quantities}
            for name, span in part.implied.items():
                if self._tells(quantities[name], span):
                    found.append(self._implied_figure(part, quantities[name], span))
        return found

    @staticmethod
    def _tells(quantity: Quantity, span: Range) -> bool:
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

    def _figures(self, statements: Iterable[Statement]) -> tuple[Figure, ...]:
        finder = self._review.finder
        rows = [s.observation for s in statements if s.observation is not None]
        return tuple(finder.stating(row) for row in rows)

    def _told(self, figure: Figure) -> Claim:
        lang = self._review.lang
        row = figure.observations[0]
        place = self._review.page.place(row.locator)
        where = f" ({place})" if place and row.measure is not Measure.TARGET else ""
        name, printed = figure.name.in_(lang), f"“{row.as_printed}”"
        linked = figure_html(figure, lang, words=quoting(printed, row, lang))
        marked = f"{plain(name).html} {linked}{plain(where).html}"
        return Claim(f"{name} {printed}{where}", marked, (figure,))

    def _caption(
        self, wanted: str, title: str, note: str, used: Sequence[Figure], **values: Figure
    ) -> Caption:
        review = self._review
        return Caption(
            review.page.new_id(wanted), review.claim(title, **values), review.claim(note),
            review.source_line(used), review.lang,
        )  # fmt: skip


def _capital(name: Text) -> Text:
    return Text(name.vi[:1].upper() + name.vi[1:], name.en[:1].upper() + name.en[1:])


def numbers_marked(text: str, lang: Lang) -> str:
    """A text as HTML whose numbers are marked as such.

    >>> numbers_marked("19 gives 142.1%", "en")
    '<data class="tk-step" value="19">19</data> gives <data class="tk-step" value="142.1">142.1</data>%'
    """
    grouping, mark = (".", ",") if lang == "vi" else (",", ".")

    def marked(match: re.Match[str]) -> str:
        value = match[0].replace(grouping, "").replace(mark, ".")
        return f'<data class="tk-step" value="{value}">{match[0]}</data>'

    return _NUMBER.sub(marked, html.escape(text, quote=False))
