"""Exhibits of plans, for which seaborn and pandas have no form: `review.chart.plan(…)`, `review.table.plan(…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket import charts, measures, tables
from tongket.review.names import OffersNames
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongket.claims import Claim
    from tongket.exhibit import Exhibit
    from tongket.model import Figure
    from tongket.review.names import IndicatorName
    from tongket.review.session import Given, Said, Session

REACHED = Phrase("{indicator}: result ÷ plan stated")


class PlanCharts(OffersNames):
    """Charts of statements on a plan; indicators are given by their names."""

    def __init__(self, review: Session) -> None:
        self._review = review

    def plan(self, *of: IndicatorName, title: Said, note: Said, **values: Given) -> Exhibit | Claim:
        """Results of indicators in percent of their plan: every statement, and the result divided by a stated plan.

        Args:
            of: indicators with a plan; a rank has no percentage.
            title: what was found, in English, with placeholders.
            note: what a reader must know.
            values: what is filled in for placeholders.

        Returns:
            The chart (result ÷ plan × 100), its line at 100%. A missing figure is named below it with the reason; where
            none is known, the sentence that says so.

        >>> words = {"title": "Titles against the plan", "note": "As published."}
        >>> review.chart.plan("ip.titles_granted", **words).alt
        'Against the line of the plan at 100%: IP titles granted against plan 290%.'
        """
        stated, reached = self._review.plan_statements(*of), self._reached(of)
        known = [figure for figure in stated if not figure.is_missing]
        statements = [*known, *reached] or stated
        caption = self._review.caption("plan", title, note, statements, values)
        return self._review.exhibited(charts.plan(statements, caption))

    def _reached(self, names: Sequence[str]) -> list[Figure]:
        """Results in percent of the plans that are stated as one number; a rank has none."""
        found = []
        for name in names:
            actual, plan = self._review.figures(name, f"{name}:target")
            if plan.value and not actual.is_missing and plan.unit.kind != "rank":
                called = REACHED.filled(indicator=actual.name)
                found.append(measures.percentage(actual, plan, called))
        return found

    def band(self, *of: IndicatorName, title: Said, note: Said, **values: Given) -> Exhibit | Claim:
        """Rates in the bands planned for them, every statement by itself.

        Args:
            of: indicators whose plan is a range.
            title: what was found, in English, with placeholders.
            note: what a reader must know.
            values: what is filled in for placeholders.

        Returns:
            The chart, in the unit of the indicators; a missing figure is named below it with the reason.

        >>> words = {"title": "The rate and its band", "note": "As published."}
        >>> review.chart.band("renewal.technology_renewal_rate", **words).unit
        'percent'
        """
        finder = self._review.finder
        rows = [(finder.named(f"{name}:target"), self._review.each_statement(name)) for name in of]
        used = [figure for target, found in rows for figure in (target, *found)]
        caption = self._review.caption("band", title, note, used, values)
        return self._review.exhibited(charts.band(rows, caption))


class PlanTables(OffersNames):
    """Tables of statements on a plan; indicators are given by their names."""

    def __init__(self, review: Session) -> None:
        self._review = review

    def plan(self, *of: IndicatorName, title: Said, note: Said, **values: Given) -> Exhibit | Claim:
        """For each statement on a plan the plan that it implies: result ÷ percent × 100.

        Args:
            of: indicators with a percentage of their plan on record.
            title: what was found, in English, with placeholders.
            note: what a reader must know.
            values: what is filled in for placeholders.

        Returns:
            The table; what is missing says why.

        >>> words = {"title": "What the plan was", "note": "As implied."}
        >>> review.table.plan("ip.titles_granted", **words).alt
        'The plan that each statement implies: IP titles granted against plan: 290%: 145 titles.'
        """
        rows = []
        for stated in self._review.plan_statements(*of):
            actual = self._review.figure(stated.id.partition(":")[0])
            name = measures.IMPLIED_PLAN.filled(stated=stated.name)
            rows.append((actual, stated, measures.implied_plan(actual, stated, name)))
        used = [figure for row in rows for figure in row]
        caption = self._review.caption("plans", title, note, used, values)
        return self._review.exhibited(tables.plan(rows, caption))
