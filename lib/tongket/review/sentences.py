"""What a review says in sentences: key points, limits, what is not known, the account of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.claims import Claim, absence, by_name
from tongket.review import standing_limits as standing
from tongket.review.computations import Computations
from tongket.review.lines import course_in_words
from tongket.review.page_record import Fragment
from tongket.review.plans_ahead import plans_ahead

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from tongket.model import Figure
    from tongket.output import Role
    from tongket.review.session import Given, Said

FEW = 5  # so many key points are read


class Sentences(Computations):
    """A review that speaks, in the language in which it was opened."""

    def key_points(self, *sentences: Said | Claim, **values: Given) -> Fragment:
        """The key points of a page, as a list of claims.

        Of a sentence with a missing figure the other figures are given by name; where none is known, it is left out.
        """
        claims = [
            s if isinstance(s, Claim) else self._as_far_as_known(s, values) for s in sentences
        ]
        stated = {claim.text: claim for claim in claims if claim.stated}
        return self._list("key_points", [*stated.values()] or claims)

    def limits(self, *sentences: Said | Claim, **values: Given) -> Fragment:
        """What a reader must keep in mind: the sentences given, and what the figures themselves say."""
        rows = self.page.observations()
        if not rows:
            return self.page.nothing()
        given = [s if isinstance(s, Claim) else self.claim(s, **values) for s in sentences]
        own = [
            *(claim for claim in given if claim.stated),
            *standing.boundary_limits(self.registry, self.area.place, self.time_period, self.lang),
            *map(
                self.claim,
                standing.standing_limits(self.registry, rows, self.time_period, self.lang),
            ),
            *standing.member_limits(self.registry, self.area, rows, self.time_period, self.lang),
            *standing.remarks(self.finder.events("remark"), self.page),
        ]
        return self._list("limits", own or [absence(standing.NO_LIMIT, self.lang)])

    def _list(self, role: Role, claims: Sequence[Claim]) -> Fragment:
        self.page.show(figure for claim in claims for figure in claim.figures)
        return Fragment.listing(role, claims, self.lang)

    def not_known(self) -> Fragment:
        """What the period does not tell: domains and indicators without a figure; what the data say is missing."""
        claims = [*standing.absences(self.finder, self.lang)]
        if not claims:
            return Fragment.of(absence(standing.NONE_MISSING, self.lang), self.lang)
        return Fragment.listing("not_known", claims, self.lang)

    def moved(self, frame: pd.DataFrame) -> Claim:
        """From where to where the figures of a frame went, in words: those of the same `series` as the latest.

        Raises:
            UsageError: they are of several indicators, measures or places, or of a year and a part of one.
        """
        return course_in_words(self, frame)

    def in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """What rows of the record say, a sentence for each of the first indicators: its figures by name.

        Args:
            frame: rows of `review.frame(…)`; those without a figure say nothing.
        """
        known = [figure for figure in self.figures_of(frame) if not figure.is_missing]
        of: dict[str, list[Figure]] = {}
        for figure in known:
            for row in figure.observations[:1]:
                of.setdefault(row.indicator, []).append(figure)
        return [by_name(figures, self.lang) for figures in [*of.values()][:FEW]]

    def plans_ahead(self) -> list[Claim]:
        """What is planned for the next year beside the plan of the period, and what of it has come about already.

        A sentence for each of the first indicators, by stated plans or those that follow from a result and its
        percentage.
        """
        return [*plans_ahead(self)][:FEW]

    def changes_in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """A sentence for each of the first rows of the record: the figure by name, and its change on the year before.

        Args:
            frame: rows of `review.frame(…)`.
        """
        return [
            self.claim(
                "{figure}, {change}",
                figure=by_name([figure], self.lang),
                change=self.change_in_words(figure),
            )
            for figure in self.figures_of(frame)[:FEW]
        ]

    def definitions(self) -> Fragment:
        """The meaning of every indicator on this page."""
        return self.page.definitions()

    def sources(self) -> Fragment:
        """Every figure on this page with its source, or with its formula and inputs."""
        return self.page.sources()
