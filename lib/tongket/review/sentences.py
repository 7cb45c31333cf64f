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
        """The key points of a page, as a list of sentences.

        Of a sentence with a missing figure the other figures are given by name; where none is known, it is left out.

        Args:
            sentences: as in `claim`, or claims.
            values: what is filled in for their placeholders.

        >>> review.key_points("{ip.titles_granted} were granted", "{ip.applications} were filed")
        <420 titles were granted
        598 applications were filed>
        """
        claims = [
            s if isinstance(s, Claim) else self._as_far_as_known(s, values) for s in sentences
        ]
        stated = {claim.text: claim for claim in claims if claim.stated}
        return self._list("key_points", [*stated.values()] or claims)

    def limits(self, *sentences: Said | Claim, **values: Given) -> Fragment:
        """What a reader must keep in mind: the sentences given, and what the figures themselves say.

        Standing sentences and remarks of the place and year are of the figures that the page has shown so far.

        Args:
            sentences: as in `claim`, or claims.
            values: what is filled in for their placeholders.

        >>> page = review.claim("{ip.titles_granted} were granted")
        >>> review.limits("Titles are counted when they are granted.").text.splitlines()[0]
        'Titles are counted when they are granted.'
        """
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
        """What the period does not tell: domains and indicators without a figure; what the data say is missing.

        >>> review.not_known().text.splitlines()[1]
        'Population (2024): No yearly figure was found; the nearest is of April of the following year.'
        """
        claims = [*standing.absences(self.finder, self.lang)]
        if not claims:
            return Fragment.of(absence(standing.NONE_MISSING, self.lang), self.lang)
        return Fragment.listing("not_known", claims, self.lang)

    def moved(self, frame: pd.DataFrame) -> Claim:
        """From where to where the figures of a frame went, in words: those of the same `series` as the latest.

        Args:
            frame: rows of `review.frame(…)` or `review.series(…)`, of one indicator, measure and place.

        Raises:
            UsageError: they are of several indicators, measures or places, or of a year and a part of one.

        >>> print(review.moved(review.series("innovation.pii_rank", years=(2023, 2024))))
        Cần Thơ fell from rank 5 (2023) to rank 7 (2024)
        """
        return course_in_words(self, frame)

    def in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """What rows of the record say, a sentence for each of the first indicators: its figures by name.

        Args:
            frame: rows of `review.frame(…)`; those without a figure say nothing.

        Returns:
            Five sentences at most.

        >>> review.in_sentences(review.frame("ip.titles_granted"))
        [<IP titles granted: 420 titles>]
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
        percentage (as `implied_target`).

        Returns:
            Five sentences at most; none where nothing is planned.

        >>> len(review.plans_ahead()) <= 5
        True
        """
        return [*plans_ahead(self)][:FEW]

    def changes_in_sentences(self, frame: pd.DataFrame) -> list[Claim]:
        """A sentence for each of the first rows of the record: the figure by name, and its change on the year before.

        Args:
            frame: rows of `review.frame(…)`.

        Returns:
            Five sentences at most.

        >>> review.changes_in_sentences(review.series("innovation.pii_rank", years=2024))
        [<PII rank: rank 7, 2 places down on 2023 (rank 5)>]
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
        """The meaning of every indicator that this page has shown.

        >>> page = review.claim("{ip.titles_granted} were granted")
        >>> "Industrial property titles newly granted" in review.definitions().text
        True
        """
        return self.page.definitions()

    def sources(self) -> Fragment:
        """Every figure that this page has shown with its source, or with its formula and inputs.

        >>> page = review.claim("{ip.titles_granted} were granted")
        >>> "IP titles granted: Cần Thơ Department" in review.sources().text
        True
        """
        return self.page.sources()
